"""Findings on real threads: how many, and that each can be opened."""

from __future__ import annotations

import polars as pl
import pytest

from tests.real import labelled_study

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def study(shared):
    """All labelled X threads as one study."""
    return labelled_study()


def test_every_thread_of_25_posts_has_five_findings(study):
    """Five different kinds at least, for each of the 53 threads."""
    large = study.table("threads").filter(pl.col("n_posts") >= 25)
    kinds = study.table("findings").group_by("thread_id").agg(pl.col("kind").n_unique())

    assert large.height == 53
    assert large.join(kinds, on="thread_id")["kind"].min() >= 5


def test_every_cited_post_is_archived_and_named_once(study):
    """What a finding cites can be opened, in its own thread unless it tells of another one, and its id is its own."""
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
