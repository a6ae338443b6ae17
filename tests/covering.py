"""Axes of a test -> its cases: those that cover every value every day, all the others behind `long`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import pytest

__all__ = ["covering"]


def _parts(case: Sequence[int], strength: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Name every choice of values, of as many axes as the strength says, that a case contains."""
    return combinations(enumerate(case), strength)


def covering(*axes: Sequence[Any], strength: int = 1) -> list[Any]:
    """Return every combination of the values, those marked `long` that are not needed for a cover.

    Parameters
    ----------
    *axes
        The values of each parameter, in the order of the test's parameters.
    strength
        How many axes are covered together: with 1 every value comes up every day, with 2 every pair of
        values of two axes (pairwise testing; Cohen et al. 1997, "The AETG System").

    Returns
    -------
    list of pytest.param
        For `pytest.mark.parametrize`, in the order of `itertools.product`; always the same.
    """
    cases = list(product(*(range(len(axis)) for axis in axes)))
    open_parts = {part for case in cases for part in _parts(case, strength)}
    kept = set()
    while open_parts:
        best = max(cases, key=lambda case: sum(part in open_parts for part in _parts(case, strength)))
        kept.add(best)
        open_parts.difference_update(_parts(best, strength))
    return [
        pytest.param(
            *(axis[place] for axis, place in zip(axes, case, strict=True)),
            marks=() if case in kept else (pytest.mark.long,),
        )
        for case in cases
    ]
