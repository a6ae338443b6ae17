"""Who spoke with whom."""

from __future__ import annotations

from tests.builders import at, study


def test_pair_is_one_row_with_both_ways() -> None:
    """Bob spoke to ann first (2 answers), ann to bob once; they alternate over ann1 bob1 ann2 bob2."""
    table = study("ann1", "bob1>ann1", "ann2>bob1", "bob2>ann2", "ann3>ann2").table("exchanges")

    assert table.rows() == [
        ("ann1", "bob", "ann", 3, 2, 1, 4, ["ann1", "bob1", "ann2", "bob2"], at(60), at(180), 60),
    ]


def test_one_sided_pair_has_no_duel() -> None:
    """Eve answered ann twice and never heard back: no duel."""
    table = study("ann1", "eve1>ann1", "eve2~ann1").table("exchanges")

    assert table.drop("thread_id", "first_at", "last_at", "latency_median_s").rows() == [
        ("eve", "ann", 2, 2, 0, 0, [])
    ]


def test_most_answers_first() -> None:
    """Pairs stand by the number of answers between them, then by names."""
    table = study("ann1", "zoe1>ann1", "bob1>ann1", "ann2>bob1", "eve1>ann1").table("exchanges")

    assert table.select("a_id", "b_id").rows() == [("bob", "ann"), ("eve", "ann"), ("zoe", "ann")]


def test_answers_to_posts_that_are_gone_make_no_path() -> None:
    """Ann and bob answered each other, but only posts that are not archived: two answers, no path."""
    table = study(
        "root", "bob1>gone1", "ann1>gone2",
        reply_to_author_id={"bob1": "ann", "ann1": "bob"},
        conversation_id={"bob1": "root", "ann1": "root"},
    ).table("exchanges")  # fmt: skip

    assert table.drop("thread_id", "first_at", "last_at", "latency_median_s").rows() == [
        ("bob", "ann", 2, 1, 1, 0, [])
    ]


def test_how_fast_two_people_answered_each_other() -> None:
    """Both ways count: ann and bob took 60, 60 and 300 s, so 60; an answer to a post that is gone has no time."""
    table = study("ann1", "bob1>ann1", "ann2>bob1", "bob2>ann2", "eve1>gone1", created_at={"bob2": at(420)},
                  reply_to_author_id={"eve1": "bob"}, conversation_id={"eve1": "ann1"}).table("exchanges")  # fmt: skip

    assert table.select("a_id", "b_id", "latency_median_s").rows() == [
        ("bob", "ann", 60),
        ("eve", "bob", None),
    ]
