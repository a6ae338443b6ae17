"""Distinctions: what is told apart, and the two terms."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.analyze.words.distinction import MAY_DISTINGUISH, distinction, terms_of


@pytest.mark.parametrize(
    ("text", "rule", "terms"),
    [
        ("Metadata is not the same as messages.", "says_not_the_same", ("Metadata", "messages")),
        ("“User data” is not the same as the messages!", "says_not_the_same", ("User data", "messages")),
        ("Logs and letters are two different things", "says_not_the_same", ("Logs", "letters")),
        ("Metadata is not messages.", "says_is_not", ("Metadata", "messages")),
        ("A log line isn't a letter.", "says_is_not", ("log line", "letter")),
        ("That's metadata, not messages.", "says_not_but", ("metadata", "messages")),
        ("This is not a leak, it's a log", "says_not_but", ("leak", "log")),
        (
            "A screenshot and a loud voice are not proof",
            "says_is_not",
            ("screenshot and a loud voice", "proof"),
        ),
        ("They sell not messages but metadata", "says_not_but", ("messages", "metadata")),
        (
            "There's a difference between metadata and messages.",
            "says_difference",
            ("metadata", "messages"),
        ),
        ("stop conflating metadata with messages", "says_confuses", ("metadata", "messages")),
        ("Encrypted doesn't mean anonymous", "says_does_not_mean", ("Encrypted", "anonymous")),
        ("Just because they log it doesn't mean they read it", "says_does_not_mean", None),
        ("That's not what 'user data' means", "says_what_it_means", None),
        ("It depends on what you mean by sold", "says_condition", None),
        ("That only applies to backups", "says_condition", None),
        ("Technically they only keep logs", "says_precisely", None),
        ("To be fair, they said so", "says_precisely", None),
    ],
)
def test_tells_apart(text: str, rule: str, terms: tuple[str, str] | None):
    """Each form is found with its rule, and with both terms where it names two."""
    found = distinction(text)

    assert found
    assert (found.rule, terms_of(text)) == (rule, terms)


@pytest.mark.parametrize(
    "text",
    [
        "That's not good.",
        "It's not a problem",
        "The app is not working",
        "The app is not nice",
        "they are not here",
        "he is not a doctor",
        "Is metadata the same as messages?",
        "If metadata is not messages, what is it",
        "not only messages but metadata",
        "great, not",
        "@ann is not @bob",
        "they say “metadata is not messages”",
        "It doesn't mean anything",
        "depends on whom you ask?",
        "I was there, not yet",
        "Rest in peace",
        "",
    ],
)
def test_anything_less_tells_nothing_apart(text: str):
    """Qualities, pronouns, questions, conditions, quotations and mentions set no two things against each other."""
    assert distinction(text) is None


def test_the_words_are_quoted_as_they_stand():
    """The span runs from the first term to the second."""
    text = "@ann Sorry, but “user data” isn’t “messages”. Read it"
    found = distinction(text, 5)

    assert found
    assert text[found.start : found.end] == "“user data” isn’t “messages”"


_PIECES = (  # noqa: SIM905 - a list of words reads as one
    "metadata messages logs is are isn't not the same as a letter but , . ! it's that's difference between and only applies to if "
    "depends on what you mean by technically doesn't imply all every differs from confusing with\n defined to be fair"
).split(" ")


@examples(25)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join), min_size=1, max_size=20))
def test_the_cheap_search_loses_nothing(texts: list[str]):
    """Whatever tells apart is let through by the pattern that searches whole columns."""
    for text, may in zip(texts, pl.Series(texts).str.contains(MAY_DISTINGUISH), strict=True):
        found = distinction(text)
        assert found is None or (may and 0 <= found.start < found.end <= len(text))


@pytest.mark.parametrize(
    "unit", ["is not ", "a b, not ", " ", "\n", "the difference between a ", "not a but ", "“a” "]
)
def test_a_hostile_text_is_searched_to_its_end(unit: str):
    """25,000 characters made to be searched again and again come back with a place inside the text, or nothing."""
    text = (unit * 25_000)[:25_000]
    found = distinction(text)

    assert found is None or 0 <= found.start < found.end <= len(text)
    assert terms_of(text) is None or len(terms_of(text)) == 2
