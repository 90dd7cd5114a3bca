"""Events read back column by column; with :mod:`kg.rdf.reading` the exact inverse of :mod:`kg.rdf.mapping`.

To read a term costs more than anything that is done with it: so the store joins, and each term of an event is read
once.  The store is asked by patterns that each stand alone, which an engine reads in one go and joins by hash; where
few events are meant, what belongs to them is looked up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.core.event import UNNAMED, Event, Evidence, Loss, Participant, Period, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.asking import joined, placed, values
from kg.rdf.ordering import context_key, participant_key, reordered
from kg.rdf.shared import Shared

if TYPE_CHECKING:
    from kg.rdf.asking import QuadSource

# So many events are read in one go and held; of more, and of a small share of all, parts are looked up.
_WHOLE = 50_000
_PART = 1_000

_TYPE = {ns.plover(type_).value: type_ for type_ in EventType}
_STATUS = {ns.kg(status.value.capitalize()).value: status for status in Status}
_CONTEXT = {ns.plover(context).value: context for context in Context}
_PRECISION = {unit.value: precision for precision, unit in t.PRECISION_UNIT.items()}


def read_events(store: QuadSource, which: str = "", shared: Shared | None = None) -> Iterator[Event]:
    """Events, by the day of publication and id of their articles, then as the text tells them.

    Args:
        store: What holds them.
        which: A pattern of SPARQL that ``?event`` must meet; "" for all events.
        shared: What articles share, where that has been read; else what these events need of it is.
    """
    (total,) = (int(row["n"].value) for row in store.select("SELECT (COUNT(?event) AS ?n) { ?event a kg:Event }"))
    reader = _Reader(store, shared)
    if not which and total <= _WHOLE:
        yield from reader.events()
        return
    found = {iri for (iri,) in values(store, f"SELECT DISTINCT ?event {{ {which or '?event a kg:Event'} }}")}
    if total <= _WHOLE and len(found) > total / 4:  # to look up so many costs more than to read all
        yield from reader.events(wanted=found)
        return
    if len(found) <= _PART:
        parts: Iterable[Iterable[str]] = [found]
    else:
        told = values(store, f"SELECT ?event ?a {{ {joined('', _TOLD)} }}")
        parts = _parts(store, (row for row in told if row[0] in found))
    for part in parts:
        yield from reader.events(f"VALUES ?event {{ {_listed(part)} }}")


def read_days(store: QuadSource, days: Iterable[dt.date]) -> Iterator[Event]:
    """The events of the articles of some days, in the order of :func:`read_events`; of nothing else is anything read.

    Args:
        store: What holds them.
        days: The days, each once.
    """
    dates = " ".join(f'"{day}"^^xsd:date' for day in sorted(days))
    on = ("?a schema:datePublished ?day", "?event kg:article ?a", "?event a kg:Event")
    told = values(store, f"SELECT ?event ?a {{ {joined(f'VALUES ?day {{ {dates} }}', on)} }}")
    for part in _parts(store, told):
        yield from _Reader(store, None).events(f"VALUES ?event {{ {_listed(part)} }}")


def _parts(store: QuadSource, told: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """The IRIs of events in the order of their articles, those of some articles at a time.

    Args:
        store: What holds them.
        told: The IRI of each event, and that of its article.
    """
    events: dict[str, list[str]] = defaultdict(list)
    for event, article in told:
        events[article].append(event)
    part: list[str] = []
    for article in _in_order(_articles(store, events)):
        part += events[article]
        if len(part) >= _PART:
            yield part
            part = []
    if part:
        yield part


_TOLD = ("?event a kg:Event", "?event kg:article ?a")


class _Article(NamedTuple):
    """What an event has of its article."""

    id: str
    date: dt.date | None
    source: str | None
    url: str | None


def _articles(store: QuadSource, iris: Collection[str]) -> dict[str, _Article]:
    """Some articles, by IRI."""
    few = len(iris) <= _PART
    told = "" if few else f"{{ SELECT DISTINCT ?a {{ {joined('', _TOLD)} }} }}"
    always = ["?a a kg:Article", "?a dcterms:identifier ?id"]
    maybe = ["?a schema:datePublished ?date", "?a kg:outlet ?outlet", "?a schema:url ?url"]
    about = joined(f"VALUES ?a {{ {_listed(iris)} }}" if few else "", always, maybe)
    return {
        iri: _Article(id_, None if date is None else _day(date), outlet, url)
        for iri, id_, date, outlet, url in values(store, f"SELECT ?a ?id ?date ?outlet ?url {{ {told} {about} }}")
        if iri in iris
    }


def _in_order(articles: dict[str, _Article]) -> list[str]:
    return sorted(articles, key=lambda iri: (str(articles[iri].date or ""), articles[iri].id))


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


class _Reader:
    """Reads columns.

    Args:
        store: What holds the events.
        shared: What articles share, where that has been read.
    """

    def __init__(self, store: QuadSource, shared: Shared | None) -> None:
        self.store, self.shared, self.given = store, shared, ""

    def events(self, given: str = "", wanted: Container[str] | None = None) -> Iterator[Event]:
        """Events in order.

        Args:
            given: Values of ``?event``; "" for all.
            wanted: Of these, the IRIs of those that are to be told; None for all.
        """
        self.given = given
        rows: dict[str, dict[str, list[Any]]] = defaultdict(dict)
        for row in self._rows():
            if wanted is None or row[0] in wanted:
                rows[row[1]][row[0]] = row
        *sides, sources = (self._mentions(f"kg:{role}Mention") for role in ("actor", "recipient", "source"))
        shared = self.shared or self._shared(rows, [*sides, sources])
        contexts, losses = self._contexts(), self._losses()
        articles = _articles(self.store, rows)
        for article in _in_order(articles):
            about, extractor = articles[article], shared.extractor_of(article)
            found = []
            for iri, row in rows[article].items():
                parties = [[_participant(who, shared) for who in side.get(iri, ())] for side in sides]
                said = next(iter(sources.get(iri, ())), None)
                told = contexts.get(iri, ()), losses.get(iri, ())
                found.append(_event(row, about, extractor, shared, parties, said, *told))
            yield from sorted(found, key=event_key)

    def _rows(self) -> Iterable[list[Any]]:
        """The columns of each event.

        Of all events each column that not all have is read by itself, as an engine holds all that it joins: that takes
        a third longer, which is a thirtieth of the time of reading events, and half the memory.
        """
        if self.given:
            return self._select(_named(_COLUMNS), _ALWAYS, tuple(_MAYBE.values()))
        empty = [None] * len(_MAYBE)
        rows = {row[0]: [*row, *empty] for row in self._select(_named(_ALWAYS_TOLD), _ALWAYS)}
        for name, pattern in _MAYBE.items():
            leads = _LEADS.get(pattern.split()[0], "")
            for event, value in values(self.store, f"SELECT ?event ?{name} {{ {leads}{pattern} }}"):
                if event in rows:
                    rows[event][_AT[name]] = value
        return rows.values()

    def _select(self, variables: str, always: Sequence[str], maybe: Sequence[str] = ()) -> Iterator[list[Any]]:
        return values(self.store, f"SELECT {variables} {{ {joined(self.given, always, maybe)} }}")

    def _mentions(self, property_: str) -> dict[str, list[list[Any]]]:
        """The mentions of those who have a part in each event: as whom, or how they are described."""
        found: dict[str, list[list[Any]]] = defaultdict(list)
        always = [f"?event {property_} ?m", "?m oa:start ?start", "?m oa:exact ?words"]
        maybe = ["?m oa:end ?end", "?m kg:inCapacity ?capacity", _DESCRIBED]
        variables = "?event ?words ?start ?end ?capacity ?name ?kind ?country ?sector"
        for event, *row in self._select(variables, always, maybe):
            found[event].append(row)
        return found

    def _contexts(self) -> dict[str, list[Context]]:
        found: dict[str, list[Context]] = defaultdict(list)
        for event, context in self._select("?event ?context", ["?event kg:context ?context"]):
            found[event].append(_CONTEXT[context])
        return found

    def _losses(self) -> dict[str, list[Loss]]:
        found: dict[str, list[Loss]] = defaultdict(list)
        variables = "?event ?kind ?low ?high ?total ?words ?start ?end"
        for event, kind, low, high, total, words, start, end in self._select(variables, _LOSS, ["?loss oa:end ?end"]):
            found[event].append(Loss(kind, int(low), int(high), total == "true", *placed(words, start, end)))
        return found

    def _shared(self, rows: dict[str, dict[str, list[Any]]], sides: Iterable[dict[str, list[list[Any]]]]) -> Shared:
        """What these events need of what articles share."""
        if not self.given:
            return Shared.read(self.store)
        nodes = {row[3] for side in sides for found in side.values() for row in found}
        for found in rows.values():
            nodes.update(row[_AT[name]] for row in found.values() for name in ("place", "by"))
        return Shared.read(self.store, sorted(filter(None, nodes)))


# The columns of an event that each has, by the names that they have in the query, and what they are read by.
_ALWAYS_TOLD = (
    "event", "article", "type", "status", "confidence", "sentence", "start", "trigger", "trigger_start",
)  # fmt: skip
_ALWAYS = (
    "?event kg:article ?article", "?event kg:eventType ?type", "?event kg:status ?status",
    "?event kg:confidence ?confidence",
    "?event kg:evidence ?passage", "?passage oa:start ?start", "?passage oa:exact ?sentence",
    "?event kg:trigger ?word", "?word oa:start ?trigger_start", "?word oa:exact ?trigger",
)  # fmt: skip
# Those that it may have, each with what it is read by.  One pattern each: of an OPTIONAL with two an engine reads all
# that there is, however few events are asked for.
_MAYBE = {
    "end": "?passage oa:end ?end",
    "trigger_end": "?word oa:end ?trigger_end",
    "mode": "?event kg:mode ?mode",
    "theme": "?event kg:theme ?theme",
    "concept": "?event kg:concept ?concept",
    "first": "?event sem:hasBeginTimeStamp ?first",
    "last": "?event sem:hasEndTimeStamp ?last",
    "precision": "?event kg:datePrecision ?precision",
    "basis": "?event kg:dateBasis ?basis",
    "place": "?event sem:hasPlace ?place",
    "certain": "?event kg:placeCertain ?certain",
    "date_confidence": "?event kg:dateConfidence ?date_confidence",
    "place_confidence": "?event kg:placeConfidence ?place_confidence",
    "extractor": "?event kg:extractor ?extractor",
    "verb": "?event kg:verb ?verb",
    "rule": "?event kg:rule ?rule",
    "sequence": "?event kg:sequence ?sequence",
    "by": "?event kg:reportedBy ?by",
}
# How an event leads to what some of these are said of.
_LEADS = {"?passage": "?event kg:evidence ?passage . ", "?word": "?event kg:trigger ?word . "}
_COLUMNS = (*_ALWAYS_TOLD, *_MAYBE)
_AT = {name: at for at, name in enumerate(_COLUMNS)}


def _named(columns: Iterable[str]) -> str:
    return " ".join(f"?{name}" for name in columns)


_DESCRIBED = (
    "?m kg:describes ?whom . ?whom skos:prefLabel ?name "
    "OPTIONAL { ?whom kg:kind ?kind } OPTIONAL { ?whom kg:country ?country } OPTIONAL { ?whom kg:sector ?sector }"
)
_LOSS = (
    "?event kg:casualty ?loss", "?loss kg:lossKind ?kind", "?loss kg:low ?low", "?loss kg:high ?high",
    "?loss kg:isTotal ?total", "?loss oa:start ?start", "?loss oa:exact ?words",
)  # fmt: skip


def event_key(event: Event) -> tuple[int, int, str]:
    """The order of an article's events: as the text tells them."""
    return (event.evidence.start, event.evidence.trigger_start, event.id)


