"""The spaCy component ``kg_coreference``: pronouns and nominals get the entities they mean.

A wrong actor is worse than a missing one: where two readings are about as good, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.core.errors import ModelError
from kg.core.records import Entity, Mention, Quotation
from kg.entities import spans
from kg.entities.antecedents import Antecedents
from kg.entities.component import CONTEXT, Context
from kg.entities.cues import cues
from kg.entities.discourse import Discourse
from kg.entities.knowledge import Knowledge
from kg.entities.nominals import Nominal, nominal_at
from kg.entities.phrase import PERSON
from kg.entities.pronouns import HE, IT, SHE, THEY, THIRD, WHO, pronoun
from kg.entities.quotations import attribute, quotations
from kg.entities.speaking import ME, SPOKEN, WE, Speaking
from kg.language import en, parse
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import is_any_of
from kg.language.syntax import subjects

_LISTS = cues()
# Words that are a first person only with an apostrophe: "we're" and "were".
_CONTRACTED = en.lists("small_words")["first_person_without_apostrophe"]
_NESTED = 300  # characters looked back over for a quotation within the quotation
_PERSONS, _THINKING = _LISTS["person_nouns"], _LISTS["thinking_verbs"]


class CoreferenceComponent:
    """Adds mentions of form "pronoun" and "nominal" to ``doc._.kg.mentions``.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._kb = knowledge
        self._antecedents = Antecedents(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document.

        Raises:
            ModelError: ``kg_entities`` has not read it just before.
        """
        # It refers back to the document, and would keep it in memory until cycles are looked for.
        context = doc.user_data.pop(CONTEXT, None)
        if not isinstance(context, Context):
            raise ModelError("kg_coreference needs kg_entities before it, which has not read this document")
        if len(context.words):
            reading = _Reading(self._kb, self._antecedents, doc, context)
            reading.run()
            doc.spans[spans.MENTIONS] = spans.mentions(reading.doc, annotations_of(doc).mentions)
        return doc


class _Reading:
    """One document, read from left to right: first what stands outside quotations, then inside."""

    def __init__(self, knowledge: Knowledge, antecedents: Antecedents, doc: Doc, context: Context) -> None:
        self._kb, self._antecedents, self._context = knowledge, antecedents, context
        self._words = words = context.words
        self._phrase_of = {w: p for p in context.phrases for w in range(p.first, p.last + 1)}
        # Names that nobody is known for stand in the way of a guess.
        self._strangers = {
            n.first: n for n in context.names if n.first not in self._phrase_of and n.label in (PERSON, "")
        }
        quotes = quotations(words)
        speaking = HE | SHE | IT | THEY
        attribute(words, quotes, lambda w: w in self._phrase_of or words.key[w] in speaking)
        self.doc = parse.of(doc)
        self._tokens = list(self.doc)
        self._discourse = Discourse(self.doc, context, quotes)
        article = annotations_of(doc).article
        self._on = article.date if article else None
        self._speaking = Speaking(knowledge, context, self.doc, self._phrase_of, article)
        self._found: list[Mention] = []
        self._replaced: set[tuple[int, int]] = set()

    def run(self) -> None:
        """Resolve, and add the mentions."""
        words, discourse = self._words, self._discourse
        quoted: list[int] = []
        skip = -1
        for w, key in enumerate(words.key):
            phrase = self._phrase_of.get(w)
            if phrase is not None:
                if phrase.first == w > skip:
                    discourse.push(
                        phrase.first, phrase.last, tuple(phrase.entities), phrase.plural, phrase.name is not None
                    )
                if key not in _NOMINAL_STARTS:
                    continue
            if w <= skip:
                continue
            stranger = self._strangers.get(w)
            if stranger is not None:
                discourse.push(stranger.first, stranger.last, (), named=True)
                if not stranger.label and not discourse.candidates[-1].subject:
                    discourse.candidates.pop()  # a thing, as far as one can tell
                continue
            if discourse.quote_of[w] >= 0:
                if key in THIRD or key in _NOMINAL_STARTS or key in ME or key in WE:
                    quoted.append(w)
                continue
            if key in SPOKEN and (meant := self._speaking.meant(w, key)):
                if not self._is_bare(w):
                    self._emit(w, w, meant, "pronoun")
                continue
            skip = self._third_person(w, key, self._speaking.dialogue.present(w))
        self._inside_quotations(quoted)
        found = annotations_of(self.doc)
        kept = [m for m in found.mentions if (m.start, m.end) not in self._replaced]
        found.mentions = sorted([*kept, *self._found], key=lambda m: (m.start, -m.end, m.entity.id))
        found.quotations = [
            Quotation(
                words.start[q.first],
                words.end[q.last],
                None if q.speaker is None or q.speaker < 0 else words.start[q.speaker],
            )
            for q in discourse.quotes
        ]

    def _is_bare(self, w: int) -> bool:
        """Whether a word would be a first person with an apostrophe, which it lacks: "Well, it is late"."""
        text = self._words.text[w]
        return self._words.key[w] in _CONTRACTED and "’" not in text and "'" not in text

    def _third_person(self, w: int, key: str, speaker: tuple[Entity, ...]) -> int:
        """Resolve a nominal or pronoun that begins at a word; the last word it took."""
        if key in _NOMINAL_STARTS:
            nominal = nominal_at(self._words, w, self._phrase_of)
            if nominal is not None and self._nominal(nominal):
                return nominal.last
        if key in THIRD and w not in self._phrase_of:
            entities = pronoun(self._discourse, w, speaker)
            if entities:
                self._emit(w, w, entities, "pronoun")
                self._discourse.push(w, w, entities, key in THEY)
            elif key in ("he", "she"):
                self._discourse.push(w, w, (), gender="m" if key == "he" else "f")  # whoever it is stands nearer
            return w
        if key not in WHO and w not in self._phrase_of and (key in _PERSONS or self._thinks(w)):
            self._discourse.push(w, w, (), self.doc[self._words.token[w]].tag_ == "NNS")
        return w

    def _thinks(self, w: int) -> bool:
        """Whether a noun is somebody since it thinks or wants: "the devil knows"."""
        token = self._tokens[self._words.token[w]]
        return token.tag_ == "NN" and is_any_of(token.head, _THINKING) and token in subjects(token.head)

    def _emit(self, first: int, last: int, entities: Iterable[Entity], form: str) -> None:
        start, end = self._words.start[first], self._words.end[last]
        text = self._words.string[start:end]
        self._found += [Mention(e, text, start, end, form) for e in entities]

    def _nominal(self, nominal: Nominal) -> bool:
        entities = self._antecedents.of(self._discourse, nominal, self._on)
        if not entities:
            return False
        self._emit(nominal.first, nominal.last, entities, "nominal")
        inside = {id(p): p for w in range(nominal.first, nominal.last + 1) if (p := self._phrase_of.get(w)) is not None}
        for phrase in inside.values():
            self._replaced.add((self._words.start[phrase.first], self._words.end[phrase.last]))
        self._discourse.push(nominal.first, nominal.last, tuple(entities), len(entities) > 1)
        return True

    # Quotations

    def _inside_quotations(self, quoted: list[int]) -> None:
        """First person in a quotation is the speaker, or the speaker's side; third person is somebody else."""
        words, discourse = self._words, self._discourse
        everything = discourse.candidates
        skip = -1
        for w in quoted:
            if w <= skip:
                continue
            quote = discourse.quotes[discourse.quote_of[w]]
            speaker = discourse.by_word.get(quote.speaker, ()) if quote.speaker is not None else ()
            key = words.key[w]
            if key in ME or key in WE:
                if self._nested(quote.first, w):
                    continue
                if self._is_bare(w):
                    continue
                meant = speaker[0] if len(speaker) == 1 else None
                if meant is not None and key in WE:
                    meant = self._speaking.side(meant)
                if meant is not None:
                    self._emit(w, w, (meant,), "pronoun")
                    discourse.by_word[w] = (meant,)
                continue
            discourse.candidates = [c for c in everything if c.first < w]
            known = len(discourse.candidates)
            skip = self._third_person(w, key, speaker)
            everything = sorted([*everything, *discourse.candidates[known:]], key=lambda c: c.first)
        discourse.candidates = everything

    def _nested(self, first: int, w: int) -> bool:
        """Whether a word stands in a quotation within the quotation."""
        at = self._words.start[w]
        before = self._words.string[max(self._words.start[first], at - _NESTED) : at]
        opened = before.rfind("‘") if "‘" in before else before.rfind(" '")
        return opened >= 0 and "’ " not in before[opened:] and "' " not in before[opened + 2 :]


_NOMINAL_STARTS = en.lists("small_words")["nominal_starts"]
