"""Precision of coreference, read by a person.

    python benchmarks/coreference.py sample [--data FOLDER] [--seed N]      # sentences, to be read with their context
    python benchmarks/coreference.py score                                 # figures of the sheet

``sample`` takes sentences of the worldwide articles at random, so many of each of the words below, and prints for each
what the word was resolved to.  The sheet ``coreference.tsv`` keeps article, character and verdict: right, wrong
(another one, or nobody is meant), or open (nothing was said).  The articles are not part of this repository.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from entity_spans import read
from rich.console import Console
from rich.table import Table

from kg.language import annotations
from kg.pipeline import load

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / "benchmarks" / "coreference.tsv"
QUOTA = {"he": 20, "she": 10, "they": 20, "it": 20, "we": 14, "both": 8, "the two": 8}
_WORD = re.compile(r"\b(he|she|they|it|we|both|the two)\b", re.IGNORECASE)
_CONTEXT = 600  # characters before the sentence
_LONGEST = 100_000  # characters of a record; the longer one is a list, not an article


def sample(data: Path, seed: int) -> None:
    """Prints the sample."""
    chance = random.Random(seed)
    with gzip.open(data / "articles" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if len(line) < _LONGEST]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, article in enumerate(articles):
        for match in _WORD.finditer(article["text"]):
            places[match.group().lower()].append((n, match.start()))
    chosen = sorted(p for word, count in QUOTA.items() for p in chance.sample(places[word], count))
    nlp = load(components=("kg_entities", "kg_coreference"))
    docs: dict[int, Any] = {}
    for n, at in chosen:
        article = articles[n]
        if n not in docs:
            docs = {n: read(nlp, article["text"], article.get("date"), article.get("url"))}
        doc, text = docs[n], article["text"]
        meant = [m for m in annotations.of(doc).mentions if m.start == at and m.form in ("pronoun", "nominal")]
        match = _WORD.match(text, at)
        end = max([m.end for m in meant], default=match.end() if match else at)
        sentence = next(s for s in doc.sents if s.end_char > at)
        shown = " + ".join(f"{m.entity.name} [{m.entity.country}]" for m in meant) or "OPEN"
        context = text[max(0, sentence.start_char - _CONTEXT) : at] + f"[[{text[at:end]}]]" + text[end : end + 160]
        print(f"{article['id']}\t{at}\t{text[at:end]}\t{shown}\n    {' '.join(context.split())}")


def score() -> None:
    """Prints the figures of the sheet."""
    with SHEET.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for group in ("all", row["word"]):
            groups[group][row["verdict"]] += 1
    table = Table("word", "right", "wrong", "open", "precision of resolved", title="References read one by one")
    for group, count in groups.items():
        resolved = count["right"] + count["wrong"]
        precision = f"{count['right'] / resolved:.2f}" if resolved else "-"
        table.add_row(group, *(str(count[v]) for v in ("right", "wrong", "open")), precision)
    Console(width=100).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sample", "score"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    if options.what == "score":
        score()
    elif (options.data / "articles").is_dir():
        sample(options.data, options.seed)
    else:
        sys.exit(f"no articles in {options.data}: give --data")


if __name__ == "__main__":
    main()
