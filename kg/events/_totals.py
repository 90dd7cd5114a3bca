"""How many people a list is: "two soldiers and a civilian", "a clerk, two of his guards and a driver"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.events.quantities import LOSSES, NAMES, PLURAL, Quantity, is_number, loses, people
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_LINKS = en.lists("numbers")["links"]
# Before a number: "and wounds at least 60 others".
_BEFORE_NUMBERS = en.lists("numbers")["before_numbers"]


def total(heads: Sequence[Token]) -> Quantity | None:
    """How many people some coordinated noun phrases are together; None where the text does not say it.

    A member whose number is not told adds nothing: "two soldiers and some civilians" are two.

    Args:
        heads: The head words, in text order.

    Example:
        >>> total([soldiers, civilian])  # "two soldiers and a civilian"
        Quantity(low=3, high=3, start=0, end=27)
    """
    heads = _listed(heads)
    if not heads:
        return None
    found: list[Quantity] = []
    last = heads[0]
    for head in heads:
        if head != heads[0] and _ends_list(head, heads):
            break
        if head.tag_ in NAMES and syntax.noun_phrase(head).start == last.i + 1:
            continue  # "caretaker | Arjun Yadav"
        if is_number(head) and _is_how(head):
            continue  # "injuring five more, three seriously": three of them
        one = people(head)
        if one is not None and not (found and one.start < found[-1].end):
            found.append(one)
            last = head
    if not found:
        return None
    sums_up = found[0].low == sum(q.low for q in found[1:])
    if len(found) > 2 and heads[0].nbor().text == "," and _are_anybody(heads[0]) and sums_up:
        return found[0]  # "three people, two officers and a guard": who they are
    end = max(found[-1].end, last.idx + len(last)) if len(found) > 1 else found[0].end
    return Quantity(sum(q.low for q in found), sum(q.high for q in found), found[0].start, end)


def _are_anybody(head: Token) -> bool:
    """Whether a noun or number leaves open who they are: "three people", "two"; not "two police officers"."""
    return is_number(head) or not LOSSES["anybody"].isdisjoint(lemmas(head))


def _ends_list(head: Token, heads: Sequence[Token]) -> bool:
    """Whether a head of a list, and all behind it, are no others than those before: who these are, or another loss."""
    first = heads[0]
    if any(map(_loses_others, head.doc[first.i + 1 : head.i])):
        return True  # "kills four people and wounds at least 60 others", all of them nouns for a parser
    between = {t.lower_ for t in head.doc[first.i : head.i]}
    if "including" in between:
        return True  # who is among them has been counted
    if "identified" in between and head.tag_ in NAMES and syntax.noun_phrase(head).start == head.i:
        return True
    if between.isdisjoint(_LINKS) and not _is_listed(head, heads):
        return True  # "Ali Hassan, deputy head of the council": who it is
    return _is_among(head, first)  # "two youths, Ali Hassan and Omar Said": who they are


def _listed(heads: Sequence[Token]) -> list[Token]:
    """The heads of a list with those that a parser hung inside it, in text order.

    "Seven soldiers, one clerk and the driver", "two of his guards and a driver".
    """
    found = {*heads, *(_hung_beside(heads[0]) if heads else ())}
    for head in heads:
        if is_number(head):
            inner = [noun for prep, noun in syntax.obliques(head) if prep == "of" and noun.i > head.i]
            further = [t for noun in inner[:1] for t in syntax.conjuncts(noun) if t.i > noun.i]
            found.update(t for t in further if any(is_number(c) or c.lower_ in {"a", "an"} for c in t.children))
    return sorted(found, key=lambda t: t.i)


def _hung_beside(head: Token) -> Iterator[Token]:
    """The counted heads that a parser took for appositions; of several these say who they are."""
    one = head.tag_ not in PLURAL
    for beside in syntax.appositions(head):
        if any(map(is_number, beside.children)) or (is_number(beside) and one):
            yield beside
            if one:  # of several it says who they are: "four people, two men and two women"
                yield from (t for t in syntax.conjuncts(beside) if t.i > beside.i)


def _loses_others(token: Token) -> bool:
    """Whether a word inside a list tells another loss, of those who stand behind it: "and wounds 60 others"."""
    if not loses(token, "does"):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    counts = following.tag_ == "CD" or following.lower_ in _BEFORE_NUMBERS
    return counts and token.tag_ != "JJ"


def _is_among(name: Token, counted: Token) -> bool:
    """Whether a name in a list says who the counted ones before it are."""
    following = counted.nbor().lower_ if counted.i + 1 < name.i else ""
    return following == "," and counted.tag_ in PLURAL and name.tag_ in NAMES


def _is_how(number: Token) -> bool:
    """Whether a comma before and an adverb behind a number say how badly some are hurt: ", three seriously"."""
    if number.i == 0 or number.nbor(-1).text != "," or number.i + 1 == len(number.doc):
        return False
    return number.nbor().tag_ == "RB" and number.nbor().lower_.endswith("ly")


def _is_listed(head: Token, heads: Sequence[Token]) -> bool:
    """Whether a link stands later in the list: "a guard, a driver and two clerks"."""
    return any(t.lower_ in _LINKS for t in head.doc[head.i : heads[-1].i])
