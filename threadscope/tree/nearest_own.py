"""Posts in trees, some of them asked about -> the nearest post above each that has the same author."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from threadscope.tree.numbering import number, parent_rows

__all__ = ["nearest_own"]

#: So far above, a post is hardly what somebody comes back to.
_FARTHEST: Final = 40


def nearest_own(posts: pl.DataFrame, asked: pl.Series) -> pl.DataFrame:
    """Return the nearest post by the same author on the way from each post up to its root.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    asked
        Ids of those that are asked about.

    Returns
    -------
    polars.DataFrame
        ``post_id`` and ``own_id``, one row an asked post that has one among the 40 posts above it. A ghost ends
        the way.
    """
    parent = parent_rows(posts)
    author = number([posts["author_id"]]).codes[0]
    row = np.flatnonzero(posts["post_id"].is_in(asked.implode()).to_numpy())
    above, found = row, np.full(row.size, -1, np.int64)
    for _ in range(_FARTHEST):
        above = np.where(above >= 0, parent[above], -1)
        own = (above >= 0) & (found < 0) & (author[above] == author[row])
        found = np.where(own, above, found)
        above = np.where(found < 0, above, -1)
        if not (above >= 0).any():
            break
    told = found >= 0
    return pl.DataFrame(
        {"post_id": posts["post_id"].gather(row[told]), "own_id": posts["post_id"].gather(found[told])}
    )
