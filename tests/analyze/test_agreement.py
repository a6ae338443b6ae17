"""Outright agreement: precision before coverage."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.analyze.words.agreement import MAY_AGREE, agreement


@pytest.mark.parametrize(
    ("text", "span", "rule"),
    [
        ("Exactly!", "Exactly", "says_exactly"),
        ("@ann this.", "this", "says_exactly"),
        ("my thoughts exactly", "my thoughts exactly", "says_exactly"),
        ("Couldn't agree more.", "Couldn't agree more", "says_exactly"),
        ("Well said, Inés", "Well said", "says_exactly"),
        ("+1", "+1", "says_exactly"),
        ("So true. They never asked", "So true", "says_true"),
        ("This is sadly true…", "This is sadly true", "says_true"),
        ("I totally agree with you", "I totally agree with you", "says_agree"),
        ("Agreed, and it gets worse", "Agreed", "says_agree"),
        ("agree Robin. They log it all", "agree", "says_agree"),
        ("You’re absolutely right", "You’re absolutely right", "says_you_are_right"),
        ("Good point.", "Good point", "grants_point"),
        ("Same here", "Same here", "says_same"),
        ("I was just thinking that", "I was just thinking that", "says_same"),
        ("Yes, it is.", "Yes, it is", "says_yes"),
        ("yep", "yep", "says_yes"),
        ("Can confirm, I worked there", "Can confirm", "confirms"),
        ("Wire Room now reporting this", "Wire Room now reporting this", "reported_elsewhere"),
        ("Also reported by Wire", "Also reported by Wire", "reported_elsewhere"),
        ("It's confirmed.", "It's confirmed", "reported_elsewhere"),
    ],
)
def test_says_so_outright(text: str, span: str, rule: str):
    """The words are found as they stand, with the rule that tells a yes from a "that is true"."""
    found = agreement(text)

    assert found
    assert (text[found.start : found.end], found.rule) == (span, rule)


@pytest.mark.parametrize(
    "text",
    [
        "True, but they never sold it",
        "You're right. But who pays?",
        "I agree to disagree",
        "I agree in principle, however",
        "I don't agree",
        "Not true",
        "true story about my cat",
        "the right thing to do",
        "Yeah right",
        "Yes, because contractors never lie",
        "oh yes, sure, agreed 🙄",
        "Exactly! /s",
        "Is that true?",
        "Agreed?",
        "If that's true, delete it",
        "this app is fine",
        "the same old story",
        "thanks for this",
        "NOT confirmed.",
        "It can't be confirmed.",
        "they said “exactly”",
        "RT @ann: so true",
        "#facts",
        "yes!!!!",
        "No, you're right, they never lie",
        "I have read all of it twice or more, and the part on backups three times, because my brother asked me what they keep and for how long they keep it. That's true",
        "exactly how many files were there",
        "",
    ],
)
def test_anything_less_is_no_agreement(text: str):
    """A but, a condition, a question, mockery, a quotation, thanks and praise of other things agree with nothing."""
    assert agreement(text) is None


_PIECES = (  # noqa: SIM905 - a list of words reads as one
    "exactly this that's is so true very agree agreed i totally with you you're right absolutely good point yes yep it same "
    "here me too can confirm confirmed by Wire also now reporting +1 spot on well said my thoughts fair enough "
    "what he said correct ditto sure does , . ! \n"
).split(" ")


@examples(25)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=6).map(" ".join), min_size=1, max_size=20))
def test_the_cheap_search_loses_nothing(texts: list[str]):
    """Whatever agrees is let through by the pattern that searches whole columns."""
    for text, may in zip(texts, pl.Series(texts).str.contains(MAY_AGREE), strict=True):
        found = agreement(text)
        assert found is None or (may and 0 <= found.start < found.end <= len(text))


@pytest.mark.parametrize(
    "unit", ["yes ", "yes, ", "so very ", "BBC now ", "\n", "confirmed by ", "so true but "]
)
def test_a_hostile_text_is_searched_to_its_end(unit: str):
    """25,000 characters made to be searched again and again come back with a place inside the text, or nothing."""
    text = (unit * 25_000)[:25_000]
    found = agreement(text)

    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "you're right, I am just the loud one",
        "Exactly, because I'm the one who is loud",
        "How dare they. You are right.",
    ],
)
def test_what_is_granted_in_scorn_agrees_with_nothing(text: str):
    """Scorn ("you are right, I am just …") grants what nobody said."""
    assert agreement(text) is None
