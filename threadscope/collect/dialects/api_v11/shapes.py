"""The shapes of API v1.1: statuses, what stands inside them, and notices of streams; every field may be missing."""

from __future__ import annotations

from typing import Any

import msgspec

from threadscope.collect.shape import Shape

__all__ = ["Entities", "Gone", "Line", "Media", "Status", "User"]


class User(Shape):
    """``user``: the author."""

    id_str: str | None = None
    id: int | str | None = None
    screen_name: str | None = None
    name: str | None = None
    verified: bool | None = None
    verified_type: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    created_at: str | None = None


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
    """``extended_entities.media[]``; ``entities.media`` holds only the first."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None


class Entities(Shape):
    """``entities`` and ``extended_entities``."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class Extended(Shape):
    """``extended_tweet``: the whole of a long post in streams and premium search."""

    full_text: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None


class Status(Shape):
    """A post."""

    id_str: str | None = None
    id: int | str | None = None
    text: str | None = None
    full_text: str | None = None
    truncated: bool | None = None
    extended_tweet: Extended | None = None
    created_at: str | None = None
    timestamp_ms: str | int | None = None
    user: User | None = None
    conversation_id_str: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_status_id: int | str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: int | str | None = None
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


class Gone(Shape):
    """``delete.status``, ``status_withheld``: a post that the stream says is not to be had."""

    id_str: str | None = None
    id: int | str | None = None
    withheld_in_countries: list[str] | None = None


class Delete(Shape):
    """``delete``; ``timestamp_ms`` is when."""

    status: Gone | None = None
    timestamp_ms: str | int | None = None


class Line(Status):
    """One record: a post, an envelope of posts, or a notice of the stream.

    The last fields are those of other formats that are otherwise written alike; v1.1 has none of them.
    """

    statuses: list[Status] | None = None
    results: list[Status] | None = None
    delete: Delete | None = None
    status_withheld: Gone | None = None
    limit: dict[str, Any] | None = None
    warning: dict[str, Any] | None = None
    disconnect: dict[str, Any] | None = None
    user_withheld: dict[str, Any] | None = None
    scrub_geo: dict[str, Any] | None = None
    screen_name: str | None = None
    typename: Any = msgspec.field(default=None, name="__typename")
    rest_id: Any = None
    conversation_count: Any = None
    in_reply_to: Any = None
    tweet_url: Any = None

    @property
    def is_foreign(self) -> bool:
        """Whether it has a field of another format."""
        return not (
            self.typename is None
            and self.rest_id is None
            and self.conversation_count is None
            and self.in_reply_to is None
            and self.tweet_url is None
        )
