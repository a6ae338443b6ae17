"""The numbers of the reply matrix to a picture."""

from __future__ import annotations

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.masthead import draw_lines
from threadscope.charts.matrix.draw_cells import draw_key, key_high
from threadscope.charts.matrix.draw_phone import draw_phone, phone_high
from threadscope.charts.matrix.draw_wide import draw_wide, grid_of
from threadscope.charts.matrix.numbers import Matrix
from threadscope.charts.matrix.table import alt_text, table_of

__all__ = ["draw"]


def _body(matrix: Matrix, margin: float) -> float:
    """Return the height of key and matrix."""
    if matrix.why:
        return 0.0
    key = key_high(matrix, margin, matrix.width - margin)
    return key + 22 + (phone_high(matrix) if matrix.narrow else grid_of(matrix, margin).high)


def draw(matrix: Matrix) -> Chart:
    """Draw who answers whom.

    Raises
    ------
    ValueError
        If the cells do not hold every answer.
    """
    table = table_of(matrix)
    head = matrix.head()
    body, margin = _body(matrix, head.margin), head.margin
    foot = matrix.foot(matrix.width - 2 * margin)
    top = head.high + 8
    with paper():
        canvas = Canvas(matrix.width, top + body + 26 + 16 * len(foot), matrix.theme)
        head.draw(canvas)
        if not matrix.why:
            draw_key(canvas, matrix, margin, matrix.width - margin, top)
            below = top + key_high(matrix, margin, matrix.width - margin) + 14
            if matrix.narrow:
                draw_phone(canvas, matrix, margin, below)
            else:
                draw_wide(canvas, matrix, grid_of(matrix, margin), margin, below)
        draw_lines(canvas, foot, (margin, top + body + 18), 16)
    return matrix.chart("matrix", canvas, alt_text(matrix), table)
