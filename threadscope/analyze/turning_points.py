"""Posts, answers, stance, notes and bursts -> the moments after which a thread was another, at most ten."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["turning_points"]

#: kind -> its place when there are too many.
_RANK: Final = {
    "first_post": 0,
    "first_denial": 1,
    "denial": 1,
    "goes_big": 2,
    "note_shown": 3,
    "note_written": 4,
    "most_answered": 5,
    "second_burst": 6,
    "enters": 7,
    "answers_back": 8,
}
_MOST: Final = 10
#: A post that turns a thread has words and drew at least so many answers; only the root may have drawn fewer.
_LEAST_ANSWERS: Final = 2
#: A reply is big when it drew at least so many answers, and so large a share of all.
_BIG_LEAST, _BIG_SHARE = 10, 0.2
#: Worth a line of its own as the most answered reply.
_MOST_ANSWERED_LEAST: Final = 3
#: A main person drew at least so many answers, and so large a share of all posts.
_MAIN_LEAST, _MAIN_SHARE = 5, 0.02
#: A second burst holds at least so many posts, and so large a share of all.
_BURST_LEAST, _BURST_SHARE = 5, 0.1
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
    if "detail" not in frame.columns:
        frame = frame.with_columns(detail=pl.lit(None, pl.String))
    columns = ("thread_id", "at", "post_id", "target_id", "n_answers", "detail")
    return frame.select(*columns, kind=pl.lit(kind))


def _first(frame: pl.DataFrame) -> pl.DataFrame:
    """The first row of each thread in the order given."""
    return frame.unique("thread_id", keep="first", maintain_order=True)


def _big(replies: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The most answered reply of each thread, marked where it is a big one."""
    total = answers.group_by("thread_id").agg(total=pl.len())
    top = _first(
        replies.sort("thread_id", "n_answers", "at", "post_id", descending=[False, True, False, False])
    )
    enough = pl.max_horizontal(pl.lit(_BIG_LEAST), _BIG_SHARE * pl.col("total"))
    return top.join(total, on="thread_id").with_columns(big=pl.col("n_answers") >= enough)


def _denials(stance: pl.DataFrame, candidates: pl.DataFrame, top: pl.DataFrame) -> pl.DataFrame:
    """The denial of each thread that drew the most answers; ``is_first`` where nobody denied before.

    Outright denials of the claim count, and those of the big reply that repeats it to more people.
    """
    denials = stance.filter((pl.col("toward_parent") == "disagree") & pl.col("span").is_not_null()).select(
        "post_id", "toward_claim", detail="span"
    )
    big = top.filter("big").select(target_id="post_id", of_big=pl.lit(value=True))
    told = candidates.join(denials, on="post_id").join(big, on="target_id", how="left")
    meant = told.filter((pl.col("toward_claim") == "deny") | pl.col("of_big").fill_null(value=False))
    dated = meant.sort("thread_id", "at", "post_id").with_columns(
        is_first=pl.int_range(pl.len()).over("thread_id") == 0
    )
    answered = dated.filter(pl.col("n_answers") >= _LEAST_ANSWERS)
    return _first(
        answered.sort("thread_id", "n_answers", "at", "post_id", descending=[False, True, False, False])
    )


