"""What is different between two periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.errors import InputError
from kg.core.event import Event
from kg.core.plover import EventType, Precision
from kg.core.selection import day
from kg.network.ties import as_ties, names_of, with_dyad

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_MONTH = 365.25 / 12
_OF = ("dyad", "actor", "type")


def change(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    before: str | dt.date | Sequence[str | dt.date],
    after: str | dt.date | Sequence[str | dt.date],
    of: str = "dyad",
) -> pd.DataFrame:
    """How two periods differ: who has more to do with whom, and in which spirit.

    Rates are events per month, so that periods of different length compare.  ``z`` is the usual large-sample test of
    two Poisson rates (the logarithm of their ratio over its standard error, half an event added to each count: Haldane,
    J. B. S., 1956, Annals of Human Genetics 20(4): 309-311): beyond ±2 a change is more than chance gives, as far as
    reports come independently of one another.  They do not quite, so read it as an order, not as a proof.

    Args:
        data: A graph, events, or a table of ties.
        before: A year, month or day ("2021", "2021-03"), or the first and last one: ("2020-03", "2021-02").
        after: The other period, likewise.
        of: "dyad" (pairs without direction), "actor" (in whatever role), or "type".

    Returns:
        One row per dyad, actor or type with events in either period, the clearest change first: ``id`` (for a dyad the
        two ids with a slash), ``name``, ``events_before``, ``events_after``, ``rate_before``, ``rate_after`` (per
        month), ``ratio`` (after to before, with half an event added to each), ``z``, ``mean_before``, ``mean_after``
        (score per event on Goldstein's scale, NaN without events) and ``shift`` (of that mean).

    Raises:
        InputError: A period that is none, or runs backwards; or an ``of`` that there is not.
    """
    if of not in _OF:
        raise InputError(f"of is one of {', '.join(_OF)}, not {of!r}")
    table = as_ties(data)
    keyed = _keyed(table, of)
    parts = []
    for name, period in (("before", before), ("after", after)):
        first, last = span(period)
        months = ((last - first).days + 1) / _MONTH
        inside = keyed[_within(keyed, first, last)]
        grouped = inside.groupby("id", sort=True)
        part = pd.DataFrame({f"events_{name}": grouped["event"].nunique(), f"mean_{name}": grouped["score"].mean()})
        parts.append((name, months, part))
    frame = parts[0][2].join(parts[1][2], how="outer").sort_index()
    for name, months, _ in parts:
        frame[f"events_{name}"] = frame[f"events_{name}"].fillna(0).astype("int64")
        frame[f"rate_{name}"] = frame[f"events_{name}"] / months
    x, y = frame["events_before"] + 0.5, frame["events_after"] + 0.5
    frame["ratio"] = (y / parts[1][1]) / (x / parts[0][1])
    frame["z"] = np.log(frame["ratio"]) / np.sqrt(1 / x + 1 / y)
    frame["shift"] = frame["mean_after"] - frame["mean_before"]
    labels = dict(zip(keyed["id"], keyed["label"], strict=True))
    frame["name"] = [labels[key] for key in frame.index]
    order = [
        "id", "name", "events_before", "events_after", "rate_before", "rate_after", "ratio", "z", "mean_before",
        "mean_after", "shift",
    ]  # fmt: skip
    frame = frame.rename_axis("id").reset_index()[order].astype({"id": "str", "name": "str"})
    clearest = frame.assign(size=-frame["z"].abs()).sort_values(["size", "id"], kind="stable").index
    return frame.loc[clearest].reset_index(drop=True)


def span(period: str | dt.date | Sequence[str | dt.date]) -> tuple[dt.date, dt.date]:
    """The first and last day of a period; as one text, first and last stand with two dots between.

    Raises:
        InputError: It is no period, or runs backwards.

    Example:
        >>> span(("2020-03", "2021-02"))
        (datetime.date(2020, 3, 1), datetime.date(2021, 2, 28))
        >>> span("2020-03..2021-02") == span(("2020-03", "2021-02"))
        True
    """
    if isinstance(period, str) and ".." in period:
        period = period.split("..")
    ends = [period, period] if isinstance(period, str | dt.date) else list(period)
    if len(ends) != 2:
        raise InputError(
            'a period is "2021", "2021-03", or its first and last: ("2020-03", "2021-02"), "2020-03..2021-02"'
        )
    first, last = day(ends[0]), day(ends[1], last=True)
    if last < first:
        raise InputError(f"the period from {ends[0]} to {ends[1]} runs backwards")
    return first, last


def _keyed(table: pd.DataFrame, of: str) -> pd.DataFrame:
    if of == "type":
        return table.assign(id=table["type"], label=[EventType(code).label for code in table["type"]])
    if of == "dyad":
        table = with_dyad(table)
        return table.assign(id=table["a"] + "/" + table["b"], label=table["dyad"])
    names = names_of(table)
    both = pd.concat([table.assign(id=table["source"]), table.assign(id=table["target"])])
    return both.assign(label=both["id"].map(names))


def _within(table: pd.DataFrame, first: dt.date, last: dt.date) -> pd.Series[bool]:
    # A year's event would all fall on its first of January.
    fine = (table["precision"] != Precision.YEAR.value) | ((first.month, first.day) == (1, 1))
    return fine & (table["day"] >= pd.Timestamp(first)) & (table["day"] <= pd.Timestamp(last))
