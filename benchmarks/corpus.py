"""How much of what careful readers find is told: the corpus of ``training/gold``.

    python benchmarks/corpus.py score PART [--data DIR] [--misses] [--json]
    python benchmarks/corpus.py agreement           how far two readers of the same documents agree
    python benchmarks/corpus.py count               documents and events by set, part and type

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
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import kg
from kg.scoring import Annotation, score
from kg.scoring.figures import LEVELS, SHARES
from kg.scoring.matching import one_to_one, typed_between

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "scripts"))

from documents import SETS, Document, documents, split  # noqa: E402

NEWSWIRE = ROOT / "benchmarks" / "gold" / "newswire.jsonl"
LOOKS = ROOT / "benchmarks" / "looks.tsv"
BANDS = (0.0, 0.4, 0.6, 0.8)  # of confidence
LEASTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


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
    parser.add_argument("verb", choices=["score", "agreement", "count"])
    parser.add_argument("part", choices=["train", "dev", "test", "newswire"], nargs="?", default="dev")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--least", type=float, default=0.0, help="leave out events of less confidence")
    parser.add_argument("--inputs", type=Path, help="write the texts there for `kg extract`, and score nothing")
    parser.add_argument("--events", type=Path, help="score these events, which `kg extract` printed")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="keep the figures of the part in this file (benchmarks/corpus.json)")
    chosen = parser.parse_args()
    if chosen.verb != "score":
        (agreement if chosen.verb == "agreement" else count)()
        return
    if chosen.misses and chosen.part == "test":
        sys.exit("nobody reads the test part")
    if not (chosen.data / "articles").is_dir():
        sys.exit(f"no texts in {chosen.data}; the corpus holds spans only")

    found = {a.doc: (name, a) for name, a in annotations(chosen.part)}
    read = {d.id: d for d in texts(chosen.part, chosen.data) if d.id in found}
    told: dict[str, list[kg.Event]] = defaultdict(list)
    if chosen.inputs:
        chosen.inputs.write_text(
            "".join(json.dumps(d.record(), ensure_ascii=False) + "\n" for d in read.values()), "utf-8"
        )
        return
    events: Iterator[kg.Event] = (
        map(kg.Event.from_dict, map(json.loads, chosen.events.read_text("utf-8").splitlines()))
        if chosen.events
        else kg.extract((d.record() for d in read.values()), extractor=chosen.extractor)
    )
    for event in events:
        if event.confidence >= chosen.least:
            told[event.article].append(event)

    def say(kind: str, doc: str, record: kg.scoring.matching.Coded) -> None:
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
        _log(chosen.part, figures["all"].to_dict(), chosen.events.name if chosen.events else None, chosen.extractor)
    if chosen.out:
        kept = json.loads(chosen.out.read_text("utf-8")) if chosen.out.exists() else {}
        part = chosen.part if chosen.extractor == "rules" else f"{chosen.part}, {chosen.extractor}"
        kept[part] = {name: f.to_dict() for name, f in figures.items()}
        kept[part]["all"]["confidence"] = reliability(everything, told)
        kept[part]["all"]["curve"] = curve(everything, told, texts_)
        chosen.out.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", "utf-8")
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


def reliability(annotations_: list[Annotation], told: dict[str, list[kg.Event]]) -> list[dict[str, float]]:
    """What confidence is worth: for each band of it how many events there are, its mean, and how many are right.

    Right is an event whose type and parties fit one that readers found; what they would differ about is left out.
    """
    judged: list[tuple[float, bool]] = []
    for annotation in annotations_:
        for event in told.get(annotation.doc, ()):
            record = event.to_dict()
            fits = [g for g in annotation.events if typed_between(record, g)]
            if event.type != "OTHER" and (not fits or any(not g["doubtful"] for g in fits)):
                judged.append((event.confidence, bool(fits)))
    rows = []
    for low, high in pairwise((*BANDS, 1.01)):
        found = [pair for pair in judged if low <= pair[0] < high]
        if found:
            mean, right = (round(sum(pair[i] for pair in found) / len(found), 3) for i in (0, 1))
            rows.append({"from": low, "events": len(found), "mean": mean, "right": right})
    return rows


def curve(
    annotations_: list[Annotation], told: dict[str, list[kg.Event]], texts_: dict[str, str]
) -> list[dict[str, float]]:
    """Precision and recall of type and dyad, and of all parties, by how sure an event must be to be counted."""
    rows = []
    for least in LEASTS:
        sure = {doc: [event for event in events if event.confidence >= least] for doc, events in told.items()}
        figures = score(annotations_, sure, texts_)["all"]
        row = {"from": least}
        for level in ("type+dyad", "all parties"):
            row |= dict(zip((f"{level} P", f"{level} R", f"{level} F"), figures.prf(level), strict=True))
        rows.append({name: round(value, 3) for name, value in row.items()})
    return rows


def agreement() -> None:
    """How far two readers agree, by set: F1 of type and parties, kappa of type and of status where both saw the act.

    Documents of ``training/gold/double``, read twice before a third reader decided; the figures are the ceiling that
    any score is read against.
    """
    folder = ROOT / "training" / "gold" / "double"
    first, second = ({r["doc"]: r["events"] for r in _rows(folder / f"{n}.jsonl")} for n in ("first", "second"))
    parts = {row["doc"]: name for name in SETS for row in _rows(ROOT / f"training/gold/{name}.jsonl")}
    table = Table("set", "documents", "first", "second", "type+dyad F1", "dyad F1", "kappa type", "kappa status")
    for group in (*SETS, "all"):
        docs = [d for d in first if group in ("all", parts[d])]
        counts, pairs = defaultdict(lambda: [0, 0, 0, 0]), []
        for doc in docs:
            gold, told = first[doc], [_as_told(e) for e in second[doc]]
            for level, fits in LEVELS.items():
                sure = [g for g in gold if not g["doubtful"]]
                of_interest = [t for t in told if not t["doubtful"] or any(fits(t, g) for g in sure)]
                fit, owner = one_to_one(of_interest, sure, fits)
                for i, n in enumerate((len(fit), len(of_interest), len(owner), len(sure))):
                    counts[level][i] += n
            _, owner = one_to_one(told, gold, lambda t, g: _overlap(t["trigger_span"], g["trigger"]))
            pairs += [(told[i], gold[j]) for j, i in owner.items()]
        kappas = [kappa([(t[k], g[k]) for t, g in pairs]) for k in ("type", "status")]
        f = [_f1(counts[level]) for level in ("type+dyad", "dyad")]
        n = [str(sum(len(x[d]) for d in docs)) for x in (first, second)]
        table.add_row(group, str(len(docs)), *n, *(f"{x:.3f}" for x in (*f, *kappas)))
    Console(width=140).print(table)


def count() -> None:
    """Documents and events, by set and part and by type."""
    parts = split()
    table = Table("set", *(f"{p} {x}" for p in ("train", "dev", "test") for x in ("documents", "events")), "doubtful")
    types: dict[str, int] = defaultdict(int)
    for name in SETS:
        rows = _rows(ROOT / f"training/gold/{name}.jsonl")
        cells = []
        for part in ("train", "dev", "test"):
            of = [r for r in rows if parts[r["doc"]] == part]
            cells += [str(len(of)), str(sum(len(r["events"]) for r in of))]
        table.add_row(name, *cells, str(sum(e["doubtful"] for r in rows for e in r["events"])))
        for r in rows:
            for e in r["events"]:
                types[e["type"]] += 1
    Console(width=140).print(table)
    print(", ".join(f"{t} {n}" for t, n in sorted(types.items(), key=lambda x: -x[1])), "· all", sum(types.values()))


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two readers' labels; 1 where there is nothing to differ about."""
    if not pairs:
        return 1.0
    same = sum(a == b for a, b in pairs) / len(pairs)
    labels = {x for pair in pairs for x in pair}
    chance = sum(
        sum(a == x for a, _ in pairs) * sum(b == x for _, b in pairs) for x in labels
    ) / len(pairs) ** 2  # fmt: skip
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _as_told(event: dict[str, Any]) -> dict[str, Any]:
    """A reader's record in the form of a told event."""

    def party(p: dict[str, Any]) -> dict[str, Any]:
        start, end = p["span"] or (-1, -1)
        country = None if p["kind"] == "unnamed" else p["country"]
        return {"id": p["name"], "name": p["name"], "text": "", "country": country, "start": start, "end": end}

    sides = {side: [party(p) for p in event[side]] for side in ("actors", "recipients")}
    start, end = event["clause"]
    return {**event, **sides, "evidence": {"start": start, "end": end}, "trigger_span": event["trigger"]}


def _overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _f1(counts: list[int]) -> float:
    fit, told, got, found = counts
    p, r = fit / max(told, 1), got / max(found, 1)
    return 2 * p * r / (p + r) if p + r else 0.0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _log(part: str, figures: dict[str, dict[str, object]], file: str | None, extractor: str) -> None:
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    dirty = subprocess.run(["git", "-C", str(ROOT), "status", "--porcelain", "kg"], capture_output=True, text=True)
    mark = file or commit.stdout.strip() + ("+" if dirty.stdout.strip() else "")
    mark += "" if extractor == "rules" else f" {extractor}"
    f = figures["type+dyad"]
    values = [str(f[k]["value"]) for k in "PRF"]  # type: ignore[index]
    new = not LOOKS.exists()
    with LOOKS.open("a", encoding="utf-8") as stream:
        if new:
            stream.write("part\tcommit\tdocuments\tfound\tprecision\trecall\tF1\n")
        stream.write("\t".join([part, mark, str(figures["documents"]), str(f["found"]), *values]) + "\n")


if __name__ == "__main__":
    main()
