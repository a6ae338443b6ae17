"""vxTwitter's API (BetterTwitFix): one flat object a post, ``tweetID`` and ``user_screen_name``, with when it was fetched.

Who wrote has a handle and no id. ``text`` has no HTML entities, its links are written out, and it ends at the first
short link that is left. ``hashtags`` are told only of posts with media; ``qrt`` is the quoted post as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from threadscope.collect.addresses import first_id, id_in
from threadscope.collect.intake import Intake
from threadscope.collect.links import addresses_in
from threadscope.collect.media import medium
from threadscope.collect.note_words import note_row
from threadscope.collect.record import Found, embedded, taken_from
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_handle", "quoted_id", "repost_of_id", "author_id"}
    | {"handle", "created_at", "text", "lang", "like_count", "reply_count", "repost_count", "media", "urls"}
    | {"hashtags", "captured_at"}
)
_PICTURES: Final = frozenset({"image", "video", "gif"})


class Media(Shape):
    """``media_extended[]``; of a video ``url`` is the film. The service may add the text itself as a file."""

    type: str | None = None
    url: str | None = None
    thumbnail_url: str | None = None
    altText: str | None = None


class Line(Shape):
    """A post."""

    tweetID: str | None = None
    tweetURL: str | None = None
    conversationID: str | None = None
    text: str | None = None
    user_screen_name: str | None = None
    user_name: str | None = None
    date: str | None = None
    date_epoch: int | None = None
    likes: int | None = None
    retweets: int | None = None
    replies: int | None = None
    replyingTo: str | None = None
    replyingToID: str | None = None
    qrt: Line | None = None
    qrtURL: str | None = None
    retweetURL: str | None = None
    media_extended: list[Media] | None = None
    hashtags: list[str] | None = None
    communityNote: str | None = None
    lang: str | None = None
    fetched_on: int | None = None


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict) or "user_screen_name" not in value:
        return None
    return "tweetID and user_screen_name" if value.keys() & {"tweetID", "tweetURL"} else None


def fits(line: Line) -> bool:
    """Say whether a record is a post of this API."""
    return line.user_screen_name is not None and (line.tweetID is not None or line.tweetURL is not None)


def inside(line: Line) -> Iterator[tuple[str, Line | None]]:
    """Yield the place and post directly inside a post."""
    yield "quoted", line.qrt if line.qrt is not None and _is_told(line.qrt) else None


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and words of notes of records into ``intake``."""
    placed = embedded(found, inside)
    posts = [one.post for one in placed]
    times = [one.at if one.at is not None else _fetched(one.post) for one in placed]
    ids = [_id(post) for post in posts]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": ids,
            "captured_ms": times,
            "conversation_id": [post.conversationID for post in posts],
            "reply_to_id": [post.replyingToID for post in posts],
            "reply_to_handle": [post.replyingTo for post in posts],
            "quoted_id": [_quoted(post) for post in posts],
            "repost_of_id": [id_in(post.retweetURL) for post in posts],
            "handle": [post.user_screen_name for post in posts],
            "created": [post.date for post in posts],
            "created_ms": [post.date_epoch * 1000 if post.date_epoch else None for post in posts],
            "plain": [post.text for post in posts],
            # Of a repost only the beginning is told.
            "cut": [bool(post.retweetURL and post.text and post.text.endswith("…")) for post in posts],
            "lang": [post.lang for post in posts],
            "like_count": [post.likes for post in posts],
            "reply_count": [post.replies for post in posts],
            "repost_count": [post.retweets for post in posts],
            "media": [_media(post) for post in posts],
            "urls": [addresses_in(post.text) for post in posts],
            "hashtags": [post.hashtags for post in posts],
        }
    )
    named = [(post, at) for post, at in zip(posts, times, strict=True) if post.user_screen_name]
    intake.sight(
        {
            "author_id": [f"@{(post.user_screen_name or '').lower()}" for post, _ in named],
            "captured_ms": [at for _, at in named],
            "handle": [post.user_screen_name for post, _ in named],
            "name": [post.user_name for post, _ in named],
        }
    )
    for post, post_id, at in zip(posts, ids, times, strict=True):
        if post_id is not None and post.communityNote:
            intake.note(note_row(post_id, post.communityNote, at))


def _is_told(post: Line) -> bool:
    """Say whether an object is a post, perhaps one without an id, and not an empty one."""
    return bool(_id(post) or post.text or post.user_screen_name)


def _id(post: Line) -> str | None:
    return first_id(post.tweetID, id_in(post.tweetURL))


def _fetched(post: Line) -> int | None:
    return post.fetched_on * 1000 if post.fetched_on else None


def _quoted(post: Line) -> str | None:
    return id_in(post.qrtURL) or (_id(post.qrt) if post.qrt else None)


def _media(post: Line) -> list[dict[str, str | None]]:
    items = [item for item in post.media_extended or () if item.type in _PICTURES]
    return [medium(item.type, item.thumbnail_url or item.url, item.altText) for item in items]
