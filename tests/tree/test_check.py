"""Cycles: all of them, nothing but them, and one cut each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.tree.check import cut_cycles, rows_on_cycles


def _own_ancestors(parent: list[int]) -> list[int]:
    """Return the rows that one comes back to by walking up from them."""
    found = []
    for row in range(len(parent)):
        above = parent[row]
        for _ in parent:
            if above in (-1, row):
                break
            above = parent[above]
        if above == row:
            found.append(row)
    return found


_PARENTS = st.integers(1, 40).flatmap(lambda n: st.lists(st.integers(-1, n - 1), min_size=n, max_size=n))


@given(_PARENTS)
@examples(60)
def test_cycles_are_found_exactly(parents: list[int]) -> None:
    """Just the rows that are their own ancestors are found."""
    assert rows_on_cycles(np.array(parents, np.int32)).tolist() == _own_ancestors(parents)


@given(_PARENTS)
@examples(60)
def test_one_cut_a_cycle_at_its_first_row(parents: list[int]) -> None:
    """After the cuts nothing is its own ancestor; each cut is the first row of its cycle, and no cycle is cut twice."""
    parent = np.array(parents, np.int32)
    rings = {frozenset(_ring(parents, row)) for row in _own_ancestors(parents)}

    cut = cut_cycles(parent)

    assert sorted(cut.tolist()) == sorted(min(ring) for ring in rings)
    parent[cut] = -1
    assert _own_ancestors(parent.tolist()) == []


def _ring(parents: list[int], row: int) -> list[int]:
    ring = [row]
    while (above := parents[ring[-1]]) != row:
        ring.append(above)
    return ring


def test_only_what_may_be_cut_is_cut() -> None:
    """Of the cycle 0 -> 2 -> 1 -> 0 the first row that may be cut is 1."""
    cut = cut_cycles(np.array([2, 0, 1], np.int32), np.array([False, True, True]))

    assert cut.tolist() == [1]
