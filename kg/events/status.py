"""How sure the text is that an act took place, and who says so.

One walk up the parse from the trigger answers both: each governor on the way ("said that", "plans to", "the possibility
of") may change the status, be the source, or turn the act into the mere content of another act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from kg.core.lists import shipped as shipped_lists
from kg.core.plover import Status
from kg.events.truth import untrue
from kg.language import syntax
from kg.language.lemmas import lemmas, sentence_forms
from kg.language.parse import remembered

NOUNS = {"NOUN", "PROPN"}
_FINITE = {"VBD", "VBZ", "VBP"}


@dataclass(frozen=True, slots=True)
class Stance:
    """What the surroundings of a trigger say about it.

    Attributes:
        status: How sure the text is.
        speech: The verb of speech that reports it, if one does.
        governor: The nearest word that changed the status, for ``explain``.
    """

    status: Status
    speech: Token | None = None
    governor: Token | None = None


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists of ``status.yaml``, as sets."""
    lists = shipped_lists(Path(__file__).parent / "status.yaml")
    return {
        name: {key: frozenset(inner) for key, inner in found.items()} if isinstance(found, dict) else frozenset(found)
        for name, found in lists.items()
    }


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    lists = words()
    groups = [lists[k] for k in ("planned", "hypothetical", "denied", "speech")] + list(lists["nouns"].values())
    return frozenset(w for group in groups for w in group)


@remembered
def stance(trigger: Token) -> Stance:
    """The status of the act that a verb, noun or adjective names, and the verb of speech above it."""
    lists = words()
    status, speech, why = Status.ASSERTED, None, None
    for token, is_noun in _chain(trigger):
        here = _own(token, lists) if not is_noun else _of_noun(token, trigger, lists)
        if not is_noun and syntax.marker(token) == "to" and _is_purpose(token) and not _first_to(token):
            outer = syntax.governor(token)
            by_means = outer is not None and (_done_by_then(outer) or _is_help_sent(token, outer))
            # a purpose: "fights to overthrow", "came to mediate"; but who used drones to attack has attacked
            here = here if by_means else _strongest(here, Status.PLANNED)
        if token == trigger and here == Status.DENIED and "hesitate" in lemmas(token):
            here = None  # who does not hesitate threatens
        if here == Status.DENIED and _denies_nothing(token, trigger):
            here = None
        if token != trigger:
            followers = [] if is_noun else syntax.followers(token)
            forms = [f"{form} {t.lower_}" for form in lemmas(token) for t in followers]
            lemma = next((f for f in (*forms, *lemmas(token)) if f in _known()), token.lemma_.lower())
            unseen = lemma in {"see", "observe", "notice"} and not is_noun and syntax.is_negated(token)
            if unseen and trigger.pos_ in NOUNS:
                return Stance(Status.DENIED, speech, token)  # "we have not seen any withdrawal"
            warned = lemma in lists["warns"] and "hesitate" in lemmas(trigger)  # by saying so he threatens
            if (lemma in lists["speech"] or warned) and not is_noun:
                speech = speech or token
                # What the speaker's own "said" lacks in certainty ("may say") is not the act's.
                continue
            if token.lemma_ == trigger.lemma_ or (not is_noun and _performs(trigger, token)):
                continue  # "agreements including an agreement on trade"; a wish to speak
            if speech is not None and any(form in lists["polite"] for form in lemmas(token)):
                continue  # "would like to say that"
            if lemma in {"event", "case"} and syntax.preposition(token) == "in" and syntax.preposition(trigger) == "of":
                here = Status.HYPOTHETICAL  # "in the event of an attack"
            if lemma == "able" and syntax.is_past(token) and not syntax.is_negated(token):
                continue  # who was able to do it did it
            above = _as_governor(lemma, is_noun, lists, syntax.is_negated(token))
            twice = lemma in lists["denied"] and here == Status.DENIED and not is_noun
            here = above if twice else _strongest(here, above)  # "will not hesitate to help" is no "not"
        if here is not None and status == Status.ASSERTED:
            status, why = here, token
        elif here == Status.DENIED and status == Status.PLANNED:
            status, why = Status.DENIED, token
    if status != Status.DENIED and (false := untrue(trigger)) is not None:
        status, why = Status.DENIED, false
    return Stance(status, speech, why)


