"""Times of posts and where phases begin -> how many came in the first hour of each and before it, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from threadscope.charts.storyboard.clock import lasting
from threadscope.charts.storyboard.numbers import Card, Pace
from threadscope.charts.time_scale import Seconds
from threadscope.charts.words import counted

__all__ = ["pace_told", "paces"]

_HOUR_S, _MINUTE_S = 3600, 60
#: A phase that lasts so long, with less than a post an hour: its first hour says nothing of how fast it was.
_SLOW_S: Final = 6 * _HOUR_S


def paces(at: Seconds, firsts: Sequence[int]) -> list[Pace | None]:
    """Count posts in the first hour of each phase, none of the next phase among them, and in the hour before.

    Where the phase is shorter or the thread younger, both sides get as many whole minutes as there are; a phase that
    gives way to the next within a minute has no pace, and a thread of less than a minute none to compare with.

    Parameters
    ----------
    at
        Times of the posts, seconds since 1970, in order.
    firsts
        Place of the first post of each phase in ``at``, and behind the last the number of posts.
    """
    starts = [float(at[place]) for place in firsts[:-1]]
    found: list[Pace | None] = []
    for place, start in enumerate(starts):
        until = starts[place + 1] if place + 1 < len(starts) else np.inf
        window = min(_HOUR_S, until - start)
        compared = place > 0 and start - starts[0] >= _MINUTE_S
        if compared:
            window = min(window, start - starts[0])
        seconds = int(window) if window == _HOUR_S else int(window // _MINUTE_S) * _MINUTE_S
        if seconds < _MINUTE_S:
            found.append(None)
            continue
        low, mid, high = np.searchsorted(at, [start - seconds, start, start + seconds], side="left")
        # Posts in the very moment of the first one may stand before it.
        first = firsts[place]
        after, before = int(high - first), int(min(first, mid) - low)
        whole = after == firsts[place + 1] - first
        found.append(Pace(seconds, after, before if compared else None, whole))
    return found


def pace_told(card: Card) -> tuple[str, ...]:
    """Say in clauses how fast posts came, so that no count of an hour reads as the rate of the whole phase."""
    pace, n_posts = card.pace, counted(card.n_posts, "post")
    if card.n_posts == 1:
        return (n_posts,)
    if pace is None or (pace.before is None and pace.whole):
        return (f"{n_posts} within {lasting(card.lasts_s)}",)
    slow = card.lasts_s >= _SLOW_S and card.n_posts * _HOUR_S < card.lasts_s
    window = "hour" if pace.window_s == _HOUR_S else lasting(pace.window_s)
    told = [f"{n_posts} in {lasting(card.lasts_s)};"] if slow else []
    first = f"{'all ' if pace.whole else ''}{pace.after:,} in its first {window}"
    if pace.before is None:
        return (*told, first)
    return (*told, f"{first},", f"{f'{pace.before:,}' if pace.before else 'none'} in the {window} before")
