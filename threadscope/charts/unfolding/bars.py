"""The bars of the unfolding chart: posts in each bin of time, told apart by what is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from threadscope.charts.sides import SIDES, UNDETERMINED, Side
from threadscope.charts.time_scale import Seconds, TimeScale
from threadscope.charts.unfolding.numbers import Bars, Part, Square
from threadscope.charts.words import at_handle

__all__ = ["bars_of"]

_PLACED_ENOUGH, _HEAD_ENOUGH, _DEEP_ENOUGH = 0.40, 0.05, 0.10
_MOST_HEADS, _MOST_SQUARES, _TALLEST_SQUARES = 3, 150, 10
_ELSEWHERE_TONE = 3


def _heads(rows: pl.DataFrame) -> list[str]:
    """Return the heads worth a tone of their own, oldest first; fewer than two are no story."""
    sizes = (
        rows.drop_nulls("head_id")
        .group_by("head_id")
        .len()
        .sort(["len", "head_id"], descending=[True, False])
    )
    large = sizes.filter(pl.col("len") >= _HEAD_ENOUGH * rows.height).head(_MOST_HEADS)["head_id"].to_list()
    return rows.filter(pl.col("post_id").is_in(large))["post_id"].to_list() if len(large) > 1 else []


def _mode(rows: pl.DataFrame, heads: list[str]) -> str:
    placed = int((rows["side"] != UNDETERMINED.name).sum())
    if placed >= _PLACED_ENOUGH * rows.height:
        return "camp"
    if heads:
        return "branch"
    deep = int((rows["depth"] > 1).sum())
    return "level" if deep >= _DEEP_ENOUGH * rows.height else "plain"


def _kinds(
    rows: pl.DataFrame, mode: str, heads: list[str], handles: dict[str, str], sides: Mapping[str, Side]
) -> pl.DataFrame:
    """Return what each kind of post is called and how it looks: kind (as in ``_kind_of``), words, tone, side, head_id."""
    if mode == "camp":
        held = {
            (side, claim)
            for side, claim in rows.select("side", "claim").unique(maintain_order=True).iter_rows()
        }
        words = [s.told(claim=(s.name, True) in held, others=(s.name, False) in held) for s in sides.values()]
        return pl.DataFrame({"kind": list(sides), "words": words, "tone": [None] * 4})
    if mode == "branch":
        authors = dict(rows.filter(pl.col("post_id").is_in(heads)).select("post_id", "author_id").rows())
        names = [at_handle(handles.get(authors[head])) for head in heads]
        return pl.DataFrame({
            "kind": [*heads, ""], "words": [*names, "elsewhere"], "tone": [*range(len(heads)), _ELSEWHERE_TONE],
        })  # fmt: skip
    if mode == "level":
        words = ["to the opening post", "to a reply", "opening post"]
        return pl.DataFrame({"kind": ["1", "2", "0"], "words": words, "tone": [0, 2, _ELSEWHERE_TONE]})
    return pl.DataFrame({"kind": ["all"], "words": ["all posts"], "tone": [1]})


def _kind_of(mode: str, heads: list[str]) -> pl.Expr:
    if mode == "camp":
        return pl.col("side")
    if mode == "branch":
        return pl.when(pl.col("head_id").is_in(heads)).then(pl.col("head_id")).otherwise(pl.lit(""))
    return pl.col("depth").clip(0, 2).cast(pl.String) if mode == "level" else pl.lit("all")


def _times(rows: pl.DataFrame) -> Seconds:
    return rows["at"].drop_nulls().to_numpy().astype(np.float64)


def bars_of(
    rows: pl.DataFrame,
    scale: TimeScale,
    handles: dict[str, str],
    sides: Mapping[str, Side] = SIDES,
    *,
    narrow: bool,
) -> Bars:
    """Return the posts in each bin of time.

    The mode is the first that applies: ``camp`` where at least 40 % of the posts could be placed; ``branch`` where
    at least two heads hold 5 % each; ``level`` where at least 10 % answer a reply; else ``plain``.

    Parameters
    ----------
    rows
        The posts, as ``gather`` returns them.
    scale
        The time that is drawn.
    handles
        author_id -> handle.
    sides
        The sides under their names.
    narrow
        Whether the picture is for a phone, where squares would be too small.
    """
    heads = _heads(rows)
    mode = _mode(rows, heads)
    kinded = rows.with_columns(_kind_of(mode, heads).alias("kind"))
    times = dict(rows.filter(pl.col("post_id").is_in(heads)).select("post_id", "at").rows())
    parts = []
    for kind, words, tone in _kinds(rows, mode, heads, handles, sides).rows():
        mine = kinded.filter(pl.col("kind") == kind)
        if mine.height:
            side = sides[kind] if mode == "camp" else None
            head = kind if kind in heads else None
            at = times.get(kind)
            parts.append((kind, Part(words, tone, side, mine.height, scale.counts(_times(mine)), head, at)))
    bars = Bars(mode, tuple(part for _, part in parts), ())
    squared = not narrow and rows.height <= _MOST_SQUARES and bars.totals.max() <= _TALLEST_SQUARES
    order = [kind for kind, _ in parts]
    return Bars(mode, bars.parts, _squares(kinded, order, scale)) if squared else bars


def _squares(kinded: pl.DataFrame, order: list[str], scale: TimeScale) -> tuple[Square, ...]:
    drawn = kinded.filter((pl.col("at") >= scale.start) & (pl.col("at") <= scale.end))
    bins = scale.bins(_times(drawn))
    found = [
        Square(int(place), order.index(kind), SIDES[side])
        for place, kind, side in zip(bins, drawn["kind"], drawn["side"], strict=True)
    ]
    sides = list(SIDES)
    return tuple(sorted(found, key=lambda square: (square.bin, square.part, sides.index(square.side.name))))
