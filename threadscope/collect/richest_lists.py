"""Copies of posts -> for each post the richest lists: media completed from all copies, addresses that lead somewhere."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.collect.copies import Copies

__all__ = ["richest_media", "richest_urls"]

_SHORT: Final = r"^https?://t\.co/"
#: Pictures have one name in all their addresses: `…/media/NAME.jpg`, `…/media/NAME?format=jpg&name=orig`.
_NAME: Final = r"/([^/?:.]+)[^/]*$"
_SAYS: Final = ("alt", "url", "file")
_MANY: Final = 1 << 10


def richest_urls(copies: Copies) -> pl.Series:
    """Choose for each post the copy with most addresses that are not X's short ones, then most at all."""
    said = _not_empty(copies, "urls")
    differ = copies.differing("urls", said)
    n = pl.col("urls").list.len().cast(pl.Int64)
    expanded = pl.col("urls").list.eval(~pl.element().str.contains(_SHORT)).list.sum().cast(pl.Int64)
    alike = said.filter(~differ).select("_post", "_at", rank=pl.lit(0, pl.Int64))
    unlike = said.filter(differ).select("_post", "_at", rank=expanded.clip(0, _MANY) * _MANY + n)
    return copies.choose({"urls": pl.col("rank")}, pl.concat([alike, unlike]))["urls"]


def richest_media(copies: Copies) -> pl.Series:
    """Return the media of each post: the list that says most, completed by what other copies say of its items."""
    said = _not_empty(copies, "media")
    differ = copies.differing("media", said)
    rank = pl.col("media").list.len().cast(pl.Int64)
    for name in _SAYS:
        known = pl.col("media").list.eval(pl.element().struct.field(name).is_not_null()).list.sum()
        rank = rank * _MANY + known.cast(pl.Int64)
    alike = said.filter(~differ).select("_post", "_at", rank=pl.lit(0, pl.Int64))
    unlike = said.filter(differ).with_columns(rank=rank.rank("dense").cast(pl.Int64))
    among = pl.concat([alike, unlike.select("_post", "_at", "rank")])
    chosen = copies.choose({"media": pl.col("rank")}, among)["media"]
    media = copies.value("media", chosen)
    if unlike.is_empty():
        return media
    completed = _completed(unlike.drop("rank"), chosen)
    posts = pl.DataFrame({"media": media}).with_row_index("_post")
    return posts.join(completed, on="_post", how="left", maintain_order="left").select(
        pl.coalesce("_media", "media").alias("media")
    )["media"]


def _not_empty(copies: Copies, name: str) -> pl.DataFrame:
    return copies.rows.filter(pl.col(name).list.len() > 0).select("_post", "_at", name)


def _completed(unlike: pl.DataFrame, chosen: pl.Series) -> pl.DataFrame:
    """Return the chosen lists (``_post``, ``_media``), each item with what other copies say of the same item.

    The same item is one with the same name in its address; else, in a list of the same length, one of the same kind
    in the same place.
    """
    items = (
        unlike.with_columns(_n=pl.col("media").list.len(), _place=pl.int_ranges(pl.col("media").list.len()))
        .explode("media", "_place")
        .unnest("media")
        .with_columns(_name=pl.col("url").str.extract(_NAME))
    )
    base = items.filter(pl.col("_at").is_in(chosen.implode()))
    named = items.filter(pl.col("_name").is_not_null())
    # What stands at another place of the chosen list is another item, whatever its place here.
    nameless = items.join(base.select("_post", "_name"), on=["_post", "_name"], how="anti")
    for source, keys in ((named, ["_post", "_name"]), (nameless, ["_post", "_n", "_place", "kind"])):
        known = (
            source.sort("_at")
            .group_by(keys)
            .agg(pl.col(name).drop_nulls().last().alias(f"_{name}") for name in _SAYS if name not in keys)
        )
        base = (
            base.join(known, on=keys, how="left")
            .with_columns(pl.coalesce(name, f"_{name}").alias(name) for name in _SAYS)
            .drop([f"_{name}" for name in _SAYS])
        )
    item = pl.struct("kind", *_SAYS)
    return base.sort("_post", "_place").group_by("_post", maintain_order=True).agg(_media=item)
