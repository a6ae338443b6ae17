"""The reply matrix on a wide sheet: names at the left and above, sums at the right and below."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.matrix.draw_cells import breaks, draw_cell, draw_side
from threadscope.charts.matrix.draw_pairs import draw_pairs, pairs_fit
from threadscope.charts.matrix.numbers import Line, Matrix
from threadscope.charts.matrix.table import ABSENT
from threadscope.charts.words import cut

__all__ = ["Grid", "draw_wide", "grid_of"]

_SIZE, _SMALL = 10.3, 9.3
_CELL, _MOST_CELL, _GAP = 36.0, 84.0, 4.0
_HEAD, _SUMS, _MARK = 74.0, 74.0, 16.0
_MOST_LABEL = 232.0
_READING = "who answers ↓  whom →"


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells stand: left edge, cell width, width of a label, and the height of heads, cells and sums."""

    left: float
    cell: float
    label: float
    high: float

    def x(self, column: int, matrix: Matrix) -> float:
        """Left edge of a column; people who are not archived stand apart."""
        apart = 10.0 if column >= len(matrix.lines) else 0.0
        return self.left + self.cell * column + apart


def _named(line: Line) -> bool:
    return line.named


def grid_of(matrix: Matrix, margin: float) -> Grid:
    """Lay the matrix out between the margins."""
    labels = (width(line.label, _SIZE, bold=_named(line)) for line in matrix.lines)
    label = min(max(*labels, width(_READING, _SMALL) - _MARK), _MOST_LABEL)
    left = margin + label + _MARK + 10
    cell = min(_MOST_CELL, (matrix.width - margin - _SUMS - 10 - left) / matrix.columns)
    return Grid(left, cell, label, _HEAD + _CELL * len(matrix.lines) + 34)


def _ink(canvas: Canvas, line: Line) -> str:
    """Return the colour of a name: of a side only where the person was placed on it."""
    colours = canvas.colours
    return line.side.words(colours) if line.side.placed or not line.named else colours.ink


def _head(line: Line) -> str:
    """Return what stands above a column: of others only the side, since a bracket says that they are others."""
    return line.label if line.named else line.label.partition(", ")[2]


def _heads(canvas: Canvas, matrix: Matrix, grid: Grid, top: float) -> None:
    """Write the names above the columns on two levels, so that each has the room of two."""
    colours, foot = canvas.colours, top + _HEAD - 6
    room = 2 * grid.cell - 12
    for column, line in enumerate(matrix.lines):
        middle = grid.x(column, matrix) + (grid.cell - _GAP) / 2
        upper = column % 2 == 1
        y = top + (22 if upper else 42)
        words = cut(_head(line), room, _SMALL, bold=line.named)
        canvas.text(middle, y, words, _SMALL, bold=line.named, colour=_ink(canvas, line), align="center")
        if upper:
            canvas.line([(middle, y + 10), (middle, foot - 8)], colours.rule, 0.8, z=0.8)
        draw_side(canvas, line.side, middle, foot - 3)
    if matrix.absent:
        middle = grid.x(len(matrix.lines), matrix) + (grid.cell - _GAP) / 2
        upper = len(matrix.lines) % 2 == 1
        y = top + (22 if upper else 42)
        canvas.text(middle, y, ABSENT, _SMALL, colour=colours.muted, align="center")
        if upper:
            canvas.line([(middle, y + 10), (middle, foot - 8)], colours.rule, 0.8, z=0.8)
        canvas.crosses([(middle, foot - 3)], 18, colours.muted)
    others = [column for column, line in enumerate(matrix.lines) if not line.named]
    if others:
        start, end = grid.x(others[0], matrix), grid.x(others[-1], matrix) + grid.cell - _GAP
        words = "others" if end - start < 90 else "all others"
        canvas.line([(start, top + 12), (start, top + 8), (end, top + 8), (end, top + 12)], colours.rule, 0.9)
        canvas.text((start + end) / 2, top - 2, words, _SMALL, colour=colours.muted, align="center")


def _separators(canvas: Canvas, matrix: Matrix, grid: Grid, top: float) -> None:
    colours = canvas.colours
    end = grid.x(len(matrix.lines) - 1, matrix) + grid.cell - _GAP
    foot = top + _CELL * len(matrix.lines) - _GAP
    for place in breaks(matrix):
        x, y = grid.x(place, matrix) - _GAP / 2, top + _CELL * place - _GAP / 2
        canvas.line([(x, top), (x, foot)], colours.muted, 1.1, z=2.5)
        canvas.line([(grid.left, y), (end, y)], colours.muted, 1.1, z=2.5)


def _sums(canvas: Canvas, matrix: Matrix, grid: Grid, top: float) -> None:
    """Write how many answers each wrote and drew, those who drew half of all in bold."""
    colours = canvas.colours
    right = grid.x(matrix.columns - 1, matrix) + grid.cell + 52
    foot = top + _CELL * len(matrix.lines) + 12
    for row in range(len(matrix.lines)):
        y = top + _CELL * row + (_CELL - _GAP) / 2
        canvas.text(right, y, f"{int(matrix.cells[row].sum()):,}", _SIZE, colour=colours.muted, align="right")
    for column in range(matrix.columns):
        middle = grid.x(column, matrix) + (grid.cell - _GAP) / 2
        leads = column in matrix.leading
        words = f"{int(matrix.cells[:, column].sum()):,}"
        ink = colours.ink if leads else colours.muted
        canvas.text(middle, foot, words, _SIZE, bold=leads, colour=ink, align="center")
    canvas.text(right, foot, f"{matrix.n_answers:,}", _SIZE, bold=True, align="right")
    canvas.text(right, top - 9, "written", _SMALL, colour=colours.muted, align="right")
    canvas.text(grid.left - 10, foot, "drawn", _SMALL, colour=colours.muted, align="right")


def draw_wide(canvas: Canvas, matrix: Matrix, grid: Grid, margin: float, top: float) -> None:
    """Draw names, cells, separators and sums."""
    colours, body = canvas.colours, top + _HEAD
    _heads(canvas, matrix, grid, top)
    canvas.text(grid.left - 10, top + _HEAD - 9, _READING, _SMALL, colour=colours.muted, align="right")
    for row, line in enumerate(matrix.lines):
        y = body + _CELL * row
        words = cut(line.label, grid.label + 1, _SIZE, bold=line.named)
        middle = y + (_CELL - _GAP) / 2
        canvas.text(
            grid.left - 10, middle, words, _SIZE, bold=line.named, colour=_ink(canvas, line), align="right"
        )
        draw_side(canvas, line.side, grid.left - 10 - width(words, _SIZE, bold=line.named) - 10, middle)
        for column in range(matrix.columns):
            box = (grid.x(column, matrix), y, grid.cell - _GAP, _CELL - _GAP)
            draw_cell(canvas, matrix, row, column, box)
    beside = grid.x(matrix.columns - 1, matrix) + grid.cell + _SUMS + 20
    if pairs_fit(matrix, beside, matrix.width - margin):
        draw_pairs(canvas, matrix, beside, matrix.width - margin, body, _CELL * len(matrix.lines))
    _separators(canvas, matrix, grid, body)
    _sums(canvas, matrix, grid, body)
