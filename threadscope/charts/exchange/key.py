"""What arrows, dots and stems of the exchange ladder mean: only what occurs in it."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.canvas import PICTURE, Canvas
from threadscope.charts.exchange.draw_ladder import draw_step
from threadscope.charts.exchange.numbers import Exchange
from threadscope.charts.fonts import width
from threadscope.charts.sides import SIDES

__all__ = ["KeyItem", "draw_key", "key_of"]

_SMALL = 9.8
_STEP, _STEP_ROOM = "n of n", 52.0


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry: its sign, words and place."""

    sign: str
    words: str
    x: float
    y: float


def _told(exchange: Exchange) -> list[tuple[str, str]]:
    rungs = exchange.rungs
    answered = [rung for rung in rungs if rung.whom and rung.target != rung.speaker]
    wide = not exchange.narrow
    sides = [rung.side for rung in rungs if not rung.missing] + [
        speaker.side for speaker in exchange.speakers
    ]
    seen = {side.name: side for side in sides}
    told = [
        ("reply", "replies to", wide and any(not rung.by_quote for rung in answered)),
        ("quote", "quotes", wide and any(rung.by_quote for rung in answered)),
        ("stub", "post answered is not drawn", wide and any(_stubbed(exchange))),
        *((name, seen[name].one if name in seen else "", name in seen) for name in SIDES),
        ("noted", "had a Community Note shown", wide and any(rung.note_shown for rung in rungs)),
        ("picture", "with picture or video", any(rung.picture for rung in rungs)),
        ("missing", "missing post", wide and any(_missing(exchange))),
        ("step", "place in the chain", any(rung.step for rung in rungs)),
    ]
    return [(sign, words) for sign, words, here in told if here]


def _stubbed(exchange: Exchange) -> list[bool]:
    return [rung.target not in (None, rung.speaker) and rung.rung is None for rung in exchange.rungs]


def _missing(exchange: Exchange) -> list[bool]:
    return [rung.missing or (rung.target is None and "missing" in rung.whom) for rung in exchange.rungs]


def key_of(exchange: Exchange, margin: float, top: float) -> list[KeyItem]:
    """Set the entries one after the other."""
    items: list[KeyItem] = []
    x, y = margin, top
    for sign, words in _told(exchange):
        wide = (_STEP_ROOM if sign == "step" else 30 if sign in {"reply", "quote"} else 20) + width(
            words, _SMALL
        )
        if x > margin and x + wide > exchange.width - margin:
            x, y = margin, y + 20
        items.append(KeyItem(sign, words, x, y))
        x += wide + 18
    return items


def draw_key(canvas: Canvas, item: KeyItem) -> None:
    """Draw one entry."""
    colours, x, y = canvas.colours, item.x, item.y
    start = x + 20
    if item.sign in {"reply", "quote"}:
        canvas.arrow((x, y), (x + 24, y), by_quote=item.sign == "quote")
        start = x + 30
    elif item.sign == "step":
        start = x + draw_step(canvas, _STEP, x, y) + 7
    elif item.sign == "stub":
        canvas.line([(x + 7, y - 8), (x + 7, y + 8)], colours.neutral_edge, 2.2, dash=(1.0, 1.2))
    elif item.sign == "noted":
        canvas.dots([(x + 7, y)], 60, colours.bg, edge=colours.note, wide=1.6)
    elif item.sign == "picture":
        canvas.dots([(x + 8, y)], 74, colours.bg, edge=colours.ink, marker=PICTURE)
    elif item.sign == "missing":
        canvas.crosses([(x + 7, y)], 24, colours.muted)
    else:
        side = SIDES[item.sign]
        canvas.dots([(x + 7, y)], 46, side.fill(colours), edge=side.edge(colours), wide=1.1)
    canvas.text(start, y, item.words, _SMALL, colour=colours.muted)
