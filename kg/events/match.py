"""A match: a predicate in a frame that is an act, with those who took part."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.core.records import Entity, Mention
from kg.events.frame import Frame
from kg.events.grounds import Family, Ground
from kg.events.lexicon import Entry
from kg.events.status import Stance
from kg.language import syntax

DEEPEST = 6  # words between a name and the act


@dataclass(slots=True)
class Match:
    """A predicate in a frame that the lexicon knows.

    Attributes:
        entry: The entry.
        frame: The predicate's word and what surrounds it.
        stance: How sure the text is.
        family: The family of the rule.
        actors: Who did it.
        recipients: To whom.
        theme: The head of what it was about.
        notes: Where a party was not found in its usual place, and other grounds that people are told of.
        sure: How likely the type is, where it is a proposal.
        confidence: How likely all of it is, 0 to 1.
    """

    entry: Entry
    frame: Frame
    stance: Stance
    family: Family
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    theme: Token | None = None
    notes: list[Ground] = field(default_factory=list)
    sure: float | None = None
    confidence: float = 0.5

    def hit_also(self, others: Iterable[Mention], but: Container[str] = ()) -> None:
        """Adds recipients, but for those it has and those of some ids."""
        had = {m.entity.id for m in self.recipients}
        self.recipients += [m for m in others if m.entity.id not in had and m.entity.id not in but]

    @property
    def trigger(self) -> Token:
        """The predicate's word."""
        return self.frame.trigger


def head_of(mention: Mention, match: Match) -> Token | None:
    """The uppermost word of a mention, in the sentence of an act; None where the mention stands elsewhere."""
    inside = words_of(mention, match)
    return next((t for t in inside if t.head not in inside), None)


def outer_head_of(mention: Mention, match: Match, relations: Container[str]) -> Token | None:
    """The head of a mention, or the word that it is joined to: "Province" of Turkey, in "Hatay Province, Turkey"."""
    head = head_of(mention, match)
    return None if head is None else joined_to(head, relations)


def words_of(mention: Mention, match: Match) -> list[Token]:
    """The words of a mention, in the sentence of an act; [] where the mention stands elsewhere."""
    return [t for t in match.trigger.sent if mention.start <= t.idx < mention.end]


def up(head: Token, trigger: Token) -> list[Token]:
    """A word and those above it, as far as the act."""
    passed = [head]
    for above in list(head.ancestors)[:DEEPEST]:
        if above == trigger or syntax.is_verb(above):
            break
        passed.append(above)
    return passed


def joined_to(token: Token, relations: Container[str]) -> Token:
    """The word that a word is joined to by relations of the parse, or that word itself."""
    while token.dep_ in relations and token.head is not token:
        token = token.head
    return token


def same_side(one: Entity, other: Entity) -> bool:
    """Whether two entities are the same, or of the same state."""
    return one.id == other.id or (one.country is not None and one.country == other.country)
