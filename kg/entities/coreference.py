"""Pronouns and nominals."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.entities.knowledge import Knowledge


class CoreferenceComponent:
    """Resolves pronouns and nominals."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._kb = knowledge

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return doc
