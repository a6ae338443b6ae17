"""A sheet of paper measured in CSS pixels, y downwards, and the few things that are drawn on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Literal

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.patches import FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from threadscope.charts.direction import directed
from threadscope.charts.fonts import PX_PER_PT, families, width
from threadscope.theme import Palette, palette

__all__ = ["HATCH", "PICTURE", "Canvas", "Numbers", "paper", "radius"]

Numbers = npt.NDArray[np.float64]
Point = tuple[float, float]
Dashes = tuple[float, ...]
Box = tuple[float, float, float, float]

#: The look of "could not be placed".
HATCH: Final = "//////"
_DPI: Final = 100
# Where the middle of capitals and digits lies above the baseline, in em: text is placed by its middle.
_MIDDLE: Final = 0.32
_FRAME: Final = ((-1, -0.75), (1, -0.75), (1, 0.75), (-1, 0.75), (-1, -0.75))
_HILLS: Final = ((-0.75, -0.5), (-0.2, 0.25), (0.2, -0.15), (0.45, 0.1), (0.75, -0.5), (-0.75, -0.5))
#: A small picture, as a marker: frame and hills.
PICTURE: Final = Path(
    np.array([*_FRAME, *_HILLS]), np.array([1, 2, 2, 2, 79, 1, 2, 2, 2, 2, 79], dtype=np.uint8)
)


@contextmanager
def paper() -> Iterator[None]:
    """Draw under matplotlib's defaults and ours, whatever the user has set; afterwards all is as before."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["svg.fonttype"] = "none"
        mpl.rcParams["svg.hashsalt"] = "threadscope"
        mpl.rcParams["text.hinting"] = "no_hinting"
        mpl.rcParams["text.parse_math"] = False
        yield


def radius(area: float) -> float:
    """Return the radius in pixels of a dot whose marker area is given in square points.

    >>> round(radius(36.0), 2)
    4.17
    """
    return float(np.sqrt(area)) / 2 * PX_PER_PT


