"""Posts, answers, stance, claims and camp tests -> on which side each person stands, and the posts that show it."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.sides.edited import by_editor
from threadscope.analyze.sides.evidence import Evidence, gather
from threadscope.analyze.sides.places import placed
from threadscope.settings import Settings

__all__ = ["camps"]

#: Most posts named for one person.
_MOST_EVIDENCE: Final = 12
#: So many posts read as plain comments on the claim, and none for or against, show that a person takes no side.
_NO_LEAN: Final = 8
_NO_LEAN_CONFIDENCE: Final = 0.75


def camps(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
    claims: pl.DataFrame,
    camp_tests: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """One row a person and thread; most people are undetermined, which is a result.

    A clear stance toward the claim places its author, on one side only. In threads that divide better than
    chance (``camp_tests``) people of the 2-core are placed by whom they answer too, by belief propagation
    over who answers whom (Pearl 1988), if the side holds when a twentieth of that is left out. Where own words and answers
    speak against each other nobody is placed.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    stance
        What each post says toward the claim and toward the post it answers.
    claims
        Posts that make the claim; their authors stand on the claimant's side.
    camp_tests
        Which threads divide.
    settings
        The names of the sides and the seed are used.

    Returns
    -------
    polars.DataFrame
        Table ``camps``, sorted by thread, then by the people's first posts.
    """
    evidence = gather(posts, answers, stance, claims)
    found = camp_tests.filter(pl.col("verdict") == "found")["thread_id"].sort().to_list()
    people = _without_lean(placed(evidence, found, settings), posts, stance)
    behind = _behind(evidence, people, posts, stance)
    rows = (
        people.join(behind, on="person", how="left", maintain_order="left")
        .with_columns(
            pl.col("evidence").fill_null(pl.lit([], schema.IDS)),
            pl.col("n_evidence").fill_null(0),
            named=pl.col("camp").replace_strict(
                {"claim": settings.camps[0], "dispute": settings.camps[1]},
                default=None,
                return_dtype=pl.String,
            ),
        )
        .sort("person")
    )
    return schema.conform(by_editor(rows, posts, stance), "camps")


def _plain(posts: pl.DataFrame, stance: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """One row a post that is read as a plain comment on the claim, with its author's number."""
    return (
        stance.filter(pl.col("toward_claim") == "comment")
        .select("post_id")
        .join(posts.select("post_id", "thread_id", "author_id", "created_at"), on="post_id")
        .join(people.select("thread_id", "author_id", "person"), on=["thread_id", "author_id"])
    )


def _without_lean(people: pl.DataFrame, posts: pl.DataFrame, stance: pl.DataFrame) -> pl.DataFrame:
    """Say of people whom nothing places that they show no lean, where enough posts are read as comments."""
    often = (
        _plain(posts, stance, people)
        .group_by("person")
        .agg(pl.len())
        .filter(pl.col("len") >= _NO_LEAN)
        .select("person", often=pl.lit(value=True))
    )
    unmoved = (
        pl.col("often").fill_null(value=False)
        & pl.col("said").is_null()
        & pl.col("rule").is_in(["no_clear_stance", "thread_abstains"])
    )
    return people.join(often, on="person", how="left", maintain_order="left").with_columns(
        camp=pl.when(unmoved).then(pl.lit("none")).otherwise("camp"),
        rule=pl.when(unmoved).then(pl.lit("no_lean")).otherwise("rule"),
        confidence=pl.when(unmoved).then(_NO_LEAN_CONFIDENCE).otherwise("confidence"),
    )


def _behind(
    evidence: Evidence, people: pl.DataFrame, posts: pl.DataFrame, stance: pl.DataFrame
) -> pl.DataFrame:
    """One row a person with posts behind the placing: own clear stance, then disagreement and agreement, then answers."""
    of = people.select("person", "rule", "camp")
    own = (
        evidence.own.join(of.filter(pl.col("rule").is_in(["own_stance", "both", "says_both"])), on="person")
    ).select("person", "post_id", "created_at", place=pl.lit(0), weight=pl.col("lean").abs())
    without = (
        _plain(posts, stance, people)
        .join(of.filter(pl.col("rule") == "no_lean"), on="person")
        .select("person", "post_id", "created_at", place=pl.lit(0), weight=pl.lit(0.0))
    )
    return (
        pl.concat([own, without, *_between(evidence, of)])
        .sort(
            "person",
            "place",
            "weight",
            "created_at",
            "post_id",
            descending=[False, False, True, False, False],
            nulls_last=True,
        )
        .unique(["person", "post_id"], keep="first", maintain_order=True)
        .group_by("person", maintain_order=True)
        .agg(evidence=pl.col("post_id").head(_MOST_EVIDENCE), n_evidence=pl.len().cast(pl.Int64))
    )


def _between(evidence: Evidence, of: pl.DataFrame) -> list[pl.DataFrame]:
    """The answers by and to people who are placed by them, which fit the sides: signed ones go first, own ones before others'."""
    sided = of.filter(pl.col("camp").is_in(["claim", "dispute"]))
    answers = evidence.answers.join(
        sided.select(source="person", source_camp="camp", source_rule="rule"), on="source"
    ).join(sided.select(target="person", target_camp="camp", target_rule="rule"), on="target")
    crosses = pl.col("source_camp") != pl.col("target_camp")
    fitting = answers.filter(
        pl.when(crosses)
        .then(pl.col("lean").fill_null(-1.0) < 0)
        .otherwise(pl.col("lean").fill_null(-1.0) > 0)
    )
    parts = []
    for end, first in (("source", 1), ("target", 2)):
        parts.append(
            fitting.filter(pl.col(f"{end}_rule").is_in(["both", "who_they_answer"])).select(
                "post_id",
                "created_at",
                person=end,
                place=pl.when(pl.col("lean").is_null()).then(first + 2).otherwise(first).cast(pl.Int32),
                weight=pl.col("lean").abs().fill_null(0.0),
            )
        )
    return [part.select("person", "post_id", "created_at", "place", "weight") for part in parts]
