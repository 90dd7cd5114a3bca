"""What speaks for two reports being of one act, and what against it: parties, days, places, numbers, names, words.

Each piece of evidence is a number between 0 and 1 under a name; ``weights.yaml`` says what each is worth.
"""

from __future__ import annotations

import math

from kg.core.event import Event
from kg.core.plover import Basis, EventType, Precision, Status
from kg.core.plover_table import Trait
from kg.merging.rarity import mass, weight, whole
from kg.merging.retold import retold
from kg.merging.telling import FACT, SAYING, Telling
from kg.merging.when import day_told, days_apart, one_day_told, same_day, same_place
from kg.merging.words import ANYBODY, copied

# The amount of shared words and names beyond which more of them adds little.
_ENOUGH = 6.0

# The weight of words that must follow a trigger on both sides to say that they are others.
_TELLING = 2.0

# Of these the mode is what is done, and not how: who is fired is not arrested.
_DONE_BY_MODE = frozenset({EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.SANCTION})

_PARTIES = (
    "parties", "parties of its own", "party of one country", "described alike", "other parties",
    "party named in the other",
)  # fmt: skip

# Of two tolls of one act the higher is at most so many times the lower, or this much more.
_TOLL, _FEW = 3, 10


def evidence(a: Telling, b: Telling) -> dict[str, float]:
    """All that two reports share or do not, by name."""
    return {
        **_act(a, b),
        **_parties(a, b),
        **_when_and_where(a, b),
        **_numbers(a, b),
        **_wording(a, b),
        **retold(a, b),
    }


def _act(a: Telling, b: Telling) -> dict[str, float]:
    same_type = a.event.type is b.event.type
    same_word = a.stem == b.stem
    modes, statuses = {a.event.mode, b.event.mode}, {a.event.status, b.event.status}
    akin = not same_word and (a.stem in b.words or b.stem in a.words)
    return {
        "type": float(same_type),
        "word": float(same_word),
        "word in the other": float(akin),
        "mode": float(same_type and a.event.mode is not None and a.event.mode == b.event.mode),
        "mode otherwise": float(same_type and None not in modes and a.event.mode != b.event.mode),
        "mode of one, other word": float(
            same_type and not same_word and a.event.type in _DONE_BY_MODE and a.event.mode != b.event.mode
        ),
        "other word": float(same_type and not same_word and not akin),
        "theme": float(same_theme(a.event, b.event)),
        "planned and done": float((a.event.status in FACT) != (b.event.status in FACT)),
        "possible and planned": float({a.claim, b.claim} == {"may", "will"}),
        "past of both": float(a.event.status is b.event.status is Status.HISTORICAL),
        "past of one": float(statuses == {Status.ASSERTED, Status.HISTORICAL}),
        "denied and said": float(Status.DENIED in statuses and len(statuses) > 1),
    }


def _parties(a: Telling, b: Telling) -> dict[str, float]:
    found = dict.fromkeys(_PARTIES, 0.0)
    sides = [
        (a.actors, b.actors, a.described[0], b.described[0]),
        (a.recipients, b.recipients, a.described[1], b.described[1]),
    ]
    told = [side for side in sides if any(side)]
    for (one, other, *_), mine, yours in zip(sides, a.called, b.called, strict=True):
        # Whom one names as a party the other may name as well, as the place or by the by.
        if bool(one) is not bool(other) and (mine & (b.words | b.names) or yours & (a.words | a.names)):
            found["party named in the other"] += 1 / len(told)
    for one, other, described, again in told:
        part = 1 / len(told)
        if shared := one & other:
            least = max(0.1, min(whole(one), whole(other)))
            found["parties"] += part * mass(shared) / least
            found["parties of its own"] += part * bool(one - other and other - one)
        elif one and other:
            found["party of one country" if a.countries & b.countries else "other parties"] += part
        elif described and again:
            if described & again:
                found["described alike"] += part
            elif not (one or other or described <= ANYBODY or again <= ANYBODY):  # else it may be the one that is named
                found["other parties"] += part
    mutual = len(a.actors & b.actors) > 1 and not (a.recipients or b.recipients)
    found["both parties"] = float(mutual or bool(a.actors & b.actors and a.recipients & b.recipients))
    rarest = max((weight(act) for act in a.acts & b.acts), default=0.0)
    found["act of these, rare"] = min(1.0, rarest / 2)
    return found


def _when_and_where(a: Telling, b: Telling) -> dict[str, float]:
    day, place, apart = same_day(a.event, b.event), same_place(a.event, b.event), days_apart(a.event, b.event)
    told = day_told(a.event) and day_told(b.event)
    recurring = a.event.type.has(Trait.RECURRING) and b.event.type.has(Trait.RECURRING)
    return {
        "day": float(day is True and told),
        "day, as published": float(day is True and not told),
        "day otherwise, as published": float(
            day is None
            and None not in (a.event.date, b.event.date)
            and day_told(a.event) is not day_told(b.event)
            and not (_names_day_of(a, b) or _names_day_of(b, a))
        ),
        # "Dead after he was shot Friday", where another paper tells on which day that was.
        "day named": float(day is None and (_names_day_of(a, b) or _names_day_of(b, a))),
        "place": float(place is True),
        # What is told of a whole year is mostly a number of acts.
        "a day and a year": float({_span(a.event), _span(b.event)} == {Precision.DAY, Precision.YEAR}),
        "other years": float(bool(a.years and b.years) and not a.years & b.years),
        "years of one": float(_long_ago(a) != _long_ago(b) and not (day and told)),
        # A paper tells on another day, in another word, what came next.
        "told another day": float(apart > 0),
        "told another day, in another word": float(apart > 0 and a.stem != b.stem),
        # Wars are told day by day in much the same words.
        "recurs, told another day": float(recurring and apart > 0 and not (day and told)),
        "news of another day": float(apart > 1 and not told and {a.event.status, b.event.status} == {Status.ASSERTED}),
        "one article": float(a.event.article == b.event.article),
        "one article, another besides": float(_another_besides(a, b)),
    }


