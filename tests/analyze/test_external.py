"""Readings by others of one post -> the one that counts."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.external import averaged, chosen, deciding


def scores(*rows: tuple[str, str, str, str, bool, float | None]) -> pl.DataFrame:
    """Return the table from (post, measure, value, by, is_label, confidence)."""
    names = ["post_id", "measure", "value", "by", "is_label", "confidence"]
    return schema.conform(pl.DataFrame(rows, schema=names, orient="row"), "scores")


def test_the_majority_counts_and_a_tie_is_unclear():
    """Two of three win with two thirds of their confidence; one against one says nothing."""
    table = scores(
        ("p1", "stance", "deny", "ann", False, 0.9),
        ("p1", "stance", "deny", "bob", False, 0.6),
        ("p1", "stance", "query", "cat", False, 1.0),
        ("p2", "stance", "deny", "ann", False, 0.9),
        ("p2", "stance", "support", "bob", False, 0.1),
    )

    found = chosen(table, "stance").rows(named=True)

    assert [(row["value"], row["rule"]) for row in found] == [
        ("deny", "external:ann+bob+cat"),
        ("unclear", "external:ann+bob"),
    ]
    assert abs(found[0]["confidence"] - 2 / 3 * 0.75) < 1e-12


def test_a_label_overrules_scores_on_its_post_alone():
    """Where somebody labelled a post, models have no vote on it; elsewhere they keep it."""
    table = scores(
        ("p1", "stance", "deny", "model", False, 0.9),
        ("p1", "stance", "deny", "other", False, 0.9),
        ("p1", "stance", "comment", "ann", True, None),
        ("p2", "stance", "deny", "model", False, None),
    )

    assert chosen(table, "stance").select("value", "confidence", "rule").rows() == [
        ("comment", 1.0, "label:ann"),
        ("deny", 1.0, "external:model"),
    ]
    assert deciding(table, "sentiment").is_empty()


def test_tone_is_averaged_and_many_names_are_cut_short():
    """Of numbers the mean; of more than three names the first and how many more."""
    table = scores(
        *(
            ("p", "sentiment", value, by, False, None)
            for value, by in zip(["-1", "0", "1", "1"], "dabc", strict=True)
        )
    )

    assert averaged(deciding(table, "sentiment")).rows() == [("p", 0.25, "external:a and 3 more")]


def test_the_order_of_rows_changes_nothing():
    """Equal data, equal rows."""
    table = scores(
        *(
            (f"p{n % 7}", "stance", ("deny", "query", "support")[n % 3], f"m{n % 5}", False, n / 60)
            for n in range(60)
        )
    )

    assert chosen(table, "stance").equals(chosen(table.reverse(), "stance"))
