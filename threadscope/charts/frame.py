"""What the numbers of every chart hold beside their own, and what of a picture follows from it: head, foot, `Chart`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import polars as pl

from threadscope.charts.canvas import Canvas
from threadscope.charts.chart import Chart
from threadscope.charts.masthead import NARROW, Masthead, masthead
from threadscope.charts.words import wrap

__all__ = ["Frame", "Framed"]


class Framed(TypedDict):
    """What `OneThread.frame` fills of a `Frame`, checked by name and type where numbers are made of it."""

    theme: str
    width: int
    alone: bool
    thread_id: str
    title: str
    evidence: tuple[str, ...]
    completeness: str
    replies: tuple[tuple[str, int], ...]
    footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The numbers of a chart, of whatever kind.

    Attributes
    ----------
    theme, width, alone
        How it is drawn: the palette, CSS pixels, and whether the title stands in the picture.
    thread_id
        The thread that is drawn.
    title, subtitle
        Sentences above the picture; a chart whose subtitle depends on its layout makes it there.
    evidence
        Ids of the posts that the title rests on.
    why
        Why there is too little to draw; "" where there is enough.
    completeness, replies
        How much of what X counts the archive holds, in words and as numbers.
    footer
        The line on the sources.
    """

    theme: str
    width: int
    alone: bool
    thread_id: str
    title: str
    subtitle: str = ""
    evidence: tuple[str, ...]
    why: str = ""
    completeness: str
    replies: tuple[tuple[str, int], ...]
    footer: str

    @property
    def narrow(self) -> bool:
        """Whether it is laid out for a phone."""
        return self.width < NARROW

    def head(self, subtitle: str | None = None, *, most: tuple[int, int] = (2, 5)) -> Masthead:
        """Break the title, if it stands in the picture, and the subtitle to the width.

        Parameters
        ----------
        subtitle
            In place of the one held here.
        most
            Most lines of the title, and on a phone.
        """
        title = self.title if self.alone else ""
        return masthead(title, self.subtitle if subtitle is None else subtitle, self.width, most=most)

    def foot(self, room: float, size: float = 9.3, *, complete: bool = False) -> tuple[str, ...]:
        """Break the line on the sources to the room; before it, if asked for, how complete the archive is.

        That X's counts are not here is told once by the page that a picture stands in.
        """
        tells = complete and self.completeness and (self.alone or self.replies)
        first = wrap(self.completeness, room, size, lines=3) if tells else []
        return (*first, *wrap(self.footer, room, size, lines=4))

    def chart(
        self, name: str, canvas: Canvas, alt: str, table: pl.DataFrame, subtitle: str | None = None
    ) -> Chart:
        """Return the drawn chart; ``subtitle`` as for `head`."""
        return Chart(
            name=name,
            figure=canvas.figure,
            title=self.title,
            subtitle=self.subtitle if subtitle is None else subtitle,
            alt=alt,
            table=table,
            evidence=self.evidence,
            footer=self.footer,
            telling=not self.why,
        )
