"""Posts and hostility -> three answers to the question who started it: root, first hostile post, ignition."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.settings import Settings

__all__ = ["starts"]

Whole = NDArray[np.int64]

#: Fewer hostile posts below a post make no fire.
_LEAST: Final = 3
#: An ignition is told where so few shuffles of the hostile marks would do as much.
_LEVEL: Final = 0.05
_SHUFFLES: Final = 999
#: So many numbers are held in memory at once.
_AT_ONCE: Final = 4_000_000
_MOST: Final = 12


def starts(posts: pl.DataFrame, hostility: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """One row an answer; up to three a thread, never merged into one.

    ``root`` is the post that opens the thread, where it is archived. ``first_hostile`` is the oldest hostile post that has a
    time. ``ignition`` is the post, the root left out, below which most more hostile posts stand than the thread's rate lets
    expect: the largest of h(v) - s(v) H / N, with h and s the hostile and all posts of the subtree of v, H and N those of
    the thread (ours). What the posts above it have in excess they have through it. It is told where h is at least 3 and at
    most one in twenty of 999 seeded shuffles of the hostile marks over the thread's posts has an excess so large anywhere.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    hostility
        Hostile passages; a post counts once.
    settings
        ``seed`` for the shuffles.

    Returns
    -------
    polars.DataFrame
        Table ``starts``, by thread; root, first_hostile, ignition.
    """
    standing = _standing(posts, hostility)
    parts = [_roots(standing)]
    if hostility.height:
        parts += [_first_hostile(standing), _ignitions(standing, settings.seed)]
    rows = pl.concat([schema.conform(part, "starts") for part in parts])
    place = pl.col("answer").replace_strict(
        {"root": 0, "first_hostile": 1, "ignition": 2}, return_dtype=pl.Int8
    )
    return rows.sort("thread_id", place)


def _standing(posts: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Return posts in reading order, with the hostile posts of their subtree and the first hostile words of each.

    In reading order a subtree is one stretch, as long as its root's ``n_below`` + 1: sums are differences of running sums.
    """
    words = hostility.group_by("post_id", maintain_order=True).agg(words=pl.col("words").drop_nulls().first())
    standing = (
        posts.filter(pl.col("thread_id").is_not_null())
        .select("thread_id", "post_id", "author_id", "order", "n_below", at="created_at")
        .join(words.with_columns(hostile=pl.lit(1, pl.Int64)), on="post_id", how="left")
        .sort("thread_id", "order")
        .with_columns(pl.col("hostile").fill_null(0), n_below=pl.col("n_below").cast(pl.Int64) + 1)
    )
    running = np.concatenate([[0], np.cumsum(standing["hostile"].to_numpy())])
    here = np.arange(standing.height)
    n_hostile = running[here + standing["n_below"].to_numpy()] - running[here]
    return standing.with_columns(
        n_hostile=pl.Series(n_hostile, dtype=pl.Int64), row=pl.Series(here, dtype=pl.Int64)
    )


def _roots(standing: pl.DataFrame) -> pl.DataFrame:
    return standing.filter(pl.col("post_id") == pl.col("thread_id")).with_columns(
        answer=pl.lit("root"),
        words=pl.lit(None, pl.String),
        n_hostile=pl.lit(None, pl.Int64),
        evidence=pl.concat_list("post_id"),
        n_evidence=1,
    )


def _first_hostile(standing: pl.DataFrame) -> pl.DataFrame:
    dated = standing.filter((pl.col("hostile") == 1) & pl.col("at").is_not_null()).sort(
        "thread_id", "at", "post_id"
    )
    first = dated.unique("thread_id", keep="first", maintain_order=True)
    all_of_them = dated.group_by("thread_id").agg(
        evidence=pl.col("post_id").head(_MOST), n_evidence=pl.len().cast(pl.Int64)
    )
    return first.join(all_of_them, on="thread_id").with_columns(answer=pl.lit("first_hostile"))


def _ignitions(standing: pl.DataFrame, seed: int) -> pl.DataFrame:
    n, n_all = pl.len().over("thread_id"), pl.col("hostile").sum().over("thread_id")
    excess = pl.col("n_hostile") - pl.col("n_below") * n_all / n
    winners = (
        standing.with_columns(excess=excess, n=n, n_all=n_all)
        .filter(pl.col("post_id") != pl.col("thread_id"), pl.col("n_hostile") >= _LEAST, pl.col("excess") > 0)
        # of equals the lower one: what burns below both burns below it
        .sort(
            "thread_id", "excess", "n_below", "at", "post_id", descending=[False, True, False, False, False]
        )
        .unique("thread_id", keep="first", maintain_order=True)
        .with_columns(answer=pl.lit("ignition"))
    )
    p_values = [
        _p_value(standing.filter(pl.col("thread_id") == thread)["n_below"].to_numpy(), hostile, most, seed)
        for thread, hostile, most in winners.select("thread_id", "n_all", "excess").iter_rows()
    ]
    clear = winners.with_columns(p_value=pl.Series(p_values, dtype=pl.Float64)).filter(
        pl.col("p_value") <= _LEVEL
    )
    return clear.join(_below(standing, clear), on="post_id", how="left", maintain_order="left")


def _p_value(sizes: Whole, n_hostile: int, excess: float, seed: int) -> float:
    """Return how often shuffled marks have an excess at least so large at any post but the first.

    The seed and the thread's numbers alone decide the draw: the same thread under other ids gives the same.
    """
    n = sizes.size
    generator = np.random.default_rng([seed, n, n_hostile])
    here = np.arange(n)
    # The whole thread has no excess; an orphan's shelf of a thread without a root is one candidate more.
    tried = np.flatnonzero(sizes < n)
    ends, expected = (here + sizes)[tried], sizes[tried] * (n_hostile / n)
    at_least, done = 0, 0
    while done < _SHUFFLES:
        count = min(_SHUFFLES - done, max(1, _AT_ONCE // n))
        marks = np.zeros((count, n + 1), np.int32)
        places = np.argpartition(generator.random((count, n)), n_hostile - 1, axis=1)[:, :n_hostile]
        np.put_along_axis(marks, places + 1, 1, axis=1)
        running = np.cumsum(marks, axis=1, dtype=np.int32)
        most = (running[:, ends] - running[:, tried] - expected).max(axis=1)
        at_least += int((most >= excess - 1e-9).sum())
        done += count
        if at_least > _LEVEL * (1 + _SHUFFLES):
            return 1.0  # not told, so not counted to the end
    return (1 + at_least) / (1 + _SHUFFLES)


def _below(standing: pl.DataFrame, winners: pl.DataFrame) -> pl.DataFrame:
    """Return the winner and the hostile posts below it, oldest first."""
    spans = winners.select(ignition_id="post_id", first="row", last=pl.col("row") + pl.col("n_below"))
    hostile = standing.filter(pl.col("hostile") == 1)
    inside = (
        hostile.join_where(spans, pl.col("row") >= pl.col("first"), pl.col("row") < pl.col("last"))
        .filter(pl.col("post_id") != pl.col("ignition_id"))
        .sort("ignition_id", "at", "post_id", nulls_last=True)
        .group_by("ignition_id", maintain_order=True)
        .agg(below=pl.col("post_id").head(_MOST - 1), n_below=pl.len().cast(pl.Int64))
    )
    return inside.select(
        post_id="ignition_id",
        evidence=pl.concat_list(pl.concat_list("ignition_id"), "below"),
        n_evidence=pl.col("n_below") + 1,
    )
