"""Which actor a word of the parse stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from kg.core.errors import KnowledgeError
from kg.core.records import Entity, Mention
from kg.entities.knowledge import Knowledge
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PARTIES, _SPEECH = en.lists("parties"), en.lists("speech")
NATIONS = {"country", "organisation"}
_PLURAL = {"NNS", "NNPS"}
_DESCRIBED = {"agent", "role"}  # the forms of who is described and not named
DATELINE = {":", "-", "–", "—", "--"}  # stand behind it


class Parties:
    """The linked mentions of a document, by token."""

    def __init__(self, doc: Doc, mentions: list[Mention]) -> None:
        self._knowledge = Knowledge.load()
        self._at: dict[int, list[Mention]] = {}
        self._meant: dict[tuple[int, bool], list[Mention]] = {}
        self.frames: dict[tuple[int, str], Any] = {}  # what kg.events.frame keeps of each word
        tokens = list(doc)
        starts = {token.idx: token.i for token in tokens}
        for mention in mentions:
            if mention.entity.id.endswith("/government"):
                mention = self.state_of(mention)  # a government acts for its state: one node in the graph, not two
            first = starts.get(mention.start)
            if first is None:
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                if span is None:
                    continue
                first = span.start
            if mention.form == "agent" and tokens[first].pos_ == "ADJ" and " " not in mention.text:
                continue  # "military cooperation" is no army
            thing = (
                mention.form == "agent"
                and mention.entity.country is None
                and mention.text.lower() in _PARTIES["things"]
            )
            if thing or _is_no_party(tokens[first], mention):
                continue
            mention = self._citizens(tokens[first], mention)
            i = first
            while i < len(tokens) and tokens[i].idx < mention.end:
                self._at.setdefault(i, []).append(mention)
                i += 1

    def _citizens(self, word: Token, mention: Mention) -> Mention:
        """A people by the country it lives in: "Iraqi Kurds"."""
        entity = mention.entity
        if entity.kind != "people" or entity.country is not None:
            return mention
        nation = next((m for t in syntax.modifiers(word) for m in self.covering(t) if m.form == "adjective"), None)
        if nation is None or nation.entity.kind != "country":
            return mention
        id_ = f"{nation.entity.id.lower()}/{entity.id}"
        return replace(
            mention, entity=replace(entity, id=id_, name=f"{nation.text} {entity.name}", country=nation.entity.id)
        )

    def covering(self, token: Token) -> list[Mention]:
        """The mentions that contain the token."""
        return self._at.get(token.i, [])

    def of(self, token: Token, places: bool = False) -> list[Mention]:
        """Whom a noun phrase, given by its head word, stands for; looked up once, to be left as it is.

        Args:
            token: The head.
            places: Whether a name that is only a place counts ("an attack on Kyiv").
        """
        key = token.i, places
        if key not in self._meant:
            self._meant[key] = self._of(token, places)
        return self._meant[key]

    def _of(self, token: Token, places: bool) -> list[Mention]:
        found = self._at_word(token, places)
        if named := self._named(token, found):
            return named
        found = [*self._sharing_last_word(token), *found]
        if found:
            several = token.tag_ in _PLURAL and any(m.form != "name" for m in found)
            return (self._bearers(token) or [*found, *self._others_of(token, found)]) if several else found
        if named := self._person_inside(token) or self._set_beside(token):
            return named
        if titles := self._titles(token):
            return [m for m in titles if m.form in _DESCRIBED]
        return self._of_nation(token) or self._on_behalf(token, places) or self._own(token) or self._reporting(token)

    def _at_word(self, token: Token, places: bool) -> list[Mention]:
        """The mentions at a word; of an apposition that only describes, those of the name before it.

        "The NUG, an administration outlawed by …".
        """
        found = [m for m in self.covering(token) if m.form != "place" or (places and m.entity.country)]
        if token.dep_ == "appos" and all(m.form in _DESCRIBED for m in found):
            return [m for m in self.covering(token.head) if m.form in {"name", "metonym"}] or found
        return found

    def _person_inside(self, token: Token) -> list[Mention]:
        """Who bears a name of which only a part was recognised: "court nominee Ana Li", "Gen Prayut"."""
        for part in syntax.flat_parts(token) if token.pos_ in {"NOUN", "PROPN"} else ():
            if found := [m for m in self.covering(part) if m.form == "name" and m.entity.kind == "person"]:
                return found
        return []

    def _set_beside(self, token: Token) -> list[Mention]:
        """Who is named beside a noun: "speed skaters Ana Li and Bo Wang"."""
        for part in syntax.appositions(token):
            if "(" in {part.left_edge.text, part.doc[max(0, part.left_edge.i - 1)].text}:
                continue  # "ballistic missiles (SRBMs)" is an abbreviation
            members = syntax.with_conjuncts([part])
            found = [m for t in members for m in self.covering(t) if m.form not in {"place", "adjective"}]
            if found:
                return found
        return []

    def _titles(self, token: Token) -> list[Mention]:
        """What stands as a title before a name of which nothing else is known: "justice minister Ana Li"."""
        for title in token.children:
            if title.dep_ == "nmod:desc" and title.i < token.i and (found := self.covering(title)):
                return found
        return []

    def _on_behalf(self, token: Token, places: bool) -> list[Mention]:
        """Whose people or things act, by what stands behind them: "withdrew its troops from Chad"."""
        found: list[Mention] = []
        if token.lemma_.lower() not in _PARTIES["behalf"]:
            return found
        whose = syntax.possessors(token)
        for word, noun in syntax.obliques(token):
            if word == "of" or (word == "from" and not whose):
                named = [m for m in self.covering(noun) if places or m.form != "place"]
                found += named or (self._of_nation(noun) if word == "of" else [])
        return found

    def _of_nation(self, token: Token) -> list[Mention]:
        """Those of a nation or a body, by the name before them: "its Ukrainian partners", "the P5+1 powers"."""
        if token.lemma_.lower() not in _PARTIES["nationals"]:
            return []
        return [m for t in syntax.modifiers(token) for m in self.covering(t) if m.entity.kind in NATIONS]

    def _instances(self, token: Token) -> list[Mention]:
        """Who is named of those whom a noun only describes: "its rivals, such as Iran", "countries including Chad"."""
        listed = [noun for word, noun in syntax.obliques(token) if word in _PARTIES["instances"]]
        return [m for noun in listed for m in self.covering(noun) if m.form in {"name", "metonym"}]

    def _called(self, token: Token) -> list[Mention]:
        """The name behind a noun for a body or its men: "the armed group Abu Sayyaf", "men from a Taliban faction"."""
        named = [m for part in syntax.appositions(token) for m in self.covering(part) if m.form == "name"]
        if bodies := [m for m in named if m.entity.kind in {"armed_group", "organisation", "company"}]:
            return bodies
        sent = [noun for word, noun in syntax.obliques(token) if word == "from"]
        sent += [inner for noun in sent for word, inner in syntax.obliques(noun) if word == "of"]
        return [m for noun in sent for m in self.covering(noun) if m.entity.kind == "armed_group"]

    def _named(self, token: Token, described: Sequence[Mention]) -> list[Mention]:
        """Who is named where a noun alone only describes him: "its rivals, such as Iran", "the mayor, Ana Li,"."""
        anybody = all(map(is_anybody, described))
        if anybody and (named := self._instances(token)):
            return named
        if not described or any(m.form not in _DESCRIBED for m in described):
            return []
        return (self._called(token) if anybody else []) or self._by_name(token, described)

    def _by_name(self, token: Token, described: Sequence[Mention]) -> list[Mention]:
        """Who bears the name behind a phrase that only describes him: "the mayor of a town in Mali, Ana Li,".

        A parser may take it for the name of the town; but nobody is one.
        """
        if token.tag_ not in {"NN", "NNP"}:
            return []
        of = [noun for _, noun in syntax.obliques(token)]
        of += [inner for noun in of for _, inner in syntax.obliques(noun)]
        towns = [t for t in of if any(m.form == "place" for m in self.covering(t))]
        own, inner = ([p for t in ts for p in syntax.appositions(t)] for ts in ([token], towns))
        kinds = {m.entity.kind for m in described}
        bodies = kinds <= {"company", "organisation", "armed_group"}
        named = [m for part in ([*own] if bodies else [*own, *inner]) for m in self.covering(part) if m.form == "name"]
        return [m for m in named if (m.entity.kind in kinds if bodies else m.entity.kind == "person")]

    def listed(self, token: Token) -> list[Mention]:
        """Those of a list whom a parser parted from the first: "Niger, along with Mali", "Ana Li, Bo Wang and Cem Ak".

        Of persons it takes the second for another name of the first.
        """
        first = [m for m in self.covering(token) if m.form != "place"]
        if not first:
            return []
        joined = self._joined(token)
        first = [m for m in first if m.form == "name"]
        if not first or not syntax.conjuncts(token):
            return joined
        bare = [t for t in syntax.appositions(token) if t.pos_ == "PROPN" and not syntax.modifiers(t)]
        others = [m for t in bare for m in self.covering(t)]
        kind = first[0].entity.kind
        return joined + [m for m in others if m.form == "name" and m.entity.kind == kind and m not in first]

    def _joined(self, token: Token) -> list[Mention]:
        """Who is named behind a preposition of company: "along with Mali", "together with Chad"."""
        beside = [noun for word, noun in syntax.obliques(token) if word in _PARTIES["with"]]
        together = [c for c in token.children if c.lower_ == "together"]
        beside += [noun for c in together for word, noun in syntax.obliques(c) if word == "with"]
        return [m for noun in beside for m in self.covering(noun) if m.form != "place"]

    def _sharing_last_word(self, token: Token) -> list[Mention]:
        """The country whose name ends with another's: North Korea in "North and South Korea"."""
        for word in syntax.flat_parts(token):
            if word.text not in _PARTIES["compass"] or word.i + 2 >= token.i or word.nbor().lower_ not in {"and", "or"}:
                continue
            name = f"{word.text} {token.text}"
            if known := [e for e in self._knowledge.lookup(name) if e.kind == "country"]:
                return [Mention(known[0], word.text, word.idx, word.idx + len(word.text), "name")]
        return []

    def _own(self, token: Token) -> list[Mention]:
        """A state's people by a pronoun: "its own people", "their citizens"."""
        pronouns = [m for t in syntax.possessors(token) if t.tag_ == "PRP$" for m in self.covering(t)]
        if not pronouns:
            return []
        agent = self._knowledge.agent(token.lower_) or self._knowledge.agent(token.lemma_.lower())
        if agent is None or agent.kind != "people":
            return []
        country = pronouns[0].entity.country
        if country is None or pronouns[0].entity.kind == "person":
            return []
        return self._nationals(token, country, agent.lemma, agent.sector)

    def _nationals(self, token: Token, country: str, noun: str, sector: str | None) -> list[Mention]:
        """The people of a country that a noun phrase speaks of."""
        name = f"{self._knowledge.adjective(country)} {noun}"
        entity = Entity(f"{country.lower()}/{token.lower_}", name, "people", country, sector)
        phrase = syntax.noun_phrase(token)
        return [Mention(entity, phrase.text, phrase.start_char, phrase.end_char, "agent")]

    def _reporting(self, token: Token) -> list[Mention]:
        """Who speaks of himself: "Syria said it would withdraw", "the rebels say they are ready"."""
        pronoun = token.lower_
        if pronoun not in {"it", "they"}:
            return []
        verb = syntax.governor(token.head) if token.head != token else None
        if verb is None or not any(form in _SPEECH["speech"] for form in lemmas(verb)):
            return []
        said = [m for t in syntax.subjects(verb) for m in self.covering(t) if m.form != "place"]
        kinds = {m.entity.kind for m in said}
        alone = len({m.entity.id for m in said}) == 1 and "person" not in kinds
        return said if (pronoun == "it" and alone) or (pronoun == "they" and said) else []

    def _bearers(self, token: Token) -> list[Mention]:
        """Who bears an office that several share: "the presidents of Chad and Niger, Mahamat Déby and Bazoum"."""
        listed = [noun for word, noun in syntax.obliques(token) if word == "of"]
        named = [*listed, *(m for part in syntax.appositions(token) for m in syntax.with_conjuncts([part]))]
        people = [m for noun in named for m in self.covering(noun) if m.form == "name" and m.entity.kind == "person"]
        return people if len(people) > 1 else []

    def _others_of(self, token: Token, found: list[Mention]) -> list[Mention]:
        """The other countries of a list: Brazil and Chile in "the foreign ministers of Peru, Brazil and Chile"."""
        listed = [noun for word, noun in syntax.obliques(token) if word in {"of", "from"} and noun.dep_ == "conj"]
        return [m for noun in listed for m in self.covering(noun) if m not in found and m.form != "place"]

    def citizens(self, token: Token) -> list[Mention]:
        """Somebody of a nation, by the adjective before him: "two Palestinian teenagers" are not Palestine."""
        whose = [*syntax.modifiers(token), *syntax.possessors(token)]
        nations = [m for t in whose for m in self.covering(t) if m.entity.kind == "country"]
        return self._nationals(token, nations[0].entity.id, lemmas(token)[0], "CVL") if nations else []

    def state_of(self, mention: Mention) -> Mention:
        """The mention, standing for the state if it names one that acts for a state."""
        entity = mention.entity
        if entity.country is None or entity.sector not in {"GOV", "MIL", None} or entity.kind == "country":
            return mention
        try:
            return replace(mention, entity=self._knowledge.entity(entity.country))
        except KnowledgeError:
            return mention

    def own_government(self, mention: Mention, actors: list[Mention]) -> Mention:
        """The government, where a mention that stands for the state names it and those who act are of that state.

        Abroad a government is its state; an opposition accuses its government and not its country.
        """
        home = mention.entity.kind == "country" and any(a.entity.country == mention.entity.id for a in actors)
        if not home or mention.form != "agent" or "government" not in mention.text.lower().split():
            return mention
        return replace(mention, entity=self._knowledge.government(mention.entity.id))

    def state_at(self, place: Mention) -> Mention:
        """A place, standing for the state it lies in, or for one that few recognise."""
        state = self._knowledge.de_facto(place.entity.name)
        if state is not None:
            return replace(place, entity=state)
        country = place.entity.country
        return place if country is None else replace(place, entity=self._knowledge.entity(country))

    def is_capital(self, mention: Mention) -> bool:
        """Whether a mention is a place, and a state or the capital of the country that it lies in."""
        place = mention.entity
        if mention.form != "place" or place.country is None:
            return False
        if self._knowledge.de_facto(place.name) is not None:
            return True
        return self._knowledge.capital(place.country) == place.name

    def owners(self, noun: Token) -> list[Mention]:
        """To whom a thing belongs: "Israel" for the raids of "Israeli raids", "Iran's raids", "the raids by Iran"."""
        by = [agent for word, agent in syntax.obliques(noun) if word == "by"]
        held = [
            t
            for verb in syntax.participles(noun)
            if not _PARTIES["holds"].isdisjoint(lemmas(verb))
            for word, t in [*syntax.obliques(verb), *(("by", a) for a in syntax.agents(verb))]
            if word in {"to", "by", "with"}
        ]
        for part in [*syntax.possessors(noun), *syntax.modifiers(noun), *by, *held]:
            found = [
                m
                for m in self.covering(part)
                if m.form != "place" and (m.form != "agent" or m.entity.country or "/" in m.entity.id)
            ]
            if found:
                somebody_else = found[0].entity.kind == "person" and noun.lemma_.lower() in _PARTIES["others"]
                return [] if somebody_else else found
        return []


