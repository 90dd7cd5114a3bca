"""The documents that may train: ``documents.py split DATA`` writes ``training/split.tsv``, the part each belongs to.

A document's part is decided by a hash of its id alone, before anybody looks: a fifth test, a fifth dev, the rest train.
What a benchmark's sheet has shown to somebody is no longer unseen and goes to dev where the hash says test.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.core.records import Article
from kg.readers import clean

SPLIT = Path(__file__).resolve().parent.parent / "split.tsv"
DRAWS = SPLIT.parent.parent / "benchmarks" / "draws.tsv"
FILES = ("state-department", "kremlin", "current-events", "current-events-linked")
TREEBANK = "treebank/gum-open-genres.conllu.gz"
SETS = (*FILES, "gum-news")


class Document(NamedTuple):
    """A text that may train, with the fields that ``kg extract`` reads; dates are ISO 8601 or None."""

    set: str
    id: str
    text: str
    date: str | None
    title: str | None
    source: str | None
    url: str | None

    def article(self) -> Article:
        """What extractors read, its text cleaned as :func:`kg.read` cleans it."""
        day = dt.date.fromisoformat(self.date[:10]) if self.date else None
        return Article(self.id, clean(self.text).text, self.title, day, self.source, self.url)

    def record(self) -> dict[str, str]:
        """A line of JSON Lines for ``kg extract``."""
        return {k: v for k, v in self._asdict().items() if k != "set" and v is not None}


def documents(data: Path, *sets: str) -> Iterator[Document]:
    """The documents of some sets, or of all, in the order of their files.

    Args:
        data: The folder that holds ``articles/`` and ``treebank/``.
        sets: Names among :data:`SETS`.

    Raises:
        FileNotFoundError: The data are not there.
    """
    for name in sets or SETS:
        if name == "gum-news":
            yield from _news(data / TREEBANK)
            continue
        with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                yield Document(name, row["id"], row["text"], *(row.get(k) for k in ("date", "title", "source", "url")))


def _news(path: Path) -> Iterator[Document]:
    """News of the treebank: a paragraph a line, the sentences of one parted by a blank."""
    name, date, lines = "", None, [[]]
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            key, _, value = line.rstrip("\n").partition(" = ")
            if key == "# newdoc id":
                if name.startswith("GUM_news_"):
                    yield _treebank_document(name, date, lines)
                name, date, lines = value, None, [[]]
            elif key == "# meta::dateCreated":
                date = value
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                lines.append([])
            elif key == "# text":
                lines[-1].append(value)
    if name.startswith("GUM_news_"):
        yield _treebank_document(name, date, lines)


def _treebank_document(name: str, date: str | None, lines: list[list[str]]) -> Document:
    text = "\n".join(" ".join(sentences) for sentences in lines if sentences)
    return Document("gum-news", name, text, date if date and len(date) == 10 else None, None, "GUM", None)


def share(text: str) -> float:
    """A number from 0 to 1 that depends on a text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def part_of(document: str, seen: bool) -> str:
    """The part a document belongs to, by its id.

    Example:
        >>> part_of("ce-20150101-0", seen=False)
        'train'
    """
    at = share(document)
    return ("dev" if seen else "test") if at < 0.2 else "dev" if at < 0.4 else "train"


def split() -> dict[str, str]:
    """Document id -> part, as ``training/split.tsv`` has it."""
    with SPLIT.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row["part"] for row in csv.DictReader(stream, delimiter="\t")}


def drawn(numbers: str) -> set[str]:
    """The documents of draws (``benchmarks/draws.tsv``), by their numbers: "37,38"."""
    with DRAWS.open(encoding="utf-8", newline="") as stream:
        return {row["id"] for row in csv.DictReader(stream, delimiter="\t") if row["draw"] in numbers.split(",")}


def write_split(data: Path) -> None:
    """Write the split anew; the marks of what was read, in the column ``seen``, stay."""
    with SPLIT.open(encoding="utf-8", newline="") as stream:
        seen = {row["id"] for row in csv.DictReader(stream, delimiter="\t") if row["seen"]}
    with SPLIT.open("w", encoding="utf-8", newline="") as stream:
        stream.write("set\tid\tpart\tseen\n")
        for name in SETS:
            for id_ in sorted(d.id for d in documents(data, name)):
                stream.write(f"{name}\t{id_}\t{part_of(id_, id_ in seen)}\t{'1' if id_ in seen else ''}\n")


if __name__ == "__main__":
    write_split(Path(sys.argv[2]))
