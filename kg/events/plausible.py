"""What only looks like an act: descriptions, idioms, accidents."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.language import en, syntax
from kg.language.lemmas import lemmas

_DEEDS, _SENSES, _SMALL_WORDS, _SPEECH = map(en.lists, ("deeds", "senses", "small_words", "speech"))
_IDIOMS = en.groups("senses")["idioms"]
ENDS = {".", "!", "?", "…", ":", ".”"}


def describes(verb: Token) -> bool:
    """Whether a clause tells of what sort somebody is and no act: "companies that comply", "an Iran that threatens"."""
    if any(rule(verb) for rule in _NO_DEEDS):
        return True
    noun = syntax.antecedent(verb)
    return noun is not None and (_is_of_absence(verb, noun) or _says_what_sort(verb, noun))


def _is_compound(verb: Token) -> bool:
    """ "State-funded", "Iran-backed"."""
    return verb.dep_ == "amod" and verb.i > 0 and verb.nbor(-1).text == "-"


def _raises_only_feelings(verb: Token) -> bool:
    """Whether what was told raised it: of "… was hacked, raising fears of a war" nobody voices them."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    return "raise" in lemmas(verb) and not syntax.marker(verb)


def _is_to_blame(verb: Token) -> bool:
    """ "Is not to blame"."""
    if verb.lower_ != "blame" or syntax.marker(verb) != "to":
        return False
    return "be" in (verb.head.lemma_, *(c.lemma_ for c in verb.children))


def _is_in_view_of(verb: Token) -> bool:
    """ "Considering the border clash, …" is as good as a preposition."""
    return verb.lower_ == "considering" and verb.dep_ in {"advcl", "prep", "case"} and not syntax.auxiliaries(verb)


def _is_as_to(verb: Token) -> bool:
    """ "Where the pipeline is concerned", "as far as Oslo is concerned"."""
    return verb.lower_ == "concerned" and bool({t.lower_ for t in verb.sent if t.i < verb.i} & {"where", "far"})


def _is_of_absence(verb: Token, noun: Token) -> bool:
    """ "The lack of protection provided by the state"."""
    return verb.tag_ == "VBN" and syntax.preposition(noun) == "of" and _is_absence(noun.head)


def _says_what_sort(verb: Token, noun: Token) -> bool:
    """Whether a relative clause in the present tells of what sort a noun is: "companies that comply"."""
    if not any(t.tag_ in {"WP", "WDT"} or t.lower_ == "that" for t in syntax.subjects(verb)):
        return False
    if syntax.is_passive(verb) and not _DEEDS["charged"].isdisjoint(lemmas(verb)):
        return False  # "an officer who is accused of spying": somebody has done that to him
    tense = [t.tag_ for t in syntax.auxiliaries(verb)] or [verb.tag_]
    if tense[0] not in {"VBP", "VBZ"} or syntax.is_past(verb) or verb.tag_ == "VBG":
        return False
    return noun.pos_ == "NOUN" or any(c.lower_ in {"a", "an"} for c in noun.children)


def _is_among_adjectives(verb: Token) -> bool:
    """Whether a participle stands before a noun beside another adjective: "serious, demanding work"."""
    if verb.lower_ not in _SENSES["adjectival"]:
        return False
    if verb.i < verb.sent.start + 2 or verb.i + 1 >= len(verb.doc) or verb.nbor().pos_ != "NOUN":
        return False
    before, first = verb.nbor(-1), verb.nbor(-2)
    listed = before.lower_ in {",", "and"} and first.pos_ == "ADJ" and first.tag_ == "JJ"
    return listed or before.lower_ in _SMALL_WORDS["degrees"]


def is_label(tokens: Sequence[Token]) -> bool:
    """Whether a line is no sentence but the heading, category or title of something: no verb, and no full stop."""
    last = next((t for t in reversed(tokens) if not t.is_space), None)
    if last is None or last.text in ENDS:
        return False
    return not any((syntax.is_verb(t) or t.pos_ == "AUX") and not t.is_space for t in tokens)


