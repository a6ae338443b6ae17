"""What is left of a post for a word list."""

from __future__ import annotations

import pytest

from threadscope.analyze.words.pattern import score
from threadscope.analyze.words.spoken_words import spoken_words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@ann @bob no way", "no way"),
        ("see https://example.org/great?x=1 now", "see now"),
        ("#NotTheBESTDay2024 #so_sad", "Not The BEST Day 2024 so sad"),
        ("mail me@example.org", "mail me@example.org"),
        ("fine 😡👍🏽", "fine :( :)"),
        ("@ann https://t.co/abc", ""),
        ("", ""),
        ("C&#39;s &#x2F;", "C&#39;s &#x2F;"),
    ],
)
def test_what_is_left(text: str, left: str):
    """Addresses and mentions go, hashtags fall into words, emoji become emoticons; nothing else changes."""
    assert spoken_words(text) == left


def test_a_friendly_handle_is_no_praise():
    """A mention of @great_news says nothing about the tone."""
    assert score(spoken_words("@great_news the table")).chunks == ()


@pytest.mark.parametrize(("emoji", "sign"), [("❤️", 1), ("😂", 1), ("😡", -1), ("😢", -1), ("👎", -1)])
def test_emoji_reach_the_word_list(emoji: str, sign: int):
    """An emoji scores as the emoticon for the same face, whatever is drawn beside it."""
    assert score(spoken_words(f"table{emoji}{emoji}")).polarity * sign > 0
