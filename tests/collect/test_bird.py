"""What is read from command-line tools that print X posts: bird and its kin, and twitter-cli."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import at, collect, kinds, lines, only, post_id, x_time


def post(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post as bird prints it."""
    return {
        "id": post_id(minutes),
        "text": text,
        "createdAt": x_time(at(minutes)),
        "replyCount": 1,
        "retweetCount": 2,
        "likeCount": 4,
        "conversationId": post_id(0),
        "author": {"username": "Cath_Pigeon", "name": "Cath"},
        "authorId": "501",
    } | changes


def test_a_post_gives_its_columns() -> None:
    """What bird knows stands in its column; what it does not know is nothing, and no zero."""
    found = collect(
        lines(
            post(
                5,
                "@max a &amp; b",
                inReplyToStatusId=post_id(0),
                media=[
                    {
                        "type": "video",
                        "url": "https://img.example/1.jpg",
                        "videoUrl": "https://v.example/1.mp4",
                    }
                ],
            )
        )
    )
    row = only(found)

    assert (row["post_id"], row["reply_to_id"], row["conversation_id"]) == (
        post_id(5),
        post_id(0),
        post_id(0),
    )
    assert (row["author_id"], row["handle"], row["created_at"]) == ("501", "Cath_Pigeon", at(5))
    assert (row["text"], row["like_count"], row["view_count"]) == ("@max a & b", 4, None)
    assert row["media"] == [{"kind": "video", "alt": None, "url": "https://img.example/1.jpg", "file": None}]
    assert found.people.select("author_id", "name", "follower_count").rows() == [("501", "Cath", None)]


def test_arrays_pages_and_lines_hold_the_same_posts() -> None:
    """`bird --json` prints an array, with a cursor a page; a page that was not the last leaves a mark."""
    array = json.dumps([post(0), post(1)], indent=2).encode()
    page = json.dumps({"tweets": [post(0), post(1)], "nextCursor": "DAAC"}).encode()
    found = collect([array, page, lines(post(0), post(1))])

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)] * 3
    assert found.cursors["kind"].to_list() == ["next_page"]
    assert set(found.sources["dialect"]) == {"bird"}


def test_a_quoted_post_stands_in_its_own_row() -> None:
    """The post inside `quotedTweet` is a post of its own, as deep as bird was told to go."""
    inner = post(1, "first", quotedTweet=post(0, "deepest"))
    seen = collect(lines(post(5, quotedTweet=inner))).observations

    assert seen.select("post_id", "place", "quoted_id").rows() == [
        (post_id(5), "main", post_id(1)),
        (post_id(1), "quoted", post_id(0)),
        (post_id(0), "quoted", None),
    ]


def test_a_long_text_is_taken_as_typed() -> None:
    """Long texts come without HTML entities, short ones with them, in one field."""
    typed = "he wrote &lt; and < " + "w" * 300

    assert only(collect(lines(post(0, typed))))["text"] == typed


def test_twitter_cli_keeps_its_counts_apart() -> None:
    """twitter-cli's posts have `metrics`, and an author with an id; they name no parent."""
    body = {
        "id": post_id(0),
        "text": "a &amp; b",
        "author": {"id": "501", "name": "Cath", "screenName": "Cath_Pigeon", "verified": True},
        "metrics": {"likes": 4, "retweets": 2, "replies": 1, "quotes": 3, "views": 97, "bookmarks": 0},
        "createdAt": x_time(at(0)),
        "media": [{"type": "photo", "url": "https://img.example/1.jpg"}],
        "urls": ["https://news.example/1"],
        "isRetweet": False,
        "lang": "en",
    }
    found = collect(json.dumps({"ok": True, "schema_version": "1", "data": [body]}).encode())
    row = only(found)

    assert found.sources["dialect"].to_list() == ["bird"]
    assert (row["author_id"], row["handle"], row["text"]) == ("501", "Cath_Pigeon", "a & b")
    assert (row["like_count"], row["quote_count"], row["view_count"], row["bookmark_count"]) == (4, 3, 97, 0)
    assert (row["urls"], row["reply_to_id"]) == (["https://news.example/1"], None)


def test_a_post_without_an_id_is_told() -> None:
    """A post without an id is left out and told; those beside it are read."""
    found = collect(lines({"tweets": [post(0)]}, {"tweets": [post(1), post(2) | {"id": None}]}))

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == ["no_post_id"]


@pytest.mark.shared
def test_a_real_post(shared: Path) -> None:
    """A real search of bird: the post answers another one of the same conversation."""
    (path,) = (shared / "samples" / "5_bird_cli").glob("*.json")
    row = only(collect(path.read_bytes()))

    assert row["reply_to_id"] == row["conversation_id"]
    assert (row["like_count"], row["text"][:1], row["display_from"] > 0) == (14, "@", True)
