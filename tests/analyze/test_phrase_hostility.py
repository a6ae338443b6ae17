"""To whom hostile words are said, on threads small enough to read."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.builders import posts, study


def _rows(*specs: str, **more) -> list[tuple[str, str | None, str | None, str]]:
    table = study(*specs, **more).table("phrase_hostility")
    return table.select("post_id", "target_id", "target_author_id", "words").rows()


def test_said_to_whom_the_post_answers_or_quotes():
    """Without a mention beside the words they are said to the author of the post answered, or quoted."""
    said = {"bob1": "You are an idiot", "eve1": "You liar."}

    assert _rows("ann1", "bob1>ann1", "eve1~bob1", text=said) == [
        ("bob1", "ann1", "ann", "You are an idiot"),
        ("eve1", "bob1", "bob", "You liar"),
    ]


def test_said_to_who_is_mentioned_beside_the_words():
    """A mention right beside the words goes before the post answered; of somebody who wrote nothing, nobody is told."""
    said = {"eve1": "True. @bob you're an idiot", "dan1": "True. @nobody you're an idiot"}

    assert _rows("ann1", "bob1>ann1", "eve1>ann1", "dan1>ann1", text=said) == [
        ("eve1", "ann1", "bob", "you're an idiot"),
        ("dan1", "ann1", None, "you're an idiot"),
    ]


def test_leading_mentions_of_an_answer_are_not_the_authors():
    """X puts mentions in front of an answer: they do not change whom it answers."""
    assert _rows("ann1", "bob1>ann1", "eve1>bob1", text={"eve1": "@bob @ann you're an idiot"}) == [
        ("eve1", "bob1", "bob", "you're an idiot")
    ]


def test_a_post_that_answers_nobody_must_name_somebody():
    """A "you" at large may be anybody; one mention in front says who is meant, two do not."""
    assert _rows("ann1", text={"ann1": "You are all idiots"}) == []
    assert _rows("ann1", "bob1>ann1", text={"ann1": "@bob you idiot"}) == [("ann1", None, "bob", "you idiot")]
    assert _rows("ann1", "bob1>ann1", text={"ann1": "@bob @eve you idiots"}) == [
        ("ann1", None, None, "you idiots")
    ]


def test_nobody_is_hostile_to_herself():
    """An answer to one's own post is left out."""
    assert _rows("ann1", "ann2>ann1", text={"ann2": "You are an idiot"}) == []


def test_a_post_that_is_not_archived_has_no_target_id():
    """Who wrote a ghost may be known, the ghost is not archived."""
    assert _rows(
        "bob1>gone1",
        reply_to_author_id={"bob1": "ann"},
        reply_to_handle={"bob1": "ann"},
        text={"bob1": "You liar!"},
    ) == [("bob1", None, "ann", "You liar")]


def test_a_noun_alone_calls_only_who_is_spoken_to():
    """Such a noun counts below an answer or beside a "you"; under the opening post it may be about anybody."""
    words = {
        "bob1": "this is because pigeons really can read dumbass",
        "eve1": "this is because pigeons really can read dumbass",
    }

    assert [row[0] for row in _rows("ann1", "bob1>ann1", "eve1>bob1", text=words)] == ["eve1"]


@pytest.mark.parametrize(
    ("text", "lang", "n"),
    [
        ("You are an idiot", "en", 1),
        ("You are an idiot", None, 1),
        ("You are an idiot", "de", 0),
        ("Was bist du denn für ein Idiot", None, 0),
        ("Das ist kein Grund du Idiot", None, 0),
    ],
)
def test_english_only(text: str, lang: str | None, n: int):
    """What X calls another language is not read; where X says nothing, the words must be English."""
    assert len(_rows("ann1", "bob1>ann1", "eve1>bob1", text={"eve1": text}, lang={"eve1": lang})) == n


def test_words_of_no_author_do_not_crash():
    """No text, no time, no handle: no rows, no error; the table's order does not hang on the rows' order."""
    assert _rows("ann1", "bob1>ann1", text={"ann1": None, "bob1": None}, created_at={"bob1": None}) == []


def test_one_text_pasted_often_is_read_once_and_counts_often():
    """The same words by a hundred people are a hundred rows."""
    crowd = [f"p{n}@p{n}>ann1" for n in range(100)]
    table = study("ann1", *crowd, text={f"p{n}": "stop lying!" for n in range(100)}).table("phrase_hostility")

    assert table.height == 100
    assert table["kind"].unique().to_list() == ["accusation_of_lying"]
    assert table["confidence"].is_between(0.85, 1).all()
    assert table["created_at"].is_sorted()
    assert table.filter(pl.col("target_author_id") != "ann").is_empty()


_SPECS = ("ann1", "bob1>ann1", "ann2>bob1", "eve1~bob1", "bob2>ann2", *(f"x{n}@x{n}>bob1" for n in range(40)))
_TEXTS = {
    "bob1": "You are an idiot",
    "ann2": "@bob stop lying",
    "eve1": "True. @ann you clown",
    "bob2": "you liar",
    "x3": "@bob shut up",
    "x9": "you're pathetic",
}
_IDS = ("post_id", "reply_to_id", "quoted_id", "author_id")


@pytest.mark.parametrize("name", ["phrase_hostility", "starts", "pile_ons"])
def test_order_of_rows_and_a_copy_under_other_ids_change_nothing(name: str):
    """Shuffled posts, and the same quarrel beside itself under other ids, give the same rows."""
    frame = posts(*_SPECS, text=_TEXTS)
    copy = frame.with_columns((pl.lit("z-") + pl.col(column)).alias(column) for column in _IDS)
    alone = study(frame).table(name)
    strip = pl.selectors.string().str.replace_all("z-", "", literal=True)
    lists = pl.selectors.list().list.eval(pl.element().str.replace_all("z-", "", literal=True))
    both = study(pl.concat([copy, frame])).table(name)

    assert alone.height > 0
    assert_frame_equal(study(frame.sample(fraction=1, shuffle=True, seed=7)).table(name), alone)
    assert_frame_equal(both.filter(thread_id="ann1"), alone)
    assert_frame_equal(both.filter(thread_id="z-ann1").with_columns(strip, lists), alone)
