"""What two captures say differently: only what one of them says is called gone or new."""

from __future__ import annotations

from datetime import datetime
from time import perf_counter
from typing import Any

import polars as pl
import pytest

from fixtures import generate
from tests import builders
from tests.builders import at
from threadscope import diff, schema
from threadscope.schema.compared import CHANGE_KINDS

#: The older capture was taken half an hour after the first post, the newer one a day later.
EARLY, LATE = at(1800), at(86_400)


def side(*specs: str, taken: datetime | None = EARLY, **more: Any) -> dict[str, pl.DataFrame]:
    """Return the tables of one capture of a tiny thread."""
    tables = {name: more.pop(name) for name in ("absences", "notes", "aliases") if name in more}
    posts = builders.posts(*specs, **more).with_columns(captured_at=pl.lit(taken, schema.TIME))
    study = builders.study(posts, **tables)
    seen = schema.conform(posts, "observations")
    return {name: study.table(name) for name in diff.INPUTS} | {"observations": seen}


def told(old: dict[str, pl.DataFrame], new: dict[str, pl.DataFrame], *columns: str) -> list[Any]:
    """Return the changes, only some columns; of one column its values."""
    rows = diff.changes(old, new).select(columns or ("kind", "post_id")).rows()
    return [row[0] for row in rows] if len(columns) == 1 else rows


def note(post_id: str, state: str, taken: datetime, **more: Any) -> dict[str, Any]:
    """Return one piece of evidence by a flag, or of another kind."""
    return {"post_id": post_id, "evidence_kind": "flag", "state": state, "observed_at": taken} | more


def test_a_capture_compared_with_itself_says_nothing():
    """Nothing differs, whatever stands in it."""
    one = side(
        "root", "ann>root", "bob>lost", like_count={"root": 3},
        absences=[{"post_id": "gone", "reason": "deleted", "captured_at": EARLY}],
        notes=[note("root", "shown_at_capture", EARLY, evidence_kind="pivot", note_id="7")],
    )  # fmt: skip

    assert told(one, one) == []


def test_what_is_not_there_is_gone_only_if_a_capture_says_so():
    """A deletion notice makes a post gone, in the capture's words; a post that is only missing is not in the newer one."""
    old = side("root", "ann>root", "bob>root", text={"ann": "I said so."})
    new = side(
        "root", taken=LATE,
        absences=[{"post_id": "ann", "reason": "deleted", "detail": "This Post was deleted", "captured_at": LATE}],
    )  # fmt: skip

    assert told(old, new, "kind", "post_id", "before", "after", "sure", "detail", "after_at") == [
        ("gone", "ann", "I said so.", "deleted", True, "This Post was deleted", LATE),
        ("not_in_new", "bob", "words of bob", None, False, None, None),
    ]


def test_a_notice_that_is_older_than_the_copy_makes_nothing_gone():
    """A newer capture that holds a post says that it is there, whatever an older notice in it says."""
    signs = [{"post_id": "ann", "reason": "unavailable", "captured_at": EARLY}]
    with_sign = side("root", "ann>root", taken=LATE, absences=signs)

    assert told(side("root", "ann>root"), with_sign) == []
    assert told(side("root", absences=signs), with_sign, "kind", "before") == [("back", "unavailable")]


def test_only_what_was_written_after_the_older_capture_is_new():
    """Posts that are older than it, or of an older capture without times, are only not in it."""
    new = side("root", "ann>root", "bob>root", created_at={"bob": at(3600)}, taken=LATE)

    assert told(side("root"), new, "kind", "post_id", "sure") == [
        ("written_since", "bob", True),
        ("not_in_old", "ann", False),
    ]
    assert set(told(side("root", taken=None), new, "kind")) == {"not_in_old"}


def test_a_post_that_the_older_capture_refers_to_is_not_new():
    """It was there, and was not captured: the detail says so."""
    new = side("root", "ann>root", "bob>ann", taken=LATE)

    assert told(side("root", "bob>ann"), new, "post_id", "detail") == [
        ("ann", "the older capture refers to it")
    ]


def test_a_new_branch_counts_the_new_posts_in_it():
    """A branch begins below a root that both know; a reply that nobody answered is none."""
    late = {name: at(3600) for name in ("ann", "bob", "cat", "dan")}
    new = side("root", "eve>root", "ann>root", "bob>ann", "cat>bob", "dan>root", created_at=late, taken=LATE)
    old = side("root", "eve>root")
    kinds = ("kind", "post_id", "n_before", "n_after", "sure")

    assert told(old, new, *kinds)[0] == ("new_branch", "ann", 0, 3, True)
    assert [row for row in told(new, old, *kinds) if "branch" in row[0]] == [
        ("branch_not_in_new", "ann", 3, 0, False)
    ]


