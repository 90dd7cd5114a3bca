"""Let ``kg.entities`` tag names in open articles: ``entity_distil.py FACTBOOK OUT.pickle ARTICLES.jsonl.gz [LIMIT]``.

What rules and the knowledge base know of a name, read in the whole article, becomes silver for a recogniser that sees
a few words only.  Where kg knows of a name and not its type, the tag is empty: such words count for nothing in
training.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from entity_lists import REGIONS, countries, type_of_name
from open_text import article_text
from spacy.tokens import Doc, Span, Token
from treebank import Sentence

from kg.core.records import Article
from kg.entities.component import NAMES
from kg.language import annotations
from kg.pipeline import load

Item = tuple[Sentence, list[bool], None]


def articles(path: Path, limit: int) -> Iterator[Article]:
    """The articles of a file, at most ``limit`` of them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                return
            record = json.loads(line)
            day = dt.date.fromisoformat(record["date"][:10]) if record.get("date") else None
            yield Article(str(number), article_text(record["text"], path.name), date=day)


def place_type(text: str, is_country: bool, factbook: str) -> str:
    """GPE, LOC or FAC for a name that kg takes for a place."""
    text = text.removeprefix("the ").removeprefix("The ")
    if is_country or text in countries():
        return "GPE"
    if text in REGIONS:
        return "LOC"
    kind = type_of_name(text, factbook)
    return kind if kind in {"GPE", "LOC", "FAC"} else "GPE"


def tags_of(doc: Doc, factbook: str) -> list[str]:
    """One IOB tag a token: empty where there is a name of no known type."""
    tags = ["O"] * len(doc)
    context = doc.user_data["kg_context"]
    for name in context.names:
        if name.label in {"", "MISC"}:
            first, last = context.words.token[name.first], context.words.token[name.last]
            text = doc[first : last + 1].text
            event = name.label == "MISC" and type_of_name(text, factbook) == "EVENT"
            put(tags, doc[first : last + 1], "EVENT" if event else "")
    for span in doc.spans[NAMES]:
        kind = span.label_
        if kind == "LOC":
            kind = place_type(span.text, len(span.kb_id_) == 3 and span.kb_id_.isupper(), factbook)
        put(tags, span, kind)
    return tags


def put(tags: list[str], span: Span, kind: str) -> None:
    """Tag a name, without a leading article and without marks at its end."""
    tokens = list(span)
    while tokens and (tokens[0].lower_ == "the" or tokens[0].is_space or tokens[0].is_punct):
        tokens.pop(0)
    while tokens and (
        tokens[-1].is_space or tokens[-1].text in {"'s", "’s", ",", '"', "”", ")", "-", "–", "—", "'", "’"}
    ):
        tokens.pop()
    for k, token in enumerate(tokens):
        tags[token.i] = (f"B-{kind}" if k == 0 else f"I-{kind}") if kind else ""


def paragraphs(doc: Doc, tags: list[str]) -> Iterator[list[Item]]:
    """The sentences of a document, paragraph by paragraph, white space left out."""
    items: list[Item] = []
    for sentence in doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        if not tokens:
            continue
        items.append((_sentence(tokens, tags), [bool(t.whitespace_) for t in tokens], None))
        after = doc[sentence.end - 1]
        if (after.is_space and "\n" in after.text) or (sentence.end < len(doc) and "\n" in doc[sentence.end].text):
            yield items
            items = []
    if items:
        yield items


def _sentence(tokens: list[Token], tags: list[str]) -> Sentence:
    place = {t.i: k + 1 for k, t in enumerate(tokens)}
    return Sentence(
        words=[t.text for t in tokens],
        upos=[t.pos_ for t in tokens],
        xpos=[t.tag_ for t in tokens],
        feats=["_"] * len(tokens),
        lemmas=[t.lemma_ for t in tokens],
        heads=[0 if t.head.i == t.i else place.get(t.head.i, 0) for t in tokens],
        deps=["root" if t.head.i == t.i else t.dep_ for t in tokens],
        entities=[tags[t.i] for t in tokens],
    )


def main(factbook: str, out: Path, source: Path, limit: int) -> None:
    """Write a pickle of paragraphs as ``teacher_parse.py`` does, with tags of names in them."""
    nlp = load(components=("kg_entities",))
    found: list[list[Item]] = []
    counts: Counter[str] = Counter()
    words = 0
    for article in articles(source, limit):
        doc = nlp.make_doc(article.text)
        annotations.of(doc).article = article
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        tags = tags_of(doc, factbook)
        counts.update(t for t in tags if t != "O" and not t.startswith("I-"))
        words += len(doc)
        found += paragraphs(doc, tags)
    with out.open("wb") as file:
        pickle.dump(found, file)
    print(out, len(found), "paragraphs", words, "words", dict(counts.most_common()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)
