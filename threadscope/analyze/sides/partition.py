"""Signed graphs -> on which of two sides each person stands, how sure that is, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Copies", "frustration", "settled", "sides"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: Steps of belief propagation, and how much of the old message a new one keeps, so that it settles.
_STEPS: Final = 30
_KEPT: Final = 0.5
#: The same of the mean field.
_MEAN_STEPS: Final = 10
_MEAN_KEPT: Final = 0.3
#: Turns in which people who fit the other side better change over.
_TURNS: Final = 8
#: Keeps messages finite where two people are sure of each other.
_SURE: Final = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Copies:
    """Several graphs on the same people, worked on at once: people of copy k are numbered from k * n on.

    Attributes
    ----------
    n
        People of one copy.
    source, target, weight
        Copies x pairs, as in ``Graph``; numbers of people within the copy.
    lean
        Copies x people.
    """

    n: int
    source: Whole
    target: Whole
    weight: Floats
    lean: Floats

    def flat(self) -> tuple[Whole, Whole]:
        """Return both ends of all pairs, numbered over all copies."""
        offset = self.n * np.arange(self.source.shape[0])[:, None]
        return (self.source + offset).ravel(), (self.target + offset).ravel()


def sides(copies: Copies) -> Floats:
    """Return half the log-odds that each person stands on the claimant's side: copies x people.

    Belief propagation on the pairwise model in which each two people who answer each other, and each person's
    own words, are a witness of that weight (Pearl 1988; Yedidia, Freeman & Weiss 2003).
    """
    source, target = copies.flat()
    size, total = source.size, copies.lean.size
    start, end = np.concatenate([source, target]), np.concatenate([target, source])
    pull = np.tanh(np.concatenate([copies.weight.ravel()] * 2))
    lean = copies.lean.ravel()
    messages = np.zeros(2 * size)
    for _ in range(_STEPS):
        field = lean + np.bincount(end, weights=messages, minlength=total)
        back = np.concatenate([messages[size:], messages[:size]])
        told = np.arctanh(np.clip(pull * np.tanh(field[start] - back), -_SURE, _SURE))
        messages = _KEPT * messages + (1 - _KEPT) * told
    field = lean + np.bincount(end, weights=messages, minlength=total)
    return np.asarray(field.reshape(copies.lean.shape))


def settled(copies: Copies) -> Floats:
    """Return on which side each person fits best, 1 or -1: copies x people.

    Mean field (Peterson & Anderson 1987), then people who fit the other side better change over until nobody
    does: near the least frustration, at a fraction of the work of ``sides``.
    """
    source, target = copies.flat()
    weight, lean = copies.weight.ravel(), copies.lean.ravel()

    def pull(standing: Floats) -> Floats:
        """What a person's own words and neighbours add up to, if people stand so."""
        to_source = np.bincount(source, weights=weight * standing[target], minlength=lean.size)
        to_target = np.bincount(target, weights=weight * standing[source], minlength=lean.size)
        return np.asarray(lean + to_source + to_target)

    standing = np.tanh(lean)
    for _ in range(_MEAN_STEPS):
        standing = _MEAN_KEPT * standing + (1 - _MEAN_KEPT) * np.tanh(pull(standing))
    side = np.where(standing >= 0, 1.0, -1.0)
    # Two halves take turns: neighbours who change over at once would only change places.
    turn = np.tile(np.arange(copies.n) % 2 == 0, copies.weight.shape[0])
    for step in range(_TURNS):
        over = (turn if step % 2 else ~turn) & (pull(side) * side < 0)
        side = np.where(over, -side, side)
    return np.asarray(side.reshape(copies.lean.shape))


def frustration(copies: Copies, side: Floats) -> Floats:
    """Return for each copy the share of weight that does not fit: disagreement inside a side, agreement across.

    The frustration index, in shares (Aref & Wilson 2019, "Balance and frustration in signed networks"). Own
    words count as agreement with somebody who stands for the side, so that small threads are told apart too.
    """
    source, target = copies.flat()
    standing = side.ravel()
    fits = (copies.weight.ravel() * standing[source] * standing[target]).reshape(copies.weight.shape)
    own = copies.lean * side
    misfit = np.where(fits < 0, -fits, 0.0).sum(axis=1) + np.where(own < 0, -own, 0.0).sum(axis=1)
    weight = np.abs(copies.weight).sum(axis=1) + np.abs(copies.lean).sum(axis=1)
    return np.asarray(misfit / np.where(weight > 0, weight, 1.0))
