"""Our own reading of tone, and that of others -> the reading that everything else goes by."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.external import averaged, deciding

__all__ = ["sentiment"]


def sentiment(lexicon_sentiment: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """One row a post in a thread.

    Parameters
    ----------
    lexicon_sentiment
        What the word list of the chosen backend reads.
    scores
        Readings by others, which replace ours; of several the mean.

    Returns
    -------
    polars.DataFrame
        Table ``sentiment``, sorted by thread and post. A reading by others is ``scored``, also at 0; it has no words and no
        subjectivity, and ``backend`` names who says so.
    """
    theirs = deciding(scores, "sentiment")
    if not theirs.height:
        return lexicon_sentiment
    read = averaged(theirs).select("post_id", theirs="value", by="rule")
    given = pl.col("theirs").is_not_null()
    merged = lexicon_sentiment.join(read, on="post_id", how="left").with_columns(
        status=pl.when(given).then(pl.lit("scored")).otherwise("status"),
        polarity=pl.coalesce("theirs", "polarity"),
        subjectivity=pl.when(~given).then("subjectivity"),
        words=pl.when(given).then(pl.lit([], schema.WORDS)).otherwise("words"),
        backend=pl.coalesce("by", "backend"),
    )
    return schema.conform(merged.sort("thread_id", "post_id"), "sentiment")
