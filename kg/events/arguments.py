"""Who took part: the fillers of a frame's slots, and those whom English lets stand further away."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import agentless, made, taken_up
from kg.events.attribution import Voices
from kg.events.frame import NAMED, Frame, measured
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.presupposed import is_reason
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_DEEDS, _PARTIES, _PREPOSITIONS, _PRESUMED, _SENSES, _SOMEBODY = map(
    en.lists, ("deeds", "parties", "prepositions", "presumed", "senses", "somebody")
)
_WHERE_ABROAD = en.orders("prepositions")["where_abroad"]
# Prepositions behind which those affected stand.
AFFECTED = _PREPOSITIONS["affected"]
HIT = {"object", "on", "against", "at"}
DEEPEST = 3  # phrases into phrases; below that a name has nothing to do with the act


def first(
    frame: Frame, slots: Iterable[str], parties: Parties, places: bool = False, taken: Iterable[str] = (),
    things: bool = False, home: Callable[[Mention], bool] | None = None,
) -> list[Mention]:  # fmt: skip
    """The mentions of the first slot that an actor fills.

    Args:
        frame: The frame.
        slots: Slot names, the likeliest first.
        parties: The linked mentions.
        places: Whether a place counts.
        taken: Ids of entities that stand on the other side.
        things: Whether what belongs to somebody stands for its owner: "attacked Egyptian checkpoints in Sinai".
        home: Whether somebody is the actors' own country, which is passed over: "demands the withdrawal of Turkish
            troops from his country".
    """
    taken = set(taken)
    for name in slots:
        found: list[Mention] = []
        for token in frame.slot(name):
            owners = parties.owners(token) if things and name in HIT else []
            nationals = _nationals(token.head, parties) if name == "possessor" else []
            for mention in nationals or [*parties.of(token, places), *parties.listed(token)] or owners:
                if mention not in found and mention.entity.id not in taken:
                    found.append(mention)
        found = [m for m in found if home is None or not home(m)]
        if found:
            return found
    return []


def behind(frame: Frame, slots: Iterable[str], parties: Parties) -> list[Mention]:
    """Whose instrument acts: Russia in "Russian missiles hit Kyiv", the Taliban in "Taliban members met …"."""
    for name in slots:
        for token in (word for t in frame.slot(name) for word in (t, *measured(t))):
            forms = lemmas(token)
            if any(form in _PARTIES["persons"] for form in forms):
                found = parties.citizens(token)
            else:
                # A ministry has no forces: what is "its" is the state's.
                owners = parties.owners(token) if any(form in _PARTIES["instruments"] for form in forms) else []
                found = [parties.state_of(m) if m.entity.sector == "GOV" else m for m in owners]
            if found:
                return found
    return []


def issuers(frame: Frame, parties: Parties) -> list[Mention]:
    """Who acts through a paper: the court in "the court issued an order suspending the ban"."""
    for paper in frame.slot("subject"):
        if frame.pos != "verb" or _DEEDS["papers"].isdisjoint(lemmas(paper)):
            continue
        verb = paper.head
        if syntax.is_verb(verb) and verb != frame.trigger and not _DEEDS["issues"].isdisjoint(lemmas(verb)):
            found = [m for t in syntax.logical_subjects(verb) if t != paper for m in parties.of(t)]
            if found:
                return found
    return []


def authors(frame: Frame, parties: Parties) -> list[Mention]:
    """Whose paper says it: "adopted a resolution calling on Iran to stop", "a letter by Mali urging talks"."""
    noun = syntax.antecedent(frame.trigger)
    if noun is None or frame.trigger.tag_ != "VBG" or _PARTIES["papers"].isdisjoint(lemmas(noun)):
        return []
    verb = noun.head
    issues = (
        syntax.is_verb(verb)
        and noun in syntax.logical_objects(verb)
        and not _PARTIES["issues"].isdisjoint(lemmas(verb))
    )
    issued = syntax.logical_subjects(verb) if issues else []
    return parties.owners(noun) or [m for t in issued for m in parties.of(t)]


def above(frame: Frame, parties: Parties) -> list[Mention]:
    """Who says it, higher up: "Mali says that the talks have failed, citing Chad's refusal to pay"."""
    verb = syntax.governor(frame.trigger) if frame.trigger.tag_ == "VBG" and not syntax.marker(frame.trigger) else None
    while verb is not None and not syntax.is_passive(verb):
        found = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
        outer = syntax.governor(verb)
        if found or outer == verb or not syntax.is_complement(verb):
            return found
        verb = outer
    return []


def deeper(match: Match, parties: Parties, places: bool, taken: set[str]) -> list[Mention]:
    """A recipient further down, nearest first: in the phrases of the object, or in the clause that is the theme.

    "rejected Iran's proposal", "ended the ban on Chilean grapes", "promised to go on helping Haiti".  Of a meeting
    those are met whom it is "with" or "in": what was talked about took no part.
    """
    entry = match.entry
    if entry.near or "subject" in entry.recipient or _names_nobody_known(match):
        return []
    if entry.mutual:
        found = _met(match, parties, places)
    elif _is_of_deed(match):
        found = _doers(match.frame.slot("clause-subject"), parties)
    else:
        return _below_phrases(match, parties, places, taken)
    return [m for m in found if m.entity.id not in taken]


def _below_phrases(match: Match, parties: Parties, places: bool, taken: set[str]) -> list[Mention]:
    """Who stands in the phrases around a predicate, or in phrases of these, nearest first."""
    entry = match.entry
    doers, asked = entry.type.has(Trait.OF_DOERS), entry.type == EventType.REQUEST
    level = _not_whence(_nearest(match), places)
    for depth in range(DEEPEST):
        own = depth == 0 and entry.type == EventType.AGREE  # "reaffirmed the EU's commitment": its own
        sides = [m for t in level for m in _side(t, parties, places or depth > 0, not own) if m.entity.id not in taken]
        found = [m for m in sides if not is_own_country(m, match) and (m.form != "agent" or m.entity.country)]
        if found:
            return found
        level = _not_whence([t for token in level for t in _below(token, doers, asked)], places)
    return []


def _is_of_deed(match: Match) -> bool:
    """Whether a deed is judged by a clause about it: "said that the raid by Chadian troops was a crime"."""
    if match.frame.pos == "noun" or match.entry.type != EventType.ACCUSE:
        return False
    return any(c.slot == "clause-subject" for c in match.entry.when)


def _nearest(match: Match) -> list[Token]:
    """The phrases around a predicate below which a recipient may stand."""
    frame = match.frame
    if frame.pos == "noun":
        return frame.slot("against") or _phrases(frame.trigger, AFFECTED)
    slots = [*(name for name in match.entry.recipient if name not in NAMED), "clause", "object"]
    return [t for name in slots for t in frame.slot(name)]


def _not_whence(level: list[Token], places: bool) -> list[Token]:
    """The phrases without the place that something was fired from, where a place counts."""
    return [t for t in level if syntax.preposition(t) != "from"] if places else level


def _doers(acts: Iterable[Token], parties: Parties) -> list[Mention]:
    """Whose doing is judged: Chad's in "said that the raid by Chadian troops on a village was a crime"."""
    by = [noun for act in acts for word, noun in syntax.obliques(act) if word in {"by", "from"}]
    by += [noun for act in acts for verb in syntax.participles(act) for noun in syntax.agents(verb)]
    return [m for t in by for m in parties.of(t) or parties.owners(t)] or [m for t in acts for m in parties.owners(t)]


