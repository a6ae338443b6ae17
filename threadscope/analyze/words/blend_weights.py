"""The shipped weights of the blend, read from its two data files -> what words and numbers weigh."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from threadscope.analyze.words.blend_features import FEATURES, features
from threadscope.analyze.words.blend_words import Reader, Word
from threadscope.analyze.words.pattern import Score

__all__ = ["FOLDER", "Weights", "read", "weights"]

#: Holds blend.json (what each number weighs, and where it all comes from) and blend_words.tsv.
FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "tone"


class Weights(NamedTuple):
    """What moves a post toward negative and toward positive, both against neutral, in log-odds.

    Attributes
    ----------
    reader
        What reads words, and knows what each weighs.
    negative, positive
        One weight a number, in the order of ``FEATURES``.
    start
        Where both sides start: intercept and the correction for how often each side occurs.
    per_valence, per_textblob
        How far a word alone in a text moves positive against negative, for each point of its valence, and of its
        polarity in TextBlob: what one word is shown with.
    """

    reader: Reader
    negative: tuple[float, ...]
    positive: tuple[float, ...]
    start: tuple[float, float]
    per_valence: float
    per_textblob: float


def _slope(leans: list[float], low: list[float], high: list[float], size: float) -> float:
    return sum(lean * (up - down) for lean, up, down in zip(leans, high, low, strict=True)) / size


def _per_point(leans: list[float]) -> tuple[float, float]:
    """Return per_valence and per_textblob: from a mildly bad word to a mildly good one, alone in a text."""
    silent = Score(0.0, 0.0, ())
    bad, good = (features("word", [Word("word", "word", size)], silent) for size in (-2.0, 2.0))
    said = [Word("word", "word", 0.0)]
    poor, fine = (features("word", said, Score(p, 0.0, (("word", p),))) for p in (-0.5, 0.5))
    return _slope(leans, bad, good, 4.0), _slope(leans, poor, fine, 1.0)


def read(folder: Path) -> Weights:
    """Return the weights that stand in a folder."""
    numbers = json.loads((folder / "blend.json").read_text(encoding="utf-8"))
    valences: dict[str, float] = {}
    learnt: dict[str, tuple[float, float]] = {}
    lines = (folder / "blend_words.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        word, valence, negative, positive = line.split("\t")
        if valence:
            valences[word] = float(valence)
        if negative:
            learnt[word] = (float(negative), float(positive))
    sides = ("negative", "positive")
    start = [numbers["intercept"][side] + numbers["offset"][side] for side in sides]
    down, up = (tuple(float(numbers["weights"][name][side]) for name in FEATURES) for side in sides)
    leans = [above - below for below, above in zip(down, up, strict=True)]
    return Weights(Reader(valences, learnt), down, up, (start[0], start[1]), *_per_point(leans))


@cache
def weights() -> Weights:
    """Return the shipped weights, read once."""
    return read(FOLDER)
