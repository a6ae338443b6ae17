"""The columns of a tool's table -> a dialect: which columns mark it, and which of ours each fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from threadscope.collect.intake import Intake
from threadscope.collect.kinds import RecordDialect
from threadscope.collect.mapping import Paths, rows_by
from threadscope.collect.record import Found

__all__ = ["Layout", "tabular"]

_YES: Final = frozenset({"yes", "true", "1", "retweet"})
_POSTS, _ANSWERS, _REPOSTS, _WITH_PARENT = "posts", "answers", "reposts", "with parent"


@dataclass(frozen=True, slots=True)
class Layout:
    """The table that one tool writes.

    Attributes
    ----------
    name
        What the table is called in messages.
    marks
        Columns that are never empty and that no other table has together.
    paths
        Our column -> theirs, tried in order.
    reposts
        A column that says whether a row is a bare repost. Its words are somebody else's: without the id of the
        original the row is counted and left out.
    answers
        A column that says whether a row is an answer, where none says to which post.
    escaped
        Whether texts hold HTML entities.
    """

    name: str
    marks: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]
    reposts: str | None = None
    answers: str | None = None
    escaped: bool = True


def tabular(layout: Layout) -> RecordDialect:
    """Return the dialect of a table."""
    paths = Paths(layout.name, layout.paths, escaped=layout.escaped)
    mapped = frozenset(layout.paths) - {"address", "name", "verified", "follower_count", "following_count"}
    return RecordDialect(
        None,
        partial(_marks, layout),
        partial(_fits, paths),
        partial(_rows, layout, paths),
        mapped | {"post_id"} | ({"handle"} if "address" in layout.paths else frozenset()),
        partial(_done, layout),
    )


def _marks(layout: Layout, value: Any) -> str | None:
    if isinstance(value, dict) and all(name in value for name in layout.marks):
        return f"columns {', '.join(layout.marks)}"
    return None


def _fits(paths: Paths, row: Any) -> bool:
    return isinstance(row, dict) and paths.get(row, "post_id") is not None


def _rows(layout: Layout, paths: Paths, found: Sequence[Found[Any]], intake: Intake) -> None:
    posts = []
    for item in found:
        row = item.record if isinstance(item.record, dict) else {}
        if not _fits(paths, row) and paths.get(row, "address") is None:
            intake.report(f"record {item.number}", "no_post_id", "a row without an id; it was left out")
        elif _is(row, layout.reposts) and paths.get(row, "repost_of_id") is None:
            intake.tally[_REPOSTS] += 1
        else:
            posts.append(item)
            intake.tally[_POSTS] += 1
            intake.tally[_WITH_PARENT] += paths.get(row, "reply_to_id") is not None
            intake.tally[_ANSWERS] += _answers(layout, paths, row)
    rows_by(paths, posts, intake)


def _is(row: Mapping[str, Any], column: str | None) -> bool:
    return column is not None and str(row.get(column, "")).lower() in _YES


def _answers(layout: Layout, paths: Paths, row: Mapping[str, Any]) -> bool:
    if layout.answers is not None:
        return _is(row, layout.answers)
    whom = paths.get(row, "reply_to_handle") or paths.get(row, "reply_to_author_id")
    conversation = paths.get(row, "conversation_id")
    return whom is not None or conversation not in (None, paths.get(row, "post_id"))


def _done(layout: Layout, intake: Intake) -> None:
    """Say what the table as a whole cannot tell."""
    tally = intake.tally
    if tally[_ANSWERS] and not tally[_WITH_PARENT]:
        detail = (
            f"{tally[_ANSWERS]:,} of {tally[_POSTS]:,} posts are answers, and {layout.name} has no column for the post "
            "that each answers: they hang detached below their conversation. The tool's JSON makes a tree"
        )
        intake.report(None, "parents_not_exported", detail)
    if tally[_REPOSTS]:
        detail = (
            f"{tally[_REPOSTS]:,} bare reposts do not say of which post; their words are not the reposter's"
        )
        intake.report(None, "repost_without_original", detail)
