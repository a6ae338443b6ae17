"""The tone of a thread over time: parts of equally many posts, and intervals that know who wrote them."""

from __future__ import annotations

import polars as pl
import pytest

from tests.builders import at, posts, study
from threadscope import schema
from threadscope.analyze.tone_course import tone_course
from threadscope.settings import Settings


def course(polarity: list[float], people: int, *, side: str | None = None, names: str = "p") -> pl.DataFrame:
    """Return the course of a thread of such posts, one a second, by so many people in turn."""
    n = len(polarity)
    base = study(posts(f"0@{names}0", *(f"{i}@{names}{i % people}>0" for i in range(1, n)), step_s=1))
    written = base.table("posts").sort("created_at")
    read = schema.conform(
        written.select("thread_id", "post_id", status=pl.lit("scored"), polarity=pl.Series(polarity)),
        "sentiment",
    )
    camps = schema.conform(
        written.select("thread_id", "author_id", camp=pl.lit(side or "undetermined")).unique("author_id"),
        "camps",
    )
    return tone_course(written, read, camps, settings=Settings())


@pytest.mark.parametrize(("n", "parts"), [(35, 0), (36, 1), (150, 4), (2000, 9), (2001, 32)])
def test_how_many_parts(n: int, parts: int) -> None:
    """Parts hold at least 36 posts each, as many as all others or one fewer: at most 9 up to 2,000 posts, 32 above."""
    found = course([0.5] * n, 50)
    assert found["place"].to_list() == list(range(1, parts + 1))
    assert found["n_posts"].sum() == (n if parts else 0)
    assert (found["mean"] == 0.5).all()
    assert not parts or found["n_posts"].max() - found["n_posts"].min() <= 1


def test_parts_follow_in_time() -> None:
    """A part tells its own posts: when the first, the middle and the last came, and their mean."""
    first, second = course([1.0] * 36 + [-0.5] * 36, 6).iter_rows(named=True)
    assert (first["start_at"], first["middle_at"], first["end_at"]) == (at(0), at(17.5), at(35))
    assert (second["start_at"], second["end_at"]) == (at(36), at(71))
    assert (first["mean"], second["mean"]) == (1.0, -0.5)
    assert (first["n_people"], first["low"], first["high"]) == (6, 1.0, 1.0)


def test_a_side_has_a_course_of_its_own() -> None:
    """People placed on a side are told once among all and once by themselves; the undetermined among all only."""
    assert course([0.1] * 40, 6, side="dispute")["group"].to_list() == ["all", "dispute"]
    assert course([0.1] * 40, 6)["group"].to_list() == ["all"]


def test_intervals_draw_people_and_not_posts() -> None:
    """Forty posts that five people wrote in one tone each say less than forty posts by forty people."""
    tone = [1.0, 0.0, 0.0, 0.0, 0.0] * 8
    few, many = (course(tone, people).row(0, named=True) for people in (5, 40))
    assert few["high"] - few["low"] > 2 * (many["high"] - many["low"])
    assert course(tone, 4)["low"].to_list() == [None], "four people drawn again say nothing of others"


def test_intervals_do_not_depend_on_names() -> None:
    """Renamed people give the same rows."""
    tone = [0.1 * (i % 7) for i in range(80)]
    assert course(tone, 9).equals(course(tone, 9, names="zz"))


def test_posts_without_a_time_or_words_are_in_no_part() -> None:
    """A course is over time and of readable posts: what has no time, or is not scored, is left out of it."""
    base = study(posts("0@a", *(f"{i}@p{i}>0" for i in range(1, 40)), created_at={"7": None}))
    written = base.table("posts")
    status = pl.when(pl.col("post_id") == "9").then(pl.lit("not_scored")).otherwise(pl.lit("no_signal"))
    read = schema.conform(
        written.select("thread_id", "post_id", status=status, polarity=pl.lit(0.0)), "sentiment"
    )
    found = tone_course(written, read, schema.empty("camps"), settings=Settings())
    assert found["n_posts"].to_list() == [38]
