"""Acts that come again and again between the same parties: another of the kind is no second report of the one before.

What is likely by the words alone is ruled out here: what was said on another occasion, ties that last and are no act of
a day, a meeting in larger company, a sitting of another kind, another attack of a war, what is long past.
"""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.in_sentence import words_before
from kg.core.plover import Basis, EventType, Precision, Status
from kg.core.plover_table import Trait
from kg.merging.evidence import same_theme
from kg.merging.telling import SAYING, Telling
from kg.merging.when import days_apart, one_day_told, same_day, same_place
from kg.merging.words import NEAR, before, listed, words_of

_LASTING, _SITTINGS, _UNCOUNTED, _WARS, _MEETS, _OTHERS, _SERIES = (
    listed(name) for name in ("lasting", "sittings", "uncounted", "wars", "meets", "others", "series")
)
_BEFORE_THAT = re.compile(r"(?:previously|earlier),")
_LATER = re.compile(r"later(?: on)?,")
_NEXT = re.compile(r"later,|(?:after|following) (?:the|their) [^,]+,|(?:after|following) an? \w+")
_MUCH = 2  # words that two attacks share beside that for them, or two sayings: what was hit and with what, what is said


def another_of_its_kind(a: Telling, b: Telling) -> bool:
    """Whether two reports tell two acts of a kind that comes again and again."""
    return (
        _other_company(a, b)
        or _another_tie(a, b)
        or _other_occasion(a, b)
        or _another_sitting(a, b)
        or _elsewhere(a, b)
        or _of_many(a, b)
        or _one_of_a_series(a, b)
        or _on_two_days(a.event, b.event)
        or _in_two_towns(a, b)
        or _news_of_two_towns(a, b)
        or _next_day_of_protest(a, b)
        or _war_and_strike(a, b)
        or _besides(a, b)
        or _other_content(a, b)
        or _long_before(a.event, b.event)
        or _long_before(b.event, a.event)
    )


def _other_company(a: Telling, b: Telling) -> bool:
    """Whether two meetings are of others: each has a party of its own, or one is of more countries than the other.

    When three have met, two of them mostly meet alone as well.
    """
    if a.event.type is not EventType.CONSULT or b.event.type is not EventType.CONSULT:
        return False
    one, other = (telling.company & telling.countries for telling in (a, b))
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
    if a.event.article == b.event.article:
        return False
    if a.event.type is b.event.type is EventType.CONSULT:
        return same_day((a.occasion or a).event, (b.occasion or b).event) is False
    if a.event.type not in SAYING or b.event.type not in SAYING or a.occasion is None or b.occasion is None:
        return False
    one, other = a.occasion, b.occasion
    elsewhere = False in (same_day(one.event, other.event), same_place(one.event, other.event))
    return elsewhere or one.company != other.company


def _another_sitting(a: Telling, b: Telling) -> bool:
    """Whether they tell sittings of other kinds: who has met for a summit has met for a dialogue on another day."""
    one, other = (telling.event.evidence.trigger.lower() for telling in (a, b))
    return one != other and one in _SITTINGS and other in _SITTINGS and not one_day_told(a.event, b.event)


def _war_and_strike(a: Telling, b: Telling) -> bool:
    """Whether one is a war or an offensive and the other a strike in it, of which is said with what."""
    war, other = (telling.event.evidence.trigger.lower() in _WARS for telling in (a, b))
    return war is not other and (b if war else a).event.mode is not None


def _besides(a: Telling, b: Telling) -> bool:
    """Whether an article goes on: to what was before, to "two other men", to another promise, or to another meeting.

    That is "also met", "will also meet", "After the ceremony, they met"; what they "also discussed" they did before.
    """
    if a.event.article != b.event.article:
        return False
    later = max(a, b, key=lambda telling: telling.event.evidence.start)
    before = _before_trigger(later.event)
    if _LATER.match(before) or _BEFORE_THAT.match(before) or not _OTHERS.isdisjoint(_before_parties(later.event)):
        return True
    if a.event.type is b.event.type is EventType.CONSULT:
        return bool(_NEXT.match(before)) or (before.split()[-1:] == ["also"] and later.stem in _MEETS)
    return later.besides and a.event.type in SAYING and b.event.type in SAYING


def _elsewhere(a: Telling, b: Telling) -> bool:
    """Whether attacks that come day after day have little in common but their sides, neither place nor name.

    The armies of two states strike in many places on one day; others once a day, until somebody says where or when.
    """
    if not (a.event.type.has(Trait.ATTACK) and b.event.type.has(Trait.ATTACK)):
        return False
    if a.event.article == b.event.article or not _done(a) or not _done(b):
        return False
    one, other = _town(a.event), _town(b.event)
    if one and other and not one & other and days_apart(a.event, b.event):
        return True
    if one & other or a.names & b.names or one_day_told(a.event, b.event):
        return False
    if len(a.words & b.words - {a.stem, b.stem}) >= _MUCH:
        return False
    return days_apart(a.event, b.event) > 0 or (one != other and _of_states(a.event) and _of_states(b.event))


