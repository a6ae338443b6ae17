"""The lower part of the note chart: a lane for each note, from its writing to what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from threadscope.charts.axis import Axis
from threadscope.charts.canvas import HATCH, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.note.layout import KeyItem, Label, LanePlace, Sheet
from threadscope.charts.note.numbers import OPEN, Lane, Moment, NoteChart, Stretch

__all__ = ["draw_key", "draw_lanes"]

_SMALL, _SMALLER, _BODY = 9.8, 9.3, 10.8
_HALF, _CAP = 6.5, 10.0
_DASH = (4.0, 3.0)


def _unknown(canvas: Canvas, start: float, end: float, y: float) -> None:
    colours = canvas.colours
    canvas.rect(
        (start, y - _HALF, max(end - start, 2.0), 2 * _HALF), colours.bg, edge=colours.note, hatch=HATCH, z=3
    )


def _shown(canvas: Canvas, start: float, end: float, y: float, blurred: tuple[bool, bool]) -> None:
    """Draw a showing; an end that only a scoring run gives is hatched."""
    cap = min(_CAP, (end - start) / 2)
    left, right = start + cap * blurred[0], end - cap * blurred[1]
    canvas.rect((left, y - _HALF, max(right - left, 1.0), 2 * _HALF), canvas.colours.note, z=3)
    if blurred[0]:
        _unknown(canvas, start, left, y)
    if blurred[1]:
        _unknown(canvas, right, end, y)


def _stretch(canvas: Canvas, stretch: Stretch, ends: tuple[float, float], y: float) -> None:
    start, end = ends
    if end <= start:
        return
    if stretch.kind == "waiting":
        canvas.line([(start, y), (end, y)], canvas.colours.note, 1.4, dash=_DASH, z=2.8)
    elif stretch.kind == "shown":
        _shown(canvas, start, end, y, stretch.blurred)
    elif stretch.kind == "unknown":
        _unknown(canvas, start, end, y)
    else:
        canvas.line([(start, y), (end, y)], canvas.colours.muted, 1.2, dash=(1.0, 2.2), z=2.8)


def _sign(canvas: Canvas, kind: str, x: float, y: float) -> None:
    """Draw a moment: a line for the writing, a hatched box for a scoring run, a diamond for a capture."""
    colours = canvas.colours
    if kind == "written":
        canvas.line([(x, y - 11), (x, y + 11)], colours.note, 1.8, z=4)
    elif kind == "helpful":
        _unknown(canvas, x, x + _CAP, y)
    elif kind in {"seen", "unseen"}:
        fill = colours.note if kind == "seen" else colours.bg
        canvas.dots([(x, y)], 52, fill, edge=colours.ink, wide=1.1, marker="D", z=5)
    elif kind == "post":
        canvas.dots([(x, y)], 26, colours.bg, edge=colours.muted, wide=1.1, z=4)


def draw_key(canvas: Canvas, item: KeyItem) -> None:
    """Draw one entry of the reading key."""
    x, y = item.x, item.y
    if item.sign in {"written", "seen", "unseen"}:
        _sign(canvas, item.sign, x + 12, y)
    elif item.sign == "blurred":
        _unknown(canvas, x + 7, x + 7 + _CAP, y)
    else:
        _stretch(canvas, Stretch(item.sign, 0, 1), (x, x + 24), y)
    canvas.text(x + 31, y, item.words, _SMALL, colour=canvas.colours.muted)


def _words_of(canvas: Canvas, lane: Lane, place: LanePlace, x: float) -> None:
    """Write what is known of the note, whose post it is on, and what it says."""
    colours, y = canvas.colours, place.top + 14
    if lane.letter:
        canvas.badge(x + 8, y, lane.letter, colours.note if lane.was_shown else colours.muted, size=8.2)
        x += 24
    for line in place.told:
        canvas.text(x, y, line, _BODY, bold=True)
        y += 17
    for line in place.about:
        canvas.text(x, y, line, _SMALL, colour=colours.muted)
        y += 16
    for line in place.says:
        canvas.text(x, y, line, _SMALL)
        y += 16


def _labels(canvas: Canvas, labels: Sequence[Label], y: float) -> None:
    for label in labels:
        below = y + 19 + 16 * label.line
        colour = canvas.colours.muted if label.kind in {"seen", "unseen"} else canvas.colours.note
        canvas.text(label.start, below, label.words, _SMALLER, colour=colour)


def _stretch_words(
    canvas: Canvas, stretch: Stretch, ends: tuple[float, float], taken: list[float], y: float
) -> None:
    """Write into a stretch what it is, where there is room between the signs."""
    colours, (start, end) = canvas.colours, ends
    shown = stretch.kind == "shown"
    half = width(stretch.words, _SMALLER, bold=shown) / 2 + 6
    inside = sorted({start, end, *(x for x in taken if start < x < end)})
    room, left = max((after - before, before) for before, after in pairwise(inside))
    if not stretch.words or room < 2 * half + 26:
        return
    colour = colours.bg if shown else colours.muted if stretch.kind == "over" else colours.note
    middle = left + room / 2
    canvas.text(
        middle, y, stretch.words, _SMALLER, bold=shown, colour=colour, align="center", on_paper=not shown
    )


def _signs(canvas: Canvas, moments: Sequence[Moment], axis: Axis, shown: set[float], y: float) -> None:
    for moment in moments:
        # Where a showing begins at a scoring run, its hatched end is the sign.
        if axis.scale.start <= moment.at <= axis.scale.end and moment.at not in shown:
            _sign(canvas, moment.kind, axis.x(moment.at), y)


def _draw_lane(canvas: Canvas, lane: Lane, place: LanePlace, axis: Axis) -> None:
    y, scale = place.bar, axis.scale
    taken = [axis.x(m.at) for m in lane.moments if scale.start <= m.at <= scale.end]
    taken += [axis.x(end) for gap in scale.gaps for end in (gap.start, gap.end)]
    for stretch in lane.stretches:
        if stretch.start >= scale.end or stretch.end <= scale.start:
            continue
        start = axis.x(max(stretch.start, scale.start))
        end = axis.right if stretch.end == OPEN else axis.x(min(stretch.end, scale.end))
        _stretch(canvas, stretch, (start, end), y)
        _stretch_words(canvas, stretch, (start, end), taken, y)
    last = lane.stretches[-1] if lane.stretches else None
    if last is not None and last.end > scale.end:
        colour = canvas.colours.muted if last.kind == "over" else canvas.colours.note
        canvas.dots([(axis.right + 3, y)], 44, colour, marker=">", z=3.1)
    if any(moment.at < scale.start for moment in lane.moments):
        canvas.dots([(axis.left - 3, y)], 44, canvas.colours.note, marker="<", z=3.1)
    begun = {stretch.start for stretch in lane.stretches if stretch.blurred[0]}
    _signs(canvas, lane.moments, axis, begun, y)
    if lane.post_at is not None and scale.start <= lane.post_at <= scale.end:
        _sign(canvas, "post", axis.x(lane.post_at), y)
        first = min((m.at for m in lane.moments if m.at > lane.post_at), default=None)
        if first is not None:
            ends = [(axis.x(lane.post_at) + 5, y), (axis.x(min(first, scale.end)), y)]
            canvas.line(ends, canvas.colours.muted, 1.0, dash=(1.0, 2.2), z=2.6)
    _breaks(canvas, axis, y)
    _labels(canvas, place.labels, y)


def _breaks(canvas: Canvas, axis: Axis, y: float) -> None:
    """Break a lane where quiet hours were cut out of the axis."""
    colours = canvas.colours
    for gap in axis.scale.gaps:
        x = (axis.x(gap.start) + axis.x(gap.end)) / 2
        cut = [(x - 4, y + 9), (x + 1, y - 9), (x + 4, y - 9), (x - 1, y + 9), (x - 4, y + 9)]
        canvas.shape([cut], colours.bg, z=5.5)
        canvas.lines([cut[:2], cut[2:4]], colours.muted, 0.9, z=5.6)


def draw_lanes(canvas: Canvas, numbers: NoteChart, sheet: Sheet, axis: Axis | None) -> None:
    """Draw a lane for each note, under its words."""
    colours = canvas.colours
    text_left = sheet.margin if numbers.narrow else sheet.left
    for number, (lane, place) in enumerate(zip(numbers.lanes, sheet.lanes, strict=True)):
        if number:
            canvas.line([(text_left, place.top - 2), (sheet.right, place.top - 2)], colours.rule, 0.8, z=0.6)
        _words_of(canvas, lane, place, text_left)
        if axis is not None and (lane.moments or lane.stretches):
            _draw_lane(canvas, lane, place, axis)
