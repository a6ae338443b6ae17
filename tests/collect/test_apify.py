"""What is read from the data sets of Apify's X actors: which text counts, what is no post, and the older shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import (
    at,
    collect,
    folded,
    iso_time,
    kinds,
    lines,
    only,
    post_id,
    v11_status,
    x_time,
)


def author(person: str = "501", handle: str = "Cath_Pigeon", **changes: Any) -> dict[str, Any]:
    """Return a person as apidojo and TwitterAPI.io write one."""
    return {
        "type": "user",
        "userName": handle,
        "id": person,
        "name": "Cath",
        "isVerified": False,
        "isBlueVerified": True,
        "followers": 900,
        "following": 90,
        "createdAt": "Thu Mar 01 10:00:00 +0000 2012",
    } | changes


def item(minutes: float, text: str | None = "words", **changes: Any) -> dict[str, Any]:
    """Return an item of apidojo's actor."""
    own = post_id(minutes)
    return {
        "type": "tweet",
        "id": own,
        "url": f"https://x.com/Cath_Pigeon/status/{own}",
        "twitterUrl": f"https://twitter.com/Cath_Pigeon/status/{own}",
        "text": text,
        "fullText": text,
        "source": "Pigeon App",
        "retweetCount": 2,
        "replyCount": 1,
        "likeCount": 4,
        "quoteCount": 3,
        "viewCount": 97,
        "createdAt": x_time(at(minutes)),
        "lang": "en",
        "bookmarkCount": 0,
        "isReply": False,
        "conversationId": own,
        "author": author(),
        "extendedEntities": {},
        "entities": {"hashtags": [], "urls": [], "user_mentions": []},
        "isRetweet": False,
        "searchTerm": "pigeon",
    } | changes


