from __future__ import annotations

import math

import numpy as np
import pytest

from kg import network
from kg.core.errors import InputError
from kg.network.lags import _best, _correlation, _lagged

# Which of 24 months see an attack by AAA on XXX; BBB attacks two months later.
MONTHS = [0, 1, 4, 9, 11, 12, 17, 18, 21]


def day(month: int) -> str:
    return f"{2020 + month // 12}-{month % 12 + 1:02}-10"


@pytest.fixture
def echo(event):
    events = [event("ASSAULT", "AAA", "XXX", day(m)) for m in MONTHS]
    events += [event("ASSAULT", "BBB", "XXX", day(m + 2)) for m in MONTHS]
    return [*events, event("AID", "CCC", "XXX", day(23))]


def test_who_follows(echo):
    frame = network.follows(echo, toward="XXX", least=5)
    assert frame["leads"].tolist()[0] == "AAA → BBB"
    first = frame.iloc[0]
    assert (first["leader"], first["follower"], first["lag"], first["periods"]) == ("AAA", "BBB", 2, 24)
    assert first["correlation"] == pytest.approx(1.0)
    assert first["chance"] < 0.06
    assert set(frame["leader"]) == {"AAA", "BBB"}  # CCC acts in one month only
    assert frame.iloc[1]["correlation"] < 0.6


def test_towards_all(echo):
    assert set(network.follows(echo, least=5)["leader"]) == {"AAA", "BBB"}
    assert network.follows(echo, toward="CCC").empty


def test_by_hand():
    x, y = np.array([1.0, 2, 3, 10]), np.array([0.0, 1, 2, 3])
    assert _correlation(x[:-1], y[1:]) == pytest.approx(1.0)
    assert _best(x, y, 1) == (1, pytest.approx(1.0))
    # r of (1, 2, 3, 10) and (0, 1, 2, 3): covariance 3.5, deviations sqrt(12.5) and sqrt(1.25).
    assert _correlation(x, y) == pytest.approx(3.5 / (12.5**0.5 * 1.25**0.5))
    assert math.isnan(_correlation(x, np.zeros(4)))
    assert math.isnan(_lagged(x, np.zeros(4), 1)[1])


def test_reciprocity_leaves_mutual_acts_out(event):
    events = [event("ASSAULT", "AAA", "BBB", day(m)) for m in MONTHS]
    events += [event("ASSAULT", "BBB", "AAA", day(m + 1)) for m in MONTHS]
    events += [event("CONSULT", "AAA BBB", day=day(m)) for m in range(24)]
    frame = network.reciprocity(events, least=5)
    assert frame["leads"].tolist() == ["AAA → BBB", "BBB → AAA"]
    assert frame.iloc[0]["lag"] == 1
    assert frame.iloc[0]["correlation"] == pytest.approx(1.0)
    assert frame.iloc[0]["together"] < 0.5


def test_wrong_lag(echo):
    with pytest.raises(InputError, match="max_lag"):
        network.follows(echo, least=5, max_lag=0)
