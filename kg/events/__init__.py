"""Events: who did what to whom.

Importing this module registers the spaCy component ``kg_events``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.core.errors import ModelError
from kg.entities.spans import NAMES
from kg.events.coder import Coder
from kg.events.lexicon import Lexicon
from kg.language.annotations import of as annotations_of
from kg.language.order import must_be_parsed, must_follow


class EventsComponent:
    """Sets ``doc._.kg.events``.  Needs a parse, and the mentions that ``kg_entities`` and ``kg_coreference`` set."""

    def __init__(self, lexicon: list[str]) -> None:
        self.coder = Coder(Lexicon.load(*lexicon))

    def __call__(self, doc: Doc) -> Doc:
        """The same document, coded.

        Raises:
            ModelError: It has no parse, or ``kg_entities`` has not read it.
        """
        must_be_parsed(doc, "kg_events")
        if NAMES not in doc.spans:
            raise ModelError("kg_events needs kg_entities before it, which has not read this document")
        annotations_of(doc).events = self.coder.code(doc)
        return doc


@Language.factory("kg_events", default_config={"lexicon": [], "knowledge": []})
def make_events(nlp: Language, name: str, lexicon: list[str], knowledge: list[str]) -> EventsComponent:
    """The component that codes events.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        lexicon: Files with predicates of the user's own (``list[str]``), which win over the shipped ones.
        knowledge: Unused here; accepted so that all components take the same settings.

    Raises:
        ModelError: ``kg_entities`` is not in the pipeline yet.
    """
    must_follow(nlp, "kg_events", "kg_entities")
    return EventsComponent(lexicon)
