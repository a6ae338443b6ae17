"""CSV of twarc-csv: API v2 posts, flattened into 80 dotted columns, lists as JSON inside the cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import msgspec

from threadscope.collect.dialects.api_v2.shapes import Media, Url
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.moments import milliseconds
from threadscope.collect.record import Found
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Row", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "bookmark_count", "view_count", "media", "urls", "mentions"}
    | {"hashtags", "source_app", "edit_ids", "availability", "captured_at"}
)
_KINDS: Final = {"photo": "photo", "video": "video", "animated_gif": "gif"}
#: What a media key begins with.
_KEYS: Final = {"3": "photo", "7": "video", "13": "video", "16": "gif"}
T = TypeVar("T")


def _called(name: str) -> Any:
    return msgspec.field(default=None, name=name)


class Row(Shape):
    """A row; the names of its columns are the paths of API v2."""

    id: str | None = None
    conversation_id: str | None = None
    replied_to: str | None = _called("referenced_tweets.replied_to.id")
    retweeted: str | None = _called("referenced_tweets.retweeted.id")
    quoted: str | None = _called("referenced_tweets.quoted.id")
    author_id: str | None = None
    in_reply_to_user_id: str | None = None
    in_reply_to_username: str | None = None
    created_at: str | None = None
    text: str | None = None
    note: str | None = _called("note_tweet.text")
    lang: str | None = None
    source: str | None = None
    views: int | None = _called("public_metrics.impression_count")
    replies: int | None = _called("public_metrics.reply_count")
    reposts: int | None = _called("public_metrics.retweet_count")
    quotes: int | None = _called("public_metrics.quote_count")
    likes: int | None = _called("public_metrics.like_count")
    bookmarks: int | None = _called("public_metrics.bookmark_count")
    edit_history_tweet_ids: str | None = None
    withheld: str | None = _called("withheld.country_codes")
    withheld_copyright: str | None = _called("withheld.copyright")
    hashtags: str | None = _called("entities.hashtags")
    mentions: str | None = _called("entities.mentions")
    urls: str | None = _called("entities.urls")
    media: str | None = _called("attachments.media")
    media_keys: str | None = _called("attachments.media_keys")
    handle: str | None = _called("author.username")
    name: str | None = _called("author.name")
    joined: str | None = _called("author.created_at")
    verified: bool | None = _called("author.verified")
    verified_type: str | None = _called("author.verified_type")
    followers: int | None = _called("author.public_metrics.followers_count")
    following: int | None = _called("author.public_metrics.following_count")
    retrieved_at: str | None = _called("__twarc.retrieved_at")


def marks(value: Any) -> str | None:
    """Say why a first row is of this dialect, or ``None``."""
    if isinstance(value, dict) and {"id", "author_id"} <= value.keys():
        dotted = [name for name in ("author.username", "__twarc.retrieved_at", "author.id") if name in value]
        return f"columns id, author_id, {dotted[0]}" if dotted and isinstance(value["id"], str) else None
    return None


def fits(row: Row) -> bool:
    """Say whether a row is a post."""
    return (
        row.id is not None
        and row.author_id is not None
        and (row.handle is not None or row.created_at is not None)
    )


def rows(found: Sequence[Found[Row]], intake: Intake) -> None:
    """Put the posts and authors of rows into ``intake``."""
    posts = [item.record for item in found]
    at = [milliseconds(item.record.retrieved_at) or item.at for item in found]
    intake.observe(
        {
            "post_id": [row.id for row in posts],
            "captured_ms": at,
            "source_row": [item.number for item in found],
            "conversation_id": [row.conversation_id for row in posts],
            "reply_to_id": [row.replied_to for row in posts],
            "reply_to_author_id": [row.in_reply_to_user_id for row in posts],
            "reply_to_handle": [row.in_reply_to_username for row in posts],
            "quoted_id": [row.quoted for row in posts],
            "repost_of_id": [row.retweeted for row in posts],
            "author_id": [row.author_id for row in posts],
            "handle": [row.handle for row in posts],
            "created": [row.created_at for row in posts],
            "text": [row.text for row in posts],
            "plain": [row.note for row in posts],
            "lang": [row.lang for row in posts],
            "like_count": [row.likes for row in posts],
            "reply_count": [row.replies for row in posts],
            "repost_count": [row.reposts for row in posts],
            "quote_count": [row.quotes for row in posts],
            "bookmark_count": [row.bookmarks for row in posts],
            "view_count": [row.views for row in posts],
            "media": [_media(row) for row in posts],
            "urls": [own_links(Url(expanded_url=u) for u in _list(row.urls, _TEXTS)) for row in posts],
            "mentions": [[m.removeprefix("@") for m in _list(row.mentions, _TEXTS)] for row in posts],
            "hashtags": [[h.removeprefix("#") for h in _list(row.hashtags, _TEXTS)] for row in posts],
            "source_app": [row.source for row in posts],
            "edit_ids": [_versions(row) for row in posts],
            "availability": ["withheld" if _is_withheld(row) else None for row in posts],
        }
    )
    intake.sight(
        {
            "author_id": [row.author_id for row in posts],
            "captured_ms": at,
            "handle": [row.handle for row in posts],
            "name": [row.name for row in posts],
            "verified": [row.verified for row in posts],
            "verified_type": [row.verified_type for row in posts],
            "follower_count": [row.followers for row in posts],
            "following_count": [row.following for row in posts],
            "created": [row.joined for row in posts],
        }
    )


_MEDIA: Final = msgspec.json.Decoder(list[Media]).decode
_TEXTS: Final = msgspec.json.Decoder(list[str], strict=False).decode


def _list(cell: str | None, read: Callable[[str], list[T]]) -> list[T]:
    """Return the list in a cell; a cell that is none says nothing."""
    if cell is None:
        return []
    try:
        return read(cell)
    except (msgspec.DecodeError, RecursionError):
        return []


def _versions(row: Row) -> list[str] | None:
    versions = _list(row.edit_history_tweet_ids, _TEXTS)
    return versions if len(versions) > 1 else None


def _is_withheld(row: Row) -> bool:
    return row.withheld is not None or (row.withheld_copyright or "").lower() == "true"


def _media(row: Row) -> list[dict[str, str | None]]:
    """Return the media; of pictures in quoted posts only the key is known, which begins with the kind."""
    items, keys = _list(row.media, _MEDIA), _list(row.media_keys, _TEXTS)
    items += [Media() for _ in keys[len(items) :]]
    return [_medium(item, keys[place] if place < len(keys) else "") for place, item in enumerate(items)]


def _medium(item: Media, key: str) -> dict[str, str | None]:
    kind = _KINDS.get(item.type or "") or _KEYS.get(key.partition("_")[0], "other")
    return {"kind": kind, "alt": item.alt_text, "url": item.url or item.preview_image_url, "file": None}
