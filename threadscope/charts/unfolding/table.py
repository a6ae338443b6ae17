"""The drawn numbers of the unfolding chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.unfolding.numbers import Unfolding
from threadscope.charts.words import by_people, counted
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "item": pl.String, "at": TIME, "posts": pl.Int64, "people": pl.Int64,
    "likes": pl.Int64, "answers": pl.Int64,
}  # fmt: skip


def _moment(at: float) -> datetime | None:
    return None if np.isnan(at) else datetime.fromtimestamp(round(at, 3), UTC)


def _bars(numbers: Unfolding) -> list[dict[str, Any]]:
    scale = numbers.scale
    starts = [_moment(scale.clock(float(edge))) for edge in scale.edges[:-1]]
    return [
        {"section": "bar", "item": part.words, "at": starts[place], "posts": int(part.counts[place])}
        for part in numbers.bars.parts
        for place in np.flatnonzero(part.counts)
    ]


def _rest(numbers: Unfolding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if numbers.n_later:
        found.append({"section": "later", "item": "after the drawn time", "posts": numbers.n_later})
    if numbers.n_untimed:
        found.append({"section": "untimed", "item": "without a time", "posts": numbers.n_untimed})
    found += [
        {
            "section": "lane",
            "item": lane.label,
            "posts": lane.n_posts,
            "people": 1,
            "likes": lane.n_likes,
            "answers": lane.n_answers,
        }
        for lane in numbers.lanes
    ]
    found += [
        {"section": "row", "item": row.words, "posts": row.n_posts, "people": row.n_people}
        for row in numbers.rows
    ]
    found += [
        {"section": row.kind, "item": row.words, "posts": row.n_posts, "people": row.n_people}
        for row in (numbers.quotes, numbers.orphans)
        if row
    ]
    if numbers.stripped:
        found += [
            {"section": "share", "item": words, "at": _moment(at)}
            for words, at in zip(("10%", "50%", "90%"), numbers.shares, strict=True)
        ]
    found.append(
        {
            "section": "thread",
            "item": "all posts, from the first on",
            "at": _moment(numbers.first_at),
            "posts": numbers.n_posts,
            "people": numbers.n_people,
        }
    )
    found += [{"section": "part", "item": part.words, "posts": part.n_posts} for part in numbers.bars.told]
    found += [
        {"section": "told", "item": words, "posts": number}
        for words, number in (*numbers.told, *numbers.replies)
    ]
    found += [
        {"section": "turning point", "item": turn.label, "at": _moment(turn.at)} for turn in numbers.turns
    ]
    return found


def table_of(numbers: Unfolding) -> pl.DataFrame:
    """Return the drawn numbers: section, item, at, posts, people, likes, answers.

    Raises
    ------
    ValueError
        If the sections do not each hold every post of the thread.
    """
    table = pl.DataFrame([*_bars(numbers), *_rest(numbers)], schema=_COLUMNS)
    for sections in (["bar", "later", "untimed"], ["lane", "row"]):
        held = int(table.filter(pl.col("section").is_in(sections))["posts"].sum())
        if held != numbers.n_posts:
            raise ValueError(f"{' + '.join(sections)} hold {held} of {numbers.n_posts} posts")
    return table


def _turns(numbers: Unfolding) -> str:
    told = []
    for turn in numbers.turns:
        when = "" if np.isnan(turn.at) else f" {numbers.when(turn.at)},"
        told.append(f"{turn.number}{when} {turn.label}: {turn.who}")
    return "; ".join(told)


def alt_text(numbers: Unfolding) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    totals = numbers.bars.totals
    parts = [
        f"{counted(numbers.n_posts, 'post')} {by_people(numbers.n_people, unknown=numbers.unknown)} over time."
    ]
    if not np.isnan(numbers.first_at):
        peak = numbers.moment(numbers.scale.clock(float(numbers.scale.edges[int(totals.argmax())])))
        parts.append(
            f"Most per {numbers.scale.unit}: {totals.max():,}, from {peak:%a} {peak.day} {peak:%b %Y %H:%M}."
        )
    lanes = "; ".join(
        f"{lane.label}, {lane.words}, {counted(lane.n_posts, 'post')}, {counted(lane.n_answers, 'answer')}"
        for lane in numbers.lanes
    )
    parts.append(f"People: {lanes}.")
    parts += [f"{counted(row.n_posts, 'other post')}: {row.words}." for row in numbers.rows]
    if numbers.n_later:
        parts.append(f"{counted(numbers.n_later, 'post')} came later than is drawn.")
    if numbers.turns:
        parts.append(f"Turning points: {_turns(numbers)}.")
    return " ".join([*parts, numbers.completeness]).strip()
