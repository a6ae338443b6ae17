"""Who drew the most answers with all their posts together: the numbers, the evidence, and when nobody stands out."""

from __future__ import annotations

from tests.builders import study
from tests.told import told


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def _specs() -> list[str]:
    return [
        "root", "ann1>root", "ann2>root", *_crowd("x", 6, "ann1"), *_crowd("y", 5, "ann2"), *_crowd("z", 4, "root"),
        "bob1>x0", "bob2>x1",
    ]  # fmt: skip


def test_all_posts_of_a_person_count_together():
    """Ann drew eleven answers with two posts and the root six with one; bob, whom nobody answered, is not named."""
    (row,) = told(study(*_specs()), "people_answered").to_dicts()

    assert (
        row["wording"]
        == "@ann wrote 2 posts and drew 11 of the 19 answers in the archive; @root wrote 1 and drew 6."
    )
    assert (row["subject"], row["value"], row["n_evidence"]) == ("ann", 11.0, 17)


def test_evidence_is_the_answered_posts_each_with_its_first_answers():
    """The most answered posts of those who are named come with some of their answers."""
    (row,) = told(study(*_specs()), "people_answered").to_dicts()

    assert row["evidence"] == ["ann1", "x0", "x1", "x2", "ann2", "y0", "y1", "y2", "root"]


def test_one_post_that_drew_all_is_told_by_another_finding():
    """Where only the opening post was answered there is nothing to add to the finding on that post."""
    assert told(study("root", *_crowd("x", 9, "root")), "people_answered").is_empty()


def test_nobody_stands_out():
    """Two who drew as many answers, or answers by two people only, name nobody."""
    tie = ["root", "ann1>root", *_crowd("x", 4, "ann1"), *_crowd("y", 3, "root")]
    duel = ["root", "ann1>root", "ann2>root", "ann3>root", "bob1>ann1", "bob2>ann2", "bob3>ann3", "bob4>ann1"]

    assert told(study(*tie), "people_answered").is_empty()
    assert told(study(*duel), "people_answered").is_empty()
