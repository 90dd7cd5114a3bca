"""Who took part in a protest that is only named: "arrested at a rally", "took part in a march", "protesters"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.unnamed import described
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_UNNAMED = en.lists("unnamed")
_AT, _BY = (en.lists("prepositions")[name] for name in ("at_a_march", "whose_protest"))


def crowd(match: Match, parties: Parties) -> list[Mention]:
    """Those who protest by what else the sentence says of the protest; nobody where it says nothing.

    Args:
        match: A noun for a protest.
        parties: Who is named in its sentence.
    """
    if match.entry.pos != "noun":
        return []
    noun = syntax.first_conjunct(match.trigger)
    verb = noun.head
    if syntax.is_verb(verb):
        found = _mentions(_at(noun, verb), parties)
        if found:
            return found
    by = [whose for word, whose in syntax.obliques(noun) if word in _BY]
    if found := _mentions(by, parties):
        return found  # "protests from head teachers and unions"
    tokens = [t for t in noun.sent if t.pos_ == "NOUN" and not _UNNAMED["marchers"].isdisjoint(lemmas(t))]
    nearest = sorted(tokens, key=lambda t: abs(t.i - noun.i))
    return _mentions(nearest[:1], parties)


def _at(noun: Token, verb: Token) -> list[Token]:
    """Who is there, by the verb that says so: "attended a rally", "were arrested in a protest"."""
    link = syntax.preposition(noun)
    if not _UNNAMED["joins"].isdisjoint(lemmas(verb)) and (link in _AT or noun in syntax.objects(verb)):
        people = syntax.logical_objects(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
        outer = syntax.antecedent(verb)
        return [outer] if outer is not None and all(map(syntax.is_pronoun, people)) else people
    if link in _AT and not _UNNAMED["rounded_up"].isdisjoint(lemmas(verb)):
        return syntax.logical_objects(verb)
    return []


def _mentions(tokens: list[Token], parties: Parties) -> list[Mention]:
    return [m for t in tokens for m in parties.of(t) or described(t, parties)]
