"""Makes a damaged text fit to be read, and knows where each of its characters stood.

A text from a PDF or a scraper holds ligatures, soft hyphens, words divided at line ends, several blanks in a row and
entities of HTML.  A parser stumbles over them; but what is read must be shown in the text as it was given.  So the
text is mended for reading only, and what was found in it is put back by :meth:`Mended.start` and :meth:`Mended.end`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.core.lists import shipped as shipped_lists
from kg.readers.values import unescaped

# What nobody sees within a word: soft hyphens, blanks of no width, marks of the byte order.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Blanks that a tokenizer takes for words: those of fixed width, and those at which no line may end.
_FIXED = "\u00a0\u2002-\u200a\u202f\u205f\u3000"
_BLANK = rf"(?:[ \t{_FIXED}]|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#8239|#8201);)"

# One alternative for each kind of damage; what none of them fits is left as it is.
_DAMAGE = re.compile(
    rf"(?P<blanks>(?<=\S){_BLANK}+(?=\S))"
    rf"|(?P<divided>(?<=\w)[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w))"
    rf"|(?P<unseen>[{UNSEEN}]+)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});(?:(?:[A-Za-z]{2,8}|#\d{1,7});)?)"
    r"|(?P<joined>[\ufb00-\ufb06\uff01-\uff5e\u0132\u0133])"
    r"|(?P<accent>[A-Za-z][\u0300-\u036f]+)"
)
# Whether there may be any damage at all: most texts have none.
_ANY = re.compile(
    rf"\S[ \t][ \t]|[-\u2010][ \t]*\n|[{_FIXED}{UNSEEN}\ufb00-\ufb06\uff01-\uff5e\u0132\u0133\u0300-\u036f]|&[#A-Za-z]"
)
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text to read, and where its characters stood.

    Attributes:
        text: The mended text.
        starts: For each of its characters, where in the given text it begins; None if nothing was mended.
        ends: And where it ends.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def start(self, at: int) -> int:
        """Where in the given text that begins which begins here in the mended one."""
        if self.starts is None or not self.starts:
            return at
        return self.starts[at] if at < len(self.starts) else self.end(at)

    def end(self, at: int) -> int:
        """Where in the given text that ends which ends here in the mended one."""
        if self.ends is None or at <= 0:
            return at
        return self.ends[min(at, len(self.ends)) - 1]


def mend(text: str) -> Mended:
    """The text as it can be read.

    Args:
        text: A text, cleaned or not.

    Example:
        >>> mended = mend("Tur\\u00adkey  con-\\ndemned it.")
        >>> mended.text, mended.start(7), mended.end(16)
        ('Turkey condemned it.', 9, 20)
    """
    if not _ANY.search(text):
        return Mended(text)
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    done = 0
    joined = _joins(text)
    for m in _DAMAGE.finditer(text):
        instead = _instead(m, joined)
        if instead == m[0]:
            continue
        begin, stop = m.span()
        pieces += text[done:begin], instead
        starts.extend(range(done, begin))
        ends.extend(range(done + 1, begin + 1))
        starts.extend([begin] * len(instead))
        ends.extend([stop] * len(instead))
        done = stop
    if not pieces:
        return Mended(text)
    pieces.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Mended("".join(pieces), starts, ends)


def _instead(m: re.Match[str], joins: Callable[[re.Match[str]], bool]) -> str:
    """What is read instead of a piece of damage."""
    found = m[0]
    match m.lastgroup:
        case "blanks":
            return " "
        case "divided":
            return "" if joins(m) else found[0]
        case "unseen":
            return ""
        case "entity":
            plain = unescaped(found)
            return " " if plain.isspace() else "".join(c for c in plain if c.isprintable())
        case "joined":
            return unicodedata.normalize("NFKC", found)
        case _:
            return unicodedata.normalize("NFC", found)


def _joins(text: str) -> Callable[[re.Match[str]], bool]:
    """Tells of a word divided at a line's end whether its hyphen goes."""
    words: set[str] = set()

    def joins(m: re.Match[str]) -> bool:
        if m[0][0] == "\u00ad":
            return True
        if not words:  # as the rest of the text writes them
            words.update(w.casefold() for w in _WORD.findall(text))
        first = _WORD_END.search(text, max(0, m.start() - 40), m.start())
        second = _WORD_START.match(text, m.end())
        if first is None or second is None or not second[0].islower() or not first[0].isalpha():
            return False
        before, after = first[0].casefold(), second[0].casefold()
        if before + after in words:
            return True
        if f"{before}-{after}" in words or (first[0].isupper() and len(first[0]) > 1):
            return False
        return before not in _parts()["first"] and after not in _parts()["second"]

    return joins


_WORD_END = re.compile(r"\w+\Z")
_WORD_START = re.compile(r"\w{1,40}")


def divided(line: str) -> bool:
    """Whether a line ends within a word."""
    return len(line) > 1 and line[-1] in "-\u2010\u00ad" and line[-2].isalnum()


def unfinished(line: str) -> bool:
    """Whether a line ends behind a word that something must follow."""
    last = line.rsplit(None, 1)[-1:]
    return bool(last) and last[0].casefold() in _parts()["unfinished"]


@cache
def _parts() -> dict[str, frozenset[str]]:
    raw = shipped_lists(Path(__file__).with_name("mending.yaml"))
    return {part: frozenset(words) for part, words in raw.items()}
