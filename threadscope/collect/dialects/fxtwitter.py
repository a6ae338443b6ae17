"""FxTwitter's API (FxEmbed, FixTweet): ``{code, status, thread, replies, cursor}``, searches, ``{code, message, tweet}``.

``raw_text`` holds a text as X has it: with HTML entities, but for long posts (``is_note_tweet``), and with short
links, whose targets stand in ``facets``. ``text`` has neither entities nor short links, and answers of before 2024
have only that. A repost is handed out as its original; that somebody reposted it has no id. What is not to be had is a
``tombstone`` with the reason and mostly the id, or a bare ``code``. The words of a Community Note come without its id;
``community_note: null`` says that none was handed out, which is not that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from threadscope.collect.addresses import first_id, id_in, id_of_file
from threadscope.collect.badges import badge
from threadscope.collect.intake import Intake
from threadscope.collect.links import addresses_in, own_links
from threadscope.collect.media import medium
from threadscope.collect.note_words import note_row
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found, Placed, embedded, taken_from
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

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
_REASONS: Final = {"deleted": "deleted", "suspended": "suspended", "private": "protected"}
#: What an answer without a post says; both numbers and words are the tool's own.
_REFUSED: Final = {401: "protected", 404: "unavailable"}
_MESSAGES: Final = ("NOT_FOUND", "PRIVATE_TWEET", "API_FAIL")
_X: Final = (None, "twitter")
_ANSWER: Final = frozenset({"code", "message", "status", "tweet", "thread", "replies", "author", "cursor"})


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


_NOBODY, _NO_TEXT, _NO_MEDIA = Author(), RawText(), MediaBox()
_NO_REPLY: Final = Reply()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if "code" not in value:
        return "author.screen_name, likes and created_timestamp" if _is_post(value) else None
    for name in ("status", "tweet", "thread"):
        if name in value and any(
            map(_is_status, (value[name], *_listed(value, "thread"), *_listed(value, "replies")))
        ):
            return f"code and {name}"
    results = value.get("results")
    if isinstance(results, list) and "cursor" in value and all(map(_is_status, results)):
        return "code, results and cursor"
    return _marks_of_answer(value)


def _marks_of_answer(value: dict[str, Any]) -> str | None:
    """Say why an answer without a post that is known as one is of this dialect, or ``None``."""
    if any(isinstance(value.get(name), dict | list) for name in ("status", "thread")):
        return "code, status and thread" if {"status", "thread"} <= value.keys() else None
    code, said = value["code"], value.get("message")
    if not isinstance(code, int) or code not in _REFUSED or value.keys() - _ANSWER:
        return None
    empty = "status" in value and value["status"] is None
    return "code without a status" if empty or (isinstance(said, str) and said in _MESSAGES) else None


def _listed(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _is_post(value: dict[str, Any]) -> bool:
    author = value.get("author")
    named = isinstance(author, dict) and "screen_name" in author
    counted = "likes" in value and bool(value.keys() & {"reposts", "retweets"})
    dated = bool(value.keys() & {"created_timestamp", "raw_text"}) or value.get("type") == "status"
    return named and counted and dated and "id" in value and value.get("provider") in _X


def _is_status(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("provider") not in _X:
        return False
    if value.get("type") in ("tombstone", "thread"):
        return True
    author = value.get("author")
    told = isinstance(author, dict) and "screen_name" in author
    return "id" in value and (told or bool(value.keys() & {"created_timestamp", "raw_text"}))


def fits(line: Line) -> bool:
    """Say whether a record is an answer or a post of this API."""
    if line.code is None:
        counted = line.likes is not None and (line.reposts is not None or line.retweets is not None)
        return counted and line.author is not None and line.author.screen_name is not None
    if (post := line.status or line.tweet) is not None:
        return post.author is not None or post.type == "tombstone"
    if line.results is not None:
        return line.cursor is not None
    return line.code in _REFUSED and (line.message is None or line.message in _MESSAGES)


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people, absences, cursors and words of notes of answers into ``intake``."""
    bare = [
        Found(number, status, at)
        for number, line, at in found
        for status in _of_answer(line, f"record {number}", at, intake)
    ]
    placed = [one for one in embedded(bare, inside) if _stays(one, intake)]
    if placed:
        _put(placed, intake)


