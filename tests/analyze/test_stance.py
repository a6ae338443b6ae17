"""Our reading of stance, and that of others in its place."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests import builders
from threadscope import schema
from threadscope.analyze.stance import stance

POSTS = builders.study("root", "ann>root", "bob>ann", "cat>bob").table("posts")
_OURS = {
    "ann": ("deny", "disagree", 0.9, 0.9, "not so", "outright_denial"),
    "bob": ("unclear", "agree", None, 0.8, "exactly", "says_exactly"),
    "cat": ("unclear", "unclear", None, None, None, None),
    "root": ("support", "comment", 0.9, 0.9, None, "claim"),
}


def ours() -> pl.DataFrame:
    """Return our reading of the four posts."""
    names = ["toward_claim", "toward_parent", "claim_confidence", "parent_confidence", "span", "rule"]
    rows = [
        {"post_id": post, **dict(zip(names, values, strict=True)), "likeliest": "comment", "p_deny": 0.2}
        for post, values in _OURS.items()
    ]
    return schema.conform(
        pl.DataFrame(rows).with_columns(thread_id=pl.lit("root"), claim_id=pl.lit("root")), "modelled_stance"
    )


def merged(
    *rows: tuple[str, str, str], label: bool = False, confidence: float | None = 0.7
) -> dict[str, dict[str, Any]]:
    """Return the rows by post, with readings (post, measure, value) by a model."""
    names = ["post_id", "measure", "value"]
    given = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        by=pl.lit("model"), is_label=pl.lit(label), confidence=pl.lit(confidence, pl.Float64)
    )
    table = schema.check(
        stance(ours(), POSTS, schema.conform(given, "scores"), schema.empty("edits")), "stance"
    )
    assert table["post_id"].to_list() == ["ann", "bob", "cat", "root"]
    return {row["post_id"]: row for row in table.iter_rows(named=True)}


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what is said toward claim and parent, how sure, by which rule and words."""
    return tuple(
        row[name]
        for name in ("toward_claim", "toward_parent", "claim_confidence", "parent_confidence", "rule", "span")
    )


def test_without_others_ours_stays():
    """No scores, no change."""
    assert stance(ours(), POSTS, schema.empty("scores"), schema.empty("edits")).equals(ours())


def test_a_direct_answer_says_to_its_parent_what_it_says_of_the_claim():
    """One of the two is enough, in both directions; our words and guesses go."""
    assert told(merged(("ann", "stance", "query"))["ann"]) == (
        "query",
        "ask",
        0.7,
        0.7,
        "external:model",
        None,
    )
    found = merged(("ann", "parent_stance", "agree"))["ann"]
    assert told(found) == ("support", "agree", 0.7, 0.7, "external:model", None)
    assert found["likeliest"] is None
    assert found["p_deny"] is None


def test_both_given_both_are_followed():
    """A direct answer for which both are given keeps the difference."""
    found = merged(("ann", "stance", "deny"), ("ann", "parent_stance", "comment"))["ann"]

    assert told(found)[:2] == ("deny", "comment")


def test_of_a_nested_answer_only_what_is_given_is_replaced():
    """What others do not say of it stays ours, with our words and our rule behind theirs."""
    found = merged(("bob", "stance", "deny"), ("cat", "parent_stance", "disagree"))

    assert told(found["bob"]) == ("deny", "agree", 0.7, 0.8, "external:model, says_exactly", "exactly")
    assert told(found["cat"]) == ("unclear", "disagree", None, 0.7, "external:model", None)
    assert found["cat"]["p_deny"] == 0.2, "our guess toward the claim is still the reading"


def test_posts_that_others_did_not_read_keep_ours():
    """One external row changes one post."""
    found = merged(("ann", "stance", "comment"))

    assert told(found["bob"]) == told(merged(("cat", "stance", "deny"))["bob"])
    assert found["bob"]["rule"] == "says_exactly"


def test_a_label_is_sure_and_unclear_has_no_confidence():
    """Who labels is taken at their word; unclear stays a result."""
    assert told(merged(("ann", "stance", "support"), label=True, confidence=None)["ann"])[2:5] == (
        1.0,
        1.0,
        "label:model",
    )
    assert told(merged(("ann", "stance", "unclear"))["ann"]) == (
        "unclear",
        "unclear",
        None,
        None,
        "external:model",
        None,
    )


def test_rows_about_posts_outside_the_thread_add_nothing():
    """Scores of a bare repost, or of another thread, make no row."""
    assert len(merged(("elsewhere", "stance", "deny"))) == 4
