"""Sentences by hand: each rule on a thread small enough to count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from tests.builders import START, study
from threadscope.settings import Settings
from threadscope.snowflake import id_at


def _said(kind: str, *specs: str, **more) -> list[tuple[str, list[str]]]:
    table = study(*specs, **more).table("findings").filter(pl.col("kind") == kind)
    return table.select("wording", "evidence").rows()


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def test_extent_and_speed_count_posts_people_and_minutes():
    """Twelve posts a minute apart: the sixth, after five minutes, makes the half."""
    thread = ["root", *_crowd("x", 11, "root")]

    assert _said("extent", *thread) == [
        ("12 posts by 12 people; half of the posts within 5 minutes.", ["root", "x4", "x10"])
    ]
    assert _said("speed", *thread)[0][0] == "Half of the 12 posts were written within 5 minutes of the first."
    assert _said("extent", "root")[0][0] == "1 post by 1 person."


def test_tree_shape_below_a_reply():
    """Of 9 posts 6 sit below big1, 3 of these below ann1; the numbers are n_below."""
    thread = ["root", "big1>root", "ann1>big1", *_crowd("x", 3, "ann1"), *_crowd("y", 2, "big1"), "z1>root"]
    ((said, cited),) = _said("tree_shape", *thread)

    assert said == "6 of 9 posts sit below @big’s “words of big1”, 3 of them below @ann’s reply"
    assert cited[:2] == ["big1", "ann1"]
    assert set(cited[2:]) == {"x0", "x1", "x2", "y0", "y1"}


def test_tree_shape_straight_to_the_root():
    """No reply holds a fifth of the posts: what counts is who answers the root."""
    ((said, cited),) = _said("tree_shape", "root", *_crowd("x", 10, "root"), "y1>x0")

    assert said == "10 of 11 answers go straight to @root’s “words of root”"
    assert cited[0] == "root"


def test_all_answers_are_called_all():
    """Where every answer goes to the root, the sentence says all; one answer is the only one."""
    star = ["root", *_crowd("x", 4, "root")]

    assert _said("tree_shape", *star)[0][0] == "All 4 answers go straight to @root’s “words of root”"
    assert _said("most_answered", *star)[0][0] == "All 4 answers in the archive go to @root’s opening post."
    assert _said("tree_shape", "root", "a1>root")[0][0] == (
        "The only answer goes straight to @root’s “words of root”"
    )


def test_most_answered_names_the_root_and_the_reply():
    """Five of eight answers go to the root, three to ann."""
    ((said, cited),) = _said(
        "most_answered", "root", "ann1>root", *_crowd("x", 3, "ann1"), *_crowd("y", 4, "root")
    )

    assert (
        said
        == "Of the 8 answers in the archive, 5 go to @root’s opening post, and 3 to @ann’s post “words of ann1”."
    )
    assert cited[:2] == ["root", "ann1"]


def test_two_answers_make_nobody_most_answered():
    """A thin case gives no row."""
    assert _said("most_answered", "root", "ann1>root", "bob1>root") == []


def test_most_prolific_needs_to_be_alone():
    """Three posts are the most, unless somebody else wrote three."""
    assert _said("most_prolific", "root", "ann1>root", "ann2>root", "ann3>root")[0] == (
        "@ann wrote 3 of the 4 posts, more than anybody else.", ["ann1", "ann2", "ann3"],
    )  # fmt: skip
    assert (
        _said("most_prolific", "root", *(f"{name}{n}>root" for n in range(3) for name in ("ann", "bob")))
        == []
    )


def test_explicit_denial_quotes_and_says_to_whom():
    """A reply answers, a quote quotes, and a missing post is said to be missing."""
    no = "That is false."

    assert _said("explicit_denial", "root", "bob1>root", text={"bob1": no}) == [
        ("@bob says “That is false” in answer to @root.", ["bob1", "root"])
    ]
    assert (
        _said("explicit_denial", "root", "bob1~root", text={"bob1": no})[0][0]
        == "@bob says “That is false” quoting @root."
    )
    assert _said("explicit_denial", "bob1>gone", text={"bob1": no}) == [
        ("@bob says “That is false” in answer to a post that is not archived.", ["bob1"])
    ]


def test_questions_are_counted_and_one_is_quoted():
    """Two of three answers ask; the one that asks whether it is so is quoted."""
    texts = {"x0": "When does it start?", "x1": "Is this true?"}
    ((said, cited),) = _said("questions", "root", *_crowd("x", 3, "root"), text=texts)

    assert said == "Of the 3 answers in the archive, 2 ask a question; @x1 asks “Is this true?”"
    assert cited == ["x1", "x0"]


def test_longest_exchange():
    """Four posts in turn are an exchange, three are not."""
    chain = ["root", "bob1@bob>root", "root2@root>bob1"]

    assert _said("longest_exchange", *chain) == []
    said, cited = _said("longest_exchange", *chain, "bob2@bob>root2")[0]
    assert said == "@bob and @root answer each other in turn in a chain of 4 posts."
    assert cited == ["root", "bob1", "root2", "bob2"]


_CAPTURED = datetime(2024, 6, 7, tzinfo=UTC)


def _note(state: str, **more: object) -> list[dict]:
    return [
        {
            "post_id": "root",
            "evidence_kind": "pivot",
            "state": state,
            "text": "No source says so.",
            "observed_at": _CAPTURED,
            "source": "x",
        }
        | more
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("shown_at_capture", "A Community Note was shown on @root’s post when it was captured on 7 June 2024; the note says “No source says so.”"),
        ("proposed_at_capture", "A proposed Community Note, which only contributors see, came with @root’s post when it was captured on 7 June 2024; the note says “No source says so.”"),
        ("pivot_ambiguous", "A Community Note came with @root’s post when it was captured on 7 June 2024; whether the public saw it is not known; the note says “No source says so.”"),
    ],
)  # fmt: skip
def test_notes_are_worded_by_what_was_captured(state: str, said: str):
    """Shown, proposed and unclear are three different things."""
    assert _said("note_captured", "root", "ann1>root", notes=_note(state)) == [(said, ["root"])]


def test_a_flag_is_no_shown_note_and_none_reported_is_no_finding():
    """On record is not shown; and nobody says that there was no note."""
    flag = _note("notes_exist_not_shown_to_capturer", text=None, evidence_kind="flag")
    none = _note("none_reported_at_capture", text=None, evidence_kind="flag")

    assert _said("note_captured", "root", notes=flag)[0][0] == (
        "At least one Community Note was on record for @root’s post when it was captured on 7 June 2024; none was delivered."
    )
    assert _said("note_captured", "root", notes=none) == []


def test_the_day_of_a_capture_is_that_of_the_zone():
    """Half past eleven at night in London is tomorrow in Tokyo."""
    late = _note("shown_at_capture", text=None, observed_at=datetime(2024, 1, 7, 23, 30, tzinfo=UTC))
    ((said, _),) = _said("note_captured", "root", notes=late, settings=Settings(tz="Asia/Tokyo"))

    assert said == "A Community Note was shown on @root’s post when it was captured on 8 January 2024."


def test_a_note_is_a_turning_point_at_its_writing():
    """Two hours after the post; `at` is then, the evidence is the post."""
    note = _note("shown_at_capture", note_id=id_at(START + timedelta(hours=2)))
    table = study("root", "ann1>root", notes=note).table("findings").filter(pl.col("label") == "Note written")

    assert table.select("wording", "at", "evidence").rows() == [(
        "The Community Note that a capture saw shown on @root’s post was written 2 hours after it; it says “No source says so.”",
        START + timedelta(hours=2), ["root"],
    )]  # fmt: skip


def test_missing_posts_are_counted_both_ways():
    """X counts ten replies, two are here; one reply of three answers a post that is not."""
    ((said, cited),) = _said("missing", "root", "ann1>root", "bob1>root", reply_count={"root": 10})

    assert (said, cited) == (
        "The archive holds 2 of about 10 replies that X counts under these posts (20%).",
        ["root"],
    )
    ((said, cited),) = _said("missing", "bob1>gone")
    assert (said, cited) == ("The only reply answers a post that is not in the archive.", ["bob1"])
    assert _said("missing", "root", "ann1>root") == []


def test_a_full_count_is_not_called_missing():
    """All that X counts is here: only the missing parent is told."""
    ((said, _),) = _said(
        "missing", "root", "ann1>root", "bob1>gone", reply_count={"root": 1}, conversation_id={"bob1": "root"}
    )

    assert said == "Of the 2 replies, 1 answers a post that is not in the archive."


def test_roles_are_worded_as_what_the_posts_show():
    """Nobody is called a denier; it is said what they answer."""
    thread = [
        "root",
        "bob1>root",
        *_crowd("x", 5, "root"),
        "root2@root>bob1",
        "bob2@bob>root2",
        "root3@root>bob2",
        "bob3@bob>root3",
    ]
    said = [wording for wording, _ in _said("role", *thread, text={"bob1": "That is false."})]

    assert said == [
        "@root wrote the opening post.",
        "@root drew 8 of the 10 answers in the archive, more than anybody else.",
        "@bob answers the post that the thread is about with “That is false”.",
        "@root and @bob answer each other in turn in a chain of 6 posts.",
        "@bob and @root answer each other in turn in a chain of 6 posts.",
    ]


def test_tone_is_told_only_when_the_interval_clears():
    """Forty people who all write one good word lean; as many who split do not, nor do a few."""

    def tone(words: list[str]) -> list[tuple[str, list[str]]]:
        names = [f"x{n}" for n in range(len(words))]
        return _said(
            "tone",
            "root",
            *_crowd("x", len(words), "root"),
            text=dict(zip(names, words, strict=True)),
            lang=dict.fromkeys(names, "en"),
        )

    ((said, cited),) = tone(["terrible"] * 40)
    assert said.startswith(
        "By a word list, which knows no irony, the words of 40 posts by 40 people lean negative: -1.00 on average"
    )
    assert len(cited) == 12
    assert tone(["good", "bad"] * 20) == []
    assert tone(["terrible"] * 29) == []
    # 0.07 is about what neutral posts score: no lean, though its interval clears zero
    assert tone(["table"] * 36 + ["good"] * 4) == []


def test_labels_mark_the_turning_points():
    """Charts number what has a label; everything else has none."""
    table = study("root", "big1>root", *_crowd("x", 12, "big1")).table("findings")
    labelled = table.filter(pl.col("label").is_not_null())

    assert labelled.select("label", "at").rows() == [
        ("First post", START),
        ("Goes big", START + timedelta(minutes=1)),
    ]
    assert labelled["evidence"].list.first().to_list() == ["root", "big1"]
    assert labelled["object"].to_list() == [None, "root"]
