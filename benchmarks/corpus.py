"""How much of what careful readers find is told: the corpus of ``training/gold``.

    python benchmarks/corpus.py score PART [--data DIR] [--events FILE] [--misses] [--json]

PART is train, dev or test (``training/split.tsv``), or newswire (``benchmarks/gold/newswire.jsonl``: whole articles
that train nothing).  Every run on test or newswire is logged in ``benchmarks/looks.tsv``.  The texts are not part of
this repository; without them the script says so and stops.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

import kg
from kg.scoring import Annotation, score
from kg.scoring.figures import LEVELS, SHARES

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "scripts"))

from documents import SETS, Document, documents, split  # noqa: E402

NEWSWIRE = ROOT / "benchmarks" / "gold" / "newswire.jsonl"
LOOKS = ROOT / "benchmarks" / "looks.tsv"


def annotations(part: str) -> Iterator[tuple[str, Annotation]]:
    """The annotations of a part, each with the name of its set."""
    parts = split()
    files = {"newswire": NEWSWIRE} if part == "newswire" else {s: ROOT / f"training/gold/{s}.jsonl" for s in SETS}
    for name, path in files.items():
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if part == "newswire" or parts[row["doc"]] == part:
                yield name, Annotation(row["doc"], tuple(row["events"]), row["sha256"], row["unnamed"])


def texts(part: str, data: Path) -> Iterator[Document]:
    """The documents that a part is drawn from."""
    if part != "newswire":
        yield from documents(data)
        return
    with gzip.open(data / "articles" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            yield Document("newswire", row["id"], row["text"], row.get("date"), None, row.get("source"), row.get("url"))


def main() -> None:
    """Score a part, print the figures by source, log the look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["score"])
    parser.add_argument("part", choices=["train", "dev", "test", "newswire"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--least", type=float, default=0.0, help="leave out events of less confidence")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.misses and chosen.part == "test":
        sys.exit("nobody reads the test part")
    if not (chosen.data / "articles").is_dir():
        sys.exit(f"no texts in {chosen.data}; the corpus holds spans only")

    found = {a.doc: (name, a) for name, a in annotations(chosen.part)}
    read = {d.id: d for d in texts(chosen.part, chosen.data) if d.id in found}
    told: dict[str, list[kg.Event]] = defaultdict(list)
    for event in kg.extract((d.record() for d in read.values()), extractor=chosen.extractor):
        if event.confidence >= chosen.least:
            told[event.article].append(event)

    def say(kind: str, doc: str, record: kg.scoring.matching.Record) -> None:
        names = {
            s: "/".join(p["country"] or p["name"] or p["kind"] for p in record[s]) or "-"
            for s in ("actors", "recipients")
        }
        start, end = record.get("clause") or (record["evidence"]["start"], record["evidence"]["end"])
        where = record.get("trigger") or (record["evidence"]["trigger_start"], record["evidence"]["trigger_end"])
        text = read[doc].text
        print(f"{kind:5} {doc:24} {record['plover']:9} {names['actors']} > {names['recipients']} "
              f"[{text[slice(*where)]}] {text[start:end][:160]!r}")  # fmt: skip

    texts_ = {d: row.text for d, row in read.items()}
    everything = [a for _, a in found.values()]
    figures = score(everything, told, texts_, lambda d: found[d][0], say if chosen.misses else None)
    figures |= score(everything, told, texts_, lambda _: "all")
    if chosen.part in ("test", "newswire"):
        _log(chosen.part, figures["all"].to_dict())
    if chosen.json:
        print(json.dumps({name: f.to_dict() for name, f in figures.items()}, indent=1))
        return
    table = Table("set", "docs", *(f"{level} {x}" for level in LEVELS for x in "PRF"), title=f"{chosen.part} part")
    for name, f in figures.items():
        table.add_row(name, str(f.documents), *(f"{value:.3f}" for level in LEVELS for value in f.prf(level)))
    Console(width=200).print(table)
    shares = Table("set", *SHARES)
    for name, f in figures.items():
        shares.add_row(name, *("{}/{}".format(*f.counts[s][:2]) for s in SHARES))
    Console(width=200).print(shares)
    values = figures["all"].to_dict()["type+dyad"]
    print(values)


def _log(part: str, figures: dict[str, dict[str, object]]) -> None:
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    dirty = subprocess.run(["git", "-C", str(ROOT), "status", "--porcelain", "kg"], capture_output=True, text=True)
    mark = commit.stdout.strip() + ("+" if dirty.stdout.strip() else "")
    f = figures["type+dyad"]
    values = [str(f[k]["value"]) for k in "PRF"]  # type: ignore[index]
    new = not LOOKS.exists()
    with LOOKS.open("a", encoding="utf-8") as stream:
        if new:
            stream.write("part\tcommit\tdocuments\tfound\tprecision\trecall\tF1\n")
        stream.write("\t".join([part, mark, str(figures["documents"]), str(f["found"]), *values]) + "\n")


if __name__ == "__main__":
    main()
