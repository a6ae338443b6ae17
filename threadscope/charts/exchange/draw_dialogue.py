"""The exchange ladder on a phone: a dialogue that runs down, the two main people left and right."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.canvas import PICTURE, Canvas
from threadscope.charts.exchange.draw_ladder import counts_of, draw_step, fitted, ink_of
from threadscope.charts.exchange.layout import SIZE
from threadscope.charts.exchange.numbers import Exchange, Rung
from threadscope.charts.fonts import width
from threadscope.charts.words import cut, wrap

__all__ = ["Card", "cards_of", "draw_dialogue"]

_SMALL, _NAME = 9.5, 10.0
_INDENT, _BAR, _PAD, _LINE, _GAP = 34.0, 3.5, 11.0, 18.0, 27.0


@dataclass(frozen=True, slots=True)
class Card:
    """One post: left edge, top, width, height, and its lines."""

    x: float
    y: float
    wide: float
    high: float
    relation: str
    lines: tuple[str, ...]


def _indents(exchange: Exchange) -> dict[int, float]:
    """Return the indent of each speaker: the two who speak most left and right, the others between."""
    ranked = sorted(range(len(exchange.speakers)), key=lambda place: -exchange.speakers[place].posts)
    indents = dict.fromkeys(ranked, _INDENT / 2)
    left, *rest = sorted(ranked[:2])
    return indents | {left: 0.0} | dict.fromkeys(rest, _INDENT)


def _relation(exchange: Exchange, row: int, room: float) -> str:
    """Say whom a post answers, with the words of the answered post where that is not the one just above."""
    rung = exchange.rungs[row]
    told = fitted(rung, room, _SMALL)
    if told and rung.rung is not None and rung.rung != row - 1:
        return cut(f"{told}: “{exchange.rungs[rung.rung].words}”", room, _SMALL)
    return told


def cards_of(exchange: Exchange, margin: float, top: float) -> tuple[Card, ...]:
    """Set the posts one below the other."""
    indents, cards, y = _indents(exchange), [], top
    wide = exchange.width - 2 * margin - _INDENT
    room = wide - 2 * _PAD - _BAR
    for row, rung in enumerate(exchange.rungs):
        y += _GAP if row and rung.gap else 8.0 if row else 0.0
        relation = _relation(exchange, row, room)
        lines = tuple(wrap(rung.words, room, SIZE, lines=4))
        high = 2 * _PAD + 22 + (17 if relation else 0) + _LINE * len(lines) + (0 if rung.missing else 20)
        cards.append(Card(margin + indents[rung.speaker], y, wide, high, relation, lines))
        y += high
    return tuple(cards)


def _name(canvas: Canvas, exchange: Exchange, rung: Rung, at: tuple[float, float], room: float) -> None:
    """Draw the name as a badge: filled with the side that placed the person, else a frame."""
    colours, (x, y) = canvas.colours, at
    speaker = exchange.speakers[rung.speaker]
    words = cut(speaker.label, room - 12, _NAME, bold=True)
    box = (x, y - 9.5, width(words, _NAME, bold=True) + 12, 19.0)
    placed = speaker.side.name in {"claim", "dispute"}
    if placed:
        canvas.rect(box, speaker.side.fill(colours), z=3)
    else:
        canvas.rect(box, colours.bg, edge=colours.undetermined_edge, dash=(1.0, 1.6), wide=1.0, z=3)
    ink = colours.bg if placed else ink_of(canvas, speaker.side)
    canvas.text(x + 6, y, words, _NAME, bold=True, colour=ink)


def _bar(canvas: Canvas, rung: Rung, card: Card) -> None:
    """Draw the left edge of a card: in the colour of the side that the post is placed on, else dotted."""
    colours = canvas.colours
    if rung.side.placed:
        canvas.rect((card.x, card.y, _BAR, card.high), rung.side.fill(colours), z=2)
    else:
        x = card.x + _BAR / 2
        canvas.line([(x, card.y), (x, card.y + card.high)], colours.muted, 1.3, dash=(1.0, 1.8), z=2)


def _card(canvas: Canvas, exchange: Exchange, row: int, card: Card) -> None:
    colours, rung = canvas.colours, exchange.rungs[row]
    canvas.rect((card.x, card.y, card.wide, card.high), colours.band, z=0.5)
    _bar(canvas, rung, card)
    x, end, y = card.x + _BAR + _PAD, card.x + card.wide - _PAD, card.y + _PAD + 8
    canvas.text(end, y, rung.when, _SMALL, colour=colours.muted, align="right")
    _name(canvas, exchange, rung, (x, y), end - x - width(rung.when, _SMALL) - 10)
    y += 23
    if card.relation:
        canvas.text(x, y, card.relation, _SMALL, colour=colours.muted)
        y += 17
    for line in card.lines:
        canvas.text(x, y, line, SIZE, colour=colours.muted if rung.missing else None)
        y += _LINE
    if rung.missing:
        return
    y += 2
    end -= canvas.text(end, y, " · ".join(counts_of(rung)), _SMALL, colour=colours.muted, align="right") + 10
    if rung.picture:
        canvas.dots([(x + 7, y)], 74, colours.bg, edge=colours.ink, marker=PICTURE)
        x += 24
    if rung.step and end - x > 60:
        x += draw_step(canvas, rung.step, x, y) + 10
    for words, colour in ((rung.label, colours.ink), (rung.badge, colours.note)):
        if words and end - x > 40:
            x += (
                canvas.text(x, y, cut(words, end - x, _SMALL, bold=True), _SMALL, bold=True, colour=colour)
                + 10
            )


def draw_dialogue(canvas: Canvas, exchange: Exchange, cards: tuple[Card, ...]) -> None:
    """Draw the cards, and between them how much time passed."""
    middle = exchange.width / 2
    for row, card in enumerate(cards):
        gap = exchange.rungs[row].gap
        if row and gap:
            canvas.text(middle, card.y - _GAP / 2, gap, _SMALL, colour=canvas.colours.muted, align="center")
        _card(canvas, exchange, row, card)