def _numbers(a: Telling, b: Telling) -> dict[str, float]:
    agree = sum(bool(a.counted[thing] & b.counted[thing]) for thing in a.counted.keys() & b.counted.keys())
    tolls = [(x, y) for x in a.event.casualties for y in b.event.casualties if x.kind == y.kind]
    near = [_tolls_agree(x.low, y.low) for x, y in tolls]
    return {
        "numbers": min(1.0, mass(f"#{number}" for number in a.numbers & b.numbers) / 3),
        "same counted": min(1.0, agree / 2),
        "counted otherwise": float(counted_otherwise(a, b)),
        "other numbers": float(bool(a.amounts - b.numbers) and bool(b.amounts - a.numbers)),
        "toll the same": min(1.0, mass(a.tolls & b.tolls) / 2),
        # Tolls rise while the day of the act stays.
        "toll otherwise": float(
            any(x.low != y.low for x, y in tolls) and not (all(near) and one_day_told(a.event, b.event))
        ),
        "toll near": float(bool(near) and all(near)),
        "toll far": float(bool(near) and not all(near)),
    }


def counted_otherwise(a: Telling, b: Telling) -> bool:
    """Whether both count the same thing, no toll, and do not come to the same."""
    common = a.counted.keys() & b.counted.keys()
    return any(not a.counted[thing] & b.counted[thing] for thing in common)


def _tolls_agree(one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return high <= max(low * _TOLL, low + _FEW) if high > _FEW else high - low <= 3


def _wording(a: Telling, b: Telling) -> dict[str, float]:
    words, names = mass(a.words & b.words), mass(a.names & b.names)
    cover = words / max(0.5, min(whole(a.words), whole(b.words)))
    named = names / max(1.0, math.sqrt(whole(a.names) * whole(b.names)))
    return {
        "words": min(1.0, cover),
        "words, many": min(1.0, math.log1p(words) / math.log1p(_ENOUGH)),
        "names": min(1.0, named),
        "names, many": min(1.0, math.log1p(names) / math.log1p(_ENOUGH)),
        "other names": float(bool(a.names) and bool(b.names) and not a.names & b.names),
        **_what_is_said(a, b),
        "story": _story(a, b),
        "copied": float(copied(a.triples, b.triples)),
    }


def _what_is_said(a: Telling, b: Telling) -> dict[str, float]:
    """Of acts that are words, promises or plans each has its own content: who commits himself twice does two things."""
    said = _is_words(a.event) and _is_words(b.event)
    least = min(whole(a.about), whole(b.about))
    otherwise = max(0.0, 1.0 - 2 * mass(a.about & b.about) / least) if least >= _TELLING else 0.0
    return {
        "says otherwise": said * otherwise,
        "one article, says otherwise": said * otherwise * (a.event.article == b.event.article),
    }


def _is_words(event: Event) -> bool:
    """Whether an act is words: what is said, or what is planned, a meeting left out."""
    planned = event.status is Status.PLANNED and event.type is not EventType.CONSULT
    return planned or event.type in SAYING


def _story(a: Telling, b: Telling) -> float:
    """How much the articles tell one story."""
    if a.event.article == b.event.article:
        return 0.0
    return mass(a.story & b.story) / max(1.0, math.sqrt(whole(a.story) * whole(b.story)))


def same_theme(a: Event, b: Event) -> bool:
    """Whether both are about the same."""
    return bool((a.concept and a.concept == b.concept) or (a.theme and a.theme == b.theme))


def _another_besides(a: Telling, b: Telling) -> bool:
    """Whether an article goes on to the later of two as to another one; of a meeting much is told."""
    if a.event.article != b.event.article or EventType.CONSULT in (a.event.type, b.event.type):
        return False
    return max(a, b, key=lambda telling: telling.event.evidence.start).besides


def _names_day_of(a: Telling, b: Telling) -> bool:
    """Whether a report that is dated by its paper names the weekday of the other: "dead after he was shot Friday"."""
    told = b.event.date
    return not day_told(a.event) and told is not None and f"{told.start:%A}" in a.event.evidence.sentence


def _span(event: Event) -> Precision | None:
    return event.date.precision if event.date is not None and event.date.basis is not Basis.PUBLISHED else None


def _long_ago(telling: Telling) -> bool:
    """Whether a report names a year before the last, and none of these."""
    published = telling.event.published
    return bool(telling.years) and published is not None and max(telling.years)[:4] < str(published.year - 1)
