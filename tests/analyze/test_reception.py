"""How posts were received, by X's counts."""

from __future__ import annotations

import math

import pytest

from tests.builders import study


def test_ratios() -> None:
    """30 replies, 8 likes, 2 reposts, 6 quotes: 30 / 10, log2(31 / 9), 6 / 2."""
    row = study(
        "root",
        reply_count={"root": 30},
        like_count={"root": 8},
        repost_count={"root": 2},
        quote_count={"root": 6},
    )

    found = row.table("reception").row(0, named=True)
    assert (found["ratio"], found["quote_ratio"]) == (3, 3)
    assert found["log_ratio"] == pytest.approx(math.log2(31 / 9))


def test_missing_counts_and_zero_give_no_ratio() -> None:
    """Nothing is divided by a count that is not known, or by nothing."""
    table = study(
        "a",
        "b",
        reply_count={"a": 3, "b": 3},
        like_count={"a": 0},
        repost_count={"a": 0},
        quote_count={"a": 1},
    ).table("reception")

    assert table.select("ratio", "log_ratio", "quote_ratio").rows() == [(None, 2, None), (None, None, None)]


def test_ratioed_by_the_most_liked_answer_of_somebody_else() -> None:
    """With 5 likes ann1 is passed by bob1 (6) and eve1 (9), not by dan1 (5); her own answer with 20 does not count."""
    table = study(
        "ann1", "bob1>ann1", "eve1~ann1", "dan1>ann1", "ann2>ann1", "zoe1>bob1",
        like_count={"ann1": 5, "bob1": 6, "eve1": 9, "dan1": 5, "ann2": 20},
    ).table("reception")  # fmt: skip

    assert dict(table.select("post_id", "ratioed_by").drop_nulls().rows()) == {"ann1": "eve1"}
