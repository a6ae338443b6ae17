"""Posts -> the moments at which the pace of each thread changed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.analyze.pelt import best_splits, pelt
from threadscope.settings import Settings

__all__ = ["change_points"]

Floats = NDArray[np.float64]

#: Below so many posts a change of pace is no statement.
_LEAST_POSTS: Final = 30
_SHUFFLES: Final = 999
_MOST_P: Final = 0.01
#: A change is tested on so many gaps on each side: what needs more is too slight to be told.
_FAR: Final = 300
_HOUR: Final = 3_600_000


def change_points(posts: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """One row a change of pace, in threads of at least 30 posts with times.

    Posts are taken as a point process whose gaps are exponential with a rate that holds for a stretch of at
    least five (PELT, Killick, Fearnhead & Eckley 2012; penalty 2 ln n on twice the negative log-likelihood).
    Each change is then tested: the gaps of the stretches before and after it (300 on each side at most) are
    shuffled 999 times, and the best split of each shuffle is compared with that of the real order, so that
    having looked for the place is paid for. Changes with p above .01 are dropped and their stretches joined.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    settings
        ``seed`` of the shuffles.

    Returns
    -------
    polars.DataFrame
        Table ``change_points``, sorted by thread and time. Where the pace rises ``post_id`` is the post from
        which on they come quickly, where it falls the first after the longer wait.
    """
    timed = (
        posts.select("thread_id", "post_id", "created_at")
        .drop_nulls()
        .filter(pl.len().over("thread_id") >= _LEAST_POSTS)
        .sort("thread_id", "created_at", "post_id")
    )
    rows: list[dict[str, Any]] = []
    for (thread_id,), mine in timed.group_by("thread_id", maintain_order=True):
        rows += [
            {"thread_id": thread_id, **row}
            for row in _of_thread(mine["created_at"].to_physical().to_numpy(), settings.seed)
        ]
    if not rows:
        return schema.empty("change_points")
    place = pl.int_range(pl.len()).over("thread_id")
    named = pl.DataFrame(rows).join(
        timed.select("thread_id", "post_id", at="created_at", place=place), on=["thread_id", "place"]
    )
    return schema.conform(named.sort("thread_id", "at", "post_id"), "change_points")


def _of_thread(moments: NDArray[np.int64], seed: int) -> list[dict[str, Any]]:
    """Return the changes of one thread, each with the place of its post."""
    # An export in whole seconds puts posts into one moment: that is fast, not infinitely fast.
    finest = 1000 if not np.any(moments % 1000) else 1
    gaps = np.maximum(np.diff(moments), finest).astype(np.float64)
    if np.all(gaps == gaps[0]):
        return []
    bounds = [0, *pelt(gaps), gaps.size]
    tested = [
        (place, _p_value(gaps[max(low, place - _FAR) : place], gaps[place : min(high, place + _FAR)], seed))
        for low, place, high in zip(bounds, bounds[1:], bounds[2:], strict=False)
    ]
    kept = [(place, p) for place, p in tested if p <= _MOST_P]
    ends = [0, *(place for place, _ in kept), gaps.size]
    paces = [_HOUR / gaps[low:high].mean() for low, high in pairwise(ends)]
    # Where the pace falls, the gap after the last quick post belongs to the new pace, its end is the first slow post.
    firsts = [
        0,
        *(place + (paces[i + 1] < paces[i]) for i, (place, _) in enumerate(kept)),
        moments.size,
    ]
    return [
        {
            "place": int(firsts[i + 1]),
            "per_hour_before": paces[i],
            "per_hour_after": paces[i + 1],
            "n_before": int(firsts[i + 1] - firsts[i]),
            "n_after": int(firsts[i + 2] - firsts[i + 1]),
            "p_value": p,
            "n_shuffles": _SHUFFLES,
        }
        for i, (_, p) in enumerate(kept)
    ]


def _p_value(before: Floats, after: Floats, seed: int) -> float:
    """Return the share of shuffles whose best split gains at least what that of the real order does."""
    gaps = np.concatenate([before, after])
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.broadcast_to(gaps, (_SHUFFLES, gaps.size)), axis=1)
    real = best_splits(gaps[None])[0]
    # equal sums in another order differ in the last digit
    at_least = int((best_splits(shuffled) >= real - 1e-9).sum())
    return (1 + at_least) / (1 + _SHUFFLES)
