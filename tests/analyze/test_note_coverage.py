"""How far what is known of notes reaches."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.builders import START, study
from tests.noted import CAPTURED, DAY, flag, note_file, note_id, payload, pivot, snapshot

_THREAD = ("root", "ann1>root", "bob1>root", "eve1>ann1")


def _row(*evidence: dict[str, Any], specs: tuple[str, ...] = _THREAD, **more: Any) -> dict[str, Any]:
    (row,) = study(*specs, notes=list(evidence), **more).table("note_coverage").to_dicts()
    return row


def test_nothing_known_of_any_post():
    """No capture speaks of notes and no snapshot was read: four posts of which nothing is known."""
    row = _row()

    assert (row["n_posts"], row["n_unknown"], row["evidence_kinds"]) == (4, 4, [])
    assert (row["n_snapshots"], row["snapshot_at"], row["covers_until"]) == (0, None, None)
    assert (row["n_told"], row["n_noted"], row["n_notes"]) == (0, 0, 0)


def test_what_captures_say_is_counted_by_post():
    """Two posts of which none is reported, one with a note: one post remains unknown."""
    row = _row(
        flag(),
        flag(post_id="ann1"),
        flag(post_id="ann1", source="y"),
        pivot(post_id="bob1", note_id=note_id(1)),
    )

    assert (row["n_told"], row["n_none_reported"], row["n_unknown"]) == (3, 2, 1)
    assert (row["n_noted"], row["n_notes"], row["evidence_kinds"]) == (1, 1, ["flag", "pivot"])


def test_a_snapshot_reaches_posts_that_it_does_not_name():
    """Whole files that are old enough say of every post that no note on it was released."""
    row = _row(snapshot("shown", helpful=9), note_files=[note_file()])

    assert (row["n_in_snapshot"], row["n_not_in_snapshot"], row["n_outside_snapshot"]) == (1, 3, 0)
    assert (row["n_unknown"], row["snapshot_at"], row["snapshot_by"]) == (0, DAY, "path")


def test_posts_that_are_too_young_for_the_snapshot():
    """It reaches until between bob's and eve's posts: eve's is outside, and nothing is known of it."""
    row = _row(note_files=[note_file(covers_until=START + timedelta(minutes=2))])

    assert (row["n_not_in_snapshot"], row["n_outside_snapshot"], row["n_unknown"]) == (3, 1, 1)
    assert row["covers_until"] == START + timedelta(minutes=2)


def test_files_that_are_not_whole_reach_nobody():
    """That a post is not named there says nothing."""
    row = _row(note_files=[note_file(whole=False, covers_until=None)])

    assert (row["n_snapshots"], row["n_not_in_snapshot"], row["n_unknown"]) == (1, 0, 4)


def test_several_snapshots():
    """The newest day counts, with how it was known; the parts of one day are one snapshot, and requests are none."""
    later = DAY + timedelta(days=30)
    row = _row(note_files=[
        note_file(), note_file(holds="public_note_status", covers_until=None),
        note_file(snapshot_at=later, snapshot_by="newest_row"),
        note_file(holds="public_note_requests", snapshot_at=later + timedelta(days=9), covers_until=None),
    ])  # fmt: skip

    assert (row["n_snapshots"], row["snapshot_from"], row["snapshot_at"]) == (2, DAY, later)
    assert row["snapshot_by"] == "newest_row"


def test_lists_of_notes_are_known_and_hints_are_not():
    """A list of notes that X gave says something of its post; that somebody links to a note is hearsay."""
    hint = payload("unknown", post_id="ann1", note_id=note_id(1)) | {"evidence_kind": "text_hint"}
    row = _row(payload("proposed", note_id=note_id(2)), hint)

    assert (row["n_unknown"], row["n_noted"], row["n_notes"]) == (3, 1, 1)
    assert row["evidence_kinds"] == ["payload", "text_hint"]


def test_mentions_and_requests_are_counted_by_post():
    """One post says two things about notes; the public files know of a request for another."""
    row = _row(
        text={"ann1": "You got community noted. This needs a community note!"},
        note_requests=[{"post_id": "bob1", "observed_at": DAY, "source": "x"}],
    )

    assert (row["n_mentions"], row["n_requested"], row["n_noted"]) == (1, 1, 0)


def test_a_note_on_a_post_that_is_not_archived_counts_as_a_sign():
    """The root is missing and has a note: the thread is noted, of its two posts nothing is known."""
    row = _row(snapshot("shown", helpful=9, post_id="gone"), specs=("ann1>gone", "bob1>gone"))

    assert (row["thread_id"], row["n_posts"], row["n_noted"], row["n_unknown"]) == ("gone", 2, 1, 2)


def test_the_capture_range_is_that_of_the_thread():
    """First and last capture of its posts."""
    row = _row(captured_at={"root": CAPTURED, "eve1": CAPTURED + timedelta(hours=5)})

    assert (row["captured_from"], row["captured_to"]) == (CAPTURED, CAPTURED + timedelta(hours=5))
