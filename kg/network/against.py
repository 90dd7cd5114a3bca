"""A graph beside other event data, pair by pair and period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.countries import country_name
from kg.core.event import Event
from kg.network.other_data import read_other
from kg.network.ties import as_ties, news_periods, party_id, with_days, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_SIDES = ("cooperation", "conflict")
#: In which ways two tables differ about a dyad in a period, the gravest first; "" where they do not.
DIFFERENCES = ("other tone", "only there", "only here", "")


def against(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    other: str | Path | pd.DataFrame,
    between: Sequence[str] | None = None,
    by: str = "month",
) -> pd.DataFrame:
    """Where a graph and a table of GDELT, ICEWS or POLECAT differ, with the graph's sentence.

    Only periods that both cover are looked at, and only what is between states.  Numbers of events follow how much was
    read, so they are not held against one another: an unordered pair differs in a period if only one of the two tables
    has events, or if one has more cooperation and the other more conflict.

    Args:
        data: A graph, events, or a table of ties between countries.
        other: The file, or what :func:`kg.network.other_data.read_other` made of it.
        between: Only two states, by id or name.
        by: "day", "week", "month", "quarter" or "year".

    Returns:
        One row per pair and period with events in either: ``a``, ``b`` (ISO 3166 alpha-3), ``dyad``, ``period`` as
        text, ``start``, ``end``; ``differs`` ("other tone", "only there", "only here", or empty); ``cooperation_here``,
        ``conflict_here``, ``cooperation_there`` and ``conflict_there`` (numbers of events); ``balance_here`` and
        ``balance_there`` (-1 to 1, NaN without events); ``sentence`` and ``event``: the graph's strongest.  The gravest
        difference comes first, and of these the one with most events.

    Raises:
        InputError: The file is none of these tables, nobody is called so, or a ``by`` that there is not.
    """
    whole = as_ties(data)
    theirs = other if isinstance(other, pd.DataFrame) else read_other(other)[1]
    table = with_period(whole, by)
    covered = news_periods(table)
    table = table[(table["source_kind"] == "country") & (table["target_kind"] == "country")]
    ours = _undirected(table.rename(columns={"source": "a", "target": "b"}))
    theirs = _undirected(theirs.assign(period=theirs["day"].dt.to_period(covered.freqstr)))
    there = pd.period_range(theirs["period"].min(), theirs["period"].max()) if len(theirs) else covered[:0]
    both = covered.intersection(there)
    if between is not None:
        pair = sorted(party_id(whole, name) for name in between)
        ours, theirs = (t[(t["a"] == pair[0]) & (t["b"] == pair[-1])] for t in (ours, theirs))
    ours, theirs = (t[t["period"].isin(both) & t["side"].isin(_SIDES)] for t in (ours, theirs))
    frame = pd.concat([_counts(ours, "here"), _counts(theirs, "there")], axis=1).fillna(0).astype("int64")
    first = _strongest(ours)
    frame = frame.assign(**{name: first[name].reindex(frame.index) for name in ("sentence", "event")}).reset_index()
    return _judged(frame, covered)


def _undirected(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with the state whose code comes first as ``a``."""
    turned = table["a"] > table["b"]
    return table.assign(a=table["a"].where(~turned, table["b"]), b=table["b"].where(~turned, table["a"]))


def _counts(table: pd.DataFrame, where: str) -> pd.DataFrame:
    grouped = table.assign(**{side: table["side"] == side for side in _SIDES}).groupby(["a", "b", "period"])
    return grouped[list(_SIDES)].sum().rename(columns=lambda side: f"{side}_{where}")


def _strongest(ours: pd.DataFrame) -> pd.DataFrame:
    strong = ours.assign(strength=-ours["score"].abs().fillna(0.0), doubt=-ours["confidence"])
    return strong.sort_values(["strength", "doubt", "day", "event"]).groupby(["a", "b", "period"]).first()


def _judged(frame: pd.DataFrame, covered: pd.PeriodIndex) -> pd.DataFrame:
    for where in ("here", "there"):
        good, bad = frame[f"cooperation_{where}"], frame[f"conflict_{where}"]
        frame[f"balance_{where}"] = ((good - bad) / (good + bad).replace(0, np.nan)).astype("float64")
    here, there = frame["balance_here"], frame["balance_there"]
    frame["differs"] = np.select([here * there < 0, here.isna(), there.isna()], list(DIFFERENCES[:3]), "")
    frame["dyad"] = [f"{country_name(a)} – {country_name(b)}" for a, b in zip(frame["a"], frame["b"], strict=True)]
    counts = [f"{side}_{where}" for where in ("here", "there") for side in _SIDES]
    frame = frame.assign(grave=frame["differs"].map(DIFFERENCES.index), many=-frame[counts].sum(axis=1))
    frame = frame.sort_values(["grave", "many", "a", "b", "period"], ignore_index=True)
    frame["period"] = pd.PeriodIndex(frame["period"], dtype=covered.dtype)
    order = ["a", "b", "dyad", "period", "differs", *counts, "balance_here", "balance_there", "sentence", "event"]
    kinds = dict.fromkeys(("a", "b", "dyad", "differs"), "str") | dict.fromkeys(("sentence", "event"), "string")
    return with_days(frame[order].astype(kinds))
