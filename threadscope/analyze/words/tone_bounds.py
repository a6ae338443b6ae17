"""Sentiment backend -> from which polarity on a post counts as negative or positive."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["BOUNDS", "side"]

#: Backend -> below the first a post counts as negative, above the second as positive. Word lists are not centred: posts
#: that people call neutral score above 0 with textblob and vader. Set on the half of the SemEval 2013-2016 posts whose ids have an even millisecond;
#: for the blend, whose offsets are set there, a third either way.
BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "blend": (-1 / 3, 1 / 3),
    "textblob": (0.0, 0.14),
    "vader": (0.0, 0.41),
}
#: Readings that are not ours: any sign counts.
_ANY: Final = (0.0, 0.0)


def side(polarity: pl.Expr, backend: pl.Expr, margin: float = 0.0) -> pl.Expr:
    """Return -1, 0 or 1: on which side of its backend's bounds a polarity lies; null stays null.

    Parameters
    ----------
    polarity, backend
        As in ``sentiment``.
    margin
        By how much a bound must be passed.
    """
    low = backend.replace_strict({name: low for name, (low, _) in BOUNDS.items()}, default=_ANY[0])
    high = backend.replace_strict({name: high for name, (_, high) in BOUNDS.items()}, default=_ANY[1])
    return (
        pl.when(polarity < low - margin).then(-1)
        .when(polarity > high + margin).then(1)
        .when(polarity.is_not_null()).then(0)
    )  # fmt: skip
