"""Tables that collect fills: what was seen, where, and what was not understood."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import CONTENT, NOT_GIVEN, PERSON, POST, TIME, Column, Table

__all__ = ["COLLECTED"]

# One line a column reads better than what the formatter makes of it.
# fmt: off
COLLECTED: Final[dict[str, Table]] = {
    "observations": Table("one post seen in one place at one time; nothing is ever overwritten", (
        POST,
        Column("captured_at", TIME, "when the copy was taken", NOT_GIVEN),
        Column("source", pl.String, "the file, and the member inside it"),
        Column("source_row", pl.Int64, "number of the record in the file, from 0"),
        Column("dialect", pl.String, "the dialect it was read as"),
        Column("place", pl.String, "where it stood: main, included, quoted, reposted, related (another conversation beside it)"),
        *CONTENT,
    )),
    "absences": Table("one sign that a post is not to be had", (
        POST,
        Column("conversation_id", pl.String, "conversation that it was seen in", "not seen in one"),
        Column("reason", pl.String, "deleted, suspended, protected, withheld, unavailable"),
        Column("handle", pl.String, "handle of its author", NOT_GIVEN),
        Column("detail", pl.String, "the export's own words", "none given"),
        Column("captured_at", TIME, "when it was seen", NOT_GIVEN),
        Column("source", pl.String, "the file"),
    )),
    "cursors": Table("one 'show more' that a capture did not follow: evidence of posts not captured", (
        Column("post_id", pl.String, "the post under which it stood", "not known"),
        Column("kind", pl.String, "show_more, show_more_threads, next_page"),
        Column("captured_at", TIME, "when it was seen", NOT_GIVEN),
        Column("source", pl.String, "the file"),
    )),
    "aliases": Table("one older version of an edited post", (
        Column("alias_id", pl.String, "id of the older version"),
        Column("post_id", pl.String, "id of the newest version, which stands in posts"),
    )),
    "people": Table("one participant", (
        PERSON,
        Column("handle", pl.String, "newest handle, without @", NOT_GIVEN),
        Column("name", pl.String, "display name; anybody may choose any", NOT_GIVEN),
        Column("verified", pl.Boolean, "whether a badge was shown at capture", NOT_GIVEN),
        Column("verified_type", pl.String, "blue, business, government or legacy", "none, or not said"),
        Column("follower_count", pl.Int64, "followers at capture", NOT_GIVEN),
        Column("following_count", pl.Int64, "accounts followed at capture", NOT_GIVEN),
        Column("account_created_at", TIME, "when the account was made", NOT_GIVEN),
    )),
    "notes": Table("one piece of evidence about a Community Note; kinds are never merged", (
        POST,
        Column("evidence_kind", pl.String, "pivot, flag, payload, snapshot, text_hint or own_archive"),
        Column("state", pl.String, "what this evidence says: shown_at_capture, proposed_at_capture, pivot_ambiguous, notes_exist_not_shown_to_capturer, none_reported_at_capture"),
        Column("note_id", pl.String, "id of the note", NOT_GIVEN),
        Column("text", pl.String, "text of the note as delivered", NOT_GIVEN),
        Column("observed_at", TIME, "when the evidence was captured", NOT_GIVEN),
        Column("written_at", TIME, "when the note was written (snowflake of note_id)", "note_id unknown"),
        Column("shown_from", TIME, "when it began to be shown", "not known from this kind of evidence"),
        Column("shown_until", TIME, "when it ceased to be shown", "not known, or still shown"),
        Column("precision", pl.String, "how exact the times are: capture, scoring_run or none"),
        Column("source", pl.String, "the file"),
    )),
    "sources": Table("one file, or one member of a container", (
        Column("source", pl.String, "name as given, member after '!'"),
        Column("sha256", pl.String, "checksum of the bytes as read from disk", "read from a pipe, or a member of a container"),
        Column("bytes", pl.Int64, "size after unpacking"),
        Column("dialect", pl.String, "the dialect it was read as", "not read as posts"),
        Column("detected_by", pl.String, "why: the keys or marks that decided"),
        Column("posts", pl.Int64, "different posts in it, embedded ones counted"),
        Column("captured_from", TIME, "oldest capture time in it", NOT_GIVEN),
        Column("captured_to", TIME, "newest capture time in it", NOT_GIVEN),
    )),
    "problems": Table("something that was not understood, left out, or mended", (
        Column("source", pl.String, "the file"),
        Column("position", pl.String, "where in it: line, record, or post id", "the whole file"),
        Column("kind", pl.String, "a short fixed name, listed in docs/problems.md"),
        Column("detail", pl.String, "what was found and what was done"),
    )),
}
# fmt: on
