"""Which verb or noun a time expression belongs to.

An expression dates the word that the parse hangs it on.  English lets it reach further in a few ways, each a rule here;
it never reaches out of a relative clause, a quotation or what is merely mentioned ("condemned the 2014 annexation").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.events._time_grammar import TimeExpression
from kg.events.tense import governing_verb, is_one_of, is_predicative, tense
from kg.language import en, syntax

_PREPOSITIONS = en.lists("prepositions")
FINE = {"day", "week", "weekend"}
REPORTED = 6  # the grade of what a verb of speech reports
_STOPS = {".", "!", "?", ";", ":", "”", "“", '"'}
_REACH = 12  # words to look for a verb where the parse has broken off


@dataclass(frozen=True, slots=True)
class Path:
    """From an expression up to the verb it hangs on.

    Attributes:
        nouns: The nouns between, the nearest first.
        owner: The verb or predicate.
        premodifier: It stands before the nearest noun: "Monday's meeting", "the 2014 annexation".
    """

    nouns: tuple[Token, ...]
    owner: Token | None
    premodifier: bool


def path(expression: TimeExpression, doc: Doc) -> Path:
    """The path from an expression up the parse."""
    head = doc[expression.first : expression.last].root
    nouns: list[Token] = []
    owner: Token | None = None
    for above in [head, *head.ancestors]:
        if expression.first <= above.i < expression.last:
            continue
        if is_predicative(above):
            owner = above
            break
        if above.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            nouns.append(above)
    if owner is None:
        owner = _nearest_verb(expression, doc)
    elif not nouns and expression.value.unit not in FINE and is_one_of(owner, "reactions"):
        # "condemned the annexation in 2014", with the year hung on the verb: it is the annexation's.
        nouns = [n for n in syntax.objects(owner) if owner.i < n.i < expression.first]
    elif not nouns and expression.value.unit not in FINE and is_one_of(owner, "taking_part"):
        nouns = [n for word, n in syntax.obliques(owner) if word == "in" and owner.i < n.i < expression.first][:1]
    return Path(tuple(nouns), owner, bool(nouns) and nouns[0].i >= expression.last)


def _nearest_verb(expression: TimeExpression, doc: Doc) -> Token | None:
    """For a parse that broke off: the nearest verb before the expression, or behind one that opens the sentence."""
    for i in range(expression.first - 1, max(-1, expression.first - _REACH), -1):
        if doc[i].lower_ in _STOPS:
            break
        if syntax.is_verb(doc[i]):
            return doc[i]
    for i in range(expression.last, min(len(doc), expression.last + _REACH)):
        if doc[i].lower_ in _STOPS:
            return None
        if syntax.is_verb(doc[i]):
            return doc[i]
    return None


def _in_same_year(expression: TimeExpression, trigger: Token) -> bool:
    """ "attacked it in 2016 after the kingdom executed a cleric": what a month or year dates, it dates roughly."""
    if expression.value.unit == "month" and syntax.is_past_perfect(trigger):
        return False  # "in May, after it had executed him": he may have died in April
    return expression.value.unit not in FINE and syntax.marker(trigger) in _PREPOSITIONS["then_or_later"]


def grade(expression: TimeExpression, trigger: Token, depth: int = 0) -> int | None:
    """How directly an expression dates a trigger: 0 is best, None means that it does not."""
    if expression.relation == "behind":
        return 0 if _opens(expression, trigger) else None
    way = path(expression, trigger.doc)
    if trigger in way.nouns:
        return way.nouns.index(trigger)
    owner = way.owner
    if owner is None:
        return None
    if _opens_when_clause(expression, trigger):
        return 3
    if not _dates_verb(expression, way, owner):
        return None
    if not is_predicative(trigger):
        if governing_verb(trigger) != owner:
            return None
        mentioned = is_one_of(owner, "wishes") or is_one_of(owner, "reactions")
        return None if mentioned and trigger not in syntax.subjects(owner) else 3
    if owner == trigger:
        return 1
    found = _across(expression, owner, trigger)
    above = syntax.governor(trigger)
    if found is None and above is not None and depth < 3 and _in_same_year(expression, trigger):
        found = grade(expression, above, depth + 1)
    return found


def _opens(expression: TimeExpression, trigger: Token) -> bool:
    """Whether a trigger is what "after" stands before in "two days after the attack", "a day after they met"."""
    opener = trigger.doc[expression.last - 1]
    return opener.head in {trigger, syntax.first_conjunct(trigger)} or trigger.head == opener


def _opens_when_clause(expression: TimeExpression, trigger: Token) -> bool:
    """ "In 1879, when Chile invaded …"."""
    for i in range(expression.last, min(len(trigger.doc), expression.last + 2)):
        token = trigger.doc[i]
        if token.lower_ == "when":
            return token.head == trigger or token.head == syntax.first_conjunct(trigger)
        if not token.is_punct:
            return False
    return False


def _dates_verb(expression: TimeExpression, way: Path, owner: Token) -> bool:
    """Whether an expression that hangs on a noun dates the verb as well."""
    if not way.nouns:
        return True
    nearest, top, unit = way.nouns[0], way.nouns[-1], expression.value.unit
    if expression.relation == "since":  # "the president since 2013" dates no act, "since the 2021 coup" does
        return way.premodifier and syntax.preposition(nearest) == "since" and top == nearest
    if way.premodifier:
        return syntax.preposition(nearest) in _PREPOSITIONS["at_an_occasion"] and is_one_of(nearest, "occasions")
    if top.i > owner.i and is_one_of(owner, "reactions"):
        return unit in FINE and expression.last > top.i and expression.relation == "on"
    if unit not in FINE and len(way.nouns) > 1:
        return False  # "charged men over their part in a poisoning in 2018"
    if unit not in FINE and top in syntax.subjects(owner):
        return top.pos_ == "PROPN"
    return syntax.preposition(top) not in _PREPOSITIONS["not_then"]


def _is_clause_of_its_own(verb: Token) -> bool:
    """Whether a coordinated verb has a subject or an auxiliary: "had been brokered and was due to end on Friday"."""
    helps = [c for c in verb.children if c.dep_ in {"aux", "aux:pass", "auxpass", "cop"}]
    return bool(syntax.subjects(verb)) or any(c.tag_ in {"VBD", "VBZ", "VBP"} for c in helps)


def _below(expression: TimeExpression, verb: Token, clause: Token) -> int | None:
    """From the verb that an expression hangs on to a clause right below it."""
    if _in_same_year(expression, clause):
        return 5
    if syntax.is_open_complement(clause) and is_one_of(verb, "same_time"):
        return 4
    if clause.tag_ == "VBG" and not syntax.marker(clause) and not syntax.is_complement(clause):
        return 5
    said = is_one_of(verb, "speech") and syntax.marker(clause) in {"", "that"} and tense(clause) == "present"
    return REPORTED if said and expression.value.unit in FINE else None


def _across(expression: TimeExpression, owner: Token, trigger: Token) -> int | None:
    """From the verb that an expression hangs on to another of the sentence."""
    fine = expression.value.unit in FINE
    first = syntax.first_conjunct(trigger)
    if syntax.is_verb(first) and first == syntax.first_conjunct(owner):
        if expression.last <= min(owner.i, trigger.i):
            return 4  # "On Friday X met Y and signed …"
        return 5 if fine and owner.i > trigger.i and not _is_clause_of_its_own(owner) else None
    if syntax.governor(trigger) == owner and (found := _below(expression, owner, trigger)) is not None:
        return found
    simultaneous = owner.tag_ == "VBG" and syntax.marker(owner) in {"", *_PREPOSITIONS["simultaneous"]}
    if simultaneous and syntax.governor(owner) == trigger and not syntax.is_complement(owner):
        return 5  # "Speaking on Friday, he urged …"
    return None
