"""What archive text becomes before it is drawn."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.fonts import covers, families, width
from threadscope.charts.words import clean, compact, counted, cut, quoted, share, wrap
from threadscope.theme import FONT_FAMILY


@given(st.text(max_size=80))
def test_clean_leaves_nothing_dangerous(text: str) -> None:
    """What is left has no control, bidi mark, surrogate or private letter, every letter has a font, spaces are single."""
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert all(covers(letter) for letter in cleaned)


@pytest.mark.parametrize(
    ("given_text", "drawn"),
    [
        ("a\u202eexe.gnp", "aexe.gnp"),
        ("two\n\tlines\x00", "two lines"),
        ("e\u0301", "é"),
        ("Z" + "\u0335" * 40, "Z\u0335\u0335"),
        ("$x$_{y}^2", "$x$_{y}^2"),
        (None, ""),
    ],
)
def test_clean_by_value(given_text: str | None, drawn: str) -> None:
    """Marks that turn, stack or hide text go; dollars and braces stay as they are."""
    assert clean(given_text) == drawn


def test_dollars_are_no_mathematics() -> None:
    """A text between dollars is drawn letter by letter, as wide as it was measured."""
    with paper():
        canvas = Canvas(400, 60, "light")
        measured = canvas.text(10, 20, "$\\frac{a}{b}$ costs $5")
        FigureCanvasAgg(canvas.figure).draw()
        drawn = canvas.texts()[0].get_window_extent().width
    assert drawn == pytest.approx(measured, rel=0.05)


def test_quoted_says_when_it_cannot_be_drawn() -> None:
    """Words that no font has are not passed off as silence."""
    private = "\ue000\ue001\ue002"
    assert quoted("\U000e0041\U000e0042").startswith("(text in letters")
    assert quoted(private).startswith("(text in letters")
    assert quoted("") == "(no text)"


def test_quoted_keeps_one_pair_of_marks() -> None:
    """Quotation marks of the post itself become single ones, so that the end is plain."""
    assert quoted("he said “no”") == "“he said ‘no’”"


@given(st.text(alphabet="abc “”xyz.,", min_size=1, max_size=120), st.floats(40, 400), st.integers(1, 4))
def test_wrap_fits_and_loses_nothing_silently(text: str, room: float, lines: int) -> None:
    """No line is wider than the room, and what is missing is marked by an ellipsis."""
    text = " ".join(text.split())
    broken = wrap(text, room, 10.8, lines=lines)
    assert 1 <= len(broken) <= lines
    assert all(width(line, 10.8) <= room for line in broken)
    whole = "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert whole or broken[-1].rstrip("”").endswith("…")


def test_cut_ends_at_a_word_and_closes_the_quote() -> None:
    """A cut text ends with a whole word, an ellipsis and the closing mark."""
    short = "“Many have said this already, but…”"
    assert cut("“Many have said this already, but worth repeating”", width(short, 10.8), 10.8) == short


def test_word_wider_than_the_line_is_broken() -> None:
    """Two hundred letters without a space take as many lines as they need."""
    lines = wrap("x" * 200, 300, 10.8, lines=10)
    assert "".join(lines) == "x" * 200
    assert len(lines) > 3


def test_line_keeps_the_direction_of_its_sentence() -> None:
    """A line of an English sentence that begins with an Arabic word still runs from left to right."""
    lines = wrap("he wrote مرحبا today", width("he wrote ", 10.8), 10.8, lines=3)
    assert [line.startswith("\u200e") for line in lines] == [False, True, False]


@pytest.mark.parametrize("bold", [False, True])
def test_shipped_font_draws_european_text(bold: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Latin, Greek, Cyrillic and the marks of the charts need no installed font."""
    assert families("Żółć Ελληνικά привет “x” … → ■ ● ♥ 1,234 %", bold=bold) == [FONT_FAMILY]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (9_949, "9.9k"),
        (9_951, "10k"),
        (999_960, "1M"),
        (2.5e9, "2.5bn"),
    ],
)
def test_compact(number: float, words: str) -> None:
    """A number takes at most four letters and never rounds to a thousand thousands."""
    assert compact(number) == words


def test_counted_and_share() -> None:
    """One is singular; a share is never rounded to nothing or to all."""
    assert (counted(1, "post"), counted(0, "post"), counted(2, "branch", "branches")) == (
        "1 post",
        "0 posts",
        "2 branches",
    )
    assert (share(1, 100_000), share(99_999, 100_000), share(5, 5), share(0, 0)) == (
        "<1%",
        ">99%",
        "100%",
        "0%",
    )
