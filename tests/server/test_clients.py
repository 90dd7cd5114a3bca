"""The clients that people ask endpoints with, each as its own documentation has it.

``docs/howto/serve.md`` has what is tested here as a table.  A client that is not installed is left out.
"""

import io
import json
import shutil
import subprocess
from collections import Counter
from urllib.parse import urlencode

import pandas as pd
import pytest
import rdflib
from making import ARTICLE, EXTRACTION, HandMade
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore

import kg
from kg.server.endpoint import Server

PREFIX = "PREFIX kg: <https://w3id.org/geopolitical-kg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
SELECT = PREFIX + "SELECT ?event ?name { ?event kg:actor ?a . ?a skos:prefLabel ?name } ORDER BY ?event ?name"
ASK = PREFIX + "ASK { ?event a kg:Event }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?event kg:actor ?a } WHERE { ?event kg:actor ?a }"
DESCRIBE = PREFIX + "DESCRIBE ?event { ?event a kg:Event }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return kg.build([ARTICLE], tmp_path_factory.mktemp("asked") / "g", extractor=HandMade(EXTRACTION))


@pytest.fixture(scope="module")
def url(graph):
    with Server(str(graph.store.path), port=0).running() as server:
        yield f"{server.url}/sparql"


@pytest.fixture(scope="module")
def rows(graph):
    """What the graph itself answers."""
    return Counter(map(tuple, graph.query(SELECT).itertuples(index=False)))


@pytest.fixture(scope="module")
def triples(graph):
    return {query: graph.construct(query) for query in (CONSTRUCT, DESCRIBE)}


