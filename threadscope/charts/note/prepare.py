"""Tables to the numbers of the note chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from threadscope.charts.note.lanes import drawn_rows, lanes_of, lettered
from threadscope.charts.note.numbers import Lane, NoteChart, Part, Share
from threadscope.charts.one_thread import one_thread
from threadscope.charts.source import handles_of, note_footer_of, wording_of
from threadscope.charts.time_scale import Seconds, TimeScale, time_scale
from threadscope.settings import Settings

__all__ = ["prepare"]

#: Stands where no finding says how far what is known reaches.
_NO_NOTE: Final = "No note in this data."
_PHONE_BINS, _BINS = 44, 80
_MOST, _MOST_NARROW = 8, 5
_SCOPES = ("replies", "below", "thread")
_MOMENTS = ("written", "helpful")
_CAPTURES = frozenset({"seen", "unseen"})
#: Findings that title the chart, the one that says most first.
_TITLES = (
    "note_shown", "note_removed", "note_on_record", "note_written", "note_never_shown", "note_captured",
    "note_elsewhere",
)  # fmt: skip
_UNTITLED = "Community Notes in this thread"
_READING = (
    "Only posts carry times: likes and views are totals at capture and cannot be split into before and after. Order in"
    " time is no cause."
)


def _epochs(frame: pl.DataFrame) -> Seconds:
    times = frame["created_at"].drop_nulls().dt.epoch("ms").to_numpy()
    return np.sort(times.astype(np.float64) / 1000)


def _below(post_id: str, mine: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return the archived posts below one: in reading order they stand together behind it."""
    columns = ("post_id", "depth", "order")
    every = pl.concat([mine.select(columns), ghosts.select(columns)])
    own = every.filter(pl.col("post_id") == post_id)
    if own.is_empty():
        return mine.clear()
    depth, order = own.row(0)[1:]
    ends = every.filter((pl.col("order") > order) & (pl.col("depth") <= depth))["order"].min()
    behind = mine.filter(pl.col("order") > order)
    return behind if ends is None else behind.filter(pl.col("order") < ends)


def _parts(post_id: str, mine: pl.DataFrame, ghosts: pl.DataFrame, scale: TimeScale) -> tuple[Part, ...]:
    """Tell the posts of the thread apart: replies to the post, others below it, the rest."""
    below = _below(post_id, mine, ghosts)
    direct = (pl.col("parent_id") == post_id) & (pl.col("parent_kind") == "reply")
    frames = {
        "replies": below.filter(direct),
        "below": below.filter(~direct.fill_null(value=False)),
        "thread": mine.join(below, on="post_id", how="anti"),
    }
    found: list[Part] = []
    held = 0
    for scope in _SCOPES:
        at = _epochs(frames[scope])
        held += len(at)
        found.append(Part(scope, len(at), held, scale.counts(at)))
    return tuple(found)


def _shares(row: dict[str, Any] | None) -> tuple[Share, ...]:
    """Return how much had been written when the first note was written, and when it was first rated helpful."""
    if row is None:
        return ()
    return tuple(
        Share(scope, moment, row[f"{scope}_at_{moment}"], row[f"n_{scope}"])
        for moment in _MOMENTS
        for scope in _SCOPES
        if row[f"{scope}_at_{moment}"] is not None and row[f"n_{scope}"]
    )


def _told_by(rows: pl.DataFrame, first: Lane) -> dict[str, Any] | None:
    """Return the row about the first note that knows most of its times."""
    knows = pl.sum_horizontal(pl.col("rated_helpful_at", "written_at").is_not_null())
    mine = rows.filter(
        (pl.col("post_id") == first.post_id) & pl.col("note_id").eq_missing(pl.lit(first.note_id))
    )
    best = mine.sort(knows, "evidence_kind", descending=[True, False]).to_dicts()
    return best[0] if best else None


