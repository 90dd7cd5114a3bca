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
    if verb.dep_ == "amod" and verb.i > 0 and verb.nbor(-1).text == "-":
        return True  # "state-funded", "Iran-backed"
    if verb.tag_ == "VBG" and "raise" in lemmas(verb) and verb.dep_ == "advcl" and not syntax.marker(verb):
        return True  # "… was hacked, raising fears of a war": nobody voices them
    word = verb.lower_
    if word in _SENSES["adjectival"] and _is_among_adjectives(verb):
        return True
    if (
        word == "blame"
        and syntax.marker(verb) == "to"
        and "be" in (verb.head.lemma_, *(c.lemma_ for c in verb.children))
    ):
        return True  # "is not to blame"
    if word == "considering" and verb.dep_ in {"advcl", "prep", "case"} and not syntax.auxiliaries(verb):
        return True  # "considering the border clash, …" is as good as a preposition
    if word == "accused" and _is_title(verb):
        return True  # "arrested key accused Ali Li"
    if word == "concerned" and {t.lower_ for t in verb.sent if t.i < verb.i} & {"where", "far"}:
        return True  # "where the pipeline is concerned", "as far as Oslo is concerned"
    noun = syntax.antecedent(verb)
    if noun is not None and verb.tag_ == "VBN" and syntax.preposition(noun) == "of" and _is_absence(noun.head):
        return True  # "the lack of protection provided by the state"
    if noun is None or not any(t.tag_ in {"WP", "WDT"} or t.lower_ == "that" for t in syntax.subjects(verb)):
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
    """Whether a participle stands before a name as a title does: nobody does anything by it."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if after is None or after.pos_ != "PROPN" or verb.tag_ != "VBN" or syntax.auxiliaries(verb):
        return False
    return verb not in after.ancestors and verb != after


def is_idiom(verb: Token) -> bool:
    """Whether a verb and its object are no act together: "seize the opportunity"."""
    forms = lemmas(verb)
    if "capture" in forms and syntax.is_passive(verb):
        seen = {form for word, t in syntax.obliques(verb) if word in {"in", "on"} for form in lemmas(t)}
        if not _SENSES["pictures"].isdisjoint(seen):
            return True  # "was captured on video"
    after = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if ("allow" in forms or "permit" in forms) and after in {"me", "us"}:
        return True  # "allow me to welcome you"
    if "let" in forms and verb.tag_ == "VB" and not syntax.subjects(verb) and not syntax.marker(verb):
        # "Let others see it" is a wish, "let me say" a turn of speech
        return verb == verb.sent.root or after in {"me", "us"} or verb.i == verb.sent.start
    if not _SPEECH["speech"].isdisjoint(forms):
        named = [c for c in syntax.complements(verb) if "responsible" in lemmas(c)]
        if any(not _SENSES["duties"].isdisjoint(lemmas(t)) for c in named for _, t in syntax.gerunds(c)):
            return True  # "said that the board is responsible for overseeing trade" blames nobody
    if "clash" in forms and any(word in {"about", "on", "over"} for word, _ in syntax.obliques(verb)):
        quarrel = [t for t in syntax.subjects(verb) if not _SENSES["quarrels"].isdisjoint(lemmas(t))]
        if quarrel:
            return True  # "the parties clashed over the budget"
    if "end" in forms:
        came = {form for word, t in syntax.obliques(verb) if word in {"in", "with"} for form in lemmas(t)}
        if not _SENSES["outcomes"].isdisjoint(came) and not _has_object_behind(verb):
            return True  # "a summit that many fear will end in a deal"
    things = next((things for form in forms if (things := _IDIOMS.get(form))), ())
    return bool(things) and any(form in things for t in syntax.logical_objects(verb) for form in lemmas(t))


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
