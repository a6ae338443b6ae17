"""Who makes the claim, and who says it again."""

from __future__ import annotations

import polars as pl
import pytest

from tests import founding
from tests.builders import posts, study
from threadscope.settings import Settings

_CLAIM = "PigeonChat exports user data every night at 02:00, a former contractor told me. It is sold for ads."
_AGAIN = "PigeonChat exports your user data every night. Sad!"


def _rows(*specs: str, settings: Settings | None = None, **columns) -> dict[str, dict]:
    texts = {"root": _CLAIM, **columns.pop("text", {})}
    langs = dict.fromkeys([spec.split("@")[0].split(">")[0].split("~")[0] for spec in specs], "en")
    told = study(
        *specs, settings=settings, text=texts, lang={**langs, **columns.pop("lang", {})}, **columns
    ).table("claims")
    return {row["post_id"]: row for row in told.to_dicts()}


def _says_again(text: str, **columns) -> bool:
    return "big1" in _rows("root", "big1>root", text={"big1": text}, **columns)


def test_the_root_makes_the_claim():
    """Where nobody chose, the root is the claim, and nothing is said of repetitions."""
    root = _rows("root", "ann1>root")["root"]

    assert (root["kind"], root["rule"], root["words"], root["overlap"]) == ("root", "root", [], None)


def test_the_chosen_post_is_the_claim_and_the_root_only_if_it_says_the_same():
    """With --claim the root is a repetition of the chosen one where it has its words, else no row."""
    chosen = Settings(claim="big1")
    same = _rows("root", "big1>root", text={"big1": _AGAIN}, settings=chosen)
    other = _rows("root", "big1>root", text={"big1": _AGAIN, "root": "Look at this"}, settings=chosen)

    assert {name: row["kind"] for name, row in same.items()} == {"root": "repeats", "big1": "chosen"}
    assert same["root"]["repeats_id"] == "big1"
    assert list(other) == ["big1"]


def test_a_missing_root_makes_no_claim():
    """Nobody knows what a ghost said."""
    assert _rows("ann1>gone", "bob1>gone", text={"ann1": _CLAIM, "bob1": _CLAIM}) == {}


@pytest.mark.parametrize(
    "text",
    [
        _CLAIM,
        _AGAIN,
        "PigeonChat is exporting user data, every night",
        "Told you all along: PigeonChat exports user data every night. What do we use now?",
        "@ann1 PigeonChat exports user data every night!!",
    ],
)
def test_says_it_again(text: str):
    """A sentence, or what follows a colon, of the claim's words nearly alone says the claim again."""
    assert _says_again(text)


@pytest.mark.parametrize(
    "text",
    [
        "PigeonChat does not export user data every night",
        "PigeonChat never exports user data at night",
        "Does PigeonChat export user data every night?",
        "An anonymous account claims that PigeonChat exports user data every night.",
        "They say PigeonChat exports user data every night",
        "Allegedly PigeonChat exports user data every night",
        "Rumour: the rumour that PigeonChat exports user data every night",
        "If PigeonChat exports user data every night, I am the pope",
        "This is not true. PigeonChat exports user data every night is what he wrote.",
        "PigeonChat exports 12 kinds of user data every night",
        "So glad PigeonChat and its night owls brought data, user joy and cake to our export party",
        "PigeonChat exports data",
        '"PigeonChat exports user data every night" lol',
        "RT @root: PigeonChat exports user data every night",
        "RT@root PigeonChat exports user data every night",
        "Wow @root PigeonChat exports user data every night",
        "Breaking @wire: PigeonChat exports user data every night",
        "PigeonChat exports user data every night via @wire",
    ],
)
def test_does_not_say_it_again(text: str):
    """Denials, flips, questions, hearsay, other numbers, other matters, quotations and what is passed on do not."""
    assert not _says_again(text)


def test_hearsay_that_the_claim_itself_has_is_no_distance():
    """Who repeats "police say …" with the same words says the same."""
    texts = {"root": "Police say the old mill bridge is closed", "big1": "Police say old mill bridge closed!"}

    assert "big1" in _rows("root", "big1>root", text=texts)


