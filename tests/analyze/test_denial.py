"""Outright denials: precision before coverage."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.analyze.words.denial import MAY_DENY, ONLY_BACK, denial
from threadscope.analyze.words.question import question


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("This is not correct.", "This is not correct"),
        ("@ann that's false!", "that's false"),
        ("Sorry, but this is simply not true.", "this is simply not true"),
        ("Many have said this, worth repeating: this is not correct", "this is not correct"),
        ("That story has been debunked already", None),
        ("That story has been debunked.", "That story has been debunked"),
        ("Nope, it’s a hoax", "it’s a hoax"),
        ("The photo is fake. Look closer", "The photo is fake"),
        ("FAKE NEWS!!!", "FAKE NEWS"),
        ("Not true.", "Not true"),
        ("I disagree with you.", "I disagree with you"),
        ("She says it rains. I disagree with you.", "I disagree with you"),
        ("You are lying", "You are lying"),
        ("Stop spreading lies", "Stop spreading lies"),
        ("That never happened", "That never happened"),
        ("No, he hasn't.", "No, he hasn't"),
        ("That's not what he said at the meeting", "That's not what he said"),
        ("get your facts straight", "get your facts straight"),
        ("Stick to the facts please", "Stick to the facts"),
        ("@ann that's not the log file", "that's not the log file"),
        ("Not the same log, look at the dates", None),
        ("There is no evidence for that.", "There is no evidence for"),
        ("She never said that.", "She never said that"),
        ("No one said that, calm down", "No one said that"),
        ("This has been debunked.", "This has been debunked"),
        ("It's just a rumour", "It's just a rumour"),
        ("You've got it all wrong", "You've got it all wrong"),
        ("stop making stuff up", "stop making stuff up"),
        ("Do not spread rumours", "Do not spread rumours"),
        ("Clearly photoshopped!", "Clearly photoshopped"),
        ("You're a liar!", "You're a liar"),
        ("misleading headline", "misleading headline"),
    ],
)
def test_says_so_outright(text: str, span: str | None):
    """The words are found as they stand, without what leads up to them."""
    found = denial(text)

    assert (text[found.start : found.end] if found else None) == span


@pytest.mark.parametrize(
    "text",
    [
        "Is this false?",
        "This is false, isn't it?",
        "This is not false",
        "Yes, that is incorrect.",
        "She implies it rains. I disagree.",
        "it's not a hoax",
        "If this is false, say so",
        "this is false if you think about it",
        "I hope this is not true",
        "who says it's false",
        "He told me: this is fake",
        "She said “this is fake”",
        '"That\'s false" is what they all say',
        "RT @ann: this is not true",
        "> this is not true",
        "a false flag operation",
        "this is false flag talk",
        "I can't deny this is not true",
        "@fake_news hello",
        "https://a.example/this-is-fake",
        "this is wrong and sad",
        "unbelievable, I can't believe this",
        "maybe that's not true",
        "Everyone calls it fake",
        "it's true",
        "no evidence yet",
        "That's not the best idea",
        "That's not the point",
        "not confirmed",
        "The company denies it",
        "is there no evidence for that?",
        "it was made up of three parts",
        "this is false /s",
        "",
    ],
)
def test_anything_less_is_no_denial(text: str):
    """Questions, conditions, negations, quotations, hopes, outrage and doubt deny nothing outright."""
    assert denial(text) is None


@pytest.mark.parametrize(
    "text", ["No. They asked us", "Nope", "BS. They all log", "Rubbish!", "i call bullshit"]
)
def test_words_that_contradict_only_in_talk(text: str):
    """A bare no and a rude word have rules that do not count toward the post that opens a thread."""
    found = denial(text)

    assert found
    assert found.rule in ONLY_BACK


def test_leading_mentions_are_no_words():
    """What stands before the text's beginning is not searched."""
    assert denial("this is false", 13) is None


_PIECES = (  # noqa: SIM905 - a list of words reads as one
    "this is that's it’s isn't not never just true correct accurate the case what he said happened false untrue fake news "
    "lies lie a hoax nonsense myth misinformation debunked photoshopped doctored fabricated made up bogus baseless "
    "exaggerated exaggeration wrong mistaken you are you're lying stop spreading rumors get your facts straight check "
    "disagree i with no nope he hasn't they did didn't happen there evidence proof of that never said nobody has been refuted "
    "rumour speculation liar making up stick to facts misleading bs rubbish photoshop clearly the file all pure , . ! \n"
).split(" ")


@examples(25)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=7).map(" ".join), min_size=1, max_size=20))
def test_the_cheap_search_loses_nothing(texts: list[str]):
    """Whatever denies is let through by the pattern that searches whole columns."""
    for text, may in zip(texts, pl.Series(texts).str.contains(MAY_DENY), strict=True):
        found = denial(text)
        assert found is None or (may and 0 <= found.start < found.end <= len(text))


@pytest.mark.parametrize(
    "unit",
    [
        "no, ",
        "this is ",
        "“",
        "is it so ",
        "?",
        "@a ",
        "RT @",
        "this is just ",
        "haha ",
        "\n",
        "\n> ",
        " ",
        "very ",
        "a and ",
    ],
)
def test_a_hostile_text_is_searched_to_its_end(unit: str):
    """25,000 characters made to be searched again and again: each search comes back with a place inside the text, or nothing."""
    text = (unit * 25_000)[:25_000]

    found = [
        denial(text),
        denial(f"{text}\n\nThis is not true."),
        question(text),
        question(f"{text} Is this true?"),
    ]

    assert all(one is None or 0 <= one.start < one.end <= len(text) + 20 for one in found)
