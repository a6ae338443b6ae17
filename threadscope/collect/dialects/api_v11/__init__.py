"""X API v1.1: one status a line, arrays, search (``statuses``) and premium (``results``) envelopes, stream notices.

Long texts stand in ``extended_tweet.full_text`` or ``full_text``; ``text`` is then cut. A retweet repeats its
original's text cut, and says ``truncated: false`` all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from threadscope.collect.decode import Record, Typed
from threadscope.collect.dialects.api_v11.columns import nested, observe, post_id
from threadscope.collect.dialects.api_v11.shapes import Gone, Line, Status
from threadscope.collect.intake import Intake
from threadscope.collect.numbers import whole

__all__ = ["marks", "rows"]

#: Statuses that are turned into columns at once.
_BATCH = 500


_NOTICES = ("limit", "warning", "disconnect", "user_withheld", "scrub_geo")


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
