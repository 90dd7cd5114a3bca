"""Which events a store is asked for: a selection as a pattern of SPARQL.

What it leaves is looked at once more by :meth:`kg.core.selection.Selection.keeps`, which alone says what is meant: the
pattern may leave too much, and never too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg.core.selection import Selection
from kg.rdf import namespaces as ns
from kg.rdf import terms as t

_TAKES_PART = "kg:actor|kg:recipient|kg:actorCountry|kg:recipientCountry"


def pattern(chosen: Selection) -> str:
    """What ``?event`` must meet; "" where nothing is asked for.

    Example:
        >>> pattern(Selection.of(types="AID", confidence=0.8))
        '{ ?event kg:eventType plover:AID } { ?event kg:confidence ?confidence FILTER(?confidence >= 0.8) }'
    """
    return " ".join(f"{{ {part} }}" for part in _parts(chosen))


def _parts(chosen: Selection) -> Iterator[str]:
    if chosen.articles is not None:
        yield _one_of("?event kg:article", map(ns.article_iri, chosen.articles))
    if chosen.parties is not None:
        yield _taking_part(chosen.parties)
    for side in chosen.between or ():
        yield _taking_part(side)
    if chosen.modes is not None:
        yield _one_of("?event kg:mode", (ns.plover(f"{type_}-{ns.encode(mode)}") for type_, mode in chosen.modes))
    if chosen.types is not None:
        yield _one_of("?event kg:eventType", map(ns.plover, chosen.types))
    if chosen.statuses is not None:
        yield _one_of("?event kg:status", (ns.kg(status.value.capitalize()) for status in chosen.statuses))
    if chosen.bases is not None:
        yield " UNION ".join(f'{{ ?event kg:dateBasis "{basis.value}" }}' for basis in sorted(chosen.bases))
    if chosen.countries is not None:
        there = _one_of("?place kg:inCountry", map(ns.entity_iri, chosen.countries))
        yield f"{{ {_taking_part(chosen.countries)} }} UNION {{ {there} . ?event sem:hasPlace ?place }}"
    if chosen.sources is not None:
        yield "?event kg:reportedBy ?by"
    if chosen.confidence:
        yield f"?event kg:confidence ?confidence FILTER(?confidence >= {t.plain_number(chosen.confidence)})"
    if chosen.since is not None or chosen.until is not None:
        yield _within(chosen)


def _one_of(subject_and_property: str, nodes: Iterable[NamedNode]) -> str:
    """That a property has one of some values."""
    found = sorted(map(str, nodes))
    if len(found) == 1:
        return f"{subject_and_property} {_short(found[0])}"
    subject, property_ = subject_and_property.split()
    name = f"?{property_.partition(':')[2]}"
    return f"VALUES {name} {{ {' '.join(map(_short, found))} }} {subject} {property_} {name}"


def _taking_part(ids: Iterable[str]) -> str:
    """That somebody of these ids, or of a country of one of these, takes part."""
    values = " ".join(sorted(str(ns.entity_iri(id_)) for id_ in ids))
    return f"SELECT DISTINCT ?event {{ VALUES ?who {{ {values} }} ?event {_TAKES_PART} ?who }}"


def _within(chosen: Selection) -> str:
    """That its days, or where it has none the day of its article, are not all outside a period."""
    since, until = (None if day is None else t.date_literal(day) for day in (chosen.since, chosen.until))
    # What does not end before a day ends after it or begins after it.
    dated = ["?event sem:hasBeginTimeStamp ?first"]
    told = "?a schema:datePublished ?told"
    if since is not None:
        dated = [f"{dated[0]} FILTER(?first >= {since})", f"?event sem:hasEndTimeStamp ?last FILTER(?last >= {since})"]
        told += f" FILTER(?told >= {since})"
    if until is not None:
        dated = [f"{either} . ?event sem:hasBeginTimeStamp ?begin FILTER(?begin <= {until})" for either in dated]
        told += f" FILTER(?told <= {until})"
    undated = (
        f"{{ SELECT ?a {{ {told} }} }} ?event kg:article ?a FILTER NOT EXISTS {{ ?event sem:hasBeginTimeStamp ?no }}"
    )
    return " UNION ".join(f"{{ {either} }}" for either in (*dated, undated))


def _short(node: str) -> str:
    short = ns.compact(node[1:-1])
    return node if short == node[1:-1] else short
