"""Print a fixed random sample of sentences, names marked: ``sample_names.py MODEL ARTICLES.jsonl.gz COUNT``."""

from __future__ import annotations

import gzip
import json
import random
import sys

import spacy

from kg.language import precision  # noqa: F401  registers a pipe of the shipped weights

if __name__ == "__main__":
    nlp = spacy.load(sys.argv[1])
    random.seed(7)
    with gzip.open(sys.argv[2], "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    wanted, shown = int(sys.argv[3]), 0
    for article in random.sample(articles, wanted):
        sentences = [s for s in nlp(article["text"][:4000]).sents if len(s.ents) > 0]
        if not sentences or shown == wanted:
            continue
        sentence = random.choice(sentences)
        text = "".join(
            ("⟦" if t.ent_iob_ == "B" else "")
            + t.text
            + ("|" + t.ent_type_ + "⟧" if t.ent_type_ and (t.i + 1 == len(t.doc) or t.nbor().ent_iob_ != "I") else "")
            + t.whitespace_
            for t in sentence
        )
        shown += 1
        print(shown, " ".join(text.split()), "▮", repr(article["text"][sentence.end_char : sentence.end_char + 14]))
