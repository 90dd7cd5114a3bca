#!/bin/sh
# pyoxigraph 0.5.13: in SPARQL CSV results an IRI with a comma in it is not quoted, so its row has a column too many.
#
# SPARQL 1.1 Query Results CSV (section 3.2) has every value that holds a comma, a quote or a line end quoted as RFC 4180
# says, IRIs as well as literals; and a comma may stand in an IRI (RFC 3987), as it does in many addresses of news.
# pyoxigraph quotes literals only.  Seen on Linux, Python 3.11:
#
#     b'iri,literal\r\nhttp://example.org/news,2023,"one, two"\r\n'
#     two names in the head, three values in the row
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyoxigraph==0.5.13
"$folder/venv/bin/python" - <<'PYTHON'
import csv
import sys

import pyoxigraph as ox

query = 'SELECT ?iri ?literal { VALUES (?iri ?literal) { (<http://example.org/news,2023> "one, two") } }'
answer = ox.Store().query(query).serialize(format=ox.QueryResultsFormat.CSV)
print(answer)
head, row = csv.reader(answer.decode().splitlines())
print(len(head), "names in the head,", len(row), "values in the row")
sys.exit(answer != b'iri,literal\r\nhttp://example.org/news,2023,"one, two"\r\n')
PYTHON
