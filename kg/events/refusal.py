"""What a scorer sees and the rules know better: they tell it already, or know it for no act."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.core.plover import EventType, QuadClass
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import happened, plausible, sports
from kg.events.doers import is_weapon
from kg.events.enough import is_met_body, says_enough
from kg.events.features import Scene, Word
from kg.events.grounds import Family
from kg.events.match import Match
from kg.events.sight import TYPES
from kg.events.unnamed import is_unnamed
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_DEEDS, _PARTIES, _PREPOSITIONS, _SPEECH = map(en.lists, ("deeds", "parties", "prepositions", "speech"))
_PLAIN = (None, "BUS", "LAB")  # sectors of those who are nobody in politics
_ASKING = en.lists("attitudes")["asking"]


def is_refused(match: Match, word: Word, scene: Scene, wished: Iterable[int]) -> bool:
    """Whether an act is not told, whatever a scorer says.

    Args:
        match: The act.
        word: The word that may tell it.
        scene: Its sentence.
        wished: The words of what is only wished for there, or ended, by what the rules tell (:func:`is_undone`).
    """
    if sports.is_contest(match) or (scene.of_sport and sports.is_of_teams(match)):
        return True
    return _is_known_better(match, word, scene, wished) or not says_enough(match)


def _is_known_better(match: Match, word: Word, scene: Scene, wished: Iterable[int]) -> bool:
    """Whether the rules tell the act already, or the word and where it stands make it no act of politics."""
    if word.matches:
        demanded = any(m.family in (Family.DEMAND, Family.VERDICT) for m in word.matches)
        types = {m.entry.type for m in word.matches}
        return demanded or match.entry.type in types or types.isdisjoint(TYPES)
    if word.token.i in wished or (word.best is not None and word.best.type == EventType.OTHER):
        return True
    if not match.actors and not match.entry.type.has(Trait.ATTACK) and all(map(_is_private, match.recipients)):
        return True  # "the trader was forced to sell her land"
    if (
        happened.is_sought(word.token)
        or _is_only_stated(match)
        or is_of_one_alone(match)
        or _is_report(match, scene)
        or _is_only_spoken_of(match)
        or _is_of_another(match)
        or _is_of_unknown(match)
    ):
        return True
    return _is_only_named(match, word, scene) if word.pos == "noun" else _is_only_told_of(word)


def is_of_one_alone(match: Match) -> bool:
    """Whether a scorer sees one side alone of what is done to somebody: "invites a singer", "was sitting in the chair".

    Who resigns or marches needs nobody else, nor does a body that meets, nor who does what the lexicon has the verb do
    to things or without an object: "welcomed the agreement", "the commission convened".
    """
    if len(match.actors) != 1 or match.recipients or match.entry.type.has(Trait.ALONE):
        return False
    several = match.entry.mutual and is_unnamed(match.actors[0])  # "the parties agreed"
    return not (several or is_met_body(match) or _needs_nobody(match))


def _needs_nobody(match: Match) -> bool:
    """Whether a verb stands with one of the words that its entry asks for, or as one that takes no object."""
    asked = match.entry.when if match.entry.pos == "verb" else ()
    if any(c.slot == "object" and c.kind == "-" for c in asked):
        return True
    return any(lemma in c.words for c in asked for lemma, _ in match.frame.fillers(c.slot))


def is_undone(match: Match) -> bool:
    """Whether what an act is about did not happen by it: what is wished for, and what a sanction ends."""
    return match.entry.type.has(Trait.WISH) or match.entry.type == EventType.SANCTION


def is_only_when(match: Match) -> bool:
    """Whether a noun for an attack only says after what something else was done: whom that was done to it did not hit.

    "Refused to accept migrants from Syria after the attacks in Paris".
    """
    noun = syntax.first_conjunct(match.trigger)
    attack = match.entry.pos == "noun" and match.entry.type.has(Trait.ATTACK)
    return attack and syntax.is_verb(noun.head) and syntax.preposition(noun) in _PREPOSITIONS["told_after"]


def _is_private(mention: Mention) -> bool:
    return mention.entity.kind == "person" and mention.entity.sector in _PLAIN


def _is_only_named(match: Match, word: Word, scene: Scene) -> bool:
    """Whether a noun names what a verb tells, "signed an agreement", or what a heading is about: "invasion of Mali"."""
    noun = word.token
    verbs = [v for v in (noun.head, *syntax.relative_clauses(noun)) if v.i in scene.triggers and syntax.is_verb(v)]
    if any(noun in syntax.logical_objects(v) or _is_done_to(noun, v) for v in verbs):
        return True
    return match.entry.type.quad == QuadClass.MATERIAL_CONFLICT and plausible.is_label(list(scene.sentence))


def _is_done_to(noun: Token, verb: Token) -> bool:
    """Whether a clause says what was done to a noun: "the agreement they signed", not "the agreement that ended it"."""
    who = syntax.subjects(verb)
    return syntax.antecedent(verb) == noun and bool(who) and all(t.tag_ not in {"WP", "WDT"} for t in who)


def _is_only_stated(match: Match) -> bool:
    """Whether it is only said that something is so, which asks nothing and favours nobody: "told parliament that …".

    What must or should be is asked for: "told Oman that it must pay".  Who only "wrote to Oman" charges nobody.
    """
    charge = match.entry.type == EventType.ACCUSE
    if not (charge or match.entry.type in (EventType.REQUEST, EventType.SUPPORT)) or match.entry.pos != "verb":
        return False
    if _SPEECH["speech"].isdisjoint(lemmas(match.trigger)):
        return False
    if charge:
        return not (syntax.complements(match.trigger) or any(map(match.frame.slot, ("object", "against"))))
    clauses = [c for c in syntax.complements(match.trigger) if syntax.marker(c) != "to"]
    if "tell" in lemmas(match.trigger) and not syntax.complements(match.trigger):
        return any(word in {"about", "of"} for word, _ in syntax.obliques(match.trigger))  # "told him about it"
    return bool(clauses) and not any(map(_asks, clauses))


def _is_report(match: Match, scene: Scene) -> bool:
    """Whether a clause that is said tells an act itself, which is no charge then: "said that Chad had sent troops"."""
    if match.entry.type != EventType.ACCUSE or _SPEECH["speech"].isdisjoint(lemmas(match.trigger)):
        return False
    told = {m.trigger.i for m in scene.found}
    return any(clause.i in told for clause in syntax.complements(match.trigger))


def _asks(clause: Token) -> bool:
    """Whether a clause says what must be, or what who speaks wants: "must pay", "it wants them to go"."""
    who = syntax.subjects(clause)
    asked = any(t.tag_ in {"WP", "WDT"} for t in (clause, clause.left_edge))  # "told them what they need to know"
    wants = not asked and not _ASKING.isdisjoint(lemmas(clause)) and all(map(syntax.is_pronoun, who))
    one = bool(who) and all(t.tag_ in {"NN", "NNP"} or t.lower_ in {"he", "she", "it"} for t in who)
    bare = one and clause.tag_ in {"VB", "VBP"} and not syntax.auxiliaries(clause)  # "that Chad pay"
    has_to = "have" in lemmas(clause) and any(syntax.marker(c) == "to" for c in clause.children)
    return syntax.modal(clause) in _ASKING or wants or bare or has_to


def _is_of_another(match: Match) -> bool:
    """Whether grammar says that somebody else does it than whom a scorer names.

    Of a clause that describes a noun that is the noun, or whose it is: "reporters working for the BBC", "its programmes
    that support Mali".  What is done to the subject of a passive it does not do: "I am reminded of Mali".
    """
    verb, actors = match.trigger, match.actors
    if match.entry.pos != "verb" or not actors:
        return False
    if syntax.is_passive(verb) and not syntax.agents(verb):
        told = {t.i for s in syntax.subjects(verb) for t in s.subtree}
        return all(_covers(m, told, verb) for m in actors)
    noun = syntax.antecedent(verb)
    if noun is None or not (_PARTIES["papers"] | _DEEDS["papers"]).isdisjoint(lemmas(noun)):
        return False
    described = verb.tag_ == "VBG" and verb.dep_ == "acl" and not syntax.marker(verb)
    if not described and not any(t.tag_ in {"WP", "WDT"} or t.lower_ == "that" for t in syntax.subjects(verb)):
        return False
    told = {t.i for t in noun.subtree if t.i < verb.left_edge.i}
    return not any(_covers(m, told, verb) for m in actors)


def _is_of_unknown(match: Match) -> bool:
    """Whether a name that nobody knows does it, so that "not named" would be false: "Abex has accused the firm"."""
    verb = match.trigger
    if match.actors or match.entry.pos != "verb" or syntax.is_passive(verb):
        return False
    covering = match.frame.parties.covering
    return any(t.pos_ == "PROPN" and not covering(t) and not is_weapon(t) for t in syntax.subjects(verb))


def _covers(mention: Mention, words_: set[int], verb: Token) -> bool:
    return any(t.i in words_ for t in verb.sent if mention.start <= t.idx < mention.end)


def _is_only_spoken_of(match: Match) -> bool:
    """Whether a noun names what somebody speaks of, who does not do it by that: "was referring to the sanctions"."""
    noun = match.trigger
    if match.entry.pos != "noun" or match.entry.type.has(Trait.ATTACK):
        return False
    if not syntax.is_verb(noun.head) or _SPEECH["mentions"].isdisjoint(lemmas(noun.head)):
        return False
    said = [
        *syntax.objects(noun.head),
        *(t for word, t in syntax.obliques(noun.head) if word in _PREPOSITIONS["about"]),
    ]
    return noun in said


def _is_only_told_of(word: Word) -> bool:
    """Whether a clause says of what sort somebody is, or asks whether something is so."""
    return plausible.describes(word.token) or plausible.is_idiom(word.token) or syntax.marker(word.token) == "whether"
