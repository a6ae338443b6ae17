"""The turning points of the unfolding chart, the arrows between them, and the Community Notes."""

from __future__ import annotations

import polars as pl

from threadscope.charts.note_times import Moment
from threadscope.charts.one_thread import rows_of
from threadscope.charts.time_scale import TimeScale
from threadscope.charts.unfolding.numbers import Arrow, Dot, Lane, NoteLine, Turn
from threadscope.charts.words import at_handle, quoted

__all__ = ["arrows_of", "is_note", "note_lines", "turning_findings", "turns_of"]

_MOST_ARROWS = 10
_KEPT_LAST = "Answers back"
#: A peak is a moment of the crowd: its post drew nothing that an arrow could lead from or to.
_PEAK = "Peak"


def is_note(kind: str) -> bool:
    """Return whether a finding of this kind tells of a Community Note rather than of a post."""
    return kind.startswith("note")


def turning_findings(findings: pl.DataFrame, rows: pl.DataFrame, thread_id: str, most: int) -> pl.DataFrame:
    """Return the findings that are turning points, by time, at most so many.

    Where there are too many, notes stay, then the posts with most below them; mere answers back go first. Each
    keeps its ``number`` among all, so that one number means one moment in every picture and list.
    """
    below = rows.select(pl.col("post_id").alias("first"), "n_below", "depth")
    found = (
        rows_of(findings, thread_id)
        .filter(pl.col("label").is_not_null() & (pl.col("evidence").list.len() > 0))
        .with_columns(pl.col("evidence").list.first().alias("first"))
        .join(below, on="first", how="inner")
        .sort(["at", "depth", "finding_id"], nulls_last=True)
        .with_row_index("number", offset=1)
    )
    weights = (
        pl.col("kind").str.starts_with("note"),
        pl.col("label") != _KEPT_LAST,
        pl.col("n_below"),
    )
    kept = found.sort([*weights, "finding_id"], descending=[True, True, True, False]).head(most)
    return kept.sort("number")


def _who(row: dict[str, object], post: dict[str, object], parent: str | None, handles: dict[str, str]) -> str:
    writer = at_handle(handles.get(str(post["author_id"])))
    if is_note(str(row["kind"])):
        return f"on {writer}’s post"
    target = at_handle(handles.get(str(row["object"]))) if row["object"] is not None else parent
    verb = "quotes" if post["by_quote"] else "answers"
    relation = f" {verb} {target}" if target else ""
    return writer + relation + (" · with picture or video" if post["picture"] else "")


def turns_of(
    found: pl.DataFrame,
    rows: pl.DataFrame,
    handles: dict[str, str],
    note_states: pl.DataFrame,
    scale: TimeScale | None,
) -> tuple[Turn, ...]:
    """Return the turning points as the picture shows them, numbered by time.

    Parameters
    ----------
    found
        As ``turning_findings`` returns them.
    rows
        The posts, as ``gather`` returns them.
    handles
        author_id -> handle.
    note_states
        The table, only this thread.
    scale
        The time that is drawn, None where no post has a time.
    """
    posts = {
        row["post_id"]: row
        for row in rows.filter(pl.col("post_id").is_in(found["first"].implode())).iter_rows(named=True)
    }
    missing = {row["post_id"] for row in posts.values() if row["orphan"]}
    notes = dict(note_states.select("post_id", pl.coalesce("text", "snapshot_text")).rows())
    turns = []
    for row in found.iter_rows(named=True):
        post = posts[row["first"]]
        note = is_note(row["kind"])
        at = row["at"].timestamp() if row["at"] is not None else float("nan")
        body = quoted(notes.get(row["first"])) if note else quoted(post["words"])
        parent = "a missing post" if row["first"] in missing else None
        drawn = scale is not None and scale.start <= at <= scale.end
        turns.append(
            Turn(
                row["number"],
                at,
                row["label"],
                _who(row, post, parent, handles),
                body,
                note,
                row["first"],
                drawn,
            )
        )
    return tuple(turns)


def arrows_of(
    turns: tuple[Turn, ...], rows: pl.DataFrame, lanes: tuple[Lane, ...], scale: TimeScale
) -> tuple[Arrow, ...]:
    """Return the arrows that lead from a drawn post to the turning point it drew, at most ten."""
    drawn: dict[str, tuple[int, Dot]] = {
        dot.post_id: (place, dot)
        for place, lane in enumerate(lanes)
        for dot in lane.dots
        if dot.at <= scale.end
    }
    ids = [turn.post_id for turn in turns if not turn.note and turn.drawn and turn.label != _PEAK]
    links = rows.filter(pl.col("post_id").is_in(ids)).select("post_id", "parent_id", "by_quote")
    return tuple(
        Arrow(drawn[parent], drawn[post], by_quote)
        for post, parent, by_quote in links.rows()
        if post in drawn and parent in drawn
    )[:_MOST_ARROWS]


def note_lines(moments: list[Moment], scale: TimeScale) -> tuple[NoteLine, ...]:
    """Return the lines of notes that fall into the drawn time."""
    return tuple(NoteLine(*moment) for moment in moments if scale.start <= moment[0] <= scale.end)
