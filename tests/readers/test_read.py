from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import logging
from pathlib import Path

import pandas as pd
import pytest

from kg.core.errors import InputError
from kg.core.records import Article
from kg.readers import Limits, read

TEXT = "Iran and Iraq signed a security agreement on Sunday."


class Reading:
    """The articles and the faults of one run."""

    def __init__(self, source: object, **options: object) -> None:
        errors: list[InputError] = []
        self.articles = list(read(source, on_error=errors.append, **options))  # type: ignore[arg-type]
        self.faults = [str(e) for e in errors]


def jsonl(*records: object) -> bytes:
    return "".join(json.dumps(r) + "\n" for r in records).encode()


def test_plain_text(tmp_path: Path) -> None:
    (tmp_path / "treaty.txt").write_text(TEXT)
    [article] = read(tmp_path / "treaty.txt", date="2023-03-20", outlet="Example Times")
    assert article == Article("treaty", TEXT, date=dt.date(2023, 3, 20), source="Example Times")


def test_plain_text_with_fields_on_top(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\ntitle: A treaty\ndate: 2023-03-20\nsource: 'Example'\n---\n{TEXT}")
    [article] = read(tmp_path, date="1999-01-01", outlet="other")
    assert article == Article("a", TEXT, "A treaty", dt.date(2023, 3, 20), "Example")


def test_dashes_that_hold_no_fields_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\nnote: nothing we know\n---\n{TEXT}")
    assert "nothing we know" in next(read(tmp_path)).text


def test_an_address_on_top_gives_url_date_and_outlet(tmp_path: Path) -> None:
    url = "https://www.example.org/2022/07/25/treaty"
    (tmp_path / "a.txt").write_text(f"{url}\n\n{TEXT}")
    [article] = read(tmp_path)
    assert (article.url, article.date, article.source) == (url, dt.date(2022, 7, 25), "example.org")
    assert article.text.index("Iran") == len(url) + 2


def test_json_lines_offsets_are_those_of_the_input() -> None:
    raw = f"9.9 C\r\n\r\n{TEXT}\u00a0Source: none\x1b[31m"
    [article] = read(io.BytesIO(jsonl({"id": 7, "text": raw})))
    assert article.id == "7"
    assert len(article.text) == len(raw)
    assert article.text.index(TEXT) == raw.index(TEXT)
    assert "\x1b" not in article.text


def test_fields_under_other_names() -> None:
    row = {
        "Headline": "A treaty",
        "Body": TEXT,
        "published": "2023-03-20T08:00:00Z",
        "outlet": "E",
        "link": "http://e.org",
    }
    [article] = read(row)
    assert article == Article(article.id, TEXT, "A treaty", dt.date(2023, 3, 20), "E", "http://e.org")


def test_an_article_without_an_id_always_gets_the_same() -> None:
    one, two = next(read({"text": TEXT})), next(read({"text": TEXT, "title": "other"}))
    assert one.id == two.id and one.id.startswith("article-")
    assert next(read({"text": TEXT + " Yes."})).id != one.id


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_with_line_ends_in_a_cell(tmp_path: Path, mark: str) -> None:
    text = f'{TEXT}\nKuwait, too; it "said".'
    pd.DataFrame({"id": ["a", "b"], "date": ["2023-03-20", None], "text": [text, TEXT]}).to_csv(
        tmp_path / "t.csv", sep=mark, index=False
    )
    first, second = read(tmp_path)
    assert (first.text, first.date) == (text, dt.date(2023, 3, 20))
    assert (second.id, second.text, second.date) == ("b", TEXT, None)


def test_a_cell_as_long_as_an_article_can_be(tmp_path: Path) -> None:
    text = TEXT * 8000
    pd.DataFrame({"id": ["a"], "text": [text]}).to_csv(tmp_path / "t.csv", index=False)
    assert len(next(read(tmp_path)).text) == len(text)


def test_a_dataframe() -> None:
    frame = pd.DataFrame({"id": [1.0, 2.0], "text": [TEXT, None], "date": pd.to_datetime(["2023-03-20", None])})
    reading = Reading(frame)
    assert [(a.id, a.date) for a in reading.articles] == [("1", dt.date(2023, 3, 20))]
    assert reading.faults == ["DataFrame:2: no text in it"]


def test_articles_and_mappings_and_paths_in_one_list(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(TEXT)
    found = read([Article("a", TEXT), {"id": "b", "text": TEXT}, tmp_path])
    assert [a.id for a in found] == ["a", "b", "c"]


def test_a_generator_is_read_as_it_comes() -> None:
    asked = []

    def articles() -> object:
        for i in range(5):
            asked.append(i)
            yield Article(str(i), TEXT)

    found = read(articles())
    assert next(found).id == "0"
    assert asked == [0]


def test_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pd.DataFrame({"id": ["a"], "text": [TEXT], "date": [dt.date(2023, 3, 20)]}).to_parquet(tmp_path / "t.parquet")
    [article] = read(tmp_path)
    assert (article.id, article.text, article.date) == ("a", TEXT, dt.date(2023, 3, 20))


def test_parquet_without_pyarrow_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (tmp_path / "t.parquet").write_bytes(b"PAR1xxxxPAR1")
    assert "pip install 'geopolitical-kg[parquet]'" in Reading(tmp_path).faults[0]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a"])
def test_gzip_is_unpacked_whatever_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(jsonl({"id": "x", "text": TEXT})))
    assert [a.text for a in read(tmp_path / name)] == [TEXT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Nicaragua’s “friend” São Tomé met Côte d’Ivoire."
    body = {
        "a.txt": text,
        "a.jsonl": json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\n",
        "a.csv": f'id,text\n1,"{text}"\n',
    }[name]
    (tmp_path / name).write_bytes(body.encode(encoding))
    reading = Reading(tmp_path)
    assert not reading.faults
    assert [a.text for a in reading.articles] == [text]


def test_one_broken_character_does_not_change_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Yes”, said São Tomé’s minister".encode() + b"\xff.")
    assert next(read(tmp_path)).text == "“Yes”, said São Tomé’s minister\ufffd."


def test_every_fault_is_told_with_file_and_line_and_the_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        jsonl({"id": "1", "text": TEXT})
        + b"{broken\n"
        + jsonl(
            {"id": "3"},
            {"id": "4", "text": "   "},
            {"id": "5", "text": TEXT, "date": "soon"},
            {"id": "1", "text": TEXT},
            {"id": "7", "text": ["a", "b"]},
            {"id": {"x": 1}, "text": TEXT},
            ["not", "an", "object"],
            {"id": "10", "text": "PK\x03\x04" + "\x00\ufffd" * 500},
            {"id": "11", "text": "{\\rtf1 Iran met Iraq"},
            {"id": "12", "text": "Please enter your comment!"},
            {"id": "13", "text": "12 345"},
        )
        + b"\n"
        + jsonl({"id": "15", "text": TEXT})
    )
    reading = Reading(path)
    assert [a.id for a in reading.articles] == ["1", "15"]
    assert [fault.removeprefix(f"{path}:") for fault in reading.faults] == [
        "2: not valid JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        '3: no field "text" (there is: id)',
        "4: no text in it",
        "5: the date 'soon' is not a day; write YYYY-MM-DD",
        f"6: the id '1' was used before, in {path}:1; this article is left out",
        '7: the field "text" holds a list, not a text',
        '8: the field "id" holds an object; a text or a whole number is wanted',
        "9: not a JSON object",
        "10: this is binary data, not a text",
        "11: this is RTF; save it as plain text first",
        "12: no article in it, only what surrounds one",
        "13: no article in it, only what surrounds one",
    ]


def test_faults_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{TEXT}"\n\n2,"two\nlines",extra,cells\n3,\n4,"{TEXT}"\n')
    reading = Reading(path)
    assert [a.id for a in reading.articles] == ["1", "4"]
    assert reading.faults == [f"{path}:4: the row has 4 cells, the header has 2", f"{path}:6: no text in it"]


def test_a_table_without_a_text_column_names_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,when\n1,2\n")
    assert Reading(tmp_path).faults == [f'{tmp_path}/a.csv:1: no column "text" (columns: id, when)']
    assert Reading(pd.DataFrame({"a": [1]})).faults == ['DataFrame:1: no column "text" (columns: a)']


def test_a_header_that_cannot_be_parsed_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\r1,An old line end.\r2,Another.\r\n")
    (fault,) = Reading(tmp_path).faults
    assert fault.startswith(f"{tmp_path}/a.csv:1: not the header of a table (new-line character")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no text in it"),
        (b"   \n\n", "no text in it"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04.....", "zip archive"),
        (b"\x89PNG\r\n", "picture"),
        (b"MZ\x00\x01\x02\x00" * 50, "binary"),
        (b"\x1f\x8b" + b"not gzip at all", "damaged"),
        (gzip.compress(TEXT.encode() * 100, mtime=0)[:-20], "damaged"),
        (b"\x81\x8d\x8f\x90\x9d" * 20, "UTF-8, UTF-16 and Windows-1252"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT)
    reading = Reading(tmp_path)
    assert [a.id for a in reading.articles] == ["good"]
    [fault] = reading.faults
    assert what in fault and fault.startswith(f"{tmp_path}/bad.txt: ")


def test_limits(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a " * 5_000_000))
    (tmp_path / "long.jsonl").write_bytes(jsonl({"id": "1", "text": TEXT * 1000}, {"id": "2", "text": TEXT}))
    reading = Reading(tmp_path, limits=Limits(article=1000, file=10_000, record=5_000))
    assert [a.id for a in reading.articles] == ["2"]
    assert "bomb.txt.gz: the file is larger than the limit of 10,000 bytes" in reading.faults[0]
    assert "long.jsonl:1: the line is longer than the limit of 5,000 bytes" in reading.faults[1]
    [fault] = Reading({"text": TEXT * 100}, limits=Limits(article=1000)).faults
    assert "5,200 characters; the limit is 1,000" in fault


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert Reading(tmp_path).faults == [f"{tmp_path}/a.txt: cannot be read (Permission denied)"]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read([tmp_path / "nothing.txt"])
    with pytest.raises(InputError, match="cannot read articles from a int"):
        read(42)


def test_without_a_listener_faults_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "kg"):
        assert list(read({"id": "x", "text": ""})) == []
    assert caplog.messages == ["record:1: no text in it"]


def test_half_a_character_is_replaced() -> None:
    [article] = read(io.BytesIO(b'{"id": "\\ud800x", "text": "Iran \\ud83d met Iraq.", "title": "a\\udc00b\\u0007"}'))
    assert (article.id, article.text, article.title) == ("x", "Iran \ufffd met Iraq.", "a b")
    article.content_hash.encode()


def test_a_headline_above_a_text_is_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Iran, Iraq to sign treaty: minister\n\n{TEXT}\n\nMore.")
    (tmp_path / "b.txt").write_text(f"{TEXT}\n\nMore of it.")
    (tmp_path / "c.txt").write_text(f"“This is a treaty between two neighbours”\n\n{TEXT}")
    (tmp_path / "d.txt").write_text(f"BAGHDAD - Iran and Iraq signed a treaty\n\n{TEXT}")
    assert [a.title for a in read(tmp_path)] == ["Iran, Iraq to sign treaty: minister", None, None, None]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(jsonl({"id": "1", "text": TEXT})))  # type: ignore[arg-type]

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [a.id for a in read("-")] == ["1"]


def test_json_lists_and_single_objects(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"id": "1", "text": TEXT}, 5, {"id": "2", "text": TEXT}], indent=1))
    (tmp_path / "b.json").write_text(json.dumps({"id": "3", "text": TEXT}, indent=2))
    (tmp_path / "c.json").write_text("[1, 2")
    reading = Reading(tmp_path)
    assert [a.id for a in reading.articles] == ["1", "2", "3"]
    assert reading.faults[0] == f"{tmp_path}/a.json:2: not a JSON object"
    assert "c.json: not valid JSON" in reading.faults[1]


