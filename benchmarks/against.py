"""Two versions of kg beside each other: the same work, by turns, on one machine.

    python benchmarks/against.py OLD NEW [--articles FILE …] [--turns 3] [--every 1] [--parts PART …] [--install]

OLD and NEW are commits of this repository, or folders.  Each gets an environment: its files, taken out of git, before
the packages of the Python that runs this; with ``--install`` a virtual environment of its own, into which pip installs
it and what it needs.  ARTICLES are files that ``kg build`` reads, by default all open articles of the data folder;
``--every 10`` takes each tenth article.

Measured, each in processes of their own, OLD and NEW by turns (``--parts`` leaves some out):

- ``build``: ``kg build`` in one process: words a second, peak memory, bytes on disk an event;
- ``rules``: the components of ours over each parse (repairs, names, coreference, events): processor time a word, and
  that of the parse itself;
- ``first``: the first event of a new process: import, load, one short article;
- ``triples``: ``graph.triples()``, the same with the rarest type and with the last day only, each first in its process;
- ``queries``: every query of the package that both have, the median of five.

Prints every run, the medians and their ratios, what differs between the events, and writes ``against.json``.  Processor
time (user and system) is what counts on a machine that does other things too; wall time stands beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "articles"
SETS = ("current-events", "state-department", "kremlin", "worldwide")
OUT = Path(__file__).with_suffix(".json")
PARTS = ("build", "rules", "first", "triples", "queries")
SHORT = "Iran and Iraq signed a security agreement in Baghdad on Sunday. The United States condemned it."

RULES = """
import json, sys, time
try:
    from kg import pipeline
except ImportError:
    from kg.language import pipeline
import kg
from kg.language.annotations import of
from kg.readers import read
nlp, spent, words = pipeline.load(), {}, 0
nlp.max_length = 10**7
for article in read(sys.argv[1]):
    doc = nlp.make_doc(article.text)
    of(doc).article = article
    words += len(doc)
    for name, component in nlp.pipeline:
        started = time.process_time()
        doc = component(doc)
        spent[name] = spent.get(name, 0.0) + time.process_time() - started
    doc.user_data.clear()
ours = ("kg_repairs", "kg_entities", "kg_coreference", "kg_events")
print(json.dumps({
    "rules, CPU µs a token": 1e6 * sum(spent[name] for name in ours) / words,
    "parse, CPU µs a token": 1e6 * sum(s for name, s in spent.items() if name not in ours) / words,
    **{f"{name}, CPU µs a token": 1e6 * spent[name] / words for name in ours},
}))
"""

FIRST = f"""
import kg
assert list(kg.extract({{"id": "a", "text": {SHORT!r}, "date": "2023-03-19"}}))
print("{{}}")
"""

# With the rarest type, and the last day, of the events: what a filter is for.
TRIPLES = """
import json, sys, time
import pandas
import kg
graph, which = kg.open(sys.argv[1]), json.loads(sys.argv[2])
started, cpu = time.perf_counter(), time.process_time()
rows = len(graph.triples(**which))
print(json.dumps({"CPU s": time.process_time() - cpu, "wall s": time.perf_counter() - started, "rows": rows}))
"""

PICK = """
import json, sys
from collections import Counter
import kg
graph = kg.open(sys.argv[1])
events = list(graph.events())
days = [str(e.date.start) for e in events if e.date]
types = Counter(str(e.type) for e in events)
print(json.dumps({"types": min(types, key=lambda t: (types[t], t)), "since": max(days)}))
"""

QUERIES = """
import json, statistics, sys, time
from pathlib import Path
import kg
graph, spent = kg.open(sys.argv[1]), {}
for file in sorted(Path(kg.__file__).parent.rglob("*.rq")):
    text, runs = file.read_text("utf-8"), []
    for _ in range(5):
        started = time.process_time()
        rows = len(graph.query(text))
        runs.append(time.process_time() - started)
    spent[file.stem] = statistics.median(runs)
