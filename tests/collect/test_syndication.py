"""What is read from X's syndication: posts inside posts, texts that are cut, tombstones without an id."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import at, collect, folded, iso_time, kinds, lines, only, post_id, v11_status
from threadscope.collect import Collected, read

_USER = {
    "id_str": "501",
    "name": "Cath",
    "screen_name": "Cath_Pigeon",
    "is_blue_verified": True,
    "verified": False,
    "verified_type": "Business",
}
_PIVOT = {
    "note": {"rest_id": "1795000000000000000"},
    "subtitle": {"text": "Readers say"},
    "title": "Readers added context",
}


def _base(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    own = post_id(minutes)
    return {
        "lang": "en",
        "favorite_count": 4,
        "created_at": iso_time(at(minutes)),
        "display_text_range": [0, len(text)],
        "entities": {"hashtags": [], "urls": [], "user_mentions": [], "symbols": []},
        "id_str": own,
        "text": text,
        "user": _USER,
        "edit_control": {"edit_tweet_ids": [own], "editable_until_msecs": "1771244644000"},
    } | changes


def _result(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    more = {
        "conversation_count": 23,
        "news_action_type": "conversation",
        "isEdited": False,
        "isStaleEdit": False,
    }
    return {"__typename": "Tweet"} | _base(minutes, text) | more | changes


def _tombstone(words: str) -> dict[str, Any]:
    return {
        "__typename": "TweetTombstone",
        "tombstone": {"text": {"text": words, "entities": [], "rtl": False}},
    }


def _read(*answers: dict[str, Any]) -> Collected:
    return collect(lines(*answers))


def test_an_answer_gives_the_columns_of_its_post() -> None:
    """The text holds entities; the number that the widget shows as replies is that of replies."""
    row = only(
        _read(
            _result(
                10.00209,
                "@max no &amp; never https://t.co/1 https://t.co/2",
                in_reply_to_status_id_str=post_id(0),
                in_reply_to_user_id_str="502",
                in_reply_to_screen_name="max",
                entities={
                    "hashtags": [{"text": "PigeonGate", "indices": [0, 1]}],
                    "urls": [{"url": "https://t.co/1", "expanded_url": "https://news.example/1"}],
                    "user_mentions": [{"id_str": "502", "screen_name": "max"}],
                },
                mediaDetails=[
                    {"type": "photo", "media_url_https": "https://img.example/1.jpg", "ext_alt_text": "x"}
                ],
                edit_control={"edit_tweet_ids": [post_id(9), post_id(10.00209)]},
            )
        )
    )

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(10.00209), "501", "Cath_Pigeon")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["text_truncated"]) == ("@max no & never https://t.co/1 https://t.co/2", False)
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert (row["like_count"], row["reply_count"], row["repost_count"]) == (4, 23, None)
    assert row["media"] == [{"kind": "photo", "alt": "x", "url": "https://img.example/1.jpg", "file": None}]
    assert row["edit_ids"] == [post_id(9), post_id(10.00209)]


def test_the_author_is_sighted() -> None:
    """The kind of the badge stands above that it is paid for."""
    (row,) = _read(_result(0)).people.to_dicts()

    assert (row["author_id"], row["handle"], row["name"]) == ("501", "Cath_Pigeon", "Cath")
    assert (row["verified"], row["verified_type"], row["follower_count"]) == (True, "business", None)


def test_empty_entities_may_be_objects() -> None:
    """Where there are no hashtags, newer answers hold ``{}``: that is none, and no fault."""
    empty: dict[str, Any] = {"hashtags": {}, "urls": {}, "user_mentions": {}, "symbols": {}}
    found = _read(_result(0, entities=empty))

    assert only(found)["hashtags"] == []
    assert kinds(found) == []


def test_a_long_post_is_cut() -> None:
    """``note_tweet`` is an id and no text; what stands in ``text`` is the beginning."""
    assert only(_read(_result(0, "the beginning", note_tweet={"id": "Tm90"})))["text_truncated"] is True


def test_posts_inside_a_post_are_posts() -> None:
    """What is answered is included, what is quoted is quoted; they tell their reposts, which the outer post does not."""
    inner = {"reply_count": 1, "retweet_count": 42}
    seen = _read(
        _result(
            5,
            in_reply_to_status_id_str=post_id(0),
            parent=_base(0) | inner,
            quoted_tweet=_base(1) | inner,
        )
    ).observations.sort("post_id")

    assert seen["place"].to_list() == ["included", "quoted", "main"]
    assert seen["repost_count"].to_list() == [42, 42, None]
    assert seen["reply_count"].to_list() == [1, 1, 23]
    assert seen["quoted_id"].to_list() == [None, None, post_id(1)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("This Post was deleted by the Post author. Learn more", "deleted"),
        ("This Post is from a suspended account. Learn more", "suspended"),
        (
            "You're unable to view this Post because this account owner limits who can view their Posts.",
            "protected",
        ),
        ("Age-restricted adult content.", "unavailable"),
    ],
)
def test_a_tombstone_is_an_absence_where_its_file_is_named_by_the_id(words: str, reason: str) -> None:
    """There is no id in a tombstone; the name of the file, or the post that answers it, tells which it was."""
    raw = json.dumps(_tombstone(words)).encode()
    named, nameless = collect(raw, name=f"{post_id(0)}.json"), collect(raw)
    answered = _read(_result(5, in_reply_to_status_id_str=post_id(0), parent=_tombstone(words)))

    assert named.absences.select("post_id", "reason", "detail").rows() == [(post_id(0), reason, words)]
    assert kinds(nameless) == ["absence_without_id"]
    assert answered.absences.select("post_id", "reason").rows() == [(post_id(0), reason)]


def test_a_quoted_tombstone_without_an_id_is_reported() -> None:
    """Which post was quoted is not said then."""
    found = _read(_result(5, quoted_tweet=_tombstone("This Post was deleted by the Post author.")))

    assert found.observations["quoted_id"].to_list() == [None]
    assert kinds(found) == ["absence_without_id"]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "shown_at_capture"),
        ({"visual_style": "Tentative"}, "proposed_at_capture"),
        ({"title": "Contexto", "visual_style": None}, "pivot_ambiguous"),
    ],
)
def test_a_note_is_told_as_in_graphql(more: dict[str, Any], state: str) -> None:
    """The pivot names the note and says whether it was shown; an answer without one says nothing."""
    notes = _read(_result(0, birdwatch_pivot=_PIVOT | more), _result(1)).notes

    assert notes.select("post_id", "state", "note_id", "text").rows() == [
        (post_id(0), state, "1795000000000000000", "Readers say")
    ]


def test_photos_and_the_still_stand_in_for_media() -> None:
    """Older answers have no details of media, only the pictures and the still of the video."""
    row = only(
        _read(
            _result(
                0,
                photos=[{"url": "https://img.example/1.jpg"}],
                video={"poster": "https://img.example/2.jpg"},
            )
        )
    )

    assert [(item["kind"], item["url"]) for item in row["media"]] == [
        ("photo", "https://img.example/1.jpg"),
        ("video", "https://img.example/2.jpg"),
    ]


@pytest.mark.parametrize("wrapped", ["page", "timeline"])
def test_timelines_hold_posts_as_v11_has_them(wrapped: str) -> None:
    """What the page of a timeline holds: posts with conversation, reposts and replies counted, reposts whole."""
    original = v11_status(0, "all of it", author="502", full_text="all of it", conversation_id_str=post_id(0))
    repost = v11_status(5, "RT @person_502: all…", retweeted_status=original, quote_count=0, reply_count=0)
    entries = [
        {"type": "tweet", "entry_id": f"tweet-{post_id(5)}", "sort_index": "1", "content": {"tweet": repost}},
        {"type": "tweet", "entry_id": "x", "content": {}},
    ]
    timeline = {"timeline": {"entries": entries}}
    page = {"props": {"pageProps": {"contextProvider": {}, "latest_tweet_id": "1"} | timeline}, "page": "/x"}
    seen = collect(json.dumps(page if wrapped == "page" else timeline).encode()).observations.sort("post_id")

    assert seen["dialect"].unique().to_list() == ["syndication"]
    assert seen["text"].to_list() == ["all of it", "all of it"]
    assert seen["repost_of_id"].to_list() == [None, post_id(0)]
    assert seen["conversation_id"].to_list() == [post_id(0), None]


def test_a_post_without_an_id_is_reported() -> None:
    """It can neither be placed nor cited."""
    broken = _result(1) | {"id_str": None}
    found = _read(_result(0), broken)

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert kinds(found) == ["no_post_id"]


def test_answers_saved_one_by_one_make_a_thread() -> None:
    """A reply and its parent in two files are one conversation of two posts, each once."""
    reply = _result(5, in_reply_to_status_id_str=post_id(0), parent=_base(0) | {"retweet_count": 7})
    posts = folded(reply, _result(0)).posts

    assert posts["post_id"].to_list() == [post_id(0), post_id(5)]
    assert posts["repost_count"].to_list() == [7, None]


@pytest.mark.shared
def test_samples(shared: Path) -> None:
    """The answers that others published are read: a post, and a tombstone that does not say of which."""
    folder = shared / "samples" / "5_syndication"
    (post,) = folder.glob("*syndication_tweet.json")
    (gone,) = folder.glob("*tombstone.json")

    assert only(read([post]))["text"].startswith("Underdocumented")
    assert kinds(read([gone])) == ["absence_without_id"]
