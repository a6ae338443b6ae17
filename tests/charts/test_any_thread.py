"""Any thread can be drawn, whatever its tree, its holes and its texts are."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.builders import at, posts
from tests.charts.odd import OneThread, threads_of
from threadscope.charts import CHARTS
from threadscope.schema.note_states import NOTE_STATES
from threadscope.snowflake import id_at

#: Charts whose parts hold every post (or person) of the thread -> the sections of their table that do; () for all rows.
_WHOLE: dict[str, tuple[str, ...]] = {
    "branches": ("branch", "pooled", "elsewhere", "opening"),
    "note": ("lane", "row", "posts"),
    "storyboard": ("phase", "no phase", "untimed"),
    "tree": (),
    "unfolding": ("lane", "row", "posts"),
}
_EVERYBODY = {"voices": ("person", "crowd")}
# What is computed of threads takes as long for several as for one.
_TOGETHER = 4
_TIMES = st.one_of(st.none(), st.integers(0, 10**8).map(at))
_TEXTS = st.one_of(st.none(), st.text(max_size=120))
_HANDLES = st.one_of(st.none(), st.text(min_size=1, max_size=15))


_EVIDENCE = st.sampled_from(
    [("snapshot", state) for state in NOTE_STATES if not re.search("capture|pivot", state)]
    + [
        ("pivot", "shown_at_capture"),
        ("pivot", "pivot_ambiguous"),
        ("payload", "shown"),
        ("text_hint", "unknown"),
    ]
    + [("flag", "none_reported_at_capture"), ("flag", "notes_exist_not_shown_to_capturer")]
)


def _note(
    post_id: str,
    evidence: tuple[str, str],
    first: datetime | None,
    second: datetime | None,
    third: datetime | None,
    text: str | None,
) -> dict[str, Any]:
    """Return a row of `notes` with times in any order."""
    kind, state = evidence
    return {
        "post_id": post_id, "evidence_kind": kind, "state": state, "text": text, "observed_at": third, "source": "here",
        "note_id": None if first is None or kind == "flag" else id_at(first, 5), "written_at": first,
        "shown_from": second if kind == "snapshot" else None, "rated_helpful_at": second, "shown_until": third,
    }  # fmt: skip


@st.composite
def threads(draw: st.DrawFn, place: int) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Return the posts of a thread as the fold hands them over, and the rows of `notes` about them."""
    size = draw(st.integers(1, 16))
    start = f"t{place}p"
    specs = [f"{start}0"]
    for number in range(1, size):
        target = draw(st.integers(-2, number - 1))
        mark = draw(st.sampled_from([">", "~"]))
        answered = f"{start}{target}" if target >= 0 else f"t{place}gone{-target}"
        specs.append(f"{start}{number}@t{place}a{draw(st.integers(0, 4))}{mark}{answered}")
    ids = [f"{start}{number}" for number in range(size)]
    about = st.sampled_from([*ids, f"t{place}gone1"])
    noted = draw(st.lists(st.builds(_note, about, _EVIDENCE, _TIMES, _TIMES, _TIMES, _TEXTS), max_size=4))
    columns = {
        "created_at": {name: draw(_TIMES) for name in ids},
        "text": {name: draw(_TEXTS) for name in ids},
        "handle": {name: draw(_HANDLES) for name in ids},
        "like_count": {name: draw(st.one_of(st.none(), st.integers(0, 10**9))) for name in ids},
    }
    return posts(*specs, **columns), noted


def _check(name: str, thread: OneThread, width: int) -> None:
    note(f"chart {name} of {thread.thread_id} at {width}")
    chart = thread.chart(name, width=width)
    assert chart.svg().startswith("<?xml")
    assert len(chart.title) + len(chart.alt) > 0
    mine = thread.table("posts")
    if name in _WHOLE:
        wanted = pl.col("section").is_in(_WHOLE[name])
        parts = chart.table.filter(wanted) if _WHOLE[name] else chart.table
        assert parts["posts"].sum() == mine.height
    if name in _EVERYBODY:
        parts = chart.table.filter(pl.col("section").is_in(_EVERYBODY[name]))
        assert parts["people"].sum() == mine["author_id"].n_unique()


def _draw_all(several: list[tuple[pl.DataFrame, list[dict[str, Any]]]], widths: list[int]) -> None:
    noted = [row for _, rows in several for row in rows]
    for place, thread in enumerate(threads_of(*(frame for frame, _ in several), notes=noted)):
        for number, name in enumerate(CHARTS):
            for width in widths if len(widths) > 1 else [(1260, 390)[(place + number + widths[0]) % 2]]:
                _check(name, thread, width)


# Not shrunk: each try takes a second. The note names the chart and the thread.
_RULES = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
_SEVERAL = st.tuples(*(threads(place) for place in range(_TOGETHER))).map(list)


@settings(_RULES, max_examples=1)
@given(several=_SEVERAL, turn=st.integers(0, 1))
def test_any_thread_can_be_drawn(several: list[tuple[pl.DataFrame, list[dict[str, Any]]]], turn: int) -> None:
    """Posts without times, words, likes, names or parents, and notes of any kind, are drawn, and the numbers add up."""
    _draw_all(several, [turn])


@pytest.mark.long
@settings(_RULES, max_examples=60)
@given(several=_SEVERAL)
def test_many_threads_can_be_drawn(several: list[tuple[pl.DataFrame, list[dict[str, Any]]]]) -> None:
    """The same holds for many more threads, each at both widths."""
    _draw_all(several, [1260, 390])
