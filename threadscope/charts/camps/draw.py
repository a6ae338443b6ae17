"""The numbers of the camps chart to a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from threadscope.charts.camps.draw_test import draw_trial
from threadscope.charts.camps.layout import Crowd, Piece, sheet_of
from threadscope.charts.camps.numbers import Camps
from threadscope.charts.camps.table import alt_text, table_of
from threadscope.charts.canvas import HATCH, Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import width
from threadscope.charts.masthead import draw_lines
from threadscope.charts.sides import Side
from threadscope.charts.words import counted, cut, share

__all__ = ["draw"]

_HEAD, _BODY, _SMALL, _SMALLER = 11.5, 10.8, 9.8, 9.3
_PITCH, _DOT = 9.0, 24.0
_BAR_HIGH = 34.0


def draw(camps: Camps) -> Chart:
    """Draw two camps and who answers whom, or why no camps can be shown.

    Raises
    ------
    ValueError
        If the sides do not hold everybody.
    """
    sheet = sheet_of(camps)
    table = table_of(camps, sheet)
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, camps.theme)
        sheet.head.draw(canvas)
        why_at = (sheet.head.margin, sheet.head.high + 20)
        draw_lines(canvas, sheet.why, why_at, 21, _HEAD, colour=canvas.colours.ink)
        for piece in sheet.pieces:
            _DRAWN[piece.kind](canvas, camps, piece)
        draw_lines(canvas, sheet.foot_lines, (sheet.head.margin, sheet.foot))
    return camps.chart("camps", canvas, alt_text(camps), table)


def _patch(canvas: Canvas, side: Side, box: tuple[float, float, float, float]) -> None:
    """Draw a side as an area: hatched where nobody could be placed."""
    colours = canvas.colours
    if side.placed:
        canvas.rect(box, side.fill(colours), z=2)
    else:
        canvas.rect(box, colours.bg, edge=colours.undetermined_edge, hatch=HATCH, z=2)


def _draw_heading(canvas: Canvas, camps: Camps, piece: Piece) -> None:  # noqa: ARG001 - all pieces alike
    colour = piece.block.side.words(canvas.colours) if piece.block else None
    for place, line in enumerate(piece.lines):
        canvas.text(piece.x, piece.y + 20 * place, line, _HEAD, bold=True, colour=colour)


def _draw_text(canvas: Canvas, camps: Camps, piece: Piece) -> None:  # noqa: ARG001 - all pieces alike
    small = piece.kind == "small"
    for place, line in enumerate(piece.lines):
        size, step = (_SMALL, 17) if small else (_BODY, 19)
        canvas.text(piece.x, piece.y + step * place, line, size, colour=canvas.colours.muted)


def _draw_bar(canvas: Canvas, camps: Camps, piece: Piece) -> None:
    """Draw everybody as one bar; a side of one person among thousands stays a line."""
    left, gaps = piece.x, 2.0 * (len(camps.blocks) - 1)
    least = 3.0
    small = [b for b in camps.blocks if b.n_people * (piece.wide - gaps) < least * camps.n_people]
    room = piece.wide - gaps - least * len(small)
    rest = sum(block.n_people for block in camps.blocks if block not in small)
    for block in camps.blocks:
        wide = least if block in small else room * block.n_people / rest
        _patch(canvas, block.side, (left, piece.y - 6, wide, _BAR_HIGH))
        left += wide + 2


def _draw_legend(canvas: Canvas, camps: Camps, piece: Piece) -> None:  # noqa: ARG001 - all pieces alike
    if piece.block is None:
        return
    side, colours = piece.block.side, canvas.colours
    _patch(canvas, side, (piece.x, piece.y - 6, 14, 12))
    ink = side.words(colours) if side.placed else colours.ink
    canvas.text(piece.x + 21, piece.y, piece.lines[0], _SMALL, bold=True, colour=ink)


def _places(crowd: Crowd, piece: Piece, start: int, number: int) -> list[tuple[float, float]]:
    return [
        (piece.x + 4 + _PITCH * (place % crowd.columns), piece.y + _PITCH * (place // crowd.columns))
        for place in range(start, start + number)
    ]


def _draw_crowd(canvas: Canvas, camps: Camps, piece: Piece) -> None:  # noqa: ARG001 - all pieces alike
    """Draw people as dots: filled, in rings of the side's colour, hollow."""
    crowd, colours = piece.crowd, canvas.colours
    if crowd is None:
        return
    full = piece.block.side.fill(colours) if piece.block else colours.heads[0]
    canvas.dots(_places(crowd, piece, 0, crowd.filled), _DOT, full, z=3)
    rings = _places(crowd, piece, crowd.filled, crowd.ringed)
    canvas.dots(rings, _DOT - 6, colours.bg, edge=full, wide=1.2, z=3)
    hollow = _places(crowd, piece, crowd.filled + crowd.ringed, crowd.hollow)
    canvas.dots(hollow, _DOT - 6, colours.bg, edge=colours.undetermined_edge, wide=0.7, z=3)


def _draw_person(canvas: Canvas, camps: Camps, piece: Piece) -> None:  # noqa: ARG001 - all pieces alike
    person, colours = piece.person, canvas.colours
    if person is None:
        return
    ink = person.side.words(colours)
    answers = counted(person.n_answers, "answer")
    room = piece.wide - width(answers, _SMALL) - 10
    label = cut(person.label, min(room, piece.wide * 0.5), _BODY, bold=True)
    wide = canvas.text(piece.x, piece.y, label, _BODY, bold=True, colour=ink)
    if room - wide - 8 > 40:
        does = cut(person.words, room - wide - 8, _SMALL)
        canvas.text(piece.x + wide + 8, piece.y, does, _SMALL, colour=ink)
    canvas.text(piece.x + piece.wide, piece.y, answers, _SMALL, colour=colours.muted, align="right")
    for place, line in enumerate(piece.lines):
        canvas.text(piece.x, piece.y + 19 + 17 * place, line, _SMALL)


def _draw_flows(canvas: Canvas, camps: Camps, piece: Piece) -> None:
    """Draw for each side how many of its answers go to the other side, and how many stay."""
    colours, y = canvas.colours, piece.y
    for flow in camps.flows:
        total = flow.n_across + flow.n_within
        words = f"{counted(total, 'answer')} by people {flow.words}"
        words = cut(words, piece.wide, _SMALL)
        canvas.text(piece.x, y, words, _SMALL, colour=flow.side.words(colours))
        left = piece.x
        for number, told, fill, ink in (
            (flow.n_across, "to the other side", colours.heads[0], colours.bg),
            (flow.n_within, "to their own", colours.heads[3], colours.ink),
        ):
            if not number:
                continue
            wide = piece.wide * number / total
            canvas.rect((left, y + 10, max(wide - 1.5, 0.8), 20), fill, z=2)
            part = share(number, total)
            for label in (f"{part} {told}", part):
                if width(label, _SMALLER, bold=True) + 10 <= wide:
                    canvas.text(left + 6, y + 20, label, _SMALLER, bold=True, colour=ink)
                    break
            left += wide
        y += 46


#: Kind of a piece -> how it is drawn.
_DRAWN: Final[dict[str, Callable[[Canvas, Camps, Piece], None]]] = {
    "heading": _draw_heading,
    "text": _draw_text,
    "small": _draw_text,
    "bar": _draw_bar,
    "legend": _draw_legend,
    "crowd": _draw_crowd,
    "person": _draw_person,
    "flows": _draw_flows,
    "trial": draw_trial,
}