def _chain(trigger: Token) -> Iterator[tuple[Token, bool]]:
    """The trigger and the words above it that bear on whether it happened; True beside nouns."""
    token, seen = trigger, 0
    yield token, token.pos_ in NOUNS and not syntax.is_verb(token)
    while seen < 12:
        seen += 1
        if token.pos_ in NOUNS and not syntax.is_verb(token) and not syntax.is_predicate(token):
            above = syntax.first_conjunct(token).head
            if _takes_for_granted(above, token) or (token == trigger and _only_mentioned(above, token)):
                return
            if above == token or (syntax.is_verb(above) and syntax.preposition(token) in words()["adjunct"]):
                within = token == trigger and syntax.preposition(token) in {"in", "at", "during"}
                within |= token.lower_ == "part" and syntax.preposition(token) == "as"
                if within and syntax.modal(above) == "will":
                    yield above, False  # "will be raised in the talks": the talks are to come as well
                return
            if above.pos_ == "ADP":  # ClearNLP: the preposition stands between
                above = above.head
            token = above
            yield token, token.pos_ in NOUNS and not syntax.is_verb(token)
            continue
        outer = syntax.governor(token)
        if outer is None:
            noun = syntax.antecedent(token)
            # "a plan to attack": the infinitive's noun decides; a relative clause stands on its own
            # "no evidence that they attacked": what there is no sign of is not told as done
            proof = noun is not None and syntax.marker(token) == "that" and noun.lemma_.lower() in words()["proof"]
            noun_of = (
                proof
                or syntax.marker(token) == "to"
                or (token.tag_ == "VBG" and syntax.marker(token) in {"of", "about", "on", "for"})
            )
            if noun is None or not noun_of or _first_to(token):
                return
            token = noun
            yield token, True
            continue
        if _is_relative(token):
            return  # ", under which they agreed to leave", on whatever a parser hangs it
        opener = syntax.marker(token)
        # "will deter them from attacking"
        goes_on = opener == "from" and any(f in words()[n] for n in ("denied", "hypothetical") for f in lemmas(outer))
        # "called for abolishing the court"
        goes_on |= opener == "for" and token.tag_ == "VBG" and not words()["hypothetical"].isdisjoint(lemmas(outer))
        # "will focus on helping"
        goes_on |= opener in {"on", "toward", "towards"} and token.tag_ == "VBG" and syntax.modal(outer) == "will"
        if opener == "for" and token.tag_ == "VB":
            opener = "to"  # "waits for the troops to leave"
        participle = token.tag_ in {"VBG", "VBN"}  # also "shelled for days, it asked for help"
        if not goes_on and not syntax.is_complement(token) and (opener not in {"to", ""} or participle):
            return  # ", adding that …" has a status of its own
        token = outer
        yield token, token.pos_ in NOUNS and not syntax.is_verb(token)


def _takes_for_granted(verb: Token, noun: Token) -> bool:
    """Whether a verb presupposes what the noun under it names: "failed to condemn the attack"."""
    forms = lemmas(verb)
    if any(form in words()["clause_only"] for form in forms):
        return True  # "I mean the sanctions"
    # What ties two states is there, whoever speaks of it.
    known = _is_pointed_at(noun) or noun.lemma_.lower() in words()["bonds"]
    lists = [words()["presupposes"], words()["takes_up"] if known else (), words()["ends"] if _is_owned(noun) else ()]
    return syntax.is_verb(verb) and any(form in group for form in forms for group in lists)


