"""Which copy of a post each column is taken from: the one that knows it best, then the newest."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from tests.collect.copies import (
    EARLY,
    LATE,
    POST,
    SILENT,
    TELLING,
    folded_of,
    later,
    medium,
    observed,
    one_of,
)
from tests.covering import some
from threadscope.collect import fold
from threadscope.collect.fold import POSTS
from threadscope.snowflake import id_at

NEWEST = ("conversation_id", "reply_to_id", "quoted_id", "repost_of_id", "lang", "source_app")


# What is newest


def test_a_post_seen_once_passes_as_it_is() -> None:
    """Nothing is done to what has no second copy."""
    collected = observed(
        {"text": "@a RT @b: https://t.co/1…", "text_truncated": True, "like_count": 3, "captured_at": LATE},
        {"post_id": "21"},
        {"post_id": "21"},
    )
    post = fold(collected).posts.filter(pl.col("post_id") == POST)

    shared = [name for name in POSTS if name != "n_observations"]
    assert post.select(shared).equals(collected.observations.filter(pl.col("post_id") == POST).select(shared))
    assert post["n_observations"].to_list() == [1]


@pytest.mark.parametrize("name", some(NEWEST, {"reply_to_id", "lang"}))
def test_the_newest_copy_that_says_something_wins(name: str) -> None:
    """A newer value stands above an older one, any above none, and a copy without time is the oldest."""
    values: list[dict[str, Any]] = [
        {name: "1", "captured_at": EARLY},
        {name: "2", "captured_at": LATE},
        {name: "3"},
    ]

    assert one_of(*values)[name] == "2"
    assert one_of(*values, {name: None, "captured_at": later(99_999_999)})[name] == "2"
    assert one_of({name: None, "captured_at": LATE}, {name: "3"})[name] == "3"


def test_of_copies_of_one_time_the_post_itself_is_the_newest_then_the_last_source() -> None:
    """A tie is broken by where the copy stood, then by the name of the source, never by the order of reading."""
    main: dict[str, Any] = {"lang": "en", "source": "a", "source_row": 9}
    quoted: dict[str, Any] = {"lang": "fr", "source": "b", "source_row": 2, "place": "quoted"}

    assert one_of(main, quoted)["lang"] == "en"
    assert one_of(main, quoted | {"place": "main"})["lang"] == "fr"
    assert one_of(main, quoted | {"place": "main", "source": "a"})["lang"] == "en"


def test_capture_and_observations_are_those_of_all_copies() -> None:
    """A post was last captured when its newest copy was, and seen as often as there are copies."""
    post = one_of({"captured_at": LATE}, {"captured_at": EARLY}, {})

    assert (post["captured_at"], post["n_observations"]) == (LATE, 3)


# Counts


def test_each_count_is_the_newest_that_is_known() -> None:
    """Counts are folded field by field; null never stands above a number."""
    post = one_of(
        {"like_count": 9, "view_count": 80, "captured_at": EARLY},
        {"like_count": 7, "view_count": None, "captured_at": LATE},
        {"like_count": 100, "quote_count": 2},
    )

    assert (post["like_count"], post["view_count"], post["quote_count"]) == (7, 80, 2)
    assert post["reply_count"] is None


def test_without_any_time_the_largest_count_stands() -> None:
    """Counts mostly grow: the largest is most likely the newest."""
    assert one_of({"like_count": 3}, {"like_count": 9}, {"like_count": 5})["like_count"] == 9


def test_a_zero_under_an_embedded_copy_never_stands_above_the_posts_own_number() -> None:
    """Inside another post some tools count nothing; what was captured later is believed all the same."""
    for place in ("quoted", "reposted", "included", "related"):
        inside = {"like_count": 0, "captured_at": EARLY, "place": place, "source": "z"}
        assert one_of({"like_count": 4, "captured_at": EARLY, "source": "a"}, inside)["like_count"] == 4
        assert one_of({"like_count": 4, "source": "a"}, inside | {"captured_at": None})["like_count"] == 4
        assert one_of(inside, {"like_count": None, "captured_at": EARLY})["like_count"] == 0
    assert (
        one_of({"like_count": 4, "captured_at": EARLY}, {"like_count": 0, "captured_at": LATE})["like_count"]
        == 0
    )


def test_a_repost_has_no_counts_of_its_own() -> None:
    """A copy that does not know that it is a repost counts 0; the counts are the original's."""
    post = one_of({"like_count": 0, "captured_at": LATE}, {"repost_of_id": "19", "captured_at": EARLY})

    assert (post["repost_of_id"], post["like_count"]) == ("19", None)


