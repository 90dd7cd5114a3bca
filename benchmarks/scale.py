"""Many articles in one graph: speed, memory, processes, beside the bare parse of the same text.

    python benchmarks/scale.py [--data DIR] [--part 10] [--times 3] [--work DIR]

The corpus is all current events, State Department releases, Kremlin news and worldwide articles.  Measured, each in
processes of its own, on every tenth article of each set and on all of them: ``kg build`` with one process that reads
and with two, then ``kg merge``; and, on the tenth, what spaCy takes for the same texts with the shipped pipeline alone
(tagger, lemmatizer, parser, sentence boundaries; one thread).  All times are those of whole commands, from the start of
Python to its end.  Parse and builds are run several times by turns, since a machine is some percent faster or slower
from minute to minute: the time is the median, the memory the highest.  Memory is the resident set of the program and
all processes it started, added up (pages that they share count more than once), looked at every half second; the peak.
Prints a table and writes ``scale.json`` beside this file.  Needs a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kg

ROOT = Path(__file__).resolve().parent.parent
SETS = ("current-events", "state-department", "kremlin", "worldwide")
BUILDS = {1: "build, 1 process", 2: "build, 2 processes"}
# What a command says of the articles: the same each time it is run.
TOLD = ("tokens", "sentences", "faulty", "events")
OUT = Path(__file__).with_suffix(".json")

PARSE = """
import json, sys
import spacy
from kg import pipeline
from kg.language.matrices import one_thread
from kg.readers import read
with one_thread():
    nlp = spacy.load(pipeline.SHIPPED)
nlp.max_length = 10**7
texts = (article.text for article in read(sys.argv[1]))
tokens = sentences = 0
for doc in nlp.pipe(texts, batch_size=32):
    tokens += len(doc)
    sentences += sum(1 for _ in doc.sents)
print(json.dumps({"tokens": tokens, "sentences": sentences}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--part", type=int, default=10, help="the part is every N-th article")
    parser.add_argument("--times", type=int, default=3, help="how often the parse and each build are run")
    parser.add_argument("--work", type=Path, help="where stores are made; a temporary folder if not given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(given.data, given.part, given.times, given.work or Path(folder))
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


def run(data: Path, part: int, times: int, work: Path) -> dict[str, Any]:
    """The benchmark; see above."""
    work.mkdir(parents=True, exist_ok=True)
    result: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "corpus": ", ".join(SETS),
    }
    for name, step in (("part", part), ("all", 1)):
        corpus = work / f"{name}.jsonl"
        found: dict[str, Any] = choose(data, step, corpus)
        commands: dict[str, list[str]] = {}
        if name == "part":
            commands["bare parse"] = [sys.executable, "-c", PARSE, str(corpus)]
            with ThreadPoolExecutor() as pool:
                both = pool.map(command, [commands["bare parse"]] * 2)
                found["bare parse, two at once, s"] = max(one["s"] for one in both)
        store = work / name
        for workers, label in BUILDS.items():
            commands[label] = ["build", str(corpus), "--store", str(store), "-w", str(workers), "--json"]
        for label, done in by_turns(commands, times, store).items():
            found[label] = summary(done, found["words"])
        with kg.open(store) as graph:
            found["triples"] = sum(1 for _ in graph.store.quads())
        done = command(["merge", str(store), "--json"])
        merged = json.loads(done["out"])
        found["merge"] = {
            "s": done["s"],
            "peak memory, MB": done["MB"],
            "acts told more than once": len(merged["merged"]),
            "their events": sum(m["events"] for m in merged["merged"]),
            "names of one actor": len(merged["actors"]),
            "copies of articles": len(merged["copies"]),
        }
        result[name] = found
        print(json.dumps({name: found}, indent=1), file=sys.stderr)
    one, two = (result["all"][label] for label in BUILDS.values())
    few, few_by_two = (result["part"][label] for label in BUILDS.values())
    parse = result["part"]["bare parse"]
    result["ratios"] = {
        "two processes to one": round(one["s"] / two["s"], 2),
        "two bare parses at once to one after the other": round(
            2 * parse["s"] / result["part"]["bare parse, two at once, s"], 2
        ),
        "build to the bare parse, one process": round(parse["s"] / few["s"], 2),
        "sentences/s, one process": round(parse["sentences"] / few["s"]),
        "sentences/s beside the 2 to 5 of CoreNLP for PETRARCH2": f"{parse['sentences'] / few['s'] / 5:.0f} to "
        f"{parse['sentences'] / few['s'] / 2:.0f} times",
        "memory, all to the part, one process": round(one["peak memory, MB"] / few["peak memory, MB"], 2),
        "memory, all to the part, two processes": round(two["peak memory, MB"] / few_by_two["peak memory, MB"], 2),
    }
    return result


def by_turns(commands: dict[str, list[str]], times: int, store: Path) -> dict[str, list[dict[str, Any]]]:
    """Run each command so often, one after the other; the store that builds write is that of the last."""
    done: dict[str, list[dict[str, Any]]] = {label: [] for label in commands}
    for _ in range(times):
        for label, arguments in commands.items():
            shutil.rmtree(store, ignore_errors=True)
            done[label].append(command(arguments))
            print(label, done[label][-1]["s"], file=sys.stderr)
    return done


def summary(done: list[dict[str, Any]], words: int) -> dict[str, Any]:
    """What came of a command that was run several times."""
    said, *others = ({key: told for key, told in json.loads(one["out"]).items() if key in TOLD} for one in done)
    if any(other != said for other in others):
        raise SystemExit(f"not the same each time: {said}, {others}")
    seconds = statistics.median(one["s"] for one in done)
    return {
        "s": seconds,
        "each, s": [one["s"] for one in done],
        "words/s": round(words / seconds),
        "peak memory, MB": max(one["MB"] for one in done),
        **said,
    }


def choose(data: Path, step: int, corpus: Path) -> dict[str, int]:
    """Write the articles to one file; how many, and how many words."""
    articles = words = 0
    with corpus.open("w", encoding="utf-8") as out:
        for name in SETS:
            with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    if number % step == 0:
                        out.write(line)
                        articles += 1
                        words += len(re.findall(r"\w+", json.loads(line)["text"]))
    return {"articles": articles, "words": words}


def command(arguments: list[str]) -> dict[str, Any]:
    """Run a command of ours, or another; its output, seconds, and peak memory with all processes below it."""
    whole = arguments if arguments[0] == sys.executable else [sys.executable, "-m", "kg.cli", *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    begun, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(whole, env=environment, stdout=out, stderr=subprocess.DEVNULL)
        while True:
            try:
                process.wait(0.5)
                break
            except subprocess.TimeoutExpired:
                peak = max(peak, sum(map(resident, family(process.pid))))
        took = time.perf_counter() - begun
        out.seek(0)
        return {"s": round(took, 1), "MB": round(peak / 1e6), "out": out.read()}


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in family(child)]
    return found


def resident(pid: int) -> int:
    """Bytes of its resident set; 0 if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
