"""Changes between captures -> the section that tells of them: counts by kind, the table, the points of each capture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.formats import NOTHING, Clock, number, person
from threadscope.report.method import Grid
from threadscope.schema.compared import CHANGE_KINDS, COUNT_WORDS
from threadscope.schema.note_states import note_state

__all__ = ["MOST_CHANGES", "Changed", "changed"]

#: Rows of the tables at most.
MOST_CHANGES: Final = 200
_POINTS: Final = 60
_WORDS: Final = 160
_HEADS: Final = ("What", "Who", "Post", "Before", "After", "Older capture", "Newer capture", "Detail")
_POINT_HEADS: Final = ("Who", "Post", "Captured", *(words.capitalize() for words in COUNT_WORDS.values()))
_FIELDS: Final = {"reason": "why not there", "state": "note", "n_posts": "posts", **COUNT_WORDS}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """The section.

    Attributes
    ----------
    since
        Whether an older capture was compared; otherwise the captures within the archive are.
    lines
        How many changes there are of each kind, in words.
    grid
        The changes, most telling first.
    points
        What each capture counted, of the posts that were captured at several times.
    n_again, n_posts
        Posts captured at two or more times, and posts in all.
    """

    since: bool
    lines: tuple[str, ...]
    grid: Grid
    points: Grid
    n_again: str
    n_posts: str


def changed(
    posts: pl.DataFrame,
    captures: pl.DataFrame,
    changes_seen: pl.DataFrame,
    since: pl.DataFrame | None,
    clock: Clock,
) -> Changed | None:
    """Return the section, or None where nothing was captured twice and no older capture is compared.

    Parameters
    ----------
    posts, captures, changes_seen
        The tables of these names, only this thread.
    since
        What changed since an older capture: the table ``changes``, only this thread. Without it what changed between the
        captures of this archive is told.
    clock
        The writer of times.
    """
    if since is None and not captures.height and not changes_seen.height:
        return None
    rows = changes_seen if since is None else since
    again = captures.filter(pl.col("nth") == 1)
    return Changed(
        since=since is not None,
        lines=tuple(_lines(rows)),
        grid=Grid(
            _HEADS,
            tuple(_cells(row, clock) for row in rows.head(MOST_CHANGES).iter_rows(named=True)),
            rows.height,
            (False,) * len(_HEADS),
        ),
        points=_points(posts, captures, clock),
        n_again=number(again.height),
        n_posts=number(posts.height),
    )


def _lines(rows: pl.DataFrame) -> list[str]:
    counts = dict(rows.group_by("kind").len().iter_rows())
    known = [(kind, counts[name]) for name, kind in CHANGE_KINDS.items() if name in counts]
    return [f"{number(n)} {kind.one if n == 1 else kind.many}" for kind, n in known]


def _cells(row: Row, clock: Clock) -> tuple[str, ...]:
    field = _FIELDS.get(row["field"], row["field"])
    return (
        f"{row['kind'].replace('_', ' ')}: {field}",
        person(row["handle"]),
        row["post_id"] or NOTHING,
        _said(row, "before"),
        _said(row, "after"),
        clock(row["before_at"]),
        clock(row["after_at"]),
        "; ".join(filter(None, (_cut(row["detail"] or ""), "" if row["sure"] else "only absent from one")))
        or NOTHING,
    )


def _said(row: Row, side: str) -> str:
    if row[f"n_{side}"] is not None and (row["kind"] == "count" or row[side] is None):
        return number(row[f"n_{side}"])
    if row[side] is None:
        return NOTHING
    if row["field"] == "state":
        state = note_state(row[side])
        return state.words if state else str(row[side])
    words = _cut(row[side])
    return f"{words} ({number(row[f'n_{side}'])} posts)" if row["field"] == "n_posts" else words


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}"


def _points(posts: pl.DataFrame, captures: pl.DataFrame, clock: Clock) -> Grid:
    """Return what each capture counted, the posts whose likes changed most first."""
    likes = pl.col("like_count")
    much = (likes.max() - likes.min()).fill_null(0).over("post_id")
    rows = (
        captures.join(posts.select("post_id", "handle"), on="post_id", maintain_order="left")
        .with_columns(_much=much)
        .sort(-pl.col("_much"), "post_id", "captured_at")
    )
    cells = tuple(
        (
            person(row["handle"]),
            row["post_id"],
            clock(row["captured_at"]) + (f" ({row['reason']})" if row["reason"] else ""),
            *(number(row[name]) for name in COUNT_WORDS),
        )
        for row in rows.head(_POINTS).iter_rows(named=True)
    )
    return Grid(_POINT_HEADS, cells, rows.height, (False, False, False, *[True] * len(COUNT_WORDS)))
