"""Posts, answers and their rate -> the pace of each thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["tempo"]


def tempo(posts: pl.DataFrame, answers: pl.DataFrame, rate: pl.DataFrame) -> pl.DataFrame:
    """One row a thread: when it ran, how fast answers came, how uneven the gaps are, and the fullest bin.

    `at_50` is the time of the first post by which at least half of all had been written. Burstiness is -1
    for equal gaps, 0 for random ones and 1 for one gap that holds all the time, whatever the number of gaps.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    rate
        Posts in each bin of time.
    """
    times = (
        posts.filter(pl.col("thread_id").is_not_null())
        .group_by("thread_id")
        .agg(pl.col("created_at").sort().drop_nulls())
    )
    n = pl.col("created_at").list.len().cast(pl.Int64)
    shares = {
        f"at_{k}": pl.col("created_at").list.get((n * k + 99) // 100 - 1, null_on_oob=True)
        for k in (10, 50, 90)
    }
    joined = times.select(
        "thread_id",
        pl.col("created_at").list.first().alias("started_at"),
        pl.col("created_at").list.last().alias("ended_at"),
        **shares,
    )
    for part in (_latency(answers), _burstiness(posts), _peak(rate)):
        joined = joined.join(part, on="thread_id", how="left")
    return schema.conform(joined.sort("thread_id"), "tempo")


def _latency(answers: pl.DataFrame) -> pl.DataFrame:
    """Return how long answers to archived posts took."""
    waited = pl.col("latency_s")
    return answers.group_by("thread_id").agg(
        latency_median_s=waited.median(), latency_p90_s=waited.quantile(0.9, interpolation="linear")
    )


def _burstiness(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the burstiness of the gaps of each thread.

    Kim & Jo (2016) set the coefficient of variation r of n gaps against what n random gaps give, which
    takes away that short series look regular: with n gaps that fill a fixed time at random,
    r = sqrt((n - 1) / (n + 1)) gives 0.
    """
    gaps = (
        posts.select("thread_id", "created_at")
        .drop_nulls()
        .sort("thread_id", "created_at")
        .select("thread_id", gap=pl.col("created_at").diff().over("thread_id").dt.total_milliseconds())
        .drop_nulls()
        .group_by("thread_id")
        .agg(n=pl.len(), r=pl.col("gap").std(ddof=0) / pl.col("gap").mean())
    )
    n, r = pl.col("n"), pl.col("r")
    value = ((n + 1).sqrt() * r - (n - 1).sqrt()) / (((n + 1).sqrt() - 2) * r + (n - 1).sqrt())
    return gaps.select("thread_id", burstiness=pl.when((n >= 2) & r.is_finite()).then(value))


def _peak(rate: pl.DataFrame) -> pl.DataFrame:
    """Return the first of the fullest bins of each thread."""
    return (
        rate.sort("n_posts", "bin_start", descending=[True, False])
        .group_by("thread_id", maintain_order=True)
        .agg(
            pl.col("bin_s").first(), peak_at=pl.col("bin_start").first(), peak_posts=pl.col("n_posts").first()
        )
    )
