"""Every number printed in a chart, its title or its subtitle equals the table behind it."""

from __future__ import annotations

import re
from functools import cache

import polars as pl
import pytest

import threadscope as ts
from tests.builders import at
from tests.charts.drawing import generated
from tests.charts.printed import known_to, printed, unexplained
from tests.covering import covering
from threadscope.charts import CHARTS
from threadscope.study import Study

#: chart -> patterns of what may be printed besides, with the reason.
_BESIDES = {
    "branches": {
        r"smoothed over 5 bins": "how outlines are drawn",
    },
    "voices": {
        r"of the [\d,]+ answers in the archive": "what the title's answers are part of: all answers, which no mark shows"
    },
}


@cache
def _study(name: str) -> Study:
    return ts.read("fixtures/pigeonchat").thread() if name == "founding" else generated(1000)


@pytest.mark.parametrize(
    ("name", "study", "width"), covering(list(CHARTS), ["founding", "generated"], [1260, 390])
)
def test_printed_numbers_are_the_tables(name: str, study: str, width: int) -> None:
    """Footer, quotations, dates, marks of axes and badges apart, no number is printed that the table does not say."""
    thread = _study(study)
    chart = thread.chart(name, width=width)
    known = known_to(chart.table)
    lines = printed(chart, thread.table("posts"))
    for pattern in _BESIDES.get(name, {}):
        lines = [re.sub(pattern, " ", line) for line in lines]
    assert {line: found for line in lines if (found := unexplained(line, known))} == {}


def test_a_wrong_number_is_seen() -> None:
    """The check itself tells a printed number from one that no table says; shares, sums and lengths of time are known."""
    table = pl.DataFrame(
        {"section": ["lane", "lane"], "at": [at(0), at(7200)], "posts": [1234, 766], "item": ["1 of 8", "x"]}
    )
    known = known_to(table)
    told = "1,234 of 2,000 posts (62%), 1.2k likes, 2 h later, place 1 of 8, @rio_9 at 12:05 on 24 May 2024"
    assert unexplained(told, known) == []
    assert unexplained("1,235 posts (63%), 9k likes, 5 h later, 1 of 9", known) == [
        "1,235", "63%", "9k", "5 h", "9",
    ]  # fmt: skip
