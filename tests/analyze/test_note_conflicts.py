"""Where what is known of the notes on one post does not agree."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.builders import study
from tests.noted import CAPTURED, DAY, flag, note_id, pivot, snapshot


def _rows(*evidence: dict[str, Any]) -> list[dict]:
    return study("root", "ann1>root", notes=list(evidence)).table("note_conflicts").to_dicts()


def _kinds(*evidence: dict[str, Any]) -> list[str]:
    return [row["kind"] for row in _rows(*evidence)]


def test_notes_that_call_it_misleading_and_not():
    """Two against one; all three need more ratings, so their states agree."""
    (row,) = _rows(
        snapshot("proposed", written=1),
        snapshot("proposed", written=2),
        snapshot("proposed", written=3, classification="not_misleading"),
    )

    assert (row["kind"], row["post_id"], row["evidence_kinds"]) == ("classification", "root", ["snapshot"])
    assert (row["n_notes"], row["n_misleading"], row["n_not_misleading"]) == (3, 2, 1)
    assert row["note_ids"] == [note_id(1), note_id(2), note_id(3)]


def test_notes_in_several_states_at_once():
    """One is shown, one proposed: told with both states, in the order of writing."""
    (row,) = _rows(snapshot("proposed", written=1), snapshot("shown", written=2, helpful=9))

    assert (row["kind"], row["states"], row["n_notes"]) == ("states", ["proposed", "shown"], 2)


def test_a_note_that_changed_its_state_is_one_note():
    """Proposed on one day and shown on the next is no conflict."""
    assert (
        _rows(snapshot("proposed"), snapshot("shown", helpful=9, observed_at=DAY + timedelta(days=1))) == []
    )


def test_a_note_is_counted_once_whatever_knows_of_it():
    """A capture and the snapshot know the same note: beside another one these are two."""
    rows = _rows(
        pivot(note_id=note_id(2)),
        snapshot("shown", helpful=9),
        snapshot("proposed", written=3, classification="not_misleading"),
    )

    assert [(row["kind"], row["n_notes"]) for row in rows] == [("classification", 2), ("states", 2)]


def test_a_capture_showed_what_the_snapshot_has_no_showing_of():
    """Both may be right, and it is told; a snapshot that knows of a showing agrees."""
    seen = pivot(note_id=note_id(2))

    (row,) = _rows(seen, snapshot("rated_not_helpful"))
    assert (row["kind"], row["evidence_kinds"], row["states"]) == (
        "kinds",
        ["pivot", "snapshot"],
        ["shown_at_capture", "rated_not_helpful"],
    )
    assert _kinds(seen, snapshot("shown_then_removed", helpful=9)) == []


def test_a_snapshot_older_than_the_capture_contradicts_nothing():
    """What was proposed then may be shown by now; what a snapshot holds ends two days before its day."""
    seen = pivot(note_id=note_id(2))
    older = snapshot("proposed", observed_at=CAPTURED - timedelta(days=1))
    too_near = snapshot("proposed", observed_at=CAPTURED + timedelta(days=1))

    assert (_kinds(seen, older), _kinds(seen, too_near)) == ([], [])


def test_a_capture_that_contradicts_itself():
    """Delivered and none reported in one capture; no note has to be known by its id."""
    (row,) = _rows(pivot(text="x"), flag())

    assert (row["kind"], row["n_notes"], row["evidence_kinds"]) == ("capture", 0, ["pivot"])


def test_a_note_on_another_post_contradicts_nothing_here():
    """It calls that one misleading."""
    assert (
        _rows(
            snapshot("proposed", classification="not_misleading"),
            snapshot("shown", written=3, helpful=9, written_on_id="99"),
        )
        == []
    )
