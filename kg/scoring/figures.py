"""Precision, recall and what else is counted, with intervals."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.core.event import Event
from kg.scoring.annotations import Annotation
from kg.scoring.matching import (
    Coded,
    Fits,
    between,
    exactly,
    folded,
    is_named,
    one_to_one,
    plain,
    same,
    typed_between,
    typed_by,
)

LEVELS: dict[str, Fits] = {
    "type+dyad": typed_between,
    "dyad": between,
    "type+actor": typed_by,
    "all parties": exactly,
}
#: What is counted besides: name -> what it is a share of.
SHARES = {
    "main events told": "main events",
    "acts without a named actor told": "acts without a named actor",
    "told without a named actor, right": "told without a named actor",
    "status": "matched",
    "date": "matched, dated in the text",
    "date with basis": "matched, dated in the text",
    "casualties": "numbers given",
    "place": "matched, with a place",
    "reported by": "matched, with a source",
}
_RESAMPLES, _SEED = 1000, 11
Counts = dict[str, list[int]]


@dataclass(slots=True)
class Figures:
    """Counts of one group of documents.

    Attributes:
        documents: How many.
        counts: Level -> [told that fit, told, found that were told, found]; share -> [right, of].
    """

    documents: int = 0
    counts: Counts = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    each: list[Counts] = field(default_factory=list)

    def add(self, counts: Counts) -> None:
        """One more document."""
        self.documents += 1
        self.each.append(counts)
        for key, values in counts.items():
            for i, value in enumerate(values):
                self.counts[key][i] += value

    def prf(self, level: str) -> tuple[float, float, float]:
        """Precision, recall and their harmonic mean, 0 to 1; 0 where there is nothing to count."""
        return _prf(self.counts[level])

    def interval(self, level: str) -> list[tuple[float, float]]:
        """95 % intervals of precision, recall and F1: documents drawn anew a thousand times (bootstrap, fixed seed)."""
        chance, drawn = random.Random(_SEED), []
        for _ in range(_RESAMPLES):
            total = [0, 0, 0, 0]
            for counts in chance.choices(self.each, k=len(self.each)):
                for i, value in enumerate(counts.get(level, (0, 0, 0, 0))):
                    total[i] += value
            drawn.append(_prf(total))
        low, high = int(0.025 * _RESAMPLES), int(0.975 * _RESAMPLES) - 1
        return [(column[low], column[high]) for column in (sorted(values) for values in zip(*drawn, strict=True))]

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values, rounded to three decimals."""
        out: dict[str, Any] = {"documents": self.documents}
        for level in LEVELS:
            fit, told, got, found = self.counts[level]
            values = {
                name: {"value": round(value, 3), "from": round(low, 3), "to": round(high, 3)}
                for name, value, (low, high) in zip("PRF", self.prf(level), self.interval(level), strict=True)
            }
            out[level] = {**values, "fit": fit, "told": told, "got": got, "found": found}
        for share in SHARES:
            right, of = self.counts[share][:2]
            out[share] = {"value": round(right / of, 3) if of else None, "right": right, "of": of}
        return out


def score(
    annotations: Iterable[Annotation],
    told: Mapping[str, Sequence[Event]],
    texts: Mapping[str, str],
    group: Callable[[str], str] = lambda _: "all",
    say: Callable[[str, str, Coded], None] | None = None,
) -> dict[str, Figures]:
    """Compare what was told with what readers found.

    Told events are folded to one a (code, actors, recipients, theme) of an article.  Precision is the share of them
    that fit an event found; recall the share of the events found that have a told one of their own.  What fair readers
    would differ about (``doubtful``) counts neither as missed nor, when told, as wrong; OTHER is no event here.

    Args:
        annotations: What readers found.
        told: Article id -> its events.
        texts: Article id -> its text.
        group: What a document is counted under.
        say: Called with "miss" or "false", document and record of each.

    Returns:
        Figures by group, sorted.
    """
    groups: dict[str, Figures] = defaultdict(Figures)
    for annotation in annotations:
        records = [e.to_dict() for e in told.get(annotation.doc, ())]
        counts = _counts(annotation, records, texts.get(annotation.doc, ""), say)
        groups[group(annotation.doc)].add(counts)
    return dict(sorted(groups.items()))


