"""Evidence about Community Notes for tests: what one capture or one snapshot says of a note on a post of a tiny thread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders import START
from threadscope.snowflake import id_at

__all__ = ["CAPTURED", "DAY", "flag", "note_file", "note_id", "payload", "pivot", "snapshot", "soon"]

#: When captures were taken, unless a test says otherwise.
CAPTURED = datetime(2024, 6, 7, tzinfo=UTC)
#: The day of the snapshot.
DAY = datetime(2024, 7, 1, tzinfo=UTC)


def soon(hours: float) -> datetime:
    """Return the time so many hours after the first post."""
    return START + timedelta(hours=hours)


def note_id(hours: float) -> str:
    """Return the id of a note that was written so many hours after the first post."""
    return id_at(soon(hours))


def _row(kind: str, state: str, **more: Any) -> dict[str, Any]:
    return {
        "post_id": "root", "evidence_kind": kind, "state": state, "note_id": None, "text": None, "observed_at": CAPTURED,
        "written_at": None, "shown_from": None, "shown_until": None, "precision": "capture", "classification": None,
        "is_media_note": None, "written_on_id": None, "rated_helpful_at": None, "because": None, "snapshot_by": None,
        "source": "x.json",
    } | more  # fmt: skip


def pivot(state: str = "shown_at_capture", **more: Any) -> dict[str, Any]:
    """Return what a capture says that delivered a note."""
    return _row("pivot", state, **more)


def flag(state: str = "none_reported_at_capture", **more: Any) -> dict[str, Any]:
    """Return what a capture says beside a post."""
    return _row("flag", state, **more)


def payload(state: str, **more: Any) -> dict[str, Any]:
    """Return what a list of notes says that X gave."""
    return _row("payload", state, **more)


def snapshot(
    state: str, written: float = 2, helpful: float | None = None, removed: float | None = None, **more: Any
) -> dict[str, Any]:
    """Return what a snapshot says of a note; times in hours after the first post."""
    was_shown = helpful is not None and state in {"shown", "shown_then_removed"}
    times = {
        "note_id": note_id(written),
        "rated_helpful_at": None if helpful is None else soon(helpful),
        "shown_from": soon(helpful) if was_shown and helpful is not None else None,
        "shown_until": None if removed is None else soon(removed),
    }
    said = {
        "observed_at": DAY,
        "snapshot_by": "path",
        "classification": "misleading",
        "text": "It is not so.",
    }
    return _row("snapshot", state, **(times | said | more))


def note_file(**more: Any) -> dict[str, Any]:
    """Return the notes file of the snapshot."""
    return {
        "source": "notes.tsv", "holds": "public_notes", "snapshot_at": DAY, "snapshot_by": "path", "newest_at": DAY,
        "covers_until": DAY - timedelta(hours=48), "n_rows": 9, "n_rejected": 0, "n_kept": 0, "whole": True,
    } | more  # fmt: skip
