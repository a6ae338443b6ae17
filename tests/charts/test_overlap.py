"""No text of any chart touches another or leaves the picture, at any size."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tests.charts.drawing import generated, overlaps, texts
from tests.covering import covering
from threadscope.charts import CHARTS
from threadscope.charts.canvas import Canvas, paper

_SIZES = ["1 broadcast", "40 duel", "150 broadcast"]
_MORE_SIZES = ["5 duel", "150 duel", "10000 broadcast"]
_WIDTHS = [1260, 390]


@pytest.mark.parametrize(
    ("name", "size", "width"),
    [
        *covering(list(CHARTS), _SIZES, _WIDTHS),
        *covering(list(CHARTS), ["1000 broadcast"], _WIDTHS),
        *(pytest.param(*case, marks=pytest.mark.long) for case in product(CHARTS, _MORE_SIZES, _WIDTHS)),
    ],
)
def test_texts_keep_apart(name: str, size: str, width: int) -> None:
    """No two texts touch and none leaves the figure."""
    n_posts, shape = size.split()
    chart = generated(int(n_posts), shape).chart(name, width=width)
    with paper():
        assert list(overlaps(chart.figure)) == []


def test_overlap_is_seen() -> None:
    """The check itself finds texts that touch and texts that leave the figure."""
    with paper():
        canvas = Canvas(200, 60, "light")
        canvas.text(10, 20, "first words")
        canvas.text(30, 22, "second words")
        canvas.text(150, 50, "words without room")
        found = list(overlaps(canvas.figure))
    assert len(found) == 2
    assert "leaves the figure" in found[0]
    assert "touches" in found[1]


def test_measured_width_is_drawn_width() -> None:
    """A text is never drawn wider than it was measured, and hardly narrower."""
    words = "@max_mogul: “PigeonChat exports your user data every night”, 1,234 posts → Привет"
    for bold in (False, True):
        with paper():
            canvas = Canvas(1260, 60, "light")
            measured = canvas.text(10, 20, words, 19, bold=bold)
            FigureCanvasAgg(canvas.figure).draw()
            drawn = texts(canvas.figure)[0].get_window_extent().width
        assert 0.96 * measured < drawn <= measured + 2
