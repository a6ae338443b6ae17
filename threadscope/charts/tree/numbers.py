"""What the tree chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side

__all__ = ["Box", "Line", "Pool", "Tree"]


@dataclass(frozen=True, slots=True)
class Line:
    """One post or missing post of the outline.

    Attributes
    ----------
    depth
        Steps from the first post.
    parent
        Place of the line it hangs under; None where there is none, or where the way to the root is not known.
    when, label, words
        Time, author and text as they are written; ``words`` says why where the post is missing.
    likes
        None where not known.
    missing, detached, by_quote, turning
        How it is marked.
    noted, note_shown
        What is known of a Community Note on it, in a few words, "" for nothing; whether one was shown.
    """

    post_id: str
    depth: int
    parent: int | None
    when: str
    label: str
    words: str
    likes: int | None
    side: Side
    missing: bool
    detached: bool
    by_quote: bool
    turning: bool
    noted: str
    note_shown: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One post or missing post of the icicle.

    ``start`` is how many posts stand above it in its column, ``size`` how many it holds: itself, if it is
    archived, and all below it, ``n_below``.
    """

    post_id: str
    depth: int
    start: int
    size: int
    n_below: int
    label: str
    words: str
    side: Side
    missing: bool
    by_quote: bool
    noted: str
    note_shown: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """Branches too small to draw, below one box: how many, their posts, and the posts of each placed side."""

    depth: int
    start: int
    branches: int
    size: int
    sides: tuple[tuple[Side, int], ...]
    detached: bool


@dataclass(frozen=True, slots=True)
class Tree(Frame):
    """All that the chart draws and says: either ``lines``, or ``boxes`` and ``pools`` in ``columns`` levels.

    ``key`` holds the sides that occur, and what the posts on each do; ``deeper`` counts posts below the last level that is drawn; ``posts_by_level`` those of each level.
    """

    n_posts: int
    n_missing: int
    n_placed: int
    depth_max: int
    key: tuple[tuple[Side, str], ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    pools: tuple[Pool, ...]
    posts_by_level: tuple[int, ...]
    deeper: int
    most_likes: int
    likes_known: bool
