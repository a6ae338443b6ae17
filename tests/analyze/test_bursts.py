"""Bursts: against a plain Viterbi over all states, and a burst that was planted."""

from __future__ import annotations

import itertools
import math

import numpy as np
import polars as pl
import pytest

from tests.builders import START
from threadscope import schema
from threadscope.analyze import ANALYZERS

bursts = ANALYZERS["bursts"]


def _timed(*threads: list[float]) -> pl.DataFrame:
    """Return posts of threads named t0, t1, … from the gaps between them, in seconds."""
    frames = []
    for i, gaps in enumerate(threads):
        seconds = np.concatenate([[0], np.cumsum(gaps)])
        moments = [int(START.timestamp() * 1000 + second * 1000) for second in seconds]
        frames.append(
            pl.DataFrame({"thread_id": f"t{i}", "created_at": pl.Series(moments).cast(schema.TIME)})
        )
    return pl.concat(frames)


def _levels_by_hand(gaps_ms: list[float]) -> list[int]:
    """Return the cheapest states of the automaton, as the paper defines them, one gap after the other."""
    gaps = [max(gap, 1.0) for gap in gaps_ms]
    mean, n = sum(gaps) / len(gaps), len(gaps)
    states = range(math.ceil(math.log2(mean / min(gaps))) + 3)
    best = {i: i * math.log(n) for i in states}
    paths: dict[int, list[int]] = {i: [] for i in states}
    for place, gap in enumerate(gaps):
        step = {}
        for j in states:
            came = {i: best[i] + max(j - i, 0) * math.log(n) for i in states} if place else {j: best[j]}
            i = min(came, key=lambda i: (came[i], i != j))
            rate = 2**j / mean
            step[j] = (came[i] - math.log(rate) + rate * gap, [*paths[i], j])
        best = {j: cost for j, (cost, _) in step.items()}
        paths = {j: path for j, (_, path) in step.items()}
    return paths[min(best, key=lambda j: best[j])]


def _levels(table: pl.DataFrame, posts: pl.DataFrame, thread: str) -> list[int]:
    """Return how many bursts of the table hold each gap of a thread."""
    times = posts.filter(thread_id=thread)["created_at"].to_list()
    spans = table.filter(thread_id=thread).select("started_at", "ended_at").rows()
    return [sum(a <= left and right <= b for a, b in spans) for left, right in itertools.pairwise(times)]


@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_plain_viterbi(seed: int) -> None:
    """Several threads worked on at once get the levels that each gets alone, gap by gap."""
    rng = np.random.default_rng(seed)
    threads = []
    for n in (29, 40, 75, 75):
        gaps = rng.exponential(100, n)
        gaps[10:20] /= rng.choice([4, 16, 200])
        threads.append(np.round(gaps, 3).tolist())
    posts = _timed(*threads)
    whole = {
        f"t{i}": np.diff(posts.filter(thread_id=f"t{i}")["created_at"].to_physical().to_numpy())
        for i in range(4)
    }

    table = bursts(posts)

    for thread, gaps in whole.items():
        assert _levels(table, posts, thread) == _levels_by_hand(gaps.tolist())


def test_planted_burst_is_found() -> None:
    """400 posts sixteen times as fast, from the 1000th of 3000 on, are the burst of level 3, to within 2 %."""
    gaps = np.random.default_rng(0).exponential(100, 3000)
    gaps[1000:1400] /= 16
    posts = _timed(gaps.tolist())

    found = bursts(posts).filter(level=3)

    assert found.height == 1
    assert found["n_posts"][0] == pytest.approx(401, rel=0.02)
    assert abs((posts["created_at"][1000] - found["started_at"][0]).total_seconds()) < 60


def test_even_pace_has_no_bursts() -> None:
    """Posts at equal gaps, and threads of fewer than 30 posts, have none."""
    assert bursts(_timed([60.0] * 50)).is_empty()
    assert bursts(_timed([100.0] * 20 + [1.0] * 8)).is_empty()


def test_equal_times_are_a_millisecond_apart() -> None:
    """Exports in whole seconds put posts into one moment: that is fast, not infinitely fast."""
    table = bursts(_timed([50.0] * 30 + [0.0] * 20 + [50.0] * 30))

    assert table.filter(level=1).select("n_posts").rows() == [(21,)]
