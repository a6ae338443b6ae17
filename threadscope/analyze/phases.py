"""Posts, turning points, changes of pace and heads -> the stretches into which the story of each thread falls."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.phase_starts import phase_starts

__all__ = ["phases"]

#: Fewer posts with times have no parts worth naming.
_LEAST_POSTS: Final = 25
_PHASE: Final = ("thread_id", "phase")
#: With so many answers a post without words stands for a phase as well.
_MANY: Final = 3
_NO_WORDS: Final = r"https?://\S+|[@＠]\w+"
#: Which turning point stands for a phase that did not begin with one: kind -> place.
_TELLS_MOST: Final = {
    kind: place
    for place, kind in enumerate(
        (
            *("first_post", "goes_big", "first_denial", "denial", "first_distinction", "most_answered"),
            *("note_shown", "note_written", "enters", "answers_back", "second_burst", "peak"),
        )
    )
}


def _speaks(text: pl.Expr) -> pl.Expr:
    """Whether a text holds more than addresses and mentions."""
    return text.fill_null("").str.replace_all(_NO_WORDS, " ").str.contains(r"[\p{L}\p{N}]")


def _placed(timed: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    """Posts with the phase that each is in: the last one that began with or before it."""
    began = starts.select("thread_id", "place", phase=pl.int_range(1, pl.len() + 1).over("thread_id"))
    return timed.join(began, on=["thread_id", "place"], how="left").with_columns(
        pl.col("phase").forward_fill().over("thread_id")
    )


def _key_posts(placed: pl.DataFrame, starts: pl.DataFrame, turning_points: pl.DataFrame) -> pl.DataFrame:
    """The post that stands for each phase: what it begins with, else the turn in it that tells most, else the most answered.

    A picture or link that hardly anybody answered tells nothing: a post with words stands before it. Of posts that
    drew equally many answers the one with more likes counts, then the first.
    """
    begun = starts.with_columns(phase=pl.int_range(1, pl.len() + 1).over("thread_id"))
    turns = turning_points.with_columns(
        tells=pl.col("kind").replace_strict(_TELLS_MOST, default=len(_TELLS_MOST), return_dtype=pl.Int64)
    )
    own_turn = (
        placed.select(*_PHASE, "post_id")
        .join(turns.select("post_id", "kind", "tells", "n_answers", "at"), on="post_id")
        .filter(~pl.col("kind").str.starts_with("note"))
        .sort(*_PHASE, "tells", "at", "post_id")
        .unique(_PHASE, keep="first", maintain_order=True)
        .select(*_PHASE, turn_id="post_id", turn_kind="kind")
    )
    answered = (
        placed.with_columns(tells=pl.col("speaks") | (pl.col("n_answers") >= _MANY))
        .sort(
            *_PHASE,
            "tells",
            "n_answers",
            "likes",
            "place",
            descending=[False, False, True, True, True, False],
        )
        .unique(_PHASE, keep="first", maintain_order=True)
        .select(*_PHASE, answered_id="post_id")
    )
    return (
        begun.select(*_PHASE, "begins_with", "turn_post_id", "kind")
        .join(own_turn, on=_PHASE, how="left")
        .join(answered, on=_PHASE, how="left")
        .select(
            *_PHASE,
            "begins_with",
            key_post_id=pl.coalesce("turn_post_id", "turn_id", "answered_id"),
            key_kind=pl.coalesce(
                pl.when(pl.col("turn_post_id").is_not_null()).then("kind"),
                "turn_kind",
                pl.lit("most_answered"),
            ),
        )
    )


def _around(placed: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Posts of the thread in the hour before each phase, and in its first hour."""
    hour = pl.duration(hours=1)
    near = placed.select("thread_id", at="created_at").join(sizes, on="thread_id")
    return (
        near.filter(pl.col("at").is_between(pl.col("started_at") - hour, pl.col("started_at") + hour))
        .group_by(_PHASE)
        .agg(
            n_before_h=(pl.col("at") < pl.col("started_at").first()).sum().cast(pl.Int64),
            n_first_h=pl.col("at")
            .is_between(pl.col("started_at").first(), pl.col("started_at").first() + hour, closed="left")
            .sum()
            .cast(pl.Int64),
        )
        .with_columns(n_before_h=pl.when(pl.col("phase") > 1).then("n_before_h"))
    )


