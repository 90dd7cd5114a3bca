"""Print the model card's table: ``compare.py DEV.spacy,TEST.spacy,... ARTICLES.jsonl.gz OLD NEW``.

Scores are on raw text (own tokenization and sentences), as ``spacy evaluate`` gives them; speed is words a second on
one core, both pipelines in the same run, best of three, on whole articles.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example

from kg.language import precision  # noqa: F401  registers a pipe of the shipped weights

ROWS = ("dep_las", "dep_uas", "pos_acc", "tag_acc", "morph_acc", "lemma_acc", "sents_f", "token_acc")


def scores(nlp: Language, path: Path) -> dict[str, float]:
    """Scores of a pipeline on one DocBin, in percent."""
    docs = DocBin().from_disk(path).get_docs(nlp.vocab)
    result = nlp.evaluate([Example(nlp.make_doc(d.text), d) for d in docs])
    return {row: 100 * float(result[row] or 0) for row in ROWS}


def words_per_second(nlp: Language, texts: list[str]) -> float:
    """Speed of the whole pipeline, text to Doc."""
    started = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.process_time() - started)


def main(sets: list[Path], articles: Path, models: list[str]) -> None:
    """Print one table in Markdown."""
    pipelines = {Path(m).name or m: spacy.load(m) for m in models}
    print("| set | score |", " | ".join(pipelines), "|")
    print("|---|---|" + "---|" * len(pipelines))
    for path in sets:
        found = {name: scores(nlp, path) for name, nlp in pipelines.items()}
        for row in ROWS:
            print(f"| {path.stem} | {row} |", " | ".join(f"{found[n][row]:.2f}" for n in pipelines), "|")
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][:100]
    for nlp in pipelines.values():
        list(nlp.pipe(texts[:10]))
    best = {name: max(words_per_second(nlp, texts) for _ in range(3)) for name, nlp in pipelines.items()}
    print("| articles | words/s, one core |", " | ".join(f"{best[n]:.0f}" for n in pipelines), "|")


if __name__ == "__main__":
    main([Path(p) for p in sys.argv[1].split(",")], Path(sys.argv[2]), sys.argv[3:])
