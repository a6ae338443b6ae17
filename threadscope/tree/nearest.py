"""Posts in trees, some of them marked -> the nearest marked post at or above each."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.tree.numbering import parent_rows

__all__ = ["nearest_marked"]


def nearest_marked(posts: pl.DataFrame, marked: NDArray[np.bool_]) -> pl.Series:
    """Return the id of the nearest marked post at or above each post; null where there is none.

    Above a ghost nothing is known, so what hangs on one is under none but the marked posts between.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    marked
        Which of them are marked.
    """
    parent = parent_rows(posts)
    here = np.arange(parent.size, dtype=np.int32)
    above = np.where(marked | (parent < 0), here, parent)
    while (above[above] != above).any():
        above = above[above]
    return posts["post_id"].gather(pl.Series(np.where(marked[above], above, -1)).replace(-1, None))
