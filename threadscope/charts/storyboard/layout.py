"""Where the parts of the storyboard stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace

from threadscope.charts.axis import Axis
from threadscope.charts.masthead import Masthead
from threadscope.charts.storyboard.numbers import Storyboard
from threadscope.charts.storyboard.parts import MORE, CardText, Cell, card_text
from threadscope.charts.storyboard.where import WhereText, where_text

__all__ = ["FOOT_SIZE", "Sheet", "sheet_of"]

#: Type size of the last line; on a phone.
FOOT_SIZE = (9.3, 8.6)
_GAP = 16.0
#: Narrowest column that a card bears.
_COLUMN = 262.0
#: Cards -> columns: so that the free cells of the last row, if any, tell where it stands.
_COLUMNS = {1: 2, 2: 3, 3: 3, 4: 3, 5: 3, 6: 3, 7: 4}


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
    rail: float
    labels: float
    curve: float
    curve_high: float
    cells: tuple[Cell, ...]
    cards: tuple[CardText, ...]
    where: tuple[Cell, WhereText] | None
    foot: float
    foot_lines: tuple[str, ...]

    def axis_of(self, numbers: Storyboard) -> Axis:
        """Return the time axis.

        Raises
        ------
        ValueError
            If there is nothing to draw over time.
        """
        if numbers.scale is None:
            raise ValueError("a storyboard without phases has no axis")
        return Axis(numbers.scale, self.left, self.right, 4 if self.narrow else 12)


def columns_of(n_cards: int, room: float) -> int:
    """Return how many columns of cards stand beside each other."""
    most = max(1, int((room + _GAP) // (_COLUMN + _GAP)))
    return min(_COLUMNS.get(n_cards, 4), most)


def _grid(
    numbers: Storyboard, top: float, margin: float
) -> tuple[list[Cell], list[CardText], Cell, WhereText]:
    """Set the cards in rows of equal height, and where it stands into what the last row leaves free, else below."""
    room = numbers.width - 2 * margin
    n = len(numbers.cards)
    columns = columns_of(n, room)
    wide = (room - _GAP * (columns - 1)) / columns
    texts = [card_text(card, numbers, wide, large=columns < 4) for card in numbers.cards]
    free = -n % columns
    span = free or columns
    where_wide = span * wide + (span - 1) * _GAP
    where = where_text(numbers, where_wide, strips=span if not numbers.narrow else 1)
    cells: list[Cell] = []
    frames = [texts[first].shared(texts[first : first + columns]) for first in range(0, n, columns)]
    # Where the cell in the last row needs more height than its cards, all curves grow alike.
    more = min(max(where.high - frames[-1].high, 0.0), MORE) if free and columns > 1 else 0.0
    y = top
    for frame, first in zip(frames, range(0, n, columns), strict=True):
        row = texts[first : first + columns]
        shared = replace(frame, more=more)
        last = first + columns >= n
        high = max(shared.high, where.high if last and free else 0.0)
        texts[first : first + columns] = [text.using(shared) for text in row]
        cells += [Cell(margin + place * (wide + _GAP), y, wide, high) for place in range(len(row))]
        y += high + _GAP
    if free:
        beside = cells[-1]
        at = Cell(beside.x + wide + _GAP, beside.y, where_wide, beside.high)
    else:
        at = Cell(margin, y, where_wide, where.high)
    return cells, texts, at, where


def sheet_of(numbers: Storyboard) -> Sheet:
    """Lay the chart out: heights follow from what there is to say."""
    narrow = numbers.narrow
    head = numbers.head(numbers.why or numbers.subtitle)
    margin = head.margin
    rail = head.high + 22
    labels = rail + 24
    curve = labels + (14 * min(len(numbers.notes), 2) - 2 if numbers.notes else -10)
    curve_high = 106.0 if narrow else 130.0
    y = curve + curve_high + 54
    cells: list[Cell] = []
    texts: list[CardText] = []
    where: tuple[Cell, WhereText] | None = None
    if numbers.cards:
        cells, texts, at, told = _grid(numbers, y, margin)
        where = (at, told)
        y = max(cell.y + cell.high for cell in (*cells, at))
    else:
        y = head.high
    foot = y + 28
    foot_lines = numbers.foot(numbers.width - 2 * margin, FOOT_SIZE[narrow])
    return Sheet(
        wide=numbers.width, high=foot + 16 * len(foot_lines) + 4, narrow=narrow, margin=margin, left=margin,
        right=numbers.width - margin, head=head, rail=rail, labels=labels, curve=curve, curve_high=curve_high,
        cells=tuple(cells), cards=tuple(texts), where=where, foot=foot, foot_lines=foot_lines,
    )  # fmt: skip
