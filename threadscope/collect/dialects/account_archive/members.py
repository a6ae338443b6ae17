"""Names of sources -> which of them are account archives, and which members of one are opened: no others ever are.

An archive also holds the direct messages, addresses and devices of its owner. All of it is claimed, so that no other
dialect opens it; what is read stands in the list OPENED.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from threadscope.collect.records import prefix_of

__all__ = [
    "OPENED",
    "POSTS",
    "begins",
    "by_kind",
    "claims",
    "kind_of",
    "kind_of_bytes",
    "media_in",
    "plain_name",
]

#: Every file that may be opened: its name, without part number and `.js` -> what it holds.
OPENED: Final = {
    "manifest": "manifest",
    "account": "account",
    "verified": "verified",
    "screen-name-change": "names",
    "follower": "followers",
    "following": "following",
    "tweets": "posts",
    "tweet": "posts",
    "community-tweet": "posts",
    "twitter-circle-tweet": "circle",
    "deleted-tweets": "deleted",
    "deleted-tweet": "deleted",
    "tweet-headers": "headers",
    "deleted-tweet-headers": "deleted_headers",
    "note-tweet": "long",
    "deleted-note-tweet": "long",
    "community-note": "own_notes",
    "community-note-rating": "own_notes",
    "birdwatch-note": "own_notes",
    "birdwatch-note-rating": "own_notes",
    # The tweet archive of before 2018; its posts stand in tweets/YYYY_MM.js.
    "user-details": "details",
    "payload-details": "payload",
    "tweet-index": "index",
}
#: What holds posts, in the order in which it is read: words that a deletion left behind come last.
POSTS: Final = ("months", "posts", "circle", "deleted")

_PART: Final = re.compile(r"(.*?)(?:-part([0-9]{1,6}))?\.js")
_MONTH: Final = re.compile(r"[0-9]{4}_[0-9]{2}\.js")
#: Where the pictures and videos of posts lie; those of messages are not among them.
_MEDIA: Final = frozenset(
    {
        "tweets_media",
        "tweet_media",
        "deleted_tweets_media",
        "community_tweet_media",
        "twitter_circle_tweet_media",
    }
)
#: What X puts beside its files of data; other files are left to other dialects unless a manifest says whose folder it is.
_OF_X: Final = re.compile(r"(?:\w+_media|assets|css|img|lib|csv)/.*|.*\.(?:js|html|txt)")
#: What stands beside the folder `data`.
_BESIDE: Final = re.compile(
    r"(?:assets|css|img|js|lib|data/csv)/.*|your archive\.html|index\.html|readme\.txt|tweets\.csv"
)

#: What the script of a file of posts assigns to.
_ASSIGNED: Final = re.compile(
    r"window\.YTD\.(?P<kind>\w+)\.part[0-9]+|Grailbird\.data\.tweets_[0-9]{4}_[0-9]{2}"
)
#: The same with the assignment taken off, as people do to have JSON.
_WRAPPED: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"tweet"\s*:\s*\{')
_OWN_FIELDS: Final = (b'"full_text"', b'"edit_info"', b'"favorite_count" : "', b'"favorite_count": "')


def plain_name(name: str) -> str:
    """Return the name of a file alone, in small letters."""
    return _split(name)[1].lower()


def claims(names: list[str]) -> dict[str, list[str]]:
    """Return the archives among the sources: name of the archive's folder -> everything in it.

    A folder is one if a file of posts stands in it and another script beside it, or if its name is `data`. A file of
    posts alone is told by its first bytes: see begins.
    """
    homes = _homes(names)
    manifests = {_split(name)[0] for name in names if plain_name(name) == "manifest.js"}
    roots = {_root_of(home): home for home in homes if _root_of(home) != home}
    found: dict[str, list[str]] = {home: [] for home in sorted(homes)}
    for name in names:
        for folder, inside in _ancestors(name):
            if folder in found:
                if (folder and folder in manifests) or _OF_X.fullmatch(inside.lower()):
                    found[folder].append(name)
                break
            if folder in roots and _BESIDE.fullmatch(inside.lower()):
                found[roots[folder]].append(name)
                break
    named: dict[str, list[str]] = {}
    for home, members in found.items():
        root = _root_of(home) or home or "."
        named[home if root in named else root] = members  # an archive inside the folder of another
    return named


def by_kind(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the members of one archive that may be opened: what they hold -> their names, part after part."""
    names = list(names)
    homes = {home for name in names if (home := _home_of(name)) is not None}
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        kind = kind_of(name)
        folder = _split(name)[0]
        if kind is not None and (folder in homes or (kind == "months" and _split(folder)[0] in homes)):
            part = _PART.fullmatch(plain_name(name))
            found.setdefault(kind, []).append((int(part[2] or 0) if part else 0, name))
    return {kind: [name for _, name in sorted(parts)] for kind, parts in found.items()}


