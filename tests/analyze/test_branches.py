"""First and last word in each branch."""

from __future__ import annotations

import polars as pl

from tests.builders import at, study


def _rows(*specs: str, **columns: object) -> list[tuple]:
    return study(*specs, **columns).table("branches").drop("thread_id").rows()


def test_first_and_last_word() -> None:
    """Branch ann1: ann, bob, ann, so ann spoke first and last; branch eve1: eve alone. The root is in none."""
    assert _rows("op1", "ann1>op1", "bob1>ann1", "eve1>op1", "ann2>bob1") == [
        ("ann1", 3, 2, "ann", "ann", at(60), at(240)),
        ("eve1", 1, 1, "eve", "eve", at(180), at(180)),
    ]


def test_first_is_by_time_and_posts_without_time_are_neither() -> None:
    """By the archive's times bob came before ann whom he answers; zoe has no time: counted, neither first nor last."""
    assert _rows("op1", "ann1>op1", "bob1>ann1", "zoe1>bob1", created_at={"bob1": at(30), "zoe1": None}) == [
        ("ann1", 3, 3, "bob", "ann", at(30), at(60)),
    ]
    assert _rows("op1", "ann1>op1", created_at={"ann1": None}) == [("ann1", 1, 1, None, None, None, None)]


def test_a_branch_may_start_with_a_post_that_is_not_archived() -> None:
    """Two answers to a lost post that hangs detached under the root: its branch holds both."""
    assert _rows("op1", "ann1>gone", "bob1>gone", conversation_id={"ann1": "op1", "bob1": "op1"}) == [
        ("gone", 2, 2, "ann", "bob", at(60), at(120)),
    ]


def test_branches_hold_every_post_but_the_root() -> None:
    """Their posts add up to the thread's, less the root where it is archived."""
    made = study("op1", "ann1>op1", "bob1~ann1", "eve1>op1", "dan1>gone", "kim1>gone")

    sums = made.table("branches").group_by("thread_id").agg(pl.col("n_posts").sum())
    assert dict(sums.iter_rows()) == {"op1": 3, "gone": 2}
