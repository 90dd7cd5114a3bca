"""The coder: matches become events, with status, theme, date, place, source and confidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.core.event import LOSSES, Event, Evidence, Loss, Participant, Period
from kg.core.plover import Context, EventType, Precision, QuadClass, Status
from kg.core.plover_table import Trait
from kg.core.records import Article, Mention
from kg.events import (
    agentless,
    casualties,
    contexts,
    gapping,
    one_act,
    place,
    retold,
    scored,
    sports,
    tense,
    themes,
    time,
    unnamed,
)
from kg.events.attribution import Voices
from kg.events.background import is_background
from kg.events.counterparts import Counterparts
from kg.events.features import Scene
from kg.events.grounds import WORDS, Family
from kg.events.learned import shipped
from kg.events.lexicon import Entry, Lexicon
from kg.events.match import Match, same_side
from kg.events.matcher import Matcher
from kg.events.parties import Parties
from kg.events.recipients import at_home
from kg.events.sight import Scorer
from kg.language import en, parse, syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import IRREGULAR, lemmas

_DEEDS = en.lists("deeds")
# What began longer ago, in days, is background and no news.  No gold event dated within two months is historical.
PAST_NEWS = 60
_YEAR = re.compile(r"(?:19|20)\d\d")


class Coder:
    """Codes documents.

    Args:
        lexicon: The predicates; the shipped ones if None.
        scorer: Says of each word of a text what it tells; the shipped one if None.
    """

    def __init__(self, lexicon: Lexicon | None = None, scorer: Scorer | None = None) -> None:
        lexicon = lexicon or Lexicon.load()
        self.matcher = Matcher(lexicon)
        if scorer is not None:
            self.scorer = scorer
        self._verbs = lexicon.verbs | set(IRREGULAR.values())

    @cached_property
    def scorer(self) -> Scorer:
        """What reads texts."""
        return shipped()

    def base_form(self, trigger: Token) -> str:
        """The base form of a word, if possible one that the lexicon knows: "launch", not "launche"."""
        forms = lemmas(trigger)
        return next((form for form in forms if form in self._verbs), forms[0])

    def code(self, doc: Doc) -> list[Event]:
        """The events of a document that has been parsed and linked, in text order."""
        notes = annotations_of(doc)
        doc = parse.of(doc)
        article = notes.article or Article(id="", text=doc.text)
        parties = Parties(doc, notes.mentions)
        voices = Voices(doc, parties)
        events: dict[str, Event] = {}
        last: str | None = None  # the attack told last
        scenes = self.scenes(doc, parties, voices)
        for scene, found in zip(scenes, self.told(doc.text, scenes), strict=True):
            if not found and last is None:
                continue  # as most sentences
            sentence = scene.sentence
            begin, end = sentence.start_char, sentence.end_char
            here = [t for t in time.find(doc) if begin <= t.start < end]
            if last is not None:  # "Three others were injured.": of the act told before
                after = bool(events[last].actors) and not any(m.actors for m in found)
                if more := casualties.carry(sentence, after):
                    events[last] = _went_on(events[last], more, [m for m in found if not m.actors])
                    found = [m for m in found if m.actors]
            found = one_act.with_results(found)
            lost = _allotted(found, sentence)
            last = None
            for match in found:
                event = self.event(match, sentence, article, voices, here)
                event = replace(event, casualties=_losses(lost.get(match.trigger.i, ())), id=event.id)
                if not _is_of_something(event):
                    continue
                key = _key(event)
                known = events.setdefault(key, event)
                events[key] = replace(known, casualties=_added(known.casualties, event.casualties), id=known.id)
                last = key if match.entry.type.has(Trait.ATTACK) else last
        parties.frames.clear()  # each frame knows its parties: a circle that would keep the document in memory
        parse.forget(doc)
        return sorted(events.values(), key=lambda e: (e.evidence.trigger_start, e.id))

    def scenes(self, doc: Doc, parties: Parties, voices: Voices) -> list[Scene]:
        """The sentences of a document, each with what the rules tell of it."""
        counterparts, told, of_sport = Counterparts(), list[tuple[Span, list[Match]]](), sports.is_match_report(doc)
        for number, sentence in enumerate(doc.sents):
            found = self.matcher.find(sentence, parties, voices)
            found = [m for m in found if not sports.is_contest(m) and not (of_sport and sports.is_of_teams(m))]
            counterparts.hear(sentence, number, parties)
            for match in found:
                counterparts.complete(match, number, voices.mentions(match.trigger, match.stance))
            told.append((sentence, found))
        one_act.settle_claims([found for _, found in told])
        retold.settle([found for _, found in told])
        return [Scene(s, number, len(told), parties, found, of_sport) for number, (s, found) in enumerate(told)]

    def told(self, text: str, scenes: Sequence[Scene]) -> Iterator[list[Match]]:
        """What is told of each sentence of a text: by the rules, as far as it is likely, and besides."""
        return scored.likely(text, scenes, self.matcher.lexicon, self.scorer)

    def event(
        self, match: Match, sentence: Span, article: Article, voices: Voices, times: Sequence[time.TimeExpression]
    ) -> Event:
        """The event of a match, with all that its surroundings say of it.

        Args:
            match: The predicate and its parties.
            sentence: Where it stands.
            article: Where the sentence stands.
            voices: Who speaks where.
            times: The time expressions of the sentence.
        """
        entry, trigger = match.entry, match.trigger
        period = _period(match, times, article)
        status = _status(match, period or _outer_period(trigger, times, article), article)
        if period is None and status == Status.ASSERTED:
            period = _news_period(match, article)
        mentions = annotations_of(trigger.doc).mentions
        where = place.event_place(trigger, mentions)
        if entry.type.has(Trait.ATTACK):
            outer = syntax.governor(trigger)  # "bombed Hodeidah, killing ten"
            scene = where or (place.event_place(outer, mentions) if outer else None)
            match.recipients = at_home(match.recipients, match.actors, scene.country if scene else None)
        actors, recipients = _sides(match, voices.parties)
        type_, theme = _type(match), _theme(match)
        where = where or place.event_place(trigger, mentions, type_=type_)
        text = sentence.text.strip()
        start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        source = voices.reported_by(trigger, match.stance, {p.id for p in actors if p.id is not None})
        if status == Status.PLANNED and type_.quad == QuadClass.MATERIAL_CONFLICT and _announced(match, voices):
            type_, status = EventType.THREATEN, Status.ASSERTED
        return Event(
            article=article.id,
            type=type_,
            mode=entry.mode if type_ == entry.type else None,
            contexts=_contexts(entry, contexts.contexts(syntax.clause_tokens(trigger))),
            actors=actors,
            recipients=recipients,
            theme=theme,
            concept=themes.concept(theme, entry.lemma or trigger.lemma_.lower()),
            status=status,
            reported_by=source,
            date=period,
            place=where,
            evidence=Evidence(text, start, start + len(text), trigger.text, trigger.idx, trigger.idx + len(trigger)),
            confidence=round(match.confidence, 2),
            extractor=self.scorer.name,
            published=article.date,
            source=article.source,
            url=article.url,
            verb=entry.lemma or self.base_form(trigger),
            rule=_rule(match, status),
        )


def _is_of_something(event: Event) -> bool:
    """Whether anything ties an act to the world; "a land ravaged by violence" is none that could be looked up."""
    who = event.actors or event.recipients
    return bool(who or event.place or event.date or event.casualties or event.theme)


def _allotted(found: Sequence[Match], sentence: Span) -> dict[int, list[casualties.Found]]:
    """What each act of a sentence cost, by the place of its trigger.

    "Twelve were killed when rebels set off a mine": what a clause that is no act of its own tells is the attack's.
    """
    triggers = {m.trigger.i: m for m in found if m.entry.type.has(Trait.UNNAMED)}
    attacks = [m.trigger for m in triggers.values() if m.entry.type.has(Trait.ATTACK)]
    return casualties.allotted([m.trigger for m in triggers.values()], sentence.doc, attacks)


def _losses(found: Iterable[casualties.Found]) -> tuple[Loss, ...]:
    return tuple(Loss(f.kind, f.low, f.high, f.total, f.text, f.start, f.end) for f in found)


def _went_on(event: Event, more: Iterable[casualties.Found], harms: Iterable[Match]) -> Event:
    """An act with what the next sentence says that it cost, and, where nobody known was hit yet, with whom it hit."""
    event = replace(event, casualties=_added(event.casualties, _losses(more)))
    hit = [_participant(r, m.trigger.doc) for m in harms for r in m.recipients if not unnamed.is_unnamed(r)]
    if hit and not any(p.id for p in event.recipients):
        event = replace(event, recipients=(*event.recipients, *_unique(hit)), id="")
    return event


def _added(had: tuple[Loss, ...], more: Iterable[Loss]) -> tuple[Loss, ...]:
    """The losses of an act and what else is told of them; a kind that has been told stays as it was."""
    kinds = {loss.kind for loss in had}
    both = [*had, *(loss for loss in more if loss.kind not in kinds)]
    return tuple(sorted(both, key=lambda loss: LOSSES.index(loss.kind)))


def _status(match: Match, period: Period | None, article: Article) -> Status:
    status = match.entry.status or match.stance.status
    if status == Status.ASSERTED and match.stance.attempt is not None and _takes_two(match.entry):
        return Status.HYPOTHETICAL  # "tried to reach an agreement": it takes two
    if status != Status.ASSERTED:
        return status
    if is_background(match.trigger):
        return Status.HISTORICAL
    if period is None:
        return status
    if article.date is None:  # a bare year is no news
        return status if period.precision == Precision.DAY else Status.HISTORICAL
    ongoing = period.end is None or period.end <= article.date  # "this year" is not over
    if ongoing and (article.date - period.start).days > PAST_NEWS:
        return Status.HISTORICAL
    return Status.PLANNED if period.start > article.date else status


def _when(trigger: Token, times: Sequence[time.TimeExpression], article: Article) -> Period | None:
    """The year that a clause tells more of: "as far back as 2005, when they signed the treaty"."""
    opener = next((t for t in trigger.children if t.lower_ == "when"), None)
    if opener is None or not syntax.is_past(trigger):
        return None
    found = [t for t in times if t.value.unit == "year" and 0 <= opener.i - t.last <= 1]
    if found:
        return time.resolve(found[-1], article.date, "past")
    before = trigger.doc[max(0, opener.i - 2)]  # "remember 2014, when": a bare number, which is a year only here
    if not _YEAR.fullmatch(before.text) or opener.nbor(-1).text != "," or article.date is None:
        return None
    year = int(before.text)
    whole = Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)
    return whole if year <= article.date.year else None


def _period(match: Match, times: Sequence[time.TimeExpression], article: Article) -> Period | None:
    """When it was, as the words around it say; of a demand or a verdict else when it was said."""
    trigger = match.trigger
    period = time.event_period(trigger, times, article.date) or _when(trigger, times, article)
    if period is not None and not _is_of_another(period, trigger, times, article):
        return period
    if match.family in (Family.DEMAND, Family.VERDICT) and match.stance.speech is not None:
        return time.event_period(match.stance.speech, times, article.date)  # said then, not done then
    return None


def _news_period(match: Match, article: Article) -> Period | None:
    """The day of the report, of what it tells as news; also where only that it was said is news."""
    period = time.news_period(match.trigger, article.date)
    if period is None and agentless.is_said(match) and match.stance.speech is not None:
        return time.news_period(match.stance.speech, article.date)  # "says that it will not comply"
    return period


def _sides(match: Match, parties: Parties) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who did it, and to whom: nobody to himself, and what is mutual to nobody but one another."""
    doc, doers = match.trigger.doc, {m.entity.id for m in match.actors}
    others = [m for m in match.recipients if m.entity.id not in doers]
    hit = [parties.own_government(m, match.actors) for m in others]
    actors, recipients = _participants(match.actors, doc), _participants(hit, doc)
    if match.entry.mutual and recipients:
        return _together([*actors, *recipients]), ()
    return actors, recipients


