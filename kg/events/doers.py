"""Who did it, where the noun phrase of the attack says so: "killed in an Israeli airstrike", "a raid by rebels"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events.frame import measured
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.unnamed import by_phrase, described, is_unnamed
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_BACKGROUND, _CRIME, _UNNAMED = en.lists("background"), en.lists("crime"), en.lists("unnamed")
# Behind these stands the attack in which somebody was hit.
_IN_ATTACK = en.lists("prepositions")["in_an_attack"]
_BODIES = {"country", "government", "organisation", "armed_group"}
HARM = en.lists("deeds")["harm"]
AIMED = frozenset({"hit", "target", "strike"})


def both_sides(match: Match) -> bool:
    """Whether those who were hit are both sides of a fight: "six soldiers and three rebels died in a gunfight"."""
    verb = match.trigger
    fights = [t for word, t in syntax.obliques(verb) if word in _IN_ATTACK]
    kinds = {(m.entity.country, m.entity.sector) for m in match.recipients}
    return len(kinds) > 1 and any(not _UNNAMED["clashes"].isdisjoint(lemmas(t)) for t in fights)


def opponents(match: Match, parties: Parties) -> list[Mention]:
    """With whom those who were hit fought: "two soldiers were killed in clashes with militants"."""
    hit = {m.entity.id for m in match.recipients}
    fights = [noun for noun in attacks(match) if not _UNNAMED["clashes"].isdisjoint(lemmas(noun))]
    whom = [t for noun in fights for word, t in syntax.obliques(noun) if word == "with"]
    return [m for t in whom for m in parties.of(t) or described(t, parties) if m.entity.id not in hit]


def doer(match: Match, parties: Parties) -> list[Mention]:
    """Who did it by the attack that is named beside it: "killed in an Israeli airstrike", "died in Russian fire"."""
    hit = {m.entity.id for m in match.recipients}
    for noun in attacks(match):
        found = [m for t in _behind(noun) for m in parties.of(t) or described(t, parties)]
        found = found or [m for m in parties.owners(noun) if not is_unnamed(m)] or _meant(noun, parties)
        if found := [m for m in found if m.entity.id not in hit]:
            return found
    return [m for t in _claimants(match.trigger) for m in parties.of(t) or described(t, parties)]


def raiders(match: Match, parties: Parties) -> list[Mention]:
    """Who made an arrest, by the raid that it was in: "were held in a sweep by police", "in a joint army operation"."""
    nouns = [t for t in _in_attack(match.trigger) if not _UNNAMED["raids"].isdisjoint(lemmas(t))]
    for noun in nouns if syntax.is_passive(match.trigger) else ():
        by = [t for word, t in syntax.obliques(noun) if word == "by"]
        by += [t for verb in syntax.participles(noun) for t in syntax.agents(verb)]
        if by or (found := parties.owners(noun)):
            return [m for t in by for m in _of_region(t, parties)] if by else found
    return []


def _of_region(noun: Token, parties: Parties) -> list[Mention]:
    """Whom a noun means, if of no state where it is said of several: "police across Europe" are not one state's."""
    several = any(word in {"across", "throughout"} for word, _ in syntax.obliques(noun))
    if several and not any(m.form != "agent" or m.end > noun.idx + len(noun) for m in parties.covering(noun)):
        return [by_phrase(noun)]
    return parties.of(noun) or described(noun, parties)


def _meant(noun: Token, parties: Parties) -> list[Mention]:
    """Whose attack it is by "its" or "their", where the sentence names one alone before: "Oman said its raid …"."""
    if not any(t.tag_ == "PRP$" and t.lower_ in {"its", "their"} for t in syntax.possessors(noun)):
        return []
    before = [m for t in noun.sent if t.i < noun.i for m in parties.covering(t) if m.form not in {"place", "adjective"}]
    one = {m.entity.id for m in before if m.entity.kind in _BODIES}
    return [next(m for m in before if m.entity.id in one)] if len(one) == 1 else []


def _claimants(noun: Token) -> list[Token]:
    """Who says that an attack was his: "the group claimed responsibility for the bombing"."""
    above = syntax.first_conjunct(noun).head
    verb = above.head if "responsibility" in lemmas(above) else above
    if syntax.preposition(noun) != "for" or not syntax.is_verb(verb) or {"claim", "take"}.isdisjoint(lemmas(verb)):
        return []
    claims = any("responsibility" in lemmas(t) for t in (above, *syntax.logical_objects(verb)))
    return syntax.logical_subjects(verb) if claims else []


def attacks(match: Match) -> list[Token]:
    """The nouns for an attack in which a verb, or one coordinated with it, says that somebody was hit."""
    verb = match.trigger
    verbs = [verb, *(t for t in syntax.conjuncts(verb) if not HARM.isdisjoint(lemmas(t)))]
    if syntax.is_passive(verb):  # "seven are killed and a cache of arms is recovered in an operation by the army"
        verbs += [t for t in syntax.conjuncts(verb) if t.i > verb.i and t not in verbs and syntax.is_passive(t)]
    phrases = [t for v in verbs for t in _in_attack(v)]
    own = [verb] if match.entry.pos == "noun" else syntax.logical_subjects(verb)
    return [noun for noun in (*own, *phrases) if noun == verb or is_weapon(noun) or _is_fight(noun)]


def _in_attack(verb: Token) -> list[Token]:
    """The nouns behind a verb that may name the attack: "in a raid", "by shelling", "as a result of an airstrike"."""
    found = []
    for word, noun in syntax.obliques(verb):
        if word in _IN_ATTACK:
            found.append(noun)
        elif word == "as" and not {"result", "consequence"}.isdisjoint(lemmas(noun)):
            found += [t for inner, t in syntax.obliques(noun) if inner == "of"]
    return found


def _is_fight(noun: Token) -> bool:
    """Whether a noun is a fight of two sides, and no war of years: "a shootout with police"."""
    forms = set(lemmas(noun))
    return not _UNNAMED["clashes"].isdisjoint(forms) and forms.isdisjoint(_BACKGROUND["long_wars"])


def _behind(noun: Token) -> list[Token]:
    """Who is said to have done an attack, in its own phrase.

    "a raid by the army", "clashes with police", "a blast attributed to Boko Haram", "an attack carried out by gunmen".
    """
    mutual = not _UNNAMED["clashes"].isdisjoint(lemmas(noun))
    beside = {"by", "from"} | ({"between", "with"} if mutual else set())
    found = [t for word, t in syntax.obliques(noun) if word in beside]
    for verb in syntax.participles(noun):
        if not _UNNAMED["ascribed"].isdisjoint(lemmas(verb)):
            found += [t for word, t in syntax.obliques(verb) if word in {"to", "on"}]
        elif not _UNNAMED["done"].isdisjoint(lemmas(verb)):
            found += syntax.agents(verb)
    return found


def is_weapon(token: Token) -> bool:
    """Whether a noun is a weapon or an attack: as a subject it says that somebody acted, not who."""
    return any({t.lower_, *lemmas(t)} & _CRIME["weapons"] for t in (token, *measured(token)))
