"""How sure the text is that an act took place, and who says so.

One walk up the parse from the trigger answers both: each governor on the way ("said that", "plans to", "the possibility
of") may change the status, be the source, or turn the act into the mere content of another act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.core.plover import Status
from kg.events.clause_status import HOLDS_OFF, of_clause, of_noun
from kg.events.presupposed import only_mentions, takes_for_granted
from kg.events.purposes import is_of_rank, of_purpose
from kg.events.truth import untrue
from kg.language import en, syntax
from kg.language.lemmas import lemmas
from kg.language.parse import remembered

_ATTITUDES, _PREPOSITIONS, _PRESUMED, _SMALL_WORDS, _SPEECH = map(
    en.lists, ("attitudes", "prepositions", "presumed", "small_words", "speech")
)
_NOUNS = en.groups("attitudes")["nouns"]
NOUNS = {"NOUN", "PROPN"}
FARTHEST = 12  # words above an act; what stands higher is not said of it
_FINITE = {"VBD", "VBZ", "VBP"}


@dataclass(frozen=True, slots=True)
class Stance:
    """What the surroundings of a trigger say about it.

    Attributes:
        status: How sure the text is.
        speech: The verb of speech that reports it, if one does.
        governor: The nearest word that changed the status, for ``explain``.
        attempt: The verb that says that it is only tried, if one does.
    """

    status: Status
    speech: Token | None = None
    governor: Token | None = None
    attempt: Token | None = None


@remembered
def stance(trigger: Token) -> Stance:
    """The status of the act that a verb, noun or adjective names, and the verb of speech above it."""
    status, speech, why, attempt = Status.ASSERTED, None, None, None
    for token in _upwards(trigger):
        here = _by_itself(token, trigger)
        if token != trigger:
            form = _form(token)
            if _is_unseen(token, trigger, form):
                return Stance(Status.DENIED, speech, token)
            if _speaks(token, trigger, form):
                # What the speaker's own "said" lacks in certainty ("may say") is not the act's.
                speech = speech or token
                continue
            if form in _ATTITUDES["attempts"] and not _is_noun(token):
                attempt = attempt or token
            if _leaves_it(token, trigger, form, speech is not None):
                continue
            here = _with_governor(here, token, trigger, form)
        if here is not None and (status == Status.ASSERTED or _takes_back(here, status, token, trigger)):
            status, why = here, token
    if status != Status.DENIED and (false := untrue(trigger)) is not None:
        status, why = Status.DENIED, false
    return Stance(status, speech, why, attempt)


def _takes_back(here: Status, status: Status, token: Token, trigger: Token) -> bool:
    """Whether a word above leaves less of it: "refused to plan", "may be willing to", "ensures that none attack"."""
    if status == Status.DENIED and not _ATTITUDES["sees_to_it"].isdisjoint((_form(token), token.lemma_.lower())):
        return here == Status.HYPOTHETICAL  # "to ensure that they are not able to attack"
    hoped = token in (syntax.governor(trigger), syntax.antecedent(trigger))
    hoped = hoped and not _ATTITUDES["hopes"].isdisjoint(lemmas(token))
    open_ = here == Status.HYPOTHETICAL and (hoped or syntax.modal(token) in {"may", "might", "could"})
    return status == Status.PLANNED and (here == Status.DENIED or open_)


def _is_noun(token: Token) -> bool:
    return token.pos_ in NOUNS and not syntax.is_verb(token)


def _by_itself(token: Token, trigger: Token) -> Status | None:
    """What the words around one word of the way say, whatever it is itself."""
    if _is_noun(token):
        here = of_noun(token, trigger)
    else:
        here = of_clause(token)
        if purpose := of_purpose(token):
            here = _strongest(here, purpose)
    if here != Status.DENIED:
        return here
    if token == trigger and "hesitate" in lemmas(token):
        return None  # who does not hesitate threatens
    if not _denies_nothing(token, trigger):
        return here
    return Status.HYPOTHETICAL if syntax.modal(token) == "would" else None  # "aggression would not be good"


def _form(token: Token) -> str:
    """The base form under which the lists have a word, with what follows it where that is one of them: "rule out"."""
    behind = [] if _is_noun(token) else [t.lower_ for t in syntax.followers(token)]
    phrases = [f"{form} {word}" for form in lemmas(token) for word in behind]
    return next((f for f in (*phrases, *lemmas(token)) if f in HOLDS_OFF), token.lemma_.lower())


def _is_unseen(token: Token, trigger: Token, form: str) -> bool:
    """ "we have not seen any withdrawal"."""
    unseen = form in {"see", "observe", "notice"} and not _is_noun(token) and syntax.is_negated(token)
    return unseen and trigger.pos_ in NOUNS


def _speaks(token: Token, trigger: Token, form: str) -> bool:
    """Whether a verb above an act reports it."""
    warned = form in _ATTITUDES["warns"] and "hesitate" in lemmas(trigger)  # by saying so he threatens
    return not _is_noun(token) and (form in _SPEECH["speech"] or warned)


def _leaves_it(token: Token, trigger: Token, form: str, reported: bool) -> bool:
    """Whether a word above an act says nothing of it."""
    if token.lemma_ == trigger.lemma_ or (not _is_noun(token) and _performs(trigger, token)):
        return True  # "agreements including an agreement on trade"; a wish to speak
    if reported and any(form in _SPEECH["polite"] for form in lemmas(token)):
        return True  # "would like to say that"
    if _is_noun(token) and form == "call" and any(word == "with" for word, _ in syntax.obliques(token)):
        return True  # "the call with him"
    # who was able to do it did it; who had the chance, too, and who will have it is to do it
    taken = form in _ATTITUDES["occasions_taken"] and token in syntax.objects(token.head)
    if taken and not syntax.is_negated(token.head):
        return syntax.is_past(token.head) or syntax.modal(token.head) == "will"
    return form == "able" and syntax.is_past(token) and not syntax.is_negated(token)


def _with_governor(here: Status | None, token: Token, trigger: Token, form: str) -> Status | None:
    """What a word above an act says of it, with what the words around that word say."""
    of_it = syntax.preposition(trigger) == "of" or syntax.antecedent(trigger) == token
    if form in _ATTITUDES["cases"] and syntax.preposition(token) == "in" and of_it:
        here = Status.HYPOTHETICAL  # "in the event of an attack", "in the event that they attack"
    above = _as_governor(form, _is_noun(token), syntax.is_negated(token))
    if form in _ATTITUDES["denied"] and here == Status.DENIED and not _is_noun(token):
        return above  # "will not hesitate to help" is no "not"
    return _strongest(here, above)


def _as_governor(form: str, is_noun: bool, negated: bool) -> Status | None:
    groups = _NOUNS if is_noun else _ATTITUDES
    for status in (Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED):
        if form in groups[str(status)]:
            if negated and form in _ATTITUDES["thwarts"]:
                return None  # an attack that could not be prevented took place
            if negated and status == Status.DENIED:
                return Status.PLANNED  # "will not hesitate to"
            return Status.DENIED if negated and status == Status.PLANNED else status
    return None


def _strongest(one: Status | None, other: Status | None) -> Status | None:
    order = [Status.DENIED, Status.HYPOTHETICAL, Status.PLANNED]
    found = [s for s in (one, other) if s is not None]
    return min(found, key=order.index) if found else None


def _denies_nothing(word: Token, trigger: Token) -> bool:
    """Whether a negated adjective leaves the act: "the attack was not wise", "was not afraid to attack"."""
    bold = not _ATTITUDES["timid"].isdisjoint(lemmas(word))
    return word.pos_ == "ADJ" and (bold or trigger in syntax.subjects(word))


def _performs(verb: Token, governor: Token) -> bool:
    """Whether a wish to speak is the speech: "I would like to thank", "allow me to greet", "he wishes to thank"."""
    if _SPEECH["performative"].isdisjoint(lemmas(verb)):
        return False
    if not {"like", "wish"}.isdisjoint(lemmas(governor)) and verb in syntax.complements(governor):
        return not syntax.is_negated(governor) and not syntax.is_past(governor)
    first = syntax.first_conjunct(verb)  # "allow me to welcome you and thank you"
    spoken_to = [*syntax.objects(governor), *syntax.indirect_objects(governor)]
    people = [*syntax.subjects(governor), *spoken_to, *syntax.subjects(first)]
    return any(form in _SPEECH["polite"] for form in lemmas(governor)) and any(
        t.lower_ in _SMALL_WORDS["speakers"] for t in people
    )


def _upwards(trigger: Token) -> Iterator[Token]:
    """The trigger and the words above it that bear on whether it happened."""
    token: Token | None = trigger
    for _ in range(FARTHEST + 1):
        if token is None:
            return
        yield token
        if _is_noun(token) and not syntax.is_predicate(token):
            above = syntax.first_conjunct(token).head
            if takes_for_granted(above, token) or (token == trigger and only_mentions(above, token)):
                return
            if above == token or (syntax.is_verb(above) and syntax.preposition(token) in _PRESUMED["adjunct"]):
                if above != token and _will_be_within(above, token, trigger):
                    yield above
                return
            token = above.head if above.pos_ == "ADP" else above  # ClearNLP: the preposition stands between
        else:
            token = _above_clause(token)


def _will_be_within(verb: Token, noun: Token, trigger: Token) -> bool:
    """ "will be raised in the talks": the talks are to come as well."""
    within = noun == trigger and syntax.preposition(noun) in {"in", "at", "during"}
    within |= noun.lower_ == "part" and syntax.preposition(noun) == "as"
    return within and syntax.modal(verb) == "will"


def _above_clause(verb: Token) -> Token | None:
    """The word that a clause hangs on, if it bears on whether what the clause tells took place."""
    outer = syntax.governor(verb)
    if outer is None:
        return _above_noun_clause(verb)
    if _is_relative(verb):
        return None  # ", under which they agreed to leave", on whatever a parser hangs it
    opener, above = syntax.marker(verb), lemmas(outer)
    open_ = not _ATTITUDES["hypothetical"].isdisjoint(above)
    # "will deter them from attacking"
    goes_on = opener == "from" and (open_ or not _ATTITUDES["denied"].isdisjoint(above))
    # "called for abolishing the court", "is interested in acquiring"
    goes_on |= opener in {"for", "in"} and verb.tag_ == "VBG" and open_
    # "will focus on helping", "will meet him before flying home"
    goes_on |= opener in _PREPOSITIONS["what_it_is_on"] and verb.tag_ == "VBG" and syntax.modal(outer) == "will"
    # "looks forward to working"; not "pleaded guilty to killing"
    goes_on |= opener == "to" and verb.tag_ == "VBG"
    if opener == "for" and verb.tag_ == "VB":
        opener = "to"  # "waits for the troops to leave"
    if verb.dep_ == "parataxis" and not syntax.is_verb(outer) and syntax.subjects(verb):
        return None  # "it was no republic yet, so they sent a petition": a clause of its own
    participle = verb.tag_ in {"VBG", "VBN"}  # also "shelled for days, it asked for help"
    if not goes_on and not syntax.is_complement(verb) and (opener not in {"to", ""} or participle):
        return None  # ", adding that …" has a status of its own
    return outer


def _above_noun_clause(verb: Token) -> Token | None:
    """The noun of "a plan to attack", which decides on it; a relative clause stands on its own."""
    noun = syntax.antecedent(verb)
    # "no evidence that they attacked": what there is no sign of is not told as done; "his hope that they will leave"
    open_ = _ATTITUDES["proof"] | _ATTITUDES["hopes"]
    proof = noun is not None and syntax.marker(verb) == "that" and noun.lemma_.lower() in open_
    noun_of = syntax.marker(verb) == "to" or (verb.tag_ == "VBG" and syntax.marker(verb) in _PREPOSITIONS["of_a_noun"])
    case = noun is not None and noun.lemma_.lower() in _ATTITUDES["cases"] and syntax.preposition(noun) == "in"
    in_case = case and any(
        t.tag_ not in {"WDT", "WP"} for t in syntax.subjects(verb)
    )  # "in the event that they attack"
    return noun if noun is not None and (proof or noun_of or in_case) and not is_of_rank(verb) else None


def _is_relative(verb: Token) -> bool:
    """Whether a finite clause is opened by "which" or "whom", or by a preposition and one of these."""
    if verb.dep_ != "advcl" or verb.tag_ not in _FINITE:
        return False
    opener = [t for t in verb.subtree if t.i < verb.i and not t.is_punct][:2]
    return any(t.lower_ in {"which", "whom"} for t in opener)
