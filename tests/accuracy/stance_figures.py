"""Labels and readings -> figures: F1 of each class, their mean, calibration error, precision with its interval."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Bins of the calibration error.
_BINS = 10


def confusion(label: Ints, said: Ints) -> Ints:
    """Return labels x readings counts of four classes."""
    return np.bincount(label * 4 + said, minlength=16).reshape(4, 4)


def f1(counts: Ints) -> NDArray[np.float64]:
    """Return F1 of each class; 0 for one that neither occurs nor is said."""
    total = counts.sum(0) + counts.sum(1)
    return 2 * np.diag(counts) / np.maximum(1, total)


def macro_f1(label: Ints, said: Ints) -> float:
    """Return the mean of the four F1."""
    return float(f1(confusion(label, said)).mean())


def calibration_error(probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean distance between what is promised and what comes true, over ten bins (Guo et al. 2017)."""
    place = np.minimum((probability * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            abs(probability[place == b].mean() - right[place == b].mean()) * (place == b).mean()
            for b in np.unique(place)
        )
    )


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    z, share = 1.96, right / n
    middle = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def offsets(
    probability: NDArray[np.float64], label: Ints, threads: Ints, *, draws: int = 15
) -> NDArray[np.float64]:
    """Return what to add to the logs for the best macro-F1, as the mean over resampled threads: one optimum is luck."""
    draw = np.random.default_rng(0)
    n = int(threads.max()) + 1
    found = []
    for _ in range(draws):
        times = np.bincount(draw.integers(0, n, n), minlength=n)
        rows = np.repeat(np.arange(len(label)), times[threads])
        found.append(_best(np.log(np.maximum(probability[rows], 1e-6)), label[rows]))
    return np.mean(found, 0).round(2)


def _best(logs: NDArray[np.float64], label: Ints) -> NDArray[np.float64]:
    chosen, best = np.zeros(4), macro_f1(label, logs.argmax(1))
    for _ in range(3):
        for kind in range(3):
            others = logs + chosen
            others[:, kind] = -np.inf
            needs, second = others.max(1) - logs[:, kind], others.argmax(1)
            for step in np.arange(-1.2, 2.21, 0.1):
                reached = macro_f1(label, np.where(step > needs, kind, second))
                if reached > best + 1e-9:
                    best = reached
                    chosen = chosen.copy()
                    chosen[kind] = step
    return chosen
