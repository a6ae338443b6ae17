"""People who wrote in several threads, and their part in each."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import threadscope as ts
from tests import builders, founding
from threadscope import schema

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
#: Two quarrels with ann and bob in both, a third with ann, and a thread in which dan talks to himself.
SPECS = (
    "r1@eve", "a1@ann>r1", "b1@bob>a1", "c1@cat>a1",
    "r2@eva", "a2@ann>r2", "b2@bob>r2", "b3@bob>a2", "d0@dan>r2",
    "r3@ned", "a3@ann>r3",
    "d1@dan", "d2@dan>d1",
)  # fmt: skip


def rows(*specs: str, **columns) -> list[dict]:
    """Return the rows of a study of these posts."""
    return schema.check(builders.study(*specs, **columns).table("recurring"), "recurring").to_dicts()


def test_who_wrote_in_two_threads_stands_there_once_a_thread():
    """By hand: who wrote in most threads first, each person's threads by time, with posts and answers drawn."""
    found = [
        (row["author_id"], row["thread_id"], row["n_threads"], row["nth"], row["n_posts"], row["n_answers"])
        for row in rows(*SPECS)
    ]

    assert found == [
        ("ann", "r1", 3, 1, 1, 2),
        ("ann", "r2", 3, 2, 1, 1),
        ("ann", "r3", 3, 3, 1, 0),
        ("bob", "r1", 2, 1, 1, 0),
        ("bob", "r2", 2, 2, 2, 0),
    ], "dan wrote in one thread with others only"


def test_whom_somebody_meets_again_is_told_in_the_later_thread():
    """Ann and bob exchange answers in both of their threads; cat, met once, is nobody met again."""
    met = {(row["author_id"], row["thread_id"]): row["met_ids"] for row in rows(*SPECS)}

    assert met[("ann", "r2")] == ["bob"]
    assert met[("bob", "r2")] == ["ann"]
    assert met[("ann", "r1")] == met[("ann", "r3")] == []


def test_days_words_and_handle_of_each_thread():
    """The most answered post speaks for the person; days count from the thread before."""
    found = rows(*SPECS, step_s=21_600, text={"a2": "@eva  not so "}, display_from={"a2": 4})
    second = next(row for row in found if row["author_id"] == "ann" and row["nth"] == 2)

    assert (second["days_since"], second["text"], second["handle"], second["post_ids"]) == (
        1.0,
        "not so",
        "ann",
        ["a2"],
    )
    assert second["text_at"] == second["first_at"]
    assert found[0]["days_since"] is None


def test_a_thread_is_known_by_its_first_post():
    """Who opened it, in which words and when; of a first post that is not archived nothing."""
    first = next(row for row in rows(*SPECS, text={"r1": "Is it so?"}) if row["thread_id"] == "r1")
    lost = rows("a1@ann>gone", "b1@bob>gone", "r2@eva", "a2@ann>r2", "b2@bob>r2")

    assert (first["opened_by"], first["opening"], first["opened_at"]) == ("eve", "Is it so?", builders.START)
    assert [row["opened_by"] for row in lost if row["thread_id"] == "gone"] == [None, None]


def test_nobody_in_two_threads_gives_no_row():
    """Most archives."""
    assert rows("root", "ann>root", "bob>ann") == []
    assert rows() == []


def test_names_and_the_order_of_rows_change_nothing():
    """Renamed people stand in the same places; shuffled rows give the same table."""
    posts = builders.posts(*SPECS)
    renamed = {"ann": "zoe", "bob": "abe"}
    other = posts.with_columns(pl.col("author_id", "handle").replace(renamed))

    plain, shuffled, names = (
        builders.study(frame).table("recurring")
        for frame in (posts, posts.sample(fraction=1.0, shuffle=True, seed=1), other)
    )

    assert plain.equals(shuffled)
    assert names.equals(
        plain.with_columns(
            pl.col("author_id", "handle").replace(renamed),
            pl.col("met_ids").list.eval(pl.element().replace(renamed)),
        )
    )


def test_times_that_are_not_known_are_no_fault():
    """Threads without times are told without days."""
    found = rows(*SPECS, created_at={spec.split("@")[0]: None for spec in SPECS})

    assert [row["days_since"] for row in found] == [None] * 5


@pytest.fixture(scope="module")
def both() -> ts.Archive:
    """The founding quarrel and the spat before it."""
    return founding.both()


def test_the_magnate_is_met_in_both_quarrels(both: ts.Archive):
    """The second spat in two weeks: his two threads, a fortnight apart, with his roles in each."""
    his = both.recurring.filter(pl.col("handle") == "max_mogul").to_dicts()

    assert [row["nth"] for row in his] == [1, 2]
    assert 14 < his[1]["days_since"] < 16
    assert "target" in his[0]["roles"]
    assert his[0]["text"].startswith("There are known holes in Finchly")


def test_a_thread_knows_the_other_threads_of_its_people(both: ts.Archive):
    """One thread gives the rows of the archive about its people, under other settings too; alone it gives none."""
    thread = both.thread(both.threads["thread_id"][0])

    assert thread.table("recurring").equals(both.recurring)
    assert thread.using(tz="Asia/Tokyo").table("recurring").equals(both.recurring)
    assert both.study().table("recurring").equals(both.recurring)
    assert founding.thread().table("recurring").is_empty()


def test_the_archive_twice_changes_nothing(both: ts.Archive):
    """Every file given twice is the same archive."""
    twice = ts.read([FIXTURES / "pigeonchat", FIXTURES / "two_messengers"] * 2)

    assert twice.recurring.equals(both.recurring)
