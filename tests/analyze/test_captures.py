"""The posts that were captured at several times, and what each capture says of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from tests import founding
from tests.builders import at, posts, study
from threadscope import schema
from threadscope.study import Study

DAY = 86_400


def seen(*copies: dict[str, Any], **more: Any) -> Study:
    """Return a study of three posts, with copies of them."""
    frame = schema.conform(
        pl.DataFrame([{"place": "main", "source": "a", "author_id": "ann"} | copy for copy in copies]),
        "observations",
    )
    return study(posts("root", "ann>root", "bob>ann"), observations=frame, **more)


def copy(post_id: str, seconds: float | None, **counts: Any) -> dict[str, Any]:
    """Return one copy of a post."""
    taken = None if seconds is None else at(seconds)
    return {"post_id": post_id, "captured_at": taken, "like_count": None, "view_count": None} | counts


def test_one_row_a_post_and_time_with_null_where_a_capture_does_not_say():
    """Posts that were captured once have no row."""
    table = seen(
        copy("root", DAY, like_count=3), copy("root", 2 * DAY, like_count=9, view_count=70), copy("ann", DAY)
    ).table("captures")

    assert table.select("post_id", "captured_at", "nth", "n_captures", "like_count", "view_count").rows() == [
        ("root", at(DAY), 1, 2, 3, None),
        ("root", at(2 * DAY), 2, 2, 9, 70),
    ]
    assert table["thread_id"].to_list() == ["root", "root"]


def test_one_sitting_is_one_capture():
    """Copies each within a minute of the one before were taken in one go: the first time, the highest count."""
    scrolled = [copy("root", DAY + step * 50, like_count=3 + step) for step in range(4)]
    assert seen(*scrolled).table("captures").is_empty()

    table = seen(*scrolled, copy("root", 3 * DAY, like_count=20)).table("captures")
    assert table.select("captured_at", "like_count").rows() == [(at(DAY), 6), (at(3 * DAY), 20)]


def test_copies_without_a_time_are_no_captures():
    """Nobody knows when they were taken."""
    assert (
        seen(copy("root", None, like_count=3), copy("root", DAY, like_count=9)).table("captures").is_empty()
    )


def test_a_capture_that_does_not_get_the_post_says_why():
    """A notice is a capture too; in one sitting with a copy it is none."""
    absences = [{"post_id": "ann", "reason": "deleted", "captured_at": at(2 * DAY)}]
    table = seen(copy("ann", DAY, like_count=3), copy("root", DAY), absences=absences).table("captures")
    assert table.select("post_id", "like_count", "reason").rows() == [
        ("ann", 3, None),
        ("ann", None, "deleted"),
    ]

    both = seen(copy("ann", DAY), copy("ann", 2 * DAY), absences=absences).table("captures")
    assert both["reason"].null_count() == 2


def test_the_founding_story_was_captured_on_two_dates():
    """The claim and the repetition of it were captured on the next morning and a fortnight later."""
    table = founding.study().table("captures")

    assert table.group_by("post_id", maintain_order=True).agg("like_count").rows() == [
        ("1794114782838900277", [902, 1640]),
        ("1794194821953705292", [3103, 4310]),
    ]
    gaps = table.select(pl.col("captured_at").max() - pl.col("captured_at").min()).item()
    assert gaps == timedelta(days=13, hours=16)


def test_the_order_of_the_copies_decides_nothing():
    """Files may be read in any order."""
    copies = [copy("root", DAY * n, like_count=n) for n in range(1, 4)]

    assert seen(*copies).table("captures").equals(seen(*reversed(copies)).table("captures"))
