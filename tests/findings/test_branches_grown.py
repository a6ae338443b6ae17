"""Which posts grew the largest branches: exclusive counts, two quotations, and silence where branches are few."""

from __future__ import annotations

from tests.builders import study
from tests.told import told
from threadscope.study import Study


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def _thread(root: str = "root", third: int = 10) -> Study:
    """Return a thread with 12 posts below ann's reply, 11 below bob's answer to her, and some right below the root."""
    return study(
        *([root] if root == "root" else []),
        f"ann1>{root}",
        *_crowd("x", 11, "ann1"),
        "bob1>ann1",
        *_crowd("y", 11, "bob1"),
        *_crowd("z", third - 1, root),
        text={
            root: "The oven was cold all night",
            "ann1": "It was hot when I came",
            "bob1": "No, it was not hot",
        },
    )


def test_the_two_largest_branches_are_told_once_each():
    """A post below both counts for the nearer one only, and the post that opens a branch counts above it."""
    (row,) = told(_thread(), "branches_grown").to_dicts()

    assert row["wording"] == (
        "Most posts stand below @ann’s “It was hot when I came” (12 of 34 posts) and @bob’s “No, it was not hot” (11); a post"
        " below both counts for the nearer one."
    )
    assert (row["subject"], row["value"], row["label"]) == ("ann", 12.0, None)


def test_the_posts_come_first_in_the_evidence_then_some_of_both_branches():
    """Both opening posts are cited, then five of each branch; all posts counted are behind the sentence."""
    (row,) = told(_thread(), "branches_grown").to_dicts()

    assert row["evidence"] == ["ann1", "bob1", *(f"x{n}" for n in range(5)), *(f"y{n}" for n in range(5))]
    assert row["n_evidence"] == 12 + 11 + 1, "bob's post is one of the twelve below ann's, ann's own is not"


def test_fewer_than_three_branches_of_ten_posts_give_no_row():
    """Two large branches and a small one are not worth a comparison."""
    assert told(_thread(third=9), "branches_grown").is_empty()
    assert told(study("root", "ann1>root"), "branches_grown").is_empty()


def test_an_opening_post_that_is_not_archived_is_said_to_be_so():
    """The branch of a missing root is counted, its author is not named, and it is not cited."""
    specs = [
        *_crowd("z", 20, "gone"),
        "ann1>gone",
        *_crowd("x", 11, "ann1"),
        "bob1>ann1",
        *_crowd("y", 11, "bob1"),
    ]
    (row,) = told(study(*specs), "branches_grown").to_dicts()

    assert row["wording"].startswith(
        "Most posts stand below an opening post that is not archived (21 of 44 posts) and @ann’s"
    )
    assert row["subject"] == "ann"
    assert "gone" not in row["evidence"]


def test_without_words_the_post_is_named():
    """A post that has no words to quote is still somebody's post."""
    specs = [
        "root",
        "ann1>root",
        *_crowd("x", 11, "ann1"),
        "bob1>ann1",
        *_crowd("y", 11, "bob1"),
        *_crowd("z", 9, "root"),
    ]
    (row,) = told(study(*specs, text={"ann1": "https://t.co/y", "bob1": None}), "branches_grown").to_dicts()

    assert row["wording"].startswith(
        "Most posts stand below @ann’s post (12 of 34 posts) and @bob’s post (11);"
    )
