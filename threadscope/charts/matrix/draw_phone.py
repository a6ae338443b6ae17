"""The reply matrix on a phone: a line of words above each row of cells, numbers above the columns."""

from __future__ import annotations

from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.matrix.draw_cells import draw_cell, draw_side
from threadscope.charts.matrix.numbers import Matrix
from threadscope.charts.matrix.table import ABSENT
from threadscope.charts.words import compact, counted, cut

__all__ = ["draw_phone", "phone_high"]

_SIZE, _SMALL = 10.5, 9.3
_HEAD, _ROW, _CELL, _GAP = 30.0, 54.0, 27.0, 3.0


def phone_high(matrix: Matrix) -> float:
    """Return the height of heads, rows and sums."""
    return _HEAD + _ROW * len(matrix.lines) + 44 + (18 if matrix.absent else 0)


def _badge(canvas: Canvas, place: int, x: float, y: float) -> None:
    canvas.badge(x, y, str(place + 1), canvas.colours.ink, size=8.0)


def draw_phone(canvas: Canvas, matrix: Matrix, margin: float, top: float) -> None:
    """Draw numbered columns, and for each row who it is, the cells, and how many answers that makes."""
    colours = canvas.colours
    cell = (matrix.width - 2 * margin) / matrix.columns
    end = matrix.width - margin

    def middle(column: int) -> float:
        return margin + cell * column + (cell - _GAP) / 2

    for column in range(len(matrix.lines)):
        _badge(canvas, column, middle(column), top + 10)
    if matrix.absent:
        canvas.crosses([(middle(len(matrix.lines)), top + 10)], 26, colours.muted)
    y = top + _HEAD
    for row, line in enumerate(matrix.lines):
        _badge(canvas, row, margin + 8, y + 6)
        draw_side(canvas, line.side, margin + 27, y + 6)
        written = f"writes {int(matrix.cells[row].sum()):,}"
        room = end - margin - 40 - width(written, _SMALL) - 10
        words = cut(line.label, room, _SIZE, bold=line.named)
        ink = line.side.words(colours) if line.side.placed or not line.named else colours.ink
        canvas.text(margin + 38, y + 6, words, _SIZE, bold=line.named, colour=ink)
        canvas.text(end, y + 6, written, _SMALL, colour=colours.muted, align="right")
        for column in range(matrix.columns):
            box = (margin + cell * column, y + 18, cell - _GAP, _CELL)
            draw_cell(canvas, matrix, row, column, box, 9.8)
        y += _ROW
    canvas.line([(margin, y), (end - _GAP, y)], colours.rule, 0.9)
    for column in range(matrix.columns):
        words = compact(int(matrix.cells[:, column].sum()))
        leads = column in matrix.leading
        ink = colours.ink if leads else colours.muted
        canvas.text(middle(column), y + 14, words, 9.8, bold=leads, colour=ink, align="center")
    canvas.text(
        margin,
        y + 34,
        "answers drawn, of " + counted(matrix.n_answers, "answer"),
        _SMALL,
        colour=colours.muted,
    )
    if matrix.absent:
        canvas.crosses([(margin + 6, y + 52)], 26, colours.muted)
        words = f"{ABSENT}: answered, without a post here"
        canvas.text(margin + 18, y + 52, words, _SMALL, colour=colours.muted)
