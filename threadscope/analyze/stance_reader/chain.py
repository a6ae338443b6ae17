"""Readings of direct answers -> readings of nested ones that lean on them by an explicit chain."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["chained"]

#: A chain is followed as long as this is left of the confidence: one step, with what labels confirm of each.
_LEAST: Final = 0.7
#: However sure each step is.
_LONGEST: Final = 16


def chained(rows: pl.DataFrame, agrees: float) -> pl.DataFrame:
    """Carry a denial of the claim to whoever agrees with it and denies in words of their own.

    A nested post that says "exactly, this is fake" below a denial says two things that fit: it agrees with the denier,
    and it denies. Agreement or denial alone is not carried: labels confirm neither (docs/measures/modelled_stance.md).

    Parameters
    ----------
    rows
        ``post_id``, ``parent_id``, ``claim_id``, ``says``, ``toward_claim``, ``toward_parent``, ``claim_confidence``,
        ``parent_confidence``.
    agrees
        Share of agreements that labels confirm: what each step leaves of the confidence.

    Returns
    -------
    polars.DataFrame
        The same rows in the same order, with the readings of such posts filled in.

    Notes
    -----
    The product of the signs along the chain is ours; that a reply's stance toward the source follows from its place in
    the tree is shown by Zubiaga et al. (2016).
    """
    for _ in range(_LONGEST):
        denied = rows.filter(pl.col("toward_claim") == "deny").select(
            parent_id="post_id", above_claim_id="claim_id", above_confidence="claim_confidence"
        )
        next_rows = rows.join(denied, on="parent_id", how="left", maintain_order="left")
        fits = (
            (pl.col("says") == "both")
            & (pl.col("toward_claim") == "unclear")
            & (pl.col("above_claim_id") == pl.col("claim_id"))
            & (pl.col("above_confidence") * agrees >= _LEAST)
        ).fill_null(value=False)
        if not next_rows.select(fits.any()).item():
            break
        rows = next_rows.with_columns(
            toward_claim=pl.when(fits).then(pl.lit("deny")).otherwise("toward_claim"),
            toward_parent=pl.when(fits).then(pl.lit("agree")).otherwise("toward_parent"),
            claim_confidence=pl.when(fits)
            .then(pl.col("above_confidence") * agrees)
            .otherwise("claim_confidence"),
            parent_confidence=pl.when(fits).then(agrees).otherwise("parent_confidence"),
        ).select(rows.columns)
    return rows
