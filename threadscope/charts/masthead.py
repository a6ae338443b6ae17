"""What stands above and below every chart: the finding as title, its numbers, and the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from threadscope.charts.canvas import Canvas
from threadscope.charts.words import wrap

__all__ = ["NARROW", "Masthead", "draw_lines", "masthead"]

#: A picture less wide, in CSS pixels, is laid out for a phone.
NARROW: Final = 700
_QUOTED: Final = re.compile("“([^“”]*)”")
#: A quotation is cut down to so many letters, not further.
_SHORTEST: Final = 16
_TRAILING: Final = " .,;:'-–—("


@dataclass(frozen=True, slots=True)
class Masthead:
    """Title and subtitle as broken into lines, and the height that they take from the upper edge."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    margin: float
    size: float
    leading: float
    high: float

    def draw(self, canvas: Canvas) -> None:
        """Write both."""
        y = 28.0
        for line in self.title:
            canvas.text(self.margin, y, line, self.size, bold=True)
            y += self.leading
        y -= 1
        for line in self.subtitle:
            canvas.text(self.margin, y, line, colour=canvas.colours.muted)
            y += 19


def _needed(title: str, room: float, size: float) -> int:
    """Return how many lines a whole title takes."""
    return len(wrap(title, room, size, lines=len(title), bold=True))


def _shortened(words: str) -> str:
    """Return quoted words without the last of them, and with an ellipsis that says so."""
    bare = words.removesuffix("…").rstrip()
    shorter = bare.rsplit(" ", 1)[0] if " " in bare else bare[: len(bare) // 2]
    return shorter.rstrip(_TRAILING) + "…"


def _whole(title: str, room: float, size: float, most: int) -> str:
    """Return a title that fits, as a sentence with its end: what is too long is cut inside the longest quotation.

    Where that is not enough the title takes more lines.
    """
    while _needed(title, room, size) > most:
        found = max(_QUOTED.finditer(title), key=lambda quote: len(quote[1]), default=None)
        if found is None or len(found[1]) <= _SHORTEST:
            break
        title = title[: found.start(1)] + _shortened(found[1]) + title[found.end(1) :]
    return title


def _balanced(title: str, room: float, size: float, most: int) -> list[str]:
    """Break a title into the fewest lines, of about equal width, so that no single word is left over."""
    title = _whole(title, room, size, most)
    most = max(most, _needed(title, room, size))
    lines = wrap(title, room, size, lines=most, bold=True)
    if len(lines) == 1 or " ".join(lines) != title:
        return lines
    for part in range(99, 50, -3):
        tighter = wrap(title, room * part / 100, size, lines=most, bold=True)
        if len(tighter) > len(lines) or " ".join(tighter) != title:
            break
        lines = tighter
    return lines


def masthead(title: str, subtitle: str, wide: int, *, most: tuple[int, int] = (2, 5)) -> Masthead:
    """Break title and subtitle to the width.

    Parameters
    ----------
    title, subtitle
        Sentences; either may be empty.
    wide
        Width of the picture in CSS pixels.
    most
        Most lines of the title, and on a phone; a title that is too long without its quotations takes more.
    """
    narrow = wide < NARROW
    margin, size, leading = (14.0, 16.5, 25.0) if narrow else (24.0, 19.0, 28.0)
    room = wide - 2 * margin
    heads = _balanced(title, room, size, most[narrow]) if title else []
    subs = wrap(subtitle, room, 10.8, lines=7 if narrow else 3) if subtitle else []
    high = 18 + leading * len(heads) + 19 * len(subs) + 8
    return Masthead(tuple(heads), tuple(subs), margin, size, leading, high)


def draw_lines(
    canvas: Canvas,
    lines: Sequence[str],
    at: tuple[float, float],
    step: float = 17,
    size: float = 9.3,
    *,
    colour: str | None = None,
) -> None:
    """Write lines below each other, as at the foot; muted where no colour is given."""
    x, y = at
    for place, line in enumerate(lines):
        canvas.text(x, y + step * place, line, size, colour=colour or canvas.colours.muted)
