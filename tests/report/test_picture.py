"""Charts become part of the page: nothing in them can act, collide, or keep the colours of one theme."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from matplotlib.figure import Figure

from threadscope.charts.canvas import paper
from threadscope.charts.chart import Chart
from threadscope.report.picture import inline
from threadscope.report.svg import Styles
from threadscope.report.svg_path import short_path
from threadscope.theme import THEMES

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" height="5pt"'
    ' viewBox="0 0 9 5" onload="own()"><!-- words --><metadata>who</metadata><style>*{{}}</style>{inside}</svg>'
)


def drawn(inside: str) -> ET.Element:
    """Return the root of a picture with something in it, after it was made part of the page."""
    return ET.fromstring(inline(SVG.format(inside=inside), "a-", 'alt "text" <b>'))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>own()</script>",
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">own</div></foreignObject>',
        '<image xlink:href="https://evil.example/x.png"/>',
        '<a xlink:href="javascript:own()"><text>own</text></a>',
        '<set attributeName="href" to="javascript:own()"/>',
        "<g><g><script>own()</script></g></g>",
    ],
)
def test_what_can_act_or_load_is_left_out(inside: str) -> None:
    """Scripts, foreign markup, images, links and animations do not pass, at any depth."""
    root = drawn(inside)
    assert "own" not in "".join(root.itertext())
    assert {element.tag for element in root.iter()} <= {"svg", "g"}


def test_only_attributes_that_draw_pass() -> None:
    """Event handlers, foreign references and addresses in styles do not pass; local references do."""
    rect = drawn('<rect id="r" onclick="own()" x="1" style="fill: url(https://evil.example/)" class="c"/>')[0]
    used = drawn('<use xlink:href="#r" clip-path="url(#c)"/><use xlink:href="https://evil.example/#r"/>')
    assert rect.attrib == {"x": "1", "style": "fill:none"}
    assert used[0].attrib == {"href": "#r", "style": "clip-path:url(#c)"}
    assert used[1].attrib == {}


def test_ids_stay_where_something_refers_to_them() -> None:
    """Ids get short names of their own picture; those that nothing refers to are left out, with what points to them."""
    root = drawn('<defs><clipPath id="clip"><rect id="x"/></clipPath></defs><g id="idle"><path id="p" clip-path="url(#clip)"/>'
                 '<use xlink:href="#p"/></g>')  # fmt: skip
    assert [element.get("id") for element in root.iter() if element.get("id")] == ["a-0", "a-1"]
    assert root.find(".//use").get("href") == "#a-1"  # type: ignore[union-attr]  # it is there
    assert root.find("path").get("style") == "clip-path:url(#a-0)"  # type: ignore[union-attr]


def test_groups_that_say_nothing_are_taken_away_and_the_order_of_drawing_stays() -> None:
    """What a bare group holds stands in its place; a group that turns or hides what it holds stays."""
    root = drawn(
        '<g id="a"><path d="M 1 1"/><g><path d="M 2 2"/></g></g><defs/><g opacity="0.5"><path d="M 3 3"/></g>'
    )
    assert [element.get("d") or element.tag for element in root] == ["M1 1", "M2 2", "g"]


def test_equal_styles_become_one_class_that_the_sheet_says_once() -> None:
    """Pictures share their styles; a value that could end the rule it stands in stays in its element."""
    styles = Styles()
    inside = '<path style="fill: #7A3E9D; stroke: none"/><rect style="fill: #7A3E9D; stroke: none"/>'
    first = ET.fromstring(inline(SVG.format(inside=inside), "a-", "", styles))
    second = ET.fromstring(inline(SVG.format(inside=inside), "b-", "", styles))
    assert [element.get("class") for element in [*first, *second]] == ["s0"] * 4
    assert styles.sheet() == ".s0{fill:var(--claim);stroke:none}"
    evil = ET.fromstring(
        inline(SVG.format(inside='<path style="fill: red} * {color: blue"/>'), "c-", "", styles)
    )
    assert evil[0].get("class") is None
    assert "blue" not in styles.sheet()


def test_texts_stay_texts() -> None:
    """What looks like markup in a label is escaped again when the picture is written."""
    label = "&lt;script&gt;own()&lt;/script&gt; &amp;amp;"
    assert f"<text>{label}</text>" in inline(SVG.format(inside=f"<text>{label}</text>"), "a-", "")


def test_the_picture_is_named_and_scales() -> None:
    """It is one image with a name, has a view box, and neither width nor height."""
    root = drawn("")
    assert root.attrib == {
        "viewBox": "0 0 9 5",
        "class": "chart",
        "role": "img",
        "aria-label": 'alt "text" <b>',
    }
    assert len(root) == 0, "comments, metadata and styles are gone"


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_a_theme_becomes_a_variable(theme: str) -> None:
    """Pictures drawn in either theme follow the theme of the page; a colour of our own making stays."""
    palette = THEMES[theme]
    path = drawn(f'<path style="fill: {palette.claim.lower()}; stroke: {palette.heads[2]}"/>')[0]
    assert path.get("style") == "fill:var(--claim);stroke:var(--heads-2)"
    assert drawn('<path style="fill: #123456"/>')[0].get("style") == "fill:#123456"


def test_numbers_lose_what_no_eye_can_see() -> None:
    """A path is written in steps of a tenth of a point, rounded from places, so that errors do not add up."""
    path = drawn('<path d="M 1.23456 10 L 100.5 2.999999" transform="rotate(-0 1 2)"/>')[0]
    assert path.attrib == {"d": "M1.2 10l99.3-7"}
    steps = "".join(f" L {at * 0.04:.2f} 0" for at in range(1, 101))
    moved = [
        float(step or 0)
        for step in re.findall(r"-?[\d.]+", short_path(f"M 0 0{steps}").split("h", maxsplit=1)[1])
    ]
    assert sum(moved) == pytest.approx(4.0)
    assert short_path("M 0 0 A 5 5 0 0 1 9 9") == "M 0 0 A 5 5 0 0 1 9 9", (
        "what matplotlib never writes stays"
    )


def test_a_label_drawn_by_matplotlib_keeps_its_size_and_takes_the_page_font() -> None:
    """The family that matplotlib names gives way to the page's list of families."""
    with paper():
        figure = Figure(figsize=(2, 1))
        figure.text(0.1, 0.5, "<img src=x> & $x$", fontsize=10, color="#1B1F24")
        svg = Chart("c", figure, "", "", "", pl.DataFrame()).svg()
    markup = inline(svg, "a-", "")
    text = re.search(r"<text[^>]*>.*?</text>", markup)
    assert text
    assert "font-size:10px" in text[0]
    assert "font-family" not in markup
    assert "fill:var(--ink)" in text[0]
    assert "&lt;img src=x&gt; &amp; $x$" in text[0]
