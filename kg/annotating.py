"""Who, where and when a text speaks of, whether or not it tells an event: what other tools ask of a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg import pipeline, readers
from kg.core.errors import InputError
from kg.core.event import Place
from kg.core.records import Entity, Mention
from kg.entities import whereabouts
from kg.entities.knowledge import Knowledge
from kg.events import attachment, time
from kg.events.tense import tense
from kg.language import batches
from kg.language.annotations import of as annotations_of

# How a country's name may be used for the country itself: "Russian troops", "Moscow said".
_OF_COUNTRIES = ("adjective", "metonym")


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """Where a text speaks of somebody or some place.

    Attributes:
        start: First character of it.
        end: One past its last.
        text: The characters.
        form: How it refers, as :attr:`kg.Mention.form` has it; "bare" for a place's name inside a longer mention.
        kind: The entity's kind ("person", "country", "place" …).
        id: The entity's id; None for a bare name.
        name: The entity's name.
        country: ISO 3166 alpha-3, or None.
        lat: Degrees north, where it is a place whose point is known.
        lon: Degrees east.
    """

    start: int
    end: int
    text: str
    form: str
    kind: str
    id: str | None
    name: str
    country: str | None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class LinkedTime:
    """An expression of time, and the days it means.

    Attributes:
        start: First character of it.
        end: One past its last.
        text: The characters.
        days: The first and the last day, ISO 8601; None where the text and the day of publication do not say.
    """

    start: int
    end: int
    text: str
    days: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """What :func:`annotate` gives for one article.

    Attributes:
        id: The article's id.
        mentions: By place in the text, the bare names last.
        times: By place in the text.
    """

    id: str
    mentions: tuple[LinkedMention, ...]
    times: tuple[LinkedTime, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record that ``kg mentions`` prints."""
        return asdict(self)


def annotate(
    source: readers.Source,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Annotated]:
    """Read articles and tell whom, which places and which days each speaks of.

    Args:
        source: A folder, file, glob, DataFrame, article, or an iterable of these; see :func:`kg.readers.read`.
        date: Day of publication of articles that state none; "Friday" counts from it.
        outlet: Source of articles that state none.
        model: Name or folder of a spaCy pipeline; the shipped one if None.
        knowledge: Files with actors of your own.
        on_error: Called with each article's error; None logs a warning.  The run goes on either way.

    Returns:
        One :class:`Annotated` an article, in the order of the input.

    Raises:
        InputError: There is nothing to read at ``source``.
        ModelError: There is no such pipeline.

    Example:
        >>> (found,) = annotate({"id": "a", "text": "Kim Jong Un met Putin on 13 September 2023."})
        >>> [m.name for m in found.mentions], found.times[0].days
        (['Kim Jong Un', 'Vladimir Putin'], ('2023-09-13', '2023-09-13'))
    """
    files = tuple(map(str, knowledge))
    nlp = pipeline.shared(None if model is None else str(model), files)
    known = Knowledge.load(*files)
    articles = readers.read(source, date=date, outlet=outlet, on_error=on_error)

    def found() -> Iterator[Annotated]:
        for doc in batches.pipe(nlp, pipeline.documents(nlp, articles)):
            notes = annotations_of(doc)
            assert notes.article is not None
            mentions = (*(_linked(m, known, doc) for m in notes.mentions), *_bare(doc, known))
            yield Annotated(notes.article.id, mentions, tuple(_times(doc, notes.article.date)))
            doc.user_data.clear()

    return found()


def _linked(mention: Mention, known: Knowledge, doc: Doc) -> LinkedMention:
    entity = mention.entity
    country = entity.country or (entity.id if entity.kind == "country" else None)
    place = None
    if _is_place(mention):
        # "shelled Kyiv": a city that stands for its government is a city all the same
        town = known.place(mention.text, country) if mention.form == "metonym" else None
        place = town or whereabouts.of(doc, entity, mention.text, known)
    return _record(
        mention.start, mention.end, mention.text, mention.form, entity.kind, entity.id, entity.name, country, place
    )


def _is_place(mention: Mention) -> bool:
    entity = mention.entity
    if entity.kind in ("country", "place") or mention.form == "place":
        return True
    return entity.country is not None and mention.form in _OF_COUNTRIES


def _bare(doc: Doc, known: Knowledge) -> Iterator[LinkedMention]:
    """Names of places inside longer mentions: "soldiers near Maiduguri", "the Louisville Police Department"."""
    taken = {i for m in annotations_of(doc).mentions if _is_place(m) for i in range(m.start, m.end)}
    names = [(s.start_char, s.end_char, s.kb_id_) for s in doc.spans.get("kg_names", ()) if s.label_ == "LOC"]
    inside = doc.user_data.get(whereabouts.KEY)
    names += inside.inside if inside else ()
    for start, end, id_ in names:
        if start not in taken:
            text = doc.text[start:end]
            place = whereabouts.of(doc, Entity(id_, text, "place"), text, known)
            country = place.country if place else None
            yield _record(start, end, text, "bare", "place", None, text, country, place)


def _record(
    start: int, end: int, text: str, form: str, kind: str, id_: str | None, name: str, country: str | None,
    place: Place | None,
) -> LinkedMention:  # fmt: skip
    point = (place.lat, place.lon) if place else (None, None)
    return LinkedMention(start, end, text, form, kind, id_, name, country or (place.country if place else None), *point)


def _times(doc: Doc, published: dt.date | None) -> Iterator[LinkedTime]:
    for expression in time.find(doc):
        owner = attachment.path(expression, doc).owner
        cue = tense(owner) if owner is not None else None
        # "until May" says when something did not happen; the expression itself still means May
        days = time.resolve(replace(expression, relation="on"), published, cue)
        span = (days.start.isoformat(), days.end.isoformat()) if days else None
        yield LinkedTime(expression.start, expression.end, expression.text, span)
