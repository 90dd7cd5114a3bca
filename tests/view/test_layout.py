import random

import numpy as np
import pytest

from kg.view.layout import _touching, layout, near_pairs


def graph(count, ties, seed=3):
    rng = random.Random(seed)
    source = [rng.randrange(count) for _ in range(ties)]
    target = [min(int(rng.paretovariate(1)) - 1, count - 1) for _ in range(ties)]
    radius = np.array([rng.uniform(5, 20) for _ in range(count)])
    return count, np.array(source, dtype=np.int64), np.array(target, dtype=np.int64), np.ones(ties), radius


@pytest.mark.parametrize("size", [0, 1, 2, 3, 12, 300])
def test_every_size_has_a_layout(size):
    count, source, target, weight, radius = graph(size, size * 2 if size > 1 else 0)
    points = layout(count, source, target, weight, radius)
    assert points.shape == (size, 2)
    assert np.isfinite(points).all()


def test_the_same_graph_has_the_same_layout():
    assert np.array_equal(layout(*graph(400, 900)), layout(*graph(400, 900)))


@pytest.mark.parametrize("size", [60, 600])
def test_nodes_hardly_overlap(size):
    count, source, target, weight, radius = graph(size, size * 3)
    points = layout(count, source, target, weight, radius)
    distance = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    depth = (radius[:, None] + radius[None] - distance) / np.minimum(radius[:, None], radius[None])
    np.fill_diagonal(depth, 0)
    assert (depth > 0.25).sum() / 2 <= count * 0.02


def test_groups_stand_apart():
    rng = random.Random(1)
    pairs = [(g * 50 + rng.randrange(50), g * 50 + rng.randrange(50)) for g in range(4) for _ in range(300)]
    pairs += [(g * 50, (g + 1) % 4 * 50) for g in range(4)]
    a, b = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    points = layout(200, a, b, np.ones(len(pairs)), np.full(200, 6.0))
    centres = np.array([points[g * 50 : g * 50 + 50].mean(axis=0) for g in range(4)])
    within = np.mean([np.linalg.norm(points[g * 50 : g * 50 + 50] - centres[g], axis=1).mean() for g in range(4)])
    between = np.mean([np.linalg.norm(centres[i] - centres[j]) for i in range(4) for j in range(i)])
    assert between > 2 * within


def test_parts_do_not_lie_on_one_another():
    a = np.array([0, 1, 2, 3, 4, 5, 6, 8, 10])
    b = np.array([1, 2, 3, 4, 5, 6, 0, 9, 11])
    points = layout(12, a, b, np.ones(9), np.full(12, 5.0))
    parts = [points[:7], points[7:8], points[8:10], points[10:12]]
    boxes = [(p.min(axis=0), p.max(axis=0)) for p in parts]
    for i, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[:i]:
            assert (low > other_high).any() or (high < other_low).any()


def test_near_pairs_misses_nobody():
    points = np.random.default_rng(5).uniform(-50, 50, (300, 2))
    i, j = near_pairs(points, 7.0)
    found = {frozenset(pair) for pair in zip(i.tolist(), j.tolist(), strict=True)}
    distance = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    close = {frozenset((int(p), int(q))) for p, q in np.argwhere(distance <= 7.0) if p != q}
    assert close <= found


def test_touching_tells_each_pair_once_however_wide_its_nodes_are():
    points = np.random.default_rng(6).uniform(-90, 90, (300, 2))
    radius = np.full(300, 4.0)
    radius[[3, 4, 150, 299]] = 30.0
    one, other, _, away = _touching(points, radius, 2.0)
    found = [frozenset(pair) for pair in zip(one.tolist(), other.tolist(), strict=True)]
    distance = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    close = distance < radius[:, None] + radius[None] + 2.0
    assert len(found) == len(set(found))
    assert set(found) == {frozenset((int(p), int(q))) for p, q in np.argwhere(close) if p != q}
    assert np.allclose(away, distance[one, other])
