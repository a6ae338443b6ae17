"""Which parts people play in a thread, as far as their posts show it."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from threadscope.findings.amounts import counted, part_of, person
from threadscope.findings.answered import counted_answers
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import Row, findings

__all__ = ["roles_played"]

#: Most people a role and thread.
_MOST = 6
#: Somebody who asked once is no questioner worth a line.
_LEAST_QUESTIONS = 2


def _denier(row: Row) -> str:
    said = quotation(row["span"])
    return f"{row['who']} answers the post that the thread is about with {said}." if said else ""


def _questioner(row: Row) -> str:
    asked, example = row["n_evidence"], quotation(row["span"])
    if asked < _LEAST_QUESTIONS or not example:
        return ""
    return f"{row['who']} asks something in {counted(asked, 'post')}, first {example}"


def _target(row: Row) -> str:
    if row["n_answers"] == row["n_all"]:
        return f"{row['who']} drew {part_of(row['n_all'], row['n_all'], 'answer')} in the archive."
    return f"{row['who']} drew {row['n_answers']:,} of the {counted(row['n_all'], 'answer')} in the archive, more than anybody else."


def _duelist(row: Row) -> str:
    other = person(row["other_handle"], row["other_id"])
    return f"{row['who']} and {other} answer each other in turn in a chain of {counted(row['n_evidence'], 'post')}."


def _opponents(known: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """The other person of each duel, as its posts show."""
    authors = posts.select(post_id="post_id", other_id="author_id", other_handle="handle")
    return (
        known.filter(pl.col("role") == "duelist")
        .select("thread_id", "author_id", "role", post_id="evidence")
        .explode("post_id", keep_nulls=False, empty_as_null=False)
        .join(authors, on="post_id", maintain_order="left")
        .filter(pl.col("other_id") != pl.col("author_id"))
        .unique(["thread_id", "author_id"], keep="first", maintain_order=True)
        .drop("post_id")
    )


_WORDED: dict[str, Callable[[Row], str]] = {
    "originator": lambda row: f"{row['who']} wrote the opening post.",
    "target": _target,
    "denier": _denier,
    "duelist": _duelist,
    "questioner": _questioner,
}


def _worded(row: Row) -> str:
    return _WORDED[row["role"]](row)


def roles_played(
    roles: pl.DataFrame,
    posts: pl.DataFrame,
    participants: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
) -> pl.DataFrame:
    """Word the roles that were found, by strength; a person without one is not spoken of."""
    place = pl.col("role").replace_strict(
        {role: n for n, role in enumerate(_WORDED)}, default=None, return_dtype=pl.Int8
    )
    known = roles.filter(pl.col("role").is_in(list(_WORDED))).with_columns(
        place=place,
        post_id=pl.col("evidence").list.first(),
        subject=pl.col("author_id"),
        value=pl.col("weight"),
    )
    people = participants.select("thread_id", "author_id", "handle", "n_answers")
    told = (
        known.join(people, on=["thread_id", "author_id"], how="left")
        .join(counted_answers(answers), on="thread_id", how="left")
        .join(stance.select("post_id", "span"), on="post_id", how="left")
        .join(_opponents(known, posts), on=["thread_id", "author_id", "role"], how="left")
        .sort(
            "thread_id",
            "place",
            "weight",
            "n_answers",
            "author_id",
            descending=[False, False, True, True, False],
        )
        .filter(pl.int_range(pl.len()).over("thread_id", "role") < _MOST)
    )
    names = [
        person(handle, author_id) for handle, author_id in told.select("handle", "author_id").iter_rows()
    ]
    return findings(told.with_columns(pl.Series("who", names, dtype=pl.String)), _worded, kind="role")
