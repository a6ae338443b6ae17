"""The numbers of the chart of captures to a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.captures.numbers import Captured, Captures
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead, draw_lines, masthead
from threadscope.charts.words import counted, cut, wrap

__all__ = ["draw"]

_SMALL, _FOOT = 9.8, 9.3
_SCHEMA = {
    "post_id": pl.String(), "who": pl.String(), "captured_at": pl.Datetime("ms", "UTC"), "likes": pl.Int64(),
    "replies": pl.Int64(), "gone": pl.String(), "posts_captured_again": pl.Int64(), "posts_not_drawn": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Panel:
    """One column of strips: what is counted, from where to where, over which times."""

    words: str
    left: float
    right: float
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        span = (self.last - self.first).total_seconds()
        part = (at - self.first).total_seconds() / span if span else 0.5
        return self.left + part * (self.right - self.left)


def _panels(chart: Captures, margin: float) -> tuple[_Panel, ...]:
    at = [point.at for post in chart.posts for point in post.points]
    ends = (min(at), max(at))
    if chart.narrow:
        middle = chart.width / 2
        return (
            _Panel("Likes", margin + 34, middle - 42, *ends),
            _Panel("Replies", middle + 42, chart.width - margin - 34, *ends),
        )
    left = margin + 0.34 * chart.width
    middle = (left + chart.width - margin) / 2
    return (
        _Panel("Likes", left + 40, middle - 50, *ends),
        _Panel("Replies", middle + 50, chart.width - margin - 40, *ends),
    )


def _strip(
    canvas: Canvas, panel: _Panel, post: Captured, values: Sequence[int | None], base: float, high: float
) -> None:
    """Draw the counts of one post: points, dotted between, each with its number where there is room."""
    colours = canvas.colours
    canvas.line([(panel.left - 34, base), (panel.right + 34, base)], colours.rule, 0.8)
    ends = [((x, base - high - 4), (x, base)) for x in (panel.left, panel.right)]
    canvas.lines(ends, colours.grid, 0.7, z=0.4)
    known = [
        (panel.x(point.at), value)
        for point, value in zip(post.points, values, strict=True)
        if value is not None
    ]
    top = max((value for _, value in known), default=0)
    if not known:
        canvas.text(
            (panel.left + panel.right) / 2,
            base - 12,
            "not said",
            _SMALL,
            colour=colours.muted,
            align="center",
        )
        return
    at = [(x, base - (value / top if top else 0) * high) for x, value in known]
    if len(at) > 1:
        canvas.line(at, colours.muted, 1.0, dash=(1, 2.5), z=2)
    canvas.dots(at, 34, colours.ink, z=4)
    taken: list[tuple[float, float]] = []
    # The ends first: they are what was compared.
    places = list(dict.fromkeys([0, len(at) - 1, *range(1, len(at) - 1)]))
    for place in places:
        (x, y), words = at[place], f"{known[place][1]:,}"
        half = width(words, _SMALL, bold=True) / 2 + 4
        if all(x + half < low or x - half > end for low, end in taken):
            canvas.text(x, y - 13, words, _SMALL, bold=True, align="center")
            taken.append((x - half, x + half))


def _gone(canvas: Canvas, panel: _Panel, post: Captured, base: float) -> None:
    """Mark the first capture that did not get the post, with why."""
    for point in post.points:
        if point.reason:
            x = panel.x(point.at)
            canvas.crosses([(x, base)], 40, canvas.colours.ink)
            half = width(point.reason, _FOOT) / 2
            x = min(max(x, panel.left - 34 + half), panel.right + 34 - half)
            canvas.text(x, base + 13, point.reason, _FOOT, colour=canvas.colours.muted, align="center")
            return


def _when(at: datetime, other: datetime, *, narrow: bool) -> str:
    """Return a day; of two on one day the times, on a phone the year only where it differs."""
    if at.date() == other.date():
        return f"{at:%H:%M}, {at.day} {at:%b}"
    if narrow:
        return f"{at:%b} {at.year}" if at.year != other.year else f"{at.day} {at:%b}"
    return f"{at.day} {at:%b} {at.year}"


def _axis(canvas: Canvas, panel: _Panel, top: float, end: float, *, narrow: bool) -> None:
    """Write what is counted above the strips, and the first and the last time below them."""
    colours = canvas.colours
    canvas.text(panel.left - 34, top, panel.words, 10.8, bold=True)
    ends = [(panel.first, panel.left, "left"), (panel.last, panel.right, "right")]
    room = (panel.right - panel.left + 68) / 2 - 4
    for at, x, side in ends:
        words = cut(_when(at, panel.last if side == "left" else panel.first, narrow=narrow), room, _FOOT)
        if side == "left":
            canvas.text(x - 34, end + 14, words, _FOOT, colour=colours.muted)
        elif panel.first != panel.last:
            canvas.text(x + 34, end + 14, words, _FOOT, colour=colours.muted, align="right")


def _row_high(chart: Captures) -> float:
    return 132.0 if chart.narrow else 92.0


def _rows(canvas: Canvas, chart: Captures, head: Masthead, top: float) -> None:
    panels, high = _panels(chart, head.margin), _row_high(chart)
    room = chart.width - 2 * head.margin if chart.narrow else 0.34 * chart.width - 30
    for place, post in enumerate(chart.posts):
        start = top + 22 + place * high
        base = start + high - 26
        canvas.text(head.margin, start + 16, cut(post.label, room, 10.8, bold=True), 10.8, bold=True)
        for line, words in enumerate(wrap(post.words, room, _SMALL, lines=1 if chart.narrow else 3)):
            canvas.text(head.margin, start + 34 + 16 * line, words, _SMALL, colour=canvas.colours.muted)
        tall = 36.0
        _strip(canvas, panels[0], post, [point.likes for point in post.points], base, tall)
        _strip(canvas, panels[1], post, [point.replies for point in post.points], base, tall)
        for panel in panels:
            _gone(canvas, panel, post, base)
    for panel in panels:
        _axis(canvas, panel, top + 8, top + 22 + len(chart.posts) * high - 10, narrow=chart.narrow)


def _table(chart: Captures) -> pl.DataFrame:
    """Return one row a point, and one that counts the posts."""
    rows = [
        {
            "post_id": post.post_id,
            "who": post.label,
            "captured_at": point.at.astimezone(UTC),
            "likes": point.likes,
            "replies": point.replies,
            "gone": point.reason or None,
        }
        for post in chart.posts
        for point in post.points
    ]
    rows.append({"posts_captured_again": chart.n_again, "posts_not_drawn": chart.n_more})
    return pl.DataFrame(rows, schema=_SCHEMA)


def _alt(chart: Captures) -> str:
    told = []
    for post in chart.posts:
        likes = [f"{point.likes:,}" for point in post.points if point.likes is not None]
        told.append(
            f"{post.label}: {' then '.join(likes)} likes" if likes else f"{post.label}: likes not said"
        )
    return f"{counted(chart.n_again, 'post')} captured at several times. {'; '.join(told)}."


def draw(chart: Captures) -> Chart:
    """Draw a strip of points a post; where nothing was captured twice, a card that says so."""
    telling = not chart.why
    head = masthead(chart.title if chart.alone or not telling else "", chart.subtitle, chart.width)
    body = 22 + _row_high(chart) * len(chart.posts) + 24 if telling else 0.0
    foot = chart.foot(chart.width - 2 * head.margin)
    with paper():
        canvas = Canvas(chart.width, head.high + body + 24 + 17 * len(foot), chart.theme)
        head.draw(canvas)
        if telling:
            _rows(canvas, chart, head, head.high + 4)
        draw_lines(canvas, foot, (head.margin, head.high + body + 18))
    alt = _alt(chart) if telling else f"{chart.title}. {chart.subtitle}"
    return chart.chart("captures", canvas, alt, _table(chart))
