"""Community Notes that the owner wrote or rated -> evidence about the posts they name; read only when asked for.

They are notes on other people's posts. The archive does not say whether one was ever shown, and it ties the owner to
an anonymous name: neither that name nor the owner's id is read.
"""

from __future__ import annotations

from threadscope.collect.dialects.account_archive.archive import Archive
from threadscope.collect.dialects.account_archive.owner import Owner
from threadscope.collect.dialects.account_archive.shapes import NoteItem
from threadscope.collect.moments import milliseconds
from threadscope.snowflake import time_of

__all__ = ["read_own_notes"]


def read_own_notes(name: str, owner: Owner, archive: Archive) -> None:
    """Put the notes of one file into the intake; what names no post is counted."""
    intake = archive.intake
    nowhere = 0
    precision = "capture" if owner.captured_ms is not None else "none"
    for _, item in archive.typed(name, NoteItem):
        note = item.communityNote or item.birdwatchNote
        if note is None or not (note.tweetId or "").isdigit():
            nowhere += 1
            continue
        written = milliseconds(note.createdAt)
        intake.note(
            (
                note.tweetId,
                "own_archive",
                # A note is on record; the archive shows no post as its readers saw it.
                "notes_exist_not_shown_to_capturer",
                note.noteId,
                note.summary.replace("\0", "") if note.summary else None,
                owner.captured_ms,
                written if written is not None else time_of(note.noteId or ""),
                None,
                None,
                precision,
            )
        )
    if nowhere:
        what = "note or rating names" if nowhere == 1 else "notes or ratings name"
        intake.report(None, "own_note_without_post", f"{nowhere:,} {what} no post; counted and left out")
