"""Score named entities on tagged articles: ``score_entities.py MODEL TAGGED.tsv.gz ARTICLES.jsonl.gz [ERRORS]``.

The tags are one token a line with their own tokenization, so tokens are found again in the raw text and spans are
compared as characters. Types are merged: Facility and Location are LOC, so are GPE, LOC and FAC; Misc, Product, Date,
Money, EVENT do not count. The dataset states no licence; it measures and never trains.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path

import spacy

from kg.language import precision  # noqa: F401  registers a pipe of the shipped weights

GOLD_TYPES = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP"}
OUR_TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP"}
Span = tuple[int, int, str]


def read_tagged(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Read tokens and outermost tags per document."""
    documents: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
        if line.startswith("# doc ="):
            current = documents.setdefault(line.split("=", 1)[1].strip(), [])
        elif line.strip():
            word, *tags = line.rstrip("\n").split("\t")
            current.append((word, tags[0] if tags and tags[0] else "O"))
    return documents


def locate(words: list[str], text: str) -> list[tuple[int, int] | None]:
    """Find tokens in the text, in order, whitespace ignored; a token that is not found is None."""
    found: list[tuple[int, int] | None] = []
    position = 0
    for word in words:
        at = text.find(word, position, position + 400)
        if at < 0:
            found.append(None)
            continue
        found.append((at, at + len(word)))
        position = at + len(word)
    return found


def gold_spans(tokens: list[tuple[str, str]], places: list[tuple[int, int] | None]) -> set[Span]:
    """Spans of the tags in character offsets of the text."""
    spans: set[Span] = set()
    open_from, open_to, kind = -1, -1, ""
    for (_, tag), place in [*zip(tokens, places, strict=True), (("", "O"), (0, 0))]:
        prefix, _, label = tag.partition("-")
        if open_from >= 0 and (prefix in {"O", "B", "S"} or label != kind):
            spans.add((open_from, open_to, kind))
            open_from = -1
        if prefix != "O" and place is not None:
            if open_from < 0:
                open_from, kind = place[0], label
            open_to = place[1]
    return {(a, b, GOLD_TYPES[k]) for a, b, k in spans if k in GOLD_TYPES}


def main(model: str, tagged: Path, articles: Path, show: int = 0) -> None:
    """Print precision, recall and F1 per type, and a sample of errors on request."""
    nlp = spacy.load(model)
    documents = read_tagged(tagged)
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = {a["id"]: a["text"] for a in map(json.loads, lines)}
    counts: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    confusions: Counter[tuple[str, str]] = Counter()
    used = 0
    for name, tokens in documents.items():
        if name not in texts:
            continue
        text = texts[name]
        places = locate([w for w, _ in tokens], text)
        if sum(p is None for p in places) > 0.1 * len(places):
            continue
        used += 1
        gold = gold_spans(tokens, places)
        first = min((p[0] for p in places if p), default=0)
        last = max((p[1] for p in places if p), default=0)
        ours = {(e.start_char, e.end_char, OUR_TYPES[e.label_]) for e in nlp(text).ents if e.label_ in OUR_TYPES}
        ours = {s for s in ours if first <= s[0] and s[1] <= last}
        plain_gold, plain_ours = {s[:2] for s in gold}, {s[:2] for s in ours}
        counts["span", "right"] += len(plain_gold & plain_ours)
        counts["span", "gold"] += len(plain_gold)
        counts["span", "ours"] += len(plain_ours)
        for kind in ("PERSON", "ORG", "LOC", "NORP"):
            a, b = {s for s in gold if s[2] == kind}, {s for s in ours if s[2] == kind}
            counts[kind, "right"] += len(a & b)
            counts[kind, "gold"] += len(a)
            counts[kind, "ours"] += len(b)
        wrong = [("MISSED", s) for s in gold - ours] + [("EXTRA", s) for s in ours - gold]
        for what, (a, b, kind) in wrong:
            others = [s for s in (ours if what == "MISSED" else gold) if s[0] < b and a < s[1]]
            how = (
                "none" if not others else "type " + others[0][2] if others[0][:2] == (a, b) else "span " + others[0][2]
            )
            confusions[f"{what} {kind}", how] += 1
            around = text[max(0, a - 50) : a] + "⟦" + text[a:b] + "⟧" + text[b : b + 40]
            rest = ";".join(text[s[0] : s[1]] + "/" + s[2] for s in others)
            errors.append(f"{what} {kind} | {' '.join(around.split())} | {rest}")
    rows = ["span", "PERSON", "ORG", "LOC", "NORP"]
    for part in ("right", "gold", "ours"):
        counts["all", part] = sum(counts[k, part] for k in rows[1:])
    print(f"{used} documents")
    for kind in [*rows, "all"]:
        right, gold_n, ours_n = (counts[kind, p] for p in ("right", "gold", "ours"))
        p, r = right / max(1, ours_n), right / max(1, gold_n)
        print(f"{kind:7s} P {p:.3f}  R {r:.3f}  F {2 * p * r / max(1e-9, p + r):.3f}  gold {gold_n}")
    if show:
        print(*(f"{k}: {n}" for k, n in confusions.most_common(30)), sep="\n")
        random.seed(0)
        print(*random.sample(errors, min(show, len(errors))), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)
