"""Words that many share: who is counted, what is left out, and that only people make a word one of many."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.builders import at, posts, study
from threadscope.settings import Settings

_OPENING = "She has a serious illness and the channel is quiet."


def _thread(
    answers: list[str], *, opening: str | None = _OPENING, lang: str = "en", **columns: Any
) -> pl.DataFrame:
    """Return posts: an opening and one answer by each of so many people."""
    names = [f"a{n}" for n in range(len(answers))]
    texts = {"root": opening} | dict(zip(names, answers, strict=True))
    langs = dict.fromkeys(texts, lang) | columns.pop("langs", {})
    more = {"text": texts | columns.pop("text", {}), "lang": langs} | columns
    return posts("root@sam", *(f"{name}@p{name}>root" for name in names), **more)


def _shared(frame: pl.DataFrame, settings: Settings | None = None) -> pl.DataFrame:
    return study(frame, settings=settings).table("shared_words")


def _terms(answers: list[str], **more: Any) -> list[tuple[str, int]]:
    return _shared(_thread(answers, **more)).select("term", "n_people").rows()


def test_people_who_share_a_word_are_counted():
    """Six of eight people write “kidnapped”: counted out of eight, from the first on, one post a person as example."""
    answers = ["kidnapped!", "Kidnapped?", "#kidnapped", "is she kidnapped", "so kidnapped", "not kidnapped", "hm ok", "I see"]  # fmt: skip
    frame = pl.concat(
        [
            _thread(answers),
            posts(
                "b1@pa0>root", text={"b1": "kidnapped, again"}, lang={"b1": "en"}, created_at={"b1": at(999)}
            ),
        ]
    )
    (row,) = _shared(frame).to_dicts()

    assert (row["term"], row["forms"], row["n_people"], row["n_answering_people"]) == (
        "kidnapped", ["kidnapped"], 6, 8,
    )  # fmt: skip
    assert (row["n_posts"], row["n_texts"], row["n_same_text"], row["first_at"]) == (7, 7, 1, at(60))
    assert row["examples"] == ["a0", "a1", "a2", "a3", "a4", "a5"]
    assert row["post_ids"] == [*row["examples"], "b1"]


@pytest.mark.parametrize(("n_people", "fewest"), [(6, 5), (30, 5), (31, 6), (100, 9), (625, 23), (1000, 30)])
def test_how_many_make_many(n_people: int, fewest: int):
    """Five people, three quarters of the root of all, and 3 % of all: one person less is no row."""
    rest = ["I see"] * (n_people - fewest)

    assert _terms(["kidnapped"] * fewest + rest) == [("kidnapped", fewest)]
    assert _terms(["kidnapped"] * (fewest - 1) + ["I see", *rest]) == []


def test_one_loud_person_shares_no_word():
    """A word in fifty posts of one person and of the opener is nobody else's."""
    loud = [f"n{n}@loud>root" for n in range(50)] + [f"o{n}@sam>root" for n in range(50)]
    texts = {spec.split("@")[0]: f"kidnapped {'x' * (n + 2)}" for n, spec in enumerate(loud)}
    frame = pl.concat([_thread(["I see"] * 20), posts(*loud, text=texts, lang=dict.fromkeys(texts, "en"))])

    assert _shared(frame).is_empty()


@pytest.mark.parametrize(
    "said",
    [
        "“kidnapped” is what they say",
        'they say "kidnapped',
        "‘she’s kidnapped’ they say",
        "@kidnapped is here",
        "https://kidnapped.example/kidnapped",
        "RT @bob: kidnapped",
        "> kidnapped",
    ],
)
def test_words_of_others_do_not_count(said: str):
    """Quotations, also unclosed ones, mentions, addresses and reposts by hand are nobody's own words."""
    assert _terms([f"{said} {'x' * n}" for n in range(8)]) == []


@pytest.mark.parametrize(
    "opening",
    [
        "He was kidnapped.",
        "They say “kidnapped”",
        "Look: #SheWasKidnapped",
        "@KidnappedNews is here",
        "It kidnapps people",
    ],
)
def test_what_the_opening_post_holds_is_left_out(opening: str):
    """In whatever way the opening post holds a word, it cannot be told that it does not: in any form with or without s."""
    word = "kidnapp" if "kidnapps" in opening else "kidnapped"

    assert _terms([word] * 8, opening=opening) == []
    assert _terms([word] * 8) == [(word, 8)]


def test_words_of_the_claim_are_left_out_where_it_is_another_post():
    """The post chosen as the claim says it first: its words are no answer to it."""
    frame = _thread(["she was kidnapped"] + ["kidnapped"] * 8)

    assert _shared(frame)["term"].to_list() == ["kidnapped"]
    assert _shared(frame, Settings(claim="a0")).is_empty()


def test_everyday_words_count_only_within_two():
    """“Need” says nothing; “need help” does, unless its other word stands in the opening post; two everyday words do not."""
    assert _terms(["need rescue"] * 8) == [("need rescue", 8)]
    assert _terms(["need rescue"] * 8, opening="Rescue is there.") == []
    assert _terms(["good people, need time"] * 8) == []


