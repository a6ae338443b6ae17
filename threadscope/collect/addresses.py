"""Addresses of posts -> ids and handles; ids that a program rounded are mended by the address beside them."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["first_id", "handle_in", "id_in", "id_of_file", "mended"]

_STATUS = re.compile(
    r"(?:twitter|x)\.com/(?:(?:#!/)?(?P<handle>\w{1,20})|i(?:/web)?)/status(?:es)?/(?P<id>[0-9]{1,19})\b"
)
#: The end of a name of a file that is a post's id, as who asks for posts one by one saves the answers.
_FILE = re.compile(r"(?:^|[/\\!_-])(?P<id>[0-9]{15,19})(?:\.[a-z0-9]+)*$")
#: Handles that no person has: X's own addresses, and what broken exporters write.
_NOBODY = frozenset({"i", "web", "undefined", "null", "none", "anyuser"})


def id_in(address: str | None) -> str | None:
    """Return the id in the address of a post, or ``None``.

    >>> id_in("https://twitter.com/somebody/status/20?s=20")
    '20'
    """
    found = _STATUS.search(address) if address else None
    return found["id"] if found else None


def handle_in(address: str | None) -> str | None:
    """Return the handle in the address of a post, or ``None`` where it names nobody.

    >>> handle_in("https://x.com/undefined/status/20") is None
    True
    """
    found = _STATUS.search(address) if address else None
    handle = found["handle"] if found else None
    return None if handle is None or handle.lower() in _NOBODY else handle


def id_of_file(source: str) -> str | None:
    """Return the id that a file is named by, where the answer in it may name none; ``None`` for other names.

    >>> id_of_file("answers.zip!gone/1794115365996426869.json.gz"), id_of_file("page-2.json")
    ('1794115365996426869', None)
    """
    found = _FILE.search(source)
    return found["id"] if found else None


def first_id(*said: str | int | None) -> str | None:
    """Return the first id that can be one, of several fields that should say the same; else what the first says.

    >>> first_id(None, 20), first_id("NaN", 20), first_id("NaN", None), first_id("", 0)
    ('20', '20', 'NaN', None)
    """
    told = [str(one) for one in said if one]
    return next((one for one in told if _is_whole(one)), told[0] if told else None)


def mended(
    post_id: str | None, address: str | None, report: Callable[[str], None] | None = None
) -> str | None:
    """Return the id in the address where the id itself is missing or was rounded, else the id.

    Spreadsheets keep 15 digits of a number and JavaScript 16 or 17; an address is text and keeps all. ``report`` is
    called with words for a problem row where the id was replaced.

    >>> mended("1976075103176880000", "https://x.com/a/status/1976075103176884627")
    '1976075103176884627'
    """
    said = id_in(address)
    if said is None or said == post_id:
        return post_id
    if post_id and _is_whole(post_id) and not _rounded(post_id, said):
        return post_id
    if post_id and report is not None:
        report(f"the id {post_id[:40]} has lost digits; the address beside it says {said}, which was taken")
    return said


def _is_whole(post_id: str) -> bool:
    return post_id.isascii() and post_id.isdigit() and len(post_id) <= 19


def _rounded(post_id: str, exact: str) -> bool:
    """Say whether one is the other after a program kept only its leading digits."""
    return len(post_id) == len(exact) and post_id[:14] == exact[:14] and post_id.endswith("00")
