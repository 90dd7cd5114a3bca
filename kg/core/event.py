"""The event record, version 2: one political act that an article states, and the parts it is made of.

Plain frozen dataclasses, as in :mod:`kg.core.records`.  What a line of JSON holds of it stands in
:mod:`kg.core.event_json`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.core.plover import Basis, Context, EventType, Precision, Status, plover_code
from kg.core.reports import Reports

if TYPE_CHECKING:
    from kg.core.records import Entity, Mention

#: Kind of a participant who is only described ("gunmen").
UNNAMED = "unnamed"

#: Kind of a source that is a paper, an agency, a broadcaster named in the text and not known as an entity.
OUTLET = "outlet"

#: The kinds of :class:`Loss`, in the order in which an event has them.
LOSSES = ("killed", "injured", "detained", "displaced", "missing")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in an event, with the words that put him there.  ``text[start:end]`` is the mention.

    Attributes:
        id: The entity's id; None for who is only described ("gunmen", "a suicide bomber"), whose kind is "unnamed".
        name: The name to show; of who is not named the description.
        kind: As in :class:`kg.core.records.Entity`, or "unnamed".
        country: ISO 3166 alpha-3; of who is not named only where the text gives it.
        sector: As in :class:`kg.core.records.Entity`.
        text: The words.
        start: First character of them.
        end: One past the last.
    """

    id: str | None
    name: str
    kind: str
    country: str | None
    sector: str | None
    text: str
    start: int
    end: int

    def _repr_html_(self) -> str:
        from kg.core.showing import entity_html

        return entity_html(self)

    @classmethod
    def of(cls, mention: Mention, entity: Entity | None = None) -> Participant:
        """The participant that a mention stands for."""
        e = entity or mention.entity
        return cls(e.id, e.name, e.kind, e.country, e.sector, mention.text, mention.start, mention.end)

    @property
    def named(self) -> bool:
        """Whether it is an entity that can be found again, and not only a description."""
        return self.id is not None

    @property
    def stands_as(self) -> str | None:
        """The id under which ties lead to it: its own, or of "a hospital in Gao" the country where it is."""
        return self.id or self.country

    @property
    def key(self) -> str:
        """What tells him from the others in the event: the id, or for who is not named the place of the words."""
        return f"{UNNAMED}/{self.start}" if self.id is None else self.id


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included, how finely the text gave it, and from where it is known.

    Example:
        >>> str(Period(dt.date(2023, 5, 1), dt.date(2023, 5, 31), Precision.MONTH))
        '2023-05'
    """

    start: dt.date
    end: dt.date
    precision: Precision
    basis: Basis = Basis.TEXT

    def __str__(self) -> str:
        """As ISO 8601, no finer than it is known: "2023-05-17", "2023-05", "2023"; of several, first/last."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        first, last = self.start.isoformat()[:length], self.end.isoformat()[:length]
        return first if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened.

    Attributes:
        name: As the tables have it, else as the text does.
        country: ISO 3166 alpha-3.
        lat: Degrees north, WGS 84.
        lon: Degrees east.
        kind: What it is ("country", "region", "town", "facility", "sea" …); None where that is not known.
        region: The province or state that it lies in.
        certain: Whether it is clear which place of that name is meant.
    """

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str | None = None
    region: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters an event was read from: the sentence, and in it the trigger word."""

    sentence: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True)
class Loss:
    """How many people an act cost, and the words that say so: ``text[start:end]``.

    Attributes:
        kind: One of :data:`LOSSES`.
        low: So many at least.
        high: So many at most; ``low`` where the text gives one number.
        total: Whether it sums up a longer time ("bringing the toll to 200") and is not of this act alone.
        text: The words that give the number.
        start: First character of them.
        end: One past the last.

    Example:
        >>> str(Loss("injured", 5, 8, False, "five to eight", 10, 23))
        'injured 5–8'
    """

    kind: str
    low: int
    high: int
    total: bool
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        number = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return f"{self.kind} {number}" + (" in total" if self.total else "")


