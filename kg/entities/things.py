"""Which country or body "it" and "its" mean."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Entity
from kg.entities.cues import cues
from kg.entities.discourse import Candidate, Discourse
from kg.entities.words import POSSESSIVE
from kg.language import en, syntax
from kg.language.lemmas import is_any_of

BODIES = frozenset({"country", "government", "organisation", "armed_group", "company"})
_SPEAKING, _ACTING = cues()["speech_verbs"], cues()["speech_verbs"] | cues()["acting_verbs"]
_TIMES = en.lists("numbers")["times"]


def thing(discourse: Discourse, w: int) -> tuple[Entity, ...]:
    """ "it", "its": the subject of the clause, or of the clause before where "it" speaks or acts."""
    words = discourse.words
    token = discourse.doc[words.token[w]]
    own = token.tag_ == "PRP$"
    if not own and not _acts(token):
        return ()
    if own and (doer := _doer_of_clause(discourse, token)):
        return doer
    here = discourse.sentence[w]
    speaks = not own and is_any_of(token.head, _SPEAKING)
    for candidate, noun in discourse.subjects_before(w):
        at = discourse.word_of(noun)
        away = 9 if at is None else here - discourse.sentence[at]
        if speaks and not is_any_of(noun.head, _SPEAKING) and not (away == 1 and _leads(noun)):
            continue  # who is spoken of is not who speaks
        if away > 1 or (away == 1 and own):
            return ()
        if candidate is None:
            if noun.tag_ in ("NN", "NNP") and noun.lemma_.lower() not in _TIMES:
                return ()
            continue
        if len(candidate.entities) != 1 or candidate.plural or candidate.entities[0].kind not in BODIES:
            continue
        if syntax.conjuncts(noun):
            return ()  # of "Oman and Qatar" neither is "it"
        if own and _rival(discourse, candidate, w):
            return ()
        return candidate.entities
    return ()


def _doer_of_clause(discourse: Discourse, token: Token) -> tuple[Entity, ...]:
    """Whose deed is told where "its" stands, by a verb without a tense.

    Chad's in "Oman welcomed Chad's vow to end its war".
    """
    verb = next((t for t in token.ancestors if syntax.is_verb(t)), None)
    if verb is None or verb.tag_ not in ("VB", "VBG") or any(s.is_ancestor(token) for s in syntax.subjects(verb)):
        return ()
    doers = syntax.logical_subjects(verb)
    if len(doers) == 1 and doers[0] == verb.head:  # the noun of "Chad's vow to"
        doers = syntax.possessors(doers[0])
    at = discourse.word_of(doers[0]) if len(doers) == 1 else None
    meant = discourse.by_word.get(at, ()) if at is not None else ()
    return meant if len(meant) == 1 and meant[0].kind in BODIES else ()


def _leads(noun: Token) -> bool:
    """Whether a noun is what its sentence is about: the subject of an active main verb."""
    verb = noun.head
    return verb.dep_ == "ROOT" and syntax.is_verb(verb) and not syntax.is_passive(verb)


def _rival(discourse: Discourse, subject: Candidate, w: int) -> bool:
    """Whether a body between the subject and "its" owns something: "Madrid backed Rabat's bid to keep its rule"."""
    gap = discourse.words.gap
    return any(
        subject.last < c.first < w
        and c.entities
        and c.entities[0].kind in BODIES
        and c.entities[0].id != subject.entities[0].id
        and (c.subject or gap[c.last + 1] == POSSESSIVE)
        for c in discourse.candidates[-12:]
    )


def _acts(token: Token) -> bool:
    """Whether "it" does something that only an actor does."""
    verb = token.head
    active = verb.tag_.startswith("VB") and not syntax.is_passive(verb)
    return active and token in syntax.subjects(verb) and is_any_of(verb, _ACTING)
