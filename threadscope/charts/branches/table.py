"""The drawn numbers of the branches chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.branches.numbers import Branches
from threadscope.charts.words import counted, share
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "post_id": pl.String, "item": pl.String, "at": TIME, "posts": pl.Int64, "posts_most": pl.Int64,
    "posts_smoothed": pl.Float64, "posts_below": pl.Int64, "branches": pl.Int64, "share": pl.Float64,
    "number": pl.Int64,
}  # fmt: skip


def _moment(at: float | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(round(at, 3), UTC)


def _bins(numbers: Branches) -> list[dict[str, Any]]:
    if numbers.scale is None:
        return []
    starts = [_moment(numbers.scale.clock(float(edge))) for edge in numbers.scale.edges[:-1]]
    return [
        {
            "section": "bin",
            "post_id": ridge.post_id,
            "item": ridge.label,
            "at": starts[place],
            "posts": int(ridge.counts[place]),
            "posts_smoothed": round(float(ridge.heights[place]), 3),
        }
        for ridge in numbers.ridges
        for place in np.flatnonzero((ridge.counts > 0) | (ridge.heights > 0))
    ]


def table_of(numbers: Branches) -> pl.DataFrame:
    """Return the drawn numbers.

    Returns
    -------
    polars.DataFrame
        ``section``: branch, pooled, elsewhere and opening hold every post once; bin (one a branch and bin of time, its start in ``at``)
        and later tell the same posts over time. ``posts``, in bins also ``posts_smoothed``, as drawn; for a branch the
        ``posts_most`` of a bin, all ``posts_below`` its first post, and its ``share`` of the thread.

    Raises
    ------
    ValueError
        If the branches and what is not drawn do not hold every post of the thread, or the bins of a branch do not
        hold its posts.
    """
    n = numbers.n_posts
    rows: list[dict[str, Any]] = []
    for ridge in numbers.ridges:
        if int(ridge.counts.sum()) + ridge.n_later + ridge.n_untimed != ridge.n_posts:
            raise ValueError(f"the bins of branch {ridge.post_id} do not hold its {ridge.n_posts} posts")
        rows.append(
            {
                "section": "branch",
                "post_id": ridge.post_id,
                "item": ridge.label,
                "at": _moment(ridge.at),
                "posts": ridge.n_posts,
                "posts_most": ridge.most,
                "posts_below": ridge.n_below,
                "branches": 1,
                "share": ridge.n_posts / n,
            }
        )
    branches, pooled = numbers.pooled
    rest = (
        ("pooled", "branches that are not drawn", branches, pooled),
        ("elsewhere", "below none of them", None, numbers.n_elsewhere),
        ("opening", "the opening post itself", None, numbers.n_opening),
    )
    rows += [
        {"section": section, "item": item, "branches": some, "posts": posts, "share": posts / n}
        for section, item, some, posts in rest
        if posts
    ]
    held = sum(row["posts"] for row in rows)
    if held != n:
        raise ValueError(f"the branches and the rest hold {held} of {n} posts")
    if numbers.n_later:
        rows.append(
            {
                "section": "later",
                "item": "of all these, after the drawn time",
                "posts": numbers.n_later,
                "share": numbers.n_later / n,
            }
        )
    rows.append({"section": "thread", "item": "all posts", "number": n})
    rows += [{"section": "replies", "item": words, "number": number} for words, number in numbers.replies]
    return pl.DataFrame([*rows, *_bins(numbers)], schema=_COLUMNS)


def alt_text(numbers: Branches) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if not numbers.ridges or numbers.scale is None:
        return numbers.why
    n, unit = numbers.n_posts, numbers.scale.unit
    parts = [
        f"{counted(len(numbers.ridges), 'branch', 'branches')} of a thread of {counted(n, 'post')}, oldest first."
    ]
    for ridge in numbers.ridges:
        when = f", opened {numbers.scale.local(ridge.at):%H:%M on %d %b %Y}" if ridge.at is not None else ""
        parts.append(
            f"{ridge.label} ({ridge.relation}): {ridge.words or 'no words'}{when}: {counted(ridge.n_posts, 'post')}"
            f" ({share(ridge.n_posts, n)}), at most {ridge.most:,} per {unit}."
        )
    return " ".join(parts)
