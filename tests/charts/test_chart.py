"""A chart as a file: formats, bytes, and what it leaves untouched."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from tests.charts.drawing import generated
from tests.covering import covering
from threadscope.charts import CHARTS
from threadscope.errors import NoThread, UnknownName
from threadscope.study import Study
from threadscope.theme import THEMES

_CASES = covering(sorted(CHARTS), sorted(THEMES), [40, 150])
#: The same, every day only charts of marks, of words and of areas.
_TWICE = [
    case
    if case.values[0] in {"matrix", "tree", "unfolding"}
    else pytest.param(*case.values, marks=pytest.mark.long)
    for case in _CASES
]


@cache
def svg_of(name: str, theme: str, n_posts: int) -> str:
    """Return a picture that several tests compare with others."""
    return generated(n_posts).chart(name, theme=theme).svg()


@pytest.mark.parametrize(("name", "theme", "n_posts"), _TWICE)
def test_same_numbers_same_svg(name: str, theme: str, n_posts: int) -> None:
    """Drawn twice, the SVG is equal byte for byte; the other charts are drawn twice under other settings each day."""
    assert generated(n_posts).chart(name, theme=theme).svg() == svg_of(name, theme, n_posts)


@pytest.mark.parametrize(
    ("name", "width"),
    [
        pytest.param(
            name,
            width,
            marks=() if width == 390 and name in {"matrix", "tree"} else pytest.mark.long,
        )
        for name in sorted(CHARTS)
        for width in (390, 1260)
    ],
)
def test_same_numbers_same_png(name: str, width: int) -> None:
    """Painted twice, the PNG is equal byte for byte; every day two narrow ones, of areas and of words."""
    first, second = (generated(40).chart(name, width=width) for _ in range(2))
    assert first.png() == second.png()


@pytest.mark.parametrize(("name", "theme", "n_posts"), _CASES)
def test_user_settings_change_nothing(name: str, theme: str, n_posts: int) -> None:
    """What the user has set for matplotlib neither shows in the picture nor is lost by it."""
    plain = svg_of(name, theme, n_posts)
    with mpl.rc_context(
        {"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "path", "savefig.bbox": "tight"}
    ):
        before = dict(mpl.rcParams)
        assert generated(n_posts).chart(name, theme=theme).svg() == plain
        assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(("name", "theme", "n_posts"), _CASES)
def test_colours_come_from_the_palette(name: str, theme: str, n_posts: int) -> None:
    """A picture has no colour that its palette does not hold, so that the page can exchange them."""
    known = {value.lower() for value in vars_of(THEMES[theme])}
    used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg_of(name, theme, n_posts))}
    assert used <= known


def vars_of(palette: object) -> list[str]:
    """Return all colours of a palette."""
    from dataclasses import astuple

    flat: list[str] = []
    for value in astuple(palette):  # type: ignore[call-overload]
        flat.extend(value if isinstance(value, tuple) else [value])
    return [value for value in flat if value.startswith("#")]


def test_png_is_twice_as_wide_in_few_colours() -> None:
    """A PNG has two pixels a CSS pixel and a palette."""
    with Image.open(io.BytesIO(generated(40).chart("unfolding", width=390).png())) as image:
        assert image.width == 780
        assert image.mode == "P"


def test_svg_keeps_text_as_text() -> None:
    """Words can be searched and read aloud: handles stand in the SVG as they are written."""
    svg = generated(40).chart("unfolding").svg()
    assert "@first_owl</text>" in svg


def test_save_by_ending(tmp_path: Path) -> None:
    """The ending names the format; another one is refused by name."""
    chart = generated(5).chart("tree")
    assert chart.save(tmp_path / "a" / "x.svg").read_text(encoding="utf-8") == chart.svg()
    assert chart.save(tmp_path / "x.PNG").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(UnknownName, match="jpeg"):
        chart.save(tmp_path / "x.jpeg")


@cache
def _nothing() -> Study:
    """Return a study without posts, whose tables are computed once."""
    return Study({})


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_nothing_to_draw_is_said(name: str) -> None:
    """A study without posts has no picture, and the error says so."""
    with pytest.raises(NoThread, match="no thread to draw"):
        _nothing().chart(name)
