"""Archive text made fit to be drawn: cleaned, measured, wrapped, cut at a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from threadscope.charts.direction import in_direction
from threadscope.charts.fonts import covers, width

__all__ = [
    "NO_WORDS",
    "at_handle",
    "by_people",
    "clean",
    "compact",
    "counted",
    "cut",
    "quoted",
    "share",
    "spoken",
    "wrap",
]

NO_WORDS: Final = "(no text)"
_NOT_DRAWABLE: Final = "(text in letters that no font here can draw)"
_NO_NAME: Final = "(author not known)"
_NAME_NOT_DRAWABLE: Final = "(name that no font here can draw)"
# Controls, bidi overrides and other format marks, surrogates, private use, unassigned.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS: Final = frozenset({"Mn", "Me"})
_MOST_MARKS: Final = 2
_ADDRESSES: Final = re.compile(r"(?:\s*\bhttps?://t\.co/\w+)+$", re.ASCII)
_TRAILING: Final = " .,;:'-–—"


def _drawable(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if category in _MARKS else 0
        if letter.isspace():
            yield " "
        # Stacked marks would be drawn over the lines above and below.
        elif category not in _DROPPED and marks <= _MOST_MARKS and covers(letter):
            yield letter


def clean(text: str | None) -> str:
    r"""Return the text as it can be drawn: one line, no controls or bidi marks, no letter that no font has.

    Examples
    --------
    >>> clean("a\u202eb\n c")
    'ab c'
    """
    return " ".join("".join(_drawable(unicodedata.normalize("NFC", text or ""))).split())


def at_handle(handle: str | None) -> str:
    """Return a handle as it is shown, ``@`` first, or what stands in its place.

    >>> at_handle("max_mogul"), at_handle(None), at_handle("\ue000")
    ('@max_mogul', '(author not known)', '(name that no font here can draw)')
    """
    name = clean(handle).replace(" ", "").lstrip("@")
    if name:
        return f"@{name}"
    return _NAME_NOT_DRAWABLE if (handle or "").strip(" @\u200b") else _NO_NAME


def by_people(number: int, *, unknown: bool) -> str:
    """Return by how many people posts are, where ``unknown`` says that the author of some is not known.

    >>> by_people(1, unknown=False), by_people(3, unknown=True), by_people(0, unknown=True)
    ('by 1 person', 'by 3 people and others not known', 'by people not known')
    """
    if not number:
        return "by people not known"
    return f"by {counted(number, 'person', 'people')}" + (" and others not known" if unknown else "")


def spoken(text: str | None) -> str:
    """Return a text without the short addresses at its end: X adds them for pictures and quoted posts.

    >>> spoken("What have you built? https://t.co/m1"), spoken("https://t.co/m1")
    ('What have you built?', 'https://t.co/m1')
    """
    given = (text or "").strip()
    return _ADDRESSES.sub("", given) or given


def quoted(text: str | None) -> str:
    """Return a post's words in quotation marks, or what stands in their place.

    >>> quoted("Try harder!"), quoted("  "), quoted(None)
    ('“Try harder!”', '(no text)', '(no text)')
    """
    given = " ".join(spoken(text).split())
    if not given:
        return NO_WORDS
    words = clean(given)
    letters = sum(map(str.isalnum, given))
    if not words or 2 * sum(map(str.isalnum, words)) < letters:
        return _NOT_DRAWABLE
    # Marks of the post's own would make the closing one ambiguous.
    return "“" + words.replace("“", "‘").replace("”", "’") + "”"


def _fits(text: str, room: float, size: float, bold: bool) -> bool:  # noqa: FBT001 - one of the four measures
    return width(text, size, bold=bold) <= room


def _pieces(word: str, room: float, size: float, bold: bool) -> Iterator[str]:  # noqa: FBT001 - as above
    """Break a word that is wider than a line: an address, a script without spaces, 200 letters of anger."""
    piece = ""
    for letter in word:
        if piece and not _fits(piece + letter, room, size, bold):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _lines(text: str, room: float, size: float, bold: bool) -> Iterator[str]:  # noqa: FBT001 - as above
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _fits(longer, room, size, bold):
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, room, size, bold)
        yield from full
    yield line


def _ended(kept: list[str], room: float, size: float, bold: bool) -> str:  # noqa: FBT001 - as above
    """Return the last line with an ellipsis, and with the quotation mark that the cut left open."""
    whole = " ".join(kept)
    tail = "…”" if whole.count("“") > whole.count("”") else "…"
    last = kept[-1]
    while " " in last and not _fits(last.rstrip(_TRAILING) + tail, room, size, bold):
        last = last.rsplit(" ", 1)[0]
    while len(last) > 1 and not _fits(last.rstrip(_TRAILING) + tail, room, size, bold):
        last = last[:-1]
    return last.rstrip(_TRAILING) + tail


def wrap(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> list[str]:
    """Break a text into at most so many measured lines; what does not fit ends in an ellipsis.

    Parameters
    ----------
    text
        A text that ``clean`` has seen.
    room
        Width of a line in CSS pixels.
    size
        Type size in points.
    lines
        Most lines.
    bold
        Whether it is drawn bold.

    Returns
    -------
    list[str]
        At least one line.
    """
    kept: list[str] = []
    for line in _lines(text, room, size, bold):
        if len(kept) == lines:
            kept[-1] = _ended(kept, room, size, bold)
            break
        kept.append(line)
    return list(in_direction(kept, text))


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Shorten a text to one measured line."""
    return wrap(text, room, size, bold=bold)[0]


def compact(number: float) -> str:
    """Return a number in at most four letters.

    >>> compact(774), compact(1_310), compact(39_400), compact(2_000_000)
    ('774', '1.3k', '39k', '2M')
    """
    for size, unit in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        # 999,950 is a million when it is rounded to what is printed.
        if number >= size * 0.9995:
            value = number / size
            return (f"{value:.1f}" if value < 9.95 else f"{value:.0f}").removesuffix(".0") + unit
    return f"{number:.0f}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its word.

    >>> counted(1, "post"), counted(1200, "post"), counted(2, "person", "people")
    ('1 post', '1,200 posts', '2 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """Return a share in per cent that never rounds something to nothing, or a part to all.

    >>> share(1, 1000), share(999, 1000), share(24, 150), share(0, 5)
    ('<1%', '>99%', '16%', '0%')
    """
    if not whole or not part:
        return "0%"
    value = 100 * part / whole
    if value < 0.5:
        return "<1%"
    if part < whole and value >= 99.5:
        return ">99%"
    return f"{value:.0f}%"
