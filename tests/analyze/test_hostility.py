"""Our hits of hostile words, and what others call hostile."""

from __future__ import annotations

import polars as pl

from tests import builders
from threadscope import schema
from threadscope.analyze.hostility import hostility

STUDY = builders.study("root", "ann>root", "bob>ann", "cat>gone")


def ours() -> pl.DataFrame:
    """Return one hit of ours, on ann's post."""
    row = {
        "thread_id": "root",
        "post_id": "ann",
        "created_at": builders.at(60),
        "kind": "insult",
        "words": "you fool",
        "rule": "insult",
        "confidence": 0.9,
    }
    return schema.conform(pl.DataFrame([row]), "phrase_hostility")


def merged(
    *rows: tuple[str, float, str], confidence: float | None = None, label: bool = False
) -> list[tuple]:
    """Return post, kind, words, rule, target and confidence with readings (post, value, by)."""
    given = pl.DataFrame(
        [(post, str(value), by) for post, value, by in rows], schema=["post_id", "value", "by"], orient="row"
    ).with_columns(
        measure=pl.lit("hostility"), is_label=pl.lit(label), confidence=pl.lit(confidence, pl.Float64)
    )
    table = hostility(ours(), STUDY.table("posts"), STUDY.table("answers"), schema.conform(given, "scores"))
    return (
        schema.check(table, "hostility")
        .select("post_id", "kind", "words", "rule", "target_id", "target_author_id", "confidence")
        .rows()
    )


def test_from_a_half_on_others_make_a_row_without_words():
    """Whom it answers is known from the tree; how sure is the value, or the confidence given."""
    assert merged(("bob", 0.5, "m"), ("ann", 0.8, "m")) == [
        ("ann", "external", None, "external:m", "root", "root", 0.8),
        ("bob", "external", None, "external:m", "ann", "ann", 0.5),
    ]
    assert merged(("bob", 1.0, "m"), confidence=0.6)[1][6] == 0.6


def test_below_a_half_our_hit_is_taken_away():
    """Others replace ours in both directions; posts that they did not read keep our hit."""
    assert merged(("ann", 0.1, "m")) == []
    assert [row[0] for row in merged(("root", 0.1, "m"))] == ["ann"]


def test_a_tie_is_not_hostile_and_two_of_three_are():
    """No row without a majority; the confidence shares the doubt."""
    assert merged(("ann", 1.0, "x"), ("ann", 0.0, "y")) == []
    (row,) = merged(("ann", 1.0, "x"), ("ann", 1.0, "y"), ("ann", 0.0, "z"))
    assert abs(row[6] - 2 / 3) < 1e-12


def test_who_answers_a_post_that_is_not_archived_has_no_target_here():
    """The target is an archived post or none."""
    assert merged(("cat", 1.0, "m"), label=True)[0][:5] == ("cat", "external", None, "label:m", None)


def test_without_others_ours_stays():
    """No scores, no change."""
    assert hostility(ours(), STUDY.table("posts"), STUDY.table("answers"), schema.empty("scores")).equals(
        ours()
    )
