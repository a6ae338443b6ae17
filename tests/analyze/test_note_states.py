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


# ---- snapshots

_DAY = datetime(2024, 7, 1, tzinfo=UTC)


def _told(state: str, **more: object) -> dict:
    return {
        "post_id": "root", "evidence_kind": "snapshot", "state": state, "note_id": "1", "text": state,
        "observed_at": _DAY, "precision": "none", "snapshot_by": "path", "source": "notes.tsv",
    } | more  # fmt: skip


def _file(**more: object) -> dict:
    return {
        "source": "notes.tsv", "holds": "public_notes", "snapshot_at": _DAY, "snapshot_by": "path",
        "newest_at": _DAY, "covers_until": _DAY - timedelta(hours=48), "n_rows": 9, "n_rejected": 0, "n_kept": 0,
        "whole": True,
    } | more  # fmt: skip


def test_the_strongest_note_of_a_snapshot_speaks():
    """Shown before removed before helpful and not displayed before proposed before not helpful before unknown."""
    order = [
        "shown", "shown_then_removed", "helpful_not_displayed", "proposed", "rated_not_helpful", "status_unknown",
        "deleted_rated_helpful", "unknown",
    ]  # fmt: skip
    for place, state in enumerate(order):
        rows = [_told(name, note_id=str(number)) for number, name in enumerate(order[place:], 1)]
        row = _state(*reversed(rows))

        assert (row["snapshot_state"], row["snapshot_text"]) == (state, state)
        assert row["n_snapshot_notes"] == len(rows)


def test_captures_and_snapshots_stand_side_by_side():
    """What was delivered and what became of it are two facts; neither overwrites the other."""
    row = _state(_evidence("shown_at_capture", note_id=None, text="as shown"), _told("shown_then_removed"))

    assert (row["state"], row["text"]) == ("shown_at_capture", "as shown")
    assert (row["snapshot_state"], row["snapshot_text"]) == ("shown_then_removed", "shown_then_removed")


def test_without_a_capture_only_the_snapshot_speaks():
    """`state` is what captures say: nothing, if none did."""
    row = _state(_told("shown", shown_from=START + timedelta(hours=9)))

    assert (row["state"], row["snapshot_state"], row["conflict"]) == (None, "shown", False)
    assert (row["shown_from"], row["snapshot_at"], row["snapshot_by"]) == (
        START + timedelta(hours=9),
        _DAY,
        "path",
    )


def test_the_newer_snapshot_wins():
    """The older one says what was before; it does not raise the state."""
    older = _told("shown", observed_at=_DAY - timedelta(days=9))

    assert _state(older, _told("shown_then_removed"))["snapshot_state"] == "shown_then_removed"
    assert _state(_told("shown_then_removed"), older)["snapshot_at"] == _DAY


def test_a_notes_id_says_how_long_after_the_post_it_was_written():
    """Ninety minutes after the root."""
    row = _state(_told("proposed", note_id=id_at(START + timedelta(minutes=90))))

    assert (row["snapshot_age_s"], row["snapshot_written_at"]) == (5400.0, START + timedelta(minutes=90))


def test_a_note_on_an_older_version_counts_for_the_post():
    """Whoever wrote it saw the post before it was edited."""
    table = study(
        "root", notes=[_told("shown", post_id="before")], aliases=[{"alias_id": "before", "post_id": "root"}]
    ).table("note_states")

    assert table.select("post_id", "snapshot_state").rows() == [("root", "shown")]


def test_a_post_that_a_whole_snapshot_does_not_name_is_not_in_it():
    """Old enough to stand in it, no row names it; a younger one lies outside, and nothing is said of it."""
    ends = START + timedelta(minutes=90)
    table = study("root", "ann1>root", "bob1>root", step_s=3600, note_files=[_file(covers_until=ends)]).table(
        "note_states"
    )

    assert dict(table.select("post_id", "snapshot_state").rows()) == {
        "root": "not_in_snapshot",
        "ann1": "not_in_snapshot",
        "bob1": "outside_snapshot",
    }
    assert table.select("state", "snapshot_at", "snapshot_by", "n_snapshot_notes").unique().rows() == [
        (None, _DAY, "path", 0)
    ]


def test_a_file_that_is_not_whole_says_nothing_of_other_posts():
    """Its end, or a part of it, is missing: the post may stand there."""
    table = study("root", note_files=[_file(covers_until=None, whole=False)]).table("note_states")

    assert table.is_empty()


def test_a_capture_that_was_told_of_none_stays_beside_not_in_snapshot():
    """Two statements about two times."""
    rows = study("root", notes=[_evidence("none_reported_at_capture")], note_files=[_file()]).table(
        "note_states"
    )

    assert rows.select("state", "snapshot_state").rows() == [("none_reported_at_capture", "not_in_snapshot")]


def test_a_post_without_a_time_is_neither_in_nor_outside():
    """Whether it is old enough is not known."""
    table = study("root", created_at={"root": None}, note_files=[_file()]).table("note_states")

    assert table.is_empty()
