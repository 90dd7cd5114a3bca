"""Cycles of reading: documents nobody has seen, how many of their events are told at first sight, and what is missed.

    python benchmarks/recall.py draw N [--data DIR] > batch.jsonl       documents of draw N, to annotate
    python benchmarks/recall.py spans N QUOTED.jsonl... [--data DIR]    keep annotations, quotes turned into spans
    python benchmarks/recall.py score N [--data DIR]                    count, and write the rows of recall.tsv

A draw is 12 articles of worldwide newswire, 8 releases, 8 pages of the Kremlin and 12 groups of 15 news items, six of
them from 2025 on; what trains comes from the train part only.  ``draws.tsv`` says which documents.  A draw is scored
when its annotations arrive, before anybody reads them: those are the figures that count.  Afterwards its documents are
read like the rest of the train part; articles of newswire are read for causes only and stay in ``gold/draws.jsonl``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kg
from kg.scoring import Annotation, score
from kg.scoring.annotations import annotate
from kg.scoring.matching import between, typed

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "scripts"))

from annotation import LONGEST, add, draw  # noqa: E402
from documents import Document, documents, share, split  # noqa: E402

HERE = ROOT / "benchmarks"
DRAWS, TABLE, NEWSWIRE = HERE / "draws.tsv", HERE / "recall.tsv", HERE / "gold" / "draws.jsonl"
SIZES = {"newswire": 12, "state-department": 8, "kremlin": 8, "current-events": 6, "current-events-linked": 6}
GROUP = 15  # news items that follow each other
ROUNDS = 3  # of training/scripts/annotation.py, whose documents somebody has read
CAUSES = ("miss: other type", "miss: other parties", "miss: nothing told", "false: other type", "false: other parties",
          "false: no act")  # fmt: skip
COLUMNS = ("draw", "commit", "extractor", "set", "documents", "found", "told", "precision", "recall", "F1", *CAUSES)


def main() -> None:
    """Draw, keep or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["draw", "spans", "score"])
    parser.add_argument("number", type=int)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--extractor", default="rules")
    chosen = parser.parse_args()
    drawn = list(_drawn(chosen.data, chosen.number))
    if chosen.verb == "draw":
        _keep(chosen.number, drawn)
        for document in drawn:
            print(json.dumps(document.record(), ensure_ascii=False))
    elif chosen.verb == "spans":
        sys.exit(1 if _spans(chosen.data, chosen.files, drawn) else 0)
    else:
        _score(chosen.number, drawn, chosen.extractor)


def _drawn(data: Path, number: int) -> Iterator[Document]:
    """The documents of a draw; each set in an order of chance, of which every draw takes the next."""
    parts = split()
    read = {d.id for n in range(1, ROUNDS + 1) for d in draw(data, n)}
    for name, size in SIZES.items():
        every = list(_newswire(data)) if name == "newswire" else list(documents(data, name))
        free = [d for d in every if d.id not in read and (name == "newswire" or parts[d.id] == "train")]
        if name.startswith("current"):
            groups = [free[i : i + GROUP] for i in range(0, len(free) - GROUP + 1, GROUP)]
        else:
            groups = [[d] for d in free if len(d.text.split()) <= LONGEST]
        groups.sort(key=lambda g: share(f"recall {g[0].id}"))
        for group in groups[size * (number - 1) : size * number]:
            yield from group


