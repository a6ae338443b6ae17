"""A card of the storyboard -> its lines as broken to the width, and how high they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from threadscope.charts.fonts import width
from threadscope.charts.storyboard.numbers import Card, Entering, KeyPost, Storyboard
from threadscope.charts.storyboard.paces import pace_told
from threadscope.charts.words import counted, cut, share, wrap

__all__ = [
    "FACT", "LABELS", "LEADING", "PAD", "SMALL", "CardText", "Cell", "Fact", "card_text", "label_room",
]  # fmt: skip

SMALL, FACT = 9.8, 10.2
PAD: Final = 14.0
#: Pixels from line to line of a fact and of a quotation.
LEADING: Final = 17.0
LABELS: Final = ("Enters", "Pace", "Under", "Note")
#: Height of the small curve, and how much higher it may be where a row has room.
_CURVE, MORE = 44.0, 28.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of the grid."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts: its label, and its words as broken into lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cards of a row have in common, so that their parts stand level: numbers of lines, and the height."""

    relation: int
    quote: int
    facts: tuple[int, ...]
    quote_leading: float
    more: float = 0.0

    @property
    def curve_high(self) -> float:
        """Height of the small curve."""
        return _CURVE + self.more

    @property
    def who(self) -> float:
        """Where the handle stands below the upper edge."""
        return 70.0

    @property
    def words(self) -> float:
        """Where the first line of the quotation stands."""
        return self.who + 19 + 17 * self.relation

    @property
    def quote_end(self) -> float:
        """Where the quotation ends."""
        return self.words + self.quote_leading * (self.quote - 1) + 11

    @property
    def first_fact(self) -> float:
        """Where the first fact stands."""
        return self.quote_end + 18

    @property
    def curve(self) -> float:
        """Where the small curve begins."""
        return self.first_fact + LEADING * sum(self.facts) + 2

    @property
    def high(self) -> float:
        """Height of the cards."""
        return self.curve + self.curve_high + 16


@dataclass(frozen=True, slots=True)
class CardText:
    """What is written on a card, broken into lines, and how its parts stand; ``side_row`` 0 is that of the handle."""

    name: str
    name_size: float
    who: str
    tag: str
    relation: str
    side: str
    side_row: int
    quote: tuple[str, ...]
    quote_size: float
    facts: tuple[Fact, ...]
    entering: Entering
    percent: str
    frame: Shared
    relation_lines: int

    def shared(self, row: Sequence[CardText]) -> Shared:
        """Return the frame that holds every card of a row."""
        frames = [card.frame for card in row]
        return Shared(
            relation=max(frame.relation for frame in frames),
            quote=max(frame.quote for frame in frames),
            facts=tuple(max(lines) for lines in zip(*(frame.facts for frame in frames), strict=True)),
            quote_leading=frames[0].quote_leading,
        )

    def using(self, frame: Shared) -> CardText:
        """Return the card in the frame of its row."""
        return replace(self, frame=frame)


def _entering(entering: Entering) -> str:
    names, others = entering.names, entering.n_others
    if not names:
        return counted(entering.n_new, "new person", "new people") if entering.n_new else "nobody new"
    if not others:
        return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names)} and {counted(others, 'other')}"


def _named(entering: Entering, room: float) -> Entering:
    """Name as many people as fit into one line, at least one; the others are counted."""
    for n in range(len(entering.names), 1, -1):
        fewer = Entering(entering.names[:n], entering.n_new)
        if width(_entering(fewer), FACT) <= room:
            return fewer
    return Entering(entering.names[:1], entering.n_new)


def _first_fitting(choices: Iterable[str], room: float) -> str:
    """Return the first of some wordings, from long to short, that fits into one line; else none."""
    return next((words for words in choices if width(words, SMALL) <= room), "")


def _relation(key: KeyPost, room: float) -> str:
    """Say whom a post answers and what it shows; the latter only where there is room."""
    if not key.relation:
        return _first_fitting((key.shown,), room)
    short = f"{key.relation} {key.whom}"
    verb = f"{key.relation} "
    tight = verb + cut(key.whom, max(room - width(verb, SMALL), 40.0), SMALL)
    return _first_fitting((f"{short} · {key.shown}" if key.shown else short, short, tight), room)


