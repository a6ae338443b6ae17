"""Tables to the numbers of the branches chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from threadscope.charts.branches.numbers import Branches, Event, Ridge, smoothed
from threadscope.charts.note_times import note_moments
from threadscope.charts.one_thread import one_thread
from threadscope.charts.source import handles_of
from threadscope.charts.time_scale import Seconds, TimeScale, time_scale
from threadscope.charts.words import at_handle, quoted
from threadscope.settings import Settings
from threadscope.tree.largest import LARGEST, below_largest

__all__ = ["prepare"]

#: Most bins, wide and on a phone; few posts in many bins would be noise.
_MOST_BINS, _MOST_BINS_SMALL, _SMALL = (110, 60), (48, 36), 500
_MOST_NARROW = 6
#: Fewer branches with so many posts are not worth comparing.
_BRANCHES, _POSTS = 3, 10
_ELSEWHERE_TONE: Final = 3
_UNTITLED = "The branches of this thread"


@dataclass(frozen=True, slots=True)
class _Known:
    """Tables and lookups about one thread that every ridge needs."""

    under: pl.DataFrame
    posts: dict[str, dict[str, Any]]
    handles: dict[str, str]
    tones: dict[str, int]


def _under(mine: pl.DataFrame) -> pl.DataFrame:
    """Return the branch and the time (seconds since 1970, null: not known) of each post."""
    times = mine.select("post_id", at=pl.col("created_at").dt.epoch("ms") / 1000)
    return below_largest(mine).join(times, on="post_id", how="left", maintain_order="left")


def _tones(heads: pl.DataFrame) -> dict[str, int]:
    """Return the tone of each head, which it has in the bars of the unfolding chart too."""
    ranks = heads.drop_nulls("head_id").select("head_id", "head_rank").unique().sort("head_rank")
    return dict(ranks.rows())


def _described(post: dict[str, Any] | None, known: _Known) -> tuple[str, str, str]:
    """Return the author of a post, what it answers, and what it says."""
    if post is None or post["missing"]:
        handle = known.handles.get(post["author_id"] or "") if post else None
        return at_handle(handle) if handle else "(opening post)", "not in the archive", ""
    label = at_handle(known.handles.get(post["author_id"]))
    words = quoted((post["text"] or "")[post["display_from"] or 0 :])
    if post["media"] and words == quoted(""):
        words = "(picture or video)"
    if post["parent_id"] is None:
        return label, "opens the thread" if post["depth"] == 0 else "", words
    parent = known.posts.get(post["parent_id"])
    if parent is None or parent["missing"]:
        return label, "answers a missing post", words
    if parent["author_id"] == post["author_id"]:
        return label, "adds to their own post", words
    verb = "quotes" if post["parent_kind"] == "quote" else "answers"
    return label, f"{verb} {at_handle(known.handles.get(parent['author_id']))}", words


def _ridge(post_id: str, known: _Known, scale: TimeScale, quiet: Any) -> Ridge:
    post = known.posts.get(post_id)
    rows = known.under.filter(pl.col("under_id") == post_id)
    at = rows["at"].drop_nulls().to_numpy().astype(np.float64)
    opened = post["created_at"].timestamp() if post and post["created_at"] is not None else None
    counts = scale.counts(at)
    # Clocks of an export may be wrong: nothing that was counted is lost by smoothing.
    filled = np.flatnonzero(counts)
    first = int(filled[0]) if len(filled) else 0
    if opened is not None:
        first = min(first, int(scale.bins(np.array([opened]))[0]))
    label, relation, words = _described(post, known)
    return Ridge(
        post_id=post_id,
        label=label,
        relation=relation,
        words=words,
        tone=known.tones.get(post_id, _ELSEWHERE_TONE),
        at=opened,
        n_posts=rows.height,
        n_below=int(post["n_below"]) if post else rows.height,
        n_later=int((at > scale.end).sum()),
        n_untimed=rows.height - len(at),
        counts=counts,
        heights=smoothed(counts, first, quiet),
    )


def _quiet(scale: TimeScale) -> Any:
    """Return which bins lie inside a stretch that was cut out of the axis."""
    starts, ends = scale.edges[:-1], scale.edges[1:]
    quiet = np.zeros(len(starts), dtype=bool)
    for gap in scale.gaps:
        low, high = scale.drawn(np.array([gap.start, gap.end]))
        quiet |= (starts > low) & (ends < high)
    return quiet


def _why(sizes: list[int], at: Seconds) -> str:
    """Say why there is nothing to compare; "" where there is."""
    large = sum(size >= _POSTS for size in sizes)
    if large < _BRANCHES:
        found = {
            0: "No branch of this thread holds",
            1: "Only one branch of this thread holds",
            2: "Only two hold",
        }
        return (
            f"{found[large]} ten posts or more, each post counted for the nearest branch above it. With three such"
            " branches this picture compares when each of them grew; the reply tree shows them all."
        )
    return "" if len(at) else "No post of this thread has a time, so that no branch can be drawn over time."


def _posts(mine: pl.DataFrame, ghosts: pl.DataFrame, wanted: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the posts that open branches and those that they answer, by id."""
    columns = ["post_id", "parent_id", "parent_kind", "author_id", "created_at", "depth", "n_below"]
    ids = wanted["under_id"].drop_nulls().unique()
    parents = mine.filter(pl.col("post_id").is_in(ids.implode()))["parent_id"].drop_nulls()
    every = pl.concat([ids, parents]).implode()
    archived = mine.filter(pl.col("post_id").is_in(every)).select(
        *columns,
        "text",
        "display_from",
        has_media=pl.col("media").list.len() > 0,
        missing=pl.lit(value=False),
    )
    missing = ghosts.filter(pl.col("post_id").is_in(every)).select(
        *columns, text=pl.lit(None, pl.String), display_from=pl.lit(0, pl.Int32), has_media=pl.lit(value=False),
        missing=pl.lit(value=True),
    )  # fmt: skip
    rows = pl.concat([missing, archived]).rename({"has_media": "media"})
    return {row["post_id"]: row for row in rows.iter_rows(named=True)}


