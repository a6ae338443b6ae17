"""What must hold for every structural measure, whatever its numbers are."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.builders import posts
from tests.builders import study as study_of
from tests.noted import CAPTURED, flag, pivot, snapshot
from threadscope.study import Study

_TABLES = (
    "branch_completeness", "branches", "bursts", "completeness", "exchanges", "growth", "heads", "levels", "motifs", "note_conflicts",
    "note_coverage", "note_replies", "note_states", "note_timeline", "participants", "participation", "rate", "reception", "shape",
    "tempo",
)  # fmt: skip

_SPECS = (
    "ann1", "bob1>ann1", "ann2>bob1", "bob2>ann2", "eve1>ann1", "zoe1~bob1", "eve2>gone1", "dan1>ann1", "ann3>dan1",
    *(f"fan{i}@fan{i}>eve1" for i in range(30)),
)  # fmt: skip
_IDS = ("post_id", "reply_to_id", "quoted_id", "conversation_id", "author_id")


def _archive(prefix: str = "") -> pl.DataFrame:
    """Return a quarrel, with something before every id."""
    frame = posts(
        *_SPECS,
        conversation_id={"eve2": "ann1"},
        like_count={"ann1": 2, "bob1": 5},
        reply_count={"ann1": 9},
        repost_count={"ann1": 1},
    )
    return frame.with_columns((pl.lit(prefix) + pl.col(column)).alias(column) for column in _IDS)


def study(frame: pl.DataFrame) -> Study:
    """Return a study of quarrels, each with the same evidence about notes on its posts."""
    every = frame["post_id"].to_list()
    evidence = (
        snapshot("shown", written=0.1, helpful=0.2),
        snapshot("proposed", written=0.15, classification="not_misleading"),
        pivot(post_id="eve1"),
        flag(post_id="eve1"),
        flag(post_id="gone1"),
        snapshot("shown_then_removed", helpful=1, removed=2, post_id="gone1"),
    )
    on = {"root": "ann1"}
    notes = [
        row | {"post_id": prefix + on.get(row["post_id"], row["post_id"])}
        for prefix in ("", "z-")
        if f"{prefix}ann1" in every
        for row in evidence
    ]
    return study_of(
        frame.with_columns(captured_at=pl.lit(CAPTURED).cast(pl.Datetime("ms", "UTC"))), notes=notes
    )


@cache
def _quarrel(how: str = "alone") -> Study:
    """Return the study of the quarrel alone, in another order, beside its copy, or of no posts; each is made once."""
    if how == "beside its copy":
        return study(pl.concat([_archive(), _archive("z-")]))
    frame = posts() if how == "no posts" else _archive()
    return study(frame.sample(fraction=1, shuffle=True, seed=5) if how == "in another order" else frame)


def _without_prefix(frame: pl.DataFrame, prefix: str) -> pl.DataFrame:
    strip = pl.selectors.string().str.replace_all(prefix, "", literal=True)
    lists = pl.selectors.list().list.eval(pl.element().str.replace_all(prefix, "", literal=True))
    return frame.with_columns(strip, lists)


def _one(study_: Study, name: str, thread: str) -> pl.DataFrame:
    return study_.table(name).filter(thread_id=thread)


@pytest.mark.parametrize("name", _TABLES)
def test_second_copy_under_other_ids_changes_nothing(name: str) -> None:
    """The same quarrel archived beside itself under other ids has the same rows, and leaves the first's alone."""
    alone, both = _quarrel(), _quarrel("beside its copy")

    assert_frame_equal(_one(both, name, "ann1"), _one(alone, name, "ann1"))
    assert_frame_equal(_without_prefix(_one(both, name, "z-ann1"), "z-"), _one(alone, name, "ann1"))


@pytest.mark.parametrize("name", _TABLES)
def test_order_of_rows_does_not_matter(name: str) -> None:
    """The same posts in another order give the same table."""
    one, other = _quarrel(), _quarrel("in another order")

    assert_frame_equal(one.table(name), other.table(name))


def test_dropping_a_leaf_changes_only_what_stands_above() -> None:
    """Without bob2 only its ancestors ann2, bob1 and ann1 have fewer below; all others keep their places but for order."""
    columns = ("post_id", "parent_id", "depth", "branch_id", "n_children", "n_below")
    whole = study(_archive()).table("posts").select(columns)
    less = study(_archive().filter(pl.col("post_id") != "bob2")).table("posts").select(columns)

    changed = whole.filter(pl.col("post_id") != "bob2").join(less, on=columns, how="anti", nulls_equal=True)
    assert sorted(changed["post_id"]) == ["ann1", "ann2", "bob1"]


@pytest.mark.parametrize("name", _TABLES)
def test_no_posts_give_an_empty_table(name: str) -> None:
    """An empty archive gives every table, without rows."""
    assert _quarrel("no posts").table(name).is_empty()
