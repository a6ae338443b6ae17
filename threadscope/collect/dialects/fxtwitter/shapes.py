"""The shapes of FxTwitter's API: posts, what stands in them, and answers around them; all may be missing."""

from __future__ import annotations

import msgspec

from threadscope.collect.addresses import first_id, id_in
from threadscope.collect.shape import Shape

__all__ = ["Author", "Facet", "Line", "MediaBox", "RawText", "Reply", "Status", "post_id"]


class Verification(Shape):
    """``author.verification``: who pays for a badge is an individual."""

    verified: bool | None = None
    type: str | None = None


class Author(Shape):
    """``author``."""

    id: str | None = None
    screen_name: str | None = None
    name: str | None = None
    followers: int | None = None
    following: int | None = None
    joined: str | None = None
    verification: Verification | None = None


class Facet(Shape):
    """``raw_text.facets[]``: what X links in a text; ``url`` is what stands there."""

    type: str | None = None
    url: str | None = msgspec.field(default=None, name="original")
    expanded_url: str | None = msgspec.field(default=None, name="replacement")
    id: str | None = None


class RawText(Shape):
    """``raw_text``."""

    text: str | None = None
    facets: list[Facet] | None = None


class Reply(Shape):
    """``replying_to`` of version 2; the id has had two names."""

    screen_name: str | None = None
    status: str | None = None
    post: str | None = None
    user_id: str | None = None


class Media(Shape):
    """``media.all[]``: of a video ``url`` is the film."""

    type: str | None = None
    url: str | None = None
    thumbnail_url: str | None = None
    altText: str | None = None


class MediaBox(Shape):
    """``media``."""

    all: list[Media] | None = None
    photos: list[Media] | None = None
    videos: list[Media] | None = None


class NoteText(Shape):
    """``community_note``."""

    text: str | None = None


class Status(Shape):
    """A post; or, by its ``type``, a tombstone in its place, or a ``thread`` of ``statuses``."""

    type: str | None = None
    provider: str | None = None
    id: str | None = None
    url: str | None = None
    text: str | None = None
    raw_text: RawText | None = None
    is_note_tweet: bool | None = None
    created_at: str | None = None
    created_timestamp: int | None = None
    likes: int | None = None
    reposts: int | None = None
    retweets: int | None = None
    replies: int | list[Status] | None = None
    quotes: int | None = None
    bookmarks: int | None = None
    views: int | None = None
    author: Author | None = None
    replying_to: Reply | str | None = None
    replying_to_status: str | None = None
    quote: Status | None = None
    media: MediaBox | None = None
    community_note: NoteText | None = None
    lang: str | None = None
    source: str | None = None
    conversation_id: str | None = None
    statuses: list[Status] | None = None
    truncated: bool | None = None
    reason: str | None = None
    message: str | None = None


class Cursor(Shape):
    """``cursor``: more is to be had."""

    bottom: str | None = None


class Line(Status):
    """One record: an answer, or a post alone; of an answer ``replies`` are posts, of a post their number."""

    code: int | None = None
    status: Status | None = None
    tweet: Status | None = None
    thread: list[Status] | None = None
    results: list[Status] | None = None
    cursor: Cursor | None = None


def post_id(post: Status) -> str | None:
    """Return the id of a post, or else the one in its address."""
    return first_id(post.id, id_in(post.url))
