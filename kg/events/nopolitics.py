"""Whether an act of nobody named is an accident, a disaster or common crime, by the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events.doers import HARM
from kg.events.match import Match
from kg.events.unnamed import is_unnamed
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_CRIME, _DEEDS, _PREPOSITIONS, _SPORTS, _UNNAMED = map(
    en.lists, ("crime", "deeds", "prepositions", "sports", "unnamed")
)
# Who is killed for what he is: then it is no accident, if nothing speaks of one.
_POLITICAL = {"GOV", "MIL", "COP", "REB", "UAF", "LEG", "JUD", "OPP", "PTY", "SPY"}


def is_no_politics(match: Match) -> bool:
    """Whether a sentence tells of an accident, a disaster or common crime."""
    sentence = _forms(match.trigger.sent) - _stored(match.trigger.sent)
    bombed = not _CRIME["bombs"].isdisjoint(sentence)
    if not bombed and not _SPORTS["sports"].isdisjoint(sentence - _of_bodies(match)):
        return True
    public = match.entry.type == EventType.PROTEST or (  # people do protest against a crime, and ministers are tried
        not match.entry.type.has(Trait.ATTACK) and any(map(is_political, match.recipients))
    )
    if not public and not _CRIME["crime"].isdisjoint(sentence) and not _is_at_war(match, sentence):
        return True
    if any(rule(match) for rule in (_is_title, _is_of_emergency, _is_of_somebody_private, _is_of_briefing, _is_cured)):
        return True
    tried = match.entry.mode == "convict" or match.entry.type == EventType.ACCUSE
    if tried and all(m.entity.sector is None for m in match.recipients):
        private = not (_CRIME["crimes"] | _CRIME["private_crimes"]).isdisjoint(sentence)
        return private and _CRIME["conflict"].isdisjoint(sentence)
    if not match.entry.type.has(Trait.ATTACK):
        against = match.entry.type == EventType.COERCE and match.entry.mode != "arrest"
        return against and not _CRIME["disasters"].isdisjoint(sentence)
    return _is_accident(match, sentence)


def _is_accident(match: Match, sentence: set[str]) -> bool:
    if match.entry.pos == "verb" and any(
        "fire" in lemmas(t) for word, t in syntax.obliques(match.trigger) if word == "on"
    ):
        return False  # "were set on fire"
    if match.entry.pos == "noun" and not _CRIME["crimes"].isdisjoint(lemmas(match.trigger)):
        hit = any(map(is_political, match.recipients))
        return _CRIME["conflict"].isdisjoint(sentence) and not hit
    if not _CRIME["spaceflight"].isdisjoint(sentence):
        return True
    if not _CRIME["disasters"].isdisjoint(sentence):
        return _CRIME["bombs"].isdisjoint(sentence)
    if _is_hit_by_crime(match) and not _is_at_war(match, sentence):
        return True
    explosion = not sentence.isdisjoint({"explosion", "blast", "explode"})
    armed = not _CRIME["conflict"].isdisjoint(sentence) or bool(sentence & _CRIME["weapons"] - _CRIME["stored"])
    if armed or any(map(is_political, match.recipients)):
        return False
    if explosion and _CRIME["industry"].isdisjoint(sentence):
        return False
    harmed = not (HARM | _DEEDS["death"]).isdisjoint(lemmas(match.trigger))
    return explosion or harmed or not _CRIME["accidents"].isdisjoint(sentence)


def _is_at_war(match: Match, sentence: set[str]) -> bool:
    """Whether those who fight wars are in a sentence: then what else is common crime is none."""
    return not _CRIME["fighters"].isdisjoint(sentence) or any(map(is_political, match.recipients))


def _is_hit_by_crime(match: Match) -> bool:
    """Whether people are hit in what is common crime unless somebody of politics is: "were killed in a stabbing"."""
    parties = [m for m in (*match.actors, *match.recipients) if m.entity.kind not in {"country", "place", "company"}]
    if match.entry.pos != "verb" or not all(map(is_unnamed, parties)):
        return False
    scenes = [t for word, t in syntax.obliques(match.trigger) if word in _PREPOSITIONS["in_a_crime"]]
    told = {form for t in scenes for word in (t, *syntax.modifiers(t)) for form in (word.lower_, *lemmas(word))}
    return not _CRIME["crimes"].isdisjoint(told)  # "in a stabbing", "in a knife attack"


def _of_bodies(match: Match) -> set[str]:
    """The words in the names of bodies of politics, where a league plays nothing: "National League for Democracy"."""
    named = [t for t in match.trigger.sent if any(map(is_political, match.frame.parties.covering(t)))]
    return {form for t in named for form in (t.lower_, t.lemma_.lower())}


def is_political(mention: Mention) -> bool:
    """Whether somebody is of politics; a country is named as often as not only to say where it was."""
    return mention.entity.sector in _POLITICAL and mention.entity.kind != "country"


def _forms(sentence: Span) -> set[str]:
    """The words of a sentence, their lemmas, and two neighbours as one ("gas leak", "drive-by")."""
    tokens = list(sentence)
    storming = [t for t in tokens if syntax.is_verb(t) and "storm" in lemmas(t)]
    found = {form for t in tokens if t not in storming for form in (t.lower_, t.lemma_.lower())}
    found |= {f"{a.lower_} {b.lower_}" for a, b in pairwise(tokens)}
    return found | {
        f"{a.lower_}-{b.lower_}" for a, mark, b in zip(tokens, tokens[1:], tokens[2:], strict=False) if mark.text == "-"
    }


def _stored(sentence: Span) -> set[str]:
    """The words for what lies in a store, with which nobody attacks: "a missile and ammunition depot"."""
    stores = [t for t in sentence if not _CRIME["stores"].isdisjoint(lemmas(t))]
    named = [t for store in stores for t in (*syntax.modifiers(store), syntax.first_conjunct(store))]
    named += [t for store in stores for word, t in syntax.obliques(store) if word == "of"]
    return {form for t in named for word in (t, *syntax.conjuncts(t)) if word not in stores for form in lemmas(word)}


def _around(token: Token) -> Iterator[Span]:
    """The sentence of a token, two before it and one behind: what is told of one event stands close together."""
    sentence, doc = token.sent, token.doc
    yield sentence
    if sentence.end < len(doc):
        yield doc[sentence.end].sent
    for _ in range(2):
        if sentence.start > 0:
            sentence = doc[sentence.start - 1].sent
            yield sentence


def _is_title(match: Match) -> bool:
    """Whether a noun stands in a list of titles, of which none tells anything: "Gaza war, Blockades of Gaza"."""
    tokens = list(match.trigger.sent)
    told = any(syntax.is_verb(t) or t.pos_ == "AUX" or t.like_num for t in tokens)
    return match.entry.pos == "noun" and not told and any(t.text == "," for t in tokens)


def _is_of_emergency(match: Match) -> bool:
    """Whether rules against a disease or a storm are made or eased, which is against nobody."""
    type_, mode = match.entry.type, match.entry.mode
    rules = type_ in {EventType.RETREAT, EventType.CONCEDE} or mode in {"restrict", "martial-law", "ban"}
    known = any(m.entity.country and m.form == "name" and m.entity.kind != "place" for m in match.recipients)
    return rules and not known and any(not _CRIME["emergencies"].isdisjoint(_forms(s)) for s in _around(match.trigger))


def _is_of_briefing(match: Match) -> bool:
    """Whether a briefing of the press ends, and with it the embargo on what was said there."""
    told = {f for t in match.frame.slot("object") for f in lemmas(t)}
    if match.recipients or told.isdisjoint({"briefing", "call", "embargo"}):
        return False
    return "embargo" not in told or any(
        not {"briefing", "background"}.isdisjoint(_forms(s)) for s in _around(match.trigger)
    )


def _is_cured(match: Match) -> bool:
    """Whether who is set free leaves a hospital: "was released from intensive care"."""
    where = [t for word, t in syntax.obliques(match.trigger) if word == "from"]
    return match.entry.mode == "release" and any(
        not {"hospital", "clinic", "care"}.isdisjoint(lemmas(t)) for t in where
    )


def _is_of_somebody_private(match: Match) -> bool:
    """Whether all that is told is that one private person was arrested, sentenced, dismissed or hit."""
    hit, type_ = match.recipients, match.entry.type
    if not hit or match.entry.pos != "verb" or not all(map(_is_private, hit)):
        return False
    alone = all(is_unnamed(m) and _is_one(m) for m in hit)
    if not alone and type_ != EventType.SANCTION:
        return False
    public = [_UNNAMED["clashes"], *(_CRIME[name] for name in ("conflict", "politics", "bombs"))]
    return all(group.isdisjoint(forms) for forms in map(_forms, _around(match.trigger)) for group in public)


def _is_private(mention: Mention) -> bool:
    return mention.entity.sector in {None, "CVL", "LAB"} and mention.entity.kind in {"person", "people", "unnamed"}


def _is_one(mention: Mention) -> bool:
    """ "A man", "the suspect": somebody of whom nothing else is said."""
    return not _CRIME["one"].isdisjoint(mention.text.lower().replace("-", " ").split())
