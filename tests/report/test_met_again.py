"""People met again, readings by others and agreement, as the page prints them."""

from __future__ import annotations

import html
import re

import polars as pl
import pytest

from tests.report.quarrel import ELSEWHERE, render, tables
from threadscope import schema
from threadscope.report.formats import clock
from threadscope.report.met_again import MOST_MEETINGS, met_again, posts_elsewhere


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the quarrel as text without marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", render())).split())


def test_a_person_stands_with_the_part_in_the_other_thread():
    """Who, where, when, how much, as what, whom met in both, the words."""
    made = tables()

    grid = met_again(made["recurring"], made["threads"], clock("UTC"))

    assert grid.total == 1
    assert grid.rows[0] == (
        "@cath", ("@finch, Thu 23 May 2024, 11:00: “Do messengers read along?”", f"https://x.com/i/status/{ELSEWHERE}"),
        "Thu 23 May 2024, 12:00 (25 hours before here)", "1", "2", "denies", "1",
        "“Messengers do not read along.”",
    )  # fmt: skip
    assert len(grid.heads) == len(grid.numeric) == len(grid.rows[0])


def test_a_thread_whose_first_post_is_not_here_is_told_by_its_number():
    """There is nothing else to call it by; and a number that X did not give leads nowhere."""
    made = tables()
    unopened = [pl.lit(None).alias(name) for name in ("opened_by", "opening", "opened_at")]
    recurring = schema.conform(made["recurring"].with_columns(unopened), "recurring")
    here = made["threads"]["thread_id"][0]
    moved = recurring.with_columns(
        thread_id=pl.when(pl.col("thread_id") == here).then("thread_id").otherwise(pl.lit("one/two"))
    )

    cell = met_again(recurring, made["threads"], clock("UTC")).rows[0][1]
    elsewhere = met_again(moved, made["threads"], clock("UTC")).rows[0][1]

    assert cell.words == f"thread {ELSEWHERE}, whose first post is not archived"
    assert elsewhere == "thread one/two, whose first post is not archived"


def test_a_column_that_says_nothing_is_left_out():
    """Of whom no time and no part is known, heads and cells of these go together; numbers stay numbers."""
    made = tables()
    bare = made["recurring"].with_columns(roles=pl.lit([], schema.IDS), met_ids=pl.lit([], schema.IDS))

    grid = met_again(bare, made["threads"], clock("UTC"))

    assert grid.heads == (
        "Person",
        "Other thread",
        "First post there",
        "Posts",
        "Answers drawn",
        "Words there",
    )
    assert {len(row) for row in grid.rows} == {len(grid.heads)} == {len(grid.numeric)}
    assert grid.numeric == (False, False, False, True, True, False)


def test_without_other_threads_there_is_no_table(page: str):
    """One thread alone is no archive; without labels there is nothing to compare."""
    made = tables()
    for name in ("recurring", "scores", "label_agreement"):
        made[name] = schema.empty(name)
    alone = render(given=made)

    for heading in (
        "Met again in this archive",
        "Readings that are not ours",
        "How far our own readings agree",
    ):
        assert heading in page
        assert heading not in alone


def test_a_post_in_another_thread_is_told_with_its_time_and_words(page: str):
    """It stands on no page that could be linked to, so the finding's posts tell it."""
    told = posts_elsewhere(tables()["recurring"], clock("UTC"))[ELSEWHERE]

    assert told == "@cath, Thu 23 May 2024, 12:00, in another thread: “Messengers do not read along.”"
    assert told in page


def test_labels_and_scores_are_named_with_how_far_we_agree(page: str):
    """Whose readings stand on the page, of how many posts, and each number with its interval."""
    assert "stance a_model score 1 stance ann label given by hand 1" in page
    assert "stance ann 40 9 75% 0.50 (−0.05 to 0.75) 0.60 (0.45 to 0.72)" in page


def test_crowds_are_cut():
    """At most so many rows, and how many there are."""
    made = tables()
    both = made["recurring"]
    many = both.clear().extend(both)
    for number in range(40):
        many = many.extend(both.with_columns(author_id=both["author_id"] + str(number)))

    grid = met_again(many, made["threads"], clock("UTC"))

    assert (len(grid.rows), grid.total) == (MOST_MEETINGS, 41)
