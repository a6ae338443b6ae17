"""The moments that turned a thread."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from tests.builders import START, at, study
from tests.noted import note_id, pivot, snapshot, soon
from threadscope.snowflake import id_at

_NO = "This is not true."


def _turns(*specs: str, **columns) -> list[tuple[str, str]]:
    table = study(*specs, **columns).table("turning_points")
    return table.select("kind", "post_id").rows()


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def test_the_root_with_words_is_the_first_post():
    """A root without words opens nothing that could be told, and a later post is never called the first."""
    assert _turns("root", "ann1>root") == [("first_post", "root")]
    assert _turns("root", "ann1>root", text={"root": "@ann https://t.co/x"}) == []
    assert _turns("ann1>gone") == []


def test_the_first_denial_is_the_first():
    """Bob denies first but drew nobody: eve's later denial is told, and is not called the first."""
    crowd = _crowd("x", 2, "eve1")

    assert ("first_denial", "eve1") in _turns("root", "eve1>root", *crowd, text={"eve1": _NO})
    told = _turns("root", "bob1>root", "eve1>root", *crowd, text={"bob1": _NO, "eve1": _NO})
    assert ("denial", "eve1") in told
    assert "first_denial" not in [kind for kind, _ in told]


def test_the_denial_that_drew_most_is_told():
    """Eve's denial drew two answers, bob's later one three: bob's is the turn, and is not called the first."""
    told = _turns(
        "root", "eve1>root", "bob1>root", *_crowd("x", 2, "eve1"), *_crowd("y", 3, "bob1"),
        text={"eve1": _NO, "bob1": _NO},
    )  # fmt: skip

    assert [post_id for kind, post_id in told if kind == "denial"] == ["bob1"]
    assert "first_denial" not in [kind for kind, _ in told]


def test_a_denial_of_the_big_reply_is_told():
    """The reply that drew most is what the thread is about; a denial of any other reply is not."""
    big = ["root", "big1>root", *_crowd("x", 12, "big1"), "eve1>big1", *_crowd("y", 2, "eve1")]
    other = ["root", "ann1>root", *_crowd("x", 9, "root"), "eve1>ann1", *_crowd("y", 2, "eve1")]

    assert ("first_denial", "eve1") in _turns(*big, text={"eve1": _NO})
    assert "first_denial" not in [kind for kind, _ in _turns(*other, text={"eve1": _NO})]


def test_a_big_reply_that_says_something_else_is_the_most_answered():
    """However many answers a reply draws: the claim goes big only where it is said again."""
    told = _turns("root", "big1>root", *_crowd("x", 30, "big1"))

    assert ("most_answered", "big1") in told
    assert "goes_big" not in [kind for kind, _ in told]


_CLAIM = "PigeonChat exports user data every night at 02:00"
_AGAIN = "PigeonChat exports your user data every night."


def _english(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "en")


def test_the_claim_goes_big_where_it_is_said_again_to_many():
    """Big says the root's claim again and draws six answers against its one; ann, who draws more, says something else."""
    told = _turns(
        "root", "big1>root", *_crowd("x", 6, "big1"), "ann1>big1", *_crowd("y", 8, "ann1"),
        text={"root": _CLAIM, "big1": _AGAIN, "ann1": "Look at my garden"}, lang=_english("root", "big1", "ann1"),
    )  # fmt: skip

    assert ("goes_big", "big1") in told
    assert ("most_answered", "ann1") in told


_LINE = "An export of account data is not the same as reading messages."


def test_the_first_distinction_answers_what_is_in_dispute():
    """Of two who tell things apart the first that drew two answers is told; in answer to a bystander nobody is."""
    crowd = [*_crowd("x", 2, "ines1"), *_crowd("y", 2, "lena1")]
    texts = {"root": _CLAIM, "ines1": _LINE, "lena1": _LINE}
    at_claim = study("root", "ines1>root", "lena1>root", *crowd, text=texts, lang=_english(*texts))
    aside = study("root", "ann1>root", "ines1>ann1", *crowd[:2], text=texts, lang=_english(*texts))
    table = at_claim.table("turning_points").filter(pl.col("kind") == "first_distinction")

    assert table["post_id"].to_list() == ["ines1"]
    assert "not the same as" in table["detail"][0]
    assert "first_distinction" not in aside.table("turning_points")["kind"].to_list()


