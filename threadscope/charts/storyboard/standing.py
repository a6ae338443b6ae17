"""Tables -> where the thread stands and what is not known: sides, note, last word, completeness."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from threadscope.charts.sides import SIDE_OF_STANCE, UNDETERMINED, Side
from threadscope.charts.source import completeness_of, wording_of
from threadscope.charts.storyboard.cards import handle_of
from threadscope.charts.storyboard.clock import Clock
from threadscope.charts.storyboard.numbers import Standing

__all__ = ["sides_of", "standing_of", "turns_of"]

#: Findings about Community Notes, the one that says most of what readers saw first.
_NOTES = (
    "note_shown", "note_removed", "note_on_record", "note_captured", "note_written", "note_never_shown", "note_elsewhere",
)  # fmt: skip
_UNKNOWN = "Likes carry no times: no phase shows what it did to them."


def turns_of(findings: pl.DataFrame) -> pl.DataFrame:
    """Return the turning points that are posts, by time: post_id, kind, label, subject, at."""
    return (
        findings.filter(
            pl.col("label").is_not_null()
            & (pl.col("evidence").list.len() > 0)
            & ~pl.col("kind").str.starts_with("note")
        )
        .select(
            pl.col("evidence").list.first().alias("post_id"), "kind", "label", "subject", "at", "finding_id"
        )
        .sort("at", "finding_id", nulls_last=True)
    )


def sides_of(
    mine: pl.DataFrame, stance: pl.DataFrame, named: Mapping[str, Side]
) -> tuple[tuple[Side, int], ...]:
    """Return how many posts of the thread are on each side that occurs; what no post says is undetermined."""
    said = stance.select(
        "post_id",
        pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name).alias("side"),
    )
    held = dict(
        mine.select("post_id")
        .join(said.unique("post_id"), on="post_id", how="left")
        .group_by(pl.col("side").fill_null(UNDETERMINED.name))
        .len()
        .iter_rows()
    )
    return tuple((side, int(held[name])) for name, side in named.items() if held.get(name))


def _last(turns: pl.DataFrame, handles: dict[str, str], at: float, clock: Clock) -> str:
    end = f"Last archived post: {clock.when(at)}."
    dated = turns.drop_nulls("at").filter(pl.col("kind") != "peak")
    # That the thread was opened is no last word.
    if dated.is_empty() or dated.row(-1, named=True)["kind"] == "first_post":
        return end
    last = dated.row(-1, named=True)
    who = handle_of(handles, last["subject"] or "")
    return f"Last turning point: {who}, {clock.when(last['at'].timestamp())}. {end}"


def standing_of(
    mine: pl.DataFrame,
    stance: pl.DataFrame,
    findings: pl.DataFrame,
    turns: pl.DataFrame,
    completeness: pl.DataFrame,
    handles: dict[str, str],
    clock: Clock,
    last_at: float,
    named: Mapping[str, Side],
) -> Standing:
    """Say where a thread stands.

    Parameters
    ----------
    mine, stance, findings, completeness
        Rows of the thread in these tables.
    turns
        As ``turns_of`` returns them.
    handles
        author_id -> handle.
    clock
        How moments are told.
    last_at
        Time of the last post, seconds since 1970.
    named
        How the sides are called.
    """
    told = next((wording for kind in _NOTES if (wording := wording_of(findings, kind)[0])), "")
    _, complete = completeness_of(completeness)
    row = completeness.row(0, named=True) if completeness.height else {}
    known = row.get("coverage") is not None
    return Standing(
        sides=sides_of(mine, stance, named),
        note=told or wording_of(findings, "note_coverage")[0],
        noted=bool(told),
        last=_last(turns, handles, last_at, clock),
        completeness=complete,
        archived=row["replies_archived"] if known else None,
        counted=row["replies_counted"] if known else None,
        unknown=_UNKNOWN,
    )
