"""Which actor a word of the parse stands for."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.entities.knowledge import Knowledge
from kg.errors import KnowledgeError
from kg.language import syntax
from kg.model import Mention

# People who are somebody's and not that somebody: "a Putin ally" is not Putin.
_OTHERS = {
    "associate", "ally", "critic", "opponent", "rival", "supporter", "loyalist", "successor",
    "predecessor", "son", "daughter", "wife", "husband", "brother", "sister", "friend", "voter", "protester",
    "demonstrator", "activist", "follower", "nominee", "appointee", "victim",
}  # fmt: skip
# Those of a nation without a word of their own in the knowledge base: "its Ukrainian partners".
_NATIONALS = {"partner", "ally", "counterpart", "colleague", "side", "neighbour", "neighbor", "friend", "negotiator"}
NATIONS = {"country", "organisation"}
_STORMS = {"cyclone", "typhoon", "hurricane", "storm", "earthquake", "tsunami", "volcano", "mount", "tropical"}
_TREATIES = {
    "agreement", "accord", "treaty", "protocol", "convention", "declaration", "process", "format", "memorandum", "pact",
    "charter", "statement", "communique", "statute", "agreements", "accords", "protocols", "conventions",
}  # fmt: skip
# Heads that stand for those whom their "of" or "from" phrase names: "officials from China", "members of Hamas".
BEHALF = {
    "official", "member", "representative", "delegation", "leader", "part", "group", "number", "side", "troop", "force",
    "people", "government", "authority", "delegate", "envoy", "negotiator", "team", "citizen", "thousand", "hundred",
    "dozen", "lot", "rest", "most", "some", "majority", "supporter", "soldier", "fighter", "minister", "counterpart",
    "diplomat", "lawmaker", "national", "resident", "both", "each", "all", "one", "head", "bloc",
}  # fmt: skip


class Parties:
    """The linked mentions of a document, by token."""

    def __init__(self, doc: Doc, mentions: list[Mention]) -> None:
        self._knowledge = Knowledge.load()
        self._at: dict[int, list[Mention]] = {}
        starts = {t.idx: t.i for t in doc}
        for mention in mentions:
            if mention.entity.id.endswith("/government"):
                mention = self.state_of(mention)  # a government acts for its state: one node in the graph, not two
            first = starts.get(mention.start)
            if first is None:
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                if span is None:
                    continue
                first = span.start
            if mention.form == "agent" and doc[first].pos_ == "ADJ" and " " not in mention.text:
                continue  # "military cooperation" is no army
            if _is_no_party(doc[first], mention):
                continue
            i = first
            while i < len(doc) and doc[i].idx < mention.end:
                self._at.setdefault(i, []).append(mention)
                i += 1

    def covering(self, token: Token) -> list[Mention]:
        """The mentions that contain the token."""
        return self._at.get(token.i, [])

    def of(self, token: Token, places: bool = False) -> list[Mention]:
        """Whom a noun phrase, given by its head word, stands for.

        Args:
            token: The head.
            places: Whether a name that is only a place counts ("an attack on Kyiv").
        """
        found = [m for m in self.covering(token) if m.form != "place" or (places and m.entity.country)]
        if found:
            return [*found, *self._others_of(token, found)]
        for part in syntax.appositions(token):
            if "(" in {part.left_edge.text, part.doc[max(0, part.left_edge.i - 1)].text}:
                continue  # "ballistic missiles (SRBMs)" is an abbreviation
            found = [m for m in self.covering(part) if m.form not in {"place", "adjective"}]
            if found:
                return found
        if token.lemma_.lower() in _NATIONALS:
            found = [m for t in syntax.modifiers(token) for m in self.covering(t) if m.entity.kind in NATIONS]
        if not found and token.lemma_.lower() in BEHALF:
            for word, noun in syntax.obliques(token):
                if word in {"of", "from"}:
                    found += [m for m in self.covering(noun) if places or m.form != "place"]
        return found

    def _others_of(self, token: Token, found: list[Mention]) -> list[Mention]:
        """The other countries of a list: Brazil and Chile in "the foreign ministers of Peru, Brazil and Chile"."""
        if token.tag_ not in {"NNS", "NNPS"} or all(m.form == "name" for m in found):
            return []
        listed = [noun for word, noun in syntax.obliques(token) if word == "of" and noun.dep_ == "conj"]
        return [m for noun in listed for m in self.covering(noun) if m not in found and m.form != "place"]

    def state_of(self, mention: Mention) -> Mention:
        """The mention, standing for the state if it names one that acts for a state."""
        entity = mention.entity
        if entity.country is None or entity.sector not in {"GOV", "MIL", None} or entity.kind == "country":
            return mention
        try:
            return replace(mention, entity=self._knowledge.entity(entity.country))
        except KnowledgeError:
            return mention

    def owners(self, noun: Token) -> list[Mention]:
        """To whom a thing belongs: "Israel" for the raids of "Israeli raids", "Iran's raids", "the raids by Iran"."""
        by = [agent for word, agent in syntax.obliques(noun) if word == "by"]
        for part in [*syntax.possessors(noun), *syntax.modifiers(noun), *by]:
            found = [m for m in self.covering(part) if m.form != "place" and (m.form != "agent" or m.entity.country)]
            if found:
                somebody_else = found[0].entity.kind == "person" and noun.lemma_.lower() in _OTHERS
                return [] if somebody_else else found
        return []


def _is_no_party(first: Token, mention: Mention) -> bool:
    """Whether a name only looks like somebody: "Typhoon Doksuri", the town in "the Minsk agreements"."""
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    if first.lower_ in _STORMS or before in _STORMS:
        return True
    head = first.head.lemma_.lower()
    return mention.form in {"place", "metonym"} and first.dep_ in {"compound", "amod"} and head in _TREATIES
