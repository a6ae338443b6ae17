"""Our reading of tone, and that of others in its place."""

from __future__ import annotations

import polars as pl

from tests import builders
from threadscope import schema
from threadscope.analyze.sentiment import sentiment

STUDY = builders.study(
    "root",
    "ann>root",
    "bob>root",
    text={"root": "What a terrible app", "ann": "Das ist sehr schlecht", "bob": "so so"},
    lang={"ann": "de"},
)


def merged(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return the table with readings (post, value, by)."""
    given = pl.DataFrame(rows, schema=["post_id", "value", "by"], orient="row").with_columns(
        measure=pl.lit("sentiment"), is_label=pl.lit(value=False)
    )
    return schema.check(
        sentiment(STUDY.table("lexicon_sentiment"), schema.conform(given, "scores")), "sentiment"
    )


def test_others_replace_ours_on_their_posts_alone():
    """A German post that our list cannot read is scored by the model; the others stay ours."""
    table = merged(("ann", "-0.8", "germanbert"))
    row = table.row(by_predicate=pl.col("post_id") == "ann", named=True)

    assert (row["status"], row["polarity"], row["words"], row["subjectivity"]) == ("scored", -0.8, [], None)
    assert row["backend"] == "external:germanbert"
    ours = pl.col("post_id") != "ann"
    assert table.filter(ours).equals(STUDY.table("lexicon_sentiment").filter(ours))


def test_of_several_the_mean_counts_also_at_zero():
    """Two coders on opposite sides make a neutral score, not a missing one."""
    row = merged(("root", "-1", "x"), ("root", "1", "y")).row(
        by_predicate=pl.col("post_id") == "root", named=True
    )

    assert (row["status"], row["polarity"], row["backend"]) == ("scored", 0.0, "external:x+y")


def test_without_others_ours_stays():
    """No scores, no change."""
    assert sentiment(STUDY.table("lexicon_sentiment"), schema.empty("scores")).equals(
        STUDY.table("lexicon_sentiment")
    )
