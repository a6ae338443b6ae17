"""Posts table -> the tone of each post's own words by the chosen word list, and the words behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.words import blend_score, pattern, vader_score
from threadscope.analyze.words.language import in_english
from threadscope.analyze.words.pattern import Score
from threadscope.analyze.words.spoken_words import spoken_words
from threadscope.settings import Settings

__all__ = ["BACKENDS", "lexicon_sentiment"]

#: What Settings.sentiment may name -> how a prepared text is scored.
BACKENDS: Final[dict[str, Callable[[str], Score]]] = {
    "blend": blend_score.score,
    "textblob": pattern.score,
    "vader": vader_score.score,
}

_SCORED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "words_of_author": pl.String,
    "polarity": pl.Float64,
    "subjectivity": pl.Float64,
    "words": schema.WORDS,
}


def _scores(texts: list[str], score: Callable[[str], Score]) -> pl.DataFrame:
    rows = []
    for text in texts:
        polarity, subjectivity, chunks = score(text)
        words = [{"word": word, "polarity": weight} for word, weight in chunks if weight]
        rows.append((text, polarity, subjectivity, words))
    return pl.DataFrame(rows, schema=_SCORED, orient="row")


def _prepared(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a different text: the words left after preparation."""
    texts = posts.get_column("text").drop_nulls().unique().sort()
    prepared = [spoken_words(text) for text in texts.to_list()]
    return pl.DataFrame({"text": texts, "words_of_author": pl.Series(prepared, dtype=pl.String)})


def lexicon_sentiment(posts: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """Score the tone of every post that stands in a thread.

    What is scored are the author's own words: addresses and mentions out, hashtags as words, emoji as emoticons.
    ``textblob``: the numbers of TextBlob's PatternAnalyzer (Loria; De Smedt & Daelemans 2012). ``vader``: the
    compound score of vaderSentiment (Hutto & Gilbert 2014). ``blend``: a logistic regression on both word lists
    (``blend_score``). A word list does not understand sarcasm, and tone is not stance: a denial may sound kind.

    Parameters
    ----------
    posts
        Posts of any number of threads.
    settings
        ``sentiment`` names the backend.

    Returns
    -------
    polars.DataFrame
        Table ``lexicon_sentiment``, sorted by thread and post. ``no_signal``: no word in it leans either way (of
        textblob about half of short posts), polarity 0. ``not_scored``: no words, or a language other than
        English, or one that cannot be told; the numbers are null.

    Raises
    ------
    MissingExtra
        If the backend's package is not installed.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null()).select("thread_id", "post_id", "text", "lang")
    placed = placed.join(_prepared(placed), on="text", how="left")
    mine = pl.col("words_of_author").fill_null("")
    placed = placed.with_columns(readable=(mine != "") & in_english(placed))
    readable = placed.filter("readable").get_column("words_of_author").unique().sort()
    scored = placed.join(
        _scores(readable.to_list(), BACKENDS[settings.sentiment]), on="words_of_author", how="left"
    )
    status = (
        pl.when(~pl.col("readable")).then(pl.lit("not_scored"))
        .when(pl.col("words").list.len() > 0).then(pl.lit("scored"))
        .otherwise(pl.lit("no_signal"))
    )  # fmt: skip
    rows = scored.with_columns(
        status=status,
        polarity=pl.when("readable").then("polarity"),
        subjectivity=pl.when("readable").then(pl.col("subjectivity").fill_nan(None)),
        words=pl.when("readable").then("words").otherwise(pl.lit([], dtype=schema.WORDS)),
        backend=pl.lit(settings.sentiment),
    )
    return schema.conform(rows.sort("thread_id", "post_id"), "lexicon_sentiment")
