"""Confidence: how often events read on such grounds were right."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

from kg.core.plover import Status
from kg.events.match import Match
from kg.language import syntax

LONG, VERY_LONG = 35, 60  # words of a sentence
MANY_VERBS = 6  # and more


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The figures of ``confidence.yaml``: what each ground adds to the log-odds of being right."""
    return dict(yaml.safe_load((Path(__file__).parent / "confidence.yaml").read_text("utf-8")))


def of(grounds: Iterable[str]) -> float:
    """The confidence of an event, 0 to 1, two decimals: the probability that it is wholly right.

    Args:
        grounds: What :func:`grounds` gives for it.
    """
    figures = weights()
    odds = figures["bias"] + sum(figures.get(ground, 0.0) for ground in grounds)
    return round(1 / (1 + math.exp(-odds)), 2)


def grounds(match: Match, status: Status) -> list[str]:
    """On what an event was read: the rule family, its type, how its parties were named, where its words stand.

    Args:
        match: The match.
        status: The status of its event.
    """
    out = [f"family {match.family}", f"type {match.entry.type}", *match.notes]
    parties = [*match.actors, *match.recipients]
    out += sorted({f"party by {m.form}" for m in parties} - {"party by name", "party by role"})
    if not match.recipients and not match.entry.mutual:
        out.append("no recipient")
    if any(m.entity.country is None for m in match.actors):
        out.append("actor without country")
    out += sorted({f"actor of sector {m.entity.sector}" for m in match.actors if m.entity.sector})
    if match.actors and match.recipients and match.actors[0].start > max(m.start for m in match.recipients):
        out.append("actor after the recipient")
    if status != Status.ASSERTED:
        out.append(f"status {status}")
    length = len(match.trigger.sent)
    out += ["long sentence"] * (length > LONG) + ["very long sentence"] * (length > VERY_LONG)
    out.append(f"verbs in the sentence {min(sum(map(syntax.is_verb, match.trigger.sent)), MANY_VERBS)}")
    trigger = match.trigger
    if syntax.is_verb(trigger):
        if syntax.antecedent(trigger) is not None:
            out.append("in a relative clause")
        elif syntax.governor(trigger) is not None:
            out.append("in a complement" if syntax.is_complement(trigger) else "in an adverbial clause")
    return out
