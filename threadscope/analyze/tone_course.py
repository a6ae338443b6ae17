"""Sentiment and camps -> the mean tone of a thread and of its sides over time, with intervals that know who wrote."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.people_drawn import LEAST_PEOPLE, interval
from threadscope.settings import Settings

__all__ = ["tone_course"]

#: Fewer posts have no mean worth telling; up to so many posts there are 9 parts, above it 32.
_LEAST_POSTS, _MANY, _FEW_PARTS, _MANY_PARTS = 36, 2000, 9, 32
_GROUPS: Final = ("all", "claim", "dispute")
_COURSE: Final = ("thread_id", "group")
_PART: Final = (*_COURSE, "place")


def _members(posts: pl.DataFrame, sentiment: pl.DataFrame, camps: pl.DataFrame) -> pl.DataFrame:
    """One row a readable post with a time and group that it belongs to, with its part of the course."""
    every = (
        sentiment.filter(pl.col("status") != "not_scored")
        .select("thread_id", "post_id", "polarity")
        .join(posts.select("post_id", "author_id", "created_at").drop_nulls("created_at"), on="post_id")
        # people who are not known cannot be told apart: each post stands for somebody else
        .with_columns(who=pl.col("author_id").fill_null("?" + pl.col("post_id")))
    )
    placed = camps.filter(pl.col("camp").is_in(_GROUPS)).select("thread_id", "author_id", group="camp")
    sides = every.join(placed, on=["thread_id", "author_id"])
    rows = pl.concat([every.with_columns(group=pl.lit("all")), sides.select(*every.columns, "group")])
    n, came = pl.len().over(_COURSE), pl.int_range(pl.len()).over(_COURSE)
    parts = pl.when(n <= _MANY).then(_FEW_PARTS).otherwise(_MANY_PARTS)
    return (
        rows.sort("thread_id", "group", "created_at", "post_id")
        .filter(n >= _LEAST_POSTS)
        .with_columns(n=n, parts=pl.min_horizontal(parts, n // _LEAST_POSTS).cast(pl.Int64), came=came)
        # whole numbers: parts differ by one post at most
        .with_columns(place=(2 * pl.col("came") + 1) * pl.col("parts") // (2 * pl.col("n")))
    )


def _intervals(members: pl.DataFrame, seed: int) -> pl.DataFrame:
    people = (
        members.group_by(*_PART, "n", "who")
        .agg(total=pl.col("polarity").sum().round(9), count=pl.len())
        .filter(pl.len().over(_PART) >= LEAST_PEOPLE)
    )
    rows = [
        (*keys, *interval(mine, [seed, mine.item(0, "n"), mine.item(0, "place")]))
        for keys, mine in people.group_by(_PART)
    ]
    columns = {name: schema.SCHEMAS["tone_course"].dtypes[name] for name in (*_PART, "low", "high")}
    return pl.DataFrame(rows, schema=columns, orient="row")


def tone_course(
    posts: pl.DataFrame, sentiment: pl.DataFrame, camps: pl.DataFrame, *, settings: Settings
) -> pl.DataFrame:
    """Describe the tone of a thread over time, and that of each side: of equally many posts in a row.

    Parameters
    ----------
    posts, sentiment
        Who wrote what when, and its tone. A readable post without a leaning word counts as 0.
    camps
        On which side people stand.
    settings
        ``seed`` of the draws.

    Returns
    -------
    polars.DataFrame
        Table ``tone_course``, sorted by thread, group and time: 9 parts of at least 36 posts; 32 above 2,000 posts.
        No rows for groups of fewer than 36 posts. ``low`` and ``high`` are null below 5 people.
    """
    members = _members(posts, sentiment, camps)
    parts = members.group_by(_PART).agg(
        start_at=pl.col("created_at").min(),
        middle_at=pl.col("created_at").median(),
        end_at=pl.col("created_at").max(),
        n_people=pl.col("who").n_unique().cast(pl.Int64),
        n_posts=pl.len().cast(pl.Int64),
        mean=pl.col("polarity").mean().round(12),
    )
    rows = parts.join(_intervals(members, settings.seed), on=_PART, how="left").sort(
        "thread_id", pl.col("group").cast(pl.Enum(_GROUPS)), "place"
    )
    return schema.conform(rows.with_columns(pl.col("place") + 1), "tone_course")
