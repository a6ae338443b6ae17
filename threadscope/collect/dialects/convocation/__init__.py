"""Posts of twitter-scraper by the-convocation, which ElizaOS's agent-twitter-client was forked from: ``permanentUrl``.

One post, an array, or ``{tweets, next}``. ``text`` holds the whole of a long post, without HTML entities, or a short one
with them. The post that is answered (``inReplyToStatus``) and the author's own sequels (``thread``) stand inside as whole
posts. The id of the original stays empty in many reposts; then it is that of the post inside. Where a user kept
``__raw_UNSTABLE``, it tells language, quotes and who was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.dialects.convocation.columns import CARRIES as _OWN
from threadscope.collect.dialects.convocation.columns import put
from threadscope.collect.dialects.convocation.shapes import Line, Tweet
from threadscope.collect.intake import Intake
from threadscope.collect.record import Found

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

#: The last three stand in `__raw_UNSTABLE`.
CARRIES: Final = _OWN | {"edit_ids", "lang", "quote_count", "reply_to_author_id", "reply_to_handle"}
_TIMES: Final = ("timeParsed", "timestamp", "isRetweet")


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    posts = value.get("tweets")
    if isinstance(posts, list) and posts and "id" not in value:
        return f"list tweets with {why}" if (why := _why(posts[0])) and all(map(_why, posts)) else None
    return _why(value)


def _why(value: Any) -> str | None:
    if not isinstance(value, dict) or not {"id", "permanentUrl"} <= value.keys():
        return None
    named = [name for name in _TIMES if name in value]
    return f"permanentUrl and {named[0]}" if named else None


def fits(line: Line) -> bool:
    """Say whether a record is a post or a page of this library."""
    if line.id is not None:
        return _is_theirs(line)
    return bool(line.tweets) and all(map(_is_theirs, line.tweets or ()))


def _is_theirs(post: Tweet) -> bool:
    timed = post.timeParsed is not None or post.timestamp is not None or post.isRetweet is not None
    return post.permanentUrl is not None and timed


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts and people of records into ``intake``."""
    posts: list[Found[Tweet]] = []
    for number, line, at in found:
        if line.next and line.tweets is not None:
            intake.cursor(None, "next_page", at=at)
        inner = [line] if line.id or line.permanentUrl or line.text else line.tweets
        if inner is None:
            intake.report(f"record {number}", "unknown_record", "no post in it; it was left out")
        posts += [Found(number, post, at) for post in inner or ()]
    if posts:
        put(posts, intake)
