"""How trees grow: against arithmetic by hand, and distances counted one by one."""

from __future__ import annotations

import itertools

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import at, posts, study
from tests.covering import examples


def _rows(*specs: str, **columns: object) -> list[tuple]:
    return study(*specs, **columns).table("growth").drop("thread_id").rows()


def test_each_post_of_a_small_thread_is_a_checkpoint() -> None:
    """Levels grow 1; 1, 1; 1, 2; 1, 2, 1. Mean distances: -; 1; (1 + 1 + 2) / 3; and with c1 under a1 10 / 6."""
    assert _rows("root", "a1>root", "b1>root", "c1>a1") == [
        (1, at(0), 0, 1, None),
        (2, at(60), 1, 1, 1),
        (3, at(120), 1, 2, pytest.approx(4 / 3)),
        (4, at(180), 2, 2, pytest.approx(10 / 6)),
    ]


def test_a_post_older_than_its_parent_stands_where_it_ends_up() -> None:
    """By the archive's times c1 (level 2) came before a1, which it answers: with the root alone it is two apart."""
    assert _rows("root", "a1>root", "c1>a1", created_at={"c1": at(30)}) == [
        (1, at(0), 0, 1, None),
        (2, at(30), 2, 1, 2),
        (3, at(60), 2, 1, pytest.approx(4 / 3)),
    ]


def test_ghosts_lie_between_and_posts_without_time_come_last() -> None:
    """Two answers to a ghost are two apart; the third, without time, is one from b1: (2 + 1 + 3) / 3."""
    assert _rows("a1>gone", "b1>gone", "c1>b1", created_at={"c1": None}) == [
        (1, at(0), 1, 1, None),
        (2, at(60), 1, 2, 2),
        (3, None, 2, 2, 2),
    ]


def test_large_threads_have_at_most_two_hundred_checkpoints() -> None:
    """Of 1,000 posts: the first, the tenth, the last, and every fifth or so between; a star stays a star."""
    n = 1000
    fans = posts("root", "a>root")[[1] * (n - 1)].with_columns(
        post_id=pl.Series(range(n - 1)).cast(pl.String)
    )
    table = study(pl.concat([posts("root"), fans])).table("growth")

    counts = table["n"].to_list()
    assert (counts[0], counts[-1], len(counts)) == (1, n, 200)
    assert 10 in counts
    assert table["n"].diff().max() == 6
    assert table["width_max"].to_list() == [1, *(k - 1 for k in counts[1:])]
    assert table["virality"].to_list()[1:] == pytest.approx([2 * (k - 1) / k for k in counts[1:]])


def test_the_last_checkpoint_is_the_shape() -> None:
    """All posts are there at the end, so a quarrel with ghosts, quotes and a detached part looks as in shape."""
    made = study(
        "ann1", "bob1>ann1", "ann2>bob1", "eve1>gone1", "eve2>eve1", "zoe1~bob1", "dan1>gone2", "kim1>gone2",
        conversation_id={"eve1": "ann1"},
    )  # fmt: skip
    columns = ("thread_id", "depth_max", "width_max", "virality")

    last = made.table("growth").group_by("thread_id").last().sort("thread_id")
    assert last.select(columns).rows() == made.table("shape").select(columns).rows()


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 9), st.booleans()), min_size=1, max_size=14))
@examples(20)
def test_growth_is_what_counting_gives(draws: list[tuple[int, int, bool]]) -> None:
    """Level, width and mean distance after each post equal those counted among the posts there, pair by pair.

    Posts answer any earlier one at any time, and some are lost, so that others hang detached below a ghost.
    """
    kept = [0, *(i for i, (_, _, archived) in enumerate(draws, 1) if archived)]
    specs = ["p0@x", *(f"p{i}@x>p{draws[i - 1][0] % i}" for i in kept[1:])]
    times = {f"p{i}": at(draws[i - 1][1]) for i in kept[1:]}
    made = study(*specs, created_at=times, conversation_id={f"p{i}": "p0" for i in kept})
    places = pl.concat([made.table(name).select("post_id", "parent_id") for name in ("posts", "ghosts")])
    above = dict(places.filter(pl.col("post_id") != "p0").iter_rows())

    def way(post: str) -> list[str]:
        return [post] if post == "p0" else [post, *way(above[post] or "p0")]

    in_time = made.table("posts").sort("created_at", "post_id")["post_id"].to_list()
    depths = [len(way(post)) - 1 for post in in_time]
    want = []
    for n in range(1, len(in_time) + 1):
        apart = [len(set(way(a)) ^ set(way(b))) for a, b in itertools.combinations(in_time[:n], 2)]
        mean = pytest.approx(sum(apart) / len(apart)) if apart else None
        want.append((n, max(depths[:n]), max(map(depths[:n].count, depths[:n])), mean))

    assert made.table("growth").select("n", "depth_max", "width_max", "virality").rows() == want
