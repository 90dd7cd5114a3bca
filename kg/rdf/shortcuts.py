"""The shortcut triples, which say who did it to whom in one hop.

Beside each event node the graph holds triples such as ``entity:RUS kg:cooperatesWith entity:PRK``, so that one line of
SPARQL answers "with whom".  They are written for asserted and historical events only, never for what is planned,
hypothetical or denied, and live in a graph of their own, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.core.dyads import acts_for_state, done_to_state, pairs, together
from kg.core.event import Event
from kg.core.plover import Status
from kg.rdf.namespaces import SHORTCUTS_GRAPH, entity_iri, kg

#: What is stated as a fact; of what has not happened, as far as the text knows, nothing is.
STATED = frozenset({Status.ASSERTED, Status.HISTORICAL})


def shortcuts(event: Event) -> Iterator[tuple[NamedNode, NamedNode, NamedNode]]:
    """The shortcut triples of an event: between its participants, and between the states they act for.

    "Putin meets Kim Jong Un" also gives ``entity:RUS kg:meets entity:PRK``.  Mutual acts are written both ways.  Who is
    only described is no node that others could lead to, and has none; what was hit ("a hospital in Gao") stands as the
    country in which it is.
    """
    if event.status not in STATED:
        return
    predicate = kg(event.type.shortcut.name)
    for a, b in pairs(event):
        target = b.stands_as
        if a.id is None or target is None or a.id == target:
            continue
        ties = [(a.id, target)]
        if a.country and acts_for_state(a) and a.country != b.country and done_to_state(event, a, b):
            ties.append((a.country, str(b.country)))
        for s, o in dict.fromkeys(ties):
            yield entity_iri(s), predicate, entity_iri(o)
            if together(event):
                yield entity_iri(o), predicate, entity_iri(s)


def shortcut_quads(events: Iterable[Event]) -> list[Quad]:
    """The shortcut triples of some events, each once, sorted."""
    found = {(s.value, p.value, o.value) for event in events for s, p, o in shortcuts(event)}
    return [Quad(NamedNode(s), NamedNode(p), NamedNode(o), SHORTCUTS_GRAPH) for s, p, o in sorted(found)]
