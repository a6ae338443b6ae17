"""What is said of two sides, of threads without, and of people who say on which side they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from tests.accuracy.camps import Shape, planted
from tests.builders import study
from threadscope import schema
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.findings.camps_found import camps_found
from threadscope.settings import Settings


def _told(
    *specs: str, says: Mapping[str, tuple[str, str, str | None]], texts: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the findings; ``says`` is what posts say toward the claim, toward the post they answer, and the words."""
    made = study(*specs, text=dict(texts or {}))
    posts = made.table("posts")
    said = pl.DataFrame(
        [(post, *what) for post, what in says.items()],
        schema=dict.fromkeys(("post_id", "toward_claim", "toward_parent", "span"), pl.String),
        orient="row",
    )
    stance = posts.select("thread_id", "post_id").join(said, on="post_id", how="left")
    stance = stance.with_columns(
        pl.col("toward_claim", "toward_parent").fill_null("unclear"), claim_confidence=pl.lit(0.8)
    )
    tables = {
        "posts": posts,
        "answers": made.table("answers"),
        "stance": schema.conform(stance, "stance"),
        "claims": schema.conform(
            posts.filter(post_id="root").with_columns(confidence=pl.lit(0.9), kind=pl.lit("root")), "claims"
        ),
    }
    return _findings(tables, made.table("ghosts"))


def _findings(tables: dict[str, pl.DataFrame], ghosts: pl.DataFrame) -> list[dict[str, Any]]:
    tests = camp_tests(**tables, settings=Settings())
    people = camps(**tables, camp_tests=tests, settings=Settings())
    return schema.check(
        camps_found(**tables, ghosts=ghosts, camps=people, camp_tests=tests), "findings"
    ).to_dicts()


_CROWD = tuple(f"x{n}@x{n}>root" for n in range(30))


def test_how_few_say_for_or_against():
    """Of 33 people two say for or against in quotable words: said so, with their posts, the most answered first."""
    told = _told(
        "root", "ann1>root", "bob1>root", "eve1>bob1", *_CROWD[:29],
        says={"ann1": ("support", "agree", "words of ann1"), "bob1": ("deny", "disagree", "words of bob1")},
    )  # fmt: skip
    (few,) = [row for row in told if row["kind"] == "camps_open"]

    assert few["wording"] == (
        "Of the 32 people who do not make the claim, our rules place only 2 for or against @root’s post “words of root”, by what they say "
        "(“words of bob1”, “words of ann1”); the sides of the others are left open."
    )
    assert (few["evidence"], few["n_evidence"]) == (["root", "bob1", "ann1"], 3)


def test_people_are_named_with_their_own_words():
    """Who stands on a side by words that can be quoted is quoted, with whom they answer; outright denials are told elsewhere."""
    told = _told(
        "root", "ann1>root", "bob1>root", "dan1>root", *_CROWD[:5],
        says={
            "ann1": ("support", "agree", "words of ann1"),
            "bob1": ("deny", "disagree", "words of bob1"),
            "dan1": ("support", "agree", None),
        },
    )  # fmt: skip
    named = [row for row in told if row["kind"] == "says_side"]

    assert [(row["wording"], row["evidence"], row["subject"]) for row in named] == [
        ("@ann says “words of ann1” in answer to @root.", ["ann1", "root"], "ann")
    ]


@pytest.mark.parametrize(
    "says",
    [
        {},
        {"x1": ("comment", "comment", None)},
        {"x1": ("deny", "disagree", None)},
        {f"x{n}": ("support", "unclear", f"words of x{n}") for n in range(20)},
    ],
)
def test_thin_cases_say_nothing_of_sides(says: dict[str, tuple[str, str, str | None]]):
    """Without a clear, quotable stance there is no row; nor is half of the people "only"."""
    assert [row for row in _told("root", *_CROWD, says=says) if row["kind"] in ("camps", "camps_open")] == []


def test_small_threads_say_nothing_of_sides():
    """Below 25 posts that few say for or against is no news."""
    told = _told("root", *_CROWD[:20], says={"x1": ("deny", "disagree", "words of x1")})

    assert [row["kind"] for row in told] == []


def test_two_sides_are_told_with_what_chance_would_give():
    """In a planted quarrel the sentence has both sides' people, the answers across, and what chance would give."""
    tables, _ = planted(Shape(people=120, posts_each=10), 3)
    posts = tables["posts"].with_columns(
        text=pl.lit("words"), handle="author_id", display_from=pl.lit(0, pl.Int32), created_at=pl.col("created_at") + timedelta(0)
    )  # fmt: skip
    told = _findings(tables | {"posts": posts}, schema.empty("ghosts"))
    (row,) = [row for row in told if row["kind"] == "camps"]
    tests = camp_tests(**tables, settings=Settings()).row(0, named=True)

    assert row["wording"].startswith(
        f"The posts show two sides: {tests['n_claim']} people on the side of those who make the claim, {tests['n_dispute']} people on the other; "
    )
    assert "to the other side, where chance would give" in row["wording"]
    assert 2 <= len(row["evidence"]) <= 12
    assert [row["kind"] for row in told if row["kind"] == "camps_open"] == []
