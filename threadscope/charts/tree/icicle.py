"""The icicle: levels go right, a box is as tall as its part of the tree."""

from __future__ import annotations

import numpy as np

from threadscope.charts.canvas import HATCH, PICTURE, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.tree.numbers import Box, Pool, Tree
from threadscope.charts.tree.parts import COLUMN_HIGH
from threadscope.charts.words import counted, cut, wrap

__all__ = ["draw_icicle"]

_SIZE = 9.8
_LEVELS = ("first post", "answers", "2nd level", "3rd level", "4th", "5th", "6th", "7th", "8th", "9th")
_LEAST_SLICE = 2.6


def _columns(tree: Tree, head: Masthead) -> list[float]:
    """Return the edges of the columns: wider where a level holds more posts."""
    posts = np.array(tree.posts_by_level, dtype=np.float64)
    wide = np.maximum(0.42, 1.5 * (posts / max(posts.max(), 1)) ** 0.4)
    wide[0] = 1.0
    if len(wide) > 1:
        wide[1] = max(1.0, wide[1] * 0.7)
    if tree.narrow:
        wide[:] = 1.0
    edges = np.concatenate([[0.0], np.cumsum(wide)])
    return [float(x) for x in head.margin + edges / edges[-1] * (tree.width - 2 * head.margin)]


