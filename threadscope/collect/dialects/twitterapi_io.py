"""Responses of TwitterAPI.io and services that copy it: pages ``{tweets, has_next_page, next_cursor}``, or posts alone.

The fields and their traps are those of ``camel_post``; there is no ``fullText``. Threads and replies come as
``tweets`` or ``replies``. A retweet shows its original's counts as its own; these belong to the original.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from threadscope.collect.dialects.camel_post import CARRIES, Post, inside, known_id, put
from threadscope.collect.intake import Intake
from threadscope.collect.record import Found, embedded
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

_MOCK: Final = "mock_tweet"
#: apidojo's actor writes these into every post, and this service never.
_APIDOJO: Final = frozenset({"fullText", "quoteId", "searchTerm"})
#: Beside a handle that is called ``username``, these tell the copies of this service from other tools.
_COPIES: Final = frozenset({"isReply", "inReplyToId", "isNoteTweet"})
_LISTS: Final = ("tweets", "replies", "quotes")


class Pinned(Shape):
    """``data`` of a person's timeline."""

    tweets: list[Post] | None = None
    pin_tweet: Post | None = None


class Line(Post):
    """One record: a page of posts, or one post."""

    searchTerm: str | None = None
    tweets: list[Post] | None = None
    replies: list[Post] | None = None
    quotes: list[Post] | None = None
    tweet: Post | None = None
    data: Pinned | None = None
    has_next_page: bool | None = None
    status: str | None = None
    msg: str | None = None
    message: str | None = None


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if _is_post(value):
        return (
            "author.userName without fullText" if "userName" in value["author"] else "author and inReplyToId"
        )
    data = value.get("data")
    holder = data if isinstance(data, dict) and isinstance(data.get("tweets"), list) else value
    for name in _LISTS:
        posts = holder.get(name)
        if isinstance(posts, list) and {"has_next_page", "next_cursor"} <= value.keys():
            return f"list {name} and has_next_page"
        if isinstance(posts, list) and posts:
            return f"list {name} with author.userName" if all(map(_is_post, posts)) else None
    return None


def _is_post(value: Any) -> bool:
    if not isinstance(value, dict) or "id" not in value or value.keys() & _APIDOJO:
        return False
    author = value.get("author")
    if not isinstance(author, dict) or "authorId" in value:
        return False
    return "userName" in author or ("username" in author and bool(value.keys() & _COPIES))


def fits(line: Line) -> bool:
    """Say whether a record is a page or a post of such a service."""
    if line.id is not None:
        return _is_theirs(line) and line.searchTerm is None
    posts = _posts(line)
    return all(map(_is_theirs, posts)) if posts else line.has_next_page is not None


def _is_theirs(post: Post) -> bool:
    author = post.author
    if author is None or post.fullText is not None or post.quoteId is not None:
        return False
    if author.userName is not None:
        return True
    return author.username is not None and (post.isReply is not None or post.inReplyToId is not None)


def _posts(line: Line) -> list[Post]:
    lists = (line.tweets, line.replies, line.quotes, line.data.tweets if line.data else None)
    alone = (line.tweet, line.data.pin_tweet if line.data else None)
    return [
        *(post for posts in lists if posts for post in posts),
        *(
            post
            for post in alone
            if post is not None and (post.text is not None or known_id(post) is not None)
        ),
    ]


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and "next page" marks of records into ``intake``."""
    posts = [
        Found(number, post, at)
        for number, line, at in found
        for post in _of_record(line, f"record {number}", at, intake)
    ]
    if posts:
        put(embedded(posts, inside), intake)


def _of_record(line: Line, position: str, at: int | None, intake: Intake) -> Iterator[Post]:
    if line.has_next_page:
        intake.cursor(None, "next_page", at=at)
    posts = [line] if known_id(line) is not None or line.text is not None else _posts(line)
    for post in posts:
        if post.type == _MOCK:
            intake.report(position, "unknown_record", "a made-up post of the service; it was left out")
        else:
            yield post  # without an id it is reported where that is missed, and the posts inside it may have one
    if not posts and line.status not in {None, "success"}:
        words = line.msg or line.message or "an error without words"
        intake.report(position, "errors_in_response", words[:200])
    elif not posts and line.has_next_page is None:
        intake.report(position, "unknown_record", "no post in it; it was left out")
