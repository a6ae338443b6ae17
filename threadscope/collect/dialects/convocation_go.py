"""Posts of the Go library twitter-scraper (n0madic, Masa, imperatrona): ``PermanentURL``, ``InReplyToStatusID``.

Go writes every field under its own name, and empty texts, nulls and zeros for what it does not know. One post, an array,
``{tweets: [...]}``, or ``{Tweet, Error}`` as its channel gives them. Most versions know no long posts: these end where X
cut them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.dialects.convocation.columns import CARRIES, put
from threadscope.collect.dialects.convocation.shapes import GoLine, GoTweet
from threadscope.collect.intake import Intake
from threadscope.collect.record import Found

__all__ = ["CARRIES", "GoLine", "fits", "marks", "rows"]

_THEIRS: Final = {"ID", "PermanentURL"}


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if value.keys() >= _THEIRS:
        return "keys ID, PermanentURL"
    inner = value.get("Tweet")
    if isinstance(inner, dict):
        return "Tweet with ID, PermanentURL" if inner.keys() >= _THEIRS else None
    posts = value.get("tweets", value.get("Tweets"))
    if not isinstance(posts, list) or not posts:
        return None
    theirs = all(isinstance(post, dict) and post.keys() >= _THEIRS for post in posts)
    return "list tweets with ID, PermanentURL" if theirs else None


def fits(line: GoLine) -> bool:
    """Say whether a record is a post or a list of posts of this library."""
    if line.id is not None:
        return line.permanentUrl is not None
    posts = _posts(line)
    return bool(posts) and all(post.permanentUrl is not None for post in posts)


def _posts(line: GoLine) -> list[GoTweet]:
    if line.id or line.permanentUrl or line.text:
        return [line]
    return [line.tweet] if line.tweet is not None else line.tweets or []


def rows(found: Sequence[Found[GoLine]], intake: Intake) -> None:
    """Put the posts and people of records into ``intake``."""
    posts: list[Found[GoTweet]] = []
    for number, line, at in found:
        inner = _posts(line)
        if line.error and not inner:
            intake.report(f"record {number}", "errors_in_response", str(line.error)[:200])
        elif not inner:
            intake.report(f"record {number}", "unknown_record", "no post in it; it was left out")
        posts += [Found(number, post, at) for post in inner]
    if posts:
        put(posts, intake)
