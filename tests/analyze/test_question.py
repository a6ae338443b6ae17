"""Real questions."""

from __future__ import annotations

import pytest

from threadscope.analyze.words.question import question


@pytest.mark.parametrize(
    ("text", "span", "rule"),
    [
        ("Is this confirmed?", "Is this confirmed?", "asks_whether_so"),
        ("Wow. Source?", "Source?", "asks_whether_so"),
        ("so where did you hear that?", "so where did you hear that?", "asks_whether_so"),
        ("How do you know?", "How do you know?", "asks_whether_so"),
        ("When does it start?", "When does it start?", "asks"),
        ("Who told you? Any proof of that?", "Who told you?", "asks_whether_so"),
        ("Can anyone confirm??", "Can anyone confirm??", "asks_whether_so"),
        ("Can you please confirm this?", "Can you please confirm this?", "asks_whether_so"),
        ("Are you sure about that?", "Are you sure about that?", "asks_whether_so"),
        ("isn't that the old log?", "isn't that the old log?", "asks_negatively"),
        ("Free or paid?", "Free or paid?", "asks_which"),
        ("so they read everything?", "so they read everything?", "asks_back"),
        ("I thought it was sealed?", "I thought it was sealed?", "asks_back"),
        ("What time? Is it true?", "Is it true?", "asks_whether_so"),
    ],
)
def test_asks(text: str, span: str, rule: str):
    """The question is quoted as it stands; one that asks whether it is so goes before others."""
    found = question(text)

    assert (text[found.start : found.end], found.rule) == (span, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Really?",
        "Who cares?",
        "Are you kidding me?",
        "What the hell?",
        "Is this true?!",
        "is it over???",
        "Why would anyone believe this?",
        "https://a.example/?is=true",
        'they ask "is it true?" all day',
        "I know what this is.",
        "you think so?",
        "signal?",
        "What is it??",
        "Can you please stop?",
    ],
)
def test_no_question(text: str):
    """Rhetoric, quotations, addresses and mere question marks ask nothing."""
    assert question(text) is None
