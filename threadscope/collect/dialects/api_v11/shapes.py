"""The shapes of API v1.1: statuses, what stands inside them, and notices of streams; every field may be missing."""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["Entities", "Gone", "Line", "Media", "Status", "User"]


class Struct(msgspec.Struct, gc=False):
    """Base of the shapes below; every field may be missing."""


class User(Struct):
    """``user``: the author."""

    id_str: str | None = None
    id: int | None = None
    screen_name: str | None = None
    name: str | None = None
    verified: bool | None = None
    verified_type: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    created_at: str | None = None


class Mention(Struct):
    """``entities.user_mentions[]``."""

    screen_name: str | None = None


class Hashtag(Struct):
    """``entities.hashtags[]``."""

    text: str | None = None


class Url(Struct):
    """``entities.urls[]``."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Struct):
    """``extended_entities.media[]``; ``entities.media`` holds only the first."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None


class Entities(Struct):
    """``entities`` and ``extended_entities``."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class Extended(Struct):
    """``extended_tweet``: the whole of a long post in streams and premium search."""

    full_text: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None


class Status(Struct):
    """A post."""

    id_str: str | None = None
    id: int | None = None
    text: str | None = None
    full_text: str | None = None
    truncated: bool | None = None
    extended_tweet: Extended | None = None
    created_at: str | None = None
    timestamp_ms: str | int | None = None
    user: User | None = None
    conversation_id_str: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_status_id: int | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: int | None = None
    in_reply_to_screen_name: str | None = None
    quoted_status_id_str: str | None = None
    quoted_status: Status | None = None
    retweeted_status: Status | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    lang: str | None = None
    source: str | None = None
    favorite_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    withheld_in_countries: list[str] | None = None
    withheld_copyright: bool | None = None


class Gone(Struct):
    """``delete.status``, ``status_withheld``: a post that the stream says is not to be had."""

    id_str: str | None = None
    id: int | None = None
    withheld_in_countries: list[str] | None = None


class Delete(Struct):
    """``delete``; ``timestamp_ms`` is when."""

    status: Gone | None = None
    timestamp_ms: str | int | None = None


class Line(Status):
    """One record: a post, an envelope of posts, or a notice of the stream."""

    statuses: list[Status] | None = None
    results: list[Status] | None = None
    delete: Delete | None = None
    status_withheld: Gone | None = None
    limit: dict[str, Any] | None = None
    warning: dict[str, Any] | None = None
    disconnect: dict[str, Any] | None = None
    user_withheld: dict[str, Any] | None = None
    scrub_geo: dict[str, Any] | None = None