def media_in(names: Iterable[str]) -> Iterator[str]:
    """Yield the members that are pictures and videos of posts."""
    return (name for name in names if _split(_split(name)[0])[1].lower() in _MEDIA)


def begins(head: bytes) -> str | None:
    """Say why the first bytes of a file are those of a file of posts, whatever its name is; ``None`` if they are not."""
    if kind_of_bytes(head) is None:
        return None
    return prefix_of(head) or "array of tweet"


def kind_of_bytes(head: bytes) -> str | None:
    """Return which kind of posts a file holds by its first bytes, or ``None``."""
    found = _ASSIGNED.fullmatch(prefix_of(head))
    if found is None:
        wrapped = _WRAPPED.match(head) and any(field in head for field in _OWN_FIELDS)
        return "posts" if wrapped else None
    if found["kind"] is None:
        return "months"
    kind = OPENED.get(found["kind"].lower().replace("_", "-"))
    return kind if kind in POSTS else None


def kind_of(name: str) -> str | None:
    """Return what a file holds by its name, or ``None`` for one that is never opened."""
    if name[-3:].lower() != ".js":
        return None
    folder, file = _split(name)
    if _MONTH.fullmatch(file):
        return "months" if _split(folder)[1].lower() == "tweets" else None
    part = _PART.fullmatch(file.lower())
    return OPENED.get(part[1].replace("_", "-")) if part else None


def _home_of(name: str) -> str | None:
    """Return the folder of data that a file of posts stands in, or ``None`` for other files."""
    kind = kind_of(name)
    if kind not in {*POSTS, "long"}:
        return None
    folder = _split(name)[0]
    return _split(folder)[0] if kind == "months" else folder


def _homes(names: list[str]) -> set[str]:
    homes = {home for name in names if (home := _home_of(name)) is not None}
    scripts = Counter(_split(name)[0] for name in names if name.lower().endswith(".js"))
    return {home for home in homes if scripts[home] > 1 or _split(home)[1].lower() in {"data", "js"}}


def _root_of(home: str) -> str:
    """Return the archive's own folder, which holds its folder of data."""
    above, last = _split(home)
    if last.lower() == "js" and _split(above)[1].lower() == "data":
        above, last = _split(above)
    return above if last.lower() == "data" else home


def _split(name: str) -> tuple[str, str]:
    """Return the folder and the last part of a name; `!` stands between a zip and its member."""
    name = name.replace("\\", "/")  # some programs put it into zips
    at = max(name.rfind("/"), name.rfind("!"))
    return (name[:at], name[at + 1 :]) if at >= 0 else ("", name)


def _ancestors(name: str) -> Iterator[tuple[str, str]]:
    """Yield the folders that a name stands in, the nearest first, each with the rest of the name."""
    name = name.replace("\\", "/")
    folder, _ = _split(name)
    while folder:
        yield folder, name[len(folder) + 1 :]
        folder, _ = _split(folder)
    if not name.startswith("/") and "!" not in name:
        yield "", name
