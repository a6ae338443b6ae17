"""What posts say outright toward the claim and toward each other."""

from __future__ import annotations

import polars as pl
import pytest

from tests.builders import study
from threadscope import schema
from threadscope.analyze.modelled_stance import modelled_stance
from threadscope.settings import Settings

_NO = "This is not true."


def _stances(*specs: str, settings: Settings | None = None, **columns: dict) -> dict[str, tuple[str, str]]:
    table = study(*specs, settings=settings, **columns).table("modelled_stance")
    return {row["post_id"]: (row["toward_claim"], row["toward_parent"]) for row in table.to_dicts()}


def test_a_direct_denial_is_toward_the_claim_a_nested_one_is_not():
    """Bob answers the root, eve answers bob: only bob denies the claim."""
    said = _stances("root", "bob1>root", "eve1>bob1", text={"bob1": _NO, "eve1": _NO})

    assert said["bob1"] == ("deny", "disagree")
    assert said["eve1"] == ("unclear", "disagree")
    assert said["root"] == ("unclear", "unclear")


def test_a_quote_of_the_claim_denies_it_too():
    """Retorts on X are often quotes."""
    assert _stances("root", "bob1~root", text={"bob1": _NO})["bob1"] == ("deny", "disagree")


def test_the_chosen_claim_moves_the_target():
    """With another claim post, what answers that post is toward the claim."""
    said = _stances(
        "root", "bob1>root", "eve1>bob1", text={"bob1": _NO, "eve1": _NO}, settings=Settings(claim="bob1")
    )

    assert (said["bob1"][0], said["eve1"][0]) == ("unclear", "deny")


def test_a_claim_in_another_thread_leaves_the_root():
    """A thread that does not hold the chosen claim keeps its own root."""
    said = _stances("root", "bob1>root", text={"bob1": _NO}, settings=Settings(claim="elsewhere"))

    assert said["bob1"][0] == "deny"


def test_nobody_denies_themselves():
    """What follows under one's own post is no answer to it."""
    assert _stances("root", "root1@root>root", text={"root1": _NO})["root1"] == (
        "unclear",
        "unclear",
    )


def test_a_no_to_a_question_denies_nobody():
    """The asker claimed nothing; below the claim itself the same words deny it."""
    nested = _stances("root", "bob1>root", "eve1>bob1", text={"bob1": "Is this true?", "eve1": _NO})
    direct = _stances("root", "eve1>root", text={"root": "Is this true?", "eve1": _NO})

    assert nested["eve1"] == ("unclear", "unclear")
    assert direct["eve1"] == ("deny", "disagree")


def test_questions():
    """A question whether it is so is toward the claim; any other is toward the post it answers."""
    said = _stances(
        "root", "bob1>root", "eve1>root", text={"bob1": "Is this confirmed?", "eve1": "When does it start?"}
    )

    assert (said["bob1"], said["eve1"]) == (("query", "ask"), ("unclear", "ask"))


def test_an_unlabelled_or_english_post_is_read_another_is_not():
    """Phrases of one language prove nothing in another."""
    said = _stances(
        "root", "bob1>root", "eve1>root", text={"bob1": _NO, "eve1": _NO}, lang={"bob1": "de", "eve1": "en"}
    )

    assert (said["bob1"][0], said["eve1"][0]) == ("unclear", "deny")


def test_the_span_is_what_stands_in_the_post():
    """Mentions before it are skipped, letters are kept as they are."""
    table = study(
        "root", "bob1>root", text={"bob1": "@root THIS  is not true!"}, display_from={"bob1": 6}
    ).table("modelled_stance")
    row = table.row(by_predicate=pl.col("post_id") == "bob1", named=True)

    assert (row["span"], row["rule"], row["parent_confidence"]) == (
        "THIS  is not true",
        "says_not_true",
        pytest.approx(0.85),
    )


def test_no_posts_give_no_rows():
    """An empty archive is no error."""
    assert modelled_stance(schema.empty("posts"), settings=Settings()).is_empty()
