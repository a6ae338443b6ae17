"""Quotations: short, clean, closed, and the author's own words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.findings.quotation import ended, quotation


@pytest.mark.parametrize(
    ("text", "begins", "longest", "said"),
    [
        ("@ann @bob That is not so", 10, 90, "“That is not so”"),
        (".@ann That is not so", 0, 90, "“That is not so”"),
        ("see https://a.example/x for more https://t.co/y", 0, 90, "“see … for more”"),
        ("https://t.co/y https://t.co/z look", 0, 90, "“look”"),
        ("Wow. Nobody saw this coming. And then some more words", 0, 30, "“Wow. Nobody saw this coming.”"),
        ("Wow. Nobody saw this coming at all in any way", 0, 30, "“Wow. Nobody saw this coming…”"),
        ("one two, three four", 0, 10, "“one two…”"),
        ("unbreakablelongword", 0, 10, "“unbreakab…”"),
        ('He said “no” and "yes"', 0, 90, "“He said ‘no’ and 'yes'”"),
        ("a\u202eb\x00c\n\td", 0, 90, "“abc d”"),
        ("\U0001f621", 0, 90, "“\U0001f621”"),
        ("https://t.co/y", 0, 90, ""),
        ("“@ann: the moon is cheese” no way", 0, 90, "“no way”"),
        ("no way RT @ann: the moon is cheese", 0, 90, "“no way”"),
        ("RT @ann: the moon is cheese", 0, 90, ""),
        ('"@ann: the moon is', 0, 90, ""),
        ("@ann @bob", 0, 90, ""),
        ("...", 0, 90, ""),
        (None, None, 90, ""),
    ],
)
def test_quoting(text: str | None, begins: int | None, longest: int, said: str):
    """Mentions and addresses go, whole sentences stay where they fit, a cut is marked, marks are closed."""
    assert quotation(text, begins, longest) == said


@given(st.text(max_size=200), st.integers(0, 50), st.integers(10, 120))
def test_any_text_gives_one_clean_closed_line(text: str, begins: int, longest: int):
    """No control, bidi or format mark, no line break, one opening and one closing mark, no more than was asked."""
    said = quotation(text, begins, longest)

    assert said == "" or (said[0], said[-1], said.count("“"), said.count("”")) == ("“", "”", 1, 1)
    assert len(said) <= longest + 2
    assert not [
        c
        for c in said
        if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and c != "\u200d"
    ]


def test_a_sentence_ends_once():
    """A quotation that brings its own end needs no second one."""
    assert [ended(f"a says “{end}”") for end in ("no", "no.", "no!", "no?", "no…")] == [
        "a says “no”.", "a says “no.”", "a says “no!”", "a says “no?”", "a says “no…”"
    ]  # fmt: skip


def test_the_full_stop_of_an_abbreviation_ends_no_quotation():
    """Ranks, initials and "U.S." go on; a sentence that really ends there is cut at the next place that does."""
    assert quotation(
        "Bridge on Elm St. closed until Dr. A. Finch of the U.S. office says so. More later.", longest=75
    ) == ("“Bridge on Elm St. closed until Dr. A. Finch of the U.S. office says so.”")
    assert (
        quotation("The loaf was baked by Cpl. Crumb of the third oven", longest=30)
        == "“The loaf was baked by Cpl.…”"
    )
