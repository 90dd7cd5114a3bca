"""Near copies of articles: wire copy and reprints are, other news in the same words are not."""

import datetime as dt

import pytest

from kg.merging.copies import Text, copies

WIRE = """
KHARTOUM, Sudan - Talks between the army and the paramilitary Rapid Support Forces ended on Thursday without a truce,
mediators said. Both sides had agreed to let aid convoys pass, but neither kept its promise, according to a diplomat of
a neighbouring country who followed the negotiations from the first day. Fighting went on in three districts of the
capital while the delegations packed their bags. A spokesman for the army blamed the other side, which in its turn
accused the generals of bombing a market. The mediators will meet again next month in Jeddah, where Saudi Arabia and the
United States brought both parties to one table for the first time.
"""
DAY = dt.date(2023, 6, 1)


def found(*texts):
    rows = [Text(f"a{i}", text[0], text[1]) if isinstance(text, tuple) else Text(f"a{i}", DAY, text) for i, text in
            enumerate(texts)]  # fmt: skip
    forth = copies(rows, lambda ids: [t for t in rows if t.article in ids])
    assert forth == copies(rows[::-1], lambda ids: [t for t in rows if t.article in ids])
    by_day = sorted(rows, key=lambda text: text.published)
    assert forth == copies(by_day, lambda ids: [t for t in rows if t.article in ids], in_order=True)
    return {copy: original for copy, (original, _) in forth.items()}


@pytest.mark.parametrize(
    "edited",
    [
        WIRE,
        WIRE.upper(),
        WIRE.replace("KHARTOUM, Sudan - ", ""),
        WIRE.replace("on Thursday ", "").replace("three", "3"),
        WIRE + "\nReporting by our correspondent; editing by the night desk.\n",
    ],
)
def test_wire_copy(edited):
    assert found(WIRE, edited) == {"a1": "a0"}


@pytest.mark.parametrize(
    "other",
    [
        "Talks between the army and the Rapid Support Forces ended on Thursday without a truce, mediators said.",
        " ".join(WIRE.split()[:45]) + " The rest of this article is about something else entirely, such as cotton.",
        " ".join(reversed(WIRE.split())),
        "",
    ],
)
def test_another_article(other):
    assert found(WIRE, other) == {}


def test_short_items_in_the_same_words_are_different_news():
    item = "{} recalls its ambassador to {} in response to the army's operation, the ministry says."
    assert found(item.format("Bahrain", "Israel"), item.format("Turkey", "Israel")) == {}
    assert found(item.format("Bahrain", "Israel"), item.format("Bahrain", "Israel")) == {"a1": "a0"}


def test_a_reprint_years_later_is_no_copy():
    assert found((DAY, WIRE), (DAY + dt.timedelta(400), WIRE)) == {}


def test_a_copy_of_a_copy_is_a_copy_of_the_first():
    second = WIRE.replace("KHARTOUM, Sudan - ", "").replace("three districts", "two quarters")
    third = second.replace("next month", "in July").replace("packed their bags", "left")
    assert found((DAY, WIRE), (DAY + dt.timedelta(1), second), (DAY + dt.timedelta(2), third)) == {
        "a1": "a0",
        "a2": "a0",
    }


def test_many_articles_are_compared_in_parts(monkeypatch):
    monkeypatch.setattr("kg.merging.copies._BATCH", 50)
    rows = [f"{WIRE} {i}" if i % 2 else f"number {i} " * 60 for i in range(120)]
    told = found(*rows)
    assert set(told.values()) == {"a1"} and len(told) == 59


@pytest.mark.parametrize("turned", [1, -1])
def test_by_day_they_are_those_of_any_order(turned):
    rows = [Text(f"a{i:03}", DAY + dt.timedelta(i % 23), f"{WIRE} {i % 5} {'more ' * (i % 31)}") for i in range(200)]

    def texts(ids):
        return [text for text in rows if text.article in ids]

    by_day = sorted(rows[::turned], key=lambda text: text.published)
    assert copies(by_day, texts, in_order=True) == copies(rows[::7] + [r for r in rows if r not in rows[::7]], texts)
    assert len(copies(rows, texts)) > 100
