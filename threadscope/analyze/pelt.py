"""Gaps between posts -> where their pace changes: the cheapest division into stretches of even pace."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAST_GAPS", "best_splits", "change_gain", "pelt"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: A stretch of fewer posts has no pace.
LEAST_GAPS: Final = 5
#: So many places are tried at most; in longer threads every second, third, … post, and then the posts around.
_MOST_PLACES: Final = 4000


def _cost(n: Floats | Whole, total: Floats) -> Floats:
    """Return twice the negative log-likelihood of n exponential gaps that sum to so much, at their best rate."""
    cost: Floats = 2 * n * (np.log(total / n) + 1)
    return cost


def pelt(gaps: Floats) -> list[int]:
    """Divide gaps into stretches of even pace; return the first gap of each stretch but the first.

    PELT (Killick, Fearnhead & Eckley 2012, "Optimal detection of changepoints with a linear computational
    cost"): the division with the least cost plus 2 ln(n) a change, exact. A start that cannot win any more is
    dropped, as many gaps later as a stretch must be long: sooner it could still be needed. Gaps of even pace
    let hardly a start be dropped, so at most 4,000 places are tried, evenly spread; of longer threads each
    change is then moved to the best gap near it.

    Parameters
    ----------
    gaps
        Milliseconds, in order of time, all above 0.
    """
    stride = -(-gaps.size // _MOST_PLACES)
    edges = np.append(np.arange(0, gaps.size, stride), gaps.size)
    totals = np.concatenate([[0.0], np.cumsum(gaps)])
    apart = -(-LEAST_GAPS // stride)
    changes = _cheapest(edges, totals[edges], 2 * np.log(gaps.size), apart)
    if stride == 1:
        return changes
    bounds = [0, *(int(edges[place]) for place in changes), gaps.size]
    for i in range(1, len(bounds) - 1):
        low, high = bounds[i - 1], bounds[i + 1]
        near = np.arange(
            max(low + LEAST_GAPS, bounds[i] - stride), min(high - LEAST_GAPS, bounds[i] + stride) + 1
        )
        bounds[i] = int(near[np.argmax(change_gain(totals, low, near, high))])
    return bounds[1:-1]


def _cheapest(edges: Whole, totals: Floats, penalty: float, apart: int) -> list[int]:
    """Return the places of the edges at which the cheapest division is cut."""
    last = edges.size - 1
    best = np.full(edges.size, np.inf)
    best[0] = -penalty
    came_from = np.zeros(edges.size, np.int64)
    starts = np.zeros(1, np.int64)
    drop_at = np.full(1, last + 1)
    for end in range(apart, last + 1):
        so_far = best[starts] + _cost(edges[end] - edges[starts], totals[end] - totals[starts])
        chosen = int(np.argmin(so_far))
        best[end] = so_far[chosen] + penalty
        came_from[end] = starts[chosen]
        drop_at[(so_far >= best[end]) & (drop_at > last)] = end + apart
        alive = drop_at > end + 1
        # From here on a stretch may begin where the last one had room for its least length.
        starts = np.append(starts[alive], end + 1 - apart)
        drop_at = np.append(drop_at[alive], last + 1)
        if end + 1 < 2 * apart:  # the first stretch is not over yet
            starts, drop_at = starts[:1], drop_at[:1]
    changes = []
    place = int(came_from[last])
    while place > 0:
        changes.append(place)
        place = int(came_from[place])
    return changes[::-1]


def change_gain(totals: Floats, low: int, splits: Whole, high: int) -> Floats:
    """Return how much cheaper two stretches are than one, for each place to split.

    Parameters
    ----------
    totals
        Running sum of the gaps, from 0; along its last axis, so that many shuffles can be tried at once.
    low, high
        First gap of the stretch, and the gap after its last.
    splits
        First gaps of the second part.
    """
    whole = _cost(np.asarray(high - low), totals[..., [high]] - totals[..., [low]])
    left = _cost(splits - low, totals[..., splits] - totals[..., [low]])
    right = _cost(high - splits, totals[..., [high]] - totals[..., splits])
    gain: Floats = whole - left - right
    return gain


def best_splits(gaps: Floats) -> Floats:
    """Return for each row of gaps how much cheaper the best split into two makes it."""
    n = gaps.shape[-1]
    left = np.cumsum(gaps, axis=-1)
    total = left[..., [-1]].copy()
    size = np.arange(LEAST_GAPS, n - LEAST_GAPS + 1, dtype=np.float64)
    left = left[..., LEAST_GAPS - 1 : n - LEAST_GAPS]
    # as change_gain, written out: a million gaps are tried for one change
    cost = np.log((total - left) / (n - size))
    cost *= n - size
    np.divide(left, size, out=left)
    np.log(left, out=left)
    left *= size
    cost += left
    found: Floats = 2 * (n * np.log(total[..., 0] / n) - cost.min(axis=-1))
    return found
