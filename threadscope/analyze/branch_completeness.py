"""Posts -> how much of each branch the archive holds."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.coverage import coverage_by

__all__ = ["branch_completeness"]


def branch_completeness(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a branch: the root's direct replies (`branch_id` = `thread_id`), and each child of the root.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    """
    counted = coverage_by(posts, "thread_id", "branch_id")
    return schema.conform(counted.sort("thread_id", "branch_id"), "branch_completeness")
