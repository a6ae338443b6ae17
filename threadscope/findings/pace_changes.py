"""The sharpest changes of pace of a thread, each shown on five posts before and five after."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from threadscope.findings.amounts import duration, post_of
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["pace_changes"]

#: Posts on each side by which a change is shown.
_SHOWN: Final = 5
#: A change is told where the pace is so many times another, and these posts took so many times as long on one side:
#: as many of them as a reader can check.
_TIMES: Final = 3
#: … and so many seconds on the slower side: a lull of some minutes is none.
_LEAST_S: Final = 1800
_MOST: Final = 2
#: A rise is told by the post from which on it goes fast only where so many posts stand below: any other one stands
#: there by chance.
_ANSWERED: Final = 5


def _wording(row: Row) -> str:
    before, after = row["before_s"], row["after_s"]
    if before is None or after is None or not row["post_who"]:
        return ""
    slower, quicker = max(before, after), min(before, after)
    if slower < max(_LEAST_S, _TIMES * quicker) or (after < before) != row["rises"]:
        return ""
    paces = (duration(before, halves=True), duration(after, halves=True))
    if row["rises"] and row["n_below"] >= _ANSWERED:
        words = f"{post_of(row['post_who'])}{' ' + row['post_says'] if row['post_says'] else ''}"
        return f"From {words} on, the pace rises: the five posts before it took {paces[0]}, the five after it {paces[1]}."
    n_before, of_all = row["turn"] + 1, f"{row['n_dated']:,} posts"
    verb = "rises" if row["rises"] else "falls"
    return f"After {n_before:,} of the {of_all} the pace {verb}: the five up to there took {paces[0]}, the next five {paces[1]}."


def pace_changes(change_points: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Tell the two changes of pace of each thread with the largest ratio of the two paces.

    Where the pace falls, the last of the quick posts is the one that is named: the wait begins with it.
    """
    dated = (
        posts.select("thread_id", "post_id", "created_at")
        .drop_nulls()
        .join(change_points.select("thread_id").unique(), on="thread_id", how="semi")
        .sort("thread_id", "created_at", "post_id")
        .with_columns(place=pl.int_range(pl.len()).over("thread_id"), n_dated=pl.len().over("thread_id"))
    )
    rises = pl.col("per_hour_after") > pl.col("per_hour_before")
    changes = (
        change_points.with_columns(
            rises=rises, times=(pl.col("per_hour_after") / pl.col("per_hour_before")).log().abs()
        )
        .filter(pl.col("times") >= math.log(_TIMES))
        .sort("thread_id", "times", "at", "post_id", descending=[False, True, False, False])
        .join(dated.select("post_id", "place"), on="post_id", maintain_order="left")
        .with_columns(turn=pl.col("place") - (~pl.col("rises")).cast(pl.Int64))
        .drop("post_id", "place")
    )
    around = (
        changes.select("thread_id", "turn")
        .join(dated, on="thread_id")
        .filter((pl.col("place") - pl.col("turn")).abs() <= _SHOWN)
        .sort("thread_id", "turn", "place")
        .group_by("thread_id", "turn", maintain_order=True)
        .agg(
            post_id=pl.col("post_id").filter(pl.col("place") == pl.col("turn")).first(),
            turned_at=pl.col("created_at").filter(pl.col("place") == pl.col("turn")).first(),
            from_at=pl.col("created_at").filter(pl.col("place") == pl.col("turn") - _SHOWN).first(),
            to_at=pl.col("created_at").filter(pl.col("place") == pl.col("turn") + _SHOWN).first(),
            all_ids="post_id",
            n_dated=pl.col("n_dated").first(),
        )
    )
    told = changes.join(around, on=["thread_id", "turn"], how="left", maintain_order="left").with_columns(
        before_s=(pl.col("turned_at") - pl.col("from_at")).dt.total_milliseconds() / 1000,
        after_s=(pl.col("to_at") - pl.col("turned_at")).dt.total_milliseconds() / 1000,
    )
    told = told.join(posts.select("post_id", "n_below"), on="post_id", how="left", maintain_order="left")
    told = quoted(told, posts, "post_id", "post").with_columns(
        evidence=unite("post_id", "all_ids"),
        at=pl.col("turned_at"),
        subject=pl.col("post_author_id"),
        value=pl.col("per_hour_after") / pl.col("per_hour_before"),
    )
    return findings(told, _wording, kind="pace_change", rule="pelt_and_shuffles", most=_MOST)
