"""A reasoner over a store finds no clash: no thing is of two kinds that exclude each other."""

from __future__ import annotations

import owlrl
import pytest
import rdflib
from making import ALL, HandMade
from rdflib import OWL, RDF

import kg
from kg.rdf import namespaces as ns
from kg.rdf.face import graph_of

KG = rdflib.Namespace(ns.KG)
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

# What the vocabularies that ours is aligned to say of themselves, and by which they could contradict it: PROV-O, FOAF,
# SKOS and ORG as their documents have it.
ALIGNED = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
foaf:Person owl:disjointWith foaf:Organization , foaf:Project . foaf:Organization owl:disjointWith foaf:Document .
foaf:Person rdfs:subClassOf foaf:Agent . foaf:Organization rdfs:subClassOf foaf:Agent .
prov:Entity owl:disjointWith prov:Activity . prov:Person rdfs:subClassOf prov:Agent .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:hadPrimarySource rdfs:subPropertyOf prov:wasDerivedFrom .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
skos:Concept owl:disjointWith skos:Collection , skos:ConceptScheme .
skos:broader rdfs:domain skos:Concept ; rdfs:range skos:Concept ; rdfs:subPropertyOf skos:semanticRelation .
skos:hasTopConcept rdfs:domain skos:ConceptScheme ; rdfs:range skos:Concept .
skos:inScheme rdfs:range skos:ConceptScheme .
org:Organization rdfs:subClassOf foaf:Organization . org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization rdfs:domain org:Membership ; rdfs:range org:Organization .
"""


def reasoned(graph: kg.KnowledgeGraph, *more: tuple[rdflib.URIRef, ...]) -> rdflib.Graph:
    """All that follows from a store, by the rules of RDFS and of OWL 2 RL."""
    closed = graph_of(q for q in graph.store.quads() if q.predicate.value != ns.SKOS + "example")
    closed.parse(data=ALIGNED, format="turtle")
    for triple in more:
        closed.add(triple)  # type: ignore[arg-type]
    semantics = owlrl.CombinedClosure.RDFS_OWLRL_Semantics
    owlrl.DeductiveClosure(semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    return closed


def clashes(closed: rdflib.Graph) -> list[str]:
    """What cannot be."""
    told = [str(text) for text in closed.objects(None, ERROR)]
    return told + [str(thing) for thing in closed.subjects(RDF.type, OWL.Nothing)]


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.build([ALL.article], extractor=HandMade(ALL))


def test_nothing_in_a_store_contradicts_the_ontology(graph):
    closed = reasoned(graph)
    assert clashes(closed) == []
    event = next(closed.subjects(RDF.type, KG.Event))
    assert (event, RDF.type, rdflib.URIRef(ns.SEM + "Event")) in closed, "it did reason"
    derived = set(closed.objects(event, rdflib.URIRef(ns.PROV + "wasDerivedFrom")))
    kinds = (KG.Passage, KG.Article)
    assert len(derived) >= 4 and all(any((p, RDF.type, kind) in closed for kind in kinds) for p in derived)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [("entity/vladimir-putin", "Organisation"), ("event/x", "Article"), ("entity/MLI", "Place")],
)
def test_what_is_two_things_at_once_is_a_clash(graph, subject, kind):
    node = rdflib.URIRef(ns.BASE + subject)
    planted = [(node, RDF.type, KG[kind])]
    if subject == "event/x":
        planted.append((node, RDF.type, KG.Event))
    assert clashes(reasoned(graph, *planted))


def test_a_range_that_does_not_hold_is_a_clash(graph):
    event = next(rdflib.URIRef(row["e"].value) for row in graph.store.select("SELECT ?e { ?e a kg:Event }"))
    assert clashes(reasoned(graph, (event, KG.actor, rdflib.URIRef(ns.article_iri("a1").value))))
