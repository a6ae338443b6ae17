"""Our own reading of tone -> the reading that everything else goes by."""

from __future__ import annotations

import polars as pl

__all__ = ["sentiment"]


def sentiment(lexicon_sentiment: pl.DataFrame) -> pl.DataFrame:
    """One row a post in a thread.

    Parameters
    ----------
    lexicon_sentiment
        What the word list of the chosen backend reads.
    """
    return lexicon_sentiment
