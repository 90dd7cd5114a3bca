"""Takes out of a text what is not the article, without moving a character.

Furniture (the weather, "Subscribe to our magazine", a comment form, photo credits, links to other articles …) is
replaced by spaces, and so are control characters; the text keeps its length, so that offsets into the cleaned text are
offsets into the text as it was given.  The rules are in ``furniture.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists
from kg.readers.mending import divided, unfinished
from kg.readers.tags import without_tags

# Marks that lists and menus put around a line: they are no part of what the line says.
_MARKS = " \t━―—–-*•●▪◦·»«>►▶☞|"

# One character for one character.  Control and direction characters could steer a terminal or hide text in a view; the
# spaces are those that a tokeniser would take for words of their own.
_CHARACTERS = {
    **dict.fromkeys([*range(0x00, 0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F], " "),
    **dict.fromkeys([0x205F, *range(0x2061, 0x2066), 0x3000, 0xFFFE, 0xFFFF], " "),
    **dict.fromkeys(
        range(0xD800, 0xE000), "\ufffd"
    ),  # half a character, as broken JSON can hold: cannot be written out
    ord("\t"): "\t",
    ord("\n"): "\n",
}

# Within a word these stay, as a blank of no width where they would turn what is shown around (kg.readers.mending reads
# the word without them); elsewhere they are blanks.
_TURNING = "\u200e\u200f\u202a-\u202e\u2066-\u206f"
_WIDTHLESS = re.compile(rf"[\u200b-\u200d\u2060\ufeff{_TURNING}]+")

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,2000}", re.I)
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Removed:
    """One piece that was blanked: ``text`` stood at ``start`` and was, by the rule's name, a ``reason``."""

    start: int
    text: str
    reason: str


@dataclass(slots=True)
class Cleaned:
    """A text of the same length, and what the removed pieces said of it.

    Attributes:
        text: The article; furniture is blank.
        removed: What was blanked, in order.
        url: The address that stood above the article.
        source: Whom a "Source: …" line or an agency's signature names.
        stamp: The text of a labelled date ("Published: July 18, 2022").
    """

    text: str
    removed: list[Removed] = field(default_factory=list)
    url: str | None = None
    source: str | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    longest: int
    lines: tuple[tuple[str, re.Pattern[str]], ...]
    heading: re.Pattern[str]
    follow: int
    pieces: tuple[tuple[str, re.Pattern[str]], ...]
    source_line: re.Pattern[str]
    agencies: frozenset[str]
    outlet_word: re.Pattern[str]


def clean(text: str) -> Cleaned:
    """Blank the furniture of a text.

    Args:
        text: An article as it was found.

    Returns:
        The cleaned text, of the same length, with what was found in the furniture.

    Example:
        >>> cleaned = clean("9.9 C\\n\\nIran met Iraq.\\n\\nSource: Example Times")
        >>> cleaned.text
        '     \\n\\nIran met Iraq.\\n\\n                     '
        >>> cleaned.source
        'Example Times'
    """
    result = Cleaned(text)
    chars = list(result.text)

    def blank(start: int, end: int, reason: str) -> None:
        result.removed.append(Removed(start, text[start:end], reason))
        for i in range(start, end):
            if chars[i] != "\n":
                chars[i] = " "

    before = None
    # What is left of a line without its signature may be furniture itself, and so may lines be that were one.  Cleaning
    # what is clean must change nothing: an article may be read, kept, and read again.
    while before != result.text:
        before = result.text = _level("".join(chars))
        chars[:] = before
        _blank_lines(result, blank)
        result.text = "".join(chars)
        _blank_signature(result, blank)
        chars[:] = _join_wrapped("".join(chars))
        result.text = "".join(chars)
    result.removed.sort(key=lambda r: r.start)
    return result


def agency_named(name: str) -> str | None:
    """The name if it is that of a news agency ("Reuters"), as listed in ``furniture.yaml``; else None."""
    name = " ".join(name.split())
    return name if name.casefold() in _rules().agencies else None


def _level(text: str) -> str:
    """Line ends as ``\\n`` and every odd space as a space, one character for one; tags of HTML as blanks."""
    text = text.replace("\r\n", " \n").replace("\r", "\n").translate(_CHARACTERS)
    text = _WIDTHLESS.sub(_within_word, text)
    return without_tags(text) if "<" in text or "&lt;" in text else text


