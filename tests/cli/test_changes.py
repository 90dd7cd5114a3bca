"""``kg changes``: two periods side by side."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any


def test_periods_in_every_form(kg_: Any, store: Path) -> None:
    rows = json.loads(kg_("changes", store, "2023-01..2023-06", "2023-07..2023-12", "--json").out)
    found = {row["name"]: (row["events_before"], row["events_after"]) for row in rows}
    assert found["Iran – Iraq"] == (1, 0) and found["North Korea – Russia"][0] == 0
    assert [abs(row["z"]) for row in rows] == sorted((abs(row["z"]) for row in rows), reverse=True)
    table = list(csv.DictReader(io.StringIO(kg_("changes", store, "2022", "2023", "--of", "type", "--csv").out)))
    assert {"meets", "attacks"} <= {row["name"] for row in table}


def test_the_table_shows_both_periods_and_counts_what_is_left_out(kg_: Any, store: Path) -> None:
    done = kg_("changes", store, "2023-03", "2023-09", "--limit", "1")
    assert done.code == 0 and "0 → 1" in done.out
    assert done.err == "1 of 3 pairs with events in either period\n"


def test_a_period_that_is_none(kg_: Any, store: Path) -> None:
    assert kg_("changes", store, "2023-06..2023-01", "2023").err == (
        "kg: the period from 2023-06 to 2023-01 runs backwards\n"
    )
    assert kg_("changes", store, "lately", "2023").code == 1