def test_a_distinction_without_answers_stands_out_by_likes():
    """Ten likes among the five most liked replies are enough; nine are not."""

    def told(likes: int) -> list[str]:
        texts = {"root": _CLAIM, "ines1": _LINE}
        table = _turns("root", "ines1>root", text=texts, lang=_english(*texts), like_count={"ines1": likes})
        return [kind for kind, _ in table]

    assert "first_distinction" in told(10)
    assert "first_distinction" not in told(9)


def test_a_distinction_answers_a_denial_too():
    """Ines draws her line below bob's denial of the claim."""
    texts = {"root": _CLAIM, "bob1": _NO, "ines1": _LINE}
    told = _turns(
        "root", "bob1>root", "ines1>bob1", *_crowd("x", 2, "ines1"), text=texts, lang=_english(*texts)
    )

    assert ("first_distinction", "ines1") in told


def test_naming_two_words_draws_a_line():
    """Ivy sets the words of claimant and denier against each other; "to be fair" draws none, and who denies is told as denying."""
    texts = {"root": _CLAIM, "bob1": _NO, "ivy1": 'He wrote "user data", you answer "messages".'}
    crowd = _crowd("x", 2, "ivy1")
    named = _turns("root", "bob1>root", "ivy1>bob1", *crowd, text=texts, lang=_english(*texts))
    fair = _turns("root", "bob1>root", "ivy1>bob1", *crowd, text=texts | {"ivy1": "To be fair, he tried"}, lang=_english(*texts))  # fmt: skip

    both = {"root": _CLAIM, "ines1": f"{_NO} {_LINE}"}
    denies_too = _turns("root", "ines1>root", *_crowd("x", 2, "ines1"), text=both, lang=_english(*both))

    assert ("first_distinction", "ivy1") in named
    assert [kind for kind, post_id in denies_too if post_id == "ines1"] == ["first_denial"]
    assert "first_distinction" not in [kind for kind, _ in fair]


def _with_quick_posts(quick: int) -> list[tuple[str, str]]:
    """A post every twenty minutes for two days, and in the middle so many within minutes, two of them below eve's."""
    slow = [f"s{n}@s{n}>root" for n in range(144)]
    crowd = [f"x{n}@x{n}>root" for n in range(quick)]
    specs = [
        *("root", "top1>root", *_crowd("t", 4, "top1"), *slow[:72]),
        *("eve1>root", "y1>eve1", "z1>eve1", *crowd, *slow[72:]),
    ]
    times, now = {}, 0.0
    for spec in specs:
        name = spec.split("@")[0].split(">")[0]
        times[name] = at(now)
        now += 5 if name[0] in "xyze" else 1200
    return _turns(*specs, created_at=times)


def test_the_peak_is_the_most_answered_post_of_the_fullest_bin():
    """Twenty posts in two minutes among one in twenty minutes are a peak; seven are too few to be told."""
    assert ("peak", "eve1") in _with_quick_posts(18)
    assert "peak" not in [kind for kind, _ in _with_quick_posts(4)]


def test_even_pace_has_no_peak():
    """Forty posts in one bin are no peak where every bin is as full."""
    specs = ["root", *(f"x{n}@x{n}>root" for n in range(600)), "y1>x300", "z1>x300"]

    assert "peak" not in [kind for kind, _ in _turns(*specs)]


def test_a_post_is_told_once():
    """A denial that also drew the most answers is told as the denial."""
    told = _turns("root", "eve1>root", *_crowd("x", 6, "eve1"), text={"eve1": _NO})

    assert [kind for kind, post_id in told if post_id == "eve1"] == ["first_denial"]


def test_a_main_person_enters_with_the_first_post_only():
    """Bob's first post drew one answer: his second, which drew five, is no entrance."""
    late = _turns(
        "root", "bob1>root", "z1>bob1", "bob2>root", *_crowd("x", 5, "bob2"), *_crowd("y", 40, "root")
    )
    first = _turns(
        "root",
        "top1>root",
        *_crowd("w", 6, "top1"),
        "bob1>root",
        *_crowd("x", 5, "bob1"),
        *_crowd("y", 40, "root"),
    )

    assert "enters" not in [kind for kind, _ in late]
    assert ("enters", "bob1") in first


