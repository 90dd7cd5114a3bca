"""Whether two events of different articles are the same act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.core.dyads import SYMMETRIC, is_mutual
from kg.core.event import Event
from kg.core.plover import EventType, Precision, Status
from kg.core.plover_table import Trait

#: Days between the publication of two articles that may tell of the same act, or of an article and its copy.
WINDOW = 3

# What two sentences must share, besides who did it to whom: so many words, and this part of those of the shorter one
# where both name a day and a place that agree, where the act is named by the same word or what it is about agrees, and
# where nothing but the words speaks for it.
_WORDS = 3
_SHARED_WHEN_SURE, _SHARED_WHEN_LIKELY, _SHARED = 0.3, 0.4, 0.6

_LISTS = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
_STOP = frozenset(_LISTS["empty"].split())
_NUMBERS = frozenset(_LISTS["numbers"].split())

# What is said to have been, or not to have been.
_FACT = frozenset({Status.ASSERTED, Status.HISTORICAL, Status.DENIED})


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two events are one.

    Attributes:
        score: Part of the words that the shorter sentence shares with the other, 0 to 1.
        reason: In words.
    """

    score: float
    reason: str


# This part of the names in the sentence with fewer must stand in the other one too.
_NAMES = 0.67


@dataclass(slots=True)
class Telling:
    """An event as merging sees it; ``open`` says which side, actors or recipients, has somebody without a name."""

    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    open: tuple[bool, bool] = (False, False)

    @classmethod
    def of(cls, event: Event, stands_for: Mapping[str, str]) -> Telling:
        """The event with its participants under the ids that stand for them."""
        both = (event.actors, event.recipients)
        sides = [frozenset(stands_for.get(p.id, p.id) for p in side if p.id is not None) for side in both]
        # Who is described may be whoever another report names; who is not told at all, too.
        described = [any(not p.named for p in side) for side in both]
        open_ = (described[0] or not event.actors, described[1])
        if event.type in SYMMETRIC and (event.recipients or is_mutual(event)):
            sides = [sides[0] | sides[1], frozenset()]
        named = {w for p in (*event.actors, *event.recipients) for w in _words(f"{p.text} {p.name}")}
        sentence = event.evidence.sentence
        names = {m.lower() for m in re.findall(r"(?<!^)(?<![.:“\"] )\b[A-Z][^\W\d_]+", sentence)} - named - _STOP
        numbers = {w for w in re.findall(r"[^\W_]+", sentence.lower()) if w in _NUMBERS or w.isdigit()}
        return cls(
            event,
            sides[0],
            sides[1],
            frozenset(_words(sentence) - named),
            frozenset(names),
            frozenset(n for n in numbers if not re.fullmatch("(19|20)..", n)),
            open_,
        )

    @property
    def kind(self) -> str:
        """What must be equal for two events to be compared at all."""
        verb = self.event.verb if self.event.type is EventType.OTHER else ""
        claim = "is" if self.event.status in _FACT else self.event.status.value
        return f"{self.event.type}|{verb}|{claim}"


def likeness(a: Telling, b: Telling) -> Likeness | None:
    """Whether two events are the same act, and why; None if not.

    Equal must be type, participants (all of the side with fewer, on both sides) and, as far as both tell them, day,
    place and numbers; alike, the names and the other words of the sentences, if one is no copy of the other.  Wars are
    told day by day in much the same words, so in doubt two reports are two acts.

    A report that does not name who did it, or to whom, and one that does are one act only where the day and either the
    place or those it was done to are told by both and agree.
    """
    if a.kind != b.kind:
        return None
    unsure = [not _agree(*pair) for pair in ((a.actors, b.actors), (a.recipients, b.recipients))]
    if any(differ and not _may_be(a, b, side) for side, differ in enumerate(unsure)):
        return None
    if not _agree_where_given(a.numbers, b.numbers) or not _alike(a.names, b.names):
        return None
    day, place, topic = _days(a.event, b.event), _places(a.event, b.event), _topic(a.event, b.event)
    mutual = a.event.type in SYMMETRIC and len(a.actors & b.actors) > 1
    if day is False or place is False or not (a.recipients or mutual or place or topic):
        return None
    if (any(unsure) or not (a.actors and b.actors)) and not (day and (place or a.recipients & b.recipients)):
        return None
    common = a.words & b.words
    score = len(common) / max(1, min(len(a.words), len(b.words)))
    if not copied(a.event, b.event):
        likely = a.event.status in _FACT and (place or topic or a.event.verb == b.event.verb)
        enough = _SHARED_WHEN_SURE if day and place else _SHARED_WHEN_LIKELY if likely else _SHARED
        if score < enough or len(common) < _WORDS:
            return None
        # Reports that give no day tell of that of their publication.
        if day is None and a.event.type.has(Trait.RECURRING) and _apart(a.event, b.event) > 1:
            return None
    told = ("day", day), ("place", place), ("theme", topic)
    agreed = ["type", "participants", *(name for name, same in told if same)]
    return Likeness(score, f"{', '.join(agreed)}; words {score:.2f}")


def copied(a: Event, b: Event) -> bool:
    """Whether one sentence is a copy of the other, as wire copy is: they share four fifths of their word triples."""
    one, other = _triples(a.evidence.sentence), _triples(b.evidence.sentence)
    return len(one & other) >= 0.8 * max(1, len(one | other))


def _may_be(a: Telling, b: Telling, side: int) -> bool:
    """Whether a side on which one report names nobody may be that which the other names."""
    one, other = ((t.actors, t.recipients)[side] for t in (a, b))
    return (not one and a.open[side]) or (not other and b.open[side])


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a if a and b else not a and not b


def _agree_where_given(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or len(a & b) >= _NAMES * min(len(a), len(b))


def _days(a: Event, b: Event) -> bool | None:
    if a.date is None or b.date is None:
        return None
    if a.date.precision is Precision.DAY and b.date.precision is Precision.DAY:
        # A day apart is what time zones and morning papers do.
        return abs((a.date.start - b.date.start).days) <= 1
    return None if a.date.start <= b.date.end and b.date.start <= a.date.end else False


def _apart(a: Event, b: Event) -> int:
    """Days between publication."""
    return abs((a.published - b.published).days) if a.published and b.published else 0


def _places(a: Event, b: Event) -> bool | None:
    if a.place is None or b.place is None:
        return None
    if a.place.name == b.place.name:
        return True
    if a.place.country != b.place.country:
        return False
    # A country and a town in it agree; two towns do not.
    return None if None in (a.place.lat, b.place.lat) else False


def _topic(a: Event, b: Event) -> bool:
    return bool((a.concept and a.concept == b.concept) or (a.theme and a.theme == b.theme))


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", text.lower())
    return {w.removesuffix("s") if len(w) > 3 else w for w in found if w not in _STOP and (len(w) > 2 or w.isdigit())}


def _triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
