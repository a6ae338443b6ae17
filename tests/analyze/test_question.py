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
        ("Who said they did?", "Who said they did?", "asks"),
        ("How does the board know his name?", "How does the board know his name?", "asks_whether_so"),
        ("Do we know if it was locked?", "Do we know if it was locked?", "asks_whether_so"),
        ("Do you know how many they sell a day?", "Do you know how many they sell a day?", "asks"),
        ("can you share the source?", "can you share the source?", "asks_whether_so"),
        ("What are you, the evening news now?", "What are you, the evening news now?", "asks"),
        ("“@bob1: it rains” is this true?", "is this true?", "asks_whether_so"),
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
        "Have you been under a rock?",
        "what world do you live in?",
        "Are you mental?",
        "don't you mean read?",
        "Is this confirmed? /s",
        'you know that not "anyone" can walk in, is that correct?',
    ],
)
def test_no_question(text: str):
    """Rhetoric, quotations, addresses and mere question marks ask nothing."""
    assert question(text) is None
