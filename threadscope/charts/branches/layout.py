"""Where the parts of the branches chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.axis import Axis
from threadscope.charts.branches.numbers import Branches
from threadscope.charts.masthead import Masthead
from threadscope.charts.words import counted, share, wrap

__all__ = ["Sheet", "sheet_of", "subtitle_of"]

#: Height of the tallest ridge, the least room for a branch, and the room above its ridge; wide, and on a phone.
_TALLEST, _LEAST, _ABOVE = (128.0, 84.0), (66.0, 0.0), (34.0, 82.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places of all parts: ``bases`` are the feet of the ridges, ``unit`` is how tall one post is drawn."""

    wide: float
    high: float
    narrow: bool
    margin: float
    left: float
    right: float
    head: Masthead
    rail: float
    top: float
    bases: tuple[float, ...]
    unit: float
    axis: float
    rest: float
    rest_lines: tuple[str, ...]
    foot: float
    foot_lines: tuple[str, ...]

    def axis_of(self, numbers: Branches) -> Axis:
        """Return the time axis."""
        if numbers.scale is None:
            raise ValueError("there is no time to draw")
        return Axis(numbers.scale, self.left, self.right, 5 if self.narrow else 11)


def subtitle_of(numbers: Branches) -> str:
    """Say how the ridges are to be read."""
    if not numbers.ridges or numbers.scale is None:
        return ""
    return (
        f"Posts per {numbers.scale.unit} in each branch: every post counts for the nearest of these above it. One vertical"
        " scale; outlines are smoothed over 5 bins, the number at the top counts the fullest bin."
    )


def _rest(numbers: Branches) -> str:
    """Say what is in no drawn branch, or later than the axis."""
    branches, pooled = numbers.pooled
    n, where = numbers.n_posts, []
    if branches and numbers.ridges:
        where.append(
            f"{counted(pooled, 'post')} in {counted(branches, 'smaller branch', 'smaller branches')}"
        )
    if numbers.n_elsewhere:
        where.append(f"{numbers.n_elsewhere:,} in parts whose parent is missing")
    if numbers.n_opening:
        where.append("the opening post")
    later = f" {numbers.n_later:,} later than drawn ({share(numbers.n_later, n)})." if numbers.n_later else ""
    return f"Not in a ridge: {'; '.join(where)}.{later}" if where else later.strip()


def _heights(numbers: Branches, unit: float, *, narrow: bool) -> list[float]:
    """Return the room of each branch: a tall ridge gets a tall row, so that none covers another."""
    return [
        max(_LEAST[narrow], float(ridge.heights.max()) * unit + _ABOVE[narrow]) for ridge in numbers.ridges
    ]


def sheet_of(numbers: Branches) -> Sheet:
    """Lay the chart out: heights follow from what there is to draw."""
    narrow = numbers.narrow
    head = numbers.head(subtitle_of(numbers))
    margin = head.margin
    left, right = (margin, numbers.width - margin) if narrow else (398.0, numbers.width - 126.0)
    rail = head.high + 14
    tallest = max((float(ridge.heights.max()) for ridge in numbers.ridges), default=0.0)
    unit = _TALLEST[narrow] / max(tallest, 4.0)
    top = rail + (16 if numbers.events else -4) + (-16 if narrow else 12)
    y, bases = top, []
    for high in _heights(numbers, unit, narrow=narrow):
        y += high
        bases.append(y)
    room = numbers.width - 2 * margin
    axis = y + 16
    rest = axis + 58
    rest_lines = wrap(_rest(numbers), room, 9.8, lines=4) if numbers.ridges and _rest(numbers) else []
    if not numbers.ridges:
        rest, rest_lines = head.high + 22, wrap(numbers.why, room, 11.5, lines=8)
    foot = rest + 19 * len(rest_lines) + (8 if numbers.ridges else 16)
    foot_lines = numbers.foot(room, complete=True)
    return Sheet(
        wide=numbers.width, high=foot + 17 * len(foot_lines) + 8, narrow=narrow, margin=margin, left=left, right=right,
        head=head, rail=rail, top=top, bases=tuple(bases), unit=unit, axis=axis, rest=rest, rest_lines=tuple(rest_lines),
        foot=foot, foot_lines=foot_lines,
    )  # fmt: skip