def _only_mentioned(above: Token, noun: Token) -> bool:
    """Whether a known act is named to say of which something else is: "impact on the talks", "refuge from his attacks".

    What is planned, feared or denied is then that other thing.
    """
    lists = words()
    if not _known_act(noun):
        return False
    if above.pos_ == "ADJ":
        return syntax.preposition(noun) in lists["adjunct"]  # "concerned about the talks"
    if syntax.is_verb(above):
        return syntax.preposition(noun) == "from" and not any(form in lists["denied"] for form in lemmas(above))
    held_off = any(form in group for group in lists["nouns"].values() for form in lemmas(above))
    return (
        above.pos_ == "NOUN"
        and not held_off
        and not syntax.is_predicate(above)
        and above.lemma_ not in {"event", "case"}
    )


def _known_act(noun: Token) -> bool:
    """Whether readers are taken to know of an act: "the talks", "its attack", "Russian aggression", "ongoing talks"."""
    under_way = any(m.lower_ in words()["under_way"] for m in syntax.modifiers(noun))
    return _is_pointed_at(noun) or _is_owned(noun) or under_way


def _is_pointed_at(noun: Token) -> bool:
    """ "the talks", "these talks", "its attack"."""
    shown = any(c.lower_ in {"the", "these", "those", "this", "that"} for c in noun.children)
    return shown or bool(syntax.possessors(noun))


def _is_owned(noun: Token) -> bool:
    """ "its attack", "Russian aggression"."""
    return bool(syntax.possessors(noun)) or any(m.text[0].isupper() for m in syntax.modifiers(noun))


def is_reason(word: str, noun: Token) -> bool:
    """Whether a phrase tells why or when something is done: "because of the raid", "in response to the raid".

    Args:
        word: Its preposition.
        noun: The noun behind it.
    """
    return word in words()["reasons"] or (word in {"in", "as"} and noun.lemma_.lower() in words()["reason_nouns"])


def _own(verb: Token, lists: dict[str, Any]) -> Status | None:
    """What a verb's own clause says: negation, modal, tense, condition."""
    if _on_condition(verb, lists) or syntax.is_inverted_condition(verb):
        return Status.HYPOTHETICAL
    shared = syntax.first_conjunct(verb) if syntax.is_verb(verb) else verb  # "if it breaks the calm and attacks"
    opener = syntax.marker(verb)
    denied = syntax.is_negated(verb) or _nearly(verb) or (verb.tag_ == "VBG" and opener == "against")
    if denied and opener not in lists["conditional"]:
        return Status.DENIED  # also "ruled against sending"; "if they do not leave" leaves it open
    if (
        syntax.is_open_question(verb)
        or ("?" in sentence_forms(verb) and syntax.is_question(verb))
        or not lists["conditional"].isdisjoint((opener, syntax.marker(shared)))
    ):
        return Status.HYPOTHETICAL
    if verb.dep_ == "conj" and verb.head.lemma_ == "try" and verb.tag_ in {"VB", "VBP"}:
        return Status.HYPOTHETICAL  # "to try and impose a siege"
    modal = syntax.modal(verb)
    if modal in lists["modals"]["planned"]:
        return Status.PLANNED
    if opener in {"before", "until"} and verb.tag_ in {"VBP", "VBZ"} and not syntax.auxiliaries(verb):
        return Status.PLANNED  # "before the troops leave"
    if _while_it_will(verb):
        return Status.PLANNED
    if modal == "would" and _reported_future(verb, lists):
        return Status.PLANNED  # "said it would send": the future in the past
    if modal in lists["modals"]["hypothetical"]:
        return Status.HYPOTHETICAL
    if _going_to(verb) or (verb.tag_ in {"VBG", "VBZ", "VBP"} and not syntax.is_past(verb) and _soon(verb)):
        return Status.PLANNED  # also "is meeting him tomorrow", "arrives next week"
    return None


