"""What a run of the readers is told once: defaults, limits, and where faults go."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.core.errors import InputError

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
        on_error: Called with each article that cannot be read.
        limits: How much is read.
        seen: Where each id was first met.
    """

    date: dt.date | None = None
    outlet: str | None = None
    on_error: OnError = log_error
    limits: Limits = field(default_factory=Limits)
    seen: dict[str, tuple[str, int | None]] = field(default_factory=dict)
