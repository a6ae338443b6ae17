"""Features and labels -> stance weights: two small readers, trained with numpy, the same on every run."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.stance_reader.features import Features
from threadscope.analyze.stance_reader.model import CLASSES, own_words_seen

Numbers = NDArray[np.float32]
#: Readers with a layer between: so many, of so many hidden numbers each.
_READERS, _HIDDEN = 3, 32
#: A word is weighed if it stands in labelled posts of so many events, and in so many posts.
_EVENTS, _POSTS = 4, 12
_BATCH, _RATE = 128, 3e-3


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def _reader(
    x: Numbers, y: Numbers, *, hidden: int, epochs: int, decay: float, drop: float, drop_in: float, seed: int
) -> list[Numbers]:
    """Train by Adam (Kingma & Ba 2015) with dropout (Srivastava et al. 2014); weights of the way past the layer first."""
    draw = np.random.default_rng(seed)
    n, width = x.shape
    weights = [np.zeros((width, 4), np.float32), np.log(y.mean(0) + 1e-6).astype(np.float32)]
    if hidden:
        weights += [
            (draw.standard_normal((width, hidden)) / np.sqrt(width)).astype(np.float32),
            np.zeros(hidden, np.float32),
            (draw.standard_normal((hidden, 4)) * 0.3 / np.sqrt(hidden)).astype(np.float32),
        ]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    steps, step = epochs * -(-n // _BATCH), 0
    for _ in range(epochs):
        order = draw.permutation(n)
        for begins in range(0, n, _BATCH):
            rows = order[begins : begins + _BATCH]
            seen = x[rows] * (draw.random((len(rows), width), dtype=np.float32) > drop_in) / (1 - drop_in)
            scores = seen @ weights[0] + weights[1]
            if hidden:
                kept = (draw.random((len(rows), hidden), dtype=np.float32) > drop) / np.float32(1 - drop)
                raw = seen @ weights[2] + weights[3]
                layer = np.maximum(raw, 0) * kept
                scores = scores + layer @ weights[4]
            wrong = (_softmax(scores) - y[rows]) / len(rows)
            slopes = [seen.T @ wrong + decay * weights[0], wrong.sum(0)]
            if hidden:
                back = (wrong @ weights[4].T) * kept * (raw > 0)
                slopes += [
                    seen.T @ back + decay * weights[2],
                    back.sum(0),
                    layer.T @ wrong + decay * weights[4],
                ]
            step += 1
            rate = _RATE * (1 - step / (steps + 1))
            for at, slope in enumerate(slopes):
                first[at] += 0.1 * (slope - first[at])
                second[at] += 0.001 * (slope * slope - second[at])
                weights[at] -= (
                    rate * (first[at] / (1 - 0.9**step)) / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-7)
                ).astype(np.float32)
    return weights


def _vocabulary(known: Features, rows: NDArray[np.int64], events: NDArray[np.str_]) -> list[str]:
    """Words that authors of several events use: a word of one event says nothing about the next."""
    marks = known.tokens.marks
    plain = ~(marks["mention"] | marks["address"] | marks["number"] | marks["line"])
    bare = known.tokens.different.str.strip_chars_start("#＃").filter(pl.Series(plain))
    candidates = sorted(set(bare.to_list()) - {""})
    row, word = own_words_seen(known.tokens, candidates)
    wanted = np.zeros(len(known.values), np.bool_)
    wanted[rows] = True
    row, word = row[wanted[row]], word[wanted[row]]
    n_posts = np.bincount(word, minlength=len(candidates))
    number = np.unique(events, return_inverse=True)[1]
    pairs = np.unique(word * (number.max() + 1) + number[row])
    n_events = np.bincount(pairs // (number.max() + 1), minlength=len(candidates))
    return [candidates[at] for at in np.flatnonzero((n_posts >= _POSTS) & (n_events >= _EVENTS))]


def fit(
    known: Features, label: NDArray[np.int64], rows: NDArray[np.int64], events: NDArray[np.str_]
) -> dict[str, Any]:
    """Train on some rows.

    Parameters
    ----------
    known
        Features of all posts.
    label
        Number of the class of each post.
    rows
        The posts to learn from.
    events
        The event of each post.

    Returns
    -------
    dict
        What ``stance_reader.model.read`` takes, without ``offsets``, ``bounds`` and ``confidence``.
    """
    values = known.values
    mean, scale = values[rows].mean(0), values[rows].std(0)
    scale[scale < 1e-6] = 1
    mean, scale = mean.round(5), np.maximum(scale, 1e-5).round(5)
    x = np.clip((values[rows] - mean) / scale, -4, 4).astype(np.float32)
    y = np.eye(len(CLASSES), dtype=np.float32)[label[rows]]
    words = _vocabulary(known, rows, events)
    row, word = own_words_seen(known.tokens, words)
    said = np.zeros((len(values), len(words)), np.float32)
    said[row, word] = 1
    linear = _reader(
        np.hstack([x, said[rows]]), y, hidden=0, epochs=10, decay=1e-2, drop=0, drop_in=0.3, seed=0
    )
    readers = [
        _reader(x, y, hidden=_HIDDEN, epochs=15, decay=3e-3, drop=0.4, drop_in=0.2, seed=seed)
        for seed in range(_READERS)
    ]
    n_features = len(known.names)
    skip = np.mean([r[0] for r in readers], 0)
    into = np.hstack([r[2] for r in readers])

    def short(numbers: NDArray[Any]) -> list[Any]:
        return np.round(numbers.astype(np.float64), 4).tolist()

    return {
        "start": short(linear[1]),
        "skip_start": short(np.mean([r[1] for r in readers], 0)),
        "bias": short(np.concatenate([r[3] for r in readers])),
        "out": short(np.vstack([r[4] for r in readers]) / _READERS),
        "features": {
            name: {
                "mean": float(mean[at]),
                "scale": float(scale[at]),
                "linear": short(linear[0][at]),
                "skip": short(skip[at]),
                "into": short(into[at]),
            }
            for at, name in enumerate(known.names)
        },
        "words": {name: short(linear[0][n_features + at]) for at, name in enumerate(words)},
    }
