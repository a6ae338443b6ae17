"""The blend of word lists: what it reads, what it says, and that its shipped weights are what they are said to be."""

from __future__ import annotations

import json
import math

import pytest

from threadscope.analyze.words.blend_features import FEATURES, features
from threadscope.analyze.words.blend_score import score
from threadscope.analyze.words.blend_weights import FOLDER, weights
from threadscope.analyze.words.blend_words import Reader
from threadscope.analyze.words.pattern import score as textblob


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("not a good day at all", ["not", "not a", "not good", "not day", "at", "all"]),
        ("don’t. good", ["don't", ".", "good"]),
        ("never but good", ["never", "but", "good"]),
        ("GOOD :) <3 !!", ["good", ":)", "<3", "!!"]),
        ("", []),
    ],
)
def test_a_negation_reaches_three_words_of_its_clause(text: str, names: list[str]):
    """A clause's end, "but" and the reach of three words end a negation."""
    assert [word.name for word in Reader({}, {}).words(text)] == names


def test_a_word_weighs_what_stands_before_it():
    """A negation turns a valence round at 0.6 of its strength; capitals strengthen it by a fifth."""
    reader = Reader({"good": 2.0}, {"not good": (0.5, -0.25)})

    good, not_good, shouted = (reader.words(text)[-1] for text in ("good", "not good", "GOOD"))
    assert (good.valence, not_good.valence, shouted.valence) == (2.0, -1.2, 2.4)
    assert (not_good.negative, not_good.positive) == (0.5, -0.25)


def test_the_numbers_are_what_their_names_say():
    """Hand-counted on one text."""
    reader = Reader({"good": 2.0, "bad": -2.5}, {})
    text = "GOOD, not bad: 3 I's?!"
    found = dict(zip(FEATURES, features(text, reader.words(text), textblob(text)), strict=True))

    assert found["valence_positive"] == pytest.approx(3.9 / math.sqrt(3.9**2 + 15))
    assert (found["valence_negative"], found["valence_max"], found["valence_min"]) == (0.0, 2.4, 1.5)
    assert (found["valence_last"], found["exclamations"], found["questions"], found["digits"]) == (
        1.5,
        1.0,
        1.0,
        1.0,
    )
    assert (found["negations"], found["but"], found["colon"]) == (1.0, 0.0, 1.0)
    assert found["length"] == pytest.approx(math.log(9))


def test_good_and_bad_words_and_their_negations():
    """The sign follows the word and turns with a negation."""
    signs = [
        score(text).polarity > 0
        for text in ("what a wonderful day", "what an awful day", "not good", "not bad")
    ]

    assert signs == [True, False, False, True]


def test_silence_is_no_opinion():
    """A text without a leaning word scores 0 and names no word, whatever its signs suggest."""
    assert score("the table is in the room!!! 17:30 BBC") == (0.0, 0.0, ())


def test_the_lead_is_set_against_neutral():
    """Polarity is (p - n) / (|p - n| + z) of the odds that the weights give."""
    text = "I love this"
    by = weights()
    said = by.reader.words(text)
    numbers = features(text, said, textblob(text))
    down = (
        by.start[0]
        + sum(a * b for a, b in zip(numbers, by.negative, strict=True))
        + sum(w.negative for w in said)
    )
    up = (
        by.start[1]
        + sum(a * b for a, b in zip(numbers, by.positive, strict=True))
        + sum(w.positive for w in said)
    )
    lead = math.exp(up) - math.exp(down)

    assert score(text).polarity == pytest.approx(lead / (abs(lead) + 1))


def test_where_the_weights_come_from_is_written_beside_them():
    """The data file names its sources and their licence, and holds a weight for every number."""
    said = json.loads((FOLDER / "blend.json").read_text(encoding="utf-8"))

    assert list(said["weights"]) == list(FEATURES)
    assert "MIT" in said["weights_from"]
    assert "MIT" in said["valences_from"]
    assert "SemEval" not in said["weights_from"]
    assert "Hutto" in (FOLDER / "LICENSE-hutto.txt").read_text(encoding="utf-8")