class _Plot:
    """One icicle on a canvas: where a number of posts stands in pixels, and how its parts look."""

    def __init__(self, canvas: Canvas, tree: Tree, head: Masthead, top: float) -> None:
        self.canvas, self.tree, self.top = canvas, tree, top
        self.columns = _columns(tree, head)
        self.unit = COLUMN_HIGH / max(tree.n_posts, 1)

    def place(self, depth: int, start: int, size: int) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a part, with the gaps to its neighbours."""
        high = size * self.unit
        gap = min(2.4, high * 0.3)
        x0, x1 = self.columns[depth], self.columns[depth + 1]
        return x0 + 1.5, self.top + start * self.unit + gap / 2, x1 - x0 - 3, high - gap

    def box(self, box: Box) -> None:
        """Draw one post: its side's colour, or paper with a hatched edge; a missing one is only an outline."""
        canvas, colours = self.canvas, self.canvas.colours
        x, y, wide, high = self.place(box.depth, box.start, box.size)
        if box.missing:
            canvas.rect((x, y, wide, high), colours.bg, edge=colours.muted, dash=(1, 2), wide=1.0)
        elif box.side.placed:
            canvas.rect((x, y, wide, high), box.side.fill(colours))
        else:
            canvas.rect((x, y, wide, high), colours.band, edge=colours.rule if high > 5 else None, wide=0.7)
            canvas.rect((x, y, min(7, wide), high), colours.bg, edge=colours.rule, wide=0, hatch=HATCH, z=1.1)
        if box.by_quote and high > 8:
            edge = colours.bg if box.side.placed else colours.ink
            inner = (x + 1.9, y + 1.9, wide - 3.8, high - 3.8)
            canvas.rect(inner, None, edge=edge, wide=1.3, dash=(3, 2), z=1.2)
        self.words(box, (x, y, wide, high))

    def words(self, box: Box, at: tuple[float, float, float, float]) -> None:
        """Write the author, the number of posts below, and as much of the text as there is room for."""
        canvas, colours, (x, y, wide, high) = self.canvas, self.canvas.colours, at
        if high < 15 or wide < 46:
            return
        ink = (
            colours.muted
            if box.missing
            else colours.bg
            if box.side.name in {"claim", "dispute"}
            else colours.ink
        )
        left = x + (8 if box.side.placed else 14)
        end = x + wide - 8
        sign = box.picture and high > 30 and wide > 80
        room = end - left - (24 if sign else 0)
        label = f"{box.label} · {box.n_below:,}" if box.n_below else box.label
        if width(label, 10, bold=True) > room:
            label = cut(box.label, room, 10, bold=True)
        canvas.text(left, y + (high / 2 if high < 34 else 14), label, 10, bold=True, colour=ink)
        if sign:
            canvas.dots([(end - 8, y + 14)], 80, colours.bg, edge=colours.ink, marker=PICTURE)
        lines = int((high - 26 - (26 if box.noted else 0)) / 16)
        if lines > 0 and wide > 80 and box.words:
            for place, line in enumerate(wrap(box.words, end - left, _SIZE, lines=min(lines, 9))):
                canvas.text(left, y + 31 + 16 * place, line, _SIZE, colour=ink)
        if box.noted and high > 80:
            words = cut(box.noted[:1].upper() + box.noted[1:], end - left - 12, _SIZE, bold=True)
            told = width(words, _SIZE, bold=True)
            # Filled where readers saw the note, a frame where no showing is on record.
            fill, ink = (colours.note, colours.bg) if box.note_shown else (colours.bg, colours.note)
            canvas.rect((left, y + high - 28, told + 12, 20), fill, edge=colours.note, z=5)
            canvas.text(left + 6, y + high - 18, words, _SIZE, bold=True, colour=ink)

    def pool(self, pool: Pool) -> None:
        """Draw branches too small to show: solid slices for placed posts, the rest hatched, counts in words."""
        canvas, colours = self.canvas, self.canvas.colours
        x, y, wide, high = self.place(pool.depth, pool.start, pool.size)
        high = max(high, 2.0)
        stack = wide * (1.0 if pool.detached else 0.34)
        edge = colours.muted if pool.detached else colours.undetermined_edge
        canvas.rect(
            (x, y, stack, high),
            colours.bg,
            edge=edge,
            dash=(1, 2) if pool.detached else (),
            wide=0.6,
            hatch=None if pool.detached else HATCH,
        )
        slice_top = y
        for side, number in pool.sides:
            tall = max(number * self.unit, min(_LEAST_SLICE, 0.15 * high))
            canvas.rect((x, slice_top, stack, tall), side.fill(colours), z=1.3)
            slice_top += tall
        if pool.detached:
            self.detached_words(pool, (x, y, wide, high))
        else:
            self.pool_words(pool, (x + stack + 9, y, wide - stack - 12, high))

    def pool_words(self, pool: Pool, at: tuple[float, float, float, float]) -> None:
        """Write the counts beside a stack, as many as have room."""
        x, y, room, high = at
        colours = self.canvas.colours
        told = [
            (counted(pool.branches, "small branch", "small branches"), colours.muted, True),
            (counted(pool.size, "post"), colours.muted, False),
            *(
                (f"{number:,} {side.one if number == 1 else side.many}", side.words(colours), True)
                for side, number in pool.sides
            ),
        ]
        if width(told[0][0], 9.6, bold=True) > room:
            told[0] = (f"{pool.branches:,} small", colours.muted, True)
        fitting = [line for line in told if width(line[0], 9.6, bold=line[2]) <= room][: int(high / 15.5)]
        start = y + 10 if high > 110 else y + high / 2 - (len(fitting) - 1) * 7.75
        for place, (words, colour, bold) in enumerate(fitting):
            self.canvas.text(x, start + 15.5 * place, words, 9.6, bold=bold, colour=colour)

    def detached_words(self, pool: Pool, at: tuple[float, float, float, float]) -> None:
        """Say how many branches hang under a post that is missing."""
        x, y, wide, high = at
        branches = counted(pool.branches, "branch", "branches")
        words = f"{branches} whose parent is missing here ({counted(pool.size, 'post')})"
        if high >= 15:
            self.canvas.text(
                x + 8, y + high / 2, cut(words, wide - 16, 9.6), 9.6, colour=self.canvas.colours.muted
            )
        elif pool.depth == 1 and pool.depth + 1 < len(self.columns):
            # Only the root's own shelf is last of all, with nothing beside it; the foot counts the others too.
            room = self.columns[-1] - x - wide - 8
            self.canvas.text(
                x + wide + 8, y + high / 2 + 1, cut(words, room, 9.6), 9.6, colour=self.canvas.colours.muted
            )


def draw_icicle(canvas: Canvas, tree: Tree, head: Masthead, top: float) -> None:
    """Draw boxes, pools, and what the columns are."""
    plot = _Plot(canvas, tree, head, top + 18)
    for depth in range(len(plot.columns) - 1):
        room = plot.columns[depth + 1] - plot.columns[depth] - 6
        name = _LEVELS[depth] if depth < len(_LEVELS) else f"{depth}th"
        name = name if width(name, 10) <= room else str(depth)
        canvas.text(plot.columns[depth] + 3, top + 4, name, 10, colour=canvas.colours.muted)
    for pool in tree.pools:
        plot.pool(pool)
    for box in tree.boxes:
        plot.box(box)
