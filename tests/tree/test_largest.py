"""A cut of the tree into its largest parts: every post once, for the nearest part strictly above it."""

from __future__ import annotations

import polars as pl

from tests.builders import study
from tests.charts.drawing import generated
from threadscope.tree.largest import below_largest


def _under(*specs: str) -> dict[str, str | None]:
    return dict(below_largest(study(*specs).table("posts")).select("post_id", "under_id").iter_rows())


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def test_a_post_counts_for_the_nearest_part_strictly_above_it():
    """The root is in no part; the post that opens a part counts for the part around it, what is below for its own."""
    found = _under("root", "ann1>root", *_crowd("x", 4, "ann1"), "eve1>root", "kim1>x0")

    assert found == {
        "root": None, "ann1": "root", "eve1": "root", **dict.fromkeys(("x0", "x1", "x2", "x3", "kim1"), "ann1"),
    }  # fmt: skip


def test_a_part_of_fewer_than_four_posts_is_none():
    """What would stand below it counts for the next part above."""
    found = _under("root", "ann1>root", *_crowd("x", 3, "ann1"), *_crowd("y", 5, "root"))

    assert set(found.values()) == {None, "root"}


def test_the_root_counts_though_it_is_not_archived():
    """Children of a missing root and what is below them stand below the root; below another missing post nothing is known."""
    found = _under("ann1>gone", *_crowd("x", 5, "ann1"), "eve1>gone", "kim1>eve1", "lou1>kim1")

    assert found["kim1"] == found["lou1"] == found["ann1"] == found["eve1"] == "gone"
    assert found["x0"] == "ann1"


def test_parts_are_at_most_eight_and_hold_everybody_but_what_hangs_on_nothing():
    """Of a generated thread, the root and seven others hold all but the root and parts whose parent is missing."""
    thread = generated(1000).table("posts")
    sizes = below_largest(thread)["under_id"].value_counts()
    ghostly = thread.filter(
        pl.col("parent_id").is_null() | ~pl.col("parent_id").is_in(thread["post_id"].implode())
    )

    assert sizes.drop_nulls().height == 8
    assert sizes.drop_nulls()["count"].min() >= 5, "half a per cent of the thread"
    assert sizes["count"].sum() == 1000
    assert sizes.filter(pl.col("under_id").is_null())["count"].item() >= ghostly.height
