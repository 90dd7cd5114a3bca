"""What the lexicon lacks: predicates that stand between two states in real articles and match no entry.

    python tests/events/lexicon_coverage.py ARTICLES.jsonl.gz [HOW_MANY]

Prints, most frequent first, each lemma with how often it was seen and one pair of states.  Not a test: a list to read
when the lexicon grows.
"""

from __future__ import annotations

import collections
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Token

from kg.events.frame import Frame
from kg.events.lexicon import Lexicon
from kg.events.parties import Parties
from kg.language import syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas
from kg.pipeline import load

PREPOSITIONS = ("with", "to", "on", "against", "from", "into", "over", "for", "about", "between", "in", "of", "by")


def texts(path: Path, limit: int) -> Iterator[str]:
    """Every so many articles of the file, spread evenly, ``limit`` of them."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line)["text"] for line in file]
    yield from rows[:: max(1, len(rows) // limit)]


def pairs(doc: Doc) -> Iterator[tuple[Token, str, set[str], set[str]]]:
    """Verbs and nouns with a state on either side: the token, its part of speech, who and whom."""
    parties = Parties(doc, annotations_of(doc).mentions)
    for token in doc:
        pos = (
            "verb" if syntax.is_verb(token) else "noun" if token.pos_ == "NOUN" and not parties.covering(token) else ""
        )
        if not pos:
            continue
        frame = Frame(token, pos, parties)
        before, behind = (("subject",), ("object", "possessor", *PREPOSITIONS))
        if pos == "noun":
            before, behind = (("possessor", "by", "between"), PREPOSITIONS)
        who = {m.entity.country for s in before for t in frame.slot(s) for m in parties.of(t)} - {None}
        whom = {m.entity.country for s in behind for t in frame.slot(s) for m in parties.of(t)} - {None}
        if who and whom - who:
            yield token, pos, {c for c in who if c}, {c for c in whom - who if c}


def main(path: Path, limit: int) -> None:
    """Prints the table."""
    nlp, lexicon = load(), Lexicon.load()
    seen: collections.Counter[tuple[str, str]] = collections.Counter()
    example: dict[tuple[str, str], str] = {}
    hits = total = 0
    for text in texts(path, limit):
        doc = nlp(text)
        triggers = {event.evidence.trigger_start for event in annotations_of(doc).events if event.type != "OTHER"}
        for token, pos, who, whom in pairs(doc):
            total += 1
            parties = Parties(doc, annotations_of(doc).mentions)
            frame = Frame(token, pos, parties)
            known = any(lexicon.best(pos, f, frame.extra, frame.fillers) for f in lemmas(token))
            if known or token.idx in triggers:
                hits += 1
                continue
            lemma = next((f for f in lemmas(token) if lexicon.entries(pos, f)), lemmas(token)[0])
            objects = " ".join(t.lemma_.lower() for t in frame.slot("object")[:1]) if pos == "verb" else ""
            key = (pos, f"{lemma} {objects}".strip())
            seen[key] += 1
            example.setdefault(key, f"{'+'.join(sorted(who))} > {'+'.join(sorted(whom))}")
    print(f"{hits} of {total} predicates between two states have an entry ({hits / max(total, 1):.1%})")
    for (pos, lemma), count in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:5} {pos} {lemma}   {example[pos, lemma]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
