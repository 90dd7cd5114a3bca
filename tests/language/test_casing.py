"""What the capitals of a text say, and the addresses in it, which say nothing."""

import random
import re

import pytest

from kg.language.casing import _ADDRESS, addresses, is_bare, without_addresses

PIECES = [
    "www.", "WWW.", "wWw.x", "a@b.c", "@x", "#", "#ab", "://", "https://x.org/a", "x.com", "X.COM", "U.S.", ".info",
    "x.İnfo", "3.5", "abc", "Abc", "...", "end.Then", " ", "\n", "\u2028", "\x1c", "\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_addresses_are_those_of_every_piece_between_blanks(seed):
    rng = random.Random(seed)
    for _ in range(100):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 12)))
        wanted = [m.span() for m in re.finditer(r"\S+", text) if _ADDRESS.search(m.group())]
        assert [m.span() for m in addresses(text)] == wanted
        assert without_addresses(text) == re.sub(r"\S+", lambda m: "" if _ADDRESS.search(m[0]) else m[0], text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("russia attacked ukraine. nato condemned it.", True),
        ("Russia attacked Ukraine. NATO condemned it.", False),
        ("Russia attacked Ukraine. iPhones were sold there.", False),
        ("russia attacked ukraine. nato saw WWW.Example.COM/News.", True),
    ],
)
def test_a_text_without_capitals(text, bare):
    assert is_bare(text) is bare
