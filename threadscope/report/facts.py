"""Tables -> the six numbers of the first screen: how much, how fast, was there a note, how much is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import polars as pl

from threadscope.report.formats import NOTHING, number, person, share, span, within
from threadscope.report.story import Sentence
from threadscope.schema.note_states import NOTE_STATES

__all__ = ["Fact", "facts"]

#: Fewer posts have no pace worth a number.
_PACED: Final = 4
_QUOTED: Final = 2
#: What the strongest state on record comes to, where no note is known to have been shown.
_UNSHOWN: Final = "No showing"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, and what it counts."""

    value: str
    says: str


def facts(
    threads: pl.DataFrame,
    tempo: pl.DataFrame,
    completeness: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    note_coverage: pl.DataFrame,
    note_timeline: pl.DataFrame,
    *,
    posts: pl.DataFrame,
    headline: Sentence | None,
) -> list[Fact]:
    """Return the six numbers, each read from its table.

    Parameters
    ----------
    threads, tempo, completeness, stance, note_states, note_coverage, note_timeline
        The tables of these names.
    posts
        The archived posts, for the times of those that the headline quotes.
    headline
        The finding that titles the page, if there is one.
    """
    thread = threads.row(0, named=True)
    people = "person" if thread["n_people"] == 1 else "people"
    denying = (pl.col("toward_claim") == "deny") | (pl.col("toward_parent") == "disagree")
    denials = stance.filter(denying & pl.col("span").is_not_null()).height
    return [
        Fact(
            number(thread["n_posts"]),
            f"{'post' if thread['n_posts'] == 1 else 'posts'} archived, by {number(thread['n_people'])} {people}",
        ),
        _answered(posts, tempo, headline),
        _pace(thread["n_posts"], tempo),
        Fact(number(denials), f"outright {'denial' if denials == 1 else 'denials'} that can be quoted"),
        _noted(note_states, note_coverage, note_timeline, posts),
        _coverage(completeness),
    ]


def _answered(posts: pl.DataFrame, tempo: pl.DataFrame, headline: Sentence | None) -> Fact:
    """Return how long after the first post of the headline the second came; else how fast posts were answered."""
    # Only a headline of a claim and what was said to it quotes two posts; others rest on many.
    pair = headline.posts if headline and headline.n_evidence == _QUOTED == len(headline.posts) else ()
    quoted = [post.post_id for post in pair] if headline and headline.wording.count("“") >= _QUOTED else []
    times = dict(posts.filter(pl.col("post_id").is_in(quoted)).select("post_id", "created_at").iter_rows())
    first, second = (times.get(post_id) for post_id in quoted) if len(quoted) == _QUOTED else (None, None)
    if first is not None and second is not None:
        one, other = (post.handle for post in pair)
        return Fact(_apart(abs(second - first)), f"from {one}’s post to {other}’s")
    median = tempo["latency_median_s"].to_list()[:1]
    if median and median[0] is not None:
        return Fact(span(median[0]), "from a post to its answer, as the median")
    return Fact(NOTHING, "from a post to its answer: no times known")


def _apart(length: timedelta) -> str:
    return span(length) if length.total_seconds() else "the same moment"


def _pace(n_posts: int, tempo: pl.DataFrame) -> Fact:
    half = tempo.select(half=pl.col("at_50") - pl.col("started_at"))["half"].to_list()
    if n_posts < _PACED or not half or half[0] is None:
        return Fact(NOTHING, "of pace: too few posts, or no times known")
    return Fact(within(half[0]), "within which half of the posts were written")


def _noted(states: pl.DataFrame, coverage: pl.DataFrame, timeline: pl.DataFrame, posts: pl.DataFrame) -> Fact:
    """Return whether a Community Note was shown, as far as this data tells."""
    shown = [name for name, state in NOTE_STATES.items() if state.was_shown]
    told = pl.col("state", "snapshot_state")
    noted = states.filter(pl.any_horizontal(told.is_in(shown).fill_null(value=False)))["post_id"].unique()
    if len(noted):
        by = posts.filter(pl.col("post_id").is_in(noted.implode()))["handle"].drop_nulls().to_list()
        on = f"{person(by[0])}’s post" if len(noted) == len(by) == 1 else _counted(len(noted))
        hours = timeline.filter(pl.col("post_id").is_in(noted.implode()))["hours_to_written"].drop_nulls()
        after = (
            f", written {span(hours[0] * 3600)} after it"
            if len(noted) == hours.n_unique() == 1 and hours[0] > 0
            else ""
        )
        return Fact("Shown", f"a Community Note, on {on}{after}")
    n_noted = int(coverage["n_noted"].sum())
    if n_noted:
        return Fact(_UNSHOWN, f"on record of a Community Note; signs of one on {_counted(n_noted)}")
    known = int(coverage["n_posts"].sum()) - int(coverage["n_unknown"].sum())
    if known > 0:
        return Fact("No sign", f"of a Community Note; something is known of {_counted(known)}")
    return Fact("Not known", "whether there was a Community Note: nothing in this data tells")


def _counted(n_posts: int) -> str:
    return f"{number(n_posts)} {'post' if n_posts == 1 else 'posts'}"


def _coverage(completeness: pl.DataFrame) -> Fact:
    for row in completeness.iter_rows(named=True):
        if row["coverage"] is not None:
            counted, archived = number(row["replies_counted"]), number(row["replies_archived"])
            return Fact(share(row["coverage"]), f"of replies archived: {archived} of {counted} that X counts")
    return Fact("Not known", "how much is missing: the export carries no reply counts")
