"""The flat rows of events as text: CSV, and JSON Lines that no reader mistakes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import IO, Any

from kg.exporting.base import Format, Graph, register
from kg.exporting.records import FIELDS, rows

# What a spreadsheet would take for a formula.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")


def cell(value: Any) -> Any:
    """A value as a cell of CSV: empty where it is not known, and never a formula."""
    if isinstance(value, list):
        value = ";".join(value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def on_one_line(value: Any) -> Any:
    """A value as a cell of a table whose columns are parted by tabs: on one line, without tabs, never a formula."""
    return cell(" ".join(value.split())) if isinstance(value, str) else value


def write_csv(graph: Graph, output: IO[bytes]) -> None:
    """One CSV file of all events, a row for each pair of parties."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for row in rows(graph.events()):
        writer.writerow(map(cell, row.values()))
    text.detach()  # and leave the file open


def write_jsonl(graph: Graph, output: IO[bytes]) -> None:
    """The same as JSON Lines.

    Many readers guess what a field holds from the first hundred lines, and fail at the first that is otherwise.  So
    every line has every field, no field is null, and each holds values of one kind: text, which is "" where something
    is not known, or a number where there always is one.
    """
    for row in rows(graph.events()):
        output.write(json.dumps(_of_one_kind(row), ensure_ascii=False).encode() + b"\n")


def _of_one_kind(row: dict[str, Any]) -> dict[str, Any]:
    """A row without nulls.  What is a number for some events only is text: a place is a point as WKT has it."""
    latitude, longitude = row["latitude"], row["longitude"]
    row["point"] = "" if latitude is None or longitude is None else f"POINT ({longitude} {latitude})"
    row["score"] = "" if row["score"] is None else str(row["score"])
    row["confidence"] = float(row["confidence"])
    row["contexts"] = ";".join(row["contexts"])
    for name in ("start", "end", "published", "first_report", "last_report"):
        row[name] = row[name].isoformat() if row[name] else ""
    kept = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    return {name: "" if value is None else value for name, value in kept.items()}


register(
    Format("jsonl", "events as JSON Lines, a line for each pair of parties, every field in every line", write_jsonl)
)
