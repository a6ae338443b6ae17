"""Our own reading of stance -> the reading that everything else goes by."""

from __future__ import annotations

import polars as pl

__all__ = ["stance"]


def stance(modelled_stance: pl.DataFrame) -> pl.DataFrame:
    """One row a post in a thread.

    Parameters
    ----------
    modelled_stance
        What our own rules and model read.
    """
    return modelled_stance