def _met(match: Match, parties: Parties, places: bool) -> list[Mention]:
    """Whom a mutual act is with; of a body that was met in or of, that body."""
    frame = match.frame
    if frame.pos == "noun":
        return [m for t in _phrases(frame.trigger, {"with", "between"}) for m in parties.of(t, places)]
    objects, clauses = frame.slot("object"), frame.slot("clause")
    held = any(c.slot == "object" for c in match.entry.when)  # "held talks in Moscow", not "discussed the war in Syria"
    beside = _PREPOSITIONS["beside_what_is_held"] if held else frozenset({"with", "between"})
    with_ = [t for head in objects for t in _phrases(head, beside)]
    with_ += [t for head in clauses for t in _phrases(head, {"with", "between"})]
    bodies = [t for head in (*objects, *clauses) for t in _phrases(head, {"of"})]
    return [m for t in with_ for m in parties.of(t, places)] or [
        m for t in bodies for m in parties.of(t) if m.entity.kind == "organisation"
    ]


def _phrases(token: Token, prepositions: Container[str]) -> list[Token]:
    return [noun for word, noun in syntax.obliques(token) if word in prepositions and not _aside(word, noun)]


def _aside(word: str, noun: Token) -> bool:
    """ ", with the ministry saying that …" tells what somebody else does meanwhile."""
    return word == "with" and any(c.dep_ == "acl" and c.tag_ == "VBG" for c in noun.children)


