"""The posts to draw -> the rows of the exchange ladder, and who speaks in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from threadscope.charts.exchange.numbers import Rung, Speaker
from threadscope.charts.sides import UNDETERMINED, Side, sides_of_all
from threadscope.charts.words import at_handle, clean, quoted, spoken
from threadscope.schema.note_states import note_state
from threadscope.settings import Settings

__all__ = ["Known", "badges_of", "rungs_of", "speakers_of"]

_DAY = 86400.0
_WHY: Final = {
    "missing": "not in the archive", "deleted": "deleted", "suspended": "its author is suspended",
    "protected": "its author is protected", "withheld": "withheld", "unavailable": "unavailable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the posts: names by person; labels, answers, sides, notes, places in the chain and gaps in it by post."""

    labels: dict[str, str]
    turning: dict[str, str]
    answers: dict[str, int]
    sides: dict[str, str]
    badges: dict[str, tuple[str, bool]]
    steps: dict[str, str]
    left_out: dict[str, int]


def _when(at: datetime | None, span: float, zone: ZoneInfo) -> str:
    if at is None:
        return "no time"
    local = at.astimezone(zone)
    if span > 300 * _DAY:
        return f"{local.day} {local:%b} {local.year}"
    return f"{local.day} {local:%b} {local:%H:%M}" if span > 6 * _DAY else f"{local:%a %H:%M}"


def _later(before: datetime | None, at: datetime | None) -> str:
    """Return the time between two posts in words, to the nearest whole unit."""
    if before is None or at is None:
        return ""
    seconds = (at - before).total_seconds()
    if seconds < 0:
        return ""
    if seconds < 1:
        return "the same second"
    for size, unit, most in ((1, "s", 60), (60, "min", 90), (3600, "h", 48)):
        if round(seconds / size) < most:
            return f"{round(seconds / size)} {unit} later"
    return f"{round(seconds / _DAY):,} days later"


def _said(row: dict[str, Any]) -> str:
    if row["reason"] is not None:
        return f"missing here: {_WHY.get(row['reason'], row['reason'])}"
    return clean(spoken(row["words"])) or ("(picture or video)" if row["picture"] else quoted(row["words"]))


def badges_of(note_states: pl.DataFrame) -> dict[str, tuple[str, bool]]:
    """Return what is known of notes, by post: in words, and whether readers saw one."""
    rows = note_states.select("post_id", "state", "snapshot_state").iter_rows()
    known = ((post_id, note_state(*names)) for post_id, *names in rows)
    return {post_id: (state.badge, state.was_shown) for post_id, state in known if state is not None}


def speakers_of(
    rows: list[dict[str, Any]], labels: dict[str, str], sides: dict[str, str], named: dict[str, Side]
) -> tuple[Speaker, ...]:
    """Return who wrote a drawn post, in the order of their first one."""
    ids = list(dict.fromkeys(row["who"] for row in rows))
    return tuple(
        Speaker(
            who,
            labels.get(who, at_handle(None)),
            named[sides.get(who, UNDETERMINED.name)],
            sum(row["who"] == who for row in rows),
        )
        for who in ids
    )


def _whom(row: dict[str, Any], parent: dict[str, Any] | None, labels: dict[str, str]) -> str:
    """Return who is answered, as a sentence says it; "" where nobody is."""
    if parent is None:
        return ""
    if parent["author_id"] == row["author_id"]:
        return "their own post"
    name = labels.get(parent["author_id"] or "", "")
    if parent["reason"] is not None:
        return f"{name} (missing post)" if name else "a missing post"
    return name or at_handle(None)


def rungs_of(
    rows: list[dict[str, Any]],
    speakers: tuple[Speaker, ...],
    above: dict[str, dict[str, Any]],
    known: Known,
    settings: Settings,
) -> tuple[Rung, ...]:
    """Return the rows of the picture.

    Parameters
    ----------
    rows
        The posts to draw, oldest first, with ``who``: the author, or what stands for one that is not known.
    speakers
        Their authors.
    above
        The posts that they answer, by id.
    known
        What is known of them beside.
    settings
        The zone is used.
    """
    lanes = {speaker.author_id: place for place, speaker in enumerate(speakers)}
    places = {row["post_id"]: place for place, row in enumerate(rows)}
    times = sorted(row["created_at"] for row in rows if row["created_at"] is not None)
    span = (times[-1] - times[0]).total_seconds() if times else 0.0
    zone = ZoneInfo(settings.tz)
    found: list[Rung] = []
    for place, row in enumerate(rows):
        parent = above.get(row["parent_id"] or "")
        badge, shown = known.badges.get(row["post_id"], ("", False))
        found.append(
            Rung(
                post_id=row["post_id"],
                at=row["created_at"],
                when=_when(row["created_at"], span, zone),
                later=_later(rows[place - 1]["created_at"], row["created_at"]) if place else "",
                speaker=lanes[row["who"]],
                target=None if parent is None else lanes.get(parent["who"]),
                rung=None if parent is None else places.get(parent["post_id"]),
                whom=_whom(row, parent, known.labels),
                by_quote=row["by_quote"],
                label=known.turning.get(row["post_id"], ""),
                words=_said(row),
                likes=row["likes"],
                answers=known.answers.get(row["post_id"], 0),
                side=sides_of_all(settings)[known.sides.get(row["post_id"], UNDETERMINED.name)],
                badge=badge,
                note_shown=shown,
                picture=row["picture"],
                missing=row["reason"] is not None,
                step=known.steps.get(row["post_id"], ""),
                left_out=known.left_out.get(row["post_id"], 0),
            )
        )
    return tuple(found)
