"""What an author says, apart from what they quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.analyze.words.own_words import BLOT, own_words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('she says "this is fake" loudly', "she says  loudly"),
        ("“this is fake", ""),
        ("wow RT @ann: this is fake", "wow "),
        ("> this is fake\nno", "\nno"),
        ("see https://a.example/fake?x", "see "),
        ("@fake_news hi", " hi"),
        ("it’s don't", "it's don't"),
        ("‘fake’ he said", " he said"),
    ],
)
def test_foreign_words_are_blotted_out(text: str, kept: str):
    """Quotations, reposts, addresses and mentions are not the author's own."""
    assert own_words(text).replace(BLOT, "") == kept


def test_leading_mentions_are_blotted_out_by_place():
    """What the export calls leading mentions is not searched, whatever it holds."""
    assert own_words("@ann false", 5) == "|||||false"


@given(st.text(max_size=80), st.integers(-5, 100))
def test_places_stay(text: str, begins: int):
    """The result is as long as the text, so that a place in one is a place in the other."""
    assert len(own_words(text, begins)) == len(text)
