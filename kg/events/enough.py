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
from kg.language.lemmas import lemmas, sentence_forms

_BACKGROUND, _CRIME, _DEEDS, _PRESUMED, _SENSES, _SMALL_WORDS, _SOMEBODY, _UNNAMED = map(
    en.lists, ("background", "crime", "deeds", "presumed", "senses", "small_words", "somebody", "unnamed")
)
RULING = {"GOV", "IGO", "LEG", "MIL", "JUD", "REB", "PTY", "OPP", "COP", "SPY", "UAF"}
STATE = {"GOV", "JUD", "COP", "MIL", "LEG"}
PEACEFUL = {"REF", "CVL", "LAB", "MED", "NGO"}
_PEOPLE = {"person", "people", "unnamed"}
NEAR = 40  # words before and behind, in which it stands what measures are taken against
# What companies do among themselves is business.
_BUSINESS = {EventType.AGREE, EventType.COOPERATE, EventType.CONSULT, EventType.SUPPORT, EventType.AID}


def says_enough(match: Match) -> bool:
    """Whether it is an act on somebody: one party alone neither meets nor cooperates, nobody visits his own country."""
    if all(unnamed.is_unnamed(m) for m in match.actors):
        return _is_told_of_nobody(match)
    rules = (
        _is_of_nobody, _is_private_life, _is_no_such_act, _is_no_visit, _is_at_home, _is_allowed_at_home,
        _is_common_crime, _is_company_business,
    )  # fmt: skip
    if any(rule(match) for rule in rules):
        return False
    entry, type_, recipients = match.entry, match.entry.type, match.recipients
    several = len({m.entity.id for m in match.actors}) > 1
    several = (several and (entry.mutual or type_.has(Trait.TOGETHER))) or _is_met_body(match)
    if type_ == EventType.AID and not recipients and not any(c.kind == "words" for c in entry.when):
        return False
    if entry.pos == "noun":
        return bool(recipients) or several or type_.has(Trait.ALONE)
    mediates = type_ == EventType.CONSULT and "between" in entry.recipient and not entry.mutual
    return bool(recipients) or several or mediates or not type_.has(Trait.WITH_ANOTHER) or not entry.recipient


def _is_met_body(match: Match) -> bool:
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
    entry = match.entry
    if agentless.is_said(match):  # "protesters blame the government", "was charged with treason"
        if match.stance.status in {Status.HYPOTHETICAL, Status.DENIED} or entry.pos != "verb":
            return False  # "laws that keep migrants from claiming asylum"
        anybody = bool(match.actors) and all(m.text.lower() in _SOMEBODY["anybody"] for m in match.actors)
        return not anybody and any(map(_is_public, match.recipients))
    if not entry.type.has(Trait.UNNAMED) or _is_no_such_act(match):
        return False
    public = any(nopolitics.is_political(m) or m.entity.kind not in _PEOPLE for m in match.recipients)
    charged = entry.type == EventType.ACCUSE and match.actors and public
    if not charged and nopolitics.is_no_politics(match):
        return False  # what unions accuse a government of is politics whatever it is
    if entry.pos == "noun" and _is_only_there(match.trigger):
        return False
    if not match.actors:
        in_force = entry.pos == "noun" and not _PRESUMED["measures_in_force"].isdisjoint(lemmas(match.trigger))
        if in_force and not match.recipients:
            return False  # "a ban on the sale of fireworks": on nobody
        halted = entry.type == EventType.COERCE and entry.lemma in _UNNAMED["halts"] and not match.recipients
        return not halted and (entry.pos != "noun" or not cases.is_of_case(match.trigger))
    if entry.type == EventType.CONCEDE:
        return False  # who gives in is somebody that a reader could name
    told = entry.pos == "verb" and agentless.is_told(match.trigger)  # not "lawsuits brought by women"
    if entry.type == EventType.ACCUSE and not (told and match.recipients):
        return False
    if entry.pos == "noun":
        behind = syntax.preposition(match.trigger) == "behind"
        return behind or entry.mutual or agentless.allows(match) or _is_undertaken(match)
    alone = not entry.type.has(Trait.WITH_ANOTHER) or not entry.recipient
    return bool(match.recipients) or alone


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
    """Whether those who take part are people and companies in what they do every day."""
    type_, actors, recipients = match.entry.type, match.actors, match.recipients
    parties = [*actors, *recipients]
    # whom somebody private attacks somewhere is private unless he is named: "a shooting by Ana in Lima"
    hit = [m for m in recipients if not (type_.has(Trait.ATTACK) and m.entity.kind == "place")]
    if all(is_private(m) for m in actors) and not any(_is_public(m) for m in hit):
        return not _is_from_office(match)  # "Ana asked her daughter"
    if type_.has(Trait.OF_POLITICIANS) and all(is_private(m) or _is_anybody(m) for m in parties):
        return True  # a singer meets a woman
    private = all(m.form == "agent" and m.entity.kind in {"people", "company"} for m in actors)
    if type_.has(Trait.FAVOUR) and private and len({m.entity.country for m in parties}) == 1:
        return True  # "small farmers invest": no politics between anybody
    if type_ == EventType.CONSULT and recipients and all(m.entity.sector == "MED" for m in recipients):
        return True  # "speaking to reporters"
    if type_ in _BUSINESS and parties and all(m.entity.kind == "company" for m in parties):
        return True  # one company buys another
    companies = all(m.entity.kind == "company" for m in actors)
    if companies and (type_ == EventType.MOBILIZE or (type_ == EventType.COERCE and not recipients)):
        return True  # a company's rocket, the end of its service
    if any(map(_is_ruler, actors)):
        return False
    if type_ == EventType.AGREE and not recipients and not match.entry.mutual:
        return True  # a company committed to excellence
    return match.entry.lemma == "help" and type_ == EventType.AID  # "the programme helps people to choose a career"


