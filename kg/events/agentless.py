"""Acts for which nobody is named: "three soldiers were killed", "a bomb exploded", "clashes erupted".

Who did it is not guessed.  It is told where it stands beside the act, in the noun phrase of the attack ("killed in an
Israeli airstrike"), and who is only described ("gunmen") takes part as just that.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from kg.core.lists import read as lists_of_yaml
from kg.core.plover import EventType, Status
from kg.core.plover_table import Trait
from kg.core.records import Entity, Mention
from kg.events import themes
from kg.events.frame import measured
from kg.events.grounds import Ground
from kg.events.lexicon import classes
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.status import words as status_words
from kg.language import syntax
from kg.language.lemmas import lemmas

UNNAMED = "unnamed"
# Behind these stands the attack in which somebody was hit.
_IN_ATTACK = ("in", "by", "during", "from", "after", "following", "under", "amid", "of")
# Of whom these are said in the passive, he stands accused whoever it was: "has been charged with treason".
CHARGED = frozenset(
    {"accuse", "charge", "indict", "investigate", "suspect", "prosecute", "arraign", "sue", "implicate"}
)
# After these a noun tells what had happened before: "resigned after his indictment".
_UPON = {"after", "following", "amid", "since", "despite", "over", "upon", "to", "of"}
# After these it took place, if it is said of whom or where: "after an attack on a mosque".
_SINCE = {"after", "following", "amid", "since", "despite", "upon", "during"}
_BODIES = {"country", "government", "organisation", "armed_group"}
_TELLING = {"amod", "compound", "nmod"}  # before a noun, what tells the one meant from others
HARM = frozenset({"kill", "wound", "injure", "hurt", "maim", "leave", "destroy", "damage", "slay", "massacre"})
AIMED = frozenset({"hit", "target", "strike"})


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The lists of ``unnamed.yaml``; ``people`` with those of the lexicon's class."""
    lists = lists_of_yaml((Path(__file__).parent / "data" / "unnamed.yaml").read_text("utf-8"))
    found = {name: frozenset(entries) for name, entries in lists.items()}
    return found | {"people": found["people"] | classes()["people"] | classes()["protesters"]}


def is_unnamed(mention: Mention) -> bool:
    """Whether somebody is only described: of no country, no name, nobody's."""
    entity = mention.entity
    if entity.kind == UNNAMED:
        return True
    return mention.form == "agent" and entity.country is None and "/" not in entity.id


def is_said(match: Match) -> bool:
    """Whether it is an act of speech on somebody: a demand, a charge, a refusal, a threat.  Anybody may do it."""
    return match.entry.type.has(Trait.ADDRESSED) and not match.entry.type.has(Trait.UNNAMED)


def addressees(match: Match, parties: Parties) -> list[Mention]:
    """Those only described to whom it is said: "urged donors to give", "vowed revenge on the perpetrators"."""
    if not is_said(match) or match.entry.pos != "verb":
        return []
    for name in ("object", "on", "upon", "against", "to"):
        if name not in match.entry.recipient or (name == "to" and match.frame.slot("object")):
            continue
        found = [m for t in match.frame.slot(name) for m in described(t, parties, bodies=True)]
        if found:
            return found
    return []


def described(token: Token, parties: Parties, bodies: bool = False) -> list[Mention]:
    """Somebody whom a common noun or a number describes, and of whom no mention is known.

    Args:
        token: The head of a noun phrase.
        parties: The linked mentions.
        bodies: Whether several bodies count: "aid groups", "other countries".
    """
    if parties.covering(token) or syntax.is_pronoun(token) or any(c.lower_ == "no" for c in token.children):
        return []  # "no suspects"
    sent = [noun for word, noun in syntax.obliques(token) if word == "from"]
    if found := [m for noun in sent for m in parties.of(noun) if m.entity.kind == "armed_group"]:
        return found  # "gunmen from the Allied Democratic Forces"
    if not words()["groups"].isdisjoint(lemmas(token)):  # "a group of gunmen", "a team of the police"
        of = [noun for word, noun in syntax.obliques(token) if word == "of"]
        if found := [m for noun in of for m in parties.of(noun) or described(noun, parties)]:
            return found
    several = bodies and token.tag_ == "NNS" and not words()["bodies"].isdisjoint(lemmas(token))
    if not several and not _is_people(token):
        return []
    if nationals := parties.citizens(token):
        return nationals
    phrase = syntax.noun_phrase(token)
    text = phrase.text
    entity = Entity(f"{UNNAMED}/{phrase.start_char}", text, UNNAMED)
    return [Mention(entity, text, phrase.start_char, phrase.start_char + len(text), "agent")]