def _theme(match: Match) -> str | None:
    """What it was about, in words of the text."""
    if match.theme is None:
        return None
    sides, counted = match.actors + match.recipients, not gapping.is_once_more(match)
    return themes.clean_theme(match.theme, sides, counted, alone=match.theme == match.trigger)


def _takes_two(entry: Entry) -> bool:
    return entry.mutual or entry.type.has(Trait.TOGETHER)


def _is_of_another(period: Period, trigger: Token, times: Sequence[time.TimeExpression], article: Article) -> bool:
    """Whether what a clause tells in the present as news is not of the day long past that stands behind it.

    "Police arrest a suspect in the attack of 1982."
    """
    if article.date is None or period.end is None or (article.date - period.end).days <= PAST_NEWS:
        return False
    return (
        syntax.is_verb(trigger) and tense.tense(trigger) == "present" and not any(t.start < trigger.idx for t in times)
    )


def _outer_period(trigger: Token, times: Sequence[time.TimeExpression], article: Article) -> Period | None:
    """When that was which an act came before: "broke off relations in 2016 after it had executed a cleric"."""
    if syntax.marker(trigger) != "after" or not syntax.is_past_perfect(trigger):
        return None
    outer = syntax.governor(trigger)
    while outer is not None:
        found = time.event_period(outer, times, article.date)
        if found is not None:
            return found
        outer = syntax.governor(outer) if syntax.marker(outer) == "when" else None
    return None


