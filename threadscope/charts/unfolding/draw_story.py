"""The numbered badges, the notes, the list of turning points, and the foot of the unfolding chart."""

from __future__ import annotations

from typing import Final

from threadscope.charts.canvas import PICTURE, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.masthead import draw_lines
from threadscope.charts.unfolding.draw_bars import tallest
from threadscope.charts.unfolding.layout import FOOT_SIZE, KeyItem, Sheet
from threadscope.charts.unfolding.numbers import Turn, Unfolding
from threadscope.charts.words import cut, wrap

__all__ = ["draw_foot", "draw_key", "draw_list", "draw_notes", "draw_rail"]

_SMALL, _SMALLER = 9.8, 9.3
_GAP = 26.0
#: Dashes and width of the lines of notes.
_NOTE_LINES: Final[dict[str, tuple[tuple[float, ...], float]]] = {
    "written": ((4, 3), 1.1), "shown": ((), 1.5), "removed": ((1.2, 2), 1.3),
}  # fmt: skip


def draw_key(canvas: Canvas, item: KeyItem) -> None:
    """Draw one entry of the reading key."""
    colours, x, y = canvas.colours, item.x, item.y
    if item.sign in {"reply", "quote"}:
        canvas.arrow((x - 2, y), (x + 20, y), by_quote=item.sign == "quote")
    elif item.sign == "picture":
        canvas.dots([(x + 8, y)], 80, colours.bg, edge=colours.ink, marker=PICTURE)
    elif item.sign == "cross":
        canvas.crosses([(x + 7, y)], 26, colours.muted)
    elif item.sign == "noted":
        canvas.dots([(x + 7, y)], 60, colours.bg, edge=colours.note, wide=1.6)
    else:
        fill = {"placed": colours.neutral_edge, "claim": colours.ink}.get(item.sign, colours.bg)
        canvas.dots(
            [(x + 7, y)], 42, fill, edge=colours.muted if item.sign == "hollow" else colours.bg, wide=1.0
        )
    start = x + (25 if item.sign in {"reply", "quote"} else 19)
    canvas.text(start, y, item.words, _SMALL, colour=colours.muted)


def _apart(wanted: list[float], low: float, high: float) -> list[float]:
    """Push badges sideways until none touches its neighbour and all are inside."""
    places = list(wanted)
    for _ in range(300):
        moved = False
        for left in range(len(places) - 1):
            short = _GAP - (places[left + 1] - places[left])
            if short > 0.01:
                places[left] -= short / 2
                places[left + 1] += short / 2
                moved = True
        if not moved:
            break
        places = [
            min(max(x, low + _GAP * i), high - _GAP * (len(places) - 1 - i)) for i, x in enumerate(places)
        ]
    return places


