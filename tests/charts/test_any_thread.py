"""Any thread can be drawn, whatever its tree, its holes and its texts are."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import at
from tests.builders import study as study_of
from threadscope.charts import CHARTS
from threadscope.schema.note_states import NOTE_STATES
from threadscope.snowflake import id_at

#: Charts whose parts hold every post of the thread -> the sections of their table that do; () for all rows.
_WHOLE: dict[str, tuple[str, ...]] = {
    "note": ("lane", "row", "posts"),
    "tree": (),
    "unfolding": ("lane", "row", "posts"),
}
_TIMES = st.one_of(st.none(), st.integers(0, 10**8).map(at))
_TEXTS = st.one_of(st.none(), st.text(max_size=300))
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
def threads(draw: st.DrawFn) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Return the posts of a thread as ``tests.builders`` takes them, and their other columns."""
    size = draw(st.integers(1, 25))
    names = ["p0"]
    for place in range(1, size):
        target = draw(st.integers(-2, place - 1))
        mark = draw(st.sampled_from([">", "~"]))
        names.append(
            f"p{place}@a{draw(st.integers(0, 4))}{mark}{f'p{target}' if target >= 0 else 'gone' + str(-target)}"
        )
    ids = [f"p{place}" for place in range(size)]
    times: dict[str, datetime | None] = {name: draw(_TIMES) for name in ids}
    noted = draw(
        st.lists(
            st.builds(_note, st.sampled_from([*ids, "gone1"]), _EVIDENCE, _TIMES, _TIMES, _TIMES, _TEXTS),
            max_size=6,
        )
    )
    return names, {
        "notes": noted,
        "created_at": times,
        "text": {name: draw(_TEXTS) for name in ids},
        "handle": {name: draw(_HANDLES) for name in ids},
        "like_count": {name: draw(st.one_of(st.none(), st.integers(0, 10**9))) for name in ids},
    }


@pytest.mark.parametrize("width", [1260, 390])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(thread=threads())
def test_any_thread_can_be_drawn(thread: tuple[list[str], dict[str, Any]], width: int) -> None:
    """Posts without times, words, likes, names or parents, and notes of any kind, are drawn, and the numbers add up."""
    names, columns = thread
    study = study_of(*names, **columns)
    largest = study.table("threads")["n_posts"].max()
    for name in CHARTS:
        chart = study.chart(name, width=width)
        assert chart.svg().startswith("<?xml")
        assert len(chart.title) + len(chart.alt) > 0
        parts = chart.table
        if name in _WHOLE:
            parts = parts.filter(pl.col("section").is_in(_WHOLE[name])) if _WHOLE[name] else parts
            assert parts["posts"].sum() == largest