def in_full(mention: Mention, doc: Doc) -> str:
    """The words for somebody only described, with what tells him from others: "foreign troops", "thousands of nurses".

    Args:
        mention: The mention.
        doc: Where it stands.
    """
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return mention.text if span is None else themes.inside(_whole(span))


def _whole(span: Span) -> Span:
    """The phrase of somebody: with the adjectives before it, and whose or of what it is behind a number or a bond."""
    head, doc, first = span.root, span.doc, span.start
    if head.dep_ in _TELLING and head.head.i == span.end:  # "bandit gangs"
        span, head = doc[first : span.end + 1], head.head
    while first > head.sent.start and doc[first - 1].head == head and doc[first - 1].dep_ in _TELLING:
        first = min(first - 1, doc[first - 1].left_edge.i) if doc[first - 2].text == "-" else first - 1
    said_by_whom = not (words()["counts"] | words()["whose"]).isdisjoint({head.lower_, *lemmas(head)})
    of = next((noun for word, noun in syntax.obliques(head) if word == "of" and noun.i >= span.end), None)
    if of is None or not said_by_whom:
        return doc[first : span.end]
    whole = syntax.noun_phrase(of)
    inner = next((noun for word, noun in syntax.obliques(of) if word == "of" and noun.i > of.i), None)
    last = max(whole.end, syntax.noun_phrase(inner).end) if inner is not None else whole.end
    return doc[first:last]


def is_manner(token: Token) -> bool:
    """Whether a noun tells how it was done, and not to whom: "with full force"."""
    return syntax.preposition(token) == "with" and not words()["manners"].isdisjoint(lemmas(token))


def thing_hit(token: Token, parties: Parties) -> list[Mention]:
    """What was hit or taken where it is nobody's that is known: "shelled a hospital", "seized the town of Kala"."""
    kinds = classes()["targets"] | classes()["territory"] | words()["things"]
    whats = [token, *syntax.flat_parts(token), *syntax.appositions(token)] if token.pos_ == "PROPN" else []
    named = any(not kinds.isdisjoint(form.lower() for form in (t.text, *lemmas(t))) for t in whats)
    linked = [m for m in parties.covering(token) if m.form != "place" or m.entity.country]
    if linked or not (named or (token.pos_ == "NOUN" and not kinds.isdisjoint(lemmas(token)))):
        return []
    phrase = syntax.noun_phrase(token)
    entity = Entity(f"{UNNAMED}/{phrase.start_char}", phrase.text, UNNAMED, _land(token, parties))
    return [Mention(entity, phrase.text, phrase.start_char, phrase.start_char + len(phrase.text), "agent")]


def aim(token: Token, parties: Parties) -> list[Mention]:
    """Whatever it is that an attack was on, if it is said where it stands: "a strike on a business park in Sumy"."""
    land = _land(token, parties) if token.pos_ == "NOUN" and not parties.covering(token) else None
    if land is None:
        return []
    phrase = syntax.noun_phrase(token)
    entity = Entity(f"{UNNAMED}/{phrase.start_char}", phrase.text, UNNAMED, land)
    return [Mention(entity, phrase.text, phrase.start_char, phrase.start_char + len(phrase.text), "agent")]


