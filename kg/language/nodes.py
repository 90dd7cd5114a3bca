"""The words of a copied parse, and some of them in a row: what rules read as a ``Token`` and a ``Span``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from kg.language.lemmas import forms

if TYPE_CHECKING:
    from kg.language.parse import Parse


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
FLAGS = ("is_alpha", "is_digit", "is_punct", "is_space", "is_stop", "like_num")
for _name in FLAGS:
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


def toured(root: Node) -> Tour:
    """The words of a tree from left to right, and where there the subtree of each begins and ends."""
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
