"""What the exchange ladder draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side

__all__ = ["Exchange", "Rung", "Speaker"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person with a lane: how they are called, and their side by their own words."""

    author_id: str
    label: str
    side: Side
    posts: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One post, or a post that is not archived.

    Attributes
    ----------
    post_id
        The post.
    at, when
        Its time, and how that reads; None and "no time" where it is not known.
    later
        How long after the post above it was written, in words; "" where that is not known.
    speaker
        Place of its author among the speakers.
    target
        Place of the person answered among them; None where they have no lane, or nobody is answered.
    rung
        Place of the answered post among the rungs; None where it is not drawn.
    whom
        The person answered, by name; "a missing post"; "" where nobody is answered.
    by_quote
        Whether it answers by quoting.
    label
        What it is as a turning point; "" for none.
    words
        What it says.
    likes, answers
        Likes at capture, None where not known, and archived answers of others.
    side
        The side that this post is placed on.
    badge, note_shown
        What is known of a Community Note on it, "" for nothing; whether readers saw one.
    picture
        Whether it holds pictures or videos.
    missing
        Whether it is not archived.
    step
        Place in the chain and how many posts it has, as in "2 of 8"; "" outside of it.
    left_out
        Posts of the chain between the post above and this one that are not drawn.
    """

    post_id: str
    at: datetime | None
    when: str
    later: str
    speaker: int
    target: int | None
    rung: int | None
    whom: str
    by_quote: bool
    label: str
    words: str
    likes: int | None
    answers: int
    side: Side
    badge: str
    note_shown: bool
    picture: bool
    missing: bool
    step: str
    left_out: int

    @property
    def gap(self) -> str:
        """What stands between this row and the one above."""
        posts = f"{self.left_out:,} more post{'s' if self.left_out > 1 else ''}, not drawn"
        parts = [posts if self.left_out else "", self.later]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Exchange(Frame):
    """All that the chart draws and says.

    ``parts`` are the numbers in the subtitle: of which posts there are how many.
    """

    n_posts: int
    n_people: int
    parts: tuple[tuple[str, int], ...]
    speakers: tuple[Speaker, ...]
    rungs: tuple[Rung, ...]
    likes_known: bool
