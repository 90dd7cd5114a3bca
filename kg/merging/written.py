"""What merging writes to its graph, and the way to bring that up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.plover import Status
from kg.merging.acts import Merged
from kg.rdf import namespaces as ns
from kg.rdf.acts import reports_quads
from kg.rdf.namespaces import MERGED_GRAPH, kg
from kg.rdf.terms import RDF_TYPE
from kg.store import Store
from kg.store.touched import settle_all, touch_all


def head_quads(rules: Iterable[str], corrections: Iterable[str], state: str) -> Iterator[Quad]:
    """That a store is merged, and what decides that besides its articles.

    Args:
        rules: The lines of the alias file.
        corrections: What a person says of acts.
        state: Digest of the version and of the events that the corrections mean.
    """
    yield _quad(MERGED_GRAPH, RDF_TYPE, kg("Merging"))
    yield _quad(MERGED_GRAPH, kg("mergedWith"), Literal(state))
    for rule in rules:
        yield _quad(MERGED_GRAPH, kg("aliasRule"), Literal(rule))
    for correction in sorted(set(corrections)):
        yield _quad(MERGED_GRAPH, kg("correction"), Literal(correction))


def act_quads(group: Merged, originals: Mapping[str, str]) -> Iterator[Quad]:
    """An act that several reports tell.

    Args:
        group: The act.
        originals: For articles that are copies, the article that they are a copy of.
    """
    node = NamedNode(ns.MERGED + group.id)
    first = ns.event_iri(group.representative.id)
    yield _quad(node, RDF_TYPE, kg("MergedEvent"))
    yield _quad(node, kg("representative"), first)
    yield from reports_quads(node, group.reports(originals))
    for event in group.events:
        yield _quad(node, kg("mergedFrom"), ns.event_iri(event.id))
        side = "deniedIn" if event.status is Status.DENIED else "statedIn"
        yield _quad(node, kg(side), ns.article_iri(event.article))
    for event, reason in group.retelling:
        yield _quad(ns.event_iri(event.id), kg("retells"), first)
        yield _quad(ns.event_iri(event.id), kg("mergeReason"), Literal(reason))


def actor_quads(actors: Mapping[str, tuple[str, str]]) -> Iterator[Quad]:
    """Which id stands for which, and why."""
    for entity, (other, reason) in sorted(actors.items()):
        yield _quad(ns.entity_iri(entity), kg("sameActorAs"), ns.entity_iri(other))
        yield _quad(ns.entity_iri(entity), kg("mergeReason"), Literal(reason))


def copy_quads(copies: Mapping[str, tuple[str, float]]) -> Iterator[Quad]:
    """Which articles are near copies of which, and how near."""
    for copy, (original, share) in copies.items():
        yield _quad(ns.article_iri(copy), kg("copyOf"), ns.article_iri(original))
        yield _quad(ns.article_iri(copy), kg("mergeReason"), Literal(copy_reason(share)))


def copy_reason(share: float) -> str:
    """Why an article is a copy."""
    return f"{share:.2f} of all runs of four words in both"


def replace(store: Store, had: Iterable[Quad], wanted: Iterable[Quad]) -> None:
    """Have some quads in the place of others, and note that the store is merged.

    Should it be stopped on the way, the next build merges all anew.
    """
    old, new = {str(q): q for q in had}, {str(q): q for q in wanted}
    gone, come = ([some[key] for key in sorted(some.keys() - other.keys())] for some, other in ((old, new), (new, old)))
    if gone or come:
        touch_all(store)
        store.remove(gone)
        store.add(come)
    settle_all(store)


def _quad(s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> Quad:
    return Quad(s, p, o, MERGED_GRAPH)
