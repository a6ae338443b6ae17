"""Who takes their own words back: the wording, the evidence, the order, and thin cases."""

from __future__ import annotations

import pytest

from tests.builders import at, study
from tests.told import told


def _said(*specs: str, text: dict[str, str], **more) -> list[tuple[str, list[str]]]:
    table = told(study(*specs, text=text, lang=dict.fromkeys(text, "en"), **more), "takes_back")
    return table.select("wording", "evidence").rows()


def test_words_and_whom_they_answer():
    """Mia retracts in answer to tom, who had answered her: that her post before tom's is meant, nobody can know."""
    text = {
        "mia1": "The keeper is a baker",
        "tom1": "Who says so?",
        "mia2": "That is MY ERROR. Nobody has confirmed it. I retract my post.",
    }

    assert _said("root", "mia1>root", "tom1>mia1", "mia2>tom1", text=text, created_at={"mia2": at(2460)}) == [
        (
            (
                "@mia takes back what they wrote, in answer to @tom:"
                " “That is MY ERROR. Nobody has confirmed it. I retract my post.”"
            ),
            ["mia2", "tom1"],
        )
    ]


def test_a_correction_under_the_own_post_answers_nobody():
    """Whoever goes on under their own post with "Correction: …" corrects it, quickly."""
    text = {"root": "41 boats are out tonight", "root2": "CORRECTION: 14 boats, not 41"}

    assert _said("root", "root2@root>root", text=text, step_s=20) == [
        (
            (
                "Less than a minute after writing “41 boats are out tonight”, @root corrects what they wrote:"
                " “CORRECTION: 14 boats, not 41”."
            ),
            ["root2", "root"],
        )
    ]


def test_a_quotation_of_the_own_post():
    """A quote of one's own post is no answer to anybody; what it quotes is the earlier post."""
    text = {"mia1": "The bridge is closed", "mia2": "I take that back. It opens at nine"}
    ((said, cited),) = _said("mia1", "mia2~mia1", text=text)

    assert said == (
        "1 minute after writing “The bridge is closed”, @mia takes back what they wrote: “I take that back. It opens at nine”."
    )
    assert cited == ["mia2", "mia1"]


@pytest.mark.parametrize(
    ("words", "does"),
    [
        ("I stand corrected.", "says they got it wrong"),
        ("Sorry, I meant Thursday.", "corrects what they wrote"),
        ("Sorry for the mistake in my post.", "regrets what they wrote"),
        ("I deleted my earlier post, it was false.", "takes back what they wrote"),
        ("I posted the old map in error.", "says they got it wrong"),
    ],
)
def test_the_verb_is_that_of_the_words(words: str, does: str):
    """Nobody is said to take back what they only regret, or put right."""
    ((said, _),) = _said("mia1", "tom1>mia1", "mia2>tom1", text={"mia2": words})

    assert said == f"@mia {does}, in answer to @tom: “{words}”"


def test_a_long_post_is_quoted_from_the_sentence_on():
    """What is taken back far down a long post is not cut off."""
    long = "The ferry has a long history and many people love it for what it is. " * 3
    ((said, _),) = _said(
        "mia1", "tom1>mia1", "mia2>tom1", text={"mia2": f"{long}I take that back about the fare."}
    )

    assert said.endswith(": “I take that back about the fare.”")


def test_lines_of_others_are_not_quoted_as_theirs():
    """What stands behind ">" is left out of the quotation."""
    ((said, _),) = _said(
        "mia1", "tom1>mia1", "mia2>tom1", text={"mia2": "> it is the upper bridge\nI was wrong."}
    )

    assert said.endswith(": “I was wrong.”")


def test_five_at_most_those_of_whoever_made_the_claim_first():
    """Six people say they were wrong before the author of the root does; the author is told first, of the others four."""
    specs = ["root", "tom1>root"]
    for n in range(6):
        specs += [f"p{n}@x{n}>root", f"q{n}@x{n}>p{n}"]
    words = {f"q{n}": f"I was wrong, it is {n}." for n in range(6)} | {"root2": "I was wrong, sorry."}
    found = _said(*specs, "root2@root>tom1", text=words)

    assert [cited[0] for _, cited in found] == ["root2", "q0", "q1", "q2", "q3"]


def test_nobody_takes_anything_back():
    """Demands, others' errors and words without an own post before give no row."""
    text = {
        "tom1": "Retract this.",
        "ann1": "They retracted it.",
        "eve1": "I was wrong about the bus.",
        "joe1": "Correction: it is called the lower bridge",
    }

    assert _said("root", "tom1>root", "ann1>root", "eve1>root", "joe1>root", text=text) == []