def _main_people(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    sizes = posts.group_by("thread_id").agg(n_posts=pl.len())
    enough = pl.max_horizontal(pl.lit(_MAIN_LEAST), _MAIN_SHARE * pl.col("n_posts"))
    return (
        answers.group_by("thread_id", author_id="target_author_id")
        .agg(drawn=pl.len())
        .join(sizes, on="thread_id")
        .filter(pl.col("drawn") >= enough)
        .select("thread_id", "author_id", "drawn")
    )


def _entries(posts: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame) -> pl.DataFrame:
    """First posts of main people: a later post of theirs enters nobody."""
    dated = posts.drop_nulls(["thread_id", "created_at"]).sort("thread_id", "created_at", "post_id")
    firsts = dated.unique(["thread_id", "author_id"], keep="first", maintain_order=True).select("post_id")
    entering = candidates.join(firsts, on="post_id", how="semi").filter(pl.col("n_answers") >= _LEAST_ANSWERS)
    return entering.join(main, on=["thread_id", "author_id"])


def _answers_back(answers: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame) -> pl.DataFrame:
    """First post of each pair of main people that answers somebody who had answered its author before."""
    pairs = answers.drop_nulls(["target_author_id", "created_at"]).select(
        "thread_id", "post_id", a="author_id", b="target_author_id", when="created_at"
    )
    firsts = pairs.group_by("thread_id", "a", "b").agg(pl.col("when").min())
    reverse = firsts.select("thread_id", a="b", b="a", before="when")
    main_a = main.select("thread_id", a="author_id", drawn="drawn")
    main_b = main.select("thread_id", b="author_id")
    back = (
        pairs.join(reverse, on=["thread_id", "a", "b"])
        .filter(pl.col("before") < pl.col("when"))
        .join(main_a, on=["thread_id", "a"])
        .join(main_b, on=["thread_id", "b"], how="semi")
        .with_columns(pair=pl.concat_list(pl.min_horizontal("a", "b"), pl.max_horizontal("a", "b")))
    )
    told = candidates.filter(pl.col("n_answers") >= _LEAST_ANSWERS)
    found = told.join(back.select("post_id", "pair", "drawn"), on="post_id")
    return found.sort("thread_id", "at", "post_id").unique(
        ["thread_id", "pair"], keep="first", maintain_order=True
    )


def _second_bursts(bursts: pl.DataFrame, posts: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """The first told post of the second burst, with the burst's length and posts as detail."""
    sizes = posts.group_by("thread_id").agg(n_posts=pl.len())
    lowest = bursts.filter(pl.col("level") == 1).sort("thread_id", "started_at")
    place = pl.int_range(pl.len()).over("thread_id")
    enough = pl.max_horizontal(pl.lit(_BURST_LEAST), _BURST_SHARE * pl.col("size"))
    second = (
        lowest.with_columns(place=place)
        .filter(pl.col("place") == 1)
        .rename({"n_posts": "n_burst"})
        .join(sizes.rename({"n_posts": "size"}), on="thread_id")
        .filter(pl.col("n_burst") >= enough)
    )
    inside = candidates.filter(pl.col("n_answers") >= _LEAST_ANSWERS).join(second, on="thread_id")
    return _first(inside.filter(pl.col("at").is_between("started_at", "ended_at")))


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
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    note_timeline: pl.DataFrame,
    bursts: pl.DataFrame,
) -> pl.DataFrame:
    """One row a turning point; a post is told once, as the strongest of what it is, and once for its notes.

    A turning post has words and at least two archived answers by others, the root excepted. Of the outright
    denials of the claim, or of the big reply, the one that drew the most answers is told; it is called the first
    only where nobody denied before. Of the notes on a post the moment is told from which one was shown, if it is
    known; else when the one was written that a capture delivered.

    Returns
    -------
    polars.DataFrame
        Table ``turning_points``, sorted by thread, time and post; at most ten a thread.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    candidates = _candidates(placed, answers)
    is_root = pl.col("post_id") == pl.col("thread_id")
    replies = candidates.filter(~is_root)
    top = _big(replies, answers)
    main = _main_people(placed, answers)
    denials = _denials(stance, candidates, top)
    found = [
        _with_kind(candidates.filter(is_root), "first_post"),
        _with_kind(denials.filter("is_first"), "first_denial"),
        _with_kind(denials.filter(~pl.col("is_first")), "denial"),
        _with_kind(top.filter("big"), "goes_big"),
        _with_kind(_on_posts(_shown_notes(note_timeline), placed, answers), "note_shown"),
        _with_kind(_on_posts(_notes(note_states), placed, answers), "note_written"),
        _with_kind(top.filter(pl.col("n_answers") >= _MOST_ANSWERED_LEAST), "most_answered"),
        _with_kind(_second_bursts(bursts, placed, candidates), "second_burst"),
        _with_kind(_entries(placed, candidates.filter(~is_root), main), "enters"),
        _with_kind(_answers_back(answers, candidates, main), "answers_back"),
    ]
    ranked = pl.concat(found).with_columns(
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
