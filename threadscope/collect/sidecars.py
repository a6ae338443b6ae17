"""Observations of a tool that writes a record for each file of a post -> each knows all files of its post.

gallery-dl writes a sidecar beside each picture: three pictures of one post are three sources with one picture each.
The dialect joins the records of one source; only here are all sources known.
"""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["with_all_files"]

#: Dialects that write a record a file.
_DIALECTS: Final = ("gallery_dl",)


def with_all_files(observations: pl.DataFrame) -> pl.DataFrame:
    """Return the observations; of those dialects each has the media of all its post's records, each once, in order."""
    own = pl.col("dialect").is_in(_DIALECTS)
    items = (
        observations.filter(own & (pl.col("media").list.len() > 0))
        .filter(pl.len().over("post_id") > 1)
        .select("post_id", "media")
        .explode("media", empty_as_null=True, keep_nulls=True)
        .with_columns(_url=pl.col("media").struct.field("url"), _place=pl.int_range(pl.len()))
    )
    if items.is_empty():
        return observations
    each = items.with_columns(_key=pl.coalesce("_url", pl.col("_place").cast(pl.String)))
    whole = (
        each.unique(["post_id", "_key"], keep="first", maintain_order=True)
        .group_by("post_id", maintain_order=True)
        .agg(_media=pl.col("media"))
    )
    return (
        observations.join(whole, on="post_id", how="left", maintain_order="left")
        .with_columns(media=pl.when(own & pl.col("_media").is_not_null()).then("_media").otherwise("media"))
        .drop("_media")
    )
