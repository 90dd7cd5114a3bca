"""What a verb's own clause or a noun's own phrase says of whether the act took place: "not", "may", "planned"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.core.plover import Status
from kg.events.presupposed import is_pointed_at
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_ATTITUDES, _DEEDS, _PREPOSITIONS, _SMALL_WORDS, _SPEECH = map(
    en.lists, ("attitudes", "deeds", "prepositions", "small_words", "speech")
)
_MODALS, _NOUNS = en.groups("attitudes")["modals"], en.groups("attitudes")["nouns"]
#: Words that may hold off the act below them, and those that report it.
HOLDS_OFF = _SPEECH["speech"].union(*(_ATTITUDES[k] for k in ("planned", "hypothetical", "denied")), *_NOUNS.values())
# A line of a calendar opens with one: "4:00 p.m. Ana meets Li".
_CLOCK = re.compile(r"\d{1,2}([:.]\d\d)? ?[ap]\.? ?m\b")


def of_clause(verb: Token) -> Status | None:
    """What a verb's own clause says: negation, modal, tense, condition."""
    if _on_condition(verb) or syntax.is_inverted_condition(verb):
        return Status.HYPOTHETICAL
    opener = syntax.marker(verb)
    denied = syntax.is_negated(verb) or _nearly(verb) or (verb.tag_ == "VBG" and opener == "against")
    if denied and opener not in _ATTITUDES["conditional"]:
        return Status.DENIED  # also "ruled against sending"; "if they do not leave" leaves it open
    if _is_left_open(verb):
        return Status.HYPOTHETICAL
    modal = syntax.modal(verb)
    if modal in _MODALS["planned"] or _is_to_come(verb) or (modal == "would" and _reported_future(verb)):
        return Status.PLANNED  # also "said it would send": the future in the past
    if modal == "would" and _asks_politely(verb):
        return None
    if modal in _MODALS["hypothetical"] or _has_to(verb) or _is_wanted(verb):
        return Status.HYPOTHETICAL
    if _going_to(verb) or (verb.tag_ in {"VBG", "VBZ", "VBP"} and not syntax.is_past(verb) and _soon(verb)):
        return Status.PLANNED  # also "is meeting him tomorrow", "arrives next week"
    return None


def _asks_politely(verb: Token) -> bool:
    """ "I would ask you to": by saying so one asks."""
    asks = "ask" in lemmas(verb) and bool(syntax.objects(verb) or syntax.complements(verb))
    return asks and any(t.lower_ in _SMALL_WORDS["speakers"] for t in syntax.subjects(verb))


def _is_left_open(verb: Token) -> bool:
    """Whether a clause asks or sets a condition: "if it attacks", "will it attack?", "to try and impose a siege"."""
    if syntax.is_open_question(verb) or ("?" in sentence_forms(verb) and syntax.is_question(verb)):
        return True
    shared = syntax.first_conjunct(verb) if syntax.is_verb(verb) else verb  # "if it breaks the calm and attacks"
    if not _ATTITUDES["conditional"].isdisjoint((syntax.marker(verb), syntax.marker(shared))):
        return True
    return verb.dep_ == "conj" and verb.head.lemma_ == "try" and verb.tag_ in {"VB", "VBP"}


def _is_to_come(verb: Token) -> bool:
    """Whether a clause in the present tells what lies ahead: "before the troops leave", "4:00 p.m. Ana meets Li"."""
    if verb.tag_ not in {"VBP", "VBZ"} or syntax.auxiliaries(verb):
        return False
    opener, outer = syntax.marker(verb), syntax.governor(verb)
    if opener == "before" and outer is not None and syntax.modal(outer) is None:
        return outer.tag_ not in {"VBD", "VBZ", "VBP"}  # "kills two before police shoot him": as news tells it
    if opener in {"before", "until"} or _by_then(verb):
        return True
    at_once = opener in _PREPOSITIONS["at_once"] and HOLDS_OFF.isdisjoint(lemmas(verb))
    if at_once and outer is not None and syntax.modal(outer) in _MODALS["planned"]:
        return True  # "will disarm while the troops withdraw"
    return _CLOCK.match(" ".join(t.text for t in verb.sent[:3])) is not None


def _by_then(verb: Token) -> bool:
    """ "by the time she visits"."""
    noun = syntax.antecedent(verb)
    return noun is not None and noun.lower_ == "time" and syntax.preposition(noun) == "by"


def _has_to(verb: Token) -> bool:
    """ "has to resign"; who had to did it."""
    outer = syntax.governor(verb)
    if outer is None or syntax.marker(verb) != "to" or not syntax.is_complement(verb):
        return False
    return outer.tag_ in {"VBP", "VBZ"} and "have" in lemmas(outer) and not syntax.objects(outer)


def _is_wanted(verb: Token) -> bool:
    """Whether a clause is in the subjunctive, which says what is to be: "insistent that the four be released"."""
    bare = any(c.dep_ == "aux:pass" and c.lower_ == "be" for c in verb.children)
    return bare and bool(syntax.subjects(verb)) and syntax.modal(verb) is None and syntax.marker(verb) in {"that", None}


def _nearly(verb: Token) -> bool:
    """Whether an act stayed undone, or another was done in its place: "nearly invaded", "stopped short of banning"."""
    if any(c.dep_ == "advmod" and c.lower_ in _ATTITUDES["nearly"] for c in verb.children):
        return True
    if verb.tag_ not in {"VBG", "VB"}:
        return False
    if any(c.dep_ in {"mark", "case", "cc"} and c.lower_ in {"instead", "rather"} for c in verb.children):
        return True  # "instead of sanctioning", "rather than attack"
    outer = verb.head
    if not syntax.is_verb(outer) or not outer.i < verb.i:
        return False
    beside = {"short"} if "stop" in lemmas(outer) else {"off", "back"} if "hold" in lemmas(outer) else set()
    return bool(beside) and any(t.lower_ in beside for t in verb.doc[outer.i + 1 : verb.i])


