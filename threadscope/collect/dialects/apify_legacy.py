"""Data sets of Apify's older X actors (quacker/twitter-scraper, microworlds): v1.1 names without v1.1's ids.

``full_text``, ``user.screen_name`` and counts as in v1.1, but ``id`` is a text, there is no ``id_str``, times are ISO,
``hashtags``, ``urls`` and ``media`` stand at the top, and the post that is answered stands only as an address
(``replying_to_tweet``). A long text comes whole and without HTML entities, a short one with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from threadscope.collect.addresses import first_id, handle_in, id_in
from threadscope.collect.badges import badge
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.record import Found, Placed, embedded, taken_from
from threadscope.collect.shape import Shape
from threadscope.collect.whole_ids import whole_id

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {
        "post_id",
        "conversation_id",
        "reply_to_id",
        "reply_to_handle",
        "quoted_id",
        "repost_of_id",
        "author_id",
        "handle",
        "created_at",
        "text",
        "lang",
        "like_count",
        "reply_count",
        "repost_count",
        "quote_count",
        "bookmark_count",
        "view_count",
        "media",
        "urls",
        "mentions",
        "hashtags",
    }
)
_THEIRS: Final = ("#sort_index", "startUrl", "is_quote_tweet", "replying_to_tweet")


class User(Shape):
    """``user``, as in v1.1."""

    id_str: str | None = None
    rest_id: str | None = None
    screen_name: str | None = None
    name: str | None = None
    verified: bool | None = None
    is_blue_verified: bool | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    created_at: str | None = None


class Tag(Shape):
    """``hashtags[]``, where it is no text."""

    text: str | None = None


class Mention(Shape):
    """``user_mentions[]``."""

    screen_name: str | None = None


class Url(Shape):
    """``urls[]``."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Shape):
    """``media[]``."""

    type: str | None = None
    media_url: str | None = None
    media_url_https: str | None = None


class Line(Shape):
    """A post."""

    id: str | None = None
    id_str: str | None = None
    conversation_id: str | None = None
    full_text: str | None = None
    user: User | None = None
    username: str | None = None
    user_id_str: str | None = None
    created_at: str | None = None
    lang: str | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    favorite_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None
    view_count: int | None = None
    hashtags: list[str | Tag] | None = None
    user_mentions: list[Mention] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None
    url: str | None = None
    sort_index: str | None = msgspec.field(default=None, name="#sort_index")
    startUrl: str | None = None
    is_quote_tweet: bool | None = None
    replying_to_tweet: str | None = None
    quoted_tweet: Line | None = None
    retweeted_tweet: Line | None = None


_NO_USER: Final = User()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict) or not {"id", "full_text"} <= value.keys() or "id_str" in value:
        return None
    named = [name for name in _THEIRS if name in value]
    if named:
        return f"full_text and {named[0]} without id_str"
    placed = {"conversation_id", "url", "favorite_count"} <= value.keys()
    return "full_text, conversation_id and url without id_str" if placed and "user" in value else None


def fits(line: Line) -> bool:
    """Say whether a record is a post of these actors."""
    if line.id is None or line.full_text is None or line.id_str is not None:
        return False
    named = line.sort_index or line.startUrl or line.replying_to_tweet or line.is_quote_tweet is not None
    placed = line.conversation_id is not None and line.url is not None and line.user is not None
    return bool(named) or (placed and line.favorite_count is not None)


def inside(post: Line) -> Iterator[tuple[str, Line | None]]:
    """Yield the places and posts directly inside a post."""
    yield "quoted", _whole(post.quoted_tweet)
    yield "reposted", _whole(post.retweeted_tweet)


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts and people of records into ``intake``."""
    put(embedded(found, inside), intake)


def put(posts: list[Placed[Line]], intake: Intake) -> None:
    """Put posts and their authors into ``intake``."""
    bare = [placed.post for placed in posts]
    users = [post.user or _NO_USER for post in bare]
    originals = [_whole(post.retweeted_tweet) for post in bare]
    quoted = [_whole(post.quoted_tweet) for post in bare]
    pairs = list(zip(originals, bare, strict=True))
    escaped, plain = by_kind([(original or post).full_text for original, post in pairs])
    intake.observe(
        taken_from(posts)
        | {
            "post_id": [whole_id(post.id, post.url, number, intake) for post, _, number, _ in posts],
            "conversation_id": [post.conversation_id for post in bare],
            "reply_to_id": [id_in(post.replying_to_tweet) for post in bare],
            "reply_to_handle": [handle_in(post.replying_to_tweet) for post in bare],
            "quoted_id": [
                None if original or not quote else _known_id(quote)
                for original, quote in zip(originals, quoted, strict=True)
            ],
            "repost_of_id": [_known_id(original) if original else None for original in originals],
            "author_id": [
                user.id_str or user.rest_id or p.user_id_str for user, p in zip(users, bare, strict=True)
            ],
            "handle": [
                user.screen_name or post.username or handle_in(post.url)
                for user, post in zip(users, bare, strict=True)
            ],
            "created": [post.created_at for post in bare],
            "text": escaped,
            "plain": plain,
            "lang": [post.lang for post in bare],
            "like_count": [post.favorite_count for post in bare],
            "reply_count": [post.reply_count for post in bare],
            "repost_count": [post.retweet_count for post in bare],
            "quote_count": [post.quote_count for post in bare],
            "bookmark_count": [post.bookmark_count for post in bare],
            "view_count": [post.view_count for post in bare],
            "media": [
                [medium(item.type, item.media_url_https or item.media_url) for item in post.media or ()]
                for post in bare
            ],
            "urls": [own_links(post.urls) if post.urls else None for post in bare],
            "mentions": [[mention.screen_name for mention in post.user_mentions or ()] for post in bare],
            "hashtags": [[_tag(tag) for tag in post.hashtags or ()] for post in bare],
        }
    )
    known = [(user, at) for user, (_, _, _, at) in zip(users, posts, strict=True) if user is not _NO_USER]
    badges = [badge(blue=user.is_blue_verified, old=user.verified) for user, _ in known]
    intake.sight(
        {
            "author_id": [user.id_str or user.rest_id for user, _ in known],
            "captured_ms": [at for _, at in known],
            "handle": [user.screen_name for user, _ in known],
            "name": [user.name for user, _ in known],
            "verified": [shown for shown, _ in badges],
            "verified_type": [kind for _, kind in badges],
            "follower_count": [user.followers_count for user, _ in known],
            "following_count": [user.friends_count for user, _ in known],
            "created": [user.created_at for user, _ in known],
        }
    )


def _known_id(post: Line) -> str | None:
    return first_id(post.id, id_in(post.url))


def _whole(post: Line | None) -> Line | None:
    return post if post is not None and (post.id or post.url or post.full_text or post.user) else None


def _tag(tag: str | Tag) -> str | None:
    return tag if isinstance(tag, str) else tag.text
