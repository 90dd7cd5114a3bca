"""Match reports: articles in which countries and clubs are teams and nothing happens between states."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc

from kg.core.plover import EventType
from kg.events.enough import RULING
from kg.events.match import Match
from kg.language import en

_SPORTS = en.lists("sports")
# So many words of sport, and such a share of all: a politician may well mention a cup.
_LEAST, _SHARE = 6, 0.02
# What sports bodies and fans do to one another is told of them as of others.
_KEPT = {EventType.SANCTION, EventType.PROTEST}
# What teams do to one another is said with the same words.
_LIKE_CONTESTS = {EventType.ASSAULT, EventType.COERCE, EventType.CONCEDE, EventType.RETREAT, EventType.THREATEN}


def is_match_report(doc: Doc) -> bool:
    """Whether an article reports on sport.

    Example:
        "The striker scored twice before half-time as Chile beat Peru in the final; the coach praised the goalkeeper."
    """
    seen = [t.lower_ for t in doc if t.lower_ in _SPORTS["match_reports"]]
    return len(seen) >= _LEAST and len(set(seen)) >= _LEAST // 2 and len(seen) >= _SHARE * len(doc)


def is_contest(match: Match) -> bool:
    """Whether a sentence about a contest tells what teams did there: "Chile captured the medal"."""
    if match.entry.type not in _LIKE_CONTESTS or not is_of_teams(match):
        return False
    told = [t.lower_ for t in match.trigger.sent]
    return not _SPORTS["contests"].isdisjoint([*told, *map(" ".join, pairwise(told))])


def is_of_teams(match: Match) -> bool:
    """Whether all who take part may be teams, players and fans: no government, army, court, party or official."""
    if match.entry.type in _KEPT:
        return False
    parties = [m.entity for m in (*match.actors, *match.recipients) if m.entity.kind != "country"]
    return all(e.sector not in RULING and e.kind not in {"government", "armed_group"} for e in parties)
