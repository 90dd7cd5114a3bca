"""Where an act of force happened, if the words that belong to it do not say so: what else its sentence tells of where.

A report of violence tells one scene in a sentence, and its place may hang on whoever was hit, on the attack in which
it happened, or on a second verb: "killed five in an attack on a post near Kidal", "set off a bomb, killing ten in
Bamako".
What was said there, what somebody did there at another time and who comes from there is not the scene.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.core.records import Mention
from kg.language import en, syntax
from kg.language.lemmas import lemmas

#: Acts that have a scene.
ACTS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT})
_RELATIVE = frozenset({"acl:relcl", "relcl"})
_TELLS_MORE = _RELATIVE | {"acl", "ccomp"}
_DESCRIBES = frozenset({"compound", "amod", "nn"})
_REASONS = en.lists("prepositions")["reasons"]


def nouns(trigger: Token, named: Mapping[int, Mention], words: Mapping[str, frozenset[str]]) -> Iterator[Token]:
    """The places of a sentence in which an act may have happened, the likeliest first.

    Args:
        trigger: The word of the act.
        named: The mention of a place at each token of one.
        words: The lists of ``en/places.yaml``; what stands with the verbs of "about" is where something is said.
    """
    found = []
    for token in trigger.sent:
        if token.i not in named or token == trigger or _is_inner(token, named):
            continue
        path = _path(token)
        if not _is_phrase(path.nouns, words) or _is_elsewhere(path, trigger, words["about"]):
            continue
        own = trigger in path.nouns or path.verb == trigger or _clause(trigger) == path.verb
        found.append((not own, token.i < trigger.i, abs(token.i - trigger.i), token))
    return (token for *_, token in sorted(found, key=lambda x: x[:3]))


def _is_inner(token: Token, named: Mapping[int, Mention]) -> bool:
    """Whether a word of a name hangs on another word of it."""
    return token.head != token and named.get(token.head.i) is named[token.i]


class _Path:
    """From a place's name up to its verb.

    Attributes:
        nouns: The name and the nouns that it hangs on.
        verb: The verb above them; None in a phrase without one.
        relative: Whether the verb is that of a relative clause.
    """

    def __init__(self, nouns: list[Token], verb: Token | None) -> None:
        self.nouns, self.verb = nouns, verb
        self.relative = verb is not None and verb.dep_ in _RELATIVE


def _is_elsewhere(path: _Path, trigger: Token, elsewhere: frozenset[str]) -> bool:
    """Whether the verb above a place is not the act's: it says something, or tells more of somebody."""
    verb = path.verb
    if verb is None or verb == trigger:
        return False
    if verb.lemma_.lower() in elsewhere or (path.relative and trigger not in verb.subtree):
        return True
    return verb in trigger.ancestors and _is_another(trigger, verb)


def _is_another(trigger: Token, verb: Token) -> bool:
    """Whether an act below a verb is one of another time: "marched in Rome over the arrest", "who was arrested"."""
    if not syntax.is_verb(trigger) and set(syntax.preposition(trigger).split()) & _REASONS:
        return True
    between = [trigger, *(t for t in trigger.ancestors if t in verb.subtree and t != verb)]
    return any(t.dep_ in _TELLS_MORE or set(syntax.preposition(t).split()) & _REASONS for t in between)


def _path(token: Token) -> _Path:
    passed = [token]
    here = token
    while here.head != here:
        here = here.head
        if syntax.is_verb(here) or syntax.is_predicate(here):
            return _Path(passed, here)
        passed.append(here)
    return _Path(passed, None)


def _is_phrase(nouns: list[Token], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a place, or the thing it is part of, is told with a word of place: "near Mogadishu's port"."""
    for at, noun in enumerate(nouns):
        first = (syntax.preposition(noun).split() or [""])[0]
        if first in ("on", "against") and first not in words["prepositions"]:
            return _is_aimed(noun, nouns[at + 1 : at + 2], words["done_to_places"])
        if first and first != "of":
            return first in words["prepositions"]
        if not first and noun.dep_ in _DESCRIBES:
            return False
    return False


def _is_aimed(noun: Token, above: list[Token], attacks: frozenset[str]) -> bool:
    """Whether "on" or "against" stands behind an attack, whatever the parse hangs it on."""
    before = next((t.nbor(-1) for t in noun.subtree if t.lower_ in ("on", "against") and t.i > noun.sent.start), None)
    return any(t is not None and not attacks.isdisjoint(lemmas(t)) for t in (*above, before))


def _clause(trigger: Token) -> Token | None:
    """The verb whose clause an act stands in."""
    return next((t for t in trigger.ancestors if syntax.is_verb(t) or syntax.is_predicate(t)), None)
