"""What is said of those whom articles speak of, apart from any article.

Their description stands in the graph of entities.  What the knowledge base knows of them, offices, memberships, where
things lie, no article says, so it stands in a graph of its own.  What holds for good is one triple (``entity:rus/moscow
kg:capitalOf entity:RUS``), what has a beginning or an end a node: one for each term of a person in an office, and for
each membership.  A body whose accessions are dated stands there with all its members, a state with all such bodies that
it was in and with its leaders of the time that the articles tell of; so "who was in NATO then" and "who led it then"
have one row an event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.errors import KnowledgeError
from kg.core.records import Entity, Relation
from kg.entities.facts import Membership, Tenure
from kg.entities.knowledge import Knowledge
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH, kg
from kg.rdf.shared_nodes import Triple, given, told

#: Offices whose holders lead a state.
LEADERS = ("head_of_state", "head_of_government")


def background(entities: Mapping[str, Entity], period: tuple[dt.date, dt.date] | None) -> list[Quad]:
    """What is known of some entities, in the graph of background, sorted.

    Args:
        entities: Whom the articles of a store speak of, by id.
        period: The first and the last day of the articles; None where none is dated.
    """
    found: dict[Triple, None] = {}
    for id_ in sorted(entities):
        found.update(dict.fromkeys(_of(entities[id_], entities, period)))
    quads = {Quad(*triple, BACKGROUND_GRAPH) for triple in found}
    described = set(entities)
    while others := sorted(_entities_of(quads) - described):
        described.update(others)
        for known in filter(None, map(known_entity, others)):
            quads |= {Quad(q.subject, q.predicate, q.object, BACKGROUND_GRAPH) for q in describe(known)}
    return sorted(quads, key=str)


def _entities_of(quads: Iterable[Quad]) -> set[str]:
    """The ids of those whom some statements are about, or lead to."""
    iris = (node.value for q in quads for node in (q.subject, q.object) if isinstance(node, NamedNode))
    return {ns.decode(iri, ns.ENTITY) for iri in iris if iri.startswith(ns.ENTITY)}


def is_background(relation: Relation) -> bool:
    """Whether a relation is one that a store has by itself, for whoever the knowledge base knows."""
    if relation.article is not None:
        return False
    subject, object_ = relation.subject.id, relation.object.id
    if relation.predicate == "holds_office":
        return any(
            (x.of, x.role, x.start, x.end) == (object_, relation.role, relation.start, relation.end)
            for x in Knowledge.load().tenures(subject)
        )
    if relation.predicate == "member_of":
        return subject in Knowledge.load().members(object_)
    return relation.predicate == _lies(relation.subject) and object_ == relation.subject.country


def term_of(relation: Relation, on: dt.date | None) -> NamedNode | None:
    """The node of the known term in office that a relation told by an article means; None where it is none, or unclear.

    Args:
        relation: "President Putin", without dates.
        on: The day of the article; None where it is not known.
    """
    if relation.predicate != "holds_office" or relation.start or relation.end:
        return None
    tenures, where = Knowledge.load().tenures(relation.subject.id), (relation.object.id, relation.role)
    terms = [x for x in tenures if (x.of, x.role) == where]
    # A president who leads the government too stands there twice.
    nodes = {term_iri(x) for x in terms if on is None or x.covers(on)}
    return nodes.pop() if len(nodes) == 1 else None


def term_iri(tenure: Tenure) -> NamedNode:
    """The IRI of a term in office."""
    return NamedNode(ns.RELATION + ns.digest("term", tenure.person, tenure.of, tenure.role, str(tenure.start)))


def _of(e: Entity, entities: Mapping[str, Entity], period: tuple[dt.date, dt.date] | None) -> Iterator[Triple]:
    kb, node = Knowledge.load(), ns.entity_iri(e.id)
    if e.kind == "person":
        for tenure in kb.tenures(e.id):
            yield from _tenure(tenure)
    elif e.kind == "country":
        for membership in kb.dated_memberships(e.id):
            yield from _membership(membership)
        for office in LEADERS:
            for tenure in kb.holders(e.id, office):
                if _within(tenure, period):
                    yield from _tenure(tenure)
    elif (lies := _lies(e)) is not None:
        yield node, kg(t.RELATION_PROPERTY[lies]), ns.entity_iri(str(e.country))
    if dated := kb.dated_members(e.id):
        for membership in dated:
            yield from _membership(membership)
    else:
        for member in kb.members(e.id):
            if member in entities:
                yield ns.entity_iri(member), kg("memberOf"), node


def _membership(x: Membership) -> Iterator[Triple]:
    node = NamedNode(ns.RELATION + ns.digest("member", x.member, x.organisation, str(x.since)))
    yield from told(
        node,
        (t.RDF_TYPE, kg("Membership")),
        (t.MEMBER, ns.entity_iri(x.member)),
        (t.ORGANIZATION, ns.entity_iri(x.organisation)),
        (kg("since"), t.date_literal(x.since)),
        (kg("until"), given(t.date_literal, x.until)),
    )


def _tenure(x: Tenure) -> Iterator[Triple]:
    # The table's last day is the successor's first.
    last = x.end if x.end is None or x.start == x.end else x.end - dt.timedelta(1)
    yield from told(
        term_iri(x),
        (t.RDF_TYPE, kg("Tenure")),
        (t.MEMBER, ns.entity_iri(x.person)),
        (t.ORGANIZATION, ns.entity_iri(x.of)),
        (kg("office"), Literal(x.role)),
        (kg("post"), Literal(x.office)),
        (kg("since"), given(t.date_literal, x.start)),
        (kg("until"), given(t.date_literal, last)),
    )


def _within(x: Tenure, period: tuple[dt.date, dt.date] | None) -> bool:
    if period is None:
        return x.end is None
    return (x.start is None or x.start <= period[1]) and (x.end is None or x.end > period[0])


def _lies(e: Entity) -> str | None:
    """How an entity belongs to the country that it is in, where it does by itself."""
    if e.country is None:
        return None
    if e.kind == "place":
        return "capital_of" if Knowledge.load().capital(e.country) == e.name else "located_in"
    return "part_of" if e.kind == "government" and e.id.startswith(f"{e.country.lower()}/") else None


def describe(entity: Entity) -> list[Quad]:
    """The description of an entity in the graph of entities: its class, name, country."""
    abroad = entity.country != entity.id
    found = told(
        ns.entity_iri(entity.id),
        (t.RDF_TYPE, kg(t.KIND_CLASS.get(entity.kind, "Actor"))),
        (t.PREF_LABEL, Literal(entity.name) if entity.name else None),
        (kg("country"), given(ns.entity_iri, entity.country) if abroad else None),
        (kg("iso3"), Literal(entity.id) if entity.kind == "country" and not abroad else None),
        (t.SAME_AS, given(lambda item: NamedNode(ns.WIKIDATA + ns.encode(item)), entity.wikidata)),
    )
    return [Quad(*triple, ENTITIES_GRAPH) for triple in found]


@lru_cache(maxsize=1 << 16)
def known_entity(entity_id: str) -> Entity | None:
    """An entity as the shipped knowledge base has it; None if it has none of that id."""
    try:
        return Knowledge.load().entity(entity_id)
    except KnowledgeError:
        return None
