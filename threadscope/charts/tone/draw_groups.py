"""The groups of the tone chart: how the posts of each come out, and their mean."""

from __future__ import annotations

from threadscope.charts.canvas import HATCH, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.tone.layout import GroupPlace, Sheet
from threadscope.charts.tone.numbers import PARTS, Group, Tone
from threadscope.charts.words import counted, cut, share
from threadscope.theme import Palette

__all__ = ["draw_groups"]

_SMALL, _SMALLER = 9.8, 9.3
_BAR_HIGH = 26.0
#: Up to so many posts each is a square of its own: shares of a handful would read as more than they are.
_SQUARES = 20
_SQUARE = 16.0


def _fill(part: str, colours: Palette) -> str:
    return {
        "negative": colours.negative,
        "near": colours.grid,
        "no_signal": colours.neutral,
        "positive": colours.positive,
        "not_scored": colours.bg,
    }[part]


def _draw_part(canvas: Canvas, part: str, box: tuple[float, float, float, float]) -> None:
    """Draw some posts that come out alike; what is not scored is hatched, what is near 0 outlined."""
    colours = canvas.colours
    if part == "not_scored":
        canvas.rect(box, colours.bg, edge=colours.undetermined_edge, hatch=HATCH, z=2)
    else:
        edge = colours.neutral_edge if part == "near" else None
        canvas.rect(box, _fill(part, colours), edge=edge, wide=0.6, z=2)


def _draw_bar(canvas: Canvas, group: Group, sheet: Sheet, y: float) -> None:
    colours, left = canvas.colours, sheet.groups_left
    room = sheet.groups_right - left
    for part in PARTS:
        number = group.parts[part]
        if not number:
            continue
        wide = room * number / group.n_posts
        inner = max(wide - 1.5, 0.8)
        _draw_part(canvas, part, (left, y, inner, _BAR_HIGH))
        words = share(number, group.n_posts)
        if width(words, _SMALL, bold=True) + 8 <= inner:
            ink = colours.bg if part in {"negative", "positive"} else colours.ink
            canvas.text(
                left + inner / 2, y + _BAR_HIGH / 2, words, _SMALL, bold=True, colour=ink, align="center",
                on_paper=part == "not_scored",
            )  # fmt: skip
        left += wide


def _draw_squares(canvas: Canvas, group: Group, sheet: Sheet, y: float) -> None:
    """Draw one square a post."""
    left = sheet.groups_left
    for part in PARTS:
        for _ in range(group.parts[part]):
            _draw_part(canvas, part, (left, y + (_BAR_HIGH - _SQUARE) / 2, _SQUARE - 2, _SQUARE - 2))
            left += _SQUARE


def _draw_group(canvas: Canvas, group: Group, sheet: Sheet, place: GroupPlace) -> None:
    colours, y = canvas.colours, place.y
    posts = counted(group.n_posts, "post")
    if group.n_posts <= _SQUARES:
        posts += ", one square each" if group.n_posts > 1 else ""
    ink = colours.ink if group.side is None or not group.side.placed else group.side.words(colours)
    room = sheet.groups_right - sheet.groups_left - width(posts, _SMALL) - 10
    canvas.text(
        sheet.groups_left, y, cut(group.words, room, _SMALL, bold=True), _SMALL, bold=True, colour=ink
    )
    canvas.text(sheet.groups_right, y, posts, _SMALL, colour=colours.muted, align="right")
    (_draw_squares if group.n_posts <= _SQUARES else _draw_bar)(canvas, group, sheet, y + 11)
    told = cut(place.told, sheet.groups_right - sheet.groups_left, _SMALLER)
    canvas.text(sheet.groups_left, y + 11 + _BAR_HIGH + 13, told, _SMALLER, colour=colours.muted)


def draw_groups(canvas: Canvas, tone: Tone, sheet: Sheet) -> None:
    """Draw a bar for everybody and for each side, and the words behind the lean."""
    colours = canvas.colours
    heading = "Shares of posts, by the author’s side" if len(tone.groups) > 1 else "Shares of posts"
    canvas.text(sheet.groups_left, sheet.groups_top, heading, 11.5, bold=True)
    for item in sheet.groups_key:
        _draw_part(canvas, item.sign, (item.x, item.y - 6, 15, 12))
        canvas.text(item.x + 21, item.y, item.words, _SMALL, colour=colours.muted)
    for group, place in zip(tone.groups, sheet.groups, strict=True):
        _draw_group(canvas, group, sheet, place)
    for number, line in enumerate(sheet.behind_lines):
        canvas.text(sheet.groups_left, sheet.behind + 17 * number, line, _SMALL, colour=colours.muted)
