"""Our own readings and labels given by hand -> how far they agree, by measure and coder."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from threadscope import schema
from threadscope.analyze.external import HOSTILE_FROM, TONE_FROM, voted
from threadscope.settings import Settings

__all__ = ["label_agreement"]

_DRAWS: Final = 2000
_ENDS: Final = (0.025, 0.975)
#: Whose labels the row is about that goes by the majority of all coders.
_TOGETHER: Final = "all coders"
#: Readings that say nothing.
_SILENT: Final = ("unclear", "not_scored")
_MEASURES: Final = ("stance", "parent_stance", "sentiment", "hostility")

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def label_agreement(
    modelled_stance: pl.DataFrame,
    lexicon_sentiment: pl.DataFrame,
    phrase_hostility: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Compare what our rules and models read with labels given by hand.

    Of tone the sides are compared (nearer to 0 than 0.05 is neutral), of hostility whether a post is called hostile. A
    label ``unclear`` is none. Intervals are percentiles of 2,000 bootstrap samples of the labelled posts (Efron 1979), kappa
    is Cohen's (1960). Where several people label, the last row of a measure goes by their majority, ties left out.

    Parameters
    ----------
    modelled_stance, lexicon_sentiment, phrase_hostility
        Our own readings.
    scores
        Readings by others; only labels are looked at.
    settings
        ``seed`` seeds the bootstrap.

    Returns
    -------
    polars.DataFrame
        Table ``label_agreement``, by measure, then coder.
    """
    labels = scores.filter("is_label")
    if not labels.height:
        return schema.empty("label_agreement")
    rows: list[dict[str, Any]] = []
    ours = {
        "stance": modelled_stance.select("post_id", ours="toward_claim"),
        "parent_stance": modelled_stance.select("post_id", ours="toward_parent"),
        "sentiment": _tone(lexicon_sentiment),
        "hostility": _hostile(phrase_hostility, lexicon_sentiment),
    }
    for measure in _MEASURES:
        labelled = _sided(labels.filter(pl.col("measure") == measure), measure)
        coders = labelled["by"].unique().sort().to_list()
        groups = [(by, labelled.filter(pl.col("by") == by)) for by in coders]
        if len(coders) > 1:
            groups.append((_TOGETHER, voted(labelled).filter(~pl.col("tied"))))
        for by, group in groups:
            both = group.select("post_id", "value").join(ours[measure], on="post_id").sort("post_id")
            if both.height:
                rows.append({"measure": measure, "by": by} | _compared(both, settings.seed))
    return schema.conform(
        pl.DataFrame(rows, schema=pl.Schema(schema.SCHEMAS["label_agreement"].dtypes)), "label_agreement"
    )


def _sided(labels: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Labels as words; those that say nothing are left out."""
    number = pl.col("value").cast(pl.Float64, strict=False)
    if measure == "sentiment":
        return labels.with_columns(value=_side(number))
    if measure == "hostility":
        hostile = number >= HOSTILE_FROM
        return labels.with_columns(value=pl.when(hostile).then(pl.lit("hostile")).otherwise(pl.lit("not")))
    return labels.filter(~pl.col("value").is_in(_SILENT))


def _side(number: pl.Expr) -> pl.Expr:
    return (
        pl.when(number >= TONE_FROM).then(pl.lit("positive"))
        .when(number <= -TONE_FROM).then(pl.lit("negative"))
        .otherwise(pl.lit("neutral"))
    )  # fmt: skip


def _tone(lexicon_sentiment: pl.DataFrame) -> pl.DataFrame:
    scored = pl.col("status") != "not_scored"
    side = pl.when(scored).then(_side(pl.col("polarity"))).otherwise(pl.lit("not_scored"))
    return lexicon_sentiment.select("post_id", ours=side)


def _hostile(phrase_hostility: pl.DataFrame, lexicon_sentiment: pl.DataFrame) -> pl.DataFrame:
    """Whether our list finds a phrase; in a language that it does not know it says nothing."""
    hit = pl.col("post_id").is_in(phrase_hostility["post_id"].unique().implode())
    found = (
        pl.when(hit).then(pl.lit("hostile"))
        .when(pl.col("status") == "not_scored").then(pl.lit("not_scored"))
        .otherwise(pl.lit("not"))
    )  # fmt: skip
    return lexicon_sentiment.select("post_id", ours=found)


def _compared(both: pl.DataFrame, seed: int) -> dict[str, Any]:
    """Compare labels (``value``) with our readings (``ours``), one row a post."""
    told = both.filter(~pl.col("ours").is_in(_SILENT))
    n = told.height
    row: dict[str, Any] = {"n": n, "n_unclear": both.height - n}
    if not n:
        return row
    values = sorted({*told["value"], *told["ours"]})
    place = {value: number for number, value in enumerate(values)}
    flat = told.select(pl.col("value", "ours").replace_strict(place, return_dtype=pl.Int64)).to_numpy()
    k = len(values)
    counts = np.bincount(flat[:, 0] * k + flat[:, 1], minlength=k * k).reshape(1, k, k)
    row |= {"accuracy": float(np.trace(counts[0]) / n), "macro_f1": float(_macro_f1(counts)[0])}
    kappa = _kappa(counts)[0]
    if n < 2:
        return row
    # Drawing posts again is drawing the cells of the table of counts again.
    drawn = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, size=_DRAWS).reshape(-1, k, k)
    row["macro_f1_low"], row["macro_f1_high"] = np.quantile(_macro_f1(drawn), _ENDS).tolist()
    if np.isfinite(kappa):
        kappas = _kappa(drawn)
        row["kappa"] = float(kappa)
        row["kappa_low"], row["kappa_high"] = np.quantile(kappas[np.isfinite(kappas)], _ENDS).tolist()
    return row


def _kappa(counts: Counts) -> Numbers:
    """Cohen's kappa of each table (labels down, ours across); NaN where chance alone gives full agreement."""
    shares = counts / counts.sum(axis=(1, 2), keepdims=True)
    seen = np.trace(shares, axis1=1, axis2=2)
    chance = (shares.sum(axis=2) * shares.sum(axis=1)).sum(axis=1)
    spread = np.isclose(chance, 1.0)
    kappa: Numbers = np.where(spread, np.nan, (seen - chance) / np.where(spread, 1.0, 1.0 - chance))
    return kappa


def _macro_f1(counts: Counts) -> Numbers:
    """Mean F1 of each table over the values that occur in its labels."""
    labelled, read = counts.sum(axis=2), counts.sum(axis=1)
    right = np.diagonal(counts, axis1=1, axis2=2)
    f1 = 2 * right / np.maximum(labelled + read, 1)
    occurs = labelled > 0
    mean: Numbers = (f1 * occurs).sum(axis=1) / occurs.sum(axis=1)
    return mean
