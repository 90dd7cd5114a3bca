"""Numbers by keys are what a dict of them is."""

from __future__ import annotations

import random

import pytest

from kg.store.numbers import Numbers


@pytest.mark.parametrize("there", [0, 1, 2, 500])
def test_they_are_those_of_a_dict(there: int) -> None:
    rng = random.Random(there)
    keys = [rng.getrandbits(64) for _ in range(there)] + [0, (1 << 64) - 1]
    pairs = [(rng.choice(keys), rng.getrandbits(63)) for _ in range(there)]
    numbers, wanted = Numbers(pairs), dict(pairs)
    for _ in range(2000):
        key = rng.choice([*keys, rng.getrandbits(64)])
        if rng.random() < 0.5:
            numbers[key] = wanted[key] = rng.getrandbits(63)
        elif rng.random() < 0.5:
            numbers.pop(key)
            wanted.pop(key, None)
        assert numbers.get(key) == wanted.get(key) and (key in numbers) == (key in wanted)
        assert len(numbers) == len(wanted)
    assert sorted(numbers) == sorted(wanted.values())


def test_there_may_be_none() -> None:
    numbers = Numbers()
    assert len(numbers) == 0 and numbers.get(5) is None and list(numbers) == []
    numbers[5] = 0
    assert 5 in numbers and list(numbers) == [0]
