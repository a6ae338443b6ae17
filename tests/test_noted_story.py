"""The two notes of the founding story, from the captures and the public files of two days to the sentences."""

from __future__ import annotations

import itertools
from typing import Any

import polars as pl
import pytest

from tests import founding
from threadscope.thread import Thread

_NOTES = "fixtures/notes"


@pytest.fixture(scope="module")
def quarrel() -> Thread:
    """Return the quarrel with the public files of both days."""
    return founding.noted().thread()


@pytest.fixture(scope="module")
def spat() -> Thread:
    """Return the spat of two weeks before."""
    return founding.noted("two_messengers").thread()


def _shown(thread: Thread) -> dict[str, Any]:
    rows = thread.table("note_timeline").filter(
        pl.col("state").is_in(["shown", "shown_then_removed"]), evidence_kind="snapshot"
    )
    return rows.row(0, named=True)


def _counted(thread: Thread, on: str, until: Any) -> dict[str, tuple[int, int]]:
    """Count by hand what had been written by then: of the replies, of the posts below, of the thread."""
    times = dict(thread.posts.select("post_id", "created_at").rows())
    replies = set(thread.posts.filter(parent_id=on, parent_kind="reply")["post_id"])
    scopes = {"replies": replies, "below": _below(thread, on) & set(times), "thread": set(times)}
    return {scope: (sum(times[post] < until for post in of), len(of)) for scope, of in scopes.items()}


def _below(thread: Thread, on: str) -> set[str]:
    """Read on from a post for as long as what follows stands deeper than it."""
    columns = ("order", "post_id", "depth")
    rows = sorted([*thread.posts.select(columns).rows(), *thread.ghosts.select(columns).rows()])
    (start,) = (place for place, row in enumerate(rows) if row[1] == on)
    deeper = itertools.takewhile(lambda row: row[2] > rows[start][2], rows[start + 1 :])
    return {post for _, post, _ in deeper}


def test_the_note_on_the_quarrel_was_shown_after_a_day(quarrel: Thread):
    """Written seven hours after the post, first rated helpful after 25 and a half, and still shown two years later."""
    row = _shown(quarrel)

    assert (row["state"], row["states"]) == ("shown", ["proposed", "shown"])
    assert row["hours_to_written"] == pytest.approx(7 + 2 / 60, abs=0.01)
    assert row["hours_to_helpful"] == 25.5
    assert (row["removed_at"], row["hours_to_removed"]) == (None, None)


def test_the_note_on_the_spat_was_removed(spat: Thread):
    """First rated helpful after 31 hours, and not helpful any more after 18 days."""
    row = _shown(spat)

    assert (row["state"], row["states"]) == ("shown_then_removed", ["shown", "shown_then_removed"])
    assert row["hours_to_written"] == pytest.approx(6 + 34 / 60, abs=0.01)
    assert (row["hours_to_helpful"], row["hours_to_removed"]) == (31.0, 18 * 24.0)


@pytest.mark.parametrize("name", ["quarrel", "spat"])
def test_the_shares_are_those_of_counting_by_hand(name: str, request: pytest.FixtureRequest):
    """Of the replies, of the branch and of the thread, when the note was written and when it was rated helpful."""
    thread = request.getfixturevalue(name)
    row = _shown(thread)
    for moment, at in (("written", "written_at"), ("helpful", "rated_helpful_at")):
        for scope, (before, n) in _counted(thread, row["post_id"], row[at]).items():
            assert row[f"{scope}_at_{moment}"] == before, (scope, moment)
            assert row[f"{scope}_share_at_{moment}"] == before / n, (scope, moment)


def test_most_had_been_written_by_then(quarrel: Thread):
    """When the note on the quarrel came, nine of ten archived replies were there."""
    row = _shown(quarrel)

    assert (row["replies_at_helpful"], row["n_replies"]) == (29, 32)
    assert (row["below_at_helpful"], row["n_below"]) == (86, 98)
    assert (row["thread_at_helpful"], row["n_thread"]) == (112, 127)


def test_both_captures_and_both_days_are_on_record(quarrel: Thread):
    """A first capture saw none, a later one the note; kinds of evidence stay apart."""
    rows = quarrel.table("note_timeline").filter(post_id=_shown(quarrel)["post_id"])
    card = rows.row(by_predicate=pl.col("evidence_kind") == "pivot", named=True)

    assert set(rows["evidence_kind"]) == {"pivot", "flag", "snapshot"}
    assert card["unseen_before"] < card["seen_shown_from"]
    assert card["rated_helpful_at"] is None


def test_what_is_said(quarrel: Thread, spat: Thread):
    """Right hours and shares in the sentences, and the note of the quarrel as a turning point."""
    told = quarrel.findings.filter(pl.col("kind").str.starts_with("note"))
    said = dict(told.unique("kind", keep="first", maintain_order=True).select("kind", "wording").rows())
    (turn,) = told.filter(label="Note shown").select("wording", "at").rows()

    assert turn == (
        (
            "A Community Note on @max_mogul’s post was first rated helpful 26 hours after it (the time of a scoring run), by when 29 of "
            "the 32 archived replies to it were written; X shows a note soon after that."
        ),
        _shown(quarrel)["shown_from"],
    )
    assert said["note_on_record"] == (
        "The public notes files of 19 March 2026 have a Community Note on @max_mogul’s post as shown: written 7 hours after it, first "
        "rated helpful 26 hours after it (the time of a scoring run), by when 29 of the 32 archived replies to it were written."
    )
    assert said["note_conflict"] == (
        "Community Notes on @max_mogul’s post do not agree: 1 calls it misleading, 1 says that it is not."
    )
    assert said["note_coverage"] == (
        "There are signs of Community Notes on 3 posts (captured 25 May 2024 to 7 June 2024; 2 snapshots, 28 May 2024 and 19 March "
        "2026)."
    )
    assert spat.findings.filter(kind="note_removed")["wording"].to_list() == [
        (
            "The public notes files of 19 March 2026 have a Community Note on @max_mogul’s post as shown and later removed: written 7 "
            "hours after it, first rated helpful 31 hours after it (the time of a scoring run), by when all 13 archived replies to it "
            "were written; no longer shown 18 days after it at the latest."
        )
    ]


def test_without_the_public_files_only_the_capture_speaks():
    """No time of showing, no share at it, and the moment of the writing as turning point."""
    thread = founding.thread()
    rows = thread.table("note_timeline")

    assert set(rows["evidence_kind"]) == {"pivot", "flag"}
    assert rows["rated_helpful_at"].null_count() == rows.height
    assert [label for label in thread.findings["label"] if label and label.startswith("Note")] == [
        "Note written"
    ]


def test_no_sentence_and_no_table_names_a_contributor(quarrel: Thread):
    """The files hold an id of whoever wrote each note; it is nowhere."""
    for name in ("notes", "note_timeline", "note_conflicts", "findings"):
        cells = quarrel.table(name).select(pl.selectors.string()).unpivot()["value"].drop_nulls()
        assert not cells.str.contains(r"\b[0-9A-F]{64}\b").any(), name
