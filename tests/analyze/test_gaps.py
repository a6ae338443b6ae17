"""Where replies are missing: what was counted and is not here, what was answered and is not here, marks."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.builders import at, posts, study
from threadscope.study import Study

_SIZES = ("post_id", "kind", "replies_counted", "replies_archived", "n_missing", "n_referring", "n_cursors")


def _rows(made: Study) -> list[tuple[object, ...]]:
    return made.table("gaps").select(_SIZES).rows()


def _lost(post_id: str, reason: str, **more: object) -> dict[str, object]:
    return {"post_id": post_id, "reason": reason, "source": "f", **more}


def _mark(post_id: str | None, kind: str = "show_more") -> dict[str, object]:
    return {"post_id": post_id, "kind": kind, "source": "f"}


def test_a_gap_is_the_count_less_the_archived_answers() -> None:
    """Root: 5 counted, a1 and b1 archived (the quote is no reply), 3 missing; b1: 2 counted, none archived; c1 and q1: none missing."""
    made = study(
        "root", "a1>root", "b1>root", "c1>a1", "q1~root",
        reply_count={"root": 5, "a1": 0, "b1": 2, "c1": 0, "q1": 0},
    )  # fmt: skip

    assert _rows(made) == [
        ("root", "replies_not_archived", 5, 2, 3, None, 0),
        ("b1", "replies_not_archived", 2, 0, 2, None, 0),
    ]


def test_without_a_count_the_gap_is_not_known() -> None:
    """A post without a reply count is no gap of known size, and so no row."""
    assert _rows(study("root", "a1>root")) == []


def test_a_missing_post_is_as_large_as_what_stands_below_it() -> None:
    """c1 and d1 answer a post that is not archived, and e1 answers c1: two answers, three posts below."""
    made = study("root", "a1>root", "c1>lost", "d1>lost", "e1>c1")

    assert _rows(made) == [("lost", "missing_post", None, 2, None, 3, 0)]
    assert made.table("gaps")["thread_id"].to_list() == ["lost"]


def test_an_opening_post_that_is_not_archived_is_a_gap() -> None:
    """Two detached posts of a conversation whose first post is not here: that post is missing, with two below it."""
    made = study("a1", "b1", conversation_id={"a1": "root", "b1": "root"})

    assert _rows(made) == [("root", "missing_post", None, 0, None, 2, 0)]


@pytest.mark.parametrize("reason", ["deleted", "suspended", "protected", "withheld"])
def test_what_is_gone_is_never_listed(reason: str) -> None:
    """Nobody can capture what is gone: neither a ghost, nor an archived post that was seen to be gone since."""
    absences = [_lost("lost", reason, captured_at=at(900)), _lost("root", reason, captured_at=at(900))]
    made = study(
        "root", "a1>root", "c1>lost", "d1>other",
        reply_count={"root": 5}, captured_at={"root": at(600)}, absences=absences,
        cursors=[_mark("lost"), _mark("root")],
    )  # fmt: skip

    assert made.table("gaps")["post_id"].to_list() == ["other"]


def test_what_was_seen_again_is_not_gone() -> None:
    """A post archived after, or in the same capture as, a sign that it was protected is there; without times the sign holds."""
    lost = [_lost(name, "protected", captured_at=at(900)) for name in ("after", "same", "before", "undated")]
    made = study(
        "after", "same", "before", "undated",
        reply_count=dict.fromkeys(("after", "same", "before", "undated"), 1),
        captured_at={"after": at(901), "same": at(900), "before": at(899)},
        absences=lost,
    )  # fmt: skip

    assert made.table("gaps")["post_id"].to_list() == ["after", "same"]


def test_what_was_tried_in_vain_comes_last() -> None:
    """A post that was unavailable for no given reason may be tried again, after everything else, however much stands below it."""
    made = study(
        "root", "a1>vain", "b1>a1", "c1>b1", "d1>lost",
        reply_count={"root": 1}, absences=[_lost("vain", "unavailable")],
    )  # fmt: skip

    assert made.table("gaps").select("post_id", "reason", "n_referring").rows() == [
        ("lost", "missing", 1),
        ("root", None, None),
        ("vain", "unavailable", 3),
    ]


def test_a_mark_makes_no_second_row() -> None:
    """Two marks under root, whose count says more, and one under a missing post are told with their gaps; a1 has a mark alone."""
    made = study(
        "root", "a1>root", "b1>lost",
        reply_count={"root": 2}, cursors=[_mark("root"), _mark("root", "show_more_threads"), _mark("lost"), _mark("a1")],
    )  # fmt: skip

    assert _rows(made) == [
        ("lost", "missing_post", None, 1, None, 1, 1),
        ("root", "replies_not_archived", 2, 1, 1, None, 2),
        ("a1", "show_more", None, 0, None, None, 1),
    ]


def test_a_mark_that_hides_nothing_counted_is_no_gap() -> None:
    """Under a1 the one reply that X counted is archived: what the mark hid was captured elsewhere."""
    made = study(
        "root", "a1>root", "b1>a1", reply_count={"a1": 1, "b1": 0}, cursors=[_mark("a1"), _mark("b1")]
    )

    assert _rows(made) == []


def test_marks_that_name_no_post_of_a_thread_have_no_place() -> None:
    """The end of a page, a mark without post, and one under a post that nobody archived or answered give no row."""
    cursors = [_mark("root", "next_page"), _mark(None), _mark("elsewhere")]

    assert _rows(study("root", "a1>root", cursors=cursors)) == []


def test_a_mark_under_an_older_version_is_under_the_newest() -> None:
    """The capture saw the post before it was edited; its place is that of the newest version."""
    made = study("new", cursors=[_mark("old")], aliases=[{"alias_id": "old", "post_id": "new"}])

    assert _rows(made) == [("new", "show_more", None, 0, None, None, 1)]


def test_the_largest_gap_of_all_threads_comes_first() -> None:
    """Sizes 4, 3 (below a missing post), 2 and 2 (a missing post before a post, whatever its thread), then a mark without size."""
    made = study(
        "tip", "a1", "b1>x", "b2>x", "c1", "d1>y", "d2>d1", "d3>d2",
        reply_count={"a1": 4, "c1": 2, "b1": 0}, cursors=[_mark("tip")],
    )  # fmt: skip

    assert made.table("gaps").select("thread_id", "post_id").rows() == [
        ("a1", "a1"),
        ("y", "y"),
        ("x", "x"),
        ("c1", "c1"),
        ("tip", "tip"),
    ]


def test_addresses_name_the_author_where_known() -> None:
    """An archived post by its author, a missing one by those who answer it, else by the id alone."""
    made = study(
        "20@ann", "21@bob>19", "22@eve>18", "23@dan",
        reply_count={"20": 9, "23": 8}, reply_to_handle={"21": "zoe_1"}, handle={"23": None},
    )  # fmt: skip

    assert made.table("gaps")["url"].to_list() == [
        "https://x.com/ann/status/20",
        "https://x.com/i/status/23",
        "https://x.com/i/status/18",
        "https://x.com/zoe_1/status/19",
    ]


@pytest.mark.parametrize(
    "handle",
    [
        "../evil",
        "ann/status/1?x=",
        "a b",
        "ann\n",
        "",
        "a" * 21,
        "än",
        "ann@evil.example",
        "\u202enna",
        "%2e%2e",
        "a.b",
    ],
)
def test_a_hostile_handle_never_becomes_part_of_an_address(handle: str) -> None:
    """A handle that X does not give stays text, of an archived post and of a missing one."""
    made = study(
        "20@ann", "21@bob>19",
        reply_count={"20": 9}, handle={"20": handle}, reply_to_handle={"21": handle},
    )  # fmt: skip

    assert made.table("gaps")["url"].to_list() == ["https://x.com/i/status/20", "https://x.com/i/status/19"]


@pytest.mark.parametrize("post_id", ["1/../evil", "-1", "२०", "12345678901234567890", "20\n", "x"])
def test_an_id_that_x_does_not_give_has_no_address(post_id: str) -> None:
    """The gap is told, with its id as text."""
    made = study(
        posts("p").with_columns(
            post_id=pl.lit(post_id), reply_count=pl.lit(3, pl.Int64), handle=pl.lit("ann")
        )
    )

    assert made.table("gaps").select("post_id", "url", "n_missing").row(0) == (post_id, None, 3)


def test_threads_do_not_touch_each_other() -> None:
    """The same quarrel beside itself under other ids has the same gaps, in any order of rows."""
    specs = ("root", "a1>root", "b1>a1", "c1>lost", "d1>c1")
    count = {"root": 4, "a1": 3}
    one = posts(*specs, reply_count=count)
    ids = ("post_id", "reply_to_id")
    other = one.with_columns((pl.lit("z-") + pl.col(name)).alias(name) for name in ids)

    alone = study(one).table("gaps")
    both = study(pl.concat([one, other]).sample(fraction=1, shuffle=True, seed=3)).table("gaps")

    first = ~pl.col("post_id").str.starts_with("z-")
    assert alone.height == 3
    assert both.height == 6
    assert_frame_equal(both.filter(first), alone)
    assert both.filter(~first)["n_missing"].to_list() == alone["n_missing"].to_list()


def test_threads_that_were_only_shown_beside_are_not_looked_for() -> None:
    """Only quoted, reposted and related posts have been seen of three threads, of the fourth also a post of its own."""
    places = {
        "q1": "quoted",
        "r1": "reposted",
        "n1": "related",
        "t1": "quoted",
        "t2": "main",
        "v1": "included",
    }
    seen = [
        {"post_id": name, "source": "f", "dialect": "d", "place": place, "source_row": 0}
        for name, place in (*places.items(), ("r1", "quoted"))
    ]
    made = study(
        "q1", "r1", "n1", "t1", "t2>t1", "v1",
        reply_count=dict.fromkeys(places, 7), observations=seen,
    )  # fmt: skip

    assert made.table("gaps")["post_id"].sort().to_list() == ["t1", "t2", "v1"]


def test_what_nobody_archived_answered_is_no_gap() -> None:
    """A post that was not to be had, and that no archived post stands below, has nothing to show."""
    absences = [_lost("vain", "unavailable", conversation_id="root")]
    made = study("root", "a1>root", conversation_id={"root": "root", "a1": "root"}, absences=absences)

    assert made.table("ghosts")["post_id"].to_list() == ["vain"]
    assert _rows(made) == []


def test_reposts_are_no_place_to_look() -> None:
    """A bare repost stands in no tree, whatever its count says; what it repeats is told once, if archived."""
    made = study("root", "r1", repost_of_id={"r1": "root"}, reply_count={"root": 2, "r1": 2})

    assert made.table("gaps")["post_id"].to_list() == ["root"]


def test_nothing_gives_nothing() -> None:
    """No posts, and posts of which nothing is missing, give a table without rows."""
    assert study(posts()).table("gaps").is_empty()
    assert study("root", "a1>root", reply_count={"root": 1, "a1": 0}).table("gaps").is_empty()
