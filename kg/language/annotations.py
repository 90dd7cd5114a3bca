"""The one spaCy extension this package registers: ``doc._.kg`` (:class:`kg.core.records.Annotations`)."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.core.records import Annotations


def of(doc: Doc) -> Annotations:
    """The annotations of a document, made on first use.  The same object as ``doc._.kg``."""
    found = doc.user_data.get("kg")
    if found is None:
        found = doc.user_data["kg"] = Annotations()
    assert isinstance(found, Annotations)
    return found


if not Doc.has_extension("kg"):
    Doc.set_extension("kg", getter=of)