def _event(
    row: Sequence[Any],
    article: _Article,
    extractor: str,
    shared: Shared,
    parties: Sequence[Sequence[Participant]],
    said: Sequence[Any] | None,
    contexts: Sequence[Context],
    losses: Sequence[Loss],
) -> Event:
    (
        iri, _, type_, status, confidence, sentence, start, trigger, trigger_start, end, trigger_end,
        mode, theme, concept, first, last, precision, basis, place, certain, date_confidence,
        place_confidence, own_extractor, verb, rule, sequence, by,
    ) = row  # fmt: skip
    order = sequence.split("|") if sequence else ("", "", "")
    where = None if place is None else shared.places[place]
    return Event(
        article=article.id,
        type=_TYPE[type_],
        actors=_ordered(parties[0], participant_key, order[0]),
        evidence=Evidence(*placed(sentence, start, end), *placed(trigger, trigger_start, trigger_end)),
        recipients=_ordered(parties[1], participant_key, order[1]),
        mode=None if mode is None else _mode(mode, type_),
        contexts=_ordered(contexts, context_key, order[2]),
        theme=theme,
        concept=None if concept is None else ns.decode(concept, ns.CONCEPT),
        status=_STATUS[status],
        reported_by=_source(by, said, shared),
        casualties=tuple(losses),
        date=None if first is None else _period(first, last, precision, basis),
        place=where if where is None or certain is None else replace(where, certain=certain == "true"),
        confidence=float(confidence),
        confidence_date=None if date_confidence is None else float(date_confidence),
        confidence_place=None if place_confidence is None else float(place_confidence),
        extractor=own_extractor or extractor,
        published=article.date,
        source=article.source,
        url=article.url,
        verb=verb,
        rule=rule,
        id=ns.decode(iri, ns.EVENT),
    )


