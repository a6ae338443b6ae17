"""Headline, summary, facts, turning points and the list of findings: only what `findings` says, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl

from threadscope.report.cards import Card
from threadscope.report.formats import NOTHING, Clock, number, share, within

__all__ = [
    "HEADINGS",
    "Fact",
    "Group",
    "Sentence",
    "facts",
    "groups",
    "headline",
    "marks",
    "sentences",
    "summary",
    "turning_points",
]

#: The summary, in this order: of each line the first finding, of the kind that says most.
_SUMMARY: Final = (
    ("who_started", "first_post"),
    ("first_denial", "denial", "explicit_denial"),
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
    "questions": "Who said what",
    "camps": "Who stands where",
    "camps_open": "Who stands where",
    "says_side": "Who stands where",
    "first_hostile": "Hostile words",
    "ignition": "Hostile words",
    "pile_on": "Hostile words",
    "most_answered": "Who was answered, who wrote most",
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
    "tone": "Tone",
    "tone_disputed": "Tone",
    "missing": "What is missing",
}
_FIRST: Final = 6
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
#: Fewer posts have no pace worth a number.
_PACED: Final = 4


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


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the six, and what it counts."""

    value: str
    says: str


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


def groups(said: list[Sentence]) -> list[Group]:
    """Return all findings but headline and turning points, under their headings."""
    found: dict[str, list[Sentence]] = {}
    for sentence in said:
        if sentence.kind != "headline" and not sentence.label:
            heading = HEADINGS[sentence.kind]
            found.setdefault(heading, []).append(sentence)
    return [Group(heading, tuple(rest[:_FIRST]), tuple(rest[_FIRST:])) for heading, rest in found.items()]


def facts(
    threads: pl.DataFrame,
    tempo: pl.DataFrame,
    completeness: pl.DataFrame,
    stance: pl.DataFrame,
    note_coverage: pl.DataFrame,
) -> list[Fact]:
    """Return the six numbers below the summary, each read from its table."""
    thread = threads.row(0, named=True)
    denying = (pl.col("toward_claim") == "deny") | (pl.col("toward_parent") == "disagree")
    denials = stance.filter(denying & pl.col("span").is_not_null()).height
    noted = int(note_coverage["n_noted"].sum())
    return [
        Fact(number(thread["n_posts"]), "post archived" if thread["n_posts"] == 1 else "posts archived"),
        Fact(number(thread["n_people"]), "person" if thread["n_people"] == 1 else "people"),
        _pace(thread["n_posts"], tempo),
        _coverage(completeness),
        Fact(number(denials), f"outright {'denial' if denials == 1 else 'denials'} that can be quoted"),
        Fact(number(noted), f"{'post' if noted == 1 else 'posts'} with a sign of a Community Note"),
    ]


def _pace(n_posts: int, tempo: pl.DataFrame) -> Fact:
    half = tempo.select(half=pl.col("at_50") - pl.col("started_at"))["half"].to_list()
    if n_posts < _PACED or not half or half[0] is None:
        return Fact(NOTHING, "of pace: too few posts, or no times known")
    return Fact(within(half[0]), "within which half of the posts were written")


def _coverage(completeness: pl.DataFrame) -> Fact:
    for row in completeness.iter_rows(named=True):
        if row["coverage"] is not None:
            counted, archived = number(row["replies_counted"]), number(row["replies_archived"])
            return Fact(share(row["coverage"]), f"of replies archived: {archived} of {counted} that X counts")
    return Fact(NOTHING, "of replies archived: the export carries no reply counts")
