"""Parses written by hand."""

import spacy
from spacy.tokens import Doc, Token

NLP = spacy.blank("en")


def parse(rows: str) -> Doc:
    """A document from lines of "word tag head label [lemma]"; heads are numbers of lines, 0 the root."""
    table = [line.split() for line in rows.strip().splitlines()]
    heads = [int(r[2]) - 1 if r[2] != "0" else i for i, r in enumerate(table)]
    pos = {
        "N": "NOUN",
        "V": "VERB",
        "J": "ADJ",
        "R": "ADV",
        "P": "PRON",
        "I": "ADP",
        "M": "AUX",
        "D": "DET",
        "T": "PART",
    }
    return Doc(
        NLP.vocab,
        words=[r[0] for r in table],
        tags=[r[1] for r in table],
        pos=["PROPN" if r[1] == "NNP" else pos.get(r[1][0], "X") for r in table],
        heads=heads,
        deps=[r[3] for r in table],
        lemmas=[r[4] if len(r) > 4 else r[0].lower() for r in table],
    )


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def texts(tokens) -> list[str]:
    return [t.text for t in tokens]
