"""Posts, bursts and rate -> the posts around which the crowd of a thread gathered: a second burst, and the peak."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.turning.people import LEAST_ANSWERS

__all__ = ["peaks", "second_bursts"]

#: A second burst holds at least so many posts, and so large a share of all.
_BURST_LEAST, _BURST_SHARE = 5, 0.1
#: Posts of a burst are quick when they come so many times faster than those of the thread, and their gaps, by the
#: mean and by the median, are shorter than this.
_FASTER, _QUICK_MS = 2, 10 * 60_000
#: The fullest bin of a thread is a peak when it holds at least so many posts, and shuffled gaps seldom fill one so.
_PEAK_LEAST: Final = 10
_MOST_P: Final = 0.01
#: Shuffles are fewer in long threads: so many gaps are shuffled in all, but at least so many times.
_SHUFFLES, _FEWEST_SHUFFLES, _MOST_GAPS = 999, 199, 5_000_000
#: So many gaps are shuffled at once.
_CHUNK: Final = 500_000


def _quick(bursts: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Bursts whose posts people see coming fast: those of a slow thread may be faster than before, and slow."""
    timed = posts.select("thread_id", at="created_at").drop_nulls()
    spans = timed.group_by("thread_id").agg(
        all_ms=(pl.col("at").max() - pl.col("at").min()).dt.total_milliseconds(), n_timed=pl.len()
    )
    inside = timed.join(bursts, on="thread_id").filter(pl.col("at").is_between("started_at", "ended_at"))
    gaps = inside.group_by("thread_id", "started_at").agg(
        median_ms=pl.col("at").sort().diff().dt.total_milliseconds().median()
    )
    lasts = (pl.col("ended_at") - pl.col("started_at")).dt.total_milliseconds()
    # rates as products: a burst may last no time at all
    faster = (pl.col("n_posts") - 1) * pl.col("all_ms") >= _FASTER * (pl.col("n_timed") - 1) * lasts
    quick = (pl.col("median_ms") < _QUICK_MS) & (lasts < _QUICK_MS * (pl.col("n_posts") - 1))
    return (
        bursts.join(spans, on="thread_id")
        .join(gaps, on=["thread_id", "started_at"])
        .filter(faster & quick)
        .select(bursts.columns)
    )


def second_bursts(bursts: pl.DataFrame, posts: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """The first told post of the second burst of quick posts."""
    if bursts.is_empty():
        return candidates.clear()
    sizes = posts.group_by("thread_id").agg(n_posts=pl.len())
    lowest = _quick(bursts.filter(pl.col("level") == 1), posts).sort("thread_id", "started_at")
    place = pl.int_range(pl.len()).over("thread_id")
    enough = pl.max_horizontal(pl.lit(_BURST_LEAST), _BURST_SHARE * pl.col("size"))
    if lowest.height < 2:
        return candidates.clear()
    second = (
        lowest.with_columns(place=place)
        .filter(pl.col("place") == 1)
        .rename({"n_posts": "n_burst"})
        .join(sizes.rename({"n_posts": "size"}), on="thread_id")
        .filter(pl.col("n_burst") >= enough)
    )
    inside = candidates.filter(pl.col("n_answers") >= LEAST_ANSWERS).join(second, on="thread_id")
    first = inside.filter(pl.col("at").is_between("started_at", "ended_at"))
    return first.unique("thread_id", keep="first", maintain_order=True)


def peaks(rate: pl.DataFrame, posts: pl.DataFrame, candidates: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The most answered post told of in the fullest bin of each thread, where the bin is fuller than by chance.

    Chance: the gaps between the posts in another order. Their lengths stay, so it is asked whether short gaps
    stand together, not whether there are short ones.
    """
    fullest = (
        rate.sort("thread_id", "n_posts", "bin_start", descending=[False, True, False])
        .unique("thread_id", keep="first", maintain_order=True)
        .filter(pl.col("n_posts") >= _PEAK_LEAST)
    )
    if fullest.is_empty():
        return candidates.clear()
    timed = (
        posts.select("thread_id", "created_at")
        .drop_nulls()
        .join(fullest.select("thread_id"), on="thread_id", how="semi")
        .sort("thread_id", "created_at")
    )
    width = dict(fullest.select("thread_id", "bin_s").iter_rows())
    moments = timed.group_by("thread_id", maintain_order=True).agg(pl.col("created_at").to_physical())
    tested = [
        thread_id
        for thread_id, times in moments.iter_rows()
        if _is_unusual(np.array(times, np.int64), width[thread_id] * 1000, seed)
    ]
    inside = candidates.join(
        fullest.filter(pl.col("thread_id").is_in(tested)).select("thread_id", "bin_start", "bin_s"),
        on="thread_id",
    ).filter(
        pl.col("n_answers") >= LEAST_ANSWERS,
        pl.col("at").is_between(
            "bin_start", pl.col("bin_start") + pl.duration(seconds=pl.col("bin_s")), closed="left"
        ),
    )
    return inside.sort(
        "thread_id", "n_answers", "at", "post_id", descending=[False, True, False, False]
    ).unique("thread_id", keep="first", maintain_order=True)


def _is_unusual(moments: NDArray[np.int64], width: int, seed: int) -> bool:
    """Whether at most 1 % of shuffles of the gaps fill some bin as much as the real order does."""
    gaps = np.diff(moments)
    offset = int(moments[0] % width)
    n_bins = int((moments[-1] - moments[0] + offset) // width) + 1
    real = np.bincount((moments - moments[0] + offset) // width).max()
    shuffles = min(_SHUFFLES, max(_FEWEST_SHUFFLES, _MOST_GAPS // gaps.size))
    allowed = int(_MOST_P * (1 + shuffles)) - 1
    rng = np.random.default_rng(seed)
    rows = max(1, _CHUNK // gaps.size)
    reached = 0
    for start in range(0, shuffles, rows):
        number = min(rows, shuffles - start)
        shuffled = rng.permuted(np.broadcast_to(gaps, (number, gaps.size)), axis=1)
        bins = (np.cumsum(shuffled, axis=1) + offset) // width + np.arange(number)[:, None] * n_bins
        filled = np.bincount(bins.ravel(), minlength=number * n_bins).reshape(number, n_bins)
        filled[:, 0] += 1  # the first post stands where it stands
        reached += int((filled.max(axis=1) >= real).sum())
        if reached > allowed:
            return False
    return True
