"""One signed graph -> whether it divides into two camps better than its rewired copies do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from threadscope.analyze.sides.null import rewired
from threadscope.analyze.sides.partition import Copies, frustration, settled
from threadscope.analyze.sides.signed_graph import Graph

__all__ = ["Trial", "as_copy", "generator", "tried"]

Floats = NDArray[np.float64]

#: Rewired copies: this many at first, this many to be sure, this many at most.
_FIRST, _LEAST, _MOST = 40, 200, 999
#: So many copies with as little frustration settle that it is no rare thing (sequential p-value, Besag &
#: Clifford 1991).
_ENOUGH: Final = 10
#: The frustration must lie below this quantile of that of the copies,
_QUANTILE: Final = 0.01
#: and so far below their median: in a large thread a crossing share of .55 is no chance, and no camps either.
_BELOW: Final = 0.15
#: Pairs of people that are worked on at once, over all copies.
_AT_ONCE: Final = 60_000


@dataclass(frozen=True, slots=True)
class Trial:
    """How one thread did against its rewired copies; shares from 0 to 1."""

    frustration: float
    null_low: float
    null_median: float
    n_shuffles: int
    p_value: float

    @property
    def is_clear(self) -> bool:
        """Whether two camps fit better than chance lets expect."""
        return (
            self.n_shuffles >= _LEAST
            and self.p_value <= _QUANTILE
            and self.frustration < self.null_low
            and self.frustration <= (1 - _BELOW) * self.null_median
        )


def as_copy(graph: Graph) -> Copies:
    """Return a graph as it is, as the only copy."""
    return Copies(
        graph.who.size,
        graph.source[None, :],
        graph.target[None, :],
        graph.weight()[None, :],
        graph.lean[None, :],
    )


def generator(seed: int, graph: Graph) -> np.random.Generator:
    """Return the chance of one thread: the same alone, among others and under other ids."""
    return np.random.default_rng([seed, graph.who.size, graph.source.size])


def tried(graph: Graph, chance: np.random.Generator) -> Trial:
    """Compare the frustration of a graph with that of rewired copies, until it is clear whether it is rare."""
    copy = as_copy(graph)
    mine = float(frustration(copy, settled(copy))[0])
    others = np.zeros(0)
    for goal in (_FIRST, _LEAST, _MOST):
        others = np.concatenate([others, _others(graph, goal - others.size, chance)])
        as_little = int((others <= mine).sum())
        # none of the first 200 is settled too: p < 1/200
        if as_little >= _ENOUGH or (others.size >= _LEAST and as_little == 0):
            break
    return Trial(
        mine,
        float(np.quantile(others, _QUANTILE, method="lower")),
        float(np.median(others)),
        others.size,
        float((as_little + 1) / (others.size + 1)),
    )


def _others(graph: Graph, number: int, chance: np.random.Generator) -> Floats:
    """Return the frustration of so many rewired copies, some at a time."""
    at_once = max(1, _AT_ONCE // max(1, graph.source.size))
    parts = []
    while number > 0:
        copies = rewired(graph, min(number, at_once), chance)
        parts.append(frustration(copies, settled(copies)))
        number -= at_once
    return np.concatenate(parts)
