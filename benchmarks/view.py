"""How fast the view opens and answers, how large it is, and the same graph in stock pyvis and in ipysigma.

    python benchmarks/view.py [--events events.jsonl] [--rounds 5] [--stock-limit 120] [--beside FOLDER] [--huge]
        [--sigma PYTHON] [--out benchmarks/view.json]

Graphs: ``sample``, the sample articles; ``large``, 5 000 nodes: the busiest of ``--events`` (the output of
``kg extract``), or of a made-up world if there is none; with ``--huge`` also 20 000 nodes of a made-up world.  With
``--beside``, the made-up worlds are also saved by another checkout, and both pages opened by turns; with ``--sigma``,
the Python of an environment that has ipysigma, that draws the graphs, too.

save      Seconds, processor time and the growth of peak memory of one process that saves the view.
frames    Frames per second while the picture moves, and processor time a frame.

open      From the start of navigation until the page is drawn and answers (two animation frames after the last script).
answer    From an action until the second animation frame after it: filtering by relation, moving the slider, raising
          the confidence, a letter in the search box, selecting a node, changing tabs.
CPU       Processor time of all of Chromium's processes for the same, which other work on the machine does not lengthen:
          what a free machine needs at most.
layout    Seconds for the positions, beside networkx' own, and how much of the neighbourhood they keep: of each node's k
          nearest nodes in the picture, how many it is tied to, k being its degree (1 is best).

Figures are the median of the rounds.  Needs Chromium and Playwright.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from view_others import open_page, sigma, stock

from kg.core.event import Event
from kg.view.explorer import View
from kg.view.layout import layout

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
ACTIONS = {
    "hide a relation": "document.querySelector('#legend .switch').click()",
    "show it again": "document.querySelector('#legend .switch').click()",
    "move the slider": """document.getElementById('time-from').dispatchEvent(
        new KeyboardEvent('keydown', {key: 'PageUp', bubbles: true}))""",
    "raise the confidence": """(() => { const c = document.getElementById('confidence'); c.value = 60;
        c.dispatchEvent(new Event('input')); })()""",
    "all again": "document.getElementById('reset').click()",
    "a letter in the search": """(() => { const q = document.getElementById('query'); q.value = 'ru';
        q.dispatchEvent(new Event('input')); })()""",
    "select the busiest": "document.querySelector('#panel .who').click()",
    "open the timeline": "document.getElementById('tab-timeline').click()",
    "open the table": "document.getElementById('tab-table').click()",
    "back to the network": "document.getElementById('tab-network').click()",
}


def sample() -> list[Event]:
    """The events of the sample articles."""
    import kg
    from kg import samples

    return list(kg.build(samples.path()).events())


def large(path: Path | None) -> list[Event]:
    """Events for a graph of 5 000 nodes."""
    if path:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Event.from_dict(json.loads(line)) for line in lines if line.strip()]
    sys.path.insert(0, str(ROOT / "tests" / "view"))
    import world

    return list(world.world(5000, 15000))


def browser_cpu() -> int | None:
    """Milliseconds of processor time that Chromium has used so far, all its processes together; Linux only."""
    if not Path("/proc/self/stat").exists():
        return None
    parent: dict[int, int] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # it has ended meanwhile
                continue
            parent[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = sum(map(int, fields[11:15]))  # with children that have ended
    total = 0
    for process in used:
        ancestor = process
        while ancestor in parent and ancestor != os.getpid():
            ancestor = parent[ancestor]
        if ancestor == os.getpid() and process != ancestor:
            total += used[process]
    return total * 1000 // os.sysconf("SC_CLK_TCK")


def ours(chromium: Any, events: list[Event], folder: Path, rounds: int) -> dict[str, Any]:
    """Build, open and use our view."""
    began, cpu = time.perf_counter(), time.process_time()
    view = View(events)
    path = view.save(folder / "ours.html")
    built, built_cpu = time.perf_counter() - began, time.process_time() - cpu
    opened: list[float] = []
    opened_cpu: list[float] = []
    answers: dict[str, list[float]] = {name: [] for name in ACTIONS}
    costs: dict[str, list[float]] = {name: [] for name in ACTIONS}
    requests: list[str] = []
    trouble: list[str] = []
    for _ in range(rounds):
        before = browser_cpu()
        context, page, requests, trouble = open_page(chromium, path)
        page.wait_for_selector("html[data-ready]", state="attached")
        opened.append(page.evaluate(DRAWN) / 1000)
        page.wait_for_timeout(700)
        after = browser_cpu()
        if before is not None and after is not None:
            opened_cpu.append((after - before) / 1000)
        for name, action in ACTIONS.items():
            timed = f"async () => {{ const t = performance.now(); {action}; return await {DRAWN} - t; }}"
            before = browser_cpu()
            answers[name].append(page.evaluate(timed))
            page.wait_for_timeout(500)
            after = browser_cpu()
            if before is not None and after is not None:
                costs[name].append(after - before)
        shown = page.evaluate("kgView.shown()")
        context.close()
    middle = statistics.median
    return {
        "nodes": shown["nodes"], "edges": shown["edges"], "events": shown["events"], "build_s": round(built, 2),
        "build_cpu_s": round(built_cpu, 2), "size_mb": round(path.stat().st_size / 1e6, 2),
        "open_s": round(middle(opened), 2), "open_cpu_s": round(middle(opened_cpu), 2) if opened_cpu else None,
        "requests": len(requests), "errors": len(trouble),
        "answer_ms": {name: round(middle(values)) for name, values in answers.items()},
        "answer_cpu_ms": {name: round(middle(values)) if values else None for name, values in costs.items()},
    }  # fmt: skip


SAVE = """
import resource, sys, time
root, nodes, ties, path = sys.argv[1:]
sys.path[:0] = [root, root + "/tests/view"]
import world
from kg.view.explorer import View
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
events = world.world(int(nodes), int(ties))
before, began, cpu = peak(), time.perf_counter(), time.process_time()
View(events).save(path)
print(len(events), time.perf_counter() - began, time.process_time() - cpu, peak() - before)
"""
MOVE = """async () => {
  const stage = document.getElementById("network");
  const began = performance.now();
  let frames = 0;
  while (performance.now() - began < 4000) {
    const key = frames++ % 40 < 20 ? "ArrowRight" : "ArrowLeft";
    stage.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
  }
  return frames / ((performance.now() - began) / 1000);
}"""
WORLDS = {"5 000 nodes": (5000, 15000), "20 000 nodes": (20000, 108000)}


def by_turns(chromium: Any, folders: dict[str, Path], worlds: list[str], folder: Path, rounds: int) -> dict[str, Any]:
    """The same made-up worlds, saved by each checkout in a process of its own, opened and moved by turns."""
    found: dict[str, Any] = {}
    for name in worlds:
        nodes, ties = WORLDS[name]
        rows: dict[str, dict[str, Any]] = {}
        for which, root in folders.items():
            path = folder / f"{which}.html"
            command = [sys.executable, "-c", SAVE, str(root), str(nodes), str(ties), str(path)]
            variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
            said = subprocess.run(command, capture_output=True, text=True, check=True, env=variables, cwd=folder).stdout
            events, seconds, cpu, memory = map(float, said.split())
            rows[which] = {
                "events": int(events), "save_s": round(seconds, 1), "save_cpu_s": round(cpu, 1),
                "memory_mb": round(memory), "size_mb": round(path.stat().st_size / 1e6, 2), "open_s": [],
                "open_cpu_s": [], "frames": [], "frame_cpu_ms": [],
            }  # fmt: skip
        for _ in range(rounds):
            for which, row in rows.items():
                before = browser_cpu() or 0
                context, page, _, _ = open_page(chromium, folder / f"{which}.html")
                page.wait_for_selector("html[data-ready]", state="attached")
                row["open_s"].append(page.evaluate(DRAWN) / 1000)
                page.wait_for_timeout(500)
                opened = browser_cpu() or 0
                frames = page.evaluate(MOVE)
                row["open_cpu_s"].append((opened - before) / 1000)
                row["frames"].append(frames)
                row["frame_cpu_ms"].append(((browser_cpu() or 0) - opened) / frames / 4)
                context.close()
        for row in rows.values():
            row.update({k: round(statistics.median(v), 2) for k, v in row.items() if isinstance(v, list)})
        found[name] = rows
    return found


def layouts(view: View) -> dict[str, dict[str, float]]:
    """Time and quality of our layout and of networkx' on the same graph."""
    import networkx as nx

    nodes, edges = view._payload.nodes, view._payload.edges
    count = len(nodes)
    place = {node["id"]: k for k, node in enumerate(nodes)}
    source = np.array([place[e["from"]] for e in edges], dtype=np.int64)
    target = np.array([place[e["to"]] for e in edges], dtype=np.int64)
    weight = np.array([float(e["value"]) for e in edges])
    radius = np.array([n["size"] for n in nodes])
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    ways: dict[str, Callable[[], Any]] = {"kg": lambda: layout(count, source, target, weight, radius)}
    as_array = lambda found: np.array([found[i] for i in range(count)])  # noqa: E731
    if count <= 1500:
        ways["networkx spring_layout"] = lambda: as_array(nx.spring_layout(graph, seed=1, method="force"))
    if count <= 1500 and hasattr(nx, "forceatlas2_layout"):
        ways["networkx forceatlas2_layout"] = lambda: as_array(nx.forceatlas2_layout(graph, seed=1))
    found = {}
    for name, way in ways.items():
        began = time.process_time()
        points = way()
        found[name] = {"cpu_s": round(time.process_time() - began, 2), "kept": round(kept(points, graph), 3)}
    return found


