"""Prepared text of a post -> VADER's compound score and the words behind it, where the extra is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from threadscope.analyze.words.pattern import Score
from threadscope.errors import MissingExtra

__all__ = ["score"]

#: VADER's valences run from -4 to 4.
_FULL: Final = 4.0
#: How far before a word VADER looks for what changes it.
_BEFORE: Final = 3
#: VADER compares each word with all others: beyond so many words (no post that people write) a text is cut.
_MOST_WORDS: Final = 1500


@cache
def _reader() -> Callable[[str], tuple[float, list[float], list[str]]]:
    """Return what reads a text: its compound score, and what each of its words weighs in it."""
    try:
        from vaderSentiment import vaderSentiment as vader  # noqa: N813, PLC0415 - an extra: loaded only when chosen
    except ModuleNotFoundError as cause:
        raise MissingExtra("the sentiment backend vader", "vader", "vaderSentiment") from cause

    class Reading(vader.SentimentIntensityAnalyzer):  # type: ignore[misc] # the package has no types
        """VADER, which also keeps what it adds up."""

        def score_valence(self, sentiments: list[float], text: str) -> dict[str, Any]:
            self.valences = [float(value) for value in sentiments]
            self.words = vader.SentiText(text).words_and_emoticons
            return dict(super().score_valence(sentiments, text))

    reading = Reading()
    changing = {*vader.NEGATE, *vader.BOOSTER_DICT, "no", "least", "without"}

    def read(text: str) -> tuple[float, list[float], list[str]]:
        compound = float(reading.polarity_scores(text)["compound"])
        words = [str(word).lower() for word in reading.words]
        named = [
            " ".join([*(before for before in words[max(0, at - _BEFORE) : at] if before in changing), word])
            if reading.valences[at]
            else word
            for at, word in enumerate(words)
        ]
        return compound, reading.valences, named

    return read


def score(text: str) -> Score:
    """Score one English text as vaderSentiment does (Hutto & Gilbert 2014).

    Parameters
    ----------
    text
        What ``spoken_words`` left of a post: VADER takes "@united" for praise.

    Returns
    -------
    Score
        The compound score; no subjectivity, which VADER does not know (nan); and the words that weigh, with their
        valence divided by 4.

    Raises
    ------
    MissingExtra
        If vaderSentiment is not installed.
    """
    if len(tokens := text.split()) > _MOST_WORDS:
        text = " ".join(tokens[:_MOST_WORDS])
    compound, valences, words = _reader()(text)
    chunks = tuple(
        (word, max(-1.0, min(value / _FULL, 1.0)))
        for word, value in zip(words, valences, strict=True)
        if value
    )
    return Score(compound if chunks else 0.0, float("nan"), chunks)
