"""The ontology files agree with the code, with one another, and with the vocabularies they point to."""

import importlib.util
import re

import pytest
import rdflib
from making import ALL, HandMade
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.namespace import DC, DCTERMS, FOAF, GEO, ORG, PROV, SDO, SH, TIME, XSD

import kg
from kg.core.plover import Context, EventType, QuadClass, Status, with_trait
from kg.core.plover_table import Trait, table
from kg.rdf import namespaces as ns
from kg.rdf import ontology
from kg.rdf.background import describe
from kg.rdf.mapping import map_extraction
from kg.rdf.runs import Run, ingestion_quads, ingestion_time
from kg.rdf.terms import KIND_CLASS, PRECISION_UNIT, RELATION_PROPERTY

KG, PLOVER = rdflib.Namespace(ns.KG), rdflib.Namespace(ns.PLOVER)

# Not among the vocabularies that rdflib ships.  Terms of http://semanticweb.cs.vu.nl/2009/11/sem/ (van Hage et al.
# 2011, "Design and use of the Simple Event Model", Journal of Web Semantics 9) and of https://www.w3.org/TR/annotation-vocab/
SEM = {"Event", "Actor", "Place", "EventType", "Role", "Authority", "hasActor", "hasPlace", "eventType", "accordingTo",
       "hasTimeStamp", "hasBeginTimeStamp", "hasEndTimeStamp"}  # fmt: skip
OA = {"SpecificResource", "TextPositionSelector", "TextQuoteSelector", "start", "end", "exact"}
SHIPPED = {ns.DC: DC, ns.DCTERMS: DCTERMS, ns.FOAF: FOAF, ns.GEO: GEO, ns.ORG: ORG, ns.PROV: PROV, ns.SCHEMA: SDO,
           ns.TIME: TIME, ns.SKOS: SKOS, ns.OWL: OWL, ns.RDF: RDF, ns.RDFS: RDFS, ns.XSD: XSD, ns.SH: SH}  # fmt: skip


@pytest.fixture(scope="module")
def files():
    return {name: rdflib.Graph().parse(ontology.path(name), format="turtle") for name in ontology.FILES}


@pytest.fixture(scope="module")
def core(files):
    return files["core.ttl"]


@pytest.fixture(scope="module")
def plover(files):
    return files["plover.ttl"]


def exists(iri):
    """Whether a vocabulary really has a term."""
    for namespace, names in ((ns.SEM, SEM), (ns.OA, OA)):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace) in names
    for namespace, vocabulary in SHIPPED.items():
        if iri.startswith(namespace):
            return rdflib.URIRef(iri) in vocabulary
    return iri.startswith((ns.BASE, "https://www.apache.org/licenses/"))


def script(name):
    """One of the scripts beside the ontology files."""
    spec = importlib.util.spec_from_file_location(name, ontology.path("core.ttl").parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_foreign_iri_exists(files):
    for name, graph in files.items():
        for iri in {str(t) for triple in graph for t in triple if isinstance(t, rdflib.URIRef)}:
            assert exists(iri), f"{name}: {iri}"


def test_the_check_of_iris_can_fail():
    assert (
        not exists(ns.PROV + "wasDreamtBy") and not exists(ns.SCHEMA + "articleText") and not exists(ns.SEM + "hasMood")
    )


def test_every_term_has_a_label_a_comment_and_an_example(core):
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, KG.Status):
        found = set(core.subjects(RDF.type, kind))
        assert found
        for term in found:
            for needed in (RDFS.label, RDFS.comment, SKOS.example):
                assert len(list(core.objects(term, needed))) == 1, (term, needed)


def test_every_term_of_ours_that_is_used_is_declared(files):
    union = rdflib.Graph()
    for graph in files.values():
        union += graph
    declared = {str(s) for s in union.subjects()}
    own = re.compile(re.escape(ns.BASE) + r"(?:ontology|plover|shapes)#.")
    for iri in {str(t) for triple in union for t in triple if isinstance(t, rdflib.URIRef) and own.match(str(t))}:
        assert iri in declared, iri


