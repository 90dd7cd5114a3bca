"""Best projective tree with exactly one root (Eisner 1996)."""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True)
def eisner(scores: np.ndarray) -> np.ndarray:
    """Find the best projective tree.

    Args:
        scores: float array, ``scores[m, h]`` for the arc from head ``h`` to modifier ``m``; index 0 is the root.

    Returns:
        int array of heads; entry 0 is -1. Exactly one word hangs from the root.
    """
    n = scores.shape[0]
    arc = scores.astype(np.float64).copy()
    for m in range(1, n):
        arc[m, 0] -= 10000.0  # each root arc costs the same, so the best tree has as few as it can: one
    inc = np.full((n, n, 2), -1e18)
    com = np.full((n, n, 2), -1e18)
    inc_k = np.zeros((n, n, 2), np.int32)
    com_k = np.zeros((n, n, 2), np.int32)
    for i in range(n):
        com[i, i, 0] = 0.0
        com[i, i, 1] = 0.0
    for w in range(1, n):
        for i in range(n - w):
            j = i + w
            best = -1e18
            best_k = i
            for k in range(i, j):
                value = com[i, k, 1] + com[k + 1, j, 0]
                if value > best:
                    best = value
                    best_k = k
            inc[i, j, 1] = best + arc[j, i]
            inc[i, j, 0] = best + (arc[i, j] if i > 0 else -1e18)
            inc_k[i, j, 0] = best_k
            inc_k[i, j, 1] = best_k
            best = -2e18
            for k in range(i, j):
                value = com[i, k, 0] + inc[k, j, 0]
                if value > best:
                    best = value
                    best_k = k
            com[i, j, 0] = best
            com_k[i, j, 0] = best_k
            best = -2e18
            for k in range(i + 1, j + 1):
                value = inc[i, k, 1] + com[k, j, 1]
                if value > best:
                    best = value
                    best_k = k
            com[i, j, 1] = best
            com_k[i, j, 1] = best_k
    heads = np.full(n, -1, np.int32)
    stack = [(0, n - 1, 1, 1)]
    while len(stack) > 0:
        i, j, right, complete = stack.pop()
        if i == j:
            continue
        if complete == 1:
            k = com_k[i, j, right]
            if right == 1:
                stack.append((i, k, 1, 0))
                stack.append((k, j, 1, 1))
            else:
                stack.append((i, k, 0, 1))
                stack.append((k, j, 0, 0))
        else:
            k = inc_k[i, j, right]
            if right == 1:
                heads[j] = i
            else:
                heads[i] = j
            stack.append((i, k, 1, 1))
            stack.append((k + 1, j, 0, 1))
    return heads
