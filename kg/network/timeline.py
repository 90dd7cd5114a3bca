"""What happened, period by period: counts, tone, and the act that stands out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.errors import InputError
from kg.core.event import Event
from kg.network.ties import all_periods, as_ties, between_two, news_periods, party_id, with_days, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource


def timeline(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    entity: str | None = None,
    between: Sequence[str] | None = None,
    by: str = "month",
) -> pd.DataFrame:
    """One row per period, with the sentence that says most about it.

    Args:
        data: A graph, events, or a table of ties.
        entity: Only what this party does or undergoes, by id or name.
        between: Only what two parties do to one another.
        by: "day", "week", "month", "quarter" or "year".

    Returns:
        Every period from which there is news, and earlier or later ones with events: ``period`` ("2023-05", as text),
        ``start`` and ``end`` (its days), ``events``, ``cooperation``, ``conflict`` (numbers of events; an event between
        three counts once), ``net`` (sum of the scores on Goldstein's scale), ``balance`` (-1 to 1, NaN without events),
        and of the event with the strongest score (then the greatest confidence, then the first) ``what`` ("Russia
        attacks Ukraine"), ``sentence`` and ``event`` (its id); missing without events.

    Raises:
        InputError: Both ``entity`` and ``between`` are given, or nobody is called so.
    """
    if entity is not None and between is not None:
        raise InputError("give entity or between, not both")
    whole = as_ties(data)
    table = whole
    if entity is not None:
        who = party_id(table, entity)
        table = table[(table["source"] == who) | (table["target"] == who)]
    elif between is not None:
        table = between_two(table, between)
    dated = with_period(table, by)
    periods = all_periods(dated, news_periods(with_period(whole, by)))
    once = dated.drop_duplicates("event")
    grouped = once.groupby("period", observed=True)
    frame = pd.DataFrame(index=periods)
    frame["events"] = grouped.size()
    for side in ("cooperation", "conflict"):
        frame[side] = once[once["side"] == side].groupby("period", observed=True).size()
    counts = ["events", "cooperation", "conflict"]
    frame[counts] = frame[counts].fillna(0).astype("int64")
    frame["net"] = grouped["score"].sum().reindex(periods).fillna(0.0).astype("float64")
    both = (frame["cooperation"] + frame["conflict"]).replace(0, np.nan)
    frame["balance"] = ((frame["cooperation"] - frame["conflict"]) / both).astype("float64")
    strong = once.assign(strength=-once["score"].abs().fillna(0.0), doubt=-once["confidence"])
    first = strong.sort_values(["period", "strength", "doubt", "day", "event"]).groupby("period", observed=True).first()
    what = first["source_name"] + " " + first["relation"] + " " + first["target_name"]
    frame["what"] = what.reindex(periods)
    frame["sentence"] = first["sentence"].reindex(periods)
    frame["event"] = first["event"].reindex(periods)
    return with_days(frame.reset_index()).astype(dict.fromkeys(("what", "sentence", "event"), "string"))
