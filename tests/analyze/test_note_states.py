"""What captures say about Community Notes on one post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.builders import START, study
from threadscope.snowflake import id_at

_CAPTURED = datetime(2024, 6, 1, tzinfo=UTC)


def _evidence(state: str, **more: object) -> dict:
    kind = "flag" if state in {"notes_exist_not_shown_to_capturer", "none_reported_at_capture"} else "pivot"
    return {
        "post_id": "root", "evidence_kind": kind, "state": state, "note_id": None, "text": None,
        "observed_at": _CAPTURED, "written_at": None, "precision": "capture", "source": "x.json",
    } | more  # fmt: skip


def _state(*evidence: dict) -> dict:
    table = study("root", "ann1>root", "bob1>root", "eve1>root", step_s=3600, notes=list(evidence)).table(
        "note_states"
    )
    assert table.height == 1
    return table.row(0, named=True)


def test_the_strongest_evidence_speaks():
    """A delivered card goes before a flag, a shown one before a proposed one."""
    flag, proposed = _evidence("notes_exist_not_shown_to_capturer"), _evidence("proposed_at_capture")

    assert _state(flag)["state"] == "notes_exist_not_shown_to_capturer"
    assert _state(flag, proposed)["state"] == "proposed_at_capture"
    assert _state(flag, _evidence("shown_at_capture"), proposed)["state"] == "shown_at_capture"


def test_none_reported_stays_what_it_is():
    """That a capture was told of no note is kept, and is never more than that."""
    assert _state(_evidence("none_reported_at_capture"))["state"] == "none_reported_at_capture"


def test_the_id_of_a_note_says_when_it_was_written():
    """Written 150 minutes after the root: the posts at 0, 60 and 120 minutes came before."""
    written = START + timedelta(minutes=150)
    state = _state(_evidence("shown_at_capture", note_id=id_at(written)))

    assert (state["written_at"], state["age_s"], state["n_before"]) == (written, 9000.0, 3)


def test_without_an_id_no_time_is_guessed():
    """Time, age and order stay unknown."""
    state = _state(_evidence("shown_at_capture", note_id=None))

    assert (state["written_at"], state["age_s"], state["n_before"]) == (None, None, None)


def test_only_one_capture_can_contradict_itself():
    """Shown and none reported at once is a conflict; at different times notes may come and go."""
    none, shown = _evidence("none_reported_at_capture"), _evidence("shown_at_capture")
    later = shown | {"observed_at": _CAPTURED + timedelta(days=1)}

    assert (_state(none, shown)["conflict"], _state(none, later)["conflict"]) == (True, False)


def test_other_posts_evidence_is_left_out():
    """A note on a post that is not archived is about no thread."""
    table = study("root", notes=[_evidence("shown_at_capture", post_id="elsewhere")]).table("note_states")

    assert table.is_empty()
