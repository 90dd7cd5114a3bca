"""Who is named beside an act and takes no part in it: "went on attacking despite claims by Oman"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.core.dyads import SYMMETRIC
from kg.core.plover import EventType
from kg.core.records import Mention
from kg.events import made, only_where
from kg.events.actors import ends_place
from kg.events.arguments import is_own_country
from kg.events.grounds import Family, Ground
from kg.events.match import DEEPEST, Match, head_of, up
from kg.events.recipients import can_be
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_BESIDE, _PERSONS = en.lists("beside"), en.lists("parties")["persons"]
# For whose sake one accuses, protests or demands is "of" one of these; its list in ``en/beside.yaml``.
_FOR_SOMEBODY = {EventType.ACCUSE: "harms", EventType.PROTEST: "harms", EventType.REQUEST: "releases"}
_WHERE = en.lists("prepositions")["where_it_stands"]
_SPEAKERS = en.lists("small_words")["first_person"]


def leave_out(match: Match) -> None:
    """Take from an act those whom grammar keeps out of it, from most only where a scorer gave them a side.

    Args:
        match: The act; its sides may change.
    """
    aside = (
        only_where.is_near,
        _is_victim,
        _is_to_suffer,
        _is_backed,
        _is_made,
        only_where.is_where_said,
        only_where.is_where_protested,
        only_where.is_own_land,
        _is_no_subject,
    )
    match.recipients = [m for m in match.recipients if not any(is_aside(m, match) for is_aside in aside)]
    match.actors = _on_one_side(match)
    match.recipients = [_as_person(m, match) for m in match.recipients]
    _of_one_side(match)
    judged = match.family == Family.JUDGED
    if not (judged or Ground.SIDE_JUDGED in match.notes):
        return
    unseen = (only_where.is_scene, _is_the_same, _is_compared, _is_at_end_of_way)
    match.recipients = [m for m in match.recipients if not any(is_aside(m, match) for is_aside in unseen)]
    if match.entry.pos == "noun":
        match.actors, match.recipients = (
            [m for m in side if not _is_of_another_noun(m, match)] for side in (match.actors, match.recipients)
        )
        _to_receiver(match)
        match.recipients = _of_own_phrase(match)
    if match.entry.type in SYMMETRIC:
        match.actors, match.recipients = (
            [m for m in side if not _is_topic(m, match)] for side in (match.actors, match.recipients)
        )
    if match.entry.pos == "verb":
        match.recipients = [m for m in match.recipients if not _is_bystander(m, match)]
        match.actors = without_principals(_own_subjects(match.actors, match), match)
        match.recipients = without_principals(match.recipients, match)
    if judged:
        match.recipients = [m for m in match.recipients if can_be(m, match)]


def _on_one_side(match: Match) -> list[Mention]:
    """The actors of a verb without those whom a parser has made a second subject, behind it.

    The sixty of "a court sentences ten men to death, sixty others to jail" sentence nobody.
    """
    verb, actors = match.trigger, match.actors
    if match.entry.pos != "verb" or match.entry.mutual or syntax.is_passive(verb) or len(actors) < 2:
        return actors
    subjects = [t for t in syntax.subjects(verb) if t.head == verb]
    behind = [t for t in subjects if t.i > verb.i]
    if len(behind) == len(subjects):
        return actors  # "…, said Ana Li"
    return [m for m in actors if head_of(m, match) not in behind]


def _is_no_subject(mention: Mention, match: Match) -> bool:
    """Whether a parser has made a country the subject that only says where a town is: "in Gao, Mali is shot"."""
    head = head_of(mention, match)
    return head is not None and head in syntax.subjects(head.head) and ends_place(mention, match)


def _of_one_side(match: Match) -> None:
    """Lets those whom somebody unnamed deals with be his other side, and not one another's.

    "Relations with Peru and Chile were improved" says nothing of Peru and Chile.
    """
    sides = [*match.actors, *match.recipients]
    if not match.entry.mutual or len(sides) < 2:
        return
    heads = [head_of(m, match) for m in sides]
    above = [up(head, match.trigger) if head is not None else [] for head in heads]
    behind = [{syntax.preposition(t) for t in ts} for ts in above]
    if all("with" in words and "between" not in words for words in behind):
        match.actors, match.recipients, match.entry = [], sides, replace(match.entry, mutual=False)


def _as_person(mention: Mention, match: Match) -> Mention:
    """Somebody of a nation for the nation, where a scorer took the word before him: "lynched a Kenyan man"."""
    head = head_of(mention, match) if mention.form == "adjective" and mention.entity.kind == "country" else None
    if head is None or _PERSONS.isdisjoint(lemmas(head.head)):
        return mention
    return next(iter(match.frame.parties.citizens(head.head)), mention)


def _is_compared(mention: Mention, match: Match) -> bool:
    """Whether somebody is only compared with others: "asks for more money than the rebels have"."""
    head = head_of(mention, match)
    above = [] if head is None else [head, *head.ancestors][:DEEPEST]
    return any(c.lower_ in _BESIDE["compares"] for t in above if t != match.trigger for c in t.children)


def _is_made(mention: Mention, match: Match) -> bool:
    """Whether it is what is to be made, and not there yet: the fund of "promised to set up a Green Fund"."""
    head = head_of(mention, match)
    verb = None if head is None or head.head == match.trigger else head.head
    if verb is None or match.trigger not in verb.ancestors or mention.entity.kind in {"country", "person", "people"}:
        return False
    return head in syntax.logical_objects(verb) and head not in made.objects(verb)


def _is_at_end_of_way(mention: Mention, match: Match) -> bool:
    """Whether somebody is only where something leads: "asked for access to the prisoners", of somebody else."""
    head = head_of(mention, match)
    above = [] if head is None else up(head, match.trigger)
    return any(
        t.head != match.trigger and syntax.preposition(t) == "to" and not _BESIDE["ways"].isdisjoint(lemmas(t.head))
        for t in above
    )


def _to_receiver(match: Match) -> None:
    """Sets who gets what others give as its recipient: Ana, of "Ana received the support of farmers"."""
    noun, verb = match.trigger, match.trigger.head
    if match.entry.mutual or match.entry.type in SYMMETRIC or noun not in syntax.objects(verb):
        return
    if _BESIDE["receives"].isdisjoint(lemmas(verb)):
        return
    subjects = syntax.subjects(verb)
    receivers = [m for m in (*match.actors, *match.recipients) if head_of(m, match) in subjects]
    if receivers:
        match.actors = [m for m in match.actors if m not in receivers]
        match.recipients = receivers


def _of_own_phrase(match: Match) -> list[Mention]:
    """The recipients of a noun whose own phrase names the other side, without those named elsewhere.

    Not Peru, of "his trip to Asia has delayed the talks on Peru's debt".
    """
    slots = {word for name in match.entry.recipient for word in name.split("|")} - _WHERE
    named = [t for word, t in syntax.obliques(match.trigger) if word in slots and t.pos_ == "PROPN"]
    if not named:
        return match.recipients
    own = set(match.trigger.subtree)
    return [m for m in match.recipients if (head := head_of(m, match)) is None or head in own]


def _is_topic(mention: Mention, match: Match) -> bool:
    """Whether it is what people met, talked or agreed about: no talk with Syria, in "discussions on Syria"."""
    head = head_of(mention, match)
    above = up(head, match.trigger) if head is not None else []
    behind = bool(above) and above[-1].head == match.trigger and above[-1].i > match.trigger.i
    return behind and syntax.preposition(above[-1]) in _BESIDE["topics"]


def _is_of_another_noun(mention: Mention, match: Match) -> bool:
    """Whether somebody stands in a clause about something else: "the talks followed the treaty that Chad signed"."""
    head = head_of(mention, match)
    clause = head
    while clause is not None and clause.dep_ not in {"acl:relcl", "relcl"} and clause.head != clause:
        clause = clause.head
    if clause is None or clause.head == clause or match.trigger == clause:
        return False
    apart = match.trigger not in clause.subtree and match.trigger not in clause.ancestors
    return apart and clause.head.pos_ == "NOUN"


def _is_the_same(mention: Mention, match: Match) -> bool:
    """Whether it is who acts, or his own country: "we welcome that, as I said", "Putin reaffirmed Russia's stance"."""
    speaks = mention.text.lower() in _SPEAKERS and any(a.text.lower() in _SPEAKERS for a in match.actors)
    named = mention.form not in {"agent", "pronoun"} and "government" not in mention.text.lower()
    return speaks or (named and is_own_country(mention, match))


def without_principals(side: Iterable[Mention], match: Match) -> list[Mention]:
    """Those of a side for whom nobody else does it: not Oman, where its minister "signed for Oman"."""
    if _BESIDE["does_for"].isdisjoint(lemmas(match.trigger)):
        return list(side)
    kept = []
    for mention in side:
        head = head_of(mention, match)
        behalf = head is not None and syntax.preposition(head) == "of" and head.head.lower_ == "behalf"
        if head is None or not (behalf or syntax.preposition(head) == "for"):
            kept.append(mention)
    return kept


def _own_subjects(actors: list[Mention], match: Match) -> list[Mention]:
    """Of several, those that are the subject: who helps, in "Togo says that Chad is helping Niger"."""
    if syntax.is_passive(match.trigger):
        return actors
    controlled = syntax.antecedent(match.trigger) is None
    subjects = syntax.logical_subjects(match.trigger) if controlled else syntax.subjects(match.trigger)
    told = {t.i for subject in subjects for t in subject.subtree if not _is_in_clause(t, subject)}
    own = [m for m in actors if (head := head_of(m, match)) is not None and head.i in told]
    return own or actors


def _is_in_clause(token: Token, noun: Token) -> bool:
    """Whether a word stands in a clause about a noun: Ana, in "the lawyer advising Ana"."""
    while token not in (noun, token.head):
        token = token.head
        if token != noun and syntax.is_verb(token):
            return True
    return False


def _is_victim(mention: Mention, match: Match) -> bool:
    """Whether a charge or a demand is for somebody's sake: Ana's in "condemned the killing of Ana", "her arrest"."""
    wanted = _FOR_SOMEBODY.get(match.entry.type)
    if wanted is None:
        return False
    head = head_of(mention, match)
    if head is not None and head.tag_ in {"WP", "WDT"}:
        head = syntax.antecedent(head.head) or head  # "… of Ana, who was shot"
    while head is not None and head.dep_ == "appos":
        head = head.head  # "… of Ana Li, a citizen"
    if head is None or _BESIDE[wanted].isdisjoint(lemmas(head.head)):
        return False
    theirs = mention.entity.kind == "person" and head in syntax.possessors(head.head)
    return syntax.preposition(head) == "of" or (theirs and all(word != "of" for word, _ in syntax.obliques(head.head)))


def _is_to_suffer(mention: Mention, match: Match) -> bool:
    """Whether it is asked that something be done to somebody: Ana's removal, in "called for Ana to be removed"."""
    head = head_of(mention, match) if match.entry.type == EventType.REQUEST else None
    if head is None or head.head == match.trigger:
        return False
    return syntax.is_verb(head.head) and syntax.is_passive(head.head) and head in syntax.subjects(head.head)


def _is_backed(mention: Mention, match: Match) -> bool:
    """Whether a protest is for somebody: "protests backing the president", "rallied in support of Ana"."""
    head = head_of(mention, match) if match.entry.type == EventType.PROTEST else None
    return head is not None and not _BESIDE["backs"].isdisjoint(lemmas(head.head))


def _is_bystander(mention: Mention, match: Match) -> bool:
    """Whether a name stands in a phrase of what the act was in spite of, or in the clause beside it."""
    head = head_of(mention, match)
    if head is None:
        return False
    beside = [*syntax.conjuncts(match.trigger), *(c for c in match.trigger.children if c.dep_ == "parataxis")]
    if any(head in syntax.subjects(verb) for verb in beside):
        return True
    beside = [c for c in syntax.adverbial_clauses(match.trigger) if syntax.marker(c) in _BESIDE["contrasts"]]
    if any(c in head.ancestors for c in beside):
        return True
    return any(syntax.preposition(t) in _BESIDE["in_spite"] for t in up(head, match.trigger))
