"""Answers and stance -> the answers that ask whether it is so or for a source, as their authors put it."""

from __future__ import annotations

import polars as pl

from threadscope.findings.rows import quoted

__all__ = ["checking", "first_askers"]

#: "Do you have a source for this", "is that confirmed": the one form of question that is seldom a retort.
_RULE = "asks_whether_so"
#: "Is that true, or is it said to cover up …?" answers itself.
_INSINUATES = r"(?i),? or (?:is|are|was|were|do|does|did|have|has|just) "
#: People named in the finding on questions.
_PEOPLE = 3
_PERSON = ("thread_id", "author_id")


def checking(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, hostility: pl.DataFrame
) -> pl.DataFrame:
    """Return one row an answer that asks so, and holds no hostile words, oldest first.

    Returns
    -------
    polars.DataFrame
        The columns of ``answers``, ``span`` (the question), ``key`` (its letters, for telling one question from
        the same again), and who asks whom (``post_who``, ``parent_who`` …, see ``rows.quoted``). Who asks the same
        words twice has one row.
    """
    asked = stance.filter(
        (pl.col("toward_parent") == "ask") & (pl.col("rule") == _RULE) & pl.col("span").is_not_null()
    ).select("post_id", "span", confidence="parent_confidence")
    key = pl.col("span").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    found = (
        answers.join(asked, on="post_id")
        .filter(~pl.col("span").str.contains(_INSINUATES))
        .join(hostility, on="post_id", how="anti")
        .with_columns(key=key, span=pl.col("span").str.replace(r"^[\s\-–—~*•.,]+", ""))
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .unique([*_PERSON, "key"], keep="first", maintain_order=True)
    )
    return quoted(quoted(found, posts, "post_id", "post"), posts, "target_id", "parent")


def first_askers(asked: pl.DataFrame) -> pl.DataFrame:
    """Return the first question of each of the first three people of a thread; those with words of their own first."""
    firsts = asked.unique(_PERSON, keep="first", maintain_order=True).with_columns(
        same=pl.int_range(pl.len()).over("thread_id", "key") > 0,
        short=pl.col("key").str.count_matches(" ") == 0,
    )
    return (
        firsts.sort("thread_id", "same", "short", maintain_order=True)
        .group_by("thread_id", maintain_order=True)
        .head(_PEOPLE)
    )
