from __future__ import annotations

import pytest

from kg import network
from kg.core.errors import InputError


@pytest.fixture
def events(event):
    # Intensity by month: 2, 4, 2, 4 (usual 3, deviation 1), then 27 (three attacks), then 0.
    monthly = [1, 2, 1, 2]
    found = [event("ACCUSE", "AAA", "BBB", f"2020-{m:02}-0{i + 1}") for m, n in enumerate(monthly, 1) for i in range(n)]
    found += [event("ASSAULT", "AAA", "BBB", f"2020-05-0{i}") for i in (1, 2, 3)]
    return [*found, event("AID", "CCC", "DDD", "2020-06-30"), event("AID", "AAA", "BBB", "2020-06-01")]


def test_by_hand(events):
    frame = network.escalation(events, ("AAA", "BBB"), window=4, width=2.0, least=3)
    assert frame["intensity"].tolist() == [2, 4, 2, 4, 27, 0]
    may, june = frame.iloc[4], frame.iloc[5]
    assert (may["usual"], may["upper"], may["lower"]) == (3.0, 5.0, 1.0)
    assert (may["state"], may["worst"], may["conflicts"]) == ("escalation", "ASSAULT", 3)
    # February to May: 4, 2, 4, 27; mean 9.25, variance 105.6875.
    assert june["usual"] == 9.25
    assert june["upper"] == pytest.approx(9.25 + 2 * 105.6875**0.5)
    assert (june["lower"], june["state"]) == (0.0, "normal")
    assert frame["state"].isna().tolist() == [True, True, False, False, False, False]


def test_below_the_range_is_de_escalation(event):
    events = [event("ASSAULT", "AAA", "BBB", f"2020-{m:02}-01") for m in (1, 2, 3)]
    events.append(event("AID", "AAA", "BBB", "2020-04-01"))
    assert network.escalation(events, ("AAA", "BBB"))["state"].tolist()[-1] == "de-escalation"


def test_a_few_events_are_no_escalation(events):
    frame = network.escalation(events, ("AAA", "BBB"), window=4, least=4)
    assert not (frame["state"] == "escalation").any()


def test_every_dyad_with_conflict(events):
    assert set(network.escalation(events)["dyad"]) == {"AAA – BBB"}
    empty = network.escalation(events, ("CCC", "DDD"))
    assert empty.empty
    assert empty.dtypes.astype(str).to_dict().keys() == network.escalation(events).dtypes.astype(str).to_dict().keys()


def test_window(events):
    with pytest.raises(InputError, match="window"):
        network.escalation(events, window=1)
