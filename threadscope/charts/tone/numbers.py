"""What the tone chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side
from threadscope.charts.time_scale import Counts, TimeScale

__all__ = ["PARTS", "Dot", "Group", "Panel", "Stretch", "Tone"]

#: How a post's words can come out, in the order in which they are drawn, and how that is called.
PARTS = {
    "negative": "negative",
    "near": "near 0",
    "no_signal": "no signal",
    "positive": "positive",
    "not_scored": "not scored",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A row of the table ``tone_course``: readable posts in a row, as many as in every other one, or one fewer.

    Attributes
    ----------
    at, start, end
        Time of the middle, the first and the last post, seconds since 1970.
    n_posts, n_people
        Posts, and people who wrote them.
    mean
        Mean polarity, no signal counting as 0.
    low, high
        Ends of its 95 % interval, people drawn again with all their posts; None below 5 people.
    """

    at: float
    start: float
    end: float
    n_posts: int
    n_people: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One readable post, where the posts are too few for means; ``signal`` is whether a word leans."""

    post_id: str
    at: float
    polarity: float
    signal: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The course of everybody's tone (``side`` None), or of one side's.

    ``n_posts`` counts the drawn readable posts, ``n_people`` those who wrote them.
    """

    words: str
    side: Side | None
    n_posts: int
    n_people: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people and how their posts come out.

    Attributes
    ----------
    words, side
        What it is called; its side, None for everybody.
    n_posts, n_readable, n_people
        All posts, those with words in English, and the people who wrote these.
    parts
        Posts in each of ``PARTS``.
    mean, low, high
        Mean polarity of readable posts and its interval; None without readable posts or below 5 people.
    """

    words: str
    side: Side | None
    n_posts: int
    n_readable: int
    n_people: int
    parts: dict[str, int]
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Tone(Frame):
    """All that the chart draws and says; with ``why``, that there is too little to draw.

    ``neutral`` is what posts that people call neutral score with the word list, None where more than one reading
    or none of ours is used. ``scale`` is None where no readable post has a time. ``dots`` stand in place of the
    panels where few posts are scored. ``n_later`` counts readable posts whose dot or mean is after the
    drawn time, ``n_untimed`` posts without a time, ``unread`` posts that are not scored in each bin of time.
    """

    behind: str
    list_words: str
    n_posts: int
    n_scored: int
    n_later: int
    n_untimed: int
    neutral: float | None
    scale: TimeScale | None
    panels: tuple[Panel, ...]
    dots: tuple[Dot, ...]
    unread: Counts
    n_unread: int
    groups: tuple[Group, ...]
