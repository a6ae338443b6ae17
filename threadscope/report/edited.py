"""The table of what an editor set -> the section that lists each override, what it is about, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.formats import number, person
from threadscope.report.people import PARTS
from threadscope.settings import Settings

__all__ = ["PYTHON", "Edit", "Edited", "edited"]

#: How the same page is made in Python, where an editor's hand is in it.
PYTHON: Final = "threadscope.case.Case.read(CASE).thread().report(FOLDER)"
_KINDS: Final = {
    "title": "Title",
    "claim": "The claim",
    "camps": "Names of the two sides",
    "role": "Part of a person",
    "stance": "What a post says of the claim",
    "left_out_person": "A person left out",
    "left_out_post": "A post left out",
}
_STANCES: Final = {
    "support": "supports it",
    "deny": "denies it",
    "query": "asks about it",
    "comment": "only comments",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One override: what kind of thing, about whom, the post to open ("" for none), what was set, and why."""

    what: str
    about: str
    post_id: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edited:
    """All of them, and how many posts they take away."""

    edits: tuple[Edit, ...]
    n_posts: int


def edited(
    edits: pl.DataFrame | None,
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    settings: Settings,
) -> Edited | None:
    """Return what the editor set, in the order of the file; None where nothing is.

    Parameters
    ----------
    edits
        Table of that name.
    posts, ghosts, people
        They say whose posts and parts it is about, and what can be opened.
    settings
        What was set and then chosen otherwise is left out.
    """
    if edits is None or not edits.height:
        return None
    authors = posts.select("post_id", wrote="handle")
    drawn = pl.concat([posts["post_id"], ghosts["post_id"]]).implode()
    told = (
        edits.join(authors, on="post_id", how="left", maintain_order="left")
        .join(people.select("author_id", "handle"), on="author_id", how="left", maintain_order="left")
        .with_columns(is_drawn=pl.col("post_id").is_in(drawn).fill_null(value=False))
    )
    rows = told.filter(
        ~((pl.col("kind") == "claim") & (pl.col("post_id") != pl.lit(settings.claim, pl.String)))
    )
    return Edited(
        tuple(_edit(row) for row in rows.sort("number").iter_rows(named=True)), int(edits["n_posts"].sum())
    )


def _edit(row: dict[str, Any]) -> Edit:
    kind = row["kind"]
    about = ""
    if kind in {"claim", "stance"}:
        about = f"post {row['post_id']} by {person(row['wrote'])}"
    elif kind == "role":
        about = person(row["handle"]) if row["handle"] else row["author_id"]
    elif kind == "left_out_post":
        about = f"post {row['post_id']}"
    linked = row["post_id"] if row["is_drawn"] else ""
    return Edit(_KINDS.get(kind, kind), about, linked, _value(row), row["reason"] or "")


def _value(row: dict[str, Any]) -> str:
    value = row["value"] or ""
    if row["kind"] == "role":
        return PARTS.get(value, value) or "none"
    if row["kind"] == "stance":
        return _STANCES.get(value, value)
    if row["kind"].startswith("left_out"):
        return f"{number(row['n_posts'])} {'post' if row['n_posts'] == 1 else 'posts'} gone"
    return "this post" if row["kind"] == "claim" else value
