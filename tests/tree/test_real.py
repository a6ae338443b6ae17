"""Trees of real exports: whatever they hold, places fit together and nothing is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.real import labelled_collected
from threadscope import collect, tree
from threadscope.errors import ThreadscopeError

pytestmark = pytest.mark.shared

_FOLDERS = ("1_apiv2_twarc2", "2_v11", "3_graphql_mobile_snake", "3_graphql_web")


def _exports(shared: Path, step: int) -> Iterator[tuple[Path, collect.Collected]]:
    """Yield the labelled threads and each so many-th sample file, if it can be read."""
    samples = sorted(path for folder in _FOLDERS for path in (shared / "samples" / folder).iterdir())
    yield shared / "labelled", labelled_collected()
    for path in samples[::step]:
        with contextlib.suppress(ThreadscopeError):
            yield path, collect.read([path])


@pytest.mark.parametrize(("step", "least"), [(6, 4), pytest.param(1, 20, marks=pytest.mark.long)])
def test_places_fit_together(shared: Path, step: int, least: int) -> None:
    """In every real export each row stands one below its parent, after it, in its thread, whose root is a row of depth 0."""
    read = 0
    for path, collected in _exports(shared, step):
        read += 1
        folded = collect.fold(collected)
        for quotes in (True, False):
            _check(tree.build(folded.posts, collected.absences, folded.aliases, quotes=quotes), path)
    assert read > least


def _check(forest: tree.Forest, path: Path) -> None:
    columns = ("post_id", "thread_id", "parent_id", "depth", "order", "n_below")
    standing = forest.posts.filter(pl.col("thread_id").is_not_null())
    rows = pl.concat([standing.select(columns), forest.ghosts.select(columns)])
    assert rows["post_id"].is_unique().all(), path
    assert forest.threads["n_posts"].sum() == standing.height, path
    assert standing.height + forest.posts["repost_of_id"].count() == forest.posts.height, path
    roots = rows.filter(depth=0)
    assert set(roots["post_id"]) == set(rows["thread_id"]) == set(forest.threads["thread_id"]), path
    below = rows.join(rows, left_on="parent_id", right_on="post_id", suffix="_above")
    fits = (
        (pl.col("depth") == pl.col("depth_above") + 1)
        & (pl.col("order") > pl.col("order_above"))
        & (pl.col("thread_id") == pl.col("thread_id_above"))
    )
    assert below.height == rows["parent_id"].count(), path
    assert below.filter(~fits).is_empty(), path
