"""What is read from twitter-scraper, the TypeScript library and the Go library, and from data made with them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.collect.inputs import at, collect, iso_time, kinds, lines, only, post_id


def tweet(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post of the TypeScript library."""
    own = post_id(minutes)
    return {
        "bookmarkCount": 0,
        "conversationId": own,
        "id": own,
        "hashtags": [],
        "likes": 4,
        "mentions": [],
        "name": "Cath",
        "permanentUrl": f"https://x.com/Cath_Pigeon/status/{own}",
        "photos": [],
        "replies": 1,
        "retweets": 2,
        "text": text,
        "thread": [],
        "urls": [],
        "userId": "501",
        "username": "Cath_Pigeon",
        "videos": [],
        "isRetweet": False,
        "timeParsed": iso_time(at(minutes)),
        "timestamp": int(at(minutes).timestamp()),
        "views": 97,
        "html": text,
    } | changes


def go_tweet(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post of the Go library."""
    own = post_id(minutes)
    return {
        "ConversationID": own,
        "GIFs": None,
        "Hashtags": None,
        "HTML": text,
        "ID": own,
        "InReplyToStatus": None,
        "InReplyToStatusID": "",
        "IsRetweet": False,
        "Likes": 4,
        "Name": "Cath",
        "Mentions": None,
        "PermanentURL": f"https://twitter.com/Cath_Pigeon/status/{own}",
        "Photos": None,
        "QuotedStatus": None,
        "QuotedStatusID": "",
        "Replies": 1,
        "Retweets": 2,
        "RetweetedStatus": None,
        "RetweetedStatusID": "",
        "Text": text,
        "Thread": None,
        "TimeParsed": iso_time(at(minutes)),
        "Timestamp": int(at(minutes).timestamp()),
        "URLs": None,
        "UserID": "501",
        "Username": "Cath_Pigeon",
        "Videos": None,
        "Views": 0,
        "SensitiveContent": False,
    } | changes


def test_a_post_gives_its_columns() -> None:
    """Every field stands in its column; what the response beside it tells more is taken too."""
    row = only(
        collect(
            lines(
                tweet(
                    5,
                    "@max a &amp; b #PigeonGate",
                    inReplyToStatusId=post_id(0),
                    hashtags=["PigeonGate"],
                    mentions=[{"id": "502", "username": "max", "name": "Max"}],
                    urls=["https://news.example/1"],
                    photos=[{"id": "1", "url": "https://img.example/1.jpg", "alt_text": "x"}],
                    videos=[
                        {"id": "2", "preview": "https://img.example/2.jpg", "url": "https://v.example/2.mp4"}
                    ],
                    versions=[post_id(4), post_id(5)],
                    __raw_UNSTABLE={
                        "lang": "en",
                        "quote_count": 3,
                        "in_reply_to_user_id_str": "502",
                        "in_reply_to_screen_name": "max",
                    },
                )
            )
        )
    )

    assert (row["author_id"], row["handle"], row["created_at"]) == ("501", "Cath_Pigeon", at(5))
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert (row["text"], row["lang"], row["edit_ids"]) == (
        "@max a & b #PigeonGate",
        "en",
        [post_id(4), post_id(5)],
    )
    assert (row["like_count"], row["repost_count"], row["quote_count"], row["view_count"]) == (4, 2, 3, 97)
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert [(m["kind"], m["alt"], m["url"]) for m in row["media"]] == [
        ("photo", "x", "https://img.example/1.jpg"),
        ("video", None, "https://img.example/2.jpg"),
    ]


def test_posts_inside_a_post_stand_in_their_places() -> None:
    """The quoted, the answered, the reposted post and the author's sequels are posts of their own."""
    seen = collect(
        lines(
            tweet(
                9,
                quotedStatusId=post_id(1),
                quotedStatus=tweet(1, "quoted"),
                inReplyToStatusId=post_id(2),
                inReplyToStatus=tweet(2, "answered"),
                thread=[tweet(10, "sequel")],
            ),
            tweet(11, "RT @max: w…", isRetweet=True, retweetedStatus=tweet(3, "whole")),
        )
    ).observations

    assert dict(seen.select("post_id", "place").rows()) == {
        post_id(9): "main",
        post_id(1): "quoted",
        post_id(2): "included",
        post_id(10): "included",
        post_id(11): "main",
        post_id(3): "reposted",
    }
    repost = seen.filter(post_id=post_id(11)).to_dicts()[0]
    assert (repost["repost_of_id"], repost["text"], repost["like_count"]) == (post_id(3), "whole", None)


def test_a_long_text_is_taken_as_typed() -> None:
    """The library puts a long text, which holds no HTML entities, over the short one, which does."""
    typed = "he wrote &lt; and < " + "w" * 300

    assert only(collect(lines(tweet(0, typed))))["text"] == typed


@pytest.mark.parametrize("factor", [1, 1000])
def test_a_time_in_seconds_or_milliseconds(factor: int) -> None:
    """Where only `timestamp` is left, it is read in seconds, and in milliseconds as data made with the library has it."""
    body = tweet(5, timestamp=int(at(5).timestamp()) * factor)
    del body["timeParsed"]

    assert only(collect(lines(body)))["created_at"] == at(5)


def test_pages_hold_posts() -> None:
    """`{tweets, next}` holds posts, and says that there are more."""
    found = collect(json.dumps({"tweets": [tweet(0), tweet(1)], "next": "DAAC"}).encode())

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert found.cursors["kind"].to_list() == ["next_page"]


def test_a_handle_that_the_library_lost_is_nobodys() -> None:
    """Where X moved the handle, the library writes `undefined` into the address: that is nobody's handle."""
    body = tweet(0, permanentUrl=f"https://x.com/undefined/status/{post_id(0)}")
    del body["username"]

    assert (only(collect(lines(body)))["handle"], only(collect(lines(body)))["author_id"]) == (None, "501")


def test_an_id_that_lost_digits_is_mended_by_the_address() -> None:
    """An id that passed through JavaScript's numbers is taken from the address beside it."""
    whole = post_id(0)[:-2] + "77"
    body = tweet(0, id=whole[:16] + "000", permanentUrl=f"https://x.com/a/status/{whole}")

    found = collect(lines(body))

    assert (only(found)["post_id"], kinds(found)) == (whole, ["id_mended"])


def test_go_writes_empty_values_for_nothing() -> None:
    """Empty texts, nulls and no views of the Go library are nothing; what it knows is read."""
    found = collect(lines(go_tweet(0), go_tweet(5, "a &amp; b", InReplyToStatusID=post_id(0), Views=97)))
    first, second = found.observations.to_dicts()

    assert found.sources["dialect"].to_list() == ["convocation_go"]
    assert (first["reply_to_id"], first["quoted_id"], first["repost_of_id"]) == (None, None, None)
    assert (first["view_count"], second["view_count"]) == (None, 97)
    assert (second["reply_to_id"], second["text"], second["created_at"]) == (post_id(0), "a & b", at(5))
    assert kinds(found) == []


@pytest.mark.parametrize("wrapped", ["lines", "list", "tweets", "results"])
def test_go_services_wrap_posts(wrapped: str) -> None:
    """Posts alone, in an array, as `{tweets}`, and as `{Tweet, Error}` are the same posts."""
    posts = [go_tweet(0), go_tweet(1)]
    body = {
        "lines": lines(*posts),
        "list": json.dumps(posts).encode(),
        "tweets": json.dumps({"tweets": posts}).encode(),
        "results": json.dumps([{"Tweet": one, "Error": None} for one in posts]).encode(),
    }[wrapped]

    assert collect(body).observations["post_id"].to_list() == [post_id(0), post_id(1)]


def test_go_keeps_posts_inside_posts_and_old_pictures() -> None:
    """Quoted posts are posts of their own; in the oldest versions a picture is only its address."""
    seen = collect(
        lines(go_tweet(5, QuotedStatus=go_tweet(0, "quoted"), Photos=["https://img.example/1.jpg"]))
    ).observations

    assert seen["quoted_id"].to_list() == [post_id(0), None]
    assert seen["media"].to_list()[0][0]["url"] == "https://img.example/1.jpg"
