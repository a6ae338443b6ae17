"""Posts, claims and acts -> what each post says toward the claim and to the post it answers, as far as it is clear."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.stance_reader.features import Features, features, in_reading_order, targets
from threadscope.analyze.stance_reader.model import CLASSES, Model, shipped
from threadscope.analyze.stance_reader.said import said
from threadscope.analyze.stance_reader.shown import shown
from threadscope.analyze.words.language import in_english

__all__ = ["modelled_stance", "readings"]


def modelled_stance(posts: pl.DataFrame, acts: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """One row a post in a thread: stance toward the claim (support, deny, query, comment) and to the parent.

    The model's best guess and its probabilities are there for every post that has words and is in English. A reading
    is *shown* (``toward_claim``, ``toward_parent``) only where labels of unseen events confirm such readings: where
    the author's own words say so, or where the model is sure enough; everything else is ``unclear``, which is what
    most replies are. A nested post is ``unclear`` toward the claim unless it answers a post that says the claim again,
    or agrees with a denial and denies itself. What people say to themselves is no answer.

    Parameters
    ----------
    posts
        Table ``posts``.
    acts
        Table ``acts``: what the author's own words do.
    claims
        Table ``claims``: the chosen claim or the root, and posts that say it again.

    Returns
    -------
    polars.DataFrame
        Table ``modelled_stance``, sorted by thread and post. ``span`` holds the words as they stand in the post.
        Confidences are shares (0-1) of such readings that labels confirm.

    Notes
    -----
    Four classes as in RumourEval (Gorrell et al. 2019); weights from ``tests/accuracy/train_stance.py``.
    """
    return readings(posts, acts, claims, shipped())


def readings(posts: pl.DataFrame, acts: pl.DataFrame, claims: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Read all posts with any weights; see ``modelled_stance``."""
    placed = in_reading_order(posts)
    placed = placed.with_columns(targets(placed, claims).get_columns())
    known = features(placed, placed["claim_id"], acts)
    rows = placed.with_columns(scored=_scored(placed, known, acts), **_guesses(known, model))
    rows = rows.with_columns(
        pl.when("scored").then(name).alias(name) for name in ("likeliest", *(f"p_{c}" for c in CLASSES))
    )
    again = claims.filter(pl.col("kind") == "repeats").select(
        "post_id", "goes_big", repeats_confidence="confidence"
    )
    rows = rows.join(again, on="post_id", how="left", maintain_order="left")
    told = shown(said(rows, acts), model)
    return schema.conform(told.sort("thread_id", "post_id"), "modelled_stance")


def _guesses(known: Features, model: Model) -> dict[str, pl.Series]:
    probabilities = model.probabilities(known)
    likeliest = pl.Series(model.likeliest(probabilities), dtype=pl.Int64)
    made = {"likeliest": likeliest.replace_strict(dict(enumerate(CLASSES)), return_dtype=pl.String)}
    return made | {f"p_{name}": pl.Series(probabilities[:, at]) for at, name in enumerate(CLASSES)}


def _scored(placed: pl.DataFrame, known: Features, acts: pl.DataFrame) -> pl.Series:
    """Whether a post has words, and is in English: as ``in_english`` says, or because English words were found in it."""
    worded = pl.Series(known.tokens.per_text(known.tokens.mark("word", "hashtag")) > 0)
    found = acts.filter(pl.col("act") != "cites")["post_id"].implode()
    by_words = placed.select(pl.col("lang").is_null() & pl.col("post_id").is_in(found)).to_series()
    return worded & (in_english(placed) | by_words)