def _type(match: Match) -> EventType:
    if _joint_drills(match):
        return EventType.COOPERATE
    if match.entry.lemma == "attack" and match.entry.pos == "verb" and _are_politicians(match):
        return EventType.ACCUSE  # with words
    protest = match.entry.type == EventType.PROTEST and match.entry.lemma == "protest" and match.entry.pos == "verb"
    if protest and all(m.entity.kind == "country" or m.entity.sector in {"GOV", "IGO"} for m in match.actors):
        crowd = any(t.tag_ in {"NNS", "NNPS"} for t in match.frame.slot("subject"))
        return EventType.PROTEST if crowd else EventType.ACCUSE  # a government that protests marches nowhere
    return match.entry.type


def _are_politicians(match: Match) -> bool:
    """Whether those who act are people and parties of politics who bear no arms, and act on others like them."""
    civil = {"GOV", "LEG", "PTY", "OPP"}

    def talks(mention: Mention) -> bool:
        entity = mention.entity
        return entity.sector in civil and (entity.kind == "person" or entity.sector in {"PTY", "OPP"})

    hit = [m for m in match.recipients if m.entity.kind in {"country", "place", "armed_group"}]
    return bool(match.actors) and all(map(talks, match.actors)) and not hit


def _joint_drills(match: Match) -> bool:
    """Whether several states drill: together, that is."""
    named = match.entry.pos == "noun" and match.entry.lemma in _DEEDS["drills"]
    drills = match.entry.type == EventType.MOBILIZE and (named or any("drill" in c.words for c in match.entry.when))
    return drills and len({m.entity.country for m in match.actors} - {None}) > 1


