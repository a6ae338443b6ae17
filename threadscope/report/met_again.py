"""People of this thread in other threads of the archive -> the table of them, and their posts there in words."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.report.formats import NOTHING, Clock, number, person, post_url, span
from threadscope.report.method import Grid, Link
from threadscope.report.people import PARTS

__all__ = ["MOST_MEETINGS", "met_again", "posts_elsewhere"]

#: Rows of the table at most.
MOST_MEETINGS: Final = 12
_NAMED: Final = 3
_QUOTED: Final = 100
#: Words of a thread's first post, by which it is known.
_OPENING: Final = 60
_HEADS: Final = (
    "Person", "Other thread", "First post there", "Posts", "Answers drawn", "Parts", "Met in both", "Words there",
)  # fmt: skip


def posts_elsewhere(recurring: pl.DataFrame, clock: Clock) -> dict[str, str]:
    """Return by id how posts in other threads are told: who, when, the words."""
    first = recurring.select("handle", "text", "text_at", post_id=pl.col("post_ids").list.first())
    return {
        row[
            "post_id"
        ]: f"{person(row['handle'])}, {clock(row['text_at'])}, in another thread: {_words(row['text'], _QUOTED)}"
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
    return Grid(_HEADS, cells, there.height, numeric).told()


def _cells(row: dict[str, Any], handles: dict[str, str | None], clock: Clock) -> tuple[str | Link, ...]:
    # The later of the two threads knows whom the person had met before.
    met = row["met_here"] if row["nth_here"] > row["nth"] else row["met_ids"]
    return (
        person(row["handle"]),
        _thread(row, clock),
        f"{clock(row['first_at'])}{_apart(row)}",
        number(row["n_posts"]),
        number(row["n_answers"]),
        ", ".join(PARTS.get(role, role) for role in row["roles"]) or NOTHING,
        _people(met, handles),
        _words(row["text"], _QUOTED),
    )


def _thread(row: dict[str, Any], clock: Clock) -> str | Link:
    """Tell a thread by its first post, which can be opened on X: nobody knows it by its number."""
    opening = " ".join((row["opening"] or "").split())
    if row["opened_by"] is None and not opening:
        says = f"thread {row['thread_id']}, whose first post is not archived"
    else:
        told = [person(row["opened_by"]), *([clock(row["opened_at"])] if row["opened_at"] else [])]
        says = ", ".join(told) + (f": {_words(opening, _OPENING)}" if opening else "")
    address = post_url(row["thread_id"])
    return Link(says, address) if address else says


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


def _words(text: str | None, most: int) -> str:
    words = " ".join((text or "").split())
    return f"“{words[:most]}{'…' if len(words) > most else ''}”" if words else "no words"
