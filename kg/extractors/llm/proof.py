"""From what the model pointed at to events: what does not stand in the article is dropped, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import pipeline
from kg.core.event import Event, Evidence, Participant, Period, Place, Source
from kg.core.plover import Context, EventType, Status
from kg.core.records import Article, Entity, Mention
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.events import themes, time
from kg.events.attribution import described, source_of
from kg.events.parties import Parties
from kg.extractors.llm.question import KINDS
from kg.extractors.llm.quotes import Quotable
from kg.language.annotations import of as annotations_of

SENTENCES, CHARACTERS = 3, 1200  # that a quote may reach over
WORDS = 4  # of a trigger
THEME_WORDS = 15


@lru_cache(maxsize=2)
def reader(model: str | None, knowledge: tuple[str, ...]) -> Language:
    """The pipeline that knows who is meant; without the component that codes events."""
    return pipeline.load(model, knowledge, components=("kg_entities", "kg_coreference"))


class Proof:
    """Checks what a model says about one article.

    Args:
        article: The article.
        nlp: See :func:`reader`.
        knowledge: Who is known, and where places lie.
        extractor: Name and version, for the events.
        confidence: Of each event.
        dropped: Counts what was not proven, by reason.
    """

    def __init__(
        self, article: Article, nlp: Language, knowledge: Knowledge, extractor: str, confidence: float,
        dropped: Counter[str],
    ) -> None:  # fmt: skip
        self.article, self.knowledge, self.extractor = article, knowledge, extractor
        self.confidence, self.dropped = confidence, dropped
        doc = nlp.make_doc(article.text)
        annotations_of(doc).article = article
        self.doc: Doc = nlp(doc)
        self.parties = Parties(self.doc, annotations_of(self.doc).mentions)
        self.text = Quotable(article.text)
        self.times = time.find(self.doc)

    def event(self, said: Any, start: int = 0, end: int | None = None) -> Event | None:
        """The event that the model means, as far as the text proves it; None where it does not.

        Args:
            said: One item of the model's list.
            start: Where the piece of text begins that the model has read.
            end: Where it ends.
        """
        if not isinstance(said, dict):
            self._drop("an event that is no object")
            return None
        type_, status = _of(EventType, said.get("type")), _of(Status, said.get("status"))
        if type_ is None or status is None:
            self._drop("an event of unknown type or status")
            return None
        quote = self.text.find(said.get("quote"), start, end)
        if quote is None:
            self._drop("a quote that is not in the text")
            return None
        sentences = [s for s in self.doc.sents if s.start_char < quote[1] and s.end_char > quote[0]]
        begin, stop = _stripped(self.article.text, sentences[0].start_char, sentences[-1].end_char)
        if len(sentences) > SENTENCES or stop - begin > CHARACTERS:
            self._drop("a quote of too many sentences")
            return None
        at = self.text.find(said.get("trigger"), *quote)
        if at is None or len(self.article.text[slice(*at)].split()) > WORDS:
            self._drop("a trigger that is not in its quote")
            return None
        trigger = self._span(*at)
        actors = self._side(said.get("actors"), begin, stop, at[0], ())
        if not actors:
            self._drop("an event without an actor in the text")
            return None
        recipients = self._side(said.get("recipients"), begin, stop, at[0], actors)
        theme = self._theme(said.get("theme"), begin, stop, [*actors, *recipients])
        head = trigger.root
        verb = head.lemma_.lower() if len(trigger) == 1 else self.article.text[slice(*at)].lower()
        contexts = said.get("contexts")
        article = self.article
        return Event(
            article=article.id,
            type=type_,
            mode=self._mode(type_, said.get("mode")),
            contexts=tuple(sorted({c for x in contexts if (c := _of(Context, x))}))
            if isinstance(contexts, list)
            else (),
            actors=tuple(actors),
            recipients=tuple(recipients),
            theme=theme,
            concept=themes.concept(theme, head.lemma_.lower()),
            status=status,
            reported_by=self._source(said.get("reported_by"), begin, stop, actors),
            date=self._date(said.get("when"), begin, stop, trigger),
            place=self._place(said.get("where"), begin, stop),
            evidence=Evidence(article.text[begin:stop], begin, stop, article.text[slice(*at)], *at),
            confidence=self.confidence,
            extractor=self.extractor,
            published=article.date,
            source=article.source,
            url=article.url,
            verb=verb,
        )

    def _drop(self, why: str) -> None:
        self.dropped[why] += 1

    def _span(self, start: int, end: int) -> Span:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None  # the words were found in this text
        return span

    def _within(self, said: object, start: int, end: int, what: str, near: int | None = None) -> Span | None:
        """Words that have to stand in the evidence."""
        if said is None or said == "":
            return None
        found = self.text.find(said, start, end, near)
        if found is None:
            self._drop(f"a {what} that is not in its sentence")
            return None
        return self._span(*found)

    def _side(
        self, said: object, start: int, end: int, near: int, others: Sequence[Participant]
    ) -> list[Participant]:  # fmt: skip
        found = {p.key: p for p in others}
        mine: list[Participant] = []
        for item in said if isinstance(said, list) else ():
            words, kind = (item.get("text"), item.get("kind")) if isinstance(item, dict) else (item, None)
            span = self._within(words, start, end, "participant", near)
            if span is None:
                continue
            meant = self._meant(span, kind)
            if not meant:
                self._drop("a participant that names nobody")
            for participant in meant:
                if participant.key not in found:
                    found[participant.key] = participant
                    mine.append(participant)
        return mine

    def _meant(self, span: Span, kind: object) -> list[Participant]:
        """Whom some words mean: whomever the linker found there, else a name as it stands."""
        inside = [
            m
            for m in self.parties.of(span.root, places=True)
            if m.start < span.end_char and m.end > span.start_char
        ]  # fmt: skip
        if not inside and all(t.pos_ in {"PROPN", "ADP", "CCONJ", "PUNCT", "DET", "PART"} for t in span):
            inside = [m for t in span for m in self.parties.covering(t)][:1]
        return [Participant.of(m) for m in inside] or self._called(span, kind)

    def _called(self, span: Span, kind: object) -> list[Participant]:
        """Whom a name means of which only the model says that it is somebody's."""
        names = [t for t in span if t.pos_ == "PROPN" or (t.text[0].isupper() and t.pos_ in {"NOUN", "ADJ"})]
        day = any(t.start < span.end_char and t.end > span.start_char for t in self.times)
        if not names or day or not slug(span.text):
            return []
        while len(span) > 1 and (span[0].pos_ == "DET" or span[0].is_punct):
            span = span[1:]
        known = self.knowledge.lookup(span.text)
        entity = known[0] if known else Entity(slug(span.text), span.text, _kind(kind))
        return [Participant.of(Mention(entity, span.text, span.start_char, span.end_char))]

    def _mode(self, type_: EventType, said: object) -> str | None:
        return said if isinstance(said, str) and said in type_.modes else None

    def _theme(self, said: object, start: int, end: int, parties: Sequence[Participant]) -> str | None:
        span = self._within(said, start, end, "theme")
        while span is not None and len(span) > 1 and (span[0].pos_ == "DET" or span[0].is_punct):
            span = span[1:]
        while span is not None and len(span) > 1 and span[-1].is_punct:
            span = span[:-1]
        if (
            span is None
            or len(span) > THEME_WORDS
            or any(p.start <= span.start_char and span.end_char <= p.end for p in parties)
        ):
            return None
        return " ".join(span.text.split())

    def _date(self, said: object, start: int, end: int, trigger: Span) -> Period | None:
        """The days that the words mean by this package's calendar; whatever the model computes does not count."""
        span = self._within(said, start, end, "date", trigger.start_char)
        for expression in self.times if span is not None else ():
            if span is not None and expression.start < span.end_char and expression.end > span.start_char:
                cue = time.tense(trigger.root)
                return time.resolve(expression, self.article.date, cue or "past")
        return time.event_period(trigger.root, [t for t in self.times if start <= t.start < end], self.article.date)

    def _place(self, said: object, start: int, end: int) -> Place | None:
        span = self._within(said, start, end, "place")
        if span is None:
            return None
        found = self.knowledge.place(span.text)
        if found is None:
            self._drop("a place that is not known")
        return found

    def _source(self, said: object, start: int, end: int, actors: Sequence[Participant]) -> Source | None:
        span = self._within(said, start, end, "source")
        if span is None:
            return None
        meant = self.parties.of(span.root)
        if any(m.entity.id == a.id for m in meant for a in actors):
            return None
        if meant:
            return source_of(meant[0])
        kind = described(span.root).kind
        return Source(kind, None, " ".join(span.text.split()), None, span.text, span.start_char, span.end_char)


def _of(enum: Any, said: object) -> Any:
    """The member of an enum that a word means, in either case; None if it is none."""
    if not isinstance(said, str):
        return None
    return next((member for member in enum if member.value.lower() == said.strip().lower()), None)


def _kind(said: object) -> str:
    """What a name is of which only the model knows; it makes no countries and no governments."""
    return said if isinstance(said, str) and said in KINDS[2:] else "organisation"


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
