"""Findings -> headline, summary, turning points, and all the others by section of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl

from threadscope.report.cards import Card
from threadscope.report.formats import Clock

__all__ = [
    "FINDINGS_SECTION",
    "HEADINGS",
    "SECTIONS",
    "Group",
    "Sentence",
    "groups",
    "headline",
    "marks",
    "sentences",
    "summary",
    "turning_points",
]

#: The summary, in this order: of each line the first finding, of the kind that says most. Where nobody denies, what
#: the crowd talks of or liked tells what the claim was met with.
_SUMMARY: Final = (
    ("who_started", "first_post"),
    ("goes_big",),
    ("first_denial", "denial", "explicit_denial", "words_shared", "most_liked"),
    ("takes_back",),
    ("most_answered",),
    ("longest_exchange",),
    ("note_on_record", "note_removed", "note_captured", "note_never_shown"),
    ("missing",),
)
#: kind -> the heading it stands under, in the page.
HEADINGS: Final = {
    "extent": "Size and pace",
    "phase": "How it went, phase by phase",
    "pace_change": "Size and pace",
    "contested_term": "Who said what",
    "tree_shape": "Size and pace",
    "who_started": "Who said what",
    "claim_repeated": "Who said what",
    "claim_repeated_by_many": "Who said what",
    "explicit_denial": "Who said what",
    "most_liked": "Who said what",
    "takes_back": "Who said what",
    "questions": "Who said what",
    "words_shared": "Who said what",
    "camps": "Who stands where",
    "camps_open": "Who stands where",
    "says_side": "Who stands where",
    "first_hostile": "Hostile words",
    "ignition": "Hostile words",
    "pile_on": "Hostile words",
    "most_answered": "Who was answered, who wrote most",
    "answers_between": "Who was answered, who wrote most",
    "people_answered": "Who was answered, who wrote most",
    "branches_grown": "Size and pace",
    "most_prolific": "Who was answered, who wrote most",
    "longest_exchange": "Who was answered, who wrote most",
    "role": "Parts people played",
    "met_again": "Met again in other threads",
    "note_captured": "Community Notes",
    "note_on_record": "Community Notes",
    "note_removed": "Community Notes",
    "note_never_shown": "Community Notes",
    "note_elsewhere": "Community Notes",
    "note_conflict": "Community Notes",
    "note_rates": "Community Notes",
    "note_mentions": "Community Notes",
    "note_coverage": "Community Notes",
    "seen_gone": "What changed between captures",
    "seen_edited": "What changed between captures",
    "seen_again": "What changed between captures",
    "tone": "Tone",
    "tone_disputed": "Tone",
    "missing": "What is missing",
}
#: heading -> the section of the page that tells it; all others stand under `FINDINGS_SECTION`.
SECTIONS: Final = {
    "Size and pace": "unfolding",
    "How it went, phase by phase": "storyboard",
    "Who was answered, who wrote most": "people",
    "Parts people played": "people",
    "Met again in other threads": "people",
    "Who stands where": "camps",
    "What changed between captures": "changed",
    "Tone": "tone",
    "Community Notes": "notes",
    "What is missing": "limits",
}
FINDINGS_SECTION: Final = "findings"
_FIRST: Final = 6
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One finding with the posts it rests on."""

    finding_id: str
    kind: str
    label: str
    wording: str
    at: str
    posts: tuple[Card, ...]
    absent: tuple[str, ...]
    n_evidence: int
    rule: str
    confidence: float
    set_by: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading; the first few are shown at once."""

    heading: str
    shown: tuple[Sentence, ...]
    folded: tuple[Sentence, ...]


def sentences(
    findings: pl.DataFrame, cards: Mapping[str, Card], clock: Clock, elsewhere: Mapping[str, str]
) -> list[Sentence]:
    """Return all findings in their order, each with the posts that can be shown for it.

    Parameters
    ----------
    findings
        The table.
    cards
        Posts of this thread by id.
    clock
        Writes times.
    elsewhere
        What is told of posts in other threads, by id.
    """
    return [_sentence(row, cards, clock, elsewhere) for row in findings.iter_rows(named=True)]


def _sentence(
    row: dict[str, Any], cards: Mapping[str, Card], clock: Clock, elsewhere: Mapping[str, str]
) -> Sentence:
    evidence = row["evidence"] or []
    return Sentence(
        finding_id=row["finding_id"],
        kind=row["kind"],
        label=row["label"] or "",
        wording=row["wording"],
        at=clock(row["at"]),
        posts=tuple(cards[post_id] for post_id in evidence if post_id in cards),
        absent=tuple(
            elsewhere.get(post_id, f"Post {post_id} is not part of this thread’s archive.")
            for post_id in evidence
            if post_id not in cards
        ),
        n_evidence=row["n_evidence"],
        rule=row["rule"],
        confidence=row["confidence"],
        set_by=row["set_by"],
    )


def headline(said: list[Sentence]) -> Sentence | None:
    """Return the finding that titles the report; None for a thread about which nothing can be said."""
    return next((sentence for sentence in said if sentence.kind == "headline"), None)


def summary(said: list[Sentence]) -> list[Sentence]:
    """Return the few sentences that stand below the headline."""
    firsts = (
        next((sentence for kind in kinds for sentence in said if sentence.kind == kind), None)
        for kinds in _SUMMARY
    )
    return [sentence for sentence in firsts if sentence]


def turning_points(findings: pl.DataFrame, said: list[Sentence]) -> list[Sentence]:
    """Return the labelled findings in order of time: the numbers 1..n of chart and list.

    Of two at the same moment the one nearer to the root comes first, as in the chart.
    """
    order = sorted(
        (at is None, at or _LONG_AGO, turn.posts[0].depth if turn.posts else 0, turn.finding_id, place)
        for place, (turn, at) in enumerate(zip(said, findings["at"], strict=True))
        if turn.label
    )
    return [said[place] for *_, place in order]


def marks(turns: list[Sentence]) -> dict[str, str]:
    """Return post id -> "number label" of the turning points, the first of a post."""
    found: dict[str, str] = {}
    for place, turn in enumerate(turns, start=1):
        for post in turn.posts[:1]:
            found.setdefault(post.post_id, f"{place} {turn.label}")
    return found


def groups(said: list[Sentence], elsewhere: Collection[str] = ()) -> dict[str, list[Group]]:
    """Return all findings but headline and turning points: by section of the page, under their headings.

    Parameters
    ----------
    said
        All findings.
    elsewhere
        Ids of those that the page tells in a place of their own, with their posts: no sentence stands twice.
    """
    found: dict[str, list[Sentence]] = {}
    for sentence in said:
        if sentence.kind != "headline" and not sentence.label and sentence.finding_id not in elsewhere:
            heading = HEADINGS[sentence.kind]
            found.setdefault(heading, []).append(sentence)
    placed: dict[str, list[Group]] = {
        section: [] for section in (*dict.fromkeys(SECTIONS.values()), FINDINGS_SECTION)
    }
    for heading, rest in found.items():
        section = SECTIONS.get(heading, FINDINGS_SECTION)
        placed[section].append(Group(heading, tuple(rest[:_FIRST]), tuple(rest[_FIRST:])))
    return placed
