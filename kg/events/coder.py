"""The coder: from the parse, the linked mentions and the lexicon to events.

It goes through a document once.  Each verb, event noun or predicate adjective that the lexicon knows in the frame it
stands in becomes a match; a match with an actor becomes an event.  What a match consumes (the "talks" of "held talks",
the clause of "urged Iran to stop") makes no event of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.events import attribution, confidence, contexts, place, themes, time
from kg.events.frame import Frame
from kg.events.lexicon import Entry, Lexicon
from kg.events.parties import Parties
from kg.events.status import Stance, stance
from kg.language import syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas
from kg.model import Article, Entity, Event, Evidence, Mention, Participant, Period
from kg.plover import Context, EventType, Quad, Status

# Nouns of these types say enough with an actor alone ("North Korea's missile launches"); others need the other side.
ALONE = {EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}
# Acts done to what an object belongs to: "rejected Iran's proposal", "condemned the attack by Hamas".
THROUGH_OBJECT = ("by", "possessor", "from", "of", "against", "on", "in")
# Acts that a place can suffer: "shelled Kyiv", "sent troops to Mali".
ON_PLACES = {EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.RETREAT, EventType.AID,
             EventType.SANCTION, EventType.CONSULT, EventType.THREATEN}  # fmt: skip


@dataclass(slots=True)
class Match:
    """A predicate in a frame that the lexicon knows."""

    entry: Entry
    frame: Frame
    stance: Stance
    family: str
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    theme: Token | None = None

    @property
    def trigger(self) -> Token:
        """The predicate's word."""
        return self.frame.trigger


