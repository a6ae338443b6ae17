"""X API v1.1: one status a line, arrays, search (``statuses``) and premium (``results``) envelopes, stream notices.

Long texts stand in ``extended_tweet.full_text`` or ``full_text``; ``text`` is then cut. A retweet repeats its
original's text cut, and says ``truncated: false`` all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.dialects.api_v11.columns import CARRIES, nested, observe, post_id
from threadscope.collect.dialects.api_v11.shapes import Gone, Line, Status
from threadscope.collect.intake import Intake
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found, Placed

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

#: What other formats have beside an id, a text and a person, and v1.1 never has.
_FOREIGN: Final = frozenset(
    {"rest_id", "__typename", "tweet_url", "username", "in_reply_to", "conversation_count", "views_count"}
    | {"#sort_index", "startUrl", "is_quote_tweet", "replying_to_tweet", "conversation_id"}
)
_NOTICES: Final = ("limit", "warning", "disconnect", "user_withheld", "scrub_geo")


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
    if not isinstance(value, dict) or not value.keys() & {"id_str", "id"} or value.keys() & _FOREIGN:
        return False
    wordy = bool(value.keys() & {"text", "full_text", "extended_tweet"})
    user = value.get("user")
    if isinstance(user, dict) and user:
        return "screen_name" in user or (wordy and "id_str" in user)
    return wordy and "id_str" in value


def fits(line: Line) -> bool:
    """Say whether a record is a post, an envelope of posts, or a notice of a stream."""
    if line.id_str is None and isinstance(line.id, str):
        return False  # others write the id as text under this name
    if line.id_str is not None or line.id is not None:
        worded = line.full_text is not None or line.text is not None or line.extended_tweet is not None
        named = line.user is not None and line.user.screen_name is not None
        return (named or (worded and line.id_str is not None)) and not line.is_foreign
    if line.statuses is not None or line.results is not None:
        # Other formats have a list of that name too; their posts have no `id_str`.
        return all(post_id(status) is not None for status in line.statuses or line.results or ())
    return line.delete is not None or line.status_withheld is not None or line.limit is not None


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and absences of records into ``intake``."""
    observe(
        [
            Placed(status, place, number, at)
            for number, line, at in found
            for status, place in _statuses(line, f"record {number}", intake)
        ],
        intake,
    )


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
    elif line.screen_name is not None and line.user is None and line.text is None and line.full_text is None:
        intake.report(position, "unknown_record", "an account, no post; it was left out")
    elif (
        post_id(line) is not None
        or line.text is not None
        or line.full_text is not None
        or line.user is not None
    ):
        return list(nested(line))  # one without an id is reported where that is missed
    else:
        intake.report(position, "unknown_record", "neither a post nor a notice; it was left out")
    return []


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
