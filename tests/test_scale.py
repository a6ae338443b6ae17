"""Size changes nothing: what holds of a small thread holds of a million posts."""

from __future__ import annotations

import polars as pl
import pytest

from fixtures import generate
from tests.builders import study


def _holds(n_posts: int) -> None:
    whole = study(generate.posts_frame(n_posts, seed=3))
    posts, ghosts = whole.table("posts"), whole.table("ghosts")
    placed = pl.concat([frame.select("post_id", "thread_id", "depth", "order") for frame in (posts, ghosts)])
    above = placed.select(parent_id="post_id", parent_depth="depth", parent_thread="thread_id")
    below = pl.concat(
        [frame.select("post_id", "parent_id", "depth", "thread_id") for frame in (posts, ghosts)]
    )
    hung = below.filter(pl.col("parent_id").is_not_null()).join(above, on="parent_id", how="left")

    assert posts.height == n_posts
    assert hung.filter(pl.col("depth") != pl.col("parent_depth") + 1).height == 0
    assert hung.filter(pl.col("thread_id") != pl.col("parent_thread")).height == 0
    in_order = placed.sort("thread_id", "order").select(
        wrong=pl.col("order") != pl.int_range(pl.len()).over("thread_id")
    )
    assert not in_order["wrong"].any()
    roots = posts.filter(pl.col("post_id") == pl.col("thread_id"))
    counted = posts.group_by("thread_id").agg(pl.len().alias("n"))
    wrong = roots.join(counted, on="thread_id").filter(pl.col("n_below") != pl.col("n") - 1)
    assert wrong.height == 0
    shape = whole.table("shape").sort("n_posts")
    assert shape["n_posts"].sum() == n_posts
    assert shape["depth_max"][-1] == posts["depth"].max()


def test_twenty_thousand_posts_stand_where_they_belong():
    """Depth, order, thread and counts of a generated thread fit together."""
    _holds(20_000)


@pytest.mark.long
def test_a_million_posts_stand_where_they_belong():
    """The same for a million."""
    _holds(1_000_000)
