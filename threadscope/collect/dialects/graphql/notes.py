"""What X's GraphQL says about Community Notes: the one shown with a post, the flag that one exists, notes themselves.

A flag says that somebody wrote a note, and never that a note was shown; only a pivot says that. What the pages of
notes get (BirdwatchFetchNotes and the like) are notes with their rating: one that is rated helpful and calls the
post misleading is shown, by X's rules; that it was seen is not said. A note may have been written on another post
with the same picture. Who wrote a note is never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from threadscope.collect.decode import Typed
from threadscope.collect.dialects.graphql.columns import id_of
from threadscope.collect.dialects.graphql.shapes import CommunityNote, Pivot, Result
from threadscope.collect.dialects.graphql.walk import FoundNote
from threadscope.collect.intake import Intake
from threadscope.collect.note_ratings import classification_in, rated, status_in
from threadscope.collect.numbers import whole
from threadscope.snowflake import time_of

__all__ = ["note_evidence", "note_payloads"]

_NOTE_URL: Final = re.compile(r"/(?:birdwatch|communitynotes)/[nm]/([0-9]{1,19})(?![0-9])")
#: The heading of a note on a picture or the like, which X shows on other posts with the same too.
_MEDIA_HEADING: Final = re.compile(r"added context to this (?:image|photo|picture|video|gif|media|link)")
_NOTE: Final = Typed(CommunityNote)
_ID: Final = re.compile(r"[0-9]{1,19}")
#: A note's id and its time are given within a tenth of a second of each other.
_TOLERANCE: Final = timedelta(minutes=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_MS: Final = 4_102_444_800_000  # the year 2100


def note_evidence(post_id: str, result: Result, at: int | None, intake: Intake) -> None:
    """Add the rows of ``notes`` that one captured post gives: at most one pivot and one flag."""
    pivot, flag = result.birdwatch_pivot, result.has_birdwatch_notes
    state = _state_of(pivot) if pivot else None
    if pivot and state:
        if flag is False:
            intake.report(
                post_id, "note_conflict", "has_birdwatch_notes is false beside a note; the note was kept"
            )
        row = _row(post_id, "pivot", state, _note_id(pivot), _text(pivot), at)
        intake.note((*row, None, True if _MEDIA_HEADING.search(_heading(pivot)) else None))
    if flag is not None:
        said = "notes_exist_not_shown_to_capturer" if flag else "none_reported_at_capture"
        intake.note(_row(post_id, "flag", state or said, None, None, at))


def note_payloads(
    found: Sequence[FoundNote], asked: str | None, at: int | None, position: str, intake: Intake
) -> None:
    """Add a row of ``notes`` for each post that a note in a response is about.

    Parameters
    ----------
    found
        The notes of one response.
    asked
        Id of the post whose notes were asked for, where the request was kept.
    at
        When it was captured, in milliseconds.
    position
        Where the response stands.
    intake
        Where rows go. A note of which nothing says on which post it was written is counted.
    """
    rows: dict[tuple[Any, ...], None] = {}
    nowhere = 0
    notes = [_NOTE.convert(one.note, intake.report, position) for one in found]
    listed = asked or _only_post(found, notes)
    for one, note in zip(found, notes, strict=True):
        note.rest_id = _whole_id(note.rest_id, position, intake)
        written_on = id_of(note.tweet_results)
        on = one.post_id or (listed if one.listed else asked) or written_on
        if on is None:
            nowhere += 1
            continue
        told = _written_at(note, position, intake)
        rows[_payload(written_on or on, note, one.listed, at, told, None)] = None
        # A note that is on no media stands under another post only where that one is a version of the same.
        if written_on not in {None, on} and (note.is_media_note is not False or note.is_url_note):
            rows[_payload(on, note, one.listed, at, told, written_on)] = None
    for row in rows:
        intake.note(row)
    if nowhere:
        noun = "a Community Note" if nowhere == 1 else f"{nowhere} Community Notes"
        detail = f"{noun} of which the response does not say on which post; left out"
        intake.report(position, "note_without_post", detail)


def _only_post(found: Sequence[FoundNote], notes: Sequence[CommunityNote]) -> str | None:
    """Return the post whose notes are listed: the one that all of them name that are on no media."""
    named = {
        id_of(note.tweet_results)
        for one, note in zip(found, notes, strict=True)
        if one.listed and not (note.is_media_note or note.is_url_note)
    } - {None}
    return named.pop() if len(named) == 1 else None


def _payload(
    post_id: str,
    note: CommunityNote,
    listed: str,
    at: int | None,
    written: datetime | None,
    written_on: str | None,
) -> tuple[Any, ...]:
    data = note.data_v1
    classification = classification_in((data.classification if data else None) or listed)
    status = status_in(note.rating_status)
    state = rated(status, classification, deleted=note.tombstone is not None)
    if written_on is not None and state == "shown":
        # Whether a note on a picture is shown on a post with the same picture, X decides post by post.
        state = "unknown"
    text = data.summary.text if data and data.summary else None
    row = _row(post_id, "payload", state, note.rest_id, text, at, written)
    media = True if note.is_url_note else note.is_media_note
    return (*row, classification, media, None, written_on, status)


def _written_at(note: CommunityNote, position: str, intake: Intake) -> datetime | None:
    """Return when a note was written: its id says it, and the time beside it is compared."""
    in_id = time_of(note.rest_id) if note.rest_id else None
    ms = whole(note.created_at)
    said = _EPOCH + timedelta(milliseconds=ms) if ms is not None and 0 < ms < _LATEST_MS else None
    if in_id and said and abs(in_id - said) > _TOLERANCE:
        detail = (
            f"the id of note {note.rest_id} says {in_id:%Y-%m-%d %H:%M:%S}, its time "
            f"{said:%Y-%m-%d %H:%M:%S}; the id was taken"
        )
        intake.report(position, "id_suspect", detail)
    return in_id or said


def _whole_id(note_id: str | None, position: str, intake: Intake) -> str | None:
    if note_id is None or _ID.fullmatch(note_id):
        return note_id
    intake.report(position, "id_suspect", f"a Community Note with the id {note_id[:40]!r}; it was left empty")
    return None


def _state_of(pivot: Pivot) -> str:
    style = (pivot.visualStyle or pivot.visual_style or "").lower()
    if style == "tentative":
        return "proposed_at_capture"
    if style == "default" or "added context" in _heading(pivot):
        return "shown_at_capture"
    return "pivot_ambiguous"


def _heading(pivot: Pivot) -> str:
    return (pivot.title or pivot.shorttitle or "").lower()


def _text(pivot: Pivot) -> str | None:
    data = pivot.note.data_v1 if pivot.note else None
    beside = data.summary.text if data and data.summary else None
    return (pivot.subtitle.text if pivot.subtitle else None) or beside


def _note_id(pivot: Pivot) -> str | None:
    if pivot.note and pivot.note.rest_id:
        return pivot.note.rest_id
    action = pivot.callToAction or pivot.call_to_action
    addresses = (
        pivot.destinationUrl,
        pivot.destination_url,
        (action.destinationUrl or action.destination_url) if action else None,
    )
    found = (_NOTE_URL.search(address) for address in addresses if address)
    return next((one.group(1) for one in found if one), None)


def _row(
    post_id: str,
    kind: str,
    state: str,
    note_id: str | None,
    text: str | None,
    at: int | None,
    written: datetime | None = None,
) -> tuple[Any, ...]:
    written = written or (time_of(note_id) if note_id else None)
    text = text.replace("\0", "") if text else None
    precision = "capture" if at is not None else "none"
    return (post_id, kind, state, note_id, text, at, written, None, None, precision)
