"""What the branches chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threadscope.charts.frame import Frame
from threadscope.charts.time_scale import Counts, Seconds, TimeScale

__all__ = ["Branches", "Event", "Ridge", "smoothed"]

#: Weights over five bins: the middle one counts most.
_WEIGHTS = np.array([1.0, 2.0, 3.0, 2.0, 1.0])


@dataclass(frozen=True, slots=True)
class Ridge:
    """One branch: the posts whose nearest labelled post above is this one.

    Attributes
    ----------
    post_id
        The post that opens it, archived or not.
    label, relation, words
        Its author, what it answers, and what it says.
    tone
        Which of the four slate tones, as in the bars of the unfolding chart.
    at
        When it was written, seconds since 1970; None where not known.
    n_posts, n_below
        Posts of the branch; posts anywhere below its first post, those of branches inside it too.
    n_later, n_untimed
        Posts of the branch after the drawn time, and without a time.
    counts, heights
        Posts in each bin; the same smoothed, as they are drawn.
    """

    post_id: str
    label: str
    relation: str
    words: str
    tone: int
    at: float | None
    n_posts: int
    n_below: int
    n_later: int
    n_untimed: int
    counts: Counts
    heights: Seconds

    @property
    def most(self) -> int:
        """Posts in its fullest bin."""
        return int(self.counts.max())


@dataclass(frozen=True, slots=True)
class Event:
    """A moment in the life of a Community Note: when, what, and its kind (written, shown or removed)."""

    at: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Branches(Frame):
    """All that the chart draws and says; without ``ridges``, ``why`` there is nothing to compare.

    ``pooled`` are how many further branches there are and how many posts they hold; ``n_elsewhere`` the posts that are below none, mostly
    because they answer a missing post; ``n_opening`` is 1 where the opening post is archived, for it is in no branch.
    """

    n_posts: int
    ridges: tuple[Ridge, ...]
    pooled: tuple[int, int]
    n_elsewhere: int
    n_opening: int
    n_later: int
    scale: TimeScale | None
    events: tuple[Event, ...]

    @property
    def tallest(self) -> int:
        """Posts in the fullest bin of any branch."""
        return max((ridge.most for ridge in self.ridges), default=0)


def smoothed(counts: Counts, first: int, quiet: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Seconds:
    """Smooth counts lightly over five bins.

    Nothing runs into the bins before ``first`` or into a stretch that was cut out of the axis: each bin's weights
    are shared among those of its neighbours that can hold a post.

    Parameters
    ----------
    counts
        Posts in each bin.
    first
        The bin in which the branch opens.
    quiet
        Which bins lie inside a stretch that was cut out.

    Examples
    --------
    >>> smoothed(np.array([0, 9, 0, 0]), 1, np.zeros(4, bool)).round(1).tolist()
    [0.0, 4.5, 2.6, 1.5]
    """
    places = np.arange(len(counts))
    usable, stretch = ~quiet & (places >= first), np.cumsum(quiet)
    held, weight = np.zeros(len(counts)), np.zeros(len(counts))
    for step, share in zip(range(-2, 3), _WEIGHTS, strict=True):
        other = np.clip(places + step, 0, len(counts) - 1)
        known = (other == places + step) & usable[other] & (stretch[other] == stretch)
        held += np.where(known, share * counts[other], 0.0)
        weight += np.where(known, share, 0.0)
    heights: Seconds = np.where(usable, held / np.maximum(weight, 1.0), 0.0)
    return heights
