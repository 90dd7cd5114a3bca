"""What a dated report tells as its news, and what is done by saying it: of the day of publication."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.events._time_grammar import TimeExpression
from kg.events.tense import governing_verb, is_one_of, is_perfect, tense
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS, _TENSES = en.lists("prepositions"), en.lists("tenses")
NEWS_TOKENS = 60  # a sentence that begins later is no longer the news itself
_DEPTH = 4  # clauses asked on the way to the main one
_BESIDE = {"when", "as", "while"}  # at the same time as the news
_AROUND = {"after", "before", "by"}  # shortly before or behind it, or how
_REPORTED = {"", "that"}


def is_news(trigger: Token, times: Sequence[TimeExpression]) -> bool:
    """Whether a dated report tells an act as its news, with no day of its own.

    News is what its first sentences tell in the present, the perfect or the simple past, what those say that it was
    told on the day ("says that troops have left"), and what goes with it in one scene: "killed when soldiers storm a
    camp", "resigns after losing support", "signs an order banning imports".  A text that names no day anywhere, as
    statements are, speaks of its own to the end.

    Args:
        trigger: The verb, noun or adjective of the act.
        times: The time expressions of the document.
    """
    if trigger.sent.start > NEWS_TOKENS and any(t.value.unit == "day" for t in times):
        return False
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    if verb is None:
        return trigger.head == trigger
    if verb.sent != trigger.sent:
        return False
    own = verb == trigger or trigger in syntax.logical_subjects(verb)
    return _is_main_news(verb) or (own and _goes_with_news(verb, 0))


def _is_main_news(verb: Token) -> bool:
    """Whether a clause tells the news by itself."""
    told = syntax.antecedent(verb) is None and not is_perfect(verb) and not syntax.is_past_perfect(verb)
    return told and _is_told(verb) and syntax.marker(verb) not in _PREPOSITIONS["not_the_news"]


def _is_told(verb: Token) -> bool:
    return tense(verb) in {"past", "present", None}


def _goes_with_news(verb: Token, depth: int) -> bool:
    """Whether a clause belongs to one that tells the news."""
    if depth > _DEPTH or syntax.is_past_perfect(verb) or _lasts(verb):
        return False
    noun, outer, opener = syntax.antecedent(verb), syntax.governor(verb), syntax.marker(verb)
    if noun is not None:
        return _is_in_document(verb, noun, depth)
    if outer is None:
        return opener == "" and _is_told(verb)
    if opener == "to":
        return _leads_to(outer, verb) and _is_part(outer, depth)
    if opener in _REPORTED and syntax.is_complement(verb):
        now = tense(outer) == "present" or is_perfect(verb)
        return now and _is_told(verb) and is_one_of(outer, "speech") and _is_part(outer, depth)
    beside = opener in _BESIDE and _is_told(verb)
    around = opener in _AROUND and (not syntax.subjects(verb) or tense(verb) == "present")
    return (beside or around) and _is_part(outer, depth)


def _is_in_document(verb: Token, noun: Token, depth: int) -> bool:
    """Whether a paper that is issued as news does it: "adopts a resolution calling for talks"."""
    issued = governing_verb(noun) if verb.tag_ == "VBG" and is_one_of(noun, "documents") else None
    return issued is not None and noun in syntax.objects(issued) and _is_part(issued, depth)


def _leads_to(outer: Token, verb: Token) -> bool:
    """Whether what is told with "to" is of the same day as the verb above it: "hold a rally to call for talks"."""
    if is_perfect(verb):
        return is_one_of(outer, "speech")
    return not syntax.is_complement(verb) or is_one_of(outer, "same_time") or is_one_of(outer, "willing")


def _lasts(verb: Token) -> bool:
    """Whether a clause says how long something lasted: "after being jailed for two years"."""
    return any(word == "for" and is_one_of(noun, "long") for word, noun in syntax.obliques(verb))


def _is_part(verb: Token, depth: int) -> bool:
    return _is_main_news(verb) or _goes_with_news(verb, depth + 1)


def performs(verb: Token) -> bool:
    """Whether a main clause in the simple present does what it says: "We condemn …", "We wish to thank …"."""
    if not is_one_of(verb, "performatives") or syntax.is_negated(verb):
        return False
    outer = syntax.governor(syntax.first_conjunct(verb))
    willing = outer is not None and syntax.marker(verb) == "to" and is_one_of(outer, "willing")
    stating = outer if willing and outer is not None else verb
    if not is_present(stating) or any(_is_elsewhen(c) for c in (*verb.children, *stating.children)):
        return False
    first = syntax.first_conjunct(stating)
    return syntax.governor(first) is None and syntax.antecedent(first) is None


def is_present(word: Token) -> bool:
    """Whether a verb or predicate stands in the simple present: "condemn", "are pleased", not "will condemn"."""
    helpers = syntax.auxiliaries(word)
    if syntax.is_verb(word) and word.tag_ != "VBN":
        bare = word.tag_ == "VB" and bool(syntax.subjects(word)) and not syntax.marker(word)
        return (word.tag_ in {"VBZ", "VBP"} or bare) and not helpers
    return tense(word) == "present" and not is_perfect(word)


def _is_elsewhen(adverb: Token) -> bool:
    again = adverb.lower_ == "once" and adverb.i + 1 < len(adverb.doc) and adverb.nbor().lower_ == "again"
    return adverb.lower_ in _TENSES["elsewhen"] and not again


def plain_past(verb: Token) -> bool:
    """Whether a verb is the simple past of a main clause."""
    first = syntax.first_conjunct(verb)
    main = syntax.governor(first) is None and syntax.antecedent(first) is None
    return main and verb.tag_ in {"VBD", "VBN"} and tense(verb) == "past" and not is_perfect(verb)


def opens_elsewhere(adverb: Token) -> bool:
    """Whether a clause opens with the scene that was told before it: "There both sides promised"."""
    opens = adverb.lower_ == "there" and adverb.i == next(t.i for t in adverb.sent if not t.is_space)
    return opens and adverb.head.lemma_ != "be"


def uttered(trigger: Token) -> Token | None:
    """The verb of a main clause in the simple past with which a trigger was uttered, itself included."""
    if not syntax.is_verb(trigger):
        return _voiced(trigger)
    if not is_one_of(trigger, "utterances") or syntax.is_passive(trigger):
        return None
    if any(c.lower_ in _TENSES["elsewhen"] or opens_elsewhere(c) for c in trigger.children):
        return None
    if plain_past(trigger):
        return trigger
    outer = syntax.governor(trigger)
    if outer is None or not is_one_of(outer, "utterances") or not plain_past(outer):
        return None
    first = syntax.first_conjunct(trigger)
    if trigger.tag_ == "VBD" and first.tag_ in {"VBZ", "VBP"} and not syntax.subjects(trigger):
        return outer  # "stressed that it stands by them and urged …": the tense shows what goes with what
    if syntax.is_complement(trigger) or not syntax.marker(trigger):
        # "said that it supports"; of what has been agreed one speaks on the day
        now = tense(trigger) == "present" or trigger.tag_ == "VBG" or "agree" in lemmas(trigger)
        return outer if now and not is_perfect(trigger) else None
    return None


def _voiced(noun: Token) -> Token | None:
    """The verb of a main clause in the simple past that voices a noun: "voiced support"."""
    verb = governing_verb(noun)
    if verb is None or not is_one_of(verb, "voicing") or noun not in syntax.objects(verb):
        return None
    return verb if plain_past(verb) and not syntax.is_passive(verb) else None
