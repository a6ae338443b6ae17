"""Observations and the media files beside the export -> observations whose media name their local file.

Exporters write the id of the post into the name (``<id>_1.jpg``, ``<id>-<name>.mp4``, ``<handle>_<id>_photo_1.jpg``).
A name is compared with ids, never opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from threadscope.collect.problems import Problems
from threadscope.schema import MEDIA

__all__ = ["with_local_files"]

#: Folder and file name; `!` stands between a zip and its member.
_PARTS: Final = r"^(.*?)[/!]?([^/!]*)$"
_KINDS: Final = {
    "photo": ["jpg", "jpeg", "jpe", "jfif", "png", "webp", "avif", "heic", "bmp"],
    "gif": ["gif"],
}


def with_local_files(observations: pl.DataFrame, files: Sequence[str], problems: Problems) -> pl.DataFrame:
    """Return the observations with ``media[].file`` filled.

    Parameters
    ----------
    observations
        The table ``observations``.
    files
        Names of media files, as sources are named.
    problems
        Gets a row for each folder with files that belong to no post.

    Notes
    -----
    A file belongs to the item whose address ends in the same name; the files left over belong to the items left over,
    in order. A post of which the export knows no media gets an item for each file.
    """
    found = _by_post(files).join(observations.select("post_id").unique(), on="post_id", how="semi")
    _report_others(files, found, problems)
    if found.is_empty():
        return observations
    rows = observations.with_row_index("_row")
    touched = rows.join(found.select("post_id").unique(), on="post_id", how="semi")
    lists = _joined(touched, found)
    return (
        rows.join(lists, on="_row", how="left", maintain_order="left")
        .with_columns(media=pl.coalesce("_media", "media"))
        .drop("_row", "_media")
    )


def _by_post(files: Sequence[str]) -> pl.DataFrame:
    """Return a row a file and id in its name: file, folder, name, post_id, in order of the names."""
    return (
        pl.DataFrame({"file": sorted(set(files))}, schema={"file": pl.String})
        .with_columns(
            folder=pl.col("file").str.extract(_PARTS, 1),
            name=pl.col("file").str.extract(_PARTS, 2),
        )
        .with_columns(post_id=pl.col("name").str.extract_all(r"[0-9]{2,19}"))
        .explode("post_id", empty_as_null=True, keep_nulls=True)
        .drop_nulls("post_id")
        .unique(["file", "post_id"], maintain_order=True)
    )


def _report_others(files: Sequence[str], found: pl.DataFrame, problems: Problems) -> None:
    others = pl.DataFrame({"file": sorted(set(files))}, schema={"file": pl.String}).join(
        found, on="file", how="anti"
    )
    folders = others.group_by(pl.col("file").str.extract(_PARTS, 1), maintain_order=True).agg(
        n=pl.len(), first=pl.col("file").str.extract(_PARTS, 2).first()
    )
    for folder, n, first in folders.iter_rows():
        noun = "file is" if n == 1 else "files are"
        detail = f"{n:,} media {noun} of no post that was read, such as {first[:80]!r}"
        problems.add(folder or ".", None, "media_without_post", detail, times=n)


def _joined(touched: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the new list of media of each observation: _row, _media."""
    items = (
        touched.select("_row", "post_id", "media")
        .explode("media", empty_as_null=True, keep_nulls=True)
        .with_columns(pl.col("media").struct.unnest())
        .filter(pl.any_horizontal(pl.col("kind", "alt", "url", "file").is_not_null()))
        .with_columns(
            place=pl.int_range(pl.len()).over("_row"),
            stem=pl.col("url").str.extract(r"([^/?]+?)(?:\.\w+)?(?:\?.*)?$", 1),
        )
        .drop("media")
    )
    offered = touched.select("_row", "post_id").join(
        found.select("post_id", "name", mine="file"), on="post_id", maintain_order="left"
    )
    # By the name in the address first: an export may lack one of three pictures.
    named = (
        items.filter(pl.col("stem").str.len_chars() >= 8)
        .join(offered, on=["_row", "post_id"])
        .filter(pl.col("name").str.contains(pl.col("stem"), literal=True))
        .unique(["_row", "place"], keep="first", maintain_order=True)
        .unique(["_row", "mine"], keep="first", maintain_order=True)
        .select("_row", "place", "mine")
    )
    left_items = items.join(named, on=["_row", "place"], how="anti", maintain_order="left").with_columns(
        nth=pl.int_range(pl.len()).over("_row")
    )
    left_files = offered.join(named, on=["_row", "mine"], how="anti", maintain_order="left").with_columns(
        nth=pl.int_range(pl.len()).over("_row")
    )
    in_order = left_items.select("_row", "place", "nth").join(
        left_files.select("_row", "nth", "mine"), on=["_row", "nth"]
    )
    known = pl.concat([named, in_order.select("_row", "place", "mine")])
    whole = items.join(known, on=["_row", "place"], how="left", maintain_order="left").with_columns(
        file=pl.coalesce("mine", "file")
    )
    more = left_files.join(in_order, on=["_row", "nth"], how="anti", maintain_order="left")
    more = more.with_columns(_kind(), alt=pl.lit(None, pl.String), url=pl.lit(None, pl.String), file="mine")
    columns = ["_row", "kind", "alt", "url", "file"]
    every = pl.concat([whole.select(columns), more.select(columns)])
    return every.group_by("_row", maintain_order=True).agg(
        _media=pl.struct("kind", "alt", "url", "file").cast(MEDIA.inner)
    )


def _kind() -> pl.Expr:
    ending = pl.col("name").str.extract(r"\.(\w+)$", 1).str.to_lowercase()
    kind = pl.lit("video")
    for name, endings in _KINDS.items():
        kind = pl.when(ending.is_in(endings)).then(pl.lit(name)).otherwise(kind)
    return kind.alias("kind")
