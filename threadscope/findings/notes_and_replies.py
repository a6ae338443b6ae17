"""How fast archived answers came before and after a note was shown, where enough are archived: no effect is claimed."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted
from threadscope.findings.noted import noted_post, on_posts
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, unite

__all__ = ["notes_and_replies"]

_MOST = 12


def _wording(row: Row) -> str:
    hours = "hour" if row["window_h"] == 1 else counted(int(row["window_h"]), "hour")
    what = "replies to" if row["scope"] == "replies" else "posts below"
    return (
        f"The archive holds {row['n_before']:,} {what} {noted_post(row)} from the {hours} before its Community Note was first rated "
        f"helpful ({row['per_hour_before']:.1f} an hour) and {row['n_after']:,} from the {hours} after "
        f"({row['per_hour_after']:.1f} an hour); this describes what is archived, and answers grow fewer with time anyway."
    )


def notes_and_replies(
    posts: pl.DataFrame, ghosts: pl.DataFrame, answers: pl.DataFrame, note_replies: pl.DataFrame
) -> pl.DataFrame:
    """Set the pace of archived answers before a note beside that after it.

    Of the replies to the post and the posts below it, the replies are told, if there are enough of them.
    """
    if note_replies.is_empty():
        return schema.empty("findings")
    is_below = pl.col("scope") != "replies"
    told = note_replies.filter(pl.col("verdict") == "told").sort(
        "thread_id", "shown_from", "post_id", "note_id", is_below, "evidence_kind"
    )
    told = told.unique(["thread_id", "post_id", "note_id"], keep="first", maintain_order=True)
    given = (
        answers.sort("created_at", "post_id")
        .group_by(post_id="target_id", maintain_order=True)
        .agg(given=pl.col("post_id").head(MOST_EVIDENCE))
    )
    named = on_posts(told, posts, ghosts).join(given, on="post_id", how="left", maintain_order="left")
    named = named.with_columns(
        evidence=unite("evidence", "given"),
        n_evidence=pl.col("n_before") + pl.col("n_after"),
        at=pl.col("shown_from"),
        value=pl.col("per_hour_after"),
    )
    return findings(named, _wording, kind="note_rates", rule="answers_before_and_after", most=_MOST)
