"""What every chart takes from findings, and what it says about its source and the holes in it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from threadscope.charts.words import at_handle, clean, counted, share
from threadscope.settings import Settings

__all__ = [
    "completeness_of",
    "footer_of",
    "handles_of",
    "note_footer_of",
    "placed_told",
    "replies_of",
    "wording_of",
]


_BARE_AT: Final = re.compile(r"(?<!\S)@(?=[\s:;,.’]|$)")


def wording_of(findings: pl.DataFrame, kind: str) -> tuple[str, tuple[str, ...]]:
    """Return the sentence of a finding and its posts; both empty where the rule did not fire."""
    found = findings.filter(pl.col("kind") == kind).sort("finding_id")
    if found.is_empty():
        return "", ()
    # Where no letter of a handle can be drawn, its @ alone would name nobody.
    words = _BARE_AT.sub(at_handle("\ue000"), clean(found.item(0, "wording")))
    return words, tuple(found["evidence"].to_list()[0])


def replies_of(table: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    """Return the numbers that `completeness_of` tells, with their names, for the table of a chart; () without counts."""
    if completeness_of(table)[0] is None:
        return ()
    archived, counts = (
        table.row(0, named=True)["replies_archived"],
        table.row(0, named=True)["replies_counted"],
    )
    return ("replies in the archive", int(archived)), ("replies that X counts", int(counts))


def completeness_of(table: pl.DataFrame) -> tuple[float | None, str]:
    """Return the share of X's counted replies that the archive holds (None: no counts), and how that reads."""
    if table.is_empty():
        return None, ""
    row = table.row(0, named=True)
    if row["coverage"] is None:
        return None, "X’s reply counts are not in this archive, so nobody can say how much is missing."
    return float(row["coverage"]), (
        f"The archive holds {row['replies_archived']:,} of about {row['replies_counted']:,} replies X counts under"
        f" these posts ({share(row['replies_archived'], row['replies_counted'])})."
    )


def _days(captured: pl.Series, settings: Settings) -> list[str]:
    """Return the first and the last day of capture, once where they are one."""
    known: list[datetime] = captured.drop_nulls().sort().to_list()
    local = [moment.astimezone(ZoneInfo(settings.tz)) for moment in (known[0], known[-1])] if known else []
    return list(dict.fromkeys(f"{moment.day} {moment:%b} {moment.year}" for moment in local))


def _from(sources: pl.DataFrame) -> str:
    """Return how many files of which dialects the posts come from; never a path, which may tell whose they are."""
    read = sources.filter(pl.col("dialect").is_not_null())
    if read.is_empty():
        return "source not known"
    dialects = read["dialect"].unique().sort().to_list()
    return f"source: {counted(read.height, 'file')} ({', '.join(map(clean, dialects))})"


def _missing(completeness: pl.DataFrame) -> str:
    """Return how many posts answer one that is not archived; "" where the thread has no such measure."""
    if completeness.is_empty():
        return ""
    row = completeness.row(0, named=True)
    missing, left_out = row["n_missing_parent"] or 0, row["n_left_out"] or 0
    told = f"{missing:,} answer{'s' if missing == 1 else ''} a post that is missing here" if missing else ""
    left = f"{counted(left_out, 'answered post')} left out by the editor" if left_out else ""
    return " · ".join(filter(None, (told, left))) or "every answered post is here"


def _unnamed(mine: pl.DataFrame) -> str:
    """Say of how many posts the export does not name the author, and what that means for counts of people; "" for none."""
    number = int(mine["author_id"].str.starts_with("?").sum())
    return f"{number:,} of them by authors not known, each counted as one more person" if number else ""


def footer_of(
    mine: pl.DataFrame,
    sources: pl.DataFrame,
    completeness: pl.DataFrame,
    settings: Settings,
    *,
    untimed: int = 0,
    counts_people: bool = False,
) -> str:
    """Return the line that stands at the foot of every chart.

    Parameters
    ----------
    mine, completeness
        Rows of the drawn thread.
    sources
        The files read.
    settings
        Zone.
    untimed
        Posts that the chart cannot show because their time is not known.
    counts_people
        Whether the chart counts people, each author whom the export does not name among them.
    """
    days = " to ".join(_days(mine["captured_at"], settings))
    known = mine["like_count"].is_not_null().any()
    captured = f"as of capture {days}" if days else "as captured on an unknown day"
    parts = [
        _from(sources),
        counted(mine.height, "archived post"),
        _unnamed(mine) if counts_people else "",
        f"{untimed:,} without a time, not on the axis" if untimed else "",
        _missing(completeness),
        f"likes {captured}" if known else f"{captured}, without likes",
        f"times in {settings.tz}",
    ]
    return " · ".join(part for part in parts if part)


def _captured(coverage: pl.DataFrame, settings: Settings) -> str:
    days = " to ".join(_days(pl.concat([coverage["captured_from"], coverage["captured_to"]]), settings))
    return f"captured {days}" if days else "captured on an unknown day"


def _snapshot(coverage: pl.DataFrame) -> str:
    """Return which public Community Notes files were read; a snapshot's day is its own, whatever the zone."""
    row = coverage.row(0, named=True) if coverage.height else {}
    if not row.get("n_snapshots"):
        return "no Community Notes snapshot loaded"
    days = [row["snapshot_from"], row["snapshot_at"]]
    told = list(dict.fromkeys(f"{day.day} {day:%b} {day.year}" for day in days if day is not None))
    guessed = ", the day of its newest row" if row["snapshot_by"] == "newest_row" else ""
    return f"Community Notes snapshot of {' and '.join(told) or 'an unknown day'}{guessed}"


def note_footer_of(
    mine: pl.DataFrame,
    sources: pl.DataFrame,
    completeness: pl.DataFrame,
    coverage: pl.DataFrame,
    settings: Settings,
) -> str:
    """Return the line on the sources of a picture of notes: files, posts, missing parents, capture, snapshot, zone."""
    untimed = mine["created_at"].null_count()
    parts = [
        _from(sources),
        counted(mine.height, "archived post"),
        *([f"{untimed:,} without a time, not on the axis"] if untimed else []),
        *([missing] if (missing := _missing(completeness)) else []),
        _captured(coverage, settings),
        _snapshot(coverage),
        f"times in {settings.tz}",
    ]
    return " · ".join(parts)


def handles_of(posts: pl.DataFrame, people: pl.DataFrame) -> dict[str, str]:
    """Return the handle of everybody whose handle is known: the newest one, by author_id."""
    known = (
        people.select("author_id", "handle")
        .drop_nulls()
        .unique("author_id", keep="first", maintain_order=True)
    )
    seen = (
        posts.select("author_id", "handle").drop_nulls().unique("author_id", keep="last", maintain_order=True)
    )
    return dict(seen.rows()) | dict(known.rows())


def placed_told(placed: int, n_posts: int, claim_words: str, *, with_claim: bool, none: str) -> str:
    """Say how many posts carry the colour of a side; the claim counts itself, and the words say so.

    >>> placed_told(5, 127, "the first post", with_claim=True, none="None")
    '5 (4%) could be placed on a side, the first post itself among them'
    """
    told = f"{placed:,} ({share(placed, n_posts)})" if placed else none
    if placed and with_claim:
        return f"{told} could be placed on a side, {claim_words} itself among them"
    return f"{told} could be placed for or against {claim_words}"
