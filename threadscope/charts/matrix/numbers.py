"""What the reply matrix draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side

__all__ = ["STEPS", "Between", "Cells", "Line", "Matrix"]

Cells = npt.NDArray[np.int64]

#: Steps of colour.
STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One row, which is one column too: a person, or all others of one side.

    Attributes
    ----------
    author_id
        The person; None for others.
    label
        What it is called.
    side
        By the person's own words; of others also by whom they answer.
    people
        How many people it holds.
    own
        Posts under posts of the same person: they answer nobody and stand in no cell.
    """

    author_id: str | None
    label: str
    side: Side
    people: int
    own: int

    @property
    def named(self) -> bool:
        """Whether it is one person."""
        return self.author_id is not None


@dataclass(frozen=True, slots=True)
class Between:
    """Where two camps were found: people on each side, the answers between placed people, and those across.

    ``expected`` is how many would go across if they answered at random with the same numbers given and received.
    """

    claim: int
    dispute: int
    answers: int
    across: int
    expected: int


@dataclass(frozen=True, slots=True)
class Matrix(Frame):
    """All that the chart draws and says.

    ``cells`` holds the answers from each line (rows) to each line (columns); its last column those to people of
    whom no post is archived. ``leading`` are the lines that drew half of all answers, where up to three named
    ones did and the title says so; ``pair`` are the two that it tells of.
    """

    n_posts: int
    n_people: int
    n_answers: int
    n_own: int
    lines: tuple[Line, ...]
    cells: Cells
    leading: tuple[int, ...]
    pair: tuple[int, ...]
    between: Between | None

    @property
    def absent(self) -> bool:
        """Whether somebody answers people of whom no post is archived."""
        return bool(self.cells[:, -1].any())

    @property
    def exchanges(self) -> list[tuple[int, int, int, int]]:
        """Two people who answered each other: their lines, the answers of the first and of the second; most first."""
        named = [place for place, line in enumerate(self.lines) if line.named]
        found = [
            (one, other, int(self.cells[one, other]), int(self.cells[other, one]))
            for one, other in combinations(named, 2)
            if self.cells[one, other] and self.cells[other, one]
        ]
        return sorted(found, key=lambda pair: -(pair[2] + pair[3]))

    @property
    def columns(self) -> int:
        """Drawn columns: a column of people who are not archived only where somebody answers them."""
        return len(self.lines) + int(self.absent)

    @property
    def lows(self) -> tuple[int, ...]:
        """The smallest number of each step of colour: equal steps of the logarithm, as many as differ."""
        most = int(self.cells.max(initial=1))
        # what is a whole number must not become the next one by rounding
        wanted = (math.ceil(round(most ** (step / STEPS), 9)) for step in range(STEPS))
        return tuple(dict.fromkeys(max(1, low) for low in wanted))

    def step(self, number: int) -> int:
        """Return the step of colour of a number of at least one."""
        return sum(number >= low for low in self.lows) - 1