def _is_absence(noun: Token) -> bool:
    return not _SENSES["absences"].isdisjoint(lemmas(noun))


def _is_title(verb: Token) -> bool:
    """ "Arrested key accused Ali Li": nobody does anything by it."""
    if verb.lower_ != "accused":
        return False
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if after is None or after.pos_ != "PROPN" or verb.tag_ != "VBN" or syntax.auxiliaries(verb):
        return False
    return verb not in after.ancestors and verb != after


# What is no deed of whoever stands beside it.
_NO_DEEDS = (
    _is_compound, _is_among_adjectives, _is_to_blame, _is_in_view_of, _is_title, _is_as_to, _raises_only_feelings,
)  # fmt: skip


def is_idiom(verb: Token) -> bool:
    """Whether a verb and its object are no act together: "seize the opportunity"."""
    forms = lemmas(verb)
    if any(turn(verb, forms) for turn in _TURNS):
        return True
    things = next((things for form in forms if (things := _IDIOMS.get(form))), ())
    return bool(things) and any(form in things for t in syntax.logical_objects(verb) for form in lemmas(t))


def _is_on_video(verb: Token, forms: Sequence[str]) -> bool:
    """ "Was captured on video"."""
    if "capture" not in forms or not syntax.is_passive(verb):
        return False
    seen = {form for word, t in syntax.obliques(verb) if word in {"in", "on"} for form in lemmas(t)}
    return not _SENSES["pictures"].isdisjoint(seen)


def _is_courtesy(verb: Token, forms: Sequence[str]) -> bool:
    """ "Allow me to welcome you"."""
    return ("allow" in forms or "permit" in forms) and _is_before_us(verb)


def _is_before_us(verb: Token) -> bool:
    return verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in {"me", "us"}


def _is_wish(verb: Token, forms: Sequence[str]) -> bool:
    """ "Let others see it" is a wish, "let me say" a turn of speech."""
    if "let" not in forms or verb.tag_ != "VB" or syntax.subjects(verb) or syntax.marker(verb):
        return False
    return verb == verb.sent.root or _is_before_us(verb) or verb.i == verb.sent.start


def _tells_of_duties(verb: Token, forms: Sequence[str]) -> bool:
    """ "Said that the board is responsible for overseeing trade" blames nobody."""
    if _SPEECH["speech"].isdisjoint(forms):
        return False
    named = [c for c in syntax.complements(verb) if "responsible" in lemmas(c)]
    return any(not _SENSES["duties"].isdisjoint(lemmas(t)) for c in named for _, t in syntax.gerunds(c))


def _is_quarrel(verb: Token, forms: Sequence[str]) -> bool:
    """ "The parties clashed over the budget"."""
    if "clash" not in forms or not any(word in {"about", "on", "over"} for word, _ in syntax.obliques(verb)):
        return False
    return any(not _SENSES["quarrels"].isdisjoint(lemmas(t)) for t in syntax.subjects(verb))


def _comes_out_as(verb: Token, forms: Sequence[str]) -> bool:
    """ "A summit that many fear will end in a deal"."""
    if "end" not in forms:
        return False
    came = {form for word, t in syntax.obliques(verb) if word in {"in", "with"} for form in lemmas(t)}
    return not _SENSES["outcomes"].isdisjoint(came) and not _has_object_behind(verb)


def _has_object_behind(verb: Token) -> bool:
    return any(t.i > verb.i for t in syntax.objects(verb))


# Turns of speech: verbs that are no act together with the words around them.
_TURNS = (_is_on_video, _is_courtesy, _is_wish, _tells_of_duties, _is_quarrel, _comes_out_as)


def by_accident(verb: Token) -> bool:
    """Whether what killed was no act, or not that of the subject: "crashed, killing 20", "was shot, killing 20"."""
    if verb.tag_ != "VBG" or syntax.marker(verb):
        return False
    outer = syntax.governor(verb)
    if outer is None or syntax.is_complement(verb):
        return False
    return syntax.is_passive(outer) or any(form in _SENSES["accidents"] for form in lemmas(outer))
