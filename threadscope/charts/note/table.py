"""The drawn numbers of the note chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.note.numbers import OPEN, NoteChart
from threadscope.charts.words import counted, share
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "post_id": pl.String, "note_id": pl.String, "item": pl.String, "at": TIME, "until": TIME,
    "posts": pl.Int64, "of": pl.Int64,
}  # fmt: skip

_WORDS: Final = {
    "replies": "replies to the first noted post", "below": "other posts below it", "thread": "the rest of the thread",
}  # fmt: skip


def _moment(at: float) -> datetime | None:
    return None if np.isnan(at) or at == OPEN else datetime.fromtimestamp(round(at, 3), UTC)


def _bars(numbers: NoteChart) -> list[dict[str, Any]]:
    if numbers.scale is None:
        return [{"section": "posts", "item": "not drawn over time", "posts": numbers.n_posts}]
    scale = numbers.scale
    starts = [_moment(scale.clock(float(edge))) for edge in scale.edges[:-1]]
    found: list[dict[str, Any]] = [
        {
            "section": "posts",
            "item": _WORDS[part.scope],
            "at": starts[place],
            "posts": int(part.counts[place]),
        }
        for part in numbers.parts
        for place in np.flatnonzero(part.counts)
    ]
    for number, words in ((numbers.n_later, "after the drawn time"), (numbers.n_untimed, "without a time")):
        if number:
            found.append({"section": "posts", "item": words, "posts": number})
    return found


def _notes(numbers: NoteChart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for lane in (*numbers.lanes, *numbers.more):
        ids = {"post_id": lane.post_id, "note_id": lane.note_id}
        found.append({"section": "note", **ids, "item": lane.told})
        found += [
            {"section": "moment", **ids, "item": moment.words, "at": _moment(moment.at)}
            for moment in lane.moments
        ]
        found += [
            {"section": "stretch", **ids, "item": s.kind, "at": _moment(s.start), "until": _moment(s.end)}
            for s in lane.stretches
        ]
    return found


def table_of(numbers: NoteChart) -> pl.DataFrame:
    """Return the drawn numbers: section, post_id, note_id, item, at, until, posts, of.

    Raises
    ------
    ValueError
        If the bars and what is not drawn do not hold every post of the thread.
    """
    shares = [
        {"section": "already written", "item": f"{s.scope} when {s.moment}", "posts": s.before, "of": s.of}
        for s in numbers.shares
    ]
    table = pl.DataFrame([*_bars(numbers), *_notes(numbers), *shares], schema=_COLUMNS)
    held = int(table.filter(pl.col("section") == "posts")["posts"].sum())
    if held != numbers.n_posts:
        raise ValueError(f"the bars hold {held} of {numbers.n_posts} posts")
    return table


def alt_text(numbers: NoteChart) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if not numbers.lanes:
        return numbers.why
    parts = [
        f"{counted(len(numbers.lanes) + len(numbers.more), 'Community Note')} over {counted(numbers.n_posts, 'post')}."
    ]
    for lane in numbers.lanes:
        name = f"Note {lane.letter}" if lane.letter else "The note"
        moments = ", ".join(moment.words for moment in lane.moments)
        parts.append(f"{name} {lane.who}: {lane.told}{f'; {moments}' if moments else ''}.")
        if lane.says:
            parts.append(f"It says {lane.says}.")
    for found in numbers.shares:
        when = {"written": "written", "helpful": "first rated helpful"}[found.moment]
        what = {"replies": "replies to the post", "below": "posts below it", "thread": "posts of the thread"}[
            found.scope
        ]
        parts.append(
            f"When the first was {when}, {found.before:,} of {found.of:,} {what} were there ({share(found.before, found.of)})."
        )
    return " ".join([*parts, numbers.reach]).strip()
