"""Where the parts of the note chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threadscope.charts.axis import Axis
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.note.numbers import Lane, Moment, NoteChart
from threadscope.charts.words import wrap

__all__ = ["KeyItem", "Label", "LanePlace", "Sheet", "sheet_of"]

_SMALL, _BODY = 9.8, 10.8
_LINE, _BODY_LINE = 16.0, 17.0
#: From this width on shares and the note's words stand beside the picture.
_BESIDE = 1000
_SIDE, _SIDE_GAP = 324.0, 48.0
_PHONE_LINES, _WIDE_LINES = 5, 2
_CARD_LINES = 9


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of the reading key: a sign, its words, and where it stands."""

    sign: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a moment: where it is (``x``), where they begin, and on which line below each other."""

    kind: str
    words: str
    x: float
    start: float
    line: int


@dataclass(frozen=True, slots=True)
class LanePlace:
    """Where a lane stands: the middle of its bar, its words broken into lines, the labels below its bar."""

    top: float
    bar: float
    high: float
    told: tuple[str, ...]
    about: tuple[str, ...]
    says: tuple[str, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places of all parts; every number is a y, but ``left`` and ``right`` of the time axis and what is named so."""

    wide: float
    high: float
    margin: float
    left: float
    right: float
    beside: bool
    side: float
    side_top: float
    card: tuple[str, ...]
    head: Masthead
    key: tuple[KeyItem, ...]
    shares: float
    heading: float
    rail: float
    rail_labels: tuple[Label, ...]
    bars: float
    bars_high: float
    lanes: tuple[LanePlace, ...]
    axis: float
    more: float
    foot: float
    foot_lines: tuple[str, ...]

    def spans(self, numbers: NoteChart) -> list[tuple[float, float]]:
        """Return the parts that the upright lines of the axis run through, from y to y: never through words."""
        bars = [(self.bars, self.bars + self.bars_high)]
        lanes = zip(self.lanes, numbers.lanes, strict=True)
        return bars + [(place.bar - 12, place.bar + 12) for place, lane in lanes if _has_bar(lane)]

    def axis_of(self, numbers: NoteChart) -> Axis | None:
        """Return the time axis, None where no post has a time."""
        if numbers.scale is None:
            return None
        return Axis(numbers.scale, self.left, self.right, 5 if numbers.narrow else 10)


def _has_bar(lane: Lane) -> bool:
    """Return whether anything is known of a note that can be drawn over time."""
    return bool(lane.moments or lane.stretches)


def _signs(numbers: NoteChart) -> list[tuple[str, str]]:
    if numbers.scale is None:
        return []
    stretches = [stretch for lane in numbers.lanes for stretch in lane.stretches]
    moments = [moment for lane in numbers.lanes for moment in lane.moments]
    kinds = {stretch.kind for stretch in stretches} | {moment.kind for moment in moments}
    exact = all(moment.exact for moment in moments if moment.kind == "written")
    blurred = any(any(stretch.blurred) for stretch in stretches)
    drawn = [m for m in moments if numbers.scale.start <= m.at <= numbers.scale.end]
    wanted = [
        ("written" in kinds, "written", "note written (its id says when)" if exact else "note written"),
        ("waiting" in kinds, "waiting", "no showing on record"),
        ("shown" in kinds, "shown", "shown"),
        (blurred, "blurred", "a scoring run: shown or removed soon after"),
        ("unknown" in kinds, "unknown", "shown or not: not known"),
        ("over" in kinds, "over", "no longer shown"),
        (any(m.kind == "seen" for m in drawn), "seen", "captured with the note"),
        (any(m.kind == "unseen" for m in drawn), "unseen", "captured without it"),
    ]
    return [(sign, words) for due, sign, words in wanted if due]


def _key(numbers: NoteChart, top: float, margin: float) -> tuple[KeyItem, ...]:
    """Set the entries one after the other, in as many lines as they need."""
    items: list[KeyItem] = []
    x, y = margin, top
    for sign, words in _signs(numbers):
        wide = 32 + width(words, _SMALL)
        if x + wide > numbers.width - margin and items:
            x, y = margin, y + 20
        items.append(KeyItem(sign, words, x, y))
        x += wide + 20
    return tuple(items)


def _labels(
    moments: Sequence[tuple[float, str, str]], left: float, right: float, size: float
) -> tuple[Label, ...]:
    """Put words beside their moments (x, kind, words), on lines below each other.

    A moment's line runs downwards from its words: none may run through the words of another.
    """
    wide = {words: width(words, size, bold=True) for _, _, words in moments}

    def fits(moment: tuple[float, str, str]) -> bool:
        return moment[0] + 6 + wide[moment[2]] <= right

    found: list[Label] = []
    for x, kind, words in sorted(
        moments, key=lambda moment: (fits(moment), moment[0] if fits(moment) else -moment[0])
    ):
        after, before = x + 6, max(left, x - 6 - wide[words])
        starts = (after, before) if fits((x, kind, words)) else (before,)
        places = [Label(kind, words, x, start, line) for line in range(len(found) + 1) for start in starts]
        free = (place for place in places if not any(_meet(place, other, wide) for other in found))
        # Where every place meets a line, the last one touches no words.
        found.append(next(free, places[-1]))
    return tuple(sorted(found, key=lambda label: (label.x, label.line)))


def _meet(label: Label, other: Label, wide: Mapping[str, float]) -> bool:
    """Return whether the words of two labels touch, or the line of one runs through the words of the other."""
    if label.line == other.line:
        return (
            label.start < other.start + wide[other.words] + 8
            and other.start < label.start + wide[label.words] + 8
        )
    above, below = sorted((label, other), key=lambda one: one.line)
    return below.start - 3 < above.x < below.start + wide[below.words] + 3