def _counts(annotation: Annotation, records: list[dict[str, Any]], text: str, say: Any) -> Counts:
    every = annotation.events
    sure = [g for g in every if not g["doubtful"]]
    events = [e for e in folded(records) if e["type"] != "OTHER" and (e["actors"] or annotation.unnamed)]
    matched = {level: _matched(events, sure, every, fits) for level, fits in LEVELS.items()}
    counts = {level: [len(fit), len(some), len(owner), len(sure)] for level, (some, fit, owner) in matched.items()}
    some, fit, owner = matched["type+dyad"]
    counts |= _shares(sure, {j: some[i] for j, i in owner.items()}, text)
    open_ = [i for i, e in enumerate(some) if not any(p["id"] for p in e["actors"])]
    counts["told without a named actor, right"] = [len(fit.intersection(open_)), len(open_)]
    if say is not None:
        for gold in (g for j, g in enumerate(sure) if j not in owner):
            say("miss", annotation.doc, gold)
        for event in (e for i, e in enumerate(some) if i not in fit):
            say("false", annotation.doc, event)
    return counts


def _matched(
    events: Iterable[Coded], sure: Sequence[Coded], every: Sequence[Coded], fits: Fits
) -> tuple[list[Coded], set[int], dict[int, int]]:
    """Told events, but for those that only a doubtful one fits; which of them fit, and who tells which one found."""
    some = [e for e in events if any(fits(e, g) for g in sure) or not any(fits(e, g) for g in every)]
    return (some, *one_to_one(some, sure, fits))


def _shares(gold: Sequence[Coded], told: Mapping[int, Coded], text: str) -> Counts:
    counts: Counts = {name: [0, 0] for name in SHARES}

    def count(name: str, right: bool) -> None:
        counts[name][0] += right
        counts[name][1] += 1

    for j, g in enumerate(gold):
        if g["salience"] == "main":
            count("main events told", j in told)
        if not any(map(is_named, g["actors"])):
            count("acts without a named actor told", j in told)
        numbers = (told[j].get("casualties") or {}) if j in told else {}
        for loss, number in g["casualties"].items():
            count("casualties", loss in numbers and _holds(numbers[loss], number["low"]))
        if j not in told:
            continue
        event = told[j]
        count("status", event["status"] == g["status"])
        date = event["date"] or {}
        if g["date"]:
            right = str(date.get("start") or "").startswith(g["date"])
            count("date", right)
            count("date with basis", right and date.get("basis") == g["date_basis"])
        if g["place"]:
            count("place", _same_place(event["place"], g["place"], text))
        if g["reported_by"]:
            count("reported by", _same_source(event["reported_by"], g["reported_by"]["span"], text))
    return counts


def _same_place(told: Coded | None, gold: Coded, text: str) -> bool:
    if told is None:
        return False
    a, b = set(plain(told["name"]).split()), set(plain(text[slice(*gold["span"])]).split())
    return bool(a & b) and (not gold["country"] or told["country"] == gold["country"])


def _same_source(told: Any, span: Sequence[int], text: str) -> bool:
    if not told:
        return False
    if isinstance(told, Mapping):
        return same({"country": None, **told}, {"span": span, "name": text[slice(*span)], "country": None})
    a, b = set(plain(str(told)).split()), set(plain(text[slice(*span)]).split())
    return bool(a & b)


def _holds(told: Coded, low: int) -> bool:
    return bool(told["low"] <= low <= told.get("high", told["low"]))


def _prf(counts: Sequence[int]) -> tuple[float, float, float]:
    fit, told, got, found = counts
    p, r = fit / told if told else 0.0, got / found if found else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0
