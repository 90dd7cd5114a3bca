"""Extractors by name: those of other packages, clear errors, and the same checks for whatever they give."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import extractors
from kg.core.errors import KgError
from kg.core.event import Event, Evidence, Participant
from kg.core.plover import EventType
from kg.core.records import Article, Extraction
from kg.extractors import base

CODE = """
from kg.core.event import Event, Evidence, Participant
from kg.core.records import Extraction
from kg.core.plover import EventType

class Strikes:
    name = "strikes/2"
    def __init__(self, word="strike"):
        self.word, self.version = word, f"strikes/2 {word}"
    def extract(self, articles):
        for article in articles:
            at = article.text.find(self.word)
            if at < 0:
                yield Extraction(article)
                continue
            who = Participant("FRA", "France", "country", "FRA", None, article.text[:6], 0, 6)
            evidence = Evidence(article.text, 0, len(article.text), self.word, at, at + len(self.word))
            yield Extraction(article, (Event(article.id, EventType.PROTEST, (who,), evidence, extractor=self.name),))

def broken():
    raise RuntimeError("never called")
"""
ARTICLES = [
    {"id": "a", "text": "France braces for a strike.", "date": "2023-01-19"},
    {"id": "b", "text": "Nothing happened."},
]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution as pip leaves it: a module, and metadata that names its entry points."""
    (tmp_path / "kg_strikes.py").write_text(CODE)
    info = tmp_path / "kg_strikes-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kg-strikes\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text(
        "[kg.extractors]\nstrikes = kg_strikes:Strikes\nlost = kg_strikes:Lost\nnothing = kg_strikes:CONSTANT\n"
        "rules = kg_strikes:Strikes\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield info
    sys.modules.pop("kg_strikes", None)


def test_another_package_offers_an_extractor(package: Path) -> None:
    assert {"rules", "strikes"} <= set(extractors.names())
    (event,) = kg.extract(ARTICLES, extractor="strikes")
    assert (event.type, event.extractor, event.evidence.trigger) == (EventType.PROTEST, "strikes/2", "strike")
    graph = kg.build(ARTICLES, extractor="strikes")
    assert graph.triples()["relation"].tolist() == ["protests"]
    assert graph.query("SELECT ?x { ?run a kg:Run ; kg:extractor ?x }")["x"].tolist() == ["strikes/2"]


