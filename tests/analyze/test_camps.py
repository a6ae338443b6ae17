"""On which side a person stands, by which rule, and which posts show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.accuracy.camps import Shape, planted
from tests.builders import posts as posts_of
from tests.builders import study
from threadscope import schema
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.settings import Settings

Row = dict[str, Any]


def _camps(
    *specs: str, says: Mapping[str, tuple[str, str]], claims: tuple[str, ...] = ("root",), **more: Any
) -> dict[str, Row]:
    """Return the row of each person; ``says`` is what posts say toward the claim and toward the post they answer."""
    made = study(*specs, **more)
    posts = made.table("posts")
    rows = [(post, *said) for post, said in says.items()]
    said = pl.DataFrame(
        rows, schema=["post_id", "toward_claim", "toward_parent"], orient="row", schema_overrides={"post_id": pl.String}
    )  # fmt: skip
    stance = posts.select("thread_id", "post_id").join(said, on="post_id", how="left").with_columns(
        pl.col("toward_claim", "toward_parent").fill_null("unclear"),
        claim_confidence=pl.lit(0.8),
        parent_confidence=pl.lit(0.8),
    )  # fmt: skip
    claimed = posts.filter(pl.col("post_id").is_in(list(claims))).with_columns(confidence=pl.lit(0.9))
    tables = {
        "posts": posts,
        "answers": made.table("answers"),
        "stance": schema.conform(stance, "stance"),
        "claims": schema.conform(claimed, "claims"),
    }
    settings = more.get("settings", Settings())
    tests = camp_tests(**tables, settings=settings)
    table = schema.check(camps(**tables, camp_tests=tests, settings=settings), "camps")
    return {row["author_id"]: row for row in table.iter_rows(named=True)}


def test_own_clear_stance_places_its_author():
    """A support or denial places its author even where the thread abstains; a plain comment places nobody."""
    got = _camps(
        "root", "ann1>root", "bob1>root", "eve1>root",
        says={"ann1": ("deny", "disagree"), "bob1": ("support", "agree")},
    )  # fmt: skip

    assert [got[name]["camp"] for name in ("root", "ann", "bob", "eve")] == [
        "claim", "dispute", "claim", "undetermined",
    ]  # fmt: skip
    assert [got[name]["rule"] for name in ("root", "ann", "eve")] == [
        "own_stance", "own_stance", "no_clear_stance",
    ]  # fmt: skip
    assert (got["ann"]["evidence"], got["ann"]["confidence"]) == (["ann1"], pytest.approx(0.8))
    assert (got["ann"]["named"], got["root"]["named"], got["eve"]["named"]) == (
        "disputes it", "repeats the claim", None,
    )  # fmt: skip


def test_who_says_both_is_undetermined():
    """One post for the claim and one against it: undetermined, with both posts; so is a claimant who takes it back."""
    got = _camps(
        "root", "ann1>root", "ann2>root", "root2@root>ann1",
        says={"ann1": ("deny", "disagree"), "ann2": ("support", "agree"), "root2": ("deny", "unclear")},
    )  # fmt: skip

    assert (got["ann"]["camp"], got["ann"]["rule"], got["ann"]["said"]) == ("undetermined", "says_both", None)
    assert got["ann"]["evidence"] == ["ann1", "ann2"]
    assert (got["root"]["rule"], got["root"]["confidence"]) == ("says_both", None)


def test_who_denies_a_repetition_denies_the_claim():
    """Disagreeing with a post that makes the claim is a stance toward the claim; with any other post it is none."""
    got = _camps(
        "root", "max1>root", "zoe1>max1", "eve1>zoe1",
        says={"zoe1": ("unclear", "disagree"), "eve1": ("unclear", "disagree")}, claims=("root", "max1"),
    )  # fmt: skip

    assert [got[name]["camp"] for name in ("max", "zoe", "eve")] == ["claim", "dispute", "undetermined"]
    assert got["zoe"]["confidence"] < 0.8


def test_many_plain_comments_show_no_lean():
    """Eight posts read as plain comments and none for or against: takes no side; seven say nothing yet."""
    often = [f"ann{n}>root" for n in range(8)]
    seldom = [f"bob{n}>root" for n in range(7)]
    says = {spec.split(">")[0]: ("comment", "comment") for spec in (*often, *seldom)}
    got = _camps("root", *often, *seldom, says=says)

    assert (got["ann"]["camp"], got["ann"]["rule"], got["ann"]["n_evidence"]) == ("none", "no_lean", 8)
    assert got["bob"]["camp"] == "undetermined"


def test_sides_are_called_as_the_settings_say():
    """The verbs of the settings name the sides."""
    settings = Settings(camps=("warns", "reassures"))
    got = _camps("root", "ann1>root", says={"ann1": ("deny", "disagree")}, settings=settings)

    assert (got["root"]["named"], got["ann"]["named"]) == ("warns", "reassures")


def _placed(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    tests = camp_tests(**tables, settings=Settings())
    return camps(**tables, camp_tests=tests, settings=Settings())


def test_placed_people_have_the_posts_that_place_them():
    """In a thread that divides everybody placed has posts: own words first, then disagreement across, oldest first."""
    tables, _ = planted(Shape(people=120, posts_each=10), 3)
    table = _placed(tables)
    sided = table.filter(pl.col("camp").is_in(["claim", "dispute"]))

    assert set(sided["rule"]) >= {"who_they_answer", "both"}
    assert sided["n_evidence"].min() >= 1
    assert sided["confidence"].is_between(0.5, 0.95).all()
    assert table.filter(camp="undetermined")["evidence"].list.len().max() <= 12
    by = dict(tables["posts"].select("post_id", "author_id").iter_rows())
    whom = dict(tables["answers"].select("post_id", "target_author_id").iter_rows())
    camp = dict(table.select("author_id", "camp").iter_rows())
    for row in sided.filter(rule="who_they_answer").iter_rows(named=True):
        for post in row["evidence"]:
            assert row["author_id"] in (by[post], whom[post])
            assert {camp[by[post]], camp[whom[post]]} <= {"claim", "dispute"}


def test_own_words_against_answers_place_nobody():
    """Where own words stand on one side and whom a person answers on the other, the person is undetermined."""
    tables, _ = planted(Shape(people=120, posts_each=10, precision=0.75), 4)
    table = _placed(tables)
    torn = table.filter(pl.col("said").is_not_null() & (pl.col("rule") == "unstable"))

    assert torn.height > 0
    assert set(torn["camp"]) == {"undetermined"}
    placed = table.filter(pl.col("said").is_not_null() & (pl.col("camp") != "undetermined"))
    assert (placed["said"] == placed["camp"]).all()


def _without(tables: dict[str, pl.DataFrame], seed: int) -> dict[str, pl.DataFrame]:
    """Leave out one post in twenty; what answers it stays, its author is known from the answer."""
    chance = np.random.default_rng(seed)
    posts = tables["posts"]
    kept = posts.filter(pl.Series(chance.random(posts.height) >= 0.05)).select("post_id")
    return {name: frame.join(kept, on="post_id", how="semi") for name, frame in tables.items()}


@pytest.mark.parametrize("each", [5, 10])
def test_without_a_twentieth_of_the_posts_nobody_changes_sides(each: int):
    """Dropping a random 5 % of the posts moves nobody from one side to the other."""
    tables, _ = planted(Shape(people=80, posts_each=each), 6)
    before = _placed(tables).select("author_id", "camp")
    for seed in range(4):
        after = _placed(_without(tables, seed)).select("author_id", later="camp")
        both = before.join(after, on="author_id").filter(
            pl.col("camp").is_in(["claim", "dispute"]) & pl.col("later").is_in(["claim", "dispute"])
        )
        assert both.filter(pl.col("camp") != pl.col("later")).height == 0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "specs",
    [
        ("root",),
        ("root", "ann1>root"),
        ("root", *(f"root{n}@root>root" for n in range(50))),
        tuple(f"ann{n}@ann{n}>gone{n}" for n in range(20)),
        ("root", *(f"ann{n}>bob{n - 1}" if n % 2 else f"bob{n}>ann{n - 1}" for n in range(1, 200))),
    ],
)
def test_strange_threads_are_undetermined(specs: tuple[str, ...]):
    """One author, two posts, ghosts mostly, one pair: no warning, no side but the claimant's."""
    names = [spec.split("@")[0].split(">")[0] for spec in specs]
    none_at_all = dict.fromkeys(names)
    frame = posts_of(*specs, created_at=none_at_all, text=none_at_all, handle=none_at_all)
    made = study(frame)
    stance = schema.conform(
        made.table("posts").select("thread_id", "post_id", toward_claim=pl.lit("unclear"), toward_parent=pl.lit("unclear")),
        "stance",
    )  # fmt: skip
    tables = {
        "posts": made.table("posts"),
        "answers": made.table("answers"),
        "stance": stance,
        "claims": schema.empty("claims"),
    }
    table = _placed(tables)

    assert set(table["camp"]) == {"undetermined"}
    assert table.select("thread_id", "author_id").n_unique() == table.height


def test_who_opens_with_a_question_stands_nowhere():
    """A root that asks makes no claim, so its author is on no side by it."""
    asked = study(
        "root", "bob1>root", text={"root": "Is it true that PigeonChat exports user data every night?"}
    )
    told = study("root", "bob1>root", text={"root": "PigeonChat exports user data every night."})

    assert "claim" not in set(asked.table("camps")["camp"])
    assert "claim" in set(told.table("camps")["camp"])
