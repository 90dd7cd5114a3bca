"""Turn GUM's entity annotation into tagged names: ``entity_gold.py FACTBOOK OUT.pickle GUM.conllu``.

GUM marks every mention, with its articles, appositions and clauses. A *name* here is the part of a mention that is one:
the proper noun at its head with the proper nouns joined to it; no article, no title, no apposition.
"""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path

from entity_lists import peoples, type_of_name
from word_lists import words

KINDS = {"person": "PERSON", "organization": "ORG", "place": "PLACE", "event": "EVENT"}
JOINED = {
    "flat",
    "compound",
    "flat:name",
    "goeswith",
    "nummod",
    "amod",
    "nmod:poss",
    "nmod",
    "punct",
    "case",
    "conj",
    "cc",
    "advmod",
}
TITLES = set(words("entity_gold", "titles"))
BRACKETS = re.compile(r"\(([^()]*)|([^()]*)\)")


def mentions(rows: list[list[str]]) -> list[tuple[int, int, str, bool]]:
    """Return (first, last + 1, type, has a Wikipedia page) of every mention in a sentence."""
    opened: dict[str, list[tuple[int, str, bool]]] = {}
    found = []
    for i, row in enumerate(rows):
        entity = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for match in BRACKETS.finditer(entity):
            if match.group(1) is not None:
                parts = match.group(1).split("-", 7)
                last = parts
                if len(parts) > 1:
                    opened.setdefault(parts[0], []).append((i, parts[1], len(parts) > 7 or parts[-1][:1].isupper()))
                    continue
            else:
                last = [match.group(2).split("-")[0]]
            if match.group(2) is not None:
                name = last[0] if last[0] else next(reversed([k for k, v in opened.items() if v]), "")
                if opened.get(name):
                    start, kind, linked = opened[name].pop()
                    found.append((start, i + 1, kind, linked))
    return found


def name_in(rows: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Find the name inside a mention, or None when it has none."""
    heads = {i: int(rows[i][6]) - 1 for i in range(start, end)}
    tops = [i for i, h in heads.items() if not start <= h < end]
    if not tops:
        return None
    top = tops[0]
    if rows[top][3] != "PROPN":
        return None
    keep = {top}
    changed = True
    while changed:
        changed = False
        for i, head in heads.items():
            if i in keep or head not in keep:
                continue
            dep, word, upos = rows[i][7], rows[i][1], rows[i][3]
            capital = word[:1].isupper() or word[:1].isdigit()
            of_name = dep == "nmod" and capital and kind != "person" and upos == "PROPN"
            joins = (
                (
                    dep
                    in {"flat", "compound", "nummod", "amod", "nmod:poss", "goeswith", "compound:prt", "flat:foreign"}
                    and capital
                )
                or of_name
                or (dep in {"punct"} and word in {"-", "’", "'", "–", "."})
                or (dep == "case" and head != top)
                or (dep in {"conj", "cc"} and head != top and kind == "organization")
                or (dep == "det" and head != top)
            )
            if joins:
                keep.add(i)
                changed = True
    low = high = top
    while low - 1 in keep:
        low -= 1
    while high + 1 in keep:
        high += 1
    while (
        low < high
        and (rows[low][3] in {"PUNCT", "ADP", "DET", "CCONJ", "PART"} or rows[low][1].lower() in TITLES)
        and kind != "object"
    ):
        if rows[low][1].lower() in TITLES and kind != "person":
            break
        low += 1
    while high > low and rows[high][3] in {"PUNCT", "ADP", "DET", "CCONJ", "PART"} and rows[high][1] != ".":
        high -= 1
    if low == high and rows[low][1].lower() in TITLES:
        return None
    return low, high + 1


def tag(rows: list[list[str]], factbook: str) -> list[str]:
    """Tags of one sentence: B-/I- of PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, or O."""
    tags = ["O"] * len(rows)
    spans = []
    for start, end, kind, _ in mentions(rows):
        if kind not in KINDS:
            continue
        name = name_in(rows, start, end, kind)
        if name is None:
            continue
        text = " ".join(r[1] for r in rows[name[0] : name[1]])
        text = re.sub(r" (['’-]) ?|(?<=-) ", r"\1", text)
        if not any(c.isupper() for c in text):
            continue
        label = KINDS[kind]
        guess = type_of_name(text, factbook)
        if guess == "NORP":
            label = "NORP"
        elif label == "PLACE":
            label = guess if guess in {"GPE", "LOC", "FAC"} else "LOC"
        spans.append((*name, label))
    people = peoples(factbook)
    for i, row in enumerate(rows):
        pair = " ".join(r[1] for r in rows[i : i + 2])
        if i + 1 < len(rows) and pair in people:
            spans.append((i, i + 2, "NORP"))
        elif row[1] in people and row[3] in {"ADJ", "PROPN", "NOUN"}:
            spans.append((i, i + 1, "NORP"))
    for start, end, label in sorted(spans, key=lambda s: s[0] - s[1]):
        if all(t == "O" for t in tags[start:end]):
            tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
    return tags


def main(factbook: str, out: Path, source: Path) -> None:
    """Write a pickle of (words, tags) and print the most frequent names of every type."""
    from collections import Counter

    result, names = [], Counter()
    for block in source.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        rows = [r for r in rows if r[0].isdigit()]
        if not rows:
            continue
        tags = tag(rows, factbook)
        result.append(([r[1] for r in rows], tags))
        for i, t in enumerate(tags):
            if t[0] == "B":
                j = i + 1
                while j < len(tags) and tags[j][0] == "I":
                    j += 1
                names[t[2:], " ".join(r[1] for r in rows[i:j])] += 1
    with out.open("wb") as file:
        pickle.dump(result, file)
    for kind in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"):
        mine = [(n, c) for (k, n), c in names.most_common() if k == kind]
        print(kind, sum(c for _, c in mine), [n for n, _ in mine[:25]], [n for n, _ in mine[40:400:9]])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