MODEL = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]*")  # of an aircraft or a missile: "F-16", "Su-35", "S-200"


def is_anybody(mention: Mention) -> bool:
    """Whether a common noun tells nothing of whom it means, not even a country: "rivals", "countries"."""
    return mention.form == "agent" and mention.entity.country is None and "/" not in mention.entity.id


# "a UN-brokered truce" is not the United Nations'.
GO_BETWEEN = en.orders("parties")["go_between"]


def _is_no_party(first: Token, mention: Mention) -> bool:
    """Whether a name only looks like somebody: "Typhoon Doksuri", the town in "the Minsk agreements"."""
    doc, behind = first.doc, first.i
    while behind < len(doc) and doc[behind].idx < mention.end:
        behind += 1
    if behind + 1 < len(doc) and doc[behind].text == "-" and doc[behind + 1].lower_.startswith(GO_BETWEEN):
        return True
    if behind < len(doc) and doc[behind].text[0] in "$€£" and first.text.isupper():
        return True  # "US$9 billion"
    if mention.entity.country is None and MODEL.fullmatch(mention.text):
        return True
    if mention.entity.kind == "place" and first.is_sent_start and behind < len(doc) and doc[behind].text in DATELINE:
        return True  # "Shillong: The leader of the party was arrested"
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    if first.lower_ in _PARTIES["storms"] or before in _PARTIES["storms"]:
        return True
    head = first.head.lemma_.lower()
    return mention.form in {"place", "metonym"} and first.dep_ in {"compound", "amod"} and head in _PARTIES["treaties"]
