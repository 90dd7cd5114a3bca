"""A parse in plain Python objects: what rules ask of a word, copied once from spaCy.

spaCy makes a new ``Token`` at every look at a word, its children or its sentence, and looks up each label and lemma
among its strings.  Rules look at a word some hundred times, and that was most of what they cost.  A :class:`Parse`
answers as a ``Doc`` does, a :class:`Node` as a ``Token``, a :class:`Piece` as a ``Span``, for what rules read of them,
and so the rules do not know which they have: whoever holds a ``Doc`` may hand them its tokens.

A copy: what is changed in the document later is not seen.  :func:`of` compares, and copies anew where it has to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import Any, TypeVar, cast

import numpy as np
from spacy.tokens import Doc, Token

from kg.language.annotations import Working
from kg.language.lemmas import forms

_KEY = "kg_parse"
_COPIED: list[int | str] = ["IDX", "ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "SPACY"]
# Strings by spaCy's hash of them, which is the same in each vocabulary.  Emptied when it has grown to so many.
_STRINGS: dict[int, str] = {}
_MOST = 200_000


class Node:
    """A word, as rules read a ``Token``."""

    __slots__ = (
        "answers", "children", "dep_", "doc", "forms", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_", "text",
    )  # fmt: skip

    head: Node

    def __init__(
        self, doc: Parse, i: int, idx: int, text: str, lower: str, lemma: str, pos: str, tag: str, dep: str
    ) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower
        self.lemma_ = lemma
        self.pos_ = pos
        self.tag_ = tag
        self.dep_ = dep
        self.forms = forms(lower, lemma.lower(), tag[:2])  # its base forms, see kg.language.lemmas
        self.children: tuple[Node, ...] | list[Node] = ()
        self.answers: dict[str, Any] = {}  # by question, see remembered()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    def nbor(self, i: int = 1) -> Node:
        """The word so many behind it.

        Raises:
            IndexError: There is none.
        """
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.doc.nodes[at]

    @property
    def text_with_ws(self) -> str:
        """Its text and the blank behind it."""
        text: str = self.doc.spacy[self.i].text_with_ws
        return text

    @property
    def sent(self) -> Piece:
        """Its sentence."""
        known = self.doc._sentences
        return self.doc.sentence(self.i) if known is None else known[self.i]

    @property
    def ancestors(self) -> Iterator[Node]:
        """What it hangs on, and so on up."""
        here, above = self, self.head
        while above is not here:
            yield above
            here, above = above, above.head

    @property
    def subtree(self) -> list[Node]:
        """It and all that hangs on it, what hangs to the left of a word before it."""
        if not self.children:
            return [self]
        order, first, end = self.doc.tour(self)
        return order[first[self.i] : end[self.i]]

    def is_ancestor(self, other: Node) -> bool:
        """Whether another hangs on it."""
        return any(above is self for above in other.ancestors)

    @property
    def left_edge(self) -> Node:
        """The first word of what hangs on it."""
        if not self.children:
            return self
        if "left" not in self.answers:
            self.answers["left"] = self.doc.nodes[self.doc.spacy[self.i].left_edge.i]
        found: Node = self.answers["left"]
        return found

    @property
    def right_edge(self) -> Node:
        """The last word of what hangs on it."""
        if not self.children:
            return self
        if "right" not in self.answers:
            self.answers["right"] = self.doc.nodes[self.doc.spacy[self.i].right_edge.i]
        found: Node = self.answers["right"]
        return found

    def __getattr__(self, name: str) -> Any:
        """What is asked for seldom, of spaCy's token: a value, never another token."""
        if name not in _SELDOM:
            raise AttributeError(f"a parse has no '{name}' of a word")
        return getattr(self.doc.spacy[self.i], name)


def _flag(name: str) -> property:
    return property(lambda node: node.doc.flags(name)[node.i], doc=f'"{name}", as spaCy has it.')


