"""The numbers of the note chart to a picture."""

from __future__ import annotations

from threadscope.charts.axis import draw_axis, draw_gaps, draw_grid
from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.masthead import draw_lines
from threadscope.charts.note.draw_bars import draw_bars, draw_rail
from threadscope.charts.note.draw_lanes import draw_key, draw_lanes
from threadscope.charts.note.draw_side import draw_card, draw_shares
from threadscope.charts.note.layout import Sheet, sheet_of
from threadscope.charts.note.numbers import NoteChart
from threadscope.charts.note.table import alt_text, table_of
from threadscope.charts.words import counted, wrap

__all__ = ["draw"]


def draw(numbers: NoteChart) -> Chart:
    """Draw when notes were written, shown and removed, over what was written when.

    Raises
    ------
    ValueError
        If the bars and what is not drawn do not hold every post.
    """
    table = table_of(numbers)
    sheet = sheet_of(numbers)
    axis = sheet.axis_of(numbers)
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, numbers.theme)
        sheet.head.draw(canvas)
        for item in sheet.key:
            draw_key(canvas, item)
        if axis is not None:
            draw_grid(canvas, axis, sheet.spans(numbers))
            draw_bars(canvas, numbers, sheet, axis)
            zone_end = sheet.right if not sheet.beside else sheet.right + 36
            draw_axis(canvas, axis, sheet.axis, zone_end, zone_below=not sheet.beside)
            bars = (sheet.bars, sheet.bars + sheet.bars_high)
            draw_gaps(canvas, axis, bars, sum(bars) / 2, 3 if numbers.narrow else 5)
            draw_rail(canvas, sheet)
            draw_shares(canvas, numbers, sheet)
        draw_lanes(canvas, numbers, sheet, axis)
        if sheet.card:
            draw_card(canvas, numbers, sheet)
        _draw_foot(canvas, numbers, sheet)
    return numbers.chart("note", canvas, alt_text(numbers), table)


def _draw_foot(canvas: Canvas, numbers: NoteChart, sheet: Sheet) -> None:
    """Write what found no room, how far the evidence reaches, and the sources."""
    colours, x = canvas.colours, sheet.margin
    if numbers.more:
        words = f"{counted(len(numbers.more), 'more note')} in the table of this chart"
        canvas.text(x, sheet.more + 10, words, 9.8, colour=colours.muted)
    if not numbers.lanes:
        why = wrap(numbers.why, sheet.wide - 2 * x, 11.5, lines=6)
        draw_lines(canvas, why, (x, sheet.head.high + 22), 20, 11.5, colour=colours.ink)
    draw_lines(canvas, sheet.foot_lines, (x, sheet.foot))
