"""Phases: where they begin, that they divide a thread, and that nothing is invented where nothing happens."""

from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import at, posts, study
from tests.covering import examples
from threadscope import schema
from threadscope.analyze.phases import phases
from threadscope.settings import Settings
from threadscope.study import Study

_MINUTE, _HOUR = 60.0, 3600.0


def _rounds(*rounds: tuple[str, int, float, float]) -> tuple[list[str], dict[str, datetime]]:
    """Return a thread of rounds: name, how many answers to its first post, seconds between them, wait before it."""
    specs, times, now = ["root"], {"root": at(0)}, 0.0
    for name, number, step, wait in rounds:
        now += wait
        head = "root" if name == "root" else f"{name}1"
        if head != "root":
            specs.append(f"{head}@{name}>root")
            times[head] = at(now)
        for n in range(number):
            now += step
            specs.append(f"{name}x{n}@{name}x{n}>{head}")
            times[f"{name}x{n}"] = at(now)
    return specs, times


def _table(*rounds: tuple[str, int, float, float]) -> pl.DataFrame:
    specs, times = _rounds(*rounds)
    return study(*specs, created_at=times).table("phases")


_QUARREL = (
    ("root", 12, 12 * _MINUTE, 0.0),
    ("max", 20, _MINUTE, 2 * _HOUR),
    ("eve", 15, 2 * _MINUTE, 4 * _HOUR),
)


def test_each_round_of_a_quarrel_is_a_phase():
    """Three posts that draw a branch each begin three phases, with all that their columns count."""
    table = _table(*_QUARREL)

    assert table.select("phase", "key_post_id", "n_posts", "n_people", "n_new_people").rows() == [
        (1, "root", 13, 13, 13),
        (2, "max1", 21, 21, 21),
        (3, "eve1", 16, 16, 16),
    ]
    assert table["begins_with"].to_list() == ["opening", "head", "head"]
    assert table["key_kind"].to_list()[0] == "first_post"
    assert table["entered_ids"].to_list() == [["root"], ["max"], ["eve"]]
    assert table["share"].to_list() == pytest.approx([0.26, 0.42, 0.32])
    assert table.select("n_before_h", "n_first_h").rows() == [(None, 5), (0, 21), (0, 16)]
    assert table["under_id"].to_list() == ["root", "max1", "eve1"]
    assert table["under_share"].to_list() == [1.0, 1.0, 1.0]
    assert table["ended_at"].to_list()[0] == at(12 * 12 * _MINUTE)


def test_a_note_begins_a_phase_with_the_next_post():
    """A surge after a note was shown: the phase begins with the first post after it, and stands for the noted post."""
    specs, times = _rounds(("root", 15, 10 * _MINUTE, 0.0), ("root", 0, 1.0, 0.0))
    later = [f"z{n}@z{n}>root" for n in range(20)]
    times |= {f"z{n}": at(10 * _HOUR + 60 + 60 * n) for n in range(20)}
    base = study(*specs, *later, created_at=times)
    turns = pl.DataFrame([
        {"thread_id": "root", "at": at(10 * _HOUR), "kind": "note_shown", "post_id": "root", "target_id": None, "n_answers": 35, "detail": "x"}
    ])  # fmt: skip
    table = phases(
        base.table("posts"), base.table("answers"), schema.conform(turns, "turning_points"), schema.empty("change_points"), base.table("heads")
    )  # fmt: skip

    assert table.select("started_at", "begins_with", "key_post_id", "key_kind").rows()[1] == (
        at(10 * _HOUR + 60), "surge", "root", "note_shown",
    )  # fmt: skip


def test_a_surge_takes_half_as_many_posts_again():
    """Ninety minutes with 15 posts after ninety with 10 begin a phase, 14 do not."""

    def begun(after: int) -> list[str]:
        before = [f"b{n}@b{n}>root" for n in range(20)]
        rest = [f"a{n}@a{n}>root" for n in range(after - 1)]
        times = {"root": at(0)} | {f"b{n}": at((n + 1) * 9 * _MINUTE) for n in range(20)}
        turn = 180 * _MINUTE + 9 * _MINUTE
        times |= {"eve1": at(turn)} | {f"a{n}": at(turn + 60 * (n + 1)) for n in range(after - 1)}
        base = study("root", *before, "eve1>root", *rest, created_at=times)
        turns = pl.DataFrame([
            {"thread_id": "root", "at": at(turn), "kind": "enters", "post_id": "eve1", "target_id": "root", "n_answers": 2, "detail": None}
        ])  # fmt: skip
        nobody = base.table("heads").with_columns(head_id=pl.lit(None, pl.String))
        table = phases(
            base.table("posts"), base.table("answers"), schema.conform(turns, "turning_points"), schema.empty("change_points"), nobody
        )  # fmt: skip
        return table["begins_with"].to_list()

    assert begun(15) == ["opening", "surge"]
    assert begun(14) == ["opening"]


