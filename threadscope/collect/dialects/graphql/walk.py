"""A parsed response -> the posts, the missing posts, the cursors and the Community Notes in it, wherever they stand.

Wrappers change with every client, posts do not: the walk looks for what is a post and remembers the entry, the
place and the advertisement around it. It keeps its own stack, so depth is no matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from threadscope.collect.dialects.graphql.shapes import Legacy, Result
from threadscope.collect.lenient import fields_of
from threadscope.collect.strays import holds_post

__all__ = [
    "Found",
    "FoundNote",
    "Missing",
    "Walk",
    "holds_notes",
    "is_note",
    "is_post",
    "is_surely_post",
    "typename",
]

_IDS = re.compile(r"tweet-([0-9]+)")
_TOMBSTONES = frozenset({"TweetTombstone", "TweetUnavailable"})
_QUOTED = frozenset(
    {"quoted_status_result", "quoted_status_results", "quoted_tweet_results", "quotedPostResults"}
)
_REPOSTED = frozenset({"retweeted_status_result", "retweeted_status_results", "repostedStatusResults"})
_EMBEDS = (*sorted(_QUOTED), *sorted(_REPOSTED))
#: Keys below which no post has ever stood; they are many and deep.
_NO_POSTS = frozenset({"clientEventInfo", "feedbackInfo", "client_event_info", "feedback_info"})
#: What stands in the `legacy` of a post, and not in that of a person.
_OF_POSTS = frozenset(
    {"full_text", "conversation_id_str", "user_id_str", "favorite_count", "is_quote_status"}
)
_OWN_KEYS = ("details", "edit_control", "views", "view_count_info", "counts", "unmention_data", "note_tweet")
#: Fields of posts that hold no other post, or one that is read elsewhere.
_KNOWN = frozenset(name for shape in (Result, Legacy) for _, name, _ in fields_of(shape)) | {"card"}
#: Lists of the notes on one post, and what the writers of those in it say of the post.
_NOTE_LISTS = {
    "misleading_birdwatch_notes": "MisinformedOrPotentiallyMisleading",
    "not_misleading_birdwatch_notes": "NotMisleading",
}
#: Keys below which the place changes.
_TURNS = frozenset({"user_results", "user_result", *_NOTE_LISTS})
#: Fields of a Community Note; a deleted or withheld one has few of them. A long post (`note_tweet`) has none.
_OF_NOTES = frozenset(
    {"rest_id", "data_v1", "rating_status", "birdwatch_profile", "is_media_note", "media_note_matches"}
    | {"media_note_matches_v2", "fully_visible_model", "appeal_status", "can_appeal"}
)
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


@dataclass(frozen=True, slots=True)
class Listed(Place):
    """What surrounds Community Notes that stand in a list: the object that holds the list, and what the list is of."""

    holder: dict[str, Any] = field(default_factory=dict)
    says: str = ""


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
class FoundNote:
    """A Community Note: its JSON, the list that it stood in, and the post that the list belongs to."""

    note: dict[str, Any]
    listed: str
    post_id: str | None


@dataclass(slots=True)
class Walk:
    """One walk over one response; the lists fill while it runs."""

    posts: list[Found] = field(default_factory=list)
    notes: list[FoundNote] = field(default_factory=list)
    #: Objects that hold the notes on a post and nothing else of it, but for the note that is shown on it.
    noted: list[dict[str, Any]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    cursors: list[tuple[str | None, str]] = field(default_factory=list)
    promoted: int = 0
    #: What stands where a post stands and is none that is known.
    strange: int = 0
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
                stack.extend([(item, place) for item in reversed(value) if isinstance(item, dict | list)])
            elif isinstance(value, dict):
                self._object(value, place, stack)

    def _object(self, value: dict[str, Any], place: Place, stack: list[tuple[Any, Place]]) -> None:
        """Take what an object is; put what is inside it onto the stack, in reverse order."""
        if value.get("promotedMetadata") is not None or value.get("promoted_metadata") is not None:
            self.promoted += 1
            return
        if "entryId" in value or "entry_id" in value:
            place = _entered(value, place)
        name = typename(value)
        if isinstance(value.get("cursorType") or value.get("cursor_type"), str):
            self._cursor(value, place)
        elif name in _TOMBSTONES:
            self._gone(value, place, name)
        elif (
            name == "TweetWithVisibilityResults"
            and isinstance(value.get("tweet"), dict)
            and not _only_holds_notes(value["tweet"])
        ):
            self._post(value["tweet"], place, stack, limited=True)
        elif not place.person and is_post(value):
            self._post(value, place, stack, limited=False)
        elif ("rest_id" in value or "data_v1" in value) and is_note(value):
            self._note(value, place, stack)
        else:
            self.strange += "tweet_results" in value and _is_strange(value["tweet_results"])
            stack.extend(
                [
                    (
                        inner,
                        self._under(key, value, place)
                        if key in _TURNS or key.startswith("threaded_")
                        else place,
                    )
                    for key, inner in reversed(value.items())
                    if isinstance(inner, dict | list) and key not in _NO_POSTS
                ]
            )

    def _under(self, key: str, holder: dict[str, Any], place: Place) -> Place:
        """Return the place of what stands under a key; remember who holds lists of notes."""
        if key in _NOTE_LISTS:
            if not self.noted or self.noted[-1] is not holder:
                self.noted.append(holder)
            return _listed(key, holder)
        if key.startswith("threaded_conversation"):
            return replace(place, conversation=True)
        return replace(place, person=True) if key in {"user_results", "user_result"} else place

    def _note(self, note: dict[str, Any], place: Place, stack: list[tuple[Any, Place]]) -> None:
        listed = place if isinstance(place, Listed) else Listed()
        post_id = listed.holder.get("rest_id")
        self.notes.append(
            FoundNote(note, listed.says, str(post_id) if isinstance(post_id, int | str) else None)
        )
        # Mostly the id alone of the post that it was written on stands in a note, and sometimes the post.
        on = note.get("tweet_results")
        if isinstance(on, dict) and holds_post(on, _says_something):
            stack.append((on, Place(place="included", known_id="")))

    def _post(
        self, post: dict[str, Any], place: Place, stack: list[tuple[Any, Place]], *, limited: bool
    ) -> None:
        self.posts.append(Found(post, place.place, limited, place.known_id or _last_id(place.entry)))
        if place.place == "main" and place.entry.startswith("tweet-"):
            self._focal = _id_of(post) or _last_id(place.entry)
        legacy = post.get("legacy")
        holders = (post, legacy) if isinstance(legacy, dict) else (post,)
        inside: list[tuple[Any, Place]] = []
        for holder in holders:
            for key in _EMBEDS:
                inner = holder.get(key)
                if not isinstance(inner, dict):
                    continue
                if key in _QUOTED:
                    quoted = legacy.get("quoted_status_id_str") if isinstance(legacy, dict) else None
                    known = quoted if isinstance(quoted, str) else ""
                    inside.append((inner, Place(place="quoted", known_id=known)))
                else:
                    inside.append((inner, Place(place="reposted", known_id="")))
            # What X calls by a name that nobody knows may be a post too.
            inside += [
                (inner, _listed(key, post) if key in _NOTE_LISTS else Place(place="included", known_id=""))
                for key, inner in holder.items()
                if key not in _KNOWN
                and isinstance(inner, dict | list)
                and (key in _NOTE_LISTS or holds_post(inner, is_surely_post))
            ]
        stack.extend(reversed(inside))

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
    return Place(
        entry,
        "related" if beside else place.place,
        place.known_id,
        place.conversation,
        place.person,
    )


def _listed(key: str, holder: dict[str, Any]) -> Place:
    """Return the place of a list of notes."""
    return Listed(known_id="", holder=holder, says=_NOTE_LISTS[key])


def _is_strange(results: Any) -> bool:
    """Say whether somebody's post stands here in a shape that nobody knows."""
    result = results.get("result") if isinstance(results, dict) else None
    return isinstance(result, dict) and "core" in result and not is_post(result)


