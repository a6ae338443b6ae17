"""X API v2: response pages, one a line as twarc2 writes them, streams, flattened posts, compliance lines.

A page is ``{data: [T] | T, includes: {tweets, users, media}, errors, meta, __twarc}``; a flattened line is one
post ``T`` with its author, media and referred posts inside. The specification of 2026 renames fields
(``referenced_posts``, ``note_post``, ``edit_history_post_ids``, ``includes.posts``, ``repost_count``); both
names are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threadscope.collect.dialects.api_v2.columns import CARRIES, columns, people
from threadscope.collect.dialects.api_v2.notes import matched_notes, written_notes
from threadscope.collect.dialects.api_v2.shapes import Error, Includes, Line, Tweet, User
from threadscope.collect.intake import Intake
from threadscope.collect.moments import milliseconds
from threadscope.collect.record import Found, Placed

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

_NO_INCLUDES = Includes()
_REASONS = {"Not Found Error": "deleted", "Authorization Error": "protected", "Forbidden": "suspended"}
_COMPLIANCE = {
    "deleted": "deleted",
    "suspended": "suspended",
    "protected": "protected",
    "deactivated": "unavailable",
}
#: What other formats call what v2 writes in small letters with underscores.
_FOREIGN = frozenset({"createdAt", "fullText", "user", "userName", "conversationId", "likeCount"})
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
    if _is_written_note(value):
        return "keys id, info.post_id (a Community Note)"
    return _marks_of_page(value, value.get("data"), value.get("errors"))


def _marks_of_page(page: dict[str, Any], data: Any, errors: Any) -> str | None:
    first = next((item for item in data if isinstance(item, dict)), None) if isinstance(data, list) else data
    error = errors[0] if isinstance(errors, list) and errors else None
    meta = page.get("meta")
    if isinstance(first, dict) and "id" in first and first.keys() & {"text", "author_id"}:
        return None if first.keys() & _FOREIGN else "data with id and text"
    if isinstance(first, dict) and (_is_written_note(first) or "claim_opinion_score" in first):
        return "data with Community Notes"
    if isinstance(page.get("includes"), dict) and page.keys() & {"data", "errors"}:
        return "keys data, includes"
    if isinstance(error, dict) and "resource_type" in error:
        return "errors with resource_type"
    return (
        "meta with result_count" if not first and isinstance(meta, dict) and "result_count" in meta else None
    )


def _is_written_note(value: dict[str, Any]) -> bool:
    info = value.get("info")
    return "id" in value and isinstance(info, dict) and "post_id" in info


def fits(line: Line) -> bool:
    """Say whether a record is a page, a flattened post, or a line of compliance."""
    data = line.data
    if data is None:
        if line.id is not None:
            return line.author_id is not None or line.action is not None or _is_note(line)
        return line.twarc is not None or line.includes is not None or _is_v2(line.errors)
    if isinstance(data, Tweet):
        return data.id is not None and (data.text is not None or data.author_id is not None or _is_note(data))
    return (
        line.twarc is not None
        or not data
        or (data[0].id is not None and (data[0].text is not None or _is_note(data[0])))
    )


def _is_v2(errors: list[Error] | None) -> bool:
    return bool(errors) and errors is not None and errors[0].resource_type is not None


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and absences of records into ``intake``."""
    flat: list[Found[Line]] = []
    for item in found:
        page = item.record
        if page.data is None and _is_post(page) and page.action is None:
            flat.append(item)
            continue
        _flattened(flat, intake)
        flat = []
        _page(page, item.number, _seen(item), intake)
    _flattened(flat, intake)


def _seen(item: Found[Line]) -> int | None:
    twarc = item.record.twarc
    return (milliseconds(twarc.retrieved_at) if twarc else None) or item.at


def _flattened(found: list[Found[Line]], intake: Intake) -> None:
    """Put posts that came one a line into ``intake``, all at once."""
    if not found:
        return
    posts: list[Placed[Tweet]] = []
    users: list[tuple[User, int | None]] = []
    for item in found:
        at = _seen(item)
        main, beside, inside = _posts_of(item.record, f"record {item.number}", intake)
        posts += [Placed(tweet, "main", item.number, at) for tweet in main]
        posts += [
            Placed(tweet, _PLACES.get(tweet.type or "", "included"), item.number, at) for tweet in beside
        ]
        users += [(user, at) for user in inside]
        for error in item.record.errors or ():
            _error(error, at, f"record {item.number}", intake)
    people_here = [user for user, _ in users]
    intake.observe(columns(posts, people_here, []))
    matched_notes(posts, intake)
    if users:
        intake.sight(people(people_here, [at for _, at in users]))


def _page(page: Line, number: int, at: int | None, intake: Intake) -> None:
    position = f"record {number}"
    includes = page.includes or _NO_INCLUDES
    if page.action is not None:
        _compliance(page, at, position, intake)
        return
    main, beside, inside = _posts_of(page, position, intake)
    others = [*(includes.tweets or ()), *(includes.posts or ())]
    for error in page.errors or ():
        _error(error, at, position, intake)
    notes = _notes_of(page)
    if not main and not others and not notes and not page.errors and page.data != []:
        intake.report(position, "unknown_record", "no posts in it; it was left out")
    users = [*(includes.users or ()), *inside]
    posts = [Placed(tweet, "main", number, at) for tweet in main]
    posts += [Placed(tweet, "included", number, at) for tweet in others]
    posts += [Placed(tweet, _PLACES.get(tweet.type or "", "included"), number, at) for tweet in beside]
    if posts:
        intake.observe(columns(posts, users, includes.media or []))
        matched_notes(posts, intake)
    if notes:
        written_notes(notes, at, position, intake)
    if users:
        intake.sight(people(users, [at] * len(users)))


def _posts_of(page: Line, position: str, intake: Intake) -> tuple[list[Tweet], list[Tweet], list[User]]:
    """Return the posts of a record, the whole posts inside them, and the people inside them."""
    every: list[Tweet] = [page] if page.data is None else []
    if page.data is not None:
        every = [page.data] if isinstance(page.data, Tweet) else page.data
        if nameless := sum(tweet.id is None and tweet.claim_opinion_score is None for tweet in every):
            intake.report(position, "no_post_id", f"{nameless} posts without an id; left out")
    main = every if all(map(_is_post, every)) else [tweet for tweet in every if _is_post(tweet)]
    beside = [ref for tweet in every for ref in _references(tweet) if _is_whole(ref)]
    users: list[User] = []
    if beside or any(tweet.author is not None for tweet in every):
        users = [
            user for tweet in (*main, *beside) for user in (tweet.author, tweet.in_reply_to_user) if user
        ]
    return main, beside, users


def _is_post(tweet: Tweet) -> bool:
    # People and lists come in the same envelope; they have a name, posts have not.
    return (
        tweet.id is not None
        and tweet.info is None
        and (tweet.name is None or tweet.text is not None or tweet.author_id is not None)
    )


def _is_note(tweet: Tweet) -> bool:
    return tweet.info is not None and tweet.info.post_id is not None


def _notes_of(page: Line) -> list[Tweet]:
    if page.data is None:
        return [page] if page.info is not None else []
    every = [page.data] if isinstance(page.data, Tweet) else page.data
    return [one for one in every if one.info is not None]


def _is_whole(reference: Tweet) -> bool:
    """Say whether a post that another refers to stands inside it, and not only its id."""
    return reference.text is not None or reference.author_id is not None or reference.author is not None


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
