"""Whether a match is an act of politics on somebody: not one side alone of what takes two, not private life."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType, Status
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import agentless, cases, nopolitics, unnamed
from kg.events.match import Match
from kg.events.other_sense import has_other_sense
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_DEEDS, _PRESUMED, _SOMEBODY, _UNNAMED = map(en.lists, ("deeds", "presumed", "somebody", "unnamed"))
RULING = {"GOV", "IGO", "LEG", "MIL", "JUD", "REB", "PTY", "OPP", "COP", "SPY", "UAF"}
STATE = {"GOV", "JUD", "COP", "MIL", "LEG"}
_PEOPLE = {"person", "people", "unnamed"}
# What companies do among themselves is business.
_BUSINESS = {EventType.AGREE, EventType.COOPERATE, EventType.CONSULT, EventType.SUPPORT, EventType.AID}


def says_enough(match: Match) -> bool:
    """Whether it is an act on somebody: one party alone neither meets nor cooperates, nobody visits his own country."""
    if all(unnamed.is_unnamed(m) for m in match.actors):
        return _is_told_of_nobody(match)
    rules = (
        _is_of_nobody, _is_private_life, has_other_sense, _is_no_visit, _is_at_home, _is_allowed_at_home,
        _is_common_crime, _is_company_business,
    )  # fmt: skip
    if any(rule(match) for rule in rules):
        return False
    entry, type_ = match.entry, match.entry.type
    if match.recipients:
        return True
    if type_ == EventType.AID and not any(c.kind == "words" for c in entry.when):
        return False
    if _is_of_several(match):
        return True
    if entry.pos == "noun":
        return type_.has(Trait.ALONE)
    mediates = type_ == EventType.CONSULT and "between" in entry.recipient and not entry.mutual
    return mediates or not type_.has(Trait.WITH_ANOTHER) or not entry.recipient


def _is_of_several(match: Match) -> bool:
    """Whether several do it with one another: "Oman and Iran met"; or a body of states, which meets by itself."""
    together = match.entry.mutual or match.entry.type.has(Trait.TOGETHER)
    return (together and len({m.entity.id for m in match.actors}) > 1) or is_met_body(match)


def is_met_body(match: Match) -> bool:
    """Whether a body of states meets: "the G20 summit", "the Security Council convened", "EU leaders meet"."""
    if match.entry.type != EventType.CONSULT or not match.entry.mutual or match.entry.mode or len(match.actors) != 1:
        return False
    body, entity = match.actors[0], match.actors[0].entity
    if entity.country is not None:
        return False
    if body.form == "agent":
        return "/" in entity.id and body.text.lower().endswith("s")
    told = {match.entry.lemma.split()[-1], *(f for t in match.frame.slot("object") for f in lemmas(t))}
    return entity.kind == "organisation" and entity.sector == "IGO" and not _SOMEBODY["assemblies"].isdisjoint(told)


def _is_told_of_nobody(match: Match) -> bool:
    """Whether an act of nobody named is one of politics: force, arrest, protest; no accident, no common crime."""
    if agentless.is_said(match):  # "protesters blame the government", "was charged with treason"
        return _is_said_of_public(match)
    if not match.entry.type.has(Trait.UNNAMED) or has_other_sense(match):
        return False
    if nopolitics.is_no_politics(match) and not _is_charge_of_public(match):
        return False
    if match.entry.pos == "noun" and _is_only_there(match.trigger):
        return False
    return _is_by_described(match) if match.actors else _is_by_nobody(match)


def _is_said_of_public(match: Match) -> bool:
    """Whether somebody only described said it of somebody of politics; not "laws that keep migrants from claiming"."""
    if match.stance.status in {Status.HYPOTHETICAL, Status.DENIED} or match.entry.pos != "verb":
        return False
    anybody = bool(match.actors) and all(m.text.lower() in _SOMEBODY["anybody"] for m in match.actors)
    return not anybody and any(map(_is_public, match.recipients))


def _is_charge_of_public(match: Match) -> bool:
    """Whether somebody of politics is accused: what unions accuse a government of is politics, whatever it is."""
    if match.entry.type != EventType.ACCUSE or not match.actors:
        return False
    return any(nopolitics.is_political(m) or m.entity.kind not in _PEOPLE for m in match.recipients)


def _is_by_nobody(match: Match) -> bool:
    """Whether an act for which nobody is even described is told; not "a ban on the sale of fireworks": on nobody."""
    entry, noun = match.entry, match.entry.pos == "noun"
    if not match.recipients:
        if noun and not _PRESUMED["measures_in_force"].isdisjoint(lemmas(match.trigger)):
            return False
        if entry.type == EventType.COERCE and entry.lemma in _UNNAMED["halts"]:
            return False
    return not noun or not cases.is_of_case(match.trigger)


def _is_by_described(match: Match) -> bool:
    """Whether an act of somebody only described is told: "gunmen killed ten"; not "lawsuits brought by women"."""
    entry, trigger = match.entry, match.trigger
    if entry.type == EventType.CONCEDE:
        return False  # who gives in is somebody that a reader could name
    if entry.type == EventType.ACCUSE and not (entry.pos == "verb" and match.recipients and agentless.is_told(trigger)):
        return False
    if entry.pos == "noun":
        behind = syntax.preposition(trigger) == "behind"
        return behind or entry.mutual or agentless.allows(match) or _is_undertaken(match)
    return bool(match.recipients) or not entry.type.has(Trait.WITH_ANOTHER) or not entry.recipient


def _is_only_there(noun: Token) -> bool:
    """Whether a noun says what is in force, or what has paused, and not that it was done.

    "There are restrictions", "a pause in the fighting".
    """
    stands = any(c.dep_ == "expl" and c.lower_ == "there" for t in (noun, noun.head) for c in t.children)
    measure = stands and not _PRESUMED["measures_in_force"].isdisjoint(lemmas(noun))
    paused = syntax.preposition(noun) in {"in", "of", "to"} and not _PRESUMED["pauses"].isdisjoint(lemmas(noun.head))
    return measure or paused


def _is_undertaken(match: Match) -> bool:
    """Whether somebody only described prepares or does it to somebody named: "rebels plot an attack on Chad"."""
    noun = syntax.first_conjunct(match.trigger)
    done = noun in syntax.objects(noun.head) and not _DEEDS["undertakes"].isdisjoint(lemmas(noun.head))
    return done and match.stance.status != Status.HYPOTHETICAL and any(map(_is_public, match.recipients))


def is_private(mention: Mention) -> bool:
    """Whether somebody is named of whom neither an office nor a country is known."""
    return mention.entity.kind == "person" and mention.entity.country is None and mention.entity.sector is None


def _is_of_nobody(match: Match) -> bool:
    """Whether nobody is named that could be found again."""
    type_, recipients = match.entry.type, match.recipients
    if all(_is_nobody_in_particular(m) for m in match.actors + recipients):
        return True  # "many governments"
    if type_.has(Trait.WITH_ANOTHER) and recipients and not match.entry.mutual:
        return all(_is_nobody_in_particular(m) for m in recipients)  # "supporting business"
    return type_.has(Trait.BY_FORCES) and all(
        m.form == "agent" and m.entity.sector == "MIL" and m.entity.country is None and "/" not in m.entity.id
        for m in match.actors
    )  # "troops withdrew": whose?


def _is_private_life(match: Match) -> bool:
    """Whether those who take part are private people in what they do every day."""
    if _is_among_private(match):
        return not _is_from_office(match)  # "Ana asked her daughter"
    if any(rule(match) for rule in (_is_no_meeting_of_politics, _is_business_of_people, _is_to_reporters)):
        return True
    if any(map(_is_ruler, match.actors)):
        return False
    type_ = match.entry.type
    if type_ == EventType.AGREE and not match.recipients and not match.entry.mutual:
        return True  # a company committed to excellence
    return match.entry.lemma == "help" and type_ == EventType.AID  # "the programme helps people to choose a career"


def _is_among_private(match: Match) -> bool:
    """Whether private people act, on nobody of politics.

    Whom they attack somewhere is private unless he is named: "a shooting by Ana in Lima".
    """
    attack = match.entry.type.has(Trait.ATTACK)
    hit = [m for m in match.recipients if not (attack and m.entity.kind == "place")]
    return all(map(is_private, match.actors)) and not any(map(_is_public, hit))


def _is_no_meeting_of_politics(match: Match) -> bool:
    """Whether what is politics only with somebody of politics is done without: a singer meets a woman."""
    if not match.entry.type.has(Trait.OF_POLITICIANS):
        return False
    return all(is_private(m) or _is_anybody(m) for m in (*match.actors, *match.recipients))


def _is_business_of_people(match: Match) -> bool:
    """Whether people or companies of one country do each other a favour: "small farmers invest"."""
    if not match.entry.type.has(Trait.FAVOUR):
        return False
    private = all(m.form == "agent" and m.entity.kind in {"people", "company"} for m in match.actors)
    return private and len({m.entity.country for m in (*match.actors, *match.recipients)}) == 1


def _is_to_reporters(match: Match) -> bool:
    """ "Speaking to reporters"; an interview: "The Daily Sun met the minister in her office"."""
    if match.entry.type != EventType.CONSULT:
        return False
    sides = [match.recipients or match.actors[1:], match.actors[:1] if match.entry.mutual else []]
    return any(side and all(m.entity.sector == "MED" for m in side) for side in sides)


def _is_common_crime(match: Match) -> bool:
    """Whether a court deals with a crime that is no politics: "jailed for the murder of his girlfriend"."""
    if match.entry.mode != "convict" or not match.recipients or _is_abroad(match):
        return False
    return all(m.entity.sector in {None, "CVL"} for m in match.recipients) and nopolitics.is_no_politics(match)


def _is_abroad(match: Match) -> bool:
    """Whether it is done to those of another state, which is politics: "Iran imprisoned a British woman"."""
    by = {m.entity.country for m in match.actors} - {None}
    return bool(by) and any(m.entity.country not in {None, *by} for m in match.recipients)


def _is_company_business(match: Match) -> bool:
    """Whether companies deal with companies, or with those they employ: a purchase, a dismissal, their own rocket."""
    type_, recipients = match.entry.type, match.recipients
    if any(m.entity.kind != "company" for m in match.actors):
        return False
    if type_ == EventType.MOBILIZE or (type_ == EventType.COERCE and not recipients):
        return True  # a company's rocket, the end of its service
    if type_ in _BUSINESS and all(m.entity.kind == "company" for m in recipients):
        return True  # one company buys another
    if type_ in {EventType.AGREE, EventType.COOPERATE, EventType.RETREAT}:
        return all(m.entity.kind == "company" or is_private(m) or _is_anybody(m) for m in recipients)
    return type_ == EventType.SANCTION and bool(recipients) and all(map(is_private, recipients))


def _is_no_visit(match: Match) -> bool:
    """Whether somebody goes somewhere without visiting another country in politics."""
    entry, actors, recipients = match.entry, match.actors, match.recipients
    if entry.lemma == "visit" and match.frame.slot("object") and not recipients:
        return True  # two presidents who visit a museum
    if entry.mode != "visit":
        return False
    if all(is_private(m) for m in actors) or all(m.entity.kind in {"people", "company"} for m in actors):
        return True  # an aunt who came to Australia, tourists
    if all(m.form == "adjective" and m.entity.kind == "country" for m in actors):
        return True  # "many Libyans went to Paris"
    if entry.lemma in {"come", "go", "return"} and all(m.form == "name" and m.entity.kind == "country" for m in actors):
        return True  # "before Russia came to Syria"
    home = {m.entity.country for m in actors}
    return bool(recipients) and all(m.entity.country in home for m in recipients)


def _is_at_home(match: Match) -> bool:
    """Whether a state deals with itself."""
    parties = [*match.actors, *match.recipients]
    if len({m.entity.country for m in parties}) != 1:
        return False
    forces = {m.entity.sector for m in parties} <= {"MIL", "GOV"} and all(m.entity.kind != "person" for m in parties)
    if match.entry.type == EventType.COOPERATE and forces:
        return True  # fleets of one navy
    rulers = all(m.entity.kind == "country" or m.entity.sector == "GOV" for m in parties)
    # nobody meets his own state
    return match.entry.mutual and rulers and any(m.entity.kind == "country" for m in parties)


def _is_from_office(match: Match) -> bool:
    """Whether somebody lays down an office of politics: "resigned as mayor of Lagos"."""
    if match.entry.mode != "resign":
        return False
    return any(not _SOMEBODY["offices"].isdisjoint(lemmas(t)) for t in match.frame.slot("as|from"))


def _is_allowed_at_home(match: Match) -> bool:
    """Whether a law or a court lets the state's own bodies do something: "a law allowing prosecutors to …"."""
    if match.entry.mode != "access" or not match.recipients:
        return False
    paper = any(not _DEEDS["papers"].isdisjoint(lemmas(t)) for t in match.frame.slot("subject"))
    if not paper and any(m.entity.sector not in {"JUD", "LEG"} for m in match.actors):
        return False
    home = {m.entity.country for m in match.actors} - {None}
    return all(
        m.entity.country in home and m.entity.sector in STATE and m.entity.kind != "person" for m in match.recipients
    )


def _is_nobody_in_particular(mention: Mention) -> bool:
    """ "many governments", "business": words for anybody of a kind."""
    last = mention.text.lower().split()[-1]
    bare = mention.form == "agent" and not mention.entity.country and "/" not in mention.entity.id
    return bare and last in _SOMEBODY["anybody"]


def _is_anybody(mention: Mention) -> bool:
    """Whether it is just some people: a woman, workers."""
    return mention.form == "agent" and mention.entity.kind == "people" and mention.entity.sector in {"CVL", "LAB", None}


def _is_ruler(mention: Mention) -> bool:
    """Whether somebody rules, or wants to: a state, its bodies and officials, international bodies, parties, rebels."""
    return mention.entity.kind in {"country", "armed_group"} or mention.entity.sector in RULING


def _is_public(mention: Mention) -> bool:
    """Whether somebody counts in politics: a state, a body, an official; not just anybody."""
    return not is_private(mention) and not (mention.form == "agent" and mention.entity.kind == "people")
