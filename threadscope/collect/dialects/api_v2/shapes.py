"""The shapes of API v2: pages, posts, people, media, errors; every field may be missing."""

from __future__ import annotations

import msgspec

from threadscope.collect.shape import Shape

__all__ = [
    "Attachments",
    "Entities",
    "Error",
    "Includes",
    "Line",
    "MatchedNote",
    "Media",
    "Metrics",
    "NoteInfo",
    "Tweet",
    "User",
]


class UserMetrics(Shape):
    """``user.public_metrics``."""

    followers_count: int | None = None
    following_count: int | None = None


class User(Shape):
    """A person: ``includes.users[]``, or ``author`` of a flattened post."""

    id: str | None = None
    username: str | None = None
    name: str | None = None
    verified: bool | None = None
    verified_type: str | None = None
    created_at: str | None = None
    public_metrics: UserMetrics | None = None


class Metrics(Shape):
    """``public_metrics`` of a post; the last two exist since December 2022."""

    like_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    repost_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None
    impression_count: int | None = None


class Mention(Shape):
    """``entities.mentions[]``; suspended people have no ``id``."""

    username: str | None = None
    id: str | None = None


class Hashtag(Shape):
    """``entities.hashtags[]``."""

    tag: str | None = None


class Url(Shape):
    """``entities.urls[]``; media links carry ``media_key``."""

    expanded_url: str | None = None
    url: str | None = None
    media_key: str | None = None


class Entities(Shape):
    """``entities``; keys without content are left out by the API."""

    mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None


class Media(Shape):
    """``includes.media[]``, or ``attachments.media[]`` of a flattened post."""

    media_key: str | None = None
    type: str | None = None
    url: str | None = None
    preview_image_url: str | None = None
    alt_text: str | None = None


class Attachments(Shape):
    """``attachments``: keys into ``includes.media``; flattened posts hold the media itself."""

    media_keys: list[str] | None = None
    media: list[Media] | None = None


class Note(Shape):
    """``note_tweet`` / ``note_post``: the whole text of a long post, without HTML entities."""

    text: str | None = None


class MatchedNote(Shape):
    """``matched_media_notes[]``: a Community Note of the asker's on the same picture, and whether it is shown here."""

    note_id: str | None = None
    match_status: str | None = None


class NoteInfo(Shape):
    """``info`` of a Community Note (``/2/notes/search/notes_written``): what it says of which post."""

    text: str | None = None
    classification: str | None = None
    post_id: str | None = None
    rating_status: str | None = None
    is_media_note: bool | None = None


class Withheld(Shape):
    """``withheld``: where, or for whose copyright, X does not show the post."""

    country_codes: list[str] | None = None
    copyright: bool | None = None


class Tweet(Shape):
    """A post; as an element of ``referenced_tweets`` mostly only ``type`` and ``id``. With ``info``, a Community Note."""

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
    matched_media_notes: list[MatchedNote] | None = None
    info: NoteInfo | None = None
    status: str | None = None
    claim_opinion_score: float | None = None


class Includes(Shape):
    """``includes``: what ``expansions`` asked for."""

    tweets: list[Tweet] | None = None
    posts: list[Tweet] | None = None
    users: list[User] | None = None
    media: list[Media] | None = None


class Error(Shape):
    """``errors[]``: something that was asked for and is not to be had."""

    resource_type: str | None = None
    parameter: str | None = None
    resource_id: str | None = None
    value: str | None = None
    title: str | None = None
    detail: str | None = None


class Twarc(Shape):
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
