"""Posts and their tone by the chosen word list -> those whose tone another word list reads the other way round."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.lexicon_sentiment import lexicon_sentiment as read_by
from threadscope.analyze.words.tone_bounds import side
from threadscope.settings import Settings

__all__ = ["tone_conflicts"]

#: The chosen word list -> the one that it is compared with. Always one that is shipped: what is installed beside
#: threadscope must not change a result.
_OTHER: Final = {"textblob": "blend", "vader": "textblob", "blend": "textblob"}
#: By how much both must pass their bounds.
_CLEARLY: Final = 0.1


def tone_conflicts(
    posts: pl.DataFrame, lexicon_sentiment: pl.DataFrame, *, settings: Settings
) -> pl.DataFrame:
    """List the posts that one word list reads as clearly negative and another one as clearly positive.

    Parameters
    ----------
    posts
        Posts of any number of threads.
    lexicon_sentiment
        Their tone by the chosen word list.
    settings
        ``sentiment`` names it; the other is the blend for TextBlob, and TextBlob for the others.

    Returns
    -------
    polars.DataFrame
        Table ``tone_conflicts``, sorted by thread, the widest difference first, then by post.
    """
    other = settings.using(sentiment=_OTHER[settings.sentiment])
    mine = side(pl.col("polarity"), pl.col("backend"), _CLEARLY)
    clear = lexicon_sentiment.filter((pl.col("status") == "scored") & (mine != 0)).select(
        "thread_id", "post_id", "polarity", "backend"
    )
    if clear.is_empty():
        return schema.empty("tone_conflicts")
    asked = posts.join(clear, on="post_id", how="semi")
    theirs = read_by(asked, settings=other).select(
        "post_id", pl.col("status").alias("other_status"), other_polarity="polarity", other_backend="backend"
    )
    both = clear.join(theirs, on="post_id").filter(pl.col("other_status") == "scored")
    yours = side(pl.col("other_polarity"), pl.col("other_backend"), _CLEARLY)
    apart = both.filter(mine * yours == -1).with_columns(
        backend=pl.col("other_backend"), gap=(pl.col("polarity") - pl.col("other_polarity")).abs()
    )
    return schema.conform(apart.sort("thread_id", -pl.col("gap"), "post_id"), "tone_conflicts")
