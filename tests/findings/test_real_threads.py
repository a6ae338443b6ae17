"""Findings on real threads: how many, and that each can be opened."""

from __future__ import annotations

import polars as pl
import pytest

from tests.real import labelled_study
from threadscope.study import BASE_TABLES, Study

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def study(shared):
    """All labelled X threads as one study."""
    return labelled_study()


def _some(study):
    """Return a study of eight of the threads of 25 posts, the smallest ones: all of them take twenty times as long."""
    large = study.table("threads").filter(pl.col("n_posts") >= 25).sort("n_posts", "thread_id").head(8)
    tables = {name: study.table(name) for name in BASE_TABLES}
    return Study(
        {
            name: frame.join(large, on="thread_id", how="semi") if "thread_id" in frame.columns else frame
            for name, frame in tables.items()
        }
    )


@pytest.fixture(scope="module")
def few(study):
    """What is looked at every day."""
    return _some(study)


def test_threads_of_25_posts_have_five_findings(few):
    """Five different kinds at least."""
    _has_five(few, 8)


@pytest.mark.long
def test_every_thread_of_25_posts_has_five_findings(study):
    """The same for each of the 53 threads."""
    _has_five(study, 53)


def _has_five(study, n_threads):
    large = study.table("threads").filter(pl.col("n_posts") >= 25)
    kinds = study.table("findings").group_by("thread_id").agg(pl.col("kind").n_unique())

    assert large.height == n_threads
    assert large.join(kinds, on="thread_id")["kind"].min() >= 5


def test_cited_posts_are_archived_and_named_once(few):
    """What a finding cites can be opened, in its own thread unless it tells of another one, and its id is its own."""
    _cites(few)


@pytest.mark.long
def test_every_cited_post_is_archived_and_named_once(study):
    """The same for all threads together, whose people meet again."""
    _cites(study)


def _cites(study):
    findings = study.table("findings")
    cited = findings.select("thread_id", "kind", post_id="evidence").explode("post_id")
    own = cited.filter(pl.col("kind") != "met_again")

    assert cited.join(study.table("posts"), on="post_id", how="anti").is_empty()
    assert own.join(study.table("posts"), on=["thread_id", "post_id"], how="anti").is_empty()
    assert not findings.select("thread_id", "finding_id").is_duplicated().any()
    assert findings["evidence"].list.len().is_between(1, 12).all()


def test_denials_are_few_and_direct_ones_are_about_the_claim(study):
    """Precision before coverage: one answer in a hundred at most, most posts undetermined."""
    stance = study.table("stance")
    denying = (stance["toward_claim"] == "deny").sum()

    assert 5 <= denying <= stance.height / 100
    assert stance["toward_parent"].is_in(["unclear", "not_scored"]).mean() > 0.85
