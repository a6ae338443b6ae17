"""The exchange ladder on a wide sheet: people across, one row a post, arrows to whom it answers."""

from __future__ import annotations

from threadscope.charts.canvas import PICTURE, Canvas
from threadscope.charts.exchange.layout import HEAD_STEP, SIZE, SMALL, Ladder
from threadscope.charts.exchange.numbers import Exchange, Rung, Speaker
from threadscope.charts.fonts import width
from threadscope.charts.sides import Side
from threadscope.charts.words import compact, cut

__all__ = ["counts_of", "draw_ladder", "draw_step", "fitted", "ink_of", "relation_of"]

_DOT, _HEAD_SIZE = 62.0, 10.3
_DOTTED = (1.0, 2.4)
_RADIUS, _STEP = 6.0, 8.8


def ink_of(canvas: Canvas, side: Side) -> str:
    """Return the colour of a name: of a side only where it was placed."""
    return side.words(canvas.colours) if side.placed else canvas.colours.ink


def relation_of(rung: Rung) -> str:
    """Return what a post does to whom: "" for one that answers nobody."""
    if not rung.whom:
        return ""
    if rung.whom == "their own post":
        return "goes on below an own post" if not rung.by_quote else "quotes an own post"
    return f"{'quotes' if rung.by_quote else 'answers'} {rung.whom}"


def fitted(rung: Rung, room: float, size: float) -> str:
    """Return the same as fits: of a long name the beginning."""
    whole = relation_of(rung)
    verb, _, whom = whole.partition(" ")
    return f"{verb} {cut(whom, room - width(verb + ' ', size), size)}" if whom else ""


def counts_of(rung: Rung) -> list[str]:
    """Return likes and answers in words, as far as they are known."""
    if rung.missing:
        return []
    likes = [] if rung.likes is None else [f"{compact(rung.likes)} ♥"]
    return [*likes, f"{rung.answers:,} answer{'' if rung.answers == 1 else 's'}"]


def draw_step(canvas: Canvas, words: str, x: float, y: float) -> float:
    """Write a place in the chain into a frame; return how wide that is."""
    wide = width(words, _STEP) + 12
    canvas.rect((x, y - 8, wide, 16), None, edge=canvas.colours.muted, wide=0.8, z=3)
    canvas.text(x + 6, y, words, _STEP, colour=canvas.colours.muted)
    return wide


def _heads(canvas: Canvas, exchange: Exchange, ladder: Ladder, top: float) -> None:
    colours = canvas.colours
    for x, speaker, (level, words) in zip(ladder.lanes, exchange.speakers, ladder.heads, strict=True):
        y = top + HEAD_STEP * (ladder.levels - 1 - level) + 8
        ink = ink_of(canvas, speaker.side)
        canvas.text(x, y, words, _HEAD_SIZE, bold=True, colour=ink, align="center")
        if level:
            canvas.line([(x, y + 11), (x, ladder.body - 12)], colours.rule, 0.8, z=0.7)


def _lane(canvas: Canvas, exchange: Exchange, ladder: Ladder, place: int, speaker: Speaker) -> None:
    """Draw the line of a person from their first post on: dotted where nothing places them; before it hardly seen."""
    colours, x = canvas.colours, ladder.lanes[place]
    first = next(row for row, rung in enumerate(exchange.rungs) if rung.speaker == place)
    last = max(row for row, rung in enumerate(exchange.rungs) if place in (rung.speaker, rung.target))
    colour = speaker.side.edge(colours) if not speaker.side.placed else speaker.side.fill(colours)
    dash = () if speaker.side.placed else _DOTTED
    canvas.line([(x, ladder.body - 12), (x, ladder.y(first))], colours.rule, 0.8, z=0.9)
    canvas.line([(x, ladder.y(first)), (x, ladder.y(last))], colour, 1.1, dash=dash, alpha=0.55, z=1)


def _stem_colour(canvas: Canvas, side: Side) -> str:
    return side.fill(canvas.colours) if side.placed else canvas.colours.neutral_edge


def _draw_stems(canvas: Canvas, exchange: Exchange, ladder: Ladder) -> dict[int, float]:
    """Draw the way back to each answered post; return where the arrow of each row ends."""
    ends: dict[int, float] = {}
    for stem in ladder.stems:
        x, start, end = ladder.lanes[stem.lane], ladder.y(stem.start), ladder.y(stem.end)
        colour = _stem_colour(canvas, exchange.speakers[stem.lane].side)
        away = 12.0 if end > start else -12.0
        way = [(x, start), (x + stem.shift, start + away), (x + stem.shift, end)]
        canvas.line(way if stem.shift else [(x, start), (x, end)], colour, 2.6, alpha=0.6, z=1.6)
        ends[stem.end] = x + stem.shift
    return ends


