"""Posts, answers, hostility and bursts -> who was answered by how many, how, and with which hostile words."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["pile_ons"]

_PERSON: Final = ("thread_id", "author_id")
#: Answers of fewer people are a conversation.
_LEAST_REPLIERS: Final = 5
#: What passes for a pile-on; docs/measures/pile_ons.md says why.
_LEAST_Z, _LEAST_ONCE, _LEAST_RATIO, _LEAST_HOSTILE, _LEAST_SHARE = 3.0, 0.6, 3.0, 5, 0.03
#: So many hostile answers by one person to another are no slip.
_REPEATED: Final = 2
#: Standard deviations of a normal distribution: the median and the mean absolute deviation times these.
_MAD, _MEAN_AD = 1.4826, 1.253314
_LEAST_POSTS: Final = 30
_MOST: Final = 12


def pile_ons(
    posts: pl.DataFrame, answers: pl.DataFrame, hostility: pl.DataFrame, bursts: pl.DataFrame
) -> pl.DataFrame:
    """One row a person whom at least five people answered: five numbers, never added up to one, and no ranking.

    How many answered, against the others of the thread; who came once; received against sent; how many were hostile; how
    many fell into a burst (ours, after the distinction of repeated attacks by few and one attack each by many, Chatzakou et
    al. 2017). An answer is hostile if it holds a passage that is said to the person whom it answers.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    hostility
        Hostile passages.
    bursts
        Stretches in which posts came faster.

    Returns
    -------
    polars.DataFrame
        Table ``pile_ons``, by thread and the time of the first answer received.
    """
    received = _received(answers, hostility)
    if received.is_empty():
        return schema.empty("pile_ons")
    repliers = received.group_by(*_PERSON, "replier_id").agg(n=pl.len(), n_hostile=pl.col("hostile").sum())
    answered = answers.select("thread_id", "author_id", replier_id="target_author_id").drop_nulls().unique()
    repliers = repliers.join(answered, on=[*_PERSON, "replier_id"], how="left", maintain_order="left").join(
        answered.with_columns(answered_by=True), on=[*_PERSON, "replier_id"], how="left"
    )
    once = (pl.col("n") == 1) & pl.col("answered_by").is_null()
    people = repliers.group_by(_PERSON).agg(
        n_received=pl.col("n").sum().cast(pl.Int64),
        n_repliers=pl.len().cast(pl.Int64),
        once_share=once.mean(),
        n_hostile=pl.col("n_hostile").sum().cast(pl.Int64),
        n_repeat_people=(pl.col("n_hostile") >= _REPEATED).sum().cast(pl.Int64),
    )
    sent = answers.group_by(_PERSON).agg(n_sent=pl.len().cast(pl.Int64))
    crowded = people.with_columns(replier_z=_robust_z(pl.col("n_repliers"))).filter(
        pl.col("n_repliers") >= _LEAST_REPLIERS
    )
    if crowded.is_empty():
        return schema.empty("pile_ons")
    rows = (
        crowded.join(sent, on=_PERSON, how="left")
        .with_columns(pl.col("n_sent").fill_null(0))
        .with_columns(
            received_per_sent=pl.when(pl.col("n_sent") > 0).then(pl.col("n_received") / pl.col("n_sent")),
            hostile_share=pl.col("n_hostile") / pl.col("n_received"),
        )
        .with_columns(is_pile_on=_is_pile_on())
    )
    for part in (_in_bursts(posts, received, bursts), *_attacks(received, repliers)):
        rows = rows.join(part, on=_PERSON, how="left")
    first = received.group_by(_PERSON).agg(
        pl.col("created_at", "post_id").sort_by("created_at", "post_id", nulls_last=True).first()
    )
    none = pl.lit([], schema.IDS)
    return schema.conform(
        rows.join(first, on=_PERSON)
        .with_columns(
            pl.col("one_off_ids", "repeat_ids").fill_null(none), pl.col("n_one_off", "n_repeat").fill_null(0)
        )
        .sort("thread_id", "created_at", "post_id", nulls_last=True),
        "pile_ons",
    )


def _received(answers: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Answers to known people, by the person answered, with whether they are hostile to that person."""
    said = hostility.select("post_id", "target_author_id", hostile=True).drop_nulls().unique()
    return (
        answers.filter(pl.col("target_author_id").is_not_null())
        .join(said, on=["post_id", "target_author_id"], how="left")
        .select(
            "thread_id",
            "post_id",
            "created_at",
            pl.col("hostile").fill_null(value=False),
            replier_id="author_id",
            author_id="target_author_id",
        )
    )


def _robust_z(count: pl.Expr) -> pl.Expr:
    """Return how many robust standard deviations a count lies above the median of its thread.

    By the median absolute deviation; where more than half of the people have one count it is 0, and the mean absolute
    deviation takes its place (Iglewicz & Hoaglin 1993). Null where all have the same.
    """
    off = count - count.median().over("thread_id")
    median = off.abs().median().over("thread_id")
    mean = off.abs().mean().over("thread_id")
    spread = pl.when(median > 0).then(_MAD * median).when(mean > 0).then(_MEAN_AD * mean)
    return off / spread


def _is_pile_on() -> pl.Expr:
    ratio = pl.col("received_per_sent").is_null() | (pl.col("received_per_sent") >= _LEAST_RATIO)
    return (
        (pl.col("replier_z").fill_null(0.0) >= _LEAST_Z)
        & (pl.col("once_share") >= _LEAST_ONCE)
        & ratio
        & (pl.col("n_hostile") >= _LEAST_HOSTILE)
        & (pl.col("hostile_share") >= _LEAST_SHARE)
    )


def _in_bursts(posts: pl.DataFrame, received: pl.DataFrame, bursts: pl.DataFrame) -> pl.DataFrame:
    """Return the share of the answers that fall into a burst, of those that have a time."""
    long = (
        posts.filter(pl.col("thread_id").is_not_null() & pl.col("created_at").is_not_null())
        .group_by("thread_id")
        .len()
        .filter(pl.col("len") >= _LEAST_POSTS)
    )
    dated = received.filter(pl.col("created_at").is_not_null()).join(long, on="thread_id", how="semi")
    # Bursts of the lowest level hold those of higher ones, and do not overlap.
    lowest = (
        bursts.filter(pl.col("level") == 1).select("thread_id", "started_at", "ended_at").sort("started_at")
    )
    inside = dated.sort("created_at").join_asof(
        lowest, left_on="created_at", right_on="started_at", by="thread_id", check_sortedness=False
    )
    return inside.group_by(_PERSON).agg(
        burst_share=(pl.col("created_at") <= pl.col("ended_at")).fill_null(value=False).mean()
    )


def _attacks(received: pl.DataFrame, repliers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the hostile answers by people who came once, and those by people who sent two or more."""
    hostile = (
        received.filter("hostile")
        .join(repliers.select(*_PERSON, "replier_id", "n", "n_hostile"), on=[*_PERSON, "replier_id"])
        .sort("created_at", "post_id", nulls_last=True)
    )
    return (
        _listed(hostile.filter(pl.col("n") == 1), "one_off_ids", "n_one_off"),
        _listed(hostile.filter(pl.col("n_hostile") >= _REPEATED), "repeat_ids", "n_repeat"),
    )


def _listed(hostile: pl.DataFrame, ids: str, number: str) -> pl.DataFrame:
    return hostile.group_by(_PERSON, maintain_order=True).agg(
        pl.col("post_id").head(_MOST).alias(ids), pl.len().cast(pl.Int64).alias(number)
    )
