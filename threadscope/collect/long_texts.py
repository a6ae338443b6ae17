"""A field that holds short texts with HTML entities and long ones without -> a column of each.

X escapes the 280 characters that every post has, and not the whole of a long post that stands in a place of its own.
Tools that put whichever there is into one field leave only the length to tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

__all__ = ["by_length", "is_long"]

#: A post without length is at most so long; the mentions in front of a reply and the link to its media come on top.
_SHORT: Final = 280
_BESIDE: Final = re.compile(r"^(?:@\w{1,20}\s+)+|\s*https?://t\.co/\w+\s*$")


def is_long(text: str | None) -> bool:
    """Say whether a text is longer than a short post can be.

    >>> is_long("@cath " + "a" * 279 + "&amp; https://t.co/1"), is_long("a" * 281)
    (False, True)
    """
    if text is None or len(text) <= _SHORT:
        return False
    return len(unescape(_BESIDE.sub("", text))) > _SHORT


def by_length(texts: Sequence[str | None]) -> tuple[list[str | None], list[str | None]]:
    """Return the short texts, which hold HTML entities, and the long ones, which do not; ``None`` in between.

    >>> by_length(["a &amp; b", None])
    (['a &amp; b', None], [None, None])
    """
    long = [is_long(text) for text in texts]
    return (
        [None if is_it else text for text, is_it in zip(texts, long, strict=True)],
        [text if is_it else None for text, is_it in zip(texts, long, strict=True)],
    )