class Canvas:
    """One figure with one axes that covers it, both measured in CSS pixels from the upper left corner.

    Parameters
    ----------
    wide, high
        Size in CSS pixels.
    theme
        ``light`` or ``dark``.
    """

    def __init__(self, wide: float, high: float, theme: str) -> None:
        self.wide, self.high = wide, high
        self.colours: Palette = palette(theme)
        self.figure = Figure(figsize=(wide / _DPI, high / _DPI), dpi=_DPI, facecolor=self.colours.bg)
        self._axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, wide)
        self._axes.set_ylim(high, 0)
        # Everything is put on these axes as it is (`add_artist`): limits that follow what is drawn would cost a third of
        # the time and are fixed anyway.
        self._axes.set_axis_off()

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10.8,
        *,
        bold: bool = False,
        colour: str | None = None,
        align: Literal["left", "center", "right"] = "left",
        turned: bool = False,
        on_paper: bool = False,
        z: float = 6,
    ) -> float:
        """Write one line whose capitals' middle lies at ``y``; return how wide it is in pixels.

        Parameters
        ----------
        x, y
            Where, in pixels.
        words
            The line; empty draws nothing.
        size
            Type size in points.
        bold, colour, align, z
            How.
        turned
            Whether it runs upwards.
        on_paper
            Whether the ground below it is cleared first.
        """
        wide = width(words, size, bold=bold)
        if not words:
            return 0.0
        if on_paper:
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * wide
            half = size * PX_PER_PT * 0.62
            self.rect((left - 2, y - half, wide + 4, 2 * half), self.colours.bg, z=z - 0.1)
        weight = "bold" if bold else "normal"
        drop = _MIDDLE * size * PX_PER_PT
        self._axes.add_artist(
            Text(
                x + drop if turned else x,
                y if turned else y + drop,
                directed(words),
                color=colour or self.colours.ink,
                fontproperties=FontProperties(family=families(words, bold=bold), size=size, weight=weight),
                horizontalalignment=align,
                verticalalignment="baseline",
                rotation=90 if turned else 0,
                rotation_mode="anchor",
                parse_math=False,
                clip_on=False,
                zorder=z,
            )
        )
        return wide

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        wide: float = 1.0,
        *,
        dash: Dashes = (),
        alpha: float = 1.0,
        z: float = 1,
    ) -> None:
        """Draw a line through points; ``wide`` and ``dash`` are in points."""
        self.lines([points], colour, wide, dash=dash, alpha=alpha, z=z)

    def lines(
        self,
        segments: Sequence[Sequence[Point]],
        colour: str,
        wide: float = 1.0,
        *,
        dash: Dashes = (),
        alpha: float = 1.0,
        z: float = 1,
    ) -> None:
        """Draw several lines of one look as one object, so that thousands stay a small file."""
        if not segments:
            return
        codes = [code for s in segments for code in (Path.MOVETO, *[Path.LINETO] * (len(s) - 1))]
        path = Path(np.array([point for s in segments for point in s]), np.array(codes, dtype=np.uint8))
        style: Literal["-"] | tuple[float, Dashes] = (0, dash) if dash else "-"
        self._axes.add_artist(
            PathPatch(
                path, fill=False, edgecolor=colour, linewidth=wide, linestyle=style, alpha=alpha, zorder=z,
                capstyle="butt", joinstyle="round",
            )
        )  # fmt: skip

    def rect(
        self,
        box: Box,
        fill: str | None,
        *,
        edge: str | None = None,
        wide: float = 0.8,
        hatch: str | None = None,
        dash: Dashes = (),
        z: float = 1,
    ) -> None:
        """Draw a rectangle: x, y, width, height. A hatch takes the colour of the edge."""
        x, y, w, h = box
        patch = Rectangle(
            (x, y), w, h, facecolor=fill or "none", edgecolor=edge or "none", linewidth=wide if edge else 0,
            linestyle=(0, dash) if dash else "-", hatch=hatch, zorder=z,
        )  # fmt: skip
        patch.set_hatch_linewidth(0.7)
        self._axes.add_artist(patch)

    def rects(self, boxes: Sequence[Box], fill: str, *, z: float = 1) -> None:
        """Draw rectangles of one colour as one object."""
        if boxes:
            corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]
            self.shape(corners, fill, z=z)

    def shape(
        self,
        outlines: Sequence[Sequence[Point]],
        fill: str,
        *,
        edge: str | None = None,
        wide: float = 0.9,
        hatch: str | None = None,
        z: float = 2,
    ) -> None:
        """Draw closed outlines of one look as one object; no outlines draw nothing."""
        if not outlines:
            return
        codes = [
            code
            for line in outlines
            for code in (Path.MOVETO, *[Path.LINETO] * (len(line) - 2), Path.CLOSEPOLY)
        ]
        path = Path(np.array([point for line in outlines for point in line]), np.array(codes, dtype=np.uint8))
        patch = PathPatch(
            path, facecolor=fill, edgecolor=edge or "none", linewidth=wide if edge else 0, hatch=hatch, zorder=z,
            joinstyle="miter",
        )  # fmt: skip
        patch.set_hatch_linewidth(0.7)
        self._axes.add_artist(patch)

    def dots(
        self,
        points: Sequence[Point],
        areas: float | Sequence[float],
        fill: str,
        *,
        edge: str | None = None,
        wide: float = 0.9,
        marker: str | Path = "o",
        z: float = 4,
    ) -> None:
        """Draw marks of one look; areas are in square points."""
        if points:
            style = MarkerStyle(marker)
            marks = PathCollection(
                [style.get_path().transformed(style.get_transform())],
                sizes=np.ravel(areas),
                offsets=np.array(points),
                offset_transform=self._axes.transData,
                facecolors=fill,
                edgecolors=edge or "none",
                linewidths=wide if edge else 0,
                zorder=z,
            )
            marks.set_transform(IdentityTransform())
            self._axes.add_artist(marks)

    def crosses(self, points: Sequence[Point], area: float, colour: str, *, z: float = 4) -> None:
        """Draw small crosses."""
        half = radius(area)
        strokes = [((x - half, y - half), (x + half, y + half)) for x, y in points]
        strokes += [((x - half, y + half), (x + half, y - half)) for x, y in points]
        self._axes.add_artist(LineCollection(strokes, colors=colour, linewidths=1.1, zorder=z))

    def badge(self, x: float, y: float, words: str, colour: str, *, size: float = 9.5, z: float = 7) -> None:
        """Draw a number in a filled circle."""
        self.dots([(x, y)], (size * 1.66 + (2.0 if len(words) > 2 else 0)) ** 2, colour, z=z)
        self.text(x, y, words, size, bold=True, colour=self.colours.bg, align="center", z=z + 0.1)

    def arrow(
        self,
        start: Point,
        end: Point,
        *,
        by_quote: bool = False,
        bend: float = 0.0,
        gaps: tuple[float, float] = (0.0, 0.0),
        z: float = 5,
    ) -> None:
        """Draw an arrow: solid with a filled head for a reply, dashed with an open head for a quote.

        ``gaps`` are the pixels left free at both ends.
        """
        head = "->,head_width=3.2,head_length=4.6" if by_quote else "-|>,head_width=2.6,head_length=4.8"
        self._axes.add_artist(
            FancyArrowPatch(
                start, end, connectionstyle=f"arc3,rad={bend}", arrowstyle=head,
                shrinkA=gaps[0] / PX_PER_PT, shrinkB=gaps[1] / PX_PER_PT, color=self.colours.ink,
                linewidth=1.35 if by_quote else 1.15, linestyle=(0, (3.2, 2)) if by_quote else "-", zorder=z,
            )
        )  # fmt: skip

    def texts(self) -> list[Text]:
        """Return what is written on the paper, in the order of writing."""
        return [
            artist for artist in self._axes.get_children() if isinstance(artist, Text) and artist.get_text()
        ]