def test_an_edit_is_told_by_its_ids():
    """The newest version that either capture knows names the post; both texts stand in the row."""
    old = side("root", "101@ann>root", text={"101": "It is so."})
    new = side(
        "root", "102@ann>root", taken=LATE, text={"102": "It is not so."}, edit_ids={"102": ["101", "102"]},
        aliases=[{"alias_id": "101", "post_id": "102"}],
    )  # fmt: skip

    assert told(old, new, "kind", "post_id", "before", "after", "detail") == [
        ("edited", "102", "It is so.", "It is not so.", "version 101 became 102")
    ]
    assert told(new, old, "kind", "post_id", "before") == [("older_version", "102", "It is not so.")]


def test_a_version_that_is_named_and_not_held_is_an_edit_without_text():
    """The newer capture of the old version names a later one."""
    old = side("root", "101@ann>root")
    new = side("root", "101@ann>root", taken=LATE, edit_ids={"101": ["101", "102"]})

    assert told(old, new, "kind", "post_id", "after") == [("edited", "101", None)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@eve The proof is public, and has been for years", "The proof is public, and…"),
        ("The proof is\npublic https://t.co/abc", "The proof is public https://example.org/a/long/address"),
        ("Read it", "Read it, or hire somebody who can"),
    ],
)
def test_what_tools_do_to_a_text_is_no_change(before: str, after: str):
    """Cut texts, written-out links, mentions in front and line breaks are not told as other words."""
    assert told(side("root", text={"root": before}), side("root", text={"root": after}, taken=LATE)) == []


def test_other_words_under_one_id_are_told_as_such_and_not_as_an_edit():
    """X gives an edit its own id: of the same id only the difference is known."""
    old, new = (
        side("root", text={"root": "It is safe."}),
        side("root", text={"root": "It was safe."}, taken=LATE),
    )

    assert told(old, new, "kind", "before", "after") == [("text_differs", "It is safe.", "It was safe.")]


def test_counts_are_told_field_by_field_the_largest_change_first():
    """A count that one capture does not give is no change; numbers stay numbers."""
    old = side(
        "root", "ann>root", "bob>root", like_count={"root": 5, "ann": 50, "bob": 7}, view_count={"root": 9}
    )
    new = side(
        "root", "ann>root", "bob>root", taken=LATE,
        like_count={"root": 6, "ann": 20, "bob": 7}, reply_count={"root": 2}, view_count={"root": 10},
    )  # fmt: skip

    assert told(old, new, "field", "post_id", "n_before", "n_after", "before_at", "after_at") == [
        ("like_count", "ann", 50, 20, EARLY, LATE),
        ("like_count", "root", 5, 6, EARLY, LATE),
        ("view_count", "root", 9, 10, EARLY, LATE),
    ]


def test_a_note_appeared_where_the_older_capture_reported_none():
    """Silence is no report: without one, the note is only not in the older capture."""
    shown = [
        note("root", "shown_at_capture", LATE, evidence_kind="pivot", note_id="77", text="See the paper.")
    ]
    new = side("root", taken=LATE, notes=[*shown, note("root", "shown_at_capture", LATE)])
    none = side("root", notes=[note("root", "none_reported_at_capture", EARLY)])
    columns = ("kind", "note_id", "before", "after", "before_at", "detail", "sure")

    assert told(none, new, *columns) == [
        ("note_appeared", "77", None, "shown_at_capture", EARLY, "See the paper.", True)
    ]
    assert told(side("root"), new, "kind", "sure") == [("note_not_in_old", False)]
    assert told(new, none, "kind", "note_id", "after_at", "sure") == [("note_gone", "77", EARLY, True)]
    assert told(new, side("root"), "kind", "sure") == [("note_not_in_new", False)]


def test_a_flag_and_a_note_on_one_post_are_the_same_evidence():
    """That notes are on record and then one is shown is a change of state, not a second note."""
    old = side("root", notes=[note("root", "notes_exist_not_shown_to_capturer", EARLY)])
    new = side(
        "root",
        notes=[note("root", "shown_at_capture", LATE, evidence_kind="pivot", note_id="77")],
        taken=LATE,
    )

    assert told(old, new, "kind", "before", "after") == [
        ("note_changed", "notes_exist_not_shown_to_capturer", "shown_at_capture")
    ]


def test_a_note_of_the_public_files_is_not_missed_in_a_capture():
    """What a snapshot names a capture need not have been shown: the two are not compared."""
    old = side("root", notes=[note("root", "proposed", EARLY, evidence_kind="snapshot", note_id="77")])
    new = side("root", notes=[note("root", "none_reported_at_capture", LATE)], taken=LATE)

    assert told(old, new, "kind", "sure") == [("note_not_in_new", False)]