def _on_condition(verb: Token) -> bool:
    """ ", provided it does not attack": a participle that opens a clause of condition, with no subject of its own."""
    outer = syntax.governor(verb)
    return (
        outer is not None
        and outer.lower_ in _ATTITUDES["conditional"]
        and not syntax.subjects(outer)
        and not syntax.auxiliaries(outer)
    )


def _reported_future(verb: Token) -> bool:
    outer = syntax.governor(verb)
    return outer is not None and any(f in _SPEECH["speech"] for f in lemmas(outer)) and syntax.is_past(outer)


def _going_to(verb: Token) -> bool:
    """ "is going to visit", "is to visit", "is going to go and visit"."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not syntax.subjects(verb):
        verb = syntax.first_conjunct(verb)
    outer = syntax.governor(verb)
    above = outer is not None and (outer.lower_ == "going" or outer.lemma_ == "be")
    beside = verb.tag_ == "VB" and any(c.dep_ in {"cop", "aux"} and c.lemma_ == "be" for c in verb.children)
    return (above or beside) and any(c.dep_ in {"mark", "aux"} and c.lower_ == "to" for c in verb.children)


def of_noun(noun: Token, trigger: Token) -> Status | None:
    """What the words around a noun say: negation, what is said of when it is to be, doubt."""
    if syntax.is_negated(noun):
        return Status.DENIED
    if "look" in lemmas(noun.head) and any(c.lower_ == "forward" for c in noun.head.children):
        return Status.PLANNED  # "we look forward to the visit"
    if syntax.is_predicate(noun) and syntax.modal(noun) in _MODALS["planned"]:
        return Status.PLANNED  # "it will be the first visit"
    if noun != trigger and syntax.is_predicate(noun) and syntax.modal(noun) in _MODALS["hypothetical"]:
        return Status.HYPOTHETICAL  # "an attack would be a mistake"
    before = {m.lower_ for m in syntax.modifiers(noun)}
    if before & _ATTITUDES["ahead"] or _is_to_be_held(noun):
        return Status.PLANNED
    if noun == trigger and (_until_then(noun) or _soon(noun) or _is_in_the_making(noun)):
        return Status.PLANNED  # "ahead of the talks", "the visit next week"
    if noun == trigger and _is_asked_for(noun):
        return Status.HYPOTHETICAL  # "do we expect a withdrawal?"
    if before & _ATTITUDES["doubtful"] or any(c.lower_ == "any" for c in noun.children):
        return Status.HYPOTHETICAL  # also "any attack would be answered"
    return None


def _is_to_be_held(noun: Token) -> bool:
    """Whether a clause says that it is ahead: "the drills, which will take place in May", "the visit scheduled for"."""
    if any(map(_to_come, syntax.relative_clauses(noun))):
        return True
    return any(verb.lower_ in _ATTITUDES["ahead"] and verb.tag_ == "VBN" for verb in syntax.participles(noun))


def _is_asked_for(noun: Token) -> bool:
    """Whether a question that may be answered with no names an act of which nobody is said to know."""
    above = [t for t in noun.ancestors if syntax.is_verb(t) or syntax.is_predicate(t)]
    return not is_pointed_at(noun) and len(above) == 1 and syntax.is_question(above[0])


def _until_then(noun: Token) -> bool:
    """ "ahead of talks", also where a parser hangs them on an adverb "ahead"."""
    before = syntax.preposition(noun)
    return before in _ATTITUDES["until_then"] or f"{noun.head.lower_} {before}" in _ATTITUDES["until_then"]


def _is_in_the_making(noun: Token) -> bool:
    """ "is organising a protest", "a protest began to be organised"; who organised one has held it."""
    above = syntax.first_conjunct(noun).head
    begun = syntax.complements(above) if not {"begin", "start"}.isdisjoint(lemmas(above)) else []
    for verb in (above, *begun):
        if {"organise", "organize"}.isdisjoint(lemmas(verb)):
            continue
        beside = syntax.auxiliaries(verb)
        going_on = any("be" in lemmas(a) for a in beside) and (
            verb.tag_ == "VBG" or any(a.lower_ == "being" for a in beside)
        )
        if verb in begun or (going_on and noun in syntax.logical_objects(verb)):
            return True
    return False


def _soon(word: Token) -> bool:
    """Whether a time to come stands with a verb or noun: "next week", "in the coming days", "tomorrow"."""
    times = [*syntax.adverbial_nouns(word), *(noun for _, noun in syntax.obliques(word)), *word.children]
    return any(
        t.lower_ == "tomorrow"
        or (
            t.lemma_.lower() in _ATTITUDES["periods"]
            and any(m.lower_ in {"next", "coming"} for m in syntax.modifiers(t))
        )
        for t in times
        if t.i > word.i
    )


def _to_come(verb: Token) -> bool:
    """Whether a relative clause says of an event that it is still to be held: "will begin", "are about to begin"."""
    if verb.lower_ in _ATTITUDES["planned"]:
        return any(_DEEDS["held"].intersection(lemmas(t)) for t in syntax.complements(verb))
    ahead = syntax.modal(verb) == "will" or (verb.lower_ == "going" and any(c.dep_ == "aux" for c in verb.children))
    held = _DEEDS["held"].intersection(lemmas(verb)) or verb.lower_ == "going" or verb.pos_ not in {"VERB"}
    return ahead and bool(held)
