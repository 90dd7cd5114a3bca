"""The matcher: which words of a sentence are acts that the lexicon knows, and who took part in them.

Each verb, event noun or predicate adjective in a frame of the lexicon becomes a match.  What a match consumes (the
"talks" of "held talks", the clause of "urged Iran to stop") makes no match of its own.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.events import arguments, speech_acts
from kg.events.attribution import Voices
from kg.events.frame import Frame
from kg.events.lexicon import Entry, Lexicon
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.status import stance, words
from kg.language import syntax
from kg.language.lemmas import lemmas
from kg.model import Mention
from kg.plover import EventType, Quad

# Nouns of these types say enough with an actor alone ("North Korea's missile launches"); others need the other side.
ALONE = {EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}
# Acts that a place can suffer: "shelled Kyiv", "sent troops to Mali".
ON_PLACES = {EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.RETREAT, EventType.AID,
             EventType.SANCTION, EventType.CONSULT, EventType.THREATEN}  # fmt: skip


# Acts whose object is only wished for or refused: an act named in it did not happen.
WISHES = {EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE}
# Acts that take two.
WITH_ANOTHER = {EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT}

# Acts that a state does not do to itself.
BETWEEN_STATES = {EventType.COOPERATE, EventType.AGREE, EventType.AID}

BUILDINGS = {"embassy", "consulate", "church", "mosque", "school", "hospital", "parliament", "mission", "court"}

UNCODED = Entry("other", EventType.OTHER, "verb", "", "", (), (), (), ())


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
        verbs = [
            t
            for t in sentence
            if not _describes(t) and (syntax.is_verb(t) or (t.pos_ == "ADJ" and syntax.is_predicate(t)))
        ]
        for token in sorted(verbs, key=_depth):
            if token.i in consumed:
                continue
            match = speech_acts.demand(token, parties, voices)
            if match is not None:
                consumed |= _consumed(match)
                found.append(match)
                continue
            match = self._match(token, "verb" if syntax.is_verb(token) else "adj", parties)
            if match is None and token.tag_ == "VBN":
                match = self._match(token, "adj", parties)  # "is committed to"
            if match is not None and self._only_operates(match, parties):
                continue
            if match is None:
                match = _uncoded(token, parties)
                if match is not None:
                    found.append(match)
            elif self._fill(match, parties, voices) and _says_enough(match):
                consumed |= _consumed(match)
                if match.entry.type != EventType.OTHER or match.recipients:
                    found.append(match)
            elif match.entry.type.quad in {Quad.VERBAL_CONFLICT, Quad.VERBAL_COOPERATION}:
                consumed |= _clause_words(match)  # "had been accused of …": nobody's accusation is still no act
        for token in sentence:
            if token.pos_ in {"NOUN", "PROPN"} and token.i not in consumed and not parties.covering(token):
                match = self._match(token, "noun", parties)
                if match is not None and self._fill(match, parties, voices) and _says_enough(match):
                    found.append(match)
        return found or list(speech_acts.verdicts(sentence, parties, voices))

    def _match(self, token: Token, pos: str, parties: Parties) -> Match | None:
        lemma = next((form for form in lemmas(token) if self.lexicon.entries(pos, form)), None)
        if lemma is None:
            return None
        frame = Frame(token, pos, parties)
        entry = self.lexicon.best(pos, lemma, frame.extra, frame.fillers)
        if entry is None:
            return None
        return Match(entry, frame, stance(token), _family(entry))

    def _only_operates(self, match: Match, parties: Parties) -> bool:
        """Whether the act is the clause's: "plans to visit" is a planned visit."""
        if not any(form in words()["operators"] for form in lemmas(match.trigger)):
            return False
        if match.frame.slot("object") or match.frame.slot("clause-subject"):
            return False  # "wants Japan to stop" is a request
        return any(self._match(clause, "verb", parties) is not None for clause in match.frame.slot("clause"))

    def _fill(self, match: Match, parties: Parties, voices: Voices) -> bool:
        """Finds who and whom; False where nobody did it."""
        entry, frame = match.entry, match.frame
        if entry.type == EventType.ASSAULT and _by_accident(frame.trigger):
            return False
        on_places = entry.type in ON_PLACES
        match.actors = arguments.first(frame, entry.actor, parties) or arguments.behind(frame, entry.actor, parties)
        scenes = [m for m in match.actors if _is_scene(m, match)]
        match.actors = [m for m in match.actors if m not in scenes]
        taken = {m.entity.id for m in match.actors}
        match.recipients = [
            m
            for m in arguments.first(frame, entry.recipient, parties, on_places, taken, entry.type == EventType.ASSAULT)
            if m.entity.id not in taken
        ]
        if not match.recipients and entry.recipient:
            match.recipients = arguments.deeper(match, parties, on_places, taken)
        if not match.recipients and entry.type == EventType.ASSAULT:
            match.recipients = scenes
        if not match.recipients and entry.pos == "noun" and frame.trigger.head == frame.trigger:
            # "Samoan police arrest Edwin Tamasese": a headline's verb that was read as a noun
            match.recipients = [
                m for t in syntax.appositions(frame.trigger) for m in parties.of(t) if m.entity.id not in taken
            ]
        if not match.recipients and entry.type == EventType.ASSAULT and entry.pos == "verb":
            match.recipients = arguments.abroad(match, parties)
        if entry.type in BETWEEN_STATES:
            match.recipients = [m for m in match.recipients if not _is_home(m, match.actors)]
        if entry.mutual and entry.pos == "verb" and len(taken) > 1:
            # "examined contacts between Kenya and Uganda": those who talk are named already
            direct = [noun for _, noun in syntax.obliques(frame.trigger)]
            match.recipients = [m for m in match.recipients if any(m in parties.of(t, places=True) for t in direct)]
        match.theme = arguments.theme(match)
        if not match.actors and entry.pos == "verb" and "object" not in entry.recipient:
            # "Indian troops clashed with …" read as a noun with a participle: an intransitive verb has no passive
            noun = syntax.antecedent(frame.trigger)
            match.actors = parties.of(noun) if noun is not None and noun.head == noun else []
        if not match.actors and match.recipients:
            match.actors = arguments.absent_party(match, parties, voices)
        if match.actors and not match.recipients and entry.mutual and len(taken) == 1:
            match.recipients = [m for m in arguments.absent_party(match, parties, voices) if m.entity.id not in taken]
        return bool(match.actors)


