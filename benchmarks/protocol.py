"""The endpoint of `kg serve`: is it right by the protocol, and does it keep its promises under load.

    python benchmarks/protocol.py w3c [--data FOLDER]      the protocol tests of the W3C
    python benchmarks/protocol.py load [--store FOLDER]    short queries by 8 clients, alone and beside four long ones
    python benchmarks/protocol.py memory [--store FOLDER]  what the processes hold, over 10 000 queries

FOLDER of the first holds `proto.ttl` and the graphs that its queries name (from w3c/rdf-tests); of the others a store,
by default one made of the sample articles.  Prints tables, writes protocol.json.

Claims measured: every test that does not ask that an update be taken passes; the 95th percentile of short queries is at
most five times as high while four long queries run; memory is flat.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psutil
import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection

from kg.server.endpoint import Server
from kg.store import OxigraphStore

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "w3c-protocol"
OUT = Path(__file__).with_suffix(".json")

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
GRAPH = "http://kasei.us/2009/09/sparql/data/data%s.rdf"

RDF_TYPES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json", "text/html"}
TABLES = {
    "application/sparql-results+xml", "application/sparql-results+json", "text/tab-separated-values", "text/csv",
}  # fmt: skip

SHORT = "SELECT ?who ?name { ?event kg:actor ?who . ?who skos:prefLabel ?name } LIMIT 20"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CLIENTS = 8


# --- the tests of the W3C


def w3c(folder: Path) -> dict[str, Any]:
    """Which of the protocol tests pass."""
    manifest = rdflib.Graph().parse(folder / "proto.ttl")
    tests = list(Collection(manifest, next(manifest.objects(None, MF.entries))))
    passed, failed, left_out = [], {}, []
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "w3c"
        with OxigraphStore(store, writable=True) as made:
            for number in "123":
                graph = ox.NamedNode(GRAPH % number)
                made.add(
                    ox.Quad(t.subject, t.predicate, t.object, graph)
                    for t in ox.parse((folder / f"data{number}.nt").read_bytes(), ox.RdfFormat.N_TRIPLES)
                )
        with Server(str(store), port=0).running() as server:
            for test in tests:
                name = str(test).rpartition("#")[2]
                if name.startswith("update_"):
                    left_out.append(name)
                    continue
                faults = [
                    fault for request in _requests(manifest, test) if (fault := _fault(server.url, manifest, request))
                ]
                if faults:
                    failed[name] = faults
                else:
                    passed.append(name)
    for name in passed:
        print(f"  passes  {name}")
    for name, faults in failed.items():
        print(f"  FAILS   {name}: {'; '.join(faults)}")
    print(f"{len(passed)} of {len(passed) + len(failed)} pass; {len(left_out)} that ask for an update are left out")
    return {"passed": len(passed), "of": len(passed) + len(failed), "failed": failed, "left out": left_out}


def _requests(manifest: rdflib.Graph, test: Any) -> Iterator[Any]:
    connection = manifest.value(test, MF.action)
    yield from Collection(manifest, manifest.value(connection, HT.requests))


def _fault(url: str, manifest: rdflib.Graph, request: Any) -> str | None:
    """What is wrong with the answer to a request; None if nothing is."""
    headers = {}
    for header in Collection(manifest, manifest.value(request, HT.headers) or rdflib.RDF.nil):
        headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body, content = None, manifest.value(request, HT.body)
    if content is not None:
        encoding = str(manifest.value(content, CNT.characterEncoding))
        body = str(manifest.value(content, CNT.chars)).encode(encoding)
    response = manifest.value(request, HT.resp)
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request(
        str(manifest.value(request, HT.methodName)), str(manifest.value(request, HT.absolutePath)), body, headers
    )
    answer = connection.getresponse()
    text = answer.read()
    wanted = {str(s).rpartition("StatusCode")[2] for s in manifest.objects(response, MF.expectedStatus)}
    if f"{answer.status // 100}xx" not in wanted:
        return f"status {answer.status}, not {' or '.join(sorted(wanted))}"
    form, media = str(manifest.value(response, MF.expectedFormat) or ""), answer.headers.get_content_type()
    allowed = {"RDF": RDF_TYPES, "tabular": TABLES, "boolean": TABLES}.get(form, {media})
    if media not in allowed:
        return f"{media} is not {form}"
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None and json.loads(text)["boolean"] is not truth.toPython():
        return f"not {truth}"
    return None


# --- under load


def load(store: str, queries: int = 1000) -> dict[str, Any]:
    """How long short queries take alone, and beside four long ones."""
    with served(store, "--timeout", "600") as (url, process):
        _ask_many(url, CLIENTS * 5)  # all processes are there, and have opened the store
        alone = _ask_many(url, queries)
        holders = [_hold(url, LONG) for _ in range(4)]
        time.sleep(2)
        beside = _ask_many(url, queries)
        running = _long(process)
        for held in holders:
            held.close()
        time.sleep(1)
        left = _long(process)
    assert running == 4, f"{running} long queries were running, not 4"
    figures = {"alone": _percentiles(alone), "beside four long ones": _percentiles(beside)}
    ratio = figures["beside four long ones"]["p95"] / figures["alone"]["p95"]
    print(f"{queries} short queries by {CLIENTS} clients, milliseconds:")
    for name, row in figures.items():
        print(f"  {name:24} " + "  ".join(f"{k} {v:7.1f}" for k, v in row.items()))
    print(f"  p95 is {ratio:.1f} times that without; long queries left a second after their clients had gone: {left}")
    return {**figures, "ratio of p95": round(ratio, 2), "long queries left": left}


def memory(store: str, queries: int = 10_000) -> dict[str, Any]:
    """What the endpoint's processes hold after every thousandth query."""
    with served(store) as (url, process):
        held = []
        for part in range(11):
            _ask_many(url, 200 if part == 0 else queries // 10)
            everyone = (process, *process.children(recursive=True))
            held.append(round(sum(p.memory_info().rss for p in everyone) / (1 << 20), 1))
    print(f"megabytes held by the endpoint and its processes, every {queries // 10} queries: {held}")
    print(f"  {held[-1] - held[1]:+.1f} from the first thousand to the last")
    return {"queries": queries, "megabytes": held}


@contextmanager
def served(store: str, *options: str) -> Iterator[tuple[str, psutil.Process]]:
    """The endpoint as a person starts it: its address, and its process."""
    command = [sys.executable, "-m", "kg.cli", "serve", store, "--port", "0", "--json", *options]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline())["page"], psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait()


