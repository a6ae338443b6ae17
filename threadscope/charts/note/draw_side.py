"""Beside the note chart, or above it on a phone: what had been written by then, and what the first note says."""

from __future__ import annotations

from typing import Final

from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.note.draw_bars import fill_of
from threadscope.charts.note.layout import Sheet
from threadscope.charts.note.numbers import NoteChart, Share
from threadscope.charts.words import counted, share

__all__ = ["draw_card", "draw_shares"]

_SMALL, _BODY = 9.8, 10.8
_HEADS: Final = {"written": "written", "helpful": "rated helpful"}
_NAMES: Final = {
    "replies": ("reply to it", "replies to it"),
    "below": ("post below it", "posts below it"),
    "thread": ("post of the thread", "posts of the thread"),
}
_COLUMN = 82.0


def _moments(numbers: NoteChart) -> list[str]:
    found = {share.moment for share in numbers.shares}
    return [moment for moment in _HEADS if moment in found]


def draw_shares(canvas: Canvas, numbers: NoteChart, sheet: Sheet) -> None:
    """Draw a line for each kind of post: its tone, how many there are, and the share that was already written."""
    colours = canvas.colours
    left, right = (
        (sheet.side, sheet.wide - sheet.margin) if sheet.beside else (sheet.margin, sheet.wide - sheet.margin)
    )
    y, step = sheet.shares, 30.0 if sheet.beside else 24.0
    moments = _moments(numbers)
    note = f"note {numbers.first.letter}" if numbers.first.letter else "the note"
    wordings = (f"Already there when {note} was", f"There when {note} was", f"When {note} was")
    room = right - left - (0 if sheet.beside else _COLUMN * len(moments) + 8)
    heading = next((words for words in wordings if width(words, 11.5, bold=True) <= room), wordings[-1])
    heading = heading if moments else "Posts"
    canvas.text(left, y, heading, 11.5, bold=True)
    for place, moment in enumerate(reversed(moments)):
        below = y if not sheet.beside else y + 22
        canvas.text(
            right - _COLUMN * place, below, _HEADS[moment], _SMALL, colour=colours.note, align="right"
        )
    y += 46 if sheet.beside else 24
    by_scope: dict[tuple[str, str], Share] = {(found.scope, found.moment): found for found in numbers.shares}
    for place, part in enumerate(numbers.parts):
        # What is below the post holds the replies, and the thread holds both: so do their swatches.
        wide = 15 / (place + 1)
        for step_in, held in enumerate(numbers.parts[: place + 1]):
            canvas.rect((left + wide * step_in, y - 6, wide, 11), fill_of(held, colours), z=3)
        words = counted(part.n_held, *_NAMES[part.scope])
        canvas.text(left + 23, y, words, _SMALL if not sheet.beside else _BODY)
        for column, moment in enumerate(reversed(moments)):
            found = by_scope.get((part.scope, moment))
            told = share(found.before, found.of) if found else "–"
            strong = moment == moments[-1]
            canvas.text(
                right - _COLUMN * column,
                y,
                told,
                14 if strong and sheet.beside else _BODY,
                bold=strong,
                align="right",
            )
        y += step


def draw_card(canvas: Canvas, numbers: NoteChart, sheet: Sheet) -> None:
    """Write what the first note says, as what a note says."""
    colours = canvas.colours
    top = sheet.side_top + 66 + 30 * len(numbers.parts)
    high = 42 + 19 * len(sheet.card)
    canvas.rect((sheet.side, top, sheet.wide - sheet.margin - sheet.side, high), colours.band, z=0.5)
    canvas.rect((sheet.side, top, 4, high), colours.note, z=0.6)
    note = f"Note {numbers.first.letter}" if numbers.first.letter else "The note"
    canvas.text(sheet.side + 18, top + 19, f"{note} says", _SMALL, bold=True, colour=colours.note)
    for place, line in enumerate(sheet.card):
        canvas.text(sheet.side + 18, top + 42 + 19 * place, line, _BODY)
