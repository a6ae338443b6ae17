"""Who says outright that something is not so, in which words, and to whom."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import person
from threadscope.findings.answered import answered_posts
from threadscope.findings.quotation import LONGEST, ended, quotation
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["addressed", "denying_words", "explicit_denials"]

#: A thread in which many deny is told by the first few.
_MOST: Final = 6
#: Words that say too little alone, or break off: they are quoted with what follows.
_FEW: Final = 1
#: So many words do not say what is denied.
_SHORT: Final = 5
#: "This is false" speaks of the whole post, "stick to facts" of none.
_POINTS: Final = re.compile(r"“(?:this|that|please|stop|quit|stick|get|check|fact)\b", re.IGNORECASE)
#: A post denied is quoted at length: what is denied may stand at its end.
_LONG: Final = 160
_BREAKS_OFF: Final = re.compile(r"\b(?:that|of|for|to|with|about|in|on|the|a|an|any|no)$", re.IGNORECASE)


def denying_words(span: str | None, text: str | None, longest: int = LONGEST) -> str:
    """Quote the words that deny; a bare "no", or words that break off, with what follows them in the post.

    >>> denying_words("this is false", "I think this is false. Sorry")
    '“this is false”'
    >>> denying_words("no", "@a @b I know: no. We call it rain")
    '“no. We call it rain”'
    """
    words = " ".join((span or "").split())
    if len(words.split()) > _FEW and not _BREAKS_OFF.search(words):
        return quotation(span, 0, longest)
    place = re.search(rf"(?<!\w){re.escape(span or '')}(?!\w)", text or "")
    goes_on = place and re.search(r"\w", (text or "")[place.end() :])
    return quotation(text, place.start(), longest) if place and goes_on else quotation(span, 0, longest)


def addressed(row: Row) -> str:
    """Say to whom a post speaks: whose post it answers or quotes."""
    whom = row["parent_who"] or person(row["target_handle"], row["target_author_id"])
    if row["parent_who"] is None:
        gone = "was left out" if row.get("target_reason") == "left out" else "is not archived"
        post = f"a post by {whom} that {gone}" if whom.startswith("@") else f"a post that {gone}"
        return f"quoting {post}" if row["kind"] == "quote" else f"in answer to {post}"
    return f"quoting {whom}" if row["kind"] == "quote" else f"in answer to {whom}"


def _of_what(row: Row, words: str) -> str:
    """What is denied, where the words alone do not say it; "this is false" speaks of the whole post."""
    if not row["denied_says"] or _POINTS.match(words) or len(words.split()) > _SHORT:
        return ""
    before = ", quoting" if row["kind"] == "quote" else " in answer to"
    return f"{before} {row['denied_who']}’s {row['denied_says']}"


def _wording(row: Row) -> str:
    words = denying_words(row["span"], row["text"])
    if not words:
        return ""
    if of_what := _of_what(row, words):
        return ended(f"{row['post_who']} says {words}{of_what}")
    if words == quotation(row["span"], 0, LONGEST):
        return f"{row['post_who']} says {words} {addressed(row)}."
    return ended(f"{row['post_who']} says {addressed(row)}: {words}")


def explicit_denials(
    posts: pl.DataFrame, ghosts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame
) -> pl.DataFrame:
    """Quote outright denials: those of the claim or of the most answered post first, of these the most answered.

    The headline takes its denial by the same order, so that title and summary speak of one.
    """
    denials = stance.filter((pl.col("toward_parent") == "disagree") & pl.col("span").is_not_null()).select(
        "post_id", "span", "toward_claim", confidence="parent_confidence"
    )
    if denials.is_empty():
        return schema.empty("findings")
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len())
    top = answered_posts(posts, answers).unique("thread_id", keep="first", maintain_order=True)
    handles = ghosts.select(target_id="post_id", target_handle="handle", target_reason="reason")
    told = (
        answers.join(denials, on="post_id")
        .join(posts.select("post_id", "text"), on="post_id")
        .join(drawn, on="post_id", how="left")
        .join(handles, on="target_id", how="left")
        .join(top.select("thread_id", top_id="post_id"), on="thread_id", how="left")
        .with_columns(pl.col("n_answers").fill_null(0), of_claim=pl.col("toward_claim") == "deny")
        .with_columns(
            of_matter=pl.col("of_claim") | (pl.col("target_id") == pl.col("top_id")).fill_null(value=False)
        )
        .sort(
            "thread_id",
            "of_matter",
            "n_answers",
            "of_claim",
            "created_at",
            "post_id",
            descending=[False, True, True, True, False, False],
        )
    )
    told = quoted(told, posts, "target_id", "denied", longest=_LONG)
    named = quoted(quoted(told, posts, "post_id", "post"), posts, "target_id", "parent").with_columns(
        evidence=unite("post_id", pl.when(pl.col("parent_who").is_not_null()).then("target_id")),
        subject=pl.col("author_id"),
        object=pl.col("target_author_id"),
        at=pl.col("created_at"),
    )
    return findings(named, _wording, kind="explicit_denial", rule="outright_denial", most=_MOST)
