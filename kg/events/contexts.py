"""Which fields of politics an act belongs to: military, economic, migration …, by cue words in its own clause.

The cues are in ``en/contexts.yaml``: for each context, words and phrases in their base form.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Token

from kg.core.plover import Context
from kg.language import en
from kg.language.lemmas import lemmas

OF_TITLES = {Context.EXECUTIVE, Context.LEGISLATIVE}


@lru_cache(maxsize=1)
def _cues() -> dict[tuple[str, ...], frozenset[Context]]:
    table: dict[tuple[str, ...], set[Context]] = {}
    for name, cues in en.groups("contexts")["contexts"].items():
        for cue in cues:
            table.setdefault(tuple(cue.replace("-", " ").split()), set()).add(Context(name))
    return {words: frozenset(found) for words, found in table.items()}


def contexts(words: Iterable[Token]) -> tuple[Context, ...]:
    """The contexts that the words of an act's clause speak of.

    Args:
        words: The tokens of the clause, in text order.

    Returns:
        In the order of the contexts' names.

    Example:
        >>> contexts(nlp("Russia and China signed a gas pipeline deal."))
        (<Context.ECONOMIC: 'economic'>, <Context.RESOURCE: 'resource'>)
    """
    table = _cues()
    tokens = [t for t in words if not t.is_punct]
    forms = [_forms(t) for t in tokens]
    found: set[Context] = set()
    for i in range(len(forms)):
        for cue in _starting(frozenset(forms[i])):
            last = i + len(cue) - 1
            if last < len(forms) and all(cue[k] in forms[i + k] for k in range(1, len(cue))):
                found |= table[cue] - (OF_TITLES if _is_title(tokens[last]) else set())
    return tuple(sorted(found))


def _forms(token: Token) -> set[str]:
    """The forms that a cue may have; of a name only itself, for "ISIS" is no plural."""
    return {token.lower_} if token.tag_ in {"NNP", "NNPS"} else {*lemmas(token), token.lower_}


def _is_title(token: Token) -> bool:
    """Whether a word is the title before a name: "President Macron" says who acts, not in what field."""
    return token.text[0].isupper() and token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for cue in _cues():
        index.setdefault(cue[0], []).append(cue)
    return index


def _starting(forms: frozenset[str]) -> list[tuple[str, ...]]:
    index = _by_first()
    return [cue for form in sorted(forms) for cue in index.get(form, ())]
