"""Acts of speech that no single verb names: a demand ("X must stop"), a verdict ("X's cruelty …", she said)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Token

from kg.core.plover import EventType, Status, with_trait
from kg.core.plover_table import Trait
from kg.events.attribution import Voices
from kg.events.enough import is_private
from kg.events.frame import Frame
from kg.events.grounds import Family
from kg.events.lexicon import Entry
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.status import Stance, stance
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_SPEECH = en.lists("speech")
DEMAND = Entry("demand/must|should", EventType.REQUEST, "verb", "must", "", (), (), (), ("clause",))
BELONGING = en.lists("prepositions")["belonging"]
RULERS = {"country", "government", "armed_group"}
VERDICTS = {
    type_: Entry(f"verdict/{type_.lower()}", type_, "noun", "", "", (), (), (), ())
    for type_ in with_trait(Trait.VERDICT)
}


def demand(verb: Token, parties: Parties, voices: Voices) -> Match | None:
    """A speaker's "X must stop": a demand of the speaker on X."""
    if syntax.modal(verb) not in {"must", "should", "ought"} or syntax.is_passive(verb):
        return None
    if syntax.is_inverted_condition(verb):
        return None  # "should Russia go on"
    here = stance(verb)
    speakers = voices.mentions(verb, here)
    subjects = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    if not speakers or not subjects or any(same_side(s.entity, m.entity) for s in speakers for m in subjects):
        return None
    if all(is_private(m) or m.entity.kind == "people" for m in subjects) or syntax.is_past(verb):
        return None  # advice for women, drivers, a friend; what should have been
    return Match(
        DEMAND,
        Frame(verb, "verb", parties),
        Stance(Status.ASSERTED, here.speech),
        Family.DEMAND,
        speakers,
        subjects,
        verb,
    )


def verdicts(sentence: Sequence[Token], parties: Parties, voices: Voices) -> Iterator[Match]:
    """A speaker's judgement of another actor: at most one a sentence, by its first word of praise or blame."""
    known = _judgements()
    if known.keys().isdisjoint(sentence_forms(sentence[0])):
        return  # as nearly always
    for token in sentence:
        type_ = next((known[form] for form in lemmas(token) if form in known), None)
        if type_ is None or token.pos_ == "PROPN" or syntax.is_negated(token) or _countered(token):
            continue
        here = stance(token)
        speakers = voices.mentions(token, here)
        if not speakers:
            continue
        private = all(is_private(m) for m in speakers)  # what they say of one another is no politics
        judged = [
            m
            for t in _judged(token)
            for m in parties.of(t) or parties.owners(t)
            if m.form not in {"place", "pronoun"}
            and not any(same_side(m.entity, s.entity) for s in speakers)
            and not (private and m.entity.kind not in RULERS)
        ]
        if judged:
            frame = Frame(token, "noun", parties)
            yield Match(
                VERDICTS[type_],
                frame,
                Stance(Status.ASSERTED, here.speech),
                Family.VERDICT,
                speakers,
                judged[:1],
                token,
            )
            return


def _judged(word: Token) -> list[Token]:
    """Of whom or of whose doing a word of praise or blame is said.

    The subject of what it predicates ("the ban is illegal"), the noun it describes ("illegal sanctions") and to whom
    that belongs ("provocations by", "friend of").
    """
    if syntax.is_verb(word):
        return syntax.logical_subjects(word)
    if syntax.is_predicate(word):
        subjects = syntax.subjects(word)
        if not subjects or subjects[0].lower_ == "it":  # "it was a provocation to invite them"
            clauses = [c for c in word.children if syntax.marker(c) == "to"]
            subjects = [t for c in clauses for t in (*syntax.objects(c), *(n for _, n in syntax.obliques(c)))]
        return [*subjects, *_theirs(word)]
    noun = word.head if word.dep_ == "amod" else word
    verb = noun.head
    doer = syntax.logical_subjects(verb) if syntax.is_verb(verb) and noun in syntax.objects(verb) else []
    return [*([noun] if noun != word else []), *_theirs(noun), *doer]


def _theirs(noun: Token) -> list[Token]:
    """To whom a noun belongs, also through what is between: "violations of the rights of workers in Chad"."""
    beside = [t for prep, t in syntax.obliques(noun) if prep in BELONGING]
    inner = [t for b in beside for prep, t in syntax.obliques(b) if prep in BELONGING]
    return [*syntax.possessors(noun), *syntax.modifiers(noun), *beside, *inner]


def _countered(token: Token) -> bool:
    """Whether somebody acts against what the word names: "combating terrorism", "the fight against crime"."""
    preposition = syntax.preposition(token)
    above = [t for t in (token.head, token.head.head) if t != token and (syntax.is_verb(t) or preposition)]
    return preposition == "against" or any(form in _SPEECH["counter"] for t in above for form in lemmas(t))


@lru_cache(maxsize=1)
def _judgements() -> dict[str, EventType]:
    return {word: EventType(type_) for type_, words in en.groups("speech")["verdicts"].items() for word in words}
