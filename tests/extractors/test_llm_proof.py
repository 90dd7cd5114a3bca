"""Whatever a model says, what is kept is proven: random answers about random stretches of a text."""

from __future__ import annotations

import contextlib
import json
import random
from collections import Counter
from typing import Any

import pytest

from kg.core.plover import Context, EventType, Status
from kg.core.records import Article, Extraction
from kg.entities.knowledge import Knowledge
from kg.extractors.llm import answer, proof, question
from kg.extractors.llm.quotes import Quotable
from kg.rdf.mapping import map_extraction
from kg.rdf.validation import gate

TEXT = (
    "On Thursday, Russia bombarded Kharkiv with drones. “We will answer,” President Volodymyr Zelensky said.\n\n"
    "He met Polish leader Andrzej Duda in Lviv, and both countries’ ministers signed an accord on energy.  "
    "Naïve observers — 😀 — hoped for talks; the Kremlin ruled them out on 3 March 2023."
)
ODD = [
    "",
    " ",
    "x",
    "Atlantis",
    "\x00",
    "\ud800",
    "<b>",
    "a" * 9000,
    None,
    7,
    1.5,
    True,
    [],
    {},
    ["Russia"],
    {"text": "Russia"},
]


def something(r: random.Random) -> Any:
    """Some words of the text, mostly; whole or cut; or anything."""
    if r.random() < 0.15:
        return r.choice(ODD)
    words = TEXT.split()
    start = r.randrange(len(words))
    said = " ".join(words[start : start + r.choice([1, 1, 2, 3, 8, 30])])
    return said[r.choice([0, 0, 0, 1]) :].strip(r.choice(["", ".,;“”"])).replace("“", r.choice(["“", '"']))


def event(r: random.Random) -> Any:
    type_ = r.choice([*map(str, EventType), "MASSACRE", None])
    parties = [{"text": something(r), "kind": r.choice([*question.KINDS, "god", 3])} for _ in range(r.randrange(4))]
    made = {
        "quote": something(r), "trigger": something(r), "type": type_,
        "status": r.choice([*map(str, Status), "sure", None]), "mode": r.choice(["visit", "arrest", "fly", None, 3]),
        "contexts": r.choice([[], [r.choice([*map(str, Context), "fun"])], None, "military", [None, 3]]),
        "actors": r.choice([parties, parties, something(r)]), "recipients": parties[::-1], "theme": something(r),
        "when": something(r), "where": something(r), "reported_by": something(r),
    }  # fmt: skip
    if r.random() < 0.6:  # a quote that holds, and a trigger and a party in it
        sentence = r.choice([s for s in TEXT.replace("\n\n", " ").split(". ") if s])
        words = sentence.split()
        made |= {"quote": sentence, "trigger": r.choice(words).strip(".,“”"), "actors": [{"text": r.choice(words)}]}
    return r.choice([made] * 9 + [r.choice(ODD)])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_said_what_is_kept_conforms(seed: int) -> None:
    r, dropped = random.Random(seed), Counter[str]()
    article = Article("a", TEXT)
    check = proof.Proof(article, proof.reader(None, ()), Knowledge.load(), "llm/1", 0.5, dropped)
    said = [event(r) for _ in range(400)]
    kept = {e.id: e for s in said if (e := check.event(s)) is not None}
    assert len(kept) > 5 and sum(dropped.values()) > 100
    assert gate(map_extraction(Extraction(article, tuple(kept.values())), "llm/1")) == []
    for e in kept.values():
        for words in filter(None, (e.theme, e.evidence.sentence, e.evidence.trigger)):
            assert " ".join(words.split()) in " ".join(TEXT.split())
        assert e.actors and all(TEXT[p.start : p.end] == p.text for p in (*e.actors, *e.recipients))


def test_an_answer_is_read_or_refused_and_never_anything_else() -> None:
    r = random.Random(1)
    whole = json.dumps({"events": [event(r) for _ in range(3)]}, default=str)
    for _ in range(500):
        text = whole[: r.randrange(len(whole))] + r.choice(["", "}", "]}", "\x00", '"'])
        with contextlib.suppress(answer.UnusableError):
            assert isinstance(answer.events(text), list)
        with contextlib.suppress(answer.UnusableError):
            assert isinstance(answer.choice(text.encode("utf-8", "replace")), str)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Russia bombarded Kharkiv", "Russia bombarded Kharkiv"),
        ('"We will answer,"', "“We will answer,”"),
        ("both countries' ministers", "both countries’ ministers"),
        ("energy. Naïve observers", "energy.  Naïve observers"),
        ("observers - 😀 - hoped", "observers — 😀 — hoped"),
        ("answer,” President Volodymyr Zelensky said. He met", "answer,” President Volodymyr Zelensky said.\n\nHe met"),
        ("russia bombarded", None),  # another word is another word
        ("ussia", None),
        ("Russia bombarded Kharkov", None),
        ("Naive observers", None),
        ("...", None),
    ],
)
def test_quotes(quote: str, found: str | None) -> None:
    place = Quotable(TEXT).find(quote)
    assert (place and TEXT[slice(*place)]) == found


def test_pieces_are_the_whole_text() -> None:
    r = random.Random(3)
    for _ in range(200):
        text = "".join(r.choice(["a", "bc ", ". ", "\n", "\n\n", "é"]) for _ in range(r.randrange(200)))
        parts = list(question.pieces(text, 25))
        assert "".join(text[a:b] for a, b in parts) == text
        assert all(0 <= b - a <= 25 for a, b in parts)


def test_the_code_around_a_text_cannot_stand_in_it() -> None:
    asked = question.messages(Article("a", TEXT), TEXT)[1]["content"]
    code = asked.split("----- text ")[1].split("\n")[0]
    again = question.messages(Article("a", TEXT), TEXT + code)[1]["content"]
    assert code not in again.split("----- text ")[1].split("\n")[0]


def test_every_type_is_explained() -> None:
    assert all(f"- {t}: {t.row.prompt}" in question.system() for t in EventType)
    for mode in {m for type_ in EventType for m in type_.modes}:
        assert mode in question.system()
