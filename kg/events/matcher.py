"""The matcher: which words of a sentence are acts that the lexicon knows, and who took part in them.

Each verb, event noun or predicate adjective in a frame of the lexicon becomes a match.  What a match consumes (the
"talks" of "held talks", the clause of "urged Iran to stop") makes no match of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kg.events.attribution import Voices
from kg.events.frame import Frame
from kg.events.lexicon import Entry, Lexicon
from kg.events.parties import Parties
from kg.events.status import Stance, stance, words
from kg.language import syntax
from kg.language.lemmas import lemmas
from kg.model import Entity, Mention
from kg.plover import EventType, Quad, Status

# Nouns of these types say enough with an actor alone ("North Korea's missile launches"); others need the other side.
ALONE = {EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}
# Prepositions behind which those affected stand.
AFFECTED = {
    "by",
    "to",
    "on",
    "against",
    "from",
    "of",
    "with",
    "for",
    "over",
    "between",
    "in",
    "toward",
    "towards",
    "at",
}
DEEPEST = 3  # phrases into phrases; below that a name has nothing to do with the act
# Acts that a place can suffer: "shelled Kyiv", "sent troops to Mali".
ON_PLACES = {EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.RETREAT, EventType.AID,
             EventType.SANCTION, EventType.CONSULT, EventType.THREATEN}  # fmt: skip


DEMAND = Entry("demand/must|should", EventType.REQUEST, "verb", "must", "", (), (), (), ("clause",))
UNCODED = Entry("other", EventType.OTHER, "verb", "", "", (), (), (), ())


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


class Matcher:
    """Finds matches.

    Args:
        lexicon: The predicates.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, sentence: Span, parties: Parties, voices: Voices) -> list[Match]:
        """The matches of a sentence that somebody did, outer acts first."""
        consumed: set[int] = set()
        found: list[Match] = []
        verbs = [t for t in sentence if syntax.is_verb(t) or (t.pos_ == "ADJ" and syntax.is_predicate(t))]
        for token in sorted(verbs, key=_depth):
            if token.i in consumed:
                continue
            match = _demand(token, parties, voices)
            if match is not None:
                consumed |= _consumed(match)
                found.append(match)
                continue
            match = self._match(token, "verb" if syntax.is_verb(token) else "adj", parties)
            if match is None and token.tag_ == "VBN":
                match = self._match(token, "adj", parties)  # "is committed to"
            if match is None:
                match = _uncoded(token, parties)
                if match is not None:
                    found.append(match)
            elif self._fill(match, parties, voices):
                consumed |= _consumed(match)
                found.append(match)
            elif match.entry.type.quad in {Quad.VERBAL_CONFLICT, Quad.VERBAL_COOPERATION}:
                consumed |= _clause_words(match)  # "had been accused of …": nobody's accusation is still no act
        for token in sentence:
            if token.pos_ in {"NOUN", "PROPN"} and token.i not in consumed and not parties.covering(token):
                match = self._match(token, "noun", parties)
                if match is not None and self._fill(match, parties, voices) and _says_enough(match):
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

    def _fill(self, match: Match, parties: Parties, voices: Voices) -> bool:
        """Finds who and whom; False where nobody did it."""
        entry, frame = match.entry, match.frame
        on_places = entry.type in ON_PLACES
        match.actors = _first(frame, entry.actor, parties) or _behind(frame, entry.actor, parties)
        taken = {m.entity.id for m in match.actors}
        match.recipients = [
            m for m in _first(frame, entry.recipient, parties, on_places, taken) if m.entity.id not in taken
        ]
        if not match.recipients and entry.recipient:
            match.recipients = _deeper(frame, parties, on_places, taken)
        match.theme = _theme(match)
        if not match.actors and entry.pos == "verb" and "object" not in entry.recipient:
            # "Indian troops clashed with …" read as a noun with a participle: an intransitive verb has no passive
            noun = syntax.antecedent(frame.trigger)
            match.actors = parties.of(noun) if noun is not None and noun.head == noun else []
        if not match.actors and match.recipients:
            match.actors = _absent_party(match, voices)
        if match.actors and not match.recipients and entry.mutual and len(taken) == 1:
            match.recipients = [m for m in _absent_party(match, voices) if m.entity.id not in taken]
        return bool(match.actors)


