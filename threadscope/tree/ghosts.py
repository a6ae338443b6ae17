"""Ids that posts answer and nobody archived -> the ghosts table, but for their places in the tree."""

from __future__ import annotations

import numpy as np
import polars as pl

from threadscope import schema
from threadscope.snowflake import EPOCH_MS, FIRST_ID
from threadscope.tree.numbering import NONE
from threadscope.tree.place import Placed, References

__all__ = ["ghosts_table", "reasons", "snowflake_time"]

# A reason of its own says more than "unavailable"; the newest of several is the one that holds.
_VAGUE = "unavailable"


def ghosts_table(
    standing: pl.DataFrame, ids: pl.Series, refs: References, placed: Placed, absences: pl.DataFrame
) -> pl.DataFrame:
    """One row a ghost: its time, author, reason, and who refers to it.

    Parameters
    ----------
    standing
        Posts that stand in trees, in the order of time.
    ids
        Ids of posts, then of ghosts.
    refs, placed
        What the posts refer to, and where they hang.
    absences
        Signs that a post is not to be had.
    """
    if not placed.ghosts.size:
        return schema.empty("ghosts")
    ghosts = ids[standing.height :].to_frame().with_columns(snowflake_time(pl.col("post_id")))
    return (
        ghosts.join(_known_by_answers(standing, ids, placed), on="post_id", how="left", maintain_order="left")
        .join(_referring(standing, ids, refs, placed), on="post_id", how="left", maintain_order="left")
        .join(reasons(absences), on="post_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("reason").fill_null("missing"),
            pl.col("referred_by").fill_null([]),
            pl.coalesce("handle", "handle_absent").alias("handle"),
        )
        .with_columns(pl.col("handle").str.to_lowercase().alias("name"))
        .join(_authors(standing), on="name", how="left", maintain_order="left")
        .with_columns(pl.coalesce("author_id", "known_id", "@" + pl.col("name")).alias("author_id"))
    )


def snowflake_time(ids: pl.Expr) -> pl.Expr:
    """Return the time in an id, null for ids that carry none."""
    numbers = pl.when(ids.str.contains(r"^[0-9]{1,19}$")).then(ids).cast(pl.Int64, strict=False)
    moment = (numbers // (1 << 22) + EPOCH_MS).cast(schema.TIME)
    return pl.when(numbers >= FIRST_ID).then(moment).alias("created_at")


def _known_by_answers(standing: pl.DataFrame, ids: pl.Series, placed: Placed) -> pl.DataFrame:
    """Return author and handle of ghosts, as the oldest answer that names them has it."""
    n = standing.height
    answers = np.flatnonzero((placed.parent[:n] >= n) & ~placed.shelved[:n])
    return (
        standing[answers, ["reply_to_author_id", "reply_to_handle"]]
        .with_columns(ids.gather(placed.parent[answers]))
        .group_by("post_id")
        .agg(
            pl.col("reply_to_author_id").drop_nulls().first().alias("author_id"),
            pl.col("reply_to_handle").drop_nulls().first().alias("handle"),
        )
    )


def _authors(standing: pl.DataFrame) -> pl.DataFrame:
    """Return whose each handle is, in small letters, as the newest post under it says."""
    return (
        standing.select(
            pl.col("handle").str.to_lowercase().alias("name"), pl.col("author_id").alias("known_id")
        )
        .drop_nulls()
        .unique("name", keep="last", maintain_order=True)
    )


def _referring(standing: pl.DataFrame, ids: pl.Series, refs: References, placed: Placed) -> pl.DataFrame:
    """Return the posts that answer or quote each ghost, oldest first."""
    n = standing.height
    order = np.argsort(placed.ghosts)
    ghosts = placed.ghosts[order]
    parts = []
    for named in (refs.reply_to, refs.quoted):
        at = np.searchsorted(ghosts, named)
        hits = np.flatnonzero((at < ghosts.size) & (named != NONE))
        hits = hits[ghosts[at[hits]] == named[hits]]
        parts.append(pl.DataFrame({"ghost": n + order[at[hits]], "row": hits}))
    referring = pl.concat(parts).unique().sort("row")
    return (
        referring.select(
            ids.gather(referring["ghost"]), referred_by=standing["post_id"].gather(referring["row"])
        )
        .group_by("post_id", maintain_order=True)
        .agg("referred_by")
    )


def reasons(absences: pl.DataFrame) -> pl.DataFrame:
    """Return one reason (and handle) an absent post: specific before vague, then the newest."""
    return (
        absences.sort(
            pl.col("reason") == _VAGUE,
            "captured_at",
            "reason",
            descending=[False, True, False],
            nulls_last=True,
        )
        .group_by("post_id", maintain_order=True)
        .agg(pl.col("reason").first(), pl.col("handle").drop_nulls().first().alias("handle_absent"))
    )
