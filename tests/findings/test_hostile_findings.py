"""Sentences on hostile words: first, ignition, pile-on; with their evidence, and thin cases."""

from __future__ import annotations

from tests.builders import study
from tests.told import told


def _said(kind: str, *specs: str, **more) -> list[tuple[str, list[str]]]:
    table = told(study(*specs, **more), kind)
    return table.select("wording", "evidence").rows()


def _crowd(number: int, target: str = "root") -> list[str]:
    return [f"x{n}@x{n}>{target}" for n in range(number)]


def test_the_first_hostile_words_are_quoted_with_whom_they_address():
    """Two posts with hostile words: the older one is quoted, its target and the other post cited."""
    said = {"bob1": "Oh please. You are an idiot, and pigeons know it", "ann2": "stop lying"}

    assert _said("first_hostile", "ann1", "bob1>ann1", "ann2>bob1", text=said) == [
        (
            "Of the 2 posts that hold hostile words from our list (insults, slurs, “shut up”, accusations of lying), the first is by @bob, to @ann: “You are an idiot”.",
            ["bob1", "ann1", "ann2"],
        )
    ]


def test_one_hostile_post_is_no_finding():
    """A thin case gives no row."""
    assert _said("first_hostile", "ann1", "bob1>ann1", text={"bob1": "You are an idiot"}) == []


def test_slurs_of_a_group_are_said_to_nobody():
    """Where nobody is known to be addressed, nobody is named."""
    said = {"bob1": "True. @nobody you're an idiot", "ann2": "stop lying"}
    ((sentence, _),) = _said("first_hostile", "ann1", "bob1>ann1", "ann2>bob1", text=said)

    assert sentence.endswith("the first is by @bob: “you're an idiot”.")


def test_an_ignition_is_told_with_its_numbers():
    """Five of five hostile posts stand below a post of six among forty."""
    said = dict.fromkeys(("a1", "b1", "a2", "b2", "c1"), "You are an idiot")
    fight = ["calm1>root", "a1>calm1", "b1>a1", "a2>b1", "b2>a2", "c1>calm1"]
    ((sentence, cited),) = _said("ignition", "root", *_crowd(33), *fight, text=said)

    assert sentence == (
        "All 5 posts that hold hostile words from our list (insults, slurs, “shut up”, accusations of lying) stand at or below @calm’s post “words of "
        "calm1”, among 6 of the 40 posts; shuffled, so many of them come below one post once in 1,000 times."
    )
    assert cited == ["calm1", "a1", "b1", "a2", "b2", "c1"]


def test_a_pile_on_is_told_in_numbers_and_names_no_attacker():
    """Sixty answers, six of them hostile and by people who came once: said with all numbers, only the target is named."""
    inner = [f"y{n}@y{n}>x{n}" for n in range(20)]
    said = {f"x{n}": "you're pathetic" for n in range(20, 26)}
    ((sentence, cited),) = _said("pile_on", "root", *_crowd(60), *inner, text=said)

    assert sentence == (
        "@root drew 60 answers by 60 people and answered nobody; all of these people wrote one and got none back. 6 of the answers hold "
        "hostile words from our list (insults, slurs, “shut up”, accusations of lying), all by people who sent no other."
    )
    assert cited == [f"x{n}" for n in range(20, 26)]


def test_many_answers_without_hostile_words_are_no_pile_on():
    """A crowd that says nothing hostile is no finding."""
    assert _said("pile_on", "root", *_crowd(60), *(f"y{n}@y{n}>x{n}" for n in range(20))) == []
