"""Counts how words are written, for texts without capitals.

    python scripts/truecaser_train.py DATA ../kg/language/truecase.tsv.xz

Reads the train part of the open news (``documents.py``): State Department, Kremlin, current events.  Words at the begin
of a sentence, quotation or line say nothing, nor do lines with a capital on every word.  A word that is written in both
ways has evidence from the words beside it; where a neighbour was seen too seldom, its kind counts: usually with a
capital, usually small, none.  Counting is exact, so a rerun gives the same bytes.
"""

from __future__ import annotations

import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from documents import documents, split

from kg.language.casing import WORD
from kg.language.truecase import QUARTERS, Table

SEEN = 2  # a word counts that was seen so often
PAIR, WEIGHT = 5, 4  # so does a pair; least evidence of one, in quarters of log-odds
SURE = 16  # of a word so one-sided the neighbours are not asked
_BEGIN = re.compile(r"[.!?:;•\n\"“”‘(\[—–]|--|''|- ")

Token = tuple[str, str, bool]  # as written, small, whether its case says something


def lines(data: Path) -> Iterator[list[Token]]:
    """The sentences of the train part, as far as their capitals are as usual."""
    part = split()
    for document in documents(data, "state-department", "kremlin", "current-events", "current-events-linked"):
        if part.get(document.id) != "train":
            continue
        for line in document.text.split("\n"):
            words = list(WORD.finditer(line))
            long = [m.group() for m in words if len(m.group()) > 3]
            if not long or sum(w[0].isupper() for w in long) > 0.8 * len(long):
                continue
            end, tokens = 0, []
            for match in words:
                between = line[end : match.start()]
                begins = not end or _BEGIN.search(between) is not None
                tokens.append((match.group(), match.group().lower(), not begins))
                end = match.end()
            yield tokens


def train(data: Path) -> str:
    """The table, as :func:`kg.language.truecase.read` reads it."""
    small, raised = Counter[str](), Counter[str]()
    forms: dict[str, Counter[str]] = {}
    text = list(lines(data))
    for tokens in text:
        for written, word, says in tokens:
            if says and len(written) == len(word):
                if written == word:
                    small[word] += 1
                else:
                    raised[word] += 1
                    forms.setdefault(word, Counter())[written] += 1
    prior = {
        w: round(QUARTERS * math.log((raised[w] + 0.3) / (small[w] + 0.3)))
        for w in sorted({*small, *raised})
        if small[w] + raised[w] >= SEEN
    }
    best = {w: max(sorted(forms[w]), key=forms[w].__getitem__) for w in prior if w in forms}
    table = Table(prior, {}, {}, {})
    before, after = _pairs(text, table)
    rows: dict[str, list[str]] = {"small": [], "capital": [], "upper": [], "both": []}
    for word, odds in prior.items():
        written = best.get(word, word)
        usual = word.upper() if "." in word else word[:1].upper() + word[1:]
        if not raised[word]:
            rows["small"].append(word)
        elif not small[word] and written == usual:
            rows["capital"].append(word)
        elif not small[word] and written == word.upper():
            rows["upper"].append(word)
        else:
            form = "" if written == usual else " ^" if written == word.upper() else f" {written}"
            rows["both"].append(f"{word} {odds}{form}")
    rows["before"] = [f"{a} {b} {v}" for (a, b), v in sorted(before.items())]
    rows["after"] = [f"{a} {b} {v}" for (a, b), v in sorted(after.items())]
    return "".join("\t".join([name, *items]) + "\n" for name, items in rows.items())


def _pairs(text: list[list[Token]], table: Table) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """What the words beside an open word add to its odds."""
    left, right, own = Counter[tuple[str, str, bool]](), Counter[tuple[str, str, bool]](), Counter[tuple[str, bool]]()
    for tokens in text:
        for i, (written, word, says) in enumerate(tokens):
            if not says or abs(table.prior.get(word, 99)) >= SURE:
                continue
            capital = written != word
            one = tokens[i - 1][1] if i else ""
            other = tokens[i + 1][1] if i + 1 < len(tokens) and tokens[i + 1][2] else ""
            own[word, capital] += 1
            for name in (one, table.kind(one)):
                left[name, word, capital] += 1
            for name in (other, table.kind(other)):
                right[word, name, capital] += 1

    def evidence(counts: Counter[tuple[str, str, bool]], word: int) -> dict[tuple[str, str], int]:
        found = {}
        for one, other in sorted({(a, b) for a, b, _ in counts if a and b}):
            pair = counts[one, other, True], counts[one, other, False]
            if sum(pair) < PAIR:
                continue
            alone = own[(one, other)[word], True] + 0.3, own[(one, other)[word], False] + 0.3
            share = alone[0] / sum(alone)
            odds = math.log((pair[0] + 2 * share) / (pair[1] + 2 * (1 - share))) - math.log(alone[0] / alone[1])
            if abs(round(QUARTERS * odds)) >= WEIGHT:
                found[one, other] = round(QUARTERS * odds)
        return found

    return evidence(left, 1), evidence(right, 0)


if __name__ == "__main__":
    packed = lzma.compress(train(Path(sys.argv[1])).encode(), preset=9 | lzma.PRESET_EXTREME)
    Path(sys.argv[2]).write_bytes(packed)
    print(f"{len(packed) / 1000:.0f} kB")
