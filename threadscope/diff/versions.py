"""Older versions of edited posts, as two archives know them -> the newest version of each, and tables by it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

__all__ = ["Tables", "by_newest", "newest_versions"]

#: Tables of one archive by name.
Tables = Mapping[str, pl.DataFrame]


def newest_versions(*aliases: pl.DataFrame) -> pl.DataFrame:
    """Return each older version with the newest one that any archive knows: ``alias_id``, ``newest_id``."""
    known = pl.concat(aliases).select("alias_id", newest_id="post_id")
    by_age = known.sort("alias_id", pl.col("newest_id").str.len_chars(), "newest_id")
    one = by_age.unique("alias_id", keep="last", maintain_order=True)
    # The newest version of one archive may be an older one in the other.
    return one.with_columns(newest_id=pl.col("newest_id").replace(one["alias_id"], one["newest_id"]))


def by_newest(frame: pl.DataFrame, versions: pl.DataFrame, column: str = "post_id") -> pl.DataFrame:
    """Put the newest version for older ones in a column of post ids."""
    if versions.is_empty():
        return frame
    return frame.with_columns(pl.col(column).replace(versions["alias_id"], versions["newest_id"]))
