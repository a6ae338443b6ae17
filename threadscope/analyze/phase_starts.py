"""Posts, turning points, changes of pace and heads -> where the phases of each thread begin."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["phase_starts"]

#: After a turning point so many minutes must bring so many times the posts of as many minutes before it. In a
#: thread that is younger the time since its first post is what both sides get: else every early turn were a surge.
_AROUND: Final = pl.duration(minutes=90)
_MORE: Final = 1.5
#: … and at least so many; one post after none is no surge.
_LEAST_AFTER: Final = 5
#: Two phases begin at least this share of the thread's time and of its posts apart, and so many posts.
_APART_SHARE, _APART_POSTS = 0.02, 5
#: The time of a thread is that of so many of its posts: one late straggler would stretch it over days.
_MOST_OF: Final = 0.9
_MOST_PHASES: Final = 7
#: What is kept where two are too close: begins_with -> place.
_STRONGER: Final = {"opening": 0, "head": 1, "surge": 2, "pace": 3}


def _candidates(
    timed: pl.DataFrame, turning_points: pl.DataFrame, change_points: pl.DataFrame, heads: pl.DataFrame
) -> pl.DataFrame:
    """One row a place where a phase may begin, with the turning point that is told there."""
    is_note = pl.col("kind").str.starts_with("note")
    turns = turning_points.select("thread_id", "at", "kind", turn_post_id="post_id", note=is_note).drop_nulls(
        "at"
    )
    where = timed.select("thread_id", "place", "created_at", turn_post_id="post_id")
    own = turns.filter(~pl.col("note")).join(where, on=["thread_id", "turn_post_id"])
    # a note turns the thread when it was written or shown: the phase begins with the next post
    later = turns.filter("note").sort("at").join_asof(
        where.drop("turn_post_id").sort("created_at", "place"), left_on="at", right_on="created_at", by="thread_id",
        strategy="forward", check_sortedness=False,
    ).drop_nulls("place")  # fmt: skip
    columns = ("thread_id", "place", "at", "kind", "turn_post_id", "begins_with")
    is_head = pl.col("turn_post_id").is_in(heads["head_id"].drop_nulls().unique().implode()) & ~pl.col("note")
    told = pl.concat([own, later], how="diagonal").with_columns(
        begins_with=pl.when(is_head).then(pl.lit("head")).otherwise(pl.lit("surge"))
    )
    paces = change_points.select("thread_id", "at", post_id="post_id").join(
        timed.select("post_id", "place"), on="post_id"
    )
    openings = timed.filter(pl.col("place") == 0)
    # the first post of a thread is its opening, whatever else it is
    opened = openings.select("thread_id", "place", at="created_at", turn_post_id="post_id").join(
        turns.filter(~pl.col("note")).select("turn_post_id", "kind"), on="turn_post_id", how="left"
    )
    opened = opened.with_columns(turn_post_id=pl.when(pl.col("kind").is_not_null()).then("turn_post_id"))
    return pl.concat(
        [
            opened.with_columns(begins_with=pl.lit("opening")).select(columns),
            told.filter(pl.col("place") > 0).select(columns),
            paces.filter(pl.col("place") > 0).with_columns(
                begins_with=pl.lit("pace"),
                kind=pl.lit(None, pl.String),
                turn_post_id=pl.lit(None, pl.String),
            ).select(columns),
        ]
    )  # fmt: skip


def _counted(candidates: pl.DataFrame, timed: pl.DataFrame) -> pl.DataFrame:
    """Add the posts in the time before and after each candidate, and how far that exceeds chance."""
    ends = timed.select("thread_id", edge="created_at", until=pl.col("place") + 1).sort("edge", "until")
    opened = timed.group_by("thread_id").agg(opened=pl.col("created_at").first())
    asked = candidates.join(opened, on="thread_id").with_columns(
        around=pl.min_horizontal(pl.col("at") - pl.col("opened"), _AROUND)
    )

    def up_to(frame: pl.DataFrame, moment: pl.Expr, name: str) -> pl.DataFrame:
        """Count the thread's posts up to a moment, itself included."""
        asked = frame.with_columns(edge=moment.cast(schema.TIME)).sort("edge")
        told = asked.join_asof(ends, on="edge", by="thread_id", strategy="backward", check_sortedness=False)
        return told.with_columns(pl.col("until").fill_null(0).alias(name)).drop("until", "edge")

    before_it = pl.duration(milliseconds=1)
    told = up_to(asked, pl.col("at") - before_it, "by_then")
    told = up_to(told, pl.col("at") - pl.col("around") - before_it, "by_earlier")
    told = up_to(told, pl.col("at") + pl.col("around") - before_it, "by_later")
    after, before = pl.col("by_later") - pl.col("by_then"), pl.col("by_then") - pl.col("by_earlier")
    strength = (after - before).abs() / pl.max_horizontal(after + before, 1).sqrt()
    return told.with_columns(after=after, before=before, strength=strength)


