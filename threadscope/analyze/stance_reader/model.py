"""Features of posts and the shipped weights -> the probabilities of support, deny, query and comment, and the best guess."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.stance_reader.features import Features
from threadscope.analyze.stance_reader.tokens import Tokens, different

__all__ = ["CLASSES", "FILE", "Model", "own_words_seen", "read", "shipped"]

CLASSES: Final = ("support", "deny", "query", "comment")
FILE: Final = Path(__file__).resolve().parents[2] / "data" / "stance.json"

Numbers = NDArray[np.float32]
#: No feature counts for more than this many standard deviations.
_MOST: Final = 4.0
#: Posts that are weighed at a time: what stays in the cache.
_BATCH: Final = 4_096


@dataclass(frozen=True, slots=True)
class Model:
    """Two readers whose probabilities are averaged: one of features and words, one with a layer between.

    Attributes
    ----------
    features
        Names, in the order of the rows below.
    mean, scale
        What makes a feature a number of standard deviations.
    linear, start
        Features x 4 and 4: log-odds of the first reader.
    words
        Word -> its 4 log-odds, added once where the author's own words hold it.
    into, bias, out, skip, skip_start
        Of the second reader: features x hidden, hidden, hidden x 4, and the way past the layer.
    offsets
        What is added to the log of the probabilities before the likeliest is taken: macro-F1 counts each class the same.
    bounds
        Name -> the probability from which a reading is shown.
    confidence
        Name -> the share of such readings that labels confirm.
    """

    features: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    linear: Numbers
    start: Numbers
    words: dict[str, Numbers]
    into: Numbers
    bias: Numbers
    out: Numbers
    skip: Numbers
    skip_start: Numbers
    offsets: Numbers
    bounds: dict[str, float]
    confidence: dict[str, float]

    def probabilities(self, of: Features) -> NDArray[np.float64]:
        """Return posts x 4 probabilities, rounded so that the order of rows cannot show.

        Raises
        ------
        ValueError
            If the features are not those that the weights are for.
        """
        if of.names != self.features:
            raise ValueError("the weights are for other features: run tests/accuracy/train_stance.py")
        said = self._said(of.tokens)
        n, together = len(CLASSES), np.hstack([self.linear, self.skip, self.into])
        made = np.empty((len(of.values), len(CLASSES)))
        for begins in range(0, len(made), _BATCH):
            part = slice(begins, begins + _BATCH)
            known: Numbers = of.values[part] - self.mean
            known /= self.scale
            np.clip(known, -_MOST, _MOST, out=known)
            weighed: Numbers = known @ together
            first = _softmax(weighed[:, :n] + self.start + said[part])
            hidden: Numbers = np.maximum(weighed[:, 2 * n :] + self.bias, 0)
            second = _softmax(weighed[:, n : 2 * n] + self.skip_start + hidden @ self.out)
            made[part] = (first + second) / 2
        return made.round(4)

    def likeliest(self, probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the number of the best guess, where each class counts the same."""
        found: NDArray[np.int64] = (np.log(np.maximum(probabilities, 1e-6)) + self.offsets).argmax(1)
        return found

    def _said(self, of: Tokens) -> Numbers:
        words = list(self.words)
        weights = np.vstack([*self.words.values(), np.zeros(len(CLASSES), np.float32)])
        row, word = own_words_seen(of, words)
        said = np.zeros((of.n, len(CLASSES)), np.float32)
        for kind in range(len(CLASSES)):
            said[:, kind] = np.bincount(row, weights=weights[word, kind], minlength=of.n)
        return said


def own_words_seen(of: Tokens, words: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return text and number of the word for each word of a list that an author says, once a text."""
    number = pl.DataFrame({"word": words, "number": range(len(words))}, schema_overrides={"number": pl.Int64})
    asked = of.different.to_frame("word").with_columns(pl.col("word").str.strip_chars_start("#＃"))
    number_of = (
        asked.join(number, on="word", how="left", maintain_order="left")["number"].fill_null(-1).to_numpy()
    )
    foreign = of.foreign & of.mark("word", "hashtag")
    number_at = number_of[of.code]
    kept = (number_at >= 0) & ~foreign
    width = max(1, len(words))
    pairs = different(of.row[kept] * width + number_at[kept])
    return pairs // width, pairs % width


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    found: Numbers = raised / raised.sum(1, keepdims=True)
    return found


def read(said: dict[str, Any]) -> Model:
    """Make a model of what stands in the weights file."""
    numbers: dict[str, Numbers] = {
        name: np.asarray(said[name], np.float32) for name in ("start", "bias", "skip_start", "offsets", "out")
    }
    rows = said["features"].values()
    table = {
        name: np.asarray([row[name] for row in rows], np.float32)
        for name in ("mean", "scale", "linear", "skip", "into")
    }
    words = {word: np.asarray(weights, np.float32) for word, weights in said["words"].items()}
    return Model(
        features=tuple(said["features"]),
        words=words,
        bounds=said["bounds"],
        confidence=said["confidence"],
        **numbers,
        **table,
    )


@cache
def shipped() -> Model:
    """Return the model that comes with the package."""
    return read(json.loads(FILE.read_text(encoding="utf-8")))
