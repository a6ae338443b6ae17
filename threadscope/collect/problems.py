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
    "nested_container": "a zip inside a zip that is too large or too deep; it was not opened",
    "encrypted": "members of a zip that need a password; the others were read",
    "not_utf8": "bytes that are no UTF-8 were replaced by U+FFFD",
    "surrogate_removed": "half a surrogate pair was removed from a text",
    "invalid_json": "a line or record is no JSON; it was left out",
    "nested_too_deep": "a record is nested deeper than any export; it was left out",
    "half_written": "the file ends in the middle of a record; the complete records were read",
    "row_mended": "a row of a table had too many or too few cells, and its text explains it; it was read so",
    "row_shifted": "a row of a table whose cells do not stand under their columns; it was left out",
    "row_unreadable": "a row of a table that cannot be parsed; it was left out",
    "columns_shifted": "a table whose cells do not stand under the names of their columns",
    "unknown_record": "a record of a known export that is neither a post nor a notice; it was left out",
    "field_retyped": "a field holds another type than it should; it was left empty, the post was kept",
    "no_post_id": "a post without an id; it was left out",
    "id_suspect": "an id that is no post id, or has lost digits, or disagrees with the post's time",
    "ids_rounded": "the ids in a file were rounded by a spreadsheet or by JavaScript, and which",
    "id_mended": "an id had lost digits; the address beside it gives the whole one, which was taken",
    "time_implausible": "a time before 2006 or in the future; the time in the id was taken, or none",
    "time_unreadable": "a time that could not be read; the time in the id was taken, or none",
    "count_implausible": "a count below zero, or of more than 18 digits; it was left empty",
    "time_without_zone": "a local time whose zone is not said, of an id that holds no time; it was taken as UTC",
    "media_without_post": "pictures or videos beside the export whose names hold the id of no post that was read",
    "mapping_empty": "a path in the mapping finds nothing in the first posts; it may be misspelt",
    "parents_not_exported": "answers of which the table does not say which post they answer; they hang detached",
    "promoted_left_out": "advertisements in the capture; they are no part of the conversation",
    "accounts_left_out": "a list of accounts, such as followers, and no posts",
    "other_platform": "posts of another platform beside or instead of X's; they were left out",
    "absence_without_id": "posts that were not to be had, and the export does not say which",
    "person_unavailable": "the export names a person whose account was not to be had",
    "errors_in_response": "X answered with an error beside, or instead of, posts",
    "har_without_x": "a HAR in which X's site hands out no posts",
    "har_body_missing": "answers of X that a HAR names but whose bodies it does not hold",
    "har_body_unreadable": "answers of X in a HAR whose bodies are no JSON: packed, or damaged",
    "stream_notice": "the stream reported something, such as posts that it withheld for its limit",
    "note_conflict": "a post carries a note although the export says that none exists; the note was kept",
    "structure_filled": "structure.json names a parent where the post itself names none; it was taken",
    "structure_differs": "structure.json and the post name different parents; the post's own was kept",
    "structure_without_file": "structure.json names a post that has no file; it stands as not available",
    "structure_unreadable": "structure.json is no tree of ids; parents were taken from the posts alone",
    "archive_part_missing": "a file that the list of an account archive names is not in the archive",
    "archive_part_short": "a file of an account archive holds fewer records than the archive's list counts",
    "repost_without_original": "reposts of which the export does not say what they repost; they were left out",
    "long_text_without_post": "long texts of an account archive that belong to no post that was read",
    "note_without_post": "a Community Note of which the response does not say on which post it was written; it was left out",
    "own_note_without_post": "notes or ratings by an account archive's owner that name no post; they were left out",
    "notes_file_not_needed": "a file of ratings or enrolments given as notes; nothing in it is needed, and it was not read",
    "notes_file_unknown": "a file given as notes is none of the public Community Notes files; it was not read",
    "notes_row_rejected": "rows of a public notes file with more or fewer cells than its header, or without an id; they were left out",
    "notes_shard_missing": "a numbered part of the public notes is not among the files; that they do not name a post says nothing",
    "notes_without_status": "public notes without their status file; what became of the notes is not known",
    "status_without_notes": "a public status file without the notes of its day; it names no posts",
    "snapshot_day_doubtful": "the day in a path of public notes files, the day given and their rows do not agree; the detail says which was taken",
    "snapshot_days_joined": "public notes of one day were joined with their status of another",
    "snapshot_too_old": "the public notes end before the first post was written; they can say nothing of notes on these posts",
    "scores_row_rejected": "a row of scores or labels without an id, of an unknown measure, or with a value that the measure does not take; it was left out",
    "scores_confidence_unusable": "a confidence that is no number from 0 to 1; the row was kept without it",
    "scores_unknown_post": "scores or labels of posts that the archive does not hold; they were left out",
    "scores_repeated": "a model or coder said something of one post and measure twice; the later row was taken",
    "scores_disagree": "models, or coders, do not agree about a post; the majority was taken, and of numbers on tone the mean",
    "scores_empty": "a file of scores or labels of which no row can be used",
    "store_unreadable": "a table of a store, or the store, could not be read; the other tables were read",
    "parent_contradiction": "copies of one post name different parents; the newest was taken",
    "quote_contradiction": "copies of one post quote different posts; the newest was taken",
    "repost_contradiction": "copies of one repost name different originals; the newest was taken",
    "conversation_contradiction": "copies of one post name different conversations; the newest was taken",
    "author_contradiction": "copies of one post name different authors; the newest was taken",
    "time_contradiction": "copies of one post name times more than a second apart; the most exact was taken",
    "text_contradiction": "whole copies of one post have different words; the longest was taken",
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

    def counted(self, source: str, kind: str) -> int:
        """Return how often a kind of problem was met in a source."""
        return self._seen[source, kind]

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
