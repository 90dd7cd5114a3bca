"""When conflict between two parties leaves what has been usual between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.errors import InputError
from kg.core.event import Event
from kg.network.ties import as_ties, between_two, news_periods, weights, with_days, with_dyad, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource


def escalation(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    between: Sequence[str] | None = None,
    by: str = "month",
    window: int = 12,
    width: float = 2.0,
    least: int = 3,
    weight: str = "count",
) -> pd.DataFrame:
    """Conflict per unordered pair and period, against the normal range of that pair.

    The idea is the *normal relations range* of Azar, E. E. (1972), "Conflict Escalation and Conflict Reduction in an
    International Crisis: Suez, 1956", Journal of Conflict Resolution 16(2): 183-201: two parties have a usual amount of
    conflict, and a crisis begins where they leave it.  Our range is the mean of the periods before, give or take
    ``width`` standard deviations; intensity is the sum of the conflictual scores on Goldstein's scale (1992).

    Args:
        data: A graph, events, or a table of ties.
        between: Two parties, by id or name; None takes every pair that has conflict.
        by: "day", "week", "month", "quarter" or "year".
        window: How many periods before make the range; the first periods have fewer, and the first two none.
        width: Half the width of the range, in standard deviations (of the population).
        least: A period with fewer conflict events is no escalation, however quiet the time before was.
        weight: "count" or "confidence".

    Returns:
        One row per pair and period, from the first day of publication to the last: ``a``, ``b``, ``dyad``,
        ``period`` (as text), ``start``, ``end``, ``conflicts`` (number of events), ``intensity`` (0 or more), ``usual``
        (the mean before), ``upper``
        and ``lower`` (the range), ``state`` ("escalation", "de-escalation", "normal"; missing without a range) and
        ``worst``: the type of the most conflictual event, missing without one.

    Raises:
        InputError: A party, ``by``, ``weight`` or ``window`` that there is not.
    """
    if window < 2:
        raise InputError(f"window is a number of periods, at least 2, not {window!r}")
    table = with_period(as_ties(data), by)
    periods = news_periods(table)
    if between is not None:
        table = table[table.index.isin(between_two(as_ties(data), between).index)]
    table = with_dyad(table[table["side"] == "conflict"])
    table = table.assign(worth=-table["score"] * weights(table, weight))
    frames = []
    for (a, b, dyad), rows in table.groupby(["a", "b", "dyad"], sort=True, observed=True):
        grouped = rows.groupby("period", observed=True)
        frame = pd.DataFrame(index=periods)
        frame["conflicts"] = grouped.size().reindex(periods, fill_value=0).astype("int64")
        frame["intensity"] = grouped["worth"].sum().reindex(periods, fill_value=0.0).astype("float64")
        before = frame["intensity"].shift(1).rolling(window, min_periods=2)
        spread = width * before.std(ddof=0)
        frame["usual"] = before.mean()
        frame["upper"] = frame["usual"] + spread
        frame["lower"] = (frame["usual"] - spread).clip(lower=0.0)
        frame["state"] = np.select(
            [
                frame["usual"].isna(),
                (frame["intensity"] > frame["upper"]) & (frame["conflicts"] >= least),
                frame["intensity"] < frame["lower"],
            ],
            ["", "escalation", "de-escalation"],
            "normal",
        )
        # Of several that are equally grave, the first by name.
        worst = rows.sort_values(["score", "type"]).groupby("period", observed=True)["type"].first()
        frame["worst"] = worst.reindex(periods)
        frames.append(frame.reset_index().assign(a=str(a), b=str(b), dyad=str(dyad)))
    order = ["a", "b", "dyad", "period", "conflicts", "intensity", "usual", "upper", "lower", "state", "worst"]
    if not frames:
        kinds = {"period": periods.dtype, "conflicts": "int64", **dict.fromkeys(order[5:9], "float64")}
        kinds |= {"state": "string", "worst": "string"}
        return with_days(pd.DataFrame({name: pd.Series(dtype=kinds.get(name, "str")) for name in order}))
    whole = pd.concat(frames, ignore_index=True)[order]
    whole["state"] = whole["state"].where(whole["state"] != "", None)
    whole = with_days(whole)
    return whole.astype(dict.fromkeys(("a", "b", "dyad"), "str") | dict.fromkeys(("state", "worst"), "string"))
