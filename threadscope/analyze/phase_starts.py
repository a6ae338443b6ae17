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
#: No phase runs across a break: a wait of this share of the thread's time, or of so many hours, with as many posts
#: after it as a phase has. It is a break only where posts around come so many times faster, and not within minutes.
#: What stands before the first break is the opening, and may be one post: an hour-long silence is no part of a crowd.
_BREAK_SHARE, _BREAK_MS, _BREAK_LEAST_MS, _BREAK_TIMES = 0.2, 6 * 3_600_000, 15 * 60_000, 3
#: A phase starts where the wait is no shorter than the median of so many waits around it, on each side …
_WAITS_AROUND: Final = 10
#: … or is moved by fewer than ``_APART_POSTS`` posts to a wait so many times as long as the median, or does not start.
_MOVED_TO_TIMES: Final = 2


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


def _waits(timed: pl.DataFrame) -> pl.DataFrame:
    """Each post with the wait before it, the median wait around, and whether that wait is a break."""
    wait = pl.col("created_at").diff().over("thread_id").dt.total_milliseconds()
    window = 2 * _WAITS_AROUND + 1
    waits = timed.select(
        "thread_id",
        "place",
        "created_at",
        wait=wait,
        n_posts=pl.len().over("thread_id"),
        span=_span().over("thread_id").dt.total_milliseconds(),
        same_second=(pl.col("created_at").dt.truncate("1s").diff().over("thread_id") == pl.duration())
    ).with_columns(
        median=pl.col("wait").rolling_median(window, center=True, min_samples=1).over("thread_id"),
        after=pl.col("n_posts") - pl.col("place"),
    )  # fmt: skip
    long = (pl.col("wait") >= _BREAK_MS) | (pl.col("wait") > _BREAK_SHARE * pl.col("span"))
    stands_out = pl.col("wait") >= pl.max_horizontal(_BREAK_LEAST_MS, _BREAK_TIMES * pl.col("median"))
    inside = (pl.col("place") > 0) & (pl.col("after") >= _APART_POSTS)
    return waits.with_columns(is_break=(long & stands_out & inside).fill_null(value=False)).drop(
        "n_posts", "after"
    )


def _span() -> pl.Expr:
    at = pl.col("created_at")
    return at.quantile(_MOST_OF, interpolation="lower").first() - at.first()


def _moved(candidates: pl.DataFrame, waits: pl.DataFrame) -> pl.DataFrame:
    """Move each start that lies in mid-flow, or just after a break, to where posts paused; drop those without a pause.

    A start that is told with a turning point moves to an earlier post only, so that it keeps its post, and one after
    a note stays or goes: before the note nothing began with it.
    """
    steps = pl.DataFrame({"step": list(range(1 - _APART_POSTS, _APART_POSTS))}, schema={"step": pl.Int64})
    here = waits.select("thread_id", "place", "median", own="wait")
    step, note = pl.col("step"), pl.col("kind").str.starts_with("note").fill_null(value=False)
    may = (step == 0) | (~note & (step < 0)) | (pl.col("begins_with") == "pace")
    reached = (
        candidates.join(here, on=["thread_id", "place"])
        .with_row_index("nth")
        .join(steps, how="cross")
        .filter(may & ((pl.col("begins_with") != "opening") | (step == 0)))
        .with_columns(place=pl.col("place") + step)
        .join(waits.drop("median"), on=["thread_id", "place"])
    )
    paused = (pl.col("wait") >= pl.col("median")) & (
        (step == 0) | (pl.col("wait") >= _MOVED_TO_TIMES * pl.col("median"))
    )
    paused = (paused & ~pl.col("same_second")).fill_null(value=False)
    fitting = reached.filter(
        (pl.col("begins_with") == "opening") | ((pl.col("place") > 0) & (paused | pl.col("is_break")))
    )
    best = fitting.sort("nth", ~pl.col("is_break"), step.abs(), "step").unique(
        "nth", keep="first", maintain_order=True
    )
    best = best.with_columns(at=pl.when(step == 0).then("at").otherwise("created_at"))
    breaks = waits.filter("is_break").select("thread_id", edge="place")
    follows = (pl.col("edge") - pl.col("place")).is_between(1, _APART_POSTS - 1)
    cut_off = best.filter(pl.col("begins_with") != "opening").join(breaks, on="thread_id").filter(follows)
    return best.join(cut_off.select("nth"), on="nth", how="anti")


def _chosen(candidates: pl.DataFrame, timed: pl.DataFrame) -> pl.DataFrame:
    """Take the strongest first, and each next one that is far enough from those taken.

    The candidates are few, ten turning points and the changes of pace, so all threads go through the same few
    rounds: in each the strongest candidate left of each thread is taken, and what is too close to it leaves.
    """
    bounds = timed.group_by("thread_id").agg(span=_span(), n_posts=pl.len().cast(pl.Int64))
    breaks = pl.col("is_break") & (pl.col("wait") > _BREAK_SHARE * pl.col("span").dt.total_milliseconds())
    left = (
        candidates.drop("span")
        .join(bounds, on="thread_id")
        .with_columns(rank=pl.col("begins_with").replace_strict(_STRONGER, return_dtype=pl.Int8))
        .with_columns(apart=pl.max_horizontal(_APART_POSTS, _APART_SHARE * pl.col("n_posts")))
        .filter((pl.col("place") == 0) | (pl.col("n_posts") - pl.col("place") >= pl.col("apart")))
        .with_columns(long_break=pl.when(breaks & (pl.col("rank") > 0)).then("wait").otherwise(0))
        .sort(
            "thread_id", pl.col("rank") > 0, "long_break", "rank", "strength", "place", "kind",
            descending=[False, False, True, False, True, False, False],
        )
    )  # fmt: skip
    taken = []
    for _ in range(_MOST_PHASES):
        strongest = left.unique("thread_id", keep="first", maintain_order=True)
        taken.append(strongest)
        near = strongest.select("thread_id", near_at="at", near_place="place")
        after_opening = pl.col("is_break") & (pl.col("near_place") == 0)
        far_in_time = (pl.col("at") - pl.col("near_at")).abs() >= _APART_SHARE * pl.col("span")
        far_in_posts = (pl.col("place") - pl.col("near_place")).abs() >= pl.col("apart")
        left = (
            left.join(near, on="thread_id", maintain_order="left")
            .filter(far_in_time & (far_in_posts | after_opening))
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
    then surges, then changes of pace, of equal ones the one with the largest change of pace around it. No phase runs
    across a long break, so that the opening may be one post, and none starts in mid-flow: the start moves to a pause
    nearby, or is none.

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
    waits = _waits(timed)
    told = _candidates(timed, turning_points, change_points, heads)
    nothing = pl.lit(None, pl.String)
    breaks = waits.filter("is_break").select(
        "thread_id", "place", at="created_at", kind=nothing, turn_post_id=nothing, begins_with=pl.lit("pace")
    )
    counted = _counted(pl.concat([told, breaks], how="diagonal"), timed)
    surges = (pl.col("after") >= _LEAST_AFTER) & (pl.col("after") >= _MORE * pl.col("before"))
    begins = counted.filter((pl.col("begins_with") != "surge") | surges)
    return _chosen(_moved(begins, waits), timed).sort("thread_id", "place").select(
        "thread_id", "place", "begins_with", "turn_post_id", "kind"
    )  # fmt: skip
