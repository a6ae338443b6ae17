"""Posts that users of the Python library twikit saved: their attributes, or all that an object holds.

The attributes have v1.1's names and others beside them: ``in_reply_to`` is the id of the post that is answered,
``view_count`` a text, ``text`` the short text with HTML entities, ``full_text`` the whole of a long one without them (else
the short one again). ``quote``, ``retweeted_tweet``, ``replies`` and the like are posts, or only ``<Tweet id="…">`` where a
program had no better words for them. ``has_community_notes`` says that a note was written, ``community_note`` is one
that was shown.

What ``vars(tweet)`` gives holds X's own response under ``_data``; it is read as such. Older versions moved the quoted
and the reposted post out of it; they are moved back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from threadscope.collect.badges import badge
from threadscope.collect.dialects import graphql
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.mixed_texts import by_kind
from threadscope.collect.moments import milliseconds
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found, Placed, embedded, taken_from
from threadscope.collect.shape import Shape
from threadscope.snowflake import time_of

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
        "captured_at",
        "availability",
    }
)
#: Attributes that no other format has beside an id, a text and a person.
_THEIRS: Final = (
    "in_reply_to",
    "is_translatable",
    "is_edit_eligible",
    "edits_remaining",
    "editable_until_msecs",
    "view_count_state",
    "has_community_notes",
    "possibly_sensitive_editable",
    "created_at_datetime",
)
#: What a program writes of an object that it cannot write.
_NAMED: Final = re.compile(r"^<(?:Tweet|User) id=\"([0-9]{1,19})\"")


class User(Shape):
    """``user``."""

    id: str | None = None
    name: str | None = None
    screen_name: str | None = None
    verified: bool | None = None
    is_blue_verified: bool | None = None
    followers_count: int | None = None
    following_count: int | None = None
    created_at: str | None = None


class Url(Shape):
    """``urls[]``."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Shape):
    """``media[]``: X's own objects, or twikit's."""

    type: str | None = None
    media_url_https: str | None = None
    media_url: str | None = None
    ext_alt_text: str | None = None
    alt_text: str | None = None


class Note(Shape):
    """``community_note``."""

    id: str | None = None
    text: str | None = None


class Line(Shape):
    """A post."""

    id: str | None = None
    id_str: str | None = None
    created_at: str | None = None
    created_at_datetime: str | None = None
    text: str | None = None
    full_text: str | None = None
    user: User | str | None = None
    lang: str | None = None
    in_reply_to: str | None = None
    in_reply_to_user_id: str | None = None
    in_reply_to_screen_name: str | None = None
    conversation_id: str | None = None
    quote: Line | str | None = None
    retweeted_tweet: Line | str | bool | None = None
    replies: list[Line | str] | str | None = None
    reply_to: list[Line | str] | str | None = None
    thread: list[Line | str] | str | None = None
    related_tweets: list[Line | str] | str | None = None
    quote_count: int | None = None
    reply_count: int | None = None
    favorite_count: int | None = None
    retweet_count: int | None = None
    bookmark_count: int | None = None
    view_count: str | int | None = None
    view_count_state: str | None = None
    hashtags: list[str] | None = None
    urls: list[Url | str] | None = None
    media: list[Media | str] | None = None
    source: str | None = None
    edit_tweet_ids: list[str] | None = None
    has_community_notes: bool | None = None
    community_note: Note | None = None
    is_translatable: bool | None = None
    is_edit_eligible: bool | None = None
    edits_remaining: str | int | None = None
    editable_until_msecs: str | int | None = None
    possibly_sensitive_editable: bool | None = None
    collected_at: str | None = None
    crawled_at: str | None = None
    scraped_at: str | None = None
    data: Any = msgspec.field(default=None, name="_data")
    #: A part of ``data`` once more.
    legacy: Any = msgspec.field(default=None, name="_legacy")


_NO_USER: Final = User()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if _is_response(value.get("_data")):
        return "_data with rest_id and legacy"
    if "id" not in value or value.keys() & {"id_str", "rest_id", "metadata"}:
        return None
    if not value.keys() & {"text", "full_text"} or not isinstance(value.get("user"), dict | str):
        return None
    named = [name for name in _THEIRS if name in value]
    return f"id, user and {named[0]}" if named else None


def _is_response(data: Any) -> bool:
    return isinstance(data, dict) and "rest_id" in data and "legacy" in data


def fits(line: Line) -> bool:
    """Say whether a record is a post that this library made."""
    if _is_response(line.data):
        return True
    if line.id is None or line.id_str is not None or line.user is None:
        return False
    return any(getattr(line, name) is not None for name in _THEIRS)


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and notes of records into ``intake``."""
    responses = [Found(n, response, at) for n, line, at in found if (response := _response(line)) is not None]
    if responses:
        graphql.rows(responses, intake)
    told = [one for one in found if not _is_response(one.record.data)]
    if told:
        _put(embedded(told, _inside), intake)


def _response(tweet: Line) -> dict[str, Any] | None:
    """Return X's response about a post, with the posts that were moved out of it."""
    if not _is_response(tweet.data):
        return None
    data: dict[str, Any] = dict(tweet.data)
    quoted, reposted = _whole(tweet.quote), _whole(tweet.retweeted_tweet)
    if quoted is not None and "quoted_status_result" not in data and (inner := _response(quoted)) is not None:
        data["quoted_status_result"] = {"result": inner}
    legacy = data["legacy"]
    if isinstance(legacy, dict) and "retweeted_status_result" not in legacy and tweet.retweeted_tweet:
        inner = _response(reposted) if reposted is not None else None
        known = _id_of(tweet.retweeted_tweet)
        if inner is not None or known is not None:
            data["legacy"] = legacy | {"retweeted_status_result": {"result": inner or {"rest_id": known}}}
    return data


