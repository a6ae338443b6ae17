"""The middle of the unfolding chart: people, their posts, and the arrows between turning points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from threadscope.charts.canvas import PICTURE, Canvas, radius
from threadscope.charts.fonts import width
from threadscope.charts.time_scale import Seconds
from threadscope.charts.unfolding.layout import Sheet
from threadscope.charts.unfolding.numbers import Arrow, Dot, Lane, Unfolding
from threadscope.charts.words import compact, counted, cut

__all__ = ["area_of", "draw_arrows", "draw_lanes"]

_SMALL, _SMALLER = 9.8, 9.3
_POOLED, _COLUMNS = 400, 700
# Where nobody got more likes than this, two likes must not look like a crowd.
_FEW_LIKES = 50


def area_of(likes: int | None, numbers: Unfolding) -> float:
    """Return the marker area of a post: larger for more likes, by the square root so that few-liked posts stay."""
    if not numbers.likes_known:
        return 70.0
    least, most = (12.0, 300.0) if numbers.narrow else (16.0, 520.0)
    return least + most * float(np.sqrt((likes or 0) / max(numbers.most_likes, _FEW_LIKES)))


def _look(dot: Dot, canvas: Canvas) -> tuple[str, str]:
    """Return fill and edge: ink for the claim itself, the side's colour, or paper."""
    colours = canvas.colours
    if dot.claim and not dot.side.placed:
        return colours.ink, colours.bg
    return dot.side.fill(colours), dot.side.edge(colours)


def _draw_dot(canvas: Canvas, numbers: Unfolding, sheet: Sheet, dot: Dot, y: float) -> None:
    colours, area, x = canvas.colours, area_of(dot.likes, numbers), sheet.x(numbers, dot.at)
    fill, edge = _look(dot, canvas)
    if dot.noted:
        around = (float(np.sqrt(area)) + 5.5) ** 2
        canvas.dots([(x, y)], around, colours.bg, edge=colours.note, wide=1.6, z=3.9)
    canvas.dots([(x, y)], area, fill, edge=edge)
    if dot.picture:
        away = radius(area) * 0.72
        # At the right end the sign would stand on the numbers beside the lane.
        way = -1 if x + away + 16 > sheet.right else 1
        canvas.dots(
            [(x + way * (away + 7), y - away - 6)], 78, colours.bg, edge=colours.ink, marker=PICTURE, z=4.5
        )


def _ticks(at: Seconds, numbers: Unfolding, sheet: Sheet) -> list[tuple[Seconds, float]]:
    """Return the places of posts drawn as ticks and how strong: above 400, pooled in columns by number."""
    drawn = at[at <= numbers.scale.end]
    places = numbers.scale.place(drawn)
    if len(drawn) <= _POOLED:
        return [(sheet.left + places * (sheet.right - sheet.left), 0.6)]
    columns, counts = np.unique(np.floor(places * _COLUMNS), return_counts=True)
    xs = sheet.left + columns / _COLUMNS * (sheet.right - sheet.left)
    low, high = np.quantile(counts, [0.5, 0.85])
    steps = ((0, low, 0.30), (low, high, 0.55), (high, np.inf, 0.95))
    return [(xs[(counts > least) & (counts <= most)], alpha) for least, most, alpha in steps]


def _draw_posts(canvas: Canvas, numbers: Unfolding, sheet: Sheet, lane: Lane, y: float) -> None:
    colour = lane.side.words(canvas.colours)
    inside: list[float] = [dot.at for dot in lane.dots] + [float(at) for at in lane.ticks]
    inside = [at for at in inside if at <= numbers.scale.end]
    if inside:
        ends = [(sheet.x(numbers, min(inside)), y), (sheet.x(numbers, max(inside)), y)]
        canvas.line(ends, colour, 1.7, dash=() if lane.side.placed else (1, 1.5), alpha=0.6, z=1.5)
    for xs, alpha in _ticks(lane.ticks, numbers, sheet):
        canvas.lines([((float(x), y - 8), (float(x), y + 8)) for x in xs], colour, 0.9, alpha=alpha, z=2)
    for dot in sorted(lane.dots, key=lambda dot: (-(dot.likes or 0), dot.post_id)):
        if dot.at <= numbers.scale.end:
            _draw_dot(canvas, numbers, sheet, dot, y)


def _draw_label(canvas: Canvas, sheet: Sheet, lane: Lane, y: float) -> None:
    colours = canvas.colours
    name = lane.side.words(colours) if lane.side.name in {"claim", "dispute"} else colours.ink
    words = lane.side.words(colours)
    answers = counted(lane.n_answers, "answer")
    if sheet.narrow:
        top = y - 0.46 * sheet.lane_high
        wide = canvas.text(
            sheet.margin,
            top,
            cut(lane.label, 170, 10.8, bold=True),
            10.8,
            bold=True,
            colour=name,
            on_paper=True,
        )
        room = sheet.right - sheet.margin - wide - 18 - width(answers, _SMALL)
        canvas.text(
            sheet.margin + wide + 8, top, cut(lane.words, room, _SMALL), _SMALL, colour=words, on_paper=True
        )
        canvas.text(sheet.right, top, answers, _SMALL, colour=colours.muted, align="right", on_paper=True)
        return
    room = sheet.left - sheet.margin - 12
    canvas.text(sheet.margin, y - 8, cut(lane.label, room, 11.3, bold=True), 11.3, bold=True, colour=name)
    canvas.text(sheet.margin, y + 9, cut(lane.words, room, _SMALL), _SMALL, colour=words)
    likes = (
        "" if lane.n_likes is None else f" · {compact(lane.n_likes)} like{'' if lane.n_likes == 1 else 's'}"
    )
    canvas.text(sheet.right + 8, y - 8, counted(lane.n_posts, "post") + likes, _SMALLER, colour=colours.muted)
    canvas.text(sheet.right + 8, y + 8, answers, _SMALLER, colour=colours.muted)


def draw_lanes(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw a lane for each of the main people; a stronger line parts the sides."""
    colours, before = canvas.colours, None
    for place, lane in enumerate(numbers.lanes):
        y = sheet.lane_y(place)
        canvas.line([(sheet.left, y), (sheet.right, y)], colours.grid, 1.0, z=0.5)
        if before is not None and before is not lane.side:
            top = sheet.lanes + place * sheet.lane_high
            canvas.line([(sheet.left, top), (sheet.right, top)], colours.rule, 1.0, z=0.6)
        before = lane.side
        _draw_posts(canvas, numbers, sheet, lane, y)
        _draw_label(canvas, sheet, lane, y)
    end = sheet.lanes + sheet.lane_high * len(numbers.lanes)
    canvas.line([(sheet.left, end), (sheet.right, end)], colours.rule, 0.9, z=0.6)


def draw_arrows(canvas: Canvas, numbers: Unfolding, sheet: Sheet, arrows: Sequence[Arrow]) -> None:
    """Draw arrows from each post to the turning point that it drew."""
    for arrow in arrows:
        (from_lane, start), (to_lane, end) = arrow.start, arrow.end
        gaps = radius(area_of(start.likes, numbers)), radius(area_of(end.likes, numbers)) + 2
        canvas.arrow(
            (sheet.x(numbers, start.at), sheet.lane_y(from_lane)),
            (sheet.x(numbers, end.at), sheet.lane_y(to_lane)),
            by_quote=arrow.by_quote,
            bend=0.12 if to_lane > from_lane else -0.12,
            gaps=gaps,
            # On a phone labels stand between the lanes: arrows pass over their ground and under their letters.
            z=5.95 if sheet.narrow else 5,
        )
