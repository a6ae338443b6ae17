"""The table of what an editor set by hand, and the names that may stand in it."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import Column, Table

__all__ = ["EDITED", "EDITOR", "ROLES", "STANCES"]

#: What the columns `rule` and `set_by` say of what no rule found.
EDITOR: Final = "editor"
#: The parts that somebody may play, as in roles; ``undetermined`` is none of them.
ROLES: Final = (
    "originator", "claimant", "denier", "side_taker", "clarifier", "questioner", "duelist", "amplifier", "target",
    "instigator", "accuser", "peacemaker", "commentator", "bystander",
)  # fmt: skip
#: What a post may say about the claim, as in stance.
STANCES: Final = ("support", "deny", "query", "comment")

# One line a column reads better than what the formatter makes of it.
# fmt: off
EDITED: Final[dict[str, Table]] = {
    "edits": Table("one thing that an editor set by hand, in a case file: a choice, another reading, or something left out", (
        Column("number", pl.Int64, "its place among the edits, from 0, in the order of the file's keys"),
        Column("kind", pl.String, "title, claim, camps (names of the two sides), role, stance, left_out_person or left_out_post"),
        Column("thread_id", pl.String, "the thread that it is about", "all threads that were read"),
        Column("post_id", pl.String, "the post that it is about", "not about a post"),
        Column("author_id", pl.String, "the person that it is about", "not about a person, or the person is left out and not named"),
        Column("value", pl.String, "what was set: a role, a stance (support, deny, query or comment, toward the claim), the title, or both sides' names", "left out; or none of our roles holds"),
        Column("reason", pl.String, "why, in the editor's words", "none is asked for: not left out"),
        Column("n_posts", pl.Int64, "archived posts that it takes away, their bare reposts counted", "not left out"),
    )),
}
# fmt: on
