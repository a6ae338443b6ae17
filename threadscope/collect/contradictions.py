"""Copies of posts, and what was taken of them -> problems: where copies say what cannot both be so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from threadscope.collect.copies import Copies
from threadscope.collect.problems import Problems
from threadscope.wording import own_words

__all__ = ["report_contradictions"]

_IDS: Final = {
    "reply_to_id": "parent_contradiction",
    "quoted_id": "quote_contradiction",
    "repost_of_id": "repost_contradiction",
    "conversation_id": "conversation_contradiction",
}
_SECOND, _MINUTE, _DAY = 1_000, 60_000, 86_400_000
_SHOWN: Final = 60
_BEFORE: Final = 15


def report_contradictions(
    copies: Copies, taken: pl.DataFrame, aliases: pl.DataFrame, problems: Problems
) -> None:
    """Report where copies of one post contradict what was taken.

    Values that may both be right at their time, such as counts, languages and changed handles, contradict nothing;
    neither do ids of two versions of one edited post.

    Parameters
    ----------
    copies
        Posts seen more than once.
    taken
        For each post and column the number of the copy that was taken, as ``richest`` says.
    aliases
        Older versions of edited posts.
    problems
        Where to report, at the source that was followed.
    """
    for column, kind in _IDS.items():
        _report(_ids(copies, taken, column, aliases), column, kind, problems)
    _report(_authors(copies, taken), "author_id", "author_contradiction", problems)
    _report(_handles(copies, taken), "handle", "author_contradiction", problems)
    _report(_times(copies, taken), "created_at", "time_contradiction", problems)
    _report(_texts(copies, taken), "text", "text_contradiction", problems)


def _beside(copies: Copies, taken: pl.DataFrame, column: str, *more: str) -> pl.DataFrame:
    """Return the copies with what they say in a column, and what was taken, with its source."""
    chosen = taken[column]
    was = {f"_was_{name}": copies.value(name, chosen) for name in ("source", "source_row", *more)}
    return copies.rows.select("post_id", "source", "source_row", *more, _said=pl.col(column)).with_columns(
        copies.beside(copies.value(column, chosen)).alias("_was"),
        *(copies.beside(values).alias(name) for name, values in was.items()),
    )


def _ids(copies: Copies, taken: pl.DataFrame, column: str, aliases: pl.DataFrame) -> pl.DataFrame:
    differing = _beside(copies, taken, column).filter(pl.col("_said") != pl.col("_was"))
    if differing.is_empty() or aliases.is_empty():
        return differing
    for name in ("_said", "_was"):
        newest = aliases.select(pl.col("alias_id").alias(name), pl.col("post_id").alias(f"{name}_newest"))
        differing = differing.join(newest, on=name, how="left", maintain_order="left")
    newest_said, newest_was = (pl.coalesce(f"{name}_newest", name) for name in ("_said", "_was"))
    return differing.filter(newest_said != newest_was)


def _authors(copies: Copies, taken: pl.DataFrame) -> pl.DataFrame:
    """Only ids contradict each other: `@handle` and `?post_id` stand for an id that is not known."""
    return _beside(copies, taken, "author_id").filter(
        pl.col("_said") != pl.col("_was"),
        *(~pl.col(name).str.contains("^[@?]") for name in ("_said", "_was")),
    )


def _handles(copies: Copies, taken: pl.DataFrame) -> pl.DataFrame:
    """People change their handle: two contradict each other only if both were captured at one time, of one person."""
    said, was = (pl.col(name).str.to_lowercase() for name in ("_said", "_was"))
    return _beside(copies, taken, "handle", "captured_at", "author_id").filter(
        pl.col("captured_at") == pl.col("_was_captured_at"),
        pl.col("author_id") == pl.col("_was_author_id"),
        said != was,
    )


def _times(copies: Copies, taken: pl.DataFrame) -> pl.DataFrame:
    """A time written to the minute or the day holds all times in it; beyond that, a second is let pass."""
    frame = _beside(copies, taken, "created_at")
    said = pl.col("_said").dt.epoch("ms")
    later = pl.col("_was").dt.epoch("ms") - said
    unit = pl.when(said % _DAY == 0).then(_DAY).when(said % _MINUTE == 0).then(_MINUTE).otherwise(_SECOND)
    return frame.filter(~later.is_between(-_SECOND, unit)).with_columns(
        pl.col("_said", "_was").dt.strftime("%Y-%m-%d %H:%M:%S")
    )


def _texts(copies: Copies, taken: pl.DataFrame) -> pl.DataFrame:
    """Two whole texts contradict each other where the longer, which was taken, does not begin with the other's words."""
    frame = _beside(copies, taken, "text", "text_truncated").filter(
        ~pl.col("text_truncated"), ~pl.col("_was_text_truncated"), pl.col("_said") != pl.col("_was")
    )
    words = frame.with_columns(
        own_words(pl.col(name)).str.to_lowercase().alias(f"{name}_words") for name in ("_said", "_was")
    )
    return words.filter(~pl.col("_was_words").str.starts_with(pl.col("_said_words")))


def _report(contradicting: pl.DataFrame, column: str, kind: str, problems: Problems) -> None:
    if contradicting.is_empty():
        return
    others = contradicting.unique(["post_id", "_said"], keep="last", maintain_order=True)
    each = others.group_by("post_id", maintain_order=True).agg(
        pl.col("_was", "_was_source", "_was_source_row").first(), pl.col("_said", "source", "source_row")
    )
    for row in each.iter_rows(named=True):
        problems.add(row["_was_source"], row["post_id"], kind, _detail(column, row))


def _detail(column: str, row: dict[str, Any]) -> str:
    values = [row["_was"], *row["_said"]]
    places = zip(
        [row["_was_source"], *row["source"]], [row["_was_source_row"], *row["source_row"]], strict=True
    )
    shown = _where_they_differ(values) if column == "text" else iter(values)
    said = [
        f"{value} in {source} (record {number})"
        for value, (source, number) in zip(shown, places, strict=True)
    ]
    return f"{column} is {' and '.join(said)}; the first was taken"


def _where_they_differ(texts: list[str]) -> Iterator[str]:
    """Yield of each text what stands around the first letter in which they differ."""
    letters = enumerate(zip(*texts, strict=False))
    start = max(next((place for place, each in letters if len(set(each)) > 1), 0) - _BEFORE, 0)
    for text in texts:
        shown = text[start : start + _SHOWN]
        yield repr(f"{'…' * (start > 0)}{shown}{'…' * (start + _SHOWN < len(text))}")
