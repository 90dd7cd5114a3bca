"""Whether what stands around a predicate gives it another sense, in which it is no act of politics."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.events._loss_nouns import is_state
from kg.events.lexicon import classes
from kg.events.match import Match
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_BACKGROUND, _CRIME, _DEEDS, _SENSES, _SMALL_WORDS = map(
    en.lists, ("background", "crime", "deeds", "senses", "small_words")
)
_QUESTIONS = {"WP", "WDT", "WRB", "WP$"}
_OVER = {"over", "about", "on"}
_PEACEFUL = {"REF", "CVL", "LAB", "MED", "NGO"}
NEAR = 40  # words before and behind, in which it stands what measures are taken against


def has_other_sense(match: Match) -> bool:
    """Whether a word that names an act of politics elsewhere names none with these words and parties."""
    if _is_other_by_type(match):
        return True
    if _is_measure_against_nobody(match):
        return _is_in_emergency(match)
    return any(rule(match) for rule in _RULES)


def _is_other_by_type(match: Match) -> bool:
    """Whether the words around a predicate give it another sense, asked by its type of event."""
    type_, verb = match.entry.type, match.trigger
    if match.entry.pos == "noun":
        return _is_on_the_move(verb) or (type_ == EventType.ACCUSE and (_is_taken_back(verb) or _is_office(verb)))
    if type_ == EventType.REQUEST:
        return ("ask" in lemmas(verb) and _asks_a_question(verb)) or _brings_to_mind(verb)
    if type_ == EventType.SUPPORT:
        return any(map(syntax.is_negated, match.frame.slot("object")))  # "presented a vote of no confidence"
    if type_ == EventType.PROTEST:
        return _goes_to_a_gathering(match)
    if type_ == EventType.RETREAT:
        return _leaves_dead(verb)
    if type_ == EventType.AGREE:
        runs = any("run" in lemmas(t) for t in match.frame.slot("clause"))  # "announces her intention to run for mayor"
        return runs or ("agree" in lemmas(verb) and _shares_a_view(verb))
    if type_ == EventType.COERCE and match.entry.lemma == "make":
        return not match.actors and not match.recipients  # "no arrests have been made"
    if type_ == EventType.COERCE:
        return _keeps_own_from(match)
    return type_ == EventType.ASSAULT and _clashes_in_words(match)


def _shares_a_view(verb: Token) -> bool:
    """Whether one person only thinks so too, and commits to nothing: "I agree.", "she agrees that it is a disaster"."""
    clauses = syntax.complements(verb)
    if any(syntax.marker(c) == "to" or syntax.modal(c) for c in clauses):
        return False
    who = syntax.subjects(verb)
    one = len(who) == 1 and (who[0].tag_ in {"NN", "NNP"} or who[0].lower_ in {"i", "he", "she"})
    besides = [*syntax.objects(verb), *syntax.obliques(verb)]
    mine = bool(who) and who[0].lower_ == "i" and all(word == "with" for word, _ in syntax.obliques(verb))
    bare = not clauses and (not besides or mine)  # also "I agree with you"
    return one and (bare or any(c.tag_ in {"VBZ", "VBP"} or syntax.is_predicate(c) for c in clauses))


def _is_taken_back(noun: Token) -> bool:
    """ "dropped the charges against her"."""
    noun = syntax.first_conjunct(noun)
    if (
        noun.dep_ == "nmod"
        and syntax.preposition(noun) == "of"
        and not _SENSES["measures"].isdisjoint(lemmas(noun.head))
    ):
        noun = noun.head
    verb = noun.head
    if not syntax.is_verb(verb) or noun not in syntax.logical_objects(verb):
        return False
    said = {*lemmas(verb), *(f"{form} {t.lower_}" for form in lemmas(verb) for t in syntax.followers(verb))}
    return not _SENSES["takes_back"].isdisjoint(said) and not syntax.is_negated(verb)


def _keeps_own_from(match: Match) -> bool:
    """Whether something is done so that one's own state is spared: "signed a law to keep Chad from default"."""
    if _DEEDS["forestalls"].isdisjoint(lemmas(match.trigger)) or syntax.marker(match.trigger) != "to":
        return False
    home = {m.entity.country for m in match.actors} - {None}
    return all(m.entity.kind == "country" and m.entity.country in home for m in match.recipients)


def _is_on_the_move(noun: Token) -> bool:
    """Whether something is only gaining or losing ground: "hatred is on the march", "back on the offensive"."""
    beside = {c.lower_ for c in noun.children if c.dep_ in {"case", "det"}}
    return beside == {"on", "the"} and syntax.is_predicate(noun)


def _leaves_dead(verb: Token) -> bool:
    """ "left at least 44 people dead": nobody went away."""
    return "leave" in lemmas(verb) and any(is_state(t) for t in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)])


def _is_office(noun: Token) -> bool:
    """ "the officer in charge of the station", "officer-in-charge"."""
    return "charge" in lemmas(noun) and syntax.preposition(noun) == "in"


