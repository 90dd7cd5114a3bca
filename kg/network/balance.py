"""How two parties get on, period by period: cooperation against conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.event import Event
from kg.network.ties import (
    QUADS,
    all_periods,
    as_ties,
    between_two,
    news_periods,
    weights,
    with_days,
    with_dyad,
    with_period,
)

if TYPE_CHECKING:
    from kg.core.sources import EventSource


def balance(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    between: Sequence[str] | None = None,
    by: str = "month",
    directed: bool = False,
    weight: str = "count",
) -> pd.DataFrame:
    """Cooperation and conflict per pair of parties, unordered unless ``directed``, and period.

    ``net`` is the net cooperation of Goldstein, J. S. (1992), "A Conflict-Cooperation Scale for WEIS Events Data",
    Journal of Conflict Resolution 36(2): 369-385: the sum of the events' scores.  The counts are those of the quad
    classes that event data are usually added up to (Duval, R. D. and Thompson, W. R., 1980, "Reconsidering the
    Aggregate Relationship between Size, Economic Development, and Some Types of Foreign Policy Behavior", American
    Journal of Political Science 24(3)).  A sum follows how much is reported; ``balance`` and ``mean`` do not.

    Args:
        data: A graph, events, or a table of ties.
        between: Two parties, by id or name; None gives every pair that has events.
        by: "day", "week", "month", "quarter" or "year".
        directed: One row for what ``a`` does to ``b`` and one for the reverse; a mutual act counts in both.
        weight: "count", or "confidence" to let an event count as much as it is likely to be right.

    Returns:
        One row per pair and period with events, sorted; of two parties also the periods without events from which there
        is news.  ``a``, ``b``: ids; ``dyad``; ``period`` ("2023-05", as text); ``start``, ``end`` (its days);
        ``events`` (those with a score); the four quad classes, ``cooperation`` and ``conflict`` (numbers of events, or
        sums of confidence); ``balance`` (cooperation less conflict as a share of both, -1 to 1, NaN without events);
        ``net``; ``mean`` (score per event, -10 to 10).

    Raises:
        InputError: Nobody is called so; or a ``by`` or ``weight`` that there is not.

    Example:
        >>> import kg
        >>> graph = kg.build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
        >>> balance(graph, by="year")[["dyad", "period", "cooperation", "conflict"]].to_string(index=False)
        '       dyad period  cooperation  conflict\\nIran – Iraq   2023          1.0       0.0'
    """
    table = with_period(as_ties(data), by)
    quiet = news_periods(table)
    if between is not None:
        # Looked up among all ties, so that two who only meet in undated reports are no unknowns.
        ids = between_two(as_ties(data), between).index
        table = table[table.index.isin(ids)]
    table = with_dyad(table[table["quad"].notna()], directed)
    table = table.assign(w=weights(table, weight))
    table = table.assign(worth=table["w"] * table["score"])
    for quad, name in QUADS.items():
        table[name] = table["w"].where(table["quad"] == quad, 0.0)
    keys = ["a", "b", "dyad", "period"]
    columns = ["w", *QUADS.values(), "worth"]
    frame = table.groupby(keys, sort=True, observed=True)[columns].sum()
    frame.insert(0, "events", table.groupby(keys, sort=True, observed=True).size())
    if between is not None and len(frame):
        dyads = frame.reset_index("period").index.unique()
        full = pd.MultiIndex.from_tuples([(*d, p) for d in dyads for p in all_periods(table, quiet)], names=keys)
        frame = frame.reindex(full, fill_value=0)
    frame = frame.reset_index()
    frame["period"] = pd.PeriodIndex(frame["period"], dtype=quiet.dtype)
    frame["cooperation"] = frame["verbal_cooperation"] + frame["material_cooperation"]
    frame["conflict"] = frame["verbal_conflict"] + frame["material_conflict"]
    whole = frame["w"].replace(0.0, np.nan)
    frame["balance"] = (frame["cooperation"] - frame["conflict"]) / whole
    frame["net"] = frame["worth"].astype("float64")
    frame["mean"] = frame["worth"] / whole
    frame["events"] = frame["events"].astype("int64")
    kept = [*keys, "events", *QUADS.values(), "cooperation", "conflict", "balance", "net", "mean"]
    return with_days(frame[kept].astype({"a": "str", "b": "str", "dyad": "str"}))
