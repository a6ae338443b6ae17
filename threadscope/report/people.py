"""The table of participants: what each wrote and drew, and the parts that rules found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.cards import names_of
from threadscope.report.formats import Clock, number, person
from threadscope.report.story import Sentence

__all__ = ["MOST_PEOPLE", "PARTS", "Participant", "participants_shown"]

#: What the parts are called: by what somebody does, never by what somebody would be.
PARTS: Final = {
    "originator": "opens the thread",
    "claimant": "makes the claim",
    "denier": "denies",
    "side_taker": "takes a side",
    "clarifier": "brings a distinction or source",
    "questioner": "asks",
    "duelist": "answers back and forth",
    "amplifier": "brings people in",
    "target": "drew most answers",
    "instigator": "hostile words that others answered in kind",
    "accuser": "calls somebody a liar",
    "peacemaker": "asks for calm",
    "commentator": "comments",
    "bystander": "comments once",
}
#: Rules with a name of their own.
_BY_RULE: Final = {
    "says_it_again": "repeats the claim",
    "carries_the_claim_far": "repeats the claim, to many",
}
#: The rule of parts that an editor set and no rule found.
_EDITOR: Final = "editor"
#: Parts that say no more than that somebody wrote.
_PLAIN: Final = ("commentator", "bystander", "undetermined")
#: Findings that tell what one person does, in the order of the table.
_TOLD: Final = ("who_started", "claim_repeated", "explicit_denial", "takes_back", "role")
_MOST_TOLD: Final = 4
#: Rows of the table at most.
MOST_PEOPLE: Final = 20
_CITED: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part, as what somebody does, and the posts that a rule found it in: the first few, and how many there are."""

    says: str
    posts: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One row: numbers come with the value that the browser sorts by."""

    anchor: str
    handle: str
    name: str
    parts: tuple[Part, ...]
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
    """Return who stands in the table: who has a part beyond commenting, drew an answer or wrote twice; most answered first."""
    parts = (
        roles.filter(pl.col("role") != "undetermined")
        .sort("weight", "role", descending=[True, False])
        .group_by("author_id", maintain_order=True)
        .agg(
            pl.struct("role", "rule", "evidence", "n_evidence").alias("parts"),
            plays=~pl.col("role").is_in(_PLAIN).all(),
        )
    )
    plays = pl.col("plays").fill_null(value=False)
    shown = (
        participants.join(parts, on="author_id", how="left")
        .filter(plays | (pl.col("n_answers") > 0) | (pl.col("n_posts") > 1))
        .sort(~plays, -pl.col("n_answers"), -pl.col("n_posts"), "author_id")
        .head(MOST_PEOPLE)
        .sort(-pl.col("n_answers"), -pl.col("n_posts"), "author_id")
    )
    found = _role_findings(findings, said)
    names = names_of(people.filter(pl.col("author_id").is_in(shown["author_id"].implode())))
    handles = shown["handle"].to_list()
    return [
        _participant(
            row,
            # a handle can be read in an address; one that two rows share would lead to the first of them only
            row["handle"] if row["handle"] and handles.count(row["handle"]) == 1 else row["author_id"],
            names,
            found,
            clock,
        )
        for row in shown.iter_rows(named=True)
    ]


def _role_findings(findings: pl.DataFrame, said: list[Sentence]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    about = (
        findings.with_row_index("place")
        .filter(pl.col("kind").is_in(_TOLD), pl.col("subject").is_not_null())
        .sort(pl.col("kind").replace_strict({kind: n for n, kind in enumerate(_TOLD)}, default=None), "place")
        .group_by("subject", maintain_order=True)
        .agg(pl.col("place").head(_MOST_TOLD))
    )
    for subject, places in about.iter_rows():
        found[subject] = [said[place] for place in places]
    return found


def _participant(
    row: dict[str, Any],
    anchor: str,
    names: dict[str, str],
    found: dict[str, list[Sentence]],
    clock: Clock,
) -> Participant:
    first = row["first_at"]
    return Participant(
        anchor=anchor,
        handle=person(row["handle"]),
        name=names.get(row["author_id"], ""),
        parts=tuple(_part(part) for part in row["parts"] or ()),
        found=tuple(found.get(row["author_id"], ())),
        posts=_sortable(row["n_posts"]),
        answers=_sortable(row["n_answers"]),
        repliers=_sortable(row["n_repliers"]),
        likes=_sortable(row["n_likes"]),
        first=(clock(first), -1 if first is None else int(first.timestamp())),
    )


def _part(part: dict[str, Any]) -> Part:
    posts = tuple(part["evidence"] or ())[:_CITED]
    more = (part["n_evidence"] or 0) - len(posts)
    says = _BY_RULE.get(part["rule"]) or PARTS.get(part["role"], part["role"])
    says += " (set by the editor)" if part["rule"] == _EDITOR else ""
    return Part(says, posts, number(more) if more > 0 else "")


def _sortable(value: int | None) -> tuple[str, int]:
    return number(value), -1 if value is None else value
