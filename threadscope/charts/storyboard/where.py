"""The last cell of the storyboard, where it stands -> its blocks of lines as broken to the width, and its height."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.storyboard.numbers import Storyboard
from threadscope.charts.storyboard.parts import FACT, LEADING, PAD, Fact
from threadscope.charts.words import wrap

__all__ = ["WhereText", "block_high", "where_text"]


@dataclass(frozen=True, slots=True)
class WhereText:
    """The last cell: its columns of blocks, each a kind and its lines, and its height."""

    columns: tuple[tuple[Fact, ...], ...]
    column_wide: float
    high: float


def _block(kind: str, words: str, room: float, lines: int) -> Fact:
    return Fact(kind, tuple(wrap(words, room, FACT, lines=lines)) if words else ())


def side_words(numbers: Storyboard) -> list[str]:
    """Return what is said of each side: its posts and what they do."""
    return [side.people(n) for side, n in numbers.standing.sides]


def where_text(numbers: Storyboard, wide: float, *, strips: int) -> WhereText:
    """Break the last cell to its width, in one, two or three columns.

    Parameters
    ----------
    numbers
        What is said.
    wide
        Width of the cell in pixels.
    strips
        Cells of the grid that it takes.
    """
    n = max(1, min(strips, 3))
    column = (wide - 2 * PAD - 28 * (n - 1)) / n
    standing = numbers.standing
    sides = Fact("sides", tuple(side_words(numbers)))
    note = _block("note" if standing.noted else "quiet", standing.note, column, 6 if n == 1 else 5)
    last = _block("last", standing.last, column, 3)
    complete = _block("last", standing.completeness, column, 3)
    unknown = _block("quiet", standing.unknown, column, 4)
    sets = {
        1: [[sides, note, last, complete, unknown]],
        2: [[sides, complete, unknown], [note, last]],
        3: [[sides], [note, last], [complete, unknown]],
    }[n]
    columns = tuple(tuple(block for block in blocks if block.lines) for blocks in sets)
    high = max(sum(block_high(block) for block in blocks) for blocks in columns)
    return WhereText(columns, column, 50 + high + 6)


def block_high(block: Fact) -> float:
    """Return the height of a block of the last cell."""
    if block.label == "sides":
        return 30 + 18 * len(block.lines) + 8
    return LEADING * len(block.lines) + 10
