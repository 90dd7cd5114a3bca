#!/bin/sh
# rdflib 7.6.0: the time zone of an xsd:date is lost on reading, so days that differ become one; xsd:dateTime keeps it.
#
# XML Schema (part 2, 3.3.9) lets an xsd:date have a time zone, and with two zones far apart one written day is two.
# rdflib turns the literal into a Python date, which has none, and writes that back: what is parsed and serialized is not
# what was read, two triples become one, and "=" in SPARQL finds them equal.  Literal(…, normalize=False) keeps the
# text, but no parser asks for it; rdflib.NORMALIZE_LITERALS = False before reading does.  pyoxigraph 0.5.13 keeps both.
# Seen on Linux, Python 3.11, with a thing that has the days 2023-05-01Z and 2023-05-01+13:00, and the same as times:
#
#     rdflib, xsd:date                 2023-05-01
#     rdflib, xsd:dateTime             2023-05-01T00:00:00+00:00, 2023-05-01T00:00:00+13:00
#     rdflib, xsd:date, as it stands   2023-05-01+13:00, 2023-05-01Z
#     pyoxigraph, xsd:date             2023-05-01+13:00, 2023-05-01Z
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0 pyoxigraph==0.5.13
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import pyoxigraph as ox
import rdflib

TEXT = '<http://example.org/a> <http://example.org/when> "{0}Z"^^<{1}>, "{0}+13:00"^^<{1}> .'
DATE = TEXT.format("2023-05-01", rdflib.XSD.date)
TIME = TEXT.format("2023-05-01T00:00:00", rdflib.XSD.dateTime)


def read(text):
    return sorted(map(str, rdflib.Graph().parse(data=text, format="turtle").objects()))


found = {"rdflib, xsd:date": read(DATE), "rdflib, xsd:dateTime": read(TIME)}
rdflib.NORMALIZE_LITERALS = False
found["rdflib, xsd:date, as it stands"] = read(DATE)
found["pyoxigraph, xsd:date"] = sorted(quad.object.value for quad in ox.parse(DATE, ox.RdfFormat.TURTLE))
for name, days in found.items():
    print(f"{name:32} {', '.join(days)}")
sys.exit(
    list(found.values())
    != [
        ["2023-05-01"],
        ["2023-05-01T00:00:00+00:00", "2023-05-01T00:00:00+13:00"],
        ["2023-05-01+13:00", "2023-05-01Z"],
        ["2023-05-01+13:00", "2023-05-01Z"],
    ]
)
PYTHON
