"""Posts that users of the Python library tweety saved: its objects are dictionaries, their numbers and flags texts.

``reply_counts``, ``author``, ``tweet_body`` and their like. Newer versions do not say which post is answered, unless it was
fetched (``replied_to``); older ones keep X's own object under ``original_tweet``, which does. ``text`` of a repost is its
original's. ``text`` holds no HTML entities; beside ``original_tweet`` a short one holds them. ``community_note`` is the
text of a note beside the post; whether everybody saw it is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from threadscope.collect.addresses import first_id, id_in
from threadscope.collect.badges import badge
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.moments import milliseconds
from threadscope.collect.note_words import note_row
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found, Placed, embedded, taken_from
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

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
        "edit_ids",
    }
)
_THEIRS: Final = ("tweet_body", "reply_counts", "retweet_counts")


class User(Shape):
    """``author``; an entry of ``user_mentions``."""

    id: str | None = None
    screen_name: str | None = None
    username: str | None = None
    name: str | None = None
    verified: bool | str | None = None
    followers_count: str | int | None = None
    friends_count: str | int | None = None
    created_at: str | None = None


class Tag(Shape):
    """``hashtags[]``."""

    text: str | None = None


class Url(Shape):
    """``urls[]``."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Shape):
    """``media[]``."""

    type: str | None = None
    media_url_https: str | None = None
    alt_text: str | None = None


class Versions(Shape):
    """``edit_control``."""

    tweet_ids: list[str] | None = None


class Original(Shape):
    """``original_tweet`` of older versions: X's own object."""

    conversation_id_str: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    quoted_status_id_str: str | None = None


class Talk(Shape):
    """``comments[]``: an answer, and answers to it."""

    tweets: list[Line] | None = None


class Line(Shape):
    """A post."""

    id: str | None = None
    created_on: str | None = None
    date: str | None = None
    author: User | None = None
    text: str | None = None
    tweet_body: str | None = None
    language: str | None = None
    source: str | None = None
    likes: str | int | None = None
    reply_counts: str | int | None = None
    retweet_counts: str | int | None = None
    quote_counts: str | int | None = None
    bookmark_count: str | int | None = None
    views: str | int | None = None
    retweeted_tweet: Line | None = None
    quoted_tweet: Line | None = None
    replied_to: Line | None = None
    threads: list[Line] | None = None
    comments: list[Talk] | None = None
    original_tweet: Original | None = None
    edit_control: Versions | None = None
    media: list[Media] | None = None
    user_mentions: list[User] | None = None
    urls: list[Url] | None = None
    hashtags: list[Tag | str] | None = None
    community_note: str | None = None
    url: str | None = None


_NO_USER, _NO_ORIGINAL = User(), Original()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict) or "id" not in value or not isinstance(value.get("author"), dict):
        return None
    return f"author and {named[0]}" if (named := [name for name in _THEIRS if name in value]) else None


def fits(line: Line) -> bool:
    """Say whether a record is a post that this library made."""
    theirs = line.tweet_body is not None or line.reply_counts is not None or line.retweet_counts is not None
    return line.id is not None and line.author is not None and theirs


