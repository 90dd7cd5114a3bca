"""The entities of a statistical recogniser, where the pipeline has one.

They confirm or deny what else speaks for an unknown name, and join unknown names into one.  They do not make names of
their own: measured on the worldwide articles that costs more precision than it adds recall, and what the knowledge base
knows needs no help.
"""

from __future__ import annotations

from bisect import bisect_left

from kg.entities.name import LOC, MISC, NORP, ORG, PERSON, Name
from kg.entities.words import Words

# Labels of our recogniser and of spaCy's.
LABELS = {
    "PERSON": PERSON, "PER": PERSON, "ORG": ORG, "GPE": LOC, "LOC": LOC, "FAC": LOC, "NORP": NORP, "EVENT": MISC,
    "WORK_OF_ART": MISC, "PRODUCT": MISC, "LAW": MISC, "MISC": MISC, "LANGUAGE": MISC,
}  # fmt: skip


def join(words: Words, names: list[Name]) -> list[Name]:
    """Names, with those joined that one statistical entity covers and nothing else is known of.

    Args:
        words: The document.
        names: As the recogniser finds them, in text order.
    """
    if not words.doc.ents:
        return names
    owner = {w: name for name in names for w in range(name.first, name.last + 1)}
    joined: set[int] = set()
    made: list[Name] = []
    for ent in words.doc.ents:
        if ent.label_ not in LABELS:
            continue
        first = bisect_left(words.start, ent.start_char)
        last = bisect_left(words.start, ent.end_char) - 1
        inside = {id(n): n for w in range(first, last + 1) if (n := owner.get(w)) is not None}
        if len(inside) < 2 or any(n.options or n.titled or n.label or id(n) in joined for n in inside.values()):
            continue
        joined |= set(inside)
        parts = list(inside.values())
        made.append(Name(parts[0].first, parts[-1].last))
    return sorted([*(n for n in names if id(n) not in joined), *made], key=lambda n: n.first)
