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
        Column("state", pl.String, "what this evidence says; of a capture: shown_at_capture, proposed_at_capture, pivot_ambiguous, notes_exist_not_shown_to_capturer, none_reported_at_capture; of a snapshot: shown, shown_then_removed, helpful_not_displayed, proposed, rated_not_helpful, deleted_rated_helpful, status_unknown, unknown"),
        Column("note_id", pl.String, "id of the note", NOT_GIVEN),
        Column("text", pl.String, "text of the note as delivered", NOT_GIVEN),
        Column("observed_at", TIME, "when the evidence was captured", NOT_GIVEN),
        Column("written_at", TIME, "when the note was written (snowflake of note_id)", "note_id unknown"),
        Column("shown_from", TIME, "when it began to be shown", "not known from this kind of evidence"),
        Column("shown_until", TIME, "when it had ceased to be shown, at the latest", "not known, or still shown"),
        Column("precision", pl.String, "how exact the times are: capture, scoring_run or none"),
        Column("classification", pl.String, "what the note's writer says of the post: misleading, not_misleading", "not said"),
        Column("is_media_note", pl.Boolean, "whether it is about a picture, video or link, and may be shown on other posts with the same", "not said"),
        Column("is_collaborative", pl.Boolean, "whether it was drafted by a program and is revised: older texts are not kept", "not said"),
        Column("written_on_id", pl.String, "the other post that it was written on, of a media note seen on this one", "written on this post, or not known"),
        Column("status", pl.String, "how it is rated: helpful, not_helpful, needs_more_ratings, blank, other", "not said, or the note is in no status file"),
        Column("rated_helpful_at", TIME, "first scoring run on record that rated it helpful, shown or not", "never on record, or not a snapshot"),
        Column("because", pl.String, "which row of the table in docs/notes.md gave the state", "not a snapshot"),
        Column("snapshot_by", pl.String, "how the day of the snapshot in observed_at was known: flag, path, newest_row", "not a snapshot"),
        Column("source", pl.String, "the file"),
    )),
    "note_requests": Table("one post for which readers requested a note, in one snapshot; a request is no note", (
        POST,
        Column("eligible_at", TIME, "when it came into the feed of requests", "never, or the file does not say"),
        Column("requested_at", TIME, "the first request", "the file does not say (since 2026)"),
        Column("n_requests", pl.Int64, "requests", "the file does not say (since 2026)"),
        Column("n_source_links", pl.Int64, "links to sources that came with the requests", "the file does not say"),
        Column("observed_at", TIME, "day of the snapshot", "not known"),
        Column("snapshot_by", pl.String, "how that day was known: flag, path, newest_row", "not known"),
        Column("source", pl.String, "the file"),
    )),
    "note_files": Table("one table of one public Community Notes file, or one index of them", (
        Column("source", pl.String, "the file"),
        Column("holds", pl.String, "public_notes, public_note_status, public_note_requests or public_notes_index"),
        Column("snapshot_at", TIME, "day of the snapshot", "not known: the file holds no row"),
        Column("snapshot_by", pl.String, "how that day was known: flag, path, newest_row", "not known"),
        Column("newest_at", TIME, "when the newest note in it was written", "it holds no row"),
        Column("covers_until", TIME, "notes on posts written until then would be in it, unless deleted: 48 hours before the snapshot, or its newest note", "no notes file, or not whole: that a post is not named says nothing"),
        Column("n_rows", pl.Int64, "rows in it; of an index, rows of the notes file"),
        Column("n_rejected", pl.Int64, "rows left out: more or fewer cells than the header, or no id"),
        Column("n_kept", pl.Int64, "rows about posts and notes of this archive"),
        Column("whole", pl.Boolean, "whether it was read to its end"),
    )),
    "sources": Table("one file, or one member of a container", (
        Column("source", pl.String, "name as given, member after '!'"),
        Column("sha256", pl.String, "checksum of the bytes as read from disk", "read from a pipe, a member of a container, or a public Community Notes file"),
        Column("bytes", pl.Int64, "size after unpacking"),
        Column("dialect", pl.String, "the dialect it was read as; of a public Community Notes file, which it is", "not read"),
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
