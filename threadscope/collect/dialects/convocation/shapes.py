"""The shapes of twitter-scraper's posts: those of the TypeScript library, and of the Go library it was made after."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from threadscope.collect.shape import Shape

__all__ = ["AnyTweet", "GoLine", "GoTweet", "Line", "Mention", "Photo", "Raw", "Tweet", "Video"]


class Mention(Shape):
    """``mentions[]``."""

    username: str | None = None


class Photo(Shape):
    """``photos[]``."""

    url: str | None = None
    alt_text: str | None = None


class Video(Shape):
    """``videos[]``: ``preview`` is the still."""

    preview: str | None = None
    url: str | None = None


class Raw(Shape):
    """``__raw_UNSTABLE``: the part of X's response that the library keeps beside what it made of it."""

    lang: str | None = None
    quote_count: int | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None


class Tweet(Shape):
    """A post of the TypeScript library; ``timestamp`` is in seconds, in data made with it also in milliseconds."""

    id: str | None = None
    conversationId: str | None = None
    inReplyToStatusId: str | None = None
    inReplyToStatus: Tweet | None = None
    quotedStatusId: str | None = None
    quotedStatus: Tweet | None = None
    retweetedStatusId: str | None = None
    retweetedStatus: Tweet | None = None
    thread: list[Tweet] | None = None
    isRetweet: bool | None = None
    userId: str | None = None
    username: str | None = None
    name: str | None = None
    text: str | None = None
    timeParsed: str | None = None
    timestamp: int | None = None
    likes: int | None = None
    replies: int | None = None
    retweets: int | None = None
    bookmarkCount: int | None = None
    views: int | None = None
    permanentUrl: str | None = None
    photos: list[Photo | str] | None = None
    videos: list[Video] | None = None
    gifs: list[Video] | None = None
    hashtags: list[str] | None = None
    mentions: list[Mention] | None = None
    urls: list[str] | None = None
    versions: list[str] | None = None
    raw: Raw | None = msgspec.field(default=None, name="__raw_UNSTABLE")


class Line(Tweet):
    """One record: a post, or a page of posts."""

    tweets: list[Tweet] | None = None
    next: str | None = None


_WHOLE: Final = {"id": "ID", "html": "HTML", "urls": "URLs", "gifs": "GIFs", "url": "URL"}


def _go(name: str) -> str:
    """Return the name of a field as Go has it: the fields have no names of their own in JSON."""
    renamed = name[0].upper() + name[1:].replace("Url", "URL")
    return _WHOLE.get(name) or (f"{renamed[:-2]}ID" if renamed.endswith("Id") else renamed)


class GoMention(Shape, rename=_go):
    """``Mentions[]``."""

    username: str | None = None


class GoPhoto(Shape, rename=_go):
    """``Photos[]``; in the oldest versions they are addresses."""

    url: str | None = None
    alt_text: str | None = None


class GoVideo(Shape, rename=_go):
    """``Videos[]`` and ``GIFs[]``."""

    preview: str | None = None
    url: str | None = None


class GoTweet(Shape, rename=_go):
    """A post of the Go library: empty texts and nulls for nothing."""

    id: str | None = None
    conversationId: str | None = None
    inReplyToStatusId: str | None = None
    inReplyToStatus: GoTweet | None = None
    quotedStatusId: str | None = None
    quotedStatus: GoTweet | None = None
    retweetedStatusId: str | None = None
    retweetedStatus: GoTweet | None = None
    thread: list[GoTweet] | None = None
    isRetweet: bool | None = None
    userId: str | None = None
    username: str | None = None
    name: str | None = None
    text: str | None = None
    timeParsed: str | None = None
    timestamp: int | None = None
    likes: int | None = None
    replies: int | None = None
    retweets: int | None = None
    bookmarkCount: int | None = None
    views: int | None = None
    permanentUrl: str | None = None
    photos: list[GoPhoto | str] | None = None
    videos: list[GoVideo] | None = None
    gifs: list[GoVideo] | None = None
    hashtags: list[str] | None = None
    mentions: list[GoMention] | None = None
    urls: list[str] | None = None
    versions: list[str] | None = None
    raw: Raw | None = None


class GoLine(GoTweet):
    """One record: a post, a result ``{Tweet, Error}``, or a list that a service made of these."""

    tweets: list[GoTweet] | None = msgspec.field(default=None, name="tweets")
    tweet: GoTweet | None = None
    error: Any = None


AnyTweet = Tweet | GoTweet
