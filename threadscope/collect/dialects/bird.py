"""What command-line tools print of X's web API: bird (``--json``) and its kin, and twitter-cli.

bird's posts have ``createdAt``, ``authorId``, ``author.username`` and ``inReplyToStatusId``, alone, as an array, or as
``{tweets, nextCursor}``; twitter-cli's have ``author.screenName`` and counts under ``metrics``, and no parent. ``text`` is
the whole of a long post, without HTML entities, or X's short text with them; it is never cut. What the tool does not
know is left out. A repost is only told by the "RT @somebody:" that its text begins with: it names no original, and is
read as a post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from threadscope.collect.badges import badge
from threadscope.collect.intake import Intake
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.record import Found, embedded, taken_from
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {
        "post_id",
        "conversation_id",
        "reply_to_id",
        "quoted_id",
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
    }
)
_BIRD: Final = frozenset({"authorId", "inReplyToStatusId", "conversationId"})


class Author(Shape):
    """``author``; twitter-cli knows more of a person than bird does."""

    id: str | None = None
    username: str | None = None
    screenName: str | None = None
    name: str | None = None
    verified: bool | None = None


class Media(Shape):
    """``media[]``: ``url`` is the picture, or the still of a video."""

    type: str | None = None
    url: str | None = None
    altText: str | None = None


class Metrics(Shape):
    """``metrics`` of twitter-cli."""

    likes: int | None = None
    retweets: int | None = None
    replies: int | None = None
    quotes: int | None = None
    views: int | None = None
    bookmarks: int | None = None


class Post(Shape):
    """A post."""

    id: str | None = None
    text: str | None = None
    createdAt: str | None = None
    replyCount: int | None = None
    retweetCount: int | None = None
    likeCount: int | None = None
    quoteCount: int | None = None
    bookmarkCount: int | None = None
    viewCount: int | None = None
    metrics: Metrics | None = None
    conversationId: str | None = None
    inReplyToStatusId: str | None = None
    author: Author | None = None
    authorId: str | None = None
    lang: str | None = None
    quotedTweet: Post | None = None
    media: list[Media] | None = None
    urls: list[str] | None = None


class Line(Post):
    """One record: a post, or a page of posts."""

    tweets: list[Post] | None = None
    nextCursor: str | None = None
    fullText: str | None = None
    isReply: bool | None = None


_NO_AUTHOR, _NO_METRICS = Author(), Metrics()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    posts = value.get("tweets")
    if isinstance(posts, list) and posts and "id" not in value:
        return f"list tweets with {why}" if (why := _why(posts[0])) and all(map(_why, posts)) else None
    return _why(value)


def _why(value: Any) -> str | None:
    if not isinstance(value, dict) or not {"id", "createdAt"} <= value.keys() or "fullText" in value:
        return None
    author, metrics = value.get("author"), value.get("metrics")
    if not isinstance(author, dict):
        return None
    if "username" in author and "isReply" not in value and value.keys() & _BIRD:
        return "author.username and createdAt"
    is_cli = "screenName" in author and isinstance(metrics, dict) and "likes" in metrics
    return "author.screenName and metrics.likes" if is_cli else None


def fits(line: Line) -> bool:
    """Say whether a record is a post or a page of such a tool."""
    if line.id is not None:
        return line.fullText is None and line.isReply is None and _is_theirs(line)
    return bool(line.tweets) and all(map(_is_theirs, line.tweets or ()))


def _is_theirs(post: Post) -> bool:
    author = post.author
    if author is None or post.createdAt is None:
        return False
    if author.username is not None:
        return (
            post.authorId is not None or post.conversationId is not None or post.inReplyToStatusId is not None
        )
    return author.screenName is not None and post.metrics is not None


def inside(post: Post) -> Iterator[tuple[str, Post | None]]:
    """Yield the place and post directly inside a post."""
    quoted = post.quotedTweet
    yield "quoted", quoted if quoted is not None and _is_told(quoted) else None


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and "next page" marks of records into ``intake``."""
    bare = [
        Found(number, post, at)
        for number, line, at in found
        for post in _of_record(line, f"record {number}", at, intake)
    ]
    if bare:
        _put(bare, intake)


def _of_record(line: Line, position: str, at: int | None, intake: Intake) -> list[Post]:
    if line.nextCursor:
        intake.cursor(None, "next_page", at=at)
    posts: list[Post] | None = [line] if _is_told(line) else line.tweets
    if posts is None:
        intake.report(position, "unknown_record", "no post in it; it was left out")
        return []
    return posts


def _is_told(post: Post) -> bool:
    """Say whether an object is a post, perhaps one without an id, and not an empty one."""
    return not (post.id is None and post.text is None and post.createdAt is None and post.quotedTweet is None)


def _put(found: list[Found[Post]], intake: Intake) -> None:
    placed = embedded(found, inside)
    posts = [post for post, _, _, _ in placed]
    authors = [post.author or _NO_AUTHOR for post in posts]
    counts = [post.metrics or _NO_METRICS for post in posts]
    both = list(zip(posts, counts, strict=True))
    escaped, plain = by_kind([post.text for post in posts])
    ids = [post.authorId or author.id for post, author in zip(posts, authors, strict=True)]
    handles = [author.username or author.screenName for author in authors]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": [post.id for post in posts],
            "conversation_id": [post.conversationId for post in posts],
            "reply_to_id": [post.inReplyToStatusId for post in posts],
            "quoted_id": [post.quotedTweet.id if post.quotedTweet else None for post in posts],
            "author_id": ids,
            "handle": handles,
            "created": [post.createdAt for post in posts],
            "text": escaped,
            "plain": plain,
            "lang": [post.lang for post in posts],
            "like_count": [_first(post.likeCount, m.likes) for post, m in both],
            "reply_count": [_first(post.replyCount, m.replies) for post, m in both],
            "repost_count": [_first(post.retweetCount, m.retweets) for post, m in both],
            "quote_count": [_first(post.quoteCount, m.quotes) for post, m in both],
            "bookmark_count": [_first(post.bookmarkCount, m.bookmarks) for post, m in both],
            "view_count": [_first(post.viewCount, m.views) for post, m in both],
            "media": [[medium(m.type, m.url, m.altText) for m in post.media or ()] for post in posts],
            "urls": [post.urls for post in posts],
        }
    )
    badges = [badge(old=author.verified) for author in authors]
    intake.sight(
        {
            "author_id": ids,
            "captured_ms": [at for _, _, _, at in placed],
            "handle": handles,
            "name": [author.name for author in authors],
            "verified": [shown for shown, _ in badges],
            # The tool says that there is a badge, and not which.
            "verified_type": [None] * len(badges),
        }
    )


def _first(own: int | None, other: int | None) -> int | None:
    return other if own is None else own
