"""The links of a post -> the post that it quotes, which an archive tells by nothing but the link that ends the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from threadscope.collect.addresses import id_in
from threadscope.collect.links import Link

__all__ = ["quoted_in"]

_LAST_LINK: Final = re.compile(r"\s*https?://t\.co/\w+\s*$")
_PICTURE: Final = re.compile(r"/(?:photo|video)/[0-9]+$")


def quoted_in(post_id: str | None, text: str | None, links: Sequence[Link], *, pictured: bool) -> str | None:
    """Return the id of the post whose address is the last word of a text: X shows such a post as quoted.

    Parameters
    ----------
    post_id
        The post's own id: old texts that X cut end with the address of the whole.
    text, links
        Its text, and its links in order.
    pictured
        Whether the link to its pictures stands behind all others.
    """
    last = links[-1]
    if text is None or not last.url or not last.expanded_url or "/status" not in last.expanded_url:
        return None
    if _PICTURE.search(last.expanded_url):
        return None
    words = text.rstrip()
    if not words.endswith(last.url) and pictured:
        words = _LAST_LINK.sub("", words)
    quoted = id_in(last.expanded_url) if words.endswith(last.url) else None
    return None if quoted == post_id else quoted