def _land(thing: Token, parties: Parties) -> str | None:
    """The country in which a thing is said to stand: "a hospital in Gao", "the Donetsk region"."""
    beside = [t for word, t in syntax.obliques(thing) if word in {"in", "at", "near", "of", "inside", "outside"}]
    inner = [t for b in beside for t in (*syntax.appositions(b), *syntax.adverbial_nouns(b))]
    inner += [t for b in beside for _, t in syntax.obliques(b)]
    words_ = [*syntax.modifiers(thing), *beside, *inner]
    places = [m for t in words_ for m in parties.covering(t) if m.form == "place" or m.entity.kind == "country"]
    return next((m.entity.country for m in places if m.entity.country), None)


def _is_people(token: Token) -> bool:
    if token.pos_ == "NUM":
        # "killing five", not "from 1 August"
        core = [*syntax.subjects(token.head), *syntax.objects(token.head), *syntax.agents(token.head)]
        money = any(c.text in "$€£%" for c in token.children)
        return token.tag_ == "CD" and syntax.first_conjunct(token) in core and not money and _counts(token)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "PRON"}:
        return False
    forms = {token.lower_, *lemmas(token), *(form.lower() for form in lemmas(token))}
    if token.pos_ != "PROPN" and forms & words()["counts"]:
        return _counts(token)
    return token.pos_ in {"NOUN", "PROPN"} and bool(forms & words()["people"])


def _counts(token: Token) -> bool:
    """Whether a count is one of people: of nothing, or "of" people."""
    of = [noun for word, noun in syntax.obliques(token) if word == "of"]
    return all({n.lower_, *lemmas(n)} & words()["people"] or n.pos_ == "PRON" for n in of)


def both_sides(match: Match) -> bool:
    """Whether those who were hit are both sides of a fight: "six soldiers and three rebels died in a gunfight"."""
    verb = match.trigger
    fights = [t for word, t in syntax.obliques(verb) if word in _IN_ATTACK]
    kinds = {(m.entity.country, m.entity.sector) for m in match.recipients}
    return len(kinds) > 1 and any(not words()["clashes"].isdisjoint(lemmas(t)) for t in fights)


def opponents(match: Match, parties: Parties) -> list[Mention]:
    """With whom those who were hit fought: "two soldiers were killed in clashes with militants"."""
    hit = {m.entity.id for m in match.recipients}
    fights = [noun for noun in attacks(match) if not words()["clashes"].isdisjoint(lemmas(noun))]
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
    others = [*_by_advancing(match.trigger), *_claimants(match.trigger)]
    return [m for t in others for m in parties.of(t) or described(t, parties)]


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


def _by_advancing(verb: Token) -> list[Token]:
    """Who did it where a parser took "by advancing forces" for what was done."""
    if not syntax.is_passive(verb):
        return []
    clauses = [t for t in syntax.adverbial_clauses(verb) if syntax.marker(t) == "by" and t.tag_ == "VBG"]
    return [
        t
        for c in clauses
        if not words()["moving"].isdisjoint(lemmas(c))
        for t in syntax.objects(c)
        if t.i == c.i + 1 or t.i == c.i + 2
    ]


def attacks(match: Match) -> list[Token]:
    """The nouns for an attack in which a verb, or one coordinated with it, says that somebody was hit."""
    verb = match.trigger
    verbs = [verb, *(t for t in syntax.conjuncts(verb) if not HARM.isdisjoint(lemmas(t)))]
    if syntax.is_passive(verb):  # "seven are killed and a cache of arms is recovered in an operation by the army"
        verbs += [t for t in syntax.conjuncts(verb) if t.i > verb.i and t not in verbs and syntax.is_passive(t)]
    phrases = [t for v in verbs for word, t in syntax.obliques(v) if word in _IN_ATTACK]
    own = [verb] if match.entry.pos == "noun" else syntax.logical_subjects(verb)
    return [noun for noun in (*own, *phrases) if noun == verb or is_weapon(noun) or _is_fight(noun)]