def test_nothing_is_invented():
    """An even crowd below one post is one phase; under 25 posts there is none, nor where no times are known."""
    star = ["root", *(f"x{n}@x{n}>root" for n in range(60))]

    assert study(*star).table("phases").select("phase", "n_posts", "share").rows() == [(1, 61, 1.0)]
    assert study(*star[:24]).table("phases").is_empty()
    assert study(*star[:25]).table("phases").height == 1
    untimed = dict.fromkeys(["root", *(f"x{n}" for n in range(60))])
    assert study(*star, created_at=untimed).table("phases").is_empty()


def test_at_most_seven():
    """Of twelve rounds seven phases remain, the opening among them."""
    rounds = [(f"r{chr(97 + n)}", 10, _MINUTE, 5 * _HOUR) for n in range(12)]
    table = _table(*rounds)

    assert table.height == 7
    assert table["begins_with"].to_list()[0] == "opening"


def test_beginnings_that_are_close_are_one():
    """Ann enters three posts after max: one phase begins, not two."""
    specs, times = _rounds(*_QUARREL)
    close = ["ann1>max1", *(f"annx{n}@annx{n}>ann1" for n in range(12))]
    times |= {"ann1": times["maxx2"] + timedelta(seconds=1)} | {
        f"annx{n}": times["maxx5"] + timedelta(seconds=n) for n in range(12)
    }
    table = study(*specs, *close, created_at=times).table("phases")

    assert table.height == 3
    assert table["n_posts"].to_list() == [13, 34, 16]


def _with_turn(gaps: list[float], turn: int, kind: str = "enters") -> list[tuple[int, str]]:
    """Return the size of each phase and what it begins with, of a star with these gaps and a head at this place."""
    times, now = {"root": at(0)}, 0.0
    for place, gap in enumerate(gaps, 1):
        now += gap
        times[f"x{place}"] = at(now)
    base = study("root", *(f"x{place}@x{place}>root" for place in range(1, len(gaps) + 1)), created_at=times)
    row = {"thread_id": "root", "at": times[f"x{turn}"], "kind": kind, "post_id": f"x{turn}", "target_id": "root", "n_answers": 2, "detail": None}  # fmt: skip
    head = base.table("heads").with_columns(head_id=pl.lit(f"x{turn}"))
    turns = schema.conform(
        pl.DataFrame([row], schema=schema.SCHEMAS["turning_points"].dtypes), "turning_points"
    )
    table = phases(base.table("posts"), base.table("answers"), turns, schema.empty("change_points"), head)
    return table.select("n_posts", "begins_with").rows()


def test_no_phase_starts_in_mid_flow():
    """A head amid a post a minute starts none; three posts after a pause the start moves to the pause; at the pause it stays."""
    even = [60.0] * 40
    paused = [60.0] * 19 + [300.0] + [60.0] * 20

    assert _with_turn([*even[:19], 30.0, *even[20:]], 20) == [(41, "opening")]
    assert _with_turn([*paused[:22], 30.0, *paused[23:]], 23) == [(20, "opening"), (21, "head")]
    assert _with_turn(paused, 20) == [(20, "opening"), (21, "head")]


def test_posts_of_one_second_are_not_parted():
    """Where most posts come in the same second the median wait is none; a phase still does not start between two of them."""
    assert _with_turn([0.0] * 40, 20) == [(41, "opening")]
    assert _with_turn([0.0] * 19 + [1.0] + [0.0] * 20, 20) == [(20, "opening"), (21, "head")]


def test_no_phase_runs_across_a_long_break():
    """Two days without a post part the thread though nothing turns it; a head two posts later starts at the break too."""
    broken = [60.0] * 19 + [2 * 86_400.0] + [60.0] * 20

    assert _with_turn(broken, 40) == [(20, "opening"), (21, "pace")]
    assert _with_turn([*broken[:21], 20.0, *broken[22:]], 22) == [(20, "opening"), (21, "head")]
    assert _with_turn(broken, 17)[1] == (21, "pace")


def test_the_opening_may_be_alone_before_a_long_break():
    """One post, or four, before eight hours of silence are the opening; the crowd after it is a phase of its own."""
    crowd = [60.0] * 40

    assert _with_turn([8 * _HOUR, *crowd], 41) == [(1, "opening"), (41, "pace")]
    assert _with_turn([60.0, 60.0, 60.0, 8 * _HOUR, *crowd], 44) == [(4, "opening"), (41, "pace")]
    assert _with_turn([8 * _HOUR, *crowd], 3) == [(1, "opening"), (41, "head")]
    assert _with_turn([8 * _HOUR, 60.0, 8 * _HOUR, *crowd], 43) == [(3, "opening"), (41, "pace")]


def test_only_a_long_break_leaves_the_opening_alone():
    """A wait that is short, or usual in the thread, or with four posts after it, parts no first post."""
    assert _with_turn([14 * _MINUTE, *[20.0] * 40], 41) == [(42, "opening")]
    assert _with_turn([8 * _HOUR, *[3 * _HOUR] * 40], 41) == [(42, "opening")]
    assert _with_turn([60.0] * 36 + [8 * _HOUR] + [60.0] * 3, 40) == [(40 + 1, "opening")]


