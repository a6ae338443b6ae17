"""Whom words are aimed at."""

from __future__ import annotations

import pytest

from threadscope.analyze.words.aim import aim


@pytest.mark.parametrize(
    ("text", "words", "at", "shown"),
    [
        ("You are wrong.", "You are wrong", "you", "You"),
        ("please check the facts", "please check the facts", "you", "please check"),
        ("They are lying, ann", "They are lying", "others", "They"),
        ("This is false, @bob", "This is false", "named", "@bob"),
        ("“It is sealed” – this is not true", "this is not true", "quoted", "It is sealed"),
        ("> It is sealed\nThis is not true", "This is not true", "quoted", "It is sealed"),
        ("What you say here, this is not true", "this is not true", "you", "you"),
    ],
)
def test_aimed_at(text: str, words: str, at: str, shown: str):
    """The words that tell whom it is aimed at are shown."""
    start = text.index(words)

    assert aim(text, start, start + len(words)) == (at, shown)


@pytest.mark.parametrize(
    "text", ["This is not true", "I like @bob. This is not true", "you know. This is not true"]
)
def test_nothing_tells(text: str):
    """Another sentence tells nothing, and neither do the words alone."""
    start = text.index("This")

    assert aim(text, start, len(text)) is None


def test_leading_mentions_tell_nothing():
    """Whom X addresses by itself is known from the tree; the words do not show it."""
    assert aim("@bob This is not true", 5, 21, 5) is None
