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

from threadscope.collect.addresses import id_of_file
from threadscope.collect.dialects.fxtwitter.columns import CARRIES, put
from threadscope.collect.dialects.fxtwitter.shapes import Line, Status, post_id
from threadscope.collect.intake import Intake
from threadscope.collect.record import Found, Placed, embedded

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

_REASONS: Final = {"deleted": "deleted", "suspended": "suspended", "private": "protected"}
#: What an answer without a post says; both numbers and words are the tool's own.
_REFUSED: Final = {401: "protected", 404: "unavailable"}
_MESSAGES: Final = ("NOT_FOUND", "PRIVATE_TWEET", "API_FAIL")
_X: Final = (None, "twitter")
_ANSWER: Final = frozenset({"code", "message", "status", "tweet", "thread", "replies", "author", "cursor"})


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
    placed = [one for one in embedded(bare, _inside) if _stays(one, intake)]
    if placed:
        put(placed, intake)


def _inside(status: Status) -> Iterator[tuple[str, Status | None]]:
    yield "quoted", status.quote


def _of_answer(line: Line, position: str, at: int | None, intake: Intake) -> list[Status]:
    """Return the posts and tombstones of one answer, each once."""
    if line.code is None and not (line.status or line.tweet or line.thread or line.results):
        return [line]
    first = line.status or line.tweet
    if line.cursor is not None and line.cursor.bottom:
        intake.cursor(post_id(first) if first else None, "next_page", at=at)
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
        intake.cursor(post_id(inner[-1]), "show_more", at=at)
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
    own = post_id(status)
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
