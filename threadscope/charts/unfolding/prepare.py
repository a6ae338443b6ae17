"""Tables to the numbers of the unfolding chart."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from threadscope.charts.note_times import Moment, note_moments
from threadscope.charts.one_thread import authors_of, one_thread
from threadscope.charts.sides import UNDETERMINED, sides_of
from threadscope.charts.source import completeness_of, handles_of, placed_told
from threadscope.charts.time_scale import Seconds, TimeScale, time_scale
from threadscope.charts.unfolding.bars import bars_of
from threadscope.charts.unfolding.crowd import lanes_of, main_people, rows_of_crowd, thin_row
from threadscope.charts.unfolding.gather import gather
from threadscope.charts.unfolding.numbers import Unfolding
from threadscope.charts.unfolding.story import arrows_of, note_lines, turning_findings, turns_of
from threadscope.charts.words import share
from threadscope.settings import Settings

__all__ = ["prepare"]

_PHONE_BINS, _FEW_BINS, _BINS, _SMALL = 44, 60, 100, 150


def _times(rows: pl.DataFrame) -> Seconds:
    return rows["at"].drop_nulls().to_numpy().astype(np.float64)


def _scale(at: Seconds, moments: list[Moment], settings: Settings, *, narrow: bool) -> TimeScale:
    most = _PHONE_BINS if narrow else _FEW_BINS if len(at) <= _SMALL else _BINS
    also = np.array([moment for moment, *_ in moments], dtype=np.float64)
    padding = (0.04, 0.03) if narrow else (0.012, 0.018)
    # Without any time there is no axis; an empty one keeps the rest of the numbers in one form.
    times = at if len(at) else np.zeros(1)
    return time_scale(times, ZoneInfo(settings.tz), most_bins=most, also=also, padding=padding)


def _placed(placed: int, n_posts: int, denials: int, claim_words: str, *, with_claim: bool) -> str:
    """Say how many posts carry the colour of a side, and how many deny not the claim but what they answer."""
    if n_posts == 1:
        return ""
    words = placed_told(placed, n_posts, claim_words, with_claim=with_claim, none="No post") + "."
    if not denials:
        return words
    return f"{words} {denials:,} {'denies the post it answers' if denials == 1 else 'deny the post they answer'}."


def _first_note(moments: list[Moment]) -> tuple[float, str] | None:
    """Return when a note was shown, or else written, and how that reads; None where no such time is on record."""
    helpful = [moment for moment, words, _ in moments if words == "note shown"]
    written = [moment for moment, _, kind in moments if kind == "written"]
    if helpful:
        return min(helpful), "a note was rated helpful"
    return (min(written), "a note was written") if written else None


def _before_note(before: int, n_timed: int, event: str) -> str:
    """Say how many posts are older than a note."""
    if before == n_timed:
        return f"All came before {event}."
    return f"{before:,} ({share(before, n_timed)}) came before {event}."


def _shares(at: Seconds) -> tuple[float, float, float]:
    """Return when 10, 50 and 90 % of the posts had been written."""
    if not len(at):
        return float("nan"), float("nan"), float("nan")
    ten, half, ninety = (float(at[max(0, int(np.ceil(part * len(at))) - 1)]) for part in (0.1, 0.5, 0.9))
    return ten, half, ninety


def prepare(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    participants: pl.DataFrame,
    stance: pl.DataFrame,
    heads: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_people: int | None = None,
    max_turning_points: int | None = None,
) -> Unfolding:
    """Turn the tables of one thread into what the unfolding chart draws.

    Of several threads, the one with most posts is drawn.

    Parameters
    ----------
    posts, ghosts, people, participants, stance, heads, note_states, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme, claim and the names of the sides.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether title and list of turning points stand in the picture; without them where a page tells both.
    max_people
        Most lanes; None for 8, on a phone 4.
    max_turning_points
        Most badges; None for 12, on a phone 8.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, narrow, notes = thread.posts, thread.narrow, thread.of(note_states)
    claim, claim_words = thread.claim
    on_record = pl.col("snapshot_state").is_in(["shown", "shown_then_removed"]).fill_null(value=False)
    shown = notes.filter((pl.col("state") == "shown_at_capture") | on_record)
    rows = gather(posts, ghosts, stance, heads, shown, thread_id=thread.id, claim=claim)
    handles, talkers, sides = handles_of(mine, people), thread.of(participants), sides_of(settings)
    at, moments = _times(rows), note_moments(notes)
    scale = _scale(at, moments, settings, narrow=narrow)
    found = turning_findings(findings, rows, thread.id, max_turning_points or (8 if narrow else 12))
    turns = turns_of(found, rows, handles, notes, scale if len(at) else None)
    turning = {turn.post_id for turn in turns if not turn.note}
    authors = rows.filter(pl.col("post_id").is_in(turning))["author_id"].unique(maintain_order=True).to_list()
    main = main_people(authors, talkers, rows.height, max_people or (4 if narrow else 8))
    lanes = lanes_of(rows, main, talkers, handles, turning, sides, claim_words=claim_words)
    crowd = rows.filter(~pl.col("author_id").is_in(main))
    denials = rows.filter(pl.col("denied_id").is_not_null() & (pl.col("side") == UNDETERMINED.name)).height
    n_people, unknown = authors_of(mine)
    on_side = rows.filter(pl.col("side").is_in(["claim", "dispute"]))["post_id"]
    placed, with_claim = len(on_side), claim in on_side
    noted = _first_note(moments) if len(at) else None
    before = int((at < noted[0]).sum()) if noted else 0
    told_numbers = [("placed for or against", placed), ("deny the post they answer", denials)]
    told_numbers += [("before the note", before)] if noted else []
    return Unfolding(
        **thread.frame(thread.told("headline"), over_time=True),
        subtitle=" ".join(
            part
            for part in (
                thread.told("extent")[0],
                _placed(placed, rows.height, denials, claim_words, with_claim=with_claim),
                _before_note(before, len(at), noted[1]) if noted else "",
            )
            if part
        ),
        n_posts=rows.height,
        n_people=n_people,
        unknown=unknown,
        n_later=int((at > scale.end).sum()),
        n_untimed=thread.n_untimed,
        first_at=float(at[0]) if len(at) else float("nan"),
        last_at=float(at[-1]) if len(at) else float("nan"),
        scale=scale,
        bars=bars_of(rows, scale, handles, sides, narrow=narrow),
        lanes=lanes,
        rows=rows_of_crowd(rows, main, scale, sides),
        quotes=thin_row("quotes", "of all these, by quote", crowd.filter(pl.col("by_quote")), scale),
        orphans=thin_row("orphans", "answer a missing post", rows.filter(pl.col("orphan")), scale),
        turns=turns,
        arrows=arrows_of(turns, rows, lanes, scale),
        notes=note_lines(moments, scale),
        shares=_shares(at),
        most_likes=max(rows["likes"].drop_nulls().to_list(), default=0),
        likes_known=bool(rows["likes"].is_not_null().any()),
        claim_words=claim_words,
        noted_words="note shown" if shown.select(on_record.any()).item() else "note shown at capture",
        pictures=any(dot.picture for lane in lanes for dot in lane.dots),
        archived=completeness_of(thread.completeness)[0],
        told=tuple(told_numbers),
    )
