"""The table of participants: what each wrote and drew, and the parts that rules found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.cards import names_of
from threadscope.report.formats import Clock, number, person
from threadscope.report.story import Sentence

__all__ = ["MOST_PEOPLE", "Participant", "participants_shown"]

#: Rows of the table at most.
MOST_PEOPLE: Final = 20


@dataclass(frozen=True, slots=True)
class Participant:
    """One row: numbers come with the value that the browser sorts by."""

    handle: str
    name: str
    roles: tuple[str, ...]
    found: tuple[Sentence, ...]
    posts: tuple[str, int]
    answers: tuple[str, int]
    repliers: tuple[str, int]
    likes: tuple[str, int]
    first: tuple[str, int]


def participants_shown(
    participants: pl.DataFrame,
    people: pl.DataFrame,
    roles: pl.DataFrame,
    findings: pl.DataFrame,
    said: list[Sentence],
    clock: Clock,
) -> list[Participant]:
    """Return who stands in the table: people with a part first, then those who drew most answers."""
    placed = roles.filter(pl.col("role") != "undetermined").sort("weight", "role", descending=[True, False])
    parts = placed.group_by("author_id", maintain_order=True).agg(pl.col("role").unique(maintain_order=True))
    shown = (
        participants.join(parts, on="author_id", how="left")
        .sort(pl.col("role").is_null(), -pl.col("n_answers"), -pl.col("n_posts"), "author_id")
        .head(MOST_PEOPLE)
        .sort(-pl.col("n_answers"), -pl.col("n_posts"), "author_id")
    )
    found = _role_findings(findings, said)
    names = names_of(people.filter(pl.col("author_id").is_in(shown["author_id"].implode())))
    return [_participant(row, names, found, clock) for row in shown.iter_rows(named=True)]


def _role_findings(findings: pl.DataFrame, said: list[Sentence]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    about = findings.with_row_index("place").filter(
        (pl.col("kind") == "role") & pl.col("subject").is_not_null()
    )
    for place, subject in about.select("place", "subject").iter_rows():
        found.setdefault(subject, []).append(said[place])
    return found


def _participant(
    row: dict[str, Any], names: dict[str, str], found: dict[str, list[Sentence]], clock: Clock
) -> Participant:
    first = row["first_at"]
    return Participant(
        handle=person(row["handle"]),
        name=names.get(row["author_id"], ""),
        roles=tuple(row["role"] or ()),
        found=tuple(found.get(row["author_id"], ())),
        posts=_sortable(row["n_posts"]),
        answers=_sortable(row["n_answers"]),
        repliers=_sortable(row["n_repliers"]),
        likes=_sortable(row["n_likes"]),
        first=(clock(first), -1 if first is None else int(first.timestamp())),
    )


def _sortable(value: int | None) -> tuple[str, int]:
    return number(value), -1 if value is None else value
