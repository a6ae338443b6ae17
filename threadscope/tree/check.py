"""Parent rows -> the edges that must be cut so that nothing is its own ancestor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from threadscope.tree.numbering import Rows

__all__ = ["cut_cycles", "rows_on_cycles"]


def rows_on_cycles(parent: Rows) -> Rows:
    """Return the rows that are their own ancestors, in order.

    Each round doubles the distance to the ancestor that is looked at. After as many rounds as make the
    distance longer than there are rows, whoever still has an ancestor leads into a cycle, and that ancestor
    stands on it; each row of a cycle is then somebody's ancestor.

    Parameters
    ----------
    parent
        Row of each row's parent, -1 for none.
    """
    # Parents that all stand before their children cannot form a cycle, whatever the order means.
    if (parent < np.arange(parent.size, dtype=np.int32)).all():
        return np.empty(0, np.int32)
    ancestor = parent.copy()
    live = np.flatnonzero(parent >= 0)
    for _ in range(parent.size.bit_length()):
        further = ancestor[ancestor[live]]
        ancestor[live] = further
        live = live[further >= 0]
        if not live.size:
            break
    return np.unique(ancestor[live])


def cut_cycles(parent: Rows, may_cut: NDArray[np.bool_] | None = None) -> Rows:
    """Return the rows whose parents must go: of each cycle the first row, so that the others stay.

    Parameters
    ----------
    parent
        Row of each row's parent, -1 for none; rows stand in the order of time.
    may_cut
        Rows whose parent may be given up; every cycle holds at least one. All when left out.
    """
    rows = rows_on_cycles(parent)
    if not rows.size:
        return rows
    first = rows.astype(np.int64)
    if may_cut is not None:
        first[~may_cut[rows]] = parent.size
    step = np.searchsorted(rows, parent[rows])
    for _ in range(rows.size.bit_length()):
        first = np.minimum(first, first[step])
        step = step[step]
    loose: Rows = rows[first == rows]
    return loose
