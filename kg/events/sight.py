"""What a scorer sees of a text, and what it says of it: numbers alone, so that it needs nothing of ours but these.

A scorer reads a whole document: each word that may tell an act, with what the parse, the lexicon and the rules say of
it, and each party of its sentence.  It says of each word how likely it tells each type, and of each party how likely it
did that or had it done to it.  :mod:`kg.events.scored` makes events of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.core.plover import EventType
from kg.events.features import Party, Scene, Word
from kg.events.judge import Seen

#: The types that the scorers have learned, in the order in which they tell them; of another only rules speak.
TYPES = tuple(
    EventType(name)
    for name in (
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
        *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    )
)
_AT, _MANY = {type_: at for at, type_ in enumerate(TYPES)}, len(TYPES)
KINDS = ("armed_group", "company", "country", "government", "organisation", "people", "person", "place", "unnamed")
BITS = 16
MOST = 20  # parties of a sentence
#: What the rules say of a party: that the word tells nothing, neither side, actor, recipient, both.
SAYS = 5
#: Of a type that is less likely nothing is weighed, and of a word that tells none likelier no sides need be told.
LEAST = 0.12
WIDTH = 128  # of the shipped parser's vectors; with another parser there are none


class Opinion(NamedTuple):
    """How likely a word tells each of :data:`TYPES`; if the likeliest, how likely each party did it or had it done."""

    types: tuple[float, ...]
    actors: tuple[float, ...]
    recipients: tuple[float, ...]


@dataclass(slots=True)
class SeenParty:
    """A party of a sentence.

    Attributes:
        start: Its first character.
        end: One past its last.
        head: The characters of its head.
        kind: Its place in :data:`KINDS`, from 1; 0 for another.
        vector: The parser's of its head, :data:`WIDTH` numbers.
    """

    start: int
    end: int
    head: tuple[int, int]
    kind: int
    vector: NDArray[np.float32]


@dataclass(slots=True)
class SeenWord:
    """A word that may tell an act.

    Attributes:
        start: Its first character.
        end: One past its last.
        features: Its features, as places in a table of 65 536.
        said: Of each of :data:`TYPES` whether the lexicon has it for the word, whether a rule tells it, and whether
            the frame in which the word stands is of it; one after the other.
        vector: The parser's, :data:`WIDTH` numbers.
        pairs: Of each party of the sentence the features that it has beside this word, looked up when asked for.
        by_rule: Of each party what the rules say of it, below :data:`SAYS`.
    """

    start: int
    end: int
    features: NDArray[np.uint16]
    said: NDArray[np.float32]
    vector: NDArray[np.float32]
    pairs: Iterable[NDArray[np.uint16]]
    by_rule: list[int]


@dataclass(slots=True)
class SeenSentence:
    """A sentence: its characters, its words that may tell an act, and its parties."""

    start: int
    end: int
    words: list[SeenWord] = field(default_factory=list)
    parties: list[SeenParty] = field(default_factory=list)


class Scorer(Protocol):
    """What can be given to :class:`kg.events.coder.Coder` in place of the shipped judge."""

    #: Stands in each event as its extractor, with a version: "minilm/1".
    name: str
    #: By which :mod:`kg.events.scored` weighs acts, for whether they are told and for whether they are wholly right
    #: ("told", "sure"): of each of its numbers, and "always", which is added.
    weights: Mapping[str, Mapping[str, float]]
    #: What is less likely told is not told; a rule needs less (:data:`kg.events.scored.RULE`).
    least: float

    def read(self, text: str, sentences: Sequence[SeenSentence]) -> list[list[Opinion]]:
        """What it says of the words of each sentence of a text."""
        ...


def see(scenes: Sequence[Scene], words: Sequence[Sequence[Seen]]) -> list[SeenSentence]:
    """The sentences of a document as a scorer sees them.

    Args:
        scenes: The sentences.
        words: Of each its words that may tell an act, as the judge sees them (:func:`kg.events.judge.look`).
    """
    if not scenes:
        return []
    vectors, sentences = _vectors(scenes[0].sentence.doc), []
    features = iter(_folded([seen.features for some in words for seen in some]))
    for scene, some in zip(scenes, words, strict=True):
        found = SeenSentence(scene.sentence.start_char, scene.sentence.end_char)
        if some:  # else nothing is asked of those who are named in it
            everybody = parties(scene)
            found.words = [_word(seen, next(features), everybody, vectors) for seen in some]
            found.parties = [_party(party, vectors) for party in everybody]
        sentences.append(found)
    return sentences


def _vectors(doc: Doc) -> NDArray[np.float32]:
    doc = getattr(doc, "spacy", doc)
    if np.shape(doc.tensor) == (len(doc), WIDTH):
        return np.asarray(doc.tensor, dtype=np.float32)
    return np.broadcast_to(np.float32(0.0), (len(doc), WIDTH))


def parties(scene: Scene) -> list[Party]:
    """The parties of a sentence, and those whom only a rule has seen: "gunmen"; at most :data:`MOST`."""
    found = {(p.mention.start, p.mention.end): p for p in scene.parties}
    for mention in (m for match in scene.found for m in (*match.actors, *match.recipients)):
        party = scene.party(mention)
        if party is not None:
            found.setdefault((mention.start, mention.end), party)
    return list(found.values())[:MOST]


def _party(party: Party, vectors: NDArray[np.float32]) -> SeenParty:
    mention, head = party.mention, party.head
    kind = KINDS.index(mention.entity.kind) + 1 if mention.entity.kind in KINDS else 0
    return SeenParty(mention.start, mention.end, (head.idx, head.idx + len(head)), kind, vectors[head.i])


@dataclass(slots=True)
class _Pairs:
    """The features of parties beside a word; they are dear, and of most words nobody asks."""

    seen: Seen
    everybody: Sequence[Party]

    def __iter__(self) -> Iterator[NDArray[np.uint16]]:
        return iter(_folded([self.seen.features_of(party) for party in self.everybody]))


def _word(
    seen: Seen, features: NDArray[np.uint16], everybody: Sequence[Party], vectors: NDArray[np.float32]
) -> SeenWord:
    word = seen.word
    return SeenWord(
        word.token.idx,
        word.token.idx + len(word.token),
        features,
        _said(word),
        vectors[word.token.i],
        _Pairs(seen, everybody),
        [_by_rule(word, party) for party in everybody] if word.matches else [0] * len(everybody),
    )


def _folded(hashed: Sequence[Sequence[int]]) -> list[NDArray[np.uint16]]:
    """Some rows of features as places, all at once."""
    numbers = np.array(list(chain.from_iterable(hashed)), dtype=np.uint32)
    places = ((numbers ^ (numbers >> BITS)) % (1 << BITS)).astype(np.uint16)
    ends = list(accumulate(map(len, hashed)))
    return [places[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _said(word: Word) -> NDArray[np.float32]:
    said = np.zeros(3 * _MANY, dtype=np.float32)
    told = [m.entry.type for m in word.matches]
    for row, types in enumerate((word.entries.types, told, [word.best.type] if word.best else ())):
        for type_ in types:
            if type_ in _AT:
                said[row * _MANY + _AT[type_]] = 1.0
    return said


def _by_rule(word: Word, party: Party) -> int:
    span = party.mention.start, party.mention.end
    actor = any((m.start, m.end) == span for match in word.matches for m in match.actors)
    recipient = any((m.start, m.end) == span for match in word.matches for m in match.recipients)
    return 1 + actor + 2 * recipient
