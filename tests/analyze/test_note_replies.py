"""How fast archived answers came before and after a note was shown, and when nothing may be said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from tests.builders import at, posts, study
from tests.noted import note_id, pivot, snapshot, soon

_SHOWN_H = 10


def _archive(before: int, after: int, spread_s: float = 60, end_h: float = 200, **more: Any) -> pl.DataFrame:
    """Return a root with replies: so many in the time just before hour 10, so many just after, a minute apart."""
    specs = ["root", *(f"b{n}@b{n}>root" for n in range(before)), *(f"a{n}@a{n}>root" for n in range(after))]
    shown = _SHOWN_H * 3600
    times = {f"b{n}": at(shown - spread_s * (n + 1)) for n in range(before)}
    times |= {f"a{n}": at(shown + spread_s * n) for n in range(after)}
    names = [spec.partition("@")[0].partition(">")[0] for spec in specs]
    return posts(
        *specs,
        created_at=times,
        captured_at=dict.fromkeys(names, soon(end_h)) | more.pop("captured_at", {}),
        **more,
    )


def _rows(frame: pl.DataFrame, *evidence: dict[str, Any]) -> list[dict]:
    notes = list(evidence) or [snapshot("shown", helpful=_SHOWN_H)]
    return study(frame, notes=notes).table("note_replies").to_dicts()


def test_thirty_on_each_side_give_two_rates():
    """Thirty in the half hour before, forty in the forty minutes after: 30 and 40 an hour in windows of an hour."""
    replies, below = _rows(_archive(30, 40))

    assert (replies["scope"], below["scope"]) == ("replies", "below")
    assert (replies["verdict"], replies["window_h"]) == ("told", 1.0)
    assert (replies["n_before"], replies["n_after"]) == (30, 40)
    assert (replies["per_hour_before"], replies["per_hour_after"]) == (30.0, 40.0)


def test_twenty_nine_are_too_few():
    """One less on one side and no rate is told; the counts of the longest window that fits are."""
    replies, _ = _rows(_archive(30, 29))

    assert (replies["verdict"], replies["window_h"]) == ("too_few", 6.0)
    assert (replies["n_before"], replies["n_after"]) == (30, 29)
    assert (replies["per_hour_before"], replies["per_hour_after"]) == (None, None)


def test_the_shortest_window_that_holds_enough():
    """Thirty replies every four minutes take two hours on each side."""
    replies, _ = _rows(_archive(30, 30, spread_s=240))

    assert (replies["verdict"], replies["window_h"]) == ("told", 2.0)
    assert (replies["per_hour_before"], replies["per_hour_after"]) == (15.0, 15.0)


def test_windows_are_equal_and_lie_inside_the_capture():
    """The capture ends 90 minutes after: two-hour windows do not fit, and one hour holds too few."""
    replies, _ = _rows(_archive(30, 30, spread_s=240, end_h=_SHOWN_H + 1.5))

    assert (replies["verdict"], replies["window_h"]) == ("too_few", 1.0)
    assert (replies["n_before"], replies["n_after"]) == (15, 15)
    assert replies["ends_at"] == soon(_SHOWN_H + 1.5)


def test_windows_begin_with_the_post_at_the_earliest():
    """Shown 90 minutes after the post: a window of two hours would reach before it."""
    frame = _archive(30, 30, spread_s=240).with_columns(
        created_at=pl.when(pl.col("post_id") == "root").then(soon(_SHOWN_H - 1.5)).otherwise("created_at")
    )

    assert _rows(frame)[0]["window_h"] == 1.0


def test_windows_end_with_the_showing():
    """Removed after 90 minutes: what came later came under no note."""
    note = snapshot("shown_then_removed", helpful=_SHOWN_H, removed=_SHOWN_H + 1.5)
    replies, _ = _rows(_archive(30, 30, spread_s=240), note)

    assert (replies["verdict"], replies["window_h"], replies["ends_at"]) == (
        "too_few",
        1.0,
        soon(_SHOWN_H + 1.5),
    )


def test_a_capture_before_the_note_tells_nothing():
    """And neither does one whose time nobody knows."""
    early, _ = _rows(_archive(30, 30, end_h=9))
    unknown = _archive(30, 30).with_columns(captured_at=pl.lit(None, pl.Datetime("ms", "UTC")))

    assert (early["verdict"], early["n_before"]) == ("outside_capture", None)
    assert _rows(unknown)[0]["verdict"] == "capture_not_known"


def test_a_post_without_time_tells_nothing():
    """Where a window would begin before the post is not known."""
    frame = _archive(30, 30).with_columns(created_at=pl.when(pl.col("post_id") != "root").then("created_at"))

    assert _rows(frame)[0]["verdict"] == "post_time_not_known"


def test_one_post_that_was_seen_again_later_does_not_stretch_the_capture():
    """The noted post and one reply were quoted by somebody a month later; the replies were not looked for again."""
    month = soon(_SHOWN_H + 1.5) + timedelta(days=30)
    frame = _archive(30, 30, spread_s=240, end_h=_SHOWN_H + 1.5, captured_at={"root": month, "b3": month})

    assert _rows(frame)[0]["ends_at"] == soon(_SHOWN_H + 1.5)


def test_only_notes_that_were_shown_on_this_post():
    """A capture does not say from when; a proposed note was not shown; one of another post not known from when."""
    frame = _archive(30, 30)
    rows = _rows(
        frame,
        pivot(note_id=note_id(2)),
        snapshot("proposed", written=3),
        snapshot("shown", written=4, helpful=_SHOWN_H, written_on_id="99"),
    )

    assert [(row["note_id"], row["verdict"], row["n_before"]) for row in rows] == [
        (note_id(4), "other_post", None),
        (note_id(4), "other_post", None),
    ]


def test_replies_and_the_posts_below_are_counted_apart():
    """Ten replies and thirty answers to them on each side: enough below, too few replies."""
    frame = _archive(40, 40).with_columns(
        reply_to_id=pl.when(pl.col("post_id").str.contains("^[ab][1-3][0-9]$"))
        .then(pl.col("post_id").str.slice(0, 1) + "1")
        .otherwise("reply_to_id")
    )
    replies, below = _rows(frame)

    assert (replies["verdict"], replies["n_before"], replies["n_after"]) == ("too_few", 10, 10)
    assert (below["verdict"], below["n_before"], below["n_after"]) == ("told", 40, 40)
