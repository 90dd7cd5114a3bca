"""The one spaCy extension this package registers: ``doc._.kg`` (:class:`kg.core.records.Annotations`).

It stands in ``doc.user_data["kg"]``, and so goes wherever spaCy takes a document: ``nlp.pipe(n_process=2)``,
``doc.to_bytes()``, ``DocBin(store_user_data=True)``, ``pickle``.  In bytes it is made of plain values only, which
become records again when somebody asks for them; while nobody packs a document, nothing is converted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.tokens import Doc

from kg.core.errors import KgError
from kg.core.plain import plain, record
from kg.core.records import Annotations

_KEY = "kg"


def of(doc: Doc) -> Annotations:
    """The annotations of a document, made on first use.  The same object as ``doc._.kg``.

    Raises:
        KgError: The document was packed by a version of this package whose records were others.
    """
    found = doc.user_data.get(_KEY)
    if isinstance(found, Annotations):
        return found
    made = doc.user_data[_KEY] = Annotations() if found is None else _unpacked(found)
    return made


class Working:
    """Base of what a component leaves in ``doc.user_data`` for the next: not packed, pickled or copied with it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return type(None), ()


def _packed(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What spaCy's serialiser is to write for an object of ours; others it asks the next encoder for."""
    if isinstance(value, Annotations):
        return plain(value)
    if isinstance(value, Working):
        return None
    return value if chain is None else chain(value)


def _unpacked(value: Mapping[str, Any]) -> Annotations:
    try:
        return record(Annotations, value)
    except (TypeError, ValueError) as error:
        raise KgError(f"what kg found in this document cannot be read ({error}); read its text again") from error


if not Doc.has_extension(_KEY):
    Doc.set_extension(_KEY, getter=of)
    srsly.msgpack_encoders.register("kg", func=_packed)
