"""The JavaScript in which some tools wrap JSON -> where it ends, and the name that stands in it."""

from __future__ import annotations

import codecs
import re
from typing import Final

__all__ = ["BOM16", "prefix_end", "prefix_of"]

BOM16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_BLANK: Final = re.compile(rb"\s*(?:\xef\xbb\xbf\s*)*")
_PREFIX: Final = re.compile(
    rb"""
    (?: /\*.*?\*/ \s* )*
    (?: (?P<guard> \)\]\}',? | while\s*\(1\);? | for\s*\(;;\);? ) \s*
      | (?P<export> export\s+default ) \s+
      | (?: (?: var | let | const ) \s+ )?
        (?P<name> [a-zA-Z_$][\w$]* (?: \.[\w$]+ | \[(?: "[^"\n]*" | '[^'\n]*' | \d+ )\] )* ) \s* = \s*
      | (?P<call> [a-zA-Z_$][\w$.]* ) \s* \( \s*
    )
    (?= [\[{"] )
    """,
    re.DOTALL | re.VERBOSE,
)


def prefix_end(text: bytes, at: int) -> int:
    """Return where JavaScript that begins at a place ends and its value begins; the place itself if there is none."""
    found = _PREFIX.match(text, at)
    return found.end() if found else at


def prefix_of(head: bytes) -> str:
    """Return the name in the JavaScript that stands before the first value of a file; empty for none.

    Examples
    --------
    >>> prefix_of(b"window.YTD.tweets.part0 = [ {")
    'window.YTD.tweets.part0'
    >>> prefix_of(b'callback({"id": 1});')
    'callback'
    >>> prefix_of(b'{"id": 1}')
    ''
    """
    if head[:2] in BOM16:
        head = head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode()
    blank = _BLANK.match(head)
    found = _PREFIX.match(head, blank.end() if blank else 0)
    if found is None:
        return ""
    return next(name for name in found.groups() if name is not None).decode(errors="replace")
