"""Rows of trees, some of them marked -> the marked ones and all that stands above them."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.tree.numbering import parent_rows
from threadscope.tree.walk import rungs

__all__ = ["with_ancestors"]


def with_ancestors(rows: pl.DataFrame, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which rows are marked or stand anywhere above a marked one.

    Parameters
    ----------
    rows
        Posts, or posts and ghosts, with ``post_id`` and ``parent_id``; what is not among them ends the way up.
    marked
        Which of them are marked.

    Returns
    -------
    NDArray[np.bool_]
        One truth a row.
    """
    found: NDArray[np.bool_] = marked.copy()
    # Who knows all within 2^k steps needs the ancestor 2^k steps up of each to know all within 2^(k+1).
    for live, above in rungs(parent_rows(rows)):
        found[above[found[live]]] = True
    return found
