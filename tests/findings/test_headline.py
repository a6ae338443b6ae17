"""The title of a thread, by the four rules."""

from __future__ import annotations

import polars as pl

from tests.builders import study
from tests.told import told
from threadscope.settings import Settings


def _title(*specs: str, settings: Settings | None = None, **columns) -> tuple[str, list[str]]:
    table = told(study(*specs, settings=settings, **columns), "headline")
    row = table.row(
        by_predicate=(pl.col("kind") == "headline") & (pl.col("thread_id") != "other"), named=True
    )
    return row["wording"], row["evidence"]


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def test_claim_and_denial():
    """T1: both are quoted, and cited in this order; the most answered denial is taken."""
    texts = {"root": "The moon is cheese", "bob1": "This is false", "eve1": "That's not true!"}
    title, cited = _title("root", "bob1>root", "eve1>root", *_crowd("x", 2, "eve1"), text=texts)

    assert title == "@root: “The moon is cheese”. @eve: “That's not true”."
    assert cited == ["root", "eve1"]


def test_a_denial_of_the_reply_that_drew_most():
    """Where a reply drew more answers than the root, its denial titles the thread."""
    texts = {"root": "Look at this", "big1": "The moon is cheese.", "eve1": "This is not correct."}
    title, cited = _title("root", "big1>root", "eve1>big1", *_crowd("x", 4, "big1"), text=texts)

    assert title == "@big: “The moon is cheese.” @eve: “This is not correct”."
    assert cited == ["big1", "eve1"]


def test_a_denial_of_any_other_reply_titles_nothing():
    """Two people who quarrel below are not the story."""
    title, _ = _title(
        "root",
        "ann1>root",
        "eve1>ann1",
        *_crowd("x", 9, "root"),
        text={"root": "Look", "eve1": "This is false."},
    )

    assert title == "@root: “Look”. 11 people answer; the archive holds hardly any answers to them"


def test_most_answered_reply():
    """T2: no denial, and a reply that drew three answers."""
    title, cited = _title("root", "bob1>root", *_crowd("x", 3, "bob1"), text={"root": "The moon is cheese"})

    assert title == "@root: “The moon is cheese”. Most answered reply: @bob’s, with 3 answers"
    assert cited == ["root", "bob1", "x0", "x1", "x2"]


def test_what_somebody_adds_to_their_own_post_is_no_reply():
    """A thread that its author goes on with draws answers below its second post: nobody replied with that."""
    title, _ = _title(
        "root", "root2@root>root", *_crowd("x", 3, "root2"), text={"root": "The moon is cheese"}
    )

    assert title == "@root: “The moon is cheese”. 3 answers by 3 people in the archive"


def test_nobody_stands_out():
    """T3: how many answer; hardly any answers to them is said only where answers to replies are under a tenth."""
    alone = _title("root", *_crowd("x", 11, "root"), text={"root": "The moon is cheese"})[0]
    nested = _title("root", *_crowd("x", 3, "root"), "z1>x0", text={"root": "The moon is cheese"})[0]

    assert (
        alone == "@root: “The moon is cheese”. 11 people answer; the archive holds hardly any answers to them"
    )
    assert nested == "@root: “The moon is cheese”. 4 answers by 4 people in the archive"


def test_without_words():
    """T4: what was posted, and how many answers."""
    picture = [{"kind": "photo", "alt": None, "url": None, "file": None}]
    title, _ = _title("root", "ann1>root", text={"root": "https://t.co/x"}, media={"root": picture})

    assert title == "@root posts a picture: 1 answer in the archive"


def test_a_missing_root_is_not_quoted():
    """What nobody archived is not put into anybody's mouth."""
    title, cited = _title("ann1>gone", "bob1>gone")

    assert title == "2 posts by 2 people below a post that is not in the archive"
    assert cited == ["ann1", "bob1"]


def test_the_chosen_claim_is_the_one_quoted():
    """The editor's claim takes the place of the root."""
    texts = {"root": "Look", "big1": "The moon is cheese", "eve1": "That's false."}
    title, _ = _title("root", "big1>root", "eve1>big1", text=texts, settings=Settings(claim="big1"))

    assert title == "@big: “The moon is cheese”. @eve: “That's false”."


def test_another_persons_words_are_not_the_roots():
    """A root that only repeats somebody by hand says nothing of its own: the words are told as that person's."""
    title, _ = _title("root", "ann1>root", text={"root": "RT @moon: I am cheese"})
    inside = {"root": "“@moon: Our keeper says “The moon is cheese.” https://t.co/x https://t.co/y”"}

    assert title == "@root passes on @moon: “I am cheese”. 1 answer by 1 person in the archive"
    assert _title("root", "ann1>root", text=inside)[0] == (
        "@root passes on @moon: “Our keeper says ‘The moon is cheese.’” 1 answer by 1 person in the archive"
    )


def test_title_and_summary_speak_of_one_denial():
    """A denial of the root drew nobody, one of the reply that drew most drew three: both title and first denial quote that."""
    tables = study(
        "root", "big1>root", "eve1>root", "bob1>big1", *_crowd("x", 6, "big1"), *_crowd("y", 3, "bob1"),
        text={"root": "Look", "big1": "The moon is cheese", "eve1": "This is false", "bob1": "That's not true"},
    ).table("findings")  # fmt: skip
    title, first = (tables.filter(kind=kind)["wording"][0] for kind in ("headline", "explicit_denial"))

    assert title == "@big: “The moon is cheese”. @bob: “That's not true”."
    assert first == "@bob says “That's not true” in answer to @big."
