"""Marked rows and all that stands above them."""

from __future__ import annotations

import polars as pl

from tests.builders import study
from threadscope import tree


def _with_ancestors(*specs: str, marked: set[str]) -> set[str]:
    made = study(*specs)
    columns = ("post_id", "parent_id")
    rows = pl.concat([made.table(name).select(columns) for name in ("posts", "ghosts")])
    found = tree.with_ancestors(rows, rows["post_id"].is_in(list(marked)).to_numpy())
    return set(rows["post_id"].filter(pl.Series(found)))


def test_the_whole_way_up_is_found_and_nothing_beside_it() -> None:
    """From a marked row up to the root, over quotes and ghosts, and no sibling."""
    specs = ("root", "a>root", "b>a", "c~b", "d>root", "e>gone", "f>e")
    assert _with_ancestors(*specs, marked={"c"}) == {"root", "a", "b", "c"}
    assert _with_ancestors(*specs, marked={"f"}) == {"gone", "e", "f"}
    assert _with_ancestors(*specs, marked=set()) == set()


def test_a_long_chain_is_climbed_to_its_root() -> None:
    """The last of 1,000 posts in a row leads to all of them."""
    chain = ("p0", *(f"p{i}>p{i - 1}" for i in range(1, 1000)))
    assert len(_with_ancestors(*chain, marked={"p999"})) == 1000
    assert len(_with_ancestors(*chain, marked={"p500"})) == 501
