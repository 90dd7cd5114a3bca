"""The ``svo`` extractor: who did what to whom or to what, in the text's own verbs, where PLOVER has no type for it.

Open triples from the parse: a subject, a verb and an object of which at least one is an actor that is known.  Their
type is OTHER and their relation the verb.  Status, date, place, source, theme and contexts are read by the coder of the
rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.core.event import Event
from kg.core.lists import shipped as shipped_lists
from kg.core.plover import EventType
from kg.core.records import Article, Extraction, Mention
from kg.entities import tables
from kg.events import EventsComponent, plausible, themes, time
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.frame import Frame
from kg.events.grounds import Family
from kg.events.lexicon import Entry
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.status import stance
from kg.extractors.base import register
from kg.extractors.rules import RulesExtractor
from kg.language import en, given, syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas

_ATTITUDES, _SOMEBODY, _SPEECH, _SPORTS = map(en.lists, ("attitudes", "somebody", "speech", "sports"))
# Verbs that tell how sure their clause is.
_STANCES = _ATTITUDES["operators"].union(*(_ATTITUDES[name] for name in ("planned", "hypothetical", "denied")))
NAME = "svo/1"

#: Of 60 triples sampled from 800 current-events items and 40 newswire articles and read one by one, 47 were right in
#: who, what, to whom and status.
CONFIDENCE = 0.78

# Sectors whose common nouns are actors: "police", "lawmakers", "rebels".
_POLITICAL = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "REB", "OPP", "PTY", "IGO", "UAF", None}
# What a gerund may stand behind and still tell what was done: "after reopening its border".
_TELLING = {"", "to", "after", "before", "while", "since", "when", "despite", "by"}


class SvoExtractor(RulesExtractor):
    """Reads open triples.

    Args:
        model: Name or folder of a spaCy pipeline; the shipped weights if None.
        knowledge: Files with actors of the user's own.
        nlp: A pipeline that already has our components, instead of both.
        rules: Whether the events that the rules read are kept as well.

    Raises:
        ModelError: There is no such pipeline, or it lacks what the rules need.
        KnowledgeError: A knowledge file is not well formed.

    Example:
        >>> [e.relation for e in kg.extract({"id": "a", "text": "Mali adopted a new flag."}, extractor="svo")]
        ['adopts']
    """

    name = NAME
    data = (*RulesExtractor.data, "extractors/svo.yaml")

    def __init__(
        self,
        model: str | Path | None = None,
        knowledge: Sequence[str | Path] = (),
        nlp: Language | None = None,
        rules: bool = False,
    ) -> None:
        super().__init__(model, knowledge, nlp)
        self.rules = rules

    @cached_property
    def version(self) -> str:
        """See :attr:`RulesExtractor.version`."""
        return f"{super().version} with {RulesExtractor.name}" if self.rules else super().version

    @cached_property
    def _triples(self) -> OpenTriples:
        pipe = next(p for _, p in self.nlp.pipeline if isinstance(p, EventsComponent))
        return OpenTriples(pipe.coder)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction per article, in order."""
        for doc, back in self._read(articles):
            notes = annotations_of(doc)
            assert notes.article is not None
            found = [given.of(doc, event) for event in self._triples.find(doc)]
            if self.rules:  # of an act without a type the triple says more: it has the theme
                at = {e.evidence.trigger_start for e in found}
                kept = [e for e in notes.events if e.type != EventType.OTHER or e.evidence.trigger_start not in at]
                found = sorted([*kept, *found], key=lambda e: (e.evidence.trigger_start, e.id))
            yield back(Extraction(notes.article, tuple(found), tuple(notes.relations)))


register("svo")(SvoExtractor)