def _while_it_will(verb: Token) -> bool:
    """Whether a clause of time in the present goes with what will be: "will disarm while the troops withdraw"."""
    if verb.tag_ not in {"VBP", "VBZ"} or syntax.auxiliaries(verb):
        return False
    outer = syntax.governor(verb)
    at_once = syntax.marker(verb) in {"while", "when", "once", "as"} and _known().isdisjoint(lemmas(verb))
    return at_once and outer is not None and syntax.modal(outer) in words()["modals"]["planned"]


def _denies_nothing(word: Token, trigger: Token) -> bool:
    """Whether a negated adjective leaves the act: "the attack was not wise", "was not afraid to attack"."""
    bold = not words()["timid"].isdisjoint(lemmas(word))
    return word.pos_ == "ADJ" and (bold or trigger in syntax.subjects(word))


def _nearly(verb: Token) -> bool:
    """Whether an act stayed undone, or another was done in its place: "nearly invaded", "stopped short of banning"."""
    if any(c.dep_ == "advmod" and c.lower_ in words()["nearly"] for c in verb.children):
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


def _on_condition(verb: Token, lists: dict[str, Any]) -> bool:
    """ ", provided it does not attack": a participle that opens a clause of condition, with no subject of its own."""
    outer = syntax.governor(verb)
    return (
        outer is not None
        and outer.lower_ in lists["conditional"]
        and not syntax.subjects(outer)
        and not syntax.auxiliaries(outer)
    )


