#!/bin/sh
# networkx 3.6.1: write_graphml gives edges of different pairs of nodes one id, where the network is a multigraph.
#
# It writes the key of an edge as its id, and keys count from 0 for each pair, so most edges have the id "0".  A reader
# that knows edges by their ids fails: graphology-graphml 0.5.2 with "inconsistency detected when attempting to merge the
# "0" edge" (seen on Node 20).  Keys of one's own, or edge_id_from_attribute=, help.  Seen on Linux, Python 3.11:
#
#     ['0', '0']
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check networkx==3.6.1
"$folder/venv/bin/python" - <<'PYTHON'
import io
import re
import sys

import networkx as nx

file = io.BytesIO()
nx.write_graphml(nx.MultiDiGraph([("a", "b"), ("c", "d")]), file)
ids = re.findall(r'<edge [^>]*id="([^"]*)"', file.getvalue().decode())
print(ids)
sys.exit(ids != ["0", "0"])
PYTHON
