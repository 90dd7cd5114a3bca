"""Whether what stands around a predicate gives it another sense, in which it is no act of politics."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.events._loss_nouns import is_state
from kg.events.lexicon import classes
from kg.events.match import Match
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_SENSES = en.lists("senses")
_QUESTIONS = {"WP", "WDT", "WRB", "WP$"}
_OVER = {"over", "about", "on"}


def has_other_sense(match: Match) -> bool:
    """Whether a word that names an act of politics elsewhere names none here."""
    type_, verb = match.entry.type, match.trigger
    if match.entry.pos == "noun":
        return type_ == EventType.ACCUSE and (_is_taken_back(verb) or _is_office(verb))
    if type_ == EventType.REQUEST:
        return ("ask" in lemmas(verb) and _asks_a_question(verb)) or _brings_to_mind(verb)
    if type_ == EventType.SUPPORT:
        return any(map(syntax.is_negated, match.frame.slot("object")))  # "presented a vote of no confidence"
    if type_ == EventType.PROTEST:
        return _goes_to_a_gathering(match)
    if type_ == EventType.RETREAT:
        return _leaves_dead(verb)
    if type_ == EventType.AGREE:
        return any("run" in lemmas(t) for t in match.frame.slot("clause"))  # "announces her intention to run for mayor"
    if type_ == EventType.COERCE and match.entry.lemma == "make":
        return not match.actors and not match.recipients  # "no arrests have been made"
    return type_ == EventType.ASSAULT and _clashes_in_words(match)


def _is_taken_back(noun: Token) -> bool:
    """ "dropped the charges against her"."""
    noun = syntax.first_conjunct(noun)
    if (
        noun.dep_ == "nmod"
        and syntax.preposition(noun) == "of"
        and not _SENSES["measures"].isdisjoint(lemmas(noun.head))
    ):
        noun = noun.head
    verb = noun.head
    if not syntax.is_verb(verb) or noun not in syntax.logical_objects(verb):
        return False
    said = {*lemmas(verb), *(f"{form} {t.lower_}" for form in lemmas(verb) for t in syntax.followers(verb))}
    return not _SENSES["takes_back"].isdisjoint(said) and not syntax.is_negated(verb)


def _leaves_dead(verb: Token) -> bool:
    """ "left at least 44 people dead": nobody went away."""
    return "leave" in lemmas(verb) and any(is_state(t) for t in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)])


def _is_office(noun: Token) -> bool:
    """ "the officer in charge of the station", "officer-in-charge"."""
    return "charge" in lemmas(noun) and syntax.preposition(noun) == "in"


def _asks_a_question(verb: Token) -> bool:
    """ "asked him where it was", "asks us about the pipeline"; not "asked for help"."""
    # A parser may hang "where it was" on the verb, or on whom one asks.
    asked_of = [*syntax.indirect_objects(verb), *syntax.objects(verb)]
    hung = [*syntax.adverbial_clauses(verb), *(c for t in asked_of for c in syntax.relative_clauses(t))]
    clauses = [*syntax.complements(verb), *(c for c in hung if syntax.marker(c) in {"where", "why", "how"})]
    if any(syntax.marker(c) == "to" for c in clauses):
        return False
    if any(word == "for" for word, _ in syntax.obliques(verb)):
        return False
    openers = [c.left_edge for c in clauses]
    if any(t.i > verb.i and (t.tag_ in _QUESTIONS or t.lower_ in {"if", "whether"}) for t in openers):
        return True
    things = {form for t in syntax.objects(verb) for form in lemmas(t)}
    return "question" in things or any(word == "about" for word, _ in syntax.obliques(verb))


def _brings_to_mind(verb: Token) -> bool:
    """ "reminded me of something"; not "reminded them of their obligations", which asks that they keep these."""
    of = [t for word, t in syntax.obliques(verb) if word == "of"]
    return "remind" in lemmas(verb) and any(classes()["owed"].isdisjoint(lemmas(t)) for t in of)


def _goes_to_a_gathering(match: Match) -> bool:
    """ "thousands gather for the funeral"."""
    there = match.frame.slot("for|to|at|in")
    return match.entry.lemma == "gather" and any(not _SENSES["gatherings"].isdisjoint(lemmas(t)) for t in there)


def _clashes_in_words(match: Match) -> bool:
    """Whether people of politics quarrel: "clashed with the minister over a unit of police"."""
    if _SENSES["for_words"].isdisjoint(lemmas(match.trigger)):
        return False
    parties = [m.entity for m in (*match.actors, *match.recipients)]
    civil = all(e.kind == "person" or e.sector in {"PTY", "OPP", "LEG", "GOV"} for e in parties)
    states = any(e.kind == "country" for e in parties)
    return civil and not states and any(word in _OVER for word, _ in syntax.obliques(match.trigger))
