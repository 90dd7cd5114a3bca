"""Entities: who is meant by the names, roles and pronouns of a text."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language

import kg.language.annotations  # noqa: F401  registers doc._.kg
from kg.entities.component import EntityComponent
from kg.entities.coreference import CoreferenceComponent
from kg.entities.knowledge import Knowledge
from kg.language.order import must_follow

__all__ = ["Knowledge", "make_coreference", "make_entities"]


@Language.factory("kg_entities", default_config={"knowledge": []}, assigns=["doc._.kg", "doc.ents", "doc.spans"])
def make_entities(nlp: Language, name: str, knowledge: Sequence[str]) -> EntityComponent:
    """The component that finds names, roles and common nouns for actors, and links them.

    Args:
        nlp: The pipeline; tags, lemmas and a parse must be set before this component.
        name: The component's name in it.
        knowledge: Files with actors of the user's own, which win over the shipped knowledge base.

    Raises:
        KnowledgeError: A file is missing or not well formed.

    Example:
        >>> _ = nlp.add_pipe("kg_entities")
        >>> [m.entity.id for m in nlp("Turkish troops entered Syria.")._.kg.mentions]
        ['tur/troops', 'SYR']
    """
    return EntityComponent(Knowledge.load(*knowledge))


@Language.factory("kg_coreference", assigns=["doc._.kg"])
def make_coreference(nlp: Language, name: str) -> CoreferenceComponent:
    """The component that resolves pronouns and nominals; it stands behind ``kg_entities``.

    Args:
        nlp: The pipeline.
        name: The component's name in it.

    Raises:
        ModelError: ``kg_entities`` is not in the pipeline yet.
    """
    must_follow(nlp, "kg_coreference", "kg_entities")
    knowledge = Knowledge.load()
    for pipe_name in nlp.component_names:
        pipe = nlp.get_pipe(pipe_name)
        if isinstance(pipe, EntityComponent):
            knowledge = pipe.knowledge
    return CoreferenceComponent(knowledge)
