"""Pronouns and nominals: whom "he", "its", "both countries", "the Asian country", "we" in a quotation mean.

A wrong actor is worse than a missing one: where two readings are about as good, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.entities.component import Context
from kg.entities.cues import cues
from kg.entities.knowledge import Knowledge
from kg.entities.nominals import Nominal, nominal_at
from kg.entities.quotations import Quotation, attribute, quotations
from kg.entities.words import COMMA, PARAGRAPH, SPACE, STOP, Words
from kg.language import annotations, syntax
from kg.model import Entity, Mention

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
I = frozenset({"i", "me", "my", "myself", "im", "ive", "ill", "id"})  # noqa: E741
WE = frozenset({"we", "us", "our", "ours", "ourselves", "were", "weve", "well", "wed"})
WHO = frozenset({"who", "whom", "whose"})
_PERSONS = frozenset({"person"})
_BODIES = frozenset({"country", "government", "organisation", "armed_group", "company"})
_BACK = 3  # sentences to look back
_MARGIN = 0.75  # by how much the best candidate must lead


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


@dataclass(slots=True)
class _State:
    doc: Doc
    words: Words
    context: Context
    sentence: list[int]
    paragraph: list[int]
    quotes: list[Quotation]
    quote_of: list[int]
    candidates: list[Candidate] = field(default_factory=list)
    found: list[Mention] = field(default_factory=list)
    replaced: set[tuple[int, int]] = field(default_factory=set)
    by_word: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


class CoreferenceComponent:
    """Adds mentions of form "pronoun" and "nominal" to ``doc._.kg.mentions``.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._kb = knowledge
        lists = cues()
        self._female, self._given = lists["female_names"], lists["given_names"]
        self._persons = lists["person_nouns"]

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        context = doc.user_data.get("kg_context")
        if not isinstance(context, Context) or not len(context.words):
            return doc
        state = self._start(doc, context)
        starts = {p.first: p for p in context.phrases}
        covered = {w for p in context.phrases for w in range(p.first, p.last + 1)}
        deferred: list[int] = []
        keys = state.words.key
        for w in range(len(keys)):
            phrase = starts.get(w)
            nominal = nominal_at(state.words, w, covered)
            if nominal is not None:
                self._nominal(state, nominal)
            if phrase is not None:
                self._push(state, phrase.first, phrase.last, tuple(phrase.entities), phrase.plural)
                continue
            if w in covered:
                continue
            key = keys[w]
            if key in HE or key in SHE or key in THEY or key in IT or key in WHO:
                if state.quote_of[w] >= 0 and key not in WHO:
                    deferred.append(w)
                else:
                    self._pronoun(state, w)
            elif key in self._persons:
                self._push(state, w, w, (), state.doc[state.words.token[w]].tag_ == "NNS")
        self._quoted(state, deferred)
        self._finish(state)
        return doc

    # Setting up

    def _start(self, doc: Doc, context: Context) -> _State:
        words = context.words
        sentence, paragraph = [], []
        s = p = 0
        for w, gap in enumerate(words.gap):
            if w:
                p += gap == PARAGRAPH
                s += gap == PARAGRAPH or (gap == STOP and words.initial[w])
            sentence.append(s)
            paragraph.append(p)
        quotes = quotations(words, paragraph)
        quote_of = [-1] * len(words)
        for n, quote in enumerate(quotes):
            quote_of[quote.first : quote.last + 1] = [n] * (quote.last - quote.first + 1)
        actors = {w for ph in context.phrases for w in range(ph.first, ph.last + 1)}
        pronouns = HE | SHE | IT | THEY
        attribute(words, quotes, lambda w: w in actors or words.key[w] in pronouns)
        return _State(doc, words, context, sentence, paragraph, quotes, quote_of)

    def _finish(self, state: _State) -> None:
        found = annotations.of(state.doc)
        kept = [m for m in found.mentions if (m.start, m.end) not in state.replaced]
        found.mentions = sorted([*kept, *state.found], key=lambda m: (m.start, -m.end, m.entity.id))

    def _push(self, state: _State, first: int, last: int, entities: tuple[Entity, ...], plural: bool) -> None:
        words = state.words
        token = _head(state.doc, words.token[first], words.token[last])
        state.candidates.append(
            Candidate(
                first, last, entities, state.sentence[first], token, _is_subject(token),
                plural or len(entities) > 1, self._gender(state, first, last, entities), state.quote_of[first],
            )
        )  # fmt: skip
        for entity in entities:
            state.counts[entity.id] += 1
        if entities:
            for w in range(first, last + 1):
                state.by_word[w] = entities

    def _gender(self, state: _State, first: int, last: int, entities: tuple[Entity, ...]) -> str:
        if len(entities) != 1 or entities[0].kind != "person":
            key = state.words.key[last]
            if key in ("woman", "girl", "mother", "daughter", "sister", "wife", "widow", "aunt"):
                return "f"
            return "m" if key in ("man", "boy", "father", "son", "brother", "husband", "uncle") else ""
        titles = set(state.words.key[first:last])
        if titles & {
            "mrs",
            "ms",
            "miss",
            "queen",
            "princess",
            "lady",
            "madam",
            "spokeswoman",
            "chairwoman",
            "congresswoman",
        }:
            return "f"
        if titles & {
            "mr",
            "king",
            "prince",
            "sir",
            "lord",
            "spokesman",
            "chairman",
            "congressman",
            "sheikh",
            "imam",
            "pope",
        }:
            return "m"
        name = entities[0].name.split()[0].lower().strip(".")
        if name in self._female:
            return "f"
        return "m" if name in self._given else ""

    # Third person

    def _pronoun(self, state: _State, w: int, speaker: tuple[Entity, ...] = ()) -> None:
        key = state.words.key[w]
        if key in WHO:
            entities = self._relative(state, w)
        elif key in HE or key in SHE:
            entities = self._person(state, w, "m" if key in HE else "f", speaker)
        elif key in IT:
            entities = self._thing(state, w)
        else:
            entities = self._several(state, w)
        if entities:
            self._emit(state, w, w, entities, "pronoun")
            self._push(state, w, w, entities, key in THEY)

    def _emit(self, state: _State, first: int, last: int, entities: Iterable[Entity], form: str) -> None:
        words = state.words
        start, end = words.start[first], words.end[last]
        for entity in entities:
            state.found.append(Mention(entity, state.words.string[start:end], start, end, form))

    def _relative(self, state: _State, w: int) -> tuple[Entity, ...]:
        """ "Cho, who …": the phrase just before."""
        token = state.doc[state.words.token[w]]
        if token.tag_ == "WP" and state.words.gap[w] > COMMA:
            return ()
        for candidate in reversed(state.candidates[-3:]):
            if candidate.last == w - 1 and candidate.entities and state.words.gap[w] <= COMMA:
                kinds = {e.kind for e in candidate.entities}
                return candidate.entities if kinds & {"person", "people", "armed_group", "government"} else ()
        return ()

    def _person(self, state: _State, w: int, gender: str, speaker: tuple[Entity, ...]) -> tuple[Entity, ...]:
        token = state.doc[state.words.token[w]]
        here = state.sentence[w]
        scores: dict[str, float] = {}
        meant: dict[str, tuple[Entity, ...]] = {}
        barred = self._co_arguments(state, token)
        ids = {e.id for e in speaker}
        for n, candidate in enumerate(reversed(state.candidates)):
            away = here - candidate.sentence
            if away > _BACK or n > 40:
                break
            if candidate.plural or (candidate.gender and candidate.gender != gender):
                continue
            if candidate.entities and candidate.entities[0].kind not in _PERSONS:
                continue
            if candidate.first >= w or candidate.token in barred:
                continue
            if candidate.entities and candidate.entities[0].id in ids:
                continue
            key = candidate.entities[0].id if candidate.entities else f"#{candidate.first}"
            score = -float(away) + (1.0 if candidate.subject else 0.0) + (0.25 if candidate.gender == gender else 0.0)
            if state.paragraph[candidate.first] != state.paragraph[w]:
                score -= 0.5
            if away == 0 and candidate.subject and _governs(candidate.token, token):
                score += 0.5
            if candidate.quote >= 0 and state.quote_of[w] != candidate.quote:
                score -= 1.0
            if candidate.entities:
                score += min(state.counts[key], 6) * 0.08
            if score > scores.get(key, -99.0):
                scores[key], meant[key] = score, candidate.entities
        return _clear_best(scores, meant)

    def _co_arguments(self, state: _State, token: Token) -> set[Token]:
        """Nouns that a pronoun cannot mean since both belong to one verb: "Putin" for "him" in "Putin met him"."""
        if token.tag_ == "PRP$" or token.lower_ in ("himself", "herself", "itself", "themselves"):
            return set()
        verb = token.head
        own = syntax.subjects(verb)
        if token in own:
            return {t for t in own if t is not token}
        return (
            set(own)
            if syntax.is_verb(verb)
            else set(syntax.subjects(verb.head))
            if token.head.head is not verb
            else set()
        )

    def _thing(self, state: _State, w: int) -> tuple[Entity, ...]:
        """ "it", "its": the subject of the clause, or of the clause before where "it" speaks or acts."""
        token = state.doc[state.words.token[w]]
        if token.tag_ == "PRP" and not self._acts(token):
            return ()
        here = state.sentence[w]
        subjects = self._subjects_before(state, w)
        for candidate, noun in subjects:
            away = here - state.sentence[state.words.at[noun.i]] if state.words.at[noun.i] < len(state.words) else 9
            if away > 1 or (away == 1 and token.tag_ == "PRP$"):
                return ()
            if candidate is None:
                if noun.tag_ in ("NN", "NNP") and not self._is_time(noun):
                    return ()
                continue
            if len(candidate.entities) != 1 or candidate.plural:
                continue
            if candidate.entities[0].kind in _BODIES:
                return candidate.entities
        return ()

    @staticmethod
    def _is_time(noun: Token) -> bool:
        return noun.lemma_.lower() in ("day", "year", "month", "week", "time")

    @staticmethod
    def _acts(token: Token) -> bool:
        """Whether "it" does something that only an actor does."""
        verb = token.head
        return (
            token in syntax.subjects(verb)
            and not syntax.is_passive(verb)
            and verb.lemma_.lower() in cues()["speech_verbs"] | cues()["acting_verbs"]
        )

    def _subjects_before(self, state: _State, w: int) -> list[tuple[Candidate | None, Token]]:
        """Subjects before a word, nearest clause first, as far as the sentence before."""
        here = state.sentence[w]
        by_token: dict[int, Candidate] = {}
        for candidate in state.candidates[-30:]:
            if here - candidate.sentence <= 1 and candidate.entities:
                by_token[candidate.token.i] = candidate
        found: list[tuple[Candidate | None, Token]] = []
        low = next((k for k in range(w, -1, -1) if here - state.sentence[k] > 1), -1)
        stop = state.words.token[w]
        start = state.words.token[low + 1] if low + 1 < len(state.words) else stop
        for i in range(stop - 1, start - 1, -1):
            token = state.doc[i]
            if token.tag_[:2] in ("NN", "PR") and token.dep_ and _is_subject(token):
                candidate = by_token.get(i)
                if candidate is None and token.tag_.startswith("PR"):
                    continue
                found.append((candidate, token))
        return found

    def _several(self, state: _State, w: int) -> tuple[Entity, ...]:
        """ "they", "their": the nearest plural subject, or a coordination."""
        here = state.sentence[w]
        for candidate, noun in self._subjects_before(state, w):
            at = state.words.at[noun.i]
            away = here - state.sentence[at] if at < len(state.words) else 9
            if away > 1:
                return ()
            joined = [noun, *syntax.conjuncts(noun)]
            if candidate is None:
                if noun.tag_ in ("NNS", "NNPS") or len(joined) > 1:
                    return ()
                continue
            if len(joined) > 1:
                members = [
                    state.by_word.get(state.words.at[t.i]) for t in joined if state.words.at[t.i] < len(state.words)
                ]
                if all(members):
                    return tuple(dict.fromkeys(e for group in members if group for e in group))
                return ()
            if candidate.plural or candidate.entities[0].kind in ("people", "armed_group"):
                return candidate.entities
        return ()

    # Nominals

    def _nominal(self, state: _State, nominal: Nominal) -> None:
        entities = self._meaning(state, nominal)
        if not entities:
            return
        self._emit(state, nominal.first, nominal.last, entities, "nominal")
        start, end = state.words.start[nominal.first], state.words.end[nominal.last]
        for mention in annotations.of(state.doc).mentions:
            if (
                mention.start < end
                and start < mention.end
                and mention.end <= end + 1
                and mention.form in ("agent", "role")
            ):
                state.replaced.add((mention.start, mention.end))
        self._push(state, nominal.first, nominal.last, tuple(entities), len(entities) > 1)

    def _meaning(self, state: _State, nominal: Nominal) -> list[Entity]:
        if nominal.what == "pair":
            return self._pair(state, nominal)
        if nominal.what == "country":
            return self._country(state, nominal)
        if nominal.what == "body":
            return self._body(state, nominal)
        if nominal.what == "counterpart":
            return self._counterpart(state, nominal)
        return []

    def _recent(self, state: _State, w: int, back: int) -> list[Candidate]:
        here = state.sentence[w]
        return [c for c in state.candidates[-60:] if here - c.sentence <= back and c.first < w and c.entities]

    def _pair(self, state: _State, nominal: Nominal) -> list[Entity]:
        """ "both countries", "the two leaders": the two that were just spoken of together."""
        head = state.doc[state.words.token[nominal.last]]
        barred = {
            e.country or e.id
            for s in self._co_arguments(state, head)
            if (at := state.words.at[s.i]) < len(state.words)
            for e in state.by_word.get(at, ())
        }
        for back in (0, 1, 2):
            pool = self._unit_counts(state, self._recent(state, nominal.first, back), nominal.unit)
            for key in [k for k in pool if (pool[k].country or k) in barred]:
                del pool[key]
            if len(pool) == 2:
                return list(pool.values())
            if len(pool) > 2:
                break
        counts: Counter[str] = Counter()
        meant: dict[str, Entity] = {}
        for candidate in state.candidates:
            if candidate.first >= nominal.first:
                break
            for key, entity in self._unit_counts(state, [candidate], nominal.unit).items():
                counts[key] += 1
                meant[key] = entity
        for key in [k for k in meant if (meant[k].country or k) in barred]:
            del counts[key]
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        return [meant[key] for key, _ in ranked[:2]]

    def _unit_counts(self, state: _State, candidates: Iterable[Candidate], unit: str) -> dict[str, Entity]:
        """The different countries, persons or parties among some candidates, in the order of the text."""
        pool: dict[str, Entity] = {}
        for candidate in candidates:
            for entity in candidate.entities:
                if unit == "person":
                    if entity.kind == "person" and not candidate.plural:
                        pool.setdefault(entity.id, entity)
                elif unit == "country":
                    if entity.kind == "place":
                        continue
                    if entity.country:
                        pool.setdefault(entity.country, self._kb.entity(entity.country))
                elif entity.kind in _BODIES | {"person"}:
                    key = entity.country or entity.id
                    pool.setdefault(key, self._kb.entity(entity.country) if entity.country else entity)
        return pool

    def _country(self, state: _State, nominal: Nominal) -> list[Entity]:
        """ "the Asian country", "the kingdom", "the country"."""
        seen: list[str] = []
        for candidate in reversed(state.candidates):
            if candidate.first >= nominal.first:
                continue
            for entity in candidate.entities:
                if entity.country and entity.country not in seen:
                    seen.append(entity.country)
        if nominal.traits:
            fitting = [c for c in seen if all(self._has_trait(c, t) for t in nominal.traits)]
            if len(fitting) == 1:
                return [self._kb.entity(fitting[0])]
            recent = self._unit_counts(state, self._recent(state, nominal.first, 2), "country")
            near = [c for c in fitting if c in recent]
            return [self._kb.entity(near[0])] if len(near) == 1 else []
        same = self._unit_counts(state, self._recent(state, nominal.first, 0), "country")
        if len(same) == 1:
            return list(same.values())
        if len(same) > 1:
            return []
        before = self._unit_counts(state, self._recent(state, nominal.first, 1), "country")
        if len(before) == 1:
            return list(before.values())
        home = state.context.home(nominal.first)
        return [self._kb.entity(home)] if home and (home in before or not before) else []

    def _has_trait(self, country: str, trait: str) -> bool:
        traits = self._kb.traits(country)
        return trait in traits or any(t.endswith(f" {trait}") for t in traits)

    def _body(self, state: _State, nominal: Nominal) -> list[Entity]:
        """ "the bloc", "the court", "the group": the last one whose name or kind fits."""
        here = state.sentence[nominal.first]
        for candidate in reversed(state.candidates):
            if candidate.first >= nominal.first or len(candidate.entities) != 1:
                continue
            if here - candidate.sentence > 8:
                break
            entity = candidate.entities[0]
            if entity.kind in ("person", "place", "people", "country"):
                continue
            words = set(state.words.key[candidate.first : candidate.last + 1]) | set(entity.id.split("-"))
            if nominal.head in words or nominal.head in _SAME.get(entity.id, ()):
                return [entity]
            if nominal.head in _HYPERNYMS.get(entity.kind, ()) and here - candidate.sentence <= 2:
                return [entity]
        return []

    def _counterpart(self, state: _State, nominal: Nominal) -> list[Entity]:
        """ "his South Korean counterpart": who holds the same office of the other country."""
        owner = nominal.country
        if owner is None:
            return []
        people = state.context.people
        date = annotations.of(state.doc).article
        on = date.date if date else None
        for candidate in reversed(self._recent(state, nominal.first, 1)):
            person = candidate.entities[0]
            if person.kind != "person" or person.country == owner:
                continue
            offices = {(phrase, office) for _, phrase, office in people.offices.get(person.id, [])}
            offices |= {(t.role, t.office) for t in self._kb.tenures(person.id) if on is None or t.covers(on)}
            if not offices:
                continue
            same = [
                e
                for id_, held in people.offices.items()
                if id_ != person.id and owner == people.country_of(id_)
                and any((phrase, office) in offices or (office and office in {o for _, o in offices}) for _, phrase, office in held)
                for found in people.by_part.values()
                for e in found
                if e.id == id_
            ]  # fmt: skip
            if same:
                return same[:1]
            for phrase, office in sorted(offices, key=str):
                holder = self._kb.office_holder(owner, office, on) if office and on else None
                if holder is not None:
                    return [holder]
                role = phrase.replace(" ", "-")
                return [
                    Entity(f"{owner.lower()}/{role}", f"{self._kb.adjective(owner)} {phrase}", "person", owner, "GOV")
                ]
        return []

    # Quotations

    def _quoted(self, state: _State, deferred: list[int]) -> None:
        """First person in a quotation is the speaker, or the speaker's country; third person is somebody else."""
        speakers: dict[int, tuple[Entity, ...]] = {}
        for n, quote in enumerate(state.quotes):
            if quote.speaker is not None:
                speakers[n] = state.by_word.get(quote.speaker, ())
        keys = state.words.key
        texts = state.words.text
        for w in range(len(keys)):
            n = state.quote_of[w]
            if n < 0 or w in state.by_word:
                continue
            key = keys[w]
            speaker = speakers.get(n, ())
            if len(speaker) != 1:
                continue
            if key in I and (key not in ("ill", "id") or "’" in texts[w] or "'" in texts[w]):
                self._emit(state, w, w, speaker, "pronoun")
                state.by_word[w] = speaker
            elif key in WE and (key not in ("were", "well", "wed") or "’" in texts[w] or "'" in texts[w]):
                side = self._side(state, speaker[0])
                if side is not None:
                    self._emit(state, w, w, (side,), "pronoun")
                    state.by_word[w] = (side,)
        for w in deferred:
            before = [c for c in state.candidates if c.first < w]
            after, state.candidates = state.candidates, before
            self._pronoun(state, w, speakers.get(state.quote_of[w], ()))
            new = state.candidates[len(before) :]
            state.candidates = sorted([*after, *new], key=lambda c: c.first)

    def _side(self, state: _State, speaker: Entity) -> Entity | None:
        """For whom somebody speaks who says "we": a government's people for their country, others for their body."""
        if speaker.kind != "person":
            return self._kb.entity(speaker.country) if speaker.kind == "government" and speaker.country else speaker
        people = state.context.people
        for of, _, _ in people.offices.get(speaker.id, []):
            if of is not None and of not in (speaker.country,):
                body = next(
                    (e for c in state.candidates for e in c.entities if e.id == of and e.kind != "person"), None
                )
                if body is not None:
                    return self._kb.entity(body.country) if body.kind == "government" and body.country else body
        sector = speaker.sector or people.sector.get(speaker.id)
        country = speaker.country or people.country_of(speaker.id)
        if country and sector in ("GOV", "MIL", "LEG", "JUD", "COP", "SPY"):
            return self._kb.entity(country)
        return None


