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
    if _is_compound(verb) or _is_no_deed_in_its_form(verb) or _raises_only_feelings(verb):
        return True
    noun = syntax.antecedent(verb)
    return noun is not None and (_is_of_absence(verb, noun) or _says_what_sort(verb, noun))


def _is_compound(verb: Token) -> bool:
    """ "State-funded", "Iran-backed", whatever a parser makes of it."""
    return verb.tag_ == "VBN" and verb.i > 0 and verb.nbor(-1).text == "-" and verb.nbor(-1).idx == verb.idx - 1


def _is_no_deed_in_its_form(verb: Token) -> bool:
    """Whether a form is no deed of anybody with the words around it: "is not to blame", "as far as it is concerned"."""
    word = verb.lower_
    return (
        (word in _SENSES["adjectival"] and _is_among_adjectives(verb))
        or (word == "blame" and _is_to_blame(verb))
        or (word == "considering" and _is_in_view_of(verb))
        or (word == "accused" and _is_title(verb))
        or (word == "concerned" and _is_as_to(verb))
    )


def _raises_only_feelings(verb: Token) -> bool:
    """Whether what was told raised it: of "… was hacked, raising fears of a war" nobody voices them."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    return "raise" in lemmas(verb) and not syntax.marker(verb)


def _is_to_blame(verb: Token) -> bool:
    """ "Is not to blame"."""
    return syntax.marker(verb) == "to" and "be" in (verb.head.lemma_, *(c.lemma_ for c in verb.children))


def _is_in_view_of(verb: Token) -> bool:
    """ "Considering the border clash, …" is as good as a preposition."""
    return verb.dep_ in {"advcl", "prep", "case"} and not syntax.auxiliaries(verb)


def _is_as_to(verb: Token) -> bool:
    """ "Where the pipeline is concerned", "as far as Oslo is concerned"."""
    return bool({t.lower_ for t in verb.sent if t.i < verb.i} & {"where", "far"})


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
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if after is None or after.pos_ != "PROPN" or verb.tag_ != "VBN" or syntax.auxiliaries(verb):
        return False
    return verb not in after.ancestors and verb != after


def is_idiom(verb: Token) -> bool:
    """Whether a verb and its object are no act together: "seize the opportunity"."""
    forms = lemmas(verb)
    return (
        ("capture" in forms and _is_on_video(verb))
        or (("allow" in forms or "permit" in forms) and _is_before_us(verb))
        or ("let" in forms and _is_wish(verb))
        or ("clash" in forms and _is_quarrel(verb))
        or ("end" in forms and _comes_out_as(verb))
        or (not _SPEECH["speech"].isdisjoint(forms) and _tells_of_duties(verb))
        or _does_idle_thing(verb, forms)
    )


def _does_idle_thing(verb: Token, forms: Sequence[str]) -> bool:
    """ "Seize the opportunity", "capture the mood"."""
    things = next((things for form in forms if (things := _IDIOMS.get(form))), ())
    return bool(things) and any(form in things for t in syntax.logical_objects(verb) for form in lemmas(t))


def _is_on_video(verb: Token) -> bool:
    """ "Was captured on video"."""
    if not syntax.is_passive(verb):
        return False
    seen = {form for word, t in syntax.obliques(verb) if word in {"in", "on"} for form in lemmas(t)}
    return not _SENSES["pictures"].isdisjoint(seen)


def _is_before_us(verb: Token) -> bool:
    """ "Allow me to welcome you", "let us say"."""
    return verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in {"me", "us"}


def _is_wish(verb: Token) -> bool:
    """ "Let others see it" is a wish, "let me say" a turn of speech."""
    if verb.tag_ != "VB" or syntax.subjects(verb) or syntax.marker(verb):
        return False
    return verb == verb.sent.root or _is_before_us(verb) or verb.i == verb.sent.start


def _tells_of_duties(verb: Token) -> bool:
    """ "Said that the board is responsible for overseeing trade" blames nobody."""
    named = [c for c in syntax.complements(verb) if "responsible" in lemmas(c)]
    return any(not _SENSES["duties"].isdisjoint(lemmas(t)) for c in named for _, t in syntax.gerunds(c))


def _is_quarrel(verb: Token) -> bool:
    """ "The parties clashed over the budget"."""
    if not any(word in {"about", "on", "over"} for word, _ in syntax.obliques(verb)):
        return False
    return any(not _SENSES["quarrels"].isdisjoint(lemmas(t)) for t in syntax.subjects(verb))


def _comes_out_as(verb: Token) -> bool:
    """ "A summit that many fear will end in a deal"."""
    came = {form for word, t in syntax.obliques(verb) if word in {"in", "with"} for form in lemmas(t)}
    return not _SENSES["outcomes"].isdisjoint(came) and not _has_object_behind(verb)


def _has_object_behind(verb: Token) -> bool:
    return any(t.i > verb.i for t in syntax.objects(verb))


def by_accident(verb: Token) -> bool:
    """Whether what killed was no act, or not that of the subject: "crashed, killing 20", "was shot, killing 20"."""
    if verb.tag_ != "VBG" or syntax.marker(verb):
        return False
    outer = syntax.governor(verb)
    if outer is None or syntax.is_complement(verb):
        return False
    return syntax.is_passive(outer) or any(form in _SENSES["accidents"] for form in lemmas(outer))