def _arrow(canvas: Canvas, exchange: Exchange, ladder: Ladder, row: int, end: float | None) -> None:
    rung = exchange.rungs[row]
    x, y = ladder.lanes[rung.speaker], ladder.y(row)
    if not rung.whom or rung.target == rung.speaker:
        return
    if rung.target is None:
        # Who is answered has no lane here: a short arrow into the open; a cross where the post is missing.
        open_end = x - 34
        canvas.arrow((x, y), (open_end, y), by_quote=rung.by_quote, gaps=(_RADIUS, 5.0))
        if "missing" in rung.whom:
            canvas.crosses([(open_end, y)], 24, canvas.colours.muted)
        return
    if end is None:
        # The answered post stands not here: its stem is a dotted stub.
        end = ladder.lanes[rung.target]
        stub = [(end, y), (end, y - 0.42 * ladder.highs[row])]
        canvas.line(stub, canvas.colours.neutral_edge, 2.2, dash=(1.0, 1.2), z=1.6)
    canvas.arrow((x, y), (end, y), by_quote=rung.by_quote, gaps=(_RADIUS, 1.0))


def _dot(canvas: Canvas, ladder: Ladder, rung: Rung, row: int) -> None:
    colours, at = canvas.colours, (ladder.lanes[rung.speaker], ladder.y(row))
    if rung.missing:
        canvas.dots([at], _DOT, colours.bg, edge=colours.muted, z=5.5)
        canvas.crosses([at], 16, colours.muted, z=5.6)
        return
    if rung.note_shown:
        canvas.dots([at], 140, colours.bg, edge=colours.note, wide=1.6, z=5.4)
    canvas.dots([at], _DOT, rung.side.fill(colours), edge=rung.side.edge(colours), wide=1.3, z=5.5)


def _words(canvas: Canvas, exchange: Exchange, ladder: Ladder, row: int) -> None:
    """Write who, to whom, what kind of moment, the words, likes and answers."""
    colours, rung = canvas.colours, exchange.rungs[row]
    speaker, x, y = exchange.speakers[rung.speaker], ladder.text, ladder.tops[row] + 17
    end = ladder.right - 104
    label = cut(speaker.label, 240, SMALL, bold=True)
    x += canvas.text(x, y, label, SMALL, bold=True, colour=ink_of(canvas, speaker.side)) + 6
    relation = relation_of(rung)
    if relation and end - x > 60:
        x += canvas.text(x, y, fitted(rung, end - x, SMALL), SMALL, colour=colours.muted) + 14
    if rung.step and end - x > 60:
        x += draw_step(canvas, rung.step, x, y) + 12
    for words, colour in ((rung.label, colours.ink), (rung.badge, colours.note)):
        if words and end - x > 50:
            words_cut = cut(words, end - x, SMALL, bold=True)
            x += canvas.text(x, y, words_cut, SMALL, bold=True, colour=colour) + 14
    if rung.picture and end - x > 20:
        canvas.dots([(x + 6, y)], 74, colours.bg, edge=colours.ink, marker=PICTURE)
    for place, line in enumerate(ladder.texts[row]):
        ink = colours.muted if rung.missing else None
        canvas.text(ladder.text, y + 20 + 17.5 * place, line, SIZE, colour=ink)
    for place, words in enumerate(counts_of(rung)):
        canvas.text(ladder.right, y + 18 * place, words, SMALL, colour=colours.muted, align="right")


def _times(canvas: Canvas, exchange: Exchange, ladder: Ladder, row: int) -> None:
    colours, rung = canvas.colours, exchange.rungs[row]
    canvas.text(ladder.margin, ladder.y(row), rung.when, SMALL, colour=colours.muted)
    if rung.left_out:
        words = rung.gap.partition(" · ")[0]
        y = ladder.tops[row] - 12
        canvas.line([(ladder.lanes[0] - 8, y), (ladder.lanes[-1] + 8, y)], colours.muted, 1.0, dash=(1, 3))
        canvas.text(ladder.text, y, words, SMALL, colour=colours.muted)
    if rung.later:
        y = ladder.tops[row] - (12 if rung.left_out else 0)
        canvas.text(ladder.margin, y, rung.later, SMALL, colour=colours.muted, z=6)


def draw_ladder(canvas: Canvas, exchange: Exchange, ladder: Ladder, top: float) -> None:
    """Draw heads, lanes, and a row for each post."""
    _heads(canvas, exchange, ladder, top)
    for row in range(0, len(exchange.rungs), 2):
        box = (ladder.lanes[0] - 30, ladder.tops[row], ladder.right - ladder.lanes[0] + 38, ladder.highs[row])
        canvas.rect(box, canvas.colours.band, z=0.2)
    for place, speaker in enumerate(exchange.speakers):
        _lane(canvas, exchange, ladder, place, speaker)
    ends = _draw_stems(canvas, exchange, ladder)
    for row, rung in enumerate(exchange.rungs):
        _arrow(canvas, exchange, ladder, row, ends.get(row))
        _dot(canvas, ladder, rung, row)
        _words(canvas, exchange, ladder, row)
        _times(canvas, exchange, ladder, row)
