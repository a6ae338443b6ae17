"""The section on what changed between captures."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests.builders import at, posts, study
from threadscope import schema
from threadscope.report.changed import MOST_CHANGES, changed
from threadscope.report.formats import clock

UTC = clock("UTC")
POSTS = study(posts("root", "ann>root")).table("posts")
NONE = schema.empty("captures"), schema.empty("changes_seen")


def changes(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a table of changes."""
    return schema.conform(
        pl.DataFrame([{"thread_id": "root", "sure": True} | row for row in rows]), "changes"
    )


def test_there_is_no_section_where_nothing_was_captured_twice():
    """An older capture that was compared and differs in nothing is told."""
    assert changed(POSTS, *NONE, None, UTC) is None
    section = changed(POSTS, *NONE, schema.empty("changes"), UTC)
    assert section is not None
    assert section.since
    assert section.lines == ()


def test_lines_count_the_kinds_most_telling_first():
    """One and several are worded each in its way."""
    count = {"kind": "count", "field": "like_count", "n_before": 1, "n_after": 2, "post_id": "ann"}
    gone = {"kind": "gone", "field": "reason", "before": "words", "after": "deleted", "post_id": "root"}
    section = changed(POSTS, *NONE, changes(count, gone, count), UTC)

    assert section is not None
    assert section.lines == ("1 post is gone: a later capture says why", "2 counts changed")


def test_cells_say_what_the_table_says():
    """Numbers as numbers, states in words, and whether a capture says it."""
    rows = changes(
        {"kind": "count", "field": "like_count", "n_before": 1200, "n_after": 0, "handle": "ann", "post_id": "ann",
         "before_at": at(0)},
        {"kind": "note_appeared", "field": "state", "after": "shown_at_capture", "detail": "See the paper."},
        {"kind": "new_branch", "field": "n_posts", "after": "No.", "n_before": 0, "n_after": 7},
        {"kind": "not_in_new", "field": "text", "before": "Gone?", "sure": False},
    )  # fmt: skip
    section = changed(POSTS, *NONE, rows, UTC)

    assert section is not None
    assert section.grid.rows == (
        ("count: likes", "@ann", "ann", "1,200", "0", "Fri 24 May 2024, 12:00", "–", "–"),
        ("note appeared: note", "author unknown", "–", "–", "shown at capture", "–", "–", "See the paper."),
        ("new branch: posts", "author unknown", "–", "0", "No. (7 posts)", "–", "–", "–"),
        ("not in new: text", "author unknown", "–", "Gone?", "–", "–", "–", "only absent from one"),
    )


def test_the_table_is_short_and_says_how_long_it_is():
    """At most two hundred rows are printed, the total is kept."""
    row = {"kind": "count", "field": "like_count", "n_before": 1, "n_after": 2, "post_id": "ann"}
    section = changed(POSTS, *NONE, changes(*[row] * 300), UTC)

    assert section is not None
    assert (len(section.grid.rows), section.grid.total) == (MOST_CHANGES, 300)


def test_points_of_the_posts_that_changed_most_come_first():
    """A capture that did not get the post says why; what it does not say is a dash."""
    base = {"thread_id": "root", "n_captures": 2}
    rows = [
        base | {"post_id": "ann", "captured_at": at(0), "nth": 1, "like_count": 5},
        base | {"post_id": "ann", "captured_at": at(60), "nth": 2, "reason": "deleted"},
        base | {"post_id": "root", "captured_at": at(0), "nth": 1, "like_count": 5},
        base | {"post_id": "root", "captured_at": at(60), "nth": 2, "like_count": 50},
    ]
    table = schema.conform(pl.DataFrame(rows), "captures")
    section = changed(POSTS, table, schema.empty("changes_seen"), None, UTC)

    assert section is not None
    assert (section.n_again, section.n_posts) == ("2", "2")
    assert [row[:4] for row in section.points.rows] == [
        ("@root", "root", "Fri 24 May 2024, 12:00", "5"),
        ("@root", "root", "Fri 24 May 2024, 12:01", "50"),
        ("@ann", "ann", "Fri 24 May 2024, 12:00", "5"),
        ("@ann", "ann", "Fri 24 May 2024, 12:01 (deleted)", "–"),
    ]
