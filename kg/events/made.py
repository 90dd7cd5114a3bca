"""What a verb only makes: it is not there yet, so nothing is done to it: "promised to set up a fund for Mali"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en, syntax
from kg.language.lemmas import lemmas

_MAKES, _AFFECTED = en.lists("deeds")["makes"], en.lists("prepositions")["affected"]


def objects(verb: Token) -> list[Token]:
    """The objects of a verb; of what it makes those in its phrases: Mali, of "set up a fund for Mali".

    Args:
        verb: The verb.
    """
    found = syntax.logical_objects(verb)
    if _MAKES.isdisjoint(lemmas(verb)):
        return found
    below = [noun for made in found for word, noun in syntax.obliques(made) if word in _AFFECTED]
    return below or [t for t in found if t.pos_ == "PROPN"]  # "to build a peaceful Mali"