def kept(points: Any, graph: Any) -> float:
    """Of each node's k nearest in the picture, the share that it is tied to; k is its degree."""
    shares = []
    for node, degree in graph.degree():
        if degree:
            away = ((points - points[node]) ** 2).sum(axis=1)
            away[node] = np.inf
            near = np.argpartition(away, degree - 1)[:degree]
            shares.append(len(set(near.tolist()) & set(graph[node])) / degree)
    return float(np.mean(shares))


def show(figures: dict[str, Any]) -> None:
    """Print the figures as tables."""
    console = Console(width=118)
    table = Table(
        "world", "way", "events", "save s", "CPU s", "MB more", "file MB", "open s", "CPU s", "frames/s", "CPU ms"
    )
    for name, rows in figures["worlds"].items():
        for which, row in rows.items():
            table.add_row(name, which, *(str(value) for value in row.values()))
    console.print(table)
    if not figures["graphs"]:
        return
    table = Table("graph", "way", "nodes", "edges", "build s", "size MB", "requests", "errors", "usable after s")
    for name, graph in figures["graphs"].items():
        for way in [way for way in ("kg", "stock pyvis", "ipysigma") if way in graph]:
            row = graph[way]
            after = f"> {row['limit_s']:.0f}" if row["open_s"] is None else row["open_s"]
            values = (row["build_s"], row["size_mb"], row["requests"], row["errors"], after)
            table.add_row(name, way, str(graph["kg"]["nodes"]), str(graph["kg"]["edges"]), *map(str, values))
    console.print(table)
    table = Table("action", *(f"{name}: {what}" for name in figures["graphs"] for what in ("ms until drawn", "CPU ms")))
    opened = [str(g["kg"][key]) for g in figures["graphs"].values() for key in ("open_s", "open_cpu_s")]
    table.add_row("open (seconds)", *opened)
    for action in ACTIONS:
        cells = [g["kg"][key][action] for g in figures["graphs"].values() for key in ("answer_ms", "answer_cpu_ms")]
        table.add_row(action, *map(str, cells))
    console.print(table)
    table = Table("layout", "graph", "CPU s", "neighbourhood kept")
    for name, graph in figures["graphs"].items():
        for way, row in graph["layout"].items():
            table.add_row(way, name, str(row["cpu_s"]), str(row["kept"]))
    console.print(table)
    console.print(f"load average {figures['load']}, {os.cpu_count()} cores, {figures['browser']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stock-limit", type=float, default=120)
    parser.add_argument("--beside", type=Path, help="another checkout, to be measured by turns")
    parser.add_argument("--huge", action="store_true", help="20 000 nodes, too")
    parser.add_argument("--only-worlds", action="store_true", help="nothing but the made-up worlds")
    parser.add_argument("--sigma", type=Path, help="the Python of an environment with ipysigma")
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "view.json")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    figures: dict[str, Any] = {"graphs": {}, "stock_limit": arguments.stock_limit}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=str(arguments.chromium), args=list(FLAGS))
        figures["browser"] = f"Chromium {chromium.version}"
        folders = {"kg": ROOT} | ({"beside": arguments.beside.resolve()} if arguments.beside else {})
        worlds = list(WORLDS)[: 1 + arguments.huge]
        figures["worlds"] = by_turns(chromium, folders, worlds, Path(folder), arguments.rounds)
        graphs = [] if arguments.only_worlds else [("sample", sample()), ("large", large(arguments.events))]
        for name, events in graphs:
            view = View(events)
            figures["graphs"][name] = {
                "kg": ours(chromium, events, Path(folder), arguments.rounds),
                "stock pyvis": stock(chromium, view, Path(folder), arguments.stock_limit),
                "layout": layouts(view),
            }
            if arguments.sigma:
                drawn = sigma(chromium, view, Path(folder), arguments.stock_limit, arguments.sigma)
                figures["graphs"][name]["ipysigma"] = drawn
        chromium.close()
    figures["load"] = round(os.getloadavg()[0], 1)
    arguments.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    show(figures)


if __name__ == "__main__":
    main()
