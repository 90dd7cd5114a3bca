"""Events made by hand, whose every offset is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count

import kg
from kg.core.event import Event, Evidence, Loss, Participant, Period, Place, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.records import Article, Entity, Extraction, Relation

TEXT = (
    "Vladimir Putin received Kim Jong Un at the Vostochny Cosmodrome on Wednesday. "
    "Côte d’Ivoire 🇨🇮 denied that it had attacked Mali, said Dmitry Peskov. "
    "Gunmen killed 12 soldiers and wounded dozens near Gao, the daily L’Essor wrote."
)
ARTICLE = Article(
    "a1", TEXT, "Putin meets Kim", dt.date(2023, 9, 13), "Agence Exemple", "https://example.org/a?b=1&c=<2>"
)


def participant(text: str, id: str, name: str, kind: str, country: str | None, sector: str | None, body: str = TEXT):
    start = body.index(text)
    return Participant(id, name, kind, country, sector, text, start, start + len(text))


PUTIN = participant("Vladimir Putin", "vladimir-putin", "Vladimir Putin", "person", "RUS", "GOV")
KIM = participant("Kim Jong Un", "kim-jong-un", "Kim Jong Un", "person", "PRK", "GOV")
IVORY_COAST = participant("Côte d’Ivoire", "CIV", "Côte d'Ivoire", "country", "CIV", "GOV")
MALI = participant("Mali", "MLI", "Mali", "country", "MLI", "GOV")


def loss(kind: str, text: str, low: int, high: int | None = None, total: bool = False) -> Loss:
    start = TEXT.index(text)
    return Loss(kind, low, low if high is None else high, total, text, start, start + len(text))


def source(text: str, kind: str, id: str | None, name: str, country: str | None = None) -> Source:
    start = TEXT.index(text)
    return Source(kind, id, name, country, text, start, start + len(text))


GUNMEN = replace(participant("Gunmen", "", "gunmen", "unnamed", None, None), id=None)
PESKOV = source("Dmitry Peskov", "person", "dmitry-peskov", "Dmitry Peskov", "RUS")


def evidence(trigger: str, body: str = TEXT) -> Evidence:
    at = body.index(trigger)
    start = body.rfind(". ", 0, at) + 2 if ". " in body[:at] else 0
    stop = body.find(".", at) + 1
    return Evidence(body[start:stop], start, stop, trigger, at, at + len(trigger))


def stamped(event: Event, article: Article = ARTICLE) -> Event:
    return replace(event, published=article.date, source=article.source, url=article.url)


MEETING = stamped(
    Event(
        article="a1",
        type=EventType.CONSULT,
        actors=(KIM,),
        recipients=(PUTIN,),
        evidence=evidence("received"),
        mode="visit",
        contexts=(Context.MILITARY, Context.DIPLOMATIC),
        theme="space cooperation",
        concept="space",
        date=Period(dt.date(2023, 9, 13), dt.date(2023, 9, 13), Precision.DAY),
        place=Place("Vostochny Cosmodrome", "RUS", 51.9, 128.3),
        confidence=0.82,
        verb="receive",
        rule="consult.receive",
    )
)
DENIAL = stamped(
    Event(
        article="a1",
        type=EventType.ASSAULT,
        actors=(IVORY_COAST,),
        recipients=(MALI,),
        evidence=evidence("attacked"),
        status=Status.DENIED,
        reported_by=PESKOV,
        confidence=1.0,
        verb="attack",
    )
)
ATTACK = stamped(
    Event(
        article="a1",
        type=EventType.ASSAULT,
        actors=(GUNMEN,),
        recipients=(participant("soldiers", "mli/military", "Malian soldiers", "government", "MLI", "MIL"),),
        evidence=evidence("killed"),
        reported_by=source("L’Essor", "outlet", None, "L’Essor", "MLI"),
        casualties=(loss("killed", "12", 12), loss("injured", "dozens", 24, 99)),
        date=Period(dt.date(2023, 9, 13), dt.date(2023, 9, 13), Precision.DAY, Basis.PUBLISHED),
        place=Place("Gao", "MLI", 16.27, -0.04, "town", "Gao Region", certain=False),
        confidence=0.7,
        confidence_date=0.8,
        confidence_place=0.9,
        verb="kill",
    )
)
RUSSIA = Entity("RUS", "Russia", "country", "RUS", "GOV", "Q159")
TENURE = Relation(
    Entity("vladimir-putin", "Vladimir Putin", "person", "RUS", "GOV"), "holds_office", RUSSIA, "president",
    dt.date(2012, 5, 7), None, "a1", evidence("received"),
)  # fmt: skip

EXTRACTION = Extraction(ARTICLE, (MEETING, DENIAL), (TENURE,))
#: With an act by somebody who is not named, and what it cost.
ALL = Extraction(ARTICLE, (MEETING, DENIAL, ATTACK), (TENURE,))


class HandMade:
    """An extractor that gives what it was told, by article id."""

    name = "rules/1"

    def __init__(self, *extractions: Extraction, version: str = "1") -> None:
        self.version = version
        self.calls: list[str] = []
        self._known = {e.article.id: e for e in extractions}

    def extract(self, articles):
        for article in articles:
            self.calls.append(article.id)
            known = self._known.get(article.id)
            yield replace(known, article=article) if known else Extraction(article)


def meeting(id: str, day: dt.date | None, a: Participant, b: Participant, **changes) -> Extraction:
    """An article of its own in which two meet."""
    text = f"{a.name} met {b.name} on Friday."
    article = Article(id, text, None, day, "Agence Exemple", None)
    first = replace(a, text=a.name, start=0, end=len(a.name))
    at = text.index(b.name, len(a.name))
    second = replace(b, text=b.name, start=at, end=at + len(b.name))
    trigger = text.index(" met ") + 1
    event = Event(
        article=id,
        type=EventType.CONSULT,
        actors=(first, second),
        evidence=Evidence(text, 0, len(text), "met", trigger, trigger + 3),
        verb="meet",
        confidence=0.9,
        date=Period(day, day, Precision.DAY) if day else None,
    )
    return Extraction(article, (stamped(replace(event, **changes, id=""), article),))


_NUMBER = count(1)


def party(id: str, kind: str = "country", country: str | None = None, sector: str | None = "GOV") -> Participant:
    """Somebody of whom only the id counts; three capital letters are a country."""
    country = id if kind == "country" else country
    return Participant(id, id.title() if len(id) > 3 else id, kind, country, sector, id, 0, len(id))


def act(
    type: str,
    actors: str | list[Participant],
    recipients: str | list[Participant] = "",
    day: str | None = "2020-01-01",
    *,
    status: str = "asserted",
    precision: str = "day",
    published: str | None = None,
    **fields,
) -> Event:
    """An event between countries ("AAA BBB") or participants, each in an article and a sentence of its own.

    Published on its day unless ``published`` says otherwise: ``act("ASSAULT", "RUS", "DEU", "2020-01-09")``.
    """
    number = next(_NUMBER)
    words, sides = [f"Sentence {number}:"], []
    for side in (actors, recipients):
        sides.append([])
        for p in map(party, side.split()) if isinstance(side, str) else side:
            at = len(" ".join(words)) + 1
            sides[-1].append(replace(p, start=at, end=at + len(p.text)))
            words.append(p.text)
    sentence = " ".join(words) + "."
    date = dt.date.fromisoformat(day) if day else None
    return Event(
        article=f"article-{number}",
        type=EventType(type),
        actors=tuple(sides[0]),
        recipients=tuple(sides[1]),
        evidence=Evidence(sentence, 0, len(sentence), "Sentence", 0, 8),
        status=Status(status),
        date=Period(date, date, Precision(precision)) if date else None,
        published=dt.date.fromisoformat(published) if published else date,
        **{"confidence": 0.8, **fields},
    )


def graph_of(*events: Event, merge: bool = False) -> kg.KnowledgeGraph:
    """A graph of events as :func:`act` makes them, for what needs a store: exports, queries, views."""
    told = [
        Extraction(Article(e.article, e.evidence.sentence, None, e.published, "Agence Exemple", None), (e,))
        for e in events
    ]
    return kg.build([t.article for t in told], extractor=HandMade(*told), merge=merge)
