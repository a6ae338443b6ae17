"""The long texts of an archive -> the posts that they belong to, which tweets.js holds cut.

note-tweet.js keeps the whole of each text under an id of its own and does not say which post it is. Both are made
within the same second, unless the post was planned ahead; and what is left of the text in tweets.js must be how the
whole begins.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from threadscope.collect.dialects.account_archive.shapes import Core, LongText, Status
from threadscope.collect.moments import milliseconds
from threadscope.snowflake import EPOCH_MS

__all__ = ["LongPosts", "is_cut", "left_of", "whole_of"]

#: A post and its long text are this near to each other.
_NEAR_MS: Final = 2_000
#: So much of a text tells it from the owner's other texts without any time.
_TELLING: Final = 60
_LINK: Final = re.compile(r"https?://t\.co/")
_ADDED: Final = re.compile(r"(?:\s*https?://t\.co/\w+)+\s*$")
#: X counts a cut text as 275 or a few less.
_LEAST_CUT: Final = 250
_NOTHING: Final = Core()
_ANSWERED: Final = re.compile(r"^(?:@\w+\s+)+")


class LongPosts:
    """Long texts that wait for their posts; each is given to one."""

    def __init__(self) -> None:
        self._by_post: dict[str, LongText] = {}
        self._by_second: dict[int, list[LongText]] = {}
        self._by_beginning: dict[str, list[LongText]] = {}
        self._taken: set[int] = set()
        self._n = 0

    def __bool__(self) -> bool:
        return self._n > 0

    @property
    def n_left(self) -> int:
        """How many long texts belong to no post that was read."""
        return self._n - len(self._taken)

    def add(self, long: LongText) -> bool:
        """Keep a long text until its post comes; ``False`` where there is no text."""
        text = whole_of(long).text
        if not text:
            return False
        self._n += 1
        if long.tweetId:
            self._by_post[long.tweetId] = long
        if (moment := _made(long)) is not None:
            self._by_second.setdefault(moment // 1000, []).append(long)
        if len(text) >= _TELLING:
            self._by_beginning.setdefault(_bare(text)[:_TELLING], []).append(long)
        return True

    def of(self, post: Status) -> LongText | None:
        """Return the long text of a post, or ``None``."""
        if (named := self._by_post.get(post.id_str or "")) is not None:
            return self._take(named)
        moment = _flake_ms(post.id_str)
        near = [] if moment is None else self._near(moment)
        if not near and "…" not in (post.full_text or ""):
            return None
        left, was_cut = left_of(post.full_text or "")
        fitting = [long for long in near if _fits(long, left, was_cut=was_cut)]
        if not fitting and was_cut and len(left) >= _TELLING:
            alike = self._by_beginning.get(left[:_TELLING], [])
            fitting = [long for long in alike if self._is_left(long) and _fits(long, left, was_cut=True)]
            if len(fitting) > 1:
                return None  # the same beginning twice: which is which cannot be told
        nearest = min(fitting, key=lambda long: abs((_made(long) or 0) - (moment or 0)), default=None)
        return self._take(nearest) if nearest is not None else None

    def _near(self, moment: int) -> list[LongText]:
        seconds = range((moment - _NEAR_MS) // 1000, (moment + _NEAR_MS) // 1000 + 1)
        return [long for s in seconds for long in self._by_second.get(s, ()) if self._is_left(long)]

    def _is_left(self, long: LongText) -> bool:
        return id(long) not in self._taken

    def _take(self, long: LongText) -> LongText:
        self._taken.add(id(long))
        return long


def whole_of(long: LongText) -> Core:
    """Return the text of a long text, with its links, mentions and hashtags."""
    return long.core or long.noteTweetResults or _NOTHING


def is_cut(text: str | None) -> bool | None:
    """Say whether X cut a text, which it does at 280 characters and marks with a last one; ``None`` for no such mark.

    Characters of wide scripts count twice, and people answered do not count. Who ends a shorter text so meant it.

    >>> is_cut("and then…"), is_cut("a" * 274 + "… https://t.co/1 https://t.co/2"), is_cut("and then")
    (False, True, None)
    """
    if text is None or "…" not in text:
        return None
    bare = _ADDED.sub("", text).rstrip()
    if not bare.endswith("…"):
        return None
    said = unescape(_ANSWERED.sub("", bare))
    return len(said) + sum(map(_is_wide, said)) >= _LEAST_CUT


def _is_wide(letter: str) -> bool:
    return letter >= "\u1100" and not "\u2000" <= letter <= "\u2037"


def left_of(text: str) -> tuple[str, bool]:
    """Return what of a post's text can be compared with the whole, and whether it was cut.

    Short links differ between the two, and people answered stand in front of one and not always of the other.

    >>> left_of("@cath Wait &amp; see: the whole…")
    ('Wait & see: the whole', True)
    """
    bare = _ADDED.sub("", text).rstrip()
    return _bare(unescape(bare.removesuffix("…"))), bare.endswith("…")


def _bare(text: str) -> str:
    """Return the words up to the first short link, without the people answered."""
    return _LINK.split(_ANSWERED.sub("", text.strip()), maxsplit=1)[0].rstrip()


def _fits(long: LongText, left: str, *, was_cut: bool) -> bool:
    whole = _bare(whole_of(long).text or "")
    return bool(left) and (whole.startswith(left) if was_cut else whole == left)


def _made(long: LongText) -> int | None:
    return milliseconds(long.createdAt) or _flake_ms(long.noteTweetId)


def _flake_ms(number: str | None) -> int | None:
    """Return the time in a snowflake, in milliseconds."""
    if not number or not number.isascii() or not number.isdigit() or len(number) > 19:
        return None
    return (int(number) >> 22) + EPOCH_MS
