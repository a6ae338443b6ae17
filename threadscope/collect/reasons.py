"""X's words in place of a post -> why the post is not to be had."""

from __future__ import annotations

from typing import Final

__all__ = ["reason_in"]

_REASONS: Final = (
    ("suspended", "suspended"),
    ("limits who", "protected"),
    ("protected", "protected"),
    ("withheld", "withheld"),
    ("delete", "deleted"),
    ("no longer exists", "deleted"),
)


def reason_in(words: str | None) -> str:
    """Return the reason (see the table ``absences``) that X's words give; ``unavailable`` where they give none.

    >>> reason_in("This Post was deleted by the Post author. Learn more"), reason_in(None)
    ('deleted', 'unavailable')
    """
    lowered = (words or "").lower()
    return next((reason for mark, reason in _REASONS if mark in lowered), "unavailable")
