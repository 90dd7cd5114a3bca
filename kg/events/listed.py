"""Who stands in one list with a party: "ministers, activists and aid groups criticised the law" names three."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events import arguments, unnamed
from kg.events.match import Match, head_of, words_of
from kg.language import syntax


def complete(match: Match) -> None:
    """Give each side of an act the other members of the lists that its parties stand in.

    Args:
        match: The act; its sides may grow.
    """
    match.actors = _whole(match.actors, match)
    match.recipients = _whole(match.recipients, match)


def _whole(side: list[Mention], match: Match) -> list[Mention]:
    named = [*match.actors, *match.recipients]
    taken = {m.entity.id for m in named}
    told = {t.i for m in named for t in words_of(m, match)}
    found = list(side)
    for mention in side:
        head = head_of(mention, match)
        members = syntax.conjuncts(head) if head is not None and not syntax.is_pronoun(head) else []
        for member in members:
            if member.i in told or syntax.is_verb(member):
                continue
            more = [m for m in _who(member, mention, match) if m.entity.id not in taken]
            if side is match.recipients:  # "ties between Russia and Austria", said by Russia's president
                more = [m for m in more if not arguments.is_own_country(m, match)]
            found += more
            taken |= {m.entity.id for m in more}
    return found if len(found) == len(side) else sorted(found, key=lambda m: m.start)


def _who(member: Token, beside: Mention, match: Match) -> list[Mention]:
    """Whom a member of a list names, or who it says that they are."""
    parties = match.frame.parties
    named = parties.of(member, places=beside.form == "place")
    if named or beside.form == "place":
        return [m for m in named if (m.form == "place") == (beside.form == "place")]
    return unnamed.described(member, parties, bodies=True)
