"""Community Notes that API v2 hands out to those who write them by program -> rows of ``notes``.

An ordinary answer of API v2 says nothing about notes. Who may write notes by program gets the notes that he wrote
himself, and beside a post which of these are about the same picture: of notes of others it says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from threadscope.collect.dialects.api_v2.shapes import Tweet
from threadscope.collect.intake import Intake
from threadscope.collect.note_ratings import classification_in, rated, status_in
from threadscope.collect.record import Placed
from threadscope.snowflake import time_of

__all__ = ["matched_notes", "written_notes"]

_MATCHED: Final = {
    "matched_and_shown": "shown_at_capture",
    "matched_but_not_shown": "notes_exist_not_shown_to_capturer",
}


def matched_notes(posts: Sequence[Placed[Tweet]], intake: Intake) -> None:
    """Add the notes on the same picture that stand beside posts."""
    for post, _, _, at in posts:
        for note in post.matched_media_notes or ():
            state = _MATCHED.get(note.match_status or "", "unknown")
            written = time_of(note.note_id) if note.note_id else None
            row = (post.id, "payload", state, note.note_id, None, at, written, None, None, _precision(at))
            intake.note((*row, None, True))


def written_notes(notes: Sequence[Tweet], at: int | None, position: str, intake: Intake) -> None:
    """Add notes; those that name no post are counted."""
    nowhere = 0
    for note in notes:
        info = note.info
        if info is None or info.post_id is None:
            nowhere += 1
            continue
        classification = classification_in(info.classification)
        status = status_in(info.rating_status or note.status)
        text = info.text.replace("\0", "") if info.text else None
        written = time_of(note.id) if note.id else None
        row = (info.post_id, "payload", rated(status, classification), note.id, text, at, written)
        intake.note(
            (*row, None, None, _precision(at), classification, info.is_media_note, None, None, status)
        )
    if nowhere:
        noun = "a Community Note" if nowhere == 1 else f"{nowhere} Community Notes"
        intake.report(position, "note_without_post", f"{noun} that names no post; left out")


def _precision(at: int | None) -> str:
    return "capture" if at is not None else "none"