def is_own_country(mention: Mention, match: Match) -> bool:
    """Whether it is the country of those who act: Moscow praised Peru's people for "solidarity with Russia".

    Somebody may well accuse the government of his own country, or ask it for something.
    """
    if mention.form == "agent" and agentless.is_said(match) and all(a.entity.kind == "person" for a in match.actors):
        return False
    rulers = [a.entity for a in match.actors if a.entity.kind == "country" or a.entity.sector == "GOV"]
    return mention.entity.kind == "country" and any(same_side(mention.entity, ruler) for ruler in rulers)


def _names_nobody_known(match: Match) -> bool:
    """Whether the recipient is a name that was not recognised: "invited Mr Wahid to Moscow" invites no Moscow."""
    slots = [name for name in match.entry.recipient if name != "possessor"]
    filled = next((found for name in slots if (found := match.frame.slot(name))), [])
    anybody = _SOMEBODY["somebody"] if "object" in slots and filled == match.frame.slot("object") else ()
    return any(
        (t.pos_ == "PROPN" or t.lemma_.lower() in anybody) and not match.frame.parties.of(t, places=True)
        for t in filled
    )


def _side(token: Token, parties: Parties, places: bool, owners: bool = True) -> list[Mention]:
    if syntax.is_verb(token):  # "outraged that protesters were beaten": not at them
        doers = syntax.agents(token) if syntax.is_passive(token) else syntax.subjects(token)
        return [m for s in doers for m in parties.of(s)]
    if not owners:
        return parties.of(token, places)
    return parties.of(token, places) or _nationals(token, parties) or parties.owners(token)


def _nationals(noun: Token, parties: Parties) -> list[Mention]:
    """Somebody of a nation, and not that nation: "this Japanese musician"."""
    return [] if _PARTIES["persons"].isdisjoint(lemmas(noun)) else parties.citizens(noun)


def _below(token: Token, doers: bool, asked: bool) -> list[Token]:
    if token.lemma_.lower() in {"border", "frontier"}:
        return []  # "near the border with Turkey"
    if token.lemma_.lower() in _SENSES["for_whom"] and syntax.preposition(token) == "in":
        return []  # "took to the streets in support of the rebels"
    agents = syntax.agents(token) if syntax.is_verb(token) and syntax.is_passive(token) else []
    if agents or (doers and token.tag_ == "VBG"):
        return agents  # "crimes committed by X against Y"; "condemned others for backing Ana" does not condemn Ana
    phrases = _phrases(token, AFFECTED)
    phrases = [t for t in phrases if not is_reason(syntax.preposition(t), t)]
    if asked and syntax.is_verb(token) and syntax.is_passive(token):
        return phrases  # "called for Ana to be released": she is not asked
    if syntax.is_verb(token):
        clauses = [*syntax.complements(token), *(verb for _, verb in syntax.gerunds(token))]
        return [*made.objects(token), *syntax.indirect_objects(token), *phrases, *clauses]
    return [*phrases, *(p for p in syntax.participles(token) if p.lower_ not in _PREPOSITIONS["participles"])]


def abroad(match: Match, parties: Parties) -> list[Mention]:
    """Whose land is hit when nobody else is named: "bombed targets in Syria"."""
    home = {m.entity.country for m in match.actors}
    found = [m for word in _WHERE_ABROAD for t in match.frame.slot(word) for m in parties.of(t, places=True)]
    return [m for m in found if m.entity.country and m.entity.country not in home][:1]


