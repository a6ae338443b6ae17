"""Where the parts of the voices chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from threadscope.charts.canvas import radius
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.sides import Side
from threadscope.charts.voices.field import Block, Box, Field, Pool, lattice, pools
from threadscope.charts.voices.labels import Label, Mark, place, touches
from threadscope.charts.voices.numbers import Cell, Person, Voices
from threadscope.charts.words import counted, cut, wrap

__all__ = ["KeyItem", "Sheet", "area", "sheet_of", "subtitle_of"]

_HANDLE, _SMALL, _SMALLER = 10.8, 9.8, 9.3
#: More people are pooled into cells.
_MOST_DOTS = 1500
#: So few people do with less paper: of more, large dots with about as many answers would cover each other on it.
_LITTLE = 40
#: So few do with axes that give the first numbers no more room than the last.
_FEW_PEOPLE, _EVEN_OF_FEW = 60, 10
#: Areas of the people drawn large, in square points; the largest stands for the most likes.
#: The largest dot that a line of the key has room for.
_KEY_AREA: Final = 200.0
_LEAST_AREA, _UNLIKED = 30.0, 60.0
_MOST_AREA: Final = (1500.0, 620.0)
_CORNERS: Final = ("WROTE LITTLE, DREW THE CROWD", "WROTE A LOT, DREW LITTLE")


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of the reading key: a side (None: a line, or a dot of an area), its words, and where it stands."""

    side: Side | None
    words: str
    x: float
    y: float
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places of all parts; either ``blocks`` or ``squares`` hold the crowd."""

    wide: float
    high: float
    narrow: bool
    margin: float
    head: Masthead
    key: tuple[KeyItem, ...]
    field: Field | None
    blocks: tuple[Block, ...]
    pitch: float
    squares: tuple[Pool, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    told: Label | None
    corners: tuple[tuple[str, float, float], ...]
    rest: float
    rest_lines: tuple[str, ...]
    foot: float
    foot_lines: tuple[str, ...]


def _fits(numbers: Voices) -> bool:
    """Return whether everybody can have a dot of their own."""
    return numbers.n_crowd <= _MOST_DOTS and lattice(_field(numbers, 0.0), numbers.crowd) is not None


def subtitle_of(numbers: Voices) -> str:
    """Say what a dot is and how many people it stands beside."""
    if numbers.why:
        return numbers.why
    one = "One dot is one person" if _fits(numbers) else "A square pools people with about the same numbers"
    silent = (
        f", of whom {numbers.n_silent:,} wrote once and {'was' if numbers.n_silent == 1 else 'were'} answered by nobody in the archive"
        if numbers.n_silent
        else ""
    )
    likes = (
        " Large dots: the area is the likes on their posts, down to a least size."
        if numbers.likes_known
        else ""
    )
    return f"{one}: {counted(numbers.n_people, 'person', 'people')}{silent}.{likes}"


def area(person: Person, numbers: Voices) -> float:
    """Return the area of a large dot in square points: in proportion to likes, but never too small to see."""
    return _area(person.likes or 0, numbers) if numbers.most_likes else _UNLIKED


def _area(likes: int, numbers: Voices) -> float:
    return max(_LEAST_AREA, _MOST_AREA[numbers.narrow] * likes / numbers.most_likes)


def _key(numbers: Voices, top: float, margin: float) -> tuple[KeyItem, ...]:
    """Set the sides that occur, with the people on them, and the line, one after the other."""
    told: list[tuple[Side | None, str, float]] = [
        (side, side.people(number), 0.0) for side, number in numbers.sides
    ]
    told.append((None, "as many answers as posts", 0.0))
    if numbers.likes_known:
        # A dot as large as one of a few likes would find no room in a line of the key.
        size = min(_area(numbers.key_likes, numbers), _KEY_AREA)
        told_size = f"{counted(numbers.key_likes, 'like')}; " if size < _KEY_AREA else ""
        told.append((None, f"{told_size}the largest dot: {counted(numbers.most_likes, 'like')}", size))
    items, x, y = [], margin, top
    for side, words, size in told:
        wide = (19 if side else 24 if size else 32) + width(words, _SMALL, bold=bool(side and side.placed))
        if x + wide > numbers.width - margin and x > margin:
            x, y = margin, y + 20
        items.append(KeyItem(side, words, x, y, size))
        x += wide + 22
    return tuple(items)


def _field(numbers: Voices, top: float) -> Field:
    narrow, wide = numbers.narrow, numbers.width
    left, right = (40.0, wide - 14.0) if narrow else (86.0, wide - 30.0)
    # A small crowd on a large paper is mostly paper.
    even = {"evenly": _EVEN_OF_FEW} if numbers.n_people <= _FEW_PEOPLE else {}
    little = numbers.n_people <= _LITTLE
    high, nought = (400.0, 92.0) if little else (480.0, 118.0) if narrow else (620.0, 116.0)
    return Field(
        left=left,
        right=right,
        top=top,
        bottom=top + high,
        most_posts=numbers.most_posts,
        most_answers=numbers.most_answers,
        nought=nought,
        inset=(0.17 if narrow else 0.14) * (right - left),
        **even,
    )


def _marks(numbers: Voices, field: Field, blocks: Sequence[Block]) -> list[Mark]:
    """Return the large dots; those who share both numbers, with each other or with the crowd, stand side by side."""
    room = 0.5 * (field.right - field.left)
    ends = {(b.cell.posts[0], b.cell.answers[0]): b.box[0] + b.box[2] for b in blocks}
    found = []
    for person in numbers.people:
        pair, size = (person.n_posts, person.n_answers), radius(area(person, numbers))
        x = ends[pair] + size if pair in ends else field.x(person.n_posts)
        ends[pair] = x + size + 2
        said = person.numbers if numbers.narrow else person.words
        words = ((cut(person.label, room, _HANDLE, bold=True), _HANDLE, True), (said, _SMALL, False))
        found.append(Mark(person.author_id, x, field.y(person.n_answers), size, words))
    return found


def _most_pooled(squares: Sequence[Pool]) -> Mark | None:
    """Return the fullest square with the words that say who it is."""
    if not squares:
        return None
    most = max(squares, key=lambda pool: (pool.cell.n_people, -pool.cell.posts[0], -pool.cell.answers[0]))
    return Mark("", most.x, most.y, most.size / 2, tuple((line, _SMALL, False) for line in _says(most.cell)))


def _span(low: int, high: int, one: str) -> str:
    return counted(low, one) if low == high else f"{low:,} to {high:,} {one}s"


def _says(cell: Cell) -> tuple[str, str]:
    who = counted(cell.n_people, "person", "people")
    if cell.posts == (1, 1) and cell.answers == (0, 0):
        return f"{who} wrote once and", "drew no answer in the archive"
    return f"{who} wrote {_span(*cell.posts, 'post')}", f"and drew {_span(*cell.answers, 'answer')}"


def _corner_boxes(field: Field) -> list[tuple[str, float, float, Box]]:
    high, low = _CORNERS
    at = [
        (high, field.left + 10.0, field.top + 14.0),
        (low, field.right - 10 - width(low, _SMALLER, bold=True), field.bottom - 14.0),
    ]
    return [(words, x, y, (x, y - 9, width(words, _SMALLER, bold=True), 18.0)) for words, x, y in at]


def _along(line: Sequence[tuple[float, float]]) -> list[Box]:
    """Return small boxes along a line."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(line):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 6))
        found += [
            (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps, 0.0, 0.0)
            for step in range(steps + 1)
        ]
    return found