def test_what_the_claim_says_of_something_must_be_said_again():
    """That the bridge is closed is not said again by who only speaks of the bridge; nor is what may be by who knows it."""
    closed = {
        "root": "The old mill bridge at Finchley is closed",
        "big1": "I love the old mill bridge at Finchley",
    }
    may = {"root": "PigeonChat could export user data every night", "big1": _AGAIN}

    assert "big1" not in _rows("root", "big1>root", text=closed)
    assert "big1" not in _rows("root", "big1>root", text=may)


def test_a_claim_that_asks_is_not_repeated_by_who_asserts():
    """A question states nothing that could be said again."""
    texts = {"root": "Does PigeonChat export user data every night?", "big1": _AGAIN}

    assert "big1" not in _rows("root", "big1>root", text=texts)


def test_english_only():
    """In other languages a negation would be overlooked; a text that only looks German has no repetition."""
    german = "PigeonChat exportiert jede Nacht sämtliche Nutzerdaten an Werbefirmen"
    texts = {"root": german, "big1": german}

    assert not _says_again(_AGAIN, lang={"big1": "de"})
    assert "big1" not in _rows("root", "big1>root", text=texts, lang={"root": "de", "big1": "de"})


def test_repetition_says_what_it_shares():
    """Evidence: the shared words, the weighted share of the claim, the claim's post."""
    big = _rows("root", "big1>root", "ann1>root", text={"big1": _AGAIN})["big1"]

    assert big["words"] == ["data", "export", "night", "pigeonchat", "user"]
    assert (big["repeats_id"], big["rule"]) == ("root", "says_it_again")
    assert 0 < big["overlap"] < 1


def test_goes_big_by_answers():
    """Five answers, and twice those of the claim; four, or fewer than twice, carry it nowhere."""

    def big(n_big: int, n_root: int) -> bool:
        crowd = [f"x{n}@x{n}>big1" for n in range(n_big)] + [f"y{n}@y{n}>root" for n in range(n_root)]
        return _rows("root", "big1~root", *crowd, text={"big1": _AGAIN})["big1"]["goes_big"]

    assert (big(5, 1), big(4, 0), big(5, 2)) == (True, False, False)


def test_goes_big_by_followers():
    """Ten times the followers, ten thousand at least, and answered twice."""

    def big(of_root: int | None, of_big: int, n: int) -> dict:
        people = [
            {"author_id": "root", "handle": "root", "follower_count": of_root},
            {"author_id": "big", "handle": "big", "follower_count": of_big},
        ]
        return _rows(
            "root", *(f"y{k}@y{k}>root" for k in range(4)), "big1>root", *(f"x{k}@x{k}>big1" for k in range(n)),
            text={"big1": _AGAIN}, people=people,
        )["big1"]  # fmt: skip

    assert (big(2_000, 20_000, 2)["goes_big"], big(2_000, 20_000, 2)["audience_ratio"]) == (True, 10.0)
    assert not big(2_001, 20_000, 2)["goes_big"]
    assert not big(900, 9_999, 2)["goes_big"]
    assert not big(2_000, 20_000, 1)["goes_big"]
    assert big(None, 20_000, 2)["audience_ratio"] is None
    assert big(0, 20_000, 2)["audience_ratio"] is None


def test_the_magnate_of_the_founding_story():
    """He says again what the anonymous account said, to far more people; nobody else does."""
    tables = founding.study()
    told = tables.table("claims").join(tables.table("posts").select("post_id", "handle"), on="post_id")

    assert told.select("handle", "kind", "goes_big").rows() == [
        ("nightowl_leaks", "root", False),
        ("max_mogul", "repeats", True),
    ]


def test_one_text_pasted_five_thousand_times():
    """Chain mail: each copy says it again, and none goes big."""
    frame = posts("root", *(f"p{n}@q{n}>root" for n in range(5_000))).with_columns(
        text=pl.lit(_CLAIM), lang=pl.lit("en")
    )
    told = study(frame).table("claims").filter(kind="repeats")

    assert (told.height, told["rule"].unique().to_list(), told["goes_big"].any()) == (
        5_000,
        ["near_copy"],
        False,
    )


def test_null_texts_times_and_claims_without_words():
    """No text, no time, a picture as claim: rows for the claims, no repetition, no error."""
    told = _rows(
        "root", "ann1>root", "bob1>ann1", text={"root": "https://a.example", "ann1": None, "bob1": "…"},
        created_at={"root": None, "ann1": None},
    )  # fmt: skip

    assert list(told) == ["root"]