@register("rules+svo")
def rules_and_triples(
    model: str | Path | None = None, knowledge: Sequence[str | Path] = (), nlp: Language | None = None
) -> SvoExtractor:
    """The events of the rules, and open triples for the rest; the arguments are those of :class:`SvoExtractor`."""
    return SvoExtractor(model, knowledge, nlp, rules=True)


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists of ``svo.yaml``."""
    return dict(shipped_lists(Path(__file__).parent / "svo.yaml"))


class OpenTriples:
    """Finds open triples in documents that the rules have coded.

    Args:
        coder: The rules' coder.
    """

    def __init__(self, coder: Coder) -> None:
        self.coder = coder

    def find(self, doc: Doc) -> list[Event]:
        """The triples of a document, in text order."""
        notes = annotations_of(doc)
        if not notes.mentions:
            return []
        article = notes.article or Article(id="", text=doc.text)
        parties = Parties(doc, notes.mentions)
        voices = Voices(doc, parties)
        times = time.find(doc)
        coded = {e.evidence.trigger_start for e in notes.events if e.type != EventType.OTHER}
        found: dict[str, Event] = {}
        for sentence in doc.sents:
            if any(t.lower_ in _SPORTS["sports"] for t in sentence):
                continue
            here = [t for t in times if sentence.start_char <= t.start < sentence.end_char]
            for verb in sentence:
                match = self._match(verb, parties, coded)
                if match is None:
                    continue
                event = self.coder.event(match, sentence, article, voices, here)
                if event.recipients or event.theme:
                    event = replace(event, extractor=NAME, confidence=CONFIDENCE, id="")
                    found.setdefault(event.id, event)
        return sorted(found.values(), key=lambda e: (e.evidence.trigger_start, e.id))

    def _match(self, verb: Token, parties: Parties, coded: set[int]) -> Match | None:
        if not self._is_open(verb, parties, coded):
            return None
        lemma = _base_form(verb)
        subjects = [t for t in syntax.logical_subjects(verb) if t != verb]
        objects = [t for t in syntax.logical_objects(verb) if t != verb]
        light = any(_is_any(o, words()["light"].get(lemma, ())) for o in objects)
        if not light and any(form in words()["empty"] for form in lemmas(verb)):
            return None
        particle = syntax.particle(verb)
        predicate = f"{lemma} {particle}" if particle else lemma
        actors = [m for t in subjects for m in parties.of(t)]
        if any(map(_is_known, actors)) or (actors and not objects):
            return self._active(verb, predicate, actors, objects, parties)
        if syntax.is_passive(verb) or subjects:
            return self._passive(verb, particle, subjects, objects, parties)
        return None

    def _is_open(self, verb: Token, parties: Parties, coded: set[int]) -> bool:
        """Whether a verb tells an act that no rule has coded, and that it is no part of."""
        if not syntax.is_verb(verb) or verb.idx in coded or parties.covering(verb) or not _tells(verb):
            return False
        if any(form in _SPEECH["speech"] or form in _ATTITUDES["operators"] for form in lemmas(verb)):
            return False
        return not (self.coder.matcher.covers(verb, parties) or _is_part_of(verb, coded))

    def _active(
        self, verb: Token, predicate: str, actors: list[Mention], objects: list[Token], parties: Parties
    ) -> Match | None:
        """Somebody known does something: "Finland opened a new reactor", "Uganda relies on imports"."""
        if objects and syntax.complements(verb):
            return None  # "ordered the staff to leave": the object says little without the clause
        target = next((o for o in objects if _is_target(o, parties)), None)
        if target is None and not objects:
            phrase = _phrase(verb, parties)
            if phrase is None:
                return None
            predicate, target = f"{predicate} {phrase[0]}", phrase[1]
        if target is None:
            return None
        return _triple(verb, predicate, actors, _others(target, actors, parties), target, parties)

    def _passive(
        self, verb: Token, particle: str, subjects: list[Token], objects: list[Token], parties: Parties
    ) -> Match | None:
        """Somebody known has it done to him, by nobody or somebody unknown: "Laila Haddad was teased by …"."""
        done_to = [m for t in objects for m in parties.of(t)]
        if not done_to or all(m.form == "agent" and not m.entity.country for m in done_to):
            return None
        if not _is_participle(verb) or any(form in words()["no_passive"] for form in lemmas(verb)):
            return None
        by = next((("by", t) for t in subjects if _is_agent(t)), None)
        phrase = by if subjects else _phrase(verb, parties)
        if phrase is None:
            return None
        preposition, target = phrase
        predicate = " ".join(w for w in ("be", verb.lower_, particle, preposition) if w)
        return _triple(verb, predicate, done_to, _others(target, done_to, parties), target, parties)


def _triple(
    verb: Token, predicate: str, actors: list[Mention], recipients: list[Mention], target: Token, parties: Parties
) -> Match | None:
    if not any(map(_is_known, [*actors, *recipients])):
        return None
    about = None if recipients else themes.clean_theme(target, actors)
    if not recipients and (about is None or any(about in {a.entity.name, a.text} for a in actors)):
        return None
    entry = Entry(f"svo/{predicate}", EventType.OTHER, "verb", predicate, "", (), (), (), ())
    return Match(
        entry,
        Frame(verb, "verb", parties),
        stance(verb),
        Family.SVO,
        actors,
        recipients,
        None if recipients else target,
    )


def _is_known(mention: Mention) -> bool:
    """Whether it is somebody in politics, and not only somebody with a name."""
    entity = mention.entity
    if not entity.name[:1].isupper():
        return False  # "company", "farmer": somebody, but nobody knows who
    if mention.form == "agent":  # soldiers and ministers, not farmers and students
        return entity.country is not None and entity.sector in _POLITICAL
    return entity.country is not None or entity.sector is not None or entity.kind in {"country", "armed_group"}


def _tells(verb: Token) -> bool:
    """Whether a verb tells what was done: no description, no mere purpose, no expectation, no slip of the tagger."""
    if verb.pos_ not in {"VERB", "AUX"} or verb in syntax.modifiers(verb.head):
        return False  # "pouring rain"
    first = syntax.first_conjunct(verb)
    if first != verb and verb.tag_ in {"VB", "VBG"} and not syntax.auxiliaries(verb) and syntax.is_verb(first):
        return _tells(first)
    if verb.tag_ == "VB" and not syntax.auxiliaries(verb) and syntax.marker(verb) != "to":
        return False  # "make it pass"; an imperative; a noun: "over pay rises"
    if syntax.antecedent(verb) is not None and not syntax.is_past(verb):
        return False  # "the plane operated by", "a group overseeing"
    if verb.tag_ == "VBG" and not syntax.auxiliaries(verb) and not _gerund_tells(verb):
        return False  # "sentenced for stealing", "is seen as undermining"
    if plausible.describes(verb) or (syntax.antecedent(verb) is not None and verb.tag_ == "VBN"):
        return False
    if syntax.marker(verb) != "to":
        return True
    outer = syntax.governor(verb)
    expected = outer is not None and syntax.is_passive(outer) and not any(f in _STANCES for f in lemmas(outer))
    return syntax.is_complement(verb) and not expected  # "came to mediate", "is favoured to win"


def _gerund_tells(verb: Token) -> bool:
    led = {syntax.marker(verb), *(c.lower_ for c in verb.children if c.i < verb.i and c.pos_ in {"ADP", "SCONJ"})}
    before = verb.nbor(-1).lower_ if verb.i > verb.sent.start else ""
    return led <= _TELLING and before not in words()["gerund_prepositions"]


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    path = Path(tables.__file__).parent / "data" / "words.txt"
    return frozenset(line.strip().lower() for line in path.read_text("utf-8").splitlines())


def _base_form(verb: Token) -> str:
    """The likeliest base form that is a word of English: "top" for "topped", not "topp"."""
    forms = lemmas(verb)
    inflected = verb.lower_ if verb.tag_ in {"VBD", "VBN", "VBG", "VBZ"} else ""
    others = [form for form in forms if form != inflected]
    return next((form for form in others if form in _english()), others[0] if others else forms[0])


def _others(target: Token, actors: list[Mention], parties: Parties) -> list[Mention]:
    """The known actors that a target stands for, if they are others."""
    found = [m for m in parties.of(target, places=True) if _is_known(m)]
    found = [m for m in found if not any(m.entity.id == a.entity.id for a in actors)]
    # "forms a government", "closes parliament": one's own state is no other party
    return [m for m in found if m.entity.kind != "country" or not any(same_side(m.entity, a.entity) for a in actors)]


def _is_any(noun: Token, nouns: Iterable[str]) -> bool:
    wanted = set(nouns)
    return any(form in wanted for form in lemmas(noun))


def _is_target(noun: Token, parties: Parties) -> bool:
    """Whether an object says what it was done to: somebody known, or a thing with a name of its own."""
    if parties.of(noun, places=True):
        return True
    if noun.pos_ not in {"NOUN", "PROPN"} or syntax.is_pronoun(noun):
        return False
    return not _is_any(noun, words()["no_theme"])


def _completes(word: str, noun: Token, verb: Token, parties: Parties) -> bool:
    """Whether a phrase belongs to what was done, and does not say when, where or how."""
    return word in words()["complements"] and noun.i > verb.i and _is_target(noun, parties)


def _phrase(verb: Token, parties: Parties) -> tuple[str, Token] | None:
    """The first phrase that belongs to what was done: its preposition and its noun."""
    return next(((word, noun) for word, noun in syntax.obliques(verb) if _completes(word, noun, verb, parties)), None)


def _is_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lower_.endswith("ed"))


def _is_agent(noun: Token) -> bool:
    nature = _SOMEBODY["forces"]
    return noun.pos_ in {"NOUN", "PROPN"} and not _is_any(noun, [*words()["no_agent"], *nature])


def _is_part_of(verb: Token, coded: set[int]) -> bool:
    """Whether a verb only carries a coded act ("held talks") or is what such an act is about ("urged Iran to stop")."""
    nouns = [*syntax.logical_objects(verb), *(n for _, n in syntax.obliques(verb))]
    if any(n.idx in coded for n in nouns):
        return True
    token: Token | None = verb
    for _ in range(6):
        if token is None:
            return False
        outer = syntax.governor(token)
        if outer is not None and not (
            syntax.is_complement(token) or syntax.marker(token) in {"to", "of", "from", "for"}
        ):
            return False
        noun = syntax.antecedent(token)
        if outer is None and noun is not None and syntax.marker(token) in {"to", "of"}:
            outer = noun
        if outer is not None and outer.idx in coded:
            return True
        token = outer
    return False