def _asks_a_question(verb: Token) -> bool:
    """ "asked him where it was", "asks us about the pipeline"; not "asked for help"."""
    # A parser may hang "where it was" on the verb, or on whom one asks.
    asked_of = [*syntax.indirect_objects(verb), *syntax.objects(verb)]
    hung = [*syntax.adverbial_clauses(verb), *(c for t in asked_of for c in syntax.relative_clauses(t))]
    clauses = [*syntax.complements(verb), *(c for c in hung if syntax.marker(c) in {"where", "why", "how"})]
    if any(syntax.marker(c) == "to" for c in clauses) or any(word == "for" for word, _ in syntax.obliques(verb)):
        return False
    openers = [c.left_edge for c in clauses]
    if any(t.i > verb.i and (t.tag_ in _QUESTIONS or t.lower_ in {"if", "whether"}) for t in openers):
        return True
    things = {form for t in syntax.objects(verb) for form in lemmas(t)}
    return "question" in things or any(word == "about" for word, _ in syntax.obliques(verb))


def _brings_to_mind(verb: Token) -> bool:
    """ "reminded me of something"; not "reminded them of their obligations", which asks that they keep these."""
    of = [t for word, t in syntax.obliques(verb) if word == "of"]
    return "remind" in lemmas(verb) and any(classes()["owed"].isdisjoint(lemmas(t)) for t in of)


def _goes_to_a_gathering(match: Match) -> bool:
    """ "thousands gather for the funeral"."""
    there = match.frame.slot("for|to|at|in")
    return match.entry.lemma == "gather" and any(not _SENSES["gatherings"].isdisjoint(lemmas(t)) for t in there)


def _clashes_in_words(match: Match) -> bool:
    """Whether people of politics quarrel: "clashed with the minister over a unit of police"."""
    if _SENSES["for_words"].isdisjoint(lemmas(match.trigger)):
        return False
    parties = [m.entity for m in (*match.actors, *match.recipients)]
    civil = all(e.kind == "person" or e.sector in {"PTY", "OPP", "LEG", "GOV"} for e in parties)
    states = any(e.kind == "country" for e in parties)
    return civil and not states and any(word in _OVER for word, _ in syntax.obliques(match.trigger))


def _is_measure_against_nobody(match: Match) -> bool:
    """Whether something is restricted, and it is not said for whom, or only where at home: "tighter rules in Seoul"."""
    if match.entry.type == EventType.SANCTION:
        measure = any(not _SENSES["rules"].isdisjoint(lemmas(t)) for t in match.frame.slot("object"))
        home = {m.entity.country for m in match.actors}
        return measure and all(m.entity.country in home for m in match.recipients)
    modes = {"restrict", "martial-law", "ban"}
    return match.entry.type == EventType.COERCE and match.entry.mode in modes and not match.recipients


def _is_in_emergency(match: Match) -> bool:
    """Whether a disease or a storm is near, against which measures are not against anybody."""
    sentence, doc = match.trigger.sent, match.trigger.doc
    near = doc[max(0, sentence.start - NEAR) : sentence.end + NEAR]
    return not _CRIME["emergencies"].isdisjoint(t.lower_ for t in near)


def _is_parade(match: Match) -> bool:
    """Whether a leader marches, at a parade."""
    if match.entry.type != EventType.PROTEST or match.entry.pos != "verb" or match.entry.lemma == "protest":
        return False
    return all(m.entity.kind == "person" and m.entity.sector == "GOV" for m in match.actors)


def _is_excursion(match: Match) -> bool:
    """Whether somebody boards a vessel and seizes none: a president on an excursion."""
    return match.entry.lemma == "board" and all(m.entity.kind == "person" for m in match.actors)


def _only_crosses(match: Match) -> bool:
    """Whether people go into another country, who invade nobody: "9,000 Sudanese crossed the border into Chad"."""
    if match.entry.lemma != "cross" or match.entry.type != EventType.ASSAULT:
        return False
    return all(
        m.form == "adjective" or m.entity.kind in {"people", "person", "company"} or m.entity.sector in _PEACEFUL
        for m in match.actors
    )


def _elects(match: Match) -> bool:
    """Whether voters vote for somebody: that is an election, and no act of support by a state."""
    if match.entry.lemma != "vote" or match.entry.type != EventType.SUPPORT:
        return False
    return all((m.entity.kind == "people" and m.entity.sector != "LEG") or m.form == "adjective" for m in match.actors)


def _is_standing(match: Match) -> bool:
    """Whether a noun names what has long been there: "the alliance of A and B dates from 1951"."""
    noun = match.trigger
    if match.entry.pos != "noun" or match.entry.lemma not in _BACKGROUND["standing"]:
        return False
    first = syntax.first_conjunct(noun)
    verb = first.head
    if any(m.lower_ in _BACKGROUND["past_modifiers"] for m in syntax.modifiers(noun)):
        return True
    if first in syntax.subjects(verb):
        back = "go" in lemmas(verb) and any(c.lower_ == "back" for c in verb.children)
        return back or not _BACKGROUND["stative"].isdisjoint(lemmas(verb)) or syntax.is_predicate(verb)
    return first in syntax.objects(verb) and not _BACKGROUND["settles"].isdisjoint(lemmas(verb))