def _reported_future(verb: Token, lists: dict[str, Any]) -> bool:
    outer = syntax.governor(verb)
    return outer is not None and any(f in lists["speech"] for f in lemmas(outer)) and syntax.is_past(outer)


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive tells what for: "came to mediate", and, whatever the parse, "massed to attack"."""
    outer = syntax.governor(verb)
    made_ready = outer is not None and any(form in words()["readies"] for form in lemmas(outer))
    return made_ready or not syntax.is_complement(verb)


def _done_by_then(verb: Token) -> bool:
    """Whether what a verb serves is done with it: "used drones to attack", "voted to recognise", "acted to ban"."""
    forms, things = lemmas(verb), {form for t in syntax.objects(verb) for form in lemmas(t)}
    if {"use", "vote", "spend", "rule", "resort"} & set(forms):
        return True
    spoken = {form for word, t in syntax.obliques(verb) if word == "to" for form in lemmas(t)}
    if "take" in forms and not words()["stages"].isdisjoint(spoken):
        return True  # "took to Twitter to congratulate him"
    return bool({"take", "do"} & set(forms)) and bool(things & {"action", "step", "move", "lot", "much"})


def _is_help_sent(verb: Token, outer: Token) -> bool:
    """Whether help is given by what is sent or given: "sent soldiers to support the army"."""
    sent = not words()["sends"].isdisjoint(lemmas(outer)) and syntax.is_past(outer)
    return sent and not words()["helps"].isdisjoint(lemmas(verb))


def _is_relative(verb: Token) -> bool:
    """Whether a finite clause is opened by "which" or "whom", or by a preposition and one of these."""
    if verb.dep_ != "advcl" or verb.tag_ not in _FINITE:
        return False
    opener = [t for t in verb.subtree if t.i < verb.i and not t.is_punct][:2]
    return any(t.lower_ in {"which", "whom"} for t in opener)


def _first_to(verb: Token) -> bool:
    """ "the first leader to call": the infinitive tells what was done."""
    noun = syntax.antecedent(verb)
    return noun is not None and any(t.lower_ in words()["ranks"] for t in (noun, *syntax.modifiers(noun)))


def _performs(verb: Token, governor: Token) -> bool:
    """Whether a wish to speak is the speech: "I would like to thank", "allow me to congratulate"."""
    if not any(form in words()["performative"] for form in lemmas(verb)):
        return False
    people = [*syntax.subjects(governor), *syntax.objects(governor), *syntax.subjects(verb)]
    return any(form in words()["polite"] for form in lemmas(governor)) and any(
        t.lower_ in {"i", "we", "me", "us"} for t in people
    )


def _going_to(verb: Token) -> bool:
    """ "is going to visit", "is to visit"."""
    outer = syntax.governor(verb)
    above = outer is not None and (outer.lower_ == "going" or outer.lemma_ == "be")
    beside = verb.tag_ == "VB" and any(c.dep_ in {"cop", "aux"} and c.lemma_ == "be" for c in verb.children)
    return (above or beside) and any(c.dep_ in {"mark", "aux"} and c.lower_ == "to" for c in verb.children)


def _of_noun(noun: Token, trigger: Token, lists: dict[str, Any]) -> Status | None:
    if syntax.is_negated(noun):
        return Status.DENIED
    if "look" in lemmas(noun.head) and any(c.lower_ == "forward" for c in noun.head.children):
        return Status.PLANNED  # "we look forward to the visit"
    if syntax.is_predicate(noun) and syntax.modal(noun) in lists["modals"]["planned"]:
        return Status.PLANNED  # "it will be the first visit"
    before = {m.lower_ for m in syntax.modifiers(noun)}
    if before & lists["ahead"] or any(_to_come(verb, lists) for verb in syntax.relative_clauses(noun)):
        return Status.PLANNED  # "the drills, which will take place in May"
    if any(verb.lower_ in lists["ahead"] and verb.tag_ == "VBN" for verb in syntax.participles(noun)):
        return Status.PLANNED  # "the visit scheduled for May"
    if noun == trigger and (_until_then(noun) or _soon(noun)):
        return Status.PLANNED  # "ahead of the talks", "the visit next week"
    if before & lists["doubtful"] or any(c.lower_ == "any" for c in noun.children):
        return Status.HYPOTHETICAL  # also "any attack would be answered"
    return None


def _until_then(noun: Token) -> bool:
    """ "ahead of talks", also where a parser hangs them on an adverb "ahead"."""
    before = syntax.preposition(noun)
    return before in words()["until_then"] or f"{noun.head.lower_} {before}" in words()["until_then"]


def _soon(word: Token) -> bool:
    """Whether a time to come stands with a verb or noun: "next week", "in the coming days", "tomorrow"."""
    times = [*syntax.adverbial_nouns(word), *(noun for _, noun in syntax.obliques(word)), *word.children]
    return any(
        t.lower_ == "tomorrow"
        or (t.lemma_.lower() in words()["periods"] and any(m.lower_ in {"next", "coming"} for m in syntax.modifiers(t)))
        for t in times
        if t.i > word.i
    )


def _to_come(verb: Token, lists: dict[str, Any]) -> bool:
    """Whether a relative clause says of an event that it is still to be held."""
    ahead = syntax.modal(verb) == "will" or (verb.lower_ == "going" and any(c.dep_ == "aux" for c in verb.children))
    held = lists["held"].intersection(lemmas(verb)) or verb.lower_ == "going" or verb.pos_ not in {"VERB"}
    return ahead and bool(held)


def _as_governor(lemma: str, is_noun: bool, lists: dict[str, Any], negated: bool) -> Status | None:
    groups = lists["nouns"] if is_noun else lists
    for status in (Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED):
        if lemma in groups[str(status)]:
            if negated and lemma in lists["thwarts"]:
                return None  # an attack that could not be prevented took place
            if negated and status == Status.DENIED:
                return Status.PLANNED  # "will not hesitate to"
            return Status.DENIED if negated and status == Status.PLANNED else status
    return None


def _strongest(one: Status | None, other: Status | None) -> Status | None:
    order = [Status.DENIED, Status.HYPOTHETICAL, Status.PLANNED]
    found = [s for s in (one, other) if s is not None]
    return min(found, key=order.index) if found else None