# Nouns that stand for any body of a kind, and for some bodies by what they are.
_HYPERNYMS = {
    "armed_group": frozenset(
        {"group", "movement", "militants", "rebels", "insurgents", "organization", "organisation"}
    ),
    "organisation": frozenset({"organization", "organisation", "group", "agency", "body"}),
    "company": frozenset({"company", "firm"}),
}
_SAME = {
    "european-union": frozenset({"bloc", "union"}),
    "nato": frozenset({"alliance"}),
    "asean": frozenset({"bloc"}),
    "african-union": frozenset({"bloc"}),
    "ecowas": frozenset({"bloc"}),
    "united-nations": frozenset({"body"}),
    "opec": frozenset({"cartel"}),
}


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase that the rest of the sentence hangs on; the last one that does."""
    for i in range(last, first - 1, -1):
        token = doc[i]
        if token.head is token or not first <= token.head.i <= last:
            return token
    return doc[last]


def _is_subject(token: Token) -> bool:
    first = syntax.first_conjunct(token)
    verb = first.head
    return verb is not first and first in syntax.subjects(verb)


def _governs(subject: Token, pronoun: Token) -> bool:
    """Whether the subject's verb has the pronoun in its clause or in a clause below it."""
    verb = subject.head
    return verb.is_ancestor(pronoun)


def _clear_best(scores: dict[str, float], meant: dict[str, tuple[Entity, ...]]) -> tuple[Entity, ...]:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return ()
    return meant[ranked[0][0]]


__all__ = ["SPACE", "Candidate", "CoreferenceComponent"]
