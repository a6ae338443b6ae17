"""What all charts share: which thread is drawn, the frame of its numbers, and the ends of a picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import posts, study
from tests.charts.drawing import generated, prepared
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.frame import Frame
from threadscope.charts.one_thread import OneThread, one_thread
from threadscope.settings import Settings
from threadscope.study import Study

#: Two threads: 1 with two answers, 9 alone.
TWO = ("1@a", "2@b>1", "3@c>1", "9@d")


def drawn(of: Study, *, settings: Settings | None = None, chosen: str | None = None) -> OneThread:
    """Return the thread of a study that a chart draws."""
    tables = (of.table(name) for name in ("posts", "findings", "completeness", "sources"))
    return one_thread(*tables, settings or of.settings, width=390, alone=True, chosen=chosen)


def test_the_largest_thread_is_drawn_unless_another_is_chosen() -> None:
    """Of several threads the one with most posts is drawn, or the chosen one, with its rows only."""
    two = study(posts(*TWO))
    assert (drawn(two).id, drawn(two).posts.height) == ("1", 3)
    assert drawn(two, chosen="9").posts["post_id"].to_list() == ["9"]


def test_the_claim_is_the_chosen_one_where_the_thread_holds_it() -> None:
    """A claim of another thread is none of this one: its sides are measured against its first post."""
    two = study(posts(*TWO))
    assert drawn(two).claim == ("1", "the first post")
    assert drawn(two, settings=Settings(claim="2")).claim == ("2", "the claim")
    assert drawn(two, settings=Settings(claim="9")).claim == ("1", "the first post")


def test_the_first_finding_that_is_there_is_the_title() -> None:
    """A title is the sentence of the first kind of finding that the thread has, with its posts; else the usual one."""
    thread = drawn(generated(40))
    headline = thread.findings.filter(kind="headline").row(0, named=True)
    assert thread.told("no_such_kind", "headline") == (headline["wording"], tuple(headline["evidence"]))
    assert thread.told("no_such_kind", otherwise="Usual") == ("Usual", ())


def test_posts_without_a_time_are_counted_in_the_footer_of_a_chart_over_time() -> None:
    """What has no place on an axis is counted below it, and only where there is an axis."""
    thread = drawn(study(posts("1@a", "2@b>1", created_at={"2": None})))
    assert thread.n_untimed == 1
    assert "1 without a time, not on the axis" in thread.frame(("", ()), over_time=True)["footer"]
    assert "without a time" not in thread.frame(("", ()))["footer"]


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_chart_stands_on_the_frame(name: str) -> None:
    """The numbers of a chart hold thread, title, evidence and footer, and its picture says the same."""
    numbers = prepared(name, generated(3), tables={"findings": schema.empty("findings")})
    chart = CHARTS[name].draw(numbers)
    assert isinstance(numbers, Frame)
    assert numbers.thread_id == generated(3).table("posts")["thread_id"][0]
    assert (chart.name, chart.title, chart.evidence, chart.footer, chart.telling) == (
        name,
        numbers.title,
        numbers.evidence,
        numbers.footer,
        not numbers.why,
    )


def test_the_title_stands_in_the_picture_only_where_no_page_tells_it() -> None:
    """Without ``alone`` the head holds the subtitle and no title."""
    numbers = replace(prepared("exchange", generated(40)), title="Told", subtitle="Below it")
    assert (numbers.head().title, numbers.head().subtitle) == (("Told",), ("Below it",))
    assert replace(numbers, alone=False).head().title == ()
    assert numbers.head("Another").subtitle == ("Another",)


def test_how_complete_the_archive_is_stands_before_the_sources() -> None:
    """The foot is the line on the sources, after what is missing where a chart asks for that and it is known."""
    numbers = replace(prepared("voices", generated(40)), completeness="Half of it.", footer="One file.")
    assert numbers.foot(500, complete=True) == ("Half of it.", "One file.")
    assert numbers.foot(500) == ("One file.",)
    assert replace(numbers, completeness="").foot(500, complete=True) == ("One file.",)
