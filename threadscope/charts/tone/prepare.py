"""Tables to the numbers of the tone chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from threadscope.charts.one_thread import OneThread, one_thread
from threadscope.charts.sides import Side, sides_of
from threadscope.charts.time_scale import Seconds, TimeScale, time_scale
from threadscope.charts.tone.numbers import Dot, Group, Panel, Stretch, Tone
from threadscope.charts.words import counted
from threadscope.settings import Settings

__all__ = ["prepare"]

_PHONE_BINS, _BINS = 44, 80
#: Posts with a leaning word that the picture needs, and that means over time need; people a side's course needs.
_LEAST_SCORED, _LEAST_FOR_MEANS, _LEAST_PEOPLE = 20, 150, 20
#: Posts that labellers call neutral score this much on average, as the finding `tone` has it (a test compares them).
NEUTRAL: Final = {"textblob": 0.06, "vader": 0.10, "blend": -0.07}
_LISTS: Final = {"textblob": "TextBlob", "vader": "VADER", "blend": "the blend"}
_UNTITLED: Final = "How positive or negative the words are"
_BEHIND: Final = "The strongest words behind it: "


def _list_words(backends: list[str]) -> str:
    lists = [_LISTS[name] for name in backends if name in _LISTS]
    given = any(name not in _LISTS for name in backends)
    return " and ".join([*lists, *(["given scores"] if given else [])])


def _title(thread: OneThread) -> tuple[str, tuple[str, ...], str]:
    """Return title, its posts, and the words behind it: that word lists disagree goes before what one of them says."""
    wording, evidence = thread.told("tone_disputed")
    if wording:
        return wording, evidence, ""
    wording, evidence = thread.told("tone")
    said, _, words = wording.partition(_BEHIND)
    return said.strip() or _UNTITLED, evidence, (_BEHIND + words) if words else ""


def _subtitle(row: Mapping[str, Any], list_words: str, *, ours: bool) -> str:
    readable = row["n_posts"] - row["n_not_scored"]
    unread = row["n_not_scored"]
    left = (
        f" {unread:,} of {counted(row['n_posts'], 'post')} {'is' if unread == 1 else 'are'} not scored: no words (only a"
        " picture, a name or a link), or another language."
        if unread
        else ""
    )
    # Scores that somebody gave may come from anything; only ours are known to be counted words.
    source = f"is counted from single words ({list_words})" if ours else f"is taken from {list_words}"
    silent = (
        f" {row['n_no_signal']:,} of {counted(readable, 'readable post')} hold no word that the list scores: “no"
        " signal”, counted as 0."
        if row["n_no_signal"]
        else ""
    )
    return (
        f"Tone {source} and is never stance: one can deny politely and agree rudely"
        f"{', and irony is not seen' if ours else ''}.{silent}{left}"
    )


def _group(row: Mapping[str, Any], words: str, side: Side | None) -> Group:
    readable = row["n_posts"] - row["n_not_scored"]
    negative = round((row["negative_share"] or 0.0) * readable)
    positive = round((row["positive_share"] or 0.0) * readable)
    # With given scores a post without a leaning word of ours may count as either.
    near = max(readable - negative - positive - row["n_no_signal"], 0)
    parts = {
        "negative": negative,
        "near": near,
        "no_signal": readable - negative - positive - near,
        "positive": positive,
        "not_scored": row["n_not_scored"],
    }
    return Group(
        words, side, row["n_posts"], readable, row["n_people"], parts, row["mean"], row["low"], row["high"]
    )


def _groups(rows: pl.DataFrame, sides: Mapping[str, Side], *, claims: bool) -> tuple[Group, ...]:
    """Return everybody, and the people of each side; if nobody is placed, everybody alone."""
    found = []
    for row in rows.iter_rows(named=True):
        if row["grouped_by"] == "all":
            found.append(_group(row, "everybody", None))
        elif row["grouped_by"] == "camp":
            side = sides[row["group"]]
            words = side.told(claim=claims and side.name == "claim", others=row["n_people"] > 1)
            found.append(_group(row, words, side))
    return tuple(found[:1] if len(found) == 2 and found[1].n_posts == found[0].n_posts else found)


def _readable(mine: pl.DataFrame, sentiment: pl.DataFrame, camps: pl.DataFrame) -> pl.DataFrame:
    """Return the posts by time, those without one last: post_id, who, at, status, polarity, camp."""
    return (
        mine.select(
            "post_id",
            "author_id",
            who=pl.col("author_id").fill_null("?" + pl.col("post_id")),
            at=pl.col("created_at").dt.epoch("ms") / 1000,
        )
        .join(sentiment.select("post_id", "status", "polarity"), on="post_id")
        .join(camps.select("author_id", "camp"), on="author_id", how="left")
        .sort("at", "post_id", nulls_last=True)
    )


def _panel(rows: pl.DataFrame, course: pl.DataFrame, words: str, side: Side | None) -> Panel:
    """Return the means of one group; ``rows`` are its posts, oldest first as in the table, so that the drawn come first."""
    seconds = pl.col("middle_at", "start_at", "end_at").dt.epoch("ms") / 1000
    told = course.select(seconds, "n_posts", "n_people", "mean", "low", "high")
    drawn = rows.head(int(course["n_posts"].sum()))
    return Panel(
        words, side, drawn.height, drawn["who"].n_unique(), tuple(Stretch(*one) for one in told.iter_rows())
    )


def _panels(timed: pl.DataFrame, course: pl.DataFrame, groups: tuple[Group, ...]) -> tuple[Panel, ...]:
    """Return the course of everybody, and of each side that has people and posts enough for one; () of too few posts."""
    panels = []
    for group in groups:
        name = group.side.name if group.side else "all"
        rows = timed if group.side is None else timed.filter(pl.col("camp") == name)
        enough = rows.filter(pl.col("status") == "scored").height >= _LEAST_FOR_MEANS
        people = group.side is None or rows["who"].n_unique() >= _LEAST_PEOPLE
        means = course.filter(pl.col("group") == name)
        if enough and people and not means.is_empty():
            panels.append(_panel(rows, means, group.words, group.side))
    return tuple(panels) if panels and panels[0].side is None else ()


def _scale(at: Seconds, settings: Settings, *, narrow: bool) -> TimeScale | None:
    if not len(at):
        return None
    return time_scale(
        at,
        ZoneInfo(settings.tz),
        most_bins=_PHONE_BINS if narrow else _BINS,
        also=np.zeros(0),
        padding=(0.03, 0.03) if narrow else (0.012, 0.015),
        most_gaps=2 if narrow else 3,
    )


def prepare(
    posts: pl.DataFrame,
    sentiment: pl.DataFrame,
    tone_groups: pl.DataFrame,
    tone_course: pl.DataFrame,
    camps: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
) -> Tone:
    """Turn the tables of one thread into what the tone chart draws.

    Of several threads, the one with most posts is drawn. From 150 posts with a leaning word on, means of groups of
    equal size are drawn over time (9 groups of at least 36 posts; 32 above 2,000 readable posts), before that one
    dot a post. A side has a course of its own with 150 such posts by 20 people.

    Parameters
    ----------
    posts, sentiment, tone_groups, tone_course, camps, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme, seed, claim and the names of the sides.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, read, people = thread.posts, thread.of(sentiment), thread.of(camps)
    rows = _readable(mine, read, people)
    readable = rows.filter(pl.col("status") != "not_scored")
    timed = readable.drop_nulls("at")
    n_scored = readable.filter(pl.col("status") == "scored").height
    backends = read.filter(pl.col("polarity").is_not_null())["backend"].unique().sort().to_list()
    claim = thread.claim[0]
    makers = mine.filter(pl.col("post_id") == claim)["author_id"]
    claims = not people.filter(
        pl.col("author_id").is_in(makers.implode()) & (pl.col("camp") == "claim")
    ).is_empty()
    table = thread.of(tone_groups)
    groups = _groups(table, sides_of(settings), claims=claims)
    enough = n_scored >= _LEAST_SCORED
    # The axis holds what is not scored too: a hole of the reading is drawn where it is.
    scale = (
        _scale(rows["at"].drop_nulls().to_numpy(), settings, narrow=thread.narrow)
        if enough and timed.height
        else None
    )
    drawn = timed.filter(pl.col("at") <= scale.end) if scale else timed.clear()
    course = thread.of(tone_course)
    if scale is not None:
        course = course.filter(pl.col("middle_at").dt.epoch("ms") / 1000 <= scale.end)
    panels = _panels(timed, course, groups) if scale else ()
    n_drawn = panels[0].n_posts if panels else drawn.height
    title, evidence, behind = _title(thread) if enough else (_UNTITLED, (), "")
    every = table.filter(pl.col("grouped_by") == "all")
    list_words = _list_words(backends) or _LISTS.get(settings.sentiment, settings.sentiment)
    unread = rows.filter(pl.col("status") == "not_scored").drop_nulls("at")["at"].to_numpy()
    return Tone(
        **thread.frame((title, evidence), over_time=True, counts_people=True),
        why="" if enough else _why(n_scored, mine.height, list_words),
        subtitle=_subtitle(
            every.row(0, named=True), list_words, ours=all(name in _LISTS for name in backends)
        )
        if enough
        else "",
        behind=behind,
        list_words=list_words,
        n_posts=mine.height,
        n_scored=n_scored,
        n_later=timed.height - n_drawn,
        n_untimed=readable.height - timed.height,
        neutral=NEUTRAL.get(backends[0]) if len(backends) == 1 else None,
        scale=scale,
        panels=panels,
        dots=()
        if panels
        else tuple(
            Dot(post_id, at, polarity, status == "scored")
            for post_id, at, polarity, status in drawn.select(
                "post_id", "at", "polarity", "status"
            ).iter_rows()
        ),
        unread=scale.counts(unread) if scale else np.zeros(0, dtype=np.int64),
        n_unread=int((unread <= scale.end).sum()) if scale else 0,
        groups=groups if enough else (),
    )


def _why(n_scored: int, n_posts: int, list_words: str) -> str:
    return (
        f"Too little to draw: {n_scored:,} of {counted(n_posts, 'post')} {'holds' if n_scored == 1 else 'hold'} a word"
        f" that leans positive or negative by {list_words}. Tone is drawn from {_LEAST_SCORED} such posts on."
    )
