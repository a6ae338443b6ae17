"""Rows of the conversation -> those that one page can carry, and the sentences that say which they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import tree
from threadscope.report.formats import number

__all__ = ["MAX_POSTS", "Embedded", "embedded"]

#: A page of so many posts still opens within seconds.
MAX_POSTS: Final = 250_000


@dataclass(frozen=True, slots=True)
class Embedded:
    """What of a conversation stands in the page.

    Attributes
    ----------
    rows
        The rows that stand in it, as `conversation.rows_of` returns them, numbered anew.
    n_posts, n_gaps
        Posts and ghosts of the whole thread.
    says
        What stands in it and what does not, in sentences; "" where it is everything.
    """

    rows: pl.DataFrame
    n_posts: int
    n_gaps: int
    says: str = ""


def embedded(
    rows: pl.DataFrame,
    wanted: Collection[str],
    turning: Collection[str],
    *,
    max_posts: int = MAX_POSTS,
    saved: bool = True,
) -> Embedded:
    """Return all rows of a conversation of at most ``max_posts`` posts; of a larger one those that tell most.

    These are the branches (children of the root, with all below them) in which a turning point stands, the posts that
    the page quotes, and what leads to these from the root. Where the branches hold more than ``max_posts``, the posts
    that drew the most answers go first: whoever stands above a post drew at least as many. So they do in the whole
    thread where only its first post is a turning point, or none.

    Parameters
    ----------
    rows
        As `conversation.rows_of` returns them.
    wanted
        Posts that the page quotes: they stand in it, however many they are.
    turning
        Posts of turning points.
    max_posts
        Posts that a page carries.
    saved
        Whether the tables lie beside the page, in ``data/``.
    """
    is_post = rows["reason"].is_null().to_numpy()
    n_posts = int(is_post.sum())
    whole = Embedded(rows, n_posts, rows.height - n_posts)
    if n_posts <= max_posts:
        return whole
    ids = rows["post_id"]
    musts = (
        ids.is_in(pl.Series([*wanted, *turning], dtype=pl.String).implode()) | (rows["depth"] == 0)
    ).to_numpy()
    kept = tree.with_ancestors(rows, musts)
    told = _in_branches(rows, turning)
    has_branches = bool(told.any())
    if not has_branches:
        told = np.ones(rows.height, np.bool_)
    room = max(0, max_posts - int((kept & is_post).sum()))
    more = told & is_post & ~kept
    is_cut = int(more.sum()) > room
    kept |= _most_answered(rows, more, room) if is_cut else told
    kept = tree.with_ancestors(rows, kept)
    some = rows.filter(pl.Series(kept)).drop("row").with_row_index("row")
    return Embedded(some, n_posts, whole.n_gaps, _said(int((kept & is_post).sum()), n_posts, has_branches, is_cut, saved))  # fmt: skip


def _in_branches(rows: pl.DataFrame, turning: Collection[str]) -> NDArray[np.bool_]:
    """Tell which rows stand in a branch with a turning point."""
    marked = rows.filter(
        pl.col("post_id").is_in(pl.Series(list(turning), dtype=pl.String).implode()), pl.col("depth") > 0
    )
    return rows["branch_id"].is_in(marked["branch_id"].unique().implode()).fill_null(value=False).to_numpy()


def _most_answered(rows: pl.DataFrame, among: NDArray[np.bool_], room: int) -> NDArray[np.bool_]:
    """Mark, of some rows, so many that have most posts below them; of equal ones those with more likes, then the first."""
    first = (
        rows.filter(pl.Series(among))
        .sort("n_below", "like_count", "row", descending=[True, True, False], nulls_last=True)
        .head(room)["row"]
        .to_numpy()
    )
    marked = np.zeros(rows.height, np.bool_)
    marked[first] = True
    return marked


def _said(n: int, n_posts: int, has_branches: bool, is_cut: bool, saved: bool) -> str:  # noqa: FBT001 - private
    branches = "the branches with turning points" if has_branches else ""
    if is_cut:
        branches = f"{'of ' + branches + ' ' if branches else ''}the posts that drew most answers"
    where = "The tables in data/ hold all." if saved else "The tables of the thread hold all."
    return (
        f"{number(n)} of {number(n_posts)} posts are in this file: {branches}, every post that this page quotes, and the"
        f" posts that lead to these. Search and filters see these posts only."
        f" Numbers of posts below a post are those of the whole archive. {where}"
    )
