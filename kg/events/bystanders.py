"""Who is named beside an act and takes no part in it: "went on attacking despite claims by Oman"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events.grounds import Ground
from kg.events.match import Match
from kg.events.status import words
from kg.language import syntax

DEEPEST = 6  # words between a name and the act


def leave_out(match: Match) -> None:
    """Take from an act of which the judge gave one side those recipients whom grammar keeps out of it.

    Args:
        match: The act; its recipients may change.
    """
    if Ground.SIDE_JUDGED in match.notes and match.entry.pos == "verb":
        match.recipients = [m for m in match.recipients if not _is_bystander(m, match)]


def _is_bystander(mention: Mention, match: Match) -> bool:
    """Whether a name stands in a phrase of what the act was in spite of, or is the subject of the clause beside it."""
    inside = [t for t in match.trigger.sent if mention.start <= t.idx < mention.end]
    head = next((t for t in inside if t.head not in inside), None)
    if head is None:
        return False
    if any(head in syntax.subjects(verb) for verb in syntax.conjuncts(match.trigger)):
        return True
    return any(syntax.preposition(t) in words()["in_spite"] for t in _up(head, match.trigger))


def _up(head: Token, trigger: Token) -> list[Token]:
    """A word and those above it, as far as the act."""
    passed = [head]
    for above in list(head.ancestors)[:DEEPEST]:
        if above == trigger or syntax.is_verb(above):
            break
        passed.append(above)
    return passed
