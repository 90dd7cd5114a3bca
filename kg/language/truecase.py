"""Capitals for texts that have none, or have nothing else, so that a parser and a recogniser of names can read them.

"russia attacked ukraine" and "RUSSIA ATTACKED UKRAINE" become "Russia attacked Ukraine", "Russia Attacks Ukraine in
New Offensive" becomes "Russia attacks Ukraine in new offensive".  Only the case of letters changes and never the
length, so that every offset still holds.  How a word is usually written, and beside which words it is written
otherwise, is counted on open text (``training/scripts/truecaser_train.py``) and ships in ``truecase.tsv.xz``.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from kg.language.casing import ENDED, FEWEST, LINE, LONG, SHARE, WORD, addresses, is_bare, is_loud, may_be_headline
from kg.language.sentences import TITLES

PATH = Path(__file__).with_name("truecase.tsv.xz")

_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*$")
_QUOTE = re.compile(r"(?:^|[,:]\s*|--\s*)[\"“]$")

# Endings of words that are no names, as a rule.
_NO_NAME = re.compile(r".*(?:ing|ed|ly|tions?|ness|ments?|[ai]ble|ism|less|ful|i[sz]e)")

QUARTERS = 4  # of a unit of log-odds, in which evidence is kept


class Table(NamedTuple):
    """What was counted.

    Attributes:
        prior: Word, small -> how much likelier a capital is, in quarters of log-odds.
        form: Word, small -> how it is written when it is not small, if not with a first capital only.
        before: (word before, word) -> what that word adds.
        after: (word, word behind) -> what that word adds.
    """

    prior: dict[str, int]
    form: dict[str, str]
    before: dict[tuple[str, str], int]
    after: dict[tuple[str, str], int]

    def kind(self, word: str) -> str:
        """ "<C>" for a word with a capital, as a rule, "<l>" for a small one, "<n>" for nothing."""
        return "<n>" if not word else "<C>" if self.prior.get(word, 1) > 0 else "<l>"

    def odds(self, before: str, word: str, after: str) -> int:
        """How much likelier a capital is between two words, in quarters of log-odds."""
        left = self.before.get((before, word), self.before.get((self.kind(before), word), 0))
        right = self.after.get((word, after), self.after.get((word, self.kind(after)), 0))
        return self.prior[word] + left + right


@lru_cache(maxsize=1)
def table() -> Table:
    """The shipped table."""
    return read(lzma.decompress(PATH.read_bytes()).decode())


def read(text: str) -> Table:
    """A table from its text: a section a line, its name first, its items behind tabs."""
    prior: dict[str, int] = {}
    form: dict[str, str] = {}
    pairs: dict[str, dict[tuple[str, str], int]] = {"before": {}, "after": {}}
    for line in text.splitlines():
        name, *items = line.split("\t")
        if name in pairs:
            for item in items:
                one, other, value = item.split(" ")
                pairs[name][intern(one), intern(other)] = int(value)  # each word is kept once
            continue
        for item in items:
            word, _, rest = item.partition(" ")
            value, _, written = rest.partition(" ")
            prior[word] = int(value) if value else {"small": -20, "capital": 20, "upper": 20}[name]
            if written or name == "upper":
                form[word] = word.upper() if written in {"", "^"} else written
    return Table(prior, form, pairs["before"], pairs["after"])


def restore(text: str, known: Iterable[str] = ()) -> str:
    """A text with the capitals that it would usually have; one that has them is returned as it is.

    Args:
        text: Any text.  Judged and changed are its lines: those in capitals throughout, those of a headline with a
            capital on every word, and, where no line of the text has capitals as usual, those without any.
        known: Names as they are written, and words that are none, small.

    Returns:
        A text of the same length, which differs in the case of letters only.

    Example:
        >>> restore("RUSSIA ATTACKED UKRAINE, PRESIDENT ZELENSKY SAID.")
        'Russia attacked Ukraine, President Zelensky said.'
    """
    return Truecaser(known).restore(text)


class Truecaser:
    """Restores capitals.

    Args:
        known: Names as they are written, and words that are none, small; indexed when the first text needs it.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = known
        self._names: dict[tuple[str, ...], str] | None = None
        self._longest: dict[str, int] = {}

    def restore(self, text: str) -> str:
        """See :func:`restore`."""
        lines = [(m.start(), m.end()) for m in LINE.finditer(text)]
        bare = is_bare(text)
        out: list[str] = []
        done = 0
        headed = True  # whether a line of its own may begin here
        for i, (start, end) in enumerate(lines):
            line = text[start:end]
            behind = text[lines[i + 1][0] :][:1] if i + 1 < len(lines) else ""
            changed = line
            if bare or is_loud(line):
                changed = self._spoken(line)
            elif (headed or text[lines[i - 1][1] : start].count("\n") > 1) and may_be_headline(line, behind):
                changed = self._headline(line)
            headed = changed != line or ENDED.search(line) is not None
            if changed != line:
                out += [text[done:start], changed]
                done = end
        return "".join([*out, text[done:]]) if out else text

    def _spoken(self, line: str) -> str:
        """A line whose capitals say nothing: each word as it is usually written."""
        small = _lower(line)
        return _put(line, small, self._written(small))

    def _headline(self, line: str) -> str:
        """A line with a capital on every word: small again what is usually small; unchanged if it is no headline."""
        small = _lower(line)
        words = list(_words(small))
        found = self._forms(small, words)
        given = [line[m.start() : m.end()] for m in words]
        usual = [i for i, w in enumerate(found) if i and w is not None and w.islower()]
        raised = [i for i in usual if given[i][0].isupper()]
        low = [i for i in usual if given[i].islower() and len(given[i]) >= LONG]
        if len(raised) < FEWEST or len(low) * SHARE > len(raised) * (1 - SHARE):
            return line
        put = [
            (m.start(), w if w is not None and w.islower() and g.istitle() and i else g)
            for i, (m, w, g) in enumerate(zip(words, found, given, strict=True))
        ]
        return _put(line, line, put)

    def _written(self, small: str) -> Iterator[tuple[int, str]]:
        """Where each word stands, and how it is written."""
        words = list(_words(small))
        end = 0
        for match, form in zip(words, self._forms(small, words), strict=True):
            word = form if form is not None else match.group()
            if _begins(small, match.start(), end) and word.islower():
                word = word[:1].upper() + word[1:]
            end = match.end()
            yield match.start(), word

    def _forms(self, small: str, words: Sequence[re.Match[str]]) -> list[str | None]:
        """How each word of a line is written; None where nobody knows, in a headline."""
        texts = [m.group() for m in words]
        found: list[str | None] = []
        while len(found) < len(texts):
            i = len(found)
            name = self._name(texts, i)
            if name is not None:
                found += name
                continue
            joined = i > 0 and small[words[i - 1].end() : words[i].start()] in {"'", "’", "ʼ"}
            if joined and len(texts[i]) < 3:
                found.append(texts[i])  # "russia's", "don't"
                continue
            close = [j for j in (i - 1, i + 1) if 0 <= j < len(texts)]
            near = {j: texts[j] for j in close if not _STOP.search(small[: words[max(i, j)].start()][-6:])}
            found.append(self._word(near.get(i - 1, ""), texts[i], near.get(i + 1, "")))
        return found

    def _word(self, before: str, word: str, after: str) -> str:
        counted = table()
        if word in counted.prior:
            capital = counted.odds(before, word, after) > 0
            return counted.form.get(word, _capital(word)) if capital else word
        known = self._index().get((word,))
        if known is not None:
            return _forms_of(known)[0]
        stems = (word[:-1], word[:-2], word[:-3], word[:-1] + "y")
        derived = any(counted.prior.get(stem, 1) < 0 for stem in stems) and word.endswith(("s", "d", "g", "r", "y"))
        return word if derived or _NO_NAME.fullmatch(word) or len(word) < 3 else _capital(word)

    def _name(self, texts: Sequence[str], i: int) -> tuple[str, ...] | None:
        """The words of the longest known name of several words that begins at one."""
        names = self._index()
        for length in range(min(self._longest.get(texts[i], 0), len(texts) - i), 1, -1):
            found = names.get(tuple(texts[i : i + length]))
            if found is not None:
                return _forms_of(found)
        return None

    def _index(self) -> dict[tuple[str, ...], str]:
        if self._names is None:
            self._names = {}
            for name in self._known:
                key = tuple(intern(_lower(form)) for form in _forms_of(name))
                if key and (len(key) == 1 or not name.islower()):
                    self._names.setdefault(key, name)
                    self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))
        return self._names


