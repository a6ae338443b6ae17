"""Readings of ours -> a stratified sample of posts for labels by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.errors import ThreadscopeError
from threadscope.settings import Settings

__all__ = ["STRATA", "label_sample"]

_THIRDS: Final = (1 / 3, 2 / 3)


def label_sample(
    posts: pl.DataFrame,
    modelled_stance: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    settings: Settings,
    strata: pl.DataFrame,
    measure: str,
    n: int = 200,
    seed: int | None = None,
) -> pl.DataFrame:
    """Draw posts for labels: as many of each value that we read, as far as there are; rare ones are so drawn more often.

    Within a value the posts are spread over direct and nested answers, and over thirds of our confidence. The sample is
    no picture of the threads: shares in it are not shares in them. Posts that have a label already, posts without words and
    the claims themselves are left out. What we read is not in the table: whoever labels must not see it.

    Parameters
    ----------
    posts, modelled_stance, scores
        Tables of one or many threads.
    settings
        ``seed`` where none is given.
    strata
        What the function of ``STRATA`` for the measure returns.
    measure
        A name in ``STRATA``.
    n
        Most posts.
    seed
        Another seed gives another sample.

    Returns
    -------
    polars.DataFrame
        ``post_id``, ``thread_id``, ``measure``, ``label`` and ``by`` (both empty), ``lang``, ``claim_text``, ``parent_text``,
        ``text`` (without leading reply mentions); by thread and reading order.

    Raises
    ------
    ThreadscopeError
        If ``n`` is less than 1.
    """
    if n < 1:
        raise ThreadscopeError(f"a sample of {n} posts is none; n must be 1 or more")
    labelled = scores.filter(pl.col("is_label") & (pl.col("measure") == measure))
    words = pl.col("text").str.slice(pl.col("display_from").fill_null(0)).str.strip_chars()
    texts = posts.select("post_id", words=words)
    claims = modelled_stance.select("post_id", "claim_id")
    # Drawn over an order by time and id: neither the order of rows nor the names of people matter.
    pool = (
        posts.filter(pl.col("thread_id").is_not_null())
        .join(texts.filter(pl.col("words") != ""), on="post_id")
        .join(labelled, on="post_id", how="anti")
        .join(claims, on="post_id")
        .join(strata, on="post_id")
        .filter((pl.col("post_id") != pl.col("claim_id")).fill_null(value=True))
        .sort("created_at", "post_id", nulls_last=True)
    )
    drawn = _drawn(pool, n, settings.seed if seed is None else seed)
    named = (
        drawn.join(texts.select(claim_id="post_id", claim_text="words"), on="claim_id", how="left")
        .join(texts.select(parent_id="post_id", parent_text="words"), on="parent_id", how="left")
        .sort("thread_id", "order", "post_id")
    )
    empty: Any = pl.lit("", pl.String)
    return named.select(
        "post_id",
        "thread_id",
        measure=pl.lit(measure),
        label=empty,
        by=empty,
        lang="lang",
        claim_text="claim_text",
        parent_text="parent_text",
        text="words",
    )


def _drawn(pool: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    """Take turns: over the values, and within each over its strata, in random order within these."""
    low, high = (pl.col("sure").quantile(third).over("value") for third in _THIRDS)
    third = (pl.col("sure") > low).cast(pl.Int8) + (pl.col("sure") > high).cast(pl.Int8)
    direct = (pl.col("parent_id") == pl.col("claim_id")).fill_null(value=False)
    shuffled = pool.with_columns(
        chance=pl.Series(np.random.default_rng(seed).permutation(pool.height)),
        stratum=pl.struct("value", direct.alias("direct"), third.fill_null(0).alias("third")),
    ).sort("chance")
    turn = shuffled.with_columns(turn=pl.int_range(pl.len()).over("stratum")).sort("turn", "chance")
    round_ = turn.with_columns(round=pl.int_range(pl.len()).over("value")).sort("round", "chance")
    return round_.head(n)


def _stance(modelled_stance: pl.DataFrame) -> pl.DataFrame:
    likely = pl.max_horizontal("p_support", "p_deny", "p_query", "p_comment")
    return modelled_stance.select(
        "post_id",
        value=pl.coalesce("likeliest", "toward_claim"),
        sure=pl.coalesce(likely, "claim_confidence"),
    )


def _parent_stance(modelled_stance: pl.DataFrame) -> pl.DataFrame:
    return modelled_stance.select("post_id", value="toward_parent", sure="parent_confidence")


def _sentiment(lexicon_sentiment: pl.DataFrame) -> pl.DataFrame:
    polarity = pl.col("polarity")
    side = (
        pl.when(polarity > 0)
        .then(pl.lit("positive"))
        .when(polarity < 0)
        .then(pl.lit("negative"))
        .otherwise("status")
    )
    return lexicon_sentiment.select("post_id", value=side, sure=polarity.abs())


def _hostility(lexicon_sentiment: pl.DataFrame, phrase_hostility: pl.DataFrame) -> pl.DataFrame:
    """Posts with a hit, posts of a negative tone (which may hold what the list does not know), and the rest."""
    hits = phrase_hostility.group_by("post_id").agg(sure=pl.col("confidence").max(), hit=pl.lit("hostile"))
    found = lexicon_sentiment.join(hits, on="post_id", how="left")
    negative = pl.when(pl.col("polarity") < 0).then(pl.lit("negative")).otherwise(pl.lit("other"))
    return found.select("post_id", value=pl.coalesce("hit", negative), sure="sure")


#: measure -> the function from tables to what we read in a post (``value``) and how sure we are (``sure``).
STRATA: Final[dict[str, Callable[..., pl.DataFrame]]] = {
    "stance": _stance,
    "parent_stance": _parent_stance,
    "sentiment": _sentiment,
    "hostility": _hostility,
}
