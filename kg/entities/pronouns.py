"""Whom a pronoun of the third person means.

Each question answers with the entities, or () where two readings are about as good.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.records import Entity
from kg.entities.cues import cues
from kg.entities.discourse import Candidate, Discourse
from kg.entities.things import BODIES, thing
from kg.entities.words import COMMA, Words
from kg.language import en, syntax
from kg.language.lemmas import is_any_of

HE, SHE, IT, THEY, WHO = (en.lists("small_words")[name] for name in ("he", "she", "it", "they", "who"))
THIRD = HE | SHE | IT | THEY | WHO
_LISTS = cues()
_SPEAKING = _LISTS["speech_verbs"]
_ARMED = frozenset({"MIL", "COP", "REB"})
_LEAST = -1.6  # score of the weakest candidate taken
_BACK = 3  # sentences to look back
_MARGIN = 0.75  # by how much the best candidate must lead


def pronoun(discourse: Discourse, w: int, speaker: tuple[Entity, ...] = ()) -> tuple[Entity, ...]:
    """Whom the pronoun at a word means.

    Args:
        discourse: What was read so far.
        w: The word.
        speaker: Who speaks the quotation it stands in, and so is not "he" there.
    """
    key = discourse.words.key[w]
    if key in WHO:
        return relative(discourse, w)
    if key in IT or key in THEY:
        reported = speaker_of_clause(discourse, w)
        if reported:
            return reported
    if key in HE or key in SHE:
        return person(discourse, w, "m" if key in HE else "f", speaker)
    return thing(discourse, w) if key in IT else several(discourse, w)


def speaker_of_clause(discourse: Discourse, w: int) -> tuple[Entity, ...]:
    """ "Bern said it had expelled two diplomats", "Tokyo and Seoul said they would …": who says so of himself."""
    token = discourse.doc[discourse.words.token[w]]
    outer = _verb_of_report(token)
    subjects = [t for t in syntax.subjects(outer) if t.i < token.i] if outer is not None else []
    if not subjects:
        return ()
    first, last = subjects[0].left_edge.i, subjects[-1].i
    named = [c for c in discourse.candidates[-12:] if c.entities and first <= discourse.words.token[c.first] <= last]
    if not named:
        return ()
    nearest = named[-1]
    if discourse.words.key[w] in IT:
        one = len(named) == len(nearest.entities) == 1 and nearest.entities[0].kind in BODIES
        return nearest.entities if one else ()
    if len(named) > 1 and any(t.lower_ == "and" for t in discourse.doc[first : last + 1]):
        return tuple(dict.fromkeys(e for c in named for e in c.entities))
    fitting = nearest.plural or nearest.entities[0].kind in ("people", "armed_group", *BODIES)
    return nearest.entities if fitting else ()


def _verb_of_report(subject: Token) -> Token | None:
    """The verb that reports the clause of a subject: "said" for the "it" of "Bern said it had expelled two"."""
    clause = subject.head
    if subject not in syntax.subjects(clause) or not syntax.is_complement(clause):
        return None
    outer = syntax.governor(clause)
    while outer is not None and not is_any_of(outer, _SPEAKING):
        outer = syntax.governor(outer) if syntax.is_complement(outer) else None
    return None if outer is None or syntax.is_passive(outer) else outer


def relative(discourse: Discourse, w: int) -> tuple[Entity, ...]:
    """ "Cho, who …": the phrase just before."""
    if discourse.words.gap[w] > COMMA:
        return ()
    for candidate in reversed(discourse.candidates[-3:]):
        asked = discourse.words.key[candidate.last] in THIRD  # "ask them who owns it"
        if candidate.last == w - 1 and candidate.entities and not asked:
            people = all(
                e.kind in ("person", "people", "armed_group") or e.sector in _ARMED for e in candidate.entities
            )
            return candidate.entities if people else ()
    return ()


def person(discourse: Discourse, w: int, gender: str, speaker: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """ "he", "her": the best person of the last sentences, if clearly the best."""
    words = discourse.words
    token = discourse.doc[words.token[w]]
    if _means_nobody_before(words, w):
        return ()
    here = discourse.sentence[w]
    barred = discourse.co_arguments(token) | _judge_of(token)
    others = {e.id for e in speaker} | discourse.ids_at(barred)
    speaks = is_any_of(token.head, _SPEAKING) and token in syntax.subjects(token.head)
    scores: dict[str, float] = {}
    meant: dict[str, tuple[Entity, ...]] = {}
    for candidate in reversed(discourse.candidates[-40:]):
        away = here - candidate.sentence
        if away > _BACK:
            break
        if candidate.plural or candidate.first >= w or candidate.token.i in barred:
            continue
        if not _may_be(discourse, candidate, gender, others):
            continue
        key = candidate.entities[0].id if candidate.entities else f"#{candidate.first}"
        score = _score(discourse, candidate, w, away, gender)
        if candidate.entities:
            score += min(discourse.counts[key], 6) * 0.08
            if speaks and discourse.last_speaker == key:
                score += 0.9  # whoever speaks goes on speaking
        score += _tie(candidate, token) if away == 0 else 0.0
        if score > scores.get(key, -99.0):
            scores[key], meant[key] = score, candidate.entities
    best = meant.get(_clear_best(scores), ())
    if not best or _stranger_between(discourse, best[0], w, gender):
        return ()
    discourse.genders.setdefault(best[0].id, gender)
    return best


def _means_nobody_before(words: Words, w: int) -> bool:
    """Whether a pronoun means nobody spoken of: "For his part, Mohamud said", who is yet to come; "His Majesty"."""
    after = w + 1
    if after >= len(words):
        return False
    if words.key[w] in ("his", "her") and words.key[after] == "part" and words.key[w - 1] == "for":
        return True
    return words.cap[after] and words.key[after] in _LISTS["honours"]


def _may_be(discourse: Discourse, candidate: Candidate, gender: str, others: set[str]) -> bool:
    """Whether a phrase may mean a "he" or "she": "a farmer"; not "Mali", nor a woman for "he", nor others."""
    if not candidate.entities:
        return candidate.gender in ("", gender)
    known = candidate.gender or discourse.genders.get(candidate.entities[0].id, "")
    return known in ("", gender) and _is_person(candidate) and candidate.entities[0].id not in others


def _tie(candidate: Candidate, pronoun: Token) -> float:
    """What speaks for a phrase of the same sentence: its clause holds the pronoun, or it does itself."""
    if candidate.subject and candidate.token.head.is_ancestor(pronoun):
        return 0.5
    return 1.0 if candidate.token.is_ancestor(pronoun) else 0.0  # "a man bleeding from his belly"


def _clear_best(scores: dict[str, float]) -> str:
    """Who scores best, if well and clearly better than the next; "" if nobody does.

    Example:
        >>> _clear_best({"ana": 0.9, "bo": -0.2}), _clear_best({"ana": 0.9, "bo": 0.8})
        ('ana', '')
    """
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return ""
    return ranked[0][0]


def _is_person(candidate: Candidate) -> bool:
    """Whether a phrase means one man or woman: by name, or as "a farmer"."""
    kind = candidate.entities[0].kind
    return kind == "person" or (kind == "people" and not candidate.plural and not candidate.named)


def _stranger_between(discourse: Discourse, best: Entity, w: int, gender: str) -> bool:
    """Whether a man or woman nobody knows the name of stands nearer: "her mother during her ailment"."""
    here = discourse.sentence[w]
    for candidate in reversed(discourse.candidates[-12:]):
        if candidate.sentence != here or candidate.first >= w:
            continue
        if best in candidate.entities:
            return False
        if not candidate.entities and not candidate.plural and candidate.gender in ("", gender):
            return True
    return False


def _judge_of(token: Token) -> set[int]:
    """Who judges what is somebody's, and so somebody else's: "Sandra called her remarks racist"."""
    noun = token.head
    verb = noun.head
    if token.tag_ != "PRP$" or not is_any_of(verb, _LISTS["judging_verbs"]) or noun not in syntax.objects(verb):
        return set()
    return {t.i for t in syntax.subjects(verb)}


def _score(discourse: Discourse, candidate: Candidate, w: int, away: int, gender: str) -> float:
    score = -float(away) + (1.0 if candidate.subject else 0.0) + (0.25 if candidate.gender == gender else 0.0)
    if discourse.paragraph[candidate.first] != discourse.paragraph[w]:
        score -= 0.5
    if candidate.quote >= 0 and discourse.quote_of[w] != candidate.quote:
        score -= 1.0
    return score


def several(discourse: Discourse, w: int) -> tuple[Entity, ...]:
    """ "they", "their": the nearest plural subject, or coordination of subjects."""
    here = discourse.sentence[w]
    token = discourse.doc[discourse.words.token[w]]
    doer = _told_of(token)
    if doer is not None:
        told = [discourse.word_of(t) for t in (doer, *syntax.conjuncts(doer))]
        return tuple(dict.fromkeys(e for at in told if at is not None for e in discourse.by_word.get(at, ())))
    barred = discourse.co_arguments(token)
    for candidate, noun in discourse.subjects_before(w):
        if noun.i in barred:
            continue
        at = discourse.word_of(noun)
        if at is None or here - discourse.sentence[at] > 1:
            return ()
        joined = [noun, *syntax.conjuncts(noun)]
        if candidate is None:
            if noun.tag_ in ("NNS", "NNPS") or len(joined) > 1:
                return ()
            continue
        if len(joined) > 1:
            members = [discourse.by_word.get(word, ()) for t in joined if (word := discourse.word_of(t)) is not None]
            return tuple(dict.fromkeys(e for group in members for e in group)) if all(members) else ()
        if _are_several(candidate):
            between = (c for c in discourse.candidates[-12:] if candidate.last < c.first < w)
            others = any(c.plural and c.entities != candidate.entities for c in between)
            return () if others else candidate.entities
    return ()


def _are_several(candidate: Candidate) -> bool:
    """Whether a phrase speaks of several: "protesters", "the rebels"; not of one man in the plural."""
    kind = candidate.entities[0].kind
    if kind == "person" and len(candidate.entities) == 1:
        return False
    return candidate.plural or kind in ("people", "armed_group")


def _told_of(token: Token) -> Token | None:
    """Of whose deeds a clause tells that "they" stands in: "accused the parties of breaking the truce they signed".

    Args:
        token: The pronoun.

    Returns:
        The object of the verb above, where it speaks of several; None where there is none.
    """
    if token.tag_ == "PRP$":
        return None
    for above in token.ancestors:
        verb = above.head if above in syntax.objects(above.head) else above
        if not is_any_of(verb, _LISTS["verbs_of_others_deeds"]):
            continue
        told = [t for t in (*syntax.objects(verb), *syntax.indirect_objects(verb)) if t.i < token.i]
        return next((t for t in told if t.tag_ in ("NNS", "NNPS") or syntax.conjuncts(t)), None)
    return None
