"""What became of each note when, and what had been written by then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, at, posts, study
from tests.covering import examples
from tests.noted import CAPTURED, DAY, flag, note_id, pivot, snapshot, soon

_HOURLY = 3600


def _rows(
    *evidence: dict[str, Any], specs: tuple[str, ...] = ("root", "ann1>root"), **more: Any
) -> list[dict]:
    made = study(*specs, step_s=_HOURLY, notes=list(evidence), **more)
    return made.table("note_timeline").to_dicts()


def _row(*evidence: dict[str, Any], **more: Any) -> dict[str, Any]:
    (row,) = _rows(*evidence, **more)
    return row


def test_hours_from_the_post_to_what_became_of_its_note():
    """Written after 2 hours, rated helpful after 25.5, removed after 100; the exact one is the writing."""
    row = _row(snapshot("shown_then_removed", written=2, helpful=25.5, removed=100))

    assert (row["hours_to_written"], row["hours_to_helpful"], row["hours_to_removed"]) == (2.0, 25.5, 100.0)
    assert (row["written_at"], row["written_precision"]) == (soon(2), "exact")
    assert (row["shown_from"], row["shown_until"], row["removed_at"]) == (soon(25.5), soon(100), soon(100))
    assert (row["shown_precision"], row["removed_precision"]) == ("scoring_run", "scoring_run")


def test_hours_are_null_where_a_time_is_not_known():
    """A card without the id of its note gives no time; an export's own word is no snowflake."""
    unknown, said = _row(pivot()), _row(pivot(written_at=soon(5)))

    assert (unknown["hours_to_written"], unknown["written_precision"]) == (None, None)
    assert (said["hours_to_written"], said["written_precision"]) == (5.0, "said")
    assert [unknown[f"{scope}_at_written"] for scope in ("replies", "below", "thread")] == [None, None, None]


# root at 0 h; ann1 and bob1 answer it at 1 and 2 h, eve1 answers ann1 at 3 h, dan1 answers root at 4 h, zoe1 quotes it.
_THREAD = ("root", "ann1>root", "bob1>root", "eve1>ann1", "dan1>root", "zoe1~root")


def test_shares_of_replies_branch_and_thread():
    """After 2.5 hours 2 of the 3 replies, 2 of the 5 posts below and 3 of the 6 posts of the thread were written."""
    row = _row(snapshot("shown", written=0.5, helpful=2.5), specs=_THREAD)

    assert (row["n_replies"], row["n_below"], row["n_thread"]) == (3, 5, 6)
    assert (row["replies_at_written"], row["below_at_written"], row["thread_at_written"]) == (0, 0, 1)
    assert (row["replies_at_helpful"], row["below_at_helpful"], row["thread_at_helpful"]) == (2, 2, 3)
    assert (
        row["replies_share_at_helpful"],
        row["below_share_at_helpful"],
        row["thread_share_at_helpful"],
    ) == (
        2 / 3,
        2 / 5,
        3 / 6,
    )


def test_a_post_of_the_same_moment_was_not_written_before():
    """Rated helpful in the millisecond of bob's reply: only ann's is older."""
    row = _row(snapshot("shown", written=0.5, helpful=2), specs=_THREAD)

    assert row["replies_at_helpful"] == 1


def test_the_branch_of_a_reply_is_what_stands_below_it():
    """Ann's reply has one answer; the other four posts are of the thread, not of its branch."""
    row = _row(snapshot("shown", written=1.5, helpful=3.5, post_id="ann1"), specs=_THREAD)

    assert (row["n_replies"], row["n_below"], row["n_thread"]) == (1, 1, 6)
    assert (row["hours_to_written"], row["below_share_at_helpful"]) == (0.5, 1.0)


def test_a_post_that_nobody_answered_has_no_shares():
    """Nothing of nothing is no share; the thread's is one."""
    row = _row(snapshot("shown", written=5, helpful=9, post_id="dan1"), specs=_THREAD)

    assert (row["n_replies"], row["replies_at_helpful"], row["replies_share_at_helpful"]) == (0, 0, None)
    assert row["thread_share_at_helpful"] == 1.0


