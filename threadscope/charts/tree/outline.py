"""The outline: one line a post, indented under what it answers; a document that can be read and printed."""

from __future__ import annotations

import numpy as np

from threadscope.charts.canvas import PICTURE, Canvas, radius
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.tree.numbers import Line, Tree
from threadscope.charts.words import compact, cut

__all__ = ["draw_outline", "outline_high"]

_SMALL = 9.3
_MOST_INDENT = 26.0
# Where nobody got more likes than this, two likes must not look like a crowd.
_FEW_LIKES = 50


def _line_high(tree: Tree) -> float:
    return 44.0 if tree.narrow else 27.0


def outline_high(tree: Tree) -> float:
    """Return the height of all lines in pixels."""
    return _line_high(tree) * len(tree.lines)


def _indent(tree: Tree) -> float:
    """Return the step of a level: smaller where the thread is deep, so that text keeps half of the width."""
    room = 0.30 * tree.width
    return min(_MOST_INDENT if not tree.narrow else 12.0, room / max(tree.depth_max, 1))


def _dot_x(tree: Tree, head: Masthead, line: Line) -> float:
    start = head.margin + (10 if tree.narrow else 104)
    return start + line.depth * _indent(tree)


def _draw_elbow(canvas: Canvas, tree: Tree, head: Masthead, line: Line, tops: tuple[float, float]) -> None:
    """Join a post to the one above it; dashed for a quote, dotted stub where the way up is not known."""
    colours, (above, y) = canvas.colours, tops
    x = _dot_x(tree, head, line)
    if line.parent is None:
        if line.detached:
            canvas.line([(x - 0.8 * _indent(tree), y), (x - 5, y)], colours.muted, 1.1, dash=(1, 1.6), z=1.2)
        return
    up = _dot_x(tree, head, tree.lines[line.parent])
    path = [(up, above + 6), (up, y), (x - 5, y)]
    canvas.line(path, colours.rule, 1.1, dash=(3.2, 2) if line.by_quote else (), z=1.2)


def _area(tree: Tree, line: Line) -> float:
    share = np.sqrt((line.likes or 0) / max(tree.most_likes, _FEW_LIKES)) if tree.likes_known else 0.1
    return 26 + (140 if tree.narrow else 220) * float(share)


def _draw_dot(canvas: Canvas, tree: Tree, line: Line, x: float, y: float) -> None:
    colours, area = canvas.colours, _area(tree, line)
    if line.missing:
        canvas.dots([(x, y)], 46, colours.bg, edge=colours.muted, wide=0.9)
        canvas.crosses([(x, y)], 14, colours.muted, z=4.5)
        return
    if line.note_shown:
        canvas.dots([(x, y)], (float(np.sqrt(area)) + 5) ** 2, colours.bg, edge=colours.note, wide=1.6, z=3.9)
    canvas.dots([(x, y)], area, line.side.fill(colours), edge=line.side.edge(colours))


def _ends(canvas: Canvas, tree: Tree, head: Masthead, line: Line, y: float) -> float:
    """Write what stands at the right end of a line; return where it begins."""
    colours, end = canvas.colours, tree.width - head.margin
    if line.likes:
        end -= (
            canvas.text(end, y, f"{compact(line.likes)} ♥", _SMALL, colour=colours.muted, align="right") + 10
        )
    end = min(end, tree.width - head.margin - 58)
    if line.noted:
        wide = width(line.noted, 8.6, bold=True)
        # Filled where readers saw the note, a frame where no showing is on record.
        fill, ink = (colours.note, colours.bg) if line.note_shown else (colours.bg, colours.note)
        canvas.rect((end - wide - 12, y - 9, wide + 12, 18), fill, edge=colours.note, z=5)
        canvas.text(end - wide - 6, y, line.noted, 8.6, bold=True, colour=ink)
        end -= wide + 20
    if line.picture:
        canvas.dots([(end - 10, y)], 80, colours.bg, edge=colours.ink, marker=PICTURE)
        end -= 26
    return end


def _draw_words(canvas: Canvas, tree: Tree, head: Masthead, line: Line, y: float) -> None:
    colours = canvas.colours
    x = _dot_x(tree, head, line) + max(14.0, radius(_area(tree, line)) + (10 if line.note_shown else 6))
    sided = line.side.name in {"claim", "dispute"}
    ink = colours.muted if line.missing else line.side.words(colours) if sided else colours.ink
    upper = y - 9 if tree.narrow else y
    end = _ends(canvas, tree, head, line, upper)
    if tree.narrow:
        end_when = canvas.text(end, upper, line.when, 8.6, colour=colours.muted, align="right")
        label = cut(line.label, end - end_when - 8 - x, 10, bold=True)
        canvas.text(x, upper, label, 10, bold=True, colour=ink)
        start, y, end = x, y + 9, tree.width - head.margin
    else:
        canvas.text(head.margin + 4, y, line.when, _SMALL, colour=colours.muted)
        wide = canvas.text(
            x, y, cut(line.label, 200, 10.3, bold=True), 10.3, bold=not line.missing, colour=ink
        )
        start = x + wide + 9
    words = cut(line.words, end - start, 10, bold=line.turning)
    canvas.text(start, y, words, 10, bold=line.turning, colour=colours.muted if line.missing else None)


def draw_outline(canvas: Canvas, tree: Tree, head: Masthead, top: float) -> None:
    """Draw every post and every missing post in reading order."""
    high = _line_high(tree)
    middles = [top + high * (place + 0.5) for place in range(len(tree.lines))]
    for place, (line, y) in enumerate(zip(tree.lines, middles, strict=True)):
        if place % 2 == 0:
            box = (head.margin - 8, y - high / 2, tree.width - 2 * head.margin + 16, high)
            canvas.rect(box, canvas.colours.band, z=0.2)
        above = middles[line.parent] if line.parent is not None else y
        shift = 9 if tree.narrow else 0
        _draw_elbow(canvas, tree, head, line, (above - shift, y - shift))
        _draw_dot(canvas, tree, line, _dot_x(tree, head, line), y - shift)
        _draw_words(canvas, tree, head, line, y)
