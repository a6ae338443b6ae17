"""The sentence on people who wrote in other threads too."""

from __future__ import annotations

import polars as pl

from tests import builders
from threadscope.findings.met_again import met_again
from threadscope.settings import Settings
from threadscope.study import Study

DAY = 86_400


def met(study: Study, tz: str = "UTC") -> pl.DataFrame:
    """Return the findings of a study."""
    tables = [study.table(name) for name in ("posts", "recurring", "claims", "turning_points")]
    return met_again(*tables, settings=Settings(tz=tz))


def told(
    *specs: str,
    text: dict[str, str] | None = None,
    step_s: float = DAY,
    tz: str = "UTC",
) -> list[dict]:
    """Return the findings of a study of these posts; only ann's are about her."""
    study = builders.study(*specs, text=text or {}, step_s=step_s)
    return met(study, tz).filter(pl.col("subject") == "ann").to_dicts()


#: Ann's post in the first thread draws three answers; in the second, which she opens, two.
SPECS = ("r1@eve", "a1@ann>r1", "b1@bob>a1", "c1@cat>a1", "d1@dan>a1", "a2@ann", "f2@fay>a2", "g2@gus>a2")
WORDS = {"a1": "Nobody has ever baked it twice.", "a2": "Tell me who bakes at night."}


def test_the_other_thread_is_quoted_with_how_long_before():
    """Both threads tell of the other, for ann opened one and turned the other: here first, there second."""
    found = told(*SPECS, text=WORDS)

    assert [(row["thread_id"], row["wording"], row["evidence"]) for row in found] == [
        (
            "a2",
            "@ann also wrote in another thread of this archive, 4 days earlier: “Nobody has ever baked it twice.”",
            ["a2", "a1"],
        ),
        (
            "r1",
            "@ann also wrote in another thread of this archive, 4 days later: “Tell me who bakes at night.”",
            ["a1", "a2"],
        ),
    ]
    assert found[0]["value"] == 4.0
    assert found[0]["confidence"] == 1.0


def test_within_two_days_the_day_is_told():
    """An hour later is the same day; it is the next day where the zone of the report has had midnight between."""
    assert ", the same day: " in told(*SPECS, text=WORDS, step_s=900)[1]["wording"]
    abroad = told(*SPECS, text=WORDS, step_s=900, tz="Pacific/Noumea")
    assert ", on 25 May 2024: " in abroad[1]["wording"]


def test_days_are_counted_from_first_post_to_first_post():
    """Ann's most answered post there came later than her first: where the cited posts show another number, the day is told."""
    late = ("r1@eve", "a0@ann>r1", "x1@bob>r1", "x2@bob>r1", *SPECS[1:])
    found = {row["thread_id"]: row["wording"] for row in told(*late, text=WORDS)}

    assert ", on 28 May 2024: “Nobody" in found["a2"]


def test_words_that_only_answer_are_not_quoted():
    """What says nothing without the post it answers is left out, and with it the sentence if she met nobody again."""
    for opaque in ("OMG. Bless her and all of them.", "words of a2", "No, that is not how it is baked."):
        found = told(*SPECS, text=WORDS | {"a2": opaque})
        assert [row["thread_id"] for row in found] == ["a2"]
    met_fay = ("f1@fay>a1", *SPECS[5:])
    (row,) = [
        row for row in told(*SPECS[:5], *met_fay, text=WORDS | {"a2": "Yes."}) if row["thread_id"] == "r1"
    ]
    assert row["wording"] == "@ann also wrote in another thread of this archive, 5 days later."


def test_several_other_threads_are_counted_and_each_is_cited():
    """The number of other threads can be seen from the posts."""
    found = told(*SPECS, "a3@ann", "f3@fay>a3", "g3@gus>a3", "h3@hal>a3", text=WORDS)

    assert found[0]["wording"].startswith(
        "@ann also wrote in 2 other threads of this archive; in one of them, 4 days earlier: "
    )
    assert found[0]["evidence"] == ["a2", "a1", "a3"]


def test_who_drew_few_answers_makes_no_sentence():
    """Two answers are no meeting worth a sentence."""
    few = ("r1@eve", "a1@ann>r1", "b1@bob>a1", "c1@cat>a1", "a2@ann", "f2@fay>a2")
    assert told(*few, text=WORDS) == []


def test_who_does_not_matter_in_a_thread_is_not_told_in_it():
    """In the second thread ann only drops in with one post; with three posts she matters there."""
    once = (*SPECS[:5], "r2@eva", "a2@ann>r2", "f2@fay>r2")
    thrice = (*once, "a3@ann>r2", "a4@ann>f2")

    assert [row["thread_id"] for row in told(*once, text=WORDS)] == ["r1"]
    assert [row["thread_id"] for row in told(*thrice, text=WORDS)] == ["r1", "r2"]


def test_without_words_there_or_here_nothing_is_said():
    """A link alone cannot be quoted."""
    found = told(*SPECS, text=WORDS | {"a1": "https://t.co/x"})
    assert found == []


def test_at_most_three_people_a_thread_and_the_most_answered_first():
    """Crowds that follow each other from thread to thread do not fill the report."""
    specs = ["r1@eve", *(f"{name}1@{name}>r1" for name in "abcde")]
    specs += [f"x{n}{name}@x{n}>{name}1" for name in "abcde" for n in range(3)]
    specs += ["y@y>c1", "r2@eva", *(f"{name}{n}@{name}>r2" for name in "abcde" for n in (2, 3, 4))]
    text = {f"{name}1": "Nobody has ever baked it twice." for name in "abcde"}
    study = builders.study(*specs, text=text)

    found = met(study)

    assert found.filter(pl.col("thread_id") == "r2")["subject"].to_list() == ["c", "a", "b"]


def test_who_met_somebody_again_comes_first():
    """Eli drew no more than the others, but answers bob in both threads."""
    specs = ["r1@eve", *(f"{name}1@{name}>r1" for name in "abcd")]
    specs += [f"x{n}{name}@x{n}>{name}1" for name in "abcd" for n in range(3)]
    specs += ["e0@e>q", "q@q>r1", "e1@e>q", "z1@z>e1", "z2@z2>e1", "z3@z3>e1", "r2@eva", "q2@q>r2"]
    specs += [
        f"{name}{n}@{name}>q2" if name == "e" else f"{name}{n}@{name}>r2"
        for name in "abcde"
        for n in (2, 3, 4)
    ]
    text = {f"{name}1": "Nobody has ever baked it twice." for name in "abcde"}

    found = met(builders.study(*specs, text=text))

    assert found.filter(pl.col("thread_id") == "r2")["subject"].to_list()[0] == "e"


def test_one_thread_gives_nothing():
    """Most archives hold one."""
    assert told("root", "ann>root", "bob>ann") == []
