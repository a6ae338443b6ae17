"""Prepared text of a post -> the blend's polarity, and the words behind it."""

from __future__ import annotations

import math
from operator import mul
from typing import Final

from threadscope.analyze.words.blend_features import features
from threadscope.analyze.words.blend_weights import Weights, weights
from threadscope.analyze.words.blend_words import Word
from threadscope.analyze.words.pattern import Score
from threadscope.analyze.words.pattern import score as textblob_score

__all__ = ["score"]

#: A word that moves the log-odds by less than this (even odds to 55 %) does not lean.
_LEANS: Final = 0.2
#: Log-odds beyond this change nothing any more, and their exponential would overflow.
_MOST: Final = 30.0


def _moved(log_odds: float) -> float:
    """From even odds: how far positive comes before negative, -1 to 1."""
    return math.tanh(log_odds / 2)


def _polarity(text: str, said: list[Word], textblob: Score, by: Weights) -> float:
    numbers = features(text, said, textblob)
    down, up = by.start
    # each word counts once; a dict keeps their order, so that the sum is always the same to the last bit
    learnt = {word.name: word for word in said if word.negative or word.positive}.values()
    down += sum(map(mul, numbers, by.negative)) + sum([word.negative for word in learnt])
    up += sum(map(mul, numbers, by.positive)) + sum([word.positive for word in learnt])
    lead = math.exp(min(up, _MOST)) - math.exp(min(down, _MOST))
    return lead / (abs(lead) + 1.0)


def _chunks(said: list[Word], textblob: Score, by: Weights) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    for word in said:
        if word.valence or word.negative or word.positive:
            log_odds = word.valence * by.per_valence + word.positive - word.negative
            if abs(log_odds) >= _LEANS:
                found.append((word.name, _moved(log_odds)))
    seen = {part for name, _ in found for part in name.split()}
    for chunk, polarity in textblob.chunks:
        log_odds = polarity * by.per_textblob
        if abs(log_odds) >= _LEANS and seen.isdisjoint(chunk.split()):
            found.append((chunk, _moved(log_odds)))
    return tuple(found)


def score(text: str) -> Score:
    """Score one English text with the blend.

    A logistic regression on 24 numbers from TextBlob's scores, VADER's word list and the look of the text, and on
    its words; trained on the votes of 20 and more raters a post (tests/accuracy/train_blend.py). The polarity is
    the lead of positive over negative or the other way round, set against neutral: ``(p - n) / (abs(p - n) + z)``.

    Parameters
    ----------
    text
        What ``spoken_words`` left of a post.

    Returns
    -------
    Score
        Polarity; TextBlob's subjectivity; and the words that lean, each with how far it alone moves even odds
        (-1 to 1). A text without such a word scores 0, whatever its other words and signs suggest.

    Examples
    --------
    >>> score("what a terrible idea").polarity < -0.5
    True
    >>> score("they came at nine").chunks
    ()
    """
    by = weights()
    textblob = textblob_score(text)
    said = by.reader.words(text)
    chunks = _chunks(said, textblob, by)
    if not chunks:
        return Score(0.0, textblob.subjectivity, ())
    return Score(_polarity(text, said, textblob, by), textblob.subjectivity, chunks)