def _drawn(
    moments: Sequence[Moment], axis: Axis | None, kinds: frozenset[str]
) -> list[tuple[float, str, str]]:
    """Return where moments stand, with their words; what was before the axis begins stands at its left end."""
    if axis is None:
        return []
    start, end = axis.scale.start, axis.scale.end
    return [
        (axis.x(moment.at), moment.kind, moment.words)
        if moment.at >= start
        else (axis.left, "earlier", f"← {moment.words}")
        for moment in moments
        if moment.kind in kinds and moment.at <= end
    ]


_OF_NOTE = frozenset({"written", "helpful", "removed"})
_OF_CAPTURE = frozenset({"seen", "unseen"})


def _rail(numbers: NoteChart, axis: Axis | None) -> tuple[Label, ...]:
    """Return the labels above the bars: the post with the first note, and what became of the note."""
    if axis is None or not numbers.lanes:
        return ()
    lane, letter = numbers.first, f" {numbers.first.letter}" if numbers.first.letter else ""
    found = [
        (x, kind, f"note{letter} {words}" if kind == "written" else words)
        for x, kind, words in _drawn(lane.moments, axis, _OF_NOTE)
    ]
    if lane.post_at is not None and axis.scale.start <= lane.post_at <= axis.scale.end:
        found.append((axis.x(lane.post_at), "post", lane.who.removeprefix("on ")))
    return _labels(found, axis.left, axis.right, _SMALL)


def _lane(
    numbers: NoteChart, lane: Lane, top: float, span: tuple[float, float], axis: Axis | None, *, says: bool
) -> LanePlace:
    left, right = span
    start = left + (24 if lane.letter else 0)
    lines = _PHONE_LINES if numbers.narrow else _WIDE_LINES
    told = wrap(lane.told, right - start, _BODY, lines=4, bold=True) if lane.told else []
    about = wrap(" · ".join(w for w in (lane.who, lane.traits) if w), right - start, _SMALL, lines=3)
    words = (
        wrap(f"A note says: {lane.says}", right - start, _SMALL, lines=lines) if says and lane.says else []
    )
    first = lane is numbers.lanes[0]
    kinds = _OF_CAPTURE if first else _OF_NOTE | _OF_CAPTURE
    labels = _labels(_drawn(lane.moments, axis, kinds), left, right, _SMALL)
    text_high = _BODY_LINE * len(told) + _LINE * (len(about) + len(words))
    bar = top + text_high + 21
    below = 12 + _LINE * (max((label.line for label in labels), default=-1) + 1)
    high = (bar + below if axis is not None and _has_bar(lane) else top + text_high) + 14 - top
    return LanePlace(top, bar, high, tuple(told), tuple(about), tuple(words), labels)


def _card(numbers: NoteChart, *, beside: bool) -> tuple[str, ...]:
    """Return the words of the first note, broken for the column beside the picture."""
    if not beside or not numbers.lanes or not numbers.first.says:
        return ()
    return tuple(wrap(numbers.first.says, _SIDE - 36, _BODY, lines=_CARD_LINES))


def sheet_of(numbers: NoteChart) -> Sheet:
    """Lay the chart out: heights follow from what there is to draw."""
    head = numbers.head(most=(3, 9))
    margin, wide = head.margin, numbers.width
    beside = wide >= _BESIDE and numbers.scale is not None
    left = margin if numbers.narrow else margin + 44
    side = wide - margin - _SIDE
    right = side - _SIDE_GAP if beside else wide - margin
    key = _key(numbers, head.high + 8, margin)
    y = (key[-1].y + 24) if key else head.high + 12
    side_top, shares = y, y
    if numbers.scale is not None and not beside:
        y += 42 + 24 * len(numbers.parts)
    heading = y
    most = 5 if numbers.narrow else 10
    axis = Axis(numbers.scale, left, right, most) if numbers.scale is not None else None
    rail_labels = _rail(numbers, axis)
    rail = heading + 24
    bars = rail + _BODY_LINE * (max((label.line for label in rail_labels), default=-1) + 1) + 2
    bars_high = 0.0 if axis is None else 118.0 if numbers.narrow else 160.0
    y = bars + bars_high + 14 if axis is not None else y
    lanes = []
    text_left = margin if numbers.narrow else left
    for place, lane in enumerate(numbers.lanes):
        says = not (beside and place == 0)
        placed = _lane(numbers, lane, y, (text_left, right), axis, says=says)
        lanes.append(placed)
        y += placed.high
    axis_y = y
    y += 44 if axis is not None else 4
    more = y
    y += 24 if numbers.more else 0
    card = _card(numbers, beside=beside)
    if beside:
        side_end = side_top + 66 + 30 * len(numbers.parts) + (52 + 19 * len(card) if card else 0)
        y = max(y, side_end + 10)
    size = wide - 2 * margin
    foot_lines = (
        *(wrap(numbers.reach, size, 9.3, lines=5) if numbers.reach and numbers.lanes else []),
        *numbers.foot(size),
    )
    if not numbers.lanes:
        y += 12 + 20 * len(wrap(numbers.why, size, 11.5, lines=6))
    return Sheet(
        wide=wide, high=y + 14 + 17 * len(foot_lines) + 6, margin=margin, left=left, right=right, beside=beside,
        side=side, side_top=side_top, card=card, head=head, key=key, shares=shares, heading=heading, rail=rail,
        rail_labels=rail_labels, bars=bars, bars_high=bars_high, lanes=tuple(lanes), axis=axis_y, more=more,
        foot=y + 14, foot_lines=foot_lines,
    )  # fmt: skip
