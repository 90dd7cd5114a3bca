from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.names import key, normalise, slug, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("São Tomé and Príncipe’s", "sao tome and principe"),
        ("Côte d'Ivoire", "cote divoire"),
        ("N'Djamena", "ndjamena"),
        ("Guinea–Bissau", "guinea bissau"),
        ("U.S.-led", "us led"),
        ("the U.A.E.'s envoy", "the uae envoy"),
        ("Recep Tayyip ERDOĞAN", "recep tayyip erdogan"),
        ("Łukasz Østergård Straße İstanbul", "lukasz ostergard strasse istanbul"),
        ("Tu\u0308rkiye", "turkiye"),
        ("Sana`a and Sana'a", "sanaa and sanaa"),
        ("Antigua & Barbuda", "antigua and barbuda"),
        ("People's Republic", "people republic"),
        ("", ""),
        ("—…!", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_words_say_where_they_came_from() -> None:
    text = "Côte d’Ivoire’s U.S.-trained army"
    assert [text[w.start : w.end] for w in words(text)] == ["Côte", "d’Ivoire’s", "U.S.", "trained", "army"]


def test_slug_is_plain() -> None:
    assert slug("Luiz Inácio Lula da Silva") == "luiz-inacio-lula-da-silva"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert key(once) == tuple(once.split())


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_short_cut_for_plain_names_agrees(text: str) -> None:
    assert key(text) == tuple(w.norm for w in words(text))


@given(st.text(max_size=60))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