def _deeper(frame: Frame, parties: Parties, places: bool, taken: set[str]) -> list[Mention]:
    """A recipient further down, nearest first: in the phrases of the object, or in the clause that is the theme.

    "rejected Iran's proposal", "lifted the blockade on Palestinian lorries", "promised to continue aid to Mozambique".
    """
    level = [*frame.slot("clause"), *([] if frame.pos == "noun" else frame.slot("object"))]
    if frame.pos == "noun":
        level = [noun for word, noun in syntax.obliques(frame.trigger) if word in AFFECTED]
    for depth in range(DEEPEST):
        found = [m for t in level for m in _side(t, parties, places or depth > 0) if m.entity.id not in taken]
        if found:
            return found
        level = [below for token in level for below in _below(token)]
    return []


def _side(token: Token, parties: Parties, places: bool) -> list[Mention]:
    if syntax.is_verb(token):
        return [m for s in syntax.subjects(token) for m in parties.of(s)]
    return parties.of(token, places) or parties.owners(token)


def _below(token: Token) -> list[Token]:
    if syntax.is_verb(token):
        phrases = [noun for word, noun in syntax.obliques(token) if word in AFFECTED]
        clauses = [*syntax.complements(token), *(verb for _, verb in syntax.gerunds(token))]
        return [*syntax.logical_objects(token), *syntax.indirect_objects(token), *phrases, *clauses]
    phrases = [noun for word, noun in syntax.obliques(token) if word in AFFECTED]
    return [*phrases, *syntax.participles(token)]


def _absent_party(match: Match, voices: Voices) -> list[Mention]:
    """Who it is when a mutual act names one side only: whoever speaks of "cooperation with North Korea"."""
    if not match.entry.mutual:
        return []
    taken = {m.entity.id for m in match.recipients + match.actors}
    countries = {m.entity.country for m in match.recipients + match.actors}
    return [
        m
        for m in voices.mentions(match.trigger, match.stance)
        if m.entity.id not in taken and m.entity.country not in countries
    ]


def _demand(verb: Token, parties: Parties, voices: Voices) -> Match | None:
    """A speaker's "X must stop": a demand of the speaker on X."""
    if syntax.modal(verb) not in {"must", "should", "ought"} or syntax.is_passive(verb):
        return None
    here = stance(verb)
    speakers = voices.mentions(verb, here)
    subjects = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    if not speakers or not subjects or any(same_side(s.entity, m.entity) for s in speakers for m in subjects):
        return None
    return Match(
        DEMAND, Frame(verb, "verb", parties), Stance(Status.ASSERTED, here.speech), "demand", speakers, subjects, verb
    )


def _uncoded(verb: Token, parties: Parties) -> Match | None:
    """An act between two actors whose verb the lexicon does not have."""
    if not syntax.is_verb(verb) or any(form in words()["no_act"] for form in lemmas(verb)):
        return None
    actors = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    recipients = [m for t in syntax.logical_objects(verb) for m in parties.of(t)]
    if not actors or not recipients or {m.entity.id for m in actors} & {m.entity.id for m in recipients}:
        return None
    return Match(UNCODED, Frame(verb, "verb", parties), stance(verb), "other", actors, recipients)


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


def _behind(frame: Frame, slots: Iterable[str], parties: Parties) -> list[Mention]:
    """Whose instrument acts: Russia in "Russian missiles hit Kyiv", the Taliban in "Taliban members met …"."""
    for name in slots:
        for token in frame.slot(name):
            found = parties.owners(token)
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
    return {t.i for c in match.entry.when if c.kind == "words" for t in match.frame.slot(c.slot)} | _clause_words(match)


def _clause_words(match: Match) -> set[int]:
    """The words of the clause that is the content of the act."""
    if "clause" not in match.entry.theme:
        return set()
    out: set[int] = set()
    todo = list(match.frame.slot("clause"))
    while todo:
        token = todo.pop()
        if token.i not in out:
            out.add(token.i)
            todo += [*syntax.complements(token), *syntax.objects(token), *syntax.conjuncts(token)]
            todo += [noun for _, noun in syntax.obliques(token)] + [verb for _, verb in syntax.gerunds(token)]
            todo += [clause for clause in syntax.adverbial_clauses(token) if syntax.marker(clause) == "to"]
    return out


def _says_enough(match: Match) -> bool:
    return bool(match.recipients) or match.entry.type in ALONE or len({m.entity.id for m in match.actors}) > 1


def same_side(one: Entity, other: Entity) -> bool:
    """Whether two entities are the same, or of the same state."""
    return one.id == other.id or (one.country is not None and one.country == other.country)


def _family(entry: Entry) -> str:
    if entry.pos == "noun":
        return "noun"
    if entry.pos == "adj":
        return "adjective"
    if any(c.slot == "clause" for c in entry.when):
        return "verb+clause"
    return "verb" if not entry.when else "verb+frame"


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i
