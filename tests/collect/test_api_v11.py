"""What is read from API v1.1: texts that are cut and whole, envelopes, notices of the stream."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.collect.inputs import collect, folded, kinds, lines, only, post_id, v11_status


def test_a_status_gives_the_columns_of_its_post() -> None:
    """Every field of a v1.1 post stands in its column; the milliseconds come from the id."""
    status = v11_status(
        10.00209,
        "@max &lt;no&gt;",
        in_reply_to_status_id_str=post_id(0),
        in_reply_to_user_id_str="502",
        in_reply_to_screen_name="max",
        quoted_status_id_str=post_id(1),
        entities={
            "hashtags": [{"text": "PigeonGate"}],
            "urls": [{"url": "https://t.co/1", "expanded_url": "https://news.example/1"}],
            "user_mentions": [{"screen_name": "max"}],
        },
        extended_entities={
            "media": [{"type": "photo", "media_url_https": "https://img.example/1.jpg", "ext_alt_text": "x"}]
        },
    )
    row = only(collect(lines(status)))

    assert (row["post_id"], row["author_id"], row["handle"]) == (status["id_str"], "501", "person_501")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert (row["quoted_id"], row["conversation_id"]) == (post_id(1), None)
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["display_from"], row["lang"]) == ("@max <no>", 5, "en")
    assert (row["like_count"], row["repost_count"], row["reply_count"], row["view_count"]) == (
        4,
        2,
        None,
        None,
    )
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert row["media"] == [{"kind": "photo", "alt": "x", "url": "https://img.example/1.jpg", "file": None}]
    assert row["source_app"] == "Pigeon & Co"


@pytest.mark.parametrize(
    ("changes", "text", "cut"),
    [
        ({"text": "cut… https://t.co/1", "truncated": True}, "cut… https://t.co/1", True),
        (
            {"text": "cut… https://t.co/1", "truncated": True, "extended_tweet": {"full_text": "whole"}},
            "whole",
            False,
        ),
        ({"text": None, "full_text": "whole &amp; well"}, "whole & well", False),
        ({"text": "w" * 139 + "…"}, "w" * 139 + "…", True),
        ({"text": "and so on…"}, "and so on…", False),
    ],
)
def test_the_most_complete_text_is_taken(changes: dict[str, object], text: str, cut: bool) -> None:  # noqa: FBT001
    """extended_tweet before full_text before text; a text is called cut when the export or its end says so."""
    row = only(collect(lines(v11_status(0) | changes)))

    assert (row["text"], row["text_truncated"]) == (text, cut)


def test_a_retweet_takes_its_original_text_and_the_original_stands_beside_it() -> None:
    """`truncated` is false in a retweet although its text is cut: the original's text counts."""
    original = v11_status(0, "t" * 200, author="502")
    seen = collect(
        lines(v11_status(5, "RT @person_502: " + "t" * 120 + "…", retweeted_status=original))
    ).observations

    assert seen["place"].to_list() == ["main", "reposted"]
    assert seen["text"].to_list() == ["t" * 200, "t" * 200]
    assert seen["repost_of_id"].to_list() == [post_id(0), None]
    assert seen["like_count"].to_list() == [None, 4]


@pytest.mark.parametrize("envelope", ["array", "statuses", "results", "single", "pretty"])
def test_containers(envelope: str) -> None:
    """Arrays, search and premium envelopes, one object, and indented files hold the same posts."""
    posts = [v11_status(0), v11_status(1)]
    wrapped = {
        "array": posts,
        "statuses": {"statuses": posts, "search_metadata": {}},
        "results": {"results": posts, "requestParameters": {}},
        "single": posts[0],
        "pretty": posts,
    }[envelope]
    found = collect(json.dumps(wrapped, indent=2 if envelope == "pretty" else None).encode())

    assert found.observations["post_id"].to_list() == [
        p["id_str"] for p in (posts[:1] if envelope == "single" else posts)
    ]
    assert kinds(found) == []


def test_notices_are_absences_or_problems_and_never_posts() -> None:
    """A delete notice names a post that is gone; a limit notice says that the stream left posts out."""
    found = collect(
        lines(
            {
                "delete": {
                    "status": {"id_str": post_id(0), "user_id_str": "501"},
                    "timestamp_ms": "1717794840000",
                }
            },
            {"status_withheld": {"id": int(post_id(1)), "withheld_in_countries": ["XY"]}},
            {"limit": {"track": 17}},
            v11_status(3),
            {"strange": 1},
        )
    )
    assert found.absences["post_id"].to_list() == [post_id(0), post_id(1)]
    assert found.absences["reason"].to_list() == ["deleted", "withheld"]
    assert found.observations["post_id"].to_list() == [post_id(3)]
    assert kinds(found) == ["stream_notice", "unknown_record"]


def test_an_id_without_digits_as_text_is_taken_from_the_number() -> None:
    """`id` is a number beyond doubles; JSON writes all its digits, so it is exact."""
    status = v11_status(0)
    del status["id_str"]

    assert only(collect(lines(status)))["post_id"] == post_id(0)


def test_a_quoted_post_stands_in_its_own_row() -> None:
    """The post inside `quoted_status` is a post of its own, in the place quoted."""
    found = folded(v11_status(5, quoted_status=v11_status(0, "quoted"), quoted_status_id_str=post_id(0)))

    assert found.posts["quoted_id"].to_list() == [None, post_id(0)]
    assert found.posts["text"].to_list() == ["quoted", "words"]
