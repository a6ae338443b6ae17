"""What posts say toward the claim and toward each other, and what of it is shown."""

from __future__ import annotations

import polars as pl
import pytest

from tests.builders import at, posts, study
from threadscope import schema
from threadscope.analyze.modelled_stance import modelled_stance
from threadscope.analyze.stance_reader.model import CLASSES
from threadscope.settings import Settings

_NO = "This is not true."
_CLAIM = "PigeonChat reads every message that you send."


def _table(*specs: str | pl.DataFrame, settings: Settings | None = None, **columns: dict) -> pl.DataFrame:
    return study(*specs, settings=settings, **columns).table("modelled_stance")


def _rows(*specs: str, settings: Settings | None = None, **columns: dict) -> dict[str, dict]:
    columns["text"] = {"root": _CLAIM} | columns.get("text", {})
    return {row["post_id"]: row for row in _table(*specs, settings=settings, **columns).to_dicts()}


def _stances(*specs: str, settings: Settings | None = None, **columns: dict) -> dict[str, tuple[str, str]]:
    rows = _rows(*specs, settings=settings, **columns)
    return {name: (row["toward_claim"], row["toward_parent"]) for name, row in rows.items()}


def test_a_direct_denial_is_toward_the_claim_a_nested_one_is_not():
    """Bob answers the root, eve answers bob: only bob denies the claim."""
    said = _stances(
        "root", "bob1>root", "eve1>bob1", text={"bob1": "Why would they do that?", "eve1": "You are wrong."}
    )
    assert said["eve1"] == ("unclear", "disagree")
    assert _stances("root", "bob1>root", text={"bob1": _NO})["bob1"] == ("deny", "disagree")


def test_a_quote_of_the_claim_denies_it_too():
    """Retorts on X are often quotes."""
    assert _stances("root", "bob1~root", text={"bob1": _NO})["bob1"] == ("deny", "disagree")


def test_the_claim_itself():
    """The post that makes the claim supports it, by that rule, and asks where it asks."""
    root = _rows("root", "bob1>root", text={"bob1": _NO})["root"]
    asking = _rows(
        "root", "bob1>root", text={"root": "Is it true that PigeonChat reads messages?", "bob1": _NO}
    )

    assert (root["toward_claim"], root["rule"], root["claim_id"]) == ("support", "is_the_claim", "root")
    assert asking["root"]["toward_claim"] == "query"


def test_the_chosen_claim_moves_the_target():
    """With another claim post, what answers that post is toward the claim, and the root no longer is the claim."""
    rows = _rows(
        "root",
        "bob1>root",
        "eve1>bob1",
        text={"bob1": "The PigeonChat app sells your contacts.", "eve1": _NO},
        settings=Settings(claim="bob1"),
    )

    assert (rows["eve1"]["toward_claim"], rows["eve1"]["claim_id"]) == ("deny", "bob1")
    assert rows["bob1"]["rule"] == "is_the_claim"
    assert rows["root"]["rule"] != "is_the_claim"


def test_a_claim_in_another_thread_leaves_the_root():
    """A thread that does not hold the chosen claim keeps its own root."""
    said = _stances("root", "bob1>root", text={"bob1": _NO}, settings=Settings(claim="elsewhere"))

    assert said["bob1"][0] == "deny"


def test_nobody_denies_themselves():
    """What follows under one's own post is no answer to it."""
    assert _stances("root", "root1@root>root", text={"root1": _NO})["root1"] == ("unclear", "unclear")


def test_a_no_to_a_question_denies_nobody():
    """The asker claimed nothing; below the claim itself the same words deny it."""
    nested = _stances("root", "bob1>root", "eve1>bob1", text={"bob1": "Is this true?", "eve1": _NO})
    direct = _stances("root", "eve1>root", text={"root": "Is this true?", "eve1": _NO})

    assert nested["eve1"] == ("unclear", "unclear")
    assert direct["eve1"] == ("deny", "disagree")


def test_who_joins_in_a_denial_does_not_disagree_with_it():
    """Below a denial "this is not true" may be about the same claim; "you are wrong" is about the denier."""
    said = _stances(
        "root",
        "bob1>root",
        "eve1>bob1",
        "joe1>bob1",
        text={"bob1": _NO, "eve1": _NO, "joe1": "You are wrong."},
    )

    assert said["eve1"] == ("unclear", "unclear")
    assert said["joe1"] == ("unclear", "disagree")


def test_an_explicit_chain_reaches_the_claim():
    """Who agrees with a denial and denies too, denies the claim, with less confidence than the denier."""
    rows = _rows(
        "root", "bob1>root", "eve1>bob1", text={"bob1": _NO, "eve1": "I agree with you, this is not true."}
    )

    assert (rows["eve1"]["toward_claim"], rows["eve1"]["toward_parent"]) == ("deny", "agree")
    assert rows["eve1"]["claim_confidence"] < rows["bob1"]["claim_confidence"]


