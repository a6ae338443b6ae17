"""Whether the words of a thread lean to one side, as far as a word list can tell."""

from __future__ import annotations

from typing import Final
from zlib import crc32

import numpy as np
import polars as pl

from threadscope.findings.amounts import counted
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings
from threadscope.settings import Settings

__all__ = ["tone"]

#: Below so many people an interval over people says nothing.
_LEAST_PEOPLE: Final = 30
#: Posts that labellers call neutral score this much on average: the word list itself leans (tests/accuracy/sentiment.py).
_NEUTRAL: Final = 0.06
#: The interval must clear zero by so much, on the positive side what neutral posts score too.
_MARGIN: Final = 0.02
_RESAMPLES: Final = 1000
_AT_ONCE: Final = 50


def _wording(row: Row) -> str:
    lean = "positive" if row["up"] else "negative"
    return (
        f"By a word list, which knows no irony, the words of {counted(row['n'], 'post')} by {counted(row['n_people'], 'person', 'people')} "
        f"lean {lean}: {row['mean']:+.2f} on average, 95% interval {row['low']:+.2f} to {row['high']:+.2f}, "
        f"where posts that people call neutral score about {_NEUTRAL:+.2f}."
    )


def _interval(sums: np.ndarray, counts: np.ndarray, seed: list[int]) -> tuple[float, float]:
    """95% interval of the mean over posts, resampling people (Poisson bootstrap, Chamandy et al. 2012)."""
    generator = np.random.default_rng(seed)
    both = np.column_stack([sums, counts]).astype(np.float64)
    # some at a time: all weights of a large thread would fill the memory
    drawn = np.concatenate(
        [
            generator.poisson(1.0, (_AT_ONCE, len(both))).astype(np.float64) @ both
            for _ in range(_RESAMPLES // _AT_ONCE)
        ]
    )
    some = drawn[drawn[:, 1] > 0]
    low, high = np.quantile(some[:, 0] / some[:, 1], [0.025, 0.975])
    return float(low), float(high)


def _by_person(posts: pl.DataFrame, sentiment: pl.DataFrame) -> pl.DataFrame:
    scored = sentiment.filter(pl.col("polarity").is_not_null()).join(
        posts.select("post_id", "author_id"), on="post_id"
    )
    return (
        scored.group_by("thread_id", "author_id")
        .agg(total=pl.col("polarity").sum(), count=pl.len())
        .sort("thread_id", "author_id")
        .filter(pl.len().over("thread_id") >= _LEAST_PEOPLE)
    )


def tone(posts: pl.DataFrame, sentiment: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """Say that the words of a thread lean, where an interval over its people clears zero and what neutral posts score."""
    people = _by_person(posts, sentiment)
    rows = []
    for (thread_id,), mine in people.group_by("thread_id", maintain_order=True):
        sums, counts = mine["total"].to_numpy(), mine["count"].to_numpy()
        mean = float(sums.sum() / counts.sum())
        if -_MARGIN <= mean <= _NEUTRAL + _MARGIN:
            continue  # an interval around it clears nothing
        # by thread, so that a thread alone and the same one among many give one answer
        low, high = _interval(sums, counts, [settings.seed, crc32(str(thread_id).encode())])
        rows.append((thread_id, mean, int(counts.sum()), mine.height, low, high))
    names = ("thread_id", "mean", "n", "n_people", "low", "high")
    means = pl.DataFrame(
        rows,
        schema=dict(
            zip(names, (pl.String, pl.Float64, pl.Int64, pl.Int64, pl.Float64, pl.Float64), strict=True)
        ),
        orient="row",
    )
    up, down = pl.col("low") > _NEUTRAL + _MARGIN, pl.col("high") < -_MARGIN
    clear = means.with_columns(up=up).filter(up | down)
    leaning = clear.select("thread_id", "up")
    strongest = (
        sentiment.filter(pl.col("polarity").is_not_null())
        .join(leaning, on="thread_id")
        .sort("thread_id", pl.when("up").then(-pl.col("polarity")).otherwise("polarity"), "post_id")
        .group_by("thread_id", maintain_order=True)
        .agg(evidence=pl.col("post_id").head(MOST_EVIDENCE))
    )
    told = clear.join(strongest, on="thread_id", maintain_order="left").with_columns(
        value=pl.col("mean"), n_evidence=pl.col("n"), confidence=pl.lit(0.95)
    )
    return findings(told, _wording, kind="tone", rule="interval_over_people_clears_neutral")