def inside(post: Line) -> Iterator[tuple[str, Line | None]]:
    """Yield the places and posts directly inside a post."""
    yield "quoted", _whole(post.quoted_tweet)
    yield "reposted", _whole(post.retweeted_tweet)
    yield "included", _whole(post.replied_to)
    for other in post.threads or ():
        yield "included", _whole(other)
    for talk in post.comments or ():
        for other in talk.tweets or ():
            yield "included", _whole(other)


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and notes of records into ``intake``."""
    _put(embedded(found, inside), intake)


def _put(placed: list[Placed[Line]], intake: Intake) -> None:
    posts = [post for post, _, _, _ in placed]
    users = [post.author or _NO_USER for post in posts]
    handles = [user.screen_name or user.username for user in users]
    olds = [post.original_tweet or _NO_ORIGINAL for post in posts]
    both = list(zip(posts, olds, strict=True))
    reposted = [_whole(post.retweeted_tweet) for post in posts]
    escaped, plain = _texts([original or post for original, post in zip(reposted, posts, strict=True)])
    intake.observe(
        taken_from(placed)
        | {
            "post_id": [_id(post) for post in posts],
            "conversation_id": [old.conversation_id_str for old in olds],
            "reply_to_id": [
                old.in_reply_to_status_id_str or (_id(post.replied_to) if post.replied_to else None)
                for post, old in both
            ],
            "reply_to_author_id": [old.in_reply_to_user_id_str for old in olds],
            "reply_to_handle": [old.in_reply_to_screen_name for old in olds],
            "quoted_id": [
                None
                if original
                else (_id(post.quoted_tweet) if post.quoted_tweet else None) or old.quoted_status_id_str
                for original, (post, old) in zip(reposted, both, strict=True)
            ],
            "repost_of_id": [_id(original) if original else None for original in reposted],
            "author_id": [user.id for user in users],
            "handle": handles,
            "created_ms": [milliseconds(post.created_on or post.date) for post in posts],
            "text": escaped,
            "plain": plain,
            "lang": [post.language for post in posts],
            "like_count": [whole(post.likes) for post in posts],
            "reply_count": [whole(post.reply_counts) for post in posts],
            "repost_count": [whole(post.retweet_counts) for post in posts],
            "quote_count": [whole(post.quote_counts) for post in posts],
            "bookmark_count": [whole(post.bookmark_count) for post in posts],
            "view_count": [_views(post) for post in posts],
            "media": [[medium(m.type, m.media_url_https, m.alt_text) for m in p.media or ()] for p in posts],
            "urls": [own_links(post.urls) if post.urls else None for post in posts],
            "mentions": [[m.screen_name or m.username for m in post.user_mentions or ()] for post in posts],
            "hashtags": [[_tag(tag) for tag in post.hashtags or ()] for post in posts],
            "source_app": [post.source for post in posts],
            "edit_ids": [_versions(post) for post in posts],
        }
    )
    badges = [badge(old=_flag(user.verified)) for user in users]
    intake.sight(
        {
            "author_id": [user.id for user in users],
            "captured_ms": [at for _, _, _, at in placed],
            "handle": handles,
            "name": [user.name for user in users],
            "verified": [shown for shown, _ in badges],
            "follower_count": [whole(user.followers_count) for user in users],
            "following_count": [whole(user.friends_count) for user in users],
            "created": [_with_t(user.created_at) for user in users],
        }
    )
    for post, _, _, at in placed:
        if post.community_note and (post_id := _id(post)):
            intake.note(note_row(post_id, post.community_note, at))


def _texts(posts: list[Line]) -> tuple[list[str | None], list[str | None]]:
    """Return the texts that hold HTML entities, and those that do not."""
    texts = [_words(post) for post in posts]
    old = [text if post.original_tweet else None for text, post in zip(texts, posts, strict=True)]
    escaped, plain = by_kind(old)
    new = [None if post.original_tweet else text for text, post in zip(texts, posts, strict=True)]
    return escaped, [one or other for one, other in zip(plain, new, strict=True)]


def _whole(post: Line | None) -> Line | None:
    return post if post is not None and (_id(post) or _words(post) or post.author) else None


def _id(post: Line) -> str | None:
    own = post.id
    return own if own and own.isdigit() and len(own) < 20 else first_id(own, id_in(post.url))


def _words(post: Line) -> str | None:
    return post.text or post.tweet_body


def _views(post: Line) -> int | None:
    """Return the views; 0 and "Unavailable" stand for not told."""
    return whole(post.views) or None


def _versions(post: Line) -> list[str] | None:
    versions = post.edit_control.tweet_ids if post.edit_control else None
    return versions if versions and len(versions) > 1 else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"True": True, "False": False}.get(str(value))


def _with_t(written: str | None) -> str | None:
    """Return a time as Python prints it, as ISO has it."""
    return written.replace(" ", "T", 1) if written else None


def _tag(tag: Tag | str) -> str | None:
    return tag if isinstance(tag, str) else tag.text
