"""Posts table -> what each post's own words say toward the claim and toward the post it answers.

Only what can be quoted: an outright denial or a real question. Everything else is unclear, which is what
most replies are. Toward the claim counts only what answers the claim's post directly: of nested replies with
such words one in eight is about the claim, the others are about each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.denial import MAY_DENY, Denial, denial
from threadscope.analyze.question import MAY_ASK, Question, question
from threadscope.settings import Settings

__all__ = ["modelled_stance"]

#: Share of direct answers that the labels of RumourEval 2019 confirm (tests/accuracy/stance.py), rounded down.
_CONFIDENCE: Final = {"deny": 0.85, "asks_whether_so": 0.75, "asks": 0.5}
_TOWARD_PARENT: Final = {"deny": "disagree", "query": "ask"}
_WORDS: Final = {"post_id": pl.String, "span": pl.String, "rule": pl.String}


def _found(
    posts: pl.DataFrame, may: str, find: Callable[[str, int], Denial | Question | None]
) -> pl.DataFrame:
    """One row a post in which the words were found."""
    candidates = posts.filter(pl.col("text").str.contains(may)).select("post_id", "text", "display_from")
    rows = [
        (post_id, text[hit.start : hit.end], hit.rule)
        for post_id, text, begins in candidates.iter_rows()
        if (hit := find(text, begins or 0))
    ]
    return pl.DataFrame(rows, schema=_WORDS, orient="row")


def _placed(posts: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Posts that stand in a thread, with the id of the thread's claim and the author of what they answer."""
    placed = posts.filter(pl.col("thread_id").is_not_null())
    chosen = placed.filter(pl.col("post_id") == pl.lit(settings.claim, pl.String)).select(
        "thread_id", claim_id="post_id"
    )
    parents = placed.select(parent_id="post_id", parent_author_id="author_id")
    return (
        placed.join(chosen, on="thread_id", how="left")
        .join(parents, on="parent_id", how="left")
        .with_columns(
            claim_id=pl.col("claim_id").fill_null(pl.col("thread_id")),
            answers_another=pl.col("parent_id").is_not_null()
            & (pl.col("parent_author_id") != pl.col("author_id")).fill_null(value=True),
        )
    )


def _denials(answers: pl.DataFrame, asking: pl.DataFrame) -> pl.DataFrame:
    # "No, it isn't" below "Is it true?" answers a question; it denies nobody, unless the question is the claim.
    told = answers.join(asking.select(parent_id="post_id"), on="parent_id", how="anti")
    of_claim = answers.filter(pl.col("parent_id") == pl.col("claim_id"))
    english = pl.col("lang").is_null() | pl.col("lang").str.starts_with("en")
    return _found(
        pl.concat([told, of_claim]).unique("post_id", maintain_order=True).filter(english), MAY_DENY, denial
    )


def modelled_stance(posts: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """Say what each post in a thread denies or asks, in its own words.

    The claim is the post ``settings.claim`` in the thread that holds it, and the root elsewhere. What people
    say to themselves is no answer. A denial goes before a question in the same post.

    Returns
    -------
    polars.DataFrame
        Table ``modelled_stance``: one row a post in a thread, sorted by thread and post. ``span`` holds the words as
        they stand in the post.
    """
    placed = _placed(posts, settings)
    asking = _found(placed, MAY_ASK, question)
    answers = placed.filter("answers_another")
    denying = _denials(answers, asking).with_columns(said=pl.lit("deny"))
    asked = asking.join(answers, on="post_id", how="semi").with_columns(said=pl.lit("query"))
    said = pl.concat([denying, asked]).unique("post_id", keep="first", maintain_order=True)
    to_claim = (pl.col("parent_id") == pl.col("claim_id")) & (pl.col("rule") != "asks")
    rows = (
        placed.join(said, on="post_id", how="left")
        .with_columns(
            toward_parent=pl.col("said").replace_strict(_TOWARD_PARENT, default="unclear"),
            toward_claim=pl.when(to_claim).then("said").otherwise(None).fill_null("unclear"),
            parent_confidence=pl.when(pl.col("said") == "deny")
            .then(_CONFIDENCE["deny"])
            .otherwise(pl.col("rule").replace_strict(_CONFIDENCE, default=None, return_dtype=pl.Float64)),
        )
        .with_columns(claim_confidence=pl.when(to_claim).then("parent_confidence"))
    )
    return schema.conform(rows.sort("thread_id", "post_id"), "modelled_stance")
