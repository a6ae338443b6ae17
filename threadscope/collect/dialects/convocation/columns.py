"""Posts of twitter-scraper, TypeScript or Go -> raw columns of posts and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from threadscope.collect.addresses import handle_in
from threadscope.collect.dialects.convocation.shapes import AnyTweet, GoTweet, Raw, Tweet
from threadscope.collect.intake import Intake
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.record import Found, embedded, taken_from
from threadscope.collect.whole_ids import whole_id

__all__ = ["CARRIES", "put"]

CARRIES: Final = frozenset(
    {
        "post_id",
        "conversation_id",
        "reply_to_id",
        "quoted_id",
        "repost_of_id",
        "author_id",
        "handle",
        "created_at",
        "text",
        "like_count",
        "reply_count",
        "repost_count",
        "bookmark_count",
        "view_count",
        "media",
        "urls",
        "mentions",
        "hashtags",
    }
)
_NO_RAW: Final = Raw()
#: Seconds since 1970 stay below this for ages; milliseconds have been above it since 1973.
_SECONDS: Final = 100_000_000_000
#: What Go writes for no time.
_NO_TIME: Final = "0001-01-01T00:00:00Z"

T = TypeVar("T", Tweet, GoTweet)


def put(found: Sequence[Found[T]], intake: Intake) -> None:
    """Put posts, the posts inside them and their authors into ``intake``."""
    placed = embedded(found, _inside)
    posts: list[AnyTweet] = [post for post, _, _, _ in placed]
    originals = [_original(post) for post in posts]
    # The text of a repost is its original's, cut; the original mostly stands inside.
    worded = [post.retweetedStatus or post for post in posts]
    escaped, plain = by_kind([post.text for post in worded])
    raws = [post.raw or _NO_RAW for post in posts]
    times = [post.timeParsed if post.timeParsed != _NO_TIME else None for post in posts]
    handles = [post.username or handle_in(post.permanentUrl) for post in posts]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": [
                whole_id(post.id, post.permanentUrl, number, intake) for post, _, number, _ in placed
            ],
            "conversation_id": [post.conversationId or None for post in posts],
            "reply_to_id": [post.inReplyToStatusId or None for post in posts],
            "reply_to_author_id": [raw.in_reply_to_user_id_str for raw in raws],
            "reply_to_handle": [raw.in_reply_to_screen_name for raw in raws],
            "quoted_id": [
                None if original else _quoted(post) for original, post in zip(originals, posts, strict=True)
            ],
            "repost_of_id": originals,
            "author_id": [post.userId or None for post in posts],
            "handle": handles,
            "created": times,
            "created_ms": [
                None if time else _milliseconds(post.timestamp)
                for time, post in zip(times, posts, strict=True)
            ],
            "text": escaped,
            "plain": plain,
            "lang": [raw.lang for raw in raws],
            "like_count": [post.likes for post in posts],
            "reply_count": [post.replies for post in posts],
            "repost_count": [post.retweets for post in posts],
            "quote_count": [raw.quote_count for raw in raws],
            "bookmark_count": [post.bookmarkCount for post in posts],
            "view_count": [_views(post) for post in posts],
            "media": [_media(post) for post in posts],
            "urls": [post.urls for post in posts],
            "mentions": [[mention.username for mention in post.mentions or ()] for post in posts],
            "hashtags": [post.hashtags for post in posts],
            "edit_ids": [
                post.versions if post.versions and len(post.versions) > 1 else None for post in posts
            ],
        }
    )
    intake.sight(
        {
            "author_id": [post.userId or None for post in posts],
            "captured_ms": [at for _, _, _, at in placed],
            "handle": handles,
            "name": [post.name or None for post in posts],
        }
    )


def _inside(post: T) -> Iterator[tuple[str, T | None]]:
    yield "quoted", post.quotedStatus
    yield "reposted", post.retweetedStatus
    yield "included", post.inReplyToStatus
    for other in post.thread or ():
        yield "included", other


def _original(post: AnyTweet) -> str | None:
    inner = post.retweetedStatus
    return post.retweetedStatusId or (inner.id if inner is not None else None) or None


def _quoted(post: AnyTweet) -> str | None:
    inner = post.quotedStatus
    return post.quotedStatusId or (inner.id if inner is not None else None) or None


def _views(post: AnyTweet) -> int | None:
    # Go writes 0 where X did not say; nobody saves a post that nobody has seen.
    return post.views or None if isinstance(post, GoTweet) else post.views


def _milliseconds(timestamp: int | None) -> int | None:
    if timestamp is None or timestamp <= 0:
        return None
    return timestamp * 1000 if timestamp < _SECONDS else timestamp


def _media(post: AnyTweet) -> list[dict[str, str | None]] | None:
    if not (post.photos or post.videos or post.gifs):
        return None
    return [
        *(
            medium("photo", p) if isinstance(p, str) else medium("photo", p.url, p.alt_text)
            for p in post.photos or ()
        ),
        *(medium("video", video.preview or video.url) for video in post.videos or ()),
        *(medium("gif", gif.preview or gif.url) for gif in post.gifs or ()),
    ]
