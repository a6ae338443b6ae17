"""Link entities of a post -> the addresses its author put there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

__all__ = ["own_links"]

# X adds links to a post's pictures and videos, and to the whole of a text that it cut.
_ADDED = re.compile(r"/status/[0-9]+/(?:photo|video)/[0-9]+$|(?:twitter|x)\.com/i/web/status/[0-9]+$")


class Link(Protocol):
    """A link entity of any dialect."""

    expanded_url: str | None
    url: str | None


def own_links(links: Iterable[Link]) -> list[str]:
    """Return the expanded addresses, without those that X added."""
    addresses = (link.expanded_url or link.url for link in links)
    return [address for address in addresses if address and not _ADDED.search(address)]
