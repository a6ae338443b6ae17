"""Where the parts of the unfolding chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from threadscope.charts.axis import Axis
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.unfolding.numbers import Row, Turn, Unfolding
from threadscope.charts.words import wrap

__all__ = ["FOOT_SIZE", "KeyItem", "Sheet", "sheet_of"]

_SMALL = 9.8
#: Type size of the last line; on a phone.
FOOT_SIZE = (9.3, 8.6)


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of the reading key: a sign, its words, and where it stands."""

    sign: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places of all parts.

    ``left`` and ``right`` are the ends of the time axis; every other number is a y, but for heights named so.
    """

    wide: float
    high: float
    narrow: bool
    margin: float
    left: float
    right: float
    head: Masthead
    key: tuple[KeyItem, ...]
    legend: float
    rail: float
    bars: float
    bars_high: float
    strip: float
    lanes: float
    lane_high: float
    rows: tuple[float, ...]
    row_highs: tuple[float, ...]
    axis: float
    list_at: tuple[tuple[float, float], ...]
    list_wide: float
    foot: float
    foot_lines: tuple[str, ...]

    def axis_of(self, numbers: Unfolding) -> Axis:
        """Return the time axis."""
        return Axis(numbers.scale, self.left, self.right, 5 if self.narrow else 14)

    def x(self, numbers: Unfolding, at: float) -> float:
        """Return where a time stands."""
        return self.axis_of(numbers).x(at)

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """The parts that the upright lines of the axis run through, from y to y."""
        lanes_end = self.rows[0] - 8 if self.rows else self.axis - 8
        return (
            (self.bars, self.bars + self.bars_high),
            (self.lanes, lanes_end),
            (lanes_end + 8, self.axis),
        )

    def lane_y(self, place: int) -> float:
        """Return the middle of a lane, where its dots stand; on a phone its label is above them."""
        return self.lanes + (place + (0.66 if self.narrow else 0.5)) * self.lane_high


def _signs(numbers: Unfolding) -> list[tuple[str, str]]:
    dots = [dot for lane in numbers.lanes for dot in lane.dots if dot.at <= numbers.scale.end]
    placed = any(dot.side.placed for dot in dots)
    likes = "; larger = more likes" if numbers.likes_known else ""
    wanted = [
        (placed, "placed", f"its words say a side{likes}"),
        (any(dot.claim and not dot.side.placed for dot in dots), "claim", numbers.claim_words),
        (True, "hollow", "undetermined" if placed else f"a post (undetermined){likes}"),
        (any(not arrow.by_quote for arrow in numbers.arrows), "reply", "reply"),
        (any(arrow.by_quote for arrow in numbers.arrows), "quote", "quote"),
        (numbers.pictures, "picture", "picture or video"),
        (any(dot.noted for dot in dots), "noted", numbers.noted_words),
        (numbers.orphans is not None and not numbers.narrow, "cross", "answers a post missing here"),
    ]
    return [(sign, words) for due, sign, words in wanted if due]


def _key(numbers: Unfolding, top: float, margin: float) -> tuple[KeyItem, ...]:
    """Set the entries one after the other, in as many lines as they need."""
    items, x, y = [], margin, top
    for sign, words in _signs(numbers):
        wide = (26 if sign in {"reply", "quote"} else 19) + width(words, _SMALL)
        if x + wide > numbers.width - margin:
            x, y = margin, y + 20
        items.append(KeyItem(sign, words, x, y))
        x += wide + 22
    return tuple(items)


def _row_high(row: Row, *, narrow: bool) -> float:
    high = 40.0 if row.side.placed else 62.0
    return high + (16 if narrow else 0)


def _item_high(turn: Turn, wide: float) -> float:
    """Height of a line of the list on a phone, where the words may take two lines."""
    return 46.0 + 17 * len(wrap(turn.body, wide - 24, 10.8, lines=2))


def _list(numbers: Unfolding, top: float, margin: float) -> tuple[list[tuple[float, float]], float, float]:
    """Return where each turning point stands in the list, how wide it is, and where the list ends."""
    turns = numbers.turns
    if numbers.narrow:
        wide = numbers.width - 2 * margin
        ends = list(accumulate((_item_high(turn, wide) for turn in turns), initial=top))
        return [(margin, y + 12) for y in ends[:-1]], wide, ends[-1]
    lines = -(-len(turns) // 2)
    wide = (numbers.width - 2 * margin + 16) / 2
    places = [(margin + place // lines * wide, top + place % lines * 46 + 12) for place in range(len(turns))]
    return places, wide - 26, top + lines * 46


def sheet_of(numbers: Unfolding) -> Sheet:
    """Lay the chart out: heights follow from what there is to draw."""
    narrow = numbers.narrow
    head = numbers.head()
    margin = head.margin
    left, right = (margin, numbers.width - margin) if narrow else (250.0, numbers.width - 142.0)
    key = _key(numbers, head.high + 8, margin)
    y = key[-1].y + 14
    legend = y + 12
    if narrow:
        y = legend + 20 * (len(numbers.bars.told) + 1) - 4
    rail = y + 15
    bars, bars_high = rail + (21 if numbers.turns else -4), 118.0 if narrow else 150.0
    strip = bars + bars_high + 16
    lanes, lane_high = strip + (14 if numbers.stripped else -6), 54.0 if narrow else 46.0
    y = lanes + lane_high * len(numbers.lanes) + 8
    thin = [] if narrow else [row for row in (numbers.quotes, numbers.orphans) if row]
    highs = [_row_high(row, narrow=narrow) for row in numbers.rows] + [22.0] * len(thin)
    tops = list(accumulate(highs, initial=y))
    axis = tops[-1]
    places, list_wide, end = _list(numbers, axis + 50, margin) if numbers.alone else ([], 0.0, axis + 50)
    foot = end + 12
    foot_lines = numbers.foot(numbers.width - 2 * margin, FOOT_SIZE[narrow])
    told = numbers.archived is not None or numbers.alone
    high = foot + (
        (74 if told else 14) + 15 * len(foot_lines) if narrow else (34 if told else 14) + 16 * len(foot_lines)
    )
    return Sheet(
        wide=numbers.width, high=high, narrow=narrow, margin=margin, left=left, right=right,
        head=head, key=key, legend=legend if narrow else bars + 10, rail=rail, bars=bars, bars_high=bars_high,
        strip=strip, lanes=lanes, lane_high=lane_high, rows=tuple(tops[:-1]), row_highs=tuple(highs), axis=axis,
        list_at=tuple(places), list_wide=list_wide, foot=foot,
        foot_lines=foot_lines,
    )  # fmt: skip