# Text

CUT = "These are the first words of a text that a tool has c"
WHOLE = "@max @eve These are the first words of a text that a tool has cut somewhere https://t.co/a https://t.co/m"


def _text(text: str | None, *, cut: bool = False, start: int = 0, at: Any = None) -> dict[str, Any]:
    return {"text": text, "text_truncated": cut, "display_from": start, "captured_at": at}


@pytest.mark.parametrize(
    "changed",
    [
        WHOLE.removeprefix("@max @eve "),
        WHOLE.removesuffix(" https://t.co/m"),
        WHOLE.replace("https://t.co/a", "https://example.com/a/long/address"),
        WHOLE.replace("https://t.co/a https://t.co/m", "example.com/a/lo…"),
        f"RT @somebody: {WHOLE}",
        WHOLE[:60] + "…",
        WHOLE[:60],
    ],
    ids=[
        "no mentions",
        "no media link",
        "links written out",
        "links as shown",
        "RT",
        "cut",
        "cut, not marked",
    ],
)
@pytest.mark.parametrize("newer", [True, False], ids=["changed is newer", "changed is older"])
def test_a_text_that_a_tool_changed_never_stands_above_xs_own(changed: str, newer: bool) -> None:  # noqa: FBT001
    """Leaving out mentions, writing links out or dropping them, ``RT @x:`` and cuts make a text poorer."""
    own = _text(WHOLE, start=10, at=EARLY)
    other = _text(changed, start=10 if changed.startswith("@max @eve") else 0, at=LATE if newer else None)
    post = one_of(own, other)

    assert (post["text"], post["text_truncated"], post["display_from"]) == (WHOLE, False, 10)


@pytest.mark.parametrize(
    ("rich", "poor"),
    [
        ("no https://example.com/a", "no"),
        ("no https://t.co/a", "no https://example.com/a"),
        ("no https://example.com/a https://example.com/b", "no https://t.co/a"),
        ("no", "RT @max: no"),
        ("no\nand no", "no\\nand no"),
    ],
)
def test_of_texts_with_the_same_words_the_least_changed_stands(rich: str, poor: str) -> None:
    """Also where neither is X's own: more and short addresses, no ``RT @x:``, lines that are broken."""
    assert one_of(_text(rich, at=EARLY), _text(poor, at=LATE))["text"] == rich
    assert one_of(_text(poor, at=EARLY), _text(rich, at=LATE))["text"] == rich


def test_a_whole_text_stands_above_a_longer_cut_one() -> None:
    """What is said to be cut is not whole, however long; among cut texts the longer stands."""
    other = "Other words altogether, which are long and then cut…"

    assert one_of(_text("Whole.", at=EARLY), _text(other, cut=True, at=LATE))["text"] == "Whole."
    assert one_of(_text(CUT, cut=True, at=EARLY), _text(CUT[:20], cut=True, at=LATE))["text"] == CUT


def test_a_text_that_another_copy_continues_is_not_whole() -> None:
    """Not every tool says that it cut: a longer text stands above its own beginning, though it is cut itself."""
    post = one_of(_text(CUT[:20], at=LATE), _text(f"{CUT}…", cut=True, at=EARLY))

    assert (post["text"], post["text_truncated"]) == (f"{CUT}…", True)


