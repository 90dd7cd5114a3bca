"""Puts what was read in a mended text back into the text as it was given."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from kg.core.records import Article, Extraction
from kg.readers.mending import Mended, mend

# What stands between an offset's names: "start" and "end" go with "text" or "sentence", "trigger_start" with "trigger".
_WORDS = {"": ("text", "sentence"), "trigger_": ("trigger",)}


def mended(article: Article) -> tuple[Article, Mended]:
    """An article as it can be read, and the way back.

    Example:
        >>> mended(Article("a", "Iran  met Iraq."))[0].text
        'Iran met Iraq.'
    """
    found = mend(article.text)
    return (article if found.starts is None else replace(article, text=found.text)), found


def restored(extraction: Extraction, article: Article, way: Mended) -> Extraction:
    """An extraction whose offsets, and the words at them, are those of the article as it was given."""
    if way.starts is None:
        return extraction
    return Extraction(
        article,
        # An event's id is made of where it stands.
        tuple(replace(_restored(event, article.text, way), id="") for event in extraction.events),
        tuple(_restored(relation, article.text, way) for relation in extraction.relations),
    )


def _restored(value: Any, text: str, way: Mended) -> Any:
    """A record with all offsets in it, however deep, put back."""
    if isinstance(value, tuple):
        return tuple(_restored(one, text, way) for one in value)
    if isinstance(value, dict):
        return {key: _restored(one, text, way) for key, one in value.items()} | _moved(value, text, way)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = {f.name: getattr(value, f.name) for f in fields(value)}
    changed = {name: new for name, old in given.items() if (new := _restored(old, text, way)) is not old}
    changed |= _moved(given, text, way)
    return replace(value, **changed) if changed else value


def _moved(given: dict[str, Any], text: str, way: Mended) -> dict[str, Any]:
    """The offsets in one record, and the words between them."""
    changed: dict[str, Any] = {}
    for prefix, words in _WORDS.items():
        start, end = given.get(f"{prefix}start"), given.get(f"{prefix}end")
        if type(start) is int and type(end) is int:
            begin, stop = way.start(start), way.end(end)
            changed |= {f"{prefix}start": begin, f"{prefix}end": stop}
            changed |= {word: text[begin:stop] for word in words if isinstance(given.get(word), str)}
    return changed
