"""The branches chart: every post in one branch, nothing drawn before it can be, and every number one of the table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.builders import START, at
from tests.builders import study as study_of
from tests.charts.drawing import generated, overlaps, prepared, texts
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.branches.numbers import Branches, smoothed
from threadscope.charts.canvas import paper
from threadscope.study import Study

HOUR = 3600.0


def crowd(name: str, number: int, target: str) -> list[str]:
    """Return answers by different people."""
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def thread(**columns: Any) -> Study:
    """Return a thread of three branches: 11 posts below the root, 13 below ann's reply, 12 below bob's answer to her."""
    specs = [
        "root@eve",
        *crowd("z", 10, "root"),
        "ann1>root",
        *crowd("x", 12, "ann1"),
        "bob1>ann1",
        *crowd("y", 12, "bob1"),
    ]
    return study_of(*specs, step_s=600, **columns)


def prepare(study: Study, **options: Any) -> Branches:
    """Return the numbers of the chart without the findings of the thread, which take long."""
    numbers: Branches = prepared("branches", study, tables={"findings": schema.empty("findings")}, **options)
    return numbers


def written(chart: Any) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(chart.figure)]


def test_every_post_counts_for_the_nearest_branch() -> None:
    """Ann's post counts below the root, bob's below ann's, and the root in no branch."""
    numbers = prepare(thread())
    assert {r.post_id: (r.n_posts, r.n_below) for r in numbers.ridges} == {
        "root": (11, 36), "ann1": (13, 25), "bob1": (12, 12),
    }  # fmt: skip
    assert (numbers.n_opening, numbers.n_elsewhere, numbers.pooled) == (1, 0, (0, 0))
    assert [ridge.post_id for ridge in numbers.ridges] == ["root", "ann1", "bob1"], "oldest first"


def test_who_is_answered_is_told() -> None:
    """A branch says who opened it, whom they answer or quote, and their words."""
    specs = [
        "root@eve",
        *crowd("z", 10, "root"),
        "ann1~root",
        *crowd("x", 12, "ann1"),
        "ann2>ann1",
        *crowd("y", 12, "ann2"),
    ]
    ridges = {ridge.post_id: ridge for ridge in prepare(study_of(*specs)).ridges}
    assert [(r.label, r.relation) for r in ridges.values()] == [
        ("@eve", "opens the thread"), ("@ann", "quotes @eve"), ("@ann", "adds to their own post"),
    ]  # fmt: skip
    assert ridges["ann1"].words == "“words of ann1”"


def test_a_missing_opening_post_is_a_branch_without_a_dot() -> None:
    """What answers a root that is not archived is counted in its branch, and it has no time."""
    specs = [
        *crowd("z", 12, "gone"),
        "ann1>gone",
        *crowd("x", 12, "ann1"),
        "bob1>ann1",
        *crowd("y", 12, "bob1"),
    ]
    numbers = prepare(study_of(*specs))
    ridge = next(ridge for ridge in numbers.ridges if ridge.post_id == "gone")
    assert (ridge.relation, ridge.at, ridge.words, ridge.n_posts) == ("not in the archive", None, "", 13)
    assert numbers.n_opening == 0


def test_smoothing_stays_behind_the_opening_post() -> None:
    """Nothing runs into a bin before the branch was opened, nor across hours that were cut out of the axis."""
    counts = np.array([0, 0, 9, 0, 0, 0, 0, 0, 6, 0])
    quiet = np.zeros(10, dtype=bool)
    heights = smoothed(counts, 2, quiet)
    assert heights[:2].tolist() == [0, 0]
    assert heights[2:5].round(3).tolist() == [round(9 * 3 / 6, 3), round(9 * 2 / 8, 3), 1.0]
    quiet[5:7] = True
    assert smoothed(counts, 2, quiet)[5:7].tolist() == [0, 0]
    assert smoothed(counts, 2, quiet)[7] == pytest.approx(6 * 2 / 6)
    quiet[:] = False
    quiet[7] = True
    assert smoothed(counts, 2, quiet)[6] == 0, "one quiet bin keeps both sides apart"


def test_a_long_quiet_stretch_stays_blank() -> None:
    """Where the axis leaves out a night, no ridge is drawn in it."""
    late = {f"y{n}": at(40 * HOUR + 600 * n) for n in range(12)}
    numbers = prepare(thread(created_at=late))
    (gap,) = numbers.scale.gaps
    left, right = numbers.scale.drawn(np.array([gap.start, gap.end]))
    inside = np.searchsorted(numbers.scale.edges, (left + right) / 2) - 1
    assert all(ridge.heights[inside] == 0 for ridge in numbers.ridges)


def test_wrong_clocks_lose_nothing() -> None:
    """Answers that carry an earlier time than the post that they answer are drawn all the same."""
    early = {f"y{n}": at(-60.0 * n - 60) for n in range(12)}
    ridge = prepare(thread(created_at=early)).ridges[-1]
    assert ridge.counts.sum() == 12
    assert ridge.heights.sum() > 0


