"""X's syndication for embeds: ``tweet-result`` answers, and the timelines in the pages of ``timeline-profile``.

An answer is one post: ``__typename``, ``id_str`` and ``conversation_count``, which the widget shows as the number of
replies. The post that it answers (``parent``) and the one that it quotes stand inside it, with counts of reposts that
the outer one lacks. ``note_tweet`` is only an id: the text of such a long post is cut. Empty entities may be ``{}``. A
post that is gone is a ``TweetTombstone`` without an id; a file that is named by the id tells which it was. A Community
Note comes as in GraphQL (``birdwatch_pivot``).

In the timelines (``props.pageProps.timeline.entries`` of the page's ``__NEXT_DATA__``) posts are nearly those of v1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from threadscope.collect.addresses import id_of_file
from threadscope.collect.badges import badge
from threadscope.collect.dialects.graphql.notes import note_evidence
from threadscope.collect.dialects.graphql.shapes import Pivot, Result
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.reasons import reason_in
from threadscope.collect.record import Found, Placed, embedded, taken_from
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "media", "urls", "mentions", "hashtags", "edit_ids"}
)
_POST, _TOMBSTONE = "Tweet", "TweetTombstone"
#: What GraphQL has beside a type, and syndication never.
_OF_GRAPHQL: Final = frozenset({"rest_id", "tweet", "reason", "legacy", "core"})


class User(Shape):
    """``user``: the author; followers only in timelines."""

    id_str: str | None = None
    screen_name: str | None = None
    name: str | None = None
    verified: bool | None = None
    is_blue_verified: bool | None = None
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


class Entities(Shape):
    """``entities``: lists, or an object where there is nothing."""

    user_mentions: list[Mention] | dict[str, Any] | None = None
    hashtags: list[Hashtag] | dict[str, Any] | None = None
    urls: list[Url] | dict[str, Any] | None = None


class Media(Shape):
    """``mediaDetails[]``; ``extended_entities.media[]`` in timelines."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None


class Extended(Shape):
    """``extended_entities``."""

    media: list[Media] | None = None


class Photo(Shape):
    """``photos[]``."""

    url: str | None = None


class Video(Shape):
    """``video``."""

    poster: str | None = None


class Edits(Shape):
    """``edit_control``."""

    edit_tweet_ids: list[str] | None = None


class NoteTweet(Shape):
    """``note_tweet``: that the post is long."""

    id: str | None = None


class Words(Shape):
    """``tombstone.text``."""

    text: str | None = None


class Tombstone(Shape):
    """``tombstone``: what X says in place of a post."""

    text: Words | None = None


class Post(Shape):
    """A post, or a tombstone in its place."""

    typename: str | None = msgspec.field(default=None, name="__typename")
    tombstone: Tombstone | None = None
    id_str: str | None = None
    text: str | None = None
    full_text: str | None = None
    created_at: str | None = None
    user: User | None = None
    conversation_id_str: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    quoted_status_id_str: str | None = None
    quoted_tweet: Post | None = None
    quoted_status: Post | None = None
    retweeted_status: Post | None = None
    parent: Post | None = None
    lang: str | None = None
    favorite_count: int | None = None
    conversation_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    entities: Entities | None = None
    extended_entities: Extended | None = None
    mediaDetails: list[Media] | None = None
    photos: list[Photo] | None = None
    video: Video | None = None
    edit_control: Edits | None = None
    note_tweet: NoteTweet | None = None
    birdwatch_pivot: Pivot | None = None


class Content(Shape):
    """``entries[].content``."""

    tweet: Post | None = None


class Entry(Shape):
    """``entries[]``."""

    content: Content | None = None


class Timeline(Shape):
    """``timeline``."""

    entries: list[Entry] | None = None


class PageProps(Shape):
    """``props.pageProps``."""

    timeline: Timeline | None = None


class Props(Shape):
    """``props``."""

    pageProps: PageProps | None = None


class Line(Post):
    """One record: an answer, or what a page of a timeline holds."""

    props: Props | None = None
    timeline: Timeline | None = None
    rest_id: str | None = None


