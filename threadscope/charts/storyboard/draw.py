"""The numbers of the storyboard to a picture."""

from __future__ import annotations

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.masthead import draw_lines
from threadscope.charts.storyboard.draw_cards import draw_card, draw_where
from threadscope.charts.storyboard.draw_curve import draw_curve
from threadscope.charts.storyboard.layout import FOOT_SIZE, sheet_of
from threadscope.charts.storyboard.numbers import Storyboard
from threadscope.charts.storyboard.table import alt_text, table_of

__all__ = ["draw"]


def draw(numbers: Storyboard) -> Chart:
    """Draw the phases of a thread as cards under one curve.

    Raises
    ------
    ValueError
        If the phases do not hold every post with a time.
    """
    sheet = sheet_of(numbers)
    table = table_of(numbers, [text.entering for text in sheet.cards])
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, numbers.theme)
        sheet.head.draw(canvas)
        if numbers.cards:
            draw_curve(canvas, numbers, sheet)
            for card, cell, text in zip(numbers.cards, sheet.cells, sheet.cards, strict=True):
                draw_card(canvas, numbers, card, cell, text)
        if sheet.where is not None:
            draw_where(canvas, numbers, *sheet.where)
        draw_lines(canvas, sheet.foot_lines, (sheet.margin, sheet.foot), 16, FOOT_SIZE[sheet.narrow])
    return numbers.chart("storyboard", canvas, alt_text(numbers), table, numbers.why or numbers.subtitle)
