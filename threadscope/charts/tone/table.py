"""The drawn numbers of the tone chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.tone.layout import signed, told_of
from threadscope.charts.tone.numbers import PARTS, Tone
from threadscope.charts.words import counted, share
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "group": pl.String, "item": pl.String, "post_id": pl.String, "at": TIME, "until": TIME,
    "posts": pl.Int64, "share": pl.Float64, "people": pl.Int64, "mean": pl.Float64, "low": pl.Float64,
    "high": pl.Float64,
}  # fmt: skip


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(round(at, 3), UTC)


def _groups(tone: Tone) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for group in tone.groups:
        found.append({"section": "group", "group": group.words, "item": "posts", "posts": group.n_posts})
        found.append({
            "section": "group", "group": group.words, "item": "readable posts", "posts": group.n_readable,
            "people": group.n_people, "mean": group.mean, "low": group.low, "high": group.high,
        })  # fmt: skip
        found += [
            {
                "section": "part",
                "group": group.words,
                "item": PARTS[part],
                "posts": number,
                "share": number / group.n_posts,
            }
            for part, number in group.parts.items()
        ]
    return found


def _course(tone: Tone) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "section": "stretch", "group": panel.words, "at": _moment(one.start), "until": _moment(one.end),
            "posts": one.n_posts, "people": one.n_people, "mean": one.mean, "low": one.low, "high": one.high,
        }
        for panel in tone.panels
        for one in panel.stretches
    ]  # fmt: skip
    found += [
        {
            "section": "course",
            "group": panel.words,
            "item": "drawn readable posts",
            "posts": panel.n_posts,
            "people": panel.n_people,
        }
        for panel in tone.panels
    ]
    found += [
        {
            "section": "post",
            "item": "a word leans" if dot.signal else "no signal",
            "post_id": dot.post_id,
            "at": _moment(dot.at),
            "posts": 1,
            "mean": dot.polarity,
        }
        for dot in tone.dots
    ]
    if tone.scale is not None:
        starts = [_moment(tone.scale.clock(float(edge))) for edge in tone.scale.edges[:-1]]
        found += [
            {
                "section": "not scored",
                "item": "over time",
                "at": starts[place],
                "posts": int(tone.unread[place]),
            }
            for place in np.flatnonzero(tone.unread)
        ]
    return found


def table_of(tone: Tone) -> pl.DataFrame:
    """Return the drawn numbers: section, group, item, post_id, at, until, posts, share, people, mean, low, high.

    Raises
    ------
    ValueError
        If the parts of everybody's bar do not hold every post of the thread.
    """
    rows = [{"section": "thread", "item": "posts", "posts": tone.n_posts}]
    rows.append({"section": "thread", "item": "posts with a word that leans", "posts": tone.n_scored})
    rows += [*_groups(tone), *_course(tone)]
    for number, words in (
        (tone.n_later, f"readable, {'in means ' if tone.panels else ''}after the drawn time"),
        (tone.n_untimed, "readable, without a time"),
        (tone.n_unread, "not scored, in the drawn time"),
    ):
        if number:
            rows.append({"section": "rest", "item": words, "posts": number})
    if tone.neutral is not None:
        rows.append({
            "section": "reference", "item": "what posts that people call neutral score", "mean": tone.neutral,
        })  # fmt: skip
    for group in tone.groups[:1]:
        if sum(group.parts.values()) != tone.n_posts:
            raise ValueError(f"the parts hold {sum(group.parts.values())} of {tone.n_posts} posts")
    return pl.DataFrame(rows, schema=_COLUMNS)


def alt_text(tone: Tone) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if tone.why:
        return tone.why
    parts = [f"Tone of {counted(tone.n_posts, 'post')}, counted from words ({tone.list_words})."]
    for group in tone.groups:
        shares = ", ".join(
            f"{share(number, group.n_posts)} {PARTS[part]}" for part, number in group.parts.items() if number
        )
        parts.append(f"{group.words}, {counted(group.n_posts, 'post')}: {shares}; {told_of(group)}.")
    for panel in tone.panels:
        ends = [one.mean for one in panel.stretches]
        parts.append(
            f"Over time, {panel.words}: means of {len(ends)} groups of posts between {signed(min(ends))} and"
            f" {signed(max(ends))}."
        )
    if tone.dots:
        parts.append(f"Over time: {counted(len(tone.dots), 'readable post')} one by one.")
    return " ".join(parts)
