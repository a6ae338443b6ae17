"""Posts, answers, exchanges and claims -> parts that show in who answers whom, whatever the words say."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from threadscope import schema
from threadscope.analyze.parts.rows import MOST, PERSON, cited, first_posts

__all__ = ["amplifiers", "duelists", "lookers_on", "originators", "targets", "undetermined"]

#: A duel: that many posts in which two people alternate (Laniado et al. 2011 look at such chains).
_DUEL: Final = 6
#: Whoever drew the most answers is the thread's target when these are at least so many, and so large a share.
_TARGET_LEAST, _TARGET_SHARE = 5, 0.1
#: … and when so many people wrote them: a run of posts by one person is an exchange.
_TARGET_PEOPLE: Final = 3
#: People who had not written before, below a quote or repetition that brings them.
_BROUGHT: Final = 5
#: A commentator wrote at least so many posts.
_COMMENTS: Final = 2


def originators(posts: pl.DataFrame) -> pl.DataFrame:
    """Return who wrote the root."""
    roots = cited(posts.filter(pl.col("post_id") == pl.col("thread_id")))
    return roots.with_columns(
        role=pl.lit("originator"), weight=1.0, confidence=1.0, rule=pl.lit("wrote_the_root")
    )


def duelists(exchanges: pl.DataFrame) -> pl.DataFrame:
    """Return who alternates with one other person over six posts; of several chains the longest counts."""
    duels = exchanges.filter(pl.col("duel_length") >= _DUEL).with_columns(
        begins=pl.col("duel_posts").list.first()
    )
    sides = pl.concat([duels.with_columns(author_id=side) for side in ("a_id", "b_id")])
    longest = sides.sort(
        "duel_length", "first_at", "begins", descending=[True, False, False], nulls_last=True
    )
    return longest.unique(PERSON, keep="first", maintain_order=True).select(
        *PERSON,
        evidence=pl.col("duel_posts").list.head(MOST),
        n_evidence=pl.col("duel_posts").list.len().cast(pl.Int64),
        role=pl.lit("duelist"),
        weight=(pl.col("duel_length") / (2 * _DUEL)).clip(0, 1),
        confidence=1.0,
        rule=pl.lit("alternating_posts"),
    )


def targets(answers: pl.DataFrame) -> pl.DataFrame:
    """Return the one person who drew more answers than anybody else, from at least three people."""
    drawn = (
        answers.drop_nulls("target_author_id")
        .group_by("thread_id", author_id="target_author_id")
        .agg(pl.len(), people=pl.col("author_id").n_unique())
    )
    share = pl.col("len") / pl.col("len").sum().over("thread_id")
    most = drawn.with_columns(weight=share).filter(
        pl.col("len") == pl.col("len").max().over("thread_id"),
        pl.col("len") >= _TARGET_LEAST,
        pl.col("weight") >= _TARGET_SHARE,
    )
    most = most.filter(pl.len().over("thread_id") == 1, pl.col("people") >= _TARGET_PEOPLE)
    given = answers.sort("created_at", "post_id").select("thread_id", "post_id", author_id="target_author_id")
    return most.drop("len", "people").join(cited(given), on=PERSON).with_columns(
        role=pl.lit("target"), confidence=1.0, rule=pl.lit("most_answers_drawn")
    )  # fmt: skip


def amplifiers(posts: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return whose quote or repetition brought five people who had not written before.

    These are people whose first post in the thread stands anywhere below it. Whom a bare repost brought cannot be
    seen: nobody answers a repost. A repetition that goes big counts with as many people as it brought.

    Parameters
    ----------
    posts
        Posts that stand in a thread.
    claims
        Table of that name.
    """
    if posts.height <= _BROUGHT and not claims["goes_big"].any():
        return schema.empty("roles")
    firsts = first_posts(posts).select("post_id", is_first=True)
    big = claims.select("post_id", is_big="goes_big", repeats=pl.col("kind") == "repeats")
    placed = (
        posts.join(firsts, on="post_id", how="left")
        .join(big, on="post_id", how="left")
        .with_columns(pl.col("is_first", "is_big", "repeats").fill_null(value=False))
        .sort("thread_id", "order", "post_id")
    )
    # In reading order the posts below a post are the next ones.
    at = np.flatnonzero(placed["is_first"].to_numpy())
    place = np.arange(placed.height)
    begins = np.searchsorted(at, place, side="right")
    ends = np.searchsorted(at, place + placed["n_below"].fill_null(0).to_numpy(), side="right")
    counted = placed.with_columns(
        brought=pl.Series(ends - begins, dtype=pl.Int64), begins=pl.Series(begins, dtype=pl.Int64)
    )
    may = (pl.col("parent_kind") == "quote").fill_null(value=False) | pl.col("repeats")
    carried = counted.filter(pl.col("is_big") | (may & (pl.col("brought") >= _BROUGHT))).sort(
        "brought", "created_at", "post_id", descending=[True, False, False], nulls_last=True
    )
    best = carried.unique(PERSON, keep="first", maintain_order=True)
    brought = placed["post_id"].gather(at)
    shown = [
        [post_id, *brought.slice(begin, min(n, MOST - 1))]
        for post_id, begin, n in best.select("post_id", "begins", "brought").iter_rows()
    ]
    return best.select(
        *PERSON,
        evidence=pl.Series(shown, dtype=pl.List(pl.String)),
        n_evidence=pl.col("brought") + 1,
        role=pl.lit("amplifier"),
        weight=(pl.col("brought") / (4 * _BROUGHT)).clip(0, 1),
        confidence=1.0,
        rule=pl.when("is_big").then(pl.lit("carries_the_claim")).otherwise(pl.lit("brings_people")),
    )


def lookers_on(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, known: pl.DataFrame
) -> pl.DataFrame:
    """Return commentators and bystanders: people without another part, whose posts all could be read and take no side.

    A commentator wrote two posts or more; a bystander wrote one, which drew no answer.

    Parameters
    ----------
    posts
        Posts that stand in a thread.
    answers, stance
        Tables of those names.
    known
        People who have a part.
    """
    plain = pl.col("toward_claim").is_in(["unclear", "comment"]) & pl.col("toward_parent").is_in(
        ["unclear", "comment"]
    )
    drawn = answers.select("thread_id", author_id="target_author_id").unique()
    rest = (
        posts.join(known, on=PERSON, how="anti")
        .join(stance.select("post_id", plain=plain), on="post_id", how="left")
        .filter(pl.col("plain").fill_null(value=False).all().over(PERSON))
        .sort("created_at", "post_id", nulls_last=True)
    )
    people = cited(rest).join(drawn.with_columns(drew=True), on=PERSON, how="left")
    role = (
        pl.when(pl.col("n_evidence") >= _COMMENTS).then(pl.lit("commentator"))
        .when(pl.col("drew").is_null()).then(pl.lit("bystander"))
    )  # fmt: skip
    return people.with_columns(
        role=role, weight=0.0, confidence=1.0, rule=pl.lit("takes_no_side_that_shows")
    ).filter(pl.col("role").is_not_null())


def undetermined(posts: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return everybody else."""
    rest = posts.join(known, on=PERSON, how="anti").sort("created_at", "post_id", nulls_last=True)
    return cited(rest).with_columns(role=pl.lit("undetermined"), weight=0.0, rule=pl.lit("no_rule_fired"))
