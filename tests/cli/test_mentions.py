"""kg mentions: a line an article, for other tools."""

import json

TEXT = "Kim Jong Un met the Russian president in Vladivostok on Wednesday."
ARTICLE = {"id": "a", "date": "2023-09-14", "text": TEXT}


def test_a_line_an_article_and_faults_are_told(kg_, tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(ARTICLE) + '\n{"id": "b"}\n' + json.dumps(ARTICLE | {"id": "c"}) + "\n")
    done = kg_("mentions", file)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["id"] for row in rows] == ["a", "c"] and done.code == 1 and "in.jsonl:2" in done.err
    assert set(rows[0]["mentions"][0]) == {
        "start", "end", "text", "form", "kind", "id", "name", "country", "lat", "lon",
    }  # fmt: skip
    assert set(rows[0]["times"][0]) == {"start", "end", "text", "days"}
