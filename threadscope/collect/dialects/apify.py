"""Data sets of Apify's actor apidojo/tweet-scraper and its copies, JSON or CSV: ``fullText``, ``author.userName``.

The fields and their traps are those of ``camel_post``. Actors also put rows into a data set that are no posts:
``noResults``, ``demo``, errors, and posts of nobody (``mock_tweet``); these are counted. A quoted post has fewer
fields than a post, no address and no conversation among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.dialects.camel_post import CARRIES, Post, inside, known_id, put
from threadscope.collect.intake import Intake
from threadscope.collect.record import Found, embedded

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

#: Rows with one of these are the actor's own words.
_OWN_WORDS: Final = ("noResults", "demo", "error")
_MOCK: Final = "mock_tweet"


class Line(Post):
    """One item of a data set: a post, or a row that is none."""

    noResults: bool | None = None
    demo: bool | None = None
    error: Any = None
    searchTerm: str | None = None


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    author = value.get("author")
    if isinstance(author, dict) and "userName" in author and "id" in value:
        theirs = [name for name in ("fullText", "quoteId", "searchTerm") if name in value]
        return f"{theirs[0]} and author.userName" if theirs else None
    if value.get("type") == _MOCK:
        return "a made-up post of an actor"
    named = [name for name in _OWN_WORDS[:2] if value.get(name) is True]
    return f"key {named[0]} (a row without a post)" if named and not value.keys() & {"id", "text"} else None


def fits(line: Line) -> bool:
    """Say whether a record is an item of such a data set."""
    if line.author is None or line.author.userName is None:
        return bool(line.noResults or line.demo) and line.id is None
    return (
        line.fullText is not None
        or line.quoteId is not None
        or line.searchTerm is not None
        or line.type == _MOCK
    )


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts and people of records into ``intake``."""
    posts: list[Found[Post]] = [
        Found(number, line, at) for number, line, at in found if _is_post(line, f"record {number}", intake)
    ]
    if posts:
        put(embedded(posts, inside), intake)


def _is_post(line: Line, position: str, intake: Intake) -> bool:
    if line.type != _MOCK and known_id(line) is not None:
        return True
    said = next((name for name in _OWN_WORDS if getattr(line, name)), None)
    if line.type == _MOCK:
        intake.report(position, "unknown_record", "a made-up post of the actor; it was left out")
    elif said:
        intake.report(
            position, "unknown_record", f"a row of the actor without a post ({said}); it was left out"
        )
    elif line.text is not None or line.fullText is not None or any(post for _, post in inside(line)):
        return True  # it is reported where its id is missed, and the posts inside it may have one
    else:
        intake.report(position, "unknown_record", "no post; it was left out")
    return False