def test_of_texts_that_say_the_same_the_newest_stands() -> None:
    """Where two texts differ in nothing but white space or dots at the end, the time of capture decides."""
    assert one_of(_text("one\ntwo", at=EARLY), _text("one two", at=LATE))["text"] == "one two"
    assert one_of(_text("one\ntwo", at=LATE), _text("one two", at=EARLY))["text"] == "one\ntwo"


def test_text_and_what_is_known_about_it_come_from_one_copy() -> None:
    """Where the text begins is told of the text that was taken."""
    mentions, bare = _text("@max no", start=5, at=EARLY), _text("no", start=0, at=LATE)
    post = one_of(mentions, bare)
    assert (post["text"], post["display_from"]) == ("@max no", 5)

    same = one_of(_text("@max no", start=5), _text("@max no", start=0, at=LATE))
    assert (same["text"], same["display_from"]) == ("@max no", 5)
    said = one_of(_text("@max no", cut=True, at=LATE), _text("@max no", at=EARLY))
    assert (said["text"], said["text_truncated"]) == ("@max no", False)
    assert one_of(_text(None, at=LATE), _text("words", cut=True))["text_truncated"] is True


def test_a_reply_known_by_another_copy_begins_after_its_mentions() -> None:
    """A copy that does not know that it answers somebody does not know what the mentions in front are."""
    whole, cut = _text("@max not so at all"), _text("@max not", cut=True) | {"reply_to_id": "19"}

    assert one_of(whole, cut)["display_from"] == 5
    assert one_of(whole, cut | {"reply_to_id": None})["display_from"] == 0


def test_no_text_at_all_stays_none() -> None:
    """Two copies without words give a post without words."""
    post = one_of({"captured_at": LATE}, {})

    assert (post["text"], post["text_truncated"], post["display_from"]) == (None, False, 0)


# Media and other lists

PICTURE = "https://pbs.twimg.com/media/Fone"


def test_the_media_that_say_most_stand() -> None:
    """More items, then more descriptions, then more addresses, then more files; an empty list never wins."""
    two = [medium(url=f"{PICTURE}.jpg"), medium(url="https://pbs.twimg.com/media/Ftwo.jpg")]
    described = [medium(alt="a bird"), medium("video")]
    for rich, poor in (
        (two, [medium(url=f"{PICTURE}.jpg", alt="a bird", file="a.jpg")]),
        (described, [medium(), medium("video")]),
        (two, [medium(), medium()]),
        ([medium(file="a.jpg")], [medium()]),
        (two, []),
    ):
        found = one_of({"media": rich, "captured_at": EARLY}, {"media": poor, "captured_at": LATE})["media"]
        assert [item["kind"] for item in found] == [item["kind"] for item in rich]
        for item, wanted in zip(found, rich, strict=True):
            assert {name: value for name, value in wanted.items() if value}.items() <= item.items()


def test_local_files_are_not_lost_beside_descriptions() -> None:
    """What one copy knows of a picture completes what another knows, found by the picture's name in its address."""
    described = [
        medium(url=f"{PICTURE}.jpg", alt="a bird"),
        medium(url="https://pbs.twimg.com/media/Ftwo.jpg", alt="a cage"),
    ]
    saved = [
        medium(url="https://pbs.twimg.com/media/Ftwo?format=jpg&name=orig", file="2.jpg"),
        medium(url=f"{PICTURE}?format=jpg&name=orig", file="1.jpg"),
    ]
    found = one_of({"media": described}, {"media": saved, "captured_at": LATE})["media"]

    assert [(item["alt"], item["file"], item["url"]) for item in found] == [
        ("a bird", "1.jpg", f"{PICTURE}.jpg"),
        ("a cage", "2.jpg", "https://pbs.twimg.com/media/Ftwo.jpg"),
    ]


