"""What is left for every day covers what it should."""

from __future__ import annotations

from itertools import product

import pytest

from tests.covering import covering, some

_CHARTS, _SHAPES, _WIDTHS = ("tree", "camps", "tone", "note"), ("duel", "broadcast"), (390, 1260)


def test_every_value_comes_up_every_day() -> None:
    """As few cases as the longest axis has stay, and each value of each axis is in one; all others are there, as long."""
    cases = covering(_CHARTS, _SHAPES, _WIDTHS)
    everyday = [case.values for case in cases if not case.marks]
    assert [case.values for case in cases] == list(product(_CHARTS, _SHAPES, _WIDTHS))
    assert len(everyday) == len(_CHARTS)
    for place, axis in enumerate((_CHARTS, _SHAPES, _WIDTHS)):
        assert {case[place] for case in everyday} == set(axis)


def test_every_pair_of_values_comes_up_every_day() -> None:
    """With a strength of two, each value of an axis meets each value of every other one, in fewer cases than all."""
    everyday = [case.values for case in covering(_CHARTS, _SHAPES, _WIDTHS, strength=2) if not case.marks]
    assert len(everyday) < len(_CHARTS) * len(_SHAPES) * len(_WIDTHS)
    assert {case[:2] for case in everyday} == set(product(_CHARTS, _SHAPES))
    assert {case[1:] for case in everyday} == set(product(_SHAPES, _WIDTHS))
    assert {case[::2] for case in everyday} == set(product(_CHARTS, _WIDTHS))


def test_some_stay_every_day_and_none_is_lost() -> None:
    """All values are there in their order, those not named as long; a name that is no value is an error."""
    cases = some(_CHARTS, {"tree", "note"})
    assert [case.values for case in cases] == [(name,) for name in _CHARTS]
    assert [case.values[0] for case in cases if not case.marks] == ["tree", "note"]
    with pytest.raises(ValueError, match="treee"):
        some(_CHARTS, {"treee"})
