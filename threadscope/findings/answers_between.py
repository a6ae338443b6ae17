"""Who answers whom: two people who wrote much of it to each other, or the few who drew half of all answers."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.answered import counted_answers
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, unite

__all__ = ["answers_between"]

#: Two people stand out with so many answers between them, given both ways, and so large a share of all.
_LEAST_PAIR, _SHARE_PAIR = 4, 0.1
#: Else at most so many people are named, if they drew half of at least so many answers.
_MOST_PEOPLE, _HALF, _LEAST = 3, 0.5, 10
#: So many of the cited posts are by those who drew the answers, where there are any.
_BY_THEM: Final = 3
_WORDS: Final = {2: "two", 3: "three"}


def _pair(row: Row) -> str:
    one, other = person(row["a_handle"], row["a_id"]), person(row["b_handle"], row["b_id"])
    if one == other:  # two accounts that nobody can tell apart by name
        return ""
    return (
        f"Of the {counted(row['n_all'], 'answer')} in the archive, {row['n_posts']:,} pass between {one} and {other}:"
        f" {row['a_posts']:,} by {one}, {row['b_posts']:,} by {other}."
    )


def _few(row: Row) -> str:
    names = [person(*pair) for pair in zip(row["handles"], row["people"], strict=True)]
    if len(set(names)) < len(names):
        return ""
    whole = row["n_to"] == row["n_all"]
    of_all = f"Of the {counted(row['n_all'], 'answer')} in the archive, {row['n_to']:,} go"
    of_all = f"All {counted(row['n_all'], 'answer')} in the archive go" if whole else of_all
    by = f"{format(row['n_by'], ',') if row['n_by'] else 'none'} {'are' if row['n_by'] > 1 else 'is'} by"
    if len(names) == 1:
        return f"{of_all} to {names[0]}; {by} {names[0]}."
    each = [f"{n:,} to {name}" for n, name in zip(row["drawn"], names, strict=True)]
    people = f"{_WORDS[len(names)]} people"
    return f"{of_all} to {people}: {', '.join(each[:-1])} and {each[-1]}; {by} these {people}."


def _pairs(answers: pl.DataFrame, exchanges: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """One row a thread in which two people wrote a tenth of all answers to each other: these two."""
    order = [False, True, False, False]
    told = (
        exchanges.join(counted_answers(answers), on="thread_id")
        .filter(
            pl.min_horizontal("a_posts", "b_posts") > 0,
            pl.col("n_posts") >= pl.max_horizontal(pl.lit(_LEAST_PAIR), _SHARE_PAIR * pl.col("n_all")),
        )
        .sort("thread_id", "n_posts", "a_id", "b_id", descending=order)
        .unique("thread_id", keep="first", maintain_order=True)
    )
    handles = participants.select("thread_id", "author_id", "handle")
    for side in ("a", "b"):
        names = handles.rename({"author_id": f"{side}_id", "handle": f"{side}_handle"})
        told = told.join(names, on=["thread_id", f"{side}_id"], how="left", maintain_order="left")
    one, other = pl.col("author_id"), pl.col("target_author_id")
    between = (
        told.select("thread_id", "a_id", "b_id")
        .join(answers, on="thread_id", maintain_order="left")
        .filter(
            ((one == pl.col("a_id")) & (other == pl.col("b_id")))
            | ((one == pl.col("b_id")) & (other == pl.col("a_id")))
        )
        .with_columns(turn=pl.int_range(pl.len()).over("thread_id", "author_id"))
    )
    # the first few of each, so that both ways can be seen
    given = (
        between.sort("thread_id", pl.col("turn") >= MOST_EVIDENCE // 2, "created_at", "post_id")
        .group_by("thread_id", maintain_order=True)
        .agg(evidence="post_id")
    )
    return told.join(given, on="thread_id", maintain_order="left")


def _receivers(answers: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """One row a thread in which up to three archived people drew half of the answers: as few as do."""
    known = participants.select("thread_id", target_author_id="author_id", handle="handle")
    ranked = (
        answers.group_by("thread_id", "target_author_id")
        .agg(drawn=pl.len().cast(pl.Int64))
        .join(known, on=["thread_id", "target_author_id"])
        .join(counted_answers(answers).filter(pl.col("n_all") >= _LEAST), on="thread_id")
        .sort("thread_id", "drawn", "target_author_id", descending=[False, True, False])
        .with_columns(before=pl.col("drawn").cum_sum().over("thread_id") - pl.col("drawn"))
        # Of people who drew equally many none is named without the others.
        .with_columns(before=pl.col("before").min().over("thread_id", "drawn"))
        .filter(pl.col("before") < _HALF * pl.col("n_all"))
    )
    return (
        ranked.group_by("thread_id", maintain_order=True)
        .agg(
            "drawn",
            pl.col("n_all").first(),
            people="target_author_id",
            handles="handle",
            n_to=pl.col("drawn").sum(),
        )
        .filter(pl.col("people").list.len() <= _MOST_PEOPLE, pl.col("n_to") >= _HALF * pl.col("n_all"))
    )


def _cited(answers: pl.DataFrame, few: pl.DataFrame) -> pl.DataFrame:
    """Join the answers behind the sentence: some by these people, then the first to each of them in turn."""
    rows = (
        few.select("thread_id", "people")
        .join(answers, on="thread_id", maintain_order="left")
        .with_columns(
            by=pl.col("author_id").is_in(pl.col("people")),
            to=pl.col("target_author_id").is_in(pl.col("people")).fill_null(value=False),
        )
        .filter(pl.col("by") | pl.col("to"))
        .with_columns(turn=pl.int_range(pl.len()).over("thread_id", "target_author_id"))
    )
    given = rows.group_by("thread_id", maintain_order=True).agg(
        n_by=pl.col("by").sum().cast(pl.Int64),
        n_evidence=pl.len().cast(pl.Int64),
        by_them=pl.col("post_id").filter(pl.col("by")).head(_BY_THEM),
        to_them=pl.col("post_id").filter(pl.col("to")).sort_by(pl.col("turn").filter(pl.col("to"))),
    )
    return few.join(given, on="thread_id", maintain_order="left").with_columns(
        evidence=unite("by_them", "to_them"), subject=pl.col("people").list.first()
    )


def answers_between(
    answers: pl.DataFrame, exchanges: pl.DataFrame, participants: pl.DataFrame
) -> pl.DataFrame:
    """Say who answers whom, once a thread.

    Two people who wrote at least four answers to each other, both ways, and a tenth of all; else the one, two or
    three people who drew half of ten answers or more, and how many answers they wrote themselves.
    """
    pairs = _pairs(answers, exchanges, participants).with_columns(
        subject=pl.col("a_id"), object=pl.col("b_id"), value=pl.col("n_posts").cast(pl.Float64),
        n_evidence=pl.col("n_posts").cast(pl.Int64), at=pl.col("first_at"),
    )  # fmt: skip
    told = findings(pairs, _pair, kind="answers_between", rule="answers_of_two")
    rest = _receivers(answers, participants).join(told, on="thread_id", how="anti", maintain_order="left")
    few = _cited(answers, rest).with_columns(value=pl.col("n_to").cast(pl.Float64))
    return pl.concat([told, findings(few, _few, kind="answers_between", rule="drew_half")]).sort("thread_id")
