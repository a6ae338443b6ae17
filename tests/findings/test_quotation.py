"""Quotations: short, clean, closed, and the author's own words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.findings.quotation import LONGEST, ended, quotation


@pytest.mark.parametrize(
    ("text", "begins", "longest", "said"),
    [
        ("@ann @bob That is not so", 10, 90, "“That is not so”"),
        (".@ann That is not so", 0, 90, "“That is not so”"),
        ("see https://a.example/x for more https://t.co/y", 0, 90, "“see … for more”"),
        ("https://t.co/y https://t.co/z look", 0, 90, "“look”"),
        ("Wow. Nobody saw this coming. And then some more words", 0, 30, "“Wow. Nobody saw this coming. …”"),
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
        ("The oven is cold. @ann @bob", 0, 90, "“The oven is cold.”"),
        ("the oven is cold\n\n@ann https://t.co/y", 0, 90, "“the oven is cold”"),
        ("the oven is cold via @ann", 0, 90, "“the oven is cold”"),
        ("The oven is cold - https://t.co/y @ann", 0, 90, "“The oven is cold”"),
        ("all thanks to @ann https://t.co/y", 0, 90, "“all thanks to @ann”"),
        ("The oven is cold #oven #cold #bread https://t.co/y", 0, 90, "“The oven is cold”"),
        ("The oven is #cold #bread", 0, 90, "“The oven is #cold #bread”"),
        ("#oven #cold #bread", 0, 90, "“#oven #cold #bread”"),
        ("Live Desktop: https://a.example Mobile: https://b.example", 0, 90, "“Live”"),
        ("so https://a.example https://b.example https://c.example then", 0, 90, ""),
        ("see https://a.example/x for more of what he baked", 0, 30, "“see … for more of what he…”"),
        ("the baker of the third oven, who sleeps late", 0, 40, "“the baker of the third oven…”"),
        ("...", 0, 90, ""),
        (None, None, 90, ""),
    ],
)
def test_quoting(text: str | None, begins: int | None, longest: int, said: str):
    """Mentions and addresses go, whole sentences stay where they fit, a cut is marked, marks are closed."""
    assert quotation(text, begins, longest) == said


@given(st.text(max_size=200), st.integers(0, 50), st.integers(10, 160))
def test_any_text_gives_one_clean_closed_line(text: str, begins: int, longest: int):
    """No control, bidi or format mark, no line break, one opening and one closing mark, no more than was asked."""
    said = quotation(text, begins, longest)

    assert said == "" or (said[0], said[-1], said.count("“"), said.count("”")) == ("“", "”", 1, 1)
    assert len(said) <= longest + 2 + (20 if longest >= LONGEST else 0)
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
    ) == ("“Bridge on Elm St. closed until Dr. A. Finch of the U.S. office says so. …”")
    assert (
        quotation("The loaf was baked by Cpl. Crumb of the third oven", longest=30)
        == "“The loaf was baked by Cpl.…”"
    )


def test_a_first_sentence_a_little_too_long_is_quoted_whole():
    """Up to 20 characters more, where the quotation may be of the usual length; in a title a cut stays a cut."""
    said = "The baker of the third oven said on Mondays that nobody in the whole of the old town would go without bread this winter."

    assert len(said) == LONGEST
    assert quotation(said[:-1] + " at all. And more.") == f"“{said[:-1]} at all. …”"
    assert quotation(said[:-1] + " at all. And more.", longest=40) == "“The baker of the third oven said on…”"
    assert quotation(said[:-1] + " at all, whatever may come.").endswith("without bread this…”")


def test_a_sentence_that_is_too_long_reaches_further():
    """Where no whole sentence is short enough the quotation goes on to the end of one, of a clause, or of a word."""
    long = "Snipers stand on the roof of the gallery as we remain in the block on the hill"
    assert quotation(f"{long}. More later", longest=40) == "“Snipers stand on the roof of the…”"
    assert quotation(f"{long}. More later", longest=40, reach=70) == f"“{long}. …”", (
        "20 more end the sentence"
    )
    assert quotation(f"Snipers stand on roofs. {long}", longest=40, reach=90) == "“Snipers stand on roofs. …”"
    clause = f"{long}, and {'nobody comes out of it ' * 4}"
    assert quotation(clause, longest=40, reach=90) == f"“{long}…”"
    assert len(quotation("word " * 60, longest=40, reach=90)) <= 92