def inside(status: Status) -> Iterator[tuple[str, Status | None]]:
    """Yield the place and post directly inside a post."""
    yield "quoted", status.quote


def _of_answer(line: Line, position: str, at: int | None, intake: Intake) -> list[Status]:
    """Return the posts and tombstones of one answer, each once."""
    if line.code is None and not (line.status or line.tweet or line.thread or line.results):
        return [line]
    first = line.status or line.tweet
    if line.cursor is not None and line.cursor.bottom:
        intake.cursor(_id(first) if first else None, "next_page", at=at)
    answers = line.replies if isinstance(line.replies, list) else []
    beside = [] if line.quote is None else [line.quote]
    every = [*([first] if first else []), *(line.thread or ()), *answers, *(line.results or ()), *beside]
    if not every:
        _refused(line, position, at, intake)
    found: list[Status] = []
    for status in (inner for each in every for inner in _unfolded(each, at, intake)):
        # The post that was asked for stands in the thread again, as a rule the same.
        if status not in found[:1]:
            found.append(status)
    return found


def _unfolded(status: Status, at: int | None, intake: Intake) -> list[Status]:
    if status.type != "thread":
        return [status]
    inner = status.statuses or []
    for each in inner:
        each.conversation_id = status.conversation_id
    if status.truncated and inner:
        intake.cursor(_id(inner[-1]), "show_more", at=at)
    return inner


def _refused(line: Line, position: str, at: int | None, intake: Intake) -> None:
    """Note an answer without a post: it does not say of which post, but the name of its file may."""
    said = f"code {line.code}" + (f", {line.message}" if line.message else "")
    reason = _REFUSED.get(line.code or 0)
    asked = id_of_file(intake.source)
    if reason is None:
        intake.report(position, "errors_in_response", f"FxTwitter: {said[:200]}")
    elif asked is not None:
        intake.absent(asked, reason, detail=said[:200], at=at)
    else:
        intake.report(position, "absence_without_id", f"an answer without a post: {said[:200]}")


def _stays(one: Placed[Status], intake: Intake) -> bool:
    """Say whether something is a post of X; tombstones become absences, posts of other places are reported."""
    status, position = one.post, f"record {one.number}"
    own = _id(status)
    if status.provider not in _X:
        intake.report(position, "unknown_record", f"a post of {status.provider}; it was left out")
    elif status.type == "tombstone":
        said = status.message or status.reason
        if own is None:
            intake.report(position, "absence_without_id", f"a post that is not to be had: {said}")
        else:
            handle = status.author.screen_name if status.author else None
            reason = _REASONS.get(status.reason or "", "unavailable")
            intake.absent(own, reason, handle=handle, detail=said, at=one.at)
    elif own is None:
        intake.report(position, "no_post_id", "a post without an id; it was left out")
    else:
        return True
    return False


def _put(placed: list[Placed[Status]], intake: Intake) -> None:
    posts = [one.post for one in placed]
    authors = [post.author or _NOBODY for post in posts]
    raws = [post.raw_text or _NO_TEXT for post in posts]
    replies = [_answered(post) for post in posts]
    both = list(zip(posts, raws, strict=True))
    ids = [_id(post) for post in posts]
    intake.observe(
        taken_from(placed)
        | {
            "post_id": ids,
            "conversation_id": [post.conversation_id for post in posts],
            "reply_to_id": [post_id for post_id, _, _ in replies],
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
    for one, post_id in zip(placed, ids, strict=True):
        note = one.post.community_note
        if post_id is not None and note is not None and note.text:
            intake.note(note_row(post_id, note.text, one.at))


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


def _id(post: Status) -> str | None:
    return first_id(post.id, id_in(post.url))


def _quoted(post: Status) -> str | None:
    return _id(post.quote) if post.quote else None


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
