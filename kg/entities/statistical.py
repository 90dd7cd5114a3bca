"""Brings in the entities of a statistical recogniser, where the pipeline has one.

What the knowledge base knows stays; unknown names take the statistical boundaries; names that only the statistics see
are added.
"""

from __future__ import annotations

from bisect import bisect_left

from kg.entities.recognizer import LOC, MISC, NORP, ORG, PERSON, Name
from kg.entities.words import Words

# Labels of our recogniser and of spaCy's.
LABELS = {
    "PERSON": PERSON, "PER": PERSON, "ORG": ORG, "GPE": LOC, "LOC": LOC, "FAC": LOC, "NORP": NORP, "EVENT": MISC,
    "WORK_OF_ART": MISC, "PRODUCT": MISC, "LAW": MISC, "MISC": MISC, "LANGUAGE": MISC,
}  # fmt: skip


def merge(words: Words, names: list[Name]) -> list[Name]:
    """Names with the boundaries of ``doc.ents`` where these know better.

    Args:
        words: The document.
        names: As the recogniser finds them.

    Returns:
        Names in text order, none overlapping another.
    """
    ents = _ents(words)
    if not ents:
        return names
    owner: dict[int, Name] = {w: name for name in names for w in range(name.first, name.last + 1)}
    dropped: set[int] = set()
    added: list[Name] = []
    for first, last, label in ents:
        inside = list({id(n): n for w in range(first, last + 1) if (n := owner.get(w)) is not None}.values())
        if any(id(n) in dropped for n in inside):
            continue
        exact = len(inside) == 1 and inside[0].first == first and inside[0].last == last
        if exact or not _may_replace(inside, first, last, label):
            continue
        dropped |= {id(n) for n in inside}
        made = Name(first, last, label, titled=any(n.titled and n.first == first for n in inside))
        made.parts = [p for n in inside for p in ([n] if n.options else n.parts)]
        added.append(made)
    kept = [n for n in names if id(n) not in dropped]
    return sorted([*kept, *added], key=lambda n: n.first)


def _ents(words: Words) -> list[tuple[int, int, str]]:
    """The statistical entities as words, a leading "the" left out."""
    found = []
    for ent in words.doc.ents:
        label = LABELS.get(ent.label_)
        if label is None:
            continue
        first = bisect_left(words.start, ent.start_char)
        last = bisect_left(words.start, ent.end_char) - 1
        while first <= last and words.key[first] in ("the", "a", "an"):
            first += 1
        if first <= last and (words.cap[first] or words.cap[last]):
            found.append((first, last, label))
    return found


def _may_replace(inside: list[Name], first: int, last: int, label: str) -> bool:
    """Whether a statistical entity may take the place of the names it overlaps."""
    for name in inside:
        if name.first < first or name.last > last:
            if name.options or name.titled or name.label == PERSON:
                return False
            continue
        if not name.options:
            continue
        one_word = name.first == name.last and last > first
        people = name.options[0].form in ("adjective", "demonym", "metonym")
        if not one_word or label not in (PERSON, ORG, LOC) or (people and label != ORG):
            return False
    # Two known names in one entity are two names: "Russia and Ukraine".
    return sum(bool(n.options) for n in inside) < 2