def test_people_change_handles_and_capital_letters_do_not_count():
    """A person is known by the id; a handle alone is no person."""
    old = side("p@1", "q@2>p", handle={"p": "ann", "q": "bob"})
    new = side("p@1", "q@2>p", handle={"p": "Ann", "q": "bobby"}, taken=LATE)

    assert told(old, new, "kind", "thread_id", "author_id", "before", "after", "before_at", "after_at") == [
        ("handle_changed", None, "2", "bob", "bobby", EARLY, LATE)
    ]
    kept = diff.of_thread(diff.changes(old, new), "p", new["people"])
    assert kept.height == 1
    assert diff.of_thread(diff.changes(old, new), "p", new["people"].head(1)).is_empty()


def test_a_withheld_post_is_told_and_what_is_available_again_is_not_sure():
    """Many exports call every post available, for they cannot tell."""
    old, new = side("root"), side("root", availability={"root": "withheld"}, taken=LATE)

    assert told(old, new, "kind", "before", "after", "sure") == [
        ("availability", "available", "withheld", True)
    ]
    assert told(new, old, "sure") == [False]


def test_a_reason_that_becomes_known_is_told():
    """A post that neither holds was missing, and the newer capture says that its account is suspended."""
    old = side("root", "bob>lost", "lost2@x~root")
    new = side(
        "root", "bob>lost", "lost2@x~root", taken=LATE,
        absences=[{"post_id": "lost", "reason": "suspended", "captured_at": LATE}],
    )  # fmt: skip

    assert told(old, new, "kind", "post_id", "field", "before", "after") == [
        ("availability", "lost", "reason", "missing", "suspended")
    ]


def test_a_thread_whose_root_was_found_keeps_its_changes():
    """Its id changes from the ghost's to the root's; the changes stand under the newer one."""
    old = side("ann>lost", "bob>ann")
    new = side("top", "lost@z>top", "ann>lost", taken=LATE)

    assert diff.same_threads(old, new).rows() == [("lost", "top")]
    assert set(told(old, new, "thread_id")) == {"top"}


SPECS = ("root", "ann>root", "bob>ann", "cat>root", "dan>cat", "eve>dan")


def test_comparing_the_other_way_round_is_the_mirror_image():
    """What the one lacks the other adds, and counts change places."""
    one = side(*SPECS[:4], like_count={"root": 3, "ann": 1})
    other = side("root", "ann>root", *SPECS[3:], like_count={"root": 8}, taken=LATE)
    there, back = diff.changes(one, other), diff.changes(other, one)

    def ids(rows: pl.DataFrame, *kinds: str) -> set[str]:
        return set(rows.filter(pl.col("kind").is_in(kinds))["post_id"])

    lost, added = ("gone", "not_in_new"), ("back", "written_since", "not_in_old")
    assert ids(there, *lost) == ids(back, *added) == {"bob"}
    assert ids(there, *added) == ids(back, *lost) == {"dan", "eve"}
    counts = [
        rows.filter(pl.col("kind") == "count").select("n_before", "n_after").rows() for rows in (there, back)
    ]
    assert counts == [[(3, 8)], [(8, 3)]]


def test_the_order_of_the_rows_decides_nothing():
    """Files may be read in any order."""
    rows = [note("root", state, EARLY) for state in ("none_reported_at_capture", "shown_at_capture")]
    one = side(*SPECS[:3], like_count={"root": 3}, notes=rows)
    other = side(*SPECS, like_count={"root": 8, "ann": 1}, taken=LATE)
    shuffled = [{name: table.reverse() for name, table in tables.items()} for tables in (one, other)]

    assert diff.changes(*shuffled).equals(diff.changes(one, other))


def test_every_kind_is_told_in_words():
    """No kind is made that has no words, and the words for one and for many differ."""
    for kind in CHANGE_KINDS.values():
        assert kind.one != kind.many
        assert not kind.one[0].isupper()


def test_thousands_of_posts_are_compared_at_once():
    """Ten thousand posts against as many take well under a second: columns, no row loop."""
    posts = generate.posts_frame(10_000, seed=4)
    study = builders.study(posts)
    tables = {name: study.table(name) for name in diff.INPUTS} | {
        "observations": schema.conform(posts, "observations")
    }
    later = tables | {"posts": tables["posts"].with_columns(pl.col("like_count") + 1)}
    began = perf_counter()
    changed = diff.changes(tables, later)

    assert perf_counter() - began < 2
    assert changed.height == posts["like_count"].count()
