"""The graph of a view as others draw it: pyvis as it comes, and ipysigma; and how a page is opened."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from kg.view.explorer import View


def open_page(chromium: Any, path: Path) -> tuple[Any, Any, list[str], list[str]]:
    """A new page, opened, with the requests it made and what went wrong on it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(180_000)
    requests: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda r: requests.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.goto(path.as_uri(), wait_until="commit")
    return context, page, requests, trouble


def stock(chromium: Any, view: View, folder: Path, limit: float) -> dict[str, Any]:
    """The same nodes and edges in pyvis as it comes: its loops, its template, its physics.

    The picture counts as usable once the progress bar has gone, that is, when the simulation has settled.
    """
    from pyvis.network import Network

    view.html()
    began = time.perf_counter()
    net = Network(directed=True, cdn_resources="in_line", height="900px")
    for node in view._payload.nodes:
        net.add_node(node["id"], label=node["label"], title=f"{node['label']} ({node['kind']})", size=node["size"])
    for edge in view._payload.edges:
        net.add_edge(edge["from"], edge["to"], title=f"{edge['value']} events", value=edge["value"])
    path = folder / "stock.html"
    path.write_text(net.generate_html(), encoding="utf-8")
    built = time.perf_counter() - began
    settled = "!document.getElementById('loadingBar') || document.getElementById('loadingBar').style.opacity === '0'"
    ready = f"typeof network !== 'undefined' && network !== undefined && ({settled})"
    return _opened(chromium, path, ready, limit) | {"build_s": round(built, 2)}


SIGMA = """
import json, sys, time
import networkx as nx
from ipysigma import Sigma
nodes, edges = json.load(open(sys.argv[1], encoding="utf-8"))
began = time.perf_counter()
graph = nx.MultiDiGraph()
graph.add_nodes_from((node["id"], {key: node[key] for key in ("label", "kind", "size", "x", "y")}) for node in nodes)
graph.add_edges_from((edge["from"], edge["to"], {"label": edge["label"], "value": edge["value"]}) for edge in edges)
Sigma.write_html(graph, sys.argv[2], fullscreen=True, node_color="kind", node_size="size", edge_size="value")
print(time.perf_counter() - began)
"""


def sigma(chromium: Any, view: View, folder: Path, limit: float, python: Path) -> dict[str, Any]:
    """The same nodes, places and edges in ipysigma, built by the Python of an environment that has it.

    Its page fetches its scripts from the network: without one it stays empty, and is never usable.
    """
    graph, path = folder / "graph.json", folder / "sigma.html"
    graph.write_text(json.dumps([view._payload.nodes, view._payload.edges]), encoding="utf-8")
    command = [str(python), "-c", SIGMA, str(graph), str(path)]
    built = float(subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout)
    ready = "document.querySelector('canvas') !== null"
    return _opened(chromium, path, ready, min(limit, 20)) | {"build_s": round(built, 2)}


def _opened(chromium: Any, path: Path, ready: str, limit: float) -> dict[str, Any]:
    """Size, requests and errors of a page, and after how many seconds it is ready; None if not within the limit."""
    context, page, requests, trouble = open_page(chromium, path)
    began = time.perf_counter()
    usable: float | None = None
    while time.perf_counter() - began < limit:
        try:
            if page.evaluate(ready):
                usable = time.perf_counter() - began
                break
        except Exception:  # the page is too busy to answer, or not there yet
            pass
        time.sleep(0.2)
    context.close()
    return {
        "size_mb": round(path.stat().st_size / 1e6, 2), "requests": len(requests), "errors": len(trouble),
        "open_s": None if usable is None else round(usable, 2), "limit_s": limit,
    }  # fmt: skip