def _is_no_such_act(match: Match) -> bool:
    """Whether the predicate has another meaning with these parties."""
    entry, type_, frame = match.entry, match.entry.type, match.frame
    people = all(m.entity.kind == "person" for m in match.actors)
    if has_other_sense(match):
        return True
    if type_ == EventType.PROTEST and entry.pos == "verb" and entry.lemma != "protest":
        return people and all(m.entity.sector == "GOV" for m in match.actors)  # a leader at a parade
    if type_ == EventType.COERCE and entry.mode in {"restrict", "martial-law", "ban"} and not match.recipients:
        # measures against a disease or a storm are not against anybody
        sentence, doc = match.trigger.sent, match.trigger.doc
        near = doc[max(0, sentence.start - NEAR) : sentence.end + NEAR]
        return not _CRIME["emergencies"].isdisjoint(t.lower_ for t in near)
    if entry.lemma == "board":
        return people  # a president on an excursion
    if _only_crosses(match) or _elects(match) or _is_standing(match):
        return True
    if entry.lemma == "take" and entry.type == EventType.COERCE and _comes_to_office(match):
        return True
    if entry.lemma == "agree" and _is_opinion(match):
        return True
    long = entry.pos == "noun" and entry.lemma in _BACKGROUND["long_wars"]
    if long and syntax.preposition(match.trigger) == "during":
        return True  # "sanctions during the war" only says when
    if entry.lemma == "rule" and entry.extra == "out" and syntax.is_negated(match.trigger):
        return True  # who does not rule something out refuses nothing
    if type_ == EventType.ACCUSE and "clause-subject" in entry.recipient and not match.recipients:
        return True  # "said that the crash was a mistake"
    if type_ == EventType.THREATEN:  # a warning of storms
        return not _SENSES["weather"].isdisjoint(t.lower_ for t in match.trigger.sent if t.pos_ in {"NOUN", "PROPN"})
    if entry.lemma == "insist" and type_ == EventType.REQUEST:
        # "insists that it is working" says what is, "insists that it work" what should be
        return any(
            t.tag_ in {"VBZ", "VBD"} or (t.tag_ == "VBP" and t != clause)
            for clause in frame.slot("clause")
            for t in (clause, *syntax.auxiliaries(clause))
        )
    violent = type_.has(Trait.ON_BODIES) and entry.pos == "verb" and entry.mode != "suicide-attack"
    # who kills himself attacks nobody
    return violent and any(t.lower_ in _SMALL_WORDS["reflexive"] for name in ("object", "on") for t in frame.slot(name))


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
    """Whether companies deal with companies, or with those they employ: a purchase, a dismissal."""
    parties = [*match.actors, *match.recipients]
    if not all(m.entity.kind == "company" for m in match.actors):
        return False
    if match.entry.type in {EventType.AGREE, EventType.COOPERATE, EventType.RETREAT}:
        return all(m.entity.kind == "company" or is_private(m) or _is_anybody(m) for m in parties)
    dismissed = match.entry.type == EventType.SANCTION and match.recipients
    return bool(dismissed) and all(is_private(m) for m in match.recipients)


def _only_crosses(match: Match) -> bool:
    """Whether people go into another country, who invade nobody: "9,000 Sudanese crossed the border into Chad"."""
    if match.entry.lemma != "cross" or match.entry.type != EventType.ASSAULT:
        return False
    return all(
        m.form == "adjective" or m.entity.kind in {"people", "person", "company"} or m.entity.sector in PEACEFUL
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
    if not any("power" in lemmas(t) for t in match.frame.slot("object")):
        return False
    forces = any(m.entity.sector in {"MIL", "REB", "UAF"} or m.entity.kind == "armed_group" for m in match.actors)
    return not forces and _DEEDS["by_force"].isdisjoint(sentence_forms(match.trigger))


def _is_opinion(match: Match) -> bool:
    """Whether one side only thinks so too: "agreed that the law was bad"; not "agreed that it would pay"."""
    if len({m.entity.id for m in match.actors}) > 1 or match.entry.type != EventType.AGREE:
        return False
    own = {m.entity.id for m in match.actors} | {m.entity.country for m in match.actors}

    def is_own(subject: Token) -> bool:
        named = [m.entity.id for m in match.frame.parties.of(subject)]
        return not own.isdisjoint(named) if named else syntax.is_pronoun(subject)

    thats = [clause for clause in match.frame.slot("clause") if syntax.marker(clause) == "that"]
    return any(not any(map(is_own, syntax.subjects(clause))) for clause in thats)


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
