"""What only looks like an act: descriptions, accidents, one side of what takes two."""

from __future__ import annotations

from spacy.tokens import Token

from kg.events.match import Match
from kg.events.status import words
from kg.language import syntax
from kg.language.lemmas import lemmas
from kg.model import Mention
from kg.plover import EventType

# Nouns of these types say enough with an actor alone ("North Korea's missile launches"); others need the other side.
ALONE = {EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}
# Acts that private people do to one another every day.
FAVOURS = {EventType.AGREE, EventType.AID, EventType.COOPERATE, EventType.CONCEDE}
# Acts that are politics only where somebody of politics takes part.
TALK = {EventType.CONSULT, EventType.SUPPORT, EventType.AGREE, EventType.REQUEST, EventType.CONCEDE}
RULING = {"GOV", "IGO", "LEG", "MIL", "JUD", "REB", "PTY", "OPP", "COP", "SPY", "UAF"}
REFLEXIVE = {"himself", "herself", "itself", "themselves", "myself", "ourselves"}
# Acts that take two.
WITH_ANOTHER = {EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT}


def describes(verb: Token) -> bool:
    """Whether a clause tells of what sort somebody is and no act: "companies that comply", "an Iran that threatens"."""
    if verb.dep_ == "amod" and verb.i > 0 and verb.nbor(-1).text == "-":
        return True  # "state-funded", "Iran-backed"
    if verb.tag_ == "VBG" and "raise" in lemmas(verb) and verb.dep_ == "advcl" and not syntax.marker(verb):
        return True  # "… was hacked, raising fears of a war": nobody voices them
    cop = "be" in lemmas(verb.head) or any(c.dep_ == "cop" for c in verb.children)
    if verb.lower_ == "blame" and syntax.marker(verb) == "to" and cop:
        return True  # "is not to blame"
    if verb.lower_ == "concerned" and {t.lower_ for t in verb.sent if t.i < verb.i} & {"where", "far"}:
        return True  # "where the pipeline is concerned", "as far as Oslo is concerned"
    noun = syntax.antecedent(verb)
    if noun is None or not any(t.tag_ in {"WP", "WDT"} or t.lower_ == "that" for t in syntax.subjects(verb)):
        return False
    tense = [t.tag_ for t in syntax.auxiliaries(verb)] or [verb.tag_]
    if tense[0] not in {"VBP", "VBZ"} or syntax.is_past(verb) or verb.tag_ == "VBG":
        return False
    return noun.pos_ == "NOUN" or any(c.lower_ in {"a", "an"} for c in noun.children)


def is_idiom(verb: Token) -> bool:
    """Whether a verb and its object are no act together: "seize the opportunity"."""
    things = next((things for form in lemmas(verb) if (things := words()["idioms"].get(form))), ())
    return any(form in things for t in syntax.logical_objects(verb) for form in lemmas(t))


