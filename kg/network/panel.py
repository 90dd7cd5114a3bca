"""The panel that models of conflict start from: every ordered pair of states in every period, zeros included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.country_codes import codes_of
from kg.core.event import Event
from kg.network.ties import QUADS, as_ties, both_ways, names_of, news_periods, with_days, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_CODES = {"cow": "str", "cow_number": "Int64", "gw_number": "Int64", "cameo": "str"}


def panel(data: EventSource | Iterable[Event] | pd.DataFrame, by: str = "month", every: bool = False) -> pd.DataFrame:
    """One row for each ordered pair of states and each period from which there is news, with or without events.

    A period without events is a zero: there was news, and none of it told of an act of the one against the other.
    Periods before the first article and after the last are no zeros and no rows; what reports recall of them is left
    out.  Armed groups and bodies of several states are no states.

    Args:
        data: A graph, events, or a table of ties between countries.
        by: "day", "week", "month", "quarter" or "year".
        every: Every pair of the states that take part in any event; else only pairs with an event in some period.

    Returns:
        A table sorted by ``a``, ``b`` and ``period``: ``a`` does something to ``b`` (ISO 3166 alpha-3; a mutual act
        counts both ways); their names; their codes of Correlates of War (letters and number), Gleditsch and Ward and
        CAMEO, missing where a list does not have them; ``period`` as text, ``start``, ``end``; ``events``, the
        four quad classes (numbers of events) and ``net`` (the sum of their scores on Goldstein's scale).

    Raises:
        InputError: ``by`` is no length of time.
    """
    table = as_ties(data)
    table = table[(table["source_kind"] == "country") & (table["target_kind"] == "country")]
    dated = with_period(table, by)
    periods = news_periods(with_period(as_ties(data), by))
    counted = both_ways(dated[dated["period"].isin(periods)])
    names = names_of(table)
    pairs = _pairs(counted, every)
    keys = pd.MultiIndex.from_tuples([(a, b, p) for a, b in pairs for p in periods], names=["a", "b", "period"])
    counted = counted.assign(**{name: (counted["quad"] == quad).fillna(False) for quad, name in QUADS.items()})
    grouped = counted.rename(columns={"source": "a", "target": "b"}).groupby(["a", "b", "period"], observed=True)
    sums = grouped[[*QUADS.values(), "score"]].sum().assign(events=grouped.size())
    frame = sums.reindex(keys, fill_value=0).reset_index() if pairs else _nothing(periods)
    frame["period"] = pd.PeriodIndex(frame["period"], dtype=periods.dtype)
    frame = frame.rename(columns={"score": "net"})
    codes = {f"{end}_{name}": [getattr(codes_of(c), name) for c in frame[end]] for end in "ab" for name in _CODES}
    named = {f"{end}_name": [names[c] for c in frame[end]] for end in "ab"}
    frame = frame.assign(**named, **codes)
    who = ["a", "a_name", *(f"a_{n}" for n in _CODES), "b", "b_name", *(f"b_{n}" for n in _CODES)]
    frame = frame[[*who, "period", "events", *QUADS.values(), "net"]]
    kinds = {f"{end}_{name}": kind for end in "ab" for name, kind in _CODES.items()}
    kinds |= dict.fromkeys(("a", "a_name", "b", "b_name"), "str")
    kinds |= dict.fromkeys(("events", *QUADS.values()), "int64") | {"net": "float64"}
    return with_days(frame.astype(kinds))


def _pairs(table: pd.DataFrame, every: bool) -> list[tuple[str, str]]:
    """The ordered pairs that have rows."""
    if not every:
        return sorted(set(zip(table["source"], table["target"], strict=True)))
    states = sorted({*table["source"], *table["target"]})
    return [(a, b) for a in states for b in states if a != b]


def _nothing(periods: pd.PeriodIndex) -> pd.DataFrame:
    kinds = {"period": periods.dtype, **dict.fromkeys(("events", *QUADS.values(), "score"), np.dtype("float64"))}
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, "str")) for name in ("a", "b", *kinds)})