def test_in_a_large_thread_too_the_opening_may_be_small():
    """Of 1,000 posts two phases begin twenty apart; ten posts before eight hours of silence are the opening still."""
    assert _with_turn([60.0] * 9 + [8 * _HOUR] + [30.0] * 990, 1000) == [(10, "opening"), (991, "pace")]


def test_a_post_with_words_stands_for_a_phase():
    """A bare link that two answered stands behind words that one answered; with three answers it goes first. Then likes count."""
    thread = ["root", *(f"x{n}@x{n}>root" for n in range(30)), "y1@y1>x3", "y2@y2>x3", "y3@y3>x5"]
    times = {f"x{n}": at(4 * _HOUR + 60 * n) for n in range(30)} | {
        f"y{n}": at(4 * _HOUR + 3000 + n) for n in (1, 2, 3)
    }
    text, likes = {"x3": "@root https://t.co/x"}, {"x7": 9, "x8": 90}

    def key(*specs: str) -> str:
        tables = study(*specs, text=text, like_count=likes, created_at=times).table("phases")
        return tables["key_post_id"][-1]

    assert key(*thread) == "x5"
    assert key(*thread, "y4@y4>x3") == "x3"
    assert key(*thread[:31]) == "x8"


def test_a_straggler_is_no_phase():
    """Four posts after two days are too few for one; a wait of the usual length parts nothing."""
    assert _with_turn([60.0] * 36 + [2 * 86_400.0] + [60.0] * 3, 40) == [(41, "opening")]
    assert _with_turn([25_000.0] * 39 + [24_000.0], 40) == [(41, "opening")]


@st.composite
def _threads(draw: st.DrawFn) -> tuple[Study, pl.DataFrame]:
    """A thread of up to 90 posts by ten people, with turning points that stand anywhere."""
    number = draw(st.integers(1, 90))
    specs = ["p0@a0"] + [
        f"p{place}@a{draw(st.integers(0, 9))}>p{draw(st.integers(0, place - 1))}"
        for place in range(1, number)
    ]
    gaps = st.sampled_from([0, 1, 60, 600, 7200, 100_000])
    now, times = 0.0, {}
    for place in range(number):
        now += draw(gaps)
        times[f"p{place}"] = None if draw(st.integers(0, 19)) == 0 else at(now)
    made = study(*specs, created_at=times)
    dated = made.table("posts").drop_nulls("created_at").sort("post_id")
    kinds = ["first_post", "enters", "most_answered", "note_shown", "peak"]
    turns = [
        {"thread_id": "p0", "at": moment, "kind": draw(st.sampled_from(kinds)), "post_id": post_id, "target_id": None, "n_answers": 1, "detail": None}
        for post_id, moment in dated.select("post_id", "created_at").rows()
        if draw(st.integers(0, 6)) == 0
    ]  # fmt: skip
    return made, pl.DataFrame(turns, schema=schema.SCHEMAS["turning_points"].dtypes)


@given(drawn=_threads())
@examples(10)
def test_every_post_with_a_time_is_in_exactly_one_phase(drawn: tuple[Study, pl.DataFrame]):
    """Whatever the thread: phases follow each other, hold all posts with a time once, and their shares add up to one."""
    made, turns = drawn
    table = phases(
        made.table("posts"), made.table("answers"), turns, made.table("change_points"), made.table("heads")
    )
    dated = made.table("posts").drop_nulls("created_at").sort("created_at", "post_id")

    if dated.height < 25:
        assert table.is_empty()
        return
    assert 1 <= table.height <= 7
    assert table["phase"].to_list() == list(range(1, table.height + 1))
    assert table["n_posts"].sum() == dated.height
    assert table["share"].sum() == pytest.approx(1)
    assert table["n_new_people"].sum() == dated["author_id"].n_unique()
    edges = [0, *table["n_posts"].cum_sum().to_list()]
    times = dated["created_at"].to_list()
    assert [times[place] for place in edges[:-1]] == table["started_at"].to_list()
    assert [times[place - 1] for place in edges[1:]] == table["ended_at"].to_list()
    assert set(table["key_post_id"]) <= set(made.table("posts")["post_id"])


def test_order_names_and_neighbours_change_nothing():
    """Rows in another order, other ids for people, and another thread in the archive leave the phases alone."""
    specs, times = _rounds(*_QUARREL)
    frame = posts(*specs, created_at=times)
    renamed = frame.with_columns(
        author_id=pl.lit("z") + pl.col("author_id").str.reverse(), handle=pl.lit("z") + pl.col("handle")
    )
    other = frame.with_columns(
        (pl.lit("q-") + pl.col(name)).alias(name)
        for name in ("post_id", "reply_to_id", "quoted_id", "author_id")
    )
    alone = study(frame, settings=Settings()).table("phases")

    assert study(frame.reverse()).table("phases").equals(alone)
    assert study(renamed).table("phases").drop("entered_ids").equals(alone.drop("entered_ids"))
    assert study(pl.concat([frame, other])).table("phases").filter(thread_id="root").equals(alone)
