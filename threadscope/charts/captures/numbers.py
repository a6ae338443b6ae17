"""What the chart of captures draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
class Captures:
    """All that the chart draws and says.

    ``n_more`` counts the posts captured at several times that are not drawn.
    """

    theme: str
    width: int
    alone: bool
    title: str
    subtitle: str
    evidence: tuple[str, ...]
    posts: tuple[Captured, ...]
    n_again: int
    n_more: int
    footer: str

    @property
    def narrow(self) -> bool:
        """Whether it is drawn for a phone."""
        return self.width < 700
