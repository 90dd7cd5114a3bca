"""Base forms where the trained lemmatizer errs: the first one must be an English verb."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.lemmas import lemmas

BLANK = spacy.blank("en")


@pytest.mark.parametrize(
    ("word", "trained", "base"),
    [
        ("clashes", "clashe", "clash"),
        ("bypasses", "bypasse", "bypass"),
        ("expressed", "expresse", "express"),
        ("arriving", "arriv", "arrive"),
        ("forced", "forc", "force"),
        ("settling", "settl", "settle"),
        ("concluded", "conclud", "conclude"),
        ("collided", "collid", "collide"),
        ("issued", "issu", "issue"),
        ("pledged", "pledg", "pledge"),
        ("travelled", "travel", "travel"),
        ("avoided", "avoid", "avoid"),
        ("mimicked", "mimic", "mimic"),
        ("invaded", "invade", "invade"),
        ("went", "wend", "go"),
    ],
)
def test_the_first_base_form_is_a_verb(word: str, trained: str, base: str) -> None:
    doc = Doc(BLANK.vocab, words=[word], tags=["VBD"], lemmas=[trained])
    assert lemmas(doc[0])[0] == base