def _newswire(data: Path) -> Iterator[Document]:
    """Articles that no annotation or sheet has: those of ``gold/newswire.jsonl`` and the ten gold articles are out."""
    known = {row["doc"] for row in map(json.loads, (HERE / "gold" / "newswire.jsonl").read_text("utf-8").splitlines())}
    known |= {path.stem for path in (HERE / "gold").glob("*.json")}
    with gzip.open(data / "articles" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            if row["id"] not in known:
                yield Document(
                    "newswire", row["id"], row["text"], *(row.get(k) for k in ("date", "title", "source", "url"))
                )


def _keep(number: int, drawn: list[Document]) -> None:
    rows = _table(DRAWS)
    rows = [r for r in rows if r["draw"] != str(number)]
    rows += [{"draw": str(number), "set": d.set, "id": d.id} for d in drawn]
    _write(DRAWS, ("draw", "set", "id"), rows)


def _spans(data: Path, files: list[Path], drawn: list[Document]) -> int:
    """Keep the annotations of a draw; the number of faults."""
    newswire = {d.id: d for d in drawn if d.set == "newswire"}
    faults = 0

    def report(fault: str) -> None:
        nonlocal faults
        faults += 1
        print(fault, file=sys.stderr)

    kept = {r["doc"]: r for r in _lines(NEWSWIRE)}
    others = []
    for file in files:
        rest = []
        for row in _lines(file):
            if document := newswire.get(row["doc"]):
                kept[document.id] = annotate(document.id, document.text, row["events"], report).to_dict()
            else:
                rest.append(row)
        if rest:
            other = file.with_suffix(".train.jsonl")
            other.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rest), "utf-8")
            others.append(other)
    lines = (json.dumps(kept[key], ensure_ascii=False, separators=(",", ":")) + "\n" for key in sorted(kept))
    NEWSWIRE.write_text("".join(lines), "utf-8")
    return faults + add(data, others)


def _score(number: int, drawn: list[Document], extractor: str) -> None:
    """Count each set of a draw, and all together; rows of draw and extractor in ``recall.tsv`` are replaced."""
    sets = {d.id: d.set for d in drawn}
    rows = [
        *_lines(NEWSWIRE),
        *(r for n in SIZES if n != "newswire" for r in _lines(ROOT / f"training/gold/{n}.jsonl")),
    ]
    found = [Annotation(r["doc"], tuple(r["events"]), r["sha256"], r["unnamed"]) for r in rows if r["doc"] in sets]
    if missing := len(sets) - len(found):
        print(f"{missing} of {len(sets)} documents are not annotated", file=sys.stderr)
    annotated, texts = {a.doc: a for a in found}, {d.id: d.text for d in drawn}
    told: dict[str, list[kg.Event]] = defaultdict(list)
    for event in kg.extract((d.record() for d in drawn if d.id in annotated), extractor=extractor):
        told[event.article].append(event)
    causes: dict[str, Counter[str]] = defaultdict(Counter)

    def say(kind: str, doc: str, record: Any) -> None:
        cause = _cause(kind, record, told[doc], annotated[doc])
        causes[sets[doc]][cause] += 1
        causes["all"][cause] += 1

    figures = score(found, told, texts, lambda d: sets[d], say) | score(found, told, texts)
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    kept = [r for r in _table(TABLE) if (r["draw"], r["extractor"]) != (str(number), extractor)]
    for name, f in figures.items():
        _, of, _, there = f.counts["type+dyad"]
        values = (
            number,
            commit.stdout.strip(),
            extractor,
            name,
            f.documents,
            there,
            of,
            *(f"{v:.3f}" for v in f.prf("type+dyad")),
        )
        kept.append(dict(zip(COLUMNS, [*map(str, values), *(str(causes[name][c]) for c in CAUSES)], strict=True)))
        print(*kept[-1].values(), sep="\t")
    _write(TABLE, COLUMNS, kept)


def _cause(kind: str, record: Any, told: list[kg.Event], annotation: Annotation) -> str:
    """Why a miss was missed, or what is wrong with a false event: what stands in the same clause with other parts."""
    if kind == "miss":
        others = [(e.to_dict(), record) for e in told if e.type != "OTHER"]
        nothing = "nothing told"
    else:
        others = [(record, gold) for gold in annotation.events]
        nothing = "no act"
    near = [
        (t, g) for t, g in others if t["evidence"]["start"] < g["clause"][1] and g["clause"][0] < t["evidence"]["end"]
    ]
    if any(between(t, g) for t, g in near):
        return f"{kind}: other type"
    return f"{kind}: other parties" if any(typed(t, g) for t, g in near) else f"{kind}: {nothing}"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _table(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


def _write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    rows.sort(key=lambda row: int(row["draw"]))
    path.write_text("".join("\t".join(r) + "\n" for r in [columns, *([r[c] for c in columns] for r in rows)]), "utf-8")


if __name__ == "__main__":
    main()
