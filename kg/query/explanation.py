"""Why an event is in the graph: the words it was read from, the rule that read them, the article, the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.core.event import Event, Participant, Place
from kg.core.markup import markup
from kg.core.plover import Basis
from kg.core.records import Article
from kg.events.reasons import lexicon_entry
from kg.query.tables import rows_of
from kg.rdf.runs import reading_of

if TYPE_CHECKING:
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where an event comes from.

    Attributes:
        event: The event.
        article: The article it was read in.
        run: Extractor, configuration and software that read it, and when it was taken in (``at``).
    """

    event: Event
    article: Article
    run: Mapping[str, str]

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """What to mark in the article's text: (start, end, "actor", "recipient" or "trigger"), by place in the text."""
        e = self.event
        marks = [(p.start, p.end, "actor") for p in e.actors] + [(p.start, p.end, "recipient") for p in e.recipients]
        marks.append((e.evidence.trigger_start, e.evidence.trigger_end, "trigger"))
        return sorted(set(marks))

    def to_dict(self) -> dict[str, Any]:
        """The event record with the article's title and the run."""
        return {**self.event.to_dict(), "title": self.article.title, "run": dict(self.run)}

    def __str__(self) -> str:
        e = self.event
        rows = [(r["source"], r["relation"], r["target"] or "(nobody named)", r["detail"]) for r in rows_of(e)]
        lines = [" — ".join(filter(None, row)) for row in rows]
        dated = "unknown"
        if e.date:
            dated = f"{e.date.start} to {e.date.end} ({e.date.precision.value}, {_BASIS[e.date.basis]})"
        parts = {
            "event": e.id,
            "type": f"{e.type.value} ({e.relation}), PLOVER code {e.plover.value}"
            + (f", mode {e.mode}" if e.mode else ""),
            "status": e.status.value,
            "about": e.theme,
            "contexts": ", ".join(c.value for c in e.contexts),
            "date": dated,
            "place": e.place and _place(e.place),
            "casualties": "; ".join(f"{x} read from {x.text!r} at {x.start}" for x in e.casualties),
            "said by": e.reported_by and str(e.reported_by),
            "sentence": e.evidence.sentence,
            "trigger": f"{e.evidence.trigger!r}, characters {e.evidence.trigger_start}–{e.evidence.trigger_end}",
            "actors": "; ".join(map(_who, e.actors)),
            "recipients": "; ".join(map(_who, e.recipients)),
            "rule": e.rule,
            "lexicon": lexicon_entry(e),
            "confidence": f"{e.confidence:.2f}",
            "article": e.article + (f" — {self.article.title}" if self.article.title else ""),
            "published": " ".join(filter(None, (e.published.isoformat() if e.published else "", e.source, e.url))),
            "read by": " ".join(v for k, v in sorted(self.run.items()) if k != "at") or e.extractor,
            "taken in": self.run.get("at"),
        }
        width = max(map(len, parts))
        return "\n".join(lines + [f"{name:>{width}}  {value}" for name, value in parts.items() if value])

    def _repr_html_(self) -> str:
        e, text = self.event, self.article.text
        position, pieces = e.evidence.start, []
        for start, end, role in self.marks:
            if position <= start and end <= e.evidence.end:
                pieces.append(markup('{}<mark title="{}">{}</mark>', text[position:start], role, text[start:end]))
                position = end
        pieces.append(markup("{}", text[position : e.evidence.end]))
        facts = [
            markup("<tr><th>{}</th><td>{}</td></tr>", name, value)
            for name, value in (
                ("type", e.type.value),
                ("status", e.status.value),
                ("about", e.theme),
                ("casualties", ", ".join(map(str, e.casualties)) or None),
                ("said by", e.reported_by),
                ("rule", e.rule),
                ("article", self.article.title or e.article),
                ("published", e.published),
            )
            if value is not None
        ]
        return str(markup("<blockquote>{}</blockquote><table>{}</table>", pieces, facts))


def _who(p: Participant) -> str:
    return f"{p.name} [{'not named' if p.id is None else p.id}] read from {p.text!r} at {p.start}"


def _place(place: Place) -> str:
    named = ", ".join(filter(None, (place.name, place.region, place.country)))
    return named if place.certain else f"{named} (which one is not certain)"


_BASIS = {
    Basis.TEXT: "in the sentence",
    Basis.CARRIED: "from an earlier sentence",
    Basis.PUBLISHED: "no date told: that of the article",
}


def explain(store: Store, event: Event, article: Article, article_iri: NamedNode) -> Explanation:
    """The explanation of an event of an article."""
    return Explanation(event, article, reading_of(store, article_iri))
