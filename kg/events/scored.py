"""What is told of a text that a scorer has read: of each word the best of what the rules and the scorer say.

Of each word several acts are weighed: what the rules tell by it, the same with the sides that the scorer sees, and the
scorer's own.  The best is told if it is likely enough.  How likely each is told, and how likely it is wholly right, two
logistic models say, of the few numbers of :func:`numbers`; their weights come with the scorer, to which they were
fitted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.core.dyads import SYMMETRIC
from kg.core.plover import EventType, QuadClass
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import bystanders, judge, listed, located, sides, sight, titles, unnamed
from kg.events.features import Party, Scene, Word
from kg.events.grounds import Ground
from kg.events.lexicon import Lexicon
from kg.events.match import Match
from kg.events.matcher import consumed_by
from kg.events.refusal import is_of_one_alone, is_only_when, is_refused, is_undone
from kg.events.sight import TYPES, Opinion, Scorer
from kg.events.untold import act, is_same, whom

# What a rule tells is told if it is so much of what others need, and goes before what is not so much surer: rules know
# more of single sentences, of which readers have annotated few.  From 0.6 to 1, F1 on dev and draws 35 to 42 is the
# same; from 0.8 on what is plain and rare is lost ("launched two missiles").
RULE = 0.6
# Of a text of one sentence nearly all that a rule tells is told, as there is nothing else to judge it by; and of one of
# few of which nothing is told otherwise, as people seldom give a text to read that tells nothing.
ALONE, FEW = 0.03, 3
# What a scorer tells of nobody is told if it is nearly so likely as others, where nothing of its type is told in the
# sentence: of such acts of dev and of draws 35 to 42 all six were right, but of force and arrests none of four.
FROM_NOBODY = 0.9
# What a scorer alone tells, but for force, arrest and the like, is told if it is so likely wholly right: speeches are
# full of words for favours, talks and demands.  Of those below it that readers judged in seeds 740 to 744, of 23, three
# were right and five arguable; F1 on dev is the same, and precision rises.
SURE = 0.22
# How likely a party must be that fills a side of what a rule tells.  Of 27 such acts that readers judged in seeds 740
# to 747, thirteen had a wrong party; on dev .5 tells every party right in two more acts than .4, and .6 in fewer.
FILLED = 0.5
_NOBODY: Sequence[Party | None] = (None,)
_CERTAIN = 0.997  # nothing is taken to be surer, nor its contrary


@dataclass(slots=True)
class Option:
    """An act that a word may tell.

    Attributes:
        match: The act; its confidence says how likely it is wholly right.
        by: Who says so: "rule", "filled" (a rule, with a side it lacked), "changed" (with others on a side), "scorer".
        likely: How likely it is that there is such an act, between some of its parties at least.
    """

    match: Match
    by: str
    likely: float = 0.0


def likely(text: str, scenes: Sequence[Scene], lexicon: Lexicon, scorer: Scorer) -> Iterator[list[Match]]:
    """The matches of each sentence, each with its confidence.

    Args:
        text: The document's.
        scenes: Its sentences.
        lexicon: The predicates.
        scorer: What reads them.
    """
    words = [judge.look(scene, list(judge.words(scene, lexicon))) for scene in scenes]
    read = scorer.read(text, sight.see(scenes, words))
    options = [_weighed(*each, scorer.weights) for each in zip(scenes, words, read, strict=True)]
    by_rule = ALONE if len(scenes) == 1 else scorer.least * RULE
    told = [_told(of_words, scorer.least, by_rule) for of_words in options]
    if 1 < len(scenes) <= FEW and not any(m.entry.type in TYPES for some in told for m in some):
        told = [_told(of_words, scorer.least, ALONE) for of_words in options]
    yield from told


def _weighed(
    scene: Scene, words: Sequence[judge.Seen], opinions: Sequence[Opinion], weights: Mapping[str, Mapping[str, float]]
) -> list[list[Option]]:
    """What each word of a sentence may tell, each with how likely it is told."""
    options = []
    for weighed in weigh(scene, words, opinions):
        for option, about in weighed:
            option.likely, option.match.confidence = (_probability(weights[w], about) for w in ("told", "sure"))
        options.append([option for option, _ in weighed])
    return options


def _told(of_words: Sequence[Sequence[Option]], least: float, by_rule: float) -> list[Match]:
    found = [option for options in of_words for option in _chosen(options, least, by_rule)]
    told: list[Match] = []
    for option in sorted(found, key=lambda o: (o.by == "scorer", -o.likely * o.match.confidence)):
        if option.by != "scorer" or not any(is_same(option.match, match) for match in told):
            alike = any(m.entry.type == option.match.entry.type for m in told)
            if alike and option.by == "scorer" and option.likely < least:
                continue
            bystanders.leave_out(option.match)
            located.settle(option.match)
            if option.by != "scorer" or _is_enough(option.match):
                told.append(option.match)
    of_word = Counter(match.trigger.i for match in told)
    for match in told:
        if of_word[match.trigger.i] == 1:  # not "sent aid to Chad and Norway to Niger", which is no list of two
            listed.complete(match)
        titles.leave_out(match)
    return told


def _is_enough(match: Match) -> bool:
    """Whether who is left on the sides of what a scorer tells makes an act."""
    return _is_act(match.entry.type, match.actors, match.recipients) and not is_of_one_alone(match)


def _is_act(type_: EventType, actors: Sequence[Mention], recipients: Sequence[Mention]) -> bool:
    """Whether an act has somebody, or is one of deeds, which needs nobody who is named."""
    return bool(actors or recipients) or judge.is_act(type_, None, None)


def _probability(weights: Mapping[str, float], about: Mapping[str, float]) -> float:
    odds = weights["always"] + sum(weights[name] * number for name, number in about.items())
    return 1 / (1 + math.exp(-odds))


def _chosen(options: Sequence[Option], least: float, by_rule: float) -> list[Option]:
    """The best act of a word; several if the rules tell several; what is of no type where nothing is told."""
    sure = [o for o in options if o.match.entry.type in TYPES and not _is_doubtful(o)]
    typed = [option for option in sure if option.likely >= _needed(option, least, by_rule)]
    ruled = [option for option in typed if option.by == "rule"]
    if len(ruled) > 1:
        return ruled
    best = max(typed, key=lambda option: _worth(option) * option.match.confidence, default=None)
    return [best] if best else [option for option in options if option.match.entry.type not in TYPES]


def _needed(option: Option, least: float, by_rule: float) -> float:
    if option.by == "rule":
        return by_rule
    of_nobody = option.by == "scorer" and not option.match.actors
    return least * FROM_NOBODY if of_nobody and not option.match.entry.type.has(Trait.ON_BODIES) else least


def _is_doubtful(option: Option) -> bool:
    """Whether only a scorer tells it, and not surely enough for what is said or done every day."""
    deed = option.match.entry.type.quad == QuadClass.MATERIAL_CONFLICT
    return option.by == "scorer" and not deed and option.match.confidence < SURE


def _worth(option: Option) -> float:
    return option.likely / RULE if option.by == "rule" else option.likely


def weigh(
    scene: Scene, words: Sequence[judge.Seen], opinions: Sequence[Opinion]
) -> Iterator[list[tuple[Option, dict[str, float]]]]:
    """What each word of a sentence may tell, with the numbers by which it is weighed.

    Args:
        scene: The sentence.
        words: Its words that may tell an act, as the judge sees them.
        opinions: What a scorer says of each.
    """
    if not words:
        return
    everybody = sight.parties(scene)
    consumed: set[int] = set()
    wished: set[int] = set()
    for match in scene.found:
        parts = consumed_by(match)
        consumed |= parts
        wished |= parts if is_undone(match) else set()
    asked: list[list[tuple[Option, list[judge.Candidate]]]] = []
    for seen, opinion in zip(words, opinions, strict=True):
        options = _options(seen.word, everybody, opinion)
        kept = [o for o in options if o.by != "scorer" or not is_refused(o.match, seen.word, scene, wished)]
        asked.append([(option, _judged(option.match, everybody, seen)) for option in kept])
    judge.weigh(part for some in asked for _, candidates in some for c in candidates for part in c.parts)
    for seen, opinion, some in zip(words, opinions, asked, strict=True):
        consumes = seen.word.token.i in consumed
        yield [
            (option, numbers(option, everybody, opinion, max(map(judge.likely, candidates), default=0.0), consumes))
            for option, candidates in some
        ]


def _judged(match: Match, everybody: Sequence[Party], seen: judge.Seen) -> list[judge.Candidate]:
    """An act as the judge sees it, by pairs of its sides; none of a type that he does not know the word for."""
    if any(m is match for m in seen.word.matches):
        return [candidate for candidate in seen.told if candidate.match is match]
    if match.entry.type not in seen.types and not seen.word.matches:
        return []
    actors, recipients = (_on(everybody, side) or _NOBODY for side in (match.actors, match.recipients))
    return [seen.candidate(match.entry.type, a, r, None) for a in actors for r in recipients]


def _on(everybody: Sequence[Party], side: Sequence[Mention]) -> list[Party]:
    """The parties that are on a side."""
    places = {(m.start, m.end) for m in side}
    return [p for p in everybody if (p.mention.start, p.mention.end) in places]


def _options(word: Word, everybody: Sequence[Party], opinion: Opinion) -> Iterator[Option]:
    surely = sides.told(everybody, opinion, FILLED) if word.matches else ([], [])
    for match in word.matches:
        yield Option(match, "rule")
        if match.entry.type in TYPES and (other := _mended(match, *surely)):
            yield other
    best = max(opinion.types)
    if best < sight.LEAST:
        return
    type_ = TYPES[opinion.types.index(best)]
    actors, recipients = sides.told(everybody, opinion)
    if _is_act(type_, actors, recipients):
        yield Option(act(word, type_, actors, recipients), "scorer")


def _mended(match: Match, actors: Sequence[Mention], recipients: Sequence[Mention]) -> Option | None:
    """What a rule tells with the sides that the scorer sees, where it sees none of those whom the rule names."""
    both = [_side(match.actors, actors), _side(match.recipients, recipients)]
    if match.entry.type in SYMMETRIC and not recipients:  # all who take part are actors for the scorer
        known = whom(match.actors)
        others = [m for m in actors if known.isdisjoint(whom([m]))]
        both = [match.actors, match.recipients or others]
    if is_only_when(match):
        both[1] = match.recipients
    taken = {m.entity.id for m in both[0]}
    both[1] = [m for m in both[1] if m.entity.id not in taken] or match.recipients
    changes = list(zip((match.actors, match.recipients), both, strict=True))
    if all(had == has for had, has in changes):
        return None
    by = "changed" if any(had and had != has for had, has in changes) else "filled"
    made = replace(match, actors=list(both[0]), recipients=list(both[1]), notes=[*match.notes, Ground.SIDE_JUDGED])
    return Option(made, by)


def _side(had: list[Mention], seen: Sequence[Mention]) -> list[Mention]:
    """Who is on a side: who is named by a rule is not only described there."""
    if not seen or not whom(seen).isdisjoint(whom(had)):
        return had
    named = any(not unnamed.is_unnamed(m) for m in had)
    return had if named and all(map(unnamed.is_unnamed, seen)) else list(seen)


def numbers(
    option: Option, everybody: Sequence[Party], opinion: Opinion, judged: float, consumed: bool
) -> dict[str, float]:
    """What an act is weighed by; log-odds where something is likely, else 0 or 1.

    Args:
        option: The act.
        everybody: The parties of its sentence.
        opinion: What the scorer says.
        judged: How likely the judge finds it.
        consumed: Whether the word is part of what another tells.
    """
    match = option.match
    likely = opinion.types[TYPES.index(match.entry.type)] if match.entry.type in TYPES else 0.0
    by_rule = option.by != "scorer"
    found = {
        "type": _log_odds(likely),
        "judged": _log_odds(judged),
        "judged, by rule": _log_odds(judged) * by_rule,
        "by rule": float(by_rule),
        "filled": float(option.by == "filled"),
        "consumed": float(consumed),
        "mutual": float(match.entry.mutual),
        "nobody": float(not match.actors and not match.recipients),
    }
    both = (("actor", match.actors, opinion.actors), ("recipient", match.recipients, opinion.recipients))
    for name, side, odds in both:
        found |= {f"{name} {key}": number for key, number in _about(side, everybody, odds).items()}
    return found


def _about(side: Sequence[Mention], everybody: Sequence[Party], odds: Sequence[float]) -> Mapping[str, float]:
    """How well a side fits what the scorer says of the parties of the sentence."""
    names, places = whom(side), {(m.start, m.end) for m in side}
    mentions = [(p, party.mention) for p, party in zip(odds, everybody, strict=True)] if side else []
    alike = [p for p, m in mentions if not names.isdisjoint((m.entity.id, m.entity.country))]
    own = [p for p, m in mentions if (m.start, m.end) in places]
    return {
        "likely": _log_odds(max(alike)) if alike else 0.0,
        "least likely": _log_odds(min(own)) if own else 0.0,
        "not here": float(bool(side) and not alike),
        "none": float(not side),
        "none, but likely": _log_odds(max(odds, default=0.0)) if not side else 0.0,
    }


def _log_odds(likely: float) -> float:
    likely = min(max(likely, 1 - _CERTAIN), _CERTAIN)
    return math.log(likely / (1 - likely))
