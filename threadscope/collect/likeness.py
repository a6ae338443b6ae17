"""A JSON value of any format -> whether it looks like a post, the ids it has, and the values that stand inside it.

What is said here holds for formats that nobody knows: it never makes a post, it only tells what must not be passed
over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import orjson

from threadscope.collect.addresses import id_in

__all__ = ["has_number", "ids_of", "is_list", "is_post_like", "opened", "reads_like_post"]

#: What formats call the id of a post, and an id that is not that of something else.
_IDS: Final = ("id", "id_str", "rest_id", "tweet_id", "tweetID", "ID", "post_id")
_ID: Final = re.compile(r"[0-9]{15,19}")
_ADDRESSES: Final = ("url", "permanentUrl", "PermanentURL", "tweetURL", "tweet_url", "link")
#: What formats tell beside the words of a post.
_BESIDE: Final = ("created_at", "createdAt", "date", "author", "user")
#: What formats call the words of a post.
_TEXTS: Final = ("text", "Text", "full_text", "fullText", "rawContent", "content", "body", "message", "tweet")


def ids_of(value: Any) -> set[str]:
    """Return the ids of posts that an object has for itself, in whatever format."""
    if not isinstance(value, dict):
        return set()
    said = [value.get(name) for name in _IDS]
    addresses = [value.get(name) for name in _ADDRESSES]
    told = {id_in(one) for one in addresses if isinstance(one, str)} - {None}
    return {str(one) for one in (*said, *told) if isinstance(one, int | str) and _ID.fullmatch(str(one))}


def has_number(value: dict[str, Any]) -> bool:
    """Say whether an object has a number under a name that formats give an id, however short."""
    return any(str(value.get(name)).isdigit() for name in _IDS)


def reads_like_post(value: dict[str, Any]) -> bool:
    """Say whether an object has words, and an id or what stands beside the words of a post."""
    return is_post_like(value) and (bool(ids_of(value)) or not value.keys().isdisjoint(_BESIDE))


def is_post_like(value: dict[str, Any]) -> bool:
    """Say whether an object has words under a name that formats give the words of a post."""
    return any(isinstance(value.get(name), str) and not _json_in(value[name]) for name in _TEXTS)


def opened(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the objects in a value, each with where it stands; texts that are JSON are opened."""
    if isinstance(value, str):
        if (inner := _json_in(value)) is not None:
            yield "a text", inner
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list | str):
                yield "a list", inner
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield f"{str(key)[:40]!r}", inner
            elif isinstance(inner, str) and (found := _json_in(inner)) is not None:
                yield f"the text of {str(key)[:40]!r}", found


def is_list(value: Any) -> bool:
    """Say whether a value is a list, or an object that numbers or ids what it holds."""
    return isinstance(value, list) or (isinstance(value, dict) and all(key.isdigit() for key in value))


def _json_in(text: str) -> Any:
    """Return the object or array that a text holds, or ``None``."""
    if len(text) < 2 or text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict | list) else None
