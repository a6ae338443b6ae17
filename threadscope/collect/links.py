"""Link entities of a post -> the addresses its author put there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

__all__ = ["Link", "addresses_in", "own_links"]

# X adds links to a post's pictures and videos, and to the whole of a text that it cut.
_ADDED = re.compile(r"/status/[0-9]+/(?:photo|video)/[0-9]+$|(?:twitter|x)\.com/i/web/status/[0-9]+$")

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+")
#: What closes a sentence behind an address; a bracket only where none is open in it.
_CLOSING = ".,:;!?…'’"


class Link(Protocol):
    """A link entity of any dialect."""

    expanded_url: str | None
    url: str | None


def own_links(links: Iterable[Link]) -> list[str]:
    """Return the expanded addresses, without those that X added."""
    addresses = (link.expanded_url or link.url for link in links)
    return [address for address in addresses if address and not _ADDED.search(address)]


def addresses_in(text: str | None) -> list[str]:
    """Return the addresses in a text in which a tool wrote links out; short ones say nothing and are left out.

    >>> addresses_in("see https://example.org/a_(b), (https://example.org/c). https://t.co/1")
    ['https://example.org/a_(b)', 'https://example.org/c']
    """
    found = (_without_closing(address) for address in _ADDRESS.findall(text or ""))
    return [address for address in found if "//t.co/" not in address and not _ADDED.search(address)]


def _without_closing(address: str) -> str:
    end, unopened = len(address), address.count(")") - address.count("(")
    while address[end - 1] in _CLOSING or (address[end - 1] == ")" and unopened > 0):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]
