"""Tables to the numbers of the storyboard."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from threadscope.charts.note_times import note_moments
from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import sides_of, sides_of_all
from threadscope.charts.source import handles_of, placed_told
from threadscope.charts.storyboard.cards import Phases, cards_of, phases_of, posts_named
from threadscope.charts.storyboard.clock import Clock
from threadscope.charts.storyboard.numbers import NoteMark, Standing, Storyboard
from threadscope.charts.storyboard.standing import standing_of, turns_of
from threadscope.charts.time_scale import Seconds, TimeScale, time_scale
from threadscope.charts.words import counted
from threadscope.settings import Settings

__all__ = ["FEWEST", "prepare"]

_PHONE_BINS, _BINS = 56, 96
#: Threads with fewer posts with times have no phases: as the table ``phases`` has it.
FEWEST = 25
#: A note is drawn where it came at most so much of the drawn time after its end.
_REACH = 0.25
_NOTHING = Standing((), "", noted=False, last="", completeness="", archived=None, counted=None, unknown="")


def _epochs(mine: pl.DataFrame) -> Seconds:
    times = mine["created_at"].drop_nulls().dt.epoch("ms").to_numpy()
    return np.sort(times.astype(np.float64) / 1000)


def _scale(phases: Phases, moments: list[float], zone: ZoneInfo, *, narrow: bool) -> TimeScale:
    """Draw so much that every phase begins in it, and half of the last one's posts are seen."""
    last = phases.posts(len(phases.rows) - 1)
    due = [*phases.starts, float(last[len(last) // 2])]

    def drawn(also: list[float]) -> TimeScale:
        return time_scale(
            phases.at,
            zone,
            most_bins=_PHONE_BINS if narrow else _BINS,
            also=np.array(also),
            padding=(0.035, 0.03) if narrow else (0.012, 0.012),
            reach=None,
            most_gaps=2 if narrow else 4,
        )

    bare = drawn(due)
    left, right = bare.drawn(np.array([bare.start, bare.end]))
    near = [moment for moment in moments if moment <= bare.end + _REACH * (right - left)]
    return drawn([*due, *near]) if near else bare


def _subtitle(
    n_phases: int, n_posts: int, n_people: int, placed: int, claim_words: str, *, with_claim: bool
) -> str:
    size = f"{counted(n_posts, 'post')} by {counted(n_people, 'person', 'people')}"
    sides = placed_told(placed, n_posts, claim_words, with_claim=with_claim, none="None")
    if n_phases == 1:
        return f"One phase: neither pace nor answers part these {size}. {sides}."
    how = f"How it went in {n_phases} phases: {size}."
    return f"{how} {sides}; the phases need none of that: they follow who was answered and how fast."


def _few(n_timed: int, n_posts: int) -> str:
    had = "no post" if not n_timed else f"{n_timed:,} of {counted(n_posts, 'post')}"
    told = f"only {counted(n_posts, 'post')}" if n_timed == n_posts else f"a time for {had}"
    return (
        f"Too little to tell in phases: the archive holds {told}, and phases need {FEWEST} with a time."
        " The tree shows who said what."
    )


def _people_of(posts: pl.DataFrame, ids: list[str]) -> pl.DataFrame:
    return posts.filter(pl.col("post_id").is_in(ids))


def prepare(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    answers: pl.DataFrame,
    phases: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_names: int = 2,
    max_lines: int = 4,
) -> Storyboard:
    """Turn the tables of one thread into what the storyboard draws.

    Of several threads, the one with most posts is drawn.

    Parameters
    ----------
    posts, people, answers, phases, stance, note_states, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme and claim.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_names
        Most people named among those who enter; the others are a number.
    max_lines
        Most lines of a quotation.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread, zone = (
        one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone),
        ZoneInfo(settings.tz),
    )
    mine, told, rows, at = thread.posts, thread.findings, thread.of(phases), _epochs(thread.posts)
    n_people = mine["author_id"].n_unique()
    bare = Storyboard(
        **thread.frame(thread.told("headline"), over_time=True, counts_people=True),
        why=_few(len(at), mine.height),
        n_posts=mine.height,
        n_people=n_people,
        n_untimed=thread.n_untimed,
        n_later=0,
        scale=None,
        cards=(),
        notes=(),
        standing=_NOTHING,
        quote_lines=max(max_lines, 1),
    )
    if rows.is_empty():
        return bare
    laid = phases_of(rows, at)
    stances, handles = thread.of(stance), handles_of(mine, people)
    moments = note_moments(thread.of(note_states))
    scale = _scale(laid, [moment for moment, *_ in moments], zone, narrow=thread.narrow)
    clock = Clock(zone, float(at[0]), scale.end)
    notes = tuple(NoteMark(*moment, clock.when(moment[0])) for moment in moments)
    keys = rows["key_post_id"].to_list()
    parents = mine.filter(pl.col("post_id").is_in(keys))["parent_id"].drop_nulls().to_list()
    wanted = [*keys, *parents, *rows["under_id"].drop_nulls().to_list(), thread.id]
    known = posts_named(_people_of(mine, wanted), _people_of(stances, wanted), handles)
    turns = turns_of(told)
    drew = thread.of(answers).filter(pl.col("target_id").is_in(keys)).group_by("target_id").len()
    claim, claim_words = thread.claim
    cards = cards_of(
        laid, known, dict(turns.select("post_id", "label").iter_rows()), dict(drew.iter_rows()), handles, notes, scale,
        clock, thread_id=thread.id, claim=claim, sides=sides_of(settings), max_names=max_names,
    )  # fmt: skip
    standing = standing_of(
        mine, stances, told, turns, thread.completeness, handles, clock, float(at[-1]), sides_of_all(settings)
    )
    placed = sum(n for side, n in standing.sides if side.name in {"claim", "dispute"})
    with_claim = not stances.filter(
        pl.col("post_id") == claim, pl.col("toward_claim").is_in(["support", "deny"])
    ).is_empty()
    n_later = int((at > scale.end).sum())
    later = f" · {counted(n_later, 'post')} of phase {len(cards)} after the curve’s end" if n_later else ""
    return replace(
        bare,
        subtitle=_subtitle(len(cards), mine.height, n_people, placed, claim_words, with_claim=with_claim),
        n_later=n_later,
        scale=scale,
        cards=cards,
        notes=tuple(note for note in notes if scale.start <= note.at <= scale.end),
        standing=standing,
        why="",
        footer=f"{bare.footer}{later} · shares rounded to add up to 100%",
    )