def _entered(firsts: pl.DataFrame, turning_points: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """People with a turning point, by the phase in which they first write."""
    turns = turning_points.filter(~pl.col("kind").str.starts_with("note")).select("post_id")
    known = posts.join(turns, on="post_id", how="semi").select("thread_id", "author_id").unique()
    return (
        firsts.join(known, on=["thread_id", "author_id"], how="semi")
        .sort("thread_id", "place")
        .group_by(_PHASE, maintain_order=True)
        .agg(entered_ids="author_id")
    )


def _under(placed: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The head under which most posts of each phase stand; of equal ones the older."""
    return (
        placed.join(heads.select("post_id", "head_id", "head_rank").drop_nulls(), on="post_id")
        .group_by(*_PHASE, "head_id", "head_rank")
        .agg(n_under=pl.len().cast(pl.Int64))
        .sort(*_PHASE, "n_under", "head_rank", descending=[False, False, True, False])
        .unique(_PHASE, keep="first", maintain_order=True)
        .select(*_PHASE, "n_under", under_id="head_id")
    )


def phases(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    turning_points: pl.DataFrame,
    change_points: pl.DataFrame,
    heads: pl.DataFrame,
) -> pl.DataFrame:
    """One row a phase, one to seven a thread, in threads of at least 25 posts with times.

    A phase begins with a turning point that is a head, or after which 90 minutes bring at least 1.5 times the
    posts of the 90 minutes before, or at a change of pace; ``phase_starts`` says how they are chosen. Where
    nothing of the kind happens the thread is one phase.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    turning_points, change_points, heads
        Of the same threads.

    Returns
    -------
    polars.DataFrame
        Table ``phases``, by thread and phase. Each post with a time is in exactly one.
    """
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len().cast(pl.Int64))
    timed = (
        posts.select(
            "thread_id",
            "post_id",
            "author_id",
            "created_at",
            speaks=_speaks(pl.col("text")),
            likes=pl.col("like_count").fill_null(0),
        )
        .drop_nulls(["thread_id", "created_at"])
        .filter(pl.len().over("thread_id") >= _LEAST_POSTS)
        .join(drawn, on="post_id", how="left")
        .sort("thread_id", "created_at", "post_id")
        .with_columns(
            pl.col("n_answers").fill_null(0), place=pl.int_range(pl.len()).over("thread_id").cast(pl.Int64)
        )
    )
    if timed.is_empty():
        return schema.empty("phases")
    starts = phase_starts(timed, turning_points, change_points, heads)
    placed = _placed(timed, starts)
    firsts = placed.unique(["thread_id", "author_id"], keep="first", maintain_order=True)
    sizes = placed.group_by(_PHASE).agg(
        started_at=pl.col("created_at").first(),
        ended_at=pl.col("created_at").last(),
        n_posts=pl.len().cast(pl.Int64),
        n_people=pl.col("author_id").n_unique().cast(pl.Int64),
    )
    new = firsts.group_by(_PHASE).agg(n_new_people=pl.len().cast(pl.Int64))
    told = sizes.with_columns(share=pl.col("n_posts") / pl.col("n_posts").sum().over("thread_id"))
    for part in (
        _key_posts(placed, starts, turning_points),
        new,
        _entered(firsts, turning_points, posts),
        _around(placed, sizes.select(*_PHASE, "started_at")),
        _under(placed, heads),
    ):
        told = told.join(part, on=_PHASE, how="left")
    told = told.with_columns(
        pl.col("n_new_people").fill_null(0),
        pl.col("entered_ids").fill_null(pl.lit([], schema.IDS)),
        under_share=pl.col("n_under") / pl.col("n_posts"),
    )
    return schema.conform(told.sort(_PHASE), "phases")
