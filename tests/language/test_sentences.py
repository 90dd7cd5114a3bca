"""Where a sentence may start."""

from __future__ import annotations

import pytest
import spacy

from kg.language.sentences import SentenceStarts


@pytest.mark.parametrize(
    ("text", "word", "may"),
    [
        ("talks with the People's\nRepublic of China", "Republic", False),
        ("an envoy of\nFrance", "France", False),
        ("Talks in Oslo\nNorway hosts", "Norway", True),
        ("Talks end.\n\nNorway hosts", "Norway", True),
    ],
)
def test_a_line_that_is_cut_goes_on(text: str, word: str, may: bool) -> None:
    doc = SentenceStarts()(spacy.blank("en")(text))
    token = next(t for t in doc if t.text == word)
    assert (token.is_sent_start is not False) == may
