"""The habits that all dialects share: times, ids, counts, languages, apps, where a text begins."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.collect.inputs import at, collect, kinds, lines, only, post_id, v2_page, v2_post, v11_status


@pytest.mark.parametrize(
    ("created", "taken", "problem"),
    [
        ("2024-05-24T12:00:30.000Z", at(0.5), []),
        ("2024-05-24T14:00:30.000+02:00", at(0.5), []),
        (
            "2024-05-24T17:45:30.000Z",
            at(0.5),
            [],
        ),  # a local time that lost its zone: whole quarter-hours away
        ("2024-05-20T12:07:01.000Z", datetime(2024, 5, 20, 12, 7, 1, tzinfo=UTC), ["id_suspect"]),
        ("1999-05-24T12:00:30.000Z", at(0.5), ["time_implausible"]),
        ("2039-05-24T12:00:30.000Z", at(0.5), ["time_implausible"]),
        ("2024-07-24T12:00:30.000Z", at(0.5), ["time_implausible"]),  # after the capture
        ("yesterday", at(0.5), ["time_unreadable"]),
        (None, at(0.5), []),
    ],
)
def test_times_are_checked_against_the_id(created: str | None, taken: datetime, problem: list[str]) -> None:
    """A possible time of the export stands; an impossible or missing one gives way to the time in the id."""
    found = collect(lines(v2_page(v2_post(0.5, created_at=created))))

    assert only(found)["created_at"] == taken
    assert kinds(found) == problem


def test_an_id_without_time_and_an_impossible_time_give_none() -> None:
    """Ids from before November 2010 hold no time: an impossible time then leaves none."""
    found = collect(lines(v2_page(v2_post(0, id="20", created_at="2001-01-01T00:00:00.000Z"))))

    assert only(found)["created_at"] is None
    assert kinds(found) == ["time_implausible"]


def test_an_old_id_keeps_the_written_time() -> None:
    """Before snowflakes the export's time is all there is."""
    found = collect(lines(v2_page(v2_post(0, id="20", created_at="2006-03-21T20:50:14.000Z"))))

    assert only(found)["created_at"] == datetime(2006, 3, 21, 20, 50, 14, tzinfo=UTC)


@pytest.mark.parametrize("value", ["abc", "12x", "", "<b>1</b>", "9" * 25])
def test_references_that_are_no_ids_are_emptied_and_said(value: str) -> None:
    """A reference is digits or nothing: nothing else may pose as a post."""
    reference = {"referenced_tweets": [{"type": "replied_to", "id": value}], "conversation_id": post_id(0)}
    found = collect(lines(v2_page(v2_post(1, **reference))))

    assert only(found)["reply_to_id"] is None
    assert kinds(found) == ["id_suspect"]


def test_posts_without_a_usable_id_are_left_out_and_said() -> None:
    """Without an id there is no post; the others stay."""
    found = collect(lines(v2_page(v2_post(0, id="javascript:1"), v2_post(1))))

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert found.problems.select("position", "kind").rows() == [("record 0", "id_suspect")]


def test_negative_counts_are_emptied_and_said() -> None:
    """A count below zero says nothing."""
    found = collect(lines(v11_status(0, favorite_count=-1)))

    assert (only(found)["like_count"], only(found)["repost_count"]) == (None, 2)
    assert kinds(found) == ["count_implausible"]


@pytest.mark.parametrize(
    ("code", "lang"),
    [("en", "en"), ("und", None), ("qme", None), ("zxx", None), ("", None), ("zh-TW", "zh-TW")],
)
def test_pseudo_languages_are_none(code: str, lang: str | None) -> None:
    """X's codes for "no language" are not languages."""
    assert only(collect(lines(v11_status(0, lang=code))))["lang"] == lang


@pytest.mark.parametrize(
    ("text", "is_reply", "start"),
    [
        ("@max @eve no", True, 10),
        ("@max no @eve", True, 5),
        ("@max", True, 4),
        ("no @max", True, 0),
        ("@max no", False, 0),
        ("@max\n😀 no", True, 5),
        ("@größe no", True, 7),
        ("", True, 0),
    ],
)
def test_where_a_reply_begins(text: str, is_reply: bool, start: int) -> None:  # noqa: FBT001
    """The mentions that X puts before a reply are no words of its author; elsewhere they are."""
    reply = {"in_reply_to_status_id_str": post_id(0)} if is_reply else {}

    assert only(collect(lines(v11_status(1, text, **reply))))["display_from"] == start


@pytest.mark.parametrize(
    ("source", "app"),
    [
        ('<a href="https://a.example" rel="nofollow">App &lt;b&gt;</a>', "App <b>"),
        ("Plain App", "Plain App"),
        ("", None),
        ('<a href="x"></a>', None),
    ],
)
def test_apps(source: str, app: str | None) -> None:
    """The name of an app stands in a link; only the name is kept."""
    assert only(collect(lines(v11_status(0, source=source))))["source_app"] == app


@pytest.mark.parametrize(
    ("user", "author"),
    [
        ({"id_str": "7", "screen_name": "Eve"}, "7"),
        ({"screen_name": "Eve"}, "@eve"),
        ({"screen_name": "@Eve "}, "@eve"),
        ({}, f"?{post_id(0)}"),
        (None, f"?{post_id(0)}"),
    ],
)
def test_authors_are_never_null(user: dict[str, str] | None, author: str) -> None:
    """Where the id is not known the handle stands for it, and where neither is, the post."""
    assert only(collect(lines(v11_status(0, user=user))))["author_id"] == author
