"""The numbers of the unfolding chart to a picture."""

from __future__ import annotations

from threadscope.charts.axis import draw_axis, draw_gaps, draw_grid
from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.unfolding.draw_bars import draw_bars, draw_strip, draw_timeless
from threadscope.charts.unfolding.draw_lanes import draw_arrows, draw_lanes
from threadscope.charts.unfolding.draw_rows import draw_crowd
from threadscope.charts.unfolding.draw_story import draw_foot, draw_key, draw_list, draw_notes, draw_rail
from threadscope.charts.unfolding.layout import sheet_of
from threadscope.charts.unfolding.numbers import Unfolding
from threadscope.charts.unfolding.table import alt_text, table_of

__all__ = ["draw"]


def draw(numbers: Unfolding) -> Chart:
    """Draw when what happened, who answered whom, and when it was over.

    Raises
    ------
    ValueError
        If the numbers do not add up: lanes and rows, and bars and what is not drawn, must each hold every post.
    """
    table = table_of(numbers)
    sheet = sheet_of(numbers)
    axis = sheet.axis_of(numbers)
    # On a phone the zone stands in the line of the dates.
    zone_end = sheet.right if sheet.narrow else sheet.wide - sheet.margin
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, numbers.theme)
        sheet.head.draw(canvas)
        for item in sheet.key:
            draw_key(canvas, item)
        if numbers.timeless:
            draw_timeless(canvas, sheet)
        else:
            draw_grid(canvas, axis, sheet.spans)
            draw_bars(canvas, numbers, sheet)
            draw_axis(canvas, axis, sheet.axis, zone_end, zone_below=sheet.narrow)
        if numbers.stripped:
            draw_strip(canvas, numbers, sheet)
        draw_lanes(canvas, numbers, sheet)
        draw_arrows(canvas, numbers, sheet, numbers.arrows)
        draw_crowd(canvas, numbers, sheet)
        middle = sheet.bars + sheet.bars_high / 2
        draw_gaps(canvas, axis, (sheet.bars, sheet.axis), middle, 4 if sheet.narrow else 9)
        draw_rail(canvas, numbers, sheet)
        draw_notes(canvas, numbers, sheet)
        if numbers.alone:
            draw_list(canvas, numbers, sheet)
        draw_foot(canvas, numbers, sheet)
    return numbers.chart("unfolding", canvas, alt_text(numbers), table)
