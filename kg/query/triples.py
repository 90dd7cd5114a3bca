"""The table of :meth:`kg.graph.KnowledgeGraph.triples`, read column by column.

An event's record is a dozen nodes, and to put each together from its triples, and take it apart for the table, costs
more than the table.  Here the store joins what the columns hold.  It is asked by patterns that each stand alone: an
engine reads each in one go and joins by hash, where else it would look up every triple of every event.  Where filters
leave few events, these are looked up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kg.core.event import LOSSES, UNNAMED, Event, Loss, Period, relation_of
from kg.core.plover import Basis, EventType, Precision
from kg.core.selection import Selection
from kg.query.tables import COLUMNS, days, ties
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.ordering import reordered
from kg.store import Store

if TYPE_CHECKING:
    import pandas as pd

_FEW = 500  # events that are looked up one by one
_PLACE = re.compile(r"-(\d+)-(\d+)(?:-[0-9a-f]+)?$")  # of a passage or a mention, in its IRI
_PRECISION = {unit.value: precision for precision, unit in t.PRECISION_UNIT.items()}

# The columns of an event: variable -> property; the second lot may be missing.
_ALWAYS = {
    "type": "kg:eventType", "status": "kg:status", "confidence": "kg:confidence", "article": "kg:article",
    "evidence": "kg:evidence", "trigger": "kg:trigger",
}  # fmt: skip
_MAYBE = {
    "theme": "kg:theme", "concept": "kg:concept", "begin": "sem:hasBeginTimeStamp", "end": "sem:hasEndTimeStamp",
    "precision": "kg:datePrecision", "basis": "kg:dateBasis", "verb": "kg:verb", "rule": "kg:rule",
    "sequence": "kg:sequence",
}  # fmt: skip


class _Who(NamedTuple):
    """A participant, for the table: in the order in which :mod:`kg.rdf.ordering` has them."""

    start: int
    end: int
    id: str
    name: str

    @property
    def key(self) -> str:
        return self.id or f"{UNNAMED}/{self.start}"


class _Row:
    """What :func:`kg.core.dyads.pairs` and :func:`kg.query.tables.ties` ask of an event."""

    __slots__ = ("actors", "evidence", "recipients", "rule", "topic", "type", "verb")

    def __init__(self, type_: EventType, topic: str | None, verb: str | None, rule: str | None) -> None:
        self.type, self.topic, self.verb, self.rule = type_, topic, verb, rule
        self.actors: tuple[_Who, ...] = ()
        self.recipients: tuple[_Who, ...] = ()
        self.evidence = _Passage(0, 0)


class _Passage(NamedTuple):
    start: int
    end: int


class _Article(NamedTuple):
    id: str
    day: str
    published: dt.date | None
    outlet: str | None
    url: str | None


_NOBODY: tuple[list[_Who], list[_Who]] = ([], [])


def triples(store: Store, chosen: Selection, ids: frozenset[str] | None) -> pd.DataFrame:
    """Who did what to whom, as a table; see :meth:`kg.graph.KnowledgeGraph.triples`.

    Args:
        store: The store.
        chosen: Which events.
        ids: Keep those in which one of these takes part, or somebody of one of these countries; None keeps all.
    """
    wanted = _wanted(store, chosen, ids)
    return _Reader(store, wanted).frame()


def _wanted(store: Store, chosen: Selection, ids: frozenset[str] | None) -> set[str] | None:
    """The IRIs of the events that filters leave; None where there is no filter."""
    patterns = list(_filters(chosen, ids))
    if not patterns:
        return None
    return {row[0].value for row in store.select(f"SELECT DISTINCT ?e {{ {' '.join(patterns)} }}")}


def _filters(chosen: Selection, ids: frozenset[str] | None) -> Iterator[str]:
    if chosen.types is not None:
        iris = " ".join(str(ns.plover(type_)) for type_ in sorted(chosen.types))
        yield f"VALUES ?type {{ {iris} }} ?e kg:eventType ?type ."
    if chosen.statuses is not None:
        named = sorted(str(ns.kg(s.value.capitalize())) for s in chosen.statuses)
        yield f"VALUES ?status {{ {' '.join(named)} }} ?e kg:status ?status ."
    if chosen.bases is not None:
        yield f"VALUES ?basis {{ {' '.join(repr(b.value) for b in sorted(chosen.bases))} }} ?e kg:dateBasis ?basis ."
    if ids is not None:
        iris = " ".join(str(ns.entity_iri(i)) for i in sorted(ids))
        yield f"VALUES ?who {{ {iris} }} ?e kg:actor|kg:recipient|kg:actorCountry|kg:recipientCountry ?who ."
    if chosen.since is not None or chosen.until is not None:
        yield (
            "{ ?e sem:hasBeginTimeStamp ?begin OPTIONAL { ?e sem:hasEndTimeStamp ?end } "
            f"{_within(chosen, '?begin', 'IF(BOUND(?end) && ?end > ?begin, ?end, ?begin)')} }} UNION "
            f"{{ ?a schema:datePublished ?day {_within(chosen, '?day', '?day')} ?e kg:article ?a "
            "FILTER NOT EXISTS { ?e sem:hasBeginTimeStamp ?some } }"
        )
        yield "?e a kg:Event ."


def _within(chosen: Selection, first: str, last: str) -> str:
    bounds = [f"{last} >= {t.date_literal(chosen.since)}"] if chosen.since is not None else []
    bounds += [f"{first} <= {t.date_literal(chosen.until)}"] if chosen.until is not None else []
    return f"FILTER({' && '.join(bounds)})"


class _Reader:
    """Reads the columns of some events, or of all."""

    def __init__(self, store: Store, wanted: set[str] | None) -> None:
        self.store, self.wanted = store, wanted
        few = wanted is not None and len(wanted) <= _FEW
        self.values = f"VALUES ?e {{ {' '.join(f'<{iri}>' for iri in sorted(wanted or ()))} }} " if few else ""

    def frame(self) -> pd.DataFrame:
        """The table."""
        import pandas as pd

        rows = sorted(self._rows(), key=lambda row: row[0])
        columns = dict(zip(COLUMNS, zip(*(line for _, lines in rows for line in lines), strict=True), strict=False))
        frame = pd.DataFrame(columns or None, columns=list(COLUMNS))
        for name in ("start", "end", "published"):
            frame[name] = days(columns.get(name, ()))
        frame["confidence"] = frame["confidence"].astype("float64")
        return frame

    def _rows(self) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
        """The lines of each event, with what they are sorted by."""
        if self.wanted is not None and not self.wanted:
            return
        articles, sides, losses, sources = self._articles(), self._sides(), self._losses(), self._sources()
        types = {ns.plover(type_).value: type_ for type_ in EventType}
        always = [self._alone(f"?e {property_} ?{name}") for name, property_ in _ALWAYS.items()]
        always.append(self._alone("?evidence oa:exact ?sentence"))
        maybe = [f"OPTIONAL {{ {self._alone(f'?e {property_} ?{name}')} }}" for name, property_ in _MAYBE.items()]
        names = ("e", *_ALWAYS, "sentence", *_MAYBE)
        for values in self._select(" ".join(f"?{name}" for name in names), *always, *maybe):
            e, type_, status, confidence, article_iri, evidence, trigger, sentence, theme, concept, *date = values[:14]
            verb, rule, sequence = values[14:]
            id_, article = ns.decode(e, ns.EVENT), articles[article_iri]
            topic = ns.decode(concept, ns.CONCEPT).replace("-", " ") if concept else theme
            row = _Row(types[type_], topic, verb, rule)
            row.evidence = _place(evidence)
            order = (sequence or "||").split("|")
            actors, recipients = sides.get(e, _NOBODY)
            row.actors, row.recipients = reordered(sorted(actors), order[0]), reordered(sorted(recipients), order[1])
            rest = (
                status.removeprefix(ns.KG).lower(), *_period(*date), sources.get(e), theme, losses.get(e),
                float(confidence), article.id, article.outlet, article.url, article.published, sentence, id_,
            )  # fmt: skip
            relation = relation_of(row.type, row.verb)
            lines = [(who, relation, whom, *rest) for who, whom in ties(cast(Event, row))]
            yield (article.day, article.id, row.evidence.start, _place(trigger).start, id_), lines

    def _select(self, variables: str, *patterns: str) -> Iterator[list[Any]]:
        """Rows of values, of the events that are wanted; the first variable is the event."""
        for row in self.store.select(f"SELECT {variables} {{ {self.values}{' '.join(patterns)} }}"):
            values = [None if term is None else term.value for term in row]
            if self.wanted is None or values[0] in self.wanted:
                yield values

    def _alone(self, pattern: str) -> str:
        """A pattern that is read in one go; where events are few, one that is looked up."""
        return f"{pattern} ." if self.values else f"{{ SELECT * {{ {pattern} }} }}"

    def _articles(self) -> dict[str, _Article]:
        found: dict[str, _Article] = {}
        wanted = f"{self.values} ?e kg:article ?a ." if self.values else ""
        sparql = (
            f"SELECT DISTINCT ?a ?id ?day ?outlet ?url {{ {wanted} {self._alone('?a dcterms:identifier ?id')} "
            f"OPTIONAL {{ {self._alone('?a schema:datePublished ?day')} }} "
            f"OPTIONAL {{ {self._alone('?a kg:outlet ?outlet')} }} "
            f"OPTIONAL {{ {self._alone('?a schema:url ?url')} }} }}"
        )
        for iri, id_, *maybe in self.store.select(sparql):
            day, outlet, url = (None if term is None else term.value for term in maybe)
            published = None if day is None else dt.date.fromisoformat(day)
            found[iri.value] = _Article(id_.value, day or "", published, outlet, url)
        return found

    def _sides(self) -> dict[str, tuple[list[_Who], list[_Who]]]:
        """The actors and the recipients of each event."""
        found: dict[str, tuple[list[_Who], list[_Who]]] = defaultdict(lambda: ([], []))
        capacity = ("?m kg:inCapacity ?c", "?c kg:entity ?id", "?c rdfs:label ?name")
        for side, property_ in enumerate(("kg:actorMention", "kg:recipientMention")):
            here = self._alone(f"?e {property_} ?m")
            for event, mention, id_, name in self._select("?e ?m ?id ?name", here, *map(self._alone, capacity)):
                found[event][side].append(_Who(*_place(mention), ns.decode(id_, ns.ENTITY), name))
            described = f"{here} {self._alone('?m kg:describes ?w')} {self._alone('?w skos:prefLabel ?name')}"
            for event, mention, name in self._select("?e ?m ?name", described):
                found[event][side].append(_Who(*_place(mention), "", name))
        return found

    def _losses(self) -> dict[str, str]:
        """What each event cost, in words."""
        found: dict[str, list[Loss]] = defaultdict(list)
        parts = (
            "?e kg:casualty ?l",
            "?l kg:lossKind ?kind",
            "?l kg:low ?low",
            "?l kg:high ?high",
            "?l kg:isTotal ?total",
        )
        for event, kind, low, high, total in self._select("?e ?kind ?low ?high ?total", *map(self._alone, parts)):
            found[event].append(Loss(kind, int(low), int(high), total == "true", "", 0, 0))
        return {
            event: ", ".join(map(str, sorted(losses, key=lambda loss: LOSSES.index(loss.kind))))
            for event, losses in found.items()
        }

    def _sources(self) -> dict[str, str]:
        """Who is credited for each event."""
        described = ("?e kg:reportedBy ?by", "?by skos:prefLabel ?name")
        named = ("?e kg:sourceMention ?w", "?w kg:inCapacity ?c", "?c rdfs:label ?name")
        found: dict[str, str] = {}
        for patterns in (described, named):
            found.update((event, name) for event, name in self._select("?e ?name", *map(self._alone, patterns)))
        return found


@lru_cache(maxsize=10_000)
def _period(begin: str | None, end: str | None, precision: str | None, basis: str) -> tuple[Any, ...]:
    """The columns of an event's date."""
    if begin is None:
        return (None,) * 5
    first = dt.date.fromisoformat(begin)
    last = first if end is None else dt.date.fromisoformat(end)
    period = Period(first, last, _PRECISION[precision] if precision else Precision.DAY, Basis(basis))
    return str(period), period.precision.value, period.basis.value, first, last


def _place(iri: str) -> _Passage:
    """The stretch of an article that a passage or a mention is, which its IRI says."""
    found = _PLACE.search(iri)
    assert found is not None, iri
    return _Passage(int(found[1]), int(found[2]))