def _forms_of(name: str) -> tuple[str, ...]:
    return tuple(m.group() for m in WORD.finditer(name))


def _capital(word: str) -> str:
    return word.upper() if "." in word else word[:1].upper() + word[1:]


def _lower(text: str) -> str:
    """Small letters, those left alone whose small form is longer."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _put(line: str, small: str, words: Iterable[tuple[int, str]]) -> str:
    """A line with words put in at their places; addresses, and letters that would change in length, stay as given."""
    out = list(small)
    for start, word in words:
        if word.lower() == small[start : start + len(word)].lower() and len(word) == len(
            small[start : start + len(word)]
        ):
            out[start : start + len(word)] = word
    for address in addresses(line):
        if not address.group().isupper():
            out[address.start() : address.end()] = address.group()
    return "".join(out)


def _words(small: str) -> Iterator[re.Match[str]]:
    """The words of a line that belong to no address."""
    taken = [m.span() for m in addresses(small)]
    return (m for m in WORD.finditer(small) if not any(a <= m.start() < b for a, b in taken))


def _begins(small: str, start: int, end: int) -> bool:
    """Whether a sentence or a quotation begins at a word; the last one ended at ``end``."""
    if not end:
        return True
    between = small[end:start]
    last = small[:end].rsplit(maxsplit=1)[-1].lstrip("(\"'“‘[")
    if _STOP.search(small[end - 1 : start]):
        dotted = between.startswith(".") and (last + "." in TITLES or len(last) == 1)
        return not dotted and "." not in last
    return _QUOTE.search(between) is not None
