"""Community Notes: what the evidence in the archive says about each post, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from threadscope.report.cards import Card
from threadscope.report.conversation import NOTE_STATES
from threadscope.report.formats import NOTHING, Clock, number, span

__all__ = ["Noted", "NotesSection", "noted_ids", "notes_section"]


@dataclass(frozen=True, slots=True)
class Noted:
    """One post with evidence of a note."""

    card: Card
    state: str
    text: str
    written: str
    age: str
    before: str
    observed: str
    evidence: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class NotesSection:
    """The posts with evidence, and the sentence that says how far the evidence reaches."""

    noted: tuple[Noted, ...]
    coverage: str


def noted_ids(note_states: pl.DataFrame) -> list[str]:
    """Return the posts about which some evidence of a note exists."""
    return note_states.filter(pl.col("state") != "none_reported_at_capture")["post_id"].to_list()


def notes_section(
    notes: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    cards: dict[str, Card],
    clock: Clock,
) -> NotesSection:
    """Return the section; posts whose export only reports that there is no note are counted, not listed."""
    kinds = dict(
        notes.sort("evidence_kind")
        .group_by("post_id")
        .agg(pl.col("evidence_kind").unique(maintain_order=True).str.join(" and "))
        .iter_rows()
    )
    rows = note_states.filter(pl.col("state") != "none_reported_at_capture")
    noted = tuple(
        Noted(
            card=cards[row["post_id"]],
            state=NOTE_STATES.get(row["state"], row["state"]),
            text=row["text"] or "",
            written=clock(row["written_at"]) if row["written_at"] else "",
            age=span(row["age_s"]) if row["age_s"] is not None else "",
            before="" if row["n_before"] is None else number(row["n_before"]),
            observed=clock(row["observed_at"]) if row["observed_at"] else "",
            evidence=kinds.get(row["post_id"], ""),
            conflict=bool(row["conflict"]),
        )
        for row in rows.iter_rows(named=True)
        if row["post_id"] in cards
    )
    reported = note_states.height - rows.height
    return NotesSection(noted, _coverage(notes, completeness, clock, found=len(noted), reported=reported))


def _coverage(
    notes: pl.DataFrame, completeness: pl.DataFrame, clock: Clock, *, found: int, reported: int
) -> str:
    """Say how far the evidence reaches: a capture shows one moment and what its reader was shown."""
    captured = _captured(completeness, clock)
    snapshot = "snapshot" in notes["evidence_kind"]
    loaded = "" if snapshot else "; no Community Notes snapshot loaded"
    said = (
        f" For {number(reported)} {'post' if reported == 1 else 'posts'} the export itself reports no note."
        if reported
        else ""
    )
    if not found:
        return f"No note in this data ({captured}{loaded}).{said}"
    limit = (
        ""
        if snapshot
        else " The capture shows a moment: when a note began or ceased to be shown is not known from it."
    )
    return f"Known from the capture alone ({captured}{loaded}).{limit}{said}"


def _captured(completeness: pl.DataFrame, clock: Clock) -> str:
    for row in completeness.iter_rows(named=True):
        first, last = clock(row["captured_from"]), clock(row["captured_to"])
        if first != NOTHING:
            return f"captured {first}" if first == last else f"captured {first} to {last}"
    return "time of capture not known"
