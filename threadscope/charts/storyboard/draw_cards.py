"""The cards of the storyboard, and the cell that says where it stands."""

from __future__ import annotations

import numpy as np

from threadscope.charts.axis import Axis
from threadscope.charts.canvas import HATCH, Canvas, Numbers
from threadscope.charts.fonts import width
from threadscope.charts.storyboard.draw_curve import NOTE_LINES
from threadscope.charts.storyboard.numbers import Card, Storyboard
from threadscope.charts.storyboard.parts import (
    FACT,
    LEADING,
    PAD,
    SMALL,
    CardText,
    Cell,
    label_room,
)
from threadscope.charts.storyboard.sign import draw_sign
from threadscope.charts.storyboard.where import WhereText, block_high

__all__ = ["HEADING", "draw_card", "draw_where"]

Point = tuple[float, float]
HEADING = "Where it stands, and what is not known"


def _draw_key(canvas: Canvas, card: Card, cell: Cell, text: CardText) -> None:
    """Write the key post: in the colour of its side where its words place it, else beside a dotted line."""
    colours, frame, side = canvas.colours, text.frame, card.key.side
    x, top = cell.x + PAD, cell.y + frame.who - 9
    # With fewer lines of relation and side than another card of the row, the quotation moves up to the handle.
    first = cell.y + frame.words - 17 * (frame.relation - text.relation_lines)
    end = first + frame.quote_leading * (len(text.quote) - 1) + 9
    if side.placed:
        canvas.rect((x, top, 3, end - top), side.fill(colours), z=3)
    else:
        canvas.line([(x + 1.5, top), (x + 1.5, end)], colours.undetermined_edge, 1.6, dash=(1, 1.6), z=3)
    x += 12
    ink = side.words(colours) if side.name in {"claim", "dispute"} else colours.ink
    wide = canvas.text(x, cell.y + frame.who, text.who, 10.8, bold=True, colour=ink)
    tag = canvas.text(x + wide + 9, cell.y + frame.who, text.tag, SMALL, colour=colours.muted)
    # Where each row ends: the side stands behind what is in its own.
    ends = [wide + (tag + 9 if tag else 0), 0.0, 0.0]
    ends[1] = canvas.text(x, cell.y + frame.who + 17.5, text.relation, SMALL, colour=colours.muted)
    beside = x + (ends[text.side_row] + 9 if ends[text.side_row] else 0)
    below = cell.y + frame.who + 17.5 * text.side_row
    canvas.text(beside, below, text.side, SMALL, bold=True, colour=side.words(colours))
    for place, line in enumerate(text.quote):
        canvas.text(x, first + frame.quote_leading * place, line, text.quote_size)


def _draw_facts(canvas: Canvas, cell: Cell, text: CardText) -> None:
    colours, y = canvas.colours, cell.y + text.frame.first_fact
    column = label_room()
    for fact, lines in zip(text.facts, text.frame.facts, strict=True):
        gold = colours.note if fact.label == "Note" else None
        if fact.lines:
            canvas.text(cell.x + PAD, y, fact.label, FACT, bold=True, colour=gold or colours.muted)
        for place, line in enumerate(fact.lines):
            canvas.text(cell.x + PAD + column, y + LEADING * place, line, FACT, colour=gold)
        y += LEADING * lines


def _draw_small_curve(canvas: Canvas, numbers: Storyboard, card: Card, cell: Cell, text: CardText) -> None:
    """Draw the curve of the whole thread as an outline, the phase filled; cut stretches are dotted."""
    if numbers.scale is None:
        return
    colours = canvas.colours
    # Room for the largest number of any card, so that all curves are one size.
    most = max(width(f"{one.n_posts:,}", 15, bold=True) for one in numbers.cards)
    right = cell.x + cell.wide - PAD - max(most, width("posts, 100%", SMALL)) - 12
    axis = Axis(numbers.scale, cell.x + PAD, right, 1)
    foot = cell.y + cell.high - 14
    tall = text.frame.curve_high
    lefts = [min(max(x, axis.left), axis.right) for x in axis.lefts()]
    totals = numbers.totals
    tops = foot - totals / max(int(totals.max()), 1) * tall
    cuts = [(axis.x(gap.start) + 1, axis.x(gap.end) - 1) for gap in numbers.scale.gaps]
    filled = [
        (lefts[place], foot - high, lefts[place + 1] - lefts[place], high)
        for place in np.flatnonzero(card.counts)
        for high in [float(card.counts[place] / max(int(totals.max()), 1) * tall)]
    ]
    canvas.rects(filled, colours.neutral_edge, z=2)
    steps, quiet = _outline(lefts, tops, foot, cuts)
    canvas.lines(steps, colours.neutral_edge, 0.7, z=2.2)
    canvas.lines(quiet, colours.neutral_edge, 0.7, dash=(1, 2), z=2.2)
    for note in numbers.notes:
        dash, wide = NOTE_LINES[note.kind]
        x = axis.x(note.at)
        canvas.line([(x, foot - tall), (x, foot)], colours.note, wide * 0.8, dash=dash, z=2.4)


