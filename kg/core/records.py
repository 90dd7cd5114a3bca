"""What flows through the house: articles in, events and relations out.

Plain frozen dataclasses.  No I/O, no spaCy, no rdflib.  Offsets count Unicode code points in ``Article.text``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.core.plover import Context, EventType, Precision, Status, plover_code


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, cleaned of what is not the article.

    Attributes:
        id: Unique in a run; from the input, or from the file name.
        text: The body, as read.
        title: The headline.
        date: Day of publication.
        source: The outlet, or the source the article names.
        url: Where it was published.
    """

    id: str
    text: str
    title: str | None = None
    date: dt.date | None = None
    source: str | None = None
    url: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) over every field; two equal articles have the same one."""
        parts = (self.id, self.text, self.title, str(self.date), self.source, self.url)
        return hashlib.sha256("\x1f".join(p or "" for p in parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in the world: a country, a person, an organisation, a place.

    Attributes:
        id: Stable: ISO 3166 alpha-3 for countries ("RUS"), else a slug ("vladimir-putin", "mmr/protesters").
        name: The name to show.
        kind: "country", "government", "person", "organisation", "armed_group", "people", "company" or "place".
        country: ISO 3166 alpha-3 of the state that it belongs to or acts for; None for the UN, the EU …
        sector: Who in politics: "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "LEG", "SPY", "MED", "CVL", "BUS",
            "IGO", "NGO", "UAF" …; None where unknown.
        wikidata: "Q159"; only where certain.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text speaks of an entity.

    Attributes:
        entity: Whom it means.
        text: The characters, ``article.text[start:end]``.
        start: First character.
        end: One past the last.
        form: How it refers: "name", "adjective" ("Russian"), "metonym" ("the Kremlin" as a government), "role"
            ("the Russian president"), "agent" ("protesters", "Turkish troops"), "pronoun", "nominal"
            ("both countries"), "place" (a name that is only where something happens).
    """

    entity: Entity
    text: str
    start: int
    end: int
    form: str = "name"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: their characters, and where the word stands that names the speaker; None where nobody does."""

    start: int
    end: int
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity in an event, with the words that put it there.  ``text[start:end]`` is the mention."""

    id: str | None
    name: str
    kind: str
    country: str | None
    sector: str | None
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What it is known by in its event: the id, or where it stands."""
        return self.id or f"unnamed/{self.start}"

    @classmethod
    def of(cls, mention: Mention, entity: Entity | None = None) -> Participant:
        """The participant that a mention stands for."""
        e = entity or mention.entity
        return cls(e.id, e.name, e.kind, e.country, e.sector, mention.text, mention.start, mention.end)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included, and how finely the text gave it."""

    start: dt.date
    end: dt.date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened.  ``lat`` and ``lon`` are WGS 84 degrees."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


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
class Event:
    """One political act that an article states.  See the event record in the documentation.

    Attributes:
        article: The id of the article.
        type: The act, whatever its status.
        actors: Who did it; all parties of a mutual act.
        recipients: To whom.
        theme: About what, as a clean phrase.
        concept: The id of the concept that the theme is linked to, e.g. "sanctions".
        reported_by: Whom the article credits: an entity's or an outlet's name.
        confidence: Measured precision of the rule family that produced it, 0 to 1.
        extractor: Name and version, "rules/1".
        rule: Which rule and lexicon entry produced it, for ``explain``.
        id: Derived from the contents; the same event of the same article always has the same one.
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
    reported_by: str | None = None
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

    def __post_init__(self) -> None:
        if not self.id:
            who = [",".join(p.key for p in side) for side in (self.actors, self.recipients)]
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
        """What was done, in a word or two for tables and views: that of the type; of OTHER, the verb's own.

        Example:
            >>> event.type, event.verb, event.relation
            (<EventType.OTHER: 'OTHER'>, 'rely on', 'relies on')
        """
        if self.type is EventType.OTHER and self.verb:
            return _third_person(self.verb)
        return self.type.label

    @property
    def topic(self) -> str | None:
        """What it was about, as a node that other events share: the concept, else the theme in the text's own words."""
        return self.concept.replace("-", " ") if self.concept else self.theme

    def to_dict(self) -> dict[str, Any]:
        """The event record: what one line of ``kg extract`` holds."""
        date, place, evidence = self.date, self.place, self.evidence
        return {
            "id": self.id,
            "article": self.article,
            "type": str(self.type),
            "plover": str(self.plover),
            "mode": self.mode,
            "contexts": [str(c) for c in self.contexts],
            "actors": [_plain(p) for p in self.actors],
            "recipients": [_plain(p) for p in self.recipients],
            "theme": self.theme,
            "concept": self.concept,
            "status": str(self.status),
            "reported_by": self.reported_by,
            "date": date
            and {"start": date.start.isoformat(), "end": date.end.isoformat(), "precision": str(date.precision)},
            "place": place and _plain(place),
            "evidence": _plain(evidence),
            "confidence": self.confidence,
            "extractor": self.extractor,
            "verb": self.verb,
            "rule": self.rule,
            "published": self.published and self.published.isoformat(),
            "source": self.source,
            "url": self.url,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Event:
        """The event of a record made by :meth:`to_dict`.

        Raises:
            KeyError, ValueError: The record lacks a field or holds a value that is not allowed.
        """
        date, place = record.get("date"), record.get("place")
        day = dt.date.fromisoformat
        return cls(
            article=record["article"],
            type=EventType(record["type"]),
            mode=record.get("mode"),
            contexts=tuple(Context(c) for c in record.get("contexts") or ()),
            actors=tuple(Participant(**p) for p in record["actors"]),
            recipients=tuple(Participant(**p) for p in record.get("recipients") or ()),
            theme=record.get("theme"),
            concept=record.get("concept"),
            status=Status(record["status"]),
            reported_by=record.get("reported_by"),
            date=Period(day(date["start"]), day(date["end"]), Precision(date["precision"])) if date else None,
            place=Place(**place) if place else None,
            evidence=Evidence(**record["evidence"]),
            confidence=record["confidence"],
            extractor=record["extractor"],
            verb=record.get("verb"),
            rule=record.get("rule"),
            published=day(record["published"]) if record.get("published") else None,
            source=record.get("source"),
            url=record.get("url"),
            id=record["id"],
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """A state rather than an act: who holds which office, belongs to what, lies where.

    Attributes:
        subject: Whom it is about.
        predicate: "holds_office", "member_of", "located_in", "part_of", "capital_of", "spokesman_of", "allied_with".
        object: The other side; for an office, the country or organisation that it is an office of.
        role: The office ("president").
        start: First day, where known.
        end: Last day, where known; None also while it lasts.
        article: The id of the article that says so; None where the knowledge base does.
        evidence: The characters that say so.
    """

    subject: Entity
    predicate: str
    object: Entity
    role: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    article: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article."""

    article: Article
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(slots=True)
class Annotations:
    """What the pipeline's components leave for each other on a spaCy ``Doc``, as ``doc._.kg``."""

    article: Article | None = None
    mentions: list[Mention] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}


def _third_person(verb: str) -> str:
    """ "relies on" for "rely on"."""
    first, space, rest = verb.partition(" ")
    if first in _IRREGULAR:
        form = _IRREGULAR[first]
    elif first.endswith("y") and first[-2:-1] not in set("aeiou"):
        form = first[:-1] + "ies"
    elif first.endswith(("s", "x", "z", "ch", "sh")) or (first.endswith("o") and not first.endswith("oo")):
        form = first + "es"
    else:
        form = first + "s"
    return form + space + rest
