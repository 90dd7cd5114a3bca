"""What flows through the house: articles in, events (:mod:`kg.core.event`) and relations out.

Plain frozen dataclasses.  No I/O, no spaCy, no rdflib.  Offsets count Unicode code points in ``Article.text``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from kg.core.event import Event, Evidence


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

    def _repr_html_(self) -> str:
        from kg.core.showing import entity_html

        return entity_html(self)


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