print(json.dumps(spent))
"""

EVENTS = """
import json, sys
import kg
for e in kg.open(sys.argv[1]).events():
    sides = [sorted(p.id or "unnamed" for p in side) for side in (e.actors, e.recipients)]
    print(json.dumps([e.article, e.evidence.trigger_start, str(e.type), str(e.status), *sides]))
"""


class Side:
    """One of the two versions, and where it is run."""

    def __init__(self, name: str, commit: str, work: Path, install: bool) -> None:
        self.name, self.commit, self.home = name, commit, work / name
        self.tree = Path(commit).resolve() if Path(commit).is_dir() else self._taken_out()
        plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")}
        self.python, self.environment = sys.executable, plain | {"PYTHONPATH": str(self.tree)}
        if install:
            subprocess.run([sys.executable, "-m", "venv", str(self.home / "venv")], check=True)
            self.python = str(self.home / "venv" / "bin" / "python")
            subprocess.run([self.python, "-m", "pip", "install", "-q", str(self.tree)], check=True)
            self.environment = plain
        self.store = self.home / "store"

    def _taken_out(self) -> Path:
        tree = self.home / "tree"
        tree.mkdir(parents=True)
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", self.commit], check=True, capture_output=True)
        subprocess.run(["tar", "x", "-C", str(tree)], input=archive.stdout, check=True)
        return tree

    def run(self, arguments: list[str], fine: Sequence[int] = (0,)) -> tuple[str, dict[str, float]]:
        """What a command prints, and what it cost; it must end with one of these codes."""
        self.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile() as out:
            started = time.perf_counter()
            process = subprocess.Popen([self.python, *arguments], cwd=self.home, env=self.environment, stdout=out)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - started
            out.seek(0)
            text = out.read().decode()
        if process.returncode not in fine:
            raise SystemExit(f"{self.name} ({self.commit}): {' '.join(arguments)[:200]} failed")
        cost = {"CPU s": used.ru_utime + used.ru_stime, "wall s": wall, "memory MB": used.ru_maxrss / 1024}
        return text, cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--articles", type=Path, nargs="*", default=[DATA / f"{name}.jsonl.gz" for name in SETS])
    parser.add_argument("--every", type=int, default=1, help="take each N-th article")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="what is measured; all need a build")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--install", action="store_true", help="a virtual environment for each, by pip")
    parser.add_argument("--work", type=Path, help="an empty folder; a temporary one if not given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (given.work or Path(folder)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        sides = [Side("old", given.old, work, given.install), Side("new", given.new, work, given.install)]
        words = gathered(given.articles, given.every, work / "articles.jsonl")
        result = compare(sides, work / "articles.jsonl", words, given.turns, given.parts)
    given.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


def gathered(files: list[Path], every: int, out: Path) -> int:
    """One file of all articles; how many words they have."""
    words = number = 0
    with out.open("w", encoding="utf-8") as stream:
        for file in files:
            opener: Callable[..., Any] = gzip.open if file.suffix == ".gz" else open
            with opener(file, "rt", encoding="utf-8") as lines:
                for line in lines:
                    number += 1
                    if number % every == 0:
                        words += len(json.loads(line)["text"].split())
                        stream.write(line)
    return words


def compare(sides: list[Side], articles: Path, words: int, turns: int, parts: Sequence[str]) -> dict[str, Any]:
    """All that is measured, printed as it comes."""
    runs: dict[str, dict[str, list[float]]] = {}

    def note(row: str, side: Side, value: float) -> None:
        runs.setdefault(row, {s.name: [] for s in sides})[side.name].append(value)
        print(f"  {side.name}  {row}: {value:.4g}", flush=True)

    for turn in range(turns):
        print(f"turn {turn + 1} of {turns}", flush=True)
        for side in sides:
            if "build" in parts or not turn:
                for row, value in build(side, articles, words):
                    note(row, side, value)
        for side in sides if "rules" in parts else ():
            for row, value in json.loads(side.run(["-c", RULES, str(articles)])[0]).items():
                note(row, side, value)
        for side in sides if "first" in parts else ():
            note("first event of a process, CPU s", side, side.run(["-c", FIRST])[1]["CPU s"])
        if "triples" in parts:
            for row, side, value in triples(sides):
                note(row, side, value)
        if "queries" in parts:
            answers = {side.name: json.loads(side.run(["-c", QUERIES, str(side.store)])[0]) for side in sides}
            for query in sorted(set(answers["old"]) & set(answers["new"])):
                for side in sides:
                    note(f"query {query}, CPU s", side, answers[side.name][query])
    return told(sides, words, runs)


def triples(sides: list[Side]) -> Iterator[tuple[str, Side, float]]:
    """``graph.triples()``, whole and filtered."""
    filters = json.loads(sides[0].run(["-c", PICK, str(sides[0].store)])[0])
    for name, which in (("all", {}), *((key, {key: value}) for key, value in filters.items())):
        for side in sides:
            found = json.loads(side.run(["-c", TRIPLES, str(side.store), json.dumps(which)])[0])
            yield f"triples, {name}, CPU s", side, found["CPU s"]
            yield f"triples, {name}, rows", side, found["rows"]


def build(side: Side, articles: Path, words: int) -> Iterator[tuple[str, float]]:
    """``kg build``, in one process."""
    shutil.rmtree(side.store, ignore_errors=True)
    arguments = ["build", str(articles), "--store", str(side.store), "--workers", "1", "--quiet"]
    _, cost = side.run(["-m", "kg.cli", *arguments], fine=(0, 1))  # 1: an article was left out, which is said
    count = sum(1 for _ in events(side))
    size = sum(f.stat().st_size for f in side.store.rglob("*") if f.is_file())
    yield "build, words a CPU second", words / cost["CPU s"]
    yield "build, words a second", words / cost["wall s"]
    yield "build, peak memory MB", cost["memory MB"]
    yield "events", count
    yield "disk, KB an event", size / 1000 / max(count, 1)


def events(side: Side) -> Iterator[str]:
    """The events of a side's store, one line each."""
    yield from side.run(["-c", EVENTS, str(side.store)])[0].splitlines()


