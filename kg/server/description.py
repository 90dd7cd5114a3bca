"""What the endpoint says of itself and of its graph, as queries that it answers like any other."""

from __future__ import annotations

from kg.rdf.namespaces import BASE, KG, PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads", "N3",
)  # fmt: skip
_PROLOGUE = f"PREFIX sd: <{_SD}> PREFIX void: <{_VOID}> PREFIX formats: <{_FORMATS}> "
_VOCABULARIES = ", ".join(
    f"<{PREFIXES[p]}>" for p in ("kg", "plover", "sem", "schema", "skos", "oa", "prov", "org", "time", "geo")
)
_DATASET = f"""
  <#dataset> a sd:Dataset, void:Dataset ;
    dcterms:title "A graph of geopolitical events" ;
    dcterms:conformsTo <{KG.rstrip("#")}> ;
    void:sparqlEndpoint <> ; void:uriSpace "{BASE}" ; void:vocabulary {_VOCABULARIES} ;
    sd:defaultGraph <#union> .
  <#union> a sd:Graph, void:Dataset ;
    dcterms:description "All named graphs as one; each article has a graph of its own" .
"""


def service() -> str:
    """A CONSTRUCT that gives the service description; its base is the address of the endpoint."""
    return f"""{_PROLOGUE} CONSTRUCT {{
  <> a <{_SD}Service> ; sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {", ".join(f"<{_FORMATS}{name}>" for name in _RESULTS)} ;
    sd:defaultDataset <#dataset> ; sd:availableGraphs <#dataset> .
  {_DATASET} }} WHERE {{}}"""


def void() -> str:
    """A CONSTRUCT that gives the description of the graph, with its counts.

    Each is made by a query of its own inside: a count of one does not wait for the rows of another.
    """
    return f"""{_PROLOGUE} CONSTRUCT {{
  {_DATASET}
  <#union> void:triples ?triples ; void:properties ?properties ; void:classes ?classes ; void:classPartition ?part .
  ?part void:class ?class ; void:entities ?entities .
}} WHERE {{
  {{ SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties) {{ ?s ?p ?o }} }} UNION
  {{ SELECT (COUNT(DISTINCT ?c) AS ?classes) {{ ?s a ?c }} }} UNION
  {{ {{ SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) {{ ?s a ?class }} GROUP BY ?class }}
     BIND(BNODE() AS ?part) }}
}}"""
