"""The numbers of the tree chart to a picture."""

from __future__ import annotations

import polars as pl

from threadscope.charts.canvas import HATCH, Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead, draw_lines
from threadscope.charts.sides import Side
from threadscope.charts.tree.icicle import draw_icicle
from threadscope.charts.tree.numbers import Tree
from threadscope.charts.tree.outline import draw_outline, outline_high
from threadscope.charts.tree.parts import COLUMN_HIGH
from threadscope.charts.words import counted

__all__ = ["draw"]

_COLUMNS = {
    "part": pl.String(), "post_id": pl.String(), "level": pl.Int64(), "posts": pl.Int64(), "below": pl.Int64(),
    "branches": pl.Int64(), "likes": pl.Int64(), "number": pl.Int64(),
}  # fmt: skip


def _key(tree: Tree, head: Masthead) -> list[tuple[Side | None, str, float, float]]:
    """Set the entries of the key one after the other: side (None: words only), words, x, y."""
    drawn = {line.side.name for line in tree.lines} | {box.side.name for box in tree.boxes}
    drawn |= {side.name for pool in tree.pools for side, _ in pool.sides}
    told: list[tuple[Side | None, str]] = [
        (side, words) for side, words in tree.key if side.name in drawn or not side.placed
    ]
    if tree.lines and tree.likes_known:
        told.append((None, "larger dot = more likes"))
    items, x, y = [], head.margin, head.high + 8
    for side, words in told:
        wide = (19 if side else 0) + width(words, 9.8, bold=True)
        if x + wide > tree.width - head.margin:
            x, y = head.margin, y + 20
        items.append((side, words, x, y))
        x += wide + 20
    return items


def _draw_key(canvas: Canvas, tree: Tree, side: Side | None, words: str, at: tuple[float, float]) -> None:
    """Draw one entry of the key: how a side looks, in the outline as a dot, in the icicle as a box."""
    colours, (x, y) = canvas.colours, at
    if side is None:
        canvas.text(x, y, words, 9.8, colour=colours.muted)
        return
    if tree.lines:
        canvas.dots([(x + 6, y)], 42, side.fill(colours), edge=side.edge(colours))
    else:
        edge = None if side.placed else colours.undetermined_edge
        canvas.rect((x, y - 6, 14, 12), side.fill(colours), edge=edge, hatch=None if side.placed else HATCH)
    canvas.text(x + 19, y, words, 9.8, bold=side.placed, colour=side.words(colours))


def _table(tree: Tree) -> pl.DataFrame:
    """Return what is drawn: one row a line, box or pool, and the posts further right.

    Raises
    ------
    ValueError
        If they do not hold every post of the thread.
    """
    rows = [
        {
            "part": "missing" if x.missing else "post",
            "post_id": x.post_id,
            "level": x.depth,
            "posts": int(not x.missing),
            "likes": x.likes,
        }
        for x in tree.lines
    ]
    rows += [
        {
            "part": "missing" if x.missing else "post",
            "post_id": x.post_id,
            "level": x.depth,
            "posts": int(not x.missing),
            "below": x.n_below,
        }
        for x in tree.boxes
    ]
    rows += [
        {
            "part": "detached" if x.detached else "pooled",
            "level": x.depth,
            "posts": x.size,
            "branches": x.branches,
        }
        for x in tree.pools
    ]
    if tree.deeper:
        rows.append({"part": "further right", "posts": tree.deeper})
    told = (
        ("placed for or against", tree.n_placed),
        ("missing posts that others answer", tree.n_missing),
        *tree.replies,
    )
    rows += [{"part": words, "number": number} for words, number in told]
    table = pl.DataFrame(rows, schema=_COLUMNS)
    if int(table["posts"].sum()) != tree.n_posts:
        raise ValueError(f"the parts hold {table['posts'].sum()} of {tree.n_posts} posts")
    return table


def _alt(tree: Tree) -> str:
    parts = [f"Reply tree of {counted(tree.n_posts, 'post')}, {counted(tree.depth_max, 'level')} deep."]
    if tree.n_missing:
        parts.append(
            f"{counted(tree.n_missing, 'post')} that others answer {'is' if tree.n_missing == 1 else 'are'} missing."
        )
    large = sorted((box for box in tree.boxes if not box.missing), key=lambda box: -box.n_below)[:6]
    if large:
        parts.append(
            "Largest parts: " + "; ".join(f"{box.label}, {box.n_below:,} below" for box in large) + "."
        )
    if tree.pools:
        pooled = sum(pool.size for pool in tree.pools)
        parts.append(
            f"{counted(pooled, 'post')} in {sum(pool.branches for pool in tree.pools):,} small branches are pooled."
        )
    parts.append(f"{tree.n_placed:,} could be placed on a side.")
    return " ".join(parts)


def draw(tree: Tree) -> Chart:
    """Draw the tree: an outline where every post can be written out, else an icicle.

    Raises
    ------
    ValueError
        If the drawn parts do not hold every post.
    """
    table = _table(tree)
    head = tree.head()
    key = _key(tree, head)
    top = key[-1][3] + 24
    body = outline_high(tree) if tree.lines else COLUMN_HIGH + 22
    foot = tree.foot(tree.width - 2 * head.margin, complete=True)
    with paper():
        canvas = Canvas(tree.width, top + body + 24 + 17 * len(foot), tree.theme)
        head.draw(canvas)
        for side, words, x, y in key:
            _draw_key(canvas, tree, side, words, (x, y))
        (draw_outline if tree.lines else draw_icicle)(canvas, tree, head, top)
        draw_lines(canvas, foot, (head.margin, top + body + 20))
    return tree.chart("tree", canvas, _alt(tree), table)
