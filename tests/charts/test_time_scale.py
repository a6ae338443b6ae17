"""The time axis: what is drawn, cut and counted, in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.charts.time_scale import TimeScale, time_scale

T0 = datetime(2024, 5, 24, 21, 0, tzinfo=UTC).timestamp()
HOUR = 3600.0
NONE = np.array([])


def scaled(
    hours: list[float],
    zone: str = "UTC",
    most_bins: int = 60,
    also: list[float] | None = None,
    **more: Any,
) -> TimeScale:
    """Return the scale of posts so many hours after the first."""
    at = np.array(hours) * HOUR + T0
    return time_scale(
        at,
        ZoneInfo(zone),
        most_bins=most_bins,
        also=np.array(also or []) * HOUR + T0,
        padding=(0.01, 0.01),
        **more,
    )


def test_late_tail_is_left_out() -> None:
    """Two posts of a hundred that come a week later are not drawn; the axis ends with the last drawn post."""
    scale = scaled([i / 10 for i in range(98)] + [170, 171])
    assert scale.end < T0 + 11 * HOUR
    assert not scale.gaps


def test_few_posts_are_never_left_out() -> None:
    """Below thirty posts every post is drawn."""
    assert scaled([0, 0.1, 0.2, 0.3, 240]).end >= T0 + 240 * HOUR


def test_quiet_gap_is_cut_by_whole_bins() -> None:
    """A night of ten hours in a thread of five is cut to a sixth of the rest, and bins stay round clock times."""
    scale = scaled([i / 10 for i in range(30)] + [13 + i / 10 for i in range(20)])
    (gap,) = scale.gaps
    assert (gap.start, gap.end) == (T0 + 2.9 * HOUR, T0 + 13 * HOUR)
    assert gap.words == "10 h quiet"
    assert gap.removed % scale.bin_s == 0
    starts = [scale.clock(float(edge)) for edge in scale.edges]
    assert all(start % scale.bin_s == pytest.approx(0, abs=1e-3) for start in starts)


def test_two_posts_keep_their_distance() -> None:
    """With nothing but one gap there is nothing to make room for."""
    assert not scaled([0, 100]).gaps


@pytest.mark.parametrize("n_posts", [1, 40])
def test_one_moment_has_an_axis(n_posts: int) -> None:
    """Posts of one instant stand in the middle of a minute."""
    scale = scaled([0.0] * n_posts)
    assert scale.place(np.array([T0]))[0] == pytest.approx(0.5, abs=0.01)
    assert scale.end - scale.start >= 60


@given(st.lists(st.floats(0, 500), min_size=1, max_size=60))
def test_places_follow_time(hours: list[float]) -> None:
    """An earlier post never stands to the right of a later one, and drawn posts stand inside the axis."""
    scale = scaled(hours)
    at = np.sort(np.array(hours)) * HOUR + T0
    places = scale.place(at)
    assert (np.diff(places) >= -1e-12).all()
    drawn = at <= scale.end
    assert ((places[drawn] >= 0) & (places[drawn] <= 1)).all()


@given(st.lists(st.floats(0, 500), min_size=2, max_size=60), st.floats(0, 1))
def test_clock_undoes_drawn(hours: list[float], part: float) -> None:
    """Outside cut stretches, going to the paper and back gives the same time."""
    scale = scaled(hours)
    at = T0 + part * (scale.end - T0)
    if not any(gap.end - gap.removed < at < gap.end for gap in scale.gaps):
        assert scale.clock(float(scale.drawn(np.array([at]))[0])) == pytest.approx(at, abs=1e-3)


def test_note_after_the_last_post_stretches_the_axis() -> None:
    """An event up to a quarter of the span later is drawn, a later one is not."""
    posts = [i / 4 for i in range(41)]
    assert scaled(posts, also=[12]).end >= T0 + 12 * HOUR
    assert scaled(posts, also=[30]).end < T0 + 11 * HOUR


def test_any_reach_takes_in_every_event_and_the_posts_before_it() -> None:
    """With any reach a late event is drawn; posts that the axis then takes in are no quiet, and what is left is cut."""
    posts = [i / 10 for i in range(98)] + [170, 171]
    assert scaled(posts, also=[200]).end < T0 + 11 * HOUR
    scale = scaled(posts, also=[200], reach=None)
    assert scale.end >= T0 + 200 * HOUR
    assert [((gap.start - T0) / HOUR, (gap.end - T0) / HOUR) for gap in scale.gaps] == [
        (pytest.approx(9.7), pytest.approx(170)),
        (pytest.approx(171), pytest.approx(200)),
    ]
    assert scale.counts(np.array(posts) * HOUR + T0).sum() == 100


def test_no_more_gaps_are_cut_than_wanted() -> None:
    """The longest quiet stretches are cut, as many as the picture bears."""
    bursts = [start + i / 10 for start in (0, 20, 50, 90) for i in range(10)]
    assert len(scaled(bursts).gaps) == 3
    assert [gap.words for gap in scaled(bursts, most_gaps=1).gaps] == ["39 h quiet"]


@given(st.lists(st.floats(0, 500), min_size=1, max_size=60))
def test_counts_hold_every_drawn_time_once(hours: list[float]) -> None:
    """Bins hold the drawn times, each in the one that it falls into, and no other."""
    scale = scaled(hours)
    at = np.array(hours) * HOUR + T0
    drawn = at[at <= scale.end]
    assert scale.counts(at).sum() == len(drawn)
    assert scale.counts(at).tolist() == np.histogram(scale.drawn(drawn), scale.edges)[0].tolist()


def test_ticks_are_round_in_the_zone() -> None:
    """In a zone of half hours, ticks stand at round hours of that zone, and midnight carries the date."""
    scale = scaled([i / 2 for i in range(40)], zone="Asia/Kolkata")
    ticks = scale.ticks(14)
    assert all(tick.words.endswith(":00") for tick in ticks)
    assert [tick.date for tick in ticks if tick.midnight] == ["Sat 25 May"][: sum(t.midnight for t in ticks)]
    assert {int((tick.at + 5.5 * HOUR) % HOUR) for tick in ticks} == {0}


def test_ticks_across_a_clock_change() -> None:
    """In the night in which clocks go forward, ticks still stand at the hours that the clock shows."""
    start = datetime(2024, 3, 30, 20, tzinfo=UTC).timestamp()
    at = start + np.arange(40) * HOUR / 2
    scale = time_scale(at, ZoneInfo("Europe/Berlin"), most_bins=60, also=NONE, padding=(0.01, 0.01))
    words = [tick.words for tick in scale.ticks(8)]
    assert words == ["21:00", "00:00", "03:00", "06:00", "09:00", "12:00", "15:00"]


def test_tick_after_a_gap_repeats_the_date() -> None:
    """The first tick after a cut carries its date again."""
    scale = scaled([i / 10 for i in range(30)] + [60 + i / 10 for i in range(20)])
    (gap,) = scale.gaps
    after = [tick for tick in scale.ticks(14) if tick.at >= gap.end]
    assert after[0].date == "Mon 27 May"


def test_bins_begin_at_round_times_of_the_zone() -> None:
    """Bins of six hours begin at six o'clock of the reader, not of Greenwich."""
    scale = scaled([i * 4 for i in range(60)], zone="America/New_York", most_bins=44)
    assert scale.bin_s == 6 * HOUR
    assert {scale.local(scale.clock(float(edge))).hour for edge in scale.edges} == {0, 6, 12, 18}
