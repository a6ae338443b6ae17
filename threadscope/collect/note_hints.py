"""What was read, and the posts that it folds to -> evidence about notes from hearsay: posts that link to a note.

Somebody who links to a note has seen that it was written; whether it was shown, he does not say. Where an address names
the note alone, its post is that which other evidence names; without any there is no row, only a mention (see the
analyzer ``note_mentions``). Hints are made anew from the posts and never stored.
"""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.collect.intake import Collected
from threadscope.collect.moments import snowflake_time
from threadscope.note_links import note_links

__all__ = ["note_hints"]


def note_hints(posts: pl.DataFrame, collected: Collected) -> pl.DataFrame:
    """Return the rows of ``notes`` that addresses in posts give: of the kind ``text_hint``, in the state ``unknown``.

    Parameters
    ----------
    posts
        The fold's posts; what a repost repeats is its original's.
    collected
        What was read; its notes say which post a note belongs to, its observations where a post stood.
    """
    links = note_links(posts.filter(pl.col("repost_of_id").is_null()))
    if links.is_empty():
        return schema.empty("notes")
    known = collected.notes.select("note_id", on="post_id").drop_nulls().unique().sort("note_id", "on")
    placed = links.join(known, on="note_id", how="left", maintain_order="left").with_columns(
        on=pl.coalesce("about_id", "on")
    )
    seen = posts.select("post_id", observed_at="captured_at")
    linking = pl.col("post_id").is_in(links["post_id"].implode())
    sources = (
        collected.observations.filter(linking).select("post_id", "source").unique("post_id", keep="first")
    )
    rows = (
        placed.filter(pl.col("on").is_not_null())
        .join(seen, on="post_id", how="left", maintain_order="left")
        .join(sources, on="post_id", how="left", maintain_order="left")
        .select(
            pl.col("on").alias("post_id"),
            "note_id",
            "observed_at",
            "source",
            evidence_kind=pl.lit("text_hint"),
            state=pl.lit("unknown"),
            written_at=snowflake_time(pl.col("note_id")),
            precision=pl.when(pl.col("observed_at").is_null())
            .then(pl.lit("none"))
            .otherwise(pl.lit("capture")),
            is_media_note=pl.when("is_media").then(pl.lit(value=True)),
        )
    )
    # A hundred people who link to one note are a hundred mentions, and one piece of evidence.
    return schema.conform(rows.unique(maintain_order=True), "notes")
