"""What went wrong while reading, as rows: each kind by a fixed name, each row counted, nothing silent."""

from __future__ import annotations

from collections import Counter
from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["KINDS", "Problems"]

#: Every kind of problem that collect writes, and what it means. `docs/problems.md` lists the same names.
KINDS: Final[dict[str, str]] = {
    "missing_path": "a path that was given does not exist; the other paths were read",
    "unreadable_file": "the file could not be opened, or its compression is damaged; what came before was read",
    "empty_file": "the file holds no bytes, or only white space",
    "unknown_dialect": "the file is no X export that threadscope knows; its top keys are listed",
    "unsafe_member": "a member of a zip has an absolute name or one with `..`; it was not read",
    "unpacks_too_far": "a compressed file unpacks to far more than its size; reading stopped there",
    "nested_container": "a zip inside a zip; it was not opened",
    "not_utf8": "bytes that are no UTF-8 were replaced by U+FFFD",
    "surrogate_removed": "half a surrogate pair was removed from a text",
    "invalid_json": "a line or record is no JSON; it was left out",
    "nested_too_deep": "a record is nested deeper than any export; it was left out",
    "half_written": "the file ends in the middle of a record; the complete records were read",
    "unknown_record": "a record of a known export that is neither a post nor a notice; it was left out",
    "field_retyped": "a field holds another type than it should; it was left empty, the post was kept",
    "no_post_id": "a post without an id; it was left out",
    "id_suspect": "an id that is no post id, or has lost digits, or disagrees with the post's time",
    "time_implausible": "a time before 2006 or in the future; the time in the id was taken, or none",
    "time_unreadable": "a time that could not be read; the time in the id was taken, or none",
    "count_implausible": "a negative count; it was left empty",
    "promoted_left_out": "advertisements in the capture; they are no part of the conversation",
    "absence_without_id": "posts that were not to be had, and the export does not say which",
    "person_unavailable": "the export names a person whose account was not to be had",
    "errors_in_response": "X answered with an error beside, or instead of, posts",
    "stream_notice": "the stream reported something, such as posts that it withheld for its limit",
    "note_conflict": "a post carries a note although the export says that none exists; the note was kept",
    "structure_filled": "structure.json names a parent where the post itself names none; it was taken",
    "structure_differs": "structure.json and the post name different parents; the post's own was kept",
    "structure_without_file": "structure.json names a post that has no file; it stands as not available",
    "structure_unreadable": "structure.json is no tree of ids; parents were taken from the posts alone",
    "store_unreadable": "a table of a store, or the store, could not be read; the other tables were read",
    "parent_contradiction": "copies of one post name different parents; the newest was taken",
    "author_contradiction": "copies of one post name different authors; the newest was taken",
}

#: Rows of one kind that one source may fill before the rest is only counted.
_SHOWN = 100


class Problems:
    """Collects problem rows; of one kind in one source the first hundred are shown, the rest are counted."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str | None, str, str]] = []
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, source: str, position: str | None, kind: str, detail: str, *, times: int = 1) -> None:
        """Note one problem (or ``times`` of them in one row); ``kind`` must be one of KINDS."""
        if kind not in KINDS:
            raise KeyError(kind)
        seen = self._seen[source, kind]
        self._seen[source, kind] = seen + times
        if seen < _SHOWN:
            self._rows.append((source, position, kind, detail))

    def frame(self) -> pl.DataFrame:
        """Return the rows so far as the table ``problems``, in the order in which they were met."""
        rows = list(self._rows)
        for (source, kind), seen in self._seen.items():
            shown = (
                sum(1 for row in self._rows if row[0] == source and row[2] == kind) if seen > _SHOWN else seen
            )
            if seen > shown >= _SHOWN:
                rows.append((source, None, kind, f"{seen - shown} more like these"))
        return pl.DataFrame(rows, schema=pl.Schema(schema.SCHEMAS["problems"].dtypes), orient="row")