def _uncoded(verb: Token, parties: Parties) -> Match | None:
    """An act between two actors whose verb the lexicon does not have."""
    if not syntax.is_verb(verb) or any(form in words()["no_act"] for form in lemmas(verb)):
        return None
    actors = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    recipients = [m for t in syntax.logical_objects(verb) for m in parties.of(t)]
    if not actors or not recipients or {m.entity.id for m in actors} & {m.entity.id for m in recipients}:
        return None
    return Match(UNCODED, Frame(verb, "verb", parties), stance(verb), "other", actors, recipients)


def _consumed(match: Match) -> set[int]:
    """The words that are part of this act and none of their own."""
    out = {t.i for c in match.entry.when if c.kind == "words" for t in match.frame.slot(c.slot)} | _clause_words(match)
    if match.entry.type in WISHES and match.entry.pos == "verb":
        for noun in match.frame.slot("object"):  # "seeks parts to build missiles", "rejected talks with Iran"
            factual = {t.i for c in syntax.relative_clauses(noun) for t in c.subtree}
            out |= {t.i for t in noun.subtree} - factual
    return out


def _clause_words(match: Match) -> set[int]:
    """The words of the clause that is the content of the act."""
    if "clause" not in match.entry.theme and match.entry.type not in WISHES:
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


def _describes(verb: Token) -> bool:
    """Whether a clause tells of what sort somebody is and no act: "companies that comply", "an Iran that threatens"."""
    noun = syntax.antecedent(verb)
    if noun is None or not any(t.tag_ in {"WP", "WDT"} or t.lower_ == "that" for t in syntax.subjects(verb)):
        return False
    tense = [t.tag_ for t in syntax.auxiliaries(verb)] or [verb.tag_]
    if tense[0] not in {"VBP", "VBZ"} or syntax.is_past(verb) or verb.tag_ == "VBG":
        return False
    return noun.pos_ == "NOUN" or any(c.lower_ in {"a", "an"} for c in noun.children)


def _says_enough(match: Match) -> bool:
    """Whether it is an act on somebody: one party alone neither meets nor cooperates, nobody visits his own country."""
    type_, recipients = match.entry.type, match.recipients
    several = len({m.entity.id for m in match.actors}) > 1
    several = several and (match.entry.mutual or type_ in {EventType.CONSULT, EventType.COOPERATE})
    if type_ == EventType.AID and not recipients and not any(c.kind == "words" for c in match.entry.when):
        return False
    if match.entry.mode == "visit" and all(m.entity.kind in {"people", "company"} for m in match.actors):
        return False  # tourists
    if match.entry.mode == "visit" and recipients:
        home = {m.entity.country for m in match.actors}
        return any(m.entity.country not in home for m in recipients)
    if match.entry.pos == "noun":
        return bool(recipients) or several or type_ in ALONE
    return bool(recipients) or several or type_ not in WITH_ANOTHER or not match.entry.recipient


def _by_accident(verb: Token) -> bool:
    """Whether what killed was no act, or not that of the subject: "crashed, killing 20", "was shot down, killing 20"."""
    if verb.tag_ != "VBG" or syntax.marker(verb):
        return False
    outer = syntax.governor(verb)
    if outer is None or syntax.is_complement(verb):
        return False
    return syntax.is_passive(outer) or any(form in words()["accidents"] for form in lemmas(outer))


def _is_scene(mention: Mention, match: Match) -> bool:
    """Whether a name before an event noun is the building where it took place: "the Capitol riot", "an embassy attack"."""
    if match.entry.pos != "noun" or match.entry.type not in {EventType.ASSAULT, EventType.PROTEST}:
        return False
    before = [m for t in syntax.modifiers(match.trigger) for m in match.frame.parties.covering(t)]
    return mention in before and (mention.form == "metonym" or mention.text.lower() in BUILDINGS)


def _is_home(mention: Mention, actors: list[Mention]) -> bool:
    """Whether it is the actors' own country, or a place in it."""
    return mention.entity.kind in {"country", "place"} and any(same_side(mention.entity, m.entity) for m in actors)


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
