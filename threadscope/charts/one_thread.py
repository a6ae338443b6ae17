"""A chart draws one thread: which one, and the rows of each table that belong to it."""

from __future__ import annotations

import polars as pl

from threadscope.errors import NoThread
from threadscope.settings import Settings

__all__ = ["authors_of", "claim_of", "rows_of", "the_thread"]


def the_thread(posts: pl.DataFrame) -> str:
    """Return the id of the thread to draw: the one with most posts, of equal ones the first by id.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    sizes = (
        posts.drop_nulls("thread_id")
        .group_by("thread_id")
        .len()
        .sort(["len", "thread_id"], descending=[True, False])
    )
    if sizes.is_empty():
        raise NoThread("there is no thread to draw: the archive holds no post that stands in one")
    return str(sizes.item(0, "thread_id"))


def claim_of(posts: pl.DataFrame, thread_id: str, settings: Settings) -> tuple[str, str]:
    """Return the id of the post that sides are measured against, and what to call it.

    As for stance, it is the chosen claim in the thread that holds it, and the root elsewhere.
    """
    if settings.claim is not None and settings.claim in rows_of(posts, thread_id)["post_id"]:
        return settings.claim, "the claim"
    return thread_id, "the first post"


def rows_of(frame: pl.DataFrame, thread_id: str) -> pl.DataFrame:
    """Return the rows of one thread."""
    return frame.filter(pl.col("thread_id") == thread_id)


def authors_of(posts: pl.DataFrame) -> tuple[int, bool]:
    """Return how many people are known to have written posts, and whether the authors of some are not known."""
    unknown = posts["author_id"].str.starts_with("?")
    return posts["author_id"].filter(~unknown).n_unique(), bool(unknown.any())
