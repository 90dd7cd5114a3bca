"""What a run of the readers is told once: defaults, limits, and where faults go."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.core.errors import InputError, Remark
from kg.readers.fields import Tally
from kg.readers.identity import Identities

OnError = Callable[[InputError], None]

_log = logging.getLogger("kg")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before an input is taken for a fault or an attack.

    Attributes:
        article: Longest text of an article, in characters.
        file: Largest file that holds one article (text, HTML), in bytes, unpacked.
        record: Longest line of JSON Lines and largest cell of a table, in bytes.
        table: Largest file that must be read as a whole (a JSON list), in bytes, unpacked.
    """

    article: int = 1_000_000
    file: int = 16_000_000
    record: int = 16_000_000
    table: int = 512_000_000


def log_error(error: InputError) -> None:
    """What happens to an article that cannot be read, unless the caller says otherwise: a warning in the log "kg"."""
    _log.warning("%s", error)


@dataclass(slots=True)
class Options:
    """Defaults and state of one run.

    Attributes:
        date: Day of publication of articles that state none.
        outlet: Source of articles that state none.
        encoding: How files are encoded; None tells it from each.
        fields: Which field holds which part: "date" -> "seendate"; a dot goes into a field of a field.
        date_format: How dates in figures are written: "DMY", "MDY", "YMD", or a pattern of strptime.
        on_error: Called with each article that cannot be read, and each remark.
        limits: How much is read.
        identities: Which ids are taken.
        tallies: What the rows of each input have, by its name.
    """

    date: dt.date | None = None
    outlet: str | None = None
    encoding: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    on_error: OnError = log_error
    limits: Limits = field(default_factory=Limits)
    identities: Identities = field(default_factory=Identities)
    tallies: dict[str, Tally] = field(default_factory=dict)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def tally(self, where: str) -> Tally:
        """What the rows of an input have."""
        return self.tallies.setdefault(where, Tally())

    def tell_tallies(self) -> None:
        """Tell, once for each input that was read, what none of its rows had."""
        for where, tally in self.tallies.items():
            if told := tally.told(self.fields):
                self.remark(told, where)
        self.tallies.clear()

    def told_of(self, where: str) -> bool:
        """Whether there was a remark on an input."""
        return any(name == where for _, name in self._told)

    def remark(self, what: str, where: str = "", line: int | None = None) -> None:
        """Tell something of an input, once for each input."""
        if (what, where) not in self._told:
            self._told.add((what, where))
            self.on_error(Remark(what, where, line))
