"""Parent rows -> depth, reading order, subtree sizes and branches, for a whole forest at once.

All of it rests on pointer doubling (Wyllie 1979): the ancestor 2^(k+1) steps up is the ancestor of the
ancestor 2^k steps up. A forest of depth D takes about log2(D) rounds over whole columns, so that a chain of
100,000 posts costs 17 rounds and a star one; nothing recurses, and nothing loops over posts or levels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from threadscope.tree.numbering import Rows

__all__ = ["Rungs", "Walk", "path_sum", "rungs", "subtree_sum", "walk"]

#: For each k the rows that have an ancestor 2^k steps up, and that ancestor.
Rungs = list[tuple[Rows, Rows]]


@dataclass(frozen=True, slots=True)
class Walk:
    """A forest read in preorder, one number a row.

    Attributes
    ----------
    place
        Place in the reading order of the whole forest, tree after tree.
    size
        Rows at or below.
    depth
        Steps from the root.
    root
        Row of the root.
    branch
        Row of the root's child at or above; the root's own row for the root.
    """

    place: Rows
    size: Rows
    depth: Rows
    root: Rows
    branch: Rows

    def below(self, counted: NDArray[np.bool_]) -> Rows:
        """Count the marked rows strictly below each row."""
        if counted.all():
            return self.size - 1
        running = np.zeros(counted.size + 1, np.int32)
        running[self.place + 1] = counted
        np.cumsum(running, out=running)
        below: Rows = running[self.place + self.size] - running[self.place + 1]
        return below

    def under(self, tops: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which rows stand at or below one of some rows."""
        if not tops.size:
            return np.zeros(self.place.size, np.bool_)
        steps = np.bincount(self.place[tops], minlength=self.place.size + 1)
        steps -= np.bincount(self.place[tops] + self.size[tops], minlength=self.place.size + 1)
        inside: NDArray[np.bool_] = np.cumsum(steps)[self.place] > 0
        return inside


def rungs(parent: Rows) -> Rungs:
    """Return for k = 0, 1, … the rows with an ancestor 2^k steps up, and that ancestor.

    Parameters
    ----------
    parent
        Row of each row's parent, -1 for none; without cycles.
    """
    found: Rungs = []
    ancestor = parent.copy()
    live = np.flatnonzero(parent >= 0).astype(np.int32)
    while live.size:
        above = ancestor[live]
        found.append((live, above))
        further = ancestor[above]
        ancestor[live] = further
        live = live[further >= 0]
    return found


def path_sum(ladder: Rungs, values: Rows) -> Rows:
    """Add up the values on the way from each row to its root, both included."""
    total = values.copy()
    for live, above in ladder:
        total[live] += total[above]
    return total


def subtree_sum(ladder: Rungs, values: Rows) -> Rows:
    """Add up the values at and below each row."""
    total = values.astype(np.float64)
    for live, above in ladder:
        total += np.bincount(above, weights=total[live], minlength=total.size)
    return total.astype(np.int32)


def walk(parent: Rows, siblings: Rows) -> Walk:
    """Read a forest in preorder.

    Parameters
    ----------
    parent
        Row of each row's parent, -1 for none; without cycles.
    siblings
        All rows, so ordered that the children of one row (and the roots) stand together, in reading order.
    """
    ladder = rungs(parent)
    size = subtree_sum(ladder, np.ones(parent.size, np.int32))
    place = path_sum(ladder, _offset(parent, siblings, size))
    here = np.arange(place.size, dtype=np.int32)
    reading = np.empty_like(place)
    reading[place] = here
    # What ends before a place no longer stands above it: depth = starts so far - ends so far - 1.
    ended = np.cumsum(np.bincount(place + size, minlength=place.size + 1)[: place.size], dtype=np.int32)
    depth = np.subtract(here, ended, out=ended)
    # The last row no deeper than 0 before a place is its root, the last no deeper than 1 its branch.
    root, branch = (reading[_last(depth <= deepest)[place]] for deepest in (0, 1))
    return Walk(place, size, depth[place], root, branch)


def _last(marked: NDArray[np.bool_]) -> Rows:
    """Return for each place the last marked one at or before it."""
    places = np.where(marked, np.arange(marked.size, dtype=np.int32), 0)
    return np.maximum.accumulate(places, out=places)


def _offset(parent: Rows, siblings: Rows, size: Rows) -> Rows:
    """Return how far each row stands behind its parent in reading order; roots: behind the first root."""
    sizes, above = size[siblings], parent[siblings]
    before = np.cumsum(sizes, dtype=np.int64) - sizes  # of a chain the sum is half the square of its length
    first = np.ones(above.size, np.bool_)
    first[1:] = above[1:] != above[:-1]
    start = np.maximum.accumulate(np.where(first, before, 0))
    offset = np.empty_like(size)
    offset[siblings] = before - start + (above >= 0)
    return offset
