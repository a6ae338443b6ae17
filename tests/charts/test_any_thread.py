"""Any thread can be drawn, whatever its tree, its holes and its texts are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import at
from tests.builders import study as study_of
from threadscope.charts import CHARTS

_TIMES = st.one_of(st.none(), st.integers(0, 10**8).map(at))
_TEXTS = st.one_of(st.none(), st.text(max_size=300))
_HANDLES = st.one_of(st.none(), st.text(min_size=1, max_size=15))


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
    return names, {
        "created_at": times,
        "text": {name: draw(_TEXTS) for name in ids},
        "handle": {name: draw(_HANDLES) for name in ids},
        "like_count": {name: draw(st.one_of(st.none(), st.integers(0, 10**9))) for name in ids},
    }


@pytest.mark.parametrize("width", [1260, 390])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(thread=threads())
def test_any_thread_can_be_drawn(thread: tuple[list[str], dict[str, Any]], width: int) -> None:
    """Posts without times, words, likes, names or parents are drawn, and the numbers add up."""
    names, columns = thread
    study = study_of(*names, **columns)
    largest = study.table("threads")["n_posts"].max()
    for name in CHARTS:
        chart = study.chart(name, width=width)
        assert chart.svg().startswith("<?xml")
        parts = (
            chart.table
            if name == "tree"
            else chart.table.filter(chart.table["section"].is_in(["lane", "row"]))
        )
        assert parts["posts"].sum() == largest
