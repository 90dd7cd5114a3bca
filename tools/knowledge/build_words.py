"""Writes words.txt: English words that are written small more often than not, so that a capital makes no name of them.

Source: word counts over news in the open (current events of Wikipedia, releases of the US State Department, news of the
Kremlin).  Only the words themselves are kept, in alphabetical order, each seen small three times or more.

Usage: python tools/knowledge/build_words.py ARTICLES.jsonl.gz …
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from others import DATA

from kg.entities.names import words

OFTEN = 3
SHARE = 0.5  # small forms per capitalised one within a sentence


def count(files: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands small, and capitalised behind another word."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                text, previous = json.loads(line)["text"], 0
                for word in words(text):
                    surface, between = text[word.start : word.end], text[previous : word.start]
                    previous = word.end
                    if surface.isascii() and surface.isalpha() and surface.islower():
                        small[word.norm] += 1
                    elif surface[0].isupper() and between == " ":
                        capital[word.norm] += 1
    return small, capital


def main() -> None:
    """Write the list."""
    small, capital = count([Path(argument) for argument in sys.argv[1:]])
    found = sorted(w for w, n in small.items() if n >= OFTEN and n > SHARE * capital[w] and len(w) > 1)
    (DATA / "words.txt").write_text("\n".join(found) + "\n", "utf-8")
    print(len(found), "words")


if __name__ == "__main__":
    main()
