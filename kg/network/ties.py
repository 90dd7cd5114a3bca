"""The table that every measure starts from: one row for each event and pair of parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kg.core.dyads import is_mutual, party_pairs
from kg.core.errors import InputError
from kg.core.event import Event
from kg.core.plover import Precision, Status
from kg.core.selection import Selection
from kg.core.statements import check_level
from kg.entities.nearest import did_you_mean, known_as
from kg.query.tables import datetimes

if TYPE_CHECKING:
    import datetime as dt

    from kg.core.sources import EventSource

#: Columns of :func:`ties`.
COLUMNS = (
    "source", "target", "type", "relation", "side", "quad", "score", "mutual", "status", "day", "date", "precision",
    "basis", "published", "mode", "verb", "confidence", "theme", "sentence", "article", "event",
    "source_name", "source_kind", "source_country", "source_sector",
    "target_name", "target_kind", "target_country", "target_sector",
)  # fmt: skip

#: Statuses of what has happened, as far as the text knows.
HAPPENED = (Status.ASSERTED, Status.HISTORICAL)

#: The sums by quad class that tables have, by its number.
QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}
_FREQUENCY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
# A year's event belongs to no month; an act of "March" to no day of it.
_FINE_ENOUGH = {
    "day": (Precision.DAY,),
    "week": (Precision.DAY, Precision.WEEK),
    "month": (Precision.DAY, Precision.WEEK, Precision.MONTH),
    "quarter": (Precision.DAY, Precision.WEEK, Precision.MONTH),
    "year": tuple(Precision),
}


def ties(
    data: EventSource | Iterable[Event],
    level: str = "country",
    status: str | Iterable[str] | None = HAPPENED,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    types: str | Iterable[str] | None = None,
    basis: str | Iterable[str] | None = None,
    unnamed: bool = False,
) -> pd.DataFrame:
    """Who did what to whom, one row for each event and pair of parties.

    Args:
        data: A graph, or some events.
        level: "country": between states, armed groups and bodies of several states; "actor": between whoever is named.
            What the levels mean exactly, see :func:`kg.core.dyads.party_pairs`.
        status: Keep these statuses; by default what happened (asserted and historical).  None keeps all.
        since: Keep events on or after this day, as in :meth:`kg.graph.KnowledgeGraph.triples`.
        until: Keep events on or before this day.
        types: Keep these event types, relation labels, "cooperation" or "conflict".
        basis: Keep events whose date is known from there, as in :meth:`kg.graph.KnowledgeGraph.triples`.
        unnamed: Keep those who are only described ("gunmen"), and acts of which the text does not say who did them
            ("(not named)").  They are of kind "unnamed" and another party in each event.

    Returns:
        A table in the order of the events.  ``source`` and ``target`` are ids; ``score`` is the intensity of the type
        on Goldstein's scale (-10 to 10, see :attr:`kg.core.plover.EventType.score`), NaN for OTHER; ``side`` is
        "cooperation", "conflict" or "other", ``quad`` the quad class.  A mutual act is one row with ``mutual`` true.
        ``date`` is the event's date as text, no finer than it is known, with its ``precision`` and ``basis``; all three
        are missing where there is none.  ``day`` is the day that it counts with (:attr:`kg.core.event.Event.day`):
        its first, else that on which its article was published; NaT for what a report recalls without a date.

    Raises:
        InputError: A level, status, day or type that there is not.
    """
    check_level(level)
    chosen = Selection.of(status=status, since=since, until=until, types=types, basis=basis)
    events = data.events() if hasattr(data, "events") else data
    rows = [row for event in events if chosen.keeps(event) for row in _rows(event, level, unnamed)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("day", "published"):
        frame[column] = datetimes(frame[column])
    return frame.astype({"quad": "Int8", "score": "float64", "confidence": "float64", "mutual": "bool"})


def as_ties(data: EventSource | Iterable[Event] | pd.DataFrame) -> pd.DataFrame:
    """The table of ties of whatever a measure is given; between countries, if it is not a table yet."""
    return data if isinstance(data, pd.DataFrame) else ties(data)


def with_period(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows that have a place in time, with a column ``period``; those dated too coarsely for it are left out.

    Raises:
        InputError: ``by`` is no length of time.
    """
    if by not in _FREQUENCY:
        raise InputError(f"by is one of {', '.join(_FREQUENCY)}, not {by!r}")
    # Without a date it counts with a day, that of its article.
    precision = table["precision"].fillna(Precision.DAY.value)
    fine = precision.isin([p.value for p in _FINE_ENOUGH[by]]) & table["day"].notna()
    kept = table[fine]
    return kept.assign(period=kept["day"].dt.to_period(_FREQUENCY[by]))


def with_days(frame: pd.DataFrame) -> pd.DataFrame:
    """A table that is handed out: its column ``period`` as text, with the first and last day of each period beside.

    A Period of pandas is a number in Parquet, and no type at all for DuckDB; text and days are understood everywhere.

    Example:
        >>> with_days(pd.DataFrame({"period": pd.period_range("2023-02", periods=1, freq="M")})).to_string(index=False)
        ' period      start        end\\n2023-02 2023-02-01 2023-02-28'
    """
    periods, at = frame["period"], list(frame.columns).index("period")
    first, last = periods.dt.start_time, periods.dt.end_time.dt.normalize()
    frame = frame.assign(period=periods.astype("str"))
    for name, days in (("end", last), ("start", first)):
        frame.insert(at + 1, name, days.astype("datetime64[ms]"))  # Parquet has no seconds
    return frame