_SELDOM = {"ent_type_", "is_sent_start", "morph"}
_FLAGS = ("is_alpha", "is_digit", "is_punct", "is_space", "is_stop", "like_num")
for _name in _FLAGS:
    setattr(Node, _name, _flag(_name))


class Piece:
    """Some words in a row, as rules read a ``Span``."""

    __slots__ = ("_forms", "doc", "end", "start")

    def __init__(self, doc: Parse, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end
        self._forms: frozenset[str] | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Node]:
        return iter(self.doc.nodes[self.start : self.end])

    def __getitem__(self, key: int | slice) -> Any:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self))
            return Piece(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.nodes[self.start : self.end][key]

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Piece) and self.doc is other.doc
        return same and (self.start, self.end) == (cast(Piece, other).start, cast(Piece, other).end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Where it begins in the text."""
        return self.doc.nodes[self.start].idx if self.start < len(self.doc.nodes) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends, the blank behind it left out."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.nodes[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The text between."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def forms(self) -> frozenset[str]:
        """The base forms of all its words, looked up once."""
        if self._forms is None:
            self._forms = frozenset(chain.from_iterable([node.forms for node in self]))
        return self._forms

    @property
    def sent(self) -> Piece:
        """The sentence in which it begins."""
        return self.doc.sentence(self.start)

    @property
    def root(self) -> Node:
        """The word that the others hang on, as spaCy chooses among several."""
        return self.doc.nodes[self.doc.spacy[self.start : self.end].root.i]


Tour = tuple[list[Node], dict[int, int], dict[int, int]]


def _toured(root: Node) -> Tour:
    order: list[Node] = []
    first: dict[int, int] = {}
    end: dict[int, int] = {}
    ahead: list[tuple[Node, int]] = [(root, 0)]  # no recursion: a parse may be as deep as a text is long
    while ahead:
        node, step = ahead.pop()
        if step == 0:
            first[node.i] = len(order)
            if not node.children:
                order.append(node)
                end[node.i] = len(order)
                continue
            ahead += [(node, 2), *((c, 0) for c in reversed(node.children) if c.i > node.i), (node, 1)]
            ahead += [(c, 0) for c in reversed(node.children) if c.i < node.i]
        elif step == 1:
            order.append(node)
        else:
            end[node.i] = len(order)
    return order, first, end


class Parse(Working):
    """A document, as rules read a ``Doc``.

    Args:
        doc: What is copied.
        values: Its values, as :func:`_values` gives them.
    """

    __slots__ = ("__weakref__", "_flags", "_sentences", "_starts", "_tours", "_values", "nodes", "spacy", "text")

    def __init__(self, doc: Doc, values: np.ndarray) -> None:
        self.spacy, self._values = doc, values
        self._flags: dict[str, list[bool]] = {}
        self._sentences: list[Piece] | None = None
        self._starts: list[int] | None = None
        self._tours: dict[int, Tour] = {}  # by the words in them
        starts, *columns, heads, _, blanks = values.T.tolist()
        words = [_strings(doc, column) for column in columns]
        self.text = "".join([word + " " if blank else word for word, blank in zip(words[0], blanks, strict=True)])
        rows = zip(range(len(starts)), starts, *words, strict=True)
        nodes = self.nodes = [Node(self, *row) for row in rows]
        for node, step in zip(nodes, heads, strict=True):
            if step:
                node.head = head = nodes[node.i + step]
                if head.children:
                    cast("list[Node]", head.children).append(node)
                else:
                    head.children = [node]
            else:
                node.head = node

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __getitem__(self, key: int | slice) -> Any:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.nodes))
            return Piece(self, start, max(start, end))
        return self.nodes[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.spacy, name)  # ents, spans, user_data, to_array …

    @property
    def sents(self) -> Iterator[Piece]:
        """Its sentences.

        Raises:
            ValueError: It has none.
        """
        found: list[Piece] = []
        while (begin := found[-1].end if found else 0) < len(self.nodes):
            found.append(self.sentence(begin))
        return iter(found)

    def sentence(self, i: int) -> Piece:
        """The sentence of a word."""
        if self._sentences is None:
            if not self.spacy.has_annotation("SENT_START"):
                raise ValueError("this document has no sentences")
            begins = [i for i, start in enumerate(self._values[:, 8].tolist()) if start == 1 or i == 0]
            pieces = [Piece(self, a, b) for a, b in zip(begins, [*begins[1:], len(self.nodes)], strict=True)]
            self._sentences = [piece for piece in pieces for _ in range(len(piece))]
        return self._sentences[i]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Piece | None:
        """The words at some characters, as ``Doc.char_span`` finds them."""
        if alignment_mode != "expand":
            span = self.spacy.char_span(start, end, alignment_mode=alignment_mode)
            return None if span is None else Piece(self, span.start, span.end)
        if not 0 <= start < end <= len(self.text):
            return None
        if self._starts is None:
            self._starts = [node.idx for node in self.nodes]
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)
        node = self.nodes[first]
        return Piece(self, first + (start == node.idx + len(node.text)), last)

    def flags(self, name: str) -> list[bool]:
        """Of each word whether it is so, by spaCy's name of the question ("is_punct")."""
        if not self._flags:
            found = cast(Any, self.spacy.to_array([flag.upper() for flag in _FLAGS])).astype(bool).T.tolist()
            self._flags = dict(zip(_FLAGS, found, strict=True))
        return self._flags[name]

    def tour(self, node: Node) -> Tour:
        """The words of the tree of a word, from left to right, and where there the subtree of each begins and ends."""
        found = self._tours.get(node.i)
        if found is None:
            while node.head is not node:
                node = node.head
            found = _toured(node)
            self._tours.update(dict.fromkeys(found[1], found))
        return found

    def clear(self) -> None:
        """Let go of its words, which refer to each other and would stay in memory until cycles are looked for."""
        for node in self.nodes:
            del node.head
            node.children = ()
            node.answers.clear()
        self.nodes, self._sentences, self._tours = [], None, {}


Answer = TypeVar("Answer")


def remembered(question: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """Makes a question about a word one that is answered once: the parse under it does not change.

    Whoever asks must leave the answer as it is.
    """
    name = f"{question.__module__}.{question.__name__}"

    @wraps(question)
    def ask(token: Token) -> Answer:
        try:
            answers: dict[str, Answer] = token.answers  # type: ignore[attr-defined]
        except AttributeError:  # spaCy's own
            return question(token)
        if name in answers:
            return answers[name]
        answer = answers[name] = question(token)
        return answer

    return ask


def of(doc: Doc) -> Doc:
    """The copy of a document, made on first use: in its place for all that rules read.

    It stands in ``doc.user_data`` until :func:`forget` is called.
    """
    if isinstance(doc, Parse):
        return doc
    values = _values(doc)
    found = doc.user_data.get(_KEY)
    if not isinstance(found, Parse) or found._values.tobytes() != values.tobytes():
        forget(doc)
        found = doc.user_data[_KEY] = Parse(doc, values)
    return cast(Doc, found)


def forget(doc: Doc) -> None:
    """Drop the copy of a document."""
    found = doc.user_data.pop(_KEY, None)
    if isinstance(found, Parse):
        found.clear()


def _values(doc: Doc) -> np.ndarray:
    return np.asarray(doc.to_array(_COPIED)).view(np.int64)  # a head is a step, to the left below zero


def _strings(doc: Doc, column: list[int]) -> list[str]:
    try:
        return list(map(_STRINGS.__getitem__, column))
    except KeyError:
        if len(_STRINGS) > _MOST:
            _STRINGS.clear()
        strings = doc.vocab.strings
        _STRINGS.update((key, strings[key & 0xFFFFFFFFFFFFFFFF]) for key in set(column) if key not in _STRINGS)
        return list(map(_STRINGS.__getitem__, column))
