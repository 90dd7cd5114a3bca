"""Documents through a pipeline in batches of bounded size, so that memory does not grow with the longest text.

What a network keeps while it parses is some kilobytes for each character of a batch.  So a long text is parsed in
pieces that end where a sentence does, and joined again; names, coreference and events are found in the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.core.groups import groups
from kg.language import given

#: A batch is full with so many documents or pieces, or so many characters.
DOCUMENTS, CHARACTERS = 32, 16_000

# Tokens of the longest piece; some ten pages of print.
_PIECE = 3_000

# Where a piece may end, the best first: behind an empty line, a line, a sentence.
_ENDS = ("\n\n", "\n", ".")


def pipe(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """What ``nlp.pipe(docs)`` gives, in memory for one batch.

    Args:
        nlp: A pipeline with our components behind its own.
        docs: Tokenized only; taken as they are needed.

    Returns:
        The documents, with all that the pipeline sets; what was found quotes the text as it was given.

    Example:
        >>> [len(doc._.kg.events) for doc in pipe(nlp, [nlp.make_doc("Russia and China held talks in Moscow.")])]
        [1]
    """
    whole = _ours(nlp)
    components = [component for name, component in nlp.pipeline if name in whole]
    parts: list[Doc] = []
    for batch in _batches(docs):
        pieces = nlp.pipe([piece for piece, _ in batch], batch_size=len(batch), disable=whole)
        for part, (_, doc) in zip(pieces, batch, strict=True):
            parts.append(part)
            if doc is None:  # there is more of it
                continue
            parsed = _joined(parts, doc)
            parts = []
            for component in components:
                parsed = component(parsed)
            given.put_back(parsed)
            yield parsed


def _ours(nlp: Language) -> list[str]:
    """The components that see a text whole: ours, and all behind them."""
    names = nlp.pipe_names
    first = next((i for i, name in enumerate(names) if name.startswith("kg_") and name != "kg_sentences"), len(names))
    return names[first:]


def _batches(docs: Iterable[Doc]) -> Iterator[list[tuple[Doc, Doc | None]]]:
    """Pieces in batches; with the last piece of a document the document."""
    pieces = ((piece, doc if last else None) for doc in docs for piece, last in _pieces(doc))
    return groups(pieces, lambda pair: len(pair[0].text), DOCUMENTS, CHARACTERS)


def _pieces(doc: Doc) -> Iterator[tuple[Doc, bool]]:
    """A document in pieces, and whether each is its last; the document itself if it is short."""
    begin = 0
    while len(doc) - begin > _PIECE:
        end = _end(doc, begin)
        yield doc[begin:end].as_doc(), False
        begin = end
    yield (doc[begin:].as_doc() if begin else doc), True


def _end(doc: Doc, begin: int) -> int:
    """Where the piece that begins there ends."""
    words = [token.text for token in doc[begin : begin + _PIECE]]
    for sign in _ENDS:
        for i in range(len(words) - 1, _PIECE // 2, -1):
            if words[i].startswith(sign):
                return begin + i + 1
    return begin + _PIECE


def _joined(parts: list[Doc], doc: Doc) -> Doc:
    if len(parts) == 1:
        return parts[0]
    whole = Doc.from_docs(parts, ensure_whitespace=False, exclude=("user_data",))  # type: ignore[call-arg]
    assert whole is not None
    whole.user_data.update(doc.user_data)
    return whole
