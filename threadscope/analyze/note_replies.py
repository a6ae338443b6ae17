"""Notes that were shown, and posts -> how fast archived answers came before and after, where enough are archived."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.note_scopes import places, times_near

__all__ = ["note_replies"]

#: Fewer posts on one side give no rate. A count differs by chance by about its root: 30 by a fifth, 10 by a third.
_LEAST: Final = 30
#: Hours on each side. Answers grow fewer with time, note or no note: the shorter the windows, the less of that.
_WINDOWS: Final = (1, 2, 3, 6, 12, 24)
_HOUR_MS: Final = 3_600_000
_SHOWN: Final = ("shown", "shown_then_removed")
_KEYS: Final = ("thread_id", "post_id")


def note_replies(posts: pl.DataFrame, ghosts: pl.DataFrame, note_timeline: pl.DataFrame) -> pl.DataFrame:
    """Two rows a note that was shown: one for the replies to the post, one for all posts below it.

    Both windows are equally long and meet at ``shown_from``; the one before begins with the post at the earliest, the
    one after ends with the capture or the showing at the latest. Of some lengths the shortest that holds 30 archived
    posts on each side is taken. The capture ends, for this, with the median of the newest captures of the posts
    counted: some were gone when a thread was captured again, some alone were seen again, quoted elsewhere.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    note_timeline
        Which notes were shown, and from when.

    Returns
    -------
    polars.DataFrame
        Table ``note_replies``, sorted by thread, post, time, note, kind of evidence and scope. The rates describe
        what is archived; they say nothing about why they differ.
    """
    shown = note_timeline.filter(
        pl.col("state").is_in(_SHOWN)
        & (pl.col("shown_from").is_not_null() | pl.col("written_on_id").is_not_null())
    )
    if shown.is_empty():
        return schema.empty("note_replies")
    rows = _ends(shown, posts, ghosts).with_row_index("_row")
    counted = _counted(rows, times_near(shown, posts, ghosts))
    told = pl.col("_enough").fill_null(value=False)
    rows = (
        rows.join(counted, on="_row", how="left")
        .with_columns(
            verdict=pl.when(pl.col("written_on_id").is_not_null())
            .then(pl.lit("other_post"))
            .when(told)
            .then(pl.lit("told"))
            .when(pl.col("n_before").is_not_null())
            .then(pl.lit("too_few"))
            .when(pl.col("ends_at").is_null())
            .then(pl.lit("capture_not_known"))
            .when(pl.col("created_at").is_null())
            .then(pl.lit("post_time_not_known"))
            .otherwise(pl.lit("outside_capture"))
        )
        .with_columns(
            pl.when(told).then(pl.col(f"n_{side}") / pl.col("window_h")).alias(f"per_hour_{side}")
            for side in ("before", "after")
        )
    )
    order = (*_KEYS, "shown_from", "note_id", "evidence_kind", pl.col("scope") != "replies")
    return schema.conform(rows.sort(order, nulls_last=True), "note_replies")


def _ends(shown: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each note and scope, with when the post was written and when what can be compared ends."""
    seen = (
        times_near(shown, posts, ghosts, "captured_at")
        .group_by(*_KEYS, "scope")
        .agg(captured_to=pl.col("captured_at").quantile(0.5, interpolation="lower"))
    )
    scopes = pl.DataFrame({"scope": ["replies", "below"]})
    return (
        shown.select(*_KEYS, "note_id", "evidence_kind", "shown_from", "removed_at", "written_on_id")
        .join(places(posts, ghosts).select("post_id", "created_at"), on="post_id")
        .join(scopes, how="cross")
        .join(seen, on=[*_KEYS, "scope"], how="left")
        .with_columns(
            ends_at=pl.when(pl.col("captured_to").is_not_null()).then(
                pl.min_horizontal("captured_to", "removed_at")
            )
        )
    )


def _counted(rows: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Return for each row that has room for a window: the window, and how many posts are in it on each side."""
    from_note = (pl.col("created_at_of_times") - pl.col("shown_from")).dt.total_milliseconds()
    room = pl.min_horizontal(
        pl.col("shown_from") - pl.col("created_at"), pl.col("ends_at") - pl.col("shown_from")
    ).dt.total_milliseconds()
    windows = pl.DataFrame({"window_h": _WINDOWS}, schema={"window_h": pl.Int64})
    width = pl.col("window_h") * _HOUR_MS
    sides = (
        rows.with_columns(_room=room)
        .drop_nulls(["created_at", "shown_from", "ends_at"])  # a minimum would pass over what is not known
        .join(windows, how="cross")
        .filter(pl.col("_room") >= width)
        .join(times, on=[*_KEYS, "scope"], how="left", suffix="_of_times")
        .group_by("_row", "window_h")
        .agg(
            n_before=((from_note < 0) & (from_note >= -width)).sum().cast(pl.Int64),
            n_after=((from_note >= 0) & (from_note < width)).sum().cast(pl.Int64),
        )
        .with_columns(_enough=(pl.col("n_before") >= _LEAST) & (pl.col("n_after") >= _LEAST))
    )
    # The shortest that holds enough, else the longest that fits.
    rank = pl.when("_enough").then(pl.col("window_h")).otherwise(-pl.col("window_h"))
    return sides.sort("_row", ~pl.col("_enough"), rank).unique("_row", keep="first", maintain_order=True)