def unless(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """At whom a threat is, by its condition: "threatened to end the talks unless Oman withdrew"."""
    if match.entry.type != EventType.THREATEN:
        return []
    heads = [match.trigger, *match.frame.slot("clause")]
    conditions = [c for h in heads for c in syntax.adverbial_clauses(h) if syntax.marker(c) in {"if", "unless"}]
    found = [m for c in conditions for t in syntax.logical_subjects(c) for m in parties.of(t)]
    return [m for m in found if m.entity.id not in taken and m.form != "pronoun"]


def decreed(match: Match, parties: Parties) -> list[Mention]:
    """Whose law or order does it: "signed an order imposing sanctions on Oman", "a decree that bans foreign media"."""
    noun = syntax.antecedent(match.trigger)
    if noun is None or _DEEDS["decrees"].isdisjoint(lemmas(noun)) or syntax.is_passive(match.trigger):
        return []
    verb = syntax.first_conjunct(noun).head
    if syntax.is_verb(verb) and noun in syntax.logical_objects(verb):
        return [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    return parties.owners(noun)


def where(match: Match, parties: Parties) -> list[Mention]:
    """The state in whose land a passive says that it was done: "were released from captivity in Libya"."""
    if not syntax.is_passive(match.trigger):
        return []
    taken = {m.entity.country for m in match.recipients}
    outer = [noun for word, noun in syntax.obliques(match.trigger) if word in {"in", "from"}]
    inner = [noun for t in outer for word, noun in syntax.obliques(t) if word == "in"]
    for token in [*inner, *outer]:
        found = [m for m in parties.of(token, places=True) if m.entity.country and m.entity.country not in taken]
        if found:
            return [parties.state_of(m) if m.entity.kind != "place" else parties.state_at(m) for m in found[:1]]
    return []


def bonded(match: Match, parties: Parties) -> list[Mention]:
    """The two whose ties are cut or mended where nobody is said to do it: "Iran-Saudi ties were severed"."""
    for noun in match.frame.slot("object"):
        if noun.lemma_.lower() not in _PRESUMED["bonds"]:
            continue
        between = [t for word, t in syntax.obliques(noun) if word in {"between", "of", "with"}]
        before = [m for t in noun.doc[noun.left_edge.i : noun.i] for m in parties.covering(t)]
        sides = list(dict.fromkeys([*before, *(m for t in between for m in parties.of(t))]))
        if len({m.entity.country for m in sides} - {None}) > 1:
            return sides
    return []


def absent_party(match: Match, parties: Parties, voices: Voices) -> list[Mention]:
    """Who it is when a mutual act names one side only.

    Whoever raises it ("offered closer cooperation with Japan"), else whoever speaks of it ("spoke of
    cooperation with …"); who speaks for a state stands for it.
    """
    if not match.entry.mutual:
        return []
    if match.actors and match.entry.pos == "noun" and not any(m.form == "pronoun" for m in match.actors):
        return []  # "supports Afghan peace talks" is no talk with the supporter, "our cooperation" is with him
    taken = {m.entity.id for m in match.recipients + match.actors}
    countries = {m.entity.country for m in match.recipients + match.actors}
    for found in (_raisers(match.trigger, parties), voices.mentions(match.trigger, match.stance)):
        other = [m for m in found if m.entity.id not in taken and m.entity.country not in countries]
        if other:
            in_person = match.entry.pos == "verb" or match.entry.type.has(Trait.CONVERSATION)
            return other if in_person else [parties.state_of(m) for m in other]
    return []


def _raisers(trigger: Token, parties: Parties) -> list[Mention]:
    """The subject of the verb that a noun hangs on, through the nouns between them."""
    token = trigger
    for _ in range(4):
        if syntax.is_verb(token) or token.head == token:
            break
        token = token.head
    if token == trigger or not syntax.is_verb(token):
        return []
    return [m for t in syntax.logical_subjects(token) for m in parties.of(t)]


def theme(match: Match) -> Token | None:
    """The head of what the act was about: the first theme slot whose filler is not a party."""
    parties = {m.start for m in match.actors + match.recipients}
    for name in match.entry.theme:
        for word in match.frame.slot(name):
            token = taken_up.thing(word, match.frame.parties) or word
            if (
                token.i != match.trigger.i
                and not syntax.is_pronoun(token)
                and _PREPOSITIONS["nouns_of_prepositions"].isdisjoint(lemmas(token.head))
                and not any(m.start in parties for m in match.frame.parties.covering(token))
            ):
                return token
    return match.trigger if match.entry.pos == "noun" else None
