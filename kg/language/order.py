"""What a component of ours needs before it in a pipeline, said in one sentence where it is missing."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.core.errors import ModelError


def must_follow(nlp: Language, factory: str, needed: str) -> None:
    """Refuse to be added to a pipeline that has no component of some factory yet.

    Args:
        nlp: The pipeline, as far as it has been put together.
        factory: What is being added.
        needed: What has to stand before it.

    Raises:
        ModelError: It does not.

    Example:
        >>> must_follow(spacy.blank("en"), "kg_events", "kg_entities")
        Traceback (most recent call last):
        kg.core.errors.ModelError: kg_events needs kg_entities before it: call nlp.add_pipe("kg_entities") first
    """
    if not any(nlp.get_pipe_meta(name).factory == needed for name in nlp.component_names):
        raise ModelError(f'{factory} needs {needed} before it: call nlp.add_pipe("{needed}") first')


def must_be_parsed(doc: Doc, factory: str) -> None:
    """Refuse a document without the parse that the rules read.

    Raises:
        ModelError: It has none.
    """
    if len(doc) and not doc.has_annotation("DEP"):
        raise ModelError(
            f"{factory} needs a dependency parse, and this document has none: put a parser before it, as in "
            "kg.pipeline.load() or en_core_web_sm"
        )
