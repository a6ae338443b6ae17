"""Rows of note_timeline -> the notes of one thread in the order of the picture, each with its words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from string import ascii_uppercase
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from threadscope.charts.note.life import life_of, status_row
from threadscope.charts.note.numbers import Lane
from threadscope.charts.words import at_handle, quoted
from threadscope.schema.note_states import NOTE_STATES, NoteState, note_state

__all__ = ["drawn_rows", "lanes_of", "lettered"]

#: What somebody links to or says is hearsay: it is counted in the report, and draws no note.
_HEARSAY: Final = "text_hint"
_RANK: Final = {name: place for place, name in enumerate(NOTE_STATES)}
Row = dict[str, Any]


def drawn_rows(note_timeline: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that draw a note, with a key that is the same for all evidence about one note on one post.

    A flag names no note: it is a note of its own only where nothing else is known of any note on its post.
    """
    evident = note_timeline.filter(pl.col("evidence_kind") != _HEARSAY)
    named = pl.col("note_id").is_not_null() | pl.col("text").is_not_null()
    keyed = evident.with_columns(
        lane=pl.coalesce("note_id", pl.concat_str(pl.lit("?"), "text")).fill_null("?"), named=named
    )
    return keyed.filter(pl.col("named") | ~pl.col("named").any().over("post_id")).drop("named")


def _day(moment: datetime | None, zone: ZoneInfo, *, utc: bool) -> str:
    """Return a day; that of a snapshot is a day of its own, whatever the zone."""
    if moment is None:
        return "an unknown day"
    local = moment if utc else moment.astimezone(zone)
    return f"{local.day} {local:%b} {local.year}"


def _state(rows: Sequence[Row]) -> NoteState:
    state = note_state(*(row["state"] for row in rows))
    return state or NOTE_STATES["unknown"]


def _told(rows: Sequence[Row], zone: ZoneInfo) -> str:
    """Return what is known: what the rating says as of its day, and what captures were shown."""
    rated = status_row(rows)
    pivot = next((row for row in rows if row["evidence_kind"] == "pivot"), None)
    flag = next((row for row in rows if row["evidence_kind"] == "flag"), None)
    told = []
    if rated is not None:
        state = NOTE_STATES.get(rated["state"], NOTE_STATES["unknown"])
        day = _day(rated["observed_at"], zone, utc=rated["evidence_kind"] == "snapshot")
        own = rated["evidence_kind"] == "own_archive"
        told.append(f"{'in an account archive' if own else state.words} (as of {day})")
    if pivot is not None:
        state = NOTE_STATES.get(pivot["state"], NOTE_STATES["unknown"])
        seen = pivot["seen_shown_to"] or pivot["observed_at"]
        on = f" on {_day(seen, zone, utc=False)}" if seen is not None else ""
        told.append(state.words + on)
    if not told and flag is not None:
        state = NOTE_STATES.get(flag["state"], NOTE_STATES["unknown"])
        on = f" ({_day(flag['observed_at'], zone, utc=False)})" if flag["observed_at"] is not None else ""
        told.append(f"{state.words}{on}: which, and whether it was ever shown, is not known")
    words = "; ".join(told)
    return words[:1].upper() + words[1:]


def _first(rows: Sequence[Row], column: str) -> Any:
    return next((row[column] for row in rows if row[column] is not None), None)


def _traits(rows: Sequence[Row]) -> str:
    """Return what its writer says of the post, and what kind of note it is."""
    told = [
        {"misleading": "calls the post misleading", "not_misleading": "says that no note is needed"}.get(
            _first(rows, "classification"), ""
        )
    ]
    if _first(rows, "written_on_id") is not None:
        told.append("about a picture, video or link; written on another post")
    elif _first(rows, "is_media_note"):
        told.append("about a picture, video or link")
    if _first(rows, "is_collaborative"):
        told.append("drafted by a program")
    return " · ".join(words for words in told if words)


def _first_shown(rows: Sequence[Row]) -> float:
    """Return from when a note was shown on record; never comes last."""
    known = [row["shown_from"].timestamp() for row in rows if row["shown_from"] is not None]
    return min(known, default=math.inf)


def _in_order(found: list[tuple[list[Row], Lane]]) -> list[Lane]:
    """Put the post with the note that says most first, of equal ones the most answered.

    Of the notes on one post, those that were shown come first, by time; then the ones that say most.
    """
    best: dict[str, tuple[int, int, float]] = {}
    for rows, lane in found:
        key = (_RANK[lane.state], -int(_first(rows, "n_replies") or 0), lane.post_at or 0.0)
        best[lane.post_id] = min(best.get(lane.post_id, key), key)

    def place(pair: tuple[list[Row], Lane]) -> tuple[Any, ...]:
        rows, lane = pair
        written = min((moment.at for moment in lane.moments), default=math.inf)
        own = (_first_shown(rows), _RANK[lane.state], written, lane.note_id or "", lane.says)
        return (*best[lane.post_id], lane.post_id, *own)

    return [lane for _, lane in sorted(found, key=place)]


def lanes_of(
    rows: pl.DataFrame,
    times: Mapping[str, datetime | None],
    authors: Mapping[str, str | None],
    zone: ZoneInfo,
) -> list[Lane]:
    """Return the notes of one thread, without letters.

    Parameters
    ----------
    rows
        As ``drawn_rows`` returns them, only this thread.
    times, authors
        Time and handle of the posts and ghosts, by id.
    zone
        In which days are told.
    """
    found = []
    ordered = rows.sort("post_id", "lane", "evidence_kind").iter_rows(named=True)
    for (post_id, _), group in groupby(ordered, key=lambda row: (row["post_id"], row["lane"])):
        mine = list(group)
        moment = times.get(post_id)
        post_at = None if moment is None else moment.timestamp()
        life = life_of(mine, post_at)
        state = _state(mine)
        captured_first = sorted(mine, key=lambda row: row["evidence_kind"] != "pivot")
        handle = at_handle(authors.get(post_id))
        lane = Lane(
            letter="",
            post_id=post_id,
            note_id=_first(mine, "note_id"),
            state=state.name,
            told=_told(mine, zone),
            who=f"on {handle}’s post" if handle.startswith("@") else "on a post whose author is not known",
            traits=_traits(mine),
            says=quoted(text) if (text := _first(captured_first, "text")) else "",
            post_at=post_at,
            was_shown=any(NOTE_STATES[row["state"]].was_shown for row in mine if row["state"] in NOTE_STATES),
            evidence=tuple(row["evidence_kind"] for row in mine),
            moments=life.moments,
            stretches=life.stretches,
        )
        found.append((mine, lane))
    return _in_order(found)


def lettered(lanes: Sequence[Lane]) -> list[str]:
    """Return what notes are called: a letter, a number where letters run out, nothing where there is only one."""
    if len(lanes) == 1:
        return [""]
    letters = len(ascii_uppercase)
    return [ascii_uppercase[n] if n < letters else str(n + 1) for n in range(len(lanes))]