_NO_ENTITIES, _NO_USER = Entities(), User()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    kind = value.get("__typename")
    if not value.keys() & _OF_GRAPHQL:
        if kind == _POST and value.keys() & {"id_str", "conversation_count", "parent"}:
            return "__typename Tweet without rest_id"
        if kind == _TOMBSTONE and isinstance(value.get("tombstone"), dict):
            return "__typename TweetTombstone with tombstone"
        if "id_str" in value and {"conversation_count", "news_action_type"} <= value.keys():
            return "id_str, conversation_count and news_action_type"
    if isinstance(_inside(value, "props", "pageProps", "timeline", "entries"), list):
        return "props.pageProps.timeline.entries"
    entries = _inside(value, "timeline", "entries")
    first = entries[0] if isinstance(entries, list) and entries else None
    return (
        "timeline.entries with content.tweet"
        if isinstance(_inside(first, "content", "tweet"), dict)
        else None
    )


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def fits(line: Line) -> bool:
    """Say whether a record is an answer or a timeline of syndication."""
    if line.rest_id is not None:
        return False
    if line.typename == _POST:
        return line.id_str is not None
    return (line.typename == _TOMBSTONE and line.tombstone is not None) or line.props is not None


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people, absences and notes of records into ``intake``."""
    bare = [
        Found(number, post, at)
        for number, line, at in found
        for post in _posts(line, f"record {number}", at, intake)
    ]
    placed = [one for one in embedded(bare, inside) if _is_there(one, intake)]
    if placed:
        _put(placed, intake)


def inside(post: Post) -> Iterator[tuple[str, Post | None]]:
    """Yield the places and posts directly inside a post; a tombstone takes the id that the post names."""
    if (parent := post.parent) is not None:
        parent.id_str = parent.id_str or _other(post, post.in_reply_to_status_id_str)
        yield "included", parent
    if (quoted := post.quoted_tweet or post.quoted_status) is not None:
        quoted.id_str = quoted.id_str or _other(post, post.quoted_status_id_str)
        yield "quoted", quoted
    yield "reposted", post.retweeted_status


def _other(post: Post, named: str | None) -> str | None:
    """Return the id of a post that another names; no post answers or quotes itself."""
    return named if named != post.id_str else None


def _posts(line: Line, position: str, at: int | None, intake: Intake) -> list[Post]:
    """Return the posts of one record; a tombstone alone goes to ``intake`` at once."""
    timeline = line.props.pageProps.timeline if line.props and line.props.pageProps else line.timeline
    if timeline is not None:
        return [
            entry.content.tweet for entry in timeline.entries or () if entry.content and entry.content.tweet
        ]
    if line.id_str is not None or line.tombstone is None:
        return [line]
    words, asked = _words(line), id_of_file(intake.source)
    if asked is None:
        intake.report(position, "absence_without_id", f"an answer without a post: {words}")
    else:
        intake.absent(asked, reason_in(words), detail=words, at=at)
    return []


def _words(post: Post) -> str | None:
    return post.tombstone.text.text if post.tombstone and post.tombstone.text else None


def _is_there(one: Placed[Post], intake: Intake) -> bool:
    post, position = one.post, f"record {one.number}"
    if post.tombstone is not None or post.typename == _TOMBSTONE:
        if post.id_str:
            intake.absent(post.id_str, reason_in(_words(post)), detail=_words(post), at=one.at)
        else:
            intake.report(position, "absence_without_id", f"a post inside another: {_words(post)}")
        return False
    if post.id_str is None:
        intake.report(position, "no_post_id", "a post without an id; it was left out")
        return False
    return True


def _put(placed: list[Placed[Post]], intake: Intake) -> None:
    posts = [one.post for one in placed]
    users = [post.user or _NO_USER for post in posts]
    originals = [post.retweeted_status for post in posts]
    worded = [original or post for original, post in zip(originals, posts, strict=True)]
    parts = [post.entities or _NO_ENTITIES for post in posts]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": [post.id_str for post in posts],
            "conversation_id": [post.conversation_id_str for post in posts],
            "reply_to_id": [post.in_reply_to_status_id_str for post in posts],
            "reply_to_author_id": [post.in_reply_to_user_id_str for post in posts],
            "reply_to_handle": [post.in_reply_to_screen_name for post in posts],
            "quoted_id": [None if post.retweeted_status else _quoted(post) for post in posts],
            "repost_of_id": [original.id_str if original else None for original in originals],
            "author_id": [user.id_str for user in users],
            "handle": [user.screen_name for user in users],
            "created": [post.created_at for post in posts],
            "text": [post.full_text or post.text for post in worded],
            "cut": [True if post.note_tweet else None for post in worded],
            "lang": [post.lang for post in posts],
            "like_count": [post.favorite_count for post in posts],
            "reply_count": [
                post.conversation_count if post.reply_count is None else post.reply_count for post in posts
            ],
            "repost_count": [post.retweet_count for post in posts],
            "quote_count": [post.quote_count for post in posts],
            "media": [_media(post) for post in posts],
            "urls": [own_links(_listed(part.urls)) for part in parts],
            "mentions": [[mention.screen_name for mention in _listed(part.user_mentions)] for part in parts],
            "hashtags": [[tag.text for tag in _listed(part.hashtags)] for part in parts],
            "edit_ids": [_versions(post) for post in posts],
        }
    )
    _sight([(one.at, user) for one, user in zip(placed, users, strict=True)], intake)
    for one in placed:
        if one.post.birdwatch_pivot is not None and one.post.id_str is not None:
            note_evidence(one.post.id_str, Result(birdwatch_pivot=one.post.birdwatch_pivot), one.at, intake)


def _listed(value: list[Any] | dict[str, Any] | None) -> list[Any]:
    return value if isinstance(value, list) else []


def _quoted(post: Post) -> str | None:
    quoted = post.quoted_tweet or post.quoted_status
    return post.quoted_status_id_str or (quoted.id_str if quoted else None)


def _media(post: Post) -> list[dict[str, str | None]]:
    items = post.mediaDetails or (post.extended_entities.media if post.extended_entities else None)
    if items:
        return [medium(item.type, item.media_url_https, item.ext_alt_text) for item in items]
    shown = [medium("photo", photo.url) for photo in post.photos or ()]
    return [*shown, medium("video", post.video.poster)] if post.video and post.video.poster else shown


def _versions(post: Post) -> list[str] | None:
    versions = post.edit_control.edit_tweet_ids if post.edit_control else None
    return versions if versions and len(versions) > 1 else None


def _sight(people: list[tuple[int | None, User]], intake: Intake) -> None:
    badges = [badge(blue=u.is_blue_verified, old=u.verified, kind=u.verified_type) for _, u in people]
    intake.sight(
        {
            "author_id": [user.id_str for _, user in people],
            "captured_ms": [at for at, _ in people],
            "handle": [user.screen_name for _, user in people],
            "name": [user.name for _, user in people],
            "verified": [shown for shown, _ in badges],
            "verified_type": [kind for _, kind in badges],
            "follower_count": [user.followers_count for _, user in people],
            "following_count": [user.friends_count for _, user in people],
            "created": [user.created_at for _, user in people],
        }
    )
