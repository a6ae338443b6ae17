"""Two axes, logarithmic where numbers reach far, with a row for nought, and where the crowd stands between them: one dot a person, or cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from threadscope.charts.sides import Side
from threadscope.charts.voices.numbers import Cell

__all__ = ["Block", "Box", "Dot", "Field", "Pool", "lattice", "pools"]

Box = tuple[float, float, float, float]

#: Pixels from one dot of the crowd to the next: as wide as all blocks bear.
_WIDEST, _CLOSEST, _STEP = 7.0, 4.0, 0.2
#: Up to here an axis has every whole number, all as far apart; a crowd needs the room that a logarithm gives the first.
_EVEN = 6
_BENDS = 24
_BINS_A_DECADE, _BIN_ROOM, _LARGEST, _SMALLEST = 7, 24.0, 46.0, 9.0


@dataclass(frozen=True, slots=True)
class Field:
    """The paper between the axes, in pixels.

    Attributes
    ----------
    left, right, top, bottom
        Its frame.
    most_posts, most_answers
        The largest numbers that have to find room.
    nought
        Height of the row of those without an answer.
    inset
        Pixels left free right of the left edge, so that a block of people who wrote once fits.
    evenly
        Axes that end here or before have all whole numbers at the same distance.
    """

    left: float
    right: float
    top: float
    bottom: float
    most_posts: int
    most_answers: int
    nought: float
    inset: float
    evenly: int = _EVEN

    @property
    def decade(self) -> tuple[float, float]:
        """Pixels that a tenfold number takes, across and upwards."""
        return self._across / math.log10(max(self.most_posts, 4)), self._up / math.log10(
            max(self.most_answers, 4)
        )

    @property
    def whole(self) -> tuple[bool, bool]:
        """Whether an axis, across and upwards, has so few numbers that each has its place at the same distance."""
        return self.most_posts <= self.evenly, self.most_answers <= self.evenly

    @property
    def _across(self) -> float:
        return self.right - self.left - 1.35 * self.inset

    @property
    def _up(self) -> float:
        return self._one - self.top - 52

    @property
    def _one(self) -> float:
        return self.bottom - 1.5 * self.nought

    def x(self, n_posts: float) -> float:
        """Return where a number of posts stands."""
        start = self.left + self.inset
        if self.whole[0]:
            return start + self._across * (n_posts - 1) / (max(self.most_posts, 4) - 1)
        return start + self.decade[0] * math.log10(n_posts)

    def y(self, n_answers: float) -> float:
        """Return where a number of answers stands; between 0 and 1 there is nobody."""
        if n_answers < 1:
            return self.bottom - self.nought / 2
        if self.whole[1]:
            return self._one - self._up * (n_answers - 1) / (max(self.most_answers, 4) - 1)
        return self._one - self.decade[1] * math.log10(n_answers)

    @property
    def even(self) -> tuple[tuple[float, float], ...]:
        """The line of those who drew as many answers as they wrote posts: bent where only one axis is logarithmic."""
        most = min(max(self.most_posts, 4), max(self.most_answers, 4))
        if self.whole[0] == self.whole[1]:
            return (self.x(1), self.y(1)), (self.x(most), self.y(most))
        numbers = (1 + (most - 1) * step / _BENDS for step in range(_BENDS + 1))
        return tuple((self.x(number), self.y(number)) for number in numbers)

    def room(self, n_posts: int, n_answers: int) -> tuple[float, float]:
        """Return how wide and high a block of people may be who share two numbers."""
        x, y = self.x(n_posts), self.y(n_answers)
        before = self.inset if n_posts == 1 else (x - self.x(n_posts - 1)) / 2
        below = self.nought / 2 if n_answers == 0 else (self.y(n_answers - 1) - y) / 2
        above = (y - self.y(n_answers + 1)) / 2
        return 1.9 * min(before, (self.x(n_posts + 1) - x) / 2), 1.9 * min(below, above)


@dataclass(frozen=True, slots=True)
class Dot:
    """One person of the crowd: where, and on which side."""

    x: float
    y: float
    side: Side


@dataclass(frozen=True, slots=True)
class Block:
    """The people of one cell as dots, and the room that they take."""

    cell: Cell
    dots: tuple[Dot, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Pool:
    """The people of a cell as one square: its middle, its side, and its tone from 0 to 2."""

    cell: Cell
    x: float
    y: float
    size: float
    tone: int

    @property
    def box(self) -> Box:
        """The room that it takes."""
        half = self.size / 2
        return self.x - half, self.y - half, self.size, self.size


def _block(field: Field, cell: Cell, pitch: float) -> Block | None:
    """Set the people of a cell in rows around its point, placed ones first; None where they find no room."""
    number = cell.n_people
    wide, high = field.room(cell.posts[0], cell.answers[0])
    columns, rows = max(1, int(wide / pitch)), max(1, int(high / pitch))
    if number > columns * rows:
        return None
    # About twice as wide as high, as far as the room allows.
    across = min(
        columns, number, max(math.ceil(number / rows), math.ceil(math.sqrt(2.2 * number)), min(number, 4))
    )
    down = math.ceil(number / across)
    x0 = field.x(cell.posts[0]) - (across - 1) / 2 * pitch
    y0 = field.y(cell.answers[0]) + (down - 1) / 2 * pitch
    sides = [side for side, some in cell.sides for _ in range(some)]
    dots = tuple(
        Dot(x0 + place % across * pitch, y0 - place // across * pitch, side)
        for place, side in enumerate(sides)
    )
    box = (x0 - pitch / 2, y0 - (down - 0.5) * pitch, across * pitch, down * pitch)
    return Block(cell, dots, box)


def lattice(field: Field, cells: Sequence[Cell]) -> tuple[tuple[Block, ...], float] | None:
    """Give everybody a dot: all as far apart as the fullest block bears.

    Returns
    -------
    tuple or None
        The blocks, and the pixels from dot to dot; None where the crowd does not fit.
    """
    for step in range(round((_WIDEST - _CLOSEST) / _STEP) + 1):
        pitch = _WIDEST - step * _STEP
        blocks = [_block(field, cell, pitch) for cell in cells]
        found = tuple(block for block in blocks if block is not None)
        if len(found) == len(cells):
            return found, pitch
    return None


def _bin(number: int, a_decade: int) -> int:
    return -1 if number == 0 else math.floor(math.log10(number) * a_decade + 1e-9)


def pools(field: Field, cells: Sequence[Cell]) -> tuple[Pool, ...]:
    """Pool people with about the same numbers: cells of equal width on both axes, size and tone by log count."""
    across, up = (max(2, min(_BINS_A_DECADE, int(length / _BIN_ROOM))) for length in field.decade)
    found: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        found.setdefault((_bin(cell.posts[0], across), _bin(cell.answers[0], up)), []).append(cell)
    joined = [_joined(parts) for _, parts in sorted(found.items())]
    most = math.log1p(max((cell.n_people for cell in joined), default=1))
    parts = [math.log1p(cell.n_people) / most for cell in joined]
    middles = [
        (
            (field.x(cell.posts[0]) + field.x(cell.posts[1])) / 2,
            (field.y(cell.answers[0]) + field.y(cell.answers[1])) / 2,
        )
        for cell in joined
    ]
    largest = _largest(parts, middles)
    return tuple(
        Pool(cell, *middle, max(_SMALLEST, largest * part), min(2, int(3 * part)))
        for cell, middle, part in zip(joined, middles, parts, strict=True)
    )


def _largest(parts: Sequence[float], middles: Sequence[tuple[float, float]]) -> float:
    """Return the largest square that keeps all of them apart."""
    found = _LARGEST
    for place, (x, y) in enumerate(middles):
        for other in range(place):
            apart = max(abs(x - middles[other][0]), abs(y - middles[other][1])) - 2
            found = min(found, 2 * apart / (parts[place] + parts[other]))
    return max(found, _SMALLEST)


def _joined(parts: Sequence[Cell]) -> Cell:
    """Return several cells as one."""
    sides: dict[Side, int] = {}
    for cell in parts:
        for side, number in cell.sides:
            sides[side] = sides.get(side, 0) + number
    posts = [number for cell in parts for number in cell.posts]
    answers = [number for cell in parts for number in cell.answers]
    return Cell((min(posts), max(posts)), (min(answers), max(answers)), tuple(sides.items()))
