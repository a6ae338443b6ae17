"""Threads and names that are hard to draw are drawn by every chart, at both widths."""

from __future__ import annotations

import re
import unicodedata
import warnings
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from tests.builders import study
from tests.charts.drawing import overlaps, texts
from tests.charts.odd import KINDS, odd_threads
from threadscope.charts import CHARTS
from threadscope.charts.canvas import Canvas, paper

_WIDTHS = (1260, 390)
_FORMAT = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _cases() -> list[object]:
    """Return every chart of every kind at both widths; every day each chart at both, and each kind by some chart."""
    charts, kinds = list(CHARTS), list(KINDS)
    everyday = {
        (charts[at % len(charts)], kinds[at % len(kinds)], _WIDTHS[at // len(charts) % 2])
        for at in range(max(2 * len(charts), len(kinds)))
    }
    return [
        pytest.param(*case, marks=() if case in everyday else pytest.mark.long)
        for case in product(charts, kinds, _WIDTHS)
    ]


@pytest.mark.parametrize(("name", "kind", "width"), _cases())
def test_odd_thread_is_drawn(name: str, kind: str, width: int) -> None:
    """No warning, no overlap, no text cut off, well-formed SVG, a footer; what is said counts no more posts than exist."""
    thread = odd_threads()[kind]
    n_posts = thread.table("posts").height + thread.table("ghosts").height
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = thread.chart(name, width=width)
        svg = chart.svg()
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    with paper():
        assert list(overlaps(chart.figure)) == []
        drawn = [text.get_text() for text in texts(chart.figure)]
    assert chart.footer
    assert "".join(chart.footer.split()) in "".join("".join(drawn).split()), "the footer is drawn whole"
    assert chart.alt
    for told in (chart.title, chart.subtitle, chart.alt, chart.footer):
        assert not re.search(r"\b(nan|NaT|null)\b|(?<=[a-z] )None\b", told)
        assert not {unicodedata.category(letter) for letter in told} & _FORMAT
        assert all(int(number) <= n_posts for number in re.findall(r"(\d+) posts?\b", told))
    assert chart.telling or chart.title


def test_every_kind_and_chart_comes_up_every_day() -> None:
    """What is left for every day has each kind and each chart at both widths."""
    everyday = [case.values for case in _cases() if not case.marks]
    assert {(name, width) for name, _, width in everyday} == {
        (name, width) for name in CHARTS for width in _WIDTHS
    }
    assert {kind for _, kind, _ in everyday} == set(KINDS)


def test_names_are_no_markup() -> None:
    """A handle that looks like markup is text in the SVG, and makes no element."""
    svg = odd_threads()["names of markup"].chart("tree").svg()
    assert "&lt;script&gt;" in svg
    assert not re.search("<script|<b>|href=.javascript", svg)


def test_nothing_draws_nothing() -> None:
    """A shape without outlines is left out; posts without a time once made one, and the picture failed."""
    with paper():
        canvas = Canvas(100, 50, "light")
        before = len(canvas.figure.findobj())
        canvas.shape([], "#000000")
        canvas.lines([], "#000000")
        canvas.rects([], "#000000")
        canvas.dots([], 5, "#000000")
        assert len(canvas.figure.findobj()) == before
    specs = [f"p{place}@a{place % 3}>root" for place in range(1, 20)]
    ids = ["root", *(f"p{place}" for place in range(1, 20))]
    timeless = study("root", *specs, created_at=dict.fromkeys(ids), text={"root": "this is false"})
    assert timeless.chart("unfolding", width=390).svg()


def test_unknown_people_are_not_counted() -> None:
    """Posts whose author is not known are by nobody in particular, not by one person each."""
    alt = odd_threads()["nobody known"].chart("unfolding").alt
    assert alt.startswith("30 posts by people not known over time.")


def test_a_name_that_cannot_be_drawn_is_told() -> None:
    """A title does not name somebody by a bare @: it says that the name cannot be drawn."""
    title = odd_threads()["names without letters"].chart("unfolding").title
    assert title.startswith(("(name that no font here can draw): “", "@🎉"))
