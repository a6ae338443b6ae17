"""The numbers of the tone chart to a picture."""

from __future__ import annotations

from threadscope.charts.axis import Axis, draw_axis, draw_gaps, draw_grid
from threadscope.charts.canvas import HATCH, Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import width
from threadscope.charts.masthead import draw_lines
from threadscope.charts.tone.draw_groups import draw_groups
from threadscope.charts.tone.layout import KeyItem, PanelPlace, Sheet, sheet_of, signed, size_of, ticks_of
from threadscope.charts.tone.numbers import Panel, Stretch, Tone
from threadscope.charts.tone.table import alt_text, table_of
from threadscope.charts.words import counted, cut

__all__ = ["draw"]

_SMALL, _SMALLER = 9.8, 9.3
_DOT, _POINT = 20.0, 16.0
_NEUTRAL_DASH = (5.0, 3.0)
_UNREAD_HIGH = 20.0


def draw(tone: Tone) -> Chart:
    """Draw how far words lean over time and by group, or say why that cannot be drawn.

    Raises
    ------
    ValueError
        If the parts of everybody's bar do not hold every post.
    """
    table, sheet = table_of(tone), sheet_of(tone)
    axis = sheet.axis_of(tone)
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, tone.theme)
        sheet.head.draw(canvas)
        why_at = (sheet.head.margin, sheet.course + 4)
        draw_lines(canvas, sheet.why, why_at, 21, 11.5, colour=canvas.colours.ink)
        if axis is not None:
            _draw_course(canvas, tone, sheet, axis)
        if tone.groups:
            draw_groups(canvas, tone, sheet)
        draw_lines(canvas, sheet.foot_lines, (sheet.head.margin, sheet.foot))
    return tone.chart("tone", canvas, alt_text(tone), table)


def _draw_key(canvas: Canvas, item: KeyItem) -> None:
    colours, x, y = canvas.colours, item.x, item.y
    if item.sign == "dot":
        canvas.dots([(x + 8, y)], _DOT, colours.heads[0])
    elif item.sign == "tick":
        canvas.line([(x + 8, y - 5), (x + 8, y + 5)], colours.neutral_edge, 1.0)
    elif item.sign == "line":
        canvas.line([(x, y), (x + 16, y)], colours.heads[0], 2.0)
        canvas.dots([(x + 8, y)], _POINT, colours.heads[0])
    elif item.sign == "band":
        canvas.rect((x, y - 6, 16, 12), colours.heads[3])
    else:
        canvas.line([(x, y), (x + 16, y)], colours.muted, 1.1, dash=_NEUTRAL_DASH)
    canvas.text(x + 22, y, item.words, _SMALL, colour=colours.muted)


def _draw_course(canvas: Canvas, tone: Tone, sheet: Sheet, axis: Axis) -> None:
    colours = canvas.colours
    canvas.text(sheet.head.margin, sheet.course, sheet.heading, 11.5, bold=True)
    for item in sheet.key:
        _draw_key(canvas, item)
    spans = [(place.top, place.end) for place in sheet.panels]
    if tone.n_unread:
        spans.append((sheet.unread, sheet.unread + _UNREAD_HIGH))
    draw_grid(canvas, axis, spans)
    for place in sheet.panels:
        _draw_scale(canvas, tone, sheet, place)
    for panel, place in zip(tone.panels, sheet.panels, strict=False):
        _draw_panel(canvas, tone, sheet, axis, panel, place)
    if tone.dots:
        _draw_dots(canvas, tone, sheet, axis)
    if tone.n_unread:
        _draw_unread(canvas, tone, sheet, axis)
    draw_axis(canvas, axis, sheet.axis, sheet.right, zone_below=True)
    for span in spans[: len(sheet.panels)]:
        # In the upper part: the words must not stand on the zero line.
        draw_gaps(canvas, axis, span, span[0] + max(0.2 * (span[1] - span[0]), 46), 3)
    if tone.n_later:
        drawn = "in means later than is drawn" if tone.panels else "later than is drawn"
        words = f"{counted(tone.n_later, 'readable post')} {drawn}"
        canvas.text(sheet.right, sheet.later, words, _SMALLER, colour=colours.muted, align="right")


