"""A parsed record and its Struct -> where in it posts stand that the Struct has no field for: nobody would read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from threadscope.collect.lenient import fields_of, options_of

__all__ = ["holds_itself", "holds_post", "strays"]

#: No export wraps a post deeper, and no place that is looked through is larger.
_DEEPEST: Final = 6
_LARGEST: Final = 5000


def strays(value: Any, shape: type[msgspec.Struct], is_post: Callable[[Any], object]) -> Iterator[str]:
    """Yield the paths of unknown keys that hold a post.

    When a new release of a tool calls a field by another name, Structs pass over it. What it held, another post
    perhaps, would be gone without a word.

    Parameters
    ----------
    value
        A parsed record.
    shape
        The Struct that it is read into.
    is_post
        Says of an object whether it is a post.

    Examples
    --------
    >>> Quote = msgspec.defstruct("Quote", [("id", str | None, None)])
    >>> Line = msgspec.defstruct("Line", [("quote", Quote | None, None)])
    >>> list(strays({"id": "1", "quote": {"quote_v2": [{"id": "2"}]}}, Line, lambda one: "id" in one))
    ['quote.quote_v2']
    """
    waiting: list[tuple[Any, type[msgspec.Struct], str]] = [(value, shape, "")]
    while waiting:
        found, struct, path = waiting.pop()
        if isinstance(found, list):
            waiting.extend((one, struct, path) for one in found if isinstance(one, dict | list))
        elif isinstance(found, dict):
            known = {key: wanted for _, key, wanted in fields_of(struct)}
            for key, inner in found.items():
                if not isinstance(inner, dict | list):
                    continue
                where = f"{path}.{key}" if path else str(key)
                if key not in known:
                    if holds_post(inner, is_post):
                        yield where
                elif (below := _struct_in(known[key])) is not None:
                    waiting.append((inner, below, where))


def holds_post(value: Any, is_post: Callable[[Any], object]) -> bool:
    """Say whether an object is a post, or there is one in a value."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_LARGEST):
        if not waiting:
            return False
        found, depth = waiting.pop()
        if isinstance(found, dict) and is_post(found):
            return True
        if depth < _DEEPEST:
            inside = found.values() if isinstance(found, dict) else found
            waiting.extend((one, depth + 1) for one in inside if isinstance(one, dict | list))
    return False


def holds_itself(shape: type[msgspec.Struct], key: str) -> bool:
    """Say whether what stands under a key of a post is a post again."""
    wanted = next((wanted for _, name, wanted in fields_of(shape) if name == key), None)
    inner = _struct_in(wanted)
    return inner is not None and issubclass(shape, inner)


def _struct_in(wanted: Any) -> type[msgspec.Struct] | None:
    """Return the Struct that a field holds, or holds a list of; ``None`` where it may hold anything, or no objects."""
    for option in options_of(wanted):
        if isinstance(option, type) and issubclass(option, msgspec.Struct):
            return option
        inner = options_of(option.__args__[0]) if getattr(option, "__origin__", None) is list else ()
        for one in inner:
            if isinstance(one, type) and issubclass(one, msgspec.Struct):
                return one
    return None