def test_deep_json_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":' + "[" * 100_000 + "\n" + json.dumps({"id": "1", "text": TEXT}))
    reading = Reading(tmp_path)
    assert [a.id for a in reading.articles] == ["1"]
    assert len(reading.faults) == 1


def test_the_same_input_gives_the_same_articles(tmp_path: Path) -> None:
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(f"{TEXT} {i}")
    assert list(read(tmp_path)) == list(read(tmp_path))


def test_a_thousand_real_articles(data: Path) -> None:
    reading = Reading(data / "articles" / "worldwide.jsonl.gz")
    assert len(reading.articles) == 1078
    assert len(reading.faults) == 3
    assert sum(a.date is not None for a in reading.articles) > 250
    assert all(a.source for a in reading.articles)


@pytest.mark.parametrize(
    ("rows", "kept", "line"),
    [
        (['1,"Iran met Iraq.', "2,Turkey met Oman.", "3,Chad met Mali."], ["2", "3"], 2),
        (["1,Iran met Iraq.", '2,"Turkey met Oman.', "3,Chad met Mali."], ["1", "3"], 3),
        (["1,Iran met Iraq.", "2,Turkey met Oman.", '3,"Chad met Mali.'], ["1", "2"], 4),
        (['1,"Iran met Iraq.', '2,"Turkey met Oman."', "3,Chad met Mali."], ["2", "3"], 2),
        (['1,"Iran met',  'Iraq."', '2,"Turkey met Oman.', "3,Chad met Mali."], ["1", "3"], 4),
    ],
)  # fmt: skip
def test_a_quote_that_is_never_closed_is_told_with_its_line(
    tmp_path: Path, rows: list[str], kept: list[str], line: int
) -> None:
    (tmp_path / "a.csv").write_text("id,text\n" + "\n".join(rows) + "\n")
    reading = Reading(tmp_path)
    assert [a.id for a in reading.articles] == kept
    assert len(reading.faults) == 1 and reading.faults[0].startswith(f"{tmp_path}/a.csv:{line}: a quote is ")


def test_quotes_within_a_cell_that_are_not_doubled_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"He said ""no"".\nIran left."\n2,Iran said "no" to Iraq.\n')
    reading = Reading(tmp_path)
    assert [a.text for a in reading.articles] == ['He said "no".\nIran left.', 'Iran said "no" to Iraq.']
    assert not reading.faults


def _tables(rows: dict[str, list[object]]) -> list[object]:
    found: list[object] = [pd.DataFrame(rows), pd.DataFrame(rows).convert_dtypes()]
    try:
        import polars

        found += [polars.DataFrame(rows), polars.LazyFrame(rows)]
    except ImportError:
        pass
    try:
        import pyarrow

        found += [pyarrow.table(rows), pyarrow.RecordBatch.from_pydict(rows)]
    except ImportError:
        pass
    return found


def test_a_table_is_told_by_its_type_and_no_cell_is_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The launch code of Iran.")
    for table in _tables({"text": [str(secret), TEXT, None], "path": [str(secret)] * 3, "id": ["a", "b", "c"]}):
        reading = Reading(table)
        assert [a.id for a in reading.articles][-1] == "b"
        assert all("launch code" not in a.text for a in reading.articles)
        assert "DataFrame:3: no text in it" in reading.faults


def test_a_column_is_no_list_of_paths(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    frame = pd.DataFrame({"text": [str(tmp_path / "secret.txt")]})
    for column in (frame["text"], frame["text"].to_numpy(), frame.columns, frame["text"].convert_dtypes().array):
        with pytest.raises(InputError, match=r"cannot read articles from a \w+; give the whole table"):
            read(column)
    with pytest.raises(InputError, match="cannot read articles from a bytes"):
        read(b"Iran met Iraq.")


@pytest.mark.parametrize("column", ["text", "date", "id", "source"])
def test_two_columns_of_one_name_are_one_clear_error(tmp_path: Path, column: str) -> None:
    names = ["text", "date", "id", "source", column]
    frame = pd.DataFrame([[TEXT, "2024-03-12", "a", "X", "y"]], columns=names)
    [fault] = Reading(frame).faults
    assert fault == f'DataFrame:1: 2 columns are called "{column}"; give each a name of its own'
    frame.to_csv(tmp_path / "a.csv", index=False)
    assert "2 columns are called" in Reading(tmp_path).faults[0]


def test_missing_values_of_every_kind() -> None:
    rows = {"id": ["a", "b", "c"], "text": [TEXT, TEXT + " Yes.", TEXT + " No."], "n": [1, 2, 3]}
    for gap in (pd.NA, None, float("nan"), pd.NaT):
        frame = pd.DataFrame(rows | {"date": ["2024-03-12", gap, gap], "source": [gap, "X", gap], "url": [gap] * 3})
        reading = Reading(frame.astype(object))
        assert [(str(a.date), a.source) for a in reading.articles] == [
            ("2024-03-12", None), ("None", "X"), ("None", None),
        ]  # fmt: skip
        assert not reading.faults


def test_a_store_in_the_folder_that_is_read_is_no_article(tmp_path: Path) -> None:
    import kg

    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        told: list[str] = []
        kg.build(str(tmp_path), tmp_path / "g", on_error=lambda e: told.append(str(e))).close()  # noqa: B023
        assert [a.id for a in read(tmp_path)] == ["a"] and not told
    with pytest.raises(InputError, match="the folder of a store, not of articles"):
        read(tmp_path / "g")
