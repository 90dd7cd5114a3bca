"""The tables of docs/limits.md, made from the files in benchmarks/, so that no figure in them is typed by hand."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
MARKS = {"type": "type", "actors": "actors and recipients", "direction": "direction", "status": "status"}
_BLOCK = re.compile(r"(<!-- figures: (?P<name>[a-z-]+) -->\n).*?(?=<!-- /figures -->)", re.S)


def fill(text: str) -> str:
    """A page with every ``<!-- figures: NAME --> … <!-- /figures -->`` filled.

    Raises:
        KeyError: There are no figures of that name.
    """
    return _BLOCK.sub(lambda m: f"{m[1]}\n{TABLES[m['name']]()}\n\n", text)


def reading() -> str:
    """Events that were read one by one, by extractor: what is wrong, and what confidence is worth."""
    groups = {name: _sheet(name) for name in ("rules", "minilm")}
    lines = ["| of events read one by one | " + " | ".join(f"{n} ({len(rows)})" for n, rows in groups.items()) + " |"]
    lines.append("|---" * (len(groups) + 1) + "|")
    for mark, shown in MARKS.items():
        lines.append(f"| {shown} wrong | " + " | ".join(_percent(1 - _share(r, mark)) for r in groups.values()) + " |")
    lines.append("| **wholly right** | " + " | ".join(f"**{_whole(r):.2f}**" for r in groups.values()) + " |")
    lines.append("| the same, or a fair reader may pass it | " + " | ".join(map(_passed, groups.values())) + " |")
    for name, low in _BANDS.items():
        high = min((other for other in _BANDS.values() if other > low), default=1.01)
        cells = []
        for rows in groups.values():
            some = [row for row in rows if low <= float(row["confidence"]) < high]
            cells.append(f"{_whole(some):.2f}, {_passed(some)} ({len(some)})" if some else "")
        lines.append(f"| confidence {name}: wholly right, passed | {' | '.join(cells)} |")
    return "\n".join(lines)


def confidence() -> str:
    """What was said of the events of the corpus's test part, beside how many were right."""
    found = json.loads((BENCHMARKS / "corpus.json").read_text("utf-8"))["test"]["all"]["confidence"]
    names = {low: name for name, low in _BANDS.items()}
    lines = ["| confidence | events | mean confidence | type and parties right |", "|---|---|---|---|"]
    for row in reversed(found):
        lines.append(f"| {names[row['from']]} | {row['events']} | {row['mean']:.2f} | {row['right']:.2f} |")
    return "\n".join(lines)


