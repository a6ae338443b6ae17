"""Where everything of the exchange ladder stands on a wide sheet."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.exchange.numbers import Exchange
from threadscope.charts.fonts import width
from threadscope.charts.words import cut, wrap

__all__ = ["HEAD_STEP", "SIZE", "SMALL", "Ladder", "Stem", "ladder_of"]

SIZE, SMALL = 10.8, 9.8
#: Height between two levels of heads.
HEAD_STEP = 21.0
_HEAD_SIZE = 10.3
_LANES, _LEAST_STEP, _MOST_STEP, _MOST_HEAD = 440.0, 67.0, 150.0, 250.0
_ROW, _LINE, _CUT, _COUNTS = 34.0, 17.5, 24.0, 104.0
#: So few rows have room for a third line of text.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Stem:
    """From an answered post down to the answer: beside the lane where other posts of the lane stand between."""

    lane: int
    start: int
    end: int
    shift: float


@dataclass(frozen=True, slots=True)
class Ladder:
    """The sheet: lanes and rows in pixels.

    ``tops`` and ``highs`` are upper edge and height of each row, ``heads`` the level of each name and what of it
    fits, ``texts`` the lines of each post.
    """

    margin: float
    lanes: tuple[float, ...]
    text: float
    right: float
    body: float
    tops: tuple[float, ...]
    highs: tuple[float, ...]
    heads: tuple[tuple[int, str], ...]
    levels: int
    texts: tuple[tuple[str, ...], ...]
    stems: tuple[Stem, ...]

    def y(self, rung: int) -> float:
        """Return the middle of a row."""
        return self.tops[rung] + self.highs[rung] / 2

    @property
    def foot(self) -> float:
        """Lower edge of the last row."""
        return self.tops[-1] + self.highs[-1]


def _stems(exchange: Exchange) -> tuple[Stem, ...]:
    """Give each answer its stem; stems that would run through other posts of the lane are set beside it."""
    found: list[Stem] = []
    for end, rung in enumerate(exchange.rungs):
        if rung.rung is None or rung.target is None or rung.rung == end:
            continue
        low, high = sorted((rung.rung, end))
        between = any(
            other.speaker == rung.target for place, other in enumerate(exchange.rungs) if low < place < high
        )
        if not between or rung.target == rung.speaker:
            found.append(Stem(rung.target, rung.rung, end, 0.0))
            continue
        way = 1 if rung.speaker > rung.target else -1
        taken = {
            stem.shift
            for stem in found
            if stem.lane == rung.target and stem.start != rung.rung and stem.end > low and stem.start < high
        }
        shift = next(way * (10.0 + 6 * slot) for slot in range(99) if way * (10.0 + 6 * slot) not in taken)
        found.append(Stem(rung.target, rung.rung, end, shift))
    return tuple(found)


def _heads(exchange: Exchange, step: float) -> tuple[tuple[tuple[int, str], ...], int]:
    """Set the names on one level, or on two so that each has the room of two: lines down pass between the lower ones."""
    longest = max(width(speaker.label, _HEAD_SIZE, bold=True) for speaker in exchange.speakers)
    levels = 1 if longest <= step - 12 or len(exchange.speakers) == 1 else 2
    room = min(levels * step - 12, _MOST_HEAD) if len(exchange.speakers) > 1 else _MOST_HEAD
    return tuple(
        (place % levels, cut(speaker.label, room, _HEAD_SIZE, bold=True))
        for place, speaker in enumerate(exchange.speakers)
    ), levels


def ladder_of(exchange: Exchange, margin: float, top: float) -> Ladder:
    """Lay out lanes, heads, rows and texts below a height."""
    n = len(exchange.speakers)
    step = min(max(_LANES / max(n - 1, 1), _LEAST_STEP), _MOST_STEP)
    heads, levels = _heads(exchange, step)
    times = max(width(rung.when, SMALL) for rung in exchange.rungs)
    later = max(width(rung.later, SMALL) for rung in exchange.rungs)
    first = width(heads[0][1], _HEAD_SIZE, bold=True) / 2
    left = margin + max(times, later, first - 40) + 50
    lanes = tuple(left + step * place for place in range(n))
    text, right = lanes[-1] + 46, exchange.width - margin
    most = 3 if len(exchange.rungs) <= _FEW else 2
    texts = tuple(
        tuple(wrap(rung.words, right - text - _COUNTS, SIZE, lines=most)) for rung in exchange.rungs
    )
    body = top + HEAD_STEP * levels + 26
    tops, highs, y = [], [], body
    for rung, lines in zip(exchange.rungs, texts, strict=True):
        y += _CUT if rung.left_out else 0.0
        tops.append(y)
        # Two lines of likes and answers need as much room as two lines of text.
        highs.append(_ROW + _LINE * max(len(lines), 1) + 4)
        y += highs[-1]
    return Ladder(
        margin=margin,
        lanes=lanes,
        text=text,
        right=right,
        body=body,
        tops=tuple(tops),
        highs=tuple(highs),
        heads=heads,
        levels=levels,
        texts=texts,
        stems=_stems(exchange),
    )
