"""Attribution: whom the text credits for what it reports."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from kg.events.parties import Parties
from kg.events.status import Stance
from kg.language import syntax


def reported_by(trigger: Token, stance: Stance, parties: Parties, actors: Set[str]) -> str | None:
    """The name of the source that the text credits, None if that is the paper itself or the actor.

    Args:
        trigger: The trigger of the event.
        stance: What is known of its surroundings.
        parties: The linked mentions.
        actors: Ids of those who did it: who speaks of his own act is no source.
    """
    if stance.speech is not None:
        for subject in syntax.logical_subjects(stance.speech):
            for mention in parties.of(subject):
                return None if mention.entity.id in actors else mention.entity.name
    top = trigger
    for _ in range(8):
        for word, noun in syntax.obliques(top):
            if word in {"according to", "per"}:
                found = parties.of(noun)
                return found[0].entity.name if found else syntax.noun_phrase(noun).text
        if top.head == top:
            break
        top = top.head
    return None
