"""One signed graph -> the same answers with other targets: what two camps would look like by chance."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from threadscope.analyze.sides.partition import Copies
from threadscope.analyze.sides.signed_graph import Graph

__all__ = ["rewired"]

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Rounds in which answers to oneself, and second ones to the same person, are exchanged for others. Second
#: ones that are then left stay: a hub that everybody answers leaves no other choice, and they only make two
#: camps look better. Answers to oneself would fit no camps, so they lose their weight.
_REPAIRS: Final = 4


def rewired(graph: Graph, number: int, generator: np.random.Generator) -> Copies:
    """Return copies in which each pair keeps its source and its weight and gets the target of another pair.

    Everybody keeps the number of people answered, of people answered by, and of people with whom both
    answered each other (Maslov & Sneppen 2002, here for one-way and mutual pairs apart, since a conversation
    is mutual and a crowd is not). Everybody keeps their own words.
    """
    source = np.tile(graph.source, (number, 1))
    target = np.tile(graph.target, (number, 1))
    mutual, one_way = np.flatnonzero(graph.mutual), np.flatnonzero(~graph.mutual)
    turned = (generator.random(source.shape) < 0.5) & graph.mutual
    source, target = np.where(turned, target, source), np.where(turned, source, target)
    for kind in (mutual, one_way):
        target[:, kind] = generator.permuted(target[:, kind], axis=1)
    _repair(source, target, (mutual, one_way), graph.who.size, generator)
    return Copies(
        graph.who.size,
        source,
        target,
        np.where(source == target, 0.0, graph.weight()),
        np.tile(graph.lean, (number, 1)),
    )


def _bad(source: Whole, target: Whole, n: int) -> Flags:
    """Return which pairs are of one person, or stand a second time in their copy."""
    copy = np.arange(source.shape[0])[:, None]
    key = ((copy * n + np.minimum(source, target)) * n + np.maximum(source, target)).ravel()
    # Sorting key and place as one number is several times faster than asking for the order.
    size = max(1, key.size)
    pair, place = np.divmod(np.sort(key * size + np.arange(key.size)), size)
    again = np.zeros(key.size, np.bool_)
    again[place[1:]] = pair[1:] == pair[:-1]
    return np.asarray((source == target) | again.reshape(source.shape))


def _repair(
    source: Whole, target: Whole, kinds: tuple[Whole, Whole], n: int, generator: np.random.Generator
) -> None:
    """Exchange the targets of bad pairs with those of any pair of their kind, in place."""
    for _ in range(_REPAIRS):
        bad = _bad(source, target, n)
        if not bad.any():
            return
        for kind in kinds:
            copy, place = np.nonzero(bad[:, kind])
            if copy.size == 0:
                continue
            mine, other = kind[place], kind[generator.integers(0, kind.size, copy.size)]
            # A pair that several bad ones chose is exchanged with one of them only.
            _, first = np.unique(
                np.concatenate([copy * source.shape[1] + other, copy * source.shape[1] + mine]),
                return_index=True,
            )
            alone = np.zeros(2 * copy.size, np.bool_)
            alone[first] = True
            free = alone[: copy.size] & alone[copy.size :]
            copy, mine, other = copy[free], mine[free], other[free]
            target[copy, mine], target[copy, other] = target[copy, other], target[copy, mine]
