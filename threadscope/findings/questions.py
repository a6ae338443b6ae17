"""How many answers ask something, and how many of them ask whether it is so."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted
from threadscope.findings.answered import counted_answers
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted

__all__ = ["questions"]

_LEAST = 2


def _wording(row: Row) -> str:
    if row["n_asking"] < _LEAST:
        return ""
    example = quotation(row["spans"][0])
    told = f"Of the {counted(row['n_all'], 'answer')} in the archive, {row['n_asking']:,} ask a question"
    return f"{told}; {row['post_who']} asks {example}" if example else f"{told}."


def questions(posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame) -> pl.DataFrame:
    """Count the answers that ask a question, and quote one; those that ask whether it is so go first.

    Readings without words to quote do not count.
    """
    asked = stance.filter((pl.col("toward_parent") == "ask") & pl.col("span").is_not_null()).select(
        "post_id", "span", "rule", confidence="parent_confidence"
    )
    asking = (
        answers.join(asked, on="post_id")
        .with_columns(checks=pl.col("rule") == "asks_whether_so")
        .sort("thread_id", "checks", "created_at", "post_id", descending=[False, True, False, False])
    )
    counts = asking.group_by("thread_id", maintain_order=True).agg(
        n_asking=pl.len().cast(pl.Int64),
        evidence=pl.col("post_id").head(MOST_EVIDENCE),
        spans=pl.col("span").head(1),
        first_id=pl.col("post_id").first(),
    )
    told = counts.join(counted_answers(answers), on="thread_id", maintain_order="left").with_columns(
        value=pl.col("n_asking").cast(pl.Float64), n_evidence=pl.col("n_asking")
    )
    return findings(
        quoted(told, posts, "first_id", "post"), _wording, kind="questions", rule="real_questions"
    )
