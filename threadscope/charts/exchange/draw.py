"""The numbers of the exchange ladder to a picture."""

from __future__ import annotations

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.exchange.draw_dialogue import cards_of, draw_dialogue
from threadscope.charts.exchange.draw_ladder import draw_ladder
from threadscope.charts.exchange.key import draw_key, key_of
from threadscope.charts.exchange.layout import ladder_of
from threadscope.charts.exchange.numbers import Exchange
from threadscope.charts.exchange.table import alt_text, table_of
from threadscope.charts.masthead import draw_lines

__all__ = ["draw"]


def draw(exchange: Exchange) -> Chart:
    """Draw what the main people said to each other, in order."""
    head = exchange.head()
    margin, foot = head.margin, exchange.foot(exchange.width - 2 * head.margin)
    top, empty = head.high + 8, bool(exchange.why)
    key = [] if empty else key_of(exchange, margin, top)
    below = key[-1].y + 28 if key else top + 8
    cards = cards_of(exchange, margin, below) if exchange.narrow and not empty else ()
    ladder = None if exchange.narrow or empty else ladder_of(exchange, margin, below)
    end = cards[-1].y + cards[-1].high if cards else ladder.foot if ladder is not None else head.high
    with paper():
        canvas = Canvas(exchange.width, end + 26 + 16 * len(foot), exchange.theme)
        head.draw(canvas)
        for item in key:
            draw_key(canvas, item)
        if ladder is not None:
            draw_ladder(canvas, exchange, ladder, below)
        draw_dialogue(canvas, exchange, cards)
        draw_lines(canvas, foot, (margin, end + 22), 16)
    return exchange.chart("exchange", canvas, alt_text(exchange), table_of(exchange))
