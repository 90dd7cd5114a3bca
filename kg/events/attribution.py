"""Attribution: whom the text credits for what it reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.core.event import OUTLET, UNNAMED, Source
from kg.core.records import Mention, Quotation
from kg.events.antecedent import KINDS, antecedent, goes_on, is_person, is_title_in_short, outermost, paper_above
from kg.events.parties import Parties
from kg.events.sayings import is_one_of, sayings
from kg.events.status import Stance
from kg.events.turns import Turn, speaker_beside, turns
from kg.language import en, syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas, sentence_forms

_SMALL_WORDS, _SPEECH = en.lists("small_words"), en.lists("speech")
PERSON = "person"
_MADE_ONE = {"det", "nmod:poss", "poss", "compound", "amod", "nummod"}
OF = en.lists("prepositions")["of_a_source"]


class Voices:
    """Who speaks where in a document.

    Args:
        doc: The document, with the quotations that ``kg_coreference`` found.
        parties: Its linked mentions.
    """

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self.doc, self.parties = doc, parties
        self._quotations = annotations_of(doc).quotations
        self._starts = [q.start for q in self._quotations]

    def speakers(self, trigger: Token, stance: Stance) -> list[Token]:
        """The head words that name whoever says what the trigger is part of; empty where the paper itself does."""
        if stance.speech is not None:
            found = syntax.logical_subjects(stance.speech)
            if found:
                return found
        speaker = self._quoted_by(trigger)
        return [speaker] if speaker is not None else _credited(trigger)

    def _quoted_by(self, trigger: Token) -> Token | None:
        """The word that names the speaker of the quotation around a token."""
        quotation = self._quotation_at(trigger)
        speaker = None if quotation is None else quotation.speaker
        span = None if speaker is None else self.doc.char_span(speaker, speaker + 1, alignment_mode="expand")
        return span[0] if span else None

    def mentions(self, trigger: Token, stance: Stance) -> list[Mention]:
        """The linked mentions of the speakers."""
        return [m for token in self.speakers(trigger, stance) for m in self.parties.of(token)]

    def reported_by(self, trigger: Token, stance: Stance, actors: Set[str]) -> Source | None:
        """Whom the text credits, as an entity where it is one; None if that is the paper itself, or the actor.

        Args:
            trigger: The trigger of the event.
            stance: What is known of its surroundings.
            actors: Ids of those who did it: who speaks of his own act is no source.
        """
        for speakers in self._credits(trigger):
            for word in speakers:
                meant = self._meant(word)
                source = self._source(meant) if meant is not None else None
                if source is None:
                    continue
                if source.id is not None and source.id in actors:
                    return None
                if meant != word:  # the words are the pronoun's, as they are of participants
                    if source.kind == OUTLET and KINDS.get(word.lower_) in {"m", "f"}:
                        source = replace(source, kind=PERSON)
                    source = replace(source, text=word.text, start=word.idx, end=word.idx + len(word))
                return source
        return None

    def _label(self, trigger: Token) -> Token | None:
        """The last word of the label of a transcript, or of the credit, under which a word stands."""
        turn = next((t for t in self._turns if t.start <= trigger.idx < t.end), None)
        span = None if turn is None else self.doc.char_span(turn.first, turn.last, alignment_mode="expand")
        return span[-1] if span else None

    def labelled(self, trigger: Token) -> list[Mention]:
        """Who speaks at a word by the label of a transcript."""
        label = self._label(trigger)
        return [] if label is None else [m for m in self.parties.covering(label) if m.entity.kind == PERSON]

    def _source(self, word: Token) -> Source | None:
        """The source that a head word stands for; None for a pronoun of whom nothing is known."""
        if is_title_in_short(word):
            source = described(word)
            full = next((m.entity.name for m in self.parties.covering(word)), source.name)
            return replace(source, kind=UNNAMED, name=full)
        # A parser may take who speaks for an apposition: "attacked Niger, a farmer said".
        found = self.parties.covering(word) if word.dep_ == "appos" and _is_followed(word) else self.parties.of(word)
        stranger = self._stranger(word, found)
        if stranger is not None:
            return stranger
        if found and (found[0].form != "agent" or found[0].entity.country):
            return source_of(found[0])
        return self._described(word) if word.pos_ in {"NOUN", "PROPN"} and not _is_listed(word) else None

    def _credits(self, trigger: Token) -> Iterator[list[Token]]:
        """The heads of who may be credited, whoever stands nearest first."""
        quotation = self._quotation_at(trigger)
        outer: list[tuple[Token, list[Token]]] = []
        for verb, speakers in sayings(trigger):
            if quotation is not None and quotation.start <= verb.idx < quotation.end:
                others = [t for t in speakers if t.lower_ not in _SMALL_WORDS["first_or_second_person"]]
                if others and others[0].pos_ in {"NOUN", "PROPN"}:
                    yield others  # somebody who is quoted by whom the text quotes
            else:
                outer.append((verb, speakers))
        if (label := self._label(trigger)) is not None:
            yield [label]
        if quotation is not None:
            speaker = self._speaker_of(quotation, trigger)
            if speaker is not None and speaker != trigger and speaker not in trigger.ancestors:
                yield [speaker]
        for speakers in (*self._voices_first(outer), _credited(trigger)):
            # Who is only spoken of there says nothing: "the complaint says", for the complaint.
            yield [t for t in speakers if t != trigger and t not in trigger.ancestors]

    def _speaker_of(self, quotation: Quotation, trigger: Token) -> Token | None:
        """Who speaks a quotation around a word; not who is told there."""
        speaker = self._quoted_by(trigger)
        if speaker is not None and speaker.idx < quotation.start:
            speaker = self._before_paragraph(speaker, quotation)
        if speaker is None or self._is_hearer(speaker):
            return speaker_beside(self.doc, quotation)
        return speaker

    def _voices_first(self, outer: list[tuple[Token, list[Token]]]) -> list[list[Token]]:
        """Who speaks, innermost first; a paper that is nobody's comes behind whoever tells what it shows.

        "The envoy said a video shows that Chad attacked": the envoy says so.  What a paper passes on says the video.
        """
        found = [speakers for _, speakers in outer]
        for n, (verb, speakers) in enumerate(outer[:-1]):
            tellers = outer[n + 1][1]
            shown = is_one_of(verb, "shows") and all(map(self._is_nobodys, speakers))
            if shown and not any(map(self._passes_on, tellers)):
                found[n], found[n + 1] = tellers, speakers
        return found

    def _is_nobodys(self, noun: Token) -> bool:
        """Whether a noun is a paper or picture of which the text does not say whose it is."""
        of = [t for word, t in syntax.obliques(noun) if word in OF]
        owned = syntax.possessors(noun) or any(map(self.parties.covering, (noun, *syntax.modifiers(noun), *of)))
        return is_one_of(noun, "documents") and not owned

    def _passes_on(self, noun: Token) -> bool:
        """Whether a noun is a medium or a document, which hands on what others show."""
        medium = not _SPEECH["media"].isdisjoint(lemmas(noun)) or is_one_of(noun, "documents")
        return medium or any(m.entity.sector == "MED" for m in self.parties.of(noun))

    @cached_property
    def _turns(self) -> list[Turn]:
        return turns(self.doc)

    def _quotation_at(self, trigger: Token) -> Quotation | None:
        at = bisect_right(self._starts, trigger.idx) - 1
        return self._quotations[at] if at >= 0 and trigger.idx < self._quotations[at].end else None

    def _before_paragraph(self, speaker: Token, quotation: Quotation) -> Token:
        """Who speaks a quotation that is a paragraph of its own: whose words the paragraph before it is."""
        if "\n" not in self.doc.text[speaker.idx : quotation.start]:
            return speaker
        spoke = outermost(speaker.sent, self._is_quoted)
        return spoke[-1] if spoke else speaker

    def _is_hearer(self, token: Token) -> bool:
        """Whether somebody is told: "telling Reuters that"."""
        first = syntax.first_conjunct(token)
        return first.dep_ in {"obj", "iobj", "dobj", "dative"} and is_one_of(first.head, "addresses")

    def _meant(self, token: Token) -> Token | None:
        """The token itself or, for a pronoun, the noun that it takes up where that is the plainer reading."""
        if token.lower_ not in KINDS or token.pos_ != "PRON":
            return token
        spoke = paper_above(token) or goes_on(token, self.parties, self._is_quoted)
        if spoke is not None:
            return spoke
        linked = self.parties.of(token)
        nobody = linked and linked[0].entity.kind == "people" and linked[0].entity.country is None
        if linked and not nobody and not (token.lower_ == "they" and linked[0].entity.kind == "country"):
            return token
        return antecedent(token, self.parties, self._is_quoted)

    def _is_quoted(self, token: Token) -> bool:
        return self._quotation_at(token) is not None

    def _stranger(self, noun: Token, found: list[Mention]) -> Source | None:
        """Somebody named behind what he is, of whom nothing else is known: "Nauru's envoy Ana Lopez" is not Nauru."""
        name = [c for c in syntax.flat_parts(noun) if c.i > noun.i and c.pos_ == "PROPN"]
        if noun.pos_ != "NOUN" or not name or not found or found[0].end > name[0].left_edge.idx:
            return None
        span = self.doc[name[0].left_edge.i : name[-1].right_edge.i + 1]
        return Source(PERSON, None, span.text, None, span.text, span.start_char, span.end_char)

    def _described(self, noun: Token) -> Source:
        """The source that a noun phrase speaks of which means no entity, with the country that it speaks of."""
        source = described(noun)
        if noun.pos_ == "PROPN" and (full := self._full_name(noun)) is not None:
            e = full.entity
            return Source(e.kind, e.id, e.name, e.country, source.text, source.start, source.end)
        return replace(source, country=self._country(noun)) if source.kind == UNNAMED else source

    def _full_name(self, noun: Token) -> Mention | None:
        """The person of the document whose last name a label or a credit gives ("MEDINA:")."""
        last = noun.lower_
        people = [m for m in annotations_of(self.doc).mentions if m.entity.kind == PERSON and m.form == "name"]
        found = [m for m in people if m.entity.name.lower().split()[-1] == last]
        return found[0] if len({m.entity.id for m in found}) == 1 else None

    def _country(self, noun: Token) -> str | None:
        """Of what country a source is that is only described: "Kenyan officials", "a complaint by the Pentagon"."""
        near = [*syntax.modifiers(noun), *syntax.possessors(noun)]
        around = [*(t for word, t in syntax.obliques(noun) if word in OF)]
        made = [t for verb in syntax.participles(noun) for t in syntax.agents(verb)]
        for token in (*near, *around, *made):
            found = {m.entity.country for m in self.parties.covering(token)} - {None}
            if len(found) == 1:
                return found.pop()
        return None


def source_of(mention: Mention) -> Source:
    """The source that a mention stands for."""
    e = mention.entity
    return Source(e.kind, e.id, e.name, e.country, mention.text, mention.start, mention.end)


def described(noun: Token) -> Source:
    """The source that a noun phrase speaks of which means no entity: a medium, or somebody who is only described."""
    phrase = syntax.noun_phrase(noun)
    media = not _SPEECH["media"].isdisjoint(lemmas(noun))
    person = noun.pos_ == "PROPN" and not media and is_person(noun)
    kind = PERSON if person else OUTLET if media or noun.pos_ == "PROPN" else UNNAMED
    return Source(kind, None, phrase.text, None, phrase.text, phrase.start_char, phrase.end_char)


def _is_followed(noun: Token) -> bool:
    """Whether a verb of saying follows a phrase at once."""
    end = noun.right_edge.i + 1
    return end < noun.sent.end and noun.doc[end].tag_ in {"VBD", "VBZ", "VBP"} and is_one_of(noun.doc[end], "tells")


def _is_listed(noun: Token) -> bool:
    """Whether a noun is one of a list of what somebody is, and not who: "… is a liar, racist and boaster who"."""
    return noun.dep_ == "conj" and noun.tag_ == "NN" and not any(c.dep_ in _MADE_ONE for c in noun.children)


def _credited(trigger: Token) -> list[Token]:
    """The noun under "according to", wherever it stands in the sentence: parsers do not agree on what it hangs on.

    What the noun's own phrase tells ("according to a complaint filed by the Pentagon") it is no source of.
    """
    if "according" not in sentence_forms(trigger):
        return []
    sentence = trigger.sent
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            nouns = [t for t in sentence.doc[token.i + 2 : sentence.end] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
            heads = [n for n in nouns if n.head not in nouns or n.head.i < token.i]
            found = heads[:1] or nouns[:1]
            inside = found and found[0].i < trigger.i and (found[0] == trigger or found[0] in trigger.ancestors)
            return [] if inside else found
    return []
