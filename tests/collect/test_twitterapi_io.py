"""What is read from TwitterAPI.io: pages, threads and posts alone, empty texts, and retweets that deny being some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import collect, kinds, lines, only, post_id
from tests.collect.test_apify import author, item

_APIDOJO = ("fullText", "searchTerm", "quoteId")


def post(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post as the service writes it."""
    body = item(minutes, text) | {"inReplyToId": "", "inReplyToUserId": "", "inReplyToUsername": ""}
    body |= {"source": "", "quoted_tweet": None, "retweeted_tweet": None} | changes
    return {key: value for key, value in body.items() if key not in _APIDOJO}


def page(*posts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a page of the service."""
    return {"tweets": list(posts), "has_next_page": False, "next_cursor": "", "status": "success"} | changes


def test_pages_threads_and_posts_alone_are_read_alike() -> None:
    """The posts of a page, of a thread, of a person's timeline, and a post alone are the same posts."""
    timeline = {"status": "success", "data": {"pin_tweet": None, "tweets": [post(3)]}}
    found = collect(
        lines(
            page(post(0)),
            {"replies": [post(1)], "has_next_page": False, "next_cursor": ""},
            post(2),
            timeline,
        )
    )

    assert found.observations["post_id"].to_list() == [post_id(n) for n in range(4)]
    assert found.sources["dialect"].to_list() == ["twitterapi_io"]
    assert kinds(found) == []


def test_empty_texts_are_nothing() -> None:
    """An empty text in place of an id, a handle or an app is no id, no handle and no app."""
    row = only(collect(lines(post(0))))

    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (None, None, None)
    assert row["source_app"] is None


@pytest.mark.parametrize(("views", "wanted"), [(97, 97), ([97], 97), ([], None), (None, None)])
def test_views_may_be_a_list(views: object, wanted: int | None) -> None:
    """`viewCount` is a number, or a list of one."""
    found = collect(lines(post(0, viewCount=views)))

    assert only(found)["view_count"] == wanted
    assert kinds(found) == []


def test_a_retweet_is_told_by_the_post_inside() -> None:
    """`isRetweet` is false in retweets, and the counts beside it are the original's."""
    original = post(0, "t" * 200, author=author("502", "max"))
    retweet = post(5, "RT @max: " + "t" * 120 + "…", isRetweet=False, viewCount=[0], retweeted_tweet=original)
    seen = collect(lines(page(retweet))).observations

    assert seen["repost_of_id"].to_list() == [post_id(0), None]
    assert seen["text"].to_list() == ["t" * 200, "t" * 200]
    assert seen["like_count"].to_list() == [None, 4]
    assert seen["view_count"].to_list() == [None, 97]


def test_a_next_page_and_an_error_are_told() -> None:
    """A page that has a next one leaves a mark; a page that failed is a problem with the service's words."""
    found = collect(
        lines(
            page(post(0), has_next_page=True, next_cursor="DAAC"), page(status="error", msg="no credits left")
        )
    )

    assert found.cursors.select("post_id", "kind").rows() == [(None, "next_page")]
    assert found.problems.select("kind", "detail").rows() == [("errors_in_response", "no credits left")]


def test_copies_of_the_service_call_the_handle_username() -> None:
    """A post with `author.username` and `inReplyToId` is read, and is none of bird's."""
    theirs = post(1, author={"id": "501", "username": "Cath_Pigeon", "name": "Cath"}, inReplyToId=post_id(0))
    found = collect(lines(page(theirs)))

    assert found.sources["dialect"].to_list() == ["twitterapi_io"]
    assert (only(found)["handle"], only(found)["reply_to_id"]) == ("Cath_Pigeon", post_id(0))


def test_apidojos_posts_are_none_of_this_service() -> None:
    """A post with `fullText` is Apify's, although both write `twitterUrl` and `author.userName`."""
    found = collect(lines(post(0), item(1)))

    assert found.observations.select("post_id", "dialect").rows() == [
        (post_id(0), "twitterapi_io"),
        (post_id(1), "apify"),
    ]


@pytest.mark.shared
def test_a_real_page(shared: Path) -> None:
    """A real page: its only post is a retweet that says it is none; the original stands inside."""
    (path,) = (shared / "samples" / "5_twitterapi_io").glob("*.json")
    found = collect(path.read_bytes())

    assert found.observations["place"].to_list() == ["main", "reposted"]
    assert found.observations["repost_of_id"][0] == found.observations["post_id"][1]
    assert found.observations["view_count"].to_list() == [None, 16335]
    assert kinds(found) == []
