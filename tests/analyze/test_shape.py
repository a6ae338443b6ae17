"""The shape of trees: against arithmetic by hand and distances counted one by one."""

from __future__ import annotations

import itertools

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import posts, study
from tests.covering import examples


def _row(*specs: str, **columns: object) -> dict[str, object]:
    return study(*specs, **columns).table("shape").row(0, named=True)


def test_small_tree() -> None:
    """Levels 1, 2, 1; leaves b1 and c1; 2 of 3 others under the root; 2 different posts answered 3 times."""
    row = _row("root", "a1>root", "b1>root", "c1>a1")

    assert (row["n_posts"], row["depth_max"], row["width_max"], row["n_leaves"]) == (4, 2, 2, 2)
    assert row["root_share"] == pytest.approx(2 / 3)
    assert row["target_share"] == pytest.approx(2 / 3)
    assert row["h_index"] == 1
    # distances: root-a 1, root-b 1, root-c 2, a-b 2, a-c 1, b-c 3; mean 10 / 6
    assert row["virality"] == pytest.approx(10 / 6)


def test_star_and_chain() -> None:
    """Goel et al.: a star of n posts has 2 (n - 1) / n, a chain (n + 1) / 3."""
    star = _row("root", *(f"p{i}>root" for i in range(1, 10)))
    chain = _row("p0", *(f"p{i}>p{i - 1}" for i in range(1, 10)))

    assert star["virality"] == pytest.approx(2 * 9 / 10)
    assert (star["target_share"], star["h_index"]) == (pytest.approx(1 / 9), 1)
    assert chain["virality"] == pytest.approx(11 / 3)
    assert (chain["target_share"], chain["h_index"], chain["depth_max"]) == (1, 1, 9)


def test_large_thread_does_not_overflow() -> None:
    """In a star of 50,000 posts there are more pairs than 32 bits hold; the mean distance is still 2 (n - 1) / n."""
    n = 50_000
    one = posts("root", "a>root")
    fans = one[[1] * (n - 1)].with_columns(post_id=pl.Series(range(n - 1)).cast(pl.String))

    row = study(pl.concat([one[:1], fans])).table("shape").row(0, named=True)

    assert row["virality"] == pytest.approx(2 * (n - 1) / n)


def test_h_index() -> None:
    """Levels hold 1, 3, 2, 2 posts: level 2 holds 2, level 3 not 3, so 2."""
    assert _row("r", "a>r", "b>r", "c>r", "d>a", "e>b", "f>d", "g>e")["h_index"] == 2


def test_single_post_has_no_shares() -> None:
    """One post has no distance, no share and no answers; its level is 0."""
    row = _row("root")

    assert [row[name] for name in ("root_share", "virality", "target_share")] == [None, None, None]
    assert (row["n_posts"], row["depth_max"], row["width_max"], row["n_leaves"], row["duel_length"]) == (
        1,
        0,
        1,
        1,
        0,
    )


def test_duel_needs_an_answer_back() -> None:
    """Ann and bob alternate over four posts; where nobody answers back there is no duel."""
    assert _row("ann1", "bob1>ann1", "ann2>bob1", "bob2>ann2", "eve1>ann1")["duel_length"] == 4
    assert _row("ann1", "bob1>ann1", "eve1>bob1")["duel_length"] == 0


def test_ghosts_lie_between_but_do_not_count() -> None:
    """Two answers to a root that is not archived are two steps apart; the root is no post of any level."""
    row = _row("a1>root", "b1>root")

    assert (row["n_posts"], row["virality"], row["width_max"], row["root_share"]) == (2, 2, 2, 1)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=25))
@examples(12)
def test_virality_is_the_mean_distance(draws: list[int]) -> None:
    """The sum over subtree sizes equals the mean of all distances, counted pair by pair."""
    above = {i + 1: draw % (i + 1) for i, draw in enumerate(draws)}

    def way(i: int) -> list[int]:
        return [i, *way(above[i])] if i in above else [i]

    pairs = list(itertools.combinations(range(len(draws) + 1), 2))
    total = sum(len(set(way(a)) ^ set(way(b))) for a, b in pairs)

    row = _row("p0", *(f"p{i}>p{parent}" for i, parent in above.items()))
    assert row["virality"] == pytest.approx(total / len(pairs))
