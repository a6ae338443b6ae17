"""Where copies of one post contradict each other, a problem says in what, where, and what was taken; else none does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.collect.copies import EARLY, LATE, POST, folded_of, later
from tests.collect.inputs import kinds
from threadscope.snowflake import id_at

IDS = {
    "reply_to_id": "parent_contradiction",
    "quoted_id": "quote_contradiction",
    "repost_of_id": "repost_contradiction",
    "conversation_id": "conversation_contradiction",
    "author_id": "author_contradiction",
}


@pytest.mark.parametrize(("name", "kind"), IDS.items())
def test_two_ids_are_told_with_their_sources_and_the_newest_is_taken(name: str, kind: str) -> None:
    """The problem stands at the source that was followed and names both values, both places, and which was taken."""
    found = folded_of(
        {name: "18", "captured_at": LATE, "source": "late.json", "source_row": 3},
        {name: "19", "captured_at": EARLY, "source": "early.json", "source_row": 8},
        {},
    )

    assert found.posts[name].to_list() == ["18"]
    assert found.problems.rows() == [
        (
            "late.json",
            POST,
            kind,
            f"{name} is 18 in late.json (record 3) and 19 in early.json (record 8); the first was taken",
        )
    ]


def test_each_value_is_named_once() -> None:
    """Of many copies that agree among themselves one is named."""
    found = folded_of(*({"reply_to_id": parent} for parent in ("17", "18", "18", "19", "19")))

    (detail,) = found.problems["detail"]
    assert detail == (
        "reply_to_id is 19 in 4.json (record 4) and 17 in 0.json (record 0) and 18 in 2.json (record 2); "
        "the first was taken"
    )


@pytest.mark.parametrize("name", IDS)
def test_what_a_copy_does_not_say_contradicts_nothing(name: str) -> None:
    """Null beside an id is no contradiction, nor are equal ids, nor other ids of another post."""
    assert kinds(folded_of({name: "18"}, {}, {name: "18"}, {"post_id": "21", name: "19"})) == []


@pytest.mark.parametrize("name", ["reply_to_id", "quoted_id", "repost_of_id", "conversation_id"])
def test_two_versions_of_an_edited_post_are_one(name: str) -> None:
    """A copy that names the older version agrees with one that names the newest; a third post is another."""
    edited = {"post_id": "17", "edit_ids": ["16", "17"]}

    assert kinds(folded_of({name: "16"}, {name: "17"}, edited)) == []
    assert kinds(folded_of({name: "15"}, {name: "17"}, edited)) == [IDS[name]]
    assert kinds(folded_of({name: "16"}, {name: "15"}, edited)) == [IDS[name]]


def test_an_unknown_author_contradicts_nobody() -> None:
    """`@handle` and `?post_id` stand for an id that is not known."""
    assert kinds(folded_of({"author_id": "7"}, {"author_id": "@max", "handle": "max"}, {})) == []
    assert (
        kinds(folded_of({"author_id": "@eve", "handle": "Eve"}, {"author_id": "@max", "handle": "max"})) == []
    )


def test_a_changed_handle_is_no_contradiction() -> None:
    """People rename themselves; two handles of one person contradict each other only if captured at one time."""
    eve: dict[str, Any] = {"author_id": "7", "handle": "Eve", "captured_at": EARLY}
    max_: dict[str, Any] = eve | {"handle": "Max"}

    assert kinds(folded_of(eve, max_ | {"captured_at": LATE})) == []
    assert kinds(folded_of(eve | {"captured_at": None}, max_ | {"captured_at": None})) == []
    assert kinds(folded_of(eve, eve | {"handle": "eVE"})) == []
    assert kinds(folded_of(eve, max_)) == ["author_contradiction"]
    assert kinds(folded_of(eve, max_ | {"author_id": "8"})) == ["author_contradiction"]


def test_what_changes_on_x_is_no_contradiction() -> None:
    """Counts, language, app and lists may differ between captures and tools."""
    assert (
        kinds(
            folded_of(
                {
                    "like_count": 3,
                    "lang": "en",
                    "source_app": "App",
                    "urls": ["https://t.co/1"],
                    "mentions": ["a"],
                },
                {
                    "like_count": 9,
                    "lang": "fr",
                    "source_app": "Web",
                    "urls": ["https://a.example"],
                    "mentions": ["b"],
                },
            )
        )
        == []
    )


@pytest.mark.parametrize("seconds", [0.0, 0.9, 1.0, -1.0, 1.1, -1.1, 3600.0])
def test_times_more_than_a_second_apart_are_told(seconds: float) -> None:
    """One second is let pass: some tools round."""
    moment = EARLY + timedelta(hours=13, minutes=10, seconds=5)
    found = folded_of({"created_at": moment}, {"created_at": moment + timedelta(seconds=seconds)})

    assert kinds(found) == ["time_contradiction"] * (abs(seconds) > 1)


def test_a_time_to_the_minute_or_the_day_holds_all_times_in_it() -> None:
    """A coarse time contradicts a finer one only where that lies outside."""
    moment = EARLY + timedelta(hours=13, minutes=10, seconds=35, milliseconds=7)
    minute, day = moment.replace(second=0, microsecond=0), EARLY

    for coarse in (minute, day):
        assert kinds(folded_of({"created_at": moment}, {"created_at": coarse})) == []
    for coarse in (minute - timedelta(minutes=1), minute + timedelta(minutes=1), day - timedelta(days=1)):
        assert kinds(folded_of({"created_at": moment}, {"created_at": coarse})) == ["time_contradiction"]


def test_a_contradicting_time_is_told_with_what_was_taken() -> None:
    """The time that the id holds is taken, and both are written out."""
    moment = EARLY + timedelta(milliseconds=7)
    post = {"post_id": id_at(moment)}
    found = folded_of(post | {"created_at": moment}, post | {"created_at": later(180), "captured_at": LATE})

    assert found.problems["source"].to_list() == ["0.json"]
    (detail,) = found.problems["detail"]
    assert detail == (
        "created_at is 2024-06-01 00:00:00 in 0.json (record 0) and 2024-06-01 00:03:00 in 1.json (record 1); "
        "the first was taken"
    )


OWN = "@max @eve Nobody ever said that the pigeons read it https://t.co/a https://t.co/m"


@pytest.mark.parametrize(
    "other",
    [
        OWN.removeprefix("@max @eve "),
        OWN.removesuffix(" https://t.co/m"),
        OWN.replace("https://t.co/a", "https://example.com/a/long/address?with=more"),
        OWN.replace("https://t.co/a https://t.co/m", "example.com/a/long…"),
        OWN.replace("https://t.co/m", "pic.twitter.com/m"),
        f"RT @somebody: {OWN}",
        f"RT @somebody: {OWN}"[:50] + "…",
        OWN[:40],
        OWN[:40] + "...",
        OWN.replace(" ", "\n"),
        OWN.replace(" ", "\\n"),
        OWN.upper(),
        "https://t.co/a",
        "",
    ],
)
def test_what_tools_do_to_texts_is_no_contradiction(other: str) -> None:
    """Mentions in front, addresses, ``RT @x:``, white space, case, dots at the end and cuts say nothing else."""
    for texts in ((OWN, other), (other, OWN)):
        assert kinds(folded_of(*({"text": text} for text in texts))) == []


def test_other_words_are_told() -> None:
    """Two whole texts of which neither begins with the other are two texts; what surrounds the difference is shown."""
    false = OWN.replace("Nobody ever said", "Everybody always said")
    found = folded_of({"text": OWN, "captured_at": LATE}, {"text": false, "captured_at": EARLY})

    assert kinds(found) == ["text_contradiction"]
    (detail,) = found.problems["detail"]
    assert detail == (
        "text is '@max @eve Everybody always said that the pigeons read it htt…' in 1.json (record 1) and "
        "'@max @eve Nobody ever said that the pigeons read it https://…' in 0.json (record 0); "
        "the first was taken"
    )


def test_a_late_difference_is_shown() -> None:
    """Of long texts only what stands around the first difference is shown, and marks say that there is more."""
    same = "These words are the same in both of the texts, and there are a good many of them. "
    found = folded_of({"text": same + "Yes, and so on."}, {"text": same + "No."})

    (detail,) = found.problems["detail"]
    assert "'… many of them. Yes, and so on.'" in detail
    assert "'… many of them. No.'" in detail


def test_a_cut_text_contradicts_nothing() -> None:
    """What is cut may have been cut anywhere, and the place of the cut is not known."""
    assert kinds(folded_of({"text": "One thing."}, {"text": "Another thi…", "text_truncated": True})) == []


def test_every_contradiction_of_a_post_is_told() -> None:
    """One that is found does not hide another; posts come in order of their ids."""
    first = {"reply_to_id": "17", "quoted_id": "18", "text": "yes"}
    second = {"reply_to_id": "18", "quoted_id": "17", "text": "no"}
    found = folded_of(*(copy | {"post_id": post} for copy in (first, second) for post in ("21", "20")))

    assert found.problems["position"].to_list() == ["20", "21"] * 3
    assert kinds(found)[::2] == ["parent_contradiction", "quote_contradiction", "text_contradiction"]