def test_media_without_common_addresses_are_joined_by_place_and_kind() -> None:
    """In lists of one length an item of the same kind in the same place is the same; in others nothing is known."""
    described = [medium(alt="a bird"), medium("video", alt="a flight")]
    saved = [
        medium(file="1.jpg"),
        medium("video", file="2.mp4", url="https://video.twimg.com/x/abc.mp4?tag=12"),
    ]
    found = one_of({"media": described}, {"media": saved})["media"]
    assert [(item["alt"], item["file"]) for item in found] == [("a bird", "1.jpg"), ("a flight", "2.mp4")]

    alike = one_of(
        {"media": [medium(alt="a bird"), medium(alt="a cage")]},
        {"media": [medium(file="1.jpg"), medium(file="2.jpg")]},
    )["media"]
    assert [(item["alt"], item["file"]) for item in alike] == [("a bird", "1.jpg"), ("a cage", "2.jpg")]

    found = one_of({"media": described}, {"media": saved[:1]})["media"]
    assert [item["file"] for item in found] == [None, None]
    found = one_of({"media": described}, {"media": [medium("gif", file="1.mp4"), saved[1]]})["media"]
    assert [item["file"] for item in found] == [None, "2.mp4"]


def test_a_picture_known_at_another_place_is_not_taken_for_the_one_at_this_place() -> None:
    """An address stands above a place: the second picture's file is never put under the first."""
    both = [medium(url=f"{PICTURE}.jpg", alt="a bird"), medium(url="https://pbs.twimg.com/media/Ftwo.jpg")]
    turned = [
        medium(url="https://pbs.twimg.com/media/Ftwo.jpg", file="2.jpg"),
        medium(url="https://x.example/3"),
    ]
    found = one_of({"media": both}, {"media": turned})["media"]

    assert [item["file"] for item in found] == [None, "2.jpg"]


def test_media_of_other_posts_stay_theirs() -> None:
    """Joining copies of one post takes nothing from another."""
    posts = folded_of(
        {"media": [medium(alt="a bird")]},
        {"media": [medium(file="1.jpg")]},
        {"post_id": "21", "media": [medium(alt="a cage")], "captured_at": EARLY},
        {"post_id": "21", "media": [medium(alt="a cage")], "captured_at": LATE},
        {"post_id": "22"},
        {"post_id": "22", "media": []},
        {"post_id": "23", "media": [medium(url=PICTURE, alt="a nest")]},
        {"post_id": "23", "media": [medium(url=PICTURE)]},
        {"post_id": "24", "media": [medium(url=PICTURE)]},
        {"post_id": "24", "media": [medium(url=f"{PICTURE}.jpg")]},
    ).posts

    assert [[(item["alt"], item["file"]) for item in items] for items in posts["media"].to_list()] == [
        [("a bird", "1.jpg")],
        [("a cage", None)],
        [],
        [("a nest", None)],
        [(None, None)],
    ]


def test_addresses_that_lead_somewhere_stand_above_short_ones() -> None:
    """An expanded address says more than two short ones; of expanded ones the longer list stands."""
    short, long = ["https://t.co/1", "https://t.co/2"], ["https://example.com/1"]

    assert one_of({"urls": long, "captured_at": EARLY}, {"urls": short, "captured_at": LATE})["urls"] == long
    more = [*long, "https://t.co/2"]
    assert one_of({"urls": more}, {"urls": long, "captured_at": LATE})["urls"] == more
    assert one_of({"urls": short}, {"urls": [], "captured_at": LATE})["urls"] == short
    assert one_of({"urls": []}, {"urls": [], "captured_at": LATE})["urls"] == []


@pytest.mark.parametrize("name", ["mentions", "hashtags", "edit_ids"])
def test_the_longest_list_stands_then_the_newest(name: str) -> None:
    """A list that is longer knows more; of equally long ones the newest is taken."""
    long, short, other = ["20", "21"], ["20"], ["20", "22"]

    assert one_of({name: long}, {name: short, "captured_at": LATE}, {name: []})[name] == long
    newest = one_of({name: other, "captured_at": EARLY}, {name: long, "captured_at": LATE})
    assert newest[name] == long


# Time, people, availability


