"""Statuses of API v1.1 -> raw columns of observations and sightings, put into the intake."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from threadscope.collect.addresses import first_id
from threadscope.collect.dialects.api_v11.shapes import Entities, Media, Status, User
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.numbers import whole
from threadscope.collect.record import Placed, taken_from

__all__ = ["CARRIES", "nested", "observe", "post_id"]

#: Reply and quote counts come only with premium search and streams.
CARRIES: Final = frozenset(
    {"post_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id", "repost_of_id"}
    | {"author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count", "repost_count"}
    | {"quote_count", "media", "urls", "mentions", "hashtags", "source_app", "availability"}
)

_KINDS = {"photo": "photo", "video": "video", "animated_gif": "gif"}
_NO_ENTITIES, _NO_USER = Entities(), User()


def nested(status: Status, place: str = "main") -> Iterable[tuple[Status, str]]:
    """Yield a post and the posts inside it, each with its place."""
    waiting = [(status, place)]
    while waiting:
        inner, where = waiting.pop()
        yield inner, where
        if inner.quoted_status is not None:
            waiting.append((inner.quoted_status, "quoted"))
        if inner.retweeted_status is not None:
            waiting.append((inner.retweeted_status, "reposted"))


def post_id(status: Status) -> str | None:
    """Return the id of a post; the number is exact here, JSON writes all its digits."""
    return _either(status.id_str, status.id)


def _either(text: str | None, number: int | str | None) -> str | None:
    return text if text and text.isdigit() and len(text) < 20 else first_id(text, number)


def observe(found: list[Placed[Status]], intake: Intake) -> None:
    """Put posts, and their authors, into ``intake``."""
    if not found:
        return
    statuses = [placed.post for placed in found]
    users = [status.user or _NO_USER for status in statuses]
    originals = [status.retweeted_status for status in statuses]
    worded = [original or status for original, status in zip(originals, statuses, strict=True)]
    parts = [_parts(status) for status in statuses]
    plain = _Texts(worded)
    intake.observe(
        {
            "post_id": [post_id(status) for status in statuses],
            **taken_from(found),
            "conversation_id": [status.conversation_id_str for status in statuses],
            "reply_to_id": [_either(s.in_reply_to_status_id_str, s.in_reply_to_status_id) for s in statuses],
            "reply_to_author_id": [
                _either(s.in_reply_to_user_id_str, s.in_reply_to_user_id) for s in statuses
            ],
            "reply_to_handle": [status.in_reply_to_screen_name for status in statuses],
            "quoted_id": [
                None if original else _quoted(s) for original, s in zip(originals, statuses, strict=True)
            ],
            "repost_of_id": [post_id(original) if original else None for original in originals],
            "author_id": [_either(user.id_str, user.id) for user in users],
            "handle": [user.screen_name for user in users],
            "created": [status.created_at for status in statuses],
            "created_ms": [whole(status.timestamp_ms) for status in statuses],
            "text": plain.texts,
            "cut": plain.cut,
            "lang": [status.lang for status in statuses],
            "like_count": [status.favorite_count for status in statuses],
            "reply_count": [status.reply_count for status in statuses],
            "repost_count": [status.retweet_count for status in statuses],
            "quote_count": [status.quote_count for status in statuses],
            "media": [_media(status) for status in statuses],
            "urls": [own_links(part.urls or ()) for part in parts],
            "mentions": [[mention.screen_name for mention in part.user_mentions or ()] for part in parts],
            "hashtags": [[tag.text for tag in part.hashtags or ()] for part in parts],
            "source_app": [status.source for status in statuses],
            "availability": [_availability(status) for status in statuses],
        }
    )
    intake.sight(_people([user for user in users if user is not _NO_USER]))


class _Texts:
    """The longest text of each post, and whether the export says that it is cut."""

    def __init__(self, statuses: list[Status]) -> None:
        whole_texts = [s.extended_tweet.full_text if s.extended_tweet else None for s in statuses]
        self.texts = [long or s.full_text or s.text for long, s in zip(whole_texts, statuses, strict=True)]
        # False proves nothing here (see the module's head): only true is taken as said.
        self.cut = [
            True if s.truncated and not long and not s.full_text else None
            for long, s in zip(whole_texts, statuses, strict=True)
        ]


def _quoted(status: Status) -> str | None:
    return status.quoted_status_id_str or (post_id(status.quoted_status) if status.quoted_status else None)


def _parts(status: Status) -> Entities:
    extended = status.extended_tweet
    return (extended.entities if extended else None) or status.entities or _NO_ENTITIES


def _media(status: Status) -> list[dict[str, str | None]] | None:
    extended = status.extended_tweet
    holders = (
        extended.extended_entities if extended else None,
        extended.entities if extended else None,
        status.extended_entities,
        status.entities,
    )
    items: list[Media] = next((holder.media for holder in holders if holder and holder.media), [])
    return [
        {
            "kind": _KINDS.get(item.type or "", "other"),
            "alt": item.ext_alt_text,
            "url": item.media_url_https,
            "file": None,
        }
        for item in items
    ]


def _availability(status: Status) -> str | None:
    return "withheld" if status.withheld_in_countries or status.withheld_copyright else None


def _people(users: list[User]) -> dict[str, list[Any]]:
    return {
        "author_id": [_either(user.id_str, user.id) for user in users],
        "handle": [user.screen_name for user in users],
        "name": [user.name for user in users],
        "verified": [user.verified for user in users],
        "verified_type": [user.verified_type or ("legacy" if user.verified else None) for user in users],
        "follower_count": [user.followers_count for user in users],
        "following_count": [user.friends_count for user in users],
        "created": [user.created_at for user in users],
    }
