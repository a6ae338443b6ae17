"""VADER beside TextBlob: its own numbers, with the words behind them."""

from __future__ import annotations

import sys

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from tests.analyze.nasty_texts import nasty_texts
from threadscope.analyze.words import vader_score
from threadscope.errors import ThreadscopeError


def test_the_numbers_are_vaders_own():
    """On every text of up to 1,500 words the compound score is that of the package, unless no word weighs."""
    analyzer = SentimentIntensityAnalyzer()
    for text in [
        *nasty_texts(500, seed=3),
        "VERY good, but not the BEST!!!",
        "no good",
        "at least it is kind of nice",
    ]:
        found = vader_score.score(text)
        if found.chunks:
            assert found.polarity == analyzer.polarity_scores(text)["compound"]
        else:
            assert found.polarity == 0


def test_a_word_is_named_with_what_changed_it():
    """A negation or a booster up to three words before stands with the word that it changes."""
    assert [word for word, _ in vader_score.score("this is not very good, you clown").chunks] == [
        "not very good"
    ]


def test_without_the_package_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch):
    """Who chooses VADER without the extra is told how to install it."""
    monkeypatch.setitem(sys.modules, "vaderSentiment", None)
    vader_score._reader.cache_clear()

    with pytest.raises(ThreadscopeError, match=r'pip install "threadscope\[vader\]"'):
        vader_score.score("good")
    vader_score._reader.cache_clear()
