"""The boxes and pools of the icicle: which branches are tall enough, where they stand, what the rest holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.charts.sides import SIDES, UNDETERMINED, Side
from threadscope.charts.tree.numbers import Box, Pool
from threadscope.charts.words import at_handle, quoted

__all__ = ["COLUMN_HIGH", "Parts", "parts_of"]

#: Height of the icicle in pixels, and the least height of a box.
COLUMN_HIGH: Final = 760.0
_LEAST_HIGH = 6.0


@dataclass(frozen=True, slots=True)
class Parts:
    """Boxes and pools, the posts of each drawn level, and how many posts stand deeper."""

    boxes: tuple[Box, ...] = ()
    pools: tuple[Pool, ...] = ()
    posts_by_level: tuple[int, ...] = ()
    deeper: int = 0


def _hung(tree: pl.DataFrame) -> pl.DataFrame:
    """Hang the tops of detached parts under the post of their conversation, where the tree counts them too.

    In reading order that is the last row before them which is one level higher.
    """
    top = pl.col("parent_id").is_null() & (pl.col("depth") > 0)
    higher = tree.select("order", (pl.col("depth") + 1).alias("depth"), pl.col("post_id").alias("shelf"))
    shelves = (
        tree.filter(top)
        .select("order", "depth", "post_id")
        .sort("order")
        .join_asof(higher.sort("order"), on="order", by="depth", check_sortedness=False)
        .select("post_id", "shelf")
    )
    return tree.join(shelves, on="post_id", how="left", maintain_order="left").with_columns(
        pl.coalesce("parent_id", "shelf").alias("above"), top.alias("shelved")
    )


def _pooled(tree: pl.DataFrame, tall: pl.DataFrame) -> pl.DataFrame:
    """Sum up small branches by the box they hang under, detached ones apart.

    In reading order a branch is one run of rows, so that filling its first row's box forward names the box of
    every row in it.
    """
    big = pl.col("post_id").is_in(tall["post_id"].implode())
    first = ~big & pl.col("above").is_in(tall["post_id"].implode())
    owner = pl.when(first).then(pl.col("above")).when(big).then(pl.lit(""))
    shelved = pl.when(first).then(pl.col("shelved")).when(big).then(pl.lit(value=False))
    archived = pl.col("reason").is_null()
    return (
        tree.with_columns(
            first.alias("first"), owner.forward_fill().alias("owner"), shelved.forward_fill().alias("apart")
        )
        .filter(pl.col("owner") != "")
        .group_by("owner", "apart")
        .agg(
            pl.col("first").sum().alias("branches"),
            archived.sum().alias("size"),
            *((archived & (pl.col("side") == name)).sum().alias(name) for name in SIDES),
        )
        .sort("owner", "apart")
    )


def _pool(row: dict[str, Any], depth: int, start: int, named: Mapping[str, Side]) -> Pool:
    sides = tuple((side, row[name]) for name, side in named.items() if side is not UNDETERMINED and row[name])
    return Pool(depth, start, row["branches"], row["size"], sides, row["apart"])


def _box(
    row: dict[str, Any], depth: int, start: int, handles: dict[str, str], named: Mapping[str, Side]
) -> Box:
    missing = row["reason"] is not None
    words = "" if missing else quoted(row["words"])
    if not missing and row["picture"] and not (row["words"] or "").strip():
        words = "(picture or video)"
    label = at_handle(handles.get(row["author_id"] or ""))
    return Box(
        post_id=row["post_id"],
        depth=depth,
        start=start,
        size=row["size"],
        n_below=row["n_below"],
        label="a missing post" if missing else label,
        words=words,
        side=named[row["side"]],
        missing=missing,
        by_quote=row["by_quote"],
        noted=row["noted"],
        note_shown=row["note_shown"],
        picture=row["picture"],
    )


def parts_of(
    tree: pl.DataFrame, handles: dict[str, str], named: Mapping[str, Side] = SIDES, *, columns: int
) -> Parts:
    """Lay the icicle out in units of posts.

    Parameters
    ----------
    tree
        Posts and ghosts of one thread in reading order.
    handles
        author_id -> handle.
    named
        The sides under their names.
    columns
        Most levels that are drawn.
    """
    hung = _hung(tree)
    total = int(hung.item(0, "size"))
    least = _LEAST_HIGH / COLUMN_HIGH * total
    tall = hung.filter((pl.col("size") >= least) | (pl.col("order") == pl.col("order").min()))
    children: dict[str, list[dict[str, Any]]] = {}
    for row in tall.sort(["size", "order"], descending=[True, False]).iter_rows(named=True):
        children.setdefault(row["above"] or "", []).append(row)
    pools: dict[str, list[dict[str, Any]]] = {}
    for row in _pooled(hung, tall).iter_rows(named=True):
        pools.setdefault(row["owner"], []).append(row)
    boxes, drawn_pools = _placed(children, pools, handles, named, columns)
    drawn = sum(not box.missing for box in boxes) + sum(pool.size for pool in drawn_pools)
    last = max([box.depth for box in boxes] + [pool.depth for pool in drawn_pools])
    levels = hung.filter(pl.col("reason").is_null()).group_by("depth").len()
    by_level = dict(levels.rows())
    n_posts = int(hung["reason"].is_null().sum())
    return Parts(
        tuple(boxes), tuple(drawn_pools), tuple(by_level.get(d, 0) for d in range(last + 1)), n_posts - drawn
    )


def _placed(
    children: dict[str, list[dict[str, Any]]],
    pools: dict[str, list[dict[str, Any]]],
    handles: dict[str, str],
    named: Mapping[str, Side],
    columns: int,
) -> tuple[list[Box], list[Pool]]:
    """Walk down the tall boxes, largest first, and leave what is pooled below its siblings."""
    boxes: list[Box] = []
    placed: list[Pool] = []
    waiting = [(row, 0, 0) for row in children.get("", [])]
    while waiting:
        row, depth, start = waiting.pop()
        boxes.append(_box(row, depth, start, handles, named))
        if depth + 1 >= columns:
            continue
        for child in children.get(row["post_id"], []):
            waiting.append((child, depth + 1, start))
            start += child["size"]
        for pool in pools.get(row["post_id"], []):
            placed.append(_pool(pool, depth + 1, start, named))
            start += pool["size"]
    boxes.sort(key=lambda box: (box.depth, box.start))
    placed.sort(key=lambda pool: (pool.depth, pool.start))
    return boxes, placed
