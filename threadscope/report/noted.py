"""Community Notes: what each kind of evidence says of each note, side by side, and what none of it can say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

import polars as pl

from threadscope.report.cards import Card
from threadscope.report.formats import Clock, day, number, share, span
from threadscope.report.story import Sentence
from threadscope.schema.note_states import NOTE_STATES, note_state

__all__ = ["NoteFile", "Noted", "NotesSection", "noted_ids", "notes_section"]

#: Posts that are written out; the conversation has them all.
_MOST: Final = 25
#: What somebody links to or says is hearsay: counted among the mentions, and no note.
_HEARSAY: Final = "text_hint"
#: Findings that are told beside the post they are about, and those about the whole thread.
_OF_POST: Final = ("note_conflict", "note_rates", "note_elsewhere")
_REACH: Final = "note_coverage"
_HOLDS: Final = {
    "public_notes": "notes",
    "public_note_status": "how notes are rated",
    "public_note_requests": "requests for notes",
    "public_notes_index": "an index of all three",
}
_KNOWN_BY: Final = {"flag": "as given", "path": "from its path", "newest_row": "that of its newest row"}
_CLASSES: Final = {"misleading": "calls the post misleading", "not_misleading": "says that no note is needed"}
_ADDRESS: Final = re.compile(r"https?://\S+|\S+…")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """One time in the life of a note: what, when, how exact, how long after the post, what was written by then."""

    says: str
    at: str
    bound: str
    after: str
    shares: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """One note on one post.

    Attributes
    ----------
    badge, was_shown
        Its state in a few words, and whether readers saw it at some time.
    told
        What each kind of evidence says, and which it is.
    traits
        What its writer says of the post, and what kind of note it is.
    texts
        Where its words are from ("" where there is one text only), and the words.
    moments
        What is known of its times, oldest first.
    totals
        Replies to the post, posts below it and posts of the thread that the shares are of.
    """

    badge: str
    was_shown: bool
    told: tuple[tuple[str, str], ...]
    traits: str
    texts: tuple[tuple[str, str], ...]
    moments: tuple[Moment, ...]
    totals: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Noted:
    """One post with its notes, and the findings about them that are not about one note alone."""

    card: Card
    notes: tuple[Note, ...]
    said: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class NoteFile:
    """One public Community Notes file: what it holds, its day, and how many rows were read, kept and rejected."""

    source: str
    holds: str
    day: str
    rows: str
    kept: str
    rejected: str


@dataclass(frozen=True, slots=True)
class NotesSection:
    """The noted posts, how far the evidence reaches, the files, and what is usual elsewhere."""

    noted: tuple[Noted, ...]
    more: str
    reach: str
    counts: tuple[tuple[str, str], ...]
    files: tuple[NoteFile, ...]
    context: tuple[tuple[str, str, str], ...]


def noted_ids(note_timeline: pl.DataFrame) -> list[str]:
    """Return the posts about which some evidence of a note exists, those whose notes say most first."""
    rank = pl.col("state").replace_strict(
        {name: place for place, name in enumerate(NOTE_STATES)},
        default=len(NOTE_STATES),
        return_dtype=pl.Int64,
    )
    posts = (
        note_timeline.filter(pl.col("evidence_kind") != _HEARSAY)
        .group_by("post_id")
        .agg(rank=rank.min(), n_replies=pl.col("n_replies").max())
        .sort("rank", pl.col("n_replies"), "post_id", descending=[False, True, False])
    )
    return posts["post_id"].to_list()


def notes_section(
    note_timeline: pl.DataFrame,
    note_coverage: pl.DataFrame,
    note_files: pl.DataFrame,
    note_context: pl.DataFrame,
    said: Sequence[Sentence],
    cards: dict[str, Card],
    clock: Clock,
) -> NotesSection:
    """Return the section.

    Parameters
    ----------
    note_timeline, note_coverage, note_files, note_context
        The tables of these names, only this thread.
    said
        All findings; those about notes are told here too.
    cards
        Posts and ghosts by id.
    clock
        The writer of times.
    """
    every = [post_id for post_id in noted_ids(note_timeline) if post_id in cards]
    kept = every[:_MOST]
    rows: dict[str, list[Row]] = {post_id: [] for post_id in kept}
    for row in note_timeline.filter(pl.col("evidence_kind") != _HEARSAY).iter_rows(named=True):
        if row["post_id"] in rows:
            rows[row["post_id"]].append(row)
    told = [sentence for sentence in said if sentence.kind in _OF_POST]
    reach = next((sentence.wording for sentence in said if sentence.kind == _REACH), "No note in this data.")
    return NotesSection(
        noted=tuple(
            Noted(
                cards[post_id],
                tuple(_notes(rows[post_id], clock)),
                tuple(found for found in told if found.posts and found.posts[0].post_id == post_id),
            )
            for post_id in kept
        ),
        more=number(len(every) - len(kept)) if len(every) > len(kept) else "",
        reach=reach,
        counts=tuple(_counts(note_coverage)),
        files=tuple(_file(row) for row in note_files.sort("snapshot_at", "source").iter_rows(named=True)),
        context=tuple(_context(note_context)),
    )


def _key(row: Row) -> str:
    return row["note_id"] or row["text"] or ""


def _notes(rows: list[Row], clock: Clock) -> Iterator[Note]:
    """Yield the notes on one post; a flag names none and stands alone only where nothing else is known."""
    named = sorted([row for row in rows if _key(row)] or rows, key=_key)
    ranks = {name: place for place, name in enumerate(NOTE_STATES)}

    def place(group: list[Row]) -> tuple[int, float, str]:
        written = [row["written_at"].timestamp() for row in group if row["written_at"] is not None]
        rank = min(ranks.get(row["state"], len(ranks)) for row in group)
        return rank, min(written, default=math.inf), _key(group[0])

    for group in sorted((list(group) for _, group in groupby(named, _key)), key=place):
        yield _note(group, clock)


def _note(rows: list[Row], clock: Clock) -> Note:
    rows.sort(key=lambda row: row["evidence_kind"] != "snapshot")
    state = note_state(*(row["state"] for row in rows)) or NOTE_STATES["unknown"]
    totals = tuple(number(rows[0][name]) for name in ("n_replies", "n_below", "n_thread"))
    return Note(
        badge=state.badge,
        was_shown=any(NOTE_STATES[row["state"]].was_shown for row in rows if row["state"] in NOTE_STATES),
        told=tuple((_state_words(row), _source(row, clock)) for row in rows),
        traits="; ".join(_traits(rows)),
        texts=tuple(_texts(rows)),
        moments=tuple(_moments(rows, clock)),
        totals=(totals[0], totals[1], totals[2]),
    )


def _state_words(row: Row) -> str:
    """Return what one kind of evidence says; where it said other things before, these too."""
    if row["evidence_kind"] == "own_archive":
        return "written; whether it was shown is not said"
    words = [NOTE_STATES[name].words for name in row["states"] or [row["state"]] if name in NOTE_STATES]
    if not words:
        return NOTE_STATES["unknown"].words
    return words[-1] + (f" (before: {', then '.join(words[:-1])})" if len(words) > 1 else "")


def _source(row: Row, clock: Clock) -> str:
    """Return which evidence it is, and of when."""
    kind, first, last = row["evidence_kind"], row["first_observed_at"], row["observed_at"]
    if kind == "snapshot":
        guessed = ", the day of their newest row" if row["snapshot_by"] == "newest_row" else ""
        return f"public notes files of {day(last)}{guessed}"
    name = {
        "pivot": "delivered with the post",
        "flag": "flag beside the post",
        "payload": "X’s list of notes",
        "own_archive": "account archive",
    }.get(kind, kind)
    if last is None:
        return f"{name}, time of capture not known"
    return f"{name}, captured {clock(last)}" + (
        f", first {clock(first)}" if clock(first) != clock(last) else ""
    )


def _first(rows: Sequence[Row], column: str) -> Any:
    return next((row[column] for row in rows if row[column] is not None), None)


def _traits(rows: Sequence[Row]) -> Iterator[str]:
    if words := _CLASSES.get(_first(rows, "classification")):
        yield words
    if elsewhere := _first(rows, "written_on_id"):
        yield f"about a picture, video or link, written on another post ({elsewhere})"
    elif _first(rows, "is_media_note"):
        yield "about a picture, video or link: X may show it on other posts with the same"
    if _first(rows, "is_collaborative"):
        yield "drafted by a program and revised: older texts are not kept"


def _texts(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the words of the note: once where all evidence has the same, else by kind of evidence."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row["text"]:
            # X shortens addresses and turns line breaks into spaces, each in its own way.
            same = " ".join(_ADDRESS.sub("", row["text"]).split())
            source = "in the public files" if row["evidence_kind"] == "snapshot" else "as captured"
            found.setdefault(same, (source, row["text"]))
    for source, text in found.values():
        yield source if len(found) > 1 else "", text


def _moments(rows: Sequence[Row], clock: Clock) -> Iterator[Moment]:
    """Yield what is known of the times, oldest first."""
    snapshot = [row for row in rows if row["evidence_kind"] != "pivot"]
    pivot = [row for row in rows if row["evidence_kind"] == "pivot"]
    written = next((row for row in rows if row["written_at"] is not None), None)
    found: list[tuple[datetime, Moment]] = []

    def add(row: Row, column: str, says: str, bound: str, hours: float | None, event: str = "") -> None:
        moment = row[column]
        after = "" if hours is None else f"{span(abs(hours) * 3600)} {'after' if hours >= 0 else 'before'}"
        found.append((moment, Moment(says, clock(moment), bound, after, _shares(row, event))))

    if written is not None:
        exact = written["written_precision"] == "exact"
        bound = "exact: its id holds the time" if exact else "as the export says"
        add(written, "written_at", "written", bound, written["hours_to_written"], "written")
    run = "a scoring run; display follows soon after"
    for row in snapshot:
        if row["rated_helpful_at"] is not None:
            add(row, "rated_helpful_at", "first rated helpful", run, row["hours_to_helpful"], "helpful")
        if row["shown_until"] is not None:
            add(
                row,
                "shown_until",
                "no longer rated helpful",
                "a scoring run, at the latest",
                row["hours_to_removed"],
            )
    for row in pivot:
        for column, says in (
            ("unseen_before", "a capture did not have it"),
            ("seen_shown_from", "a capture showed it"),
            ("seen_shown_to", "a capture showed it"),
            ("unseen_after", "a capture no longer had it"),
        ):
            if row[column] is not None and not (
                column == "seen_shown_to" and clock(row[column]) == clock(row["seen_shown_from"])
            ):
                add(row, column, says, "time of capture", None)
    yield from (moment for _, moment in sorted(found, key=lambda pair: pair[0]))


def _shares(row: Row, event: str) -> tuple[str, str, str]:
    if not event:
        return ("", "", "")
    told = []
    for scope in ("replies", "below", "thread"):
        before = row[f"{scope}_at_{event}"]
        part = share(row[f"{scope}_share_at_{event}"])
        told.append("" if before is None or not row[f"n_{scope}"] else f"{number(before)} ({part})")
    return (told[0], told[1], told[2])


def _counts(coverage: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield how many posts the evidence reaches, as words and numbers."""
    for row in coverage.iter_rows(named=True):
        yield "Posts of which a capture says something of notes", number(row["n_told"])
        yield "… and only that none was reported to it", number(row["n_none_reported"])
        if row["n_snapshots"]:
            yield "Posts that the public files name", number(row["n_in_snapshot"])
            yield "… old enough for them, and not named", number(row["n_not_in_snapshot"])
            yield "… too young for them", number(row["n_outside_snapshot"])
        yield "Posts of which nothing is known", number(row["n_unknown"])
        if row["n_requested"]:
            yield (
                "Posts for which readers requested a note (a request is no note)",
                number(row["n_requested"]),
            )


def _file(row: Row) -> NoteFile:
    known = _KNOWN_BY.get(row["snapshot_by"] or "", "")
    return NoteFile(
        source=row["source"],
        holds=f"{_HOLDS.get(row['holds'], row['holds'])}{'' if row['whole'] else ', not whole'}",
        day=f"{day(row['snapshot_at'])}{f', {known}' if known else ''}"
        if row["snapshot_at"]
        else "not known",
        rows=number(row["n_rows"]),
        kept=number(row["n_kept"]),
        rejected=number(row["n_rejected"]),
    )


def _context(context: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield what is usual, who says so, and where."""
    for row in context.iter_rows(named=True):
        of = f", from {number(row['n'])} {row['of']}" if row["n"] is not None and row["of"] else ""
        yield row["says"], f"{row['source']}{of}", row["address"]
