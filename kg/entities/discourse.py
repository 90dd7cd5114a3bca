"""Who has been spoken of so far: the candidates that a pronoun or nominal may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.core.records import Entity
from kg.entities.component import Context
from kg.entities.cues import cues
from kg.entities.quotations import Quotation
from kg.entities.words import HYPHEN, PARAGRAPH, STOP
from kg.language import syntax
from kg.language.lemmas import is_any_of

_LISTS = cues()
_FEMALE, _GIVEN = _LISTS["female_names"], _LISTS["given_names"]
_WOMEN, _MEN = _LISTS["nouns_for_women"], _LISTS["nouns_for_men"]
_SPEAKING = _LISTS["speech_verbs"]
_THINKING = _LISTS["thinking_verbs"]
_REACH = 250  # words looked back over, where nothing ends a sentence
_KEEP = 60  # candidates looked back at
_PAIRS = 8  # those named as two who are looked back at


@dataclass(slots=True)
class Candidate:
    """Somebody whom the text has just spoken of.

    Attributes:
        first: First word of the phrase.
        last: Last word.
        entities: Whom it means; () for a noun that nobody is known for, which stands in the way of a guess.
        sentence: Number of its sentence.
        token: The head of the phrase.
        subject: Whether it is the subject of a clause.
        plural: Whether it speaks of several.
        gender: "m", "f" or "".
        quote: The quotation it stands in, -1 outside.
        named: Whether it is a name, not a common noun or pronoun.
    """

    first: int
    last: int
    entities: tuple[Entity, ...]
    sentence: int
    token: Token
    subject: bool
    plural: bool
    gender: str
    quote: int
    named: bool = False


class Discourse:
    """A document as it is read from left to right.

    Attributes:
        sentence: For each word, the number of its sentence; a quotation counts as part of the sentence it stands in.
        paragraph: For each word, the number of its paragraph.
        quotes: The quotations.
        quote_of: For each word, the quotation it stands in, -1 outside.
        candidates: Who was spoken of, in text order.
        by_word: For each word of a phrase or resolved pronoun, whom it means.
        counts: How often each entity was spoken of.
        last_speaker: The id of the one who spoke last, as the subject of a verb of speech.
        genders: What pronouns have told of people whose first name does not tell.
        pairs: Those named as two, "X and Y", "X accused Y", in text order: first word, and the two.
    """

    def __init__(self, doc: Doc, context: Context, quotes: list[Quotation]) -> None:
        self.doc, self.context, self.words = doc, context, context.words
        self.quotes = quotes
        count = len(self.words)
        self.quote_of = [-1] * count
        for n, quote in enumerate(quotes):
            self.quote_of[quote.first : quote.last + 1] = [n] * (quote.last - quote.first + 1)
        self.sentence: list[int] = []
        self.paragraph = self.words.paragraph
        s = 0
        for w, gap in enumerate(self.words.gap):
            if w and gap >= STOP:
                inside = self.quote_of[w] >= 0 and self.quote_of[w] == self.quote_of[w - 1]
                s += gap == PARAGRAPH or (gap == STOP and self.words.initial[w] and not inside)
            self.sentence.append(s)
        self.candidates: list[Candidate] = []
        self.by_word: dict[int, tuple[Entity, ...]] = {}
        self.counts: Counter[str] = Counter()
        self.last_speaker: str | None = None
        self.genders: dict[str, str] = {}
        self.pairs: list[tuple[int, Candidate, Candidate]] = []

    def push(
        self,
        first: int,
        last: int,
        entities: tuple[Entity, ...],
        plural: bool = False,
        named: bool = False,
        gender: str = "",
    ) -> None:
        """Note that a phrase speaks of somebody."""
        words = self.words
        token = head(self.doc, words.token[first], words.token[last])
        candidate = Candidate(
            first, last, entities, self.sentence[first], token, is_subject(token), plural or len(entities) > 1,
            gender or self._gender(first, last, entities), self.quote_of[first], named,
        )  # fmt: skip
        if self.candidates and entities:
            before = self.candidates[-1]
            joined = first == before.last + 2 and words.key[first - 1] == "and" and words.gap[first - 1] <= HYPHEN
            if len(before.entities) == len(entities) == 1 and (joined or self._hyphened(before, first)):
                self.pairs.append((before.first, before, candidate))
            elif len(entities) == 1 and (other := self._beside(candidate)) is not None:
                self.pairs.append((other.first, other, candidate))
        if len(entities) == 2:  # "both countries"
            self.pairs.append((first, candidate, candidate))
        self.candidates.append(candidate)
        if candidate.subject and len(entities) == 1 and is_any_of(token.head, _SPEAKING):
            self.last_speaker = entities[0].id
        elif candidate.subject and not entities and named and is_any_of(token.head, _SPEAKING | _THINKING):
            self.last_speaker = None  # somebody else, of whom nothing is known
        for entity in entities:
            self.counts[entity.id] += 1
        if entities:
            for w in range(first, last + 1):
                self.by_word[w] = entities

    def _hyphened(self, before: Candidate, first: int) -> bool:
        return first == before.last + 1 and self.words.gap[first] == HYPHEN

    def _beside(self, candidate: Candidate) -> Candidate | None:
        """The other of two with whom one is named: "of the army and of the rebels", "Oman accused Iran"."""
        token = candidate.token
        others = [c for c in self.candidates[-6:] if c.sentence == candidate.sentence and len(c.entities) == 1]
        if token.dep_ == "conj" and any(c.lower_ == "and" for c in token.children):
            alone = len(syntax.conjuncts(token.head)) == 1
            return next((c for c in others if c.token == token.head and alone), None)
        verb = syntax.first_conjunct(token).head
        if token not in syntax.objects(verb) or not is_any_of(verb, _LISTS["opposing_verbs"]):
            return None
        subjects = syntax.logical_subjects(verb)
        return next((c for c in others if c.token in subjects and len(subjects) == 1), None)

    def pairs_before(self, w: int, back: int) -> list[tuple[Candidate, Candidate]]:
        """Those named as two before a word, some sentences back: nearest sentence first, its subjects first."""
        here = self.sentence[w]
        near = [pair for pair in self.pairs if pair[2].first < w and here - pair[2].sentence <= back]
        found = [(left, right) for _, left, right in reversed(near[-_PAIRS:])]
        return sorted(found, key=lambda pair: (-pair[1].sentence, not pair[0].subject))

    def recent(self, w: int, back: int) -> list[Candidate]:
        """Known candidates before a word, as far as some sentences back, in text order."""
        here = self.sentence[w]
        return [c for c in self.candidates[-_KEEP:] if here - c.sentence <= back and c.first < w and c.entities]

    def subjects_before(self, w: int) -> list[tuple[Candidate | None, Token]]:
        """Subjects before a word, nearest first, as far as the sentence before; None for a noun nobody is known for."""
        here = self.sentence[w]
        by_token = {c.token.i: c for c in self.candidates[-_KEEP:] if here - c.sentence <= 1 and c.entities}
        low = w
        while low and here - self.sentence[low - 1] <= 1 and w - low < _REACH:
            low -= 1
        found: list[tuple[Candidate | None, Token]] = []
        for i in range(self.words.token[w] - 1, self.words.token[low] - 1, -1):
            token = self.doc[i]
            if token.tag_[:2] not in ("NN", "PR") or not is_subject(token):
                continue
            candidate = by_token.get(i)
            if candidate is not None or not token.tag_.startswith("PR"):
                found.append((candidate, token))
        return found

    def word_of(self, token: Token) -> int | None:
        """The word at a token."""
        word = self.words.at[token.i]
        return word if word < len(self.words) and self.words.token[word] == token.i else None

    def co_arguments(self, token: Token) -> set[int]:
        """Tokens that a phrase cannot mean since both belong to one verb: "Putin" for "him" in "Putin met him"."""
        if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
            return set()
        verb = token.head
        if not syntax.is_verb(verb) and not syntax.is_predicate(verb):
            verb = verb.head
        subjects = syntax.subjects(verb)
        if token not in subjects:
            subjects = [*subjects, *syntax.logical_subjects(verb)]
        return {t.i for t in subjects if t != token}

    def ids_at(self, tokens: Iterable[int]) -> set[str]:
        """The ids of those whom some tokens mean."""
        return {e.id for e in self._meant_at(tokens)}

    def _meant_at(self, tokens: Iterable[int]) -> Iterator[Entity]:
        words = (self.word_of(self.doc[i]) for i in tokens)
        return (e for word in words if word is not None for e in self.by_word.get(word, ()))

    def barred(self, token: Token) -> set[str]:
        """Countries, or ids, of those whom a phrase cannot mean for that reason."""
        meant = self._meant_at(self.co_arguments(token))
        return {e.country or e.id for e in meant if e.kind not in ("people", "armed_group")}

    def _gender(self, first: int, last: int, entities: Iterable[Entity]) -> str:
        keys = set(self.words.key[first : last + 1])
        if keys & _WOMEN:
            return "f"
        if keys & _MEN:
            return "m"
        one = list(entities)
        if len(one) != 1 or one[0].kind != "person":
            return ""
        name = one[0].name.split()[0].lower().strip(".")
        return "f" if name in _FEMALE else "m" if name in _GIVEN else ""


def head(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase that the rest of the sentence hangs on; the last one that does."""
    for i in range(last, first - 1, -1):
        token = doc[i]
        if token.head == token or not first <= token.head.i <= last:
            return token
    return doc[last]


def is_subject(token: Token) -> bool:
    """Whether a noun, or the coordination it is part of, is the subject of a clause."""
    first = syntax.first_conjunct(token)
    verb = first.head
    return verb != first and first in syntax.subjects(verb)
