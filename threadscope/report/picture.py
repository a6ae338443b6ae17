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
_LOCAL_URL: Final = re.compile(r"url\(#([^)]+)\)")
_ANY_URL: Final = re.compile(r"url\((?!#)[^)]*\)", re.IGNORECASE)
_LONG_FRACTION: Final = re.compile(r"(\.\d\d)\d+")
# The page has one list of families for all text.
_FAMILY: Final = re.compile(r"font-family:[^;]*;?\s*")
_NO_TURN: Final = "rotate(-0 "


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


def inline(svg: str, prefix: str, alt: str) -> Markup:
    """Return a chart's SVG as markup for the page.

    Only drawing elements and attributes pass; scripts, styles, links, metadata and comments are left out. Colours
    of the light palette become variables, so that the picture follows the theme. Ids get the prefix, so that
    pictures do not meet. Width and height go, so that the picture scales.

    Parameters
    ----------
    svg
        A whole SVG document.
    prefix
        Put before every id.
    alt
        The picture's accessible name.
    """
    root = ET.fromstring(svg)  # noqa: S314 - drawn by our own charts; matplotlib escapes the texts in it
    _clean(root, prefix)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib |= {"class": "chart", "role": "img", "aria-label": alt}
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - serialised from the cleaned tree


def _clean(root: ET.Element, prefix: str) -> None:
    for parent in list(root.iter()):
        parent.tag = _local(parent.tag)
        parent.attrib = dict(_attributes(parent, prefix))
        if parent.tag not in {"text", "tspan"}:
            parent.text = None
        for child in list(parent):
            if _local(child.tag) not in _SHAPES:
                parent.remove(child)
            elif _local(child.tag) != "tspan":
                child.tail = None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attributes(element: ET.Element, prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        kind = _local(name)
        foreign = kind == "href" and not value.startswith("#")
        if kind not in _ATTRIBUTES or foreign or value.startswith(_NO_TURN):
            continue
        if kind == "id":
            yield kind, prefix + value
        elif kind == "href":
            yield kind, f"#{prefix}{value[1:]}"
        else:
            yield kind, _paint(value, prefix)


def _paint(value: str, prefix: str) -> str:
    value = _ANY_URL.sub("none", value)
    value = _LOCAL_URL.sub(lambda found: f"url(#{prefix}{found[1]})", value)
    value = _HEX.sub(lambda found: colour_names().get(found[0].upper(), found[0]), value)
    value = _FAMILY.sub("", value)
    return _LONG_FRACTION.sub(r"\1", value)
