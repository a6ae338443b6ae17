"""The sentence on people who wrote in other threads too."""

from __future__ import annotations

import polars as pl

from tests import builders
from threadscope.findings.met_again import met_again

DAY = 86_400


def told(*specs: str, text: dict[str, str] | None = None, step_s: float = DAY) -> list[dict]:
    """Return the findings of a study of these posts; only ann's are about her."""
    study = builders.study(*specs, text=text or {}, step_s=step_s)
    found = met_again(study.table("posts"), study.table("recurring"))
    return found.filter(pl.col("subject") == "ann").to_dicts()


#: Ann's post in the first thread draws three answers; in the second none.
SPECS = ("r1@eve", "a1@ann>r1", "b1@bob>a1", "c1@cat>a1", "d1@dan>a1", "r2@eva", "a2@ann>r2", "f2@fay>r2")


def test_the_other_thread_is_quoted_with_how_long_before():
    """Both threads tell of the other: here first, there second."""
    found = told(*SPECS, text={"a1": "No, it does not."})

    assert [(row["thread_id"], row["wording"], row["evidence"]) for row in found] == [
        (
            "r1",
            "@ann also wrote in another thread of this archive, 5 days later: “words of a2”.",
            ["a1", "a2"],
        ),
        (
            "r2",
            "@ann also wrote in another thread of this archive, 5 days earlier: “No, it does not.”",
            ["a2", "a1"],
        ),
    ]
    assert found[0]["value"] == 5.0
    assert found[0]["confidence"] == 1.0


def test_several_other_threads_are_counted_and_each_is_cited():
    """The number of other threads can be seen from the posts."""
    found = told(*SPECS, "r3@eli", "a3@ann>r3", "f3@fay>r3", "g3@gus>r3")

    last = found[-1]["wording"]
    assert found[1]["wording"].startswith(
        "@ann also wrote in 2 other threads of this archive; in one of them, 5 days earlier: "
    )
    assert found[1]["evidence"] == ["a2", "a1", "a3"]
    assert "@ann" in last


def test_who_drew_few_answers_makes_no_sentence():
    """Two answers are no meeting worth a sentence."""
    assert told("r1@eve", "a1@ann>r1", "b1@bob>a1", "c1@cat>a1", "r2@eva", "a2@ann>r2") == []


def test_without_words_there_or_here_nothing_is_said():
    """A link alone cannot be quoted."""
    assert told(*SPECS, text={"a1": "https://t.co/x"})[0]["thread_id"] == "r1"
    assert len(told(*SPECS, text={"a1": "https://t.co/x"})) == 1


def test_at_most_three_people_a_thread_and_the_most_answered_first():
    """Crowds that follow each other from thread to thread do not fill the report."""
    specs = ["r1@eve", *(f"{name}1@{name}>r1" for name in "abcde")]
    specs += [f"x{n}{name}@x{n}>{name}1" for name in "abcde" for n in range(3)]
    specs += ["y@y>c1", "r2@eva", *(f"{name}2@{name}>r2" for name in "abcde")]
    study = builders.study(*specs)

    found = met_again(study.table("posts"), study.table("recurring"))

    assert found.filter(pl.col("thread_id") == "r2")["subject"].to_list() == ["c", "a", "b"]


def test_one_thread_gives_nothing():
    """Most archives hold one."""
    assert told("root", "ann>root", "bob>ann") == []