def test_every_property_and_class_that_the_mapping_writes_is_declared(core, plover):
    run = Run("rules/1", "test")
    mapped = map_extraction(ALL, "other")
    quads = [*mapped.quads, *mapped.shared, *run.quads(), *ingestion_quads(mapped.article, run.iri, ingestion_time())]
    quads += [q for entity in mapped.entities.values() for q in describe(entity)]
    declared = {str(s) for g in (core, plover) for s in g.subjects(RDF.type, None)}
    for quad in quads:
        for term in (quad.predicate, quad.object) if quad.predicate.value == str(RDF.type) else (quad.predicate,):
            assert term.value in declared if term.value.startswith(ns.BASE) else exists(term.value), term


def test_kinds_statuses_precisions_and_relations(core):
    for name in [*KIND_CLASS.values()]:
        assert (KG[name], RDF.type, OWL.Class) in core
    for name in RELATION_PROPERTY.values():
        assert (KG[name], RDF.type, OWL.ObjectProperty) in core
    assert {str(n) for s in core.subjects(RDF.type, KG.Status) for n in core.objects(s, SKOS.notation)} == set(Status)
    assert {str(s).removeprefix(ns.KG).lower() for s in core.subjects(RDF.type, KG.Status)} == set(Status)
    assert all(exists(unit.value) for unit in PRECISION_UNIT.values())


def test_plover_is_what_the_table_makes():
    maker = script("make_plover")
    assert maker.FILE.read_text("utf-8") == maker.turtle(), "run `python ontologies/make_plover.py`"
    assert (text := maker.SCHEMA.read_text("utf-8")) == maker.schema(text), "run `python ontologies/make_plover.py`"


def test_shortcuts(plover):
    names = {type_: type_.shortcut.name for type_ in EventType}
    below = {str(s).removeprefix(ns.KG) for s in plover.subjects(RDFS.subPropertyOf, KG.interactsWith)}
    assert below == set(names.values()) and len(below) == len(names)
    symmetric = {str(s).removeprefix(ns.KG) for s in plover.subjects(RDF.type, OWL.SymmetricProperty)}
    assert symmetric == {names[t] for t in with_trait(Trait.SYMMETRIC)}
    for type_, name in names.items():
        assert plover.value(PLOVER[type_], KG.shortcut) == KG[name]
        assert (KG[name], RDF.type, OWL.ObjectProperty) in plover


def test_event_types_agree_with_the_code(plover):
    assert {str(s).removeprefix(ns.PLOVER) for s in plover.subjects(RDF.type, KG.EventType)} == set(EventType)
    for type_ in EventType:
        node = PLOVER[type_]
        assert str(plover.value(node, SKOS.notation)) == type_
        assert str(plover.value(node, KG.relationLabel)) == type_.label
        score, quad = plover.value(node, KG.score), plover.value(node, KG.quadClass)
        assert (None if score is None else float(score)) == type_.score
        assert (None if quad is None else int(plover.value(quad, SKOS.notation))) == type_.quad
    assert {int(plover.value(s, SKOS.notation)) for s in plover.subjects(RDF.type, KG.QuadClass)} == set(QuadClass)


def test_modes_and_contexts_agree_with_the_code(plover):
    modes = {str(s).removeprefix(ns.PLOVER) for s in plover.subjects(RDF.type, KG.Mode)}
    assert modes == {f"{type_}-{mode}" for type_ in EventType for mode in type_.modes}
    for mode in modes:
        assert plover.value(PLOVER[mode], SKOS.broader) == PLOVER[mode.partition("-")[0]]
    assert {str(s).removeprefix(ns.PLOVER) for s in plover.subjects(RDF.type, KG.Context)} == set(Context)


