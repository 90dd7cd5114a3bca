"""What analysts ask, asked of a graph whose answers pandas computes from the events that went into it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from numbers import Number

import pandas as pd
import pytest
from busy import MORE, NATIONS, extractions
from making import HandMade

import kg
from kg.core.plover import EventType, QuadClass, Status
from kg.entities.knowledge import Knowledge
from kg.query.library import get
from kg.rdf.namespaces import EVENT

TOLD = ("asserted", "historical")


@pytest.fixture(scope="module")
def read():
    return extractions()


@pytest.fixture(scope="module")
def graph(read):
    errors = []
    built = kg.build([e.article for e in read], extractor=HandMade(*read), merge=False, on_error=errors.append)
    assert not errors
    return built


@pytest.fixture(scope="module")
def events(read):
    """One row an event, from the records alone."""
    rows = []
    for extraction in read:
        for e in extraction.events:
            rows.append({
                "event": EVENT + e.id, "article": e.article, "published": extraction.article.date, "type": e.type,
                "code": e.plover.value, "status": e.status.value, "mode": e.mode, "verb": e.verb, "theme": e.theme,
                "day": e.date.start if e.date else None, "score": e.type.score, "quad": e.type.quad,
                "relation": e.type.label, "sentence": e.evidence.sentence, "start": e.evidence.start,
                "end": e.evidence.end, "place": e.place.name if e.place else None, "rule": e.rule,
                "source": e.reported_by.name if e.reported_by else None,
                "actors": tuple(dict.fromkeys(p.name for p in e.actors)),
                "recipients": tuple(dict.fromkeys(p.name for p in e.recipients)),
                "actor_ids": tuple(dict.fromkeys(p.id for p in e.actors)),
                "recipient_ids": tuple(dict.fromkeys(p.id for p in e.recipients)),
                "from": tuple(sorted({p.country for p in e.actors if p.country})),
                "to": tuple(sorted({p.country for p in e.recipients if p.country})),
            })  # fmt: skip
    return pd.DataFrame(rows).astype(object).where(lambda f: f.notna(), None)


def rows(frame):
    """The rows of an answer or of a table, as a sorted list; days as text, numbers rounded."""

    def plain(value):
        if isinstance(value, list | tuple):
            return tuple(value)
        if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
            return None
        if isinstance(value, pd.Timestamp | dt.date):
            return str(value)[:10]
        return round(float(value), 6) if isinstance(value, Number) else str(value)

    return sorted((tuple(map(plain, row)) for row in frame.itertuples(index=False)), key=repr)


def exploded(events, one, other):
    """One row for each pair of an event."""
    return events.explode(one).explode(other).dropna(subset=[one, other])


def answer(graph, name, **values):
    found = graph.query(get(name).with_values(values))
    assert len(found), f"{name}: a test without rows shows nothing"
    return found


def name_of(code):
    return NATIONS.get(code) or next(p.name for p in MORE if p.id == code)


def test_dyads_by_month(graph, events):
    told = events[events.status.isin(TOLD) & events.day.notna() & events.score.notna()]
    pairs = []
    for e in told.to_dict("records"):
        if e["recipients"]:
            between = {tuple(sorted((a, b))) for a in e["from"] for b in e["to"] if a != b}
        else:
            between = {tuple(sorted((a, b))) for a in e["from"] for b in e["from"] if a != b}
        conflict = int(e["quad"] in (QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT))
        pairs += [(str(e["day"])[:7], *pair, conflict, float(e["score"])) for pair in between]
    table = pd.DataFrame(pairs, columns=["month", "one", "other", "conflict", "score"])
    expected = table.groupby(["month", "one", "other"], as_index=False).agg(
        events=("score", "size"), conflicts=("conflict", "sum"), intensity=("score", "mean")
    )
    found = answer(graph, "dyads-by-month")
    assert rows(found) == rows(expected[found.columns])
    assert (table.groupby(["one", "other"]).size() > 1).any()


def test_net_cooperation(graph, events):
    told = exploded(events[events.status.isin(TOLD) & events.score.notna()], "from", "to")
    told = told[told["from"] != told["to"]].copy()
    told["bad"] = told.quad.isin([QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT]).astype(int)
    told["score"] = told.score.astype(float)
    expected = told.groupby(["from", "to"], as_index=False).agg(
        n=("bad", "size"), bad=("bad", "sum"), s=("score", "sum")
    )
    expected["good"] = expected.n - expected.bad
    expected["net"] = expected.good - expected.bad
    found = answer(graph, "net-cooperation")
    assert rows(found) == rows(expected[["from", "to", "good", "bad", "net", "s"]])


def test_who_mediates(graph, events):
    verbs = ("mediate", "mediation", "broker", "facilitate", "intercede", "arbitrate")
    by_mode = (events["type"] == EventType.CONSULT) & (events["mode"] == "third-party")
    chosen = events[by_mode | events.verb.isin(verbs)].explode("actors").explode("recipients").dropna(subset=["actors"])
    expected = chosen[["actors", "recipients", "day", "status", "theme", "sentence", "article"]].drop_duplicates()
    assert rows(answer(graph, "who-mediates")) == rows(expected)


@pytest.mark.parametrize(("on", "finland"), [("2023-04-03", False), ("2023-04-04", True), ("1990-01-01", False)])
def test_members_at_a_date(graph, on, finland):
    day = dt.date.fromisoformat(on)
    dated = pd.DataFrame([(m.member, m.since, m.until) for m in Knowledge.load().dated_members("nato")])
    here = dated[dated[0].isin(set(NATIONS) | {p.id for p in MORE})]
    then = here[(here[1] <= day) & (here[2].isna() | (here[2] >= day))]
    found = answer(graph, "members-at-a-date", body="nato", on=on)
    assert sorted(found.member) == sorted(map(name_of, then[0]))
    assert ("Finland" in set(found.member)) is finland


def test_acts_of_members(graph, events):
    nato = {m.member: m for m in Knowledge.load().dated_members("nato")}
    dated = events[events.day.notna()].explode("from").dropna(subset=["from"])
    inside = [m in nato and nato[m].since <= day for m, day in zip(dated["from"], dated.day, strict=True)]
    expected = dated[inside].assign(state=lambda f: f["from"].map(name_of))
    found = answer(graph, "acts-of-members")
    assert rows(found) == rows(expected[["day", "state", "relation", "status", "event"]])
    finns = found[found.state == "Finland"]
    assert (
        len(finns)
        and finns.day.min() >= pd.Timestamp("2023-04-04") > dated[dated["from"] == "FIN"].day.map(pd.Timestamp).min()
    )


@pytest.mark.parametrize(("state", "heads"), [("USA", {"Donald Trump", "Joe Biden"}), ("RUS", {"Vladimir Putin"})])
def test_head_of_state_in_office(graph, events, state, heads):
    terms = Knowledge.load().holders(state, "head_of_state")
    dated = events[events.day.notna()].explode("from")
    dated = dated[dated["from"] == state]
    expected = [
        (e.day, name_of(state), e.relation, e.status, Knowledge.load().entity(x.person).name, e.event)
        for e in dated.itertuples() for x in terms if x.covers(e.day)
    ]  # fmt: skip
    found = answer(graph, "head-of-state-in-office", state=state)
    assert rows(found) == rows(pd.DataFrame(expected)) and set(found["head"]) <= heads
    assert len(found) == found.event.nunique() == len(dated)


def test_from_words_to_deeds_within_thirty_days(graph, events):
    told = exploded(events[(events.status == "asserted") & events.day.notna()], "from", "to")
    told = told[told["from"] != told["to"]]
    words, deeds = (told[told.quad == q] for q in (QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT))
    both = words.merge(deeds, on=["from", "to"], suffixes=("", "_2"))
    both["days"] = [(b - a).days for a, b in zip(both.day, both.day_2, strict=True)]
    near = both[(both.days > 0) & (both.days <= 30)].assign(
        who=lambda f: f["from"].map(name_of), whom=lambda f: f["to"].map(name_of)
    )
    found = answer(graph, "words-to-deeds")
    assert rows(found) == rows(near[["who", "whom", "day", "sentence", "day_2", "relation_2", "sentence_2", "days"]])
    assert any(b.month - a.month > 0 for a, b in zip(near.day, near.day_2, strict=True)), "across the end of a month"


def _followed(first, second, days):
    both = first.merge(second, on=["actor_ids", "recipient_ids"], suffixes=("", "_2"))
    both["days"] = [(b - a).days for a, b in zip(both.day, both.day_2, strict=True)]
    near = both[(both.days > 0) & (both.days <= days)].copy()
    near["who"], near["whom"] = near.actors.str[0], near.recipients.str[0]
    return near


def _pairs(events):
    named = events[events.day.notna() & (events.actors.str.len() == 1) & (events.recipients.str.len() == 1)]
    return named[[ids[0] is not None for ids in named.actor_ids]]


def test_promise_and_deed_within_three_months(graph, events):
    dated = _pairs(events)
    promise = dated[(dated.code == "AGREE") & dated.status.isin(["planned", "asserted"])]
    kinds = (EventType.COOPERATE, EventType.AID, EventType.RETREAT)
    near = _followed(promise, dated[dated["type"].isin(kinds) & (dated.status == "asserted")], 92)
    found = answer(graph, "promises-kept")
    assert rows(found) == rows(near[["who", "whom", "day", "sentence", "day_2", "sentence_2", "days"]])


def test_threats_carried_out(graph, events):
    dated = _pairs(events)
    kinds = (EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT)
    deeds = dated[dated["type"].isin(kinds) & (dated.status == "asserted")]
    near = _followed(dated[dated.code == "THREATEN"], deeds, 92)
    found = answer(graph, "threats-carried-out")
    assert rows(found) == rows(near[["who", "whom", "day", "sentence", "day_2", "relation_2", "sentence_2", "days"]])


def test_agreements_broken(graph, events):
    told = events[(events.status == "asserted") & events.day.notna()]
    found = []
    for first in told[told["type"] == EventType.AGREE].itertuples():
        agreed = {*told["from"][first.Index], *told["to"][first.Index]}
        for second in told[told.quad == QuadClass.MATERIAL_CONFLICT].itertuples():
            days = (second.day - first.day).days
            for a in told["from"][second.Index]:
                for b in told["to"][second.Index]:
                    if a != b and {a, b} <= agreed and 0 < days <= 92:
                        found.append((name_of(a), name_of(b), first.day, first.sentence, second.day, second.relation,
                                      second.sentence, days))  # fmt: skip
    expected = pd.DataFrame(found).drop_duplicates()
    assert rows(answer(graph, "agreements-broken")) == rows(expected)
    assert 0 < len(expected) < 200 and {True, False} == {(r[0], r[1]) == ("Russia", "Ukraine") for r in found}


def test_first_mention(graph, events):
    sides = [
        events[["event", "article", "published"]].assign(id=events[i], name=events[n])
        for i, n in (("actor_ids", "actors"), ("recipient_ids", "recipients"))
    ]
    told = pd.concat([s.explode(["id", "name"]) for s in sides]).dropna(subset=["id"])
    expected = []
    for (_, name), some in told.groupby(["id", "name"]):
        first = some.published.min()
        expected.append((name, first, some[some.published == first].article.min(), some.event.nunique()))
    assert rows(answer(graph, "first-mention")) == rows(pd.DataFrame(expected))


def test_contradictory_reports(graph, events):
    named = events[(events.actors.str.len() == 1) & (events.recipients.str.len() == 1)]
    named = named[[ids[0] is not None for ids in named.actor_ids]]
    both = named[named.status == "asserted"].merge(
        named[named.status == "denied"], on=["actor_ids", "recipient_ids", "type"], suffixes=("", "_2")
    )
    apart = [abs((a - b).days) for a, b in zip(both.published, both.published_2, strict=True)]
    both = both[pd.Series([d <= 30 for d in apart], both.index) & (both.article != both.article_2)]
    both = both.assign(who=both.actors.str[0], whom=both.recipients.str[0])
    columns = ["who", "relation", "whom", "sentence", "source", "published", "sentence_2", "source_2", "published_2"]
    assert rows(answer(graph, "contradicting-reports")) == rows(both[columns])


def test_distance_between_places(graph, read):
    def km(a, b):
        (y1, x1), (y2, x2) = (tuple(map(math.radians, p)) for p in (a, b))
        h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
        return 2 * 6371.0 * math.asin(math.sqrt(h))

    places = pd.DataFrame(
        [(e.place.name, e.place.lat, e.place.lon) for x in read for e in x.events if e.place and e.place.lat],
        columns=["place", "lat", "lon"],
    )
    there = places.groupby(["place", "lat", "lon"], as_index=False).size()
    kyiv = there[there.place == "Kyiv"].iloc[0]
    there["km"] = [km((kyiv.lat, kyiv.lon), (p.lat, p.lon)) for p in there.itertuples()]
    near = there[there.km <= 500].sort_values("km")
    found = answer(graph, "near-a-place")
    assert found.place.tolist() == near.place.tolist() and len(found) >= 2
    assert found.events.tolist() == near["size"].tolist()
    assert all(abs(a - b) <= 0.005 * b for a, b in zip(found.km, near.km, strict=True)), "a sphere is no ellipsoid"


def test_evidence_with_offsets(graph, events, read):
    texts = {x.article.id: x.article.text for x in read}
    both = {"RUS", "UKR"}
    chosen = events[(events["type"] == EventType.CONSULT) & events.status.isin(TOLD)]
    chosen = chosen[[both <= {*a, *b} for a, b in zip(chosen["from"], chosen["to"], strict=True)]]
    found = answer(graph, "evidence", one="RUS", relation="kg:meets", other="UKR")
    assert rows(found) == rows(chosen[["event", "article", "start", "end", "sentence", "rule"]])
    assert all(texts[r.article][r.start : r.end] == r.sentence for r in found.itertuples())


def test_denials_by_status_and_by_type(graph, events):
    chosen = events[(events.status == "denied") | (events["type"] == EventType.REJECT)]
    chosen = chosen.assign(how=["denied" if s == "denied" else "refused" for s in chosen.status])
    chosen = chosen.explode("actors").explode("recipients").dropna(subset=["actors"])
    columns = ["published", "how", "source", "actors", "relation", "recipients", "theme", "sentence"]
    found = answer(graph, "denials")
    assert rows(found) == rows(chosen[columns]) and set(found.how) == {"denied", "refused"}


def test_merged_duplicates(events, read):
    again = [replace(x, article=replace(x.article, id=f"again-{x.article.id}")) for x in read[:40]]
    again = [replace(x, events=tuple(replace(e, article=x.article.id, id="") for e in x.events)) for x in again]
    merged = kg.build([x.article for x in (*read[:40], *again)], extractor=HandMade(*read[:40], *again))
    report = merged.merge()
    expected = []
    for group in report.events:
        denied = sum(e.status is Status.DENIED for e in group.events)
        articles = {e.article for e in group.events}
        first = getattr(group, "representative", group.events[0])
        expected.append((len(articles) - denied, denied, first.type.label, first.evidence.sentence))
    found = answer(merged, "merged-duplicates")
    assert rows(found[["stated", "denied", "relation", "sentence"]]) == rows(pd.DataFrame(expected))
    assert len(found) >= 10
