"""Where the parts of the camps chart stand, in CSS pixels from the upper left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from threadscope.charts.camps.numbers import Block, Camps, Person, Trial
from threadscope.charts.fonts import width
from threadscope.charts.masthead import Masthead
from threadscope.charts.words import counted, cut, share, wrap

__all__ = ["Crowd", "Piece", "Sheet", "percent", "sheet_of", "trial_words"]

_HEAD, _BODY, _SMALL, _FOOT = 11.5, 10.8, 9.8, 9.3
#: From this width on three columns stand side by side.
_BESIDE: Final = 1000
_GAP: Final = 36.0
_PITCH: Final = 9.0
_MOST_DOTS, _MOST_DOTS_NARROW = 600, 320
_TRIAL_HIGH, _FLOW_HIGH = 122.0, 46.0
#: A column wider than this parts a name from the number at its end.
_WIDEST: Final = 640.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """People as dots: how many dots are filled, ringed in the side's colour, and hollow, and people a dot."""

    filled: int
    ringed: int
    hollow: int
    per: int
    columns: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is drawn: its kind, its upper left corner, its width, and what it says or shows."""

    kind: str
    x: float
    y: float
    wide: float
    lines: tuple[str, ...] = ()
    block: Block | None = None
    person: Person | None = None
    crowd: Crowd | None = None


@dataclass(slots=True)
class _Column:
    """Pieces set below each other."""

    x: float
    y: float
    wide: float
    pieces: list[Piece] = field(default_factory=list)

    def heading(self, words: str, block: Block | None = None) -> None:
        lines = tuple(wrap(words, self.wide, _HEAD, lines=2, bold=True))
        self.pieces.append(Piece("heading", self.x, self.y, self.wide, lines, block=block))
        self.y += 20 * len(lines) + 4

    def text(self, words: str, kind: str = "text") -> None:
        size = _BODY if kind == "text" else _SMALL
        lines = tuple(wrap(words, self.wide, size, lines=8))
        self.pieces.append(Piece(kind, self.x, self.y, self.wide, lines))
        self.y += (19 if kind == "text" else 17) * len(lines) + 6

    def drawing(self, kind: str, high: float, **what: Block | Crowd | None) -> None:
        self.pieces.append(Piece(kind, self.x, self.y, self.wide, **what))  # type: ignore[arg-type]  # as named
        self.y += high

    def person(self, person: Person) -> None:
        lines = tuple(wrap(person.says, self.wide, _SMALL, lines=2))
        self.pieces.append(Piece("person", self.x, self.y, self.wide, lines, person=person))
        self.y += 19 + 17 * len(lines) + 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pieces, the size of the paper, and the line at its foot."""

    wide: float
    high: float
    head: Masthead
    why: tuple[str, ...]
    pieces: tuple[Piece, ...]
    foot: float
    foot_lines: tuple[str, ...]


def percent(number: float) -> str:
    """Return a share with one digit, so that two that are told apart do not read alike.

    >>> percent(0.2042), percent(0.15)
    ('20.4%', '15.0%')
    """
    return f"{100 * number:.1f}%"


