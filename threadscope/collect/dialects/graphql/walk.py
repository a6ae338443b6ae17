"""A parsed response -> the posts, the missing posts and the cursors in it, wherever they stand.

Wrappers change with every client, posts do not: the walk looks for what is a post and remembers the entry, the
place and the advertisement around it. It keeps its own stack, so depth is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = ["Found", "Missing", "Walk", "typename"]

_IDS = re.compile(r"tweet-([0-9]+)")
_TOMBSTONES = frozenset({"TweetTombstone", "TweetUnavailable"})
_QUOTED = frozenset(
    {"quoted_status_result", "quoted_status_results", "quoted_tweet_results", "quotedPostResults"}
)
_REPOSTED = frozenset({"retweeted_status_result", "retweeted_status_results", "repostedStatusResults"})
_OWN_KEYS = ("details", "edit_control", "views", "view_count_info", "counts", "unmention_data", "note_tweet")
_CURSORS = {
    "ShowMore": "show_more",
    "ShowMoreThreads": "show_more_threads",
    "ShowMoreThreadsPrompt": "show_more_threads",
    "Bottom": "next_page",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a value: its entry, where it stands, and the id that those around it give it."""

    entry: str = ""
    place: str = "main"
    known_id: str | None = None
    conversation: bool = False
    person: bool = False


@dataclass(slots=True)
class Found:
    """A post: its JSON, where it stands, and whether X limits who may see or answer it."""

    post: dict[str, Any]
    place: str
    limited: bool
    known_id: str | None


@dataclass(slots=True)
class Missing:
    """A post that is not to be had: its id where known, X's words, and whether it stood in the conversation."""

    post_id: str | None
    kind: str
    words: str | None
    in_conversation: bool = False


@dataclass(slots=True)
class Walk:
    """One walk over one response; the lists fill while it runs."""

    posts: list[Found] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    cursors: list[tuple[str | None, str]] = field(default_factory=list)
    promoted: int = 0
    _focal: str | None = None

    def over(self, response: Any, known_id: str | None = None) -> None:
        """Walk over a parsed response, in the order in which it is written.

        Parameters
        ----------
        response
            Any JSON value.
        known_id
            Id of the post that was asked for, where one answer is walked over.
        """
        stack: list[tuple[Any, Place]] = [(response, Place(known_id=known_id))]
        while stack:
            value, place = stack.pop()
            if isinstance(value, list):
                stack.extend((item, place) for item in reversed(value))
            elif isinstance(value, dict):
                stack.extend(reversed(list(self._object(value, place))))

    def _object(self, value: dict[str, Any], place: Place) -> Iterator[tuple[Any, Place]]:
        if value.get("promotedMetadata") is not None or value.get("promoted_metadata") is not None:
            self.promoted += 1
            return
        place = _entered(value, place)
        name = typename(value)
        if isinstance(value.get("cursorType") or value.get("cursor_type"), str):
            self._cursor(value, place)
        elif name in _TOMBSTONES:
            self._gone(value, place, name)
        elif name == "TweetWithVisibilityResults" and isinstance(value.get("tweet"), dict):
            yield from self._post(value["tweet"], place, limited=True)
        elif not place.person and _is_post(value):
            yield from self._post(value, place, limited=False)
        else:
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    yield inner, _under(key, place)

    def _post(self, post: dict[str, Any], place: Place, *, limited: bool) -> Iterator[tuple[Any, Place]]:
        self.posts.append(Found(post, place.place, limited, place.known_id or _last_id(place.entry)))
        if place.place == "main" and place.entry.startswith("tweet-"):
            self._focal = _id_of(post) or _last_id(place.entry)
        legacy = post.get("legacy") if isinstance(post.get("legacy"), dict) else {}
        for holder in (post, legacy):
            for key, inner in holder.items() if holder else ():
                if key in _QUOTED and isinstance(inner, dict):
                    quoted = legacy.get("quoted_status_id_str") if legacy else None
                    yield inner, Place(place="quoted", known_id=quoted if isinstance(quoted, str) else "")
                elif key in _REPOSTED and isinstance(inner, dict):
                    yield inner, Place(place="reposted", known_id="")

    def _gone(self, value: dict[str, Any], place: Place, name: str) -> None:
        tombstone = value.get("tombstone")
        text = tombstone.get("text") if isinstance(tombstone, dict) else None
        words = text.get("text") if isinstance(text, dict) else text
        words = words if isinstance(words, str) else value.get("reason")
        post_id = value.get("rest_id") or place.known_id or _last_id(place.entry)
        self.missing.append(
            Missing(
                post_id if isinstance(post_id, str) else None,
                name,
                words if isinstance(words, str) else None,
                place.conversation and place.place == "main",
            )
        )

    def _cursor(self, value: dict[str, Any], place: Place) -> None:
        kind = _CURSORS.get(value.get("cursorType") or value.get("cursor_type") or "")
        if kind is None:
            return
        above = self._last_main() if kind == "show_more" else self._focal
        self.cursors.append((above if place.conversation or kind == "show_more" else None, kind))

    def _last_main(self) -> str | None:
        return next((_id_of(found.post) for found in reversed(self.posts) if found.place == "main"), None)


def typename(value: dict[str, Any]) -> str:
    """Return what an object says it is; nothing where it says it in another shape than a word."""
    name = value.get("__typename")
    return name if isinstance(name, str) else ""


def _entered(value: dict[str, Any], place: Place) -> Place:
    entry = value.get("entryId") or value.get("entry_id")
    if not isinstance(entry, str):
        return place
    beside = entry.startswith("tweetdetailrelatedtweets") or place.place == "related"
    return replace(place, entry=entry, place="related" if beside else place.place)


def _under(key: str, place: Place) -> Place:
    if key.startswith("threaded_conversation"):
        return replace(place, conversation=True)
    return replace(place, person=True) if key in {"user_results", "user_result"} else place


def _is_post(value: dict[str, Any]) -> bool:
    if typename(value) in {"Tweet", "Post"}:
        return True
    if "rest_id" not in value or typename(value) in {"User", "UserUnavailable"}:
        return False
    legacy = value.get("legacy")
    if isinstance(legacy, dict):
        return "screen_name" not in legacy and "followers_count" not in legacy
    return any(key in value for key in _OWN_KEYS)


def _id_of(post: dict[str, Any]) -> str | None:
    found = post.get("rest_id")
    return found if isinstance(found, str) else None


def _last_id(entry: str) -> str | None:
    ids = _IDS.findall(entry)
    return ids[-1] if ids else None
