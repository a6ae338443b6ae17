"""Readable posts by time -> the mean tone of groups of equal size, with intervals that know who wrote them."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from threadscope.charts.tone.numbers import Stretch

__all__ = ["stretches_of"]

#: Fewer posts have no mean worth drawing; up to so many posts there are 9 groups, above it 32.
_LEAST_POSTS, _MANY, _FEW_GROUPS, _MANY_GROUPS = 36, 2000, 9, 32
#: Fewer people drawn again say nothing about others, as in the table `tone_groups`.
_LEAST_PEOPLE: Final = 5
_DRAWS: Final = 1000


def _interval(people: pl.DataFrame, seed: list[int]) -> tuple[float, float]:
    """Return the 95 % interval of the mean over posts, people drawn again with all their posts.

    As in the table `tone_groups` (cluster bootstrap: Cameron, Gelbach & Miller 2008): people of equal sum and number
    of posts are drawn as one kind, so that neither their order nor their names move the numbers.
    """
    kinds = people.group_by("total", "count").agg(n=pl.len()).sort("total", "count")
    n_people = int(kinds["n"].sum())
    both = kinds.select("total", pl.col("count").cast(pl.Float64)).to_numpy()
    drawn = np.random.default_rng(seed).multinomial(n_people, kinds["n"].to_numpy() / n_people, size=_DRAWS)
    sums = drawn.astype(np.float64) @ both
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    return float(low), float(high)


def _stretch(group: pl.DataFrame, seed: list[int]) -> Stretch:
    people = group.group_by("who").agg(total=pl.col("polarity").sum().round(9), count=pl.len())
    at = group["at"].to_numpy()
    low, high = _interval(people, seed) if people.height >= _LEAST_PEOPLE else (None, None)
    # Rounded and in the order of time: no sum may depend on how people were grouped.
    mean = round(float(group["polarity"].to_numpy().mean()), 12)
    return Stretch(float(np.median(at)), at[0], at[-1], group.height, people.height, mean, low, high)


def stretches_of(rows: pl.DataFrame, seed: int) -> tuple[Stretch, ...]:
    """Return the mean tone of consecutive groups of posts, of at least 36 each; none of fewer posts.

    Parameters
    ----------
    rows
        Readable posts with a time, oldest first: at (seconds since 1970), who (text; unknown people each for
        themselves), polarity.
    seed
        Seed of the draws.
    """
    wanted = _FEW_GROUPS if rows.height <= _MANY else _MANY_GROUPS
    number = min(wanted, rows.height // _LEAST_POSTS)
    ends = np.linspace(0, rows.height, number + 1).round().astype(int) if number else np.zeros(1, dtype=int)
    return tuple(
        _stretch(rows.slice(start, end - start), [seed, rows.height, place])
        for place, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
    )
