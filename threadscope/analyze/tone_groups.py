"""Sentiment, stance and camps -> the mean tone of groups of posts, with intervals that know who wrote them."""

from __future__ import annotations

from typing import Final
from zlib import crc32

import polars as pl

from threadscope import schema
from threadscope.analyze.people_drawn import LEAST_PEOPLE, interval
from threadscope.analyze.words.tone_bounds import side
from threadscope.settings import Settings

__all__ = ["tone_groups"]

#: Groups, in the order of the table; persons follow by how much they wrote.
_GROUPS: Final = {
    "all": ("all",),
    "camp": ("claim", "dispute", "none", "undetermined"),
    "toward": ("support", "deny", "query", "comment", "unclear"),
    "person": (),
}
_LEAST_POSTS, _MOST_PERSONS = 10, 12
_CLEARS: Final = 0.02
_KEYS: Final = ("thread_id", "grouped_by", "group")


def _members(
    posts: pl.DataFrame, sentiment: pl.DataFrame, stance: pl.DataFrame, camps: pl.DataFrame
) -> pl.DataFrame:
    """One row a post and group that it belongs to."""
    placed = sentiment.select("thread_id", "post_id", "status", "polarity", "backend").join(
        posts.select("post_id", "author_id", "created_at"), on="post_id"
    )
    # the order in which posts came: ties among people are broken by it, never by name
    placed = placed.sort("created_at", "post_id", nulls_last=True).with_row_index("came")
    placed = placed.with_columns(
        readable=pl.col("status") != "not_scored",
        # people who are not known cannot be told apart: each post stands for somebody else
        who=pl.col("author_id").fill_null("?" + pl.col("post_id")),
    )
    sides = placed.join(
        camps.select("thread_id", "author_id", group="camp"), on=["thread_id", "author_id"], how="left"
    ).with_columns(pl.col("group").fill_null("undetermined"))
    toward = placed.join(
        stance.select("thread_id", "post_id", group="toward_claim"), on=["thread_id", "post_id"]
    ).filter(pl.col("group").is_in(_GROUPS["toward"]))
    return pl.concat(
        [
            placed.with_columns(grouped_by=pl.lit("all"), group=pl.lit("all")),
            sides.with_columns(grouped_by=pl.lit("camp")).select(*placed.columns, "grouped_by", "group"),
            toward.with_columns(grouped_by=pl.lit("toward")).select(*placed.columns, "grouped_by", "group"),
            _persons(placed),
        ]
    )


def _persons(placed: pl.DataFrame) -> pl.DataFrame:
    """The posts of those who wrote most; ties by the first post, never by name."""
    known = placed.filter(pl.col("author_id").is_not_null())
    ranked = (
        known.group_by("thread_id", "author_id")
        .agg(n=pl.col("readable").sum(), came=pl.col("came").min())
        .filter(pl.col("n") >= _LEAST_POSTS)
        .sort("thread_id", -pl.col("n").cast(pl.Int64), "came")
        .filter(pl.int_range(pl.len()).over("thread_id") < _MOST_PERSONS)
    )
    return known.join(ranked, on=["thread_id", "author_id"], how="semi").with_columns(
        grouped_by=pl.lit("person"), group=pl.col("author_id")
    )


def _intervals(members: pl.DataFrame, seed: int) -> pl.DataFrame:
    people = (
        members.filter("readable")
        .group_by(*_KEYS, "who")
        .agg(total=pl.col("polarity").sum().round(9), count=pl.len())
        .filter(pl.len().over(*_KEYS) >= LEAST_PEOPLE)
    )
    rows = []
    for keys, mine in people.group_by(*_KEYS):
        names = [str(key) for key in keys]
        # by thread and group: a thread alone and the same one among many give one answer
        rows.append((*names, *interval(mine, [seed, *(crc32(name.encode()) for name in names)])))
    columns = dict.fromkeys(_KEYS, pl.String()) | dict.fromkeys(("low", "high"), pl.Float64())
    return pl.DataFrame(rows, schema=columns, orient="row")


def tone_groups(
    posts: pl.DataFrame,
    sentiment: pl.DataFrame,
    stance: pl.DataFrame,
    camps: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Describe the tone of all posts of a thread, of each side's, of those with one stance, and of who wrote most.

    Posts of one person are no independent witnesses, so the interval of a mean comes from drawing people again,
    each with all their posts (cluster bootstrap; Cameron, Gelbach & Miller 2008): 1,000 draws, percentiles.

    Parameters
    ----------
    posts, sentiment
        Who wrote what, and its tone. A readable post without a leaning word counts as 0.
    stance, camps
        What each post says about the claim, and on which side its author stands.
    settings
        ``seed`` of the draws.

    Returns
    -------
    polars.DataFrame
        Table ``tone_groups``, sorted by thread and the order of groups. Persons: those with at least 10 readable
        posts, at most 12 a thread. ``low``, ``high`` and ``leans`` are null below 5 people.
    """
    members = _members(posts, sentiment, stance, camps)
    sign = side(pl.col("polarity"), pl.col("backend"))
    mine = pl.col("readable")
    groups = members.group_by(*_KEYS).agg(
        n_people=pl.col("author_id").filter(mine).drop_nulls().n_unique().cast(pl.Int64),
        n_posts=pl.len().cast(pl.Int64),
        n_scored=(pl.col("status") == "scored").sum().cast(pl.Int64),
        n_no_signal=(pl.col("status") == "no_signal").sum().cast(pl.Int64),
        n_not_scored=(pl.col("status") == "not_scored").sum().cast(pl.Int64),
        negative_share=(sign == -1).filter(mine).mean(),
        positive_share=(sign == 1).filter(mine).mean(),
        mean=pl.col("polarity").filter(mine).mean().round(12),
        came=pl.col("came").min(),
    )
    order = {name: at for at, name in enumerate(name for names in _GROUPS.values() for name in names)}
    leans = (
        pl.when(pl.col("low") > _CLEARS).then(pl.lit("positive"))
        .when(pl.col("high") < -_CLEARS).then(pl.lit("negative"))
        .when(pl.col("low").is_not_null()).then(pl.lit("neither"))
    )  # fmt: skip
    rows = groups.join(_intervals(members, settings.seed), on=_KEYS, how="left").with_columns(leans=leans)
    ordered = rows.sort(
        "thread_id",
        pl.col("grouped_by").replace_strict({name: at for at, name in enumerate(_GROUPS)}),
        pl.when(pl.col("grouped_by") != "person").then(
            pl.col("group").replace_strict(order, default=len(order))
        ),
        -(pl.col("n_posts") - pl.col("n_not_scored")),
        "came",
        nulls_last=True,
    )
    return schema.conform(ordered, "tone_groups")
