"""Posts table -> the tone of each post's own words, and the words behind it."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.language import is_english
from threadscope.analyze.pattern import score
from threadscope.analyze.spoken_words import spoken_words

__all__ = ["lexicon_sentiment"]

_SCORED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "words_of_author": pl.String,
    "polarity": pl.Float64,
    "subjectivity": pl.Float64,
    "words": schema.WORDS,
}


def _scores(texts: list[str]) -> pl.DataFrame:
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


def lexicon_sentiment(posts: pl.DataFrame) -> pl.DataFrame:
    """Score the tone of every post that stands in a thread.

    The numbers are those of TextBlob's PatternAnalyzer (Loria; De Smedt & Daelemans 2012) on the author's own
    words: addresses and mentions out, hashtags as words, emoji as emoticons. A word list does not understand
    sarcasm, and tone is not stance: a denial may sound kind.

    Returns
    -------
    polars.DataFrame
        Table ``lexicon_sentiment``, sorted by thread and post. ``no_signal``: no word in it leans either way (about
        half of short posts), polarity 0. ``not_scored``: no words, or a language other than English, or one
        that cannot be told; the numbers are null.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null()).select("thread_id", "post_id", "text", "lang")
    placed = placed.join(_prepared(placed), on="text", how="left")
    mine = pl.col("words_of_author").fill_null("")
    placed = placed.with_columns(readable=(mine != "") & is_english(mine, pl.col("lang")))
    readable = placed.filter("readable").get_column("words_of_author").unique().sort()
    scored = placed.join(_scores(readable.to_list()), on="words_of_author", how="left")
    status = (
        pl.when(~pl.col("readable")).then(pl.lit("not_scored"))
        .when(pl.col("words").list.len() > 0).then(pl.lit("scored"))
        .otherwise(pl.lit("no_signal"))
    )  # fmt: skip
    rows = scored.with_columns(
        status=status,
        polarity=pl.when("readable").then("polarity"),
        subjectivity=pl.when("readable").then("subjectivity"),
        words=pl.when("readable").then("words").otherwise(pl.lit([], dtype=schema.WORDS)),
        backend=pl.lit("textblob"),
    )
    return schema.conform(rows.sort("thread_id", "post_id"), "lexicon_sentiment")
