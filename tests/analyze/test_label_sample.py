"""Samples for labels: rare readings are drawn, ours is hidden, and the same seed draws the same."""

from __future__ import annotations

import polars as pl
import pytest

from tests import builders
from threadscope import schema
from threadscope.analyze.label_sample import STRATA, label_sample
from threadscope.errors import ThreadscopeError, UnknownName
from threadscope.settings import Settings

N = 300


@pytest.fixture(scope="module")
def quarrel() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return posts, half of them nested, and readings: 6 denials, 30 questions, the rest comments."""
    specs = ["root", *(f"p{n}@a{n}>{'root' if n % 2 else 'p' + str(n - 1)}" for n in range(1, N + 1))]
    posts = builders.study(*specs, text={"p7": "@owl ", "root": "The claim"}, display_from={"p7": 5}).table(
        "posts"
    )
    values = ["deny" if n % 50 == 1 else "query" if n % 10 == 2 else "comment" for n in range(1, N + 1)]
    rows = pl.DataFrame(
        {
            "post_id": ["root", *(f"p{n}" for n in range(1, N + 1))],
            "likeliest": ["support", *values],
            "p_comment": [0.9, *((n % 60) / 60 for n in range(N))],
            "toward_claim": ["support", *(["unclear"] * N)],
        }
    ).with_columns(thread_id=pl.lit("root"), claim_id=pl.lit("root"), toward_parent=pl.lit("unclear"))
    return posts, schema.conform(rows, "modelled_stance")


def drawn(
    quarrel: tuple[pl.DataFrame, pl.DataFrame], n: int = 60, seed: int = 0, scores: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Draw a sample for stance."""
    posts, stance = quarrel
    given = schema.empty("scores") if scores is None else scores
    return label_sample(
        posts,
        stance,
        given,
        settings=Settings(),
        strata=STRATA["stance"](stance),
        measure="stance",
        n=n,
        seed=seed,
    )


def test_rare_readings_are_drawn_more_often(quarrel):
    """Of six denials among three hundred posts all are in a sample of sixty; the rest is shared."""
    counted = drawn(quarrel).join(quarrel[1], on="post_id")["likeliest"].value_counts()

    assert dict(counted.iter_rows()) == {"deny": 6, "query": 27, "comment": 27}


def test_within_a_reading_direct_and_nested_and_sure_and_unsure_are_drawn(quarrel):
    """Comments come from every stratum, about evenly."""
    posts, stance = quarrel
    sample = drawn(quarrel).join(stance, on="post_id").filter(pl.col("likeliest") == "comment")
    direct = sample.join(posts.select("post_id", "parent_id"), on="post_id")["parent_id"] == "root"

    assert 10 <= direct.sum() <= 17
    assert sample["p_comment"].max() > 0.8
    assert sample["p_comment"].min() < 0.2


def test_what_we_read_is_not_in_the_table(quarrel):
    """Who labels sees the claim, the post answered and the post, and empty cells to fill."""
    sample = drawn(quarrel)

    assert sample.columns == [
        "post_id",
        "thread_id",
        "measure",
        "label",
        "by",
        "lang",
        "claim_text",
        "parent_text",
        "text",
    ]
    assert set(sample["label"]) == set(sample["by"]) == {""}
    row = (
        sample.row(by_predicate=pl.col("post_id") == "p2", named=True)
        if "p2" in sample["post_id"]
        else sample.row(0, named=True)
    )
    assert row["claim_text"] == "The claim"
    assert row["parent_text"]


def test_the_claim_posts_without_words_and_labelled_ones_are_left_out(quarrel):
    """Nothing is labelled twice, and nothing without words."""
    labels = pl.DataFrame(
        {"post_id": ["p1", "p2"], "measure": ["stance", "sentiment"], "is_label": [True, True]}
    )
    sample = drawn(quarrel, n=1000, scores=schema.conform(labels, "scores"))

    assert sample.height == N - 2
    assert not {"root", "p7", "p1"} & set(sample["post_id"])


def test_the_seed_decides_and_the_order_of_rows_does_not(quarrel):
    """Equal data give equal samples; another seed another one."""
    posts, stance = quarrel
    again = drawn((posts.sample(fraction=1.0, shuffle=True, seed=3), stance.reverse()))

    assert drawn(quarrel).equals(again)
    assert not drawn(quarrel).equals(drawn(quarrel, seed=1))


@pytest.mark.parametrize("measure", sorted(STRATA))
def test_every_measure_can_be_drawn_from_a_study(measure: str):
    """Also where there are hardly any posts; an unknown measure and a sample of none are refused."""
    study = builders.study("root", "ann>root", "bob>ann")

    assert set(study.label_sample(5, measure=measure)["post_id"]) <= {"root", "ann", "bob"}
    assert builders.study().label_sample(5, measure=measure).is_empty()
    with pytest.raises(UnknownName, match="stance"):
        study.label_sample(5, measure="stanze")
    with pytest.raises(ThreadscopeError, match="1 or more"):
        study.label_sample(0, measure=measure)