class Coder:
    """Codes documents.

    Args:
        lexicon: The predicates; the shipped ones if None.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()

    def code(self, doc: Doc) -> list[Event]:
        """The events of a document that has been parsed and linked, in text order."""
        notes = annotations_of(doc)
        article = notes.article or Article(id="", text=doc.text)
        parties = Parties(doc, notes.mentions)
        if not notes.mentions:
            return []
        times = time.find(doc)
        events: dict[str, Event] = {}
        for sentence in doc.sents:
            found = self._matches(sentence, parties)
            here = [t for t in times if sentence.start_char <= t.start < sentence.end_char]
            for match in found:
                event = self._event(match, sentence, article, parties, here)
                events.setdefault(_key(event), event)
        return sorted(events.values(), key=lambda e: (e.evidence.trigger_start, e.id))

    # Finding what the sentence says

    def _matches(self, sentence: Span, parties: Parties) -> list[Match]:
        consumed: set[int] = set()
        found: list[Match] = []
        verbs = [t for t in sentence if syntax.is_verb(t) or (t.pos_ == "ADJ" and syntax.is_predicate(t))]
        for token in sorted(verbs, key=_depth):
            if token.i in consumed:
                continue
            match = self._match(token, "verb" if syntax.is_verb(token) else "adj", parties)
            if match is None and token.tag_ == "VBN":
                match = self._match(token, "adj", parties)  # "is committed to"
            if match is not None and self._fill(match, parties):
                consumed |= _consumed(match)
                found.append(match)
        for token in sentence:
            if token.pos_ in {"NOUN", "PROPN"} and token.i not in consumed and not parties.covering(token):
                match = self._match(token, "noun", parties)
                if match is not None and self._fill(match, parties) and _says_enough(match):
                    found.append(match)
        return found

    def _match(self, token: Token, pos: str, parties: Parties) -> Match | None:
        lemma = next((form for form in lemmas(token) if self.lexicon.entries(pos, form)), None)
        if lemma is None:
            return None
        frame = Frame(token, pos, parties)
        entry = self.lexicon.best(pos, lemma, frame.extra, frame.fillers)
        if entry is None:
            return None
        return Match(entry, frame, stance(token), _family(entry))

    def _fill(self, match: Match, parties: Parties) -> bool:
        """Finds who and whom; False where nobody did it."""
        entry, frame = match.entry, match.frame
        on_places = entry.type in ON_PLACES
        match.actors = _first(frame, entry.actor, parties)
        taken = {m.entity.id for m in match.actors}
        match.recipients = [
            m for m in _first(frame, entry.recipient, parties, on_places, taken) if m.entity.id not in taken
        ]
        if not match.recipients and entry.pos == "verb":
            match.recipients = self._indirect(match, parties, taken)
        match.theme = _theme(match)
        if not match.actors and entry.pos == "verb" and "object" not in entry.recipient:
            # "Indian troops clashed with …" read as a noun with a participle: an intransitive verb has no passive
            noun = syntax.antecedent(frame.trigger)
            match.actors = parties.of(noun) if noun is not None and noun.head == noun else []
        if not match.actors and match.recipients:
            match.actors = self._absent_actor(match, parties)
        if match.actors and not match.recipients and entry.mutual and len(taken) == 1:
            match.recipients = [m for m in self._absent_actor(match, parties) if m.entity.id not in taken]
        return bool(match.actors)

    def _indirect(self, match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
        """A recipient that stands deeper: in the object's own phrase, or in the clause that is the theme."""
        frame = match.frame
        if match.entry.type.quad in {Quad.VERBAL_CONFLICT, Quad.VERBAL_COOPERATION}:
            for noun in frame.slot("object"):
                inner = Frame(noun, "noun", parties)
                for name in THROUGH_OBJECT:
                    found = [m for t in inner.slot(name) for m in parties.of(t) if m.entity.id not in taken]
                    if found:
                        return found
        for clause in frame.slot("clause"):
            own = [m for s in syntax.subjects(clause) for m in parties.of(s) if m.entity.id not in taken]
            if own:
                return own
            inner_match = self._match(clause, "verb", parties)
            if inner_match is not None:
                slots = (*inner_match.entry.recipient, *THROUGH_OBJECT)
                found = _first(inner_match.frame, slots, parties, inner_match.entry.type in ON_PLACES, taken)
                if found:
                    return found
        return []

    def _absent_actor(self, match: Match, parties: Parties) -> list[Mention]:
        """Who it is when the phrase leaves it out: whoever speaks of "cooperation with North Korea"."""
        entry, speech = match.entry, match.stance.speech
        if not entry.mutual or speech is None:
            return []
        taken = {m.entity.id for m in match.recipients}
        countries = {m.entity.country for m in match.recipients}
        return [
            m
            for s in syntax.logical_subjects(speech)
            for m in parties.of(s)
            if m.entity.id not in taken and m.entity.country not in countries
        ]

    # Making the event

    def _event(
        self, match: Match, sentence: Span, article: Article, parties: Parties, times: Sequence[time.TimeExpression]
    ) -> Event:
        entry, trigger = match.entry, match.trigger
        period = time.event_period(trigger, times, article.date)
        status = _status(match, period, article)
        actors, recipients = _participants(match.actors), _participants(match.recipients)
        if entry.mutual and recipients:
            actors, recipients = tuple(_unique([*actors, *recipients])), ()
        theme = themes.clean_theme(match.theme, match.actors + match.recipients) if match.theme else None
        text = sentence.text.strip()
        start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        type_ = entry.type
        source = attribution.reported_by(trigger, match.stance, parties, {p.id for p in actors})
        if status == Status.PLANNED and type_.quad == Quad.MATERIAL_CONFLICT and _declared(match, parties):
            type_, status = EventType.THREATEN, Status.ASSERTED
        return Event(
            article=article.id,
            type=type_,
            mode=entry.mode if type_ == entry.type else None,
            contexts=_contexts(entry, contexts.contexts(syntax.clause_tokens(trigger), type_)),
            actors=actors,
            recipients=recipients,
            theme=theme,
            concept=themes.concept(theme, trigger.lemma_.lower()),
            status=status,
            reported_by=source,
            date=period,
            place=place.event_place(trigger, annotations_of(trigger.doc).mentions),
            evidence=Evidence(text, start, start + len(text), trigger.text, trigger.idx, trigger.idx + len(trigger)),
            confidence=confidence.of(match.family, status),
            extractor="rules/1",
            published=article.date,
            source=article.source,
            url=article.url,
            verb=trigger.lemma_.lower(),
            rule=f"{match.family}: {entry.id}",
        )


