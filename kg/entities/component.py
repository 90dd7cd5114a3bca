"""The spaCy component ``kg_entities``: names and phrases of a document, linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Span

from kg.entities.cues import Lexicon
from kg.entities.knowledge import Knowledge
from kg.entities.linker import Linker, People
from kg.entities.metonymy import is_government
from kg.entities.recognizer import LOC, MISC, PERSON, Name, Recognizer
from kg.entities.roles import NAME, Composer, Phrase
from kg.entities.words import BRACKET, BREAK, COMMA, PARAGRAPH, Words
from kg.language import annotations
from kg.model import Article, Entity, Mention

NAMES = "kg_names"
_URL = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+)")


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
        found = annotations.of(doc)
        words = Words(doc)
        names = self._recognizer.names(words)
        people, salience = self._linker.link(words, names, found.article)
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
        text = words.doc.text[start:end]
        return [Mention(self._final(e, people), text, start, end, phrase.form) for e in phrase.entities]

    def _final(self, entity: Entity, people: People) -> Entity:
        """The entity with what the article says of it."""
        if entity.country is not None and entity.sector is not None:
            return entity
        votes = people.country.get(entity.id)
        country = entity.country or (votes.most_common(1)[0][0] if votes else None)
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


class Home:
    """The country that a bare "the army" or "the court" belongs to.

    Whether a country is mentioned alone in the sentence, or dominates the paragraph or the article; a dateline and the
    outlet's country count as mentions.
    """

    def __init__(self, knowledge: Knowledge, words: Words, names: Sequence[Name], article: Article | None) -> None:
        self._words = words
        self._at: list[tuple[int, str]] = [
            (n.first, n.entity.country) for n in names if n.entity is not None and n.entity.country
        ]
        self._paragraph: list[int] = []
        paragraph = 0
        for gap in words.gap:
            paragraph += gap == PARAGRAPH
            self._paragraph.append(paragraph)
        self._main = self._main_country(knowledge, words, names, article)

    def __call__(self, word: int) -> str | None:
        """The country at a word; None if the text does not tell."""
        return self._main

    def _main_country(
        self, knowledge: Knowledge, words: Words, names: Sequence[Name], article: Article | None
    ) -> str | None:
        votes: Counter[str] = Counter()
        for at, country in self._at:
            votes[country] += 2 if self._paragraph[at] <= 2 else 1
        outlet = outlet_country(knowledge, article.url if article else None, words.doc.text[:300])
        if outlet:
            votes[outlet] += max(2, sum(votes.values()) // 8)
        if not votes:
            return None
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        total = sum(votes.values())
        first = ranked[0]
        return first[0] if first[1] >= 0.4 * total or (len(ranked) > 1 and first[1] >= 1.8 * ranked[1][1]) else None


def outlet_country(knowledge: Knowledge, url: str | None, text: str) -> str | None:
    """The country of an outlet: its top-level domain, or a country or capital in its name."""
    match = _URL.search(url or "") or _URL.match(text.strip())
    return _domain_country(knowledge, match.group(1)) if match else None


@lru_cache(maxsize=4096)
def _domain_country(knowledge: Knowledge, domain: str) -> str | None:
    index = knowledge._index
    top = domain.rsplit(".", 1)[-1]
    if len(top) == 2 and top not in ("tv", "me", "io", "co", "ai", "fm", "to", "la", "cc", "ws"):
        for iso3, row in index.geography.items():
            if row.text("iso2").lower() == {"uk": "gb"}.get(top, top):
                return iso3
    name = domain.removesuffix(f".{top}").replace("-", "").replace(".", "")
    best = ""
    country = None
    for words, aliases in knowledge.aliases().items():
        joined = "".join(words)
        if len(joined) > max(4, len(best)) and joined in name:
            alias = aliases[0]
            if alias.entity.kind == "country" and alias.form in ("name", "adjective", "capital"):
                best, country = joined, alias.entity.id
    return country


__all__ = ["BRACKET", "BREAK", "COMMA", "LOC", "NAME", "PERSON", "Context", "EntityComponent", "Home", "outlet_country"]
