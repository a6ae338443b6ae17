"""What each person did in a thread."""

from __future__ import annotations

from tests.builders import at, study


def test_counts_posts_answers_and_people() -> None:
    """Ann wrote 3 posts, drew 3 answers (bob twice, eve once; her own does not count) and answered bob only."""
    table = study(
        "ann1",
        "bob1>ann1",
        "ann2>bob1",
        "ann3>ann2",
        "bob2>ann3",
        "eve1~ann1",
        like_count={"ann1": 4, "ann2": 3},
    ).table("participants")

    assert table.drop("thread_id", "handle", "first_at", "last_at", "latency_median_s").rows() == [
        ("ann", 3, 3, 2, 1, 7),
        ("bob", 2, 1, 1, 1, None),
        ("eve", 1, 0, 0, 1, None),
    ]
    assert table.select("first_at", "last_at").row(0) == (at(0), at(180))


def test_newest_handle_counts() -> None:
    """Somebody who changed their handle goes by the newest, whatever the order of rows."""
    table = study("p1@7", "p2@7>p1", handle={"p1": "old", "p2": "new"}).table("participants")

    assert table["handle"].to_list() == ["new"]


def test_people_are_told_apart_by_thread() -> None:
    """The same person in two threads has a row in each."""
    table = study("ann1", "ann2", "bob1>ann2").table("participants")

    assert table.select("thread_id", "author_id", "n_posts").rows() == [
        ("ann1", "ann", 1), ("ann2", "ann", 1), ("ann2", "bob", 1),
    ]  # fmt: skip


def test_how_fast_each_person_answers() -> None:
    """Bob answers ann after 60 and 180 s (median 120); ann bob after 60 s; zoe only a post that is gone."""
    table = study(
        "ann1", "bob1>ann1", "ann2>bob1", "bob2~ann1", "ann3>ann2", "zoe1>gone1", conversation_id={"zoe1": "ann1"}
    ).table("participants")  # fmt: skip

    assert dict(table.select("author_id", "latency_median_s").iter_rows()) == {
        "ann": 60,
        "bob": 120,
        "zoe": None,
    }
