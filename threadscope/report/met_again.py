"""People of this thread in other threads of the archive -> the table of them, and their posts there in words."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.report.formats import NOTHING, Clock, number, person, span
from threadscope.report.method import Grid

__all__ = ["MOST_MEETINGS", "met_again", "posts_elsewhere"]

#: Rows of the table at most.
MOST_MEETINGS: Final = 12
_NAMED: Final = 3
_QUOTED: Final = 100
_HEADS: Final = (
    "Person", "Other thread", "First post there", "Posts", "Answers drawn", "Parts", "Met in both", "Words there",
)  # fmt: skip


def posts_elsewhere(recurring: pl.DataFrame, clock: Clock) -> dict[str, str]:
    """Return by id how posts in other threads are told: who, when, the words."""
    first = recurring.select("handle", "text", "text_at", post_id=pl.col("post_ids").list.first())
    return {
        row["post_id"]: f"{person(row['handle'])}, {clock(row['text_at'])}, in another thread: {_words(row)}"
        for row in first.drop_nulls("post_id").iter_rows(named=True)
    }


def met_again(recurring: pl.DataFrame, threads: pl.DataFrame, clock: Clock) -> Grid:
    """Return one row a person and other thread, who drew most answers in both first."""
    here = recurring.join(threads.select("thread_id"), on="thread_id", how="semi").select(
        "author_id", nth_here="nth", here_at="first_at", met_here="met_ids", answers_here="n_answers"
    )
    there = (
        recurring.join(threads.select("thread_id"), on="thread_id", how="anti")
        .join(here, on="author_id", maintain_order="left")
        .with_columns(_both=pl.col("n_answers") + pl.col("answers_here"))
        .sort("_both", descending=True, maintain_order=True)
    )
    handles = dict(recurring.select("author_id", "handle").iter_rows())
    cells = tuple(_cells(row, handles, clock) for row in there.head(MOST_MEETINGS).iter_rows(named=True))
    numeric = (False, False, False, True, True, False, False, False)
    return Grid(_HEADS, cells, there.height, numeric)


def _cells(row: dict[str, Any], handles: dict[str, str | None], clock: Clock) -> tuple[str, ...]:
    # The later of the two threads knows whom the person had met before.
    met = row["met_here"] if row["nth_here"] > row["nth"] else row["met_ids"]
    return (
        person(row["handle"]),
        row["thread_id"],
        f"{clock(row['first_at'])}{_apart(row)}",
        number(row["n_posts"]),
        number(row["n_answers"]),
        ", ".join(row["roles"]) or NOTHING,
        _people(met, handles),
        _words(row),
    )


def _apart(row: dict[str, Any]) -> str:
    if row["first_at"] is None or row["here_at"] is None:
        return ""
    apart = row["here_at"] - row["first_at"]
    return f" ({span(abs(apart))} {'before' if apart.total_seconds() >= 0 else 'after'} here)"


def _people(ids: list[str], handles: dict[str, str | None]) -> str:
    if not ids:
        return NOTHING
    named = [person(handles[one]) for one in ids if handles.get(one)][:_NAMED]
    more = len(ids) - len(named)
    return ", ".join([*named, *([f"{number(more)} more" if named else number(more)] if more else [])])


def _words(row: dict[str, Any]) -> str:
    words = " ".join((row["text"] or "").split())
    return f"“{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”" if words else "no words"
