"""Noted posts -> the archived replies to each, the posts below it and the posts of its thread, by time."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["places", "shares", "times_near"]

#: What is counted around a noted post, from the nearest on.
_SCOPES: Final = ("replies", "below", "thread")
_KEYS: Final = ("thread_id", "post_id")


def places(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return the thread and time of each post and ghost that stands in a thread."""
    columns = (*_KEYS, "created_at")
    return pl.concat([posts.drop_nulls("thread_id").select(columns), ghosts.select(columns)])


def times_near(
    noted: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame, time: str = "created_at"
) -> pl.DataFrame:
    """Return the times of the replies to noted posts, and of the posts below them.

    Parameters
    ----------
    noted
        ``thread_id`` and ``post_id`` of posts and ghosts.
    posts, ghosts
        With their place in the tree.
    time
        The column of posts that holds the time.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``post_id``, ``scope`` (replies, below) and the time of each archived post that has one.
    """
    wanted = noted.select(_KEYS).unique()
    replies = (
        posts.filter(pl.col("parent_kind") == "reply")
        .join(wanted, left_on=["thread_id", "parent_id"], right_on=list(_KEYS))
        .select("thread_id", time, post_id="parent_id", scope=pl.lit("replies"))
    )
    near = pl.concat([replies.select(*_KEYS, "scope", time), _below(wanted, posts, ghosts, time)])
    return near.drop_nulls(time)


def _below(wanted: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame, time: str) -> pl.DataFrame:
    """Return the times of the posts below: in reading order they stand together, behind the post itself."""
    standing = posts.drop_nulls("thread_id")
    rows = pl.concat(
        [
            standing.select(*_KEYS, "order", "n_below", is_archived=pl.lit(1)),
            ghosts.select(*_KEYS, "order", "n_below", is_archived=pl.lit(0)),
        ]
    ).sort("thread_id", "order")
    first_behind = pl.col("is_archived").cum_sum()  # number of the first archived post behind each row
    stretches = (
        rows.with_columns(first=first_behind)
        .join(wanted, on=_KEYS, how="semi")
        .with_columns(place=pl.int_ranges("first", pl.col("first") + pl.col("n_below")))
        .select(*_KEYS, "place")
        .explode("place", empty_as_null=False)
    )
    times = standing.sort("thread_id", "order")[time].gather(stretches["place"])
    return stretches.select(*_KEYS, times.alias(time), scope=pl.lit("below")).select(*_KEYS, "scope", time)


def shares(noted: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame, **moments: str) -> pl.DataFrame:
    """Add how much had been written at some moments: of the replies, of the posts below, of the thread.

    Parameters
    ----------
    noted
        Any rows with ``thread_id``, ``post_id`` and the columns of the moments.
    posts, ghosts
        With their place in the tree.
    moments
        What a moment is called in the names of the new columns -> its column.

    Returns
    -------
    polars.DataFrame
        The rows in their order with ``n_replies`` and, for each moment, ``replies_at_<moment>`` and
        ``replies_share_at_<moment>``; likewise for ``below`` and ``thread``. Posts without time are not counted.
    """
    numbered = noted.with_row_index("_row")
    near = times_near(noted, posts, ghosts)
    timed = posts.drop_nulls(["thread_id", "created_at"]).select("thread_id", "created_at")
    counted = pl.concat(
        [
            _counted(numbered, near, ["thread_id", "post_id", "scope"], moments),
            _counted(numbered, timed.with_columns(scope=pl.lit("thread")), ["thread_id", "scope"], moments),
        ]
    )
    wide = numbered
    for scope in _SCOPES:
        mine = counted.filter(pl.col("scope") == scope).select(
            "_row",
            pl.col("n").alias(f"n_{scope}"),
            *(pl.col(moment).alias(f"{scope}_at_{moment}") for moment in moments),
        )
        wide = wide.join(mine, on="_row", how="left", maintain_order="left").with_columns(
            pl.col(f"n_{scope}").fill_null(0)
        )
        for moment, column in moments.items():
            n, at = pl.col(f"n_{scope}"), pl.col(f"{scope}_at_{moment}")
            before = pl.when(pl.col(column).is_not_null()).then(at.fill_null(0))
            wide = wide.with_columns(
                before.alias(f"{scope}_at_{moment}"),
                pl.when(n > 0).then(before / n).alias(f"{scope}_share_at_{moment}"),
            )
    return wide.drop("_row")


def _counted(
    numbered: pl.DataFrame, times: pl.DataFrame, keys: list[str], moments: dict[str, str]
) -> pl.DataFrame:
    """Return for each row and scope: ``n``, and how many were written before each moment."""
    running = times.sort("created_at").with_columns(so_far=pl.int_range(1, pl.len() + 1).over(keys))
    sizes = times.group_by(keys).agg(n=pl.len().cast(pl.Int64))
    joined = numbered.join(sizes, on=[key for key in keys if key != "scope"])
    for moment, column in moments.items():
        before = (
            joined.drop_nulls(column)
            .sort(column)
            .join_asof(
                running.select(*keys, "created_at", "so_far"),
                left_on=column,
                right_on="created_at",
                by=keys,
                allow_exact_matches=False,
                check_sortedness=False,
                suffix="_of_times",
            )
            .select("_row", "scope", pl.col("so_far").cast(pl.Int64).alias(moment))
        )
        joined = joined.join(before, on=["_row", "scope"], how="left")
    return joined.select("_row", "scope", "n", *moments)
