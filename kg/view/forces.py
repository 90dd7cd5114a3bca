"""What moves the nodes of one connected graph: a first sketch, then attraction, repulsion and gravity."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

EXACT = 250
"""Up to this many nodes, every pair of nodes is looked at."""

ITERATIONS = 280
_GRID = 128


def sketch(count: int, a: Indices, b: Indices, pivots: int = 40) -> Points:
    """A first sketch of a connected graph: PivotMDS, from the number of steps to a few nodes far apart.

    The method is Brandes & Pich's (2007, *Graph Drawing*, LNCS 4372).
    """
    ends = np.r_[a, b]
    order = np.argsort(ends, kind="stable")
    neighbour = np.r_[b, a][order]
    first = np.searchsorted(ends[order], np.arange(count + 1))
    pivot = int(np.argmax(np.diff(first)))
    nearest = np.full(count, np.inf)
    columns = []
    for _ in range(min(pivots, count)):
        distance = _steps(count, first, neighbour, pivot)
        columns.append(distance)
        nearest = np.minimum(nearest, distance)
        pivot = int(np.argmax(nearest))
    d = np.square(np.column_stack(columns))
    d = -0.5 * (d - d.mean(axis=0) - d.mean(axis=1, keepdims=True) + d.mean())
    values, vectors = np.linalg.eigh(d.T @ d)
    axes = vectors[:, np.argsort(values)[::-1][:2]]
    points = np.zeros((count, 2))
    points[:, : axes.shape[1]] = d @ (axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0))
    points /= points.std() or 1.0
    # Leaves of one hub fall on one point; a sunflower pattern sets them apart, the same way every time.
    turn = np.arange(count) * math.pi * (3 - math.sqrt(5))
    reach = 0.35 * np.sqrt((np.arange(count) + 1) / count)
    spread: Points = points + np.column_stack([np.cos(turn), np.sin(turn)]) * reach[:, None]
    # The last digits of a matrix product depend on the number of threads; forces would blow that up.
    return np.round(spread, 4)


def _steps(count: int, first: Indices, neighbour: Indices, start: int) -> Points:
    """Number of ties on the way from ``start`` to every node of a connected graph."""
    distance = np.full(count, -1, dtype=np.int64)
    distance[start] = 0
    frontier = np.array([start])
    level = 0
    while len(frontier):
        level += 1
        sizes = first[frontier + 1] - first[frontier]
        offsets = np.repeat(first[frontier] - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(sizes.sum())
        reached = np.unique(neighbour[offsets])
        frontier = reached[distance[reached] < 0]
        distance[frontier] = level
    return distance.astype(np.float64)


def relax(points: Points, a: Indices, b: Indices, weight: Points) -> Points:
    """Let the forces act until they are still, with ForceAtlas2's own control of speed.

    Args:
        points: Where the nodes begin.
        a: One end of each tie.
        b: The other end.
        weight: Strength of each tie.
    """
    count = len(points)
    degree = np.bincount(a, minlength=count) + np.bincount(b, minlength=count)
    mass = 1.0 + degree.astype(np.float64)
    spread = math.sqrt(count) * 6.0
    points = points * spread
    repulsion = 6.0
    gravity = 0.9
    repel = _Field() if count > EXACT else _Exact(count)
    speed, efficiency = 1.0, 1.0
    before = np.zeros_like(points)
    for step in range(ITERATIONS):
        force = repulsion * mass[:, None] * repel(points, mass)
        delta = points[b] - points[a]
        distance = _length(delta) + 1e-9
        # Without a limit for hubs, their leaves collapse into them: the pull is shared out ("dissuade hubs").
        pull = delta * (weight * 14.0 * np.log1p(distance / 14.0) / distance)[:, None] * 2.2
        for axis in (0, 1):
            force[:, axis] += np.bincount(a, weights=pull[:, axis], minlength=count)
            force[:, axis] -= np.bincount(b, weights=pull[:, axis], minlength=count)
        away = _length(points) + 1e-9
        force -= points * (gravity * mass / away)[:, None]
        swing = _length(force - before)
        traction = _length(force + before) / 2
        total_swing, total_traction = float((mass * swing).sum()), float((mass * traction).sum())
        jitter = max(0.05 * math.sqrt(count), 0.5)
        target = jitter * efficiency * efficiency * total_traction / max(total_swing, 1e-9) * 0.35
        if total_swing > 2 * total_traction:
            efficiency = max(efficiency * 0.7, 0.05)
        else:
            efficiency = min(efficiency * 1.2, 1.0)
        speed += min(target - speed, 0.5 * speed)
        cool = 1.0 if step < ITERATIONS * 0.6 else 1.0 - (step - ITERATIONS * 0.6) / (ITERATIONS * 0.42)
        factor = speed / (1 + np.sqrt(speed * swing))
        move = force * (factor * cool)[:, None]
        move *= np.minimum(1.0, spread * 0.08 / np.maximum(_length(move), 1e-9))[:, None]
        points = points + move
        before = force
    return points


def _length(vectors: Points) -> Points:
    # Axis by axis: numpy adds up rows of two slowly.
    across, down = vectors[:, 0], vectors[:, 1]
    length: Points = np.sqrt(across * across + down * down)
    return length


class _Exact:
    """Repulsion of every node by every other: sum of mass / distance, away from it."""

    def __init__(self, count: int) -> None:
        # Tables of pairs are written over: to ask the system for new ones takes longer than to fill them.
        self.across, self.down, self.square, self.share = (np.empty((count, count)) for _ in range(4))

    def __call__(self, points: Points, mass: Points) -> Points:
        # Axis by axis: over a table of pairs numpy is several times as fast as over one of pairs of coordinates.
        across, down, square, share = self.across, self.down, self.square, self.share
        np.subtract(points[:, None, 0], points[None, :, 0], out=across)
        np.subtract(points[:, None, 1], points[None, :, 1], out=down)
        np.multiply(across, across, out=square)
        square += np.multiply(down, down, out=share)
        square += 1e-3
        np.divide(mass[None, :], square, out=share)
        across *= share
        down *= share
        return np.column_stack([across.sum(axis=1), down.sum(axis=1)])


class _Field:
    """The same repulsion by convolution on a grid."""

    def __init__(self) -> None:
        size = _GRID
        lag = np.fft.fftfreq(2 * size, 1 / (2 * size))
        x, y = np.meshgrid(lag, lag, indexing="ij")
        square = x**2 + y**2 + 0.35
        self.kernel = [np.fft.rfft2(axis / square) for axis in (x, y)]

    def __call__(self, points: Points, mass: Points) -> Points:
        size = _GRID
        low = points.min(axis=0)
        cell = float((points.max(axis=0) - low).max()) / (size - 2) + 1e-12
        spot = (points - low) / cell
        corner = np.minimum(spot.astype(np.int64), size - 2)
        part = spot - corner
        weights = [
            ((1 - part[:, 0]) if dx == 0 else part[:, 0]) * ((1 - part[:, 1]) if dy == 0 else part[:, 1])
            for dx, dy in _CORNERS
        ]
        places = [(corner[:, 0] + dx) * size + corner[:, 1] + dy for dx, dy in _CORNERS]
        density = np.bincount(
            np.concatenate(places), weights=np.concatenate([w * mass for w in weights]), minlength=size * size
        ).reshape(size, size)
        spectrum = np.fft.rfft2(density, (2 * size, 2 * size))
        force = np.empty_like(points)
        for axis, kernel in enumerate(self.kernel):
            grid = np.fft.irfft2(spectrum * kernel, (2 * size, 2 * size))[:size, :size].ravel()
            force[:, axis] = sum(w * grid[place] for w, place in zip(weights, places, strict=True)) / cell
        return force


_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