def test_answering_back_takes_an_earlier_answer():
    """Root answers bob after bob answered root: that is back; bob's own answer is not."""
    told = _turns(
        "root",
        "bob1>root",
        "root2@root>bob1",
        *_crowd("x", 5, "bob1"),
        *_crowd("y", 2, "root2"),
        *_crowd("w", 30, "root"),
    )

    assert [post_id for kind, post_id in told if kind == "answers_back"] == ["root2"]


def test_two_people_who_go_on_talking_turn_nothing():
    """Ann and bob answer each other; both of ann's answers came from bob alone, so nobody else took it up."""

    def back(*who: str) -> list[str]:
        told = _turns(
            *("root", "ann0@ann>root", "bob1@bob>ann0", "ann2@ann>bob1"),
            *(f"{name}{n}@{name}>ann2" for n, name in enumerate(who, 3)),
            *_crowd("x", 5, "ann0"),
            *_crowd("y", 5, "bob1"),
        )
        return [post_id for kind, post_id in told if kind == "answers_back"]

    assert back("bob", "bob") == []
    assert back("bob", "cath") == ["ann2"]


def test_a_note_turns_the_thread_when_it_was_written():
    """Its time is the writing, its post the noted one."""
    written = START + timedelta(seconds=90)
    note = {
        "post_id": "root", "evidence_kind": "pivot", "state": "shown_at_capture", "note_id": id_at(written),
        "text": "context", "source": "x.json",
    }  # fmt: skip
    table = study("root", "ann1>root", notes=[note]).table("turning_points")

    assert table.filter(pl.col("kind") == "note_written").select("at", "post_id", "detail").rows() == [
        (written, "root", "context")
    ]


def test_a_note_turns_the_thread_when_it_was_first_rated_helpful():
    """Where the public files know from when a note was shown, that is told instead of its writing; of two the first."""
    seen = pivot(note_id=note_id(0.01), text="context")
    notes = [
        seen,
        snapshot("shown", written=0.01, helpful=9),
        snapshot("shown_then_removed", written=1, helpful=7, text="first"),
    ]
    table = study("root", "ann1>root", notes=notes).table("turning_points")

    assert table.filter(pl.col("kind").str.starts_with("note")).select(
        "kind", "at", "post_id", "detail"
    ).rows() == [("note_shown", soon(7), "root", "first")]


def test_notes_that_were_never_shown_turn_nothing():
    """Nor does one that was written on another post: from when it was shown on this one is not known."""
    notes = [snapshot("proposed"), snapshot("shown", written=3, helpful=9, written_on_id="99")]
    kinds = study("root", "ann1>root", notes=notes).table("turning_points")["kind"].to_list()

    assert kinds == ["first_post"]


def test_at_most_ten_and_the_strongest_stay():
    """Fifteen people who enter crowd out nobody stronger."""
    specs = ["root"]
    for n in range(15):
        specs += [f"star{n}@star{n}>root", *_crowd(f"c{n}x", 5, f"star{n}")]
    told = _turns(*specs)

    assert len(told) == 10
    assert told[0] == ("first_post", "root")


def test_posts_without_times_are_not_told():
    """A moment needs a time."""
    told = _turns(
        "root",
        "eve1>root",
        *_crowd("x", 6, "eve1"),
        text={"eve1": _NO},
        created_at={"eve1": None, "root": at(0)},
    )

    assert told == [("first_post", "root")]


def test_an_answer_to_oneself_is_not_the_most_answered_reply():
    """Of replies that many answer the first that speaks to somebody else stands out."""
    crowd = [f"x{i}@x{i}>root2" for i in range(5)] + [f"y{i}@y{i}>ann1" for i in range(4)]
    table = study("root", "root2@root>root", "ann1>root", *crowd).table("turning_points")

    assert table.filter(pl.col("kind") == "most_answered")["post_id"].to_list() == ["ann1"]
