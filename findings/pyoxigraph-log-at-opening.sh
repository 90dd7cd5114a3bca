#!/bin/sh
# pyoxigraph 0.5.13: quads that were added and not flushed before a process ended are read anew at every read-only opening.
#
# What is added stands in the database's log until "flush" writes it as tables.  Who opens the folder of a process that was
# killed reads that log first, and a read-only opening may not write what it has read, so that the next one does it again:
# each reader pays, until somebody opens the store to write.  96 000 quads added by 8 000, in a process that ends without
# closing the store.  Seen on Linux, Python 3.11:
#
#     flushed before:      log 66 MB, read-only openings 0.04, 0.03, 0.03 s
#     not flushed:         log 66 MB, read-only openings 1.71, 1.77, 1.87 s
#     opened to write:     log 0 MB
#
# Who writes much flushes now and then; a flush each 10 000 quads cost us a fifth more processor time in writing.
#
# The exit code is 0 while this is so, and 1 if it has changed.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyoxigraph==0.5.13
cat >"$folder/write.py" <<'PYTHON'
import os
import sys

import pyoxigraph as ox

BASE = "http://example.org/"


def quads():
    for event in range(32_000):
        node, graph = ox.NamedNode(f"{BASE}event/{event:024x}"), ox.NamedNode(f"{BASE}article/{event // 3:024x}")
        yield ox.Quad(node, ox.NamedNode(f"{BASE}actor"), ox.NamedNode(f"{BASE}entity/{event % 900}"), graph)
        yield ox.Quad(node, ox.NamedNode(f"{BASE}type"), ox.NamedNode(f"{BASE}type/{event % 17}"), graph)
        yield ox.Quad(node, ox.NamedNode(f"{BASE}words"), ox.Literal(f"what was said of event {event} on that day"), graph)


store, rows = ox.Store(sys.argv[1]), list(quads())
for start in range(0, len(rows), 8_000):
    store.extend(rows[start : start + 8_000])
if sys.argv[2] == "flushed":
    store.flush()
os._exit(0)  # as a process that is killed: nothing is closed
PYTHON
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox

folder = Path(sys.argv[1])


def log(path):
    return sum(file.stat().st_size for file in path.glob("*.log"))


def opened(path):
    begun = time.process_time()
    assert len(ox.Store.read_only(str(path))) == 96_000
    return time.process_time() - begun


seconds = {}
for how in ("flushed", "killed"):
    path = folder / how
    subprocess.run([sys.executable, folder / "write.py", path, how], check=True)
    before = log(path)
    seconds[how] = [opened(path) for _ in range(3)]
    print(f"{how}: log {before / 1e6:.0f} MB, read-only openings {', '.join(f'{s:.2f}' for s in seconds[how])} s")
    if log(path) != before:
        sys.exit("a read-only opening has changed the log")
ox.Store(str(folder / "killed"))
print(f"opened to write: log {log(folder / 'killed') / 1e6:.0f} MB")
again = min(seconds["killed"]) / max(seconds["flushed"])
sys.exit(0 if again > 5 else f"changed: openings of the unflushed store take {again:.1f} times as long")
PYTHON
