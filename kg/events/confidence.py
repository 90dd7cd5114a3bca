"""Confidence: how often events read on such grounds were right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from spacy.tokens import Token

from kg.core.errors import KnowledgeError
from kg.core.plover import Status
from kg.events.grounds import Ground
from kg.events.match import Match
from kg.language import syntax

LONG, VERY_LONG = 35, 60  # words of a sentence
PATH = Path(__file__).parent / "confidence.yaml"


@lru_cache(maxsize=1)
def weights() -> tuple[float, dict[Ground, float]]:
    """The figures of ``confidence.yaml``: the log-odds of being right, and what each ground adds to them.

    Raises:
        KnowledgeError: The file names a ground that there is not, lacks the bias, or gives something that is no number.
    """
    return read(yaml.safe_load(PATH.read_text("utf-8")))


def read(figures: Mapping[str, object]) -> tuple[float, dict[Ground, float]]:
    """Bias and weights from what stands in the file; a ground that is not there adds nothing.

    Raises:
        KnowledgeError: As for :func:`weights`.

    Example:
        >>> bias, added = read({"bias": 1.0, "no recipient": -0.5})
        >>> bias, added[Ground.NO_RECIPIENT], added[Ground.LONG]
        (1.0, -0.5, 0.0)
    """
    known = {"bias", *Ground}
    for name, figure in figures.items():
        if name not in known:
            raise KnowledgeError(f"{PATH.name}: there is no ground {name!r}")
        if not isinstance(figure, (int, float)):
            raise KnowledgeError(f"{PATH.name}: {name}: {figure!r} is no number")
    numbers = {name: float(figure) for name, figure in figures.items() if isinstance(figure, (int, float))}
    if "bias" not in numbers:
        raise KnowledgeError(f"{PATH.name}: the bias is not there")
    return numbers["bias"], {ground: numbers.get(ground, 0.0) for ground in Ground}


def of(grounds: Iterable[Ground]) -> float:
    """The confidence of an event, 0 to 1, two decimals: the probability that it is wholly right.

    Args:
        grounds: What :func:`grounds` gives for it.

    Raises:
        ValueError: One of them is no ground.
    """
    bias, added = weights()
    odds = bias + sum(added[Ground(ground)] for ground in grounds)
    return round(1 / (1 + math.exp(-odds)), 2)


def grounds(match: Match, status: Status) -> list[Ground]:
    """On what an event was read: the rule family, its type, how its parties were named, where its words stand.

    Args:
        match: The match.
        status: The status of its event.
    """
    out = [Ground.of_family(match.family), Ground.of_type(match.entry.type), *match.notes]
    out += sorted({g for m in (*match.actors, *match.recipients) if (g := Ground.of_form(m.form))})
    if not match.recipients and not match.entry.mutual:
        out.append(Ground.NO_RECIPIENT)
    if any(m.entity.country is None for m in match.actors):
        out.append(Ground.NO_COUNTRY)
    out += sorted({g for m in match.actors if (g := Ground.of_sector(m.entity.sector))})
    if match.actors and match.recipients and match.actors[0].start > max(m.start for m in match.recipients):
        out.append(Ground.ACTOR_AFTER_RECIPIENT)
    if status != Status.ASSERTED:
        out.append(Ground.of_status(status))
    sentence = match.trigger.sent
    out += [Ground.LONG] * (len(sentence) > LONG) + [Ground.VERY_LONG] * (len(sentence) > VERY_LONG)
    out.append(Ground.of_verbs(sum(map(syntax.is_verb, sentence))))
    return out + _place(match.trigger)


def _place(trigger: Token) -> list[Ground]:
    """Where the predicate stands in its sentence."""
    if not syntax.is_verb(trigger):
        return []
    if syntax.antecedent(trigger) is not None:
        return [Ground.IN_RELATIVE_CLAUSE]
    if syntax.governor(trigger) is None:
        return []
    return [Ground.IN_COMPLEMENT if syntax.is_complement(trigger) else Ground.IN_ADVERBIAL_CLAUSE]
