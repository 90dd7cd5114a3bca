#!/bin/sh
# pyoxigraph 0.5.13 and oxrdflib 0.5.0: with the union of all graphs as default graph, FROM is left aside without a word.
#
# Store.query(…, use_default_graph_as_union=True) answers a query that says FROM <a> over all graphs.  FROM NAMED in the
# same query is honoured, and so is FROM without the option.  Its documentation says of the option that triples are looked
# for "in all the dataset graphs by default", and a dataset clause is no default: by SPARQL 1.1 (section 13.2) the
# dataset is then what the clause says.  rdflib.Dataset(store="Oxigraph", default_union=True) passes the option with
# every query.  rdflib's own store honours the clause.  Seen on Linux, Python 3.11:
#
#     pyoxigraph, no option:      FROM ['a']       FROM NAMED ['a']
#     pyoxigraph, union:          FROM ['a', 'b']  FROM NAMED ['a']
#     oxrdflib, default_union:    FROM ['a', 'b']  FROM NAMED ['a']
#     rdflib, default_union:      FROM ['a']       FROM NAMED ['a']
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyoxigraph==0.5.13 oxrdflib==0.5.0 rdflib==7.6.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import pyoxigraph as ox
import rdflib

FROM = "SELECT ?o FROM <http://example.org/a> { ?s ?p ?o }"
NAMED = "SELECT ?o FROM NAMED <http://example.org/a> { GRAPH ?g { ?s ?p ?o } }"
TRIG = '<http://example.org/%s> { <http://example.org/s> <http://example.org/p> "%s" }'
TEXT = "\n".join(TRIG % (name, name) for name in "ab")

native = ox.Store()
native.load(TEXT, ox.RdfFormat.TRIG)
found = []
for name, option in (("pyoxigraph, no option:", False), ("pyoxigraph, union:", True)):
    rows = [sorted(row["o"].value for row in native.query(q, use_default_graph_as_union=option)) for q in (FROM, NAMED)]
    found.append((name, rows))
for name, store in (("oxrdflib, default_union:", "Oxigraph"), ("rdflib, default_union:", "default")):
    dataset = rdflib.Dataset(store=store, default_union=True)
    dataset.parse(data=TEXT, format="trig")
    found.append((name, [sorted(str(row.o) for row in dataset.query(q)) for q in (FROM, NAMED)]))
for name, (default, named) in found:
    print(f"{name:27} FROM {default!s:11} FROM NAMED {named}")
sys.exit([rows for _, rows in found] != [[["a"], ["a"]], [["a", "b"], ["a"]], [["a", "b"], ["a"]], [["a"], ["a"]]])
PYTHON
