"""The post that Apify's X actors and TwitterAPI.io write with the same names -> raw columns of posts and people.

``text`` of a long post is the whole of it and holds no HTML entities; that of a short one does. Beside a long
``text``, ``fullText`` is only its beginning; beside a reply, some versions leave the mentions in front out of
``text`` and keep them in ``fullText``: the longer of the two is the post. ``isRetweet`` is false in some retweets;
the post inside counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from threadscope.collect.addresses import first_id, id_in
from threadscope.collect.badges import badge
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.moments import milliseconds
from threadscope.collect.record import Placed, taken_from
from threadscope.collect.shape import Shape
from threadscope.collect.whole_ids import whole_id

__all__ = [
    "CARRIES",
    "Author",
    "Entities",
    "Hashtag",
    "Media",
    "Mention",
    "Post",
    "Url",
    "inside",
    "known_id",
    "put",
    "reposted",
]

CARRIES: Final = frozenset(
    {
        "post_id",
        "conversation_id",
        "reply_to_id",
        "reply_to_author_id",
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
        "source_app",
        "captured_at",
    }
)


class Author(Shape):
    """``author``; a service of the same kind calls the handle ``username``."""

    id: str | None = None
    userName: str | None = None
    username: str | None = None
    name: str | None = None
    isVerified: bool | None = None
    isBlueVerified: bool | None = None
    verifiedType: str | None = None
    followers: int | None = None
    following: int | None = None
    createdAt: str | None = None


class Mention(Shape):
    """``entities.user_mentions[]``."""

    screen_name: str | None = None


class Hashtag(Shape):
    """``entities.hashtags[]``."""

    text: str | None = None


class Url(Shape):
    """``entities.urls[]``."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Shape):
    """``extendedEntities.media[]``."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None


class Entities(Shape):
    """``entities`` and ``extendedEntities``."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class Post(Shape):
    """A post; empty texts stand for nothing, ``viewCount`` may be a list of one number."""

    type: str | None = None
    id: str | None = None
    url: str | None = None
    text: str | None = None
    fullText: str | None = None
    source: str | None = None
    retweetCount: int | None = None
    replyCount: int | None = None
    likeCount: int | None = None
    quoteCount: int | None = None
    viewCount: int | list[int] | None = None
    bookmarkCount: int | None = None
    createdAt: str | None = None
    lang: str | None = None
    isReply: bool | None = None
    inReplyToId: str | None = None
    inReplyToUserId: str | None = None
    inReplyToUsername: str | None = None
    conversationId: str | None = None
    author: Author | None = None
    entities: Entities | None = None
    extendedEntities: Entities | None = None
    quoteId: str | None = None
    quote: Post | None = None
    quoted_tweet: Post | None = None
    retweet: Post | None = None
    retweeted_tweet: Post | None = None
    scrapedAt: str | None = None


_NO_AUTHOR, _NO_ENTITIES = Author(), Entities()


def inside(post: Post) -> Iterator[tuple[str, Post | None]]:
    """Yield the places and posts directly inside a post."""
    yield "quoted", _quoted(post)
    yield "reposted", reposted(post)


def known_id(post: Post) -> str | None:
    """Return the id of a post: its own, else that of its address."""
    own = post.id
    return own if own and own.isdigit() and len(own) < 20 else first_id(own, id_in(post.url))


def reposted(post: Post) -> Post | None:
    """Return the post that this one only repeats."""
    original = post.retweet or post.retweeted_tweet
    return original if original is not None and _is_told(original) else None


def put(posts: list[Placed[Post]], intake: Intake) -> None:
    """Put posts and their authors into ``intake``."""
    bare = [placed.post for placed in posts]
    authors = [post.author or _NO_AUTHOR for post in bare]
    originals = [reposted(post) for post in bare]
    pairs = list(zip(originals, bare, strict=True))
    escaped, plain = by_kind([_text(original or post) for original, post in pairs])
    parts = [post.entities or _NO_ENTITIES for post in bare]
    seen = [at if at is not None else milliseconds(post.scrapedAt) for post, _, _, at in posts]
    intake.observe(
        taken_from(posts)
        | {
            "post_id": [whole_id(post.id, post.url, number, intake) for post, _, number, _ in posts],
            "captured_ms": seen,
            "conversation_id": [post.conversationId or None for post in bare],
            "reply_to_id": [post.inReplyToId or None for post in bare],
            "reply_to_author_id": [post.inReplyToUserId or None for post in bare],
            "reply_to_handle": [post.inReplyToUsername or None for post in bare],
            "quoted_id": [None if original else _quoted_id(post) for original, post in pairs],
            "repost_of_id": [known_id(original) if original else None for original in originals],
            "author_id": [author.id or None for author in authors],
            "handle": [author.userName or author.username for author in authors],
            "created": [post.createdAt or None for post in bare],
            "text": escaped,
            "plain": plain,
            "lang": [post.lang for post in bare],
            "like_count": [post.likeCount for post in bare],
            "reply_count": [post.replyCount for post in bare],
            "repost_count": [post.retweetCount for post in bare],
            "quote_count": [post.quoteCount for post in bare],
            "bookmark_count": [post.bookmarkCount for post in bare],
            "view_count": [_views(post) for post in bare],
            "media": [_media(post) for post in bare],
            "urls": [own_links(part.urls) if part.urls else None for part in parts],
            "mentions": [[m.screen_name for m in part.user_mentions or ()] for part in parts],
            "hashtags": [[tag.text for tag in part.hashtags or ()] for part in parts],
            "source_app": [post.source for post in bare],
        }
    )
    known = [(author, at) for author, at in zip(authors, seen, strict=True) if author is not _NO_AUTHOR]
    intake.sight(_people([author for author, _ in known], [at for _, at in known]))


def _people(authors: list[Author], seen: list[int | None]) -> dict[str, list[Any]]:
    badges = [
        badge(blue=author.isBlueVerified, old=author.isVerified, kind=author.verifiedType)
        for author in authors
    ]
    return {
        "author_id": [author.id or None for author in authors],
        "captured_ms": seen,
        "handle": [author.userName or author.username for author in authors],
        "name": [author.name for author in authors],
        "verified": [shown for shown, _ in badges],
        "verified_type": [kind for _, kind in badges],
        "follower_count": [author.followers for author in authors],
        "following_count": [author.following for author in authors],
        "created": [author.createdAt or None for author in authors],
    }


def _quoted(post: Post) -> Post | None:
    quoted = post.quote or post.quoted_tweet
    return quoted if quoted is not None and _is_told(quoted) else None


def _is_told(post: Post) -> bool:
    """Say whether an object is a post, and not an empty one."""
    return bool(post.id or post.url or post.text or post.fullText or post.createdAt or post.author)


def _quoted_id(post: Post) -> str | None:
    quoted = _quoted(post)
    return post.quoteId or (known_id(quoted) if quoted else None)


def _text(post: Post) -> str | None:
    text, full = post.text, post.fullText
    return text if full is None or (text is not None and len(text) > len(full)) else full


def _views(post: Post) -> int | None:
    views = post.viewCount
    return views if not isinstance(views, list) else (views[0] if views else None)


def _media(post: Post) -> list[dict[str, str | None]] | None:
    holders = (post.extendedEntities, post.entities)
    items = next((holder.media for holder in holders if holder and holder.media), None)
    return [medium(item.type, item.media_url_https, item.ext_alt_text) for item in items] if items else None
