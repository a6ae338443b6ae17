"""Who drew the most answers in all, with how many posts, and who came next."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.answered import FEWEST_ANSWERING
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings

__all__ = ["people_answered"]

#: Whoever comes second or third is named with so many answers, and so large a share of all.
_LEAST, _LEAST_SHARE = 3, 0.03
_NAMED: Final = 3
_KEY: Final = ("thread_id", "author_id")


def _wording(row: Row) -> str:
    names = [person(handle, author) for handle, author in zip(row["handles"], row["authors"], strict=True)]
    drew, posts = row["drew"], row["posts"]
    if row["n_answering"] < FEWEST_ANSWERING or row["ties"] > 1:
        return ""
    # One post that drew them all is told by the finding on the most answered post.
    if len(names) == 1 and row["n_answered_posts"] == 1:
        return ""
    words = (
        f"{names[0]} wrote {counted(posts[0], 'post')} and drew {drew[0]:,} of the"
        f" {counted(row['n_all'], 'answer')} in the archive"
    )
    # A word before the number: behind a handle in letters that run left, digits would change places.
    others = [
        f"{name} wrote {some:,} and drew {number:,}"
        for name, number, some in zip(names[1:], drew[1:], posts[1:], strict=True)
    ]
    return f"{'; '.join([words, *others])}."


def _evidence(answers: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The most answered posts of those who are named, each with the first of its answers: of the first person most."""
    drawn = (
        answers.join(named.select(*_KEY, "place"), left_on=("thread_id", "target_author_id"), right_on=_KEY)
        .sort("created_at", "post_id", nulls_last=True)
        .group_by("thread_id", "place", "target_id", maintain_order=True)
        .agg(n=pl.len(), given=pl.col("post_id").head(MOST_EVIDENCE))
        .sort("thread_id", "place", "n", "target_id", descending=[False, False, True, False])
    )
    best = drawn.with_columns(turn=pl.int_range(pl.len()).over("thread_id", "place"))
    wanted = (pl.col("place") == 0) & (pl.col("turn") < 2) | (pl.col("turn") == 0)
    shown = pl.concat_list(
        "target_id", pl.col("given").list.head(pl.when(pl.col("place") == 0).then(3).otherwise(1))
    )
    return (
        best.filter(wanted)
        .with_columns(shown=shown)
        .group_by("thread_id", maintain_order=True)
        .agg(evidence=pl.col("shown").explode())
    )


def people_answered(participants: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Name who drew more answers than anybody else, by at least three people, and up to two who drew many.

    Unlike the most answered post, all posts of a person count together.
    """
    n_all = answers.group_by("thread_id").agg(n_all=pl.len().cast(pl.Int64))
    posts = (
        answers.drop_nulls("target_author_id")
        .group_by("thread_id", author_id="target_author_id")
        .agg(n_answered_posts=pl.col("target_id").n_unique())
    )
    ranked = (
        participants.filter(pl.col("n_answers") > 0)
        .join(n_all, on="thread_id")
        .join(posts, on=_KEY, how="left")
        .sort("thread_id", "n_answers", "n_posts", "author_id", descending=[False, True, False, False])
        .with_columns(
            place=pl.int_range(pl.len()).over("thread_id"),
            ties=(pl.col("n_answers") == pl.col("n_answers").max().over("thread_id")).sum().over("thread_id"),
        )
    )
    many = pl.max_horizontal(pl.lit(_LEAST), _LEAST_SHARE * pl.col("n_all"))
    named = ranked.filter(pl.col("place") < _NAMED, (pl.col("place") == 0) | (pl.col("n_answers") >= many))
    told = (
        named.group_by("thread_id", maintain_order=True)
        .agg(
            pl.col("n_all", "ties", "n_answered_posts").first(),
            n_answering=pl.col("n_repliers").first(),
            handles="handle",
            authors="author_id",
            drew="n_answers",
            posts="n_posts",
            n_evidence=pl.col("n_answers").sum(),
            subject=pl.col("author_id").first(),
            value=pl.col("n_answers").first().cast(pl.Float64),
        )
        .join(_evidence(answers, named), on="thread_id", how="left", maintain_order="left")
    )
    return findings(told, _wording, kind="people_answered", rule="answers_drawn_by_person")