def test_fewer_branches_change_no_count() -> None:
    """`max_branches` draws the largest; the others are pooled, counted and said."""
    study = generated(1000)
    every, few = (prepare(study, max_branches=most) for most in (None, 3))
    assert len(every.ridges) == 8
    kept = sorted((ridge.n_posts for ridge in every.ridges), reverse=True)
    assert sorted((ridge.n_posts for ridge in few.ridges), reverse=True) == kept[:3]
    assert few.pooled == (5, sum(kept[3:]))
    assert any(
        f"{few.pooled[1]:,} posts in 5 smaller branches" in words
        for words in written(CHARTS["branches"].draw(few))
    )
    assert prepare(study, max_branches=50).pooled == (0, 0)


def test_too_little_to_compare_is_said() -> None:
    """With fewer than three branches of ten posts there is a sentence, no empty axes, and the table holds every post."""
    for study in (study_of("root"), study_of("root", *crowd("x", 30, "root")), generated(5)):
        chart = CHARTS["branches"].draw(prepare(study, width=390))
        assert not chart.telling
        assert "ten posts or more" in " ".join(written(chart)).replace("\n", " ")
        assert "UTC" not in written(chart)
        assert chart.table["posts"].sum() == study.table("posts").height


def test_without_times_nothing_is_drawn_over_time() -> None:
    """Branches whose posts have no time cannot be drawn, and the reason is told."""
    names = thread().table("posts")["post_id"].to_list()
    chart = CHARTS["branches"].draw(prepare(thread(created_at=dict.fromkeys(names))))
    assert not chart.telling
    assert chart.subtitle == "No post of this thread has a time, so that no branch can be drawn over time."


def test_numbers_that_do_not_add_up_are_refused() -> None:
    """Branches and rest must hold every post, and the bins of a branch its posts."""
    numbers = prepare(thread())
    with pytest.raises(ValueError, match="hold 37 of 38 posts"):
        CHARTS["branches"].draw(replace(numbers, n_posts=38))
    first = replace(numbers.ridges[0], n_later=3)
    with pytest.raises(ValueError, match="branch root"):
        CHARTS["branches"].draw(replace(numbers, ridges=(first, *numbers.ridges[1:])))


@pytest.mark.parametrize("width", [1260, 390])
def test_every_printed_number_is_one_of_the_table(width: int) -> None:
    """Posts, shares, fullest bins and what is left out stand in the table that was drawn; times and quotations apart."""
    chart = generated(1000).chart("branches", width=width)
    table = chart.table
    numbers = {
        str(n) for n in table.select("posts", "posts_most", "branches").unpivot()["value"].drop_nulls()
    }
    numbers |= {str(table.filter(pl.col("section").is_in(["branch", "pooled"]))["branches"].sum())}
    shares = {f"{100 * share:.0f}%" for share in table["share"].drop_nulls()}
    footer = {
        line
        for line in written(chart)
        if line in chart.footer or "replies X counts" in line or "posts (" in line
    }
    clock = re.compile(r"\d\d:\d\d|\w{3} \d+ \w{3}")
    for line in set(written(chart)) - footer:
        if clock.fullmatch(line):
            continue
        said = re.sub(r"“[^”]*”?|@\w+|per \d+ \w+|over 5 bins|5 bins", "", line).replace(",", "")
        for found in re.findall(r"\d+%?", said):
            assert found in numbers | shares | {"1000"}, line


def test_the_title_tells_the_two_largest_rows() -> None:
    """The finding's numbers are those of the drawn rows."""
    chart = generated(1000).chart("branches")
    first, second = (
        chart.table.filter(pl.col("section") == "branch").sort("posts", descending=True)["posts"].head(2)
    )
    assert chart.title.startswith("Most posts stand below @loud_heron’s")
    assert f"({first} of 1,000 posts) and @calm_wren’s" in chart.title
    assert f"({second});" in chart.title


def test_tones_are_those_of_the_unfolding_chart() -> None:
    """A head has the tone of its rank; every other branch has the tone of elsewhere."""
    study = generated(1000)
    ranks = dict(study.table("heads").drop_nulls("head_id").select("head_id", "head_rank").unique().rows())
    assert len(ranks) == 3
    for ridge in prepare(study).ridges:
        assert ridge.tone == ranks.get(ridge.post_id, 3)


@pytest.mark.parametrize("width", [1260, 390])
def test_hostile_names_and_words_keep_apart(width: int) -> None:
    """Handles of fifty letters, from right to left, with marks of formulas and markup, or none at all, touch nothing."""
    handles = {"root": "w" * 50, "ann1": "مستخدم_طويل", "bob1": "$x^2$<b>&amp;"}
    words = {"root": "no " * 200, "ann1": "\u202e" + "x" * 300, "bob1": "\U0001f621"}
    times: dict[str, datetime] = dict.fromkeys(("z0", "z1", "x0", "y0"), START)
    chart = CHARTS["branches"].draw(
        prepare(thread(handle=handles, text=words, created_at=times), width=width)
    )
    assert chart.telling
    with paper():
        assert list(overlaps(chart.figure)) == []
