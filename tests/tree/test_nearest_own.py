"""The nearest post above that has the same author."""

from __future__ import annotations

import polars as pl

from tests.builders import study
from threadscope import tree


def _own(*specs: str, asked: list[str]) -> dict[str, str]:
    found = tree.nearest_own(study(*specs).table("posts"), pl.Series(asked, dtype=pl.String))
    return dict(found.iter_rows())


def test_the_nearest_one_above_is_found():
    """Ann's third post finds her second, which stands above it, and not the one in another branch."""
    specs = ["ann1", "bob1>ann1", "ann2>bob1", "cat1>ann2", "ann3>cat1", "ann4>ann1"]

    assert _own(*specs, asked=["ann3", "ann4"]) == {"ann3": "ann2", "ann4": "ann1"}


def test_who_has_none_above_is_left_out():
    """Bob wrote before, but beside; above a ghost nothing is known; the root has nothing above it."""
    specs = ["ann1", "bob1>ann1", "cat1>ann1", "bob2>cat1", "ann2>gone"]

    assert _own(*specs, asked=["bob2", "ann2", "ann1"]) == {}


def test_far_above_is_out_of_reach():
    """Forty posts up an own post is found, one more up it is not."""
    chain = ["ann0", *(f"p{n}@x{n}>{f'p{n - 1}' if n else 'ann0'}" for n in range(40))]

    assert _own(*chain, "ann1>p38", "ann2>p39", asked=["ann1", "ann2"]) == {"ann1": "ann0"}


def test_nothing_asked():
    """No ids, no rows."""
    assert _own("ann1", "ann2>ann1", asked=[]) == {}
