"""A cleaned SVG tree -> the same drawing in fewer bytes: no idle ids or groups, and one class for equal styles."""

from __future__ import annotations

import re
from itertools import count
from typing import Final
from xml.etree import ElementTree as ET

from threadscope.report.svg_path import short_path

__all__ = ["Styles", "slim"]

_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
_TOUCHING: Final = re.compile(r": |; ")
# Whatever could end a rule, start another, or hide either, stays in its attribute.
_PLAIN_STYLE: Final = re.compile(r"[\w\s:;.,()#%'-]+", re.ASCII)
# Said by the sheet of the page for all pictures, or what holds anyway.
_PLACES: Final = frozenset({"x", "y", "cx", "cy"})
_FRACTION: Final = re.compile(r"-?\d*\.\d+")
_BOX: Final = 4
#: Points that a clip may be smaller than the frame without anybody seeing it.
_NEAR: Final = 0.5
_SAID_ANYWAY: Final = frozenset({
    "stroke-linejoin:round", "stroke-linejoin:miter", "stroke-linecap:butt", "text-anchor:start", "opacity:1",
    "stroke-dashoffset:0", "stroke-width:1", "stroke-opacity:1", "fill-opacity:1",
})  # fmt: skip


class Styles:
    """The styles of all pictures of a page, each under the name of a class; the same for the same pictures.

    Examples
    --------
    >>> styles = Styles()
    >>> styles.name("fill:none"), styles.name("fill:red"), styles.name("fill:none")
    ('s0', 's1', 's0')
    >>> styles.sheet()
    '.s0{fill:none}.s1{fill:red}'
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, style: str) -> str:
        """Return the class of a style."""
        return self._names.setdefault(style, f"s{len(self._names)}")

    def sheet(self) -> str:
        """Return the rules of all classes, in the order in which they were met."""
        return "".join(f".{name}{{{style}}}" for style, name in self._names.items())


def slim(root: ET.Element, prefix: str, styles: Styles | None = None) -> None:
    """Make a drawing smaller without changing what is seen; the tree is changed in place.

    Parameters
    ----------
    root
        The ``svg`` element, cleaned: nothing in it but drawing elements and attributes.
    prefix
        Put before the ids that stay: those that something refers to.
    styles
        Takes the styles out of the elements; without it they stay where they are.
    """
    _unclip(root)
    names = _names(root, prefix)
    for element in root.iter():
        _rename(element, names)
        if "d" in element.attrib:
            element.attrib["d"] = short_path(element.attrib["d"])
        for name in _PLACES & element.attrib.keys():
            element.attrib[name] = _FRACTION.sub(_tenths, element.attrib[name])
        _restyle(element, styles)
    _flatten(root)


def _unclip(root: ET.Element) -> None:
    """Take away clips as large as the drawing: a picture ends at its frame anyway."""
    frame = [float(number) for number in root.attrib.get("viewBox", "").split()]
    if len(frame) != _BOX:
        return
    whole = {
        f"url(#{clip.attrib['id']})"
        for clip in root.iter("clipPath")
        if "id" in clip.attrib and len(clip) == 1 and _covers(clip[0], frame)
    }
    for element in root.iter():
        if element.attrib.get("clip-path") in whole:
            del element.attrib["clip-path"]


def _covers(rect: ET.Element, frame: list[float]) -> bool:
    if rect.tag != "rect" or "transform" in rect.attrib:
        return False
    x, y, width, height = (float(rect.attrib.get(name, 0)) for name in ("x", "y", "width", "height"))
    return (
        x <= frame[0] + _NEAR
        and y <= frame[1] + _NEAR
        and x + width >= frame[0] + frame[2] - _NEAR
        and y + height >= frame[1] + frame[3] - _NEAR
    )


def _names(root: ET.Element, prefix: str) -> dict[str, str]:
    """Return new names of the ids that something refers to, numbered in the order of the drawing."""
    wanted = {
        name
        for element in root.iter()
        for key, value in element.attrib.items()
        for name in ([value[1:]] if key == "href" else _REFERENCE.findall(value))
    }
    number = count()
    return {
        element.attrib["id"]: f"{prefix}{next(number)}"
        for element in root.iter()
        if element.attrib.get("id") in wanted
    }


def _rename(element: ET.Element, names: dict[str, str]) -> None:
    own = element.attrib.pop("id", None)
    if own in names:
        element.attrib["id"] = names[own]
    for key, value in list(element.attrib.items()):
        if key == "href":
            element.attrib[key] = f"#{names.get(value[1:], value[1:])}"
        elif "url(#" in value:
            element.attrib[key] = _REFERENCE.sub(
                lambda found: f"url(#{names.get(found[1], found[1])})", value
            )


def _tenths(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")


def _restyle(element: ET.Element, styles: Styles | None) -> None:
    parts = [
        part
        for part in _TOUCHING.sub(lambda found: found[0][0], element.attrib.pop("style", "")).split(";")
        if part
    ]
    if (clip := element.attrib.pop("clip-path", None)) is not None:
        parts.append(f"clip-path:{clip}")
    style = ";".join(part.strip() for part in parts if part.strip() not in _SAID_ANYWAY)
    if not style:
        return
    if styles is not None and _PLAIN_STYLE.fullmatch(style):
        element.attrib["class"] = styles.name(style)
    else:
        element.attrib["style"] = style


def _flatten(root: ET.Element) -> None:
    """Put what stands in a group that says nothing in the place of the group; drop definitions that nothing uses."""
    for defs in root.iter("defs"):
        defs[:] = [child for child in defs if "id" in child.attrib]
    for parent in reversed(list(root.iter())):
        if not any(child.tag in {"g", "defs"} and not child.attrib for child in parent):
            continue
        kept: list[ET.Element] = []
        for child in parent:
            if child.attrib or child.tag not in {"g", "defs"}:
                kept.append(child)
            elif child.tag == "g":
                kept.extend(child)
            elif len(child):
                kept.append(child)
        parent[:] = kept
