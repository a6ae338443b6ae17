"""Changes of pace: PELT against the plain recursion, changes that were planted, and shuffles that find none."""

from __future__ import annotations

import math
import time

import numpy as np
import polars as pl
import pytest

from tests.builders import START
from threadscope import schema
from threadscope.analyze.change_points import change_points
from threadscope.analyze.pelt import LEAST_GAPS, pelt
from threadscope.settings import Settings


def _timed(*threads: np.ndarray) -> pl.DataFrame:
    """Return posts of threads t0, t1, … from the gaps between them, in seconds; ids count up from p0000000."""
    frames = []
    for i, gaps in enumerate(threads):
        moments = int(START.timestamp() * 1000) + np.concatenate([[0], np.cumsum(gaps) * 1000]).astype(
            np.int64
        )
        ids = [f"p{place:07d}" for place in range(moments.size)]
        frames.append(
            pl.DataFrame(
                {"thread_id": f"t{i}", "post_id": ids, "created_at": pl.Series(moments).cast(schema.TIME)}
            )
        )
    return pl.concat(frames)


def _found(*threads: np.ndarray) -> pl.DataFrame:
    return change_points(_timed(*threads), settings=Settings())


def _even(seed: int, n: int, mean_s: float = 60) -> np.ndarray:
    return np.random.default_rng(seed).exponential(mean_s, n)


def _cheapest_by_hand(gaps: list[float]) -> list[int]:
    """Return the cheapest division, every division of the first gaps tried (Jackson et al. 2005)."""
    n, penalty = len(gaps), 2 * math.log(len(gaps))
    best, came_from = [-penalty] + [math.inf] * n, [0] * (n + 1)
    for end in range(LEAST_GAPS, n + 1):
        for start in range(end - LEAST_GAPS + 1):
            size = end - start
            cost = best[start] + 2 * size * (math.log(sum(gaps[start:end]) / size) + 1) + penalty
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    changes, place = [], came_from[n]
    while place:
        changes.append(place)
        place = came_from[place]
    return changes[::-1]


@pytest.mark.parametrize("seed", range(8))
def test_dropping_starts_loses_no_division(seed: int) -> None:
    """PELT finds the very division that trying all of them finds, short stretches and none included."""
    rng = np.random.default_rng(seed)
    gaps = rng.exponential(100, int(rng.integers(29, 70)))
    first = int(rng.integers(0, gaps.size - 5))
    gaps[first : first + int(rng.integers(5, 30))] /= rng.choice([1, 3, 10, 50])

    assert pelt(gaps) == _cheapest_by_hand(gaps.tolist())


def test_planted_change_is_found() -> None:
    """A pace five times as high from the 101st gap on is found within three posts, with both paces."""
    gaps = _even(2, 200)
    gaps[100:] /= 5
    row = _found(gaps).row(0, named=True)

    assert _found(gaps).height == 1
    assert abs(int(row["post_id"][1:]) - 100) <= 3
    assert row["per_hour_before"] == pytest.approx(60, rel=0.25)
    assert row["per_hour_after"] == pytest.approx(300, rel=0.25)
    assert row["n_before"] + row["n_after"] == 201
    assert row["p_value"] == 0.001
    assert row["n_shuffles"] == 999


def test_where_the_pace_falls_the_first_slow_post_is_named() -> None:
    """Thirty quick posts, then one an hour: the change is the post after the first hour's wait."""
    gaps = np.array([60.0] * 30 + [3600.0] * 30)

    assert _found(gaps).select("post_id", "n_before", "n_after").rows() == [("p0000031", 31, 30)]
    assert _found(gaps[::-1]).select("post_id", "n_before", "n_after").rows() == [("p0000030", 30, 31)]


def test_even_pace_has_no_changes() -> None:
    """Of 100 threads of even pace at most three have a change (at p .01 on the first split alone one in a hundred)."""
    found = _found(*(_even(seed, 100) for seed in range(100)))

    assert found["thread_id"].n_unique() <= 3


def test_thin_threads_have_no_rows() -> None:
    """Fewer than 30 posts with times, and posts that all bear one time, have no pace that could change."""
    burst = np.array([600.0] * 14 + [1.0] * 14)

    assert _found(burst).is_empty()
    assert not _found(np.append(burst, 1.0)).is_empty()
    assert _found(np.zeros(50)).is_empty()
    untimed = _timed(np.append(burst, 1.0)).with_columns(created_at=pl.lit(None, schema.TIME))
    assert change_points(untimed, settings=Settings()).is_empty()


def test_posts_in_one_second_are_not_infinitely_fast() -> None:
    """An export in whole seconds puts five posts into one: within minutes of the like that is no change."""
    gaps = np.array([2.0, 3.0, 1.0, 2.0] * 12 + [0.0] * 5 + [1.0, 2.0, 3.0, 2.0] * 12)

    assert _found(gaps).is_empty()


def test_threads_and_rows_do_not_disturb_each_other() -> None:
    """A thread alone, among others and with its rows shuffled has the same changes."""
    gaps = np.concatenate([_even(3, 60), _even(4, 60) / 8, _even(5, 60)])
    alone = _found(gaps)
    among = _timed(gaps, _even(6, 90)).sample(fraction=1, shuffle=True, seed=1)

    assert alone.height == 2
    assert change_points(among, settings=Settings()).filter(thread_id="t0").equals(alone)


def test_long_threads_take_seconds() -> None:
    """100,000 posts with 19 planted changes take under ten seconds, and all 19 are found within 50 posts."""
    gaps = _even(1, 100_000)
    for start in range(0, 100_000, 10_000):
        gaps[start : start + 5000] /= 5
    posts = _timed(gaps)
    began = time.perf_counter()
    found = change_points(posts, settings=Settings())

    assert time.perf_counter() - began < 10
    assert [round(int(post_id[1:]) / 5000) for post_id in found["post_id"]] == list(range(1, 20))
    assert all(abs(int(post_id[1:]) % 5000 - 2500) > 2450 for post_id in found["post_id"])
