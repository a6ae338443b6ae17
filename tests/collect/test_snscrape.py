"""What is read from snscrape's lines: old and new names, references and tombstones, people who are gone."""

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
    g3_post,
    kinds,
    lines,
    only,
    post_id,
    v2_post,
    v11_status,
)
from threadscope.collect import fold, read
from threadscope.collect.dialects import snscrape

MODULE = "snscrape.modules.twitter."


def tweet(minutes: float, text: str = "words", *, author: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a post of snscrape 0.7."""
    own = post_id(minutes)
    return {
        "_type": f"{MODULE}Tweet",
        "url": f"https://twitter.com/person_{author}/status/{own}",
        "date": at(minutes).replace(microsecond=0).isoformat(),
        "rawContent": text,
        "renderedContent": f"{text} as shown…",
        "id": int(own),
        "user": user(author),
        "replyCount": 1,
        "retweetCount": 2,
        "likeCount": 4,
        "quoteCount": 3,
        "conversationId": int(own),
        "lang": "en",
        "source": '<a href="https://app.example" rel="nofollow">Pigeon &amp; Co</a>',
        "sourceLabel": "Pigeon & Co",
        "links": None,
        "media": None,
        "retweetedTweet": None,
        "quotedTweet": None,
        "inReplyToTweetId": None,
        "inReplyToUser": None,
        "mentionedUsers": None,
        "hashtags": None,
        "viewCount": 979440,
        "bookmarkCount": 5,
        "editState": None,
        "content": text,
        "username": f"person_{author}",
        "_snscrape": "0.7.0.20230622",
    } | changes


def user(person: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a user of snscrape."""
    return {
        "_type": f"{MODULE}User",
        "username": f"person_{person}",
        "id": int(person),
        "displayname": "Somebody",
        "verified": False,
        "created": "2012-03-01T00:00:00+00:00",
        "followersCount": 12,
        "friendsCount": 13,
        "blue": None,
        "blueType": None,
    } | changes


def old_tweet(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post of snscrape 0.3.4: no `_type`, and other names."""
    whole = tweet(minutes, text)
    gone = (
        "_type",
        "rawContent",
        "links",
        "viewCount",
        "bookmarkCount",
        "editState",
        "_snscrape",
        "username",
    )
    kept = {name: value for name, value in whole.items() if name not in gone}
    kept["user"] = {
        name: value for name, value in whole["user"].items() if name not in {"_type", "blue", "blueType"}
    }
    return kept | {"outlinks": [], "tcooutlinks": []} | changes


def test_a_post_gives_the_columns() -> None:
    """Every field of a post stands in its column; the milliseconds come from the id."""
    record = tweet(
        10.00209,
        "@max &lt;no&gt;",
        conversationId=int(post_id(0)),
        inReplyToTweetId=int(post_id(0)),
        inReplyToUser=user("502", username="max"),
        mentionedUsers=[user("502", username="max")],
        quotedTweet=tweet(1, "quoted", author="503"),
        hashtags=["PigeonGate"],
        links=[
            {
                "_type": f"{MODULE}TextLink",
                "text": "n…",
                "url": "https://n.example/1",
                "tcourl": "https://t.co/1",
            }
        ],
        media=[
            {
                "_type": f"{MODULE}Photo",
                "previewUrl": "https://img.example/media/F1?format=png&name=small",
                "fullUrl": "https://img.example/media/F1?format=png&name=orig",
                "altText": "a pigeon",
            },
            {
                "_type": f"{MODULE}Video",
                "thumbnailUrl": "https://img.example/2.jpg",
                "duration": 1.5,
                "variants": [],
            },
            {"_type": f"{MODULE}Gif", "thumbnailUrl": "https://img.example/3.jpg", "variants": []},
        ],
        editState={"editTweetIds": [int(post_id(10)), int(post_id(10.00209))], "editsRemaining": 4},
    )
    found = collect(lines(record))
    row, quoted = found.observations.to_dicts()

    assert (row["post_id"], row["author_id"], row["handle"]) == (str(record["id"]), "501", "person_501")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert (row["quoted_id"], row["conversation_id"]) == (post_id(1), post_id(0))
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["display_from"], row["lang"]) == ("@max <no>", 5, "en")
    assert [row[f"{name}_count"] for name in ("like", "reply", "repost", "quote", "bookmark", "view")] == [
        4, 1, 2, 3, 5, 979440,
    ]  # fmt: skip
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://n.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert [(m["kind"], m["url"], m["alt"]) for m in row["media"]] == [
        ("photo", "https://img.example/media/F1.png", "a pigeon"),
        ("video", "https://img.example/2.jpg", None),
        ("gif", "https://img.example/3.jpg", None),
    ]
    assert (row["source_app"], row["captured_at"]) == ("Pigeon & Co", None)
    assert row["edit_ids"] == [post_id(10), post_id(10.00209)]
    assert (quoted["post_id"], quoted["place"]) == (post_id(1), "quoted")
    assert kinds(found) == []


def test_old_lines_without_a_type_are_read() -> None:
    """Before 0.4 nothing says what a line is: `content`, `renderedContent` and `conversationId` do."""
    record = old_tweet(5, "a &amp; b", outlinks=["https://n.example/1"], sourceLabel=None)
    found = collect(lines(record))
    row = only(found)

    assert found.sources["dialect"].to_list() == ["snscrape"]
    assert (row["post_id"], row["handle"], row["text"]) == (post_id(5), "person_501", "a & b")
    assert (row["urls"], row["view_count"], row["bookmark_count"]) == (["https://n.example/1"], None, None)
    assert folded(record).people["name"].to_list() == ["Somebody"]


def test_the_very_first_lines_have_no_person_but_a_handle() -> None:
    """In 0.3.0 the author is `username`; without it, the address of the post names the author."""
    first = old_tweet(0, username="cath_pigeon")
    second = old_tweet(1, url=f"https://twitter.com/max_mogul/status/{post_id(1)}")
    del first["user"], second["user"]

    assert collect(lines(first, second)).observations["author_id"].to_list() == ["@cath_pigeon", "@max_mogul"]


@pytest.mark.parametrize(
    ("text", "read_as", "cut"),
    [
        ("salt &amp; bread", "salt & bread", False),
        ("w" * 300 + " salt & bread &amp; so on", "w" * 300 + " salt & bread &amp; so on", False),
        ("w" * 250 + "… https://t.co/1", "w" * 250 + "… https://t.co/1", True),
        ("w" * 300 + "…", "w" * 300 + "…", False),
    ],
)
def test_only_long_texts_are_not_escaped(text: str, read_as: str, cut: bool) -> None:  # noqa: FBT001
    """The last version gives long posts whole, and as their author wrote them."""
    row = only(collect(lines(tweet(0, text))))

    assert (row["text"], row["text_truncated"]) == (read_as, cut)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("This Tweet was deleted by the Tweet author. Learn more", "deleted"),
        ("This Tweet is from a suspended account. Learn more", "suspended"),
        ("You’re unable to view this Tweet because this account owner limits who can view it.", "protected"),
        ("This Tweet is unavailable.", "unavailable"),
        (None, "unavailable"),
    ],
)
@pytest.mark.parametrize("place", ["line", "quotedTweet", "retweetedTweet"])
def test_tombstones_say_why_a_post_is_gone(place: str, words: str | None, reason: str) -> None:
    """A tombstone is no post: it is a sign that one is not to be had, with X's words, wherever it stands."""
    tomb = {"_type": f"{MODULE}Tombstone", "id": int(post_id(0)), "text": words, "textLinks": None}
    records = [tweet(5), tomb] if place == "line" else [tweet(5) | {place: tomb}]
    found = collect(lines(*records))

    assert found.observations["post_id"].to_list() == [post_id(5)]
    (gone,) = found.absences.to_dicts()
    assert (gone["post_id"], gone["reason"]) == (post_id(0), reason)
    assert gone["detail"] == words or words is None
    assert only(found)["quoted_id"] == (post_id(0) if place == "quotedTweet" else None)
    assert only(found)["repost_of_id"] == (post_id(0) if place == "retweetedTweet" else None)
    assert kinds(found) == []


def test_a_reference_is_an_id_and_no_more() -> None:
    """`TweetRef` in a post is a link to a post; alone in a line it is a post that X did not give."""
    reference = {"_type": f"{MODULE}TweetRef", "id": int(post_id(0))}
    inside, alone = collect(lines(tweet(5, quotedTweet=reference))), collect(lines(tweet(5), reference))

    assert (only(inside)["quoted_id"], inside.absences.height) == (post_id(0), 0)
    assert alone.absences.select("post_id", "reason").rows() == [(post_id(0), "unavailable")]
    assert kinds(inside) == kinds(alone) == []


def test_an_author_who_is_gone_keeps_the_id() -> None:
    """X gives a post of a suspended account with the account's id and words in its place; the words are told."""
    gone = {"_type": f"{MODULE}UserRef", "id": 501, "text": "User has been suspended", "textLinks": []}
    found = collect(
        lines(tweet(0, user=gone, username=None, url=f"https://twitter.com/i/web/status/{post_id(0)}"))
    )

    assert (only(found)["author_id"], only(found)["handle"]) == ("501", None)
    assert found.problems.select("kind", "detail").rows() == [
        ("person_unavailable", "User has been suspended")
    ]


def test_a_repost_takes_the_words_of_its_original() -> None:
    """The text of a repost is cut at 140; the original stands inside it."""
    repost = tweet(5, "RT @person_502: " + "t" * 120 + "…", retweetedTweet=tweet(0, "t" * 200, author="502"))
    seen = collect(lines(repost)).observations

    assert seen["place"].to_list() == ["main", "reposted"]
    assert seen["text"].to_list() == ["t" * 200, "t" * 200]
    assert seen["like_count"].to_list() == [None, 4]


def test_exact_ids_beside_rounded_ones_are_taken() -> None:
    """`--jsonl-for-buggy-int-parser` writes ids as text beside the numbers, under names that end in `.str`."""
    exact = {"id": post_id(5), "conversationId": post_id(0), "inReplyToTweetId": post_id(1)}
    rounded = {name: int(value[:-4] + "0000") for name, value in exact.items()}
    beside = {f"{name}.str": value for name, value in exact.items()}
    row = only(collect(lines(tweet(5) | rounded | beside)))

    assert (row["post_id"], row["conversation_id"], row["reply_to_id"]) == tuple(exact.values())


def test_people_alone_are_people_and_no_posts() -> None:
    """A line may be a user; it says who somebody is."""
    found = collect(lines(tweet(0, user={"id": 501}), user("501", displayname="Cath", verified=True)))
    (person,) = fold(found).people.to_dicts()

    assert found.observations.height == 1
    assert (person["name"], person["verified_type"]) == ("Cath", "legacy")


@pytest.mark.parametrize(
    "foreign",
    [
        v11_status(0),
        v2_post(0),
        g3_post(0),
        {"_type": "snscrape.modules.mastodon.Toot", "url": "https://m.example/1", "date": "", "content": ""},
        {"_type": f"{MODULE}Trend", "name": "pigeons"},
        {
            "url": "https://n.example/1",
            "date": "2024-05-24",
            "content": "words",
            "conversationId": 1,
            "outlinks": [],
        },
        {"url": f"https://x.com/a/status/{post_id(0)}", "date": "2024-05-24", "content": "words"},
        {"content": {"parts": []}, "renderedContent": "<div>"},
        [],
        "snscrape",
        None,
    ],
)
def test_other_records_are_not_claimed(foreign: Any) -> None:
    """Other networks that snscrape reads, and other tools with a text called `content`, are not taken for posts."""
    assert snscrape.marks(foreign) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user", ["somebody"]),
        ("media", "none"),
        ("quotedTweet", "1"),
        ("quotedTweet", {}),
        ("links", [3]),
        ("likeCount", "12k"),
        ("editState", {"editTweetIds": {}}),
        ("date", None),
        ("content", 3),
        ("inReplyToTweetId", 1.4911417773611131e18),
    ],
)
def test_odd_fields_cost_themselves(field: str, value: Any) -> None:
    """A field of another type than it should be is left empty; the post stays, with its author where one is known."""
    found = collect(lines(tweet(0), tweet(1) | {field: value}))
    rows = {row["post_id"]: row for row in found.observations.to_dicts()}

    assert rows.keys() == {post_id(0), post_id(1)}
    assert rows[post_id(1)]["handle"] == "person_501"
    assert (rows[post_id(1)]["text"], rows[post_id(1)]["reply_to_id"]) == ("words", None)


def test_an_array_is_read_like_lines() -> None:
    """Scripts keep the items in one array."""
    found = collect(json.dumps([tweet(0), old_tweet(1)], indent=2).encode())

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == []


@pytest.mark.shared
def test_a_real_line_is_read(shared: Path) -> None:
    """The line of 2022 gives one post: its counts, its link in full, its three tags, all digits of its id."""
    found = read(next((shared / "samples/5_snscrape").glob("*.jsonl")))
    row = only(found)

    assert (row["post_id"], row["conversation_id"], len(row["author_id"])) == (
        row["conversation_id"],
        row["post_id"],
        19,
    )
    assert (row["like_count"], row["repost_count"], row["view_count"]) == (1, 2, None)
    assert (len(row["urls"]), len(row["hashtags"]), row["media"]) == (1, 3, [])
    assert kinds(found) == []