def draw_rail(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw the badges above the bars, with a leader to the true time and a guide through the picture."""
    colours = canvas.colours
    turns = [turn for turn in numbers.turns if turn.drawn]
    late = [turn for turn in numbers.turns if not turn.drawn]
    if sheet.narrow:
        turns, late = [*turns, *late], []
    true = [
        sheet.x(numbers, min(turn.at, numbers.scale.end)) if turn.at == turn.at else sheet.right
        for turn in turns
    ]
    places = _apart(true, sheet.left + (10 if sheet.narrow else 4), sheet.right - (10 if sheet.narrow else 8))
    for turn, x, at in zip(turns, places, true, strict=True):
        colour = colours.note if turn.note else colours.ink
        canvas.badge(x, sheet.rail, str(turn.number), colour)
        if turn.drawn:
            canvas.line([(x, sheet.rail + 11), (at, sheet.bars)], colour, 0.8, z=3)
            end = sheet.bars + sheet.bars_high if sheet.narrow else sheet.axis
            if not turn.note:
                canvas.line([(at, sheet.bars), (at, end)], colour, 0.8, dash=(2, 2), alpha=0.45, z=1.6)
    # A turning point after the drawn time keeps its badge, beside the axis.
    for place, turn in enumerate(late):
        canvas.badge(
            sheet.right + 18 + _GAP * place,
            sheet.rail,
            str(turn.number),
            colours.note if turn.note else colours.ink,
        )


def _meets(
    span: tuple[float, float], line: int, label: tuple[float, float, float] | None, sheet: Sheet
) -> bool:
    """Return whether the words of a note would be written over the height of the tallest bar."""
    if label is None:
        return False
    left, right, y = label
    return span[0] < right + 4 and span[1] > left - 4 and abs(sheet.bars + 7 + 14 * line - y) < 14


def draw_notes(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw when a note was written (dashed), when it was shown (solid), and by when it was removed (dotted)."""
    colour, taken, height = canvas.colours.note, [sheet.left, sheet.left], tallest(numbers, sheet)
    for note in numbers.notes:
        x = sheet.x(numbers, note.at)
        dash, wide = _NOTE_LINES[note.kind]
        canvas.line([(x, sheet.bars), (x, sheet.axis)], colour, wide, dash=dash, z=1.7)
        long = width(note.words, _SMALLER)
        # At the right end, and where the height of the tallest bar stands, the words stand before the line. Two notes
        # close together: the second label stands below the first.
        places = [
            (start, line)
            for start in (x + 5, x - 5 - long)
            for line, end in enumerate(taken)
            if start >= end
            and start + long <= sheet.right
            and not _meets((start, start + long), line, height, sheet)
        ]
        if not sheet.narrow and places:
            start, line = places[0]
            canvas.text(start, sheet.bars + 7 + 14 * line, note.words, _SMALLER, colour=colour, on_paper=True)
            taken[line] = start + long + 5


def _draw_turn(canvas: Canvas, numbers: Unfolding, sheet: Sheet, turn: Turn, at: tuple[float, float]) -> None:
    colours, (x, y) = canvas.colours, at
    ink = colours.note if turn.note else colours.ink
    canvas.badge(x + 9, y, str(turn.number), ink)
    when = numbers.when(turn.at) if turn.at == turn.at else "no time"
    column = max(
        64.0,
        *(width(numbers.when(t.at), _SMALL) + 12 for t in numbers.turns if t.at == t.at),
        0,
    )
    x, end = x + 28, x + sheet.list_wide
    canvas.text(x, y, when, _SMALL, colour=colours.muted)
    label = cut(turn.label, end - x - column, 11, bold=True)
    wide = canvas.text(x + column, y, label, 11, bold=True, colour=ink if turn.note else None)
    if sheet.narrow:
        canvas.text(x, y + 18, cut(turn.who, end - x, _SMALL), _SMALL, colour=colours.muted)
        for place, line in enumerate(wrap(turn.body, end - x, 10.8, lines=2)):
            canvas.text(x, y + 36 + 17 * place, line)
        return
    room = end - x - column - wide - 9
    if room > 60:
        canvas.text(x + column + wide + 9, y, cut(turn.who, room, 10), 10, colour=colours.muted)
    canvas.text(x + column, y + 18, cut(turn.body, end - x - column, 10.8))


def draw_list(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Write the turning points: number, time, what, who, and the words."""
    for turn, at in zip(numbers.turns, sheet.list_at, strict=True):
        _draw_turn(canvas, numbers, sheet, turn, at)


def draw_foot(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw how complete the archive is, and the source."""
    colours, x, y = canvas.colours, sheet.margin, sheet.foot
    words_at = x
    if numbers.archived is not None:
        filled = 150 * min(numbers.archived, 1.0)
        canvas.rect((x, y, filled, 9), colours.neutral_edge, z=2)
        canvas.rect((x + filled, y, 150 - filled, 9), colours.bg, edge=colours.undetermined_edge, z=2)
        if filled < 145:
            rows = [[(x + filled + 2, y + down), (x + 149, y + down)] for down in (2.5, 4.5, 6.5)]
            canvas.lines(rows, colours.undetermined_edge, 0.8, dash=(0.8, 1.6), z=2.1)
        words_at = x + 160
    elif not numbers.alone:
        # The page tells once that X's counts are not here.
        draw_lines(canvas, sheet.foot_lines, (x, y + 5), 16, FOOT_SIZE[sheet.narrow])
        return
    if sheet.narrow:
        draw_lines(canvas, wrap(numbers.completeness, sheet.wide - 2 * x, _SMALLER, lines=3), (x, y + 24), 16)
        draw_lines(canvas, sheet.foot_lines, (x, y + 76), 15, FOOT_SIZE[True])
        return
    canvas.text(
        words_at,
        y + 4.5,
        cut(numbers.completeness, sheet.wide - x - words_at, _SMALL),
        _SMALL,
        colour=colours.muted,
    )
    draw_lines(canvas, sheet.foot_lines, (x, y + 26), 16, FOOT_SIZE[False])
