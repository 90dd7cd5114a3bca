"""The pieces of a text that the encoder reads at once, and where in them words and parties stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.events.sight import SeenParty, SeenSentence, SeenWord

LONGEST, BEFORE, BEHIND = 160, 24, 80  # word pieces of a window, and of what is read before and behind it
Span = tuple[int, int]


class Pieces(NamedTuple):
    """A text cut into the encoder's word pieces: their numbers, and where each begins and ends in the text."""

    ids: Sequence[int]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(slots=True)
class Window:
    """Sentences that are read at once; places count from 1, as one piece stands before them all.

    Attributes:
        sentences: The sentences.
        ids: The pieces.
        words: The words of its sentences, each with its pieces.
        parties: Their parties, each with its pieces and those of its head.
    """

    sentences: Sequence[SeenSentence]
    ids: Sequence[int]
    words: list[tuple[SeenWord, Span]]
    parties: list[tuple[SeenParty, Span, Span]]


def windows(pieces: Pieces, sentences: Sequence[SeenSentence]) -> Iterator[Window]:
    """A document's sentences by windows, in text order."""
    part: list[SeenSentence] = []
    for sentence in sentences:
        first, end = np.searchsorted(pieces.starts, (part[0].start if part else sentence.start, sentence.end))
        if part and end - first > LONGEST:
            yield _window(pieces, part)
            part = []
        part.append(sentence)
    if part:
        yield _window(pieces, part)


def _window(pieces: Pieces, sentences: Sequence[SeenSentence]) -> Window:
    first = max(0, int(np.searchsorted(pieces.ends, sentences[0].start, "right")) - BEFORE)
    last = min(int(np.searchsorted(pieces.starts, sentences[-1].end, "left")), first + LONGEST + BEHIND)
    window = Window(sentences, pieces.ids[first:last], [], [])
    most = len(window.ids)

    def span(start: int, end: int) -> Span:
        i = int(np.searchsorted(pieces.ends, start, "right")) - first
        j = int(np.searchsorted(pieces.starts, end, "left")) - first
        return min(max(i, 0), most - 1) + 1, min(max(j, i + 1, 1), most) + 1

    for sentence in sentences:
        window.parties += [(p, span(p.start, p.end), span(*p.head)) for p in sentence.parties]
        window.words += [(word, span(word.start, word.end)) for word in sentence.words]
    return window
