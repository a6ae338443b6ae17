"""Posts and answers -> the posts with which the main people of a thread enter, and with which they answer back."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["LEAST_ANSWERS", "answers_back", "entries", "main_people"]

#: A post that turns a thread has words and drew at least so many answers; only the root may have drawn fewer.
LEAST_ANSWERS: Final = 2
#: … and an answer between two people counts for the others when so many of them answered it.
LEAST_PEOPLE: Final = 2
#: A main person drew at least so many answers, and so large a share of all posts.
_MAIN_LEAST, _MAIN_SHARE = 5, 0.02


def main_people(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """People who drew five answers and 2 % of the posts, with how many (``drawn``)."""
    sizes = posts.group_by("thread_id").agg(n_posts=pl.len())
    enough = pl.max_horizontal(pl.lit(_MAIN_LEAST), _MAIN_SHARE * pl.col("n_posts"))
    return (
        answers.group_by("thread_id", author_id="target_author_id")
        .agg(drawn=pl.len())
        .join(sizes, on="thread_id")
        .filter(pl.col("drawn") >= enough)
        .select("thread_id", "author_id", "drawn")
    )


def entries(posts: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame) -> pl.DataFrame:
    """First posts of main people: a later post of theirs enters nobody."""
    if main.is_empty():
        return candidates.clear()
    dated = posts.drop_nulls(["thread_id", "created_at"]).sort("thread_id", "created_at", "post_id")
    firsts = dated.unique(["thread_id", "author_id"], keep="first", maintain_order=True).select("post_id")
    entering = candidates.join(firsts, on="post_id", how="semi").filter(pl.col("n_answers") >= LEAST_ANSWERS)
    return entering.join(main, on=["thread_id", "author_id"])


def answers_back(
    answers: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame, claimants: pl.DataFrame
) -> pl.DataFrame:
    """First post of each pair of main people that answers somebody who had answered its author before.

    Two people who go on talking turn nothing: the post drew answers by two people, or one of the pair opened the
    thread or says what is in dispute (``claimants``: ``thread_id``, ``author_id``).
    """
    if main.is_empty():
        return candidates.clear()
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
    told = candidates.filter(pl.col("n_answers") >= LEAST_ANSWERS)
    drew = answers.group_by(post_id="target_id").agg(n_people=pl.col("author_id").n_unique())
    claims = claimants.select("thread_id", pair="author_id", claims=pl.lit(value=True)).unique()
    heard = told.join(drew.filter(pl.col("n_people") >= LEAST_PEOPLE), on="post_id", how="semi").select(
        "post_id"
    )
    by_claimant = (
        back.select("thread_id", "post_id", "pair")
        .explode("pair")
        .join(claims, on=["thread_id", "pair"])
        .select("post_id")
    )
    told = told.join(pl.concat([heard, by_claimant]), on="post_id", how="semi")
    found = told.join(back.select("post_id", "pair", "drawn"), on="post_id")
    return found.sort("thread_id", "at", "post_id").unique(
        ["thread_id", "pair"], keep="first", maintain_order=True
    )