def _row_of(key: KeyPost, side: str, beside_handle: float, room: float) -> int:
    """Return below which row the side stands: beside whom the post answers, the handle, or alone: no handle is cut for it."""
    needed = width(side, SMALL, bold=True) + 9
    if width(f"{key.relation} {key.whom}" if key.relation else "", SMALL) + needed <= room:
        return 1
    return 0 if needed <= beside_handle else 2


def _clauses(clauses: Sequence[str], room: float) -> list[str]:
    """Set clauses into lines, none broken that fits into one."""
    lines: list[str] = []
    for clause in clauses:
        longer = f"{lines[-1]} {clause}" if lines else ""
        if longer and width(longer, FACT) <= room:
            lines[-1] = longer
        else:
            lines += wrap(clause, room, FACT, lines=2)
    return lines


def _facts(card: Card, entering: Entering, room: float) -> tuple[Fact, ...]:
    under = card.under
    held = f"{under.words}: {share(under.n_posts, card.n_posts)} of the phase" if under else "no single post"
    notes = "; ".join(f"{note.words.removeprefix('note ')} {note.when}" for note in card.notes)
    told = {
        "Enters": wrap(_entering(entering), room, FACT, lines=2),
        "Pace": _clauses(pace_told(card), room),
        # That a post alone stands under itself tells nothing.
        "Under": wrap(held, room, FACT, lines=2) if card.n_posts > 1 else [],
        "Note": wrap(notes, room, FACT, lines=2) if notes else [],
    }
    return tuple(Fact(label, tuple(map(_led_right, lines))) for label, lines in told.items())


def _led_right(line: str) -> str:
    """Keep a line of ours running from left to right where it begins with a handle that runs the other way."""
    turned = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in line)
    return f"\u200e{line}" if turned else line


def label_room() -> float:
    """Return how wide the column of labels is."""
    return max(width(label, FACT, bold=True) for label in LABELS) + 8


def card_text(card: Card, numbers: Storyboard, wide: float, *, large: bool) -> CardText:
    """Break what a card says to its width.

    Parameters
    ----------
    card, numbers
        What is said.
    wide
        Width of the card in pixels.
    large
        Whether there is room for larger type.
    """
    room = wide - 2 * PAD
    size = 11.6 if large else 11.0
    name_size = 13.0 if large else 12.4
    who = cut(card.key.who, room - 12, 10.8, bold=True)
    left = room - 12 - width(who, 10.8, bold=True) - 9
    tag = _first_fitting((card.key.tag, card.key.tag.split(" · ", maxsplit=1)[0]), left)
    side = card.key.side.one if card.key.side.placed else ""
    row = _row_of(card.key, side, left - (width(tag, SMALL) + 9 if tag else 0), room - 12)
    beside = width(side, SMALL, bold=True) + 9 if side and row == 1 else 0
    relation = _relation(card.key, room - 12 - beside)
    relation_lines = max(int(bool(relation)), row if side else 0)
    quote = tuple(wrap(card.key.body, room - 12, size, lines=numbers.quote_lines))
    entering = _named(card.entering, room - label_room())
    facts = _facts(card, entering, room - label_room())
    return CardText(
        name=cut(card.name, room - 18, name_size, bold=True),
        name_size=name_size,
        who=who,
        tag=tag,
        relation=relation,
        side=side,
        side_row=row if side else 0,
        quote=quote,
        quote_size=size,
        facts=facts,
        entering=entering,
        relation_lines=relation_lines,
        percent=f"post{'s' if card.n_posts != 1 else ''}, {f'{card.percent}%' if card.percent else '<1%'}",
        frame=Shared(
            relation=relation_lines,
            quote=len(quote),
            facts=tuple(len(fact.lines) for fact in facts),
            quote_leading=size * 1.62,
        ),
    )
