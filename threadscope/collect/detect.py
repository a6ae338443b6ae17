"""The first record of a source -> its dialect, and the marks that decided; nothing is guessed."""

from __future__ import annotations

from typing import Any

import orjson

from threadscope.collect.decode import Record, clean_bytes
from threadscope.collect.dialects import RECORD_DIALECTS

__all__ = ["describe", "dialect_of"]


def dialect_of(head: list[Record]) -> tuple[str, str] | None:
    """Return the dialect of a source and why, or ``None``.

    Parameters
    ----------
    head
        Its first records; the first one that has the marks of a dialect decides.
    """
    for _, raw in head:
        value = _value(raw)
        for name, dialect in RECORD_DIALECTS.items():
            if why := dialect.marks(value):
                return name, why
    return None


def describe(head: list[Record]) -> str:
    """Return what a source holds that no dialect knows, in words for a message."""
    value = next((value for _, raw in head if (value := _value(raw)) is not None), None)
    if isinstance(value, dict):
        keys = ", ".join(repr(key[:40]) for key in list(value)[:12])
        return f"JSON with the top keys {keys or '(none)'}"
    if value is not None:
        return f"JSON, but a {type(value).__name__} and no object"
    return f"no JSON; it begins with {head[0][1][:40].decode(errors='replace')!r}"


def _value(raw: bytes) -> Any:
    if raw.lstrip()[:1] not in {b"{", b"["}:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return orjson.loads(clean_bytes(raw, lambda *_: None, ""))
    except orjson.JSONDecodeError:
        return None