def test_questions():
    """A question whether it is so is toward the claim; any other is toward the post it answers."""
    said = _stances(
        "root", "bob1>root", "eve1>root", text={"bob1": "Is this confirmed?", "eve1": "When does it start?"}
    )

    assert (said["bob1"], said["eve1"][1]) == (("query", "ask"), "ask")


def test_other_languages_and_posts_without_words_are_not_scored():
    """Phrases of one language prove nothing in another, and a picture says nothing that we read."""
    rows = _rows(
        "root",
        "bob1>root",
        "eve1>root",
        "ann1>root",
        text={"bob1": _NO, "eve1": _NO, "ann1": "@root https://a.example/x"},
        lang={"bob1": "de", "eve1": "en"},
    )

    assert (rows["bob1"]["toward_claim"], rows["eve1"]["toward_claim"]) == ("not_scored", "deny")
    assert (rows["ann1"]["toward_claim"], rows["ann1"]["likeliest"]) == ("not_scored", None)


def test_where_x_gives_no_language_the_thread_speaks_for_a_post():
    """In an English thread a plain English answer is read, a Spanish one is not, nor one in other letters."""
    english = {f"b{n}": "They have been reading what you write for years and this is how" for n in range(8)}
    texts = {
        "a0": "Shot down at the border, police say to CNN http://t.co/x",
        "a1": "Esto no es cierto, señores, los mensajes están cifrados",
        "a2": "это неправда",
        "a3": "So sad",
    }

    def read(texts: dict[str, str]) -> set[str]:
        rows = _rows("root", *(f"{name}@p{name}>root" for name in texts), text=texts)
        return {name for name, row in rows.items() if row["toward_claim"] != "not_scored"}

    assert read(texts | english) == {"root", "a0", "a3", *english}
    # Two posts that show their language are no thread that speaks one.
    assert read(texts | {"b0": english["b0"]}) == {"root", "b0"}


def test_the_span_is_what_stands_in_the_post():
    """Mentions before it are skipped, letters are kept as they are."""
    row = _rows("root", "bob1>root", text={"bob1": "@root THIS  is not true!"}, display_from={"bob1": 6})[
        "bob1"
    ]

    assert (row["span"], row["rule"]) == ("THIS  is not true", "says_not_true")
    assert row["claim_confidence"] == row["parent_confidence"] >= 0.75


def test_what_is_shown_promises_three_of_four():
    """No shown support, denial or question of a reply has a confidence below .75; probabilities add up to 1."""
    texts = {
        f"a{n}": text for n, text in enumerate([_NO, "Exactly!", "Is this true?", "So sad", "lol", "ok"])
    }
    table = _table(
        "root",
        *(f"{name}@p{name}>root" for name in texts),
        text=texts | {"root": _CLAIM},
        lang=dict.fromkeys(["root", *texts], "en"),
    )
    replies = table.filter(pl.col("post_id") != "root")
    shown = replies.filter(pl.col("toward_claim").is_in(["support", "deny", "query"]))

    assert shown.height >= 2
    assert (shown["claim_confidence"] >= 0.75).all()
    assert table.select(pl.sum_horizontal(f"p_{name}" for name in CLASSES)).to_series().to_list() == (
        pytest.approx([1.0] * table.height, abs=1e-3)
    )


def test_order_of_rows_and_names_of_people_change_nothing():
    """Shuffled posts by renamed people are read alike."""
    specs = ["root", *(f"p{n}>root" for n in range(9)), *(f"q{n}>p{n}" for n in range(9))]
    texts = {"root": _CLAIM, "p1": _NO, "q1": "You are lying!", "p2": "Really? Any proof?", "q3": "lol ok"}
    given = posts(*specs, text=texts)
    renamed = given.with_columns(author_id=pl.col("author_id").replace({"p": "zoe", "q": "abe"}))

    assert _table(given).equals(_table(given.sample(fraction=1, shuffle=True, seed=3)))
    assert _table(given).equals(_table(renamed))


@pytest.mark.parametrize(
    "given",
    [
        posts("root"),
        posts(
            "root", *(f"a{n}@ann>root" for n in range(40)), text={f"a{n}": "same words" for n in range(40)}
        ),
        posts("root", *(f"a{n}@ann>a{n - 1}" for n in range(1, 40)), "a0@ann>root"),
        posts("a1>gone", "b1>gone", "c1>a1", text={"a1": _NO, "b1": None, "c1": ""}),
        posts("root", "b1>root", "c1>b1", created_at={"root": None, "b1": None, "c1": at(0)}, step_s=0),
        posts("root", "b1>root", author_id={"root": None, "b1": None}, text={"b1": "\n>?!“"}),
    ],
    ids=["alone", "one text", "to herself", "below a ghost", "no times", "no authors"],
)
def test_odd_threads_give_one_row_a_post(given: pl.DataFrame):
    """Threads that lack nearly everything are read without an error or warning."""
    table = _table(given)

    assert table.height == given.height
    assert table["toward_claim"].null_count() == 0


def test_no_posts_give_no_rows():
    """An empty archive is no error."""
    empty = modelled_stance(schema.empty("posts"), schema.empty("acts"), schema.empty("claims"))
    assert empty.is_empty()
