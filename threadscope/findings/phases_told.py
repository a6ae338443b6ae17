"""The phases of a thread: what each begins with, how many posts follow, and who joins."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, day, duration, person, post_of, within
from threadscope.findings.quotation import ended
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite
from threadscope.settings import Settings

__all__ = ["phases_told"]

_PHASE: Final = ("thread_id", "phase")
#: So many times more or fewer posts in an hour, of at least so many, are a difference worth telling.
_TIMES, _LEAST = 1.5, 5
_HOUR_S: Final = 3600.0
#: A wait of so many seconds before a phase is told.
_WAIT_S: Final = 15 * 60
#: People named who join.
_NAMED: Final = 3
#: Posts of the hour before that are cited.
_BEFORE: Final = 4


def _size(row: Row) -> str:
    """How many posts and people; and within which time, where an hour would hold posts of the next phase too."""
    size = f"{counted(row['n_posts'], 'post')} by {counted(row['n_people'], 'person', 'people')}"
    return f"{size} within {within(row['lasts_s'])}" if row["n_first_h"] > row["n_posts"] else size


def _hours(row: Row) -> str:
    """How many posts follow in an hour, against the hour before; a younger thread has no such hour."""
    first, before = row["n_first_h"], row["n_before_h"]
    if first > row["n_posts"] or not row["compares"]:
        return ""
    some = "all" if first == row["n_posts"] else f"{first:,}"
    return (
        f"{some} of them in its first hour, against {f'{before:,}' if before else 'none'} in the hour before"
    )


def _key(row: Row) -> str:
    """The key post as it is named; empty where it turned nothing, and for the post under a note."""
    if not row["key_turns"] or row["key_kind"].startswith("note") or not row["key_who"]:
        return ""
    return f"{post_of(row['key_who'])} {row['key_says']}".strip()


def _begins(row: Row) -> str:
    if row["key_kind"].startswith("note"):
        what = "was first rated helpful" if row["key_kind"] == "note_shown" else "was written"
        return f"begins after a Community Note on {post_of(row['key_who'])} {what}"
    key = f"with {_key(row)}" if row["key_is_first"] and _key(row) else ""
    wait = ""
    if row["begins_with"] == "pace" and row["wait_s"] is not None and row["wait_s"] >= _WAIT_S:
        wait = f"after {duration(row['wait_s'], halves=True)} without a post in the archive"
    both = ", ".join(part for part in (wait, key) if part)
    return f"begins {both}" if both else ""


def _holds(row: Row) -> str:
    """The key post, where the phase does not begin with it."""
    if row["key_is_first"] or not row["key_says"] or not _key(row):
        return ""
    return f"among them {_key(row)}"


def _joining(row: Row) -> str:
    names = [person(*pair) for pair in zip(row["entered_handles"], row["entered_ids"], strict=True)]
    names = [name for name in dict.fromkeys(names) if name.startswith("@") and name != row["key_who"]]
    if not names or row["phase"] == 1:
        return ""
    shown = names[:_NAMED]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{listed} {'joins' if len(shown) == 1 else 'join'}"


def _wording(row: Row) -> str:
    if row["n_phases"] < 2:
        return ""
    lead, begins = f"Phase {row['phase']} of {row['n_phases']}", _begins(row)
    if not begins:
        since = row["since"]
        begins = f"begins on {day(since)} at {since:%H:%M}"
    size = "; it holds ".join((f"{lead} {begins}", _size(row)))
    told = [", ".join(part for part in (size, _hours(row), _holds(row)) if part), _joining(row)]
    return " ".join(ended(part) for part in told if part)


def _dated(posts: pl.DataFrame, phases: pl.DataFrame) -> pl.DataFrame:
    known = posts.select("thread_id", "post_id", "author_id", at="created_at").drop_nulls(["thread_id", "at"])
    return known.join(phases.select("thread_id").unique(), on="thread_id", how="semi").sort(
        "thread_id", "at", "post_id"
    )


def _cited(posts: pl.DataFrame, phases: pl.DataFrame) -> pl.DataFrame:
    """The posts around the beginning of each phase, and the first posts of those who join."""
    dated = _dated(posts, phases)
    starts = phases.select(*_PHASE, "started_at", "ended_at")
    hour = pl.duration(hours=1)
    before = pl.col("at") < pl.col("started_at")
    around = (
        dated.join(starts, on="thread_id")
        .group_by(_PHASE, maintain_order=True)
        .agg(
            previous_id=pl.col("post_id").filter(before).last(),
            previous_at=pl.col("at").filter(before).last(),
            before_ids=pl.col("post_id")
            .filter(before & (pl.col("at") >= pl.col("started_at") - hour))
            .tail(_BEFORE),
            first_ids=pl.col("post_id")
            .filter(~before & (pl.col("at") <= pl.col("ended_at")))
            .head(MOST_EVIDENCE),
            last_id=pl.col("post_id").filter(pl.col("at") <= pl.col("ended_at")).last(),
        )
    )
    firsts = dated.unique(["thread_id", "author_id"], keep="first", maintain_order=True)
    handles = posts.select("post_id", "handle")
    joined = (
        phases.select(*_PHASE, author_id="entered_ids")
        .explode("author_id", keep_nulls=False, empty_as_null=False)
        .join(firsts, on=["thread_id", "author_id"], how="left", maintain_order="left")
        .join(handles, on="post_id", how="left", maintain_order="left")
        .group_by(_PHASE, maintain_order=True)
        .agg(entered_posts=pl.col("post_id").head(_NAMED + 1), entered_handles="handle")
    )
    return around.join(joined, on=_PHASE, how="left").with_columns(
        pl.col("entered_posts", "entered_handles").fill_null(pl.lit([], pl.List(pl.String)))
    )


def phases_told(
    phases: pl.DataFrame,
    posts: pl.DataFrame,
    turning_points: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Tell each phase of threads with two or more in a sentence or two.

    A post is quoted only where it turned the thread or opened it; where nothing else is to be told, the phase is
    told by when it began, in the zone of the settings.
    """
    if phases.is_empty():
        return schema.empty("findings")
    turned = [turning_points.select(key_post_id="post_id"), posts.select(key_post_id="thread_id")]
    turns = pl.concat(turned).drop_nulls().unique().with_columns(key_turns=pl.lit(value=True))
    told = quoted(phases, posts, "key_post_id", "key")
    told = told.join(_cited(posts, phases), on=_PHASE, how="left", maintain_order="left")
    told = told.join(turns, on="key_post_id", how="left", maintain_order="left").with_columns(
        pl.col("key_turns").fill_null(value=False),
        since=pl.col("started_at").dt.convert_time_zone(settings.tz),
        n_phases=pl.len().over("thread_id"),
        lasts_s=(pl.col("ended_at") - pl.col("started_at")).dt.total_milliseconds() / 1000,
        age_s=(pl.col("started_at") - pl.col("started_at").min().over("thread_id")).dt.total_milliseconds()
        / 1000,
        wait_s=(pl.col("started_at") - pl.col("previous_at")).dt.total_milliseconds() / 1000,
        key_is_first=pl.col("key_post_id") == pl.col("first_ids").list.first(),
    )
    waits = pl.col("begins_with") == "pace"
    around = (
        pl.when(waits).then(pl.col("first_ids").list.first()),
        pl.when(waits).then("previous_id"),
        pl.when("key_turns").then("key_post_id"),
    )
    hours = ("n_first_h", "n_before_h")
    more, fewer = pl.max_horizontal(hours), pl.min_horizontal(hours)
    told = told.with_columns(
        compares=(pl.col("n_first_h") <= pl.col("n_posts"))
        & pl.col("n_before_h").is_not_null()
        & (pl.col("age_s") >= _HOUR_S)
        & (more >= _LEAST)
        & (more >= _TIMES * fewer)
    )
    before = pl.when("compares").then("before_ids")
    compared = pl.when("compares").then("n_before_h").fill_null(0)
    told = told.with_columns(
        evidence=unite(*around, "last_id", "entered_posts", before, "first_ids"),
        subject=pl.col("key_author_id"),
        at=pl.col("started_at"),
        value=pl.col("n_posts").cast(pl.Float64),
    ).with_columns(
        n_evidence=pl.max_horizontal(
            pl.col("evidence").list.unique().list.len().cast(pl.Int64),
            pl.col("n_posts") + compared,
        )
    )
    return findings(told, _wording, kind="phase", rule="phases")
