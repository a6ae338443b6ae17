"""A text whose field may hold HTML entities or not -> which of the two, by what stands in it.

X escapes ``&``, ``<`` and ``>`` in a post's short text and in no other; tools that keep the longest text in one field
mix the two kinds. A bare character proves that nothing is escaped. Where every one is escaped, the text is the short
one, unless it is longer than a short one can be.
"""

from __future__ import annotations

import re
from typing import Final

from threadscope.collect.long_texts import is_long

__all__ = ["is_plain"]

_BARE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|#39);)|[<>]")
_LINKS: Final = re.compile(r"(?:\s*https?://t\.co/\w+)*\s*\Z")
#: Where X puts "…" into a text that it cut: before one link at most.
_CUT_WITHIN: Final = 30


def is_plain(text: str, shown_to: int | None = None) -> bool:
    """Say whether a text holds no HTML entities that must be resolved, and is not cut.

    Parameters
    ----------
    text
        The text.
    shown_to
        Where the shown part of the short text ends, if the export says so; only links are hidden behind it.

    Examples
    --------
    >>> is_plain("news & views"), is_plain("news &amp; views")
    (True, False)
    >>> is_plain("news &amp; views, and so on", shown_to=16)  # more words than the short text has
    True
    """
    marked = "&" in text or "<" in text or ">" in text
    if marked and _BARE.search(text):
        return True
    # Without entities and without a sign of a cut, both kinds read the same.
    return (marked or "…" in text[-_CUT_WITHIN:]) and _has_more(text, shown_to)


def _has_more(text: str, shown_to: int | None) -> bool:
    """Say whether a text has more words than the short one can have, or had."""
    if shown_to and shown_to <= len(text):
        return _LINKS.match(text, shown_to) is None
    return is_long(text)