def is_post(value: dict[str, Any]) -> bool:
    """Say whether an object is a post. One of which only the notes were asked for says nothing of itself and is none."""
    if typename(value) in {"Tweet", "Post"}:
        return "legacy" in value or not _only_holds_notes(value)
    legacy = value.get("legacy")
    if isinstance(legacy, dict) and not legacy.keys().isdisjoint(_OF_POSTS):
        return True
    if typename(value) in {"User", "UserUnavailable"}:
        return False
    if "rest_id" not in value:
        return isinstance(value.get("details"), dict) and "full_text" in value["details"]
    if isinstance(legacy, dict):
        return "screen_name" not in legacy and "followers_count" not in legacy
    return any(key in value for key in _OWN_KEYS)


def is_surely_post(value: dict[str, Any]) -> bool:
    """Say whether an object that stands where nobody knows what stands there is a post, and no card or account."""
    legacy, core = value.get("legacy"), value.get("core")
    worded = isinstance(legacy, dict) and "full_text" in legacy
    by_somebody = isinstance(core, dict) and "user_results" in core
    return is_post(value) and (typename(value) in {"Tweet", "Post"} or worded or by_somebody)


def holds_notes(value: dict[str, Any]) -> bool:
    """Say whether an object holds the lists of Community Notes on a post."""
    return "misleading_birdwatch_notes" in value or "not_misleading_birdwatch_notes" in value


def is_note(value: dict[str, Any]) -> bool:
    """Say whether an object is a Community Note; ``birdwatch_pivot.note``, mostly an id alone, is none."""
    return len(_OF_NOTES & value.keys()) > 1


def _says_something(value: dict[str, Any]) -> bool:
    """Say whether an object holds what makes a post."""
    return isinstance(value.get("legacy"), dict) or isinstance(value.get("details"), dict)


def _only_holds_notes(value: dict[str, Any]) -> bool:
    """Say whether an object holds the notes on a post, and nothing of the post."""
    return holds_notes(value) and not _says_something(value)


def _id_of(post: dict[str, Any]) -> str | None:
    found = post.get("rest_id")
    return found if isinstance(found, str) else None


def _last_id(entry: str) -> str | None:
    ids = _IDS.findall(entry)
    return ids[-1] if ids else None
