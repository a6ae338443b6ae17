"""Posts, answers, what posts say, notes and bursts -> the moments after which a thread was another, at most ten."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.turning.crowd import peaks, second_bursts
from threadscope.analyze.turning.people import answers_back, entries, main_people
from threadscope.analyze.turning.words import (
    answered_by_many,
    big_repeats,
    denials,
    distinctions,
    most_answered_replies,
)
from threadscope.settings import Settings

__all__ = ["turning_points"]

#: kind -> its place when there are too many.
_RANK: Final = {
    "first_post": 0,
    "first_denial": 1,
    "denial": 1,
    "goes_big": 2,
    "first_distinction": 3,
    "note_shown": 4,
    "note_written": 5,
    "most_answered": 6,
    "second_burst": 7,
    "peak": 8,
    "enters": 9,
    "answers_back": 10,
}
_MOST: Final = 10
_NOTED: Final = ("shown_at_capture", "proposed_at_capture", "pivot_ambiguous")
_SHOWN: Final = ("shown", "shown_then_removed")
#: Addresses and mentions are no words.
_NO_WORDS: Final = r"https?://\S+|[@＠]\w+"


def _candidates(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Posts in threads with a time and words, and how many answers each drew."""
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len().cast(pl.Int64))
    words = pl.col("text").str.replace_all(_NO_WORDS, "").str.contains(r"\p{L}")
    return (
        posts.filter(
            pl.col("thread_id").is_not_null()
            & pl.col("created_at").is_not_null()
            & words.fill_null(value=False)
        )
        .select("thread_id", "post_id", "author_id", at="created_at", target_id="parent_id")
        .join(drawn, on="post_id", how="left")
        .with_columns(pl.col("n_answers").fill_null(0))
        .sort("thread_id", "at", "post_id")
    )


def _with_kind(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    columns = ("thread_id", "at", "post_id", "target_id", "n_answers")
    detail = pl.col("detail") if "detail" in frame.columns else pl.lit(None, pl.String)
    return frame.select(*columns, detail=detail, kind=pl.lit(kind))


def _notes(note_states: pl.DataFrame) -> pl.DataFrame:
    """When the notes were written that captures delivered."""
    noted = note_states.filter(pl.col("state").is_in(_NOTED) & pl.col("written_at").is_not_null())
    return noted.select("thread_id", "post_id", at="written_at", detail="text")


def _shown_notes(note_timeline: pl.DataFrame) -> pl.DataFrame:
    """When the first note on each post was rated helpful, of those that are or were shown by the public files."""
    shown = note_timeline.filter(pl.col("state").is_in(_SHOWN) & pl.col("shown_from").is_not_null())
    firsts = shown.sort("post_id", "shown_from", "note_id").unique(
        "post_id", keep="first", maintain_order=True
    )
    return firsts.select("thread_id", "post_id", at="shown_from", detail="text")


def _on_posts(notes: pl.DataFrame, posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Moments of notes with the post that each is on."""
    if notes.is_empty():
        return notes
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len().cast(pl.Int64))
    return (
        notes.join(posts.select("post_id", target_id="parent_id"), on="post_id")
        .join(drawn, on="post_id", how="left")
        .with_columns(pl.col("n_answers").fill_null(0))
        .sort("thread_id", "at", "post_id")
    )


def turning_points(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    claims: pl.DataFrame,
    stance: pl.DataFrame,
    acts: pl.DataFrame,
    note_states: pl.DataFrame,
    note_timeline: pl.DataFrame,
    bursts: pl.DataFrame,
    rate: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """One row a turning point; a post is told once, as the strongest of what it is, and once for its notes.

    A turning post has words and at least two archived answers by others, the root excepted, and a distinction that
    many like. Of the outright denials of the claim, of a post that says it again or of the big reply, the one that
    drew the most answers is told; it is called the first only where nobody denied before. The claim goes big with
    the post that says it again to a far larger audience. The peak is the fullest bin of time, where it is fuller
    than the same gaps give in another order (p at most .01). Of the notes on a post the moment is told from which
    one was shown, if it is known; else when the one was written that a capture delivered.

    Returns
    -------
    polars.DataFrame
        Table ``turning_points``, sorted by thread, time and post; at most ten a thread.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    candidates = _candidates(placed, answers)
    is_root = pl.col("post_id") == pl.col("thread_id")
    replies = candidates.filter(~is_root)
    top = most_answered_replies(replies, answers)
    main = main_people(placed, answers)
    denied = denials(stance, claims, candidates, top)
    who = ("thread_id", "author_id")
    claimants = pl.concat([claims.select(who), candidates.filter(is_root).select(who)]).drop_nulls()
    found = {
        "first_post": candidates.filter(is_root),
        "first_denial": denied.filter("is_first"),
        "denial": denied.filter(~pl.col("is_first")),
        "goes_big": big_repeats(claims, replies),
        "first_distinction": distinctions(acts, stance, claims, placed, replies),
        "note_shown": _on_posts(_shown_notes(note_timeline), placed, answers),
        "note_written": _on_posts(_notes(note_states), placed, answers),
        "most_answered": answered_by_many(top, answers),
        "second_burst": second_bursts(bursts, placed, candidates),
        "peak": peaks(rate, placed, candidates, settings.seed),
        "enters": entries(placed, replies, main),
        "answers_back": answers_back(answers, candidates, main, claimants),
    }
    some = [_with_kind(frame, kind) for kind, frame in found.items() if frame.height]
    if not some:
        return schema.empty("turning_points")
    ranked = pl.concat(some).with_columns(
        rank=pl.col("kind").replace_strict(_RANK, return_dtype=pl.Int8),
        is_note=pl.col("kind").str.starts_with("note"),
    )
    kept = (
        ranked.sort(
            "thread_id", "rank", "n_answers", "at", "post_id", descending=[False, False, True, False, False]
        )
        .unique(["post_id", "is_note"], keep="first", maintain_order=True)
        .group_by("thread_id", maintain_order=True)
        .head(_MOST)
    )
    return schema.conform(kept.sort("thread_id", "at", "post_id", "kind"), "turning_points")