def test_posts_without_time_are_not_counted():
    """Of three replies one has no time: two count."""
    row = _row(snapshot("shown", helpful=2.5), specs=_THREAD, created_at={"ann1": None})

    assert (row["n_replies"], row["replies_at_helpful"], row["n_thread"]) == (2, 1, 5)


def test_a_note_on_a_post_that_is_not_archived():
    """The root is known by its replies alone: they are counted, and the note stands in its thread."""
    row = _row(snapshot("shown", helpful=1.5, post_id="gone"), specs=("ann1>gone", "bob1>gone", "eve1>ann1"))

    assert (row["thread_id"], row["post_id"], row["hours_to_written"]) == ("gone", "gone", None)
    assert (row["n_replies"], row["n_below"], row["below_at_helpful"]) == (2, 3, 2)


def test_kinds_of_evidence_stay_apart():
    """A card, a flag and a snapshot of one note are three rows; what one says never fills another."""
    rows = _rows(
        pivot(note_id=note_id(2)),
        flag("shown_at_capture"),
        snapshot("shown", helpful=9, classification="misleading"),
    )

    assert [(row["evidence_kind"], row["state"]) for row in rows] == [
        ("pivot", "shown_at_capture"),
        ("snapshot", "shown"),
        ("flag", "shown_at_capture"),
    ]
    assert [row["rated_helpful_at"] for row in rows] == [None, soon(9), None]
    assert [row["classification"] for row in rows] == [None, "misleading", None]


def test_the_newest_snapshot_says_the_state_and_the_older_what_it_was():
    """Proposed on the first day, shown on the second: shown, with both on record."""
    later = DAY + timedelta(days=9)
    row = _row(snapshot("shown", helpful=30, observed_at=later), snapshot("proposed"))

    assert (row["state"], row["states"], row["n_observations"]) == ("shown", ["proposed", "shown"], 2)
    assert (row["first_observed_at"], row["observed_at"]) == (DAY, later)
    assert (row["seen_shown_from"], row["seen_shown_to"]) == (later, later)


def test_a_removal_without_a_time_is_known_by_the_first_snapshot_that_has_it():
    """Shown on one day, removed on two later ones: removed by the first of these, with no hours claimed."""
    first, second = DAY + timedelta(days=3), DAY + timedelta(days=8)
    row = _row(
        snapshot("shown", helpful=30),
        snapshot("shown_then_removed", helpful=30, observed_at=first),
        snapshot("shown_then_removed", helpful=30, observed_at=second),
    )

    assert row["states"] == ["shown", "shown_then_removed"]
    assert (row["removed_at"], row["removed_precision"]) == (first, "snapshot")
    assert (row["shown_until"], row["hours_to_removed"]) == (None, None)


def test_a_note_that_is_shown_again_is_not_removed():
    """The end of an older showing is no end."""
    row = _row(
        snapshot("shown_then_removed", helpful=30, removed=60),
        snapshot("shown", helpful=30, observed_at=DAY + timedelta(days=3)),
    )

    assert (row["state"], row["shown_until"], row["removed_at"]) == ("shown", None, None)


def test_what_a_deleted_note_said_stays_known_from_the_older_snapshot():
    """Deleted by the second day: its state is the new one, its words and first rating are those on record."""
    row = _row(
        snapshot("shown", helpful=30),
        snapshot("unknown", text=None, classification=None, observed_at=DAY + timedelta(days=3)),
    )

    assert (row["state"], row["text"], row["classification"]) == ("unknown", "It is not so.", "misleading")
    assert row["rated_helpful_at"] == soon(30)


def test_captures_before_and_after_say_between_which_a_note_came():
    """Not delivered on two days, then delivered, then not: the nearest ones count."""
    days = [CAPTURED + timedelta(days=n) for n in range(5)]
    row, beside = _rows(
        flag(observed_at=days[0]),
        flag("notes_exist_not_shown_to_capturer", observed_at=days[1]),
        pivot(note_id=note_id(2), observed_at=days[2]),
        flag(observed_at=days[3]),
        flag(observed_at=days[4]),
    )

    assert (row["unseen_before"], row["seen_shown_from"], row["unseen_after"]) == (days[1], days[2], days[3])
    assert (beside["evidence_kind"], beside["state"]) == ("flag", "none_reported_at_capture")
    assert beside["states"] == [
        "none_reported_at_capture",
        "notes_exist_not_shown_to_capturer",
        "none_reported_at_capture",
    ]


