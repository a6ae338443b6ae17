"""Where the parts of the tone chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from threadscope.charts.axis import Axis
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.tone.numbers import PARTS, Group, Panel, Tone
from threadscope.charts.words import counted, cut, wrap

__all__ = [
    "GroupPlace",
    "KeyItem",
    "PanelPlace",
    "Sheet",
    "sheet_of",
    "signed",
    "size_of",
    "ticks_of",
    "told_of",
]

_SMALL, _BODY, _FOOT = 9.8, 10.8, 9.3
#: From this width on the groups stand beside the course.
_BESIDE: Final = 1000
_SIDE, _GAP = 392.0, 44.0
_GROUP_HIGH = 80.0
_UNREAD_HIGH = 20.0


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of a key: the sign, its words, and where it stands."""

    sign: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """Where one course is drawn: its upper and lower edge."""

    top: float
    end: float


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Where a group stands, and the line below its bar."""

    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Places of all parts; every number is a y, but ``left`` and ``right`` of the course and of the groups."""

    wide: float
    high: float
    head: Masthead
    why: tuple[str, ...]
    left: float
    right: float
    heading: str
    course: float
    key: tuple[KeyItem, ...]
    panels: tuple[PanelPlace, ...]
    bounds: tuple[float, float]
    unread: float
    unread_words: tuple[str, ...]
    axis: float
    later: float
    groups_left: float
    groups_right: float
    groups_top: float
    groups_key: tuple[KeyItem, ...]
    groups: tuple[GroupPlace, ...]
    behind: float
    behind_lines: tuple[str, ...]
    foot: float
    foot_lines: tuple[str, ...]

    def axis_of(self, tone: Tone) -> Axis | None:
        """Return the time axis, where there is one."""
        return Axis(tone.scale, self.left, self.right, 5 if tone.narrow else 9) if tone.scale else None

    def y(self, place: PanelPlace, polarity: float) -> float:
        """Return where a polarity stands in a panel."""
        low, high = self.bounds
        return place.end - (polarity - low) / (high - low) * (place.end - place.top)


def signed(number: float) -> str:
    """Return a polarity with its sign.

    >>> signed(0.061), signed(-0.2), signed(0.001)
    ('+0.06', '−0.20', '0.00')
    """
    words = f"{number:+.2f}"
    return words[1:] if words in {"+0.00", "-0.00"} else words.replace("-", "−")


def _bounds(tone: Tone) -> tuple[float, float]:
    """Return the polarities at the lower and the upper edge: round, zero inside."""
    if tone.dots:
        return -1.05, 1.05
    ends = [0.0, tone.neutral or 0.0]
    for panel in tone.panels:
        for one in panel.stretches:
            ends += [one.mean, *(end for end in (one.low, one.high) if end is not None)]
    low, high = min(ends), max(ends)
    room = max(high - low, 0.1) * 0.08
    return max(low - room, -1.05), min(high + room, 1.05)


def _keyed(items: list[tuple[str, str]], left: float, right: float, y: float) -> tuple[KeyItem, ...]:
    """Set the entries of a key one after the other, in as many lines as they need."""
    found, x = [], left
    for sign, words in items:
        wide = 22 + width(words, _SMALL)
        if x > left and x + wide > right:
            x, y = left, y + 19
        found.append(KeyItem(sign, words, x, y))
        x += wide + 16
    return tuple(found)


def _course_key(tone: Tone) -> list[tuple[str, str]]:
    items: list[tuple[str, str]] = []
    if tone.dots:
        items += [("dot", "a post with a word that leans"), ("tick", "a post without one (no signal)")]
    elif tone.panels:
        size = size_of(tone.panels[0]) if len(tone.panels) == 1 else "equally many"
        items += [("line", f"mean of {size} posts in a row"), ("band", "95% interval, people drawn again")]
    if tone.neutral is not None:
        items.append(("neutral", f"what posts that people call neutral score ({signed(tone.neutral)})"))
    return items


def size_of(panel: Panel) -> str:
    """Return of how many posts each mean of a panel is."""
    sizes = sorted({one.n_posts for one in panel.stretches})
    return f"{sizes[0]:,}" if len(sizes) < 2 else f"{sizes[0]:,} to {sizes[-1]:,}"


