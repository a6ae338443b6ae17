"""All that the storyboard draws and says, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side
from threadscope.charts.time_scale import Counts, TimeScale

__all__ = ["Card", "Entering", "KeyPost", "NoteMark", "Pace", "Standing", "Storyboard", "Under"]


@dataclass(frozen=True, slots=True)
class KeyPost:
    """The post that stands for a phase.

    Attributes
    ----------
    post_id
        Its id.
    who
        Its author's handle.
    tag
        What it is and when, where the phase does not begin with it; else empty.
    relation, whom
        ``answers`` or ``quotes``, and whom; both empty where it does neither.
    shown
        That it shows a picture or video; may be empty.
    side
        The side that its words place it on.
    body
        Its words in quotation marks.
    """

    post_id: str
    who: str
    tag: str
    relation: str
    whom: str
    shown: str
    side: Side
    body: str


@dataclass(frozen=True, slots=True)
class Entering:
    """People who had not written before: handles of those with a turning point, and how many there are in all."""

    names: tuple[str, ...]
    n_new: int

    @property
    def n_others(self) -> int:
        """People beside those named."""
        return self.n_new - len(self.names)


@dataclass(frozen=True, slots=True)
class Pace:
    """Posts of a phase in its first ``window_s`` seconds, and of the thread in as many before it.

    ``before`` is None for the first phase. ``whole`` says that the phase has no more posts than those.
    """

    window_s: int
    after: int
    before: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Under:
    """The post under which most of a phase stands: how it is called, and how many posts that are."""

    words: str
    n_posts: int


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A moment in the life of a Community Note: seconds since 1970, words for the curve, and when in words."""

    at: float
    words: str
    kind: str
    when: str


@dataclass(frozen=True, slots=True)
class Card:
    """One phase.

    Attributes
    ----------
    number
        1 for the first.
    name
        What it begins with, in a few words.
    started_at, ended_at
        Times of its first and last post, seconds since 1970.
    span
        Both in words, in the reader's zone.
    quiet_s
        Seconds without a post before it, where the name tells them; else None.
    key
        The post that stands for it.
    entering
        Who had not written before.
    pace
        How many posts came first, and just before; None where the next phase begins within a minute.
    lasts_s
        Seconds from its first to its last post, rounded up to what is told.
    under
        The post under which most of it stands, if there is one.
    n_posts, n_people
        Posts in it, and people who wrote them.
    percent
        Share of the posts with a time, rounded so that all phases add up to 100.
    counts
        Its drawn posts in each bin.
    notes
        Moments of notes that fall between its first post and the next phase.
    """

    number: int
    name: str
    started_at: float
    ended_at: float
    span: str
    quiet_s: float | None
    key: KeyPost
    entering: Entering
    pace: Pace | None
    lasts_s: float
    under: Under | None
    n_posts: int
    n_people: int
    percent: int
    counts: Counts
    notes: tuple[NoteMark, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the thread stands and what is not known.

    Attributes
    ----------
    sides
        Posts on each side that occurs; they add up to the thread.
    note
        What findings say of Community Notes.
    noted
        Whether a note is known.
    last
        The last turning point and the last post.
    completeness
        How much the archive holds.
    archived, counted
        Replies archived, and replies that X counts; None where its counts are not in the archive.
    unknown
        What the picture cannot tell.
    """

    sides: tuple[tuple[Side, int], ...]
    note: str
    noted: bool
    last: str
    completeness: str
    archived: int | None
    counted: int | None
    unknown: str


@dataclass(frozen=True, slots=True)
class Storyboard(Frame):
    """All that the chart draws and says; without ``cards``, ``why`` says why there is too little to tell."""

    n_posts: int
    n_people: int
    n_untimed: int
    n_later: int
    scale: TimeScale | None
    cards: tuple[Card, ...]
    notes: tuple[NoteMark, ...]
    standing: Standing
    quote_lines: int

    @property
    def totals(self) -> Counts:
        """Drawn posts in each bin."""
        held: Counts = self.cards[0].counts.copy()
        for card in self.cards[1:]:
            held += card.counts
        return held