def news_periods(table: pd.DataFrame) -> pd.PeriodIndex:
    """Every period in which there may be news: from the first to the last day on which an article was published.

    Where no article has a day, from the first to the last event.  A period without an event is quiet only inside this
    span; before it, events are those that later reports recall.

    Args:
        table: Ties with the column ``period``.
    """
    kind = table["period"].dtype
    days = table["published"].dropna()
    periods = days.dt.to_period(kind.freq) if len(days) else table["period"]  # type: ignore[union-attr]
    if periods.empty:
        return pd.PeriodIndex([], dtype=kind, name="period")
    return pd.period_range(periods.min(), periods.max(), name="period")


def all_periods(table: pd.DataFrame, quiet: pd.PeriodIndex) -> pd.PeriodIndex:
    """The periods of :func:`news_periods`, and those outside them that have events."""
    outside = pd.PeriodIndex(table["period"].unique(), dtype=quiet.dtype)
    return quiet.union(outside).sort_values().rename("period")


def names_of(table: pd.DataFrame) -> dict[str, str]:
    """Name by id, of all parties, sorted by id."""
    both = [*zip(table["source"], table["source_name"], strict=True)]
    both += zip(table["target"], table["target_name"], strict=True)
    return dict(sorted(dict(reversed(both)).items()))  # of several names the first


def party_id(table: pd.DataFrame, name: str) -> str:
    """The id that somebody means by an id or a name ("RUS", "Russia", "russia", "U.S.").

    Raises:
        InputError: Nobody in the table is called so.
    """
    known = names_of(table)
    word = name.strip().casefold()
    for key, label in known.items():
        if word in (key.casefold(), label.casefold()):
            return key
    for key in sorted(known_as(name)):
        if key in known:
            return key
    raise InputError(f"nobody called {name!r} takes part in these events{did_you_mean(name, known)}")


def between_two(table: pd.DataFrame, pair: Sequence[str]) -> pd.DataFrame:
    """The rows between two parties, in either direction.

    Raises:
        InputError: It is not two names, or one that nobody bears.
    """
    if isinstance(pair, str) or len(pair) != 2:
        raise InputError("between needs two names")
    one, other = (party_id(table, name) for name in pair)
    source, target = table["source"], table["target"]
    return table[((source == one) & (target == other)) | ((source == other) & (target == one))]


def both_ways(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with each mutual act a second time, the other way round."""
    back = table[table["mutual"]].rename(
        columns=lambda c: c.replace("source", "·").replace("target", "source").replace("·", "target")
    )
    return pd.concat([table, back[list(table.columns)]], ignore_index=True) if len(back) else table


def with_dyad(table: pd.DataFrame, directed: bool = False) -> pd.DataFrame:
    """The rows with columns ``a``, ``b`` and ``dyad``: the two parties, by id, and a label of their names.

    Without a direction ``a`` is the one whose id comes first.
    """
    table = both_ways(table) if directed else table
    names = names_of(table)
    turned = np.zeros(len(table), dtype=bool) if directed else (table["source"] > table["target"]).to_numpy(dtype=bool)
    a = np.where(turned, table["target"], table["source"])
    b = np.where(turned, table["source"], table["target"])
    mark = " → " if directed else " – "
    labels = [f"{names[x]}{mark}{names[y]}" for x, y in zip(a, b, strict=True)]
    return table.assign(a=a, b=b, dyad=np.array(labels, dtype=object))


def weights(table: pd.DataFrame, weight: str) -> pd.Series[float]:
    """What each row counts: 1 ("count"), or its confidence.

    Raises:
        InputError: ``weight`` is neither.
    """
    if weight == "count":
        return pd.Series(1.0, index=table.index)
    if weight == "confidence":
        return table["confidence"]
    raise InputError(f'weight is "count" or "confidence", not {weight!r}')


def counted_day(event: Event) -> dt.date | None:
    """The day that an event has in series; what a report recalls without a date has none."""
    return None if event.date is None and event.status == Status.HISTORICAL else event.day


def _rows(event: Event, level: str, unnamed: bool) -> Iterable[dict[str, Any]]:
    for source, target in party_pairs(event, level, unnamed):
        yield {
            "type": event.type.value,
            "relation": event.relation,
            "side": event.type.side,
            "quad": None if event.type.quad is None else int(event.type.quad),
            "score": float("nan") if event.type.score is None else event.type.score,
            "mutual": is_mutual(event),
            "status": event.status.value,
            "day": counted_day(event),
            "date": str(event.date) if event.date else None,
            "precision": event.date.precision.value if event.date else None,
            "basis": event.date.basis.value if event.date else None,
            "published": event.published,
            "mode": event.mode,
            "verb": event.verb,
            "confidence": event.confidence,
            "theme": event.theme,
            "sentence": event.evidence.sentence,
            "article": event.article,
            "event": event.id,
        } | {
            f"{end}{suffix}": value
            for end, party in (("source", source), ("target", target))
            for suffix, value in zip(("", "_name", "_kind", "_country", "_sector"), party, strict=True)
        }