def _done(telling: Telling) -> bool:
    return telling.claim == "is" and telling.event.status is not Status.DENIED


def _town(event: Event) -> set[str]:
    """The words of the name of its place, if that is below a country."""
    return set(event.place.name.split()) if event.place is not None and event.place.kind != "country" else set()


def _of_states(event: Event) -> bool:
    return all(any(p.kind == "country" for p in side) for side in (event.actors, event.recipients))


def _of_many(a: Telling, b: Telling) -> bool:
    """Whether one tells what many suffered, no one knows how many, and the other what somebody suffered."""
    return _many(a.event) is not _many(b.event) and any(p.named for t in (a, b) for p in t.event.recipients)


def _many(event: Event) -> bool:
    return not _UNCOUNTED.isdisjoint(_before_parties(event))


def _one_of_a_series(a: Telling, b: Telling) -> bool:
    """Whether one tells all acts of a kind ("a compilation of clashes") and the other perhaps one of them."""
    return _all_of_a_kind(a.event) is not _all_of_a_kind(b.event)


def _all_of_a_kind(event: Event) -> bool:
    """Whether a noun is told as one of many."""
    return not _SERIES.isdisjoint(before(event, NEAR)) and event.evidence.trigger.endswith("s")


def _on_two_days(a: Event, b: Event) -> bool:
    """Whether one article puts them on two days, each in its own sentence; what two papers tell may be a day apart."""
    if a.article != b.article or a.date is None or b.date is None:
        return False
    told = all(date.basis is Basis.TEXT and date.precision is Precision.DAY for date in (a.date, b.date))
    return told and a.date.start != b.date.start


def _in_two_towns(a: Telling, b: Telling) -> bool:
    """Whether an article tells of violence that nobody in particular does or suffers, each time with other names."""
    if a.event.article != b.event.article or not (a.event.type.has(Trait.ATTACK) and b.event.type.has(Trait.ATTACK)):
        return False
    if any(t.event.actors or t.event.recipients for t in (a, b)) or a.tolls & b.tolls:
        return False
    where = set().union(*(words_of(t.event.place.name) for t in (a, b) if t.event.place is not None))
    return bool(a.names - where) and bool(b.names - where) and not a.names & b.names - where


def _news_of_two_towns(a: Telling, b: Telling) -> bool:
    """Whether two articles tell as news what was done in two towns, known or not."""
    if a.event.article == b.event.article or not (a.as_news and b.as_news):
        return False
    one, other = _town(a.event), _town(b.event)
    return bool(one and other) and not one & other


def _next_day_of_protest(a: Telling, b: Telling) -> bool:
    """Whether papers of two days tell protests, each as what is new: who has protested goes on the day after."""
    if not a.event.type is b.event.type is EventType.PROTEST or not days_apart(a.event, b.event):
        return False
    dates = (a.event.date, b.event.date)
    return _done(a) and _done(b) and all(date is not None and date.basis is Basis.PUBLISHED for date in dates)


def _before_parties(event: Event) -> set[str]:
    """The words right before those to whom it was done."""
    before = (words_before(event, max(p.start, event.evidence.start)).lower().split() for p in event.recipients)
    return {word for words in before for word in words[-2:]}


def _before_trigger(event: Event) -> str:
    return words_before(event, event.evidence.trigger_start).lower()


def _other_content(a: Telling, b: Telling) -> bool:
    """Whether an article tells two sayings in other words and with no word in common of what is said."""
    if a.event.type not in SAYING or b.event.type not in SAYING or a.event.article != b.event.article:
        return False
    if a.names and b.names and not a.names & b.names and _of_people(a.event) and _of_people(b.event):
        return True  # people of one town complain, and people of another
    if a.stem in {b.stem, *b.words} or b.stem in a.words or same_theme(a.event, b.event):
        return False
    if a.about and b.about and not a.about & b.about:
        return True
    return len(a.words & b.words) < _MUCH and not (a.names & b.names or a.numbers & b.numbers)


def _of_people(event: Event) -> bool:
    return bool(event.actors) and all(p.kind in ("people", "unnamed") for p in event.actors)


def _long_before(old: Event, new: Event) -> bool:
    """Whether one is told as what was in a year before the last, and the other without a date, as news.

    An article may come back to what it has dated, but not to a meeting of years ago, of which there are many, and not
    in the perfect: who "has been arrested" was not so years ago.
    """
    if old.date is None or old.published is None or old.date.basis is Basis.PUBLISHED or new.date is not None:
        return False
    if old.date.end.year >= old.published.year - 1 or old.date.precision is Precision.DAY:
        return False
    return new.article != old.article or EventType.CONSULT is old.type is new.type or _perfect(new)


def _perfect(event: Event) -> bool:
    return not {"has", "have"}.isdisjoint(_before_trigger(event).split()[-2:])