def prepare(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    heads: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_branches: int | None = None,
) -> Branches:
    """Turn the tables of one thread into what the branches chart draws.

    Of several threads, the one with most posts is drawn. Each post counts for the nearest above it of the root and
    the seven largest subtrees (`threadscope.tree.largest`).

    Parameters
    ----------
    posts, ghosts, people, heads, note_states, completeness, sources, findings
        The tables of these names.
    settings
        Zone and theme.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_branches
        Most branches that are drawn, the largest; None for 8, on a phone 6. There are never more than 8: the posts of
        the others are pooled and counted.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, narrow, under = thread.posts, thread.narrow, _under(thread.posts)
    at = np.sort(under["at"].drop_nulls().to_numpy().astype(np.float64))
    sizes = (
        under.drop_nulls("under_id")
        .group_by("under_id")
        .len()
        .sort(["len", "under_id"], descending=[True, False])
    )
    most = max(1, min(max_branches or (_MOST_NARROW if narrow else LARGEST), LARGEST))
    drawn, rest = sizes.head(most)["under_id"].to_list(), sizes.tail(max(0, sizes.height - most))
    why = _why(sizes["len"].to_list(), at)
    ridges: list[Ridge] = []
    scale, events = None, []
    if not why:
        moments = note_moments(thread.of(note_states))
        scale = time_scale(
            at,
            ZoneInfo(settings.tz),
            most_bins=(_MOST_BINS_SMALL if mine.height <= _SMALL else _MOST_BINS)[narrow],
            also=np.array([moment[0] for moment in moments], dtype=np.float64),
            padding=(0.02, 0.02) if narrow else (0.012, 0.012),
        )
        events = [Event(*moment) for moment in moments if scale.start <= moment[0] <= scale.end]
        told = _posts(mine, thread.of(ghosts), under)
        named = pl.col("author_id").is_in([row["author_id"] for row in told.values()])
        handles = handles_of(mine.filter(named), people.filter(named))
        known = _Known(under, told, handles, _tones(thread.of(heads)))
        quiet = _quiet(scale)
        ridges = [_ridge(post_id, known, scale, quiet) for post_id in drawn]
        ridges.sort(key=lambda ridge: (ridge.at if ridge.at is not None else float(at[0]), ridge.post_id))
    opening = int((mine["post_id"] == thread.id).any())
    return Branches(
        **thread.frame(thread.told("branches_grown", otherwise=_UNTITLED), over_time=True),
        why=why,
        n_posts=mine.height,
        ridges=tuple(ridges),
        pooled=(rest.height, int(rest["len"].sum())) if ridges else (sizes.height, int(sizes["len"].sum())),
        n_elsewhere=under["under_id"].null_count() - opening,
        n_opening=opening,
        n_later=int((at > scale.end).sum()) if scale else 0,
        scale=scale,
        events=tuple(events),
    )
