"""How far a denial carries down a branch."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope.analyze.stance_reader.chain import chained


def _rows(*said: tuple[str, str, str | None]) -> pl.DataFrame:
    """A branch, each post below the one before: what it says, what it shows toward the claim, the claim."""
    n = len(said)
    return pl.DataFrame(
        {
            "post_id": [str(i) for i in range(n)],
            "parent_id": ["claim", *(str(i) for i in range(n - 1))],
            "claim_id": [one[2] for one in said],
            "says": [one[0] for one in said],
            "toward_claim": [one[1] for one in said],
            "toward_parent": ["unclear"] * n,
            "claim_confidence": [0.8 if one[1] == "deny" else None for one in said],
            "parent_confidence": pl.Series([None] * n, dtype=pl.Float64),
        }
    )


def test_each_step_costs_confidence():
    """Who agrees and denies below a denial denies the claim, less surely; where too little is left, it ends."""
    found = chained(_rows(("deny", "deny", "c"), ("both", "unclear", "c"), ("both", "unclear", "c")), 0.9)

    assert found["toward_claim"].to_list() == ["deny", "deny", "unclear"]
    assert found["claim_confidence"].to_list() == [0.8, pytest.approx(0.72), None]


@pytest.mark.parametrize("says", ["agree", "deny", "ask"])
def test_one_word_alone_is_not_carried(says):
    """Agreement or denial alone says nothing about the claim."""
    assert chained(_rows(("deny", "deny", "c"), (says, "unclear", "c")), 0.9)["toward_claim"][1] == "unclear"


def test_a_chain_ends_at_another_claim():
    """A denial of one claim is none of another."""
    found = chained(_rows(("deny", "deny", "c"), ("both", "unclear", "other")), 0.9)

    assert found["toward_claim"][1] == "unclear"
