"""Read CoNLL-U sentences as plain columns, with lemmas turned into suffix rules that a classifier can predict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """One sentence, one list per column; ``heads`` counts from 1 and 0 is the root, as in CoNLL-U."""

    words: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file, without multiword-token ranges and empty nodes."""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield _sentence(rows)
                rows = []
            elif not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
    if rows:
        yield _sentence(rows)


def _sentence(rows: list[list[str]]) -> Sentence:
    return Sentence(
        words=[row[1] for row in rows],
        lemmas=[row[2] for row in rows],
        upos=[row[3] for row in rows],
        xpos=[row[4] for row in rows],
        feats=[row[5] for row in rows],
        heads=[int(row[6]) for row in rows],
        deps=[row[7] for row in rows],
    )


def lemma_rule(form: str, lemma: str) -> str:
    """Say how ``lemma`` comes from ``form``: characters to cut, characters to add, and whether case is kept.

    Example: ``lemma_rule("Talks", "talk")`` is ``"low|1|"``, ``lemma_rule("Moscow", "Moscow")`` is ``"keep|0|"``.
    """
    case = "keep" if form[:1] == lemma[:1] else "low"
    base = form if case == "keep" else form.lower()
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0 and len(base) > 4:
        return "keep|0|"
    return f"{case}|{len(base) - shared}|{lemma[shared:]}"


def apply_lemma_rule(form: str, rule: str) -> str:
    """Apply a rule made by :func:`lemma_rule`."""
    case, cut, tail = rule.split("|", 2)
    base = form.lower() if case == "low" else form
    return (base[: len(base) - int(cut)] + tail) or form
