"""What is seen of a possible act: its word, who may have done it to whom, and what the rules say of it.

Every feature is a number below :data:`BUCKETS`: a name hashed, so that no table of names is kept.  The judge
(:mod:`kg.events.judge`) has a weight for each.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span, Token

from kg.core.plover import EventType
from kg.core.records import Mention
from kg.events.frame import Frame
from kg.events.lexicon import Entries, Entry
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.status import Stance
from kg.language import syntax

BITS = 18
BUCKETS = 1 << BITS
_WHOLE = 0xFFFFFFFF  # numbers of features are of 32 bits


class Hashed(list[int]):
    """One number a feature, and what they weigh together once the judge has looked."""

    weight: float | None = None


FARTHEST = 6  # steps in the parse; what is farther is only far
_TOLD = ("det", "case", "mark", "aux", "aux:pass", "advmod", "nummod")
_BESIDE = ("amod", "compound", "obj", "obl", "nmod")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may have taken part: where the parse has him, and how the text speaks of him."""

    mention: Mention
    head: Token


class Scene:
    """A sentence, with what is the same for every act in it.

    Args:
        sentence: The sentence.
        number: Which of the document, from 0.
        of: How many it has.
        parties: Who is named in it.
        found: What the rules tell of it.
        of_sport: Whether the document is a match report.
    """

    def __init__(
        self, sentence: Span, number: int, of: int, parties: Parties, found: Sequence[Match], of_sport: bool = False
    ) -> None:
        self.sentence, self.of, self.named, self.found, self.of_sport = sentence, of, parties, found, of_sport
        self.triggers = {m.trigger.i for m in found}
        self.where = (f"nsent {_bucket(number)}", f"of {_bucket(of)}", f"len {_bucket(len(sentence) // 10)}")
        named: dict[tuple[int, int, str], tuple[Mention, list[Token]]] = {}
        for token in sentence:
            for m in parties.covering(token):
                named.setdefault((m.start, m.end, m.entity.id), (m, []))[1].append(token)
        self.parties = [Party(m, _head(tokens)) for m, tokens in named.values()]

    @cached_property
    def verbs(self) -> list[int]:
        """The places of its verbs."""
        return [t.i for t in self.sentence if syntax.is_verb(t)]

    @cached_property
    def heads(self) -> list[int]:
        """The places of the heads of its parties."""
        return sorted(party.head.i for party in self.parties)

    def party(self, mention: Mention) -> Party | None:
        """The party of a mention that a rule has found; None where it stands in another sentence."""
        for party in self.parties:
            if party.mention.start == mention.start and party.mention.end == mention.end:
                return Party(mention, party.head)
        span = self.sentence.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        inside = span is not None and self.sentence.start <= span.start < self.sentence.end
        return Party(mention, span.root) if span is not None and inside else None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may tell an act.

    Attributes:
        token: The word.
        pos: "verb", "noun" or "adj".
        lemma: The form that the lexicon has.
        frame: What fills its slots.
        entries: The lexicon's entries of it.
        best: The one in whose frame it stands.
        stance: How sure the text is.
        matches: What the rules tell by it.
    """

    token: Token
    pos: str
    lemma: str
    frame: Frame
    entries: Entries
    best: Entry | None
    stance: Stance
    matches: Sequence[Match]

    def entry(self, type_: EventType) -> Entry | None:
        """The entry of a type, that in whose frame it stands first; None if there is none."""
        if self.best and self.best.type == type_:
            return self.best
        return next((e for e in self.entries if e.type == type_), None)

    @property
    def passive(self) -> bool:
        """Whether it is a passive verb."""
        return self.pos == "verb" and syntax.is_passive(self.token)


def of_word(word: Word, scene: Scene) -> tuple[Hashed, Hashed]:
    """The features of a word, and those of them that are worth crossing with a type."""
    crossed = hashed(_word_crossed(word))
    return Hashed(crossed + hashed(_word(word, scene))), crossed


def of_type(type_: EventType, word: Word, crossed: Hashed) -> Hashed:
    """The features of a type that a word may tell."""
    same = [m for m in word.matches if m.entry.type == type_]
    rule = "same" if same else "other" if word.matches else "none"
    names = [f"T {type_}", f"TL {type_} {word.lemma} {word.pos}", f"rule {rule}", f"ruleT {type_} {rule}"]
    names.append(f"bestis {word.best and word.best.type == type_}")
    return Hashed(hashed(names) + cross(crossed, str(type_)))


def of_party(party: Party, word: Word, scene: Scene) -> tuple[Hashed, Hashed]:
    """The features of somebody as a side of an act, and those worth crossing with a type."""
    path, prep = _path(word.token, party.head), syntax.preposition(party.head) or "-"
    crossed = list(_party_crossed(party, word, path, prep))
    return hashed([*crossed, *_party(party, word, scene, path, prep)]), hashed(crossed)


def of_side(side: str, type_: EventType, plain: Hashed, crossed: Hashed, by_rule: str, slot: str) -> Hashed:
    """The features of somebody as actor ("A") or recipient ("R") of a type.

    Args:
        side: Which.
        type_: The type.
        plain: What :func:`of_party` gives.
        crossed: What it gives besides.
        by_rule: What the rules say of him: actor, recipient, neither, or that they tell no such act.
        slot: In which slots of the entry he stands.
    """
    names = (f"{side} rule {by_rule}", f"{side} slot {slot}", f"{side} slot {slot} {type_}")
    return Hashed(hashed(names) + cross(plain, side) + cross(crossed, f"{side} {type_}"))


def of_nobody(side: str, type_: EventType, word: Word, scene: Scene, by_rule: str) -> Hashed:
    """The features of an act of which a side is not told."""
    none = f"{side} none"
    return hashed(
        [none, f"{none} {type_}", f"{none} {type_} {word.pos} {word.passive}", f"{none} rule {by_rule}",
         f"{none} {type_} rule {by_rule}", f"{none} parties {min(len(scene.parties), 5)}", f"{none} {word.lemma}"]
    )  # fmt: skip


def of_pair(
    type_: EventType, word: Word, scene: Scene, actor: Party | None, recipient: Party | None, match: Match | None
) -> Hashed:
    """The features of both sides together, of the rule that tells just this, and of what is told of both besides."""
    if actor is None or recipient is None:
        names = [f"X null {actor is None} {recipient is None} {type_}"]
    else:
        a, r, t = actor.mention.entity, recipient.mention.entity, word.token.i
        same = a.country == r.country if a.country else "n"
        order = f"{actor.head.i < t} {recipient.head.i < t} {actor.head.i < recipient.head.i}"
        names = [f"X same {same} {type_}", f"X order {order}", f"X order {order} {type_}"]
        names.append(f"X kinds {a.kind} {r.kind} {type_}")
    sides = [p.mention.entity.id if p else None for p in (actor, recipient)]
    others = [m for m in scene.found if m.trigger != word.token and _is_between(m, *sides)]
    alike = any(m.entry.type == type_ for m in others)
    names.append(f"X besides {bool(others)} {alike} {match is not None}")
    if match is not None:
        names += ["X full", f"X full {type_}", f"X family {match.family}", f"X entry {match.entry.id}"]
        names += [f"X note {note}" for note in match.notes]
        names.append(f"X sides {min(len(match.actors), 3)} {min(len(match.recipients), 3)}")
    return hashed(names)


def _is_between(match: Match, actor: str | None, recipient: str | None) -> bool:
    """Whether a match has these two on its sides, whichever is on which; nobody on a side that is not told."""
    ids = {m.entity.id for m in (*match.actors, *match.recipients)} | {None}
    return actor in ids and recipient in ids


class _Numbers(dict[str, int]):
    """The numbers of the names that have been seen; emptied when there are very many."""

    def __missing__(self, name: str) -> int:
        if len(self) >= _MOST_NAMES:
            self.clear()
        number = self[name] = zlib.crc32(name.encode())
        return number


_NUMBERS, _MOST_NAMES = _Numbers(), 30_000


def hashed(names: Iterable[str]) -> Hashed:
    """The numbers of features by their names."""
    return Hashed(map(_NUMBERS.__getitem__, names))


def cross(features: Sequence[int], with_: str) -> list[int]:
    """Each feature together with something else, as one feature."""
    salt = _salt(with_)
    return [(feature ^ salt) * 2654435761 & _WHOLE for feature in features]


def folded(features: NDArray[Any]) -> NDArray[Any]:
    """Features as places in a table of weights."""
    return np.asarray((features ^ (features >> BITS)) & (BUCKETS - 1))


@lru_cache(maxsize=256)
def _salt(name: str) -> int:
    return zlib.crc32(f"salt {name}".encode())


def _word_crossed(word: Word) -> Iterator[str]:
    t = word.token
    yield f"dep {word.pos} {_label(t)}"
    yield f"tag {t.tag_}"
    yield f"govpos {t.head.pos_} {_label(t)} {word.pos}"
    yield f"status {word.stance.status}"
    yield f"ntypes {min(len(word.entries.types), 4)}"
    for c in t.children:
        if c.dep_ in ("aux", "aux:pass", "case", "mark", "det"):
            yield f"c {c.dep_} {c.lower_}"


def _word(word: Word, scene: Scene) -> Iterator[str]:
    t, first, end = word.token, scene.sentence.start, scene.sentence.end
    yield f"lp {word.lemma} {word.pos}"
    yield f"gov {t.head.lemma_.lower() if t.head != t else '-'}"
    yield f"speech {word.stance.speech is not None}"
    yield f"neg {syntax.is_negated(t)}"
    yield from scene.where
    yield f"told {min(len(scene.found), 3)} {bool(word.matches)}"
    above = [a.i for a in t.ancestors]
    yield f"above {not scene.triggers.isdisjoint(above)} {bool(word.matches)}"
    below = scene.triggers - {t.i}
    yield f"below {bool(below) and any(c.i in below for c in t.subtree)} {bool(word.matches)}"
    for c in t.children:
        if c.dep_ in _TOLD:
            yield f"c {c.dep_} {c.lower_}"
        elif c.dep_ in _BESIDE:
            yield f"c {c.dep_} {'$' if scene.named.covering(c) else c.lemma_.lower()}"
        yield f"cd {word.pos} {_label(c)}"
    yield f"prev {t.nbor(-1).lower_ if t.i > first else '<s>'}"
    yield f"next {t.nbor(1).lower_ if t.i + 1 < end else '</s>'}"
    yield f"best {word.best.id if word.best else '-'}"
    yield f"depth {min(6, len(above))}"


def _party_crossed(party: Party, word: Word, path: str, prep: str) -> Iterator[str]:
    m, h, t = party.mention, party.head, word.token
    yield f"p {path}"
    yield f"pp {word.pos} {word.passive} {path}"
    yield f"prep {prep}"
    yield f"kind {m.entity.kind} {m.form}"
    yield f"sector {m.entity.sector}"
    yield f"dist {'l' if h.i < t.i else 'r'} {_bucket(abs(h.i - t.i))}"
    yield f"formp {m.form} {path}"


def _party(party: Party, word: Word, scene: Scene, path: str, prep: str) -> Iterator[str]:
    m, h, t = party.mention, party.head, word.token
    side = "l" if h.i < t.i else "r"
    low, high = min(h.i, t.i), max(h.i, t.i)
    verbs, others = _between(scene.verbs, low, high), _between(scene.heads, low, high)
    yield f"pprep {path} {prep}"
    yield f"lpath {word.lemma} {path} {prep}"
    yield f"verbs {side} {min(verbs, 4)}"
    yield f"others {side} {min(others, 4)}"
    yield f"form {m.form}"
    yield f"country {m.entity.country is not None}"
    yield f"hd {_label(h)}"
    yield f"hdside {_label(h)} {side} {min(verbs, 2)}"


def _between(places: Sequence[int], low: int, high: int) -> int:
    """How many of some places, in order, lie between two."""
    return max(0, bisect_left(places, high) - bisect_right(places, low))


def _path(t: Token, h: Token) -> str:
    """The labels from one word up and down to another."""
    above: dict[int, int] = {}
    x, steps = t, 0
    while True:
        above[x.i] = steps
        if x.head == x:
            break
        x, steps = x.head, steps + 1
    down: list[str] = []
    y = h
    while y.i not in above:
        if y.head == y or len(down) > FARTHEST:
            return "far"
        down.append(_label(y))
        y = y.head
    up: list[str] = []
    x = t
    for _ in range(above[y.i]):
        up.append(_label(x))
        x = x.head
    if len(up) + len(down) > FARTHEST:
        return "far"
    return "".join(f"<{u}" for u in up) + "".join(f">{d}" for d in reversed(down)) or "self"


def _label(token: Token) -> str:
    dep = token.dep_
    return dep if dep in ("nsubj:pass", "obl:agent") else dep.partition(":")[0]


def _head(tokens: Sequence[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head == t or t.head.i not in inside), tokens[0])


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"
