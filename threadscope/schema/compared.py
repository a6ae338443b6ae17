"""Tables about several captures of the same posts, and the kinds of changes between them in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope.schema.table import COUNTS, NOT_GIVEN, POST, THREAD, TIME, Column, Table

__all__ = ["CHANGE_KINDS", "COMPARED", "COUNT_WORDS", "ChangeKind"]


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of change.

    Attributes
    ----------
    name
        As in the table ``changes``.
    one, many
        What is said of one and of several, after the number.
    """

    name: str
    one: str
    many: str


#: From what tells most to what tells least. Only what a capture says is called gone, new or changed; what one capture
#: holds and the other does not is only that.
CHANGE_KINDS: Final = {
    kind.name: kind
    for kind in (
        ChangeKind("gone", "post is gone: a later capture says why", "posts are gone: a later capture says why"),
        ChangeKind("back", "post that was said to be gone is there again", "posts that were said to be gone are there again"),
        ChangeKind("edited", "post was edited", "posts were edited"),
        ChangeKind("text_differs", "post has another text under the same id", "posts have another text under the same id"),
        ChangeKind("note_appeared", "note was not there before", "notes were not there before"),
        ChangeKind("note_gone", "note is no longer reported", "notes are no longer reported"),
        ChangeKind("note_changed", "note is in another state", "notes are in another state"),
        ChangeKind("availability", "post is not to be had in the same way as before", "posts are not to be had in the same way as before"),
        ChangeKind("handle_changed", "person has another handle", "people have another handle"),
        ChangeKind("new_branch", "branch was begun since the older capture", "branches were begun since the older capture"),
        ChangeKind("written_since", "post was written since the older capture", "posts were written since the older capture"),
        ChangeKind("count", "count changed", "counts changed"),
        ChangeKind("not_in_new", "post of the older capture is not in the newer one; nothing says why", "posts of the older capture are not in the newer one; nothing says why"),
        ChangeKind("not_in_old", "post is only in the newer capture; nothing says that it is new", "posts are only in the newer capture; nothing says that they are new"),
        ChangeKind("branch_not_in_new", "branch is only in the older capture; nothing says why", "branches are only in the older capture; nothing says why"),
        ChangeKind("branch_not_in_old", "branch is only in the newer capture; nothing says that it is new", "branches are only in the newer capture; nothing says that they are new"),
        ChangeKind("note_not_in_new", "note is only in the older capture; the newer one says nothing of it", "notes are only in the older capture; the newer one says nothing of them"),
        ChangeKind("note_not_in_old", "note is only in the newer capture; the older one says nothing of it", "notes are only in the newer capture; the older one says nothing of them"),
        ChangeKind("older_version", "post stands in the newer capture in an older version", "posts stand in the newer capture in an older version"),
    )
}  # fmt: skip

#: column of a count -> what it counts, in the order in which changes are told.
COUNT_WORDS: Final = {
    "like_count": "likes",
    "reply_count": "replies",
    "repost_count": "reposts",
    "quote_count": "quotes",
    "bookmark_count": "bookmarks",
    "view_count": "views",
}

# One line a column reads better than what the formatter makes of it.
# fmt: off
_ABOUT_A_PERSON = "a person's handle"
_CHANGES = (
    Column("thread_id", pl.String, "thread of the post: that of the newer capture, where the post or most of its older thread stands in it", _ABOUT_A_PERSON),
    Column("post_id", pl.String, "the post; of an edited one the newest version known to either capture", _ABOUT_A_PERSON),
    Column("author_id", pl.String, "its author, or the person", "not known"),
    Column("handle", pl.String, "the author's handle, the newer one where both are known", "not known"),
    Column("kind", pl.String, f"what changed, most telling first: {', '.join(CHANGE_KINDS)}; words and limits stand in docs/diff.md"),
    Column("field", pl.String, "what before and after say: text, reason, availability, handle, state (of a note), n_posts (at and below the first post of a branch), or the name of a count"),
    Column("before", pl.String, "what the older capture says; of posts that are gone, their text", "a number, or it says nothing"),
    Column("after", pl.String, "what the newer capture says; of posts that are gone, the reason: deleted, suspended, protected, withheld or unavailable", "a number, or it says nothing"),
    Column("n_before", pl.Int64, "the older count", "no count"),
    Column("n_after", pl.Int64, "the newer count; of a branch the posts in it that the other capture lacks", "no count"),
    Column("before_at", TIME, "when the older capture was taken", NOT_GIVEN),
    Column("after_at", TIME, "when the newer capture was taken, or said that the post is gone", NOT_GIVEN),
    Column("note_id", pl.String, "the note", "not about a note, or its id is not known"),
    Column("sure", pl.Boolean, "whether captures say so; false: concluded from one of them not holding it, which may be all there is to it"),
    Column("detail", pl.String, "the capture's own words, the note's text, or what else is known", "nothing"),
)
COMPARED: Final[dict[str, Table]] = {
    "captures": Table("one post at one time of capture, of posts that were captured at two or more times", (
        THREAD,
        POST,
        Column("captured_at", TIME, "when the capture was taken"),
        Column("nth", pl.Int64, "1 for the first capture of the post"),
        Column("n_captures", pl.Int64, "different times at which the post was captured, or said to be gone"),
        *COUNTS,
        Column("reason", pl.String, "why this capture did not get the post: deleted, suspended, protected, withheld or unavailable", "it got the post"),
    )),
    "changes": Table("one thing that two captures say differently; made by threadscope.diff, not by an analyzer", _CHANGES),
    "changes_seen": Table("one thing that the first and the last capture of a post within one archive say differently; columns as in changes", _CHANGES),
}
# fmt: on
