"""How much of a thread is here: counts against archived replies, ghosts by reason, marks of the capture."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.builders import at, study
from threadscope import collect


def test_counts_replies_and_missing_parents() -> None:
    """4 of 6 posts are replies (a1, b1, c1, d1); c1 and d1 answer posts that are not archived: 2 / 4."""
    row = study(
        "root",
        "a1>root",
        "b1>a1",
        "c1>gone",
        "d1>lost",
        "q1~root",
        conversation_id={"c1": "root", "d1": "root"},
    )

    found = row.table("completeness").row(0, named=True)
    assert (found["n_posts"], found["n_replies"], found["n_missing_parent"], found["n_detached"]) == (
        6,
        4,
        2,
        2,
    )
    assert found["missing_parent_share"] == 0.5


def test_coverage_compares_replies_with_counts() -> None:
    """Root says 5 and has 2 replies (the quote is none); a1 says 0 and has 1, so 1: archived 3 of max(5, 2) + max(0, 1) = 6."""
    table = study("root", "a1>root", "b1>root", "c1>a1", "q1~root", reply_count={"root": 5, "a1": 0}).table(
        "completeness"
    )

    assert table.select("replies_counted", "replies_archived", "coverage").row(0) == (6, 3, 0.5)


def test_without_counts_coverage_is_not_known() -> None:
    """Where no post carries a reply count, there is nothing to compare with; a count of 0 alone divides nothing."""
    columns = ("replies_counted", "replies_archived", "coverage")

    assert study("root", "a1>root").table("completeness").select(columns).row(0) == (None, None, None)
    assert study("root", reply_count={"root": 0}).table("completeness").select(columns).row(0) == (0, 0, None)


def test_ghosts_by_reason() -> None:
    """One ghost is deleted, one suspended, and the one that nothing is known of is missing."""
    absences = [
        {"post_id": "x", "reason": "deleted", "source": "f"},
        {"post_id": "y", "reason": "suspended", "source": "f"},
    ]
    specs = ("root", "a1>x", "b1>y", "c1>z")
    conversation = dict.fromkeys(("a1", "b1", "c1"), "root")

    row = (
        study(*specs, absences=absences, conversation_id=conversation)
        .table("completeness")
        .row(0, named=True)
    )

    assert (row["n_ghosts"], row["n_deleted"], row["n_suspended"], row["n_missing"], row["n_withheld"]) == (
        3,
        1,
        1,
        1,
        0,
    )


def test_cursor_counts_for_its_post_or_for_the_threads_of_its_file() -> None:
    """The mark under a1 counts for its thread, the one without post for both threads of its file, one elsewhere and the end of a page for none."""
    seen = [{"post_id": name, "source": source, "dialect": "d", "place": "main", "source_row": 0} for name, source in
            (("root", "one"), ("a1", "one"), ("other", "one"), ("third", "two"))]  # fmt: skip
    cursors = [
        {"post_id": "a1", "kind": "show_more", "source": "one"},
        {"post_id": None, "kind": "show_more_threads", "source": "one"},
        {"post_id": None, "kind": "show_more", "source": "elsewhere"},
        {"post_id": None, "kind": "next_page", "source": "one"},
    ]

    table = study("root", "a1>root", "other", "third", cursors=cursors, observations=seen).table(
        "completeness"
    )

    assert dict(table.select("thread_id", "n_cursors").rows()) == {"root": 2, "other": 1, "third": 0}


def test_capture_times_come_from_every_observation() -> None:
    """The first capture is that of the oldest observation, not of the newest copy that the post was folded to."""
    seen = [
        {
            "post_id": "root",
            "captured_at": at(days * 86400),
            "source": "f",
            "dialect": "d",
            "place": "main",
            "source_row": 0,
        }
        for days in (3, 1)
    ]

    table = study("root", captured_at={"root": at(3 * 86400)}, observations=seen).table("completeness")

    assert table.select("captured_from", "captured_to").row(0) == (at(86400), at(3 * 86400))


@pytest.mark.shared
def test_real_capture_says_34_of_93(shared: Path) -> None:
    """Of the 93 direct replies that X counted for the opening post of a real capture, 34 are in the file."""
    path = shared / "samples" / "3_graphql_web" / "vladkens_twscrape__raw_tweet_details.json"
    collected = collect.read([path])
    table = study(collect.fold(collected).posts).table("branch_completeness")

    opening = table.filter(pl.col("branch_id") == pl.col("thread_id"))
    assert opening.select("replies_counted", "replies_archived").row(0) == (93, 34)
