"""What a small parser hangs on the wrong word although grammar decides it.

"She says that the army has begun and warns …": who warns is who says.  A verb of speech that stands beside a verb of
what is said, without a subject of its own and in the form of the reporting verb, goes with the reporting verb.

"fired on men trying to flee, killing two": the result is that of the violence, not of what the men tried.

"bombed Sudan and Kenya recalled its envoy": a verb without a subject or a word that joins it, right behind a noun that
is joined to the first verb's object, has that noun for its subject.

"a court jails lawyer Ana Li": a verb has one subject; a second one behind it is its object.

"jails ten men for life, six women for ten years": of two counts behind a verb that has a subject both are its objects.

"calls for the rebels to be freed": who "for" names is who is to be freed.

"sanctions on opposition leader Ana Li": "on" belongs to the person, of whom "opposition leader" is a title.

"seeks not only oil but advanced technology": an adjective has no object; both are what is sought.

"kill a man that shot a guard and arrest another": a present goes with the present before a relative clause in the past.

"said in Oslo that Chad had agreed": what is said is no clause about Oslo.

"called the bishops terrorists": two plurals side by side are no compound; the one is what the other is called.

"Police arrest 29 people": a noun has no object; what was taken for one that heads a headline is its verb.

"and that scores were wounded": a clause has one subject; the "that" before it only opens the clause.

"was freed by defecting soldiers": who defects has no object; the soldiers freed him.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from kg.language import en
from kg.language.clauses import marker, objects, subjects
from kg.language.labels import ADVERBIAL_CLAUSE, COMPLEMENT, INSIDE_PHRASE, OWN_CLAUSE, PARTICIPLE, RELATIVE
from kg.language.lemmas import lemmas
from kg.language.phrases import first_conjunct, is_verb
from kg.language.predicates import auxiliaries
from kg.language.subjects import FINITE, counted_with, is_second_subject, own_subject, who_is_to_suffer

_REPAIRS = en.lists("repairs")
# Verbs that report, and those by which one speaks to or of others.
REPORTING = en.lists("repairs")["reporting"]
SPEAKING = REPORTING | en.lists("repairs")["speaking_to"]


class Repairs:
    """Hangs coordinated verbs of speech and results of violence on the verb they go with.

    Prepositions before a title are hung on the name behind it.
    """

    def __call__(self, doc: Doc) -> Doc:
        """The same document."""
        begin: int | None = 0
        while begin is not None:  # what is behind a repair may be another case after it
            begin = next((i + 1 for i in _candidates(doc, begin) if _repair(doc[i])), None)
        return doc


def _candidates(doc: Doc, begin: int) -> list[int]:
    """The words from one on of which something may be wrong, by tag and label alone: a tenth of all words."""
    rows = cast(Any, doc.to_array(["TAG", "DEP", "HEAD"])).view(np.int64)[begin:].tolist()
    return [
        i
        for i, (tag, dep, head) in enumerate(rows, begin)
        if (dep in _WRONG and (tag in _WRONG[dep] if _WRONG[dep] else dep != _SUBJECT or head < 0))
        or (tag == _THAT and dep in _SUBJECTS)
        or (dep == _OBJECT and begin - i <= head < 0 and rows[i - begin + head][0] in _NOUNS)
    ]


def _repair(token: Token) -> bool:
    """Whether something was wrong with a word; then it no longer is."""
    verb = _goes_with(token)
    if verb is not None:
        token.head = verb
    elif token.dep_ in RELATIVE | PARTICIPLE and (verb := _said_by(token)) is not None:
        token.head, token.dep_ = verb, "ccomp"
    elif token.dep_ == "case" and token.head.dep_ == "nmod:desc" and token.i < token.head.i < token.head.head.i:
        token.head = token.head.head
    else:
        return _given_its_subject(token) or _given_its_noun(token) or _given_whom_it_is_done_to(token)
    return True


def _given_its_subject(token: Token) -> bool:
    """Whether a word was wrong that is who does something, or that seems to be."""
    if token.tag_ in FINITE and (subject := own_subject(token)) is not None:
        for word in [c for c in subject.children if c.dep_ == "cc" and c.i < subject.i]:
            word.head = token
        subject.head, subject.dep_ = token, "nsubj"
    elif token.dep_ == "obj" and (subject := _of_headline(token.head)) is not None:
        verb = token.head
        for word in [c for c in verb.children if c.i < subject.i and c.dep_ in {"det", "compound", "amod", "nummod"}]:
            word.head = subject
        verb.tag_, verb.pos_ = "VBZ" if verb.tag_ == "NNS" else "VBP", "VERB"
        subject.head, subject.dep_ = verb, "nsubj"
    elif token.lower_ == "that" and token.dep_.startswith("nsubj") and _opens_clause(token):
        token.dep_, token.tag_, token.pos_ = "mark", "IN", "SCONJ"
    elif token.dep_ == "nsubj" and is_second_subject(token):
        token.dep_ = "obj"
    else:
        return False
    return True


def _given_whom_it_is_done_to(token: Token) -> bool:
    """Whether a word was wrong to which something is done, or which is what is done."""
    if token.dep_ == "nsubj" and (counted := counted_with(token)) is not None:
        token.head, token.dep_ = counted, "conj"
    elif token.tag_ == "VBN" and token.dep_ in ADVERBIAL_CLAUSE and (noun := who_is_to_suffer(token)) is not None:
        for word in [c for c in noun.children if c.dep_ == "case"]:
            word.head, word.dep_ = token, "mark"
        noun.head, noun.dep_, token.dep_ = token, "nsubj:pass", "ccomp"
    else:
        return False
    return True


def _given_its_noun(token: Token) -> bool:
    """Whether a word was wrong that describes a noun beside it, or that was taken to."""
    if token.tag_ == "VBG" and token.dep_ in ADVERBIAL_CLAUSE and (noun := _who_moves(token)) is not None:
        for word in [c for c in token.children if c != noun]:
            word.head, word.dep_ = noun, "case" if word.dep_ == "mark" else word.dep_
        noun.head, noun.dep_ = token.head, "obl:agent"
        token.head, token.dep_ = noun, "amod"
    elif token.dep_ == "compound" and token.tag_ == "NNS" and _is_called(token):
        name, verb = token.head, token.head.head
        for word in [c for c in name.children if c.i < token.i]:
            word.head = token
        token.head, token.dep_, name.dep_ = verb, "obj", "xcomp"
    elif token.tag_ == "JJ" and token.dep_ == "conj" and (noun := _described_by(token)) is not None:
        first = next((t for t in reversed(objects(token.head)) if t.i < token.i), None)
        noun.head, noun.dep_ = (first, "conj") if first is not None else (token.head, "obj")
        for word in [c for c in token.children if c != noun]:
            word.head, word.dep_ = noun, "acl" if word.dep_ in ADVERBIAL_CLAUSE else word.dep_
        token.head, token.dep_ = noun, "amod"
    else:
        return False
    return True


def _goes_with(verb: Token) -> Token | None:
    """The verb that a verb goes with, if it is not the one it hangs on."""
    if verb.tag_ in FINITE:
        return _reporter(verb) or _main(verb)
    return _violence(verb) if verb.tag_ == "VBG" else None


# Before when and where something is said.
CIRCUMSTANCE = en.lists("prepositions")["circumstance"]


def _said_by(verb: Token) -> Token | None:
    """The reporting verb whose clause with "that" hung on a noun between them that says when or where."""
    noun, reporter = verb.head, verb.head.head
    if not noun.dep_.startswith("obl") or not reporter.i < noun.i < verb.i or REPORTING.isdisjoint(lemmas(reporter)):
        return None
    if not any(t.lower_ in CIRCUMSTANCE for t in noun.children if t.dep_ == "case"):
        return None
    told = any(t.dep_ in COMPLEMENT for t in reporter.children)
    whole = any(t.dep_ == "mark" and t.lower_ == "that" for t in verb.children) and bool(subjects(verb))
    return reporter if whole and not told else None


def _number(string: str) -> int:
    """The number that spaCy has for a label or tag."""
    return int(np.uint64(StringStore()[string]).view(np.int64))


_SUBJECT = _number("nsubj")  # wrong only behind what it hangs on
_SUBJECTS, _THAT = frozenset(map(_number, ["nsubj", "nsubj:pass"])), _number("WDT")
_OBJECT, _NOUNS = _number("obj"), frozenset(map(_number, ["NN", "NNS"]))
# Labels of words that may hang wrong, each with the tags of these; any if there is none.
_WRONG = {
    _number(label): frozenset(map(_number, tags))
    for label, tags in {
        "conj": [*FINITE, "JJ"], "parataxis": [*FINITE], "advcl": [*FINITE, "VBG", "VBN"], "compound": ["NNS"],
        **dict.fromkeys(("nsubj", "case", *RELATIVE, *PARTICIPLE), ()),
    }.items()
}  # fmt: skip


def _reporter(verb: Token) -> Token | None:
    """The reporting verb that a coordinated verb goes with, if it is not the one it hangs on."""
    if verb.dep_ != "conj":
        return None
    first = first_conjunct(verb)
    reporter = first.head
    own = subjects(verb)  # "…, and he criticised" goes on with what he says too
    if not is_verb(verb) or first.dep_ not in COMPLEMENT or not is_verb(reporter) or any(t.tag_ != "PRP" for t in own):
        return None
    if REPORTING.isdisjoint(lemmas(reporter)) or reporter.tag_ != verb.tag_ or not reporter.i < first.i < verb.i:
        return None
    finite = next(iter(auxiliaries(first)), first).tag_
    clashes = finite == "MD" and not own  # "will expand and expressed" is no English
    said_too = not SPEAKING.isdisjoint(lemmas(verb)) and SPEAKING.isdisjoint(lemmas(first))
    return reporter if clashes or said_too else None


def _of_headline(noun: Token) -> Token | None:
    """Who does what a noun with an object says, which is a verb: "Police arrest 29 people"."""
    if noun.tag_ not in {"NN", "NNS"} or noun.dep_ not in OWN_CLAUSE or noun.i == noun.sent.start:
        return None
    if any(c.dep_ in {"case", "cop", "nmod:poss"} for c in noun.children):
        return None
    subject = next((c for c in noun.children if c.dep_ == "nsubj" and c.i < noun.i), None)
    before = noun.nbor(-1)
    named = (
        before.dep_ in {"compound", "amod"}
        and before.head == noun
        and before.tag_ in {"NN", "NNS", "NNP", "NNPS", "JJ"}
    )
    return subject or (before if named else None)


def _opens_clause(that: Token) -> bool:
    """Whether "that" stands before the subject of its clause, and is none: "said that ten died and that six fled"."""
    return any(c.dep_ == that.dep_ and that.i < c.i < that.head.i for c in that.head.children)


def _who_moves(participle: Token) -> Token | None:
    """Who did it, where "by" and a participle right before him were taken for how: "freed by defecting soldiers"."""
    noun = participle.nbor() if participle.i + 1 < len(participle.doc) else participle
    passive = any(c.dep_ == "aux:pass" for c in participle.head.children)
    if not passive or marker(participle) != "by" or _REPAIRS["moving"].isdisjoint(lemmas(participle)):
        return None
    while noun.dep_ in INSIDE_PHRASE and noun.head.i == noun.i + 1:  # "by advancing government troops"
        noun = noun.nbor()
    return noun if noun.head == participle and noun.dep_ == "obj" else None


def _described_by(adjective: Token) -> Token | None:
    """The noun right behind an adjective that was taken for a second verb with an object."""
    noun = adjective.nbor() if adjective.i + 1 < len(adjective.doc) else adjective
    taken = is_verb(adjective.head) and noun.head == adjective and noun.dep_ == "obj" and noun.pos_ == "NOUN"
    return noun if taken else None


def _main(verb: Token) -> Token | None:
    """The main verb that a present goes with, which hung on the past of a relative clause in between.

    "Troops kill a man that shot a guard and arrest another": the tense shows who arrests.
    """
    first = first_conjunct(verb)
    noun = first.head
    if verb.dep_ != "conj" or not is_verb(verb) or first.dep_ != "acl:relcl" or first.tag_ != "VBD" or subjects(verb):
        return None
    above = noun.head
    same = verb.tag_ in {"VBP", "VBZ"} and above.tag_ == verb.tag_ and above.i < noun.i and not auxiliaries(verb)
    return above if same and noun.dep_ in {"obj", "obl"} else None


def _is_called(noun: Token) -> bool:
    """Whether a plural before another plural is who is called so: "called the bishops terrorists"."""
    name = noun.head
    verb = name.head
    return (
        name.tag_ == "NNS" and name.dep_ == "obj" and is_verb(verb) and not _REPAIRS["calling"].isdisjoint(lemmas(verb))
    )


def _violence(result: Token) -> Token | None:
    """The verb of violence that had a result, which hung on a participle within its clause.

    "Police opened fire on men trying to cross the border, killing three": police did.
    """
    if result.dep_ not in ADVERBIAL_CLAUSE or _REPAIRS["results"].isdisjoint(lemmas(result)) or marker(result):
        return None
    if result.i == 0 or result.nbor(-1).text != ",":
        return None
    above = [result.head, *result.head.ancestors]
    inner = next((k for k, t in enumerate(above) if t.tag_ in FINITE), 0)
    participle = any(t.dep_ in PARTICIPLE and t.tag_ == "VBG" for t in above[:inner])
    return above[inner] if participle and not _REPAIRS["violent"].isdisjoint(lemmas(above[inner])) else None


@Language.factory("kg_repairs", requires=["token.dep", "token.head", "token.tag"], assigns=["token.head"])
def make_repairs(nlp: Language, name: str) -> Repairs:
    """The component; it has to stand behind the parser and the lemmatizer.

    Args:
        nlp: The pipeline.
        name: The component's name in it.

    Example:
        >>> _ = nlp.add_pipe("kg_repairs")
    """
    return Repairs()
