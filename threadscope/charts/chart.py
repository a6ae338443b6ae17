"""One drawn chart and what belongs to it: title, alt text, the table that was drawn, the posts behind it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from threadscope.charts.canvas import paper
from threadscope.errors import UnknownName
from threadscope.theme import FONT_FAMILY

__all__ = ["Chart", "ChartKind"]

_FORMATS = ("png", "svg")


@dataclass(frozen=True, slots=True)
class ChartKind:
    """The two functions of a chart: tables to numbers, numbers to a picture."""

    prepare: Callable[..., Any]
    draw: Callable[[Any], Chart]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart.

    Attributes
    ----------
    name
        Its name in the registry.
    figure
        The matplotlib figure.
    title, subtitle
        Sentences taken from findings.
    alt
        What somebody reads who cannot see the picture.
    table
        The numbers that were drawn.
    evidence
        Ids of the posts that the title rests on.
    footer
        The line at the foot: source, number of posts, missing parents, day of capture, zone.
    telling
        False where there is too little to draw and the picture only says why; a report then prints that sentence
        in its place.
    """

    name: str
    figure: Figure = field(repr=False)
    title: str
    subtitle: str
    alt: str
    table: pl.DataFrame = field(repr=False)
    evidence: tuple[str, ...] = ()
    footer: str = ""
    telling: bool = True

    def png(self) -> bytes:
        """Return the picture as PNG, two pixels a CSS pixel, in at most 256 colours."""
        # Straight from the painted pixels: a PNG in between would be packed and unpacked for nothing.
        painted = FigureCanvasAgg(self.figure)
        dpi = self.figure.dpi
        with paper():
            self.figure.set_dpi(2 * dpi)
            painted.draw()  # type: ignore[no-untyped-call]
            pixels = np.asarray(painted.buffer_rgba()).copy()  # type: ignore[no-untyped-call]
            self.figure.set_dpi(dpi)
        few = (
            Image.fromarray(pixels)
            .convert("RGB")
            .quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        out = io.BytesIO()
        few.save(out, format="PNG")
        return out.getvalue()

    def svg(self) -> str:
        """Return the picture as SVG, the same bytes for the same numbers; text stays text."""
        out = io.StringIO()
        with paper():
            self.figure.savefig(out, format="svg", dpi=100, metadata={"Date": None, "Creator": None})
        # Where the shipped font is not at hand, any sans serif is better than the viewer's serif.
        return out.getvalue().replace(f"'{FONT_FAMILY}'", f"'{FONT_FAMILY}', sans-serif")

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file whose ending names the format.

        Raises
        ------
        UnknownName
            If the ending is neither ``.png`` nor ``.svg``.
        """
        target = Path(path)
        kind = target.suffix.lstrip(".").lower()
        if kind not in _FORMATS:
            raise UnknownName.among("picture format", kind, _FORMATS)
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "png":
            target.write_bytes(self.png())
        else:
            target.write_text(self.svg(), encoding="utf-8")
        return target

    def _repr_png_(self) -> bytes:
        return self.png()