def test_that_none_was_reported_is_no_row():
    """A flag that says no says nothing about a note."""
    assert _rows(flag(), flag(post_id="ann1")) == []


def test_cards_without_an_id_are_told_apart_by_their_words():
    """Two texts are two notes; the same text twice is one."""
    rows = _rows(pivot(text="one"), pivot(text="two"), pivot(text="one", observed_at=DAY))

    assert [(row["text"], row["n_observations"]) for row in rows] == [("one", 2), ("two", 1)]


def test_a_note_that_was_written_on_another_post():
    """It is older than this post, and from when it was shown on this one is not known."""
    row = _row(
        snapshot("shown", written=0.25, helpful=8, post_id="ann1", written_on_id="99", is_media_note=True),
    )

    assert (row["written_on_id"], row["is_media_note"]) == ("99", True)
    assert (row["hours_to_written"], row["shown_from"], row["hours_to_helpful"]) == (-0.75, None, 7.0)


def test_a_note_on_an_older_version_is_a_note_on_the_post():
    """Edited posts keep their notes."""
    row = _row(
        snapshot("shown", helpful=9, post_id="root0"), aliases=[{"alias_id": "root0", "post_id": "root"}]
    )

    assert row["post_id"] == "root"


def test_the_capture_is_told_with_each_note():
    """What was written after it is not archived: who reads a share needs it."""
    row = _row(snapshot("shown", helpful=9), captured_at={"root": at(90), "ann1": at(70)})

    assert row["captured_to"] == at(90)


def test_evidence_about_posts_elsewhere_is_left_out():
    """A note on a post that nobody here answers belongs to no thread."""
    assert _rows(snapshot("shown", post_id="elsewhere")) == []


@examples(8)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30), st.sampled_from("><~")), max_size=20),
    st.integers(0, 20),
    st.integers(0, 30_000),
)
def test_shares_are_what_counting_by_hand_gives(
    links: list[tuple[int, int, str]], noted: int, milliseconds: int
):
    """Any thread, quotes and missing posts among it: the counts of all three scopes are those of walking the tree."""
    specs = ["root"] + [
        f"p{n}@a{n}{'~' if kind == '~' else '>'}{'root' if to > n else 'gone' if to == n else f'p{to}'}"
        for n, (to, _, kind) in enumerate(links)
    ]
    times = {"root": at(0)} | {f"p{n}": at(minutes) for n, (_, minutes, _) in enumerate(links)}
    on = f"p{noted}" if noted < len(links) else "root"
    moment = START + timedelta(milliseconds=milliseconds)
    note = snapshot("shown", post_id=on) | {"rated_helpful_at": moment, "shown_from": moment}
    made = study(posts(*specs, created_at=times), notes=[note])
    row = made.table("note_timeline").row(0, named=True)

    frame = made.table("posts")
    parents = dict(frame.select("post_id", "parent_id").rows())
    thread = dict(frame.select("post_id", "thread_id").rows())
    replies = frame.filter((pl.col("parent_id") == on) & (pl.col("parent_kind") == "reply"))[
        "post_id"
    ].to_list()

    def is_below(post: str) -> bool:
        above = parents.get(post)
        while above is not None and above != on:
            above = parents.get(above)
        return above == on

    scopes = {
        "replies": replies,
        "below": [post for post in parents if is_below(post)],
        "thread": [post for post in parents if thread[post] == thread[on]],
    }
    for scope, members in scopes.items():
        before = sum(times[post] < moment for post in members)
        assert (row[f"n_{scope}"], row[f"{scope}_at_helpful"]) == (len(members), before), scope


@pytest.mark.parametrize("step", [1, -1])
def test_the_order_of_evidence_does_not_matter(step: int):
    """The same rows in any order give the same table."""
    evidence = [
        pivot(note_id=note_id(2)),
        pivot("proposed_at_capture", note_id=note_id(2)),
        snapshot("proposed", written=3, classification="not_misleading"),
        snapshot("shown", helpful=9),
    ]
    rows = _rows(*evidence[::step])

    assert [(row["evidence_kind"], row["state"]) for row in rows] == [
        ("pivot", "shown_at_capture"),
        ("snapshot", "shown"),
        ("snapshot", "proposed"),
    ]
