"""Words of a post and its TextBlob score -> the numbers that the blend weighs."""

from __future__ import annotations

import math
import re
from typing import Final

from threadscope.analyze.words.blend_words import Word
from threadscope.analyze.words.pattern import Score

__all__ = ["FEATURES", "features"]

#: What the numbers are, in their order; docs/measures/lexicon_sentiment.md explains them.
FEATURES: Final = (
    "textblob", "textblob_positive", "textblob_negative", "subjectivity",
    "valence", "valence_positive", "valence_negative", "valence_max", "valence_min", "valence_last", "balance",
    "n_positive", "n_negative",
    "exclamations", "questions", "shouted", "length", "negations", "but", "dots", "digits", "first_person",
    "capitals", "colon",
)  # fmt: skip
#: VADER's constant: how slowly a sum of valences nears 1.
_ALPHA: Final = 15.0
_FIRST_PERSON: Final = frozenset(("i", "i'm", "my", "me", "i've"))
_DIGIT: Final = re.compile(r"\d")
_MOST: Final = 4


def _near_one(total: float) -> float:
    return total / math.sqrt(total * total + _ALPHA)


def features(text: str, said: list[Word], textblob: Score) -> list[float]:
    """Return one number for each of ``FEATURES``.

    Parameters
    ----------
    text
        What ``spoken_words`` left of the post.
    said
        Its words.
    textblob
        What TextBlob says of the text.
    """
    up = down = praise = blame = 0.0
    high, low, last = -math.inf, math.inf, 0.0
    n_up = n_down = n_shouted = n_capital = n_negation = 0
    for _, _, valence, _, _, is_shouted, is_capital, is_negation in said:
        n_shouted += is_shouted
        n_capital += is_capital
        n_negation += is_negation
        if valence:
            last = valence
            high, low = max(high, valence), min(low, valence)
            if valence > 0:
                up += valence
                n_up += 1
            else:
                down -= valence
                n_down += 1
    for _, polarity in textblob.chunks:
        if polarity > 0:
            praise += polarity
        else:
            blame -= polarity
    words = {word.word for word in said}
    per_token = 1 / (len(said) + 1)
    return [
        textblob.polarity,
        praise,
        blame,
        textblob.subjectivity,
        _near_one(up - down),
        _near_one(up),
        _near_one(down),
        high if last else 0.0,
        low if last else 0.0,
        last,
        (up - down) / (up + down + 1.5),
        math.tanh(n_up / 2),
        math.tanh(n_down / 2),
        float(min(text.count("!"), _MOST)),
        float("?" in text),
        n_shouted * per_token,
        math.log1p(len(said)),
        float(min(n_negation, _MOST)),
        float("but" in words),
        float("..." in text or "…" in text),
        float(_DIGIT.search(text) is not None),
        float(not words.isdisjoint(_FIRST_PERSON)),
        n_capital * per_token,
        float(":" in text),
    ]