def _first(
    frame: Frame, slots: Iterable[str], parties: Parties, places: bool = False, taken: Iterable[str] = ()
) -> list[Mention]:
    """The mentions of the first slot that an actor fills."""
    taken = set(taken)
    for name in slots:
        found: list[Mention] = []
        for token in frame.slot(name):
            for mention in parties.of(token, places):
                if mention not in found and mention.entity.id not in taken:
                    found.append(mention)
        if found:
            return found
    return []


def _theme(match: Match) -> Token | None:
    """The head of what the act was about: the first theme slot whose filler is not a party."""
    parties = {m.start for m in match.actors + match.recipients}
    for name in match.entry.theme:
        for token in match.frame.slot(name):
            if token.i != match.trigger.i and not any(m.start in parties for m in match.frame.parties.covering(token)):
                return token
    return match.trigger if match.entry.pos == "noun" else None


def _consumed(match: Match) -> set[int]:
    """The words that are part of this act and none of their own."""
    out = {t.i for c in match.entry.when if c.kind == "words" for t in match.frame.slot(c.slot)}
    if any(name in {"clause", "clause-subject"} for name in match.entry.theme) and match.frame.slot("clause"):
        todo = list(match.frame.slot("clause"))
        while todo:
            token = todo.pop()
            if token.i not in out:
                out.add(token.i)
                todo += [*syntax.complements(token), *syntax.objects(token), *syntax.conjuncts(token)]
                todo += [noun for _, noun in syntax.obliques(token)]
    return out


def _says_enough(match: Match) -> bool:
    return bool(match.recipients) or match.entry.type in ALONE or len({m.entity.id for m in match.actors}) > 1


def _status(match: Match, period: Period | None, article: Article) -> Status:
    status = match.entry.status or match.stance.status
    if status == Status.ASSERTED and period is not None and article.date is not None:
        if (article.date - period.end).days > 45:
            return Status.HISTORICAL
        if period.start > article.date:
            return Status.PLANNED
    return status


def _declared(match: Match, parties: Parties) -> bool:
    """Whether those who plan the act say so themselves."""
    speech = match.stance.speech
    if speech is None:
        return False
    speakers = [m.entity for s in syntax.logical_subjects(speech) for m in parties.of(s)]
    return any(_same_side(s, a.entity) for s in speakers for a in match.actors)


def _same_side(one: Entity, other: Entity) -> bool:
    return one.id == other.id or (one.country is not None and one.country == other.country)


def _participants(mentions: Sequence[Mention]) -> tuple[Participant, ...]:
    return tuple(_unique([Participant.of(m) for m in mentions]))


def _unique(participants: Sequence[Participant]) -> list[Participant]:
    seen: dict[str, Participant] = {}
    for p in participants:
        seen.setdefault(p.id, p)
    return list(seen.values())


def _contexts(entry: Entry, found: Iterable[Context]) -> tuple[Context, ...]:
    return tuple(sorted({*entry.contexts, *found}))


def _family(entry: Entry) -> str:
    if entry.pos == "noun":
        return "noun"
    if entry.pos == "adj":
        return "adjective"
    if any(c.slot == "clause" for c in entry.when):
        return "verb+clause"
    return "verb" if not entry.when else "verb+frame"


def _key(event: Event) -> str:
    who = ["|".join(sorted(p.id for p in side)) for side in (event.actors, event.recipients)]
    return "\x1f".join([str(event.evidence.start), event.type, *who, event.theme or ""])


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i