@dataclass(frozen=True, slots=True)
class Source:
    """Whom an article credits for what it reports.  ``str()`` is the name.

    Attributes:
        kind: That of an entity; "outlet" for a medium that is no entity here; "unnamed" for who is only described
            ("witnesses").
        id: The entity's id; None where there is none.
        name: The name to show.
        country: ISO 3166 alpha-3.
        text: The words that name it; None, and no offsets, in records of version 1, which have no id either.
        start: First character of them.
        end: One past the last.

    Raises:
        ValueError: It has some of ``text``, ``start`` and ``end`` and not all, or an id and no words.
    """

    kind: str
    id: str | None
    name: str
    country: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        told = {part is not None for part in (self.text, self.start, self.end)}
        if len(told) > 1 or (self.id is not None and told == {False}):
            raise ValueError("a source has text, start and end together, and with an id it has them")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Event:
    """One political act that an article states.  See the event record in the documentation.

    Attributes:
        article: The id of the article.
        type: The act, whatever its status.
        actors: Who did it; all parties of a mutual act.  Empty where the text does not say.
        recipients: To whom.
        theme: About what, as a clean phrase.
        concept: The id of the concept that the theme is linked to, e.g. "sanctions".
        reported_by: Whom the article credits.
        casualties: What it cost, of each kind at most one number, in the order of :data:`LOSSES`.
        confidence: The probability that type and parties are right, each party on its side.
        confidence_date: The probability that the date is right; None where it was not measured.
        confidence_place: The probability that the place is right; likewise.
        extractor: Name and version, "rules/1".
        rule: Which rule and lexicon entry produced it, for ``explain``.
        id: Derived from the contents; the same event of the same article always has the same one.
        reports: Who else tells it, of an act that several reports tell and this one stands for; else None.

    Raises:
        ValueError: A kind of loss that there is not, or one that is there twice.
    """

    article: str
    type: EventType
    actors: tuple[Participant, ...]
    evidence: Evidence
    recipients: tuple[Participant, ...] = ()
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    theme: str | None = None
    concept: str | None = None
    status: Status = Status.ASSERTED
    reported_by: Source | None = None
    date: Period | None = None
    place: Place | None = None
    confidence: float = 0.5
    extractor: str = "rules/1"
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    verb: str | None = None
    rule: str | None = None
    id: str = field(default="")
    casualties: tuple[Loss, ...] = ()
    confidence_date: float | None = None
    confidence_place: float | None = None
    reports: Reports | None = None

    def __post_init__(self) -> None:
        if self.casualties:
            kinds = [loss.kind for loss in self.casualties]
            if not set(kinds) <= set(LOSSES) or len(set(kinds)) < len(kinds):
                raise ValueError(f"casualties are of {', '.join(LOSSES)}, each once, not of {', '.join(kinds)}")
            ordered = tuple(sorted(self.casualties, key=lambda loss: LOSSES.index(loss.kind)))
            object.__setattr__(self, "casualties", ordered)
        if not self.id:
            who = [",".join(map(_identity, side)) for side in (self.actors, self.recipients)]
            where = (self.evidence.start, self.evidence.trigger_start)
            key = "\x1f".join(
                map(str, (self.article, self.type, *who, *where, self.theme, self.status, self.extractor))
            )
            digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", digest[:16])

    @property
    def plover(self) -> EventType:
        """The PLOVER code, into which the manual folds the status."""
        return plover_code(self.type, self.status)

    @property
    def relation(self) -> str:
        """What was done, in words: by type, mode and verb, in the tense of its status; see :mod:`kg.core.wording`.

        Example:
            >>> event.status, event.mode, event.relation
            (<Status.PLANNED: 'planned'>, 'visit', 'will visit')
        """
        from kg.core.wording import relation

        return relation(self)

    @property
    def cost(self) -> str | None:
        """What it cost, by all reports of it: "killed 12–15, injured 30"; None where nobody tells."""
        if self.reports and self.reports.tolls:
            return ", ".join(toll.range for toll in self.reports.tolls)
        return ", ".join(map(str, self.casualties)) or None

    @property
    def topic(self) -> str | None:
        """What it was about, in the text's own words; as a concept only where they say nothing else than that.

        Example:
            >>> event.theme, event.concept, event.topic
            ('impose new sanctions', 'sanctions', 'sanctions')
        """
        from kg.core.wording import topic

        return topic(self)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day that it counts with in filters, series and pictures.

        They are those of its date.  Without one it counts with the day on which its article was published, and None
        where that is not known either; the record itself is given no date by this.
        """
        if self.date is not None:
            return self.date.start, max(self.date.start, self.date.end)
        return None if self.published is None else (self.published, self.published)

    @property
    def day(self) -> dt.date | None:
        """The first of :attr:`days`, under which it is filed."""
        return self.days[0] if self.days else None

    def _repr_html_(self) -> str:
        from kg.core.showing import event_html

        return event_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The event record: what one line of ``kg extract`` holds; :func:`kg.event_schema` is its schema."""
        from kg.core.event_json import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Event:
        """The event of a record made by :meth:`to_dict`, of version 2 or of version 1 (which has no ``"v"``).

        Raises:
            KeyError, TypeError, ValueError: The record lacks a field or holds a value that is not allowed.
        """
        from kg.core.event_json import from_dict

        return from_dict(record)


def _identity(p: Participant) -> str:
    return f"{p.key}/{p.text}" if p.id is None else p.id
