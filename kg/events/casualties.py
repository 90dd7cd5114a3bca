"""What an act cost: how many were killed, injured, detained, displaced or are missing, in the words of the text.

A number belongs to the act whose clause it stands in, or whose outcome it is: of "A bomb exploded in Kabul, killing 12"
to the explosion; of "Police arrested 15 after a riot in which three died" 15 to the arrest and three to the riot.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from kg.events._loss_verbs import Statement, kind_of, suffered
from kg.events._losses import HARM, statements
from kg.events.quantities import LOSSES, loses
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS, _SMALL_WORDS = en.lists("prepositions"), en.lists("small_words")
_KINDS = ("killed", "injured", "detained", "displaced", "missing")
# Acts on the way up, nearest first; in the end the verb to go on from.
Way = Generator[Token, None, Token | None]
_DEEP = 6  # acts passed on the way from a loss to whose it is


@dataclass(frozen=True)
class Found:
    """A loss as the text gives it.

    Attributes:
        kind: ``killed``, ``injured``, ``detained``, ``displaced`` or ``missing``.
        low: At least so many.  Of families, where the text counts those, so many families.
        high: At most so many.
        total: Whether it is the sum of a longer time, of which the act is a part ("5,000 since 2014").
        text: The words that say how many.
        start: Their first character in the document.
        end: One past their last.
    """

    kind: str
    low: int
    high: int
    total: bool
    text: str
    start: int
    end: int


def allotted(triggers: Sequence[Token], doc: Doc, attacks: Sequence[Token] = ()) -> dict[int, list[Found]]:
    """The losses of several acts, each given once: to the nearest act that it belongs to.

    Args:
        triggers: The words that tell the acts.
        doc: The parsed document that holds them.
        attacks: Those of them that are attacks: what a clause tells that is no act of its own is of the nearest.

    Returns:
        For each trigger's place among the tokens (``Token.i``) what it cost.

    Example:
        >>> allotted([exploded, killing], doc)  # "A bomb exploded in Kabul, killing five."
        {2: [], 6: [Found(kind='killed', low=5, high=5, …)]}
    """
    given: dict[int, list[Statement]] = {t.i: [] for t in triggers}
    over: dict[int, list[Statement]] = {}
    for start in sorted({t.sent.start for t in triggers}):
        for told in statements(doc[start].sent):
            owner = next((t.i for t in _acts(told) if t.i in given), None)
            if owner is not None:
                given[owner].append(told)
            elif attacks and told.kind in HARM and not loses(told.word, "suffers"):
                nearest = min(attacks, key=lambda t: (abs(t.i - told.word.i), t.i))
                over.setdefault(nearest.i, []).append(told)
    for i, more in over.items():
        kinds = {told.kind for told in given[i]}
        given[i] += [told for told in more if told.kind not in kinds]
    return {i: _found(told, doc) for i, told in given.items()}


def carry(sentence: Span, after: bool = False) -> list[Found]:
    """What a sentence adds to the act told before it: "Three others were injured.", "Two were killed in the attack."

    Args:
        sentence: A sentence.
        after: Whether the sentence before it tells an attack and who did it: then a loss without a scene, a place or a
            day of its own ("Two soldiers were killed.") is of that.

    Returns:
        Nothing unless all that the sentence tells is the loss, without an act or a doer of its own.
    """
    told = statements(sentence)
    if not told:
        return []
    main = _main_verbs(sentence.root)
    alone = (s.word in main or syntax.first_conjunct(s.word) in main for s in told)
    if any(s.kind not in HARM for s in told) or not all(alone):
        return []
    scenes = _told_before(told, main)
    if scenes and all(map(_points_back, scenes)):  # what follows is no act of its own, whatever its form
        return _found(told, sentence.doc)
    if scenes or any(_is_brought_about(s.word) for s in told):
        return []
    more = any(t.lower_ in LOSSES["goes_on"] for t in sentence) or all(map(_is_bare, told))
    more = more or (after and not any(_is_set(s.word) for s in told))
    return _found(told, sentence.doc) if more else []


def _told_before(told: Iterable[Statement], main: set[Token]) -> list[Token]:
    """The nouns of force around losses, of which each may be the act told before: "were killed in the attack"."""
    around = [t for verb in {*main, *(s.word for s in told)} for t in _scenes(verb)]
    things = [t for s in told if (t := suffered(s.word)) is not None]
    things += [t for verb in main for t in syntax.subjects(verb)]
    around += [n for t in things for _, n in syntax.obliques(t)]
    return [t for t in around if _is_violent(t) or _is_incident(t)]


def _is_brought_about(verb: Token) -> bool:
    """Whether a clause says who or what brought the loss about: "killed two soldiers", "were shot by police"."""
    return bool((syntax.objects(verb) and suffered(verb) is None) or syntax.agents(verb))


def _is_set(verb: Token) -> bool:
    """Whether a clause names a place or a day of its own: "were killed near Gao", "died on Monday"."""
    return any(noun.pos_ == "PROPN" and word in _PREPOSITIONS["where_killed"] for word, noun in syntax.obliques(verb))


def _main_verbs(root: Token) -> set[Token]:
    """The verb of a sentence; of "officials say that two were hurt" what is said."""
    said = syntax.complements(root) if not set(lemmas(root)).isdisjoint(LOSSES["speech"]) else []
    return {root, *said, *(t for t in syntax.modifiers(root) if suffered(t) == root)}


def _is_bare(told: Statement) -> bool:
    """Whether a loss is told without place, time or name: "One person is injured."."""
    verb = told.word
    named = any(t.tag_ == "NNP" for t in syntax.logical_objects(verb) + syntax.subjects(verb))
    return not (named or syntax.obliques(verb) or syntax.adverbial_clauses(verb) or syntax.is_past_perfect(verb))


def _is_incident(noun: Token) -> bool:
    return not set(lemmas(noun)).isdisjoint(LOSSES["incidents"])


def _points_back(noun: Token) -> bool:
    """Whether a noun is an act told before: "in the attack", "during this raid"; not "in the attack on Kabul"."""
    clauses = {"relcl", "acl", "acl:relcl"} if _is_incident(noun) else set()  # "in the incident, which took place …"
    kinds = [t for t in noun.children if t.dep_ == "compound" and t.tag_ != "NNP"]  # "in the gun battle"
    bare = all(t in kinds or t.dep_ in {"det", "punct", "case"} | clauses for t in noun.children)
    return bare and any(t.lower_ in _SMALL_WORDS["pointing"] for t in noun.children)


def _found(told: Iterable[Statement], doc: Doc) -> list[Found]:
    """One item a kind: the numbers of one act added up, and a sum of a longer time only where nothing else is told."""
    found = []
    for kind in _KINDS:
        alike = [(s, _is_total(s)) for s in told if s.kind == kind]
        now = [s for s, long in alike if not long and not s.tolls] or [s for s, long in alike if not long]
        parts = [s.quantity for s in now or [s for s, _ in alike]][: None if now else 1]
        if not parts:
            continue
        if any(s.tolls for s in now):
            parts = parts[-1:]
        start, end = min(q.start for q in parts), max(q.end for q in parts)
        low, high = sum(q.low for q in parts), sum(q.high for q in parts)
        found.append(Found(kind, low, high, not now, doc.text[start:end], start, end))
    return found


@lru_cache(maxsize=1)
def _longer() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(LOSSES['totals'])})", re.I)


def _is_total(told: Statement) -> bool:
    """Whether the number is the sum of a longer time."""
    verb = told.word if syntax.is_verb(told.word) else told.word.head
    if told.tolls and syntax.is_verb(verb) and not set(lemmas(verb)).isdisjoint(LOSSES["adds_up"]):
        return True
    clause = sorted(t.i for t in syntax.clause_tokens(verb))
    text = "".join(verb.doc[i].text_with_ws for i in clause)
    return _longer().search(text) is not None


def _acts(told: Statement) -> Iterator[Token]:
    """The words for the act that had a loss, nearest first."""
    seen: set[int] = set()
    for token in _near(told):
        if token.i not in seen:
            seen.add(token.i)
            yield token


def _near(told: Statement) -> Iterator[Token]:
    yield told.word
    if _has_cause(told.word):
        return
    verb: Token | None = told.word
    if told.counted or not (syntax.is_verb(told.word) or syntax.is_predicate(told.word)):
        verb = yield from _above_noun(told)
    for _ in range(_DEEP):
        if verb is None:
            return
        yield from _fellows(verb, told)
        yield from _scenes(verb)
        verb = yield from _climb(verb, told)


def _has_cause(verb: Token) -> bool:
    """Whether people died of what nobody did: "killed 33 people, and six others died of hunger"; not "of wounds"."""
    causes = [noun for word, noun in syntax.obliques(verb) if word in {"of", "from"}] if loses(verb, "suffers") else []
    return any(not _is_violent(n) and set(lemmas(n)).isdisjoint(LOSSES["wounds"]) for n in causes)


def _fellows(verb: Token, told: Statement) -> Iterator[Token]:
    """Losses told in the same breath: "were killed and … injured", "killing five and injuring 12"."""
    for other in syntax.conjuncts(verb):
        kind, later = kind_of(other), max(verb, other, key=lambda t: t.i)
        if kind is not None and _alike(kind, told.kind) and not _is_apart(later):
            yield other
            if other.i > verb.i and not any(_is_violent(t) for t in _scenes(verb)):
                yield from _scenes(other)
        elif kind is not None and other.i > verb.i and syntax.is_passive(verb) and syntax.is_passive(other):
            # "23 were killed and 20 taken hostage in raids on two villages"
            yield from (t for t in _scenes(other) if t.tag_.startswith("NN") and _is_violent(t))


def _is_apart(verb: Token) -> bool:
    """Whether a coordinated clause tells an act of its own: somebody else did it."""
    does = not syntax.is_passive(verb) and bool(syntax.objects(verb)) and suffered(verb) is None
    return bool(syntax.subjects(verb)) and (does or bool(syntax.agents(verb)))


def _alike(kind: str, other: str) -> bool:
    return (kind in HARM) == (other in HARM)


def _above_noun(told: Statement) -> Way:
    """From "12 dead" or "the killing of 12" to the clause that it stands in; returns its verb."""
    word = told.word
    yield from _nested(word, 3)
    if not told.counted:
        verb = syntax.first_conjunct(word).head
        known = syntax.is_verb(verb) and not set(lemmas(verb)).isdisjoint(LOSSES["makes_known"])
        if known and word in syntax.logical_objects(verb):
            yield verb
        return None
    for above in word.ancestors:
        if above.sent != word.sent:
            return None
        if not syntax.is_verb(above) and not set(lemmas(above)).isdisjoint(LOSSES["remembered"]):
            return None  # "rallied on the anniversary of her death"
        yield above
        if syntax.is_verb(above):
            forms = set(lemmas(above))
            causing = not forms.isdisjoint(LOSSES["causing"] | LOSSES["light"] | LOSSES["adds_up"])
            return above if causing or not syntax.subjects(above) or word not in _arguments(above) else None
        yield from (n for n in syntax.subjects(above) if _is_violent(n))  # "violence results in 23 deaths", all nouns
        if _is_violent(above):
            yield from _nested(above, 3)
            return None
    return None


def _arguments(verb: Token) -> list[Token]:
    return syntax.subjects(verb) + syntax.objects(verb)


def _scenes(verb: Token) -> Iterator[Token]:
    """The acts inside a clause: what did it, and in what it was done."""
    transitive = not syntax.is_passive(verb) and syntax.objects(verb) and loses(verb, "does")
    for noun in (*syntax.logical_subjects(verb), *syntax.agents(verb)):
        if not noun.tag_.startswith("NNP") and noun.sent == verb.sent:
            yield noun
            yield from _nested(noun, 2)
    for noun in syntax.objects(verb):
        if _is_violent(noun):
            yield noun
            yield from _nested(noun, 2)
    for prep, noun in syntax.obliques(verb):
        if _is_in_scene(verb, prep, noun, bool(transitive)):
            yield noun
            yield from _nested(noun, 3)
    for clause in syntax.adverbial_clauses(verb):
        opener = syntax.marker(clause)
        if opener in LOSSES["when"] and (opener != "after" or not transitive) and kind_of(verb) != "detained":
            yield clause
            yield from (n for n in syntax.logical_subjects(clause) + syntax.objects(clause) if _is_violent(n))
            if opener == "while":  # "three died while two were hurt when a mine went off"
                yield from _scenes(clause)


def _is_in_scene(verb: Token, prep: str, noun: Token, transitive: bool) -> bool:
    """Whether a phrase of a clause may name in what, or after what, somebody was lost: "killed in a raid"."""
    if not _is_violent(noun) and prep in {"of", "to", "at"}:
        return False
    ahead = prep in LOSSES["sequel"] and not transitive and kind_of(verb) != "detained"
    return prep in LOSSES["scene"] or ahead


def _nested(noun: Token, depth: int) -> Iterator[Token]:
    """Acts inside a noun phrase: "an exchange of fire during a raid"; and what its clauses say of it."""
    for prep, inner in syntax.obliques(noun) if depth else []:
        if prep not in _PREPOSITIONS["not_the_same_act"]:
            yield inner
            yield from _nested(inner, depth - 1)
    for modifier in syntax.modifiers(noun):
        if _is_violent(modifier):
            yield modifier


def _is_violent(noun: Token) -> bool:
    return noun.tag_.startswith("NN") and not set(lemmas(noun)).isdisjoint(LOSSES["violent"])


def _climb(verb: Token, told: Statement) -> Way:
    """From a clause to the act whose outcome it tells; returns the verb to go on from."""
    noun = syntax.antecedent(verb)
    if noun is not None:
        return (yield from _described(noun, told))
    if syntax.first_conjunct(verb) != verb:
        return (yield from _forerunner(verb, told))
    outer = syntax.governor(verb)
    if outer is None or syntax.is_complement(verb) or syntax.marker(verb) not in {"", "thereby", "with"}:
        return None
    if not set(lemmas(outer)).isdisjoint(LOSSES["speech"]):
        yield from (n for n in syntax.objects(outer) + [n for _, n in syntax.obliques(outer)] if _is_violent(n))
        return None
    kind = kind_of(outer)
    if kind is not None and not _alike(kind, told.kind):
        return None
    yield outer
    return outer


def _described(noun: Token, told: Statement) -> Way:
    """The act that a relative clause tells the loss of, and the verb that says little beside it."""
    yield noun
    yield from _nested(noun, 2)
    verb = noun.head
    if not _is_violent(noun):
        nouns = list(takewhile(lambda t: not syntax.is_verb(t) and t.sent == noun.sent, noun.ancestors))
        first = next((t for t in nouns if _is_violent(t)), None)
        by_thing = any(t.tag_ == "WDT" for t in syntax.subjects(told.word))
        if first is not None and (by_thing or (first == verb and syntax.preposition(noun) == "of")):
            yield first  # "the bombing of a hospital that killed 42", "clashes with the army which claimed 23 lives"
    if syntax.is_verb(verb) and noun in syntax.objects(verb) and not set(lemmas(verb)).isdisjoint(LOSSES["light"]):
        yield verb
        return verb
    return None


def _forerunner(verb: Token, told: Statement) -> Way:
    """The act before a coordinated loss: "attacked a convoy and killed 12", "a bomb went off and 12 were killed"."""
    before = verb.head
    if not syntax.is_verb(before) or before.i > verb.i:
        return None
    kind = kind_of(before)
    own = syntax.subjects(verb)
    if kind is not None and not _alike(kind, told.kind):
        # "ambushed a convoy, killing four and kidnapping dozens"
        return before if not own and verb.tag_ == before.tag_ == "VBG" else None
    if own and (not syntax.is_passive(verb) and syntax.objects(verb)):
        return None
    if own and kind is None and any(_is_violent(t) for t in _scenes(verb)):
        return None  # it has an act of its own
    yield before
    return before
