"""Who is on the sides of an act, of those whom a scorer finds likely there."""

from __future__ import annotations

from collections.abc import Sequence

from kg.core.records import Mention
from kg.events.features import Party
from kg.events.match import joined_to
from kg.events.sight import Opinion
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PARTIES = en.lists("parties")
# A party so likely is put on a side, if the likeliest there is not much likelier: who is of the same country as the
# right one is about half as likely.  Chosen on dev and on draws 35 and 36 (benchmarks/draws.tsv).
SIDE, OF_LIKELIEST = 0.4, 0.75
# Relations by which a word before a noun says what it is, by which a name is joined to it, and a list to its first.
_BEFORE, _NAMED = ("amod", "compound"), ("appos", "flat")
_LISTED = ("conj", *_NAMED)


def told(everybody: Sequence[Party], opinion: Opinion, floor: float = SIDE) -> tuple[list[Mention], list[Mention]]:
    """Who did it, and to whom it was done; each on the side where he is likelier.

    Args:
        everybody: The parties of a sentence.
        opinion: What a scorer says of a word there.
        floor: How likely a party must be.
    """
    actors = _side(everybody, opinion.actors, opinion.recipients, floor)
    recipients = _side(everybody, opinion.recipients, opinion.actors, floor)
    return [m for m in actors if m.form != "place"], recipients  # towns do nothing; "Moscow said" is no town


def _side(
    everybody: Sequence[Party], odds: Sequence[float], odds_there: Sequence[float], floor: float
) -> list[Mention]:
    """The likely parties of a side, but for those who are named in another there.

    Of several of one country who do not stand in one list only the likeliest: not France, where its president is.
    """
    least = max(floor, OF_LIKELIEST * max(odds, default=0.0))
    likely = [here >= max(least, there) for here, there in zip(odds, odds_there, strict=True)]
    side = [(p, here) for p, here, so in zip(everybody, odds, likely, strict=True) if so and not _is_of_somebody(p)]

    def is_named_by(party: Party, odds: float, other: Party, odds_of_other: float) -> bool:
        return _is_part(party, other) or (odds_of_other > odds and _are_alike(party, other))

    return [
        p.mention for p, odds in side if not any(is_named_by(p, odds, *other) for other in side if other[0] is not p)
    ]


def _is_of_somebody(party: Party) -> bool:
    """Whether a person only says whose somebody else is: "his brother was convicted"."""
    noun = party.head.head
    owns = party.mention.entity.kind == "person" and party.head in syntax.possessors(noun)
    return owns and not _PARTIES["others"].isdisjoint(lemmas(noun))


def _is_part(party: Party, other: Party) -> bool:
    """Whether a party only says whose another is: "Serbian" in "Serbian fans", "German" before "bank Berenberg"."""
    m, whole = party.mention, other.mention
    if whole.start <= m.start and m.end <= whole.end and m.end - m.start < whole.end - whole.start:
        return True
    noun = joined_to(party.head.head, _NAMED)
    return party.head.dep_ in _BEFORE and noun in (other.head, joined_to(other.head, _NAMED))


def _are_alike(party: Party, other: Party) -> bool:
    """Whether two parties are of one country, and the text does not count them up."""
    country = party.mention.entity.country
    alike = country is not None and country == other.mention.entity.country
    return alike and joined_to(party.head, _LISTED) != joined_to(other.head, _LISTED)
