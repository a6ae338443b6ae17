"""Posts of FxTwitter's API -> raw columns of observations and sightings, and the words of notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from threadscope.collect.badges import badge
from threadscope.collect.dialects.fxtwitter.shapes import (
    Author,
    Facet,
    MediaBox,
    RawText,
    Reply,
    Status,
    post_id,
)
from threadscope.collect.intake import Intake
from threadscope.collect.links import addresses_in, own_links
from threadscope.collect.media import medium
from threadscope.collect.note_words import note_row
from threadscope.collect.numbers import whole
from threadscope.collect.record import Placed, taken_from

__all__ = ["CARRIES", "put"]

CARRIES: Final = frozenset(
    {
        "post_id",
        "conversation_id",
        "reply_to_id",
        "reply_to_author_id",
        "reply_to_handle",
        "quoted_id",
        "author_id",
        "handle",
    }
    | {"created_at", "text", "lang", "like_count", "reply_count", "repost_count", "quote_count"}
    | {"bookmark_count", "view_count", "media", "urls", "mentions", "hashtags", "source_app"}
)
_BADGES: Final = {"individual": "blue", "organization": "business", "government": "government"}
_NOBODY, _NO_TEXT, _NO_MEDIA = Author(), RawText(), MediaBox()
_NO_REPLY: Final = Reply()


def put(placed: Sequence[Placed[Status]], intake: Intake) -> None:
    """Put posts, their authors and the words of their notes into ``intake``."""
    posts = [one.post for one in placed]
    authors = [post.author or _NOBODY for post in posts]
    raws = [post.raw_text or _NO_TEXT for post in posts]
    replies = [_answered(post) for post in posts]
    both = list(zip(posts, raws, strict=True))
    ids = [post_id(post) for post in posts]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": ids,
            "conversation_id": [post.conversation_id for post in posts],
            "reply_to_id": [answered for answered, _, _ in replies],
            "reply_to_author_id": [person_id for _, person_id, _ in replies],
            "reply_to_handle": [handle for _, _, handle in replies],
            "quoted_id": [_quoted(post) for post in posts],
            "author_id": [author.id for author in authors],
            "handle": [author.screen_name for author in authors],
            "created": [post.created_at for post in posts],
            "created_ms": [
                post.created_timestamp * 1000 if post.created_timestamp else None for post in posts
            ],
            "text": [None if post.is_note_tweet else raw.text for post, raw in both],
            "plain": [
                raw.text if post.is_note_tweet and raw.text else _own_text(post, raw) for post, raw in both
            ],
            "lang": [post.lang for post in posts],
            "like_count": [post.likes for post in posts],
            "reply_count": [whole(post.replies) for post in posts],
            "repost_count": [post.retweets if post.reposts is None else post.reposts for post in posts],
            "quote_count": [post.quotes for post in posts],
            "bookmark_count": [post.bookmarks for post in posts],
            "view_count": [post.views for post in posts],
            "media": [_media(post.media or _NO_MEDIA) for post in posts],
            "urls": [
                addresses_in(post.text) if raw.text is None else own_links(_facets(raw, "url"))
                for post, raw in both
            ],
            "mentions": [[facet.url for facet in _facets(raw, "mention")] for raw in raws],
            "hashtags": [[facet.url for facet in _facets(raw, "hashtag")] for raw in raws],
            "source_app": [post.source for post in posts],
        }
    )
    _sight([(one.at, author) for one, author in zip(placed, authors, strict=True)], intake)
    for one, own in zip(placed, ids, strict=True):
        note = one.post.community_note
        if own is not None and note is not None and note.text:
            intake.note(note_row(own, note.text, one.at))


def _own_text(post: Status, raw: RawText) -> str | None:
    """Return the tool's own text, for want of X's."""
    return post.text if raw.text is None else None


def _facets(raw: RawText, kind: str) -> list[Facet]:
    return [facet for facet in raw.facets or () if facet.type == kind]


def _answered(post: Status) -> tuple[str | None, str | None, str | None]:
    """Return the id of the post answered, and id and handle of its author."""
    to = post.replying_to
    reply = to if isinstance(to, Reply) else Reply(screen_name=to) if to else _NO_REPLY
    handle = reply.screen_name
    person_id = reply.user_id
    if handle and person_id is None:
        author = post.author or _NOBODY
        known = [(facet.url, facet.id) for facet in _facets(post.raw_text or _NO_TEXT, "mention")]
        known.append((author.screen_name, author.id))
        person_id = next(
            (known_id for name, known_id in known if name and name.lower() == handle.lower()), None
        )
    return reply.status or reply.post or post.replying_to_status, person_id, handle


def _quoted(post: Status) -> str | None:
    return post_id(post.quote) if post.quote else None


def _media(box: MediaBox) -> list[dict[str, str | None]]:
    items = box.all or [*(box.photos or ()), *(box.videos or ())]
    return [
        medium(item.type, item.thumbnail_url or item.url, item.altText)
        for item in items
        if item.type != "mosaic_photo"
    ]


def _sight(people: list[tuple[int | None, Author]], intake: Intake) -> None:
    badges = [_badge(author) for _, author in people]
    intake.sight(
        {
            "author_id": [author.id for _, author in people],
            "captured_ms": [at for at, _ in people],
            "handle": [author.screen_name for _, author in people],
            "name": [author.name for _, author in people],
            "verified": [shown for shown, _ in badges],
            "verified_type": [kind for _, kind in badges],
            "follower_count": [author.followers for _, author in people],
            "following_count": [author.following for _, author in people],
            "created": [author.joined for _, author in people],
        }
    )


def _badge(author: Author) -> tuple[bool | None, str | None]:
    said = author.verification
    return badge(blue=said.verified, kind=_BADGES.get(said.type or "")) if said else (None, None)