def _crowd(filled: int, ringed: int, hollow: int, wide: float, *, narrow: bool) -> Crowd:
    """Return dots for people, one each or, of a large crowd, one for several; nobody rounds to no dot."""
    most = _MOST_DOTS_NARROW if narrow else _MOST_DOTS
    per = max(-(-(filled + ringed + hollow) // most), 1)
    full, rings, empty = (-(-number // per) for number in (filled, ringed, hollow))
    return Crowd(full, rings, empty, per, int((wide + 2) // _PITCH))


def _crowd_high(crowd: Crowd) -> float:
    rows = -(-(crowd.filled + crowd.ringed + crowd.hollow) // crowd.columns)
    return _PITCH * max(rows, 1) + 12


def _per(crowd: Crowd) -> str:
    return "one dot = one person" if crowd.per == 1 else f"one dot = up to {crowd.per:,} people"


def _talks_back(column: _Column, camps: Camps) -> None:
    column.heading("Who talks back")
    some = counted(camps.n_core, "person", "people")
    rest = (
        " Everybody else hangs on by one person alone, and a star has no sides."
        if camps.n_core < camps.n_people
        else ""
    )
    column.text(
        f"{some} of {camps.n_people:,} ({share(camps.n_core, camps.n_people)}) answer, or are answered by, at least two"
        f" others who do so too.{rest}"
        if camps.n_core
        else f"None of the {camps.n_people:,} people answers, or is answered by, at least two others who do so too: a star"
        " has no sides."
    )
    crowd = _crowd(camps.n_core, 0, camps.n_people - camps.n_core, column.wide, narrow=camps.narrow)
    column.y += 4
    column.drawing("crowd", _crowd_high(crowd), crowd=crowd)
    column.text(f"{_per(crowd)}; filled = talks back", "small")


def trial_words(trial: Trial) -> str:
    """Return how the thread did against rewired ones."""
    lowest = "the lowest has" if trial.is_lowest else "one in a hundred has at most"
    return (
        f"{percent(trial.observed)} of who answers whom, and of what people say, does not fit two opposed camps. In"
        f" {counted(trial.n_shuffles, 'copy', 'copies')} of the thread with its answers dealt out anew the median is"
        f" {percent(trial.median)}; {lowest} {percent(trial.low)}."
    )


def _trial(column: _Column, camps: Camps) -> None:
    if camps.trial is None:
        return
    column.heading("More than chance?")
    column.text(f"{trial_words(camps.trial)} Camps are shown only below {percent(camps.trial.bound)}.")
    column.drawing("trial", _TRIAL_HIGH)


def _instead(column: _Column, camps: Camps) -> None:
    column.heading("What can be said instead")
    if not camps.people:
        column.text("Nobody’s own words say clearly enough on which side they are.")
        return
    left = len(camps.others)
    column.text(
        "People placed by their own words, most answered first; none of this makes a camp."
        + (f" {counted(left, 'more name', 'more names')} in the table of this chart." if left else "")
    )
    for person in camps.people:
        column.person(person)


def _camp(column: _Column, camps: Camps, block: Block) -> None:
    """Set one camp: how its people were placed, a dot for each, and those whose own words say it."""
    column.heading(block.words, block)
    left = sum(other.side.name == block.side.name for other in camps.others)
    column.text(
        f"{block.n_own:,} by what their own posts say (filled), {block.n_answering:,} only by whom they answer (rings)."
        + (f" {counted(left, 'more name', 'more names')} in the table of this chart." if left else "")
    )
    crowd = _crowd(block.n_own, block.n_answering, 0, column.wide, narrow=camps.narrow)
    column.drawing("crowd", _crowd_high(crowd), crowd=crowd, block=block)
    column.text(_per(crowd), "small")
    column.y += 4
    for person in camps.people:
        if person.side.name == block.side.name:
            column.person(person)


def _between(column: _Column, camps: Camps) -> None:
    column.heading("Who answers whom")
    if camps.n_between:
        chance = (
            f" By chance it would be {share(round((camps.expected or 0) * camps.n_between), camps.n_between)}."
            if camps.expected is not None
            else ""
        )
        column.text(
            f"{camps.n_across:,} of the {counted(camps.n_between, 'answer')} between placed people"
            f" ({share(camps.n_across, camps.n_between)}) go to the other side.{chance}"
        )
        column.drawing("flows", _FLOW_HIGH * len(camps.flows) + 16)
    if camps.trial is not None:
        column.heading("More than chance?")
        column.text(f"{trial_words(camps.trial)} Camps are shown below {percent(camps.trial.bound)}.")
        column.drawing("trial", _TRIAL_HIGH)


def _parts(camps: Camps) -> list[Callable[[_Column], None]]:
    if not camps.found and camps.trial is None:
        # The subtitle says why nothing was tested: who talks back would matter to a test only.
        return [lambda c: _instead(c, camps)] if camps.people else []
    if not camps.found:
        return [lambda c: _talks_back(c, camps), lambda c: _trial(c, camps), lambda c: _instead(c, camps)]
    first, second = (next((b for b in camps.blocks if b.side.name == n), None) for n in ("claim", "dispute"))
    parts: list[Callable[[_Column], None]] = [lambda c: _between(c, camps)]
    if first is not None:
        parts.insert(0, lambda c: _camp(c, camps, first))
    if second is not None:
        parts.append(lambda c: _camp(c, camps, second))
    return parts


def _legend(camps: Camps, x: float, y: float, wide: float) -> tuple[list[Piece], float]:
    """Set the sides below the bar one after the other, in as many lines as they need."""
    pieces, left = [], x
    for block in camps.blocks:
        words = block.words
        if not block.side.placed:
            words += ": their posts do not say clearly"
        words = cut(words, wide - 22, _SMALL, bold=True)
        long = 21 + width(words, _SMALL, bold=True)
        if left > x and left + long > x + wide:
            left, y = x, y + 20
        pieces.append(Piece("legend", left, y, long, (words,), block=block))
        left += long + 18
    return pieces, y + 20


def sheet_of(camps: Camps) -> Sheet:
    """Lay the chart out: heights follow from what there is to draw."""
    head = camps.head(most=(3, 10))
    margin, wide = head.margin, camps.width
    room = wide - 2 * margin
    y = head.high + 16
    why = tuple(wrap(camps.why, room, _HEAD, lines=8)) if camps.why else ()
    pieces: list[Piece] = []
    if why:
        y += 21 * len(why)
    else:
        heading = f"People, by what their posts say about {camps.claim_words}"
        if camps.found:
            heading += ", and by whom they answer"
        top = _Column(margin, y, room)
        top.heading(heading)
        top.drawing("bar", 34 + 18)
        legend, y = _legend(camps, margin, top.y, room)
        pieces += [*top.pieces, *legend]
        y += 14
        parts = _parts(camps)
        if not parts:
            columns = [top]
            y -= 14
        elif wide >= _BESIDE:
            size = min((room - _GAP * (len(parts) - 1)) / len(parts), _WIDEST)
            columns = [_Column(margin + place * (size + _GAP), y, size) for place in range(len(parts))]
            for part, column in zip(parts, columns, strict=True):
                part(column)
        else:
            columns = []
            for part in parts:
                columns.append(_Column(margin, y, room))
                part(columns[-1])
                y = columns[-1].y + 16
        pieces += [piece for column in columns if column is not top for piece in column.pieces]
        y = max(y, *(column.y for column in columns))
    foot_lines = camps.foot(room)
    return Sheet(wide, y + 18 + 17 * len(foot_lines) + 6, head, why, tuple(pieces), y + 18, foot_lines)
