"""What acts cost in people, and how many acts there were, by period and by where or to whom: named doers or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.core.errors import InputError
from kg.core.event import LOSSES, Event, Loss
from kg.core.reports import Toll
from kg.core.selection import Selection
from kg.network.ties import HAPPENED, counted_day, with_days, with_period
from kg.query.tables import datetimes

if TYPE_CHECKING:
    import datetime as dt

    from kg.core.sources import EventSource

#: What rows can stand for, besides a period: its columns.
LEVELS: dict[str, tuple[str, ...]] = {
    "country": ("country",),
    "recipient": ("country",),
    "place": ("place", "country"),
    "all": (),
}


def casualties(
    data: EventSource | Iterable[Event],
    by: str = "month",
    level: str = "country",
    totals: bool = False,
    status: str | Iterable[str] | None = HAPPENED,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    types: str | Iterable[str] | None = None,
    retells: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """How many people were killed, injured, detained, displaced or went missing, as ranges added up.

    An act that several reports tell counts once; where their numbers differ, it counts from the lowest to the highest.
    What is dated too coarsely for the period, or not at all, is left out.

    Args:
        data: A graph, or some events.
        by: "day", "week", "month", "quarter" or "year".
        level: "country": where it happened, else whose people it was done to; "recipient": only the latter; "place":
            the place that the text names; "all": one row per period.
        totals: Count numbers that sum up a longer time, too ("bringing the toll to 200"); they hold what other acts
            count already.
        status: Keep these statuses; by default what happened (asserted and historical).  None keeps all.
        since: Keep events on or after this day.
        until: Keep events on or before this day.
        types: Keep these event types, relation labels, "cooperation" or "conflict".
        retells: Of events of which several may tell one act, for the id of each that tells it again that of the first;
            a graph gives acts already.

    Returns:
        A row per period and place or country with losses, sorted: ``period`` (as text), ``start``, ``end``, then
        ``country`` (ISO 3166 alpha-3, of
        recipients of several countries their codes with a slash) or ``place`` and ``country``, missing where they are
        not told; ``acts`` (with a number of any kind), and ``killed_low``, ``killed_high``, ``injured_low`` and so on.

    Raises:
        InputError: A period, level, status, day or type that there is not.
    """
    chosen = Selection.of(status=status, since=since, until=until, types=types)
    rows = []
    for tellings in _acts(data, chosen, retells).values():
        told: dict[str, list[Loss | Toll]] = {}
        for loss in (x for event in tellings for x in _tolls(event) if totals or not x.total):
            told.setdefault(loss.kind, []).append(loss)
        if told:
            row = _row(tellings, level)
            for kind, numbers_told in told.items():
                row[f"{kind}_low"] = min(loss.low for loss in numbers_told)
                row[f"{kind}_high"] = max(loss.high for loss in numbers_told)
            rows.append(row)
    numbers = [f"{kind}_{end}" for kind in LOSSES for end in ("low", "high")]
    return _summed(rows, by, level, numbers)


def acts(
    data: EventSource | Iterable[Event],
    by: str = "month",
    level: str = "country",
    status: str | Iterable[str] | None = HAPPENED,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    types: str | Iterable[str] | None = None,
    retells: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """How many acts there were, whether or not the text names who did them.

    Args:
        data: A graph, or some events.
        by: "day", "week", "month", "quarter" or "year".
        level: As in :func:`casualties`.
        status: Keep these statuses; by default what happened.
        since: Keep events on or after this day.
        until: Keep events on or before this day.
        types: Keep these event types, relation labels, "cooperation" or "conflict".
        retells: As in :func:`casualties`.

    Returns:
        A row per period and place or country, sorted: ``period``, ``start``, ``end``,
        ``country`` or ``place`` and ``country``, ``acts``,
        and ``unnamed``: those of them without a named actor.

    Raises:
        InputError: A period, level, status, day or type that there is not.
    """
    chosen = Selection.of(status=status, since=since, until=until, types=types)
    rows = []
    for tellings in _acts(data, chosen, retells).values():
        named = any(p.named for event in tellings for p in event.actors)
        rows.append(_row(tellings, level) | {"unnamed": int(not named)})
    return _summed(rows, by, level, ["unnamed"])


def _tolls(event: Event) -> Iterable[Loss | Toll]:
    """What it cost: by all reports of it, where there are several."""
    return event.reports.tolls if event.reports else event.casualties


def _acts(
    data: EventSource | Iterable[Event], chosen: Selection, retells: Mapping[str, str] | None
) -> dict[str, list[Event]]:
    """The reports of each act, in the order of the events."""
    found: dict[str, list[Event]] = {}
    for event in data.events() if hasattr(data, "events") else data:
        if chosen.keeps(event):
            found.setdefault((retells or {}).get(event.id, event.id), []).append(event)
    return found


def _row(tellings: list[Event], level: str) -> dict[str, Any]:
    """When and where an act was: as the first report that says so has it."""
    dated = next((event for event in tellings if event.date is not None), tellings[0])
    return {
        "day": counted_day(dated),
        "precision": dated.date.precision.value if dated.date else None,
        **next((where for event in tellings if any((where := _where(event, level)).values())), {}),
        "acts": 1,
    }


def _where(event: Event, level: str) -> dict[str, str | None]:
    place = event.place
    struck = "/".join(sorted({p.country for p in event.recipients if p.country})) or None
    if level == "place":
        return {"place": place.name if place else None, "country": place.country if place else None}
    if level == "recipient":
        return {"country": struck}
    return {"country": place.country if place and place.country else struck}


def _summed(rows: list[dict[str, Any]], by: str, level: str, numbers: list[str]) -> pd.DataFrame:
    if level not in LEVELS:
        raise InputError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    keys, counted = list(LEVELS[level]), ["acts", *numbers]
    table = pd.DataFrame(rows, columns=["day", "precision", *keys, *counted])
    table["day"] = datetimes(table["day"])
    table[counted] = table[counted].fillna(0).astype("int64")
    table[keys] = table[keys].astype("string")
    dated = with_period(table, by)
    grouped = dated.groupby(["period", *keys], sort=True, observed=True, dropna=False)[counted].sum()
    return with_days(grouped.reset_index())
