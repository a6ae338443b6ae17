"""Small invented records in each dialect, as plain dicts that a test changes before it writes them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from threadscope.collect import Collected, Folded, fold, read
from threadscope.snowflake import id_at

START = datetime(2024, 5, 24, 12, tzinfo=UTC)
CAPTURED = "2024-06-07T21:14:00+00:00"


def at(minutes: float) -> datetime:
    """Return a time after the start of the thread."""
    return START + timedelta(minutes=minutes)


def post_id(minutes: float) -> str:
    """Return the id of the post made so many minutes after the start."""
    return id_at(at(minutes))


def x_time(moment: datetime) -> str:
    """Write a time as v1.1 and GraphQL do."""
    return moment.strftime("%a %b %d %H:%M:%S +0000 %Y")


def iso_time(moment: datetime) -> str:
    """Write a time as API v2 does."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def v2_post(minutes: float, text: str = "words", *, author: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a post of API v2."""
    own = post_id(minutes)
    return {
        "id": own,
        "text": text,
        "author_id": author,
        "conversation_id": own,
        "created_at": iso_time(at(minutes)),
        "lang": "en",
        "public_metrics": {"like_count": 4, "reply_count": 1, "retweet_count": 2, "quote_count": 3},
    } | changes


def v2_user(person: str = "501", handle: str = "Cath_Pigeon") -> dict[str, Any]:
    """Return a person of API v2."""
    return {
        "id": person,
        "username": handle,
        "name": "Cath",
        "verified": True,
        "verified_type": "blue",
        "created_at": "2012-03-01T10:00:00.000Z",
        "public_metrics": {"followers_count": 900, "following_count": 90},
    }


def v2_page(*posts: dict[str, Any], captured: str | None = CAPTURED, **more: Any) -> dict[str, Any]:
    """Return a response page as twarc2 keeps it."""
    page: dict[str, Any] = {
        "data": list(posts),
        "includes": {"users": [v2_user()]},
        "meta": {"result_count": len(posts)},
    }
    if captured:
        page["__twarc"] = {"retrieved_at": captured, "version": "2.14.0"}
    return page | more


def v11_status(minutes: float, text: str = "words", *, author: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a post of v1.1."""
    own = post_id(minutes)
    return {
        "created_at": x_time(at(minutes)),
        "id": int(own),
        "id_str": own,
        "text": text,
        "truncated": False,
        "source": '<a href="https://app.example" rel="nofollow">Pigeon &amp; Co</a>',
        "in_reply_to_status_id_str": None,
        "in_reply_to_user_id_str": None,
        "in_reply_to_screen_name": None,
        "user": {
            "id_str": author,
            "screen_name": f"person_{author}",
            "name": "Somebody",
            "verified": False,
            "followers_count": 12,
            "friends_count": 13,
            "created_at": x_time(datetime(2012, 3, 1, tzinfo=UTC)),
        },
        "entities": {"hashtags": [], "urls": [], "user_mentions": []},
        "favorite_count": 4,
        "retweet_count": 2,
        "lang": "en",
    } | changes


def g3_user(person: str = "501", handle: str = "Cath_Pigeon") -> dict[str, Any]:
    """Return a person of GraphQL without `legacy`."""
    return {
        "__typename": "User",
        "rest_id": person,
        "core": {
            "screen_name": handle,
            "name": "Cath",
            "created_at": x_time(datetime(2012, 3, 1, tzinfo=UTC)),
        },
        "is_blue_verified": True,
        "relationship_counts": {"followers": 900, "following": 90},
        "verification": {"verified": False},
    }


def g3_post(
    minutes: float, text: str = "words", *, legacy: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    """Return a post of GraphQL, its content in `legacy`."""
    own = post_id(minutes)
    return {
        "__typename": "Tweet",
        "rest_id": own,
        "core": {"user_results": {"result": g3_user()}},
        "source": '<a href="https://app.example" rel="nofollow">Pigeon App</a>',
        "views": {"count": "979440", "state": "EnabledWithCount"},
        "edit_control": {"edit_tweet_ids": [own]},
        "legacy": {
            "id_str": own,
            "full_text": text,
            "created_at": x_time(at(minutes)),
            "conversation_id_str": own,
            "user_id_str": "501",
            "lang": "en",
            "favorite_count": 4,
            "reply_count": 1,
            "retweet_count": 2,
            "quote_count": 3,
            "bookmark_count": 0,
        }
        | (legacy or {}),
    } | changes


def entry(result: dict[str, Any], name: str | None = None, **content: Any) -> dict[str, Any]:
    """Return a timeline entry that holds one post."""
    inner = {"itemType": "TimelineTweet", "tweet_results": {"result": result}} | content
    return {"entryId": name or f"tweet-{result.get('rest_id')}", "content": {"itemContent": inner}}


def detail(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return a TweetDetail response."""
    instructions = [{"type": "TimelineAddEntries", "entries": list(entries)}]
    return {"data": {"threaded_conversation_with_injections_v2": {"instructions": instructions}}}


def lines(*records: Any) -> bytes:
    """Write records one a line."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def collect(content: bytes | Iterable[bytes], name: str = "archive.json") -> Collected:
    """Read bytes as if they stood in one file (or one a file)."""
    parts = [content] if isinstance(content, bytes) else list(content)
    streams = []
    for number, part in enumerate(parts):
        stream = io.BytesIO(part)
        stream.name = name if len(parts) == 1 else f"{number}_{name}"  # type: ignore[attr-defined]
        streams.append(stream)
    return read(streams)


def folded(*records: Any) -> Folded:
    """Read records, one a line, and fold them."""
    return fold(collect(lines(*records)))


def kinds(collected: Collected | Folded) -> list[str]:
    """Return the kinds of problems, in order."""
    return collected.problems["kind"].to_list()


def only(collected: Collected) -> dict[str, Any]:
    """Return the only observation."""
    (row,) = collected.observations.to_dicts()
    return row