@pytest.mark.parametrize("method", ["GET", "POST", "POSTDIRECTLY"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_select(url, rows, method, form):
    asking = wrapper(url, SELECT, method, form)
    found = asking.queryAndConvert()
    if form == "json":
        found = [(row["event"]["value"], row["name"]["value"]) for row in found["results"]["bindings"]]
    elif form == "xml":
        table = rdflib.query.Result.parse(io.BytesIO(found.toxml("utf-8")), format="xml")
        found = [(str(row.event), str(row.name)) for row in table]
    else:
        found = pd.read_csv(io.BytesIO(found), sep="," if form == "csv" else "\t")
        if form == "tsv":  # terms as SPARQL writes them
            found = found.rename(columns=lambda name: name.strip("?")).map(lambda term: term.strip('<>"'))
        found = found.itertuples(index=False)
    assert Counter(map(tuple, found)) == rows


@pytest.mark.parametrize("method", ["GET", "POST", "POSTDIRECTLY"])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
@pytest.mark.parametrize("form", ["turtle", "n3", "rdf+xml", "json-ld"])
def test_sparqlwrapper_graphs(url, triples, method, query, form):
    found = wrapper(url, query, method, form).queryAndConvert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="n3" if form == "n3" else "turtle")
    assert isomorphic(found, triples[query])


@pytest.mark.parametrize("form", ["json", "xml"])
def test_sparqlwrapper_ask(url, form):
    found = wrapper(url, ASK, "GET", form).queryAndConvert()
    assert (found["boolean"] if form == "json" else "true" in found.toxml()) is True


def test_sparqlwrapper_names_graphs(url, graph):
    (article,) = graph.query("SELECT ?g { GRAPH ?g { ?a a kg:Article } }")["g"]
    for named, found in ((article, True), ("http://example.org/other", False)):
        asking = wrapper(url, ASK, "POST", "json")
        asking.addDefaultGraph(named)
        assert asking.queryAndConvert()["boolean"] is found


def test_sparqlwrapper_is_told_of_a_fault(url):
    module = pytest.importorskip("SPARQLWrapper")
    with pytest.raises(module.SPARQLExceptions.QueryBadFormed, match="does not parse"):
        wrapper(url, "SELECT * { ?s ?p }", "GET", "json").query()


def wrapper(url, query, method, form):
    module = pytest.importorskip("SPARQLWrapper")
    asking = module.SPARQLWrapper(url)
    asking.setQuery(query)
    asking.setReturnFormat(form)
    asking.setMethod(module.GET if method == "GET" else module.POST)
    if method == "POSTDIRECTLY":
        asking.setRequestMethod(module.POSTDIRECTLY)
    return asking


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib(url, rows, triples, method, form):
    asked = rdflib.Graph(SPARQLStore(url, method=method, returnFormat=form))
    found = Counter((str(row.event), str(row.name)) for row in asked.query(SELECT))
    assert found == rows
    if form in ("xml", "json"):
        assert asked.query(ASK).askAnswer is True
    if form == "xml":
        assert isomorphic(asked.query(CONSTRUCT).graph, triples[CONSTRUCT])
        assert isomorphic(asked.query(DESCRIBE).graph, triples[DESCRIBE])
        event = rdflib.URIRef(next(iter(rows))[0])
        assert (event, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/geopolitical-kg/ontology#Event")) in asked


@pytest.mark.parametrize("post", [False, True])
def test_sparql_dataframe(url, rows, post):
    module = pytest.importorskip("sparql_dataframe")
    assert Counter(map(tuple, module.get(url, SELECT, post=post).itertuples(index=False))) == rows


def test_pandas_reads_an_address(url, rows):
    found = pd.read_csv(f"{url}?{urlencode({'query': SELECT})}", storage_options={"Accept": "text/csv"})
    assert Counter(map(tuple, found.itertuples(index=False))) == rows


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize(
    "how", [["-G"], [], ["--compressed"], ["--http1.0"], ["-H", "Transfer-Encoding: chunked"]], ids=str
)
def test_curl(url, rows, triples, how):
    def curl(query, accept):
        field = ["--data-urlencode", f"query={query}"]
        done = subprocess.run(
            ["curl", "-sSf", *how, url, *field, "-H", f"Accept: {accept}"], capture_output=True, check=True
        )
        return done.stdout.decode()

    found = json.loads(curl(SELECT, "application/sparql-results+json"))["results"]["bindings"]
    assert Counter((row["event"]["value"], row["name"]["value"]) for row in found) == rows
    assert Counter(map(tuple, pd.read_csv(io.StringIO(curl(SELECT, "text/csv"))).itertuples(index=False))) == rows
    assert curl(ASK, "text/csv") == "true"
    for media, format_ in (("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
                           ("application/ld+json", "json-ld")):  # fmt: skip
        assert isomorphic(rdflib.Graph().parse(data=curl(CONSTRUCT, media), format=format_), triples[CONSTRUCT])


def test_comunica(url, rows, triples, node):
    """Told that it is an endpoint, or left to find out; and with a source of its own beside it."""
    mine = "<https://w3id.org/geopolitical-kg/entity/kim-jong-un> <http://example.org/note> 'ours' ."
    both = [{"type": "sparql", "value": url}, {"type": "serialized", "value": mine, "mediaType": "text/turtle"}]
    joined = PREFIX + "SELECT ?event ?note { ?event a kg:Event ; kg:actor ?a . ?a <http://example.org/note> ?note }"
    for source in ({"type": "sparql", "value": url}, url):
        asked = [{"sources": [source], "query": query} for query in (SELECT, ASK, CONSTRUCT, DESCRIBE)]
        table, truth, *graphs = node("comunica", json.dumps(asked))
        assert Counter((row["event"], row["name"]) for row in table) == rows and truth is True
        for found, query in zip(graphs, (CONSTRUCT, DESCRIBE), strict=True):
            assert isomorphic(rdflib.Graph().parse(data=found, format="nt"), triples[query])
    (table,) = node("comunica", json.dumps([{"sources": both, "query": joined}]))
    kims = {event for event, name in rows if name == "Kim Jong Un"}
    assert kims and {(row["event"], row["note"]) for row in table} == {(event, "ours") for event in kims}


def test_kg_itself(url, graph):
    there = kg.open(url)
    assert list(there.events()) == list(graph.events())
    assert there.triples().equals(graph.triples())