def _is_fight(noun: Token) -> bool:
    """Whether a noun is a fight of two sides, and no war of years: "a shootout with police"."""
    forms = set(lemmas(noun))
    return not words()["clashes"].isdisjoint(forms) and forms.isdisjoint(status_words()["long_wars"])


def _behind(noun: Token) -> list[Token]:
    """Who is said to have done an attack, in its own phrase.

    "a raid by the army", "clashes with police", "a blast attributed to Boko Haram", "an attack carried out by gunmen".
    """
    mutual = not words()["clashes"].isdisjoint(lemmas(noun))
    beside = {"by", "from"} | ({"between", "with"} if mutual else set())
    found = [t for word, t in syntax.obliques(noun) if word in beside]
    for verb in syntax.participles(noun):
        if not words()["ascribed"].isdisjoint(lemmas(verb)):
            found += [t for word, t in syntax.obliques(verb) if word in {"to", "on"}]
        elif not words()["done"].isdisjoint(lemmas(verb)):
            found += syntax.agents(verb)
    return found


def allows(match: Match) -> bool:
    """Whether an act is told although nobody is said to have done it."""
    entry, trigger = match.entry, match.trigger
    if entry.type == EventType.ACCUSE:
        return _is_accused(match)
    if not entry.type.has(Trait.UNNAMED) or (entry.mutual and match.recipients):
        return False
    if entry.pos == "verb" and entry.lemma in status_words()["circumstances"]:
        return False  # "was forced to sell", "is allowed to enter"
    if entry.lemma == "displace" or match.stance.status in {Status.HYPOTHETICAL, Status.DENIED}:
        return False  # that people fled is no act on them; and what nobody did, or might do, is none
    if match.stance.status == Status.PLANNED and entry.type != EventType.PROTEST:
        return False  # what nobody is said to plan
    yields = entry.type in {EventType.RETREAT, EventType.CONCEDE} and entry.pos == "verb" and entry.mode != "release"
    if yields and words()["eases"].isdisjoint(lemmas(trigger)):
        return False  # "the city has been liberated": who holds what, not who left
    if entry.pos == "noun" and entry.lemma in status_words()["long_wars"]:  # "prices rose due to the war in Mali"
        verb = trigger.head
        return trigger in syntax.subjects(verb) and not words()["occurs"].isdisjoint(lemmas(verb))
    if entry.pos == "verb":
        named = any(c.slot == "object" and c.kind == "words" for c in entry.when)  # "two rifles were seized"
        armed = entry.mode in {"aerial", "heavy-weapons", "explosives"} and bool(match.frame.slot("object"))
        attack = entry.type.has(Trait.ATTACK)
        hit = bool(match.recipients) or named or armed or (attack and (_weapon_acts(trigger) or bool(attacks(match))))
        if not attack and _weapon_acts(trigger):
            return False  # "the attack cut power": that is no sanction
        nobody = "subject" in entry.recipient or _nobody_acts(trigger)  # "came under fire", "died in a raid"
        return hit and nobody and is_told(trigger)
    sure = match.stance.status in {Status.ASSERTED, Status.HISTORICAL} or not entry.type.has(Trait.ALONE)
    return entry.pos == "noun" and ((is_reported(trigger) and sure) or _is_certain_act(match))


def _is_case_of_state(verb: Token) -> bool:
    """Whether what somebody not named is charged with is a matter of politics."""
    content = {f for t in verb.subtree for f in (t.lower_, *lemmas(t))}
    return not (words()["conflict"] - {"police", "policeman"} | words()["against_state"]).isdisjoint(content)


