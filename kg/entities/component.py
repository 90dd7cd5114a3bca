"""The spaCy component ``kg_entities``: names and phrases of a document, linked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from spacy.tokens import Doc

from kg.core.records import Entity, Mention, Relation
from kg.entities import relations, spans, whereabouts
from kg.entities.composing import Composer
from kg.entities.cues import Lexicon
from kg.entities.home import Home
from kg.entities.knowledge import Knowledge
from kg.entities.linker import Linker
from kg.entities.meaning import Meaning
from kg.entities.metonymy import is_government
from kg.entities.people import People
from kg.entities.phrase import INSTITUTION, Name, Phrase
from kg.entities.recognizer import Recognizer
from kg.entities.spans import join
from kg.entities.words import COMMA, Words
from kg.language import parse
from kg.language.annotations import Working
from kg.language.annotations import of as annotations_of

NAMES, CONTEXT = spans.NAMES, "kg_context"


class EntityComponent:
    """Recognises and links; fills ``doc._.kg.mentions``, and spaCy's places for the same (:mod:`kg.entities.spans`).

    These are ``doc.spans["kg"]``, the mentions; ``doc.spans["kg_names"]``, the bare names as PERSON, ORG, LOC and NORP,
    also those inside a longer mention; and ``doc.ents``, if no recogniser before has set it.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon.of(knowledge)
        self._recognizer = Recognizer(self.lexicon)
        self._linker = Linker(knowledge, self.lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        found = annotations_of(doc)
        spans.forget_ents(doc)
        words = Words(parse.of(doc), self.lexicon.given, self.lexicon.family)
        names = join(words, self._recognizer.names(words))
        people = self._linker.link(words, names, found.article)
        self._places(words, names)
        doc.user_data[whereabouts.KEY] = whereabouts.settle(words, names, self.knowledge)
        home = Home(self.knowledge, words, names, found.article)
        date = found.article.date if found.article else None
        meaning = Meaning(self.knowledge, self.lexicon, words, people, date, home)
        phrases = Composer(self.lexicon, words, people, meaning).phrases(names)
        for phrase in phrases:
            phrase.entities = [self._final(e, people, date) for e in phrase.entities]
        for phrase in phrases:
            if phrase.what == INSTITUTION and phrase.name is not None and len(phrase.entities) == 1:
                phrase.name.entity = phrase.entities[0]
        found.mentions = sorted((m for p in phrases for m in self._mentions(words, p)), key=lambda m: (m.start, -m.end))
        entities = {m.entity.id: m.entity for m in found.mentions}
        found.relations = relations.ordered(
            [
                *self._final_relations(relations.from_text(words, phrases, found.article), entities),
                *relations.from_knowledge(self.knowledge, entities.values(), date),
            ]
        )
        doc.user_data[CONTEXT] = Context(words, names, people, phrases, home)
        doc.spans[NAMES] = spans.names(doc, words, names)
        doc.spans[spans.MENTIONS] = spans.mentions(words.doc, found.mentions)
        spans.set_ents(doc, words, names)
        return doc

    def __reduce__(self) -> tuple[type[EntityComponent], tuple[Knowledge]]:
        return type(self), (self.knowledge,)  # for a process of its own; the indexes are made anew there

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
            if place is None and alias.entity.kind != "country":
                continue  # of a state of limited recognition, which has no place of its own here
            name.entity = place or Entity(
                f"{alias.entity.id.lower()}/{'-'.join(words.key[name.first : name.last + 1])}",
                alias.text, "place", alias.entity.id,
            )  # fmt: skip

    def _mentions(self, words: Words, phrase: Phrase) -> list[Mention]:
        start, end = words.start[phrase.first], words.end[phrase.last]
        text = words.string[start:end]
        return [Mention(e, text, start, end, phrase.form) for e in phrase.entities]

    @staticmethod
    def _final_relations(found: list[Relation], entities: dict[str, Entity]) -> list[Relation]:
        return [
            replace(r, subject=entities.get(r.subject.id, r.subject), object=entities.get(r.object.id, r.object))
            for r in found
        ]

    def _final(self, entity: Entity, people: People, date: dt.date | None) -> Entity:
        """The entity with what the article says of it."""
        if entity.kind == "person" and self._serves_many(entity, people, date):
            return replace(entity, country=None, sector="IGO")
        if entity.country is not None and entity.sector is not None:
            return entity
        country = entity.country or people.country_of(entity.id)
        sector = entity.sector or people.sector.get(entity.id)
        told = (country, sector) != (entity.country, entity.sector)
        return replace(entity, country=country, sector=sector) if told else entity

    def _serves_many(self, person: Entity, people: People, date: dt.date | None) -> bool:
        """Whether somebody acts for an international organisation, and so for no state: "EU High Representative …"."""
        owners = [
            people.bodies[of]
            for of, said, _ in people.offices.get(person.id, ())
            if of in people.bodies and not said.startswith("former ")
        ]
        if owners:
            return all(o.country is None and o.sector == "IGO" for o in owners)
        held = [t for t in self.knowledge.tenures(person.id) if date is not None and t.covers(date)]
        return bool(held) and all(
            (body := self.knowledge.entity(t.of)).country is None and body.sector == "IGO" for t in held
        )


class Context(Working):
    """What the coreference component needs of the work done here."""

    __slots__ = ("_by_first", "home", "names", "people", "phrases", "words")

    def __init__(self, words: Words, names: list[Name], people: People, phrases: list[Phrase], home: Home) -> None:
        self.words, self.names, self.people, self.phrases, self.home = words, names, people, phrases, home
        self._by_first = {p.first: p for p in phrases}

    def named_after(self, word: int) -> Entity | None:
        """The person whose name follows a word, perhaps behind a comma."""
        if word + 1 >= len(self.words) or self.words.gap[word + 1] > COMMA:
            return None
        phrase = self._by_first.get(word + 1)
        named = phrase is not None and phrase.entities and phrase.entities[0].kind == "person"
        return phrase.entities[0] if phrase is not None and named else None
