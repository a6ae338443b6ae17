"""Posts, answers, stance and claims -> whether the people of each thread divide into two camps."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.sides.evidence import Evidence, gather
from threadscope.analyze.sides.places import placed
from threadscope.analyze.sides.trial import generator, tried
from threadscope.settings import Settings

__all__ = ["camp_tests"]

#: Fewer people cannot be told from chance.
_LEAST_PEOPLE: Final = 6
#: Pairs that agree or disagree clearly, and people of the core with a stance of their own, together.
_LEAST_WITNESSES: Final = 3
_TRIAL: Final = {
    "frustration": pl.Float64,
    "null_low": pl.Float64,
    "null_median": pl.Float64,
    "n_shuffles": pl.Int64,
    "p_value": pl.Float64,
    "is_clear": pl.Boolean,
}


def camp_tests(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
    claims: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """One row a thread: whether two camps fit who answers whom better than chance lets expect.

    Who answers whom is a signed graph: answers that agree pull two people to one side, answers that disagree
    push them apart, and any other answer pushes a little, since people answer more often where they disagree
    (Agrawal, Rajagopalan, Srikant & Xu 2003, "Mining newsgroups using networks arising from social
    behavior"). The frustration of the best two sides is compared with that of rewired threads, because random
    graphs look divided too (Salloum, Chen & Kivela 2022, "Separating polarization from noise"). Only the
    2-core and people with a stance of their own take part: a star divides perfectly, whatever was said.

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
    settings
        The seed is used.

    Returns
    -------
    polars.DataFrame
        Table ``camp_tests``, sorted by thread. The verdict names the first reason that holds.
    """
    evidence = gather(posts, answers, stance, claims)
    counts = _counts(evidence)
    tests = counts.join(_trials(evidence, counts, settings), on="thread_id", how="left")
    clear = tests.filter("is_clear")["thread_id"].to_list()
    people = placed(evidence, clear, settings)
    sides = people.group_by("thread_id").agg(
        n_claim=(pl.col("camp") == "claim").sum().cast(pl.Int64),
        n_dispute=(pl.col("camp") == "dispute").sum().cast(pl.Int64),
        divides=pl.col("divides").any(),
    )
    rows = (
        tests.join(sides, on="thread_id", how="left")
        .join(_crossing(evidence, people), on="thread_id", how="left")
        .with_columns(
            pl.col("n_shuffles").fill_null(0),
            verdict=pl.when("divides")
            .then(pl.lit("found"))
            .when("is_clear")
            .then(pl.lit("one_sided"))
            .when(pl.col("is_clear").is_not_null())
            .then(pl.lit("like_chance"))
            .otherwise("why_not"),
        )
        .sort("thread_id")
    )
    return schema.conform(rows, "camp_tests")


def _counts(evidence: Evidence) -> pl.DataFrame:
    """One row a thread: the people that count, and why no camps are tried, where they are not."""
    said, core = pl.col("said").is_not_null(), pl.col("in_core")
    signed = (
        evidence.pairs.filter(pl.col("signed") != 0)
        .join(evidence.people.select("thread_id", "in_core", source="person"), on="source")
        .join(evidence.people.select(target="person", other_in_core="in_core"), on="target")
        .filter(core & pl.col("other_in_core"))
        .group_by("thread_id")
        .agg(n_signed=pl.len().cast(pl.Int64))
    )
    counted = (
        evidence.people.group_by("thread_id")
        .agg(
            n_people=pl.len().cast(pl.Int64),
            n_said=said.sum().cast(pl.Int64),
            n_others_said=(said & ~pl.col("is_claimant")).sum().cast(pl.Int64),
            n_core=core.sum().cast(pl.Int64),
            n_core_said=(core & said).sum().cast(pl.Int64),
            n_core_others=(core & said & ~pl.col("is_claimant")).sum().cast(pl.Int64),
        )
        .join(signed, on="thread_id", how="left")
        .with_columns(pl.col("n_signed").fill_null(0))
    )
    witnesses = pl.col("n_signed") + pl.col("n_core_others")
    return counted.with_columns(
        why_not=pl.when((pl.col("n_others_said") == 0) & (pl.col("n_signed") == 0))
        .then(pl.lit("nobody_placed"))
        .when(pl.col("n_people") < _LEAST_PEOPLE)
        .then(pl.lit("too_few_people"))
        .when((pl.col("n_core") < _LEAST_PEOPLE) | (witnesses < _LEAST_WITNESSES))
        .then(pl.lit("too_few_talk_back"))
    )


def _trials(evidence: Evidence, counts: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """One row a thread in which camps are tried."""
    threads = counts.filter(pl.col("why_not").is_null())["thread_id"].sort().to_list()
    rows = []
    for thread_id, graph in evidence.graphs(threads).items():
        trial = tried(graph, generator(settings.seed, graph))
        rows.append((thread_id, *(getattr(trial, name) for name in _TRIAL)))
    return pl.DataFrame(rows, schema={"thread_id": pl.String, **_TRIAL}, orient="row")


def _crossing(evidence: Evidence, people: pl.DataFrame) -> pl.DataFrame:
    """One row a thread in which placed people answer each other: how many answers go to the other side."""
    camps = people.filter(pl.col("camp").is_in(["claim", "dispute"])).select("person", "camp")
    giver, taker = pl.col("from") == "claim", pl.col("to") == "claim"
    return (
        evidence.answers.join(camps.rename({"person": "source", "camp": "from"}), on="source")
        .join(camps.rename({"person": "target", "camp": "to"}), on="target")
        .group_by("thread_id")
        .agg(
            cross_share=(giver != taker).mean(),
            cross_expected=giver.mean() * (1 - taker.mean()) + taker.mean() * (1 - giver.mean()),
        )
    )
