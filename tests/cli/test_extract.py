from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from kg.core.event import Event

CODE = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"


def test_one_event_a_line_as_the_record_says(kg_: Any, articles: Path) -> None:
    done = kg_("extract", articles)
    assert done.code == 0
    records = [json.loads(line) for line in done.out.splitlines()]
    assert {r["article"] for r in records} == {"treaty", "visit", "hostile"}
    texts = {a["id"]: a["text"] for a in map(json.loads, articles.read_text().splitlines())}
    for record in records:
        assert Event.from_dict(record).to_dict() == record
        text, evidence = texts[record["article"]], record["evidence"]
        assert text[evidence["trigger_start"] : evidence["trigger_end"]] == evidence["trigger"]
        for participant in record["actors"] + record["recipients"]:
            assert text[participant["start"] : participant["end"]] == participant["text"]


def test_the_same_input_gives_the_same_bytes(kg_: Any, articles: Path) -> None:
    assert kg_("extract", articles).out == kg_("extract", articles).out


def test_standard_input_and_output_are_utf8_in_any_locale(articles: Path) -> None:
    text = "Recep Tayyip Erdoğan met Nicolás Maduro in “Ankara”."
    done = subprocess.run(
        [sys.executable, "-c", CODE, "extract", "-", "--date", "2023-01-01"],
        input=json.dumps({"id": "1", "text": text}, ensure_ascii=False).encode(),
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "OMP_NUM_THREADS": "1"},
        check=True,
    )
    assert "Erdoğan" in done.stdout.decode("utf-8")
    assert not done.stderr


def test_a_bad_article_is_told_and_the_others_are_read(kg_: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text,date\n1,Iran attacked Iraq.,soon\n2,Mali attacked Chad.,2023-01-01\n")
    done = kg_("extract", path)
    assert done.code == 1
    assert [json.loads(line)["article"] for line in done.out.splitlines()] == ["2"]
    assert done.err == f"kg: {path}:2: the date 'soon' is not a day; write YYYY-MM-DD\n"


def test_explain_names_the_words_the_rule_and_the_entry_of_the_lexicon(kg_: Any, articles: Path) -> None:
    done = kg_("extract", articles, "--explain")
    assert done.code == 0
    blocks = done.out.strip().split("\n\n")
    assert len(blocks) == len(kg_("extract", articles).out.splitlines())
    for block in blocks:
        told = {m[1]: m[2] for m in re.finditer(r"^ *(\S+(?: \S+)?)  (.*)$", block, re.M)}
        assert {"sentence", "trigger", "rule"} <= set(told)
        entry = told["rule"].rsplit(": ", 1)[-1]
        if "/" in entry and not entry.startswith(("demand", "verdict")):
            assert ".yaml" in told["lexicon"]
