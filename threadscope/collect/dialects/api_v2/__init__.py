"""X API v2: response pages, one a line as twarc2 writes them, streams, flattened posts, compliance lines.

A page is ``{data: [T] | T, includes: {tweets, users, media}, errors, meta, __twarc}``; a flattened line is one
post ``T`` with its author, media and referred posts inside. The specification of 2026 renames fields
(``referenced_posts``, ``note_post``, ``edit_history_post_ids``, ``includes.posts``, ``repost_count``); both
names are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from threadscope.collect.decode import Record, Typed
from threadscope.collect.dialects.api_v2.columns import columns, people
from threadscope.collect.dialects.api_v2.shapes import Error, Includes, Line, Tweet, User
from threadscope.collect.intake import Intake
from threadscope.collect.moments import milliseconds

__all__ = ["marks", "rows"]


_NO_INCLUDES = Includes()
_REASONS = {"Not Found Error": "deleted", "Authorization Error": "protected", "Forbidden": "suspended"}
_COMPLIANCE = {
    "deleted": "deleted",
    "suspended": "suspended",
    "protected": "protected",
    "deactivated": "unavailable",
}
_PLACES = {"quoted": "quoted", "retweeted": "reposted", "reposted": "reposted"}


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if "__twarc" in value:
        return "key __twarc"
    if {"action", "reason", "id"} <= value.keys():
        return "keys id, action, reason (compliance)"
    if {"id", "author_id"} <= value.keys() and value.keys() & {"author", "public_metrics", "text"}:
        return "keys id, author_id (flattened)"
    return _marks_of_page(value, value.get("data"), value.get("errors"))


def _marks_of_page(page: dict[str, Any], data: Any, errors: Any) -> str | None:
    first = next((item for item in data if isinstance(item, dict)), None) if isinstance(data, list) else data
    error = errors[0] if isinstance(errors, list) and errors else None
    meta = page.get("meta")
    if isinstance(first, dict) and "id" in first and first.keys() & {"text", "author_id"}:
        return "data with id and text"
    if isinstance(page.get("includes"), dict) and page.keys() & {"data", "errors"}:
        return "keys data, includes"
    if isinstance(error, dict) and "resource_type" in error:
        return "errors with resource_type"
    return (
        "meta with result_count" if not first and isinstance(meta, dict) and "result_count" in meta else None
    )


def rows(records: Iterable[Record], intake: Intake) -> None:
    """Put the posts, people and absences of all records into ``intake``."""
    line = Typed(Line)
    for number, raw in records:
        position = f"record {number}"
        page = line.read(raw, intake.report, position)
        if page is not None:
            _page(page, number, position, intake)


def _page(page: Line, number: int, position: str, intake: Intake) -> None:
    at = milliseconds(page.twarc.retrieved_at) if page.twarc else None
    includes = page.includes or _NO_INCLUDES
    if page.action is not None:
        _compliance(page, at, position, intake)
        return
    main, beside, inside = _posts_of(page)
    others = [*(includes.tweets or ()), *(includes.posts or ())]
    for error in page.errors or ():
        _error(error, at, position, intake)
    if not main and not others and not page.errors and page.data != []:
        intake.report(position, "unknown_record", "no posts in it; it was left out")
    users = [*(includes.users or ()), *inside]
    tweets = [*main, *others, *beside]
    if tweets:
        places = ["main"] * len(main) + ["included"] * len(others)
        places += [_PLACES.get(tweet.type or "", "included") for tweet in beside]
        intake.observe(columns(tweets, users, includes.media or [], places, number, at))
    if users:
        intake.sight(people(users, at))


def _posts_of(page: Line) -> tuple[list[Tweet], list[Tweet], list[User]]:
    """Return the posts of a record, the whole posts inside them, and the people inside them."""
    if page.data is None:
        main: list[Tweet] = [page] if _is_post(page) else []
    else:
        main = [page.data] if isinstance(page.data, Tweet) else page.data
        main = main if all(map(_is_post, main)) else [tweet for tweet in main if _is_post(tweet)]
    beside: list[Tweet] = []
    users: list[User] = []
    if any(tweet.author is not None for tweet in main):
        beside = [ref for tweet in main for ref in _references(tweet) if ref.text is not None]
        users = [
            user for tweet in (*main, *beside) for user in (tweet.author, tweet.in_reply_to_user) if user
        ]
    return main, beside, users


def _is_post(tweet: Tweet) -> bool:
    # People and lists come in the same envelope; they have a name, posts have not.
    return tweet.id is not None and (
        tweet.name is None or tweet.text is not None or tweet.author_id is not None
    )


def _references(tweet: Tweet) -> list[Tweet]:
    return tweet.referenced_tweets or tweet.referenced_posts or []


def _error(error: Error, at: int | None, position: str, intake: Intake) -> None:
    named = error.resource_id or error.value
    if error.resource_type in {"tweet", "post"} and named and named.isdigit():
        reason = _REASONS.get(error.title or "", "unavailable")
        intake.absent(named, reason, detail=error.detail or error.title, at=at)
    elif error.resource_type == "user":
        intake.report(position, "person_unavailable", error.detail or error.title or "an account")
    else:
        intake.report(position, "errors_in_response", error.detail or error.title or "an error without words")


def _compliance(line: Line, at: int | None, position: str, intake: Intake) -> None:
    if line.action == "delete" and line.id:
        reason = _COMPLIANCE.get(line.reason or "", "unavailable")
        seen = milliseconds(line.redacted_at) or at
        intake.absent(line.id, reason, detail=f"compliance: {line.reason or 'no reason given'}", at=seen)
    else:
        intake.report(
            position, "stream_notice", f"compliance action {line.action!r}; it says nothing about posts"
        )
