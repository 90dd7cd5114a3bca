"""spaCy's own spans: what a recogniser before us says of names, and what was linked, as spans again.

The entities of a statistical recogniser, where the pipeline has one, confirm or deny what else speaks for an unknown
name, and join unknown names into one.  They do not make names of their own: measured on the worldwide articles that
costs more precision than it adds recall, and what the knowledge base knows needs no help.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.core.records import Mention
from kg.entities.cues import cues
from kg.entities.phrase import LOC, MISC, NORP, ORG, PERSON, Name
from kg.entities.words import Words

#: The span group with the bare names.
NAMES = "kg_names"
#: The span group with all mentions; also what ``ent_id_`` says of the entities that we set.
MENTIONS = OURS = "kg"

_TITLES = cues()["titles"] - cues()["given_names"]
_LANDFORMS = cues()["landforms"]
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


def names(doc: Doc, words: Words, found: list[Name]) -> list[Span]:
    """The bare names as PERSON, ORG, LOC and NORP, also those inside a longer mention.

    ``kb_id_`` is the entity's id, empty for what is not linked and for a name that only stands for somebody.
    """
    return [
        _span(doc, words, name, name.label, name.entity.id if name.entity and name.form != "metonym" else "")
        for name in found
        if name.label and name.label != MISC
    ]


def set_ents(doc: Doc, words: Words, found: list[Name]) -> None:
    """Set ``doc.ents`` to the names, under spaCy's labels, unless another component has set it.

    Args:
        doc: The document.
        words: Its words.
        found: Its names; ``kb_id_`` is the id of the entity, also of one that the name stands for.
    """
    if not doc.ents:
        spans = [
            _span(doc, words, name, _label(words, name), name.entity.id if name.entity else "", OURS)
            for name in found
            if name.label and name.label != MISC
        ]
        doc.set_ents(filter_spans(spans))


def forget_ents(doc: Doc) -> None:
    """Take away the entities that we set when this document was read before; those of others speak for a name."""
    if any(ent.id_ == OURS for ent in doc.ents):
        doc.set_ents([ent for ent in doc.ents if ent.id_ != OURS])


def mentions(doc: Doc, found: list[Mention]) -> list[Span]:
    """Mentions as spans: the label is the entity's kind, ``kb_id_`` its id.

    "Both countries" gives a span for each.  A mention that is only part of a token gets the whole of it.

    Args:
        doc: The document, or the copy of it that rules read, which finds the words of some characters faster.
        found: Its mentions.
    """
    whole = getattr(doc, "spacy", doc)
    spans = ((m.entity, doc.char_span(m.start, m.end, alignment_mode="expand")) for m in found)
    return [Span(whole, s.start, s.end, label=e.kind, kb_id=e.id) for e, s in spans if s is not None]


def _span(doc: Doc, words: Words, name: Name, label: str, kb_id: str, span_id: str = "") -> Span:
    start = name.first
    while name.label == PERSON and start < name.last and words.key[start] in _TITLES:
        start += 1
    return Span(doc, words.token[start], words.token[name.last] + 1, label=label, kb_id=kb_id, span_id=span_id)


def _label(words: Words, name: Name) -> str:
    """Of places, those that have a government are GPE for spaCy; a landform, a building or a region has none."""
    if name.label != LOC:
        return name.label
    if name.entity is not None and name.entity.kind == "country":
        return "GPE"
    landform = any(words.key[w] in _LANDFORMS for w in range(name.first, name.last + 1))
    country = name.entity.country if name.entity is not None else name.country
    return "GPE" if country and not landform else "LOC"