def _draw_scale(canvas: Canvas, tone: Tone, sheet: Sheet, place: PanelPlace) -> None:
    """Draw the polarities at the left edge, zero strongest, and what neutral posts score."""
    colours = canvas.colours
    for tick in ticks_of(sheet.bounds, 4 if place.end - place.top < 160 else 6):
        y = sheet.y(place, tick)
        colour, strong = (colours.neutral_edge, 1.2) if tick == 0 else (colours.grid, 0.7)
        canvas.line([(sheet.left, y), (sheet.right, y)], colour, strong, z=2.2 if tick == 0 else 0.4)
        words = "0" if tick == 0 else signed(tick)
        canvas.text(sheet.left - 7, y, words, _SMALLER, colour=colours.muted, align="right")
    if tone.neutral is not None:
        y = sheet.y(place, tone.neutral)
        canvas.line([(sheet.left, y), (sheet.right, y)], colours.muted, 1.1, dash=_NEUTRAL_DASH, z=2.3)


def _band(sheet: Sheet, axis: Axis, place: PanelPlace, run: list[Stretch]) -> list[tuple[float, float]]:
    upper = [(axis.x(one.at), sheet.y(place, one.high)) for one in run if one.high is not None]
    lower = [(axis.x(one.at), sheet.y(place, one.low)) for one in run if one.low is not None]
    return [*upper, *reversed(lower), upper[0]]


def _draw_panel(
    canvas: Canvas, tone: Tone, sheet: Sheet, axis: Axis, panel: Panel, place: PanelPlace
) -> None:
    colours = canvas.colours
    line = colours.heads[0] if panel.side is None else panel.side.fill(colours)
    if len(tone.panels) > 1:
        name = colours.ink if panel.side is None else panel.side.words(colours)
        side = cut(panel.words, (sheet.right - sheet.left) * 0.6, _SMALL, bold=True)
        wide = canvas.text(sheet.left, place.top - 12, side, _SMALL, bold=True, colour=name)
        posts, start = counted(panel.n_posts, "readable post"), sheet.left + wide + 8
        by = f"{posts} by {counted(panel.n_people, 'person', 'people')}"
        told = (f"{by}, {size_of(panel)} a point", by, posts)
        words = next((words for words in told if start + width(words, _SMALLER) <= sheet.right), "")
        canvas.text(start, place.top - 12, words, _SMALLER, colour=colours.muted)
    # A stretch of fewer than five people has no interval: the band is broken there.
    runs: list[list[Stretch]] = [[]]
    for one in panel.stretches:
        if one.low is None:
            runs.append([])
        else:
            runs[-1].append(one)
    for run in runs:
        if len(run) > 1:
            canvas.shape([_band(sheet, axis, place, run)], colours.heads[3], z=1)
        elif run:
            x = axis.x(run[0].at)
            ends = [(x, sheet.y(place, end)) for end in (run[0].low, run[0].high) if end is not None]
            canvas.line(ends, colours.heads[3], 5.0, z=1)
    points = [(axis.x(one.at), sheet.y(place, one.mean)) for one in panel.stretches]
    canvas.lines([points] if len(points) > 1 else [], line, 2.0, z=3)
    canvas.dots(points, _POINT if len(points) <= 12 else _POINT * 0.6, line, z=3.2)


def _draw_dots(canvas: Canvas, tone: Tone, sheet: Sheet, axis: Axis) -> None:
    """Draw each post by itself: those with a leaning word as dots, the others as ticks on the zero line."""
    place, colours = sheet.panels[0], canvas.colours
    zero = sheet.y(place, 0)
    ticks = [((axis.x(dot.at), zero - 5), (axis.x(dot.at), zero + 5)) for dot in tone.dots if not dot.signal]
    canvas.lines(ticks, colours.neutral_edge, 1.0, z=2.6)
    points = [(axis.x(dot.at), sheet.y(place, dot.polarity)) for dot in tone.dots if dot.signal]
    canvas.dots(points, _DOT, colours.heads[0], edge=colours.bg, wide=0.6, z=3)


def _draw_unread(canvas: Canvas, tone: Tone, sheet: Sheet, axis: Axis) -> None:
    """Draw where posts stand that are not scored: hatched, as high as there are many."""
    colours, lefts = canvas.colours, axis.lefts()
    most, end = max(int(tone.unread.max()), 1), sheet.unread + _UNREAD_HIGH
    bars = []
    for place, number in enumerate(tone.unread.tolist()):
        if number:
            left, right = max(lefts[place], axis.left), min(lefts[place + 1], axis.right)
            high = _UNREAD_HIGH * number / most
            bars.append([
                (left, end), (left, end - high), (right, end - high), (right, end), (left, end),
            ])  # fmt: skip
    if bars:
        canvas.shape(bars, colours.bg, edge=colours.undetermined_edge, hatch=HATCH, z=2)
    canvas.line([(axis.left, end), (axis.right, end)], colours.rule, 0.7, z=2.1)
    for place, line in enumerate(sheet.unread_words):
        canvas.text(sheet.left, end + 14 + 16 * place, line, _SMALLER, colour=colours.muted)
