#!/bin/sh
# pyvis 0.3.2: what edge_weight_transf of Network.from_nx gives is written over by the bare weight.
#
# It is documented as the "function to transform the edge weight for plotting", is called for each edge, and changes
# nothing that is drawn; node_size_transf works.  That the method is "done in place" means besides that it renames
# "weight" to "width" in the edges of the graph it is given, and writes a width of 1 where there was none: what is
# reckoned by weight afterwards has none, and a second picture of the graph is another.  Give it graph.copy() with
# weights that are scaled already.  Seen on Linux, Python 3.11, networkx 3.6.1, with an edge of weight 5 that is to be drawn ten times as wide:
#
#     before:           edge {'weight': 5}, node {}, weighted degree 5
#     first picture:    width 5
#     second picture:   width 1
#     after:            edge {'width': 1}, node {'size': 10}, weighted degree 1
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyvis==0.3.2 networkx==3.6.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import networkx as nx
from pyvis.network import Network


def state(graph):
    degree = dict(graph.degree(weight="weight"))["a"]
    return f"edge {graph.edges['a', 'b']}, node {graph.nodes['a']}, weighted degree {degree}"


def picture(graph):
    network = Network()
    network.from_nx(graph, edge_weight_transf=lambda weight: 10 * weight)
    return f"width {network.edges[0]['width']}"


graph = nx.Graph()
graph.add_edge("a", "b", weight=5)
found = [("before:", state(graph)), ("first picture:", picture(graph)), ("second picture:", picture(graph)),
         ("after:", state(graph))]
for name, value in found:
    print(f"{name:17} {value}")
sys.exit(
    [value for _, value in found]
    != [
        "edge {'weight': 5}, node {}, weighted degree 5",
        "width 5",
        "width 1",
        "edge {'width': 1}, node {'size': 10}, weighted degree 1",
    ]
)
PYTHON
