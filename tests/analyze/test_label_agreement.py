"""Labels against our own readings, with answers computed by hand."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope import schema
from threadscope.analyze.label_agreement import label_agreement
from threadscope.settings import Settings


def compared(
    ours: list[str], *labels: list[str | None], measure: str = "stance", seed: int = 0
) -> list[dict]:
    """Return the rows for posts with these readings of ours and these labels, a list a coder."""
    posts = [f"p{number:04d}" for number in range(len(ours))]
    stance = schema.conform(
        pl.DataFrame(
            {"post_id": posts, "thread_id": ["t"] * len(ours), "toward_claim": ours, "toward_parent": ours}
        ),
        "modelled_stance",
    )
    numbers = {"negative": -0.4, "positive": 0.4}
    tone = schema.conform(
        pl.DataFrame(
            {
                "post_id": posts,
                "status": ["not_scored" if one == "unclear" else "scored" for one in ours],
                "polarity": [numbers.get(one, 0.0) for one in ours],
            }
        ),
        "lexicon_sentiment",
    )
    hostile = [post for post, one in zip(posts, ours, strict=True) if one == "hostile"]
    phrases = schema.conform(
        pl.DataFrame({"post_id": hostile}, schema={"post_id": pl.String}), "phrase_hostility"
    )
    given = [
        (post, measure, value, f"coder{place}", True)
        for place, values in enumerate(labels)
        for post, value in zip(posts, values, strict=True)
        if value
    ]
    scores = schema.conform(
        pl.DataFrame(given, schema=["post_id", "measure", "value", "by", "is_label"], orient="row"), "scores"
    )
    table = label_agreement(stance, tone, phrases, scores, settings=Settings(seed=seed))
    return schema.check(table, "label_agreement").to_dicts()


def test_kappa_and_f1_are_those_computed_by_hand():
    """Of 10 posts 7 agree and chance gives .5 * .4 + .5 * .6 = .5; F1 is twice what is right, by labelled and read."""
    ours = ["deny"] * 4 + ["comment"] * 6
    label = ["deny"] * 3 + ["comment"] + ["deny"] * 2 + ["comment"] * 4
    (row,) = compared(ours, label)

    # deny: 3 right, 5 labelled, 4 read; comment: 4 right, 5 labelled, 6 read.
    assert row["n"] == 10
    assert row["accuracy"] == pytest.approx(0.7)
    assert row["kappa"] == pytest.approx((0.7 - 0.5) / 0.5)
    assert row["macro_f1"] == pytest.approx((6 / 9 + 8 / 11) / 2)
    assert row["kappa_low"] < row["kappa"] < row["kappa_high"]
    assert row["macro_f1_low"] < row["macro_f1"] < row["macro_f1_high"]


def test_what_we_leave_open_is_counted_apart():
    """An unclear reading is neither right nor wrong; an unclear label is none."""
    (row,) = compared(["deny", "unclear", "not_scored", "deny"], ["deny", "deny", "query", "unclear"])

    assert (row["n"], row["n_unclear"]) == (1, 2)
    assert row["accuracy"] == 1.0
    assert row["kappa"] is None
    assert row["macro_f1_low"] is None


def test_one_value_alone_has_no_kappa():
    """Where chance alone gives full agreement, kappa says nothing; F1 does."""
    (row,) = compared(["deny"] * 5, ["deny"] * 5)

    assert (row["kappa"], row["kappa_low"], row["macro_f1"], row["macro_f1_low"]) == (None, None, 1.0, 1.0)


def test_every_coder_has_a_row_and_their_majority_one():
    """Ties among coders are left out of the last row."""
    rows = compared(
        ["deny", "query", "deny"], ["deny", "query", "query"], ["deny", "query", "deny"], [None, None, None]
    )

    assert [(row["by"], row["n"], row["accuracy"]) for row in rows] == [
        ("coder0", 3, pytest.approx(2 / 3)),
        ("coder1", 3, 1.0),
        ("all coders", 2, 1.0),
    ]


@pytest.mark.parametrize(
    ("measure", "ours", "labels"),
    [
        ("sentiment", ["negative", "positive", "neutral", "unclear"], ["-1", "1.0", "0.04", "1"]),
        ("hostility", ["hostile", "no", "no", "unclear"], ["0.5", "0", "0.49", "1"]),
        ("parent_stance", ["agree", "ask", "disagree", "unclear"], ["agree", "ask", "disagree", "ask"]),
    ],
)
def test_every_measure_is_compared(measure: str, ours: list[str], labels: list[str | None]):
    """Tone by its side, hostility by whether there is a hit, what to the parent by the word."""
    (row,) = compared(ours, labels, measure=measure)

    assert (row["measure"], row["n"], row["n_unclear"], row["accuracy"]) == (measure, 3, 1, 1.0)


def test_the_interval_holds_the_true_value_and_narrows():
    """Of random labels with kappa .5 by construction, intervals cover it and shrink with n."""
    few, many = (
        [row]
        for row in (
            compared(["deny", "query"] * n, (["deny", "query"] * 3 + ["query", "deny"]) * (n // 4))[0]
            for n in (40, 400)
        )
    )
    widths = [rows[0]["kappa_high"] - rows[0]["kappa_low"] for rows in (few, many)]

    assert few[0]["kappa"] == pytest.approx(0.5)
    assert all(rows[0]["kappa_low"] < 0.5 < rows[0]["kappa_high"] for rows in (few, many))
    assert widths[1] < widths[0] / 2.5


def test_a_seed_gives_the_same_interval():
    """Drawn at random, and the same again."""
    ours, labels = ["deny", "query", "comment"] * 10, ["deny", "query", "query"] * 10

    assert compared(ours, labels) == compared(ours, labels)
    assert compared(ours, labels)[0]["kappa_low"] != compared(ours, labels, seed=7)[0]["kappa_low"]


def test_without_labels_there_is_nothing_to_compare():
    """No row, and no warning."""
    assert compared(["deny"], [None]) == []