def test_on_the_command_line(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    import json

    from kg.cli import main

    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(a) + "\n" for a in ARTICLES))

    def run(*arguments: object) -> tuple[Any, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        return leaving.value.code or 0, *capsys.readouterr()

    code, out, _ = run("extract", source, "--extractor", "strikes", "--option", "word=braces")
    assert code == 0 and json.loads(out)["evidence"]["trigger"] == "braces"
    code, _, err = run("build", source, "--store", tmp_path / "g", "--extractor", "strikes")
    assert code == 0 and "1 events added" in err
    code, _, err = run("build", source, "--store", tmp_path / "g", "--extractor", "strikes")
    assert "2 known already" in err
    code, _, err = run("build", source, "--store", tmp_path / "g", "--extractor", "strikes", "--option", "word=France")
    assert code == 0 and "0 known already" in err  # other options, another run
    code, out, err = run("extract", source, "--extractor", "no-such")
    assert (code, out) == (1, "") and err.startswith("kg: no extractor 'no-such'; there are: ") and "strikes" in err
    code, _, err = run("extract", source, "--extractor", "strikes", "--option", "size=3")
    assert code == 1 and "the extractor 'strikes' has no option 'size'; it has word" in err
    assert run("extract", source, "--option", "word")[0] == 2


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("no-such", {}, "no extractor 'no-such'; there are: .*rules"),
        ("strikes", {"model": "x"}, "'strikes' has no option 'model'; it has word"),
        ("lost", {}, "'lost' of kg-strikes cannot be loaded: AttributeError"),
        ("nothing", {}, "'nothing' of kg-strikes cannot be loaded"),
    ],
)
def test_what_cannot_be_had_is_told_in_one_line(package: Path, name: str, options: Any, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        extractors.get(name, **options)
    assert "\n" not in str(caught.value)


def test_no_package_takes_the_place_of_the_rules(package: Path) -> None:
    assert extractors.get("rules").name == "rules/1"


def test_two_packages_with_one_name(package: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-1.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1\n")
    (other / "entry_points.txt").write_text("[kg.extractors]\nstrikes = other:Strikes\n")
    with pytest.raises(KgError, match="'strikes' is offered by kg-strikes and by other"):
        extractors.get("strikes")


def test_what_is_no_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(base._REGISTRY, "half", lambda: object())
    with pytest.raises(KgError, match="'half' is none: it must have a name, a version and a method extract"):
        extractors.get("half")


TEXT = "France braces for a strike."
WHO = Participant("FRA", "France", "country", "FRA", None, "France", 0, 6)
GOOD = Event("a", EventType.PROTEST, (WHO,), Evidence(TEXT, 0, 27, "strike", 20, 26), extractor="made/1")


class Made:
    """Gives what it is told to give."""

    name = version = "made/1"

    def __init__(self, *found: Any) -> None:
        self.found = found

    def extract(self, articles: Any) -> Any:
        for article, found in zip(articles, self.found, strict=False):
            yield found(article) if callable(found) else found


def events(*found: Event) -> Any:
    return lambda article: Extraction(article, found)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (replace(GOOD, evidence=replace(GOOD.evidence, trigger_start=3, trigger_end=9), id="bad"), "not in the text"),
        (
            replace(GOOD, evidence=replace(GOOD.evidence, sentence="Germany strikes.", end=16), id="bad"),
            "not in the text",
        ),
        (replace(GOOD, actors=(replace(WHO, start=100, end=106),), id="bad"), "not in the text"),
        (replace(GOOD, actors=(), id="bad"), "says neither who did it nor to whom"),
        (replace(GOOD, confidence=7.0, id="bad"), "confidence"),
        (replace(GOOD, mode="visit", id="bad"), "mode"),
        (replace(GOOD, type=EventType.OTHER, id="bad"), "without the verb"),
    ],
)
def test_an_event_that_does_not_conform_is_told_and_left_out(bad: Event, message: str) -> None:
    for run in (lambda **k: list(kg.extract(**k)), lambda **k: list(kg.build(**k).events())):
        errors: list[KgError] = []
        found = run(source=ARTICLES[:1], extractor=Made(events(bad, GOOD)), on_error=errors.append)
        assert [e.evidence.trigger_start for e in found] == [20]
        assert len(errors) == 1 and "article a" in str(errors[0]) and message in str(errors[0])


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (None, "gave a NoneType where an Extraction was due"),
        ({"events": []}, "gave a dict where an Extraction was due"),
        (Extraction(Article("z", "")), "gave the extraction of article z where that of article a was due"),
        (lambda a: Extraction(a, ("x",)), "gave a str where Events were due"),
        (lambda a: Extraction(a, (), ("x",)), "gave a str where Relations were due"),
        (events(replace(GOOD, type="PROTEST", id="")), "whose type is not"),
        (events(replace(GOOD, type="PARTY", id="")), "not well made"),
        (events(replace(GOOD, date="today", id="")), "not well made"),
        (events(replace(GOOD, actors=("FRA",), id="x")), "not well made"),
    ],
)
def test_what_is_no_extraction_is_the_fault_of_its_article_only(bad: Any, message: str) -> None:
    class OneBad(Made):
        def extract(self, articles: Any) -> Any:
            for article in articles:
                found = bad if article.id == "a" else Extraction(article)
                yield found(article) if callable(found) else found

    errors: list[KgError] = []
    graph = kg.build(ARTICLES, extractor=OneBad(), on_error=errors.append)
    assert len(errors) == 1 and "article a: " in str(errors[0]) and message in str(errors[0])
    assert [a.id for a in graph.articles()] == ["b"]


def test_an_article_without_extraction_is_not_lost_silently() -> None:
    errors: list[KgError] = []
    list(kg.extract(ARTICLES, extractor=Made(), on_error=errors.append))
    assert len(errors) == 2 and all("gave no extraction for article" in str(e) for e in errors)


def test_a_run_can_be_stopped_by_its_extractor() -> None:
    class Stops(Made):
        def extract(self, articles: Any) -> Any:
            for article in articles:
                if article.id == "b":
                    raise kg.core.errors.RunStopped("that is enough")
                yield Extraction(article, (GOOD,))

    errors: list[KgError] = []
    more = [*ARTICLES, {"id": "c", "text": "Never read."}]
    graph = kg.build(more, extractor=Stops(), on_error=errors.append)
    assert list(map(str, errors)) == ["that is enough"]
    assert [a.id for a in graph.articles()] == ["a"]
