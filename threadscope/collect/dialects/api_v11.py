"""X API v1.1: one status a line, arrays, search (``statuses``) and premium (``results``) envelopes, stream notices.

Long texts stand in ``extended_tweet.full_text`` or ``full_text``; ``text`` is then cut. A retweet repeats its
original's text cut, and says ``truncated: false`` all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from threadscope.collect.decode import Record, Typed
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.numbers import whole

__all__ = ["Line", "Status", "marks", "observe", "rows"]

#: Statuses that are turned into columns at once.
_BATCH = 500


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


_NOTICES = ("limit", "warning", "disconnect", "user_withheld", "scrub_geo")
_KINDS = {"photo": "photo", "video": "video", "animated_gif": "gif"}
_NO_ENTITIES, _NO_USER = Entities(), User()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    for name in ("statuses", "results"):
        if (
            isinstance(value.get(name), list)
            and all(map(_is_status, value[name]))
            and (value[name] or len(value) > 1)
        ):
            return f"list {name}"
    if _is_status(value):
        return "id_str with user or text"
    if isinstance(value.get("delete"), dict) and "status" in value["delete"]:
        return "key delete.status (stream)"
    notices = [name for name in (*_NOTICES, "status_withheld") if isinstance(value.get(name), dict)]
    return f"key {notices[0]} (stream)" if notices and len(value) == 1 else None


def _is_status(value: Any) -> bool:
    if (
        not isinstance(value, dict)
        or not value.keys() & {"id_str", "id"}
        or value.keys() & {"rest_id", "__typename"}
    ):
        return False
    wordy = bool(value.keys() & {"text", "full_text", "extended_tweet"})
    user = value.get("user")
    return (isinstance(user, dict) and bool(user.keys() & {"screen_name", "id_str"})) or (
        wordy and "id_str" in value
    )


def rows(records: Iterable[Record], intake: Intake) -> None:
    """Put the posts, people and absences of all records into ``intake``."""
    line = Typed(Line)
    waiting: list[tuple[Status, str, int]] = []
    for number, raw in records:
        position = f"record {number}"
        found = line.read(raw, intake.report, position)
        if found is not None:
            waiting += [(status, place, number) for status, place in _statuses(found, position, intake)]
        if len(waiting) >= _BATCH:
            observe(waiting, intake)
            waiting = []
    observe(waiting, intake)


def _statuses(line: Line, position: str, intake: Intake) -> list[tuple[Status, str]]:
    """Return the posts of one record and where each stands; notices go to ``intake`` at once."""
    if line.delete is not None and line.delete.status is not None:
        _gone(line.delete.status, "deleted", whole(line.delete.timestamp_ms), intake)
    elif line.status_withheld is not None:
        _gone(line.status_withheld, "withheld", whole(line.timestamp_ms), intake)
    elif notices := [name for name in _NOTICES if getattr(line, name) is not None]:
        intake.report(position, "stream_notice", f"{notices[0]}: {str(getattr(line, notices[0]))[:200]}")
    elif line.statuses is not None or line.results is not None:
        return [found for status in (line.statuses or line.results or ()) for found in nested(status)]
    elif post_id(line) is not None:
        return list(nested(line))
    elif line.text is not None or line.full_text is not None or line.user is not None:
        intake.report(position, "no_post_id", "a post without an id; it was left out")
    else:
        intake.report(position, "unknown_record", "neither a post nor a notice; it was left out")
    return []


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


def _gone(gone: Gone, reason: str, at: int | None, intake: Intake) -> None:
    missing = gone.id_str or (str(gone.id) if gone.id else None)
    where = (
        f"withheld in {', '.join(gone.withheld_in_countries)}"
        if gone.withheld_in_countries
        else "stream notice"
    )
    if missing:
        intake.absent(missing, reason, detail=where, at=at)
    else:
        intake.report(None, "absence_without_id", f"a stream notice without an id: {where}")


def post_id(status: Status) -> str | None:
    """Return the id of a post; the number is exact here, JSON writes all its digits."""
    return _either(status.id_str, status.id)


def _either(text: str | None, number: int | None) -> str | None:
    return text or (str(number) if number else None)


def observe(found: list[tuple[Status, str, int]], intake: Intake) -> None:
    """Put posts into ``intake``: each with its place and the number of its record."""
    if not found:
        return
    statuses = [status for status, _, _ in found]
    users = [status.user or _NO_USER for status in statuses]
    originals = [status.retweeted_status for status in statuses]
    worded = [original or status for original, status in zip(originals, statuses, strict=True)]
    parts = [_parts(status) for status in statuses]
    plain = _Texts(worded)
    intake.observe(
        {
            "post_id": [post_id(status) for status in statuses],
            "source_row": [number for _, _, number in found],
            "place": [place for _, place, _ in found],
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
