"""Which noun a speaker's pronoun takes up: "he said" behind "The mayor warned …", where it is not known who that is.

Who spoke last goes on speaking; else it is the subject of a sentence before, if gender and number allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from kg.entities.cues import cues
from kg.events.parties import Parties
from kg.events.sayings import is_one_of
from kg.language import syntax
from kg.language.lemmas import lemmas

SENTENCES = 4  # looked back over, its own included
KINDS = {"he": "m", "she": "f", "it": "it", "they": "pl"}
_PERSONS = {"person"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass"}


def antecedent(pronoun: Token, parties: Parties, quoted: Callable[[Token], bool]) -> Token | None:
    """The head of the nearest phrase before a speaker's pronoun that it can mean; None where there is none.

    Args:
        pronoun: The pronoun.
        parties: The linked mentions.
        quoted: Whether a word stands within a quotation: who is spoken of there is not who speaks.
    """
    kind = KINDS.get(pronoun.lower_)
    if kind is None:
        return None
    if kind == "it" and is_one_of(pronoun.head, "shows") and pronoun.sent.start:
        before = pronoun.doc[pronoun.sent.start - 1].sent  # "It shows an officer": the video that was spoken of
        papers = [t for t in before if t.pos_ == "NOUN" and is_one_of(t, "documents") and t.dep_ not in {"compound"}]
        if papers:
            return papers[0]
    named = _named_before(pronoun, kind, parties, quoted)
    if named is not None:
        return named
    for subjects in _subjects_before(pronoun, quoted):
        fitting = [t for t in subjects if _fits(t, kind, parties)]
        if fitting:
            return fitting[-1]
    return None


def paper_above(pronoun: Token) -> Token | None:
    """The paper that "it" stands for where that paper speaks: "The report deplores a war that it said Chad began"."""
    for verb in pronoun.head.ancestors if pronoun.lower_ == "it" else ():
        for noun in syntax.subjects(verb):
            if noun.i < pronoun.i and is_one_of(noun, "documents") and is_one_of(verb, "tells_of"):
                return noun
    return None


def _named_before(pronoun: Token, kind: str, parties: Parties, quoted: Callable[[Token], bool]) -> Token | None:
    """The only person of that gender named before a pronoun in its sentence: "called Ana rash after she blamed …"."""
    verb = pronoun.head
    if kind not in {"m", "f"} or any(c.dep_ in {"ccomp", "parataxis"} and c.i < pronoun.i for c in verb.children):
        return None  # "…, he said": those who are named there are spoken of
    if verb.dep_ == "parataxis" or verb == verb.sent.root:
        return None
    found = {
        m.entity.id: t
        for t in reversed(pronoun.doc[pronoun.sent.start : pronoun.i])
        for m in parties.of(t)
        if m.form == "name" and m.entity.kind in _PERSONS and not quoted(t) and _gender(t, [m]) in {"", kind}
    }
    return next(iter(found.values())) if len(found) == 1 else None


def goes_on(pronoun: Token, parties: Parties, quoted: Callable[[Token], bool]) -> Token | None:
    """Who spoke in the sentence before, if a speaker's pronoun can mean them: who speaks goes on speaking.

    Sentences that are wholly words of the quotation that the pronoun's own clause closes are passed over.
    """
    kind, start = KINDS.get(pronoun.lower_), pronoun.sent.start
    while start > 0 and quoted(pronoun.doc[start]) and quoted(pronoun.doc[start - 1]):
        start = pronoun.doc[start - 1].sent.start
    if kind is None or start == 0:
        return None
    spoke = outermost(pronoun.doc[start - 1].sent, quoted)
    return spoke[-1] if spoke and _fits(spoke[-1], kind, parties) else None


def outermost(sentence: Span, quoted: Callable[[Token], bool]) -> list[Token]:
    """The subjects of verbs of saying that are said by nobody else, in text order; no pronouns."""
    found = [
        t
        for t in sentence
        if t.dep_ in _SUBJECTS
        and t.pos_ in {"NOUN", "PROPN"}
        and t.head.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
        and is_one_of(t.head, "tells")
        and not quoted(t)
    ]
    main = [t for t in found if t.head == sentence.root or t.head.dep_ == "parataxis"]
    return main or found


def _subjects_before(pronoun: Token, quoted: Callable[[Token], bool]) -> Iterator[list[Token]]:
    """Who speaks, then who is the main subject, in each sentence before a pronoun, nearest first."""
    start: int = pronoun.sent.start
    yield [t for t in outermost(pronoun.sent, quoted) if t.i < pronoun.i and t.head != pronoun.head]
    for _ in range(SENTENCES):
        if start == 0:
            return
        sentence = pronoun.doc[start - 1].sent
        start = sentence.start
        yield outermost(sentence, quoted)[-1:]
        main = [t for t in sentence if t.dep_ in _SUBJECTS and t.head == sentence.root and not quoted(t)]
        yield [t for t in main if t.pos_ in {"NOUN", "PROPN"}]


def _fits(noun: Token, kind: str, parties: Parties) -> bool:
    """Whether a noun can be meant by a pronoun, as far as one can tell."""
    plural = noun.tag_ in {"NNS", "NNPS"} or len(syntax.with_conjuncts([noun])) > 1
    mentions = parties.of(noun)
    person = any(m.entity.kind in _PERSONS for m in mentions) or (not mentions and is_person(noun))
    body = any(m.entity.kind not in _PERSONS for m in mentions)
    if kind == "pl":
        return plural or (body and not person)
    if plural:
        return False
    paper = is_one_of(noun, "documents") or is_one_of(noun, "bodies")
    if kind == "it":
        return not person and (body or paper)
    # Who "said" and is neither a body nor a paper is somebody: "the OC claimed".
    told = is_one_of(noun.head, "tells")
    somebody = person or (is_person(noun) if body else told and not paper)
    return somebody and _gender(noun, mentions) in {"", kind}


def is_person(noun: Token) -> bool:
    """Whether a noun names or describes one person, by what stands with it: a title, a first name, what he is."""
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
