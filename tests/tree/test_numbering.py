"""Ids as numbers: equal where the ids are, in their order, and back again."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.tree.numbering import NONE, number, rows_of

_IDS = (
    st.none()
    | st.integers(0, 10**19).map(str)
    | st.sampled_from(["7", "007", "+7", " 7", "x", "x7", "", "٧"])
)


@given(st.lists(_IDS, max_size=30), st.lists(_IDS, max_size=30))
@examples(40)
def test_numbers_keep_identity_and_order(one: list[str | None], other: list[str | None]) -> None:
    """Numbers of two columns are equal just where ids are, sort as ids do (shorter first), and lead back to them."""
    numbers = number([pl.Series(one, dtype=pl.String), pl.Series(other, dtype=pl.String)])

    pairs = [
        *zip(one, numbers.codes[0].tolist(), strict=True),
        *zip(other, numbers.codes[1].tolist(), strict=True),
    ]
    known = {text: code for text, code in pairs if text is not None}
    assert all((code == NONE) == (text is None) for text, code in pairs)
    assert all(known[text] == code for text, code in pairs if text is not None)
    assert sorted(known, key=lambda text: (len(text.encode()), text.encode())) == sorted(
        known, key=known.__getitem__
    )
    assert numbers.names(np.array(list(known.values()), np.int64)).to_list() == list(known)


@given(st.lists(st.integers(0, 50), unique=True, max_size=20), st.lists(st.integers(NONE, 50), max_size=20))
def test_rows_are_found_in_any_order(own: list[int], wanted: list[int]) -> None:
    """Whatever the order of rows, each number is found in its row, and others in none."""
    found = rows_of(np.array(wanted, np.int64), np.array(own, np.int64))

    assert found.tolist() == [own.index(code) if code in own else -1 for code in wanted]
