"""The text as it was given, where a document was made of one with its capitals restored.

A pipeline reads the restored text (:mod:`kg.language.truecase`); what leaves it quotes the article.  Both have the same
length, so a record's offsets say which characters of the article it means.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from spacy.tokens import Doc

from kg.language.annotations import of as annotations_of

KEY = "kg_given"  # in Doc.user_data: the text as given, if the document was made of another

Record = TypeVar("Record")

# Fields that hold characters of the article, with those that say where they stand.
_QUOTES = (("text", "start", "end"), ("sentence", "start", "end"), ("trigger", "trigger_start", "trigger_end"))


def put_back(doc: Doc) -> None:
    """Let all that was found in a document quote the text as it was given; nothing is to do for most.

    Args:
        doc: A document that has been through the pipeline.
    """
    text = doc.user_data.get(KEY)
    if text is None:
        return
    notes = annotations_of(doc)
    notes.mentions = [quoted(m, text) for m in notes.mentions]
    notes.events = [quoted(e, text) for e in notes.events]
    notes.relations = [quoted(r, text) for r in notes.relations]


def of(doc: Doc, record: Record) -> Record:
    """A record read from a document, quoting the text that the document was given."""
    text = doc.user_data.get(KEY)
    return record if text is None else quoted(record, text)


def quoted(record: Record, text: str) -> Record:
    """A record, and those inside it, with the characters of a text at the places that it gives.

    Args:
        record: A dataclass of :mod:`kg.core.records`, or a tuple of them; anything else is returned as it is.
        text: The article's.

    Example:
        >>> quoted(Mention(zelensky, "Zelensky", 40, 48), "russia attacked ukraine on sunday, said zelensky").text
        'zelensky'
    """
    if isinstance(record, tuple) and not hasattr(record, "_fields"):
        return tuple(quoted(item, text) for item in record)  # type: ignore[return-value]
    if not is_dataclass(record) or isinstance(record, type):
        return record
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    changed: dict[str, Any] = {
        name: value
        for name, old in values.items()
        if (is_dataclass(old) or isinstance(old, tuple)) and (value := quoted(old, text)) != old
    }
    for name, first, last in _QUOTES:
        start, end = values.get(first), values.get(last)
        if isinstance(values.get(name), str) and isinstance(start, int) and isinstance(end, int):
            changed[name] = text[start:end]
    return replace(record, **changed) if changed else record
