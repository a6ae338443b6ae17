"""A picture or video as a tool names it -> one item of the column ``media``."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["medium", "picture"]

_KINDS: Final = {
    "photo": "photo",
    "image": "photo",
    "video": "video",
    "animated_gif": "gif",
    "gif": "gif",
}
#: The address of a picture of a post, or of a video's still, and the size and format that were asked for.
_PICTURE: Final = re.compile(
    r"(https?://pbs\.twimg\.com/(?:media|\w+_video_thumb)/[\w/-]+)(\.\w+)?(?::\w+)?(?:\?(.*))?\Z"
)
_FORMAT: Final = re.compile(r"(?:^|&)format=(\w+)")


def medium(kind: str | None, url: str | None, alt: str | None = None) -> dict[str, str | None]:
    """Return an item of the column ``media``; an empty description is none.

    >>> medium("animated_gif", "https://pbs.example/1.jpg", "")
    {'kind': 'gif', 'alt': None, 'url': 'https://pbs.example/1.jpg', 'file': None}
    """
    return {"kind": _KINDS.get(kind or "", "other"), "alt": alt or None, "url": picture(url), "file": None}


def picture(url: str | None) -> str | None:
    """Return an address of X's pictures as X itself writes it, without the size that a tool asked for.

    >>> picture("https://pbs.twimg.com/media/Fx1?format=jpg&name=orig"), picture("https://pbs.twimg.com/media/Fx1.jpg:large")
    ('https://pbs.twimg.com/media/Fx1.jpg', 'https://pbs.twimg.com/media/Fx1.jpg')
    """
    found = _PICTURE.match(url) if url else None
    if found is None:
        return url or None
    asked = _FORMAT.search(found[3] or "")
    return found[1] + (found[2] or (f".{asked[1]}" if asked else ""))
