"""What the scorers see of texts, and what is right of them: ``scorer_data.py PART DATA OUT.pickle``.

PART is ``train`` or ``dev``, annotated documents of ``training/gold``; ``open``, documents of the train part that
nobody has annotated, with what the scorer of ``training/minilm`` says of them; or ``own``, sentences of ours, each of
which stands for a rule: the examples of the lexicon, as they are and with other states in them, and
``training/sentences``.  What is seen is what :mod:`kg.events.sight` shows a scorer when texts are extracted.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import random
import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from documents import SETS, Document, documents, share, split
from spacy.tokens import Doc

from kg import pipeline
from kg.core.dyads import SYMMETRIC
from kg.core.records import Article
from kg.events import judge, sight
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.features import Party, Scene
from kg.events.judge import Seen
from kg.events.parties import Parties
from kg.events.sight import TYPES, Opinion, SeenSentence, SeenWord
from kg.language import parse
from kg.language.annotations import of as annotations_of

GOLD = Path(__file__).resolve().parent.parent / "gold"
SENTENCES = GOLD.parent / "sentences"
#: How many of the documents that nobody has annotated are read, by set, and how long they may be, in words.
OPEN = {"current-events": 1.0, "current-events-linked": 1.0, "state-department": 1.0, "kremlin": 0.35}
LONGEST = 900
VARIANTS, SURE = 3, 0.97
STATES = (
    "Algeria", "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Bangladesh", "Belarus", "Belgium",
    "Bolivia",
    "Brazil", "Bulgaria", "Cambodia", "Cameroon", "Canada", "Chile", "China", "Colombia", "Croatia", "Cuba", "Cyprus",
    "Denmark", "Ecuador", "Egypt", "Eritrea", "Estonia", "Ethiopia", "Finland", "France", "Germany", "Ghana", "Greece",
    "Guatemala", "Haiti", "Honduras", "Hungary", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy",
    "Japan", "Kazakhstan", "Kenya", "Kuwait", "Laos", "Latvia", "Lebanon", "Libya", "Lithuania", "Malaysia", "Mexico",
    "Moldova", "Mongolia", "Morocco", "Mozambique", "Myanmar", "Namibia", "Nepal", "Nicaragua", "Norway", "Oman",
    "Pakistan", "Panama", "Paraguay", "Peru", "Poland", "Portugal", "Qatar", "Romania", "Russia", "Rwanda", "Senegal",
    "Serbia", "Slovakia", "Slovenia", "Somalia", "Spain", "Sudan", "Sweden", "Switzerland", "Syria", "Tajikistan",
    "Tanzania", "Thailand", "Tunisia", "Turkey", "Uganda", "Ukraine", "Uruguay", "Uzbekistan", "Venezuela", "Vietnam",
    "Yemen", "Zambia", "Zimbabwe",
)  # fmt: skip
Record = dict[str, Any]


@dataclass(slots=True)
class Example:
    """A document as the scorer sees it, who the parties of each sentence are, and the events that readers found."""

    id: str
    text: str
    sentences: list[SeenSentence]
    parties: list[list[Record]]
    gold: list[Record]
    said: list[list[Opinion]] | None = None


class Reading(NamedTuple):
    """An annotated document as the coder sees it: its scenes, and in each the words that may tell an act."""

    article: Article
    doc: Doc
    voices: Voices
    scenes: list[Scene]
    words: list[list[Seen]]
    gold: list[Record]


def readings(data: Path, part: str, coder: Coder, more: Container[str] = ()) -> Iterator[Reading]:
    """The annotated documents of a part, and some more, in the order of their files; each is good until the next."""
    parts = split()
    every = (row for name in SETS for row in rows(name))
    gold = {row["doc"]: row["events"] for row in every if parts[row["doc"]] == part or row["doc"] in more}
    yield from read_by(coder, (d.article() for d in documents(data) if d.id in gold), gold)


def read_by(coder: Coder, articles: Iterable[Article], gold: Mapping[str, list[Record]]) -> Iterator[Reading]:
    """Articles as a coder sees them, each with the events that readers found; each is good until the next."""
    nlp = pipeline.load(components=["kg_entities", "kg_coreference"])
    for doc in nlp.pipe(pipeline.documents(nlp, articles)):
        notes, parsed = annotations_of(doc), parse.of(doc)
        assert notes.article is not None
        parties = Parties(parsed, notes.mentions)
        voices = Voices(parsed, parties)
        scenes = coder.scenes(parsed, parties, voices)
        words = [judge.look(scene, list(judge.words(scene, coder.matcher.lexicon))) for scene in scenes]
        yield Reading(notes.article, parsed, voices, scenes, words, gold.get(notes.article.id, []))
        parties.frames.clear()
        parse.forget(doc)


def read(data: Path, part: str) -> Iterator[Example]:
    """What a scorer sees of the documents of a part."""
    for reading in readings(data, part, Coder()):
        yield seen(reading)


def seen(reading: Reading) -> Example:
    """What a scorer sees of a document; the features of its parties are looked up, as they are when it is asked."""
    example = Example(reading.article.id, reading.doc.text, [], [], reading.gold)
    sentences = sight.see(reading.scenes, reading.words)
    for scene, words, sentence in zip(reading.scenes, reading.words, sentences, strict=True):
        if words:
            for word in sentence.words:
                word.pairs, word.vector = list(word.pairs), word.vector.astype(np.float16)
            for party in sentence.parties:
                party.vector = party.vector.astype(np.float16)
            example.sentences.append(sentence)
            example.parties.append([record(party) for party in sight.parties(scene)])
    return example


def taught(data: Path) -> Iterator[Example]:
    """Documents that nobody has annotated, with what MiniLM says of them."""
    from kg_minilm import Scorer

    teacher, coder = Scorer(), Coder()
    annotated = {row["doc"] for name in SETS for row in rows(name)}
    parts = split()
    wanted = (d for d in documents(data) if parts.get(d.id) == "train" and d.id not in annotated and _is_open(d))
    for reading in read_by(coder, (d.article() for d in wanted), {}):
        example = seen(reading)
        example.said = teacher.read(example.text, example.sentences)
        yield example


def _is_open(document: Document) -> bool:
    return len(document.text.split()) <= LONGEST and share(f"open {document.id}") < OPEN.get(document.set, 0.0)


def own() -> Iterator[Example]:
    """Sentences of ours, with what the rules tell of each, if that is what it stands for."""
    coder = Coder()
    texts = _own_texts(coder)
    articles = (Article(id_, text, date=dt.date(2021, 7, 1)) for id_, (_, text) in sorted(texts.items()))
    for reading in read_by(coder, articles, {}):
        example, type_ = seen(reading), texts[reading.article.id][0]
        example.said = [[_by_rule(word, type_) for word in sentence.words] for sentence in example.sentences]
        told = {TYPES[o.types.index(max(o.types))] for s in example.said for o in s if max(o.types) > 0.5}
        if told == {type_} or (type_ == "NONE" and not told):
            yield example


def _own_texts(coder: Coder) -> dict[str, tuple[str, str]]:
    """By an id, the type of act for which a sentence stands ("NONE" if for none), and the sentence."""
    texts = {f"lexicon {e.example}": (str(e.type) if e.expect.strip(" >-") else "NONE", e.example)
             for e in coder.matcher.lexicon.all if e.example}  # fmt: skip
    chance = random.Random(1)
    for id_, (type_, text) in sorted(texts.items()):
        texts |= {f"{id_} {variant}": (type_, _elsewhere(text, chance)) for variant in range(VARIANTS)}
    for path in sorted(SENTENCES.glob("*.txt")):
        texts |= {f"{path.stem} {line}": (path.stem, line) for line in path.read_text("utf-8").splitlines() if line}
    return texts


def _by_rule(word: SeenWord, type_: str) -> Opinion:
    """What the rules say of a word, as a scorer would say it."""
    rules = word.said.reshape(3, -1)[1] if type_ != "NONE" else np.zeros(len(TYPES))
    types = tuple(SURE if told else 1 - SURE for told in rules)
    actors, recipients = ([side in told for side in word.by_rule] for told in ((2, 4), (3, 4)))
    if any(told and t in SYMMETRIC for told, t in zip(rules, TYPES, strict=True)):  # all who take part are actors
        actors, recipients = [a or r for a, r in zip(actors, recipients, strict=True)], [False] * len(actors)
    sides = [tuple(SURE if told else 1 - SURE for told in side) for side in (actors, recipients)]
    return Opinion(types, sides[0], sides[1])


def _elsewhere(text: str, chance: random.Random) -> str:
    """A sentence with other states in the place of its own."""
    others = chance.sample(STATES, len(STATES))
    names: dict[str, str] = {}
    return re.sub(r"\b(" + "|".join(STATES) + r")\b", lambda m: names.setdefault(m[0], others[len(names)]), text)


def rows(name: str) -> Iterator[Record]:
    """The annotations of a set."""
    return map(json.loads, (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines())


def record(party: Party) -> Record:
    """A party as those that are scored (:mod:`kg.scoring.matching`)."""
    mention, entity = party.mention, party.mention.entity
    return {"id": entity.id, "name": entity.name, "text": mention.text, "country": entity.country,
            "start": mention.start, "end": mention.end, "kind": entity.kind}  # fmt: skip


def load(paths: Sequence[Path]) -> list[Example]:
    """Documents that were written before."""
    return [example for path in paths for example in pickle.loads(path.read_bytes())]


if __name__ == "__main__":
    sys.modules["scorer_data"] = sys.modules["__main__"]  # so that what is pickled is found by its module's name
    Example.__module__ = "scorer_data"
    _, chosen, folder, kept = sys.argv
    data = Path(folder)
    examples = taught(data) if chosen == "open" else own() if chosen == "own" else read(data, chosen)
    Path(kept).write_bytes(pickle.dumps(list(examples)))
