"""The words of a key post and its media -> what is quoted of it on a card, or what it shows where it says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from threadscope.charts.words import NO_WORDS, quoted

__all__ = ["quotation"]

_ADDRESS: Final = re.compile(r"https?://\S+")
#: Kind of media -> beside words, and in place of words.
_MEDIA: Final = {
    "photo": ("with picture", "a picture"),
    "video": ("with video", "a video"),
    "gif": ("with animation", "an animation"),
}
_OTHER: Final = ("with media", "media")


def quotation(words: str | None, kinds: Sequence[str | None]) -> tuple[str, str]:
    """Return what is quoted of a post, and what it shows beside its words.

    Of a post that is addresses only these are not quoted, for nobody can read them; X writes one of them for its media.

    >>> quotation("Look https://t.co/a", ["photo"]), quotation("https://t.co/a", ["photo"])
    (('“Look”', 'with picture'), ('(a picture)', ''))
    >>> quotation("https://t.co/a", []), quotation("https://t.co/a https://t.co/b", ["video"]), quotation("", ["gif"])
    (('(a link)', ''), ('(a video and a link)', ''), ('(an animation)', ''))
    """
    given = (words or "").split()
    beside, instead = _MEDIA.get(kinds[0] or "", _OTHER) if kinds else ("", "")
    if not all(map(_ADDRESS.fullmatch, given)):
        return quoted(words), beside
    n_links = len(given) - bool(kinds)
    links = "a link" if n_links == 1 else f"{n_links} links" if n_links > 1 else ""
    shown = " and ".join(part for part in (instead, links) if part)
    return (f"({shown})" if shown else NO_WORDS), ""
