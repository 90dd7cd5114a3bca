"""How well events are coded: three gold sets, with the published figures of other systems beside ours.

    python benchmarks/events.py [--data DIR] [--model NAME] [--out benchmarks/events.json]

The data (gold articles, PLOVER gold records, PLV sentences) and their scorer are not part of this repository; without
them the script says so and stops.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from kg.extractors.base import Extractor

ROOT = Path(__file__).resolve().parent.parent
SETS = {"articles": "gold", "gsr": "plover/gsr_dev.json", "plv": "plover/PLV_train.tsv"}
LAYER = ROOT / "benchmarks" / "gold"  # acts without a named actor and casualties of the gold articles, as spans

# Published or measured elsewhere, with the source.
PEERS = [
    ("PLV root macro-F1", "UniversalPetrarch", "46.3"),
    ("PLV root macro-F1", "GPT-4, zero-shot (given source and target)", "61.5"),
    ("PLV root macro-F1", "ZSP (355 M parameters, given source and target)", "82.4"),
    ("GSR dyad+label recall", "UniversalPetrarch", "0.25 at precision 0.15"),
]


def scorer(data: Path, *arguments: str) -> str:
    """What the scorer prints."""
    command = [sys.executable, str(data / "score_events.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score(
    data: Path, model: str | None = None, keep: Path | None = None, extractor: str | Extractor = "rules"
) -> dict[str, dict[str, Any]]:
    """The figures of each set."""
    import kg

    out: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, gold in SETS.items():
            inputs, outputs = Path(folder) / f"{name}.in.jsonl", (keep or Path(folder)) / f"{name}.out.jsonl"
            inputs.write_text(scorer(data, "inputs", name, str(data / gold)), "utf-8")
            with outputs.open("w", encoding="utf-8") as stream:
                for event in kg.extract(inputs, model=model, extractor=extractor):
                    stream.write(json.dumps(event.to_dict(), ensure_ascii=False) + "\n")
            out[name] = json.loads(scorer(data, "score", name, str(data / gold), str(outputs), "--json"))
            if name == "articles":
                both = layered(data / gold, Path(folder) / "layered")
                out["articles, both layers"] = json.loads(
                    scorer(data, "score", name, str(both), str(outputs), "--json")
                )
    return out


def layered(gold: Path, folder: Path) -> Path:
    """The gold articles with their second layer, in the form that the scorer reads; the folder they were written to."""
    (folder / "articles").mkdir(parents=True)
    for path in sorted(gold.glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        layer = json.loads((LAYER / path.name).read_text("utf-8"))
        text = next(
            f.read_text("utf-8", "replace")
            for f in (gold / "articles" / f"{path.stem}.txt", gold.parent / "articles" / f"{path.stem}.txt")
            if f.exists()
        )
        for index, losses in layer["casualties"].items():
            article["events"][int(index)]["casualties"] = {kind: loss["low"] for kind, loss in losses.items()}
        article["events"] += [_first_form(event, text) for event in layer["events"]]
        article["unnamed"] = True
        (folder / path.name).write_text(json.dumps(article), "utf-8")
    return folder


def _first_form(event: dict[str, Any], text: str) -> dict[str, Any]:
    def parties(side: str) -> list[dict[str, Any]]:
        return [
            {"name": p["name"] or (text[slice(*p["span"])] if p["span"] else ""), "country": p["country"]}
            for p in event[side]
            if side == "recipients" or p["kind"] != "unnamed"
        ]

    start, end = event["clause"]
    return {
        "type": event["plover"],
        "also": [event["type"], *event["also"]],
        "actor": parties("actors"),
        "recipient": parties("recipients"),
        "status": event["status"],
        "date": event["date"],
        "quote": text[start : start + 60],
        "start": start,
        "end": end,
        "salience": event["salience"],
        "doubtful": event["doubtful"],
        "casualties": {kind: loss["low"] for kind, loss in event["casualties"].items()},
    }


def show(figures: dict[str, dict[str, Any]]) -> None:
    """Prints the figures and the peers'."""
    console = Console(width=120)
    for name, values in figures.items():
        table = Table(title=name)
        table.add_column("figure")
        table.add_column("kg")
        for figure, value in values.items():
            if isinstance(value, dict):
                value = "  ".join(f"{k} {v}" for k, v in value.items())
            table.add_row(figure, str(value))
        console.print(table)
    table = Table("figure", "system", "value", title="peers")
    for row in PEERS:
        table.add_row(*row)
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--model")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--keep", type=Path, help="a folder for the extracted events")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "events.json")
    options = parser.parse_args()
    if not (options.data / "score_events.py").exists():
        sys.exit(f"no gold data in {options.data}: give --data")
    figures = score(options.data, options.model, options.keep, options.extractor)
    show(figures)
    options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