def told_of(group: Group) -> str:
    """Return the line below a group's bar: its mean and how sure that is."""
    by = f"{counted(group.n_readable, 'readable post')} by {counted(group.n_people, 'person', 'people')}"
    if group.mean is None:
        return "no readable post"
    if group.low is None or group.high is None:
        return f"mean {signed(group.mean)}, no interval: {by}"
    return f"mean {signed(group.mean)} ({signed(group.low)} to {signed(group.high)}), {by}"


def sheet_of(tone: Tone) -> Sheet:
    """Lay the chart out: heights follow from what there is to draw."""
    head = tone.head(most=(3, 9))
    margin, wide = head.margin, tone.width
    beside = wide >= _BESIDE
    left = margin + (36 if tone.narrow else 42)
    right = wide - margin - (_SIDE + _GAP if beside else 4)
    top = head.high + 16
    why = tuple(wrap(tone.why, wide - 2 * margin, 11.5, lines=8)) if tone.why else ()
    # the course
    y = top
    key: tuple[KeyItem, ...] = ()
    panels: list[PanelPlace] = []
    unread = axis = later = y
    unread_words: tuple[str, ...] = ()
    if tone.scale is not None:
        key = _keyed(_course_key(tone), margin, right, y + 24)
        y = (key[-1].y if key else y) + 18
        several = len(tone.panels) > 1
        for _ in tone.panels or (None,):
            start = y + (24 if several else 0)
            panels.append(PanelPlace(start, start + (130 if several else 210 if tone.narrow else 290)))
            y = panels[-1].end + 8
        unread = y + 6
        if tone.n_unread:
            most = f"at most {int(tone.unread.max()):,} per {tone.scale.unit}"
            words = f"{counted(tone.n_unread, 'post')} not scored: no words, or another language; {most}"
            unread_words = tuple(wrap(words, right - left, _FOOT, lines=2))
            y = unread + _UNREAD_HIGH + 16 * len(unread_words) + 4
        axis = y + 4
        later = axis + 52
        y = later + (12 if tone.n_later else -4)
    course_end = y
    # the groups
    groups_left, groups_right = (right + _GAP, wide - margin) if beside else (margin, wide - margin)
    groups_top = top if beside or tone.scale is None else y + 26
    present = [name for name in PARTS if any(group.parts[name] for group in tone.groups)]
    groups_key = _keyed([(name, PARTS[name]) for name in present], groups_left, groups_right, groups_top + 24)
    y = (groups_key[-1].y if groups_key else groups_top) + 24
    groups = []
    for group in tone.groups:
        groups.append(GroupPlace(y, told_of(group)))
        y += _GROUP_HIGH
    behind = y + 4
    behind_lines = (
        tuple(wrap(tone.behind, groups_right - groups_left, _SMALL, lines=4)) if tone.behind else ()
    )
    y += 17 * len(behind_lines)
    y = max(course_end, y) if not why else top + 21 * len(why)
    what = "Mean polarity" if tone.panels else "Polarity of posts"
    heading = f"{what} over time ({tone.list_words}, −1 to +1)"
    if width(heading, 11.5, bold=True) > right - margin:
        heading = f"Polarity over time, −1 to +1 ({tone.list_words})"
    foot_lines = tone.foot(wide - 2 * margin)
    return Sheet(
        wide=wide, high=y + 18 + 17 * len(foot_lines) + 6, head=head, why=why, left=left, right=right,
        heading=cut(heading, right - margin, 11.5, bold=True),
        course=top, key=key, panels=tuple(panels), bounds=_bounds(tone), unread=unread, unread_words=unread_words,
        axis=axis, later=later, groups_left=groups_left, groups_right=groups_right, groups_top=groups_top,
        groups_key=groups_key, groups=tuple(groups), behind=behind, behind_lines=behind_lines, foot=y + 18,
        foot_lines=foot_lines,
    )  # fmt: skip


def ticks_of(bounds: tuple[float, float], most: int) -> list[float]:
    """Return round polarities between the bounds, zero among them.

    >>> ticks_of((-0.11, 0.32), 5)
    [-0.1, 0.0, 0.1, 0.2, 0.3]
    """
    low, high = bounds
    step = next(s for s in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if (high - low) / s <= most or s == 1.0)
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return [round(place * step, 2) for place in range(first, last + 1)]