def _comes_to_office(match: Match) -> bool:
    """Whether those who take power only begin to rule: "since the president took power"."""
    takes = match.entry.lemma == "take" and match.entry.type == EventType.COERCE
    if not takes or not any("power" in lemmas(t) for t in match.frame.slot("object")):
        return False
    forces = any(m.entity.sector in {"MIL", "REB", "UAF"} or m.entity.kind == "armed_group" for m in match.actors)
    return not forces and _DEEDS["by_force"].isdisjoint(sentence_forms(match.trigger))


def _is_opinion(match: Match) -> bool:
    """Whether one side only thinks so too: "agreed that the law was bad"; not "agreed that it would pay"."""
    agrees = match.entry.lemma == "agree" and match.entry.type == EventType.AGREE
    if not agrees or len({m.entity.id for m in match.actors}) > 1:
        return False
    own = {m.entity.id for m in match.actors} | {m.entity.country for m in match.actors}

    def is_own(subject: Token) -> bool:
        named = [m.entity.id for m in match.frame.parties.of(subject)]
        return not own.isdisjoint(named) if named else syntax.is_pronoun(subject)

    thats = [clause for clause in match.frame.slot("clause") if syntax.marker(clause) == "that"]
    return any(not any(map(is_own, syntax.subjects(clause))) for clause in thats)


def _says_only_when(match: Match) -> bool:
    """Whether a long war only says when something else was: "sanctions during the war"."""
    long = match.entry.pos == "noun" and match.entry.lemma in _BACKGROUND["long_wars"]
    return long and syntax.preposition(match.trigger) == "during"


def _leaves_open(match: Match) -> bool:
    """Whether somebody does not rule something out, who refuses nothing."""
    return match.entry.lemma == "rule" and match.entry.extra == "out" and syntax.is_negated(match.trigger)


def _accuses_nobody(match: Match) -> bool:
    """ "Said that the crash was a mistake"."""
    return match.entry.type == EventType.ACCUSE and "clause-subject" in match.entry.recipient and not match.recipients


def _warns_of_weather(match: Match) -> bool:
    """Whether a warning is one of storms."""
    if match.entry.type != EventType.THREATEN:
        return False
    return not _SENSES["weather"].isdisjoint(t.lower_ for t in match.trigger.sent if t.pos_ in {"NOUN", "PROPN"})


def _insists_on_fact(match: Match) -> bool:
    """Whether somebody insists that something is so: "that it is working"; "that it work" says what should be."""
    if match.entry.lemma != "insist" or match.entry.type != EventType.REQUEST:
        return False
    return any(
        t.tag_ in {"VBZ", "VBD"} or (t.tag_ == "VBP" and t != clause)
        for clause in match.frame.slot("clause")
        for t in (clause, *syntax.auxiliaries(clause))
    )


def _houses(match: Match) -> bool:
    """Whether somewhere is only the seat of bodies: "the town hosts NASA"; not "hosted a meeting of the bloc"."""
    hosts = match.entry.lemma == "host" and any(c.kind == "$actor" for c in match.entry.when)
    return hosts and all(m.entity.kind == "organisation" for m in match.actors)


def _is_polled(match: Match) -> bool:
    """Whether a survey only found what people think: "a poll found that most Kenyans oppose it"."""
    if not (match.entry.type.quad and match.entry.type.quad.by_words) or match.entry.pos != "verb":
        return False
    above = match.trigger.head
    asked = any(not _SENSES["polls"].isdisjoint(lemmas(t)) for t in syntax.subjects(above))
    return asked and match.trigger in syntax.complements(above)


def _is_on_himself(match: Match) -> bool:
    """Whether somebody does it to himself: who kills himself attacks nobody, but for attacks by suicide."""
    entry = match.entry
    if entry.pos != "verb" or not entry.type.has(Trait.ON_BODIES) or entry.mode == "suicide-attack":
        return False
    hit = (t for name in ("object", "on") for t in match.frame.slot(name))
    return any(t.lower_ in _SMALL_WORDS["reflexive"] for t in hit)


def _is_trade_of_unknown(match: Match) -> bool:
    """Whether those buy from and sell to one another of whom nothing is known, as firms do: no country, no office."""
    if match.entry.type != EventType.COOPERATE or _DEEDS["trades"].isdisjoint(lemmas(match.trigger)):
        return False
    sides = [m.entity for m in (*match.actors, *match.recipients)]
    return all(e.kind in {"company", "organisation"} and e.country is None and e.sector is None for e in sides)


_RULES = (
    _is_parade, _is_excursion, _only_crosses, _elects, _is_standing, _comes_to_office, _is_opinion, _says_only_when,
    _leaves_open, _accuses_nobody, _warns_of_weather, _insists_on_fact, _is_on_himself,
    _is_trade_of_unknown, _is_polled, _houses,
)  # fmt: skip
