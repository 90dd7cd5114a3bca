"""Which told event fits which event that a reader found.

The rules are those event coders are compared by: the code, or the act, is one that a fair reader would take, and the
parties are the same by country, by name, or by standing in the same place of the text.  Direction counts, but not for
acts that people do together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.core.dyads import SYMMETRIC

Coded = Mapping[str, Any]
Fits = Callable[[Coded, Coded], bool]

_TITLES = re.compile(
    r"\b(the|president|prime minister|minister|mr|mrs|ms|gen|general|lt|col|king|sheikh|government|govt|secretary)\b"
)


def typed(told: Coded, gold: Coded) -> bool:
    """Whether the type, or PLOVER's code, is one that a fair reader would take."""
    return bool({told["type"], told["plover"]} & {gold["type"], gold["plover"], *gold["also"]})


def between(told: Coded, gold: Coded) -> bool:
    """Whether it is between the same parties."""
    actors, recipients = told["actors"], told["recipients"]
    named, hit = [p for p in gold["actors"] if is_named(p)], gold["recipients"]
    if not named:  # nobody is named: the recipient, or the clause, says which act is meant
        here = told["evidence"]["start"] < gold["clause"][1] and gold["clause"][0] < told["evidence"]["end"]
        return not any(p["country"] for p in actors) and (_meets(recipients, hit) or here)
    if not hit:
        return all(_meets([*actors, *recipients], [p]) for p in named) if len(named) > 1 else _meets(actors, named)
    if _meets(actors, named) and _meets(recipients, hit):
        return True
    if not (gold["mutual"] or gold["type"] in SYMMETRIC):
        return False
    both = len(actors) > 1 and _meets(actors, named) and _meets(actors, hit)
    return both or (_meets(actors, hit) and _meets(recipients, named))


def is_named(party: Coded) -> bool:
    """Whether somebody is named, or at least of a country that the text gives."""
    return party["kind"] != "unnamed" or bool(party["country"])


def typed_between(told: Coded, gold: Coded) -> bool:
    """Type and parties: the headline."""
    return typed(told, gold) and between(told, gold)


def exactly(told: Coded, gold: Coded) -> bool:
    """Type and parties, none of whom is missing and none too many.

    A party is the one meant if it is read from the same words or bears his name; for a state its government and who
    speaks for it stand as well, but no place, body or people of it.
    """
    if not typed_between(told, gold):
        return False
    sides = [(told["actors"], gold["actors"]), (told["recipients"], gold["recipients"])]
    if gold["mutual"] or gold["type"] in SYMMETRIC:
        sides = [([p for t, _ in sides for p in t], [p for _, g in sides for p in g])]
    return all(
        all(any(_is_meant(t, g) for g in found) for t in side) and all(any(same(t, g) for t in side) for g in found)
        for side, found in sides
    )


def _is_meant(told: Coded, gold: Coded) -> bool:
    if _is_read(told, gold) or _is_called(told, gold):
        return True
    if not told["country"] or told["country"] != gold["country"]:
        return False
    kinds = {told["kind"], gold["kind"]}
    return kinds <= {"country", "government", "person"} and "country" in kinds


def typed_by(told: Coded, gold: Coded) -> bool:
    """Type and who did it."""
    return typed(told, gold) and _meets(told["actors"], gold["actors"])


def one_to_one(told: Sequence[Coded], gold: Sequence[Coded], fits: Fits) -> tuple[set[int], dict[int, int]]:
    """Told events that fit some event found; and found events with a told one of their own (augmenting paths).

    As many as can be are paired; among equal pairings those read from the same word, then in the same clause, go first.
    """
    edges = [sorted((j for j, g in enumerate(gold) if fits(t, g)), key=lambda j: _apart(t, gold[j])) for t in told]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in owner or place(owner[j], tried):
                owner[j] = i
                return True
        return False

    nearest = [min((_apart(told[i], gold[j]) for j in edges[i]), default=2) for i in range(len(told))]
    for i in sorted(range(len(told)), key=lambda i: (nearest[i], i)):
        place(i, set())
    return {i for i, found in enumerate(edges) if found}, owner


def _apart(told: Coded, gold: Coded) -> int:
    """How far from each other two records were read: 0 from the same word, 1 in the same clause, 2 elsewhere."""
    where = told["evidence"]
    if (
        "trigger_start" in where
        and where["trigger_start"] < gold["trigger"][1]
        and gold["trigger"][0] < where["trigger_end"]
    ):
        return 0
    return 1 if where["start"] < gold["clause"][1] and gold["clause"][0] < where["end"] else 2


def folded(told: Iterable[Coded]) -> list[Coded]:
    """One record a (code, actors, recipients, theme) of an article, the surest of each."""
    out: dict[Any, Coded] = {}
    for event in sorted(told, key=lambda e: -(e["confidence"] or 0)):
        sides = (frozenset(p["id"] or plain(p["text"]) for p in event[side]) for side in ("actors", "recipients"))
        out.setdefault((event["plover"], *sides, plain(event["theme"])), event)
    return list(out.values())


def same(told: Coded, gold: Coded) -> bool:
    """Whether two parties are the same: by country, by name, or by the characters they were read from."""
    if told["country"] and told["country"] == gold["country"]:
        return True
    return _is_read(told, gold) or _is_called(told, gold)


def _is_read(told: Coded, gold: Coded) -> bool:
    """Whether two parties are read from the same words."""
    return any(_overlap(told, span) for span in (gold["span"], gold.get("antecedent")) if span)


def _is_called(told: Coded, gold: Coded) -> bool:
    """Whether two parties bear one name."""
    a, b = {plain(told["name"]), plain(told["text"])} - {""}, plain(gold["name"])
    return bool(b) and any(x == b or (min(len(x), len(b)) > 3 and _within(x, b)) for x in a)


def plain(text: str | None) -> str:
    """A name without accents, case, punctuation and titles."""
    ascii_ = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return " ".join(_TITLES.sub(" ", re.sub(r"[^a-z0-9 ]", " ", ascii_)).split())


def _within(a: str, b: str) -> bool:
    one, other = set(a.split()), set(b.split())
    return one <= other or other <= one


def _meets(told: Sequence[Coded], gold: Sequence[Coded]) -> bool:
    return any(same(t, g) for t in told for g in gold)


def _overlap(told: Coded, span: Sequence[int]) -> bool:
    return bool(told["start"] < span[1] and span[0] < told["end"])
