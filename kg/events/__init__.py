"""Events: who did what to whom.

Importing this module registers the spaCy component ``kg_events``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.events.coder import Coder
from kg.events.lexicon import Lexicon
from kg.language.annotations import of as annotations_of


class EventsComponent:
    """Sets ``doc._.kg.events``.  Needs a parse, and the mentions that ``kg_entities`` and ``kg_coreference`` set."""

    def __init__(self, lexicon: list[str]) -> None:
        self.coder = Coder(Lexicon.load(*lexicon))

    def __call__(self, doc: Doc) -> Doc:
        """The same document, coded."""
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
    """
    return EventsComponent(lexicon)
