"""What a table is made of, the types that several tables share, and the columns that they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

__all__ = [
    "CONTENT",
    "IDS",
    "MEDIA",
    "NOT_GIVEN",
    "PARENT",
    "PERSON",
    "POST",
    "THREAD",
    "TIME",
    "TREE",
    "WORDS",
    "Column",
    "Table",
]

TIME: Final = pl.Datetime("ms", "UTC")
#: One piece of media of a post; ``file`` is a path of the archive, never read from text.
MEDIA: Final = pl.List(pl.Struct({"kind": pl.String, "alt": pl.String, "url": pl.String, "file": pl.String}))
#: One word behind a sentiment score.
WORDS: Final = pl.List(pl.Struct({"word": pl.String, "polarity": pl.Float64}))
IDS: Final = pl.List(pl.String)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, what it says (with the unit), and what null means ("" = never null)."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    says: str
    null: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, and its columns in order."""

    row: str
    columns: tuple[Column, ...]

    @property
    def dtypes(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """Column name -> dtype, in order."""
        return {column.name: column.dtype for column in self.columns}


NOT_GIVEN = "the export does not say"
COUNTS = (
    Column("like_count", pl.Int64, "likes as counted by X at capture", NOT_GIVEN),
    Column("reply_count", pl.Int64, "replies as counted by X at capture", NOT_GIVEN),
    Column("repost_count", pl.Int64, "reposts as counted by X at capture", NOT_GIVEN),
    Column("quote_count", pl.Int64, "quotes as counted by X at capture", NOT_GIVEN),
    Column("bookmark_count", pl.Int64, "bookmarks as counted by X at capture", NOT_GIVEN),
    Column("view_count", pl.Int64, "views as counted by X at capture", NOT_GIVEN),
)
# What a post says and what it refers to: the same in an observation and in the fold.
CONTENT = (
    Column("conversation_id", pl.String, "id of the post that X files the conversation under", NOT_GIVEN),
    Column(
        "reply_to_id",
        pl.String,
        "id of the post that this one answers, as the export says",
        "not a reply, or not said",
    ),
    Column("reply_to_author_id", pl.String, "id of the person answered", "not a reply, or not said"),
    Column(
        "reply_to_handle", pl.String, "handle of the person answered, without @", "not a reply, or not said"
    ),
    Column("quoted_id", pl.String, "id of the post that this one quotes", "quotes none"),
    Column(
        "repost_of_id",
        pl.String,
        "id of the post that this one reposts without words of its own",
        "no repost",
    ),
    Column(
        "author_id",
        pl.String,
        "id of the author; `@handle` where only the handle is known, `?post_id` where neither is",
    ),
    Column("handle", pl.String, "handle of the author, without @", NOT_GIVEN),
    Column(
        "created_at",
        TIME,
        "time of the post; milliseconds from the snowflake where the export gives seconds",
        NOT_GIVEN,
    ),
    Column(
        "text",
        pl.String,
        "the longest text known, HTML entities resolved, lone surrogates and NUL removed",
        "no text known",
    ),
    Column("text_truncated", pl.Boolean, "whether only a cut text is known"),
    Column("display_from", pl.Int32, "code point where the text begins after the leading reply mentions"),
    Column("lang", pl.String, "language as X labels it", "not said, or X gives a pseudo-code"),
    *COUNTS,
    Column(
        "media",
        MEDIA,
        "pictures, videos, GIFs: kind (photo, video, gif, other), alt text, address, local file",
        "never; empty list for none",
    ),
    Column("urls", IDS, "addresses in the post, expanded"),
    Column("mentions", IDS, "handles mentioned, without @"),
    Column("hashtags", IDS, "hashtags, without #"),
    Column("source_app", pl.String, "the app that the post was written with", NOT_GIVEN),
    Column("edit_ids", IDS, "ids of all versions of an edited post, oldest first; empty when never edited"),
    Column("availability", pl.String, "available, limited or withheld"),
)
TREE = (
    Column("depth", pl.Int32, "steps from the thread's root (0)"),
    Column("order", pl.Int32, "place in reading order within the thread, posts and ghosts counted together"),
    Column(
        "branch_id",
        pl.String,
        "id of the root's child above (or at) this row; the root's own id for the root",
    ),
    Column("n_children", pl.Int32, "archived posts and ghosts directly below"),
    Column("n_below", pl.Int32, "archived posts anywhere below"),
    Column(
        "detached",
        pl.Boolean,
        "on the shelf of a thread whose root is known but the way to it is not; depth is then a lower bound",
    ),
)
PARENT = (
    Column(
        "parent_id",
        pl.String,
        "post or ghost that this row hangs under in the tree",
        "the root, or the top of a detached part",
    ),
    Column("parent_kind", pl.String, "how it hangs there: reply or quote", "no parent"),
)
THREAD = Column("thread_id", pl.String, "root of the tree: id of a post or of a ghost")
POST = Column("post_id", pl.String, "id of the post")
PERSON = Column("author_id", pl.String, "id of the person, as in people")