def told(sides: list[Side], words: int, runs: dict[str, dict[str, list[float]]]) -> dict[str, Any]:
    """The medians, their ratios, and what differs between the events."""
    rows: list[dict[str, Any]] = []
    for name, by_side in runs.items():
        old, new = (statistics.median(by_side[side.name]) for side in sides)
        rows.append({"what": name, "old": old, "new": new, "new/old": new / old if old else None, "runs": by_side})
    print(f"\n{'median':58}{'old':>12}{'new':>12}{'new/old':>9}")
    for row in rows:
        ratio = "" if row["new/old"] is None else f"{row['new/old']:9.2f}"
        print(f"{row['what']:58}{row['old']:12.4g}{row['new']:12.4g}{ratio}")
    queries = [row["new/old"] for row in rows if row["what"].startswith("query ") and row["new/old"]] or [math.nan]
    print(f"{len(queries)} queries: the median ratio is {statistics.median(queries):.2f}")
    old, new = (Counter(events(side)) for side in sides)
    differ = {"same": (old & new).total(), "only old": (old - new).total(), "only new": (new - old).total()}
    print("events", differ)
    for name, more in (("only old", old - new), ("only new", new - old)):
        for line in sorted(more)[:10]:
            print(f"  {name}: {line}")
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "old": sides[0].commit,
        "new": sides[1].commit,
        "words": words,
        "rows": rows,
        "queries, median ratio": statistics.median(queries),
        "events": differ,
    }


if __name__ == "__main__":
    main()
