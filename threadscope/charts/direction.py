"""A line to draw -> the line with the marks that keep words of both directions in reading order.

A picture's own words run from left to right. Without marks, a Hebrew handle at the start of a line turns the whole line
around, and one before a number swaps places with it: "@name 12 posts" would be drawn as "@12 name posts".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["directed", "in_direction"]

# In front of a line they say in which direction the text runs that it was taken from.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_ISOLATE_LEFT_TO_RIGHT, _ISOLATE_RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"
#: Where letters stand that run from right to left: a quick look, before each letter is asked.
_LEFTWARD: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_HANDLE: Final = re.compile(r"@[^\s“”,;:.]+")
# A quotation, of which one end may stand in another line.
_QUOTATION: Final = re.compile(r"^[^“”]*”|“[^“”]*(?:”|$)")
_PIECE: Final = re.compile(f"{_QUOTATION.pattern}|{_HANDLE.pattern}")


def _balance(text: str) -> int:
    """Count letters that run from right to left, less those that run from left to right."""
    directions = [unicodedata.bidirectional(letter) for letter in text]
    return sum(direction in {"R", "AL"} for direction in directions) - directions.count("L")


def _runs_left(text: str) -> bool:
    """Return whether most letters run from right to left; quotations and handles run as they do themselves."""
    return bool(_LEFTWARD.search(text)) and _balance(_PIECE.sub("", text)) > 0


def _isolated(piece: re.Match[str]) -> str:
    words = piece[0]
    if not _LEFTWARD.search(words):
        return words
    # In a handle the @ stands first; its name runs as it does.
    leftward = words[0] != "@" and _balance(_HANDLE.sub("", words)) > 0
    return (_ISOLATE_RIGHT_TO_LEFT if leftward else _ISOLATE_LEFT_TO_RIGHT) + words + _END


def in_direction(lines: Sequence[str], text: str) -> Iterator[str]:
    """Yield the lines that a text was broken into, marked where a line alone would run another way than the text."""
    if not _LEFTWARD.search(text):
        yield from lines
        return
    whole, quotations = _runs_left(text), _balance("".join(_QUOTATION.findall(text))) > 0
    inside = 0
    for line in lines:
        leftward = quotations if inside > 0 and "”" not in line else whole
        mark = _RIGHT_TO_LEFT if leftward else _LEFT_TO_RIGHT
        yield line if _runs_left(line) is leftward else mark + line
        inside += line.count("“") - line.count("”")


def directed(line: str) -> str:
    r"""Return a line as it is to be drawn: nothing is added but marks that are not seen.

    Examples
    --------
    >>> directed("@ann 12 posts")
    '@ann 12 posts'
    >>> directed("@\u05d0\u05d1 12 posts") == "\u200e\u2066@\u05d0\u05d1\u2069 12 posts"
    True
    """
    if not _LEFTWARD.search(line):
        return line
    words = line.lstrip(_LEFT_TO_RIGHT + _RIGHT_TO_LEFT)
    if line[0] == _RIGHT_TO_LEFT or (line[0] != _LEFT_TO_RIGHT and _runs_left(line)):
        return _ISOLATE_RIGHT_TO_LEFT + words + _END
    return _LEFT_TO_RIGHT + _PIECE.sub(_isolated, words)