def _rule(match: Match, status: Status) -> str:
    """Family and entry; the word that decided the status, if it is not the trigger; what else was needed."""
    parts, why = [f"{match.family}: {match.entry.id}"], match.stance.governor
    if why is not None and why != match.trigger and status == match.stance.status:
        parts.append(f"{status} by {why.text!r}")
    return " | ".join([*parts, *(WORDS[note].format(sure=match.sure) for note in match.notes if note in WORDS)])


def _announced(match: Match, voices: Voices) -> bool:
    """Whether those who plan an act against others say so themselves."""
    if match.entry.type == EventType.MOBILIZE or not match.recipients:
        return False  # "will send troops to Haiti" may well be help
    own = any(same_side(m.entity, a.entity) for m in match.recipients for a in match.actors)
    if own and all(a.entity.kind == "country" or a.entity.sector in {"GOV", "COP", "MIL"} for a in match.actors):
        return False  # "will quarantine its citizens"
    if match.entry.mode == "arrest" and all(unnamed.is_unnamed(m) for m in match.recipients):
        return False  # who says he will arrest the gunmen threatens no party
    speakers = [m.entity for m in voices.mentions(match.trigger, match.stance)]
    return any(same_side(s, a.entity) for s in speakers for a in match.actors)


def _participants(mentions: Sequence[Mention], doc: Doc) -> tuple[Participant, ...]:
    return tuple(_unique([_participant(m, doc) for m in mentions]))


def _participant(mention: Mention, doc: Doc) -> Participant:
    if not unnamed.is_unnamed(mention):
        return Participant.of(mention)
    e = mention.entity
    return Participant(
        None,
        unnamed.in_full(mention, doc),
        unnamed.UNNAMED,
        e.country,
        e.sector,
        mention.text,
        mention.start,
        mention.end,
    )


def _unique(participants: Sequence[Participant]) -> list[Participant]:
    seen: dict[str, Participant] = {}
    for p in participants:
        seen.setdefault(p.key, p)
    return list(seen.values())


def _together(participants: Sequence[Participant]) -> tuple[Participant, ...]:
    """The sides of a mutual act; a state for which a leader stands already is not a side of its own."""
    led = {p.country for p in participants if p.kind == "person" and p.sector == "GOV"}
    found = _unique([p for p in participants if p.kind != "country" or p.country not in led])
    return tuple(found) if len(found) > 1 else tuple(_unique(participants))


def _contexts(entry: Entry, found: Iterable[Context]) -> tuple[Context, ...]:
    return tuple(sorted({*entry.contexts, *found}))


def _key(event: Event) -> str:
    who = ["|".join(sorted(p.key for p in side)) for side in (event.actors, event.recipients)]
    ahead = str(event.status == Status.PLANNED)  # done in May and planned again for June
    return "\x1f".join([str(event.evidence.start), event.type, *who, event.theme or "", ahead])
