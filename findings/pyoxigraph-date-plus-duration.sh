#!/bin/sh
# pyoxigraph 0.5.13: a day plus an xsd:dayTimeDuration is unbound; the same minus it, or plus an xsd:duration, is a day.
#
# Its evaluator comes with SEP-0002 ("a lot of arithmetic on xsd:date, xsd:time, xsd:yearMonthDuration and
# xsd:dayTimeDuration", says the page of the crate spareval), in which xsd:date and xsd:dateTime have "+" and "-" with
# both kinds of duration.  "-" answers for all of them, "+" for none, without an error: a query for what happened within
# thirty days has no rows.  xsd:time plus a duration, and two days subtracted, are as they should be.  Subtract, or
# write the duration as xsd:duration.  Seen on Linux, Python 3.11:
#
#     date + dayTimeDuration           unbound
#     date + duration                  2024-03-01
#     date - dayTimeDuration           2024-01-01
#     date + yearMonthDuration         unbound
#     date - yearMonthDuration         2023-12-31
#     dateTime + dayTimeDuration       unbound
#     dateTime + duration              2024-03-01T00:00:00
#     dateTime - dayTimeDuration       2024-01-01T00:00:00
#     time + dayTimeDuration           13:00:00
#     date - date                      P30D
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyoxigraph==0.5.13
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import pyoxigraph as ox

PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
DAY, TIME = '"2024-01-31"^^xsd:date', '"2024-01-31T00:00:00"^^xsd:dateTime'
CASES = {
    "date + dayTimeDuration": (f'{DAY} + "P30D"^^xsd:dayTimeDuration', None),
    "date + duration": (f'{DAY} + "P30D"^^xsd:duration', "2024-03-01"),
    "date - dayTimeDuration": (f'{DAY} - "P30D"^^xsd:dayTimeDuration', "2024-01-01"),
    "date + yearMonthDuration": (f'{DAY} + "P1M"^^xsd:yearMonthDuration', None),
    "date - yearMonthDuration": (f'{DAY} - "P1M"^^xsd:yearMonthDuration', "2023-12-31"),
    "dateTime + dayTimeDuration": (f'{TIME} + "P30D"^^xsd:dayTimeDuration', None),
    "dateTime + duration": (f'{TIME} + "P30D"^^xsd:duration', "2024-03-01T00:00:00"),
    "dateTime - dayTimeDuration": (f'{TIME} - "P30D"^^xsd:dayTimeDuration', "2024-01-01T00:00:00"),
    "time + dayTimeDuration": ('"12:00:00"^^xsd:time + "PT1H"^^xsd:dayTimeDuration', "13:00:00"),
    "date - date": (f'"2024-03-01"^^xsd:date - {DAY}', "P30D"),
}
store, as_seen = ox.Store(), True
for name, (expression, expected) in CASES.items():
    (row,) = store.query(f"{PREFIX} SELECT ({expression} AS ?v) {{}}")
    value = row["v"].value if row["v"] is not None else None
    as_seen &= value == expected
    print(f"{name:32} {value or 'unbound'}")
sys.exit(not as_seen)
PYTHON
