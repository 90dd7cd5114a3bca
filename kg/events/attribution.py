"""Attribution: whom the text credits for what it reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set

from spacy.tokens import Doc, Token

from kg.core.event import OUTLET, UNNAMED, Source
from kg.core.records import Mention
from kg.events.parties import Parties
from kg.events.status import Stance, words
from kg.language import syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas


class Voices:
    """Who speaks where in a document.

    Args:
        doc: The document, with the quotations that ``kg_coreference`` found.
        parties: Its linked mentions.
    """

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self.doc, self.parties = doc, parties
        self._quotations = annotations_of(doc).quotations
        self._starts = [q.start for q in self._quotations]

    def speakers(self, trigger: Token, stance: Stance) -> list[Token]:
        """The head words that name whoever says what the trigger is part of; empty where the paper itself does."""
        if stance.speech is not None:
            found = syntax.logical_subjects(stance.speech)
            if found:
                return found
        speaker = self._quoted_by(trigger)
        return [speaker] if speaker is not None else _credited(trigger)

    def _quoted_by(self, trigger: Token) -> Token | None:
        """The word that names the speaker of the quotation around a token."""
        at = bisect_right(self._starts, trigger.idx) - 1
        if at < 0 or trigger.idx >= self._quotations[at].end:
            return None
        speaker = self._quotations[at].speaker
        span = None if speaker is None else self.doc.char_span(speaker, speaker + 1, alignment_mode="expand")
        return span[0] if span else None

    def mentions(self, trigger: Token, stance: Stance) -> list[Mention]:
        """The linked mentions of the speakers."""
        return [m for token in self.speakers(trigger, stance) for m in self.parties.of(token)]

    def reported_by(self, trigger: Token, stance: Stance, actors: Set[str]) -> Source | None:
        """Whom the text credits, as an entity where it is one; None if that is the paper itself, or the actor.

        Args:
            trigger: The trigger of the event.
            stance: What is known of its surroundings.
            actors: Ids of those who did it: who speaks of his own act is no source.
        """
        speakers = self.speakers(trigger, stance)
        found = [m for token in speakers for m in self.parties.of(token)]
        if found and found[0].entity.id in actors:
            return None
        if found and (found[0].form != "agent" or found[0].entity.country):
            return source_of(found[0])
        named = [t for t in speakers if t.pos_ in {"NOUN", "PROPN"}]
        return described(named[0]) if named else None


def source_of(mention: Mention) -> Source:
    """The source that a mention stands for."""
    e = mention.entity
    return Source(e.kind, e.id, e.name, e.country, mention.text, mention.start, mention.end)


def described(noun: Token) -> Source:
    """The source that a noun phrase speaks of which means no entity: a medium, or somebody who is only described."""
    phrase = syntax.noun_phrase(noun)
    medium = noun.pos_ == "PROPN" or not words()["media"].isdisjoint(lemmas(noun))
    kind = OUTLET if medium else UNNAMED
    return Source(kind, None, phrase.text, None, phrase.text, phrase.start_char, phrase.end_char)


def _credited(trigger: Token) -> list[Token]:
    """The noun under "according to", wherever it stands in the sentence: parsers do not agree on what it hangs on."""
    sentence = trigger.sent
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            nouns = [t for t in sentence.doc[token.i + 2 : sentence.end] if t.pos_ in {"NOUN", "PROPN"}]
            heads = [n for n in nouns if n.head not in nouns or n.head.i < token.i]
            return heads[:1] or nouns[:1]
    return []