def _outline(
    lefts: list[float], tops: Numbers, foot: float, cuts: list[tuple[float, float]]
) -> tuple[list[list[Point]], list[list[Point]]]:
    """Return the steps of a curve, and its foot where quiet stretches were cut out of it."""
    lines: list[list[Point]] = [[]]
    quiet: list[list[Point]] = []
    for place, y in enumerate(tops):
        x0, x1 = lefts[place], lefts[place + 1]
        if y >= foot - 1e-9 and any(low <= (x0 + x1) / 2 <= high for low, high in cuts):
            quiet.append([(x0, foot), (x1, foot)])
            lines.append([])
        else:
            lines[-1] += [(x0, float(y)), (x1, float(y))]
    return [line for line in lines if line], quiet


def draw_card(canvas: Canvas, numbers: Storyboard, card: Card, cell: Cell, text: CardText) -> None:
    """Draw one phase: name, time, the post that stands for it, who enters, pace, and its part of the curve."""
    colours, x = canvas.colours, cell.x + PAD
    canvas.rect((cell.x, cell.y, cell.wide, cell.high), colours.band, edge=colours.rule, wide=0.9, z=0.6)
    draw_sign(canvas, cell.x + PAD + 5, cell.y + 21, card.number)
    canvas.text(x + 23, cell.y + 21, text.name, text.name_size, bold=True)
    canvas.text(x + 23, cell.y + 41, card.span, SMALL, colour=colours.muted)
    _draw_key(canvas, card, cell, text)
    _draw_facts(canvas, cell, text)
    _draw_small_curve(canvas, numbers, card, cell, text)
    right, foot = cell.x + cell.wide - PAD, cell.y + cell.high - 14
    canvas.text(right, foot - 25, f"{card.n_posts:,}", 15, bold=True, align="right")
    canvas.text(right, foot - 5, text.percent, SMALL, colour=colours.muted, align="right")


def _draw_sides(
    canvas: Canvas, numbers: Storyboard, at: tuple[float, float], wide: float, words: tuple[str, ...]
) -> None:
    """Draw the posts by side as one bar, what is undetermined hatched, with a line of words each."""
    colours, (x, y) = canvas.colours, at
    sides = numbers.standing.sides
    whole = sum(n for _, n in sides)
    left = x
    for side, n in sides:
        # A side that occurs is seen, however few its posts.
        part = max(n / whole * wide, 4.0)
        if side.placed:
            canvas.rect((left, y - 7, min(part, x + wide - left) - 1, 14), side.fill(colours), z=3)
        else:
            canvas.rect(
                (left, y - 7, x + wide - left, 14),
                colours.bg,
                edge=colours.undetermined_edge,
                hatch=HATCH,
                z=2.5,
            )
        left += part
    for place, ((side, _), line) in enumerate(zip(sides, words, strict=True)):
        bold = side.placed
        canvas.text(x, y + 24 + 18 * place, line, FACT, bold=bold, colour=side.words(colours))


def draw_where(canvas: Canvas, numbers: Storyboard, cell: Cell, text: WhereText) -> None:
    """Draw where it stands: sides, note, last word, completeness, and what the picture cannot tell."""
    colours = canvas.colours
    canvas.rect(
        (cell.x, cell.y, cell.wide, cell.high),
        None,
        edge=colours.undetermined_edge,
        wide=0.9,
        dash=(4, 3),
        z=0.6,
    )
    size = 12.4
    while width(HEADING, size, bold=True) > cell.wide - 2 * PAD and size > 9:
        size -= 0.2
    canvas.text(cell.x + PAD, cell.y + 21, HEADING, size, bold=True)
    inks = {"note": colours.note, "quiet": colours.muted}
    for place, blocks in enumerate(text.columns):
        x, y = cell.x + PAD + place * (text.column_wide + 28), cell.y + 52
        for block in blocks:
            if block.label == "sides":
                _draw_sides(canvas, numbers, (x, y), text.column_wide, block.lines)
            else:
                for number, line in enumerate(block.lines):
                    canvas.text(x, y + LEADING * number, line, FACT, colour=inks.get(block.label))
            y += block_high(block)