def _inside(post: Line) -> Iterator[tuple[str, Line | None]]:
    yield "quoted", _whole(post.quote)
    yield "reposted", _whole(post.retweeted_tweet)
    for place, others in (
        ("included", post.reply_to),
        ("included", post.replies),
        ("included", post.thread),
        ("related", post.related_tweets),
    ):
        for other in others if isinstance(others, list) else ():
            yield place, _whole(other)


def _whole(post: object) -> Line | None:
    return post if isinstance(post, Line) and _is_told(post) else None


def _is_told(post: Line) -> bool:
    """Say whether an object is a post, and not an empty one."""
    said = (post.id, post.text, post.full_text, post.user)
    return any(one is not None for one in said) or _is_response(post.data)


def _id_of(post: object) -> str | None:
    if isinstance(post, Line):
        return str(post.data["rest_id"]) if _is_response(post.data) else post.id
    named = _NAMED.match(post) if isinstance(post, str) else None
    return named[1] if named else None


def _put(placed: list[Placed[Line]], intake: Intake) -> None:
    posts = [post for post, _, _, _ in placed]
    users = [post.user if isinstance(post.user, User) else _NO_USER for post in posts]
    authors = [user.id or _author_named(post) for user, post in zip(users, posts, strict=True)]
    originals = [_id_of(post.retweeted_tweet) for post in posts]
    worded = [_whole(post.retweeted_tweet) or post for post in posts]
    # Both fields hold the same text where a post is short.
    escaped, plain = by_kind([post.full_text or post.text for post in worded])
    seen = [at if at is not None else _seen(post) for post, _, _, at in placed]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": [_id_of(post) for post in posts],
            "captured_ms": seen,
            "conversation_id": [post.conversation_id for post in posts],
            "reply_to_id": [post.in_reply_to for post in posts],
            "reply_to_author_id": [post.in_reply_to_user_id for post in posts],
            "reply_to_handle": [post.in_reply_to_screen_name for post in posts],
            "quoted_id": [
                None if original else _id_of(post.quote)
                for original, post in zip(originals, posts, strict=True)
            ],
            "repost_of_id": originals,
            "author_id": authors,
            "handle": [user.screen_name for user in users],
            "created": [post.created_at for post in posts],
            "created_ms": [
                milliseconds(post.created_at_datetime) if not post.created_at else None for post in posts
            ],
            "text": escaped,
            "plain": plain,
            "lang": [post.lang for post in posts],
            "like_count": [post.favorite_count for post in posts],
            "reply_count": [post.reply_count for post in posts],
            "repost_count": [post.retweet_count for post in posts],
            "quote_count": [post.quote_count for post in posts],
            "bookmark_count": [post.bookmark_count for post in posts],
            "view_count": [whole(post.view_count) for post in posts],
            "media": [[_medium(item) for item in post.media or ()] for post in posts],
            "urls": [_links(post) for post in posts],
            "hashtags": [post.hashtags for post in posts],
            "source_app": [post.source for post in posts],
            "edit_ids": [
                post.edit_tweet_ids if post.edit_tweet_ids and len(post.edit_tweet_ids) > 1 else None
                for post in posts
            ],
        }
    )
    _people(users, seen, intake)
    for post, at in zip(posts, seen, strict=True):
        _notes(post, at, intake)


def _people(users: list[User], seen: list[int | None], intake: Intake) -> None:
    known = [(user, at) for user, at in zip(users, seen, strict=True) if user is not _NO_USER]
    badges = [badge(blue=user.is_blue_verified, old=user.verified) for user, _ in known]
    intake.sight(
        {
            "author_id": [user.id for user, _ in known],
            "captured_ms": [at for _, at in known],
            "handle": [user.screen_name for user, _ in known],
            "name": [user.name for user, _ in known],
            "verified": [shown for shown, _ in badges],
            "verified_type": [kind for _, kind in badges],
            "follower_count": [user.followers_count for user, _ in known],
            "following_count": [user.following_count for user, _ in known],
            "created": [user.created_at for user, _ in known],
        }
    )


def _notes(post: Line, at: int | None, intake: Intake) -> None:
    """Add what a post says of Community Notes: the one that was delivered, and the flag that one was written.

    The tool drops how the note was shown, and with it whether readers saw it or only contributors.
    """
    if post.id is None:
        return
    note, flag = post.community_note, post.has_community_notes
    precision = "capture" if at is not None else "none"
    told = note is not None and bool(note.id or note.text)
    if note is not None and told:
        written = time_of(note.id) if note.id else None
        intake.note(
            (post.id, "pivot", "pivot_ambiguous", note.id, note.text, at, written, None, None, precision)
        )
    if flag is not None:
        said = "notes_exist_not_shown_to_capturer" if flag else "none_reported_at_capture"
        state = "pivot_ambiguous" if told else said
        intake.note((post.id, "flag", state, None, None, at, None, None, None, precision))


def _seen(post: Line) -> int | None:
    return milliseconds(post.collected_at or post.crawled_at or post.scraped_at)


def _author_named(post: Line) -> str | None:
    named = _NAMED.match(post.user) if isinstance(post.user, str) else None
    return named[1] if named else None


def _links(post: Line) -> list[str] | None:
    if not post.urls:
        return None
    return own_links(Url(expanded_url=url) if isinstance(url, str) else url for url in post.urls)


def _medium(item: Media | str) -> dict[str, str | None]:
    if isinstance(item, str):
        return medium(None, item if item.startswith("http") else None)
    return medium(item.type, item.media_url_https or item.media_url, item.ext_alt_text or item.alt_text)
