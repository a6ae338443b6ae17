"""What the chart of captures draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from threadscope.charts.frame import Frame

__all__ = ["Captured", "Captures", "Point"]


@dataclass(frozen=True, slots=True)
class Point:
    """One capture of one post: when (in the reader's zone), likes and replies; None where it does not say.

    ``reason`` says why the capture did not get the post, "" where it got it.
    """

    at: datetime
    likes: int | None
    replies: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Captured:
    """One post that was captured at several times."""

    post_id: str
    label: str
    words: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Captures(Frame):
    """All that the chart draws and says.

    ``n_more`` counts the posts captured at several times that are not drawn.
    """

    posts: tuple[Captured, ...]
    n_again: int
    n_more: int