def _chosen(candidates: pl.DataFrame, timed: pl.DataFrame) -> pl.DataFrame:
    """Take the strongest first, and each next one that is far enough from those taken.

    The candidates are few, ten turning points and the changes of pace, so all threads go through the same few
    rounds: in each the strongest candidate left of each thread is taken, and what is too close to it leaves.
    """
    bounds = timed.group_by("thread_id").agg(
        span=pl.col("created_at").quantile(_MOST_OF, interpolation="lower").first()
        - pl.col("created_at").first(),
        n_posts=pl.len().cast(pl.Int64),
    )
    left = (
        candidates.join(bounds, on="thread_id")
        .with_columns(rank=pl.col("begins_with").replace_strict(_STRONGER, return_dtype=pl.Int8))
        .with_columns(apart=pl.max_horizontal(_APART_POSTS, _APART_SHARE * pl.col("n_posts")))
        .filter((pl.col("place") == 0) | (pl.col("n_posts") - pl.col("place") >= pl.col("apart")))
        .sort("thread_id", "rank", "strength", "place", "kind", descending=[False, False, True, False, False])
    )
    taken = []
    for _ in range(_MOST_PHASES):
        strongest = left.unique("thread_id", keep="first", maintain_order=True)
        taken.append(strongest)
        near = strongest.select("thread_id", near_at="at", near_place="place")
        far_in_time = (pl.col("at") - pl.col("near_at")).abs() >= _APART_SHARE * pl.col("span")
        far_in_posts = (pl.col("place") - pl.col("near_place")).abs() >= pl.col("apart")
        left = (
            left.join(near, on="thread_id", maintain_order="left")
            .filter(far_in_time & far_in_posts)
            .drop("near_at", "near_place")
        )
    return pl.concat(taken)


def phase_starts(
    timed: pl.DataFrame, turning_points: pl.DataFrame, change_points: pl.DataFrame, heads: pl.DataFrame
) -> pl.DataFrame:
    """Return where phases begin: with the first post, at most six times more.

    A phase begins with a turning point that is a head, or after which 90 minutes bring at least 1.5 times the
    posts of the 90 minutes before and at least five, or at a change of pace. Beginnings closer than 2 % of the
    time of nine tenths of the posts, or with fewer than five posts (and 2 % of them) between, join: the opening stays, then heads,
    then surges, then changes of pace, of equal ones the one with the largest change of pace around it.

    Parameters
    ----------
    timed
        ``thread_id``, ``post_id``, ``created_at`` and ``place`` (0 for the first), sorted by thread and place.
    turning_points, change_points, heads
        Of the same threads; others are left out.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``place`` of the first post, ``begins_with``, ``turn_post_id`` and ``kind`` of the turning
        point that it begins with (null where none is told there); by thread and place.
    """
    counted = _counted(_candidates(timed, turning_points, change_points, heads), timed)
    surges = (pl.col("after") >= _LEAST_AFTER) & (pl.col("after") >= _MORE * pl.col("before"))
    begins = counted.filter((pl.col("begins_with") != "surge") | surges)
    return _chosen(begins, timed).sort("thread_id", "place").select(
        "thread_id", "place", "begins_with", "turn_post_id", "kind"
    )  # fmt: skip