def _ordered(items: Sequence[Any], key: Any, positions: str) -> tuple[Any, ...]:
    return reordered(sorted(items, key=key), positions) if len(items) > 1 else tuple(items)


def _participant(row: Sequence[Any], shared: Shared) -> Participant:
    words, start, end, capacity, name, kind, country, sector = row
    where = placed(words, start, end)
    if capacity is None:
        code = None if country is None else ns.decode(country, ns.ENTITY)
        return Participant(None, name, kind or UNNAMED, code, sector, *where)
    e = shared.capacities[capacity]
    return Participant(e.id, e.name, e.kind, e.country, e.sector, *where)


def _source(by: str | None, said: Sequence[Any] | None, shared: Shared) -> Source | None:
    if by is None:
        return None
    if said is None:
        return shared.sources[by]
    who = _participant(said, shared)
    if who.named:
        return Source(who.kind, who.id, who.name, who.country, who.text, who.start, who.end)
    return replace(shared.sources[by], text=who.text, start=who.start, end=who.end)


@lru_cache(maxsize=10_000)
def _period(first: str, last: str | None, precision: str | None, basis: str) -> Period:
    finely = _PRECISION[precision] if precision else Precision.DAY
    return Period(_day(first), _day(last or first), finely, Basis(basis))


@lru_cache(maxsize=10_000)
def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


@lru_cache(maxsize=1_000)
def _mode(mode: str, type_: str) -> str:
    return ns.decode(mode, f"{type_}-")