def says_enough(match: Match) -> bool:
    """Whether it is an act on somebody: one party alone neither meets nor cooperates, nobody visits his own country."""
    type_, recipients = match.entry.type, match.recipients
    if all(_is_nobody_in_particular(m) for m in match.actors + recipients):
        return False  # "many governments": nobody that could be found again
    companies = all(m.entity.kind == "company" for m in match.actors)
    if companies and (type_ == EventType.MOBILIZE or (type_ == EventType.COERCE and not recipients)):
        return False  # a company's rocket, the end of its service
    if type_ == EventType.CONSULT and recipients and all(m.entity.sector == "MED" for m in recipients):
        return False  # "speaking to reporters"
    parties = [*match.actors, *recipients]
    at_home = len({m.entity.country for m in parties}) == 1
    private = all(m.form == "agent" and m.entity.kind in {"people", "company"} for m in match.actors)
    if type_ in FAVOURS and private and at_home:
        return False  # "small farmers invest": no politics between anybody
    if all(is_private(m) for m in match.actors) and not any(_is_public(m) for m in recipients):
        return False  # "Ana asked her daughter"
    leaders = all(m.entity.kind == "person" and m.entity.sector == "GOV" for m in match.actors)
    if type_ == EventType.PROTEST and match.entry.pos == "verb" and match.entry.lemma != "protest" and leaders:
        return False  # a leader at a parade
    if (
        type_ in WITH_ANOTHER
        and recipients
        and all(_is_nobody_in_particular(m) for m in recipients)
        and not match.entry.mutual
    ):
        return False  # "supporting business"
    if match.entry.lemma == "board" and all(m.entity.kind == "person" for m in match.actors):
        return False  # a president on an excursion
    if match.entry.mode == "visit" and all(is_private(m) for m in match.actors):
        return False  # an aunt who came to Australia
    if (
        match.entry.mode == "visit"
        and match.entry.lemma in {"come", "go", "return"}
        and all(m.form == "name" and m.entity.kind == "country" for m in match.actors)
    ):
        return False  # "before Russia came to Syria"
    if type_ == EventType.THREATEN and not words()["weather"].isdisjoint(
        t.lower_ for t in match.trigger.sent if t.pos_ in {"NOUN", "PROPN"}
    ):
        return False  # a warning of storms
    if type_ in {EventType.RETREAT, EventType.MOBILIZE} and all(
        m.form == "agent" and m.entity.sector == "MIL" and m.entity.country is None and "/" not in m.entity.id
        for m in match.actors
    ):
        return False  # "troops withdrew": whose?
    if (
        match.entry.lemma == "insist"
        and type_ == EventType.REQUEST
        and any(
            t.tag_ in {"VBZ", "VBD"} or (t.tag_ == "VBP" and t != c)
            for c in match.frame.slot("clause")
            for t in (c, *syntax.auxiliaries(c))
        )
    ):
        return False  # "insists that it is working" says what is, "insists that it work" what should be
    if type_ in TALK and all(is_private(m) or _is_anybody(m) for m in parties):
        return False  # a singer meets a woman
    if type_ == EventType.AGREE and not recipients and not match.entry.mutual and not any(map(_is_ruler, match.actors)):
        return False  # a company committed to excellence
    if match.entry.lemma == "help" and type_ == EventType.AID and not any(map(_is_ruler, match.actors)):
        return False  # "the programme helps people to choose a career"
    several = len({m.entity.id for m in match.actors}) > 1
    several = several and (match.entry.mutual or type_ in {EventType.CONSULT, EventType.COOPERATE})
    if type_ == EventType.AID and not recipients and not any(c.kind == "words" for c in match.entry.when):
        return False
    if match.entry.mode == "visit" and all(m.entity.kind in {"people", "company"} for m in match.actors):
        return False  # tourists
    if match.entry.mode == "visit" and recipients:
        home = {m.entity.country for m in match.actors}
        return any(m.entity.country not in home for m in recipients)
    forces = {m.entity.sector for m in parties} <= {"MIL", "GOV"} and not any(
        m.entity.kind == "person" for m in parties
    )
    if type_ == EventType.COOPERATE and at_home and forces:
        return False  # fleets of one navy
    rulers = all(m.entity.kind == "country" or m.entity.sector == "GOV" for m in parties)
    if match.entry.mutual and at_home and rulers and any(m.entity.kind == "country" for m in parties):
        return False  # nobody meets his own state
    if match.entry.pos == "noun":
        return bool(recipients) or several or type_ in ALONE
    violent = type_ in {EventType.ASSAULT, EventType.COERCE} and match.entry.pos == "verb"
    if violent and any(t.lower_ in REFLEXIVE for name in ("object", "on") for t in match.frame.slot(name)):
        return False  # who kills himself attacks nobody
    if match.entry.lemma == "visit" and match.frame.slot("object") and not recipients:
        return False  # two presidents who visit a museum
    mediates = "between" in match.entry.recipient and not match.entry.mutual
    return bool(recipients) or several or mediates or type_ not in WITH_ANOTHER or not match.entry.recipient


def is_private(mention: Mention) -> bool:
    """Whether somebody is named of whom neither an office nor a country is known."""
    return mention.entity.kind == "person" and mention.entity.country is None and mention.entity.sector is None


def _is_nobody_in_particular(mention: Mention) -> bool:
    """ "many governments", "business": words for anybody of a kind."""
    last = mention.text.lower().split()[-1]
    return mention.form == "agent" and not mention.entity.country and last in words()["anybody"]


def _is_anybody(mention: Mention) -> bool:
    """Whether it is just some people: a woman, workers."""
    return mention.form == "agent" and mention.entity.kind == "people" and mention.entity.sector in {"CVL", "LAB", None}


def _is_ruler(mention: Mention) -> bool:
    """Whether somebody rules, or wants to: a state, its bodies and officials, international bodies, parties, rebels."""
    return mention.entity.kind in {"country", "armed_group"} or mention.entity.sector in RULING


def _is_public(mention: Mention) -> bool:
    """Whether somebody counts in politics: a state, a body, an official; not just anybody."""
    return not is_private(mention) and not (mention.form == "agent" and mention.entity.kind == "people")


def by_accident(verb: Token) -> bool:
    """Whether what killed was no act, or not that of the subject: "crashed, killing 20", "was shot, killing 20"."""
    if verb.tag_ != "VBG" or syntax.marker(verb):
        return False
    outer = syntax.governor(verb)
    if outer is None or syntax.is_complement(verb):
        return False
    return syntax.is_passive(outer) or any(form in words()["accidents"] for form in lemmas(outer))
