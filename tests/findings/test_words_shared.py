"""Sentences on shared words: counts of people, which posts stand behind them, and nothing on what they mean."""

from __future__ import annotations

import polars as pl

from tests.builders import posts, study
from tests.told import told


def _posts(answers: list[str], **columns) -> pl.DataFrame:
    names = [f"a{n}" for n in range(len(answers))]
    texts = {"root": "She has a serious illness."} | dict(zip(names, answers, strict=True))
    langs = dict.fromkeys(texts, "en") | columns.pop("langs", {})
    return posts("root@sam", *(f"{n}@p{n}>root" for n in names), text=texts, lang=langs, **columns)


def _said(answers: list[str], **columns) -> list[dict]:
    return told(study(_posts(answers, **columns)), "words_shared").to_dicts()


def test_three_words_are_told_by_people():
    """Nine, seven and five of fifteen people use one word each; a fourth is not told."""
    answers = [
        "kidnapped", "kidnapped", "kidnapped", "kidnapped blackmail", "kidnapped; blackmail",
        *["kidnapped. need rescue. drugs"] * 2, "kidnapped? rescue. need rescue, drugs",
        "kidnapped, need rescue, blackmail", "need rescue. drugs", "need rescue. drugs", "need rescue", "blackmail",
        "blackmail", "I see",
    ]  # fmt: skip
    (row,) = _said(answers)

    assert row["wording"] == (
        "9 of the 15 people who answer use the word “kidnapped”, 7 “need rescue” and 5 “blackmail”;"
        " @sam’s opening post uses none of them."
    )
    assert (row["value"], row["n_evidence"], row["label"], row["confidence"]) == (9.0, 14, None, 1.0)
    assert row["evidence"][0] == "a8"  # holds all three
    assert len(row["evidence"]) == 12


def test_one_word_two_words_and_all_people():
    """One term reads as one; a pair is words; where everybody uses it, all are told, and both forms of a plural."""
    assert [row["wording"] for row in _said(["need rescue"] * 5 + ["I see"])] == [
        "5 of the 6 people who answer use the words “need rescue” (5 of them in the same text); @sam’s opening post does not use it."
    ]
    assert _said([f"drone{'s' * (n > 3)} {'x' * n}" for n in range(9)])[0]["wording"] == (
        "All 9 people who answer use the word “drones” or “drone”; @sam’s opening post does not use it."
    )


def test_who_answers_in_other_languages_is_said_to_be_left_out():
    """Of eight people two write German: the six others are those who answer in English."""
    answers = [f"kidnapped {'x' * n}" for n in range(6)] + ["nein", "doch"]

    assert _said(answers, langs={"a6": "de", "a7": "de"})[0]["wording"].startswith(
        "All 6 people who answer in English use the word “kidnapped”"
    )


def test_no_two_terms_say_the_same():
    """“Climate hoax” beside “climate”, and “paying” beside “pay”, leave their place to other words."""
    answers = ["climate hoax"] * 5 + ["climate"] * 6 + ["pay"] * 6 + ["paying"] * 5 + ["drugs"] * 5
    (row,) = _said(answers)

    assert "climate hoax" not in row["wording"]
    assert "paying" not in row["wording"]
    assert "5 “drugs”" in row["wording"]


def test_one_post_a_person_is_cited_before_a_second():
    """Who writes a word five times is cited once before everybody else is."""
    loud = [f"kidnapped {'x' * n}" for n in range(2, 7)]
    names = {f"a{n}": "loud" for n in range(5)}
    answers = [*loud, *[f"kidnapped {'y' * n}" for n in range(2, 6)]]
    (row,) = _said(answers, author_id=names, handle=names)

    assert row["wording"].startswith("All 5 people")
    assert row["evidence"] == ["a0", "a5", "a6", "a7", "a8", "a1", "a2", "a3", "a4"]
    assert row["n_evidence"] == 9


def test_copies_are_told_where_they_are_more_than_half():
    """Four of seven who post the same text are told; three of six are not."""
    copies, others = ["kidnapped by birds"] * 4, [f"kidnapped {'x' * n}" for n in range(2, 5)]

    assert "“kidnapped” (4 of them in the same text);" in _said([*copies, *others])[0]["wording"]
    assert "same text" not in _said([*copies[1:], *others])[0]["wording"]


def test_each_term_is_cited_in_turn():
    """Of two words that nobody writes together the first posts of both are cited before the second of either."""
    answers = [f"kidnapped {'x' * n}" for n in range(2, 8)] + [f"blackmail {'x' * n}" for n in range(2, 7)]
    (row,) = _said(answers)

    assert row["evidence"][:4] == ["a0", "a6", "a1", "a7"]


def test_an_opener_without_a_handle_is_not_named():
    """Where the export gives no handle the opening post is named alone."""
    assert _said(["kidnapped"] * 8, handle={"root": None})[0]["wording"].endswith(
        "; the opening post does not use it."
    )


def test_few_people_are_no_row():
    """Four people are no crowd; nor is a thread of one or two posts."""
    assert _said(["kidnapped"] * 4) == []
    assert told(study("root", "bob1>root"), "words_shared").is_empty()
    assert told(study("root"), "words_shared").is_empty()


def test_the_order_of_rows_decides_nothing():
    """Rows in another order give the same sentence with the same posts in the same order."""
    frame = _posts(
        [f"{word} {'x' * n}" for n in range(2, 9) for word in ("drones", "rescue", "drone rescue")]
    )
    first = told(study(frame), "words_shared")

    assert first.height == 1
    for seed in range(3):
        mixed = frame.sample(fraction=1, shuffle=True, seed=seed)
        assert told(study(mixed), "words_shared").equals(first)
