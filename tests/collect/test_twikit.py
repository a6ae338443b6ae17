"""What is read of posts that users of the Python libraries twikit and tweety saved."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.collect.inputs import at, collect, g3_post, kinds, lines, only, post_id, v11_status, x_time

NOTE_ID = post_id(30)


def tweet(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post by twikit's attributes."""
    return {
        "id": post_id(minutes),
        "created_at": x_time(at(minutes)),
        "user": {
            "id": "501",
            "name": "Cath",
            "screen_name": "Cath_Pigeon",
            "is_blue_verified": True,
            "verified": False,
            "followers_count": 900,
            "following_count": 90,
            "created_at": "Thu Mar 01 10:00:00 +0000 2012",
        },
        "text": text,
        "full_text": text,
        "lang": "en",
        "in_reply_to": None,
        "is_quote_status": False,
        "quote": None,
        "retweeted_tweet": None,
        "quote_count": 3,
        "reply_count": 1,
        "favorite_count": 4,
        "retweet_count": 2,
        "view_count": "97",
        "view_count_state": "EnabledWithCount",
        "is_translatable": False,
        "hashtags": [],
        "urls": [],
        "media": [],
    } | changes


def tweety(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post of tweety."""
    return {
        "id": post_id(minutes),
        "created_on": f"{at(minutes):%Y-%m-%d %H:%M:%S}+00:00",
        "author": {
            "id": "501",
            "username": "Cath_Pigeon",
            "name": "Cath",
            "verified": "True",
            "followers_count": "900",
        },
        "is_retweet": "False",
        "text": text,
        "tweet_body": text,
        "reply_counts": "1",
        "quote_counts": "3",
        "retweet_counts": "2",
        "likes": "4",
        "views": "97",
        "language": "en",
        "comments": [],
    } | changes


def test_the_attributes_give_the_columns_of_a_post() -> None:
    """`in_reply_to` is a post and no person; numbers may be texts; X's own media and links are read."""
    row = only(
        collect(
            lines(
                tweet(
                    5,
                    "@max a &amp; b",
                    in_reply_to=post_id(0),
                    hashtags=["PigeonGate"],
                    urls=[{"url": "https://t.co/1", "expanded_url": "https://news.example/1"}],
                    media=[
                        {"type": "photo", "media_url_https": "https://img.example/1.jpg", "ext_alt_text": "x"}
                    ],
                    conversation_id=post_id(0),
                    bookmark_count=6,
                )
            )
        )
    )

    assert (row["post_id"], row["reply_to_id"], row["reply_to_handle"]) == (post_id(5), post_id(0), None)
    assert (row["author_id"], row["handle"], row["conversation_id"]) == ("501", "Cath_Pigeon", post_id(0))
    assert (row["text"], row["view_count"], row["bookmark_count"]) == ("@max a & b", 97, 6)
    assert (row["urls"], row["hashtags"]) == (["https://news.example/1"], ["PigeonGate"])
    assert row["media"] == [{"kind": "photo", "alt": "x", "url": "https://img.example/1.jpg", "file": None}]


def test_full_text_is_the_whole_of_a_long_post() -> None:
    """`text` is the short text with HTML entities, `full_text` of a long post is whole and as it was typed."""
    typed = "he wrote &lt; and < " + "w" * 300

    assert only(collect(lines(tweet(0, "he wrote &amp;lt; and &lt; www…", full_text=typed))))["text"] == typed
    assert only(collect(lines(tweet(0, "a &amp; b", full_text=None))))["text"] == "a & b"


def test_posts_inside_a_post_stand_in_their_places() -> None:
    """Quoted, reposted, answering and related posts are posts of their own."""
    seen = collect(
        lines(
            tweet(
                9,
                quote=tweet(1, "quoted"),
                replies=[tweet(10, "answer")],
                reply_to=[tweet(2, "answered")],
                related_tweets=[tweet(3)],
            ),
            tweet(11, "RT @max: w…", retweeted_tweet=tweet(4, "whole")),
        )
    ).observations
    places = dict(seen.select("post_id", "place").rows())

    assert [places[post_id(n)] for n in (9, 1, 10, 2, 3, 11, 4)] == [
        *("main", "quoted", "included", "included", "related", "main", "reposted")
    ]
    repost = seen.filter(post_id=post_id(11)).to_dicts()[0]
    assert (repost["repost_of_id"], repost["text"]) == (post_id(4), "whole")


def test_objects_by_their_names_give_their_ids() -> None:
    """A program that cannot write an object writes `<Tweet id="…">`: the id in it is the post's, or the person's."""
    row = only(
        collect(
            lines(
                tweet(
                    5, user='<User id="501">', quote=f'<Tweet id="{post_id(0)}">', replies="<Result object>"
                )
            )
        )
    )

    assert (row["author_id"], row["handle"], row["quoted_id"]) == ("501", None, post_id(0))


def test_a_note_is_evidence_and_the_flag_alone_is_none() -> None:
    """`community_note` was shown; `has_community_notes` alone only says that somebody wrote one."""
    note = {"id": NOTE_ID, "text": "Readers say otherwise."}
    found = collect(
        lines(
            tweet(0, has_community_notes=True, community_note=note),
            tweet(1, has_community_notes=True),
            tweet(2, has_community_notes=False),
            tweet(3),
        )
    )

    assert found.notes.select(
        "post_id", "evidence_kind", "state", "note_id", "text", "written_at"
    ).rows() == [
        (post_id(0), "pivot", "pivot_ambiguous", NOTE_ID, "Readers say otherwise.", at(30)),
        (post_id(0), "flag", "pivot_ambiguous", None, None, None),
        (post_id(1), "flag", "notes_exist_not_shown_to_capturer", None, None, None),
        (post_id(2), "flag", "none_reported_at_capture", None, None, None),
    ]


def test_all_that_an_object_holds_is_read_as_xs_response() -> None:
    """`vars(tweet)` keeps the response under `_data`: it is read with all that GraphQL tells."""
    data = g3_post(5, "a &amp; b", legacy={"in_reply_to_status_id_str": post_id(0)})
    body = {"_client": "<Client>", "_data": data, "_legacy": data["legacy"], "user": '<User id="501">'}
    found = collect(lines(body))
    row = only(found)

    assert found.sources["dialect"].to_list() == ["twikit"]
    assert (row["post_id"], row["reply_to_id"], row["text"]) == (post_id(5), post_id(0), "a & b")
    assert (row["handle"], row["view_count"], row["source_app"]) == ("Cath_Pigeon", 979440, "Pigeon App")


def test_posts_that_older_versions_moved_are_moved_back() -> None:
    """Older versions take the quoted and the reposted post out of the response: both relations are still told."""
    quoting = {"_data": g3_post(5, legacy={"quoted_status_id_str": post_id(0)}), "id": post_id(5)}
    quoting["quote"] = {"_data": g3_post(0, "quoted"), "id": post_id(0)}
    reposting = {"_data": g3_post(6, "RT @max: w…"), "id": post_id(6)}
    reposting["retweeted_tweet"] = f'<Tweet id="{post_id(1)}">'
    seen = collect(lines(quoting, reposting)).observations
    places = {row["post_id"]: row["place"] for row in seen.to_dicts()}

    assert (places[post_id(5)], places[post_id(0)]) == ("main", "quoted")
    assert seen.filter(post_id=post_id(5))["quoted_id"].to_list() == [post_id(0)]
    assert seen.filter(post_id=post_id(6))["repost_of_id"].to_list() == [post_id(1)]


def test_when_a_user_wrote_down_the_capture_it_is_read() -> None:
    """The library does not say when a post was captured; a field that its users add does."""
    row = only(collect(lines(tweet(0, collected_at="2024-06-07T21:14:00+00:00"))))

    assert row["captured_at"] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)