def _long(process: psutil.Process) -> int:
    """How many long queries are being evaluated: the processes that have made way."""
    return sum(p.nice() > process.nice() for p in process.children(recursive=True) if p.status() != "zombie")


def _ask_many(url: str, queries: int) -> list[float]:
    """The seconds that each of some short queries takes, asked by several clients at once."""
    taken: list[float] = []
    path = "/sparql?query=" + quote(SHORT)

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)
        for _ in range(queries // CLIENTS):
            started = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            taken.append(time.perf_counter() - started)
            assert answer.status == 200, body
        connection.close()

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    assert len(taken) == queries // CLIENTS * CLIENTS
    return taken


def _hold(url: str, text: str) -> http.client.HTTPConnection:
    """A client that has asked and waits."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/sparql?query=" + quote(text))
    return connection


def _percentiles(taken: list[float]) -> dict[str, float]:
    cut = statistics.quantiles(taken, n=100)
    return {"median": round(cut[49] * 1000, 2), "p95": round(cut[94] * 1000, 2), "p99": round(cut[98] * 1000, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["w3c", "load", "memory"])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--store")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = args.store or f"{folder}/samples"
        if args.what != "w3c" and not args.store:
            articles = str(ROOT / "kg" / "samples" / "articles")
            subprocess.run([sys.executable, "-m", "kg.cli", "build", articles, "--store", store, "-q"], check=True)
        figures = w3c(args.data) if args.what == "w3c" else (load if args.what == "load" else memory)(store)
    known = json.loads(OUT.read_text()) if OUT.exists() else {}
    OUT.write_text(json.dumps({**known, args.what: figures}, indent=1) + "\n")
    if figures.get("failed"):
        sys.exit(1)


if __name__ == "__main__":
    main()