def _within_word(m: re.Match[str]) -> str:
    before, after = m.string[m.start() - 1 : m.start()], m.string[m.end() : m.end() + 1]
    word = before.isalpha() and after.isalpha() and not (before.islower() and after.isupper())
    return re.sub(f"[{_TURNING}]", "\u200b", m[0]) if word else " " * len(m[0])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and content of every line that is not blank."""
    for m in re.finditer(r"[^\n]+", text):
        if not m[0].isspace():
            yield m.start(), m[0]


def _blank_lines(result: Cleaned, blank: Any) -> None:
    rules, lines, left = _rules(), list(_lines(result.text)), 0
    top = True  # above the article, where an address is the article's own
    for i, (start, raw) in enumerate(lines):
        line = raw.strip()
        at = start + raw.index(line)
        bare = line.strip(_MARKS)
        after = lines[i + 1][1].strip() if i + 1 < len(lines) else ""
        if top and _URL.fullmatch(line):
            result.url = result.url or line
            blank(at, at + len(line), "address")
            continue
        top = False
        if left and _headline(line, after):
            left -= 1
            blank(at, at + len(line), "link to another article")
            continue
        left = 0
        if len(line) <= rules.longest:
            if rules.heading.fullmatch(bare):
                left = rules.follow
                blank(at, at + len(line), "link to another article")
                continue
            if m := rules.source_line.fullmatch(bare):
                result.source = result.source or m["source"].strip()
                blank(at, at + len(line), "source")
                continue
            if reason := _furniture(bare):
                if reason == "time stamp" and re.match(r"[a-z]", bare, re.I):
                    result.stamp = result.stamp or bare
                blank(at, at + len(line), reason)
                continue
        for reason, pattern in rules.pieces:
            for m in pattern.finditer(raw):
                first, last = m.span("drop") if "drop" in pattern.groupindex and m["drop"] else m.span()
                blank(start + first, start + last, reason)


def _furniture(line: str) -> str | None:
    """The name of the rule that takes this line for furniture."""
    if not line or _URL.fullmatch(line):
        return "address" if line else "mark"
    return next((reason for reason, pattern in _rules().lines if pattern.fullmatch(line)), None)


def _headline(line: str, after: str) -> bool:
    """Whether a line below "Read more" is one more link: it reads as a headline, not as a paragraph."""
    if len(line) > 150 or not re.match(r"[\"'“‘(]*[A-Z0-9]", line.strip(_MARKS)):
        return False
    ends = _SENTENCE_END.search(line) and not line.endswith(("...", "…"))
    return not ends and not after[:1].islower()


def _blank_signature(result: Cleaned, blank: Any) -> None:
    """An agency that signs the last line: "… miscalculation." - Reuters", "… peoples. (KUNA)", "– Roots Online"."""
    lines = list(_lines(result.text))
    if not lines:
        return
    start, line = lines[-1][0], lines[-1][1].rstrip()
    start, line = start + max(0, len(line) - 200), line[-200:]
    m = re.search(
        r"(?:(?<=[.!?\"'”’)])\s*|^\s*)[-–—]{1,2}\s?(?P<name>[A-Za-z][^.!?\"“”()–—]{1,60}(?:\.[a-z]{2,6})?)\s*$", line
    )
    m = m or re.search(r"(?<=[.!?\"'”’])\s*\((?P<name>[A-Za-z][^()]{1,60})\)\s*$", line)
    m = m or re.search(r"(?<=[.!?\"'”’])\s+(?P<name>Enditem)\s*$", line)
    if m and (name := _signature(m["name"].strip())):
        result.source = result.source or name
        blank(start + m.start(), start + m.end(), "signature")


def _signature(name: str) -> str | None:
    if name == "Enditem":  # how Xinhua ends its items
        return "Xinhua"
    if agency_named(name) or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|online|info|news|[a-z]{2})", name):
        return name
    parts = [p.strip() for p in re.split(r"[/,&]| and ", name)]
    if any(agency_named(p) for p in parts) or (_rules().outlet_word.search(name) and len(name.split()) <= 6):
        return name if name[0].isupper() else None
    return None


def _join_wrapped(text: str) -> str:
    """Turn the line ends inside hard-wrapped paragraphs into spaces, so that a sentence is in one piece.

    A line end goes where the next line begins with a small letter and this one ends no sentence or behind a word that
    something must follow, or in a paragraph of three and more lines all cut at a common width of 50 to 100 characters,
    or of any width that explains each line's end.  One within a word stays, for :mod:`kg.readers.mending`.
    """
    chars, at = list(text), 0
    for filled, group in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        lines = list(group)
        if filled and len(lines) > 1:
            widths = [len(line.rstrip()) for line in lines[:-1]]
            wrapped = len(lines) >= 3 and 50 <= max(widths) <= 100 and min(widths) >= 0.7 * max(widths)
            narrow = not wrapped and _narrow(lines)
            end = at
            for line, following in pairwise(lines):
                end += len(line)
                bare = line.rstrip()
                ended = _SENTENCE_END.search(bare[-8:])
                runs_on = not ended and (narrow or following.lstrip()[0].islower() or unfinished(bare[-40:]))
                if (wrapped or runs_on) and not divided(bare):
                    chars[end] = " "
                end += 1
        at += sum(len(line) + 1 for line in lines)
    return "".join(chars)


def _narrow(lines: list[str]) -> bool:
    """Whether lines are those of a column: each was ended since the next word had no more room in it."""
    bare = [line.strip() for line in lines]
    width = max(map(len, bare))
    if len(lines) < 3 or not 15 <= width <= 100:
        return False
    runs_on = False
    for line, following in pairwise(bare):
        within = divided(line)
        if not within and len(line) + 1 + len(following.split(None, 1)[0]) <= width:
            return False
        runs_on = runs_on or within or (following[0].islower() and not _SENTENCE_END.search(line[-8:]))
    return runs_on


@cache
def _rules() -> _Rules:
    raw = shipped_lists(Path(__file__).with_name("furniture.yaml"))

    def one(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)

    return _Rules(
        longest=raw["longest"],
        lines=tuple((name, one(patterns)) for name, patterns in raw["lines"].items()),
        heading=one(raw["lists"]["headings"]),
        follow=raw["lists"]["follow"],
        pieces=tuple((name, one(patterns)) for name, patterns in raw["pieces"].items()),
        source_line=re.compile(raw["source"]["line"], re.I),
        agencies=frozenset(name.casefold() for name in raw["source"]["agencies"]),
        outlet_word=re.compile(r"\b(?:" + "|".join(raw["source"]["outlet_words"]) + r")\b", re.I),
    )
