"""Who is meant where a report has just named him: "Spain … Algeria continues to block trade."

An act between two that was told a sentence or two ago is the frame in which the next act of either is read.
"""

from __future__ import annotations

from spacy.tokens import Span

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import taken_up
from kg.events.grounds import Ground
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_SPEECH = en.lists("speech")
REACH = 2  # sentences
STANDING = {"IGO", "REB"}  # of those without a country, who is a party to what goes on between states


class Counterparts:
    """Remembers, for each party, with whom it last had to do."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, list[Mention]]] = {}
        self._claims: dict[str, tuple[int, list[Mention]]] = {}
        self._demand: tuple[int, Match] | None = None

    def hear(self, sentence: Span, number: int, parties: Parties) -> None:
        """Remember who says in a sentence that somebody else did something, whether or not that is an act of politics.

        Args:
            sentence: The sentence.
            number: Its number in the document.
            parties: Who is named in it.
        """
        if _SPEECH["speech"].isdisjoint(sentence_forms(sentence[0])):
            return
        for verb in sentence:
            if _SPEECH["speech"].isdisjoint(lemmas(verb)) or not syntax.is_verb(verb):
                continue
            speakers = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
            doers = [m for c in syntax.complements(verb) for t in syntax.logical_subjects(c) for m in parties.of(t)]
            for doer in doers:
                if speakers and not any(same_side(m.entity, doer.entity) for m in speakers):
                    self._claims[_key(doer)] = (number, speakers)

    def complete(self, match: Match, sentence: int, speakers: list[Mention]) -> None:
        """Give an act without a recipient the last counterpart of its actors; remember those of an act that has one.

        Args:
            match: The act; its recipients may be set.
            sentence: The number of its sentence in the document.
            speakers: Who says that it happened, where somebody is named.
        """
        told_by = [m for m in speakers if not any(same_side(m.entity, a.entity) for a in match.actors)]
        for actor in match.actors if told_by else ():
            self._claims[_key(actor)] = (sentence, told_by)
        if match.entry.type == EventType.REQUEST:
            self._demand = (sentence, match)
        self._refuse(match, sentence)
        if _denies_a_claim(match):
            self._answer(match, sentence)
        elif match.recipients:
            for side, other in ((match.actors, match.recipients), (match.recipients, match.actors)):
                for mention in side:
                    self._last[_key(mention)] = (sentence, other)
        elif match.entry.type.has(Trait.ADDRESSED) and match.entry.recipient and match.actors:
            told, other = self._last.get(_key(match.actors[0]), (-REACH - 1, []))
            near = 1 if match.entry.type == EventType.REQUEST else REACH  # what is asked for may be asked of anybody
            if sentence - told <= near and self._is_meant(match, other):
                here = self._named_here(match, other)
                match.recipients = here or list(other)
                match.notes += [] if here else [Ground.RECIPIENT_FROM_BEFORE]

    def _is_meant(self, match: Match, other: list[Mention]) -> bool:
        """Whether an act without a recipient may be on the last counterparts of who does it: on states, not many."""
        return (
            0 < len(other) <= 2
            and all(m.entity.country or m.entity.sector in STANDING for m in other)
            and not any(same_side(m.entity, match.actors[0].entity) for m in other)
            and not self._names_others(match, other)
        )

    def _refuse(self, match: Match, sentence: int) -> None:
        """Say what is refused where it has just been asked for: "Oman called for a truce.  Iran has ruled that out"."""
        told, demand = self._demand or (-REACH, None)
        if demand is None or sentence - told > 1 or match.entry.type != EventType.REJECT:
            return
        if not taken_up.is_only_pointed_at(match.trigger) or match.recipients or demand.theme is None:
            return
        if not any(same_side(m.entity, a.entity) for m in demand.actors for a in match.actors):
            thing = demand.theme if demand.theme.pos_ in {"NOUN", "PROPN"} else None  # not "to halt it"
            match.theme, match.recipients = thing, list(demand.actors)
            match.notes.append(Ground.RECIPIENT_FROM_BEFORE)

    def _answer(self, match: Match, sentence: int) -> None:
        """Give a denial to whoever told what it denies: "Kyiv said Russia had shelled the town.  Moscow denied it"."""
        told, claimants = self._claims.get(_key(match.actors[0]), (-REACH - 1, []))
        if sentence - told > REACH:
            told, claimants = self._last.get(_key(match.actors[0]), (-REACH - 1, []))
        claimants = [m for m in claimants if m.form != "place"]
        if sentence - told <= REACH and 0 < len(claimants) <= 2:
            match.recipients = list(claimants)
            match.notes.append(Ground.RECIPIENT_FROM_BEFORE)

    @staticmethod
    def _named_here(match: Match, other: list[Mention]) -> list[Mention]:
        """Those of the same side whom the clause names behind the act: "banned the sale of chips to Chinese firms"."""
        doc, verb = match.trigger.doc, match.trigger
        behind = [t for t in doc[verb.i + 1 : verb.right_edge.i + 1] if syntax.preposition(t) in {"to", "from", "with"}]
        found = [m for t in behind for m in match.frame.parties.of(t) if m.form == "agent" and m.entity.country]
        return [m for m in found if any(same_side(m.entity, o.entity) for o in other)][:1]

    @staticmethod
    def _names_others(match: Match, other: list[Mention]) -> bool:
        """Whether the sentence has spoken of somebody else, of another country: of him it may be said."""
        sides, sentence = [m.entity for m in (*match.actors, *other)], match.trigger.sent
        before = match.trigger.doc[sentence.start : match.trigger.i]
        named = {m.entity.id: m for t in before for m in match.frame.parties.covering(t)}
        return any(
            m.form != "place"
            and m.entity.country
            and m.entity.sector != "MED"
            and not any(same_side(m.entity, side) for side in sides)
            for m in named.values()
        )


def _denies_a_claim(match: Match) -> bool:
    """Whether somebody denies what has been said of him, and it is not told here by whom: "denied it"."""
    if match.entry.type != EventType.REJECT or match.recipients or not match.actors or match.entry.pos != "verb":
        return False
    if _SPEECH["refutes"].isdisjoint(lemmas(match.trigger)):
        return False
    what = syntax.objects(match.trigger)
    known = all(t.pos_ in {"PRON", "DET"} or not _SPEECH["claims"].isdisjoint(lemmas(t)) for t in what)
    return known and not match.frame.slot("clause")


def _key(mention: Mention) -> str:
    return mention.entity.country or mention.entity.id
