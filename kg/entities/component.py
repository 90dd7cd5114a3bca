"""The spaCy component ``kg_entities``: names and phrases of a document, linked."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.entities.cues import Lexicon
from kg.entities.knowledge import Knowledge
from kg.entities.home import Home
from kg.entities.linker import Linker, People
from kg.entities.metonymy import is_government
from kg.entities.recognizer import MISC, Name, Recognizer
from kg.entities.roles import Composer, Phrase
from kg.entities.words import Words
from kg.language.annotations import of as annotations_of
from kg.model import Entity, Mention

NAMES = "kg_names"


class EntityComponent:
    """Recognises and links; fills ``doc._.kg.mentions`` and the span group ``doc.spans["kg_names"]``.

    The span group holds the bare names as PERSON, ORG, LOC and NORP, also those inside a longer mention.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon.of(knowledge)
        self._recognizer = Recognizer(self.lexicon)
        self._linker = Linker(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        found = annotations_of(doc)
        words = Words(doc)
        names = self._recognizer.names(words)
        people, _ = self._linker.link(words, names, found.article)
        self._places(words, names)
        home = Home(self.knowledge, words, names, found.article)
        date = found.article.date if found.article else None
        composer = Composer(self.knowledge, self.lexicon, words, people, date, home)
        phrases = composer.phrases(names)
        found.mentions = sorted(
            (m for p in phrases for m in self._mentions(words, p, people)), key=lambda m: (m.start, -m.end)
        )
        doc.user_data["kg_context"] = Context(words, people, phrases, home)
        doc.spans[NAMES] = self._spans(doc, words, names)
        return doc

    def _places(self, words: Words, names: list[Name]) -> None:
        """A capital is its state or a place."""
        for name in names:
            if not name.options or name.options[0].form != "capital":
                continue
            alias = name.options[0]
            token = words.doc[words.token[name.last]]
            if is_government(words, name.first, name.last, token):
                name.form, name.entity = "metonym", alias.entity
                continue
            place = next((a.entity for a in name.options if a.form == "place"), None)
            name.form = "place"
            name.entity = place or Entity(
                f"{alias.entity.id.lower()}/{'-'.join(words.key[name.first : name.last + 1])}",
                alias.text, "place", alias.entity.id,
            )  # fmt: skip

    def _mentions(self, words: Words, phrase: Phrase, people: People) -> list[Mention]:
        start, end = words.start[phrase.first], words.end[phrase.last]
        text = words.string[start:end]
        return [Mention(self._final(e, people), text, start, end, phrase.form) for e in phrase.entities]

    def _final(self, entity: Entity, people: People) -> Entity:
        """The entity with what the article says of it."""
        if entity.country is not None and entity.sector is not None:
            return entity
        country = entity.country or people.country_of(entity.id)
        return replace(entity, country=country, sector=entity.sector or people.sector.get(entity.id))

    @staticmethod
    def _spans(doc: Doc, words: Words, names: list[Name]) -> list[Span]:
        spans: list[Span] = []
        for name in names:
            if name.label and name.label != MISC:
                first, last = words.token[name.first], words.token[name.last]
                country = name.entity is not None and name.entity.kind == "country" and name.form != "metonym"
                spans.append(Span(doc, first, last + 1, label=name.label, kb_id="country" if country else ""))
        return spans


class Context:
    """What the coreference component needs of the work done here."""

    __slots__ = ("home", "people", "phrases", "words")

    def __init__(self, words: Words, people: People, phrases: list[Phrase], home: Home) -> None:
        self.words, self.people, self.phrases, self.home = words, people, phrases, home
