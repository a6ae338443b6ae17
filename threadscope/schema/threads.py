"""Tables that fold and tree fill: posts, what they refer to, and the threads they form."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import CONTENT, IDS, NOT_GIVEN, PARENT, POST, THREAD, TIME, TREE, Column, Table

__all__ = ["THREADS"]

# One line a column reads better than what the formatter makes of it.
# fmt: off
THREADS: Final[dict[str, Table]] = {
    "posts": Table("one archived post: the fold of its observations", (
        POST,
        Column("thread_id", pl.String, "root of the tree: id of a post or of a ghost", "a bare repost stands in no tree"),
        *PARENT,
        *CONTENT,
        Column("captured_at", TIME, "newest capture", NOT_GIVEN),
        Column("n_observations", pl.Int32, "how often it was seen"),
        *(Column(c.name, c.dtype, c.says, "a bare repost stands in no tree") for c in TREE),
    )),
    "ghosts": Table("a post that is referred to, or was seen to be gone, and is not archived", (
        POST,
        THREAD,
        *PARENT,
        Column("created_at", TIME, "time in the snowflake", "an id that carries no time"),
        Column("author_id", pl.String, "its author, where those who answer it say so", "not known"),
        Column("handle", pl.String, "its author's handle, likewise", "not known"),
        Column("reason", pl.String, "missing, deleted, suspended, protected, withheld, unavailable, or left out (by an editor; such a post is archived)"),
        Column("referred_by", IDS, "archived posts that answer or quote it, oldest first"),
        *TREE,
    )),
    "links": Table("a relation between two posts", (
        POST,
        Column("target_id", pl.String, "the post referred to, archived or not"),
        Column("kind", pl.String, "reply, quote or repost"),
        Column("author_id", pl.String, "author of post_id"),
        Column("created_at", TIME, "time of post_id", NOT_GIVEN),
    )),
    "threads": Table("one thread: a tree of replies and, where quotes are followed, of quotes", (
        THREAD,
        Column("root_archived", pl.Boolean, "whether the root is a post, not a ghost"),
        Column("handle", pl.String, "handle of the root's author", "not known"),
        Column("text", pl.String, "text of the root", "root not archived, or without text"),
        Column("n_posts", pl.Int64, "archived posts"),
        Column("n_people", pl.Int64, "their authors"),
        Column("n_ghosts", pl.Int64, "posts referred to and not archived"),
        Column("n_conversations", pl.Int64, "reply trees in it; more than one where quotes join them"),
        Column("started_at", TIME, "first archived post", "no times known"),
        Column("ended_at", TIME, "last archived post", "no times known"),
        Column("missing_parent_share", pl.Float64, "share (0-1) of replies whose parent is not archived", "no replies"),
    )),
}
# fmt: on
