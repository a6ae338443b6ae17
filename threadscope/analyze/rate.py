"""Posts -> how many were written in each stretch of time."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["rate"]

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
#: Widths of bins that people read as round, in seconds.
_WIDTHS = (*(m * _MINUTE for m in (1, 2, 5, 10, 15, 30)), *(h * _HOUR for h in (1, 2, 3, 6, 12)), _DAY)
#: So many bins can be told apart in a picture; a thread of few posts would be all gaps, so it gets fewer.
_MOST_BINS, _MOST_BINS_FEW, _FEW = 110, 60, 150


def rate(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a bin of time, empty bins between the first and the last post included.

    Bins are as narrow as gives at most 110 of them (60 for threads of up to 150 posts): 1, 2, 5, 10, 15, 30
    minutes, 1, 2, 3, 6, 12 hours, a day, then whole days. They start at round times in UTC. Posts without
    time are not counted.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    """
    timed = posts.select(
        "thread_id", (pl.col("created_at").dt.epoch("ms") // 1000).alias("second")
    ).drop_nulls()
    widths = _widths(timed)
    filled = (
        timed.join(widths, on="thread_id")
        .group_by("thread_id", bin=pl.col("second") // pl.col("bin_s"))
        .len("n_posts")
    )
    every = widths.select("thread_id", "bin_s", bin=pl.int_ranges("first", pl.col("last") + 1)).explode("bin")
    return schema.conform(
        every.join(filled, on=["thread_id", "bin"], how="left")
        .with_columns(
            pl.col("n_posts").fill_null(0),
            bin_start=(pl.col("bin") * pl.col("bin_s") * 1000).cast(schema.TIME),
        )
        .sort("thread_id", "bin_start"),
        "rate",
    )


def _widths(timed: pl.DataFrame) -> pl.DataFrame:
    """Return the width of the bins of each thread, and the numbers of its first and last bin."""
    spans = timed.group_by("thread_id").agg(
        low=pl.col("second").min(),
        high=pl.col("second").max(),
        most=pl.when(pl.len() <= _FEW).then(_MOST_BINS_FEW).otherwise(_MOST_BINS),
    )
    fits = [
        pl.when(pl.col("high") // width - pl.col("low") // width < pl.col("most")).then(
            pl.lit(width, pl.Int64)
        )
        for width in _WIDTHS
    ]
    days = ((pl.col("high") - pl.col("low")) / _DAY / (pl.col("most") - 1)).ceil().cast(pl.Int64) * _DAY
    return spans.with_columns(bin_s=pl.coalesce(*fits, days)).with_columns(
        first=pl.col("low") // pl.col("bin_s"), last=pl.col("high") // pl.col("bin_s")
    )
