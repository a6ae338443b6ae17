"""People with the sum and number of their posts' values -> how sure the mean over posts is, people drawn again."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

__all__ = ["LEAST_PEOPLE", "interval"]

#: Fewer people drawn again say nothing about others.
LEAST_PEOPLE: Final = 5
_DRAWS: Final = 1000
#: How many numbers are drawn at once, at most: memory.
_AT_ONCE: Final = 1 << 22


def interval(people: pl.DataFrame, seed: list[int]) -> tuple[float, float]:
    """Return the 95 % interval of the mean over posts, people drawn again with all their posts.

    A cluster bootstrap (Cameron, Gelbach & Miller 2008). People of equal sum and number of posts are drawn as one
    kind: the same draws whatever their order and names, and a crowd of thousands costs no more than the few hundred
    kinds of people in it.

    Parameters
    ----------
    people
        One row a person: total (rounded: a sum in another order must not make another kind of person), count.
    seed
        Seed of the draws.
    """
    kinds = people.group_by("total", "count").agg(n=pl.len()).sort("total", "count")
    n_people = int(kinds["n"].sum())
    shares = kinds["n"].to_numpy() / n_people
    both = kinds.select("total", pl.col("count").cast(pl.Float64)).to_numpy()
    generator = np.random.default_rng(seed)
    drawn: list[np.ndarray] = []
    left = _DRAWS
    while left:
        size = max(1, min(left, _AT_ONCE // kinds.height))
        drawn.append(generator.multinomial(n_people, shares, size=size).astype(np.float64) @ both)
        left -= size
    sums = np.concatenate(drawn)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    return float(low), float(high)
