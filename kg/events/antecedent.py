"""Which noun a speaker's pronoun takes up: "he said" behind "The mayor warned …", where it is not known who that is.

Who spoke last, or is the subject of the sentence before, is spoken of further; somebody else of the same gender and number
between the two stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.entities.cues import cues
from kg.events.parties import Parties
from kg.events.sayings import is_one_of
from kg.language import syntax
from kg.language.lemmas import lemmas

SENTENCES = 4  # looked back over, its own included
_KINDS = {"he": "m", "she": "f", "it": "it", "they": "pl"}
_PERSONS = {"person"}


def antecedent(pronoun: Token, parties: Parties) -> Token | None:
    """The head of the nearest phrase before a pronoun that it can mean; None where there is none, or two are as near."""
    kind = _KINDS.get(pronoun.lower_)
    if kind is None:
        return None
    if kind == "it" and is_one_of(pronoun.head, "shows") and pronoun.sent.start:
        before = pronoun.doc[pronoun.sent.start - 1].sent  # "It shows an officer": the video that was spoken of
        papers = [t for t in before if t.pos_ == "NOUN" and is_one_of(t, "documents") and t.dep_ not in {"compound"}]
        if papers:
            return papers[0]
    for subjects in _subjects_before(pronoun):
        fitting = [t for t in subjects if _fits(t, kind, parties)]
        if fitting:
            ids = {m.entity.id for t in fitting for m in parties.of(t)} or {t.lower_ for t in fitting}
            return fitting[-1] if len(ids) == 1 else None
    return None


def _subjects_before(pronoun: Token) -> Iterator[list[Token]]:
    """The subjects of each sentence before a pronoun, nearest sentence first, those of verbs of saying before others."""
    start: int = pronoun.sent.start
    sentence = pronoun.sent
    for _ in range(SENTENCES):
        found = [
            t
            for t in sentence
            if t.i < pronoun.i and t.dep_ in {"nsubj", "nsubj:pass", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN", "PRON"}
        ]
        found = [t for t in found if t.pos_ != "PRON"]
        speaking = [t for t in found if is_one_of(t.head, "tells") and t.head.tag_.startswith("VB")]
        main = [t for t in found if t.head == sentence.root]
        yield speaking[-1:]
        yield main
        yield found
        if start == 0:
            return
        sentence = pronoun.doc[start - 1].sent
        start = sentence.start


def _fits(noun: Token, kind: str, parties: Parties) -> bool:
    """Whether a noun can be meant by a pronoun, as far as one can tell."""
    plural = noun.tag_ in {"NNS", "NNPS"} or len(syntax.with_conjuncts([noun])) > 1
    mentions = parties.of(noun)
    person = any(m.entity.kind in _PERSONS for m in mentions) or _is_person(noun)
    if kind == "pl":
        return plural or (bool(mentions) and not person)
    if plural:
        return False
    if kind == "it":
        body = any(m.entity.kind not in _PERSONS for m in mentions)
        return not person and (body or is_one_of(noun, "documents"))
    return person and _gender(noun, mentions) in {"", kind}


def _is_person(noun: Token) -> bool:
    if noun.pos_ == "NOUN":
        return any(form in cues()["person_nouns"] for form in lemmas(noun))
    titled = any(c.dep_ == "nmod:desc" for c in noun.children)
    parts = [noun.lower_, *(t.lower_ for t in syntax.flat_parts(noun)), *(t.lower_ for t in syntax.modifiers(noun))]
    return titled or any(p in cues()["given_names"] or p in cues()["female_names"] for p in parts)


def _gender(noun: Token, mentions: list) -> str:  # type: ignore[type-arg]
    forms = [noun.lower_, *(c.lower_.strip(".") for c in noun.children if c.i < noun.i)]
    names = [w.lower() for m in mentions if m.entity.kind in _PERSONS for w in m.entity.name.split()[:1]]
    names += [t.lower_ for t in (noun, *syntax.flat_parts(noun), *syntax.modifiers(noun)) if t.pos_ == "PROPN"]
    if {"mrs", "ms", "miss", "lady", "queen"} & set(forms) or set(forms) & cues()["nouns_for_women"]:
        return "f"
    if {"mr", "sir", "lord", "king"} & set(forms) or set(forms) & cues()["nouns_for_men"]:
        return "m"
    if any(n in cues()["female_names"] for n in names):
        return "f"
    return "m" if any(n in cues()["given_names"] for n in names) else ""
