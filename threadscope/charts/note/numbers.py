"""What the note chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from threadscope.charts.frame import Frame
from threadscope.charts.time_scale import Counts, TimeScale

__all__ = ["OPEN", "Lane", "Moment", "NoteChart", "Part", "Share", "Stretch"]

#: The end of a stretch that nothing is known to have ended.
OPEN: Final = math.inf


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment in the life of a note.

    Attributes
    ----------
    kind
        written, helpful, removed (by then), seen (a capture showed it) or unseen (a capture did not).
    at
        Seconds since 1970.
    words
        What stands beside it: what happened, and how long after the post.
    exact
        Whether it is known to the second; else it is the time of a scoring run, or a day.
    """

    kind: str
    at: float
    words: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time in the life of a note.

    Attributes
    ----------
    kind
        waiting (written, no showing on record), shown, unknown, or over (no longer shown).
    start, end
        Seconds since 1970; ``OPEN`` where no end is known.
    words
        What stands in it where there is room.
    blurred
        Whether its start, and whether its end, is known to a scoring run only.
    """

    kind: str
    start: float
    end: float
    words: str = ""
    blurred: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Lane:
    """One note on one post, by all kinds of evidence about it.

    Attributes
    ----------
    letter
        What it is called in the picture; "" where it is the only one.
    post_id, note_id
        The post that it is on; its id, None where no evidence names it.
    state, told
        Name of its state, and what is known of it in words, with the day for which that holds.
    who, traits
        Whose post it is on; what its writer says of the post, and what kind of note it is.
    says
        Its words in quotation marks.
    post_at
        Time of the post, None where not known.
    was_shown
        Whether it was shown at some time.
    evidence
        Kinds of evidence behind it.
    """

    letter: str
    post_id: str
    note_id: str | None
    state: str
    told: str
    who: str
    traits: str
    says: str
    post_at: float | None
    was_shown: bool
    evidence: tuple[str, ...]
    moments: tuple[Moment, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Posts in each bin of time: direct replies to the post with the first note, others below it, or the rest.

    ``n_posts`` counts those with a time, drawn or later; ``n_held`` those of this part and the parts before it,
    which it is a part of: the posts below hold the replies, the thread holds both.
    """

    scope: str
    n_posts: int
    n_held: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something had been written at a moment in the life of the first note."""

    scope: str
    moment: str
    before: int
    of: int


@dataclass(frozen=True, slots=True)
class NoteChart(Frame):
    """All that the chart draws and says; without ``lanes``, that nothing is known of any note.

    ``more`` are the notes that found no room; ``reach`` is how far what is known reaches, where that must be said.
    ``scale`` is None where no post has a time.
    """

    n_posts: int
    n_untimed: int
    n_later: int
    last_at: float
    scale: TimeScale | None
    parts: tuple[Part, ...]
    lanes: tuple[Lane, ...]
    more: tuple[Lane, ...]
    shares: tuple[Share, ...]
    reach: str

    @property
    def first(self) -> Lane:
        """The note that the bars are about."""
        return self.lanes[0]

    @property
    def totals(self) -> Counts:
        """Drawn posts in each bin."""
        held: Counts = np.sum([part.counts for part in self.parts], axis=0, dtype=np.int64)
        return held