def test_every_concept_is_in_a_scheme_and_defined_in_our_own_words(plover):
    concepts = list(plover.subjects(SKOS.inScheme, None))
    modes = sum(len(type_.modes) for type_ in EventType)
    assert len(concepts) == len(EventType) + modes + len(Context) + len(QuadClass) + len(table().cameo_roots)
    for concept in concepts:
        assert (plover.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in plover
        assert len(str(plover.value(concept, SKOS.definition)).split()) >= 3, concept
        assert plover.value(concept, SKOS.prefLabel) and plover.value(concept, SKOS.notation)


def test_cameo_roots_are_linked(plover):
    matches = (SKOS.exactMatch, SKOS.closeMatch, SKOS.narrowMatch, SKOS.broadMatch)
    linked = {o for p in matches for o in plover.objects(None, p)}
    assert {str(o)[-2:] for o in linked} == {f"{n:02}" for n in range(3, 21)}


def test_no_blank_nodes_in_the_vocabulary(core, plover):
    assert not any(isinstance(t, rdflib.BNode) for g in (core, plover) for triple in g for t in triple)


def test_the_readme_shows_what_the_files_say():
    folder = ontology.path("core.ttl").parent
    module = script("picture")
    readme = (folder / "README.md").read_text("utf-8")
    assert readme == module.readme_with(module.picture()), "run `python ontologies/picture.py`"


def test_ontologies_have_a_title_and_a_version(core, plover):
    for graph, name in ((core, "ontology"), (plover, "plover")):
        node = rdflib.URIRef(ns.BASE + name)
        assert graph.value(node, DCTERMS.title).language == "en"
        version = str(graph.value(node, OWL.versionInfo))
        assert graph.value(node, OWL.versionIRI) == rdflib.URIRef(f"{ns.BASE}{name}/{version}")


def test_schemes_know_their_top_concepts(core, plover):
    for graph in (core, plover):
        schemes = list(graph.subjects(RDF.type, SKOS.ConceptScheme))
        assert schemes and all(graph.value(scheme, DCTERMS.title) for scheme in schemes)
        tops = set(graph.subject_objects(SKOS.hasTopConcept))
        assert tops == {(o, s) for s, o in graph.subject_objects(SKOS.topConceptOf)}
        within = {(scheme, c) for c, scheme in graph.subject_objects(SKOS.inScheme)}
        assert tops == {(s, c) for s, c in within if not any((s, b) in within for b in graph.objects(c, SKOS.broader))}


def test_words_for_people_have_a_language_and_data_have_none(files):
    """So `?type rdfs:label ?l` is compared with "…"@en throughout, and a name or a code with plain text."""
    words = {RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.definition, SKOS.example, DCTERMS.title, DCTERMS.source}
    for name in ("core.ttl", "plover.ttl"):
        for s, p, o in files[name]:
            if isinstance(o, rdflib.Literal) and o.datatype is None:
                assert (o.language == "en") is (p in words), (s, p, o)


def test_the_graph_that_the_mapping_writes_has_no_language_tags():
    mapped = map_extraction(ALL, "rules/1")
    quads = [*mapped.quads, *mapped.shared, *(q for e in mapped.entities.values() for q in describe(e))]
    assert not [q for q in quads if getattr(q.object, "language", None)]


def test_parents_of_a_few_terms_lead_to_what_articles_tell(core):
    """In a store the alignments answer by one path; exports state them."""
    graph = kg.build([ALL.article], extractor=HandMade(ALL))
    asked = """SELECT DISTINCT ?e { ?e a/rdfs:subClassOf* sem:Event ; ?role ?who ; ?source ?passage .
                 ?role rdfs:subPropertyOf* sem:hasActor . ?source rdfs:subPropertyOf* prov:wasDerivedFrom }"""
    assert set(graph.query(asked)["e"]) == {ns.EVENT + e.id for e in ALL.events}
