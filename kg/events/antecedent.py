"""Which noun a speaker's pronoun takes up: "he said" behind "The mayor warned …", where it is not known who that is.

Who spoke last goes on speaking; else it is the subject of a sentence before, if gender and number allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from kg.entities.cues import cues
from kg.events.parties import Parties
from kg.events.sayings import is_one_of
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_NAMES, _SMALL_WORDS = en.lists("names"), en.lists("small_words")
SENTENCES = 4  # looked back over, its own included
KINDS = en.maps("small_words")["pronouns_by_kind"]
_PERSONS = {"person"}
_WORDS_AND_PRONOUNS = frozenset({"NOUN", "PROPN", "PRON"})
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

    Sentences that are wholly a speaker's own words, in marks of quotation or in the first person, are passed over.  "He
    said …. He added …" are of one person: the first "he" stands nearer to whom both mean.
    """
    kind = KINDS.get(pronoun.lower_)
    if kind is None:
        return None
    own = [t for t in outermost(pronoun.sent, quoted) if t.i < pronoun.i and t.head != pronoun.head]
    if own:  # "Ana Lopez said it was late, though she did say …"
        return own[-1] if _fits(own[-1], kind, parties) else None
    last = _spoke_before(pronoun, quoted)
    if last is None:
        return None
    if last.pos_ != "PRON":
        return last if _fits(last, kind, parties) else None
    if KINDS.get(last.lower_) != kind or _is_named_before(pronoun, parties):
        return None
    return goes_on(last, parties, quoted) or (last if parties.of(last) else None)


def _spoke_before(pronoun: Token, quoted: Callable[[Token], bool]) -> Token | None:
    """Who spoke in the nearest sentence before a pronoun's that is not wholly a speaker's own words."""
    doc, start = pronoun.doc, pronoun.sent.start
    for _ in range(SENTENCES):
        while start > 0 and quoted(doc[start]) and quoted(doc[start - 1]):
            start = doc[start - 1].sent.start
        if start == 0:
            return None
        sentence = doc[start - 1].sent
        spoke = outermost(sentence, quoted, _WORDS_AND_PRONOUNS)
        if spoke or not _is_own_words(sentence, quoted):
            return spoke[-1] if spoke else None
        start = sentence.start
    return None


def _is_named_before(pronoun: Token, parties: Parties) -> bool:
    """Whether whom a pronoun is linked with has been named in its own sentence."""
    linked = {m.entity.id for m in parties.of(pronoun)}
    named = (m for t in pronoun.doc[pronoun.sent.start : pronoun.i] for m in parties.covering(t) if m.form == "name")
    return any(m.entity.id in linked for m in named)


def _is_own_words(sentence: Span, quoted: Callable[[Token], bool]) -> bool:
    """Whether a sentence is words of whoever speaks, and not of the paper."""
    told = [t for t in sentence if t.is_alpha and not quoted(t)]
    return not told or any(t.lower_ in _SMALL_WORDS["first_person"] for t in told)


def outermost(
    sentence: Span, quoted: Callable[[Token], bool], kinds: frozenset[str] = frozenset({"NOUN", "PROPN"})
) -> list[Token]:
    """The subjects of verbs of saying that are said by nobody else, in text order; no pronouns unless asked for."""
    found = [
        t
        for t in sentence
        if t.dep_ in _SUBJECTS
        and t.pos_ in kinds
        and t.head.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
        and _speaks(t.head)
        and not quoted(t)
    ]
    main = [t for t in found if t.head == sentence.root or t.head.dep_ == "parataxis"]
    return main or found


def _speaks(verb: Token) -> bool:
    """Whether who does it speaks: "said", and "Speaking in Bamako, the mayor turned on …"."""
    beside = (c for c in verb.children if c.dep_ == "advcl" and c.tag_ in {"VBG", "VBN"} and c.i < verb.i)
    return is_one_of(verb, "tells") or any(is_one_of(c, "speaking") for c in beside)


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
    told = _speaks(noun.head)
    somebody = person or (is_person(noun) if body else told and not paper)
    return somebody and _gender(noun, mentions) in {"", kind}


def is_person(noun: Token) -> bool:
    """Whether a noun names or describes one person, by what stands with it: a title, a first name, what he is."""
    if is_title_in_short(noun):
        return True
    if noun.pos_ == "NOUN":
        return any(form in cues()["person_nouns"] for form in lemmas(noun))
    titled = any(c.dep_ == "nmod:desc" for c in noun.children)
    parts = [noun.lower_, *(t.lower_ for t in syntax.flat_parts(noun)), *(t.lower_ for t in syntax.modifiers(noun))]
    return titled or any(p in cues()["given_names"] or p in cues()["female_names"] for p in parts)


def is_title_in_short(noun: Token) -> bool:
    """Whether the text gives a word as short for what somebody is: "District Revenue Officer (DRO)"."""
    if not (noun.text.isupper() and 1 < len(noun) < 7):
        return False
    defined = [t for t in noun.doc if t.i > 1 and t.text == noun.text and t.nbor(-1).text == "("]
    return any(t.nbor(-2).lower_ in cues()[name] for t in defined for name in ("person_nouns", "titles"))


def _gender(noun: Token, mentions: list) -> str:  # type: ignore[type-arg]
    forms = [noun.lower_, *(c.lower_.strip(".") for c in noun.children if c.i < noun.i)]
    names = [w.lower() for m in mentions if m.entity.kind in _PERSONS for w in m.entity.name.split()[:1]]
    names += [t.lower_ for t in (noun, *syntax.flat_parts(noun), *syntax.modifiers(noun)) if t.pos_ == "PROPN"]
    if _NAMES["of_women"] & set(forms) or set(forms) & cues()["nouns_for_women"]:
        return "f"
    if _NAMES["of_men"] & set(forms) or set(forms) & cues()["nouns_for_men"]:
        return "m"
    if any(n in cues()["female_names"] for n in names):
        return "f"
    if any(c.tag_ == "HYPH" for t in syntax.flat_parts(noun) for c in (t, *t.children)):
        return ""  # "Chen Mei-hsiu": the first is a family's name
    return "m" if any(n in cues()["given_names"] for n in names) else ""
