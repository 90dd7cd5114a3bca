"""The lists of English: each typed, each explained, and no more of them in code."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from kg.core.lists import read
from kg.language import en

ROOT = Path(__file__).parents[2]
TOPICS = sorted((ROOT / "kg" / "language" / "en").glob("*.yaml"))
# Lists of English words that are left in code: patterns of time, slots of frames, endings, names of rules.
LEFT = {"events": 35, "entities": 8, "language": 6}


def typed(content: Any) -> en.Topic:
    return en.typed("x.yaml", {"listed": content})


def test_types_say_what_is_made() -> None:
    assert typed({"lemmas": ["begin", "rule out"]}).sets["listed"] == {"begin", "rule out"}
    assert typed({"words": "al el de"}).sets["listed"] == {"al", "el", "de"}
    assert typed({"forms": ["North"]}).sets["listed"] == {"North"}
    assert typed({"order": ["May", "April"]}).orders["listed"] == ("May", "April")
    assert typed({"groups": {"planned": ["plan"], "denied": ["deny"]}}).groups["listed"]["denied"] == {"deny"}
    assert typed({"map": {"dozen": 12}}).maps["listed"] == {"dozen": 12}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (["begin"], "x.yaml, listed: its only inner key is a type"),
        ({"stems": ["begin"]}, "its only inner key is a type"),
        ({"lemmas": ["begin"], "words": ["the"]}, "its only inner key is a type"),
        ({"lemmas": {"begin": 1}}, "its only inner key is a type"),
        ({"lemmas": []}, "its only inner key is a type"),
        ({"words": 7}, "its only inner key is a type"),
        ({"groups": ["begin"]}, "its only inner key is a type"),
        ({"lemmas": ["begin", "end", "begin"]}, "x.yaml, listed: 'begin' stands in it twice"),
        ({"groups": {"aspect": ["begin", "begin"]}}, "x.yaml, listed, aspect: 'begin' stands in it twice"),
        ({"lemmas": ["Begin"]}, "x.yaml, listed: 'Begin' is none of lemmas"),
        ({"words": ["because of"]}, "'because of' is none of words"),
        ({"words": ["in", True]}, "True is none of words (what YAML takes for something else is quoted)"),
    ],
)
def test_what_is_no_list_is_told(content: Any, error: str) -> None:
    with pytest.raises(ValueError, match=re.escape(error)):
        typed(content)


def test_there_is_no_such_topic() -> None:
    with pytest.raises(KeyError, match="dragons"):
        en.lists("dragons")


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_every_list_is_explained_and_has_one_name(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    at = [i for i, line in enumerate(lines) if re.match(r'[\w"]', line)]
    assert lines[0].startswith("# ") and all(lines[i - 1].startswith("# ") for i in at)
    names = [lines[i] for i in at]
    assert len(names) == len(set(names))  # YAML would keep the last


def test_what_code_asks_for_is_there() -> None:
    asked = re.compile(r'en\.(lists|orders|groups|maps)\("(\w+)"\)\["(\w+)"\]')
    for file in (ROOT / "kg").rglob("*.py"):
        code = file.read_text("utf-8")
        for how, topic, name in asked.findall(code):
            assert name in getattr(en, how)(topic), f"{file.name}: {topic}, {name}"
        for path in TOPICS:
            bound = re.search(rf"\b_{path.stem.upper()}\b[^=\n]* = [^\n]*en\.lists", code)
            for name in re.findall(rf'\b_{path.stem.upper()}\["(\w+)"\]', code) if bound else ():
                assert name in en.lists(path.stem), f"{file.name}: {path.stem}, {name}"


def test_every_list_is_read() -> None:
    code = "".join(file.read_text("utf-8") for file in (ROOT / "kg").rglob("*.py"))
    for path in TOPICS:
        found = en.typed(path.name, read(path.read_text("utf-8")))
        unread = [n for lists in found for n in lists if f'"{n}"' not in code and f"'{n}'" not in code]
        assert unread == [], path.name


def test_no_more_english_in_code() -> None:
    spec = importlib.util.spec_from_file_location("english_words", ROOT / "tools" / "english_words.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for room, left in LEFT.items():
        found = [f"{where}: {' '.join(words)}" for where, words in tool.word_lists(ROOT, room)]
        assert len(found) <= left, "word lists belong into kg/language/en:\n" + "\n".join(found)
