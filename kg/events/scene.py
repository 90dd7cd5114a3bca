"""Where an act of force happened, if the words that belong to it do not say so: what else its sentence tells of where.

A report of violence tells one scene in a sentence, and its place may hang on whoever was hit, on the attack in which
it happened, or on a second verb: "killed five in an attack on a post near Kidal", "set off a bomb, killing ten in Bamako".
What was said there, what somebody did there at another time and who comes from there is not the scene.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.language import syntax

#: Acts that have a scene.
ACTS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT})
_RELATIVE = frozenset({"acl:relcl", "relcl"})


def nouns(
    trigger: Token, named: Collection[int], prepositions: frozenset[str], elsewhere: frozenset[str]
) -> Iterator[Token]:
    """The places of a sentence in which an act may have happened, the likeliest first.

    Args:
        trigger: The word of the act.
        named: The tokens that name places.
        prepositions: The words that say where.
        elsewhere: Lemmas of the verbs of which the place is their own: verbs of saying.
    """
    found = []
    for token in trigger.sent:
        if token.i not in named or token == trigger or token.i - 1 in named and token.head.i not in named:
            continue
        path = _path(token)
        if not any(_says_where(t, prepositions) for t in path.nouns) or _is_elsewhere(path, trigger, elsewhere):
            continue
        own = trigger in path.nouns or path.verb == trigger or _clause(trigger) == path.verb
        found.append((not own, token.i < trigger.i, abs(token.i - trigger.i), token))
    return (token for *_, token in sorted(found, key=lambda x: x[:3]))


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
    return verb.lemma_.lower() in elsewhere or (path.relative and trigger not in verb.subtree)


def _path(token: Token) -> _Path:
    passed = [token]
    here = token
    while here.head != here:
        here = here.head
        if syntax.is_verb(here) or syntax.is_predicate(here):
            return _Path(passed, here)
        passed.append(here)
    return _Path(passed, None)


def _says_where(noun: Token, prepositions: frozenset[str]) -> bool:
    words = syntax.preposition(noun).split()
    return bool(words) and words[0] in prepositions


def _clause(trigger: Token) -> Token | None:
    """The verb whose clause an act stands in."""
    return next((t for t in trigger.ancestors if syntax.is_verb(t) or syntax.is_predicate(t)), None)
