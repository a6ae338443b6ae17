"""Axes of a test -> its cases: those that cover every value every day, all the others behind `long`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import settings

__all__ = ["covering", "examples", "some"]


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


def examples(n: int, **options: Any) -> settings:
    """Return Hypothesis settings for so many examples every day, and twenty times as many under the profile `long`.

    Parameters
    ----------
    n
        Examples a day.
    **options
        Other settings.
    """
    is_long = settings.get_current_profile_name() == "long"
    return settings(max_examples=n * 20 if is_long else n, **options)


def some(values: Iterable[Any], everyday: Collection[Any]) -> list[Any]:
    """Return all values of one parameter, those marked `long` that are not named for every day.

    Parameters
    ----------
    values
        The values, in their order.
    everyday
        Those that are tested every day; each must be one of the values.

    Returns
    -------
    list of pytest.param
        For `pytest.mark.parametrize`.
    """
    values = list(values)
    unknown = [value for value in everyday if value not in values]
    if unknown:
        raise ValueError(f"named for every day and no value: {unknown}")
    return [pytest.param(value, marks=() if value in everyday else (pytest.mark.long,)) for value in values]
