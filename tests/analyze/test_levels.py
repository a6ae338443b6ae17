"""Level after level of a tree."""

from __future__ import annotations

from tests.builders import at, study


def test_each_level_counts_posts_people_and_seconds() -> None:
    """Level 1: ann twice and bob, after 60, 120 and 900 s, median 120; level 2: op after 180 s, eve after 240 s.

    On level 3 eve goes on under herself: a post, but no answer.
    """
    specs = ("op1", "ann1>op1", "ann2>op1", "bob1>op1", "op2>ann1", "eve1>ann1", "eve2>eve1")
    table = study(*specs, created_at={"bob1": at(900)}).table("levels")

    assert table.drop("thread_id").rows() == [
        (0, 1, 1, None),
        (1, 3, 2, 120),
        (2, 2, 2, 210),
        (3, 1, 1, None),
    ]


def test_levels_of_ghosts_hold_nothing() -> None:
    """Two answers to a root that is not archived stand on level 1; level 0 has no row, and no time is known."""
    assert study("a1>gone", "b1>gone").table("levels").drop("thread_id").rows() == [(1, 2, 2, None)]
