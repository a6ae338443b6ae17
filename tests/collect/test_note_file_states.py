"""Every row of the table that says what a snapshot allows to say of a note; docs/notes.md has the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.collect.note_inputs import (
    HELPFUL,
    MORE,
    NOT_HELPFUL,
    POST,
    hours,
    note,
    note_id,
    only,
    read_files,
    release,
    status,
    wanted,
)
from threadscope.collect.note_files.states import BECAUSE

_FIRST, _LATEST, _CHANGED = hours(20), hours(50), hours(90)
_SEEN = wanted(POST, seen={note_id(): POST})


def _told(folder: Path, of_note: dict[str, str] | None, of_status: dict[str, str] | None) -> dict[str, Any]:
    """Read one note, which a capture saw on the post."""
    release(folder, [of_note] if of_note else [], [of_status] if of_status else [])
    row = only(read_files(folder, looking=_SEEN).notes)
    assert (row["post_id"], row["note_id"]) == (POST, note_id())
    return row


def _what(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["state"], row["shown_from"], row["shown_until"]


# ---- helpful now


def test_helpful_now_from_the_first_is_shown_since_then(tmp_path: Path) -> None:
    """CRH, first CRH, misleading: shown as of the snapshot, from the first scoring run that found it helpful."""
    row = _told(
        tmp_path,
        note(),
        status(now=HELPFUL, first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST),
    )

    assert _what(row) == ("shown", _FIRST, None)
    assert (row["precision"], row["status"], row["because"]) == ("scoring_run", "helpful", "helpful")


def test_helpful_now_after_not_helpful_is_shown_since_the_latest(tmp_path: Path) -> None:
    """CRH, first CRNH, most recent CRH: shown from the run that turned it."""
    row = _told(
        tmp_path,
        note(),
        status(now=HELPFUL, first=NOT_HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_LATEST),
    )

    assert _what(row) == ("shown", _LATEST, None)


def test_helpful_now_with_no_helpful_run_on_record_is_shown_since_nobody_knows_when(tmp_path: Path) -> None:
    """CRH, neither first nor most recent CRH: shown, from when is unknown."""
    row = _told(tmp_path, note(), status(now=HELPFUL))

    assert _what(row) == ("shown", None, None)
    assert row["precision"] == "none"


def test_helpful_now_and_not_misleading_is_never_displayed(tmp_path: Path) -> None:
    """CRH on a note that calls the post not misleading: helpful, never shown, when it was rated so is kept."""
    row = _told(
        tmp_path,
        note(classification="NOT_MISLEADING"),
        status(now=HELPFUL, first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST),
    )

    assert _what(row) == ("helpful_not_displayed", None, None)
    assert (row["rated_helpful_at"], row["classification"]) == (_FIRST, "not_misleading")


def test_helpful_now_and_deleted_is_not_shown(tmp_path: Path) -> None:
    """CRH of a note that is not in the notes file any more: deleted; text and post are gone from the files."""
    row = _told(tmp_path, None, status(now=HELPFUL, first=HELPFUL, first_at=_FIRST))

    assert _what(row) == ("deleted_rated_helpful", None, None)
    assert (row["text"], row["written_on_id"], row["rated_helpful_at"]) == (None, None, _FIRST)


# ---- helpful once


@pytest.mark.parametrize("now", [MORE, ""])
def test_needs_ratings_after_helpful_was_shown_until_the_last_change(tmp_path: Path, now: str) -> None:
    """NMR or blank, once CRH: shown and removed, until the last change of its status."""
    row = _told(
        tmp_path,
        note(),
        status(
            now=now, first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST, changed_at=_CHANGED
        ),
    )

    assert _what(row) == ("shown_then_removed", _FIRST, _CHANGED)
    assert row["status"] == ("needs_more_ratings" if now else "blank")


def test_needs_ratings_after_helpful_without_a_known_change_was_shown_until_nobody_knows_when(
    tmp_path: Path,
) -> None:
    """Changes are on record since July 2024; -1 stands for none, and a change before the showing says nothing."""
    never = _told(
        tmp_path / "never", note(), status(first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST)
    )
    before = _told(
        tmp_path / "before",
        note(),
        status(first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST, changed_at=hours(19)),
    )

    assert _what(never) == _what(before) == ("shown_then_removed", _FIRST, None)


def test_needs_ratings_after_not_helpful_and_helpful_was_shown_from_the_latest(tmp_path: Path) -> None:
    """NMR, first CRNH, most recent CRH: shown from the run that turned it."""
    row = _told(
        tmp_path,
        note(),
        status(first=NOT_HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_LATEST, changed_at=_CHANGED),
    )

    assert _what(row) == ("shown_then_removed", _LATEST, _CHANGED)


def test_needs_ratings_after_helpful_and_not_helpful_was_shown_until_it_was_not_helpful(
    tmp_path: Path,
) -> None:
    """NMR, first CRH, most recent CRNH: no later than the run that found it not helpful, whatever changed after."""
    row = _told(
        tmp_path,
        note(),
        status(first=HELPFUL, first_at=_FIRST, latest=NOT_HELPFUL, latest_at=_LATEST, changed_at=_CHANGED),
    )

    assert _what(row) == ("shown_then_removed", _FIRST, _LATEST)


def test_not_helpful_after_helpful_was_shown_until_then_at_the_latest(tmp_path: Path) -> None:
    """CRNH, first CRH, most recent CRNH: until the run that turned it."""
    row = _told(
        tmp_path,
        note(),
        status(now=NOT_HELPFUL, first=HELPFUL, first_at=_FIRST, latest=NOT_HELPFUL, latest_at=_LATEST),
    )

    assert _what(row) == ("shown_then_removed", _FIRST, _LATEST)


def test_not_helpful_with_helpful_as_the_latest_was_shown_until_nobody_knows_when(tmp_path: Path) -> None:
    """CRNH, most recent CRH: the turn is not on record."""
    row = _told(
        tmp_path,
        note(),
        status(
            now=NOT_HELPFUL,
            first=NOT_HELPFUL,
            first_at=_FIRST,
            latest=HELPFUL,
            latest_at=_LATEST,
            changed_at=_CHANGED,
        ),
    )

    assert _what(row) == ("shown_then_removed", _LATEST, None)


def test_needs_ratings_after_helpful_and_not_misleading_was_never_displayed(tmp_path: Path) -> None:
    """A note that calls the post not misleading is never shown, so it cannot be removed."""
    row = _told(
        tmp_path,
        note(classification="NOT_MISLEADING"),
        status(first=HELPFUL, first_at=_FIRST, latest=HELPFUL, latest_at=_FIRST, changed_at=_CHANGED),
    )

    assert _what(row) == ("proposed", None, None)
    assert row["because"] == "was_helpful_not_misleading"


# ---- never helpful


def test_not_helpful_from_the_first_has_no_recorded_showing(tmp_path: Path) -> None:
    """CRNH, first and most recent CRNH: rated not helpful."""
    row = _told(
        tmp_path,
        note(),
        status(now=NOT_HELPFUL, first=NOT_HELPFUL, first_at=_FIRST, latest=NOT_HELPFUL, latest_at=_FIRST),
    )

    assert _what(row) == ("rated_not_helpful", None, None)
    assert row["rated_helpful_at"] is None


@pytest.mark.parametrize("now", [MORE, ""])
def test_needs_ratings_after_not_helpful_is_proposed(tmp_path: Path, now: str) -> None:
    """NMR or blank, once CRNH and never CRH: proposed, and it was rated not helpful before."""
    row = _told(
        tmp_path,
        note(),
        status(
            now=now,
            first=NOT_HELPFUL,
            first_at=_FIRST,
            latest=NOT_HELPFUL,
            latest_at=_FIRST,
            changed_at=_CHANGED,
        ),
    )

    assert _what(row) == ("proposed", None, None)
    assert row["because"] == "was_not_helpful"


@pytest.mark.parametrize("now", [MORE, ""])
def test_needs_ratings_and_never_anything_else_is_proposed(tmp_path: Path, now: str) -> None:
    """NMR or blank, nothing else on record: proposed."""
    row = _told(tmp_path, note(), status(now=now))

    assert _what(row) == ("proposed", None, None)
    assert row["because"] == "needs_ratings"


@pytest.mark.parametrize(
    "column", ["timestampMillisOfNmrDueToMinStableCrhTime", "timestampMillisOfFirstNmrDueToMinStableCrhTime"]
)
def test_held_back_met_the_rule_once_and_is_proposed(tmp_path: Path, column: str) -> None:
    """NMR for the minimum time that a helpful rating must hold: it met the rule once, and was not shown for it."""
    row = _told(tmp_path, note(), status(**{column: _FIRST}))

    assert _what(row) == ("proposed", None, None)
    assert row["because"] == "held_back"


# ---- what the files do not tell


def test_a_note_without_a_row_of_status_is_status_unknown(tmp_path: Path) -> None:
    """A row missing in the status file: the note was written, and nothing else is known."""
    row = _told(tmp_path, note(), None)

    assert _what(row) == ("status_unknown", None, None)
    assert (row["status"], row["because"]) == (None, "no_status")


def test_deleted_and_not_helpful_now_is_unknown(tmp_path: Path) -> None:
    """A note that is only in the status file and not helpful: deleted, and no state of its own."""
    row = _told(tmp_path, None, status())

    assert _what(row) == ("unknown", None, None)
    assert (row["status"], row["because"]) == ("needs_more_ratings", "deleted")


def test_helpful_without_a_classification_is_unknown(tmp_path: Path) -> None:
    """Whether a helpful note is shown depends on what it says of the post; nothing is guessed where that is blank."""
    row = _told(tmp_path, note(classification=""), status(now=HELPFUL, first=HELPFUL, first_at=_FIRST))

    assert _what(row) == ("unknown", None, None)
    assert (row["because"], row["rated_helpful_at"]) == ("no_classification", _FIRST)


def test_a_status_that_nobody_knows_is_unknown(tmp_path: Path) -> None:
    """A name that X uses inside only, or a new one, becomes no state."""
    row = _told(tmp_path, note(), status(now="FIRM_REJECT"))

    assert (row["state"], row["status"]) == ("unknown", "other")


def test_the_locked_status_is_not_believed(tmp_path: Path) -> None:
    """Where the status that was locked and the current one differ, the current one holds."""
    row = _told(tmp_path, note(), status(lockedStatus=HELPFUL))

    assert row["state"] == "proposed"


def test_every_reason_is_told_in_the_documentation() -> None:
    """`because` names a row of the table in docs/notes.md, with the same state."""
    page = (Path(__file__).resolve().parent.parent.parent / "docs" / "notes.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| .*? \| `(\w+)` \|", page, re.MULTILINE))

    assert rows == BECAUSE
