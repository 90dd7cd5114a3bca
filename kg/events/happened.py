"""Whether an event noun tells that something took place: "clashes erupted", "after the arrest of two activists"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType, Status
from kg.events.doers import HARM
from kg.events.match import Match
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS, _SENSES, _SMALL_WORDS, _UNNAMED = map(en.lists, ("prepositions", "senses", "small_words", "unnamed"))
# After these it took place, if it is said of whom or where: "after an attack on a mosque".
_SINCE = _PREPOSITIONS["since"]


def is_reported(noun: Token) -> bool:
    """Whether an event noun tells that something took place: "clashes erupted", "there was an attack", a headline."""
    if noun.tag_ == "NNP" and noun.lower_ == "march":
        return False  # a month
    if "toll" in lemmas(noun.head) and syntax.preposition(noun) in {"from", "of", "in"}:
        return True  # "the death toll from clashes rose to 30"
    if any(t.lower_ in _SMALL_WORDS["pointing"] for t in noun.children if t.pos_ == "DET") and not [
        t for word, t in syntax.obliques(noun) if word in _PREPOSITIONS["of_whom_or_where"]
    ]:
        return False  # "the attack left two dead": one that has been told
    first = syntax.first_conjunct(noun)
    if syntax.subjects(first) and syntax.preposition(first) != "behind":
        return False  # "it is an attack on democracy"
    first = _measure(first)  # "a series of attacks took place", "three days of shelling killed ten"
    head = first.head
    return head == first or _reports(head, first)


def _reports(verb: Token, noun: Token) -> bool:
    """Whether a verb says of a noun that it took place: "clashes erupted", "a protest was held", "reported a blast"."""
    forms = lemmas(verb)
    if noun not in syntax.subjects(verb):
        objects = (*syntax.objects(verb), *syntax.logical_objects(verb))
        return noun in objects and not _UNNAMED["reports"].isdisjoint(forms)
    if syntax.is_passive(verb):
        return not (_UNNAMED["reports"] | _UNNAMED["held"]).isdisjoint(forms)
    return not _UNNAMED["occurs"].isdisjoint(forms) or (verb.dep_ == "ROOT" and "be" in forms)


def _measure(noun: Token) -> Token:
    """How many or how long, where a noun says of what: "days" in "ten days of protests"; else the noun itself."""
    measure = noun.head
    if syntax.preposition(noun) != "of" or _SENSES["measures"].isdisjoint(lemmas(measure)):
        return noun
    return syntax.first_conjunct(measure)


def is_certain(match: Match) -> bool:
    """Whether a noun anywhere in a sentence names an act that took place: "after the arrest of two activists".

    It says to whom, or when; of protests and of fighting the place is enough.
    """
    noun, type_ = match.trigger, match.entry.type
    if match.stance.status not in {Status.ASSERTED, Status.HISTORICAL} or noun.tag_ == "NNP" or is_sought(noun):
        return False
    dated = has_date(noun)
    placed = any(word in _PREPOSITIONS["where_held"] for word, _ in syntax.obliques(noun))
    if type_ == EventType.PROTEST:
        return dated or placed or _is_held(noun)
    if not _UNNAMED["clashes"].isdisjoint(lemmas(noun)):
        return dated or placed
    return not _UNNAMED["certain"].isdisjoint(lemmas(noun)) and _is_done(match, dated, placed)


def _is_held(noun: Token) -> bool:
    """Whether a protest took place by what leads to it: "amid protests"; not "causes of protests", "such protests"."""
    told_before = any(t.lower_ in _SMALL_WORDS["told_before"] for t in noun.children if t.pos_ == "DET")
    link = syntax.preposition(_measure(syntax.first_conjunct(noun)))
    return link in _SINCE or (not told_before and link not in {"of", "for"})


def _is_done(match: Match, dated: bool, placed: bool) -> bool:
    """Whether an act on somebody took place, by what is said of it: to whom, when, where, or that it was before.

    Args:
        match: The act.
        dated: Whether its phrase says when.
        placed: Whether its phrase says where.
    """
    noun = match.trigger
    first = syntax.first_conjunct(noun)
    definite = any(t.lower_ in {"the", "this"} for t in noun.children) or bool(syntax.possessors(noun))
    hit = bool(match.recipients) and "coup" not in lemmas(noun)  # a coup has no victim that it names
    if (hit and (definite or dated or _is_described(noun))) or (dated and (definite or placed)):
        return True
    in_harm = not (HARM | {"die"}).isdisjoint(lemmas(first.head))  # "killed in an attack on a convoy" is one act
    return (placed or hit) and not in_harm and syntax.preposition(first) in _SINCE


def is_sought(noun: Token) -> bool:
    """Whether an act is still to come of what is told: "a reward for information leading to the arrest of"."""
    above = syntax.first_conjunct(noun).head
    return above.tag_ == "VBG" and "lead" in lemmas(above) and syntax.antecedent(above) is not None


def _is_described(noun: Token) -> bool:
    """Whether a relative clause tells that the act took place: "an attack that killed 12", "a raid that occurred"."""
    clauses = [t for t in syntax.relative_clauses(noun) if noun in syntax.logical_subjects(t) or syntax.subjects(t)]
    return any(not (_UNNAMED["occurs"] | HARM).isdisjoint(lemmas(t)) and syntax.is_past(t) for t in clauses)


def has_date(noun: Token) -> bool:
    """Whether the phrase of a noun says when: "the 2003 bombing", "attacks in March"."""
    given = {t.lower_ for t in noun.subtree}
    return not _UNNAMED["days"].isdisjoint(given) or any(len(t) == 4 and t.startswith(("19", "20")) for t in given)
