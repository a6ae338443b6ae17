"""X API v2: response pages, one a line as twarc2 writes them, streams, flattened posts, compliance lines.

A page is ``{data: [T] | T, includes: {tweets, users, media}, errors, meta, __twarc}``; a flattened line is one
post ``T`` with its author, media and referred posts inside. The specification of 2026 renames fields
(``referenced_posts``, ``note_post``, ``edit_history_post_ids``, ``includes.posts``, ``repost_count``); both
names are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from threadscope.collect.decode import Record, Typed
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.moments import milliseconds

__all__ = ["Line", "Tweet", "User", "marks", "rows"]


class Struct(msgspec.Struct, gc=False):
    """Base of the shapes below; every field may be missing."""


class UserMetrics(Struct):
    """``user.public_metrics``."""

    followers_count: int | None = None
    following_count: int | None = None


class User(Struct):
    """A person: ``includes.users[]``, or ``author`` of a flattened post."""

    id: str | None = None
    username: str | None = None
    name: str | None = None
    verified: bool | None = None
    verified_type: str | None = None
    created_at: str | None = None
    public_metrics: UserMetrics | None = None


class Metrics(Struct):
    """``public_metrics`` of a post; the last two exist since December 2022."""

    like_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    repost_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None
    impression_count: int | None = None


class Mention(Struct):
    """``entities.mentions[]``; suspended people have no ``id``."""

    username: str | None = None
    id: str | None = None


class Hashtag(Struct):
    """``entities.hashtags[]``."""

    tag: str | None = None


class Url(Struct):
    """``entities.urls[]``; media links carry ``media_key``."""

    expanded_url: str | None = None
    url: str | None = None
    media_key: str | None = None


class Entities(Struct):
    """``entities``; keys without content are left out by the API."""

    mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None


class Media(Struct):
    """``includes.media[]``, or ``attachments.media[]`` of a flattened post."""

    media_key: str | None = None
    type: str | None = None
    url: str | None = None
    preview_image_url: str | None = None
    alt_text: str | None = None


class Attachments(Struct):
    """``attachments``: keys into ``includes.media``; flattened posts hold the media itself."""

    media_keys: list[str] | None = None
    media: list[Media] | None = None


class Note(Struct):
    """``note_tweet`` / ``note_post``: the whole text of a long post, without HTML entities."""

    text: str | None = None


class Withheld(Struct):
    """``withheld``: where, or for whose copyright, X does not show the post."""

    country_codes: list[str] | None = None
    copyright: bool | None = None


class Tweet(Struct):
    """A post; as an element of ``referenced_tweets`` mostly only ``type`` and ``id``."""

    id: str | None = None
    type: str | None = None
    name: str | None = None
    text: str | None = None
    author_id: str | None = None
    conversation_id: str | None = None
    created_at: str | None = None
    in_reply_to_user_id: str | None = None
    in_reply_to_user: User | None = None
    referenced_tweets: list[Tweet] | None = None
    referenced_posts: list[Tweet] | None = None
    note_tweet: Note | None = None
    note_post: Note | None = None
    lang: str | None = None
    source: str | None = None
    public_metrics: Metrics | None = None
    entities: Entities | None = None
    attachments: Attachments | None = None
    edit_history_tweet_ids: list[str] | None = None
    edit_history_post_ids: list[str] | None = None
    withheld: Withheld | None = None
    author: User | None = None


class Includes(Struct):
    """``includes``: what ``expansions`` asked for."""

    tweets: list[Tweet] | None = None
    posts: list[Tweet] | None = None
    users: list[User] | None = None
    media: list[Media] | None = None


class Error(Struct):
    """``errors[]``: something that was asked for and is not to be had."""

    resource_type: str | None = None
    parameter: str | None = None
    resource_id: str | None = None
    value: str | None = None
    title: str | None = None
    detail: str | None = None


class Twarc(Struct):
    """``__twarc``: when the page was fetched."""

    retrieved_at: str | None = None


class Line(Tweet):
    """One record: a page (``data``), a flattened post (the fields of Tweet), or a compliance line (``action``)."""

    data: list[Tweet] | Tweet | None = None
    includes: Includes | None = None
    errors: list[Error] | None = None
    twarc: Twarc | None = msgspec.field(default=None, name="__twarc")
    action: str | None = None
    reason: str | None = None
    redacted_at: str | None = None


_NO_METRICS = Metrics()
_NO_ENTITIES = Entities()
_NO_INCLUDES = Includes()
_REASONS = {"Not Found Error": "deleted", "Authorization Error": "protected", "Forbidden": "suspended"}
_COMPLIANCE = {
    "deleted": "deleted",
    "suspended": "suspended",
    "protected": "protected",
    "deactivated": "unavailable",
}
_KINDS = {"photo": "photo", "video": "video", "animated_gif": "gif"}
_PLACES = {"quoted": "quoted", "retweeted": "reposted", "reposted": "reposted"}


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if "__twarc" in value:
        return "key __twarc"
    if {"action", "reason", "id"} <= value.keys():
        return "keys id, action, reason (compliance)"
    if {"id", "author_id"} <= value.keys() and value.keys() & {"author", "public_metrics", "text"}:
        return "keys id, author_id (flattened)"
    return _marks_of_page(value, value.get("data"), value.get("errors"))


def _marks_of_page(page: dict[str, Any], data: Any, errors: Any) -> str | None:
    first = next((item for item in data if isinstance(item, dict)), None) if isinstance(data, list) else data
    error = errors[0] if isinstance(errors, list) and errors else None
    meta = page.get("meta")
    if isinstance(first, dict) and "id" in first and first.keys() & {"text", "author_id"}:
        return "data with id and text"
    if isinstance(page.get("includes"), dict) and page.keys() & {"data", "errors"}:
        return "keys data, includes"
    if isinstance(error, dict) and "resource_type" in error:
        return "errors with resource_type"
    return (
        "meta with result_count" if not first and isinstance(meta, dict) and "result_count" in meta else None
    )


def rows(records: Iterable[Record], intake: Intake) -> None:
    """Put the posts, people and absences of all records into ``intake``."""
    line = Typed(Line)
    for number, raw in records:
        position = f"record {number}"
        page = line.read(raw, intake.report, position)
        if page is not None:
            _page(page, number, position, intake)


def _page(page: Line, number: int, position: str, intake: Intake) -> None:
    at = milliseconds(page.twarc.retrieved_at) if page.twarc else None
    includes = page.includes or _NO_INCLUDES
    if page.action is not None:
        _compliance(page, at, position, intake)
        return
    main, beside, users = _posts_of(page)
    others = [*(includes.tweets or ()), *(includes.posts or ())]
    for error in page.errors or ():
        _error(error, at, position, intake)
    if not main and not others and not page.errors and page.data != []:
        intake.report(position, "unknown_record", "no posts in it; it was left out")
    people = [*(includes.users or ()), *users]
    tweets = [*main, *others, *beside]
    if tweets:
        places = ["main"] * len(main) + ["included"] * len(others)
        places += [_PLACES.get(tweet.type or "", "included") for tweet in beside]
        intake.observe(_columns(tweets, people, includes.media or [], places, number, at))
    if people:
        intake.sight(_people(people, at))


def _posts_of(page: Line) -> tuple[list[Tweet], list[Tweet], list[User]]:
    """Return the posts of a record, the whole posts inside them, and the people inside them."""
    if page.data is None:
        main: list[Tweet] = [page] if _is_post(page) else []
    else:
        main = [page.data] if isinstance(page.data, Tweet) else page.data
        main = main if all(map(_is_post, main)) else [tweet for tweet in main if _is_post(tweet)]
    beside: list[Tweet] = []
    users: list[User] = []
    if any(tweet.author is not None for tweet in main):
        beside = [ref for tweet in main for ref in _references(tweet) if ref.text is not None]
        users = [
            user for tweet in (*main, *beside) for user in (tweet.author, tweet.in_reply_to_user) if user
        ]
    return main, beside, users


def _is_post(tweet: Tweet) -> bool:
    # People and lists come in the same envelope; they have a name, posts have not.
    return tweet.id is not None and (
        tweet.name is None or tweet.text is not None or tweet.author_id is not None
    )


def _references(tweet: Tweet) -> list[Tweet]:
    return tweet.referenced_tweets or tweet.referenced_posts or []


def _columns(
    tweets: list[Tweet],
    people: list[User],
    media: list[Media],
    places: list[str],
    number: int,
    at: int | None,
) -> dict[str, list[Any]]:
    handles = {user.id: user.username for user in people}
    pictures = {item.media_key: item for item in media}
    texts = {tweet.id: tweet for tweet in tweets}
    metrics = [tweet.public_metrics or _NO_METRICS for tweet in tweets]
    entities = [tweet.entities or _NO_ENTITIES for tweet in tweets]
    references = [_by_type(tweet) for tweet in tweets]
    reposts = [kinds.get("retweeted") or kinds.get("reposted") for kinds in references]
    # A repost repeats its original's text cut; the original mostly stands in the same record.
    worded = [texts.get(r, tweet) if r else tweet for r, tweet in zip(reposts, tweets, strict=True)]
    notes = [tweet.note_tweet or tweet.note_post for tweet in worded]
    return {
        "post_id": [tweet.id for tweet in tweets],
        "captured_ms": [at] * len(tweets),
        "source_row": [number] * len(tweets),
        "place": places,
        "conversation_id": [tweet.conversation_id for tweet in tweets],
        "reply_to_id": [kinds.get("replied_to") for kinds in references],
        "reply_to_author_id": [tweet.in_reply_to_user_id for tweet in tweets],
        "reply_to_handle": [_handle_answered(tweet, handles) for tweet in tweets],
        "quoted_id": [kinds.get("quoted") for kinds in references],
        "repost_of_id": reposts,
        "author_id": [tweet.author_id for tweet in tweets],
        "handle": [handles.get(tweet.author_id) for tweet in tweets],
        "created": [tweet.created_at for tweet in tweets],
        "text": [tweet.text for tweet in worded],
        "plain": [note.text if note else None for note in notes],
        "lang": [tweet.lang for tweet in tweets],
        "like_count": [m.like_count for m in metrics],
        "reply_count": [m.reply_count for m in metrics],
        "repost_count": [m.repost_count if m.retweet_count is None else m.retweet_count for m in metrics],
        "quote_count": [m.quote_count for m in metrics],
        "bookmark_count": [m.bookmark_count for m in metrics],
        "view_count": [m.impression_count for m in metrics],
        "media": [_media(tweet.attachments, pictures) if tweet.attachments else None for tweet in tweets],
        "urls": [own_links(u for u in e.urls if u.media_key is None) if e.urls else None for e in entities],
        "mentions": [[m.username for m in e.mentions] if e.mentions else None for e in entities],
        "hashtags": [[h.tag for h in e.hashtags] if e.hashtags else None for e in entities],
        "source_app": [tweet.source for tweet in tweets],
        "edit_ids": [_versions(tweet) for tweet in tweets],
        "availability": ["withheld" if tweet.withheld else None for tweet in tweets],
    }


def _versions(tweet: Tweet) -> list[str] | None:
    versions = tweet.edit_history_tweet_ids or tweet.edit_history_post_ids
    return versions if versions and len(versions) > 1 else None


def _by_type(tweet: Tweet) -> dict[str | None, str | None]:
    references = tweet.referenced_tweets or tweet.referenced_posts
    return {reference.type: reference.id for reference in references} if references else _NO_REFERENCES


_NO_REFERENCES: dict[str | None, str | None] = {}


def _handle_answered(tweet: Tweet, handles: dict[str | None, str | None]) -> str | None:
    answered = tweet.in_reply_to_user_id
    if answered is None:
        return None
    if answered in handles:
        return handles[answered]
    mentions = (tweet.entities.mentions if tweet.entities else None) or ()
    return next((mention.username for mention in mentions if mention.id == answered), None)


def _media(attachments: Attachments, pictures: dict[str | None, Media]) -> list[dict[str, str | None]]:
    items = attachments.media or [
        pictures.get(key, Media(type="other")) for key in attachments.media_keys or ()
    ]
    return [
        {
            "kind": _KINDS.get(i.type or "", "other"),
            "alt": i.alt_text,
            "url": i.url or i.preview_image_url,
            "file": None,
        }
        for i in items
    ]


def _people(people: list[User], at: int | None) -> dict[str, list[Any]]:
    metrics = [user.public_metrics for user in people]
    return {
        "author_id": [user.id for user in people],
        "captured_ms": [at] * len(people),
        "handle": [user.username for user in people],
        "name": [user.name for user in people],
        "verified": [user.verified for user in people],
        "verified_type": [user.verified_type for user in people],
        "follower_count": [m.followers_count if m else None for m in metrics],
        "following_count": [m.following_count if m else None for m in metrics],
        "created": [user.created_at for user in people],
    }


def _error(error: Error, at: int | None, position: str, intake: Intake) -> None:
    named = error.resource_id or error.value
    if error.resource_type in {"tweet", "post"} and named and named.isdigit():
        reason = _REASONS.get(error.title or "", "unavailable")
        intake.absent(named, reason, detail=error.detail or error.title, at=at)
    elif error.resource_type == "user":
        intake.report(position, "person_unavailable", error.detail or error.title or "an account")
    else:
        intake.report(position, "errors_in_response", error.detail or error.title or "an error without words")


def _compliance(line: Line, at: int | None, position: str, intake: Intake) -> None:
    if line.action == "delete" and line.id:
        reason = _COMPLIANCE.get(line.reason or "", "unavailable")
        seen = milliseconds(line.redacted_at) or at
        intake.absent(line.id, reason, detail=f"compliance: {line.reason or 'no reason given'}", at=seen)
    else:
        intake.report(
            position, "stream_notice", f"compliance action {line.action!r}; it says nothing about posts"
        )
