"""Tables to the numbers of the chart of captures."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import polars as pl

from threadscope.charts.captures.numbers import Captured, Captures, Point
from threadscope.charts.one_thread import one_thread
from threadscope.charts.source import handles_of
from threadscope.charts.words import at_handle, counted, quoted
from threadscope.settings import Settings

__all__ = ["prepare"]

_UNTOLD = "No post of this thread was captured at two times with counts"
_NEEDED = "Read captures of several days together to see what X counted on each."


def prepare(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    captures: pl.DataFrame,
    findings: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_posts: int = 6,
) -> Captures:
    """Turn the tables of one thread into what the chart of captures draws.

    Of several threads, the one with most posts is drawn; of the posts captured at several times those whose likes (then
    replies) changed most.

    Parameters
    ----------
    posts, people, captures, findings, completeness, sources
        The tables of these names.
    settings
        Zone and theme.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_posts
        Most posts that are drawn; on a phone four at most.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, again = thread.posts, thread.of(captures)
    chosen = _ranked(again)
    shown = chosen.head(min(max_posts, 4) if thread.narrow else max_posts)
    drawn = mine.join(shown, on="post_id", how="semi")
    handles = handles_of(drawn, people.join(drawn, on="author_id", how="semi"))
    usual = f"What X counted for {counted(chosen.height, 'post')} captured at several times"
    title, evidence = thread.told("seen_again", otherwise=usual)
    n_more = chosen.height - shown.height
    subtitle = (
        "Each point is one capture, on a scale of its own row that begins at zero; dotted: between captures nothing is known."
        + (f" {counted(chosen.height, 'post')} captured at several times; {n_more:,} of them with smaller changes not drawn." if n_more else "")
    )  # fmt: skip
    return Captures(
        **thread.frame((title if chosen.height else _UNTOLD, evidence)),
        subtitle=subtitle if chosen.height else _NEEDED,
        why="" if chosen.height else _NEEDED,
        posts=_captured(shown, again, mine, handles, ZoneInfo(settings.tz)),
        n_again=chosen.height,
        n_more=n_more,
    )


def _ranked(again: pl.DataFrame) -> pl.DataFrame:
    """Return the posts with likes or replies from two captures or more, those that changed most first."""
    named = ("like_count", "reply_count")
    spread = [(pl.col(name).max() - pl.col(name).min()).fill_null(0).alias(name) for name in named]
    given = [pl.col(name).count().alias(f"n_{name}") for name in named]
    each = again.group_by("post_id").agg(*spread, *given)
    several = each.filter(pl.max_horizontal("n_like_count", "n_reply_count") > 1)
    return several.sort(-pl.col("like_count"), -pl.col("reply_count"), "post_id").select("post_id")


def _captured(
    shown: pl.DataFrame, again: pl.DataFrame, mine: pl.DataFrame, handles: dict[str, str], zone: ZoneInfo
) -> tuple[Captured, ...]:
    points: dict[str, list[Point]] = {}
    rows = again.join(shown, on="post_id", how="semi").sort("post_id", "captured_at")
    for post_id, at, likes, replies, reason in rows.select(
        "post_id", "captured_at", "like_count", "reply_count", "reason"
    ).iter_rows():
        points.setdefault(post_id, []).append(Point(at.astimezone(zone), likes, replies, reason or ""))
    named = shown.join(mine, on="post_id", how="left", maintain_order="left").with_columns(
        said=pl.col("text").str.slice(pl.col("display_from").fill_null(0))
    )
    return tuple(
        Captured(post_id, at_handle(handles.get(author_id)), quoted(said), tuple(points[post_id]))
        for post_id, author_id, said in named.select("post_id", "author_id", "said").iter_rows()
    )
