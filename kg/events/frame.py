"""What fills the slots around a predicate: its subject, object, clause, possessor and prepositional phrases.

The slot names are those of the lexicon.  Slots of a verb: ``subject``, ``object`` (both logical: a passive is undone),
``indirect``, ``clause``, ``infinitive`` (a clause with "to"), ``clause-subject``, ``clause-object``, ``possessor`` (of
the object) and every preposition by its own word, alternatives with "|" between them.  Slots of a noun: ``possessor``
(also "Russian" and "US" before it), ``doer`` (who announces or begins it) and every preposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events import made
from kg.events.lexicon import Entry, Lexicon
from kg.events.parties import Parties
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_BESIDE, _DEEDS, _PARTIES, _PREPOSITIONS, _PRESUMED, _SENSES = map(
    en.lists, ("beside", "deeds", "parties", "prepositions", "presumed", "senses")
)


def compound(token: Token, lemma: str) -> str:
    """A noun and the word that makes a compound with it: "trade war"; "" if it stands alone."""
    before = token.nbor(-1) if token.i > 0 else None
    return f"{before.lower_} {lemma}" if before is not None and before.pos_ in COMPOUNDING else ""


class Frame:
    """The slots of one predicate, computed when asked for."""

    def __init__(self, trigger: Token, pos: str, parties: Parties) -> None:
        self.trigger, self.pos, self.parties = trigger, pos, parties
        self._slots: dict[str, list[Token]] = {}
        self._fillers: dict[str, list[tuple[str, bool]]] = {}
        self._phrases: dict[str, list[Token]] | None = None
        self._best: dict[str, Entry | None] = {}

    @classmethod
    def of(cls, trigger: Token, pos: str, parties: Parties) -> Frame:
        """The frame of a word, made once a document: the matcher reads it, and the judge after it."""
        key = (trigger.i, pos)
        if key not in parties.frames:
            parties.frames[key] = cls(trigger, pos, parties)
        frame: Frame = parties.frames[key]
        return frame

    def best(self, lexicon: Lexicon, lemma: str) -> Entry | None:
        """The entry of a lexicon that fits it best; the matcher asks, and the judge after it."""
        if lemma not in self._best:
            extra = self.extra if lexicon.takes_more(self.pos, lemma) else ()
            self._best[lemma] = lexicon.best(self.pos, lemma, extra, self.fillers, sentence_forms(self.trigger))
        return self._best[lemma]

    def slot(self, name: str) -> list[Token]:
        """The head words that fill a slot, in text order; empty if nothing does."""
        if name not in self._slots:
            find = getattr(self, "_" + name.replace("-", "_"), None) if name in NAMED else None
            self._slots[name] = find() if find else self._preposition(name)
        return self._slots[name]

    def fillers(self, name: str) -> list[tuple[str, bool]]:
        """The (lemma, is an actor) of each filler; a compound as two words too ("air strike"), an actor as "$actor"."""
        if name not in self._fillers:
            self._fillers[name] = self._filling(name)
        return self._fillers[name]

    def _filling(self, name: str) -> list[tuple[str, bool]]:
        out: list[tuple[str, bool]] = []
        for token in self.slot(name):
            mentions = self.parties.of(token, places=True)
            actor = any(m.form != "place" or m.entity.country for m in mentions)
            if actor:
                out.append(("$actor", True))
            if any(m.entity.kind == "person" for m in mentions):
                out.append(("$person", True))
            if any(m.entity.sector == "JUD" for m in mentions):
                out.append(("$court", True))
            if name in PREDICATIVE and syntax.is_negated(token):
                out.append(("not", actor))  # "said that Guyana was not the aggressor" calls nobody one
                continue
            if name not in NAMED and any(c.lower_ == "no" and c.dep_ == "det" for c in token.children):
                out += [(f"no {lemma}", actor) for lemma in lemmas(token)]  # "a vote of no confidence"
                continue
            for word in (token, *measured(token)):
                for lemma in lemmas(word):
                    pair = compound(word, lemma)
                    if pair not in _SENSES["opaque"]:  # a hunger strike is no strike
                        out.append((lemma, actor))
                    if pair:
                        out.append((pair, actor))
        return out

    @cached_property
    def extra(self) -> list[str]:
        """The words that make one predicate with it: "off" in "call off", "part" in "take part"."""
        if self.pos == "noun":
            return [w for m in syntax.modifiers(self.trigger) for w in (m.lower_, m.lemma_.lower())]
        before = [c for c in self.trigger.children if c.dep_ == "advmod" and c.i < self.trigger.i]  # "jointly patrol"
        return [w for t in (*before, *syntax.followers(self.trigger)) for w in (t.lower_, t.lemma_.lower())]

    def _subject(self) -> list[Token]:
        if self.pos == "verb":
            return syntax.logical_subjects(self.trigger)
        found = syntax.subjects(self.trigger)
        if not found and self.pos == "adj":
            # "it is willing": an empty "it" is willing to do nothing
            found = [c for c in self.trigger.children if c.dep_ == "expl" and c.lower_ == "it"]
        return found or ([self.trigger.head] if self.pos == "adj" and self.trigger.dep_ == "amod" else [])

    def _object(self) -> list[Token]:
        if self.pos != "verb":
            return []
        if given := self._given():
            return given
        found = syntax.logical_objects(self.trigger)
        return found or ([] if syntax.is_passive(self.trigger) else syntax.indirect_objects(self.trigger))

    def _indirect(self) -> list[Token]:
        if self._given():
            return syntax.logical_objects(self.trigger)
        return syntax.indirect_objects(self.trigger) if self.pos == "verb" else []

    def _given(self) -> list[Token]:
        """What somebody "was granted" or "was awarded": in such a passive the subject is who gets it."""
        if (
            self.pos != "verb"
            or not syntax.is_passive(self.trigger)
            or _DEEDS["gives"].isdisjoint(lemmas(self.trigger))
        ):
            return []
        return [t for t in syntax.objects(self.trigger) if t.pos_ in {"NOUN", "PROPN"} and t.i > self.trigger.i]

    def _doer(self) -> list[Token]:
        """Who announces or begins what a noun names: "Oman announced the sale of jets to Chad"."""
        verb = self.trigger.head
        if self.pos != "noun" or not syntax.is_verb(verb) or self.trigger not in syntax.objects(verb):
            return []
        return [] if _DEEDS["announces"].isdisjoint(lemmas(verb)) else syntax.logical_subjects(verb)

    def _clause(self) -> list[Token]:
        found = [c for c in syntax.complements(self.trigger) if c.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}]
        found += [verb for word, verb in syntax.gerunds(self.trigger) if word not in _PREPOSITIONS["beside_the_act"]]
        if self.pos == "verb":  # "declared its readiness to send"
            found = found or [c for o in self.slot("object") for c in syntax.participles(o) if syntax.marker(c) == "to"]
        elif self.pos == "noun":  # "Mali's request to join"
            found += [c for c in syntax.participles(self.trigger) if syntax.marker(c) == "to"]
        found += self._to_act()
        purpose = [c for c in syntax.adverbial_clauses(self.trigger) if syntax.marker(c) == "to"]
        return found or purpose or self._quoted_predicate()

    def _to_act(self) -> list[Token]:
        """What somebody is to do: "called for Iran to stop", "stressed the need for Iran to stop"."""
        heads = [self.trigger, *(self.slot("object") if self.pos == "verb" else [])]
        return [c for head in heads for c in syntax.for_clauses(head)]

    def _quoted_predicate(self) -> list[Token]:
        """What an object is called, in quotation marks that hide it from a parser: called the plan "hasty"."""
        if self.pos != "verb":
            return []
        named = [p for o in self.slot("object") for p in syntax.appositions(o) if p.left_edge.i > 0]
        return syntax.with_conjuncts([p for p in named if p.left_edge.nbor(-1).text in QUOTES or p.text in QUOTES])

    def _infinitive(self) -> list[Token]:
        return [c for c in self.slot("clause") if syntax.marker(c) == "to" and not syntax.subjects(c)]

    def _clause_subject(self) -> list[Token]:
        clauses = syntax.complements(self.trigger)
        return [s for c in clauses for s in (syntax.agents(c) if syntax.is_passive(c) else syntax.subjects(c))]

    def _clause_object(self) -> list[Token]:
        return [o for c in self.slot("clause") for o in [*made.objects(c), *(n for _, n in syntax.obliques(c))]]

    def _possessor(self) -> list[Token]:
        heads = [self.trigger] if self.pos == "noun" else self.slot("object")
        owners = [(n, p) for n in heads for p in [*syntax.possessors(n), *syntax.modifiers(n)] if not _prefix(p)]
        return [p for n, p in owners if not self._is_somebody_of(n, p)]

    def _is_somebody_of(self, noun: Token, owner: Token) -> bool:
        """Whether a noun is somebody else, by whose he is: who convicts "his brother" does not convict him."""
        bond = any(m.entity.kind == "person" for m in self.parties.covering(owner))
        return bond and not _PARTIES["others"].isdisjoint(lemmas(noun))

    def _preposition(self, name: str) -> list[Token]:
        if self._phrases is None:
            self._phrases = self._collect()
        found = [noun for word in name.split("|") for noun in self._phrases.get(word, ())]
        return found + self._second(found[0]) if name == "between" and len(found) == 1 else found

    def _second(self, first: Token) -> list[Token]:
        """The other of two that a parser has parted: "between Congo (DRC) and the rebels will begin"."""
        doc = first.doc
        for i in range(first.i + 1, min(first.i + REACH, first.sent.end - 1)):
            if doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                break
            if doc[i].lower_ == "and":
                return [t for t in doc[i + 1 : min(i + 6, first.sent.end)] if self.parties.covering(t)][:1]
        return []

    def _collect(self) -> dict[str, list[Token]]:
        """The phrases of the predicate and its object, then those a parser has hung on a noun inside them.

        "the attack by Iran on Israel", "appealed in June to the general": the last phrase is the predicate's.
        """
        found: dict[str, list[Token]] = {}
        level = [self.trigger, *([] if self.pos == "noun" else self.slot("object"))]
        for inner in (False, True):
            below: list[Token] = []
            for head in level:
                named = self.parties.covering(head) if head != self.trigger else []
                for word, noun in syntax.obliques(head):
                    if inner and _is_own_phrase(head, word, noun):
                        continue
                    if word == "with" and self.pos == "noun" and self._is_spoken_of():
                        continue  # "discussed the war with Oman": whom one talks with
                    if named and word in _PREPOSITIONS["part_of_name"] and self._is_in_name(noun, named):
                        continue
                    if noun not in found.setdefault(word, []):
                        found[word].append(noun)
                        below.append(noun)
            level = below
        for clause in self._to_act():
            # "called for Ana to be released" is said to nobody who is named
            who = [clause] if syntax.is_passive(clause) else syntax.subjects(clause)
            found.setdefault("for", []).extend(who)
        for word, noun in self._of_its_verb():
            found.setdefault(word, []).append(noun)
        if self.pos == "noun":  # "anti-government protests" are against it
            against = [m for m in syntax.modifiers(self.trigger) if _prefix(m) == "anti"]
            found.setdefault("against", []).extend(against)
        return {word: nouns for word, nouns in found.items() if nouns}

    def _is_in_name(self, noun: Token, named: Sequence[Mention]) -> bool:
        """Whether the phrase of a noun belongs to a name: "met the president of Chile", "met Wang of China"."""
        if any(m.entity.kind == "person" and m.form == "name" for m in named):
            return True
        return any(m in named for m in self.parties.covering(noun))

    def _is_spoken_of(self) -> bool:
        """Whether a noun is what a verb of talking is about."""
        verb = self.trigger.head
        return self.trigger in syntax.objects(verb) and not _PRESUMED["takes_up"].isdisjoint(lemmas(verb))

    def _of_its_verb(self) -> list[tuple[str, Token]]:
        """Between or against whom a verb says that an event takes place: "a swap takes place between Iran and Oman"."""
        verb = self.trigger.head
        if self.pos != "noun" or not syntax.is_verb(verb) or self.trigger not in syntax.subjects(verb):
            return []
        if _DEEDS["held"].isdisjoint(lemmas(verb)):
            return []
        return [(word, noun) for word, noun in syntax.obliques(verb) if word in {"between", "with", "against"}]


def _is_own_phrase(noun: Token, word: str, inner: Token) -> bool:
    """Whether a phrase inside another is its noun's: the second of two "for", and where a trip goes, on which it was.

    "Support for Mali's candidacy for the council" is not for the council; "announced in his visit to Mali" not to Mali.
    """
    before = syntax.preposition(noun)
    if word == before != "of" and noun.dep_ != "conj":
        return all(c.dep_ != "cc" for c in inner.children)
    return word == "to" and before in _OCCASION and not _BESIDE["ways"].isdisjoint(lemmas(noun))


def _prefix(token: Token) -> str:
    """What a modifier begins with that says on which side somebody is: "anti" in "anti-Russia rally"."""
    return next((c.lower_ for c in token.children if c.lower_ in {"anti", "pro"} and c.i < token.i), "")


def measured(token: Token) -> list[Token]:
    """Of what there is a number or a quantity: the strikes of "a series of strikes"."""
    if _SENSES["measures"].isdisjoint(lemmas(token)):
        return []
    return [noun for word, noun in syntax.obliques(token) if word == "of"]


_OCCASION = _PREPOSITIONS["at_an_occasion"] | _PREPOSITIONS["at_another_time"]
PREDICATIVE = {"clause", "infinitive", "as"}
QUOTES = {'"', "“", "‘", "'", "``"}
COMPOUNDING = {"NOUN", "ADJ", "PROPN", "VERB"}
REACH = 14  # words between "between" and its "and"
NAMED = {
    "subject",
    "object",
    "indirect",
    "clause",
    "infinitive",
    "clause-subject",
    "clause-object",
    "possessor",
    "doer",
}