def test_a_status_of_v11_is_none_of_twikits() -> None:
    """Both have an id, a text and a user: twikit has no `id_str`, and attributes that v1.1 has not."""
    found = collect(lines(tweet(0), v11_status(1), tweet(2)))

    assert found.observations.select("post_id", "dialect").rows() == [
        (post_id(0), "twikit"),
        (post_id(2), "twikit"),
        (post_id(1), "api_v11"),
    ]


def test_tweety_writes_numbers_and_flags_as_text() -> None:
    """Counts and flags that are texts are read as what they are; the time is as Python prints it."""
    found = collect(json.dumps([tweety(0, "a & b"), tweety(1, views="Unavailable")]).encode())
    first, second = found.observations.to_dicts()

    assert found.sources["dialect"].to_list() == ["tweety"]
    assert (first["like_count"], first["quote_count"], first["view_count"]) == (4, 3, 97)
    assert (first["text"], first["created_at"], second["view_count"]) == ("a & b", at(0), None)
    assert found.people.select("verified", "follower_count").unique().rows() == [(True, 900)]
    assert kinds(found) == []


def test_older_versions_of_tweety_tell_the_parent() -> None:
    """Beside `original_tweet` the text holds HTML entities, and the parent is told; without it, it is not."""
    original = {
        "in_reply_to_status_id_str": post_id(0),
        "in_reply_to_screen_name": "max",
        "conversation_id_str": post_id(0),
    }
    rows = collect(
        lines(tweety(5, "a &amp; b", original_tweet=original), tweety(6, "a &amp; b"))
    ).observations

    assert rows["reply_to_id"].to_list() == [post_id(0), None]
    assert rows["text"].to_list() == ["a & b", "a &amp; b"]


def test_answers_that_tweety_fetched_are_posts() -> None:
    """Answers stand under `comments`, in talks; a note has words there, and no id."""
    talk = {"tweets": [tweety(1, "answer")], "cursor": None}
    found = collect(lines(tweety(0, comments=[talk], community_note="Readers say otherwise.")))

    assert found.observations.select("post_id", "place").rows() == [
        (post_id(0), "main"),
        (post_id(1), "included"),
    ]
    assert found.notes.select("post_id", "state", "note_id", "text").rows() == [
        (post_id(0), "pivot_ambiguous", None, "Readers say otherwise.")
    ]


@pytest.mark.parametrize("made", [tweet, tweety])
def test_odd_fields_cost_themselves(made: Any) -> None:
    """A post with fields of other types is still a post."""
    found = collect(lines(made(0, media="none", hashtags={}, urls=7, text="words")))

    assert only(found)["text"] == "words"
    assert set(kinds(found)) == {"field_retyped"}