def _rest(numbers: Voices, left_out: Sequence[Mark]) -> str:
    """List who is drawn large and found no room for a label."""
    keys = {mark.key for mark in left_out}
    told = [f"{person.label} ({person.words})" for person in numbers.people if person.author_id in keys]
    return f"Drawn without a label, for want of room: {'; '.join(told)}." if told else ""


def sheet_of(numbers: Voices) -> Sheet:
    """Lay the chart out: the crowd first, then labels in what room is left."""
    narrow = numbers.narrow
    head = numbers.head("" if numbers.why else subtitle_of(numbers))
    margin, room = head.margin, numbers.width - 2 * head.margin
    foot_lines = numbers.foot(room, complete=True)
    if numbers.why:
        rest_lines = tuple(wrap(numbers.why, room, 11.5, lines=8))
        rest = head.high + 22
        foot = rest + 19 * len(rest_lines) + 16
        return Sheet(
            numbers.width, foot + 17 * len(foot_lines) + 8, narrow, margin, head, (), None, (), 0.0, (), (), (), None, (),
            rest, rest_lines, foot, foot_lines,
        )  # fmt: skip
    key = _key(numbers, head.high + 8, margin)
    field = _field(numbers, key[-1].y + (42 if narrow else 20))
    fitted = lattice(field, numbers.crowd) if numbers.n_crowd <= _MOST_DOTS else None
    blocks, pitch = fitted or ((), 0.0)
    squares = () if fitted else pools(field, numbers.crowd)
    crowd = [block.box for block in blocks] + [pool.box for pool in squares]
    marks = _marks(numbers, field, blocks)
    dots = [(m.x - m.radius, m.y - m.radius, 2 * m.radius, 2 * m.radius) for m in marks]
    corners = [c for c in _corner_boxes(field) if not any(touches(c[3], box) for box in [*crowd, *dots])]
    frame = (field.left + 2, field.top + 2, field.right - field.left - 4, field.bottom - field.top - 4)
    # The largest crowd is the first thing to be told.
    most = _most_pooled(squares)
    around = [
        box
        for box in crowd
        if most is None or (box[0], box[1]) != (most.x - most.radius, most.y - most.radius)
    ]
    labels, left_out = place(
        [*([most] if most else []), *marks],
        [*around, *(corner[3] for corner in corners)],
        frame,
        avoid=_along(field.even),
    )
    told = next((label for label in labels if not label.mark.key), None)
    left_out = tuple(mark for mark in left_out if mark.key)
    rest = field.bottom + 62
    rest_lines = tuple(wrap(_rest(numbers, left_out), room, _SMALL, lines=6)) if left_out else ()
    foot = rest + 18 * len(rest_lines) + 4
    return Sheet(
        wide=numbers.width, high=foot + 17 * len(foot_lines) + 8, narrow=narrow, margin=margin, head=head, key=key,
        field=field, blocks=blocks, pitch=pitch, squares=squares, marks=tuple(marks),
        labels=tuple(label for label in labels if label.mark.key), told=told,
        corners=tuple((words, x, y) for words, x, y, _ in corners), rest=rest, rest_lines=rest_lines, foot=foot,
        foot_lines=foot_lines,
    )  # fmt: skip