def test_the_finer_time_stands() -> None:
    """Milliseconds stand above seconds, these above minutes, these above days, whatever was captured last."""
    moment = EARLY + timedelta(hours=13, minutes=10, seconds=5, milliseconds=123)
    coarser = [
        moment,
        moment.replace(microsecond=0),
        moment.replace(second=0, microsecond=0),
        moment.replace(hour=0, minute=0, second=0, microsecond=0),
    ]
    for fine, coarse in pairwise(coarser):
        post = one_of({"created_at": fine, "captured_at": EARLY}, {"created_at": coarse, "captured_at": LATE})
        assert post["created_at"] == fine
    assert (
        one_of({"created_at": coarser[3]}, {"created_at": None, "captured_at": LATE})["created_at"]
        == coarser[3]
    )


def test_the_time_that_the_id_holds_stands_above_another() -> None:
    """Where copies name different times to the millisecond, the id is the witness."""
    moment = EARLY + timedelta(milliseconds=7)
    true = {"post_id": id_at(moment), "created_at": moment, "captured_at": EARLY}
    wrong = true | {"created_at": moment + timedelta(minutes=3), "captured_at": LATE}

    assert one_of(true, wrong)["created_at"] == moment


def test_an_id_stands_above_a_handle_and_that_above_nothing() -> None:
    """`@handle` and `?post_id` only stand where no copy knows more."""
    unknown = {"captured_at": LATE}
    by_handle = {"author_id": "@eve", "handle": "Eve", "captured_at": LATE}
    known = {"author_id": "7", "captured_at": EARLY}

    assert one_of(unknown, by_handle, known)["author_id"] == "7"
    assert one_of(unknown, by_handle | {"captured_at": None})["author_id"] == "@eve"
    assert one_of(unknown, unknown)["author_id"] == f"?{POST}"
    assert one_of(unknown, by_handle, known)["handle"] == "Eve"


def test_a_handle_belongs_to_the_author_that_was_taken() -> None:
    """Where copies contradict each other about the author, his handle is not taken from the other's copy."""
    renamed = {"post_id": "21", "author_id": "7", "handle": "Eve_Once"}
    taken = {"author_id": "7", "handle": "Eve"}
    other = {"author_id": "8", "handle": "Max", "captured_at": EARLY}
    nameless = {"author_id": "7", "captured_at": LATE}

    assert folded_of(taken, other, nameless, renamed).posts["handle"].to_list() == ["Eve", "Eve_Once"]
    assert folded_of(other, nameless, renamed, renamed | {"handle": "Eve"}).posts["handle"][0] == "Max"


def test_the_person_answered_belongs_to_the_parent_that_was_taken() -> None:
    """Where copies contradict each other about the parent, its author is not taken from the other's copy."""
    one = {"reply_to_id": "18", "reply_to_author_id": "7", "reply_to_handle": "Eve"}
    two = {"reply_to_id": "19", "reply_to_author_id": "8", "reply_to_handle": "Max", "captured_at": EARLY}
    bare = {"reply_to_id": "18", "captured_at": LATE}
    post = one_of(one, two, bare)

    assert (post["reply_to_id"], post["reply_to_author_id"], post["reply_to_handle"]) == ("18", "7", "Eve")
    assert one_of(bare, two)["reply_to_handle"] == "Max"


@pytest.mark.parametrize("word", ["limited", "withheld"])
def test_only_dialects_that_can_tell_say_whether_a_post_is_to_be_had(word: str) -> None:
    """The newest word of a dialect that can tell counts; from one that cannot, "available" is only a default."""
    limited = {"availability": word, "dialect": TELLING, "captured_at": EARLY}
    silent = {"availability": "available", "dialect": SILENT, "captured_at": LATE}

    assert one_of(limited, silent)["availability"] == word
    assert one_of(limited, silent | {"dialect": TELLING})["availability"] == "available"
    assert (
        one_of(limited | {"captured_at": LATE}, silent | {"dialect": TELLING, "captured_at": EARLY})[
            "availability"
        ]
        == word
    )
    assert one_of(limited, silent | {"dialect": "no dialect"})["availability"] == word
    assert one_of(limited | {"dialect": "no dialect"}, silent)["availability"] == word
    assert one_of(silent, silent)["availability"] == "available"
