"""The shapes of snscrape and of twscrape, which took over its names: items, what stands inside; all may be missing."""

from __future__ import annotations

from typing import Any, Final

from msgspec import field

from threadscope.collect.shape import Shape

__all__ = ["MODULE", "EditControl", "EditState", "Item", "Link", "Media", "Medium", "Person", "is_spread"]

#: What the names in ``_type`` begin with, in both tools.
MODULE: Final = "snscrape.modules.twitter."


class Person(Shape, rename="camel"):
    """A user, or a ``UserRef``: in twscrape somebody mentioned, in snscrape an account that is gone, with X's words.

    ``id.str`` and its like are written by ``--jsonl-for-buggy-int-parser``.
    """

    kind: str | None = field(default=None, name="_type")
    id: int | str | None = None
    id_str: str | None = field(default=None, name="id_str")
    id_text: str | None = field(default=None, name="id.str")
    username: str | None = None
    displayname: str | None = None
    verified: bool | None = None
    blue: bool | None = None
    blue_type: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    created: str | int | None = None
    text: str | None = None


class Link(Shape):
    """``links[]``: ``url`` is the address itself, ``tcourl`` the short one."""

    expanded_url: str | None = field(default=None, name="url")
    url: str | None = field(default=None, name="tcourl")


class Medium(Shape, rename="camel"):
    """``media[]``: of snscrape by ``_type``, of the first twscrape by ``type``; also ``media.photos[]`` and its like."""

    kind: str | None = field(default=None, name="_type")
    type: str | None = None
    full_url: str | None = None
    preview_url: str | None = None
    thumbnail_url: str | None = None
    url: str | None = None
    alt_text: str | None = None


class Media(Shape):
    """``media`` of twscrape: pictures and videos apart, without descriptions."""

    photos: list[Medium] | None = None
    videos: list[Medium] | None = None
    animated: list[Medium] | None = None


class EditControl(Shape):
    """``editControl`` of twscrape."""

    edit_tweet_ids: list[str | int] | None = None


class EditState(Shape, rename="camel"):
    """``editState`` of snscrape."""

    edit_tweet_ids: list[int | str] | None = None


class Item(Shape, rename="camel"):
    """One line: a post, a ``Tombstone``, a ``TweetRef``, or a user.

    snscrape has ``renderedContent`` in every post, and ``content`` before ``rawContent``; twscrape has the ids as
    text, ``isQuoteStatus``, ``displayTextRange`` and ``editControl``, each from some version on.
    """

    kind: str | None = field(default=None, name="_type")
    id: int | str | None = None
    id_str: str | None = field(default=None, name="id_str")
    id_text: str | None = field(default=None, name="id.str")
    url: str | None = None
    date: str | int | None = None
    user: Person | None = None
    lang: str | None = None
    raw_content: str | None = None
    content: str | None = None
    rendered_content: str | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    like_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None
    bookmarked_count: int | None = None
    view_count: int | None = None
    conversation_id: int | str | None = None
    conversation_id_str: str | None = None
    conversation_id_text: str | None = field(default=None, name="conversationId.str")
    in_reply_to_tweet_id: int | str | None = None
    in_reply_to_tweet_id_str: str | None = None
    in_reply_to_tweet_id_text: str | None = field(default=None, name="inReplyToTweetId.str")
    in_reply_to_user: Person | None = None
    in_reply_to_screen_name: str | None = None
    retweeted_tweet: Item | None = None
    quoted_tweet: Item | None = None
    is_quote_status: bool | None = None
    hashtags: list[str] | None = None
    mentioned_users: list[Person] | None = None
    links: list[Link] | None = None
    outlinks: list[str] | None = None
    media: Media | list[Medium] | None = None
    source: str | None = None
    source_label: str | None = None
    display_text_range: list[int] | None = None
    edit_control: EditControl | None = None
    edit_state: EditState | None = None
    #: Of a tombstone: X's words.
    text: str | None = None
    #: Of a user that stands alone; of the very first snscrape also of a post.
    username: str | None = None
    displayname: str | None = None
    verified: bool | None = None
    blue: bool | None = None
    blue_type: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    created: str | int | None = None


def is_spread(value: dict[str, Any]) -> bool:
    """Say whether an object is a row of a table whose columns spell paths, of which ``user.username`` is the sign."""
    return "user" not in value and not {"user.username", "user/username"}.isdisjoint(value)
