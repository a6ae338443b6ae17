"""What a captured post says about Community Notes: the note that was shown, and the flag that one exists.

A flag says that somebody wrote a note, and never that a note was shown; only a pivot says that.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from threadscope.collect.dialects.graphql.shapes import Pivot, Result
from threadscope.collect.intake import Intake
from threadscope.snowflake import time_of

__all__ = ["note_evidence"]

_NOTE_URL = re.compile(r"/(?:birdwatch|communitynotes)/n/([0-9]{1,19})")


def note_evidence(post_id: str, result: Result, at: int | None, intake: Intake) -> None:
    """Add the rows of ``notes`` that one captured post gives: at most one pivot and one flag."""
    pivot, flag = result.birdwatch_pivot, result.has_birdwatch_notes
    state = _state_of(pivot) if pivot else None
    if pivot and state:
        if flag is False:
            intake.report(
                post_id, "note_conflict", "has_birdwatch_notes is false beside a note; the note was kept"
            )
        note_id = _note_id(pivot)
        text = pivot.subtitle.text if pivot.subtitle else None
        intake.note(_row(post_id, "pivot", state, note_id, text, at))
    if flag is not None:
        said = "notes_exist_not_shown_to_capturer" if flag else "none_reported_at_capture"
        intake.note(_row(post_id, "flag", state or said, None, None, at))


def _state_of(pivot: Pivot) -> str:
    style = pivot.visualStyle or pivot.visual_style
    heading = (pivot.title or pivot.shorttitle or "").lower()
    if style == "Tentative":
        return "proposed_at_capture"
    if style == "Default" or "added context" in heading:
        return "shown_at_capture"
    return "pivot_ambiguous"


def _note_id(pivot: Pivot) -> str | None:
    if pivot.note and pivot.note.rest_id:
        return pivot.note.rest_id
    found = _NOTE_URL.search(pivot.destinationUrl or pivot.destination_url or "")
    return found.group(1) if found else None


def _row(
    post_id: str, kind: str, state: str, note_id: str | None, text: str | None, at: int | None
) -> tuple[Any, ...]:
    written: datetime | None = time_of(note_id) if note_id else None
    text = text.replace("\0", "") if text else None
    precision = "capture" if at is not None else "none"
    return (post_id, kind, state, note_id, text, at, written, None, None, precision)
