"""What all charts share: which thread is drawn, the frame of its numbers, and the ends of a picture."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tests.builders import posts, study
from tests.charts.drawing import generated, prepared, texts
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


def test_whether_answered_posts_are_here_stands_in_plain_words() -> None:
    """All are here, some are missing, or an editor left some out; of these a chart never says that all are here."""
    thread = drawn(study(posts("1@a", "2@b>1", "3@c>1")))
    footer = thread.frame(("", ()))["footer"]
    assert "every answered post is here" in footer
    gone = replace(
        thread, completeness=thread.completeness.with_columns(n_missing_parent=pl.lit(1, pl.Int64))
    )
    assert "every answered post" not in gone.frame(("", ()))["footer"]
    left = replace(thread, completeness=thread.completeness.with_columns(n_left_out=pl.lit(2, pl.Int64)))
    told = left.frame(("", ()))["footer"]
    assert "2 answered posts left out by the editor" in told
    assert "every answered post" not in told


@pytest.mark.parametrize("name", ["unfolding", "voices", "tree"])
def test_that_reply_counts_are_not_here_is_said_by_the_page_or_by_the_picture(name: str) -> None:
    """A picture that stands alone says so; on a page, whose top says so, pictures do not repeat it."""
    made = generated(40)
    bare = {"completeness": made.table("completeness").with_columns(coverage=pl.lit(None, pl.Float64))}
    said = {}
    for alone in (True, False):
        chart = CHARTS[name].draw(prepared(name, made, tables=bare, alone=alone))
        said[alone] = " ".join(text.get_text() for text in texts(chart.figure))
    assert "nobody can say how much is missing" in said[True]
    assert "nobody can say how much is missing" not in said[False]


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
