"""The chart of captures: points, and nothing between them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import polars as pl
import pytest

from tests.builders import at, posts, study
from tests.charts.drawing import generated, overlaps, texts
from tests.covering import covering
from threadscope import schema
from threadscope.charts.canvas import paper
from threadscope.charts.chart import Chart
from threadscope.study import Study

DAY = 86_400


@cache
def captured(n_posts: int = 9, n_times: int = 3) -> Study:
    """Return a study whose posts were each captured on several days; the second one was deleted on the last."""
    names = ["root", *(f"a{n}@p{n}>root" for n in range(1, n_posts))]
    folded = posts(*names, text={"root": "The app reads your messages. " * 9})
    rows: list[dict[str, Any]] = [
        {"post_id": post, "captured_at": at(DAY + time * DAY), "like_count": 10**5 // (n + 1) * (time + 1),
         "reply_count": None if n == 2 else 40 + time * n}
        for n, post in enumerate(folded["post_id"])
        for time in range(n_times)
        if not (n == 1 and time == n_times - 1)
    ]  # fmt: skip
    observations = schema.conform(pl.DataFrame(rows), "observations")
    gone = [{"post_id": "a1", "reason": "deleted", "captured_at": at(DAY + (n_times - 1) * DAY)}]
    return study(folded, observations=observations, absences=gone)


def printed(chart: Chart) -> list[str]:
    """Return the numbers in the picture that are no days and no years."""
    body = [text.get_text() for text in texts(chart.figure)]
    return [text for text in body if re.fullmatch(r"[\d,]+", text)]


def test_numbers_are_those_of_the_table():
    """Every number at a point, and the one of posts that are not drawn, stands in the table."""
    chart = captured().chart("captures")
    table = chart.table
    known = {f"{value:,}" for name in ("likes", "replies") for value in table[name].drop_nulls()}

    assert printed(chart)
    assert set(printed(chart)) <= known
    assert table.select("posts_captured_again", "posts_not_drawn").drop_nulls().rows() == [(9, 3)]
    assert "9 posts captured at several times; 3 of them with smaller changes not drawn" in chart.subtitle


def test_the_posts_that_changed_most_are_drawn():
    """Six, on a phone four; a post that was gone is told as such and keeps its earlier points."""
    wide, narrow = captured().chart("captures"), captured().chart("captures", width=390)

    assert wide.table["post_id"].drop_nulls().unique(maintain_order=True).to_list()[:2] == ["root", "a2"]
    assert wide.table["post_id"].n_unique() == 6 + 1
    assert narrow.table["post_id"].n_unique() == 4 + 1
    assert wide.table.filter(pl.col("gone").is_not_null())["post_id"].to_list() == ["a1"]
    assert "deleted" in [text.get_text() for text in texts(wide.figure)]
    assert "not said" in [text.get_text() for text in texts(wide.figure)]


def test_the_title_is_a_finding_and_says_nothing_of_why():
    """Two counts and two days of one post."""
    chart = captured().chart("captures")

    assert chart.title.startswith("@root’s post “The app reads your messages.")
    assert chart.title.endswith(
        "had 100,000 likes when it was captured on 25 May 2024, and 300,000 on 27 May 2024."
    )
    assert chart.evidence == ("root",)
    assert not re.search("after|because|since|rose|grew|fell", chart.title + chart.subtitle)


@pytest.mark.parametrize(("width", "n_times"), covering([1260, 390], [2, 3, 12]))
def test_nothing_overlaps(width: int, n_times: int):
    """Two, three or a dozen captures: numbers that would touch are left to the table."""
    chart = captured(9, n_times).chart("captures", width=width)
    with paper():
        assert list(overlaps(chart.figure)) == []
    assert len(chart.svg()) < 250_000


def test_nothing_captured_twice_is_said():
    """A small card with what would be needed, and no empty axes."""
    chart = generated(150, "broadcast").chart("captures")

    assert not chart.telling
    assert chart.title == "No post of this thread was captured at two times with counts"
    assert "captures of several days" in chart.subtitle
    assert chart.table["post_id"].null_count() == chart.table.height


def test_times_are_those_of_the_zone():
    """The days at the ends are the reader's."""
    chart = captured().chart("captures", tz="Pacific/Auckland")
    body = [text.get_text() for text in texts(chart.figure)]

    assert "26 May 2024" in body
    assert chart.table["captured_at"].drop_nulls().min() == at(DAY)
