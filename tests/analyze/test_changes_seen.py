"""What the captures within one archive say differently."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests import founding
from tests.builders import at, posts, study
from threadscope import schema
from threadscope.study import Study

DAY = 86_400


def seen(*copies: dict[str, Any], **more: Any) -> Study:
    """Return a study of three posts, each last captured on the second day, with copies of them."""
    folded = posts("root", "ann>root", "bob>ann").with_columns(captured_at=pl.lit(at(2 * DAY), schema.TIME))
    common = {"place": "main", "source": "a", "author_id": "1", "text": "words", "text_truncated": False}
    rows = [common | {"availability": "available"} | copy for copy in copies]
    return study(folded, observations=schema.conform(pl.DataFrame(rows), "observations"), **more)


def told(of: Study, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of the changes."""
    return of.table("changes_seen").select("kind", "post_id", *columns).rows()


def test_counts_of_the_first_and_the_last_capture_that_give_them():
    """A capture between them, or one that does not say, is no end of the change."""
    copies = [("root", 1, 3), ("root", 2, 9), ("root", 3, 7), ("root", 4, None), ("ann", 1, 1)]
    found = seen(
        *({"post_id": post, "captured_at": at(day * DAY), "like_count": n} for post, day, n in copies)
    )

    assert told(found, "n_before", "n_after", "before_at", "after_at") == [
        ("count", "root", 3, 7, at(DAY), at(3 * DAY))
    ]


def test_gone_is_only_what_a_later_capture_calls_so():
    """A notice that is older than the last copy, or of a post that nobody archived, tells of no change."""
    notice = {"reason": "deleted", "detail": "This Post was deleted"}
    absences = [
        notice | {"post_id": "ann", "captured_at": at(3 * DAY)},
        notice | {"post_id": "bob", "captured_at": at(DAY)},
        notice | {"post_id": "elsewhere", "captured_at": at(3 * DAY)},
    ]
    found = seen({"post_id": "root", "captured_at": at(DAY)}, absences=absences)

    assert told(found, "before", "after", "before_at", "after_at") == [
        ("gone", "ann", "words of ann", "deleted", at(2 * DAY), at(3 * DAY))
    ]


def test_words_handles_and_availability():
    """The first and the last copy differ; copies of one moment do not."""
    first = {"post_id": "root", "captured_at": at(DAY), "text": "It is safe.", "handle": "ann"}
    last = {"post_id": "root", "captured_at": at(2 * DAY), "text": "It was safe.", "handle": "anna"}
    found = seen(first, last | {"availability": "withheld"})

    assert told(found, "before", "after") == [
        ("text_differs", "root", "It is safe.", "It was safe."),
        ("availability", "root", "available", "withheld"),
        ("handle_changed", None, "ann", "anna"),
    ]
    assert told(seen(first, last | {"captured_at": at(DAY)})) == []


def test_an_edit_between_captures():
    """The older version was captured before the newest one was."""
    copies = (
        {"post_id": "0", "captured_at": at(DAY), "text": "It is so."},
        {"post_id": "ann", "captured_at": at(2 * DAY), "text": "words of ann"},
    )
    aliases = [{"alias_id": "0", "post_id": "ann"}]

    assert told(seen(*copies, aliases=aliases), "before", "after") == [
        ("edited", "ann", "It is so.", "words of ann")
    ]
    assert told(seen(copies[0] | {"captured_at": at(2 * DAY)}, copies[1], aliases=aliases)) == []


def test_the_founding_story():
    """Between its two dates the note appeared on the repetition of the claim, and all counts of two posts grew."""
    table = founding.study().table("changes_seen")

    assert table["kind"].to_list() == ["note_appeared", *["count"] * 12]
    first, second = table.rows(named=True)[:2]
    assert (first["post_id"], first["after"], first["sure"]) == (
        "1794194821953705292",
        "shown_at_capture",
        True,
    )
    assert (second["field"], second["n_before"], second["n_after"]) == ("like_count", 3103, 4310)


def test_nothing_was_captured_twice():
    """One capture of everything says nothing of change."""
    assert told(seen({"post_id": "root", "captured_at": at(DAY), "like_count": 3})) == []
