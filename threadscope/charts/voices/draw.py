"""The numbers of the voices chart to a picture."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import PX_PER_PT, width
from threadscope.charts.masthead import draw_lines
from threadscope.charts.sides import SIDES, Side
from threadscope.charts.voices.field import Field
from threadscope.charts.voices.labels import Label, touches
from threadscope.charts.voices.layout import Sheet, area, sheet_of, subtitle_of
from threadscope.charts.voices.numbers import Person, Voices
from threadscope.charts.voices.table import alt_text, table_of
from threadscope.charts.words import compact

__all__ = ["draw"]

_SMALL, _SMALLER = 9.8, 9.3
_SERIES = (1, 2, 5)


def draw(numbers: Voices) -> Chart:
    """Draw who wrote how much, who was answered, and who was liked.

    Raises
    ------
    ValueError
        If persons and crowd do not hold everybody.
    """
    sheet = sheet_of(numbers)
    cells = tuple(pool.cell for pool in sheet.squares) if sheet.squares else numbers.crowd
    table = table_of(numbers, cells)
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, numbers.theme)
        sheet.head.draw(canvas)
        if sheet.field is not None:
            _draw_key(canvas, sheet)
            _draw_axes(canvas, sheet.field, narrow=sheet.narrow)
            _draw_crowd(canvas, sheet)
            _draw_people(canvas, numbers, sheet)
        size, colour = (11.5, canvas.colours.ink) if numbers.why else (_SMALL, canvas.colours.muted)
        rest = (sheet.margin, sheet.rest)
        draw_lines(canvas, sheet.rest_lines, rest, 19 if numbers.why else 18, size, colour=colour)
        draw_lines(canvas, sheet.foot_lines, (sheet.margin, sheet.foot))
    return numbers.chart("voices", canvas, alt_text(numbers), table, subtitle_of(numbers))


def _draw_key(canvas: Canvas, sheet: Sheet) -> None:
    colours = canvas.colours
    for item in sheet.key:
        if item.size:
            canvas.dots([(item.x + 9, item.y)], item.size, colours.bg, edge=colours.muted, wide=1.0)
            canvas.text(item.x + 24, item.y, item.words, _SMALL, colour=colours.muted)
            continue
        if item.side is None:
            canvas.line([(item.x, item.y), (item.x + 24, item.y)], colours.muted, 1.0, dash=(4, 3))
            canvas.text(item.x + 32, item.y, item.words, _SMALL, colour=colours.muted)
            continue
        canvas.dots([(item.x + 6, item.y)], 42, item.side.fill(colours), edge=item.side.edge(colours))
        canvas.text(
            item.x + 19, item.y, item.words, _SMALL, bold=item.side.placed, colour=item.side.words(colours)
        )


def _ticks(most: int, length: float, room: float) -> list[int]:
    """Return round numbers up to the largest: every 1, 2 and 5 where there is room, else every power of ten."""
    series = _SERIES if length / 4 >= room else (1, 3) if length / 3 >= room else (1,)
    return [digit * 10**power for power in range(10) for digit in series if digit * 10**power <= most]


def _draw_axes(canvas: Canvas, field: Field, *, narrow: bool) -> None:
    """Draw both axes with round numbers, and the line of as many answers as posts."""
    colours = canvas.colours
    whole, most = field.whole, (max(field.most_posts, 4), max(field.most_answers, 4))
    posts, answers = (
        list(range(1, most[axis] + 1)) if whole[axis] else _ticks(most[axis], field.decade[axis], room)
        for axis, room in enumerate((42, 34))
    )
    for number in posts:
        x = field.x(number)
        canvas.line([(x, field.top), (x, field.bottom)], colours.grid, 0.7, z=0.3)
        canvas.text(x, field.bottom + 15, f"{number:,}", _SMALL, colour=colours.muted, align="center")
    for number in [0, *answers]:
        y = field.y(number)
        canvas.line([(field.left, y), (field.right, y)], colours.grid, 0.7, z=0.3)
        canvas.text(field.left - 8, y, compact(number), _SMALL, colour=colours.muted, align="right")
    canvas.line([(field.left, field.bottom), (field.right, field.bottom)], colours.rule, 0.9, z=0.5)
    middle = (field.left + field.right) / 2
    logs = ["" if even else " (log scale)" for even in whole]
    words = f"posts written{logs[0]}"
    canvas.text(middle, field.bottom + 36, words, _SMALL, colour=colours.muted, align="center")
    words = f"answers received: replies and quotes by others{logs[1]}"
    if narrow:
        canvas.text(field.left - 26, field.top - 14, words, _SMALL, colour=colours.muted)
    else:
        y = (field.top + field.bottom) / 2 + width(words, _SMALL) / 2
        canvas.text(field.left - 56, y, words, _SMALL, colour=colours.muted, turned=True)
    canvas.line(field.even, colours.muted, 0.9, dash=(4, 3), z=0.6)


def _draw_crowd(canvas: Canvas, sheet: Sheet) -> None:
    """Draw everybody else: a dot a person, or a square a cell with its number where it fits."""
    colours = canvas.colours
    by_side: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for block in sheet.blocks:
        for dot in block.dots:
            by_side[dot.side.name].append((dot.x, dot.y))
    area_of = (0.74 * sheet.pitch / PX_PER_PT) ** 2
    for name in SIDES:
        side = SIDES[name]
        edge = None if side.placed else colours.muted
        canvas.dots(by_side[name], area_of, side.fill(colours), edge=edge, wide=0.6, z=3)
    tones = (colours.grid, colours.rule, colours.neutral)
    for tone, colour in enumerate(tones):
        boxes = [pool.box for pool in sheet.squares if pool.tone == tone]
        outlines = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]
        if outlines:
            canvas.shape(outlines, colour, edge=colours.undetermined_edge, wide=0.7, z=1)
    for pool in sheet.squares:
        words = compact(pool.cell.n_people)
        dots = [(m.x - m.radius, m.y - m.radius, 2 * m.radius, 2 * m.radius) for m in sheet.marks]
        covered = any(touches(pool.box, dot, 0.0) for dot in dots)
        if width(words, _SMALLER) + 4 <= pool.size and pool.size >= 17 and not covered:
            canvas.text(pool.x, pool.y, words, _SMALLER, align="center", z=3)


def _ink(side: Side, canvas: Canvas) -> str:
    return side.words(canvas.colours) if side.name in {"claim", "dispute"} else canvas.colours.ink


def _draw_people(canvas: Canvas, numbers: Voices, sheet: Sheet) -> None:
    """Draw the people who stand out, the largest below, and what is said of them."""
    colours, people = canvas.colours, {person.author_id: person for person in numbers.people}
    for mark in sorted(sheet.marks, key=lambda mark: -mark.radius):
        person = people[mark.key]
        # Below the crowd, so that a large dot hides nobody.
        canvas.dots(
            [(mark.x, mark.y)], area(person, numbers), person.side.fill(colours),
            edge=person.side.edge(colours), wide=1.2, z=2.5,
        )  # fmt: skip
    for words, x, y in sheet.corners:
        canvas.text(x, y, words, _SMALLER, bold=True, colour=colours.muted)
    for label in sheet.labels:
        _draw_label(canvas, label, people[label.mark.key])
    if sheet.told is not None:
        _draw_label(canvas, sheet.told, None)


def _draw_label(canvas: Canvas, label: Label, person: Person | None) -> None:
    """Write a label, ranged towards its dot, with a leader where it stands apart."""
    colours, (x, y, wide, high) = canvas.colours, label.box
    align: Literal["left", "center", "right"] = "left"
    if x < label.mark.x < x + wide:
        x, align = x + wide / 2, "center"
    elif x < label.mark.x:
        x, align = x + wide, "right"
    if label.leader:
        canvas.line(label.leader, colours.muted, 0.9, z=2.4)
    step = high / len(label.mark.lines)
    for place, (words, size, bold) in enumerate(label.mark.lines):
        colour = _ink(person.side, canvas) if person and bold else colours.muted
        middle = y + step * (place + 0.5)
        canvas.text(x, middle, words, size, bold=bold, colour=colour, align=align, on_paper=True)
