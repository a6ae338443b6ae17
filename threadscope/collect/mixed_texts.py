"""Texts of a field that holds short ones with HTML entities and long ones without -> a column of each kind."""

from __future__ import annotations

from collections.abc import Sequence

from threadscope.collect.escaped import is_plain

__all__ = ["by_kind"]


def by_kind(texts: Sequence[str | None]) -> tuple[list[str | None], list[str | None]]:
    """Return the texts that hold HTML entities, and those that do not; ``None`` where a text is of the other kind.

    >>> by_kind(["a &amp; b", "a & b", None])
    (['a &amp; b', None, None], [None, 'a & b', None])
    """
    plain = [text is not None and is_plain(text) for text in texts]
    return (
        [None if is_it else text for text, is_it in zip(texts, plain, strict=True)],
        [text if is_it else None for text, is_it in zip(texts, plain, strict=True)],
    )
