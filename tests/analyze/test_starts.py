"""Three answers to who started it, on threads small enough to count."""

from __future__ import annotations

import polars as pl
from polars.testing import assert_frame_equal

from tests.builders import posts, study
from threadscope import schema
from threadscope.analyze.starts import starts
from threadscope.settings import Settings


def _hostile(frame: pl.DataFrame, *ids: str) -> pl.DataFrame:
    """Mark posts as hostile, in the order of their times."""
    rows = frame.filter(pl.col("post_id").is_in(ids)).select(
        "thread_id",
        "post_id",
        "created_at",
        kind=pl.lit("insult"),
        words=pl.lit("you noodle"),
        rule=pl.lit("x"),
        confidence=0.9,
    )
    return schema.conform(rows.sort("created_at", "post_id"), "hostility")


def _starts(frame: pl.DataFrame, *ids: str, seed: int = 0) -> dict[str, dict]:
    table = starts(frame, _hostile(frame, *ids), settings=Settings(seed=seed))
    assert table.schema == pl.Schema(schema.SCHEMAS["starts"].dtypes)
    return {row["answer"]: row for row in table.iter_rows(named=True)}


#: A calm crowd under the root, and one branch, below calm1, in which all six quarrel.
_QUARREL = [
    "root",
    *(f"x{n}@x{n}>root" for n in range(30)),
    "calm1>root",
    "bob1>calm1",
    "ann1>bob1",
    "bob2>ann1",
    "ann2>bob2",
    "eve1>bob1",
    "bob3>eve1",
]
_FIGHT = ("bob1", "ann1", "bob2", "ann2", "eve1", "bob3")


def test_three_answers_and_their_numbers():
    """Root, oldest hostile post, and the post below which 6 hostile posts stand where 6 of 38 posts let expect 0.95."""
    found = _starts(study(*_QUARREL).table("posts"), *_FIGHT)

    assert (found["root"]["post_id"], found["root"]["n_below"], found["root"]["n_hostile"]) == (
        "root",
        38,
        None,
    )
    assert (found["first_hostile"]["post_id"], found["first_hostile"]["n_hostile"]) == ("bob1", 6)
    assert found["first_hostile"]["evidence"] == list(_FIGHT)
    ignition = found["ignition"]
    assert (ignition["post_id"], ignition["n_hostile"], ignition["n_below"]) == ("bob1", 6, 6)
    assert abs(ignition["excess"] - (6 - 6 * 6 / 38)) < 1e-9
    assert ignition["p_value"] <= 0.01
    assert ignition["evidence"] == list(_FIGHT)


def test_ancestors_of_the_ignition_are_not_it():
    """What lies above the fire has fewer hostile posts for its size: calm1, above bob1, is not named."""
    assert _starts(study(*_QUARREL).table("posts"), *_FIGHT)["ignition"]["post_id"] == "bob1"


def test_scattered_hostility_has_no_ignition():
    """Hostile posts here and there under the root burn below no one post."""
    found = _starts(study(*_QUARREL).table("posts"), "x1", "x7", "x13", "x21", "x29")

    assert set(found) == {"root", "first_hostile"}


def test_two_hostile_posts_are_no_fire():
    """Fewer than three hostile posts below a post give no ignition."""
    assert "ignition" not in _starts(study(*_QUARREL).table("posts"), "ann2", "bob2")


def test_an_ignition_may_be_calm():
    """A post with calm words below which three are hostile is one, without words to quote."""
    crowd = [f"x{n}@x{n}>root" for n in range(60)]
    frame = study("root", *crowd, "calm1>root", "a1>calm1", "b1>calm1", "c1>calm1", "d1>calm1").table("posts")
    found = _starts(frame, "a1", "b1", "c1", "d1")["ignition"]

    assert (found["post_id"], found["words"], found["n_hostile"], found["n_below"]) == ("calm1", None, 4, 5)
    assert found["evidence"] == ["calm1", "a1", "b1", "c1", "d1"]


def test_a_root_that_is_not_archived_is_no_answer():
    """A ghost has no words and no row."""
    frame = study("ann1>gone", "bob1>gone", "eve1>bob1").table("posts")

    assert set(_starts(frame, "bob1")) == {"first_hostile"}


def test_posts_without_time_are_never_first():
    """Where no hostile post has a time, nobody is the first."""
    frame = study("root", "ann1>root", "bob1>root", created_at={"ann1": None, "bob1": None}).table("posts")

    assert set(_starts(frame, "ann1", "bob1")) == {"root"}


def test_names_order_and_copies_change_nothing():
    """Shuffled rows, other names and ids, and a second copy beside it give the same answers and the same p."""
    frame = study(*_QUARREL).table("posts")
    marks = _hostile(frame, *_FIGHT)
    once = starts(frame, marks, settings=Settings())
    shuffled = starts(frame.sample(fraction=1, shuffle=True, seed=3), marks, settings=Settings())
    assert_frame_equal(once, shuffled)

    ids = ("thread_id", "post_id", "author_id", "parent_id", "branch_id")
    renamed = frame.with_columns((pl.lit("z-") + pl.col(column)).alias(column) for column in ids)
    more = marks.with_columns(
        (pl.lit("z-") + pl.col(column)).alias(column) for column in ("thread_id", "post_id")
    )
    both = starts(pl.concat([renamed, frame]), pl.concat([more, marks]), settings=Settings())
    assert_frame_equal(both.filter(thread_id="root"), once)
    assert both.filter(thread_id="z-root")["p_value"].to_list() == once["p_value"].to_list()


def test_no_posts_no_answers():
    """An empty archive gives an empty table; a thread of nothing but hostile posts has no ignition."""
    empty = study(posts()).table("posts")
    assert starts(empty, schema.empty("hostility"), settings=Settings()).is_empty()
    chain = study("a1", "b1>a1", "c1>b1", "d1>c1").table("posts")
    assert set(_starts(chain, "a1", "b1", "c1", "d1")) == {"root", "first_hostile"}


def test_random_marks_ignite_at_most_as_often_as_told():
    """On one tree with marks at random, at most one in twenty draws is called an ignition, but for chance."""
    frame = study(*_QUARREL).table("posts")
    ids = frame["post_id"].to_list()
    found = 0
    for seed in range(60):
        marked = pl.Series(ids).sample(8, seed=seed).to_list()
        found += "ignition" in _starts(frame, *marked, seed=seed)

    assert found <= 7
