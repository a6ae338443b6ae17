"""No text of any chart touches another or leaves the picture, at any size."""

from __future__ import annotations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tests.charts.drawing import generated, overlaps, texts
from threadscope.charts import CHARTS
from threadscope.charts.canvas import Canvas, paper


@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize(
    ("n_posts", "shape"),
    [
        (1, "broadcast"),
        (5, "duel"),
        (40, "duel"),
        (150, "broadcast"),
        (150, "duel"),
        (1000, "broadcast"),
        (10000, "broadcast"),
    ],
)
@pytest.mark.parametrize("name", CHARTS)
def test_texts_keep_apart(name: str, n_posts: int, shape: str, width: int) -> None:
    """No two texts touch and none leaves the figure."""
    chart = generated(n_posts, shape).chart(name, width=width)
    with paper():
        FigureCanvasAgg(chart.figure).draw()
        assert list(overlaps(chart.figure)) == []


def test_overlap_is_seen() -> None:
    """The check itself finds texts that touch and texts that leave the figure."""
    with paper():
        canvas = Canvas(200, 60, "light")
        canvas.text(10, 20, "first words")
        canvas.text(30, 22, "second words")
        canvas.text(150, 50, "words without room")
        FigureCanvasAgg(canvas.figure).draw()
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
