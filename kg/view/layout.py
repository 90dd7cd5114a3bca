"""Where the nodes go: a force-directed layout in numpy, the same for the same graph.

Forces are those of ForceAtlas2 (Jacomy et al. 2014, *PLoS ONE* 9(6)): repulsion that grows with degree, attraction
along ties (logarithmic, as in LinLog, so that groups part), gravity.  Repulsion is exact for small graphs; for larger
ones the nodes' masses are spread on a grid and convolved with the force by FFT, so that an iteration costs
O(n + g log g).  Disconnected parts are laid out on their own and packed side by side.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kg.view.forces import EXACT, Indices, Points, relax, sketch

_FEW = 8


def layout(
    count: int, source: Indices, target: Indices, weight: Points, radius: Points, *, aspect: float = 1.25
) -> Points:
    """Positions for the nodes of a graph.

    Args:
        count: Number of nodes.
        source: One end of each tie.
        target: The other end; loops and repeated ties are allowed.
        weight: Strength of each tie, above 0.
        radius: Radius that each node is drawn with; no two nodes overlap in the result.
        aspect: Width by height to aim at when parts are packed.

    Returns:
        ``count`` rows of x and y in the unit of ``radius``, centred on 0.

    Example:
        >>> layout(2, np.array([0]), np.array([1]), np.array([1.0]), np.array([5.0, 5.0])).shape
        (2, 2)
    """
    if count == 0:
        return np.zeros((0, 2))
    a, b, w = _simple(count, source, target, weight)
    if count > MANY:
        return _outward(count, a, b, w, radius, aspect)
    parts = _components(count, a, b)
    spacing = (2.6 * float(np.mean(radius)) + 6.0) * (2.0 if count <= 12 else 1.0)
    placed: list[tuple[Indices, Points]] = []
    local = np.zeros(count, dtype=np.int64)
    part_of = np.zeros(count, dtype=np.int64)
    for number, part in enumerate(parts):
        local[part] = np.arange(len(part))
        part_of[part] = number
    order = np.argsort(part_of[a], kind="stable") if len(a) else np.zeros(0, dtype=np.int64)
    cuts = np.searchsorted(part_of[a][order], np.arange(len(parts) + 1))
    for number, part in enumerate(parts):
        mine = order[cuts[number] : cuts[number + 1]]
        placed.append((part, _part(len(part), local[a[mine]], local[b[mine]], w[mine], radius[part], spacing, aspect)))
    positions = _pack(count, placed, radius, spacing, aspect)
    low, high = positions.min(axis=0), positions.max(axis=0)
    centred: Points = positions - (low + high) / 2
    return centred


MANY = 1500
"""Above so many nodes, forces act on the strongest only: the page shows few at once, and arranges those it shows."""

CORE = EXACT
"""How many these are: so many as can be looked at pair by pair."""


def _outward(count: int, a: Indices, b: Indices, w: Points, radius: Points, aspect: float) -> Points:
    """A large graph: its core by forces, everybody else around those he is tied to, strays below."""
    strength = np.bincount(a, weights=w, minlength=count) + np.bincount(b, weights=w, minlength=count)
    core = np.sort(np.argsort(-strength, kind="stable")[:CORE])
    inner = np.full(count, -1)
    inner[core] = np.arange(len(core))
    among = (inner[a] >= 0) & (inner[b] >= 0)
    points = np.zeros((count, 2))
    points[core] = layout(len(core), inner[a[among]], inner[b[among]], w[among], radius[core], aspect=aspect) * 1.6
    placed = inner >= 0
    turn = np.arange(count) * 2.399963  # the golden angle: no two of one star in the same direction
    reach = (3.0 + np.arange(count) % 5) * float(np.mean(radius))
    for _ in range(4):
        share = np.zeros(count)
        middle = np.zeros((count, 2))
        for one, other in ((a, b), (b, a)):
            fresh = ~placed[one] & placed[other]
            share += np.bincount(one[fresh], weights=w[fresh], minlength=count)
            for axis in (0, 1):
                pull = w[fresh] * points[other[fresh], axis]
                middle[:, axis] += np.bincount(one[fresh], weights=pull, minlength=count)
        new = np.flatnonzero(share)
        if not len(new):
            break
        around = np.column_stack([np.cos(turn[new]), np.sin(turn[new])]) * reach[new, None]
        points[new] = middle[new] / share[new, None] + around
        placed[new] = True
    left = np.flatnonzero(~placed)
    if len(left):
        step = 4.0 * float(np.mean(radius))
        wide = max(int(np.ptp(points[placed, 0]) / step), 1)
        points[left, 0] = points[placed, 0].min() + (np.arange(len(left)) % wide) * step
        points[left, 1] = points[placed, 1].max() + (2 + np.arange(len(left)) // wide) * step
    return _part_ways(points, radius, 2.0, rounds=4)


def _simple(count: int, source: Indices, target: Indices, weight: Points) -> tuple[Indices, Indices, Points]:
    """Undirected ties without loops, parallel ones added up."""
    low, high = np.minimum(source, target), np.maximum(source, target)
    keep = low != high
    keys, inverse = np.unique(low[keep] * count + high[keep], return_inverse=True)
    total: Points = np.bincount(inverse, weights=weight[keep], minlength=len(keys)).astype(np.float64)
    one: Indices = keys // max(count, 1)
    other: Indices = keys % max(count, 1)
    return one, other, total


def _components(count: int, a: Indices, b: Indices) -> list[Indices]:
    """Connected parts, the largest first."""
    label = np.arange(count)
    while True:
        low = np.minimum(label[a], label[b])
        new = label.copy()
        np.minimum.at(new, a, low)
        np.minimum.at(new, b, low)
        new = new[new]
        if np.array_equal(new, label):
            break
        label = new
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(label[order]) != 0])
    parts = np.split(order, starts[1:])
    return sorted(parts, key=lambda p: (-len(p), int(p[0])))


def _part(count: int, a: Indices, b: Indices, weight: Points, radius: Points, spacing: float, aspect: float) -> Points:
    """One connected part, lying along its longest axis, without overlaps."""
    if count == 1:
        return np.zeros((1, 2))
    if count == 2:
        gap = radius.sum() + spacing
        return np.array([[-gap / 2, 0.0], [gap / 2, 0.0]])
    if count <= _FEW:
        return _ring(count, a, b, radius, spacing)
    points = sketch(count, a, b)
    points = relax(points, a, b, np.log1p(weight))
    points = _to_shape(_lie_down(_gather(points)), aspect)
    # In a small picture every node bears its name, which needs more room than the node.
    few = min(1.0, max(0.0, (6.6 - math.log(count)) / 2.3))
    room = 1.15 + 0.9 * few
    near = _typical_gap(points)
    points *= (spacing * room) / near if near > 0 else 1.0
    return _part_ways(points, radius, spacing * (0.18 + 0.75 * few))


def _ring(count: int, a: Indices, b: Indices, radius: Points, spacing: float) -> Points:
    """A handful of nodes: around the one in the middle of a star, else in a circle, neighbours next to one another."""
    degree = np.bincount(a, minlength=count) + np.bincount(b, minlength=count)
    middle = int(np.argmax(degree))
    star = bool(degree[middle] == count - 1) and count > 3
    rim = [i for i in _walk(count, a, b) if not (star and i == middle)]
    room = 2 * radius.max() + spacing
    reach = max(room / (2 * math.sin(math.pi / len(rim))), room if star else 0.0)
    points = np.zeros((count, 2))
    for k, i in enumerate(rim):
        turn = 2 * math.pi * k / len(rim) - math.pi / 2
        points[i] = (reach * math.cos(turn), reach * math.sin(turn))
    return points


def _walk(count: int, a: Indices, b: Indices) -> list[int]:
    """Every node of a connected graph, in the order of a walk along its ties."""
    near: list[list[int]] = [[] for _ in range(count)]
    for i, j in zip(a.tolist(), b.tolist(), strict=True):
        near[i].append(j)
        near[j].append(i)
    order: list[int] = []
    waiting = [min(range(count), key=lambda i: (len(near[i]), i))]
    while waiting:
        node = waiting.pop()
        if node not in order:
            order.append(node)
            waiting.extend(sorted(near[node], reverse=True))
    return order


def _lie_down(points: Points) -> Points:
    """Turn the longest axis level."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    axis = vectors[:, 1] * (-1.0 if vectors[0, 1] < 0 else 1.0)
    turned: Points = np.column_stack([points @ axis, points @ np.array([-axis[1], axis[0]])])
    return np.round(turned, 3)