def curve() -> str:
    """Precision and recall on the test part, by how sure an event must be, of both extractors."""
    found = json.loads((BENCHMARKS / "corpus.json").read_text("utf-8"))
    both = [found[part]["all"]["curve"] for part in ("test", "test, minilm")]
    shown = [f"`{name}`: precision, recall | all parties" for name in ("rules", "minilm")]
    lines = [f"| confidence from | {' | '.join(shown)} |"]
    lines.append("|---" * 5 + "|")
    for rows in zip(*both, strict=True):
        cells = [
            f"{row[f'{level} P']:.2f}, {row[f'{level} R']:.2f}"
            for row in rows
            for level in ("type+dyad", "all parties")
        ]
        lines.append(f"| {rows[0]['from']:.1f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def coding() -> str:
    """What the gold sets say of the coder."""
    found = json.loads((BENCHMARKS / "events.json").read_text("utf-8"))
    articles, gsr, plv = found["articles"], found["gsr"], found["plv"]
    both, dyad = articles["type+dyad"], articles["dyad"]
    rows: list[tuple[str, str, str]] = [
        (
            "events of whole articles: type, actor and recipient right",
            _percent(1 - both["P"]),
            _percent(1 - both["R"]),
        ),
        ("the same, the type left out", _percent(1 - dyad["P"]), _percent(1 - dyad["R"])),
        ("the main events of those articles", "", _percent(1 - _first(articles["main events recalled"]))),
        ("status of the events found", _percent(1 - _first(articles["status right (of matched)"])), ""),
        (
            "date of the events found that have one",
            _percent(1 - _first(articles["date right (of matched, dated)"])),
            "",
        ),
        (
            "single sentences (GSR): label, actor and recipient right",
            _percent(1 - gsr["dyad+label precision"]),
            _percent(1 - gsr["dyad+label recall"]),
        ),
        ("single sentences (PLV): PLOVER type between two marked parties", _percent(1 - plv["accuracy"] / 100), ""),
    ]
    lines = ["| measured on | wrong, of what is told | missed, of what there is |", "|---|---|---|"]
    return "\n".join(lines + [f"| {a} | {b} | {c} |" for a, b, c in rows])


def unseen() -> str:
    """What the corpus of every event says of the coder, on texts that nobody has read to mend it."""
    found = json.loads((BENCHMARKS / "corpus.json").read_text("utf-8"))
    lines = ["| text | documents | events found by readers | right, of what is told | told, of what there is | F1 |"]
    lines.append("|---|---|---|---|---|---|")
    for part, groups in found.items():
        for group, figures in groups.items():
            if group != "all" and (len(groups) == 2 or "," in part):
                continue  # a part of one set; another extractor than the default
            both = figures["type+dyad"]
            cells = ["{value:.2f} ({from:.2f}–{to:.2f})".format(**both[key]) for key in ("P", "R", "F")]
            name = f"**{part}**" if group == "all" else f"{part}: {group}"
            lines.append(f"| {name} | {figures['documents']} | {both['found']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def entities() -> str:
    """What the gold sets say of recognising and linking."""
    found = json.loads((BENCHMARKS / "entities.json").read_text("utf-8"))
    gold, world = found["gold"], found["worldwide"]
    nations = world["countries and nationalities"]
    lines = ["| measured on | wrong, of what is told | missed, of what there is |", "|---|---|---|"]
    lines.append(
        f"| parties of the events above ({gold['participants']}), with their country | {_percent(gold['wrong'])} "
        f"| {_percent(1 - gold['found'])} |"
    )
    lines.append(
        f"| countries and nationalities in newswire ({nations['gold']:,}) | {_percent(1 - nations['P'])} "
        f"| {_percent(1 - nations['R'])} |".replace(",", " ")
    )
    shown = {"PERSON": "people", "ORG": "bodies", "LOC": "places", "NORP": "peoples and faiths"}
    for kind, name in shown.items():
        span: dict[str, Any] = world["spans"][kind]
        lines.append(
            f"| names of {name} there, exact words and kind | {_percent(1 - span['P'])} | {_percent(1 - span['R'])} |"
        )
    return "\n".join(lines)


TABLES: dict[str, Callable[[], str]] = {
    "reading": reading,
    "unseen": unseen,
    "confidence": confidence,
    "curve": curve,
    "coding": coding,
    "entities": entities,
}
_BANDS = {"0.8 and more": 0.8, "0.6 to 0.8": 0.6, "0.4 to 0.6": 0.4, "below 0.4": 0.0}


def _sheet(extractor: str) -> list[dict[str, str]]:
    """The last sample of an extractor; earlier ones have nothing in the column for what a fair reader may pass."""
    with (BENCHMARKS / "reading.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["extractor"] == extractor]
    return [row for row in rows if row["seed"] == rows[-1]["seed"] and row["arguable"]]


def _share(rows: list[dict[str, str]], mark: str) -> float:
    return sum(r[mark] == "1" for r in rows) / len(rows)


def _whole(rows: list[dict[str, str]]) -> float:
    return sum(all(r[m] == "1" for m in MARKS) for r in rows) / len(rows)


def _passed(rows: list[dict[str, str]]) -> str:
    right = sum(row["arguable"] == "1" or all(row[m] == "1" for m in MARKS) for row in rows)
    return f"{right / len(rows):.2f}"


def _first(figure: str | float) -> float:
    """0.581 of "0.581 (36/62)"."""
    return float(str(figure).split()[0])


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if 0 < share < 0.095 else f"{100 * share:.0f} %"
