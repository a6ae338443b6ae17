"""Posts -> the stretches of each thread in which they came faster than before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema

__all__ = ["bursts"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: Each state of the automaton is so much faster than the one before, and climbing costs so much
#: (defaults of the paper and of R's `bursts`).
_FASTER = 2.0
_GAMMA = 1.0
#: Below so many posts "faster than before" is no statement.
_LEAST_POSTS = 30
#: Export times may be equal; a gap of nothing would be infinitely fast.
_FLOOR_MS = 1.0


def bursts(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a burst and level, in threads of at least 30 posts with times; higher levels lie inside lower ones.

    Kleinberg (2002, "Bursty and hierarchical structure in streams"): an automaton whose state i expects gaps
    2^i times shorter than the mean; going up costs ln(gaps) a level, going down nothing; the cheapest path of
    states (Viterbi) gives the bursts. States that expect gaps below the shortest one are never the cheapest
    and are left out.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    """
    timed = (
        posts.select("thread_id", "created_at")
        .drop_nulls()
        .filter(pl.len().over("thread_id") >= _LEAST_POSTS)
        .sort("thread_id", "created_at")
    )
    if timed.is_empty():
        return schema.empty("bursts")
    gaps = _Gaps.of(timed)
    return _stretches(timed, gaps, _states(gaps, _cheapest(gaps)))


@dataclass(frozen=True, slots=True)
class _Gaps:
    """The gaps of all threads, all first gaps standing together, then all second ones: one step works on all.

    Attributes
    ----------
    left
        For each gap the row of the post before it.
    starts
        Where the first, second, … gaps begin, and where the last ones end.
    costs
        What each gap costs in each state; infinite in states that a thread does not have.
    climb
        What each thread pays for going up from the lowest state to each state.
    """

    left: Whole
    starts: Whole
    costs: Floats
    climb: Floats

    @classmethod
    def of(cls, timed: pl.DataFrame) -> _Gaps:
        """Lay out the gaps between posts that are sorted by thread and time."""
        lengths = (
            timed.group_by("thread_id", maintain_order=True).len()["len"].to_numpy().astype(np.int64) - 1
        )
        longest_first = np.argsort(-lengths, kind="stable")
        first = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
        # Gap t of a thread stands at starts[t] + the thread's place among the longest.
        thread = np.repeat(np.argsort(longest_first, kind="stable"), lengths)
        step = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        starts = np.concatenate([[0], np.cumsum(np.bincount(step))])
        left = np.empty(thread.size, np.int64)
        left[starts[step] + thread] = np.repeat(first, lengths) + step
        moments = timed["created_at"].to_physical().to_numpy()
        size = np.maximum(np.diff(moments)[left], _FLOOR_MS).astype(np.float64)
        owner = np.empty(thread.size, np.int64)
        owner[starts[step] + thread] = thread
        return cls(left, starts, *_automaton(size, owner, lengths[longest_first]))


def _automaton(size: Floats, owner: Whole, lengths: Whole) -> tuple[Floats, Floats]:
    """Return the cost of each gap in each state, and of climbing to each state in each thread."""
    mean = np.bincount(owner, weights=size) / lengths
    shortest = np.full(lengths.size, np.inf)
    np.minimum.at(shortest, owner, size)
    top = np.ceil(np.log(mean / shortest) / np.log(_FASTER)).astype(np.int64)
    state = np.arange(top.max(initial=0) + 1)
    costs = (size / mean[owner])[:, None] * _FASTER**state - state * np.log(_FASTER)
    costs[state > top[owner][:, None]] = np.inf
    return costs, _GAMMA * np.log(lengths)[:, None] * state


def _cheapest(gaps: _Gaps) -> Floats:
    """Return what the cheapest path to each gap in each state costs."""
    total = gaps.costs.copy()
    starts = gaps.starts.tolist()
    total[: starts[1]] += gaps.climb
    for before, here, end in zip(starts, starts[1:], starts[2:], strict=False):
        so_far, climb = total[before : before + end - here], gaps.climb[: end - here]
        up = np.minimum.accumulate(so_far - climb, axis=1) + climb
        down = np.minimum.accumulate(so_far[:, ::-1], axis=1)[:, ::-1]
        total[here:end] += np.minimum(up, down)
    return total


def _states(gaps: _Gaps, total: Floats) -> Whole:
    """Walk the cheapest paths back and return the state at each gap."""
    came_from = _pointers(gaps, total).ravel()
    first_of = np.arange(total.shape[0]) * total.shape[1]
    states: Whole = np.argmin(total, axis=1)
    starts = gaps.starts.tolist()
    steps = list(zip(starts, starts[1:], starts[2:], strict=False))
    for before, here, end in reversed(steps):
        states[before : before + end - here] = came_from[first_of[here:end] + states[here:end]]
    return states


def _pointers(gaps: _Gaps, total: Floats) -> NDArray[np.int8]:
    """Return for each gap and state the state at the gap before it from which it is cheapest to come."""
    lengths = np.diff(gaps.starts)
    place = np.arange(total.shape[0]) - np.repeat(gaps.starts[:-1], lengths)
    before = np.repeat(np.concatenate([[0], gaps.starts[:-2]]), lengths) + place
    climb = gaps.climb[place]
    came_from = np.empty(total.shape, np.int8)  # gaps of years against one of a millisecond make 36 states
    best, where = np.full(place.size, np.inf), np.zeros(place.size, np.int8)
    for state in range(total.shape[1]):  # from below, paying for the climb
        came_from[:, state] = where
        height = total[before, state] - climb[:, state]
        where[height < best] = state
        best = np.minimum(best, height)
    best[:] = np.inf
    for state in reversed(range(total.shape[1])):  # from here or above, for nothing
        stay = total[before, state]
        where[stay <= best] = state
        best = np.minimum(best, stay)
        lower = came_from[:, state]
        climbed = total[before, lower] - climb[np.arange(place.size), lower] + climb[:, state]
        came_from[:, state] = np.where((climbed < best) & (lower < state), lower, where)
    return came_from


def _stretches(timed: pl.DataFrame, gaps: _Gaps, states: Whole) -> pl.DataFrame:
    """Return the runs of gaps at or above each level, as stretches of posts."""
    in_order = np.argsort(gaps.left)
    left, states = gaps.left[in_order], states[in_order]
    parts = []
    for level in range(1, int(states.max()) + 1):
        inside = left[states >= level]
        # Neighbouring gaps share a post; a thread's last post has no gap, so a run never crosses threads.
        opens = np.flatnonzero(np.diff(inside, prepend=-2) != 1)
        closes = np.append(opens[1:], inside.size) - 1
        parts.append(_rows(timed, level, inside[opens], inside[closes] + 1))
    if not parts:
        return schema.empty("bursts")
    return schema.conform(pl.concat(parts).sort("thread_id", "level", "started_at"), "bursts")


def _rows(timed: pl.DataFrame, level: int, first: Whole, last: Whole) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "thread_id": timed["thread_id"].gather(first),
            "started_at": timed["created_at"].gather(first),
            "ended_at": timed["created_at"].gather(last),
            "n_posts": last - first + 1,
        }
    ).with_columns(level=pl.lit(level))
