"""Who follows whom: series of conduct that resemble one another some periods later."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.core.errors import InputError
from kg.core.event import Event
from kg.network.ties import as_ties, both_ways, names_of, news_periods, party_id, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_COLUMNS = ("leader", "follower", "leads", "lag", "correlation", "together", "chance", "periods")


def follows(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    toward: str | None = None,
    by: str = "month",
    max_lag: int = 3,
    least: int = 12,
) -> pd.DataFrame:
    """Whose conduct resembles that of somebody else some periods before.

    A lagged correlation of the series of net cooperation (sums on Goldstein's scale, 1992), as in the studies of who
    reacts to whom by Goldstein, J. S. and Freeman, J. R. (1990), *Three-Way Street: Strategic Reciprocity in World
    Politics*, University of Chicago Press.  It shows an order in time, not a cause: two may follow the same news.

    Args:
        data: A graph, events, or a table of ties.
        toward: Compare how parties treat this one (id or name); None compares how they treat all others together.
        by: Length of a period.
        max_lag: Look so many periods back, from 1 on.
        least: Leave out parties with events in fewer periods.

    Returns:
        One row per ordered pair, the closest resemblance first: ``leader``, ``follower`` (ids), ``leads`` (a label),
        ``lag`` (the one, 1 to ``max_lag``, with the largest correlation), ``correlation`` (Pearson's r there),
        ``together`` (r without a lag), ``chance`` and ``periods`` (how many the series have).  ``chance`` is the share
        of all ways to shift the one series against the other, round the end, in which the best r is at least as large:
        a test that keeps each series' own ups and downs.  With n pairs expect n·0.05 of them below 0.05.

    Raises:
        InputError: A party or ``by`` that there is not, or a ``max_lag`` below 1.
    """
    table = as_ties(data)
    names = names_of(table)
    aimed = both_ways(table)
    if toward is not None:
        aimed = aimed[aimed["target"] == party_id(table, toward)]
    series = _series(with_period(aimed, by), news_periods(with_period(table, by)), ["source"], least)
    rows = []
    for leader, follower in permutations(sorted(series), 2):
        found = _lagged(series[leader], series[follower], max_lag)
        rows.append((leader, follower, f"{names[leader]} → {names[follower]}", *found))
    return _frame(rows)


def reciprocity(
    data: EventSource | Iterable[Event] | pd.DataFrame, by: str = "month", max_lag: int = 3, least: int = 12
) -> pd.DataFrame:
    """Whether one side's conduct towards the other comes back some periods later.

    Action and reaction (Goldstein and Freeman 1990), measured as in :func:`follows`.  Mutual acts are left out, since
    they would be each other's echo.

    Args:
        data: A graph, events, or a table of ties.
        by: Length of a period.
        max_lag: Look so many periods back.
        least: Leave out pairs of which one side acts in fewer periods.

    Returns:
        Two rows per pair, one each way, with the columns of :func:`follows`: the ``leader`` acts on the ``follower``,
        who then treats the leader alike.

    Raises:
        InputError: A ``by`` that there is not, or a ``max_lag`` below 1.
    """
    table = as_ties(data)
    names = names_of(table)
    dated = with_period(table, by)
    series = _series(dated[~dated["mutual"]], news_periods(dated), ["source", "target"], least)
    rows = []
    for a, b in combinations(sorted({x for pair in series for x in pair}), 2):
        if (a, b) in series and (b, a) in series:
            for leader, follower in ((a, b), (b, a)):
                found = _lagged(series[leader, follower], series[follower, leader], max_lag)
                rows.append((leader, follower, f"{names[leader]} → {names[follower]}", *found))
    return _frame(rows)


def _series(table: pd.DataFrame, periods: pd.PeriodIndex, keys: list[str], least: int) -> dict:  # type: ignore[type-arg]
    """Net score in each period, by key, of who has events in enough of them."""
    scored = table[table["score"].notna()]
    found = {}
    for key, rows in scored.groupby(keys, sort=True, observed=True):
        net = rows.groupby("period", observed=True)["score"].sum()
        net = net[net.index.isin(periods)]
        if len(net) >= least:
            name = key if len(keys) > 1 else key[0]
            found[name] = net.reindex(periods, fill_value=0.0).to_numpy(dtype=float)
    return found


def _lagged(leader: np.ndarray, follower: np.ndarray, max_lag: int) -> tuple[int, float, float, float, int]:
    """Best lag, correlation there, correlation without a lag, chance, number of periods."""
    if max_lag < 1:
        raise InputError(f"max_lag is at least 1, not {max_lag!r}")
    n = len(leader)
    lag, best = _best(leader, follower, max_lag)
    # Shifts that bring the true order back, or nearly so, would compare the series with itself.
    shifts = range(max_lag + 1, n - max_lag)
    if np.isnan(best) or not len(shifts):
        return lag, best, _correlation(leader, follower), float("nan"), n
    as_good = sum(_best(np.roll(leader, s), follower, max_lag)[1] >= best - 1e-12 for s in shifts)
    return lag, best, _correlation(leader, follower), (as_good + 1) / (len(shifts) + 1), n


def _best(leader: np.ndarray, follower: np.ndarray, max_lag: int) -> tuple[int, float]:
    found = [(k, _correlation(leader[:-k], follower[k:])) for k in range(1, max_lag + 1) if len(leader) - k >= 3]
    valid = [(k, r) for k, r in found if not np.isnan(r)]
    return max(valid, key=lambda pair: (pair[1], -pair[0])) if valid else (1, float("nan"))


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    if len(x) < 3 or not x.std() or not y.std():
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def _frame(rows: list[tuple[str, str, str, int, float, float, float, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(
        dict.fromkeys(("leader", "follower", "leads"), "str")
        | dict.fromkeys(("lag", "periods"), "int64")
        | dict.fromkeys(("correlation", "together", "chance"), "float64")
    )
    order = ["correlation", "leader", "follower"]
    return frame.sort_values(order, ascending=[False, True, True], na_position="last").reset_index(drop=True)
