"""A chart's SVG made part of the page: theme variables for colours, own ids, and nothing that could act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

import polars as pl
from markupsafe import Markup

from threadscope.report.style import colour_names
from threadscope.report.svg import Styles, slim

__all__ = ["Picture", "inline"]

_SHAPES: Final = frozenset(
    {"svg", "g", "path", "use", "defs", "clipPath", "rect", "circle", "text", "tspan", "pattern"}
)
_ATTRIBUTES: Final = frozenset({
    "clip-path", "clip-rule", "cx", "cy", "d", "fill", "fill-opacity", "fill-rule", "height", "href", "id",
    "opacity", "patternUnits", "r", "stroke", "stroke-dasharray", "stroke-opacity", "stroke-width", "style",
    "transform", "viewBox", "width", "x", "y",
})  # fmt: skip
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}\b")
_ANY_URL: Final = re.compile(r"url\((?!#)[^)]*\)", re.IGNORECASE)
_LONG_FRACTION: Final = re.compile(r"(\.\d\d)\d+")
# The page has one list of families for all text.
_FAMILY: Final = re.compile(r"font-family:[^;]*;?\s*")
_NO_TURN: Final = "rotate(-0 "
#: Points of free paper at the sides and at the top that the page does not need: it has margins of its own. By the least
#: width of the drawing in points; a smaller one is left as it is. What reaches into them is still shown.
_FREE: Final = ((500.0, 15.8, 9.0), (250.0, 8.6, 9.0))
_BOX: Final = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart as the page takes it.

    Attributes
    ----------
    name
        Its name among the charts.
    svg, narrow_svg
        The drawing for screens and for phones, in the colours of the light theme; without a narrow one the
        wide one scrolls inside its box.
    title, subtitle
        Sentences taken from findings.
    alt
        What somebody reads who cannot see the picture.
    table
        The numbers that were drawn.
    footer
        The line on the source.
    telling
        False where there is too little to draw: title and subtitle then say why, and no picture is shown.
    evidence
        Ids of the posts that the title rests on.
    """

    name: str
    svg: str = field(repr=False)
    narrow_svg: str | None = field(repr=False)
    title: str
    subtitle: str
    alt: str
    table: pl.DataFrame = field(repr=False)
    footer: str = ""
    telling: bool = True
    evidence: tuple[str, ...] = ()


def inline(svg: str, prefix: str, alt: str, styles: Styles | None = None) -> Markup:
    """Return a chart's SVG as markup for the page.

    Only drawing elements and attributes pass; scripts, styles, links, metadata and comments are left out. Colours
    of both palettes become variables, so that the picture follows the theme. Ids get the prefix, so that
    pictures do not meet; those that nothing refers to go. Width and height go, so that the picture scales; so does free
    paper around it, so that its words stand in line with those of the page.

    Parameters
    ----------
    svg
        A whole SVG document.
    prefix
        Put before every id.
    alt
        The picture's accessible name.
    styles
        Takes styles that many elements share; the page prints its sheet once. Without it each element keeps its own.
    """
    root = ET.fromstring(svg)  # noqa: S314 - drawn by our own charts; matplotlib escapes the texts in it
    _clean(root)
    slim(root, prefix, styles)
    _trim(root)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib |= {"class": "chart", "role": "img", "aria-label": alt}
    # " />" ends an element only: in texts and attributes ">" is written as an entity
    markup = ET.tostring(root, encoding="unicode").replace(" />", "/>")
    return Markup(markup)  # noqa: S704 - serialised from the cleaned tree


def _trim(root: ET.Element) -> None:
    frame = [float(number) for number in root.attrib.get("viewBox", "").split()]
    free = next((sizes for sizes in _FREE if len(frame) == _BOX and frame[2] >= sizes[0]), None)
    if free is None:
        return
    (x, y, wide, high), (_, side, top) = frame, free
    cut = (x + side, y + top, wide - 2 * side, high - top)
    root.attrib["viewBox"] = " ".join(f"{number:.1f}".removesuffix(".0") for number in cut)


def _clean(root: ET.Element) -> None:
    for parent in list(root.iter()):
        parent.tag = _local(parent.tag)
        parent.attrib = dict(_attributes(parent))
        if parent.tag not in {"text", "tspan"}:
            parent.text = None
        for child in list(parent):
            if _local(child.tag) not in _SHAPES:
                parent.remove(child)
            elif _local(child.tag) != "tspan":
                child.tail = None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        kind = _local(name)
        foreign = kind == "href" and not value.startswith("#")
        if kind not in _ATTRIBUTES or foreign or value.startswith(_NO_TURN):
            continue
        yield kind, value if kind in {"id", "href"} else _paint(value)


def _paint(value: str) -> str:
    value = _ANY_URL.sub("none", value)
    value = _HEX.sub(lambda found: colour_names().get(found[0].upper(), found[0]), value)
    value = _FAMILY.sub("", value)
    return _LONG_FRACTION.sub(r"\1", value)