def old_item(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return an item of the older actors."""
    own = post_id(minutes)
    return {
        "user": {"id_str": "501", "screen_name": "Cath_Pigeon", "name": "Cath", "followers_count": 900},
        "id": own,
        "conversation_id": own,
        "full_text": text,
        "reply_count": 1,
        "retweet_count": 2,
        "favorite_count": 4,
        "hashtags": ["PigeonGate"],
        "user_mentions": [],
        "urls": [],
        "url": f"https://twitter.com/Cath_Pigeon/status/{own}",
        "created_at": iso_time(at(minutes)),
        "view_count": 97,
    } | changes


def test_an_item_gives_the_columns_of_its_post() -> None:
    """Every field of an item stands in its column; an address with the picture's link is none of the author's."""
    found = collect(
        lines(
            item(
                10.00209,
                "@max &lt;no&gt; #PigeonGate",
                isReply=True,
                inReplyToId=post_id(0),
                inReplyToUserId="502",
                inReplyToUsername="max",
                quoteId=post_id(1),
                entities={
                    "hashtags": [{"text": "PigeonGate"}],
                    "urls": [{"url": "https://t.co/1", "expanded_url": "https://news.example/1"}],
                    "user_mentions": [{"screen_name": "max"}],
                },
                extendedEntities={
                    "media": [
                        {"type": "video", "media_url_https": "https://img.example/1.jpg", "ext_alt_text": "x"}
                    ]
                },
            )
        )
    )
    row = only(found)

    assert (row["author_id"], row["handle"], row["conversation_id"]) == ("501", "Cath_Pigeon", row["post_id"])
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert (row["quoted_id"], row["repost_of_id"]) == (post_id(1), None)
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["lang"], row["source_app"]) == ("@max <no> #PigeonGate", "en", "Pigeon App")
    assert (row["like_count"], row["reply_count"], row["repost_count"]) == (4, 1, 2)
    assert (row["quote_count"], row["bookmark_count"], row["view_count"]) == (3, 0, 97)
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert row["media"] == [{"kind": "video", "alt": "x", "url": "https://img.example/1.jpg", "file": None}]
    assert found.people.select("author_id", "name", "verified_type", "follower_count").rows() == [
        ("501", "Cath", "blue", 900)
    ]


@pytest.mark.parametrize(
    ("text", "full", "wanted"),
    [
        ("no, thanks", "@max no, thanks", "@max no, thanks"),
        ("w" * 300 + " & more", "w" * 250 + " https://t.co/1", "w" * 300 + " & more"),
        ("a &amp; b", "a &amp; b", "a & b"),
        (None, "a &amp; b", "a & b"),
        ("a &amp; b", None, "a & b"),
    ],
)
def test_the_longer_of_two_texts_is_the_post(text: str | None, full: str | None, wanted: str) -> None:
    """`text` may lack the mentions in front, `fullText` the end of a long post; entities are resolved once."""
    assert only(collect(lines(item(0, text=text, fullText=full))))["text"] == wanted


def test_a_long_text_keeps_what_its_author_typed() -> None:
    """A long text comes without HTML entities: "&amp;amp;" is not made shorter twice, "&lt;" in it was typed."""
    typed = "he wrote &lt; and < " + "w" * 300

    assert (
        only(collect(lines(item(0, text=typed, fullText="he wrote &amp;lt; and &lt; www"))))["text"] == typed
    )


def test_a_quoted_and_a_reposted_item_are_posts_of_their_own() -> None:
    """Items inside an item stand in their places; the words of a repost are its original's, its counts nobody's."""
    quote = {
        "type": "tweet",
        "id": post_id(0),
        "text": "quoted",
        "author": author("502", "max"),
        "likeCount": 7,
    }
    original = item(1, "t" * 200, author=author("503", "mira"))
    seen = collect(
        lines(
            item(5, quoteId=post_id(0), quote=quote),
            item(6, "RT @mira: " + "t" * 120 + "…", isRetweet=True, retweet=original),
        )
    ).observations.sort("source_row", "place")

    assert seen.select("post_id", "place").rows() == [
        (post_id(5), "main"),
        (post_id(0), "quoted"),
        (post_id(6), "main"),
        (post_id(1), "reposted"),
    ]
    assert seen["repost_of_id"].to_list() == [None, None, post_id(1), None]
    assert seen["text"].to_list() == ["words", "quoted", "t" * 200, "t" * 200]
    assert seen["like_count"].to_list() == [4, 7, None, 4]


def test_rows_of_the_actor_are_no_posts() -> None:
    """What an actor says in place of a post is counted, and the posts around it are read."""
    found = collect(
        json.dumps(
            [
                {"noResults": True},
                item(0),
                {"demo": True},
                item(1) | {"type": "mock_tweet", "id": -1},
                item(2, id=None, url=None),
            ]
        ).encode()
    )

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert sorted(kinds(found)) == ["no_post_id", "unknown_record", "unknown_record", "unknown_record"]


def test_a_data_set_without_posts_is_told() -> None:
    """A data set of nothing but `noResults` is one of Apify's, and gives no posts."""
    found = collect(lines({"noResults": True}))

    assert found.sources["dialect"].to_list() == ["apify"]
    assert (found.observations.height, kinds(found)) == (0, ["unknown_record"])


def test_a_field_of_another_type_costs_itself() -> None:
    """An item with odd fields is still a post."""
    found = collect(
        lines(item(0, likeCount="4", viewCount="97", entities=[], author=author(followers="many")))
    )

    assert (only(found)["like_count"], only(found)["view_count"]) == (4, 97)
    assert kinds(found) == ["field_retyped", "field_retyped"]


def test_a_table_that_a_spreadsheet_saved_is_mended_by_its_addresses() -> None:
    """A spreadsheet writes ids as 1.79E+18: the whole id stands in the address, and that is told."""
    body = item(0, "a, b")
    cells = {"id": "1.79411E+18", "url": body["url"], "fullText": "a, b", "text": "a, b", "likeCount": "4"}
    cells |= {"author/userName": "Cath_Pigeon", "author/id": "501", "createdAt": body["createdAt"]}
    cells["entities/hashtags/0/text"] = "PigeonGate"
    table = ",".join(cells) + "\r\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\r\n"
    found = collect(table.encode())
    row = only(found)

    assert found.sources["dialect"].to_list() == ["apify"]
    assert (row["post_id"], row["like_count"], row["hashtags"]) == (body["id"], 4, ["PigeonGate"])
    assert "id_mended" in kinds(found)


def test_the_older_actors_name_the_parent_by_its_address() -> None:
    """Where the answered post stands only as an address, its id and its author's handle are taken from there."""
    found = collect(
        lines(old_item(5, "@max &gt; no", replying_to_tweet=f"https://twitter.com/max/status/{post_id(0)}"))
    )
    row = only(found)

    assert found.sources["dialect"].to_list() == ["apify_legacy"]
    assert (row["reply_to_id"], row["reply_to_handle"], row["text"]) == (post_id(0), "max", "@max > no")
    assert (row["created_at"], row["hashtags"], row["view_count"]) == (at(5), ["PigeonGate"], 97)


def test_the_older_actors_posts_are_no_statuses_of_v11() -> None:
    """A status of API v1.1 has `id_str`; an item of the older actors has not, although it has a `user`."""
    first = json.dumps([old_item(0)]).encode()
    second = json.dumps([v11_status(1)]).encode()

    assert sorted(collect([first, second]).sources["dialect"]) == ["api_v11", "apify_legacy"]


def test_posts_inside_an_older_item_are_posts_of_their_own() -> None:
    """Quoted and reposted items stand in their own rows, and a person without an account is nobody."""
    posts = folded(
        old_item(5, quoted_tweet=old_item(0, "quoted")),
        old_item(6, "RT @Cath_Pigeon: w…", retweeted_tweet=old_item(1, "whole"), user=None),
    ).posts.sort("post_id")

    assert posts["post_id"].to_list() == [post_id(0), post_id(1), post_id(5), post_id(6)]
    assert posts["quoted_id"].to_list() == [None, None, post_id(0), None]
    assert posts["repost_of_id"].to_list() == [None, None, None, post_id(1)]
    assert posts["handle"].to_list()[3] == "Cath_Pigeon"


@pytest.mark.shared
def test_real_data_sets(shared: Path) -> None:
    """Two real data sets: every item and every quoted one is a post; of long ones the whole text is taken."""
    paths = sorted((shared / "samples" / "5_apify_tweet_scraper").glob("*.json"))
    items = [one for path in paths for one in json.loads(path.read_bytes())]
    found = collect([path.read_bytes() for path in paths])
    texts = dict(found.observations.filter(place="main").select("post_id", "text").rows())

    assert set(found.observations["post_id"]) == {one["id"] for one in items} | {
        one["quote"]["id"] for one in items if "quote" in one
    }
    assert kinds(found) == []
    assert all(texts[one["id"]] == one["text"].replace("&amp;", "&") for one in items)
