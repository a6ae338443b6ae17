"""What the unfolding chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side
from threadscope.charts.time_scale import Counts, Seconds, TimeScale

_DAY = 86_400.0
#: Threads longer than so many seconds are told in dates, and with the year.
_DATES, _YEARS = 6 * _DAY, 300 * _DAY

__all__ = ["Arrow", "Bars", "Dot", "Lane", "NoteLine", "Part", "Row", "Square", "Turn", "Unfolding"]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of post in the bars.

    Attributes
    ----------
    words
        What it is called in the legend.
    tone
        Place in the slate tones, or None where the side's own look is used.
    side
        The side, where bars are told apart by side.
    n_posts
        Posts of the thread in it, drawn or later.
    counts
        Drawn posts in each bin.
    head_id
        The post that these stand under.
    head_at
        Its time, seconds since 1970.
    """

    words: str
    tone: int | None
    side: Side | None
    n_posts: int
    counts: Counts
    head_id: str | None = None
    head_at: float | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """One post drawn as a square: its bin, its part, and its side."""

    bin: int
    part: int
    side: Side


@dataclass(frozen=True, slots=True)
class Bars:
    """Posts in each bin of time, by part; squares only where one square is one post."""

    mode: str
    parts: tuple[Part, ...]
    squares: tuple[Square, ...]

    @property
    def told(self) -> tuple[Part, ...]:
        """The parts that need a legend: one part alone needs none."""
        return self.parts if len(self.parts) > 1 else ()

    @property
    def totals(self) -> Counts:
        """Drawn posts in each bin."""
        held: Counts = np.sum([part.counts for part in self.parts], axis=0, dtype=np.int64)
        return held


@dataclass(frozen=True, slots=True)
class Dot:
    """One post in a lane; ``likes`` is None where they are not known."""

    post_id: str
    at: float
    likes: int | None
    side: Side
    claim: bool
    noted: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One person: what stands beside the lane, the posts drawn as dots, and the times of the others."""

    author_id: str
    label: str
    side: Side
    words: str
    n_posts: int
    n_likes: int | None
    n_answers: int
    dots: tuple[Dot, ...]
    ticks: Seconds


@dataclass(frozen=True, slots=True)
class Row:
    """Posts of everybody without a lane: those of one side, or those that came in one way.

    ``n_posts`` counts them all, ``times`` and ``counts`` hold the drawn ones; ``n_people`` are those known to have
    written them, ``unknown`` is whether the authors of some are not known.
    """

    kind: str
    side: Side
    words: str
    n_posts: int
    n_people: int
    unknown: bool
    times: Seconds
    counts: Counts
    dotted: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One turning point, as its badge and its line in the list show it."""

    number: int
    at: float
    label: str
    who: str
    body: str
    note: bool
    post_id: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a post to what it drew."""

    start: tuple[int, Dot]
    end: tuple[int, Dot]
    by_quote: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A moment in the life of a Community Note: it was written, shown or removed."""

    at: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unfolding(Frame):
    """All that the chart draws and says.

    ``shares`` are the times at which 10, 50 and 90 % of the timed posts were written; ``archived`` is the share
    of the replies counted by X that the archive holds, None where X's counts are not in it. ``n_people`` are those known
    to have written, ``unknown`` is whether the authors of some posts are not known; ``told`` are the other numbers that the
    words around the picture print.
    """

    n_posts: int
    n_people: int
    unknown: bool
    n_later: int
    n_untimed: int
    first_at: float
    last_at: float
    scale: TimeScale
    bars: Bars
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    quotes: Row | None
    orphans: Row | None
    turns: tuple[Turn, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[NoteLine, ...]
    shares: tuple[float, float, float]
    most_likes: int
    likes_known: bool
    claim_words: str
    noted_words: str
    pictures: bool
    archived: float | None
    told: tuple[tuple[str, int], ...]

    @property
    def timeless(self) -> bool:
        """Whether no post has a time, so that there is no axis to draw on."""
        return self.n_untimed == self.n_posts

    @property
    def stripped(self) -> bool:
        """Whether the strip of shares is drawn: a tenth of a few posts is no post."""
        return self.n_posts - self.n_untimed >= 10

    def moment(self, at: float) -> datetime:
        """Return a time in the reader's zone."""
        return self.scale.local(at)

    def when(self, at: float) -> str:
        """Return a time in words: weekday and hour, the date where weekdays come twice, in a long thread the year."""
        moment, span = self.moment(at), self.last_at - self.first_at
        if span > _YEARS:
            return f"{moment.day} {moment:%b} {moment.year}"
        return f"{moment.day} {moment:%b} {moment:%H:%M}" if span > _DATES else f"{moment:%a %H:%M}"
