"""Acts that come again and again between the same parties: another of the kind is no second report of the one before.

What is likely by the words alone is ruled out here: what was said on another occasion, ties that last and are no act of
a day, a meeting in larger company, a sitting of another kind, another attack of a war, what is long past.
"""

from __future__ import annotations

from pathlib import Path

from kg.core.event import Event
from kg.core.lists import read as lists_of_yaml
from kg.core.plover import Basis, EventType, Precision
from kg.core.plover_table import Trait
from kg.merging.evidence import day_told, days_apart, same_day, same_place
from kg.merging.telling import SAYING, Telling

_LISTS = lists_of_yaml((Path(__file__).parent / "words.yaml").read_text("utf-8"))
_LASTING = frozenset(_LISTS["lasting"].split())
_SITTINGS = frozenset(_LISTS["sittings"].split())
_UNCOUNTED = frozenset(_LISTS["uncounted"].split())


def another_of_its_kind(a: Telling, b: Telling) -> bool:
    """Whether two reports tell two acts of a kind that comes again and again."""
    return (
        other_company(a, b)
        or _another_tie(a, b)
        or _other_occasion(a, b)
        or _another_sitting(a, b)
        or _elsewhere(a, b)
        or _of_many(a, b)
        or _other_content(a, b)
        or _long_before(a.event, b.event)
        or _long_before(b.event, a.event)
    )


def other_company(a: Telling, b: Telling) -> bool:
    """Whether two meetings are of others: each has a party of its own, or one is of more countries than the other.

    When three have met, two of them mostly meet alone as well.
    """
    if a.event.type is not EventType.CONSULT or b.event.type is not EventType.CONSULT:
        return False
    one, other = (a.company, b.company)
    return min(len(one), len(other)) > 1 and one != other and (one < other or other < one)


def _another_tie(a: Telling, b: Telling) -> bool:
    """Whether they tell ties that last, and not by one name.

    A partnership, an alliance, work together is no act of a day, so that parties and topic say little: two mentions
    are of one thing where that has a name of its own, or where it is done on a day that both tell.
    """
    if EventType.COOPERATE not in (a.event.type, b.event.type) or len(a.triples & b.triples) > len(a.triples) / 2:
        return False
    if a.stem != b.stem:
        return True
    lasting = a.stem in _LASTING or not (_dated(a.event) and _dated(b.event))
    named = all(telling.event.evidence.trigger[:1].isupper() for telling in (a, b)) and a.names & b.names
    return lasting and not named


def _dated(event: Event) -> bool:
    return event.date is not None and event.date.basis is not Basis.PUBLISHED


def _other_occasion(a: Telling, b: Telling) -> bool:
    """Whether what is said was said at two meetings: officials say the same to one counterpart after the other."""
    if a.event.type not in SAYING or b.event.type not in SAYING or a.occasion is None or b.occasion is None:
        return False
    return _two_meetings(a.occasion, b.occasion)


def _two_meetings(a: Telling, b: Telling) -> bool:
    if a.event.article == b.event.article:
        return False
    one, other = (a.company, b.company)
    days = same_day(a.event, b.event) is False
    return days or same_place(a.event, b.event) is False or (bool(one and other) and one != other)


def _another_sitting(a: Telling, b: Telling) -> bool:
    """Whether they tell sittings of other kinds: who has met for a summit has met for a dialogue on another day."""
    one, other = (telling.event.evidence.trigger.lower() for telling in (a, b))
    return one != other and one in _SITTINGS and other in _SITTINGS and not _one_day_told(a.event, b.event)


def _one_day_told(a: Event, b: Event) -> bool:
    return day_told(a) and day_told(b) and bool(same_day(a, b))


def _elsewhere(a: Telling, b: Telling) -> bool:
    """Whether attacks that come day after day are told at places of different names, and nothing else is named by both.

    The armies of two states strike in many places on one day; others in one place below a country on one day.
    """
    if not (a.event.type.has(Trait.RECURRING) and b.event.type.has(Trait.RECURRING)):
        return False
    if a.event.place is None or b.event.place is None or a.event.article == b.event.article:
        return False
    places = [set(event.place.name.split()) for event in (a.event, b.event) if event.place]
    if places[0] & places[1] or a.names & b.names:
        return False
    below = "country" not in (a.event.place.kind, b.event.place.kind)
    return (_of_states(a.event) and _of_states(b.event)) or (below and days_apart(a.event, b.event) > 0)


def _of_states(event: Event) -> bool:
    return all(any(p.kind == "country" for p in side) for side in (event.actors, event.recipients))


def _of_many(a: Telling, b: Telling) -> bool:
    """Whether one tells what many suffered, no one knows how many, and the other what somebody suffered."""
    return _many(a.event) is not _many(b.event) and any(p.named for t in (a, b) for p in t.event.recipients)


def _many(event: Event) -> bool:
    before = (event.evidence.sentence[: max(0, p.start - event.evidence.start)].split() for p in event.recipients)
    return any(words and words[-1].lower() in _UNCOUNTED for words in before)


def _other_content(a: Telling, b: Telling) -> bool:
    """Whether an article tells two sayings in other words and with no word in common of what is said."""
    if a.event.type not in SAYING or b.event.type not in SAYING or a.event.article != b.event.article:
        return False
    akin = a.stem in {b.stem, *b.words} or b.stem in a.words
    return not akin and bool(a.about and b.about) and not a.about & b.about


def _long_before(old: Event, new: Event) -> bool:
    """Whether one is told as what was in a year before the last, and the other as news, without a date or of this."""
    if old.date is None or old.published is None or old.date.basis is Basis.PUBLISHED:
        return False
    if old.date.end.year >= old.published.year - 1 or new.article == old.article:
        return False
    return new.date is None and old.date.precision is not Precision.DAY
