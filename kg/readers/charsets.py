"""Which encoding a text is in that is not UTF-8: the one in which what is not ASCII is letters that go together.

Detectors by statistics need long texts in which most is not ASCII; an article in English has a few foreign names in it.
Here each encoding has a table of the letters that its languages use (``charsets.yaml``).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists

# As many bytes as are looked at: more tell no more.
_SAMPLE = 200_000

# Less than this is no text in that encoding.
_LEAST = 0.6

# Sequences by which ISO-2022 goes from one alphabet to another; no other text holds them.
_ESCAPES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and whether a person should be told that it was guessed."""

    encoding: str
    told: bool


def shifted(head: bytes) -> str | None:
    """The encoding of a text in ASCII bytes that mean other letters ("iso2022_jp"); None for any other."""
    return next((name for mark, name in _ESCAPES if mark in head), None)


def guess(data: bytes) -> Guess | None:
    """The encoding of a text that is not UTF-8; None if none fits.

    Example:
        >>> guess("Россия и Украина".encode("koi8-r"))
        Guess(encoding='koi8-r', told=True)
    """
    sample = data[:_SAMPLE]
    usual = str(_table()["usual"])
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1 or None]
    scores = {name: score for name in _letters() if (score := _score(sample, name)) is not None}
    if not scores:
        return None
    best = min(scores, key=lambda name: scores[name][0])
    # What is usual stays so unless another encoding explains more letters: one of "Erdoðan" among many quotes will do.
    if usual in scores and scores[usual][0] - scores[best][0] < 0.5:
        best = usual
    if scores[best][1] < _LEAST and best != usual:
        if usual not in scores:
            return None
        best = usual
    return Guess(best, best != usual)


def known(name: str) -> str | None:
    """The name of an encoding as Python knows it, None if there is none such.

    What calls itself Latin-1 or ASCII is Windows-1252 in truth, as browsers take it.
    """
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "ascii", "latin-1"):
        return "cp1252"
    return {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}.get(found, found)


def _score(data: bytes, name: str) -> tuple[float, float] | None:
    """How many characters an encoding does not explain, and the part that it does; None where it does not fit."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    letters, table = _letters()[name], _table()
    doubtful = table["doubtful"] if name == table["usual"] else ""
    count = total = 0.0
    for run in re.finditer(r"[^\x00-\x7f]+", text):
        count += len(run[0])
        total += _explained(run, letters, doubtful, name in table["wide"])
    if count == 0:
        return 0.0, 1.0
    spelt = [c for c in text if c in letters]
    if spelt and _vowels() & letters and "é" not in letters:
        total -= 0.5 * count * (sum(c in _vowels() for c in spelt) < 0.28 * len(spelt))
    return count - total, total / count


def _explained(run: re.Match[str], letters: frozenset[str], doubtful: str, wide: bool) -> float:
    """How much of a run of characters that are not ASCII an encoding with these letters explains."""
    text, found = run.string, 0.0
    for at, char in enumerate(run[0], run.start()):
        if char in letters or (char in _marks() and not _inside(text, at)):
            # "кИЕВ" is no word: a capital behind a small letter shows the wrong table of Cyrillic.
            found += 1.0 - 1.5 * (char.isupper() and at > 0 and text[at - 1].islower())
        elif char in doubtful:
            found += 0.75
        elif wide and unicodedata.category(char) in ("Lo", "Po", "Ps", "Pe"):
            found += 0.5
        else:
            found -= 1.0 if char.isalpha() else 2.0
    good = sum(c in letters for c in run[0])
    alone = good < 2 and (text[run.start() - 1 : run.start()].isalpha() or text[run.end() : run.end() + 1].isalpha())
    # Languages in Latin letters have an accent here and there; in other alphabets whole words are not ASCII.
    odd = good > 2 if "é" in letters else alone
    return found - good * (odd and not wide)


def _inside(text: str, at: int) -> bool:
    """Whether letters stand on both sides; but for an apostrophe and dashes, no mark is found there."""
    return text[at] not in "’‘–—\u00ad·" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = shipped_lists(Path(__file__).with_name("charsets.yaml"))
    return found


@cache
def _letters() -> dict[str, frozenset[str]]:
    table = _table()
    return {name: frozenset(letters) for part in ("encodings", "wide") for name, letters in table[part].items()}


@cache
def _vowels() -> frozenset[str]:
    return frozenset(str(_table()["vowels"]))


@cache
def _marks() -> frozenset[str]:
    return frozenset(str(_table()["marks"]))