def _title(findings: pl.DataFrame, ghosts: pl.DataFrame, first: Lane | None) -> tuple[str, tuple[str, ...]]:
    """Return what findings say of the first note; of a post that is not archived they cite who answers it."""
    if first is None:
        return _UNTITLED, ()
    answering = ghosts.filter(pl.col("post_id") == first.post_id)["referred_by"].explode().drop_nulls()
    about = findings.filter(pl.col("evidence").list.first().is_in([first.post_id, *answering.head(1)]))
    for kind in _TITLES:
        wording, evidence = wording_of(about, kind)
        if wording:
            return wording, evidence
    return _UNTITLED, (first.post_id,)


def _reach(findings: pl.DataFrame, coverage: pl.DataFrame, *, found: bool) -> str:
    """Return how far what is known reaches, where no note is known, or something is not known of some posts."""
    short = coverage.select(short=pl.col("n_outside_snapshot") + pl.col("n_unknown"))["short"].sum()
    return wording_of(findings, "note_coverage")[0] if short or not found else ""


def _scale(at: Seconds, lanes: list[Lane], settings: Settings, *, narrow: bool) -> TimeScale | None:
    if not len(at):
        return None
    every = [moment for lane in lanes for moment in lane.moments]
    moments = [moment.at for moment in every if moment.kind not in _CAPTURES]
    # A capture weeks later must not press the thread together; its day stands in words.
    last = max([float(at[-1]), *moments])
    moments += [moment.at for moment in every if moment.kind in _CAPTURES and moment.at <= last]
    return time_scale(
        at,
        ZoneInfo(settings.tz),
        most_bins=_PHONE_BINS if narrow else _BINS,
        also=np.array(moments, dtype=np.float64),
        padding=(0.04, 0.1) if narrow else (0.015, 0.08),
        reach=None,
        most_gaps=2 if narrow else 3,
    )


def prepare(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    note_timeline: pl.DataFrame,
    note_coverage: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_notes: int | None = None,
) -> NoteChart:
    """Turn the tables of one thread into what the note chart draws.

    Of several threads, the one with most posts is drawn. The bars are about the post whose note says most of what
    readers saw; notes on other posts stand below.

    Parameters
    ----------
    posts, ghosts, people, note_timeline, note_coverage, completeness, sources, findings
        The tables of these names.
    settings
        Zone and theme.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_notes
        Most notes that are drawn; None for 8, on a phone 5.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, gone, narrow, zone = thread.posts, thread.of(ghosts), thread.narrow, ZoneInfo(settings.tz)
    rows = drawn_rows(thread.of(note_timeline))
    known = pl.concat(
        [mine.select(ids := ("post_id", "author_id", "handle", "created_at")), gone.select(ids)]
    )
    handles = handles_of(known, people)
    authors = {
        post_id: handles.get(author_id or "") for post_id, author_id in known.select(ids[:2]).iter_rows()
    }
    every = lanes_of(rows, dict(known.select("post_id", "created_at").iter_rows()), authors, zone)
    kept = every[: max_notes or (_MOST_NARROW if narrow else _MOST)]
    lanes = [replace(lane, letter=letter) for lane, letter in zip(kept, lettered(kept), strict=True)]
    at = _epochs(mine)
    scale = _scale(at, lanes, settings, narrow=narrow) if lanes else None
    coverage = thread.of(note_coverage)
    reach = _reach(thread.findings, coverage, found=bool(lanes))
    footer = note_footer_of(mine, sources, thread.completeness, coverage, settings)
    return NoteChart(
        **thread.frame(_title(thread.findings, gone, lanes[0] if lanes else None), footer=footer),
        why="" if lanes else reach or _NO_NOTE,
        subtitle=_READING if lanes else "",
        n_posts=mine.height,
        n_untimed=mine.height - len(at),
        n_later=int((at > scale.end).sum()) if scale else 0,
        last_at=float(at[-1]) if len(at) else float("nan"),
        scale=scale,
        parts=_parts(lanes[0].post_id, mine, gone, scale) if scale else (),
        lanes=tuple(lanes),
        more=tuple(every[len(lanes) :]),
        shares=_shares(_told_by(rows, lanes[0])) if lanes else (),
        reach=reach,
    )
