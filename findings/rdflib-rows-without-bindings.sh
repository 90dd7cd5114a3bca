#!/bin/sh
# rdflib 7.6.0: a row of which no variable is bound is counted and written, but not there when one goes through the rows.
#
# By SPARQL 1.1 (section 18.2) each solution is a row, also one in which every selected variable is unbound, as with
# OPTIONAL or an expression that fails.  len() of a result, its "bindings", a COUNT around the query and what serialize()
# writes have such rows; "for row in result" leaves them out without a word, so two counts of one result differ, and rows
# no longer line up with those of the file.  Where another variable is bound, as here ?s, nothing is left out.  Seen on
# Linux, Python 3.11, with two things of which one has a name:
#
#     SELECT ?name                   len 2, gone through 1, lines of CSV 2, COUNT(*) 2
#     SELECT ?s ?name                len 2, gone through 2, lines of CSV 2, COUNT(*) 2
#     SELECT (1/0 AS ?name)          len 1, gone through 0, lines of CSV 1, COUNT(*) 1
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import csv
import io
import sys

import rdflib

TEXT = "@prefix x: <http://example.org/> . x:a a x:Thing . x:b a x:Thing ; x:name 'known' ."
THINGS = "{ ?s a <http://example.org/Thing> OPTIONAL { ?s <http://example.org/name> ?name } }"
QUERIES = {
    "SELECT ?name": f"SELECT ?name {THINGS}",
    "SELECT ?s ?name": f"SELECT ?s ?name {THINGS}",
    "SELECT (1/0 AS ?name)": "SELECT (1/0 AS ?name) {}",
}
graph = rdflib.Graph().parse(data=TEXT, format="turtle")
found = []
for shown, query in QUERIES.items():
    through = sum(1 for _ in graph.query(query))
    written = graph.query(query).serialize(format="csv").decode("utf-8")
    lines = len(list(csv.reader(io.StringIO(written)))) - 1
    (row,) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ {{ {query} }} }}")
    found.append((len(graph.query(query)), through, lines, int(row.n)))
    print("{:30} len {}, gone through {}, lines of CSV {}, COUNT(*) {}".format(shown, *found[-1]))
sys.exit(found != [(2, 1, 2, 2), (2, 2, 2, 2), (1, 0, 1, 1)])
PYTHON
