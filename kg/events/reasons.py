"""Which entry of the lexicon an event was read with, in words."""

from __future__ import annotations

from functools import lru_cache

from kg.core.event import Event
from kg.events.lexicon import ACTOR, ANY, NOBODY, NONE, Condition, Entry, Lexicon

_IN_WORDS = {ANY: "filled", NONE: "not filled", ACTOR: "an actor", NOBODY: "no actor"}


def lexicon_entry(event: Event) -> str | None:
    """The predicate, the frame it has to stand in, where the entry lies and its example.

    Args:
        event: Its ``rule`` names the entry.

    Returns:
        One line; None where no entry of the shipped lexicon produced it.

    Example:
        >>> lexicon_entry(event)
        'verb "impose" where object is duty, embargo, …; in sanction.yaml, as in "…"'
    """
    entry = _entries().get(event.rule.split(": ", 1)[-1].split(" | ")[0]) if event.rule else None
    if entry is None:
        return None
    predicate = f"{entry.extra} {entry.lemma}" if entry.pos == "noun" else f"{entry.lemma} {entry.extra}"
    frame = ", ".join(map(_condition, entry.when))
    said = f'{entry.pos} "{predicate.strip()}"' + (f" where {frame}" if frame else "")
    return f"{said}; in {entry.id.split('/', 1)[0]}.yaml" + (f', as in "{entry.example}"' if entry.example else "")


def _condition(condition: Condition) -> str:
    if condition.kind in _IN_WORDS:
        return f"{condition.slot} is {_IN_WORDS[condition.kind]}"
    words = sorted(condition.words)
    return f"{condition.slot} is {', '.join(words[:6])}{' …' if len(words) > 6 else ''}"


@lru_cache(maxsize=1)
def _entries() -> dict[str, Entry]:
    return {entry.id: entry for entry in reversed(Lexicon.load().all)}