def test_two_words_take_the_place_of_a_word_hardly_used_without():
    """Seven of ten who write “climate” write “climate hoax”: told is the pair; six of ten, the word as well."""
    seven = ["climate hoax"] * 7 + ["climate"] * 3 + ["hoax"] * 9
    six = ["climate hoax"] * 6 + ["climate"] * 4 + ["hoax"] * 9

    assert _terms(seven) == [("hoax", 16), ("climate hoax", 7)]
    assert _terms(six) == [("hoax", 15), ("climate", 10), ("climate hoax", 6)]


def test_plurals_count_together_and_both_forms_are_told():
    """Three write “drone”, four “drones”: seven people use the one or the other; “virus” and “viru” are two words."""
    (row,) = _shared(_thread(["drone"] * 3 + ["drones"] * 4)).to_dicts()

    assert (row["term"], row["forms"], row["n_people"]) == ("drones", ["drones", "drone"], 7)
    assert _terms(["virus"] * 4 + ["viru"] * 4) == []


def test_handles_are_no_words():
    """Whoever is called by a handle, with or without @, is addressed: of writers, people mentioned and the opener."""
    handles = {"handle": {"a0": "Tom_Kidnapper"}, "mentions": {"a1": ["Blackmailer"]}}

    assert _terms(["tom kidnapper, blackmailer"] * 3 + ["blackmailer", "tom kidnapper"] * 6, **handles) == [
        ("kidnapper", 9), ("tom", 9),
    ]  # fmt: skip
    assert _terms(["samson!"] * 8, handle={"root": "TheRealSamson"}) == []


def test_copies_are_told():
    """Six of eight post the same words, bar an address, a capital and who is answered: three texts, one of them by six people."""
    copies = [f"@sam {'Kk'[n % 2]}idnapped by birds https://t.co/{n}" for n in range(6)]
    (row,) = (
        _shared(_thread([*copies, "kidnapped", "so kidnapped"], langs={})).filter(term="kidnapped").to_dicts()
    )

    assert (row["n_people"], row["n_texts"], row["n_same_text"]) == (8, 3, 6)


def test_other_languages_are_left_out():
    """People who answer in another language, or without words, are not among those counted; a thread of them has no row."""
    langs = {"a8": "de", "a9": "de"}
    answers = ["kidnapped"] * 8 + ["kidnapped"] * 2 + ["!!! 😀", "https://t.co/x"]
    (row,) = _shared(_thread(answers, langs=langs)).to_dicts()

    assert (row["n_people"], row["n_answering_people"]) == (8, 8)
    assert _terms(["kidnapped"] * 8, lang="de") == []


@pytest.mark.parametrize(
    "columns",
    [
        {"opening": None},
        {"text_truncated": {"root": True}},
        {"langs": {"root": "de"}},
        {"author_id": {"root": None}},
    ],
)
def test_an_opening_that_is_not_known_is_undetermined(columns: dict[str, Any]):
    """Of an opening post without known text, cut, in another language or by nobody known, nothing is told."""
    assert _terms(["kidnapped"] * 8, **columns) == []
    assert _terms(["kidnapped"] * 8) == [("kidnapped", 8)]


def test_an_opening_that_is_not_archived_is_undetermined():
    """Below a ghost nobody knows which words are new."""
    assert _shared(_thread(["kidnapped"] * 8).filter(pl.col("post_id") != "root")).is_empty()


def test_order_and_ids_change_nothing():
    """Rows in another order, and other ids for people, give the same table; threads do not mix."""
    answers = ["drones need rescue", "drone rescue", "the drones!", "rescue, drones", "need rescue"] * 4
    frame = _thread([f"{text} {'x' * n}" for n, text in enumerate(answers)])
    alone = _shared(frame)
    other = frame.with_columns(author_id=pl.lit("z") + pl.col("author_id").str.reverse())
    second = frame.with_columns(
        post_id=pl.lit("2") + pl.col("post_id"), reply_to_id=pl.lit("2") + pl.col("reply_to_id")
    )

    assert alone.height > 1
    assert _shared(frame.reverse()).equals(alone)
    assert _shared(other).equals(alone)
    both = _shared(pl.concat([second, frame]).sample(fraction=1, shuffle=True, seed=3))
    assert both.filter(thread_id="root").equals(alone)
    assert (
        both.filter(thread_id="2root")
        .drop("thread_id", "examples", "post_ids")
        .equals(alone.drop("thread_id", "examples", "post_ids"))
    )


def test_a_hostile_text_does_no_harm():
    """Words of any length, regular expressions and letters of other scripts are text."""
    answers = ["x" * 5000 + " (.*)+ [a-z]{9} $1 \\p{L} مرحبا"] * 8

    assert all(len(term) <= 50 for term, _ in _terms(answers))
