"""What a sentence says of losses: the word that says it, and who is lost.  Whose act it was is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.events._loss_nouns import by_noun, by_predicate, by_state, is_state
from kg.events._loss_verbs import BEHIND, Statement, behind, by_verb, of_captives, of_others, told_of
from kg.events.quantities import LOSSES
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_SMALL_WORDS = en.lists("small_words")
HARM = {"killed", "injured", "missing", "displaced"}


def statements(sentence: Span) -> list[Statement]:
    """The losses that a sentence tells, in text order, each once.

    Losses that did not happen ("no one was killed", "could kill", "vowed to kill") are none.
    """
    found: dict[tuple[str, int], Statement] = {}
    for token in _telling(sentence):
        for told in _of(token):
            if not _is_unreal(told):
                known = found.get((told.kind, told.quantity.start))
                if known is None or known.counted:
                    found[told.kind, told.quantity.start] = told
    dying = {s.quantity.start for s in found.values() if s.kind == "killed" and syntax.is_verb(s.word)}
    told_once = [s for s in found.values() if s.kind != "injured" or s.quantity.start not in dying]
    return sorted(told_once, key=lambda s: (s.quantity.start, s.word.i))


def _telling(sentence: Span) -> list[Token]:
    """The words that may tell a loss: all others are passed over without a look at the parse."""
    forms, as_written, deadly = _listed()
    here = sentence_forms(sentence[0])
    if forms.isdisjoint(here) and as_written.isdisjoint(here) and deadly.isdisjoint(here):
        return []
    if any(t.lower_ in deadly for t in sentence):  # beside any verb: "left dead", "put to death"
        return list(sentence)
    return [t for t in sentence if t.lower_ in as_written or not forms.isdisjoint(lemmas(t))]


@lru_cache(maxsize=1)
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words without which nothing is told: by their base forms, as they are written, and those that stand beside."""
    groups = [group for name in ("does", "suffers", "counted", "acts") for group in LOSSES[name].values()]
    groups += [pair["verbs"] for pair in LOSSES["pairs"].values()] + [LOSSES[rule]["verbs"] for rule, _, _ in BEHIND]
    groups += [
        LOSSES["deadly"]["acts"],
        LOSSES["toll"],
        LOSSES["fleeing"]["verbs"],
        LOSSES["beaten"]["verbs"],
        ["gun", "mow"],
    ]
    as_written = {word for group in LOSSES["states"].values() for word in group} | {"shot", "number"}
    deadly = {"dead", "death", *LOSSES["fatal"]}
    return frozenset(w for g in groups for w in g), frozenset(as_written), frozenset(deadly)


def _of(token: Token) -> Iterator[Statement]:
    state = list(by_state(token))
    if syntax.is_verb(token) and not (state and (not syntax.subjects(token) or _is_beside_state(token))):
        yield from by_verb(token)
    missing = syntax.is_verb(token) and token.lower_ in LOSSES["states"]["missing"] and not syntax.objects(token)
    if not state and (missing or syntax.is_predicate(token) or token.dep_ == "xcomp"):
        yield from by_predicate(token)
    if (
        not syntax.is_verb(token)
        and token.lower_ == "shot"
        and token.i + 2 < token.sent.end
        and token.nbor().lower_ == "dead"
    ):
        yield from told_of("killed", token, behind(token.nbor()))  # a short text's "shot" may pass for a noun
    yield from state
    yield from of_others(token)
    yield from of_captives(token)
    if token.tag_.startswith("NN") or token.tag_ == "VBG":
        yield from by_noun(token)


def _is_beside_state(token: Token) -> bool:
    """Whether it goes on about what was left: "leaving 27 people dead and at least 180 injured"."""
    first = syntax.first_conjunct(token)
    return first != token and is_state(first) and not (syntax.auxiliaries(token) or syntax.subjects(first))


def _is_unreal(told: Statement) -> bool:
    """Whether the loss is denied, possible, meant or still to come."""
    verb = told.word
    if not syntax.is_verb(verb):
        verb = verb.head
        if told.counted and syntax.is_negated(told.word):
            return True
        if not syntax.is_verb(verb):
            return False
    if syntax.is_negated(verb) or syntax.modal(verb) in LOSSES["unreal"] or syntax.marker(verb) in _SMALL_WORDS["if"]:
        return True
    perfect = any(t.lower_ == "have" for t in syntax.auxiliaries(verb))
    if syntax.marker(verb) == "to" and not perfect:
        outer = syntax.governor(verb)
        return outer is None or set(lemmas(outer)).isdisjoint(LOSSES["real"])
    return False