def _gather(points: Points) -> Points:
    """Draw stragglers in, so that they do not make everybody else small."""
    points = points - np.median(points, axis=0)
    away = np.sqrt((points**2).sum(axis=1))
    usual = float(np.quantile(away, 0.92)) or 1.0
    beyond = np.maximum(away - usual, 0.0)
    pulled = np.minimum(away, usual) + usual * 0.35 * np.log1p(beyond / usual / 0.35)
    gathered: Points = points * (pulled / np.maximum(away, 1e-9))[:, None]
    return gathered


def _to_shape(points: Points, aspect: float) -> Points:
    """Stretch a round picture sideways: screens are wide."""
    spread = np.quantile(np.abs(points - points.mean(axis=0)), 0.9, axis=0)
    stretch = min(max(aspect * float(spread[1]) / max(float(spread[0]), 1e-9), 1.0), 1.5)
    shaped: Points = points * np.array([stretch, 1.0])
    return shaped


def _typical_gap(points: Points) -> float:
    """Side of the square that each node would have for itself, in the densest half of the area."""
    spread = np.sort(np.sqrt((points**2).sum(axis=1)))
    half = max(len(points) // 2, 1)
    return float(spread[half] * math.sqrt(math.pi / half))


def near_pairs(points: Points, reach: float) -> tuple[Indices, Indices]:
    """Pairs of nodes in the same or neighbouring cells of a grid: all pairs within ``reach``, and some beyond."""
    cell = np.floor((points - points.min(axis=0)) / reach).astype(np.int64)
    width = int(cell[:, 1].max()) + 3
    key = cell[:, 0] * width + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    here = np.arange(len(points))
    found: list[tuple[Any, Any]] = []
    for offset in (0, 1, width - 1, width, width + 1):
        first = here + 1 if offset == 0 else np.searchsorted(ranked, ranked + offset, side="left")
        last = np.searchsorted(ranked, ranked + offset, side="right")
        sizes = np.maximum(last - first, 0)
        left = np.repeat(here, sizes)
        right = np.repeat(first - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(sizes.sum())
        found.append((order[left], order[right]))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _touching(points: Points, radius: Points, margin: float) -> tuple[Indices, Indices, Points, Points]:
    """Pairs of nodes that are nearer than their radii and the margin; from the one to the other, and how far apart."""
    # A grid has to be as coarse as its widest nodes are wide: the few widest are held against everybody instead.
    wide = radius > _WIDE * np.median(radius)
    small, large = np.flatnonzero(~wide), np.flatnonzero(wide)
    first, second = near_pairs(points[small], 2 * float(radius[small].max()) + margin)
    x, y = points.T.copy()
    one, other = small[first], small[second]
    across, down = x[other] - x[one], y[other] - y[one]
    close = across * across + down * down < (radius[one] + radius[other] + margin) ** 2
    # A table of all against the widest is filled in place: lists of as many pairs take longer to make than to use.
    square = np.subtract(x, x[large, None])
    square *= square
    other_way = np.subtract(y, y[large, None])
    square += np.multiply(other_way, other_way, out=other_way)
    reach = np.add(radius, radius[large, None], out=other_way)
    reach += margin
    near = square < np.multiply(reach, reach, out=reach)
    # Two of the widest are met from both sides, and each of them meets itself.
    near[:, large] &= large > large[:, None]
    row, column = np.nonzero(near)
    one, other = np.r_[one[close], large[row]], np.r_[other[close], column]
    delta = points[other] - points[one]
    return one, other, delta, np.sqrt(delta[:, 0] ** 2 + delta[:, 1] ** 2)


_WIDE = 1.5
"""So many times the usual radius, a node is among the widest."""


def _part_ways(points: Points, radius: Points, margin: float, rounds: int = 60) -> Points:
    """Push overlapping nodes apart, the smaller one further."""
    points = points.copy()
    size = radius**2
    for _ in range(rounds):
        i, j, delta, distance = _touching(points, radius, margin)
        if not len(i):
            break
        want = radius[i] + radius[j] + margin
        same = distance < 1e-9
        if same.any():
            turn = (i[same] * 2.399963 + j[same]) % (2 * math.pi)
            delta[same] = np.column_stack([np.cos(turn), np.sin(turn)])
            distance[same] = 1.0
            want[same] += 1.0
        push = delta * ((want - distance) / distance * 0.52)[:, None]
        share = size[j] / (size[i] + size[j])
        for axis in (0, 1):
            points[:, axis] -= np.bincount(i, weights=push[:, axis] * share * 1.0, minlength=len(points))
            points[:, axis] += np.bincount(j, weights=push[:, axis] * (1 - share) * 1.0, minlength=len(points))
    return points


def _pack(count: int, placed: list[tuple[Indices, Points]], radius: Points, spacing: float, aspect: float) -> Points:
    """Set the parts side by side: the largest first, the others on shelves below it."""
    positions = np.zeros((count, 2))
    gap = spacing * 2.0  # more than between two of one part, so that parts are seen as such
    boxes = []
    for part, points in placed:
        r = radius[part][:, None]
        boxes.append(((points - r).min(axis=0), (points + r).max(axis=0)))
    area = sum(float(np.prod(high - low + gap)) for low, high in boxes)
    first = boxes[0][1][0] - boxes[0][0][0] + gap
    width = max(float(first), math.sqrt(area * aspect))
    x = y = shelf = 0.0
    for (part, points), (low, high) in zip(placed, boxes, strict=True):
        wide, tall = (float(v) for v in high - low + gap)
        if x > 0 and x + wide > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        positions[part] = points - low + np.array([x, y])
        x, shelf = x + wide, max(shelf, tall)
    return positions