def _accused(match: Match) -> list[Mention]:
    """Who does what he does because he stands accused: "the mayor resigned amid an inquiry"."""
    verb = syntax.first_conjunct(match.trigger).head
    if not syntax.is_verb(verb):
        return []
    whom = syntax.logical_objects(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    parties = match.frame.parties
    return [m for t in whom for m in parties.of(t) if m.entity.kind == "person" and m.form != "pronoun"]


def _is_accused(match: Match) -> bool:
    """Whether somebody known stands accused: "was charged with treason", "faces charges", "after his indictment"."""
    entry, trigger = match.entry, match.trigger
    named = [m for m in match.recipients if not is_unnamed(m) and m.form != "adjective"]
    if entry.pos == "noun" and not match.recipients:
        named = match.recipients = _accused(match)
    if match.stance.status in {Status.HYPOTHETICAL, Status.DENIED}:
        return False
    if not named and entry.pos == "verb" and entry.lemma in {"charge", "indict", "arraign", "prosecute"}:
        named = match.recipients if _is_case_of_state(trigger) else []  # "two men were charged with terrorism"
    if not named:
        return False
    if entry.pos == "noun":
        link = syntax.preposition(syntax.first_conjunct(trigger))
        known = any(m.entity.country or m.entity.sector for m in named)
        return known and link in _UPON and not words()["charges"].isdisjoint(lemmas(trigger))
    if entry.pos != "verb":
        return False
    if entry.lemma == "face":  # "faces charges of fraud"
        return any(m.entity.country or m.entity.sector for m in named)
    passive = bool(syntax.auxiliaries(trigger)) and syntax.is_passive(trigger) and not syntax.agents(trigger)
    return passive and entry.lemma in CHARGED and Ground.RECIPIENT_FURTHER_DOWN not in match.notes


def _nobody_acts(verb: Token) -> bool:
    """Whether the verb leaves open who acts: a passive without an agent, or a weapon as its subject."""
    if syntax.is_passive(verb):
        return not syntax.agents(verb) or all(is_weapon(t) for t in syntax.agents(verb))
    return _weapon_acts(verb)


def _weapon_acts(verb: Token) -> bool:
    found = syntax.agents(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    return bool(found) and all(is_weapon(t) for t in found)


def is_weapon(token: Token) -> bool:
    """Whether a noun is a weapon or an attack: as a subject it says that somebody acted, not who."""
    return any({t.lower_, *lemmas(t)} & words()["weapons"] for t in (token, *measured(token)))


def is_reported(noun: Token) -> bool:
    """Whether an event noun tells that something took place: "clashes erupted", "there was an attack", a headline."""
    if noun.tag_ == "NNP" and noun.lower_ == "march":
        return False  # a month
    if "toll" in lemmas(noun.head) and syntax.preposition(noun) in {"from", "of", "in"}:
        return True  # "the death toll from clashes rose to 30"
    if any(t.lower_ in {"the", "this", "that", "these", "those"} for t in noun.children if t.pos_ == "DET") and not [
        t for word, t in syntax.obliques(noun) if word in {"in", "on", "near", "at", "against", "between"}
    ]:
        return False  # "the attack left two dead": one that has been told
    first = syntax.first_conjunct(noun)
    if syntax.subjects(first) and syntax.preposition(first) != "behind":
        return False  # "it is an attack on democracy"
    head = first.head
    if syntax.preposition(first) == "of" and not status_words()["measures"].isdisjoint(lemmas(head)):
        first = syntax.first_conjunct(head)  # "a series of attacks took place"
        head = first.head
    if head == first:
        return True
    if first in syntax.subjects(head) and syntax.is_passive(head):
        return not (words()["reports"] | words()["held"]).isdisjoint(lemmas(head))
    if head.dep_ == "ROOT" and first in syntax.subjects(head):
        return not words()["occurs"].isdisjoint(lemmas(head)) or "be" in lemmas(head)
    if first in syntax.subjects(head):
        return not words()["occurs"].isdisjoint(lemmas(head))
    return first in [*syntax.objects(head), *syntax.logical_objects(head)] and not words()["reports"].isdisjoint(
        lemmas(head)
    )


def _is_certain_act(match: Match) -> bool:
    """Whether a noun anywhere in a sentence names an act that took place: "after the arrest of two activists".

    It says to whom, or when; of protests and of fighting the place is enough.
    """
    noun, type_ = match.trigger, match.entry.type
    if match.stance.status not in {Status.ASSERTED, Status.HISTORICAL} or noun.tag_ == "NNP":
        return False
    above = syntax.first_conjunct(noun).head
    if above.tag_ == "VBG" and "lead" in lemmas(above) and syntax.antecedent(above) is not None:
        return False  # "a reward for information leading to the arrest of": not yet
    told_before = any(t.lower_ in {"the", "these", "those", "such"} for t in noun.children if t.pos_ == "DET")
    dated = has_date(noun)
    placed = any(word in {"in", "across", "at", "near", "outside", "on"} for word, _ in syntax.obliques(noun))
    if type_ == EventType.PROTEST or not words()["clashes"].isdisjoint(lemmas(noun)):
        if type_ != EventType.PROTEST:
            return dated or placed
        link = syntax.preposition(syntax.first_conjunct(noun))  # "amid protests"; not "the causes of protests"
        return dated or placed or link in _SINCE or (not told_before and link not in {"of", "for"})
    if not words()["certain"].isdisjoint(lemmas(noun)):
        definite = any(t.lower_ in {"the", "this"} for t in noun.children) or bool(syntax.possessors(noun))
        hit = bool(match.recipients) and "coup" not in lemmas(noun)  # a coup has no victim that it names
        first = syntax.first_conjunct(noun)
        in_harm = not (HARM | {"die"}).isdisjoint(lemmas(first.head))  # "killed in an attack on a convoy" is one act
        after = (placed or hit) and not in_harm and syntax.preposition(first) in _SINCE
        told = (hit and (definite or dated or _is_described(noun))) or (dated and (definite or placed))
        return told or after
    return False


def _is_described(noun: Token) -> bool:
    """Whether a relative clause tells that the act took place: "an attack that killed 12", "a raid that occurred"."""
    clauses = [t for t in syntax.relative_clauses(noun) if noun in syntax.logical_subjects(t) or syntax.subjects(t)]
    return any(not (words()["occurs"] | HARM).isdisjoint(lemmas(t)) and syntax.is_past(t) for t in clauses)


def has_date(noun: Token) -> bool:
    """Whether the phrase of a noun says when: "the 2003 bombing", "attacks in March"."""
    given = {t.lower_ for t in noun.subtree}
    return not words()["days"].isdisjoint(given) or any(len(t) == 4 and t.startswith(("19", "20")) for t in given)


def is_told(verb: Token) -> bool:
    """Whether a verb tells what happened, and does not describe somebody: "those killed in the war"."""
    if verb.dep_ == "conj" and verb.head.pos_ == "ADJ" and not syntax.auxiliaries(verb):
        return False  # "leaving 27 people dead and 180 injured"
    noun = syntax.antecedent(verb)
    if noun is None:
        return True
    if syntax.is_passive(verb) and (noun.pos_ == "PROPN" or (noun.head.pos_ == "PROPN" and noun.dep_ == "appos")):
        return True  # "Ana Li, who was kidnapped", "Ana Li, the man charged with murder"
    if syntax.is_passive(verb) and (is_dated(verb) or _is_placed_past(verb)):
        return True  # "those arrested on Monday", "protesters who were arrested in Gao"
    # a headline: "Ten soldiers killed near Gao"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and syntax.first_conjunct(noun).dep_ == "ROOT"


def is_dated(verb: Token) -> bool:
    """Whether the clause of a verb says on which day or in which month it was."""
    return any(t.head == verb and not words()["days"].isdisjoint(x.lower_ for x in t.subtree) for t in verb.children)


def _is_placed_past(verb: Token) -> bool:
    """Whether a relative clause of its own tense says where it was: "protesters who were arrested in Gao"."""
    past = any(t.tag_ == "VBD" for t in syntax.auxiliaries(verb))
    return past and any(word in {"in", "at", "near", "during"} for word, _ in syntax.obliques(verb))
