"""Zeeschuimer's NDJSON, and 4CAT's of the same items: one post a line as the browser got it -> the posts.

Zeeschuimer keeps a post in ``data``, 4CAT keeps the post itself and puts the rest into ``__import_meta``. Of answers
the extension's own ``id`` went through a double and is rounded; ``rest_id`` is right. An advertisement is marked only
where it stood alone. A post with limits is kept in its wrapping. Answers that were not to be had are empty items;
tombstones are lost, mostly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from threadscope.collect.adaptive import as_result
from threadscope.collect.dialects import graphql
from threadscope.collect.dialects.graphql.walk import is_post
from threadscope.collect.intake import Intake
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found

__all__ = ["CARRIES", "done", "fits", "marks", "unwrap"]

CARRIES: Final = graphql.CARRIES

_AROUND: Final = "__import_meta"
#: X as versions and offspring of the extension call it.
_PLATFORMS: Final = frozenset({"twitter.com", "x.com", "twitter-comments", "x-comments"})
#: What the extension adds to a post.
_ADDED: Final = frozenset({"id", "promoted", "related", _AROUND})
_PROMOTED, _GONE, _ELSEWHERE = "zeeschuimer promoted", "zeeschuimer gone", "zeeschuimer elsewhere "


def marks(value: Any) -> str | None:
    """Say why a record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("source_platform"), str) and {"data", "nav_index"} <= value.keys():
        return "nav_index and source_platform"
    around = value.get(_AROUND)
    return f"{_AROUND} (4CAT)" if isinstance(around, dict) and "source_platform" in around else None


def fits(value: Any) -> bool:
    """Say whether a parsed record is an item of Zeeschuimer."""
    return marks(value) is not None


def unwrap(found: Found[Any], intake: Intake) -> Iterator[tuple[Any, int | None]]:
    """Yield the post in an item as GraphQL writes it, and when the extension saw it."""
    item = found.record if isinstance(found.record, dict) else {}
    kept = item.get(_AROUND)
    around = kept if isinstance(kept, dict) else item
    data = item.get("data") if around is item else item
    named = around.get("source_platform")
    platform = named.lower().removeprefix("www.") if isinstance(named, str) else "x.com"
    if platform not in _PLATFORMS:
        intake.tally[_ELSEWHERE + platform[:40]] += 1
    elif around is item and data is None and is_post(item):
        yield _post(item), found.at  # 4CAT's, without what it puts beside a post
    elif not isinstance(data, dict):
        intake.report(f"record {found.number}", "unknown_record", "an item without data; it was left out")
    elif data.get("promoted") is True:
        intake.tally[_PROMOTED] += 1
    elif not data.keys() - _ADDED:
        intake.tally[_GONE] += 1
    else:
        yield _post(data), whole(around.get("timestamp_collected"))


def _post(data: dict[str, Any]) -> dict[str, Any]:
    legacy = data.get("legacy")
    if data.get("type") == "adaptive" and isinstance(legacy, dict):
        return as_result(legacy, data.get("user"))
    result = {key: value for key, value in data.items() if key not in _ADDED}
    # The extension looked at the name of the entry and kept only what that says; the name is given back. A tombstone
    # is none without its entry.
    if data.get("related") is True:
        return _entry("tweetdetailrelatedtweets-0", result)
    return _entry("conversationthread-0", result) if "tombstone" in result else result


def _entry(name: str, result: dict[str, Any]) -> dict[str, Any]:
    return {"entryId": name, "content": {"itemContent": {"tweet_results": {"result": result}}}}


def done(intake: Intake) -> None:
    """Report what was counted over the whole file."""
    tally = intake.tally
    if n := tally.pop(_PROMOTED, 0):
        intake.report(
            None, "promoted_left_out", f"{n:,} advertisement{'s were' if n > 1 else ' was'} left out"
        )
    if n := tally.pop(_GONE, 0):
        detail = f"{n:,} answer{'s' if n > 1 else ''} came back empty, and the extension does not say which"
        intake.report(None, "absence_without_id", detail)
    for key in [key for key in tally if key.startswith(_ELSEWHERE)]:
        n, platform = tally.pop(key), key.removeprefix(_ELSEWHERE)
        detail = f"{n:,} item{'s' if n > 1 else ''} of {platform}, which is not X; left out"
        intake.report(None, "other_platform", detail)
