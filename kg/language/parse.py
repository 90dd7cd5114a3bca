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
from typing import Any, TypeVar, cast

import numpy as np
from spacy.tokens import Doc, Token

from kg.language.annotations import Working
from kg.language.nodes import FLAGS, Node, Piece, Tour, toured

_KEY = "kg_parse"
_COPIED: list[int | str] = ["IDX", "ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "SPACY"]
# Strings by spaCy's hash of them, which is the same in each vocabulary.  Emptied when it has grown to so many.
_STRINGS: dict[int, str] = {}
_MOST = 200_000


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
            found = cast(Any, self.spacy.to_array([flag.upper() for flag in FLAGS])).astype(bool).T.tolist()
            self._flags = dict(zip(FLAGS, found, strict=True))
        return self._flags[name]

    def tour(self, node: Node) -> Tour:
        """The words of the tree of a word, from left to right, and where there the subtree of each begins and ends."""
        found = self._tours.get(node.i)
        if found is None:
            while node.head is not node:
                node = node.head
            found = toured(node)
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
