"""What must hold for the tables of the story, whatever the thread: no crash, no warning, nothing that names or order decide."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.builders import at, posts, study
from tests.covering import covering
from threadscope import schema
from threadscope.analyze.terms import terms
from threadscope.study import Study

_TABLES = ("change_points", "phases", "terms", "turning_points")
#: The quarrel as it is, and in other ways that must change nothing.
_CHANGED = ("quarrel", "in another order", "renamed", "twice", "seven hours later")
_CLAIM = "PigeonChat exports user data every night at 02:00"
_TEXTS = {
    "root": _CLAIM,
    "big1": "PigeonChat exports your user data every night.",
    "eve1": "This is not true. Messages are encrypted.",
    "ivy1": 'He wrote "user data", you answer "messages".',
}


def _table(made: Study, name: str) -> pl.DataFrame:
    if name != "terms":
        return made.table(name)
    inputs = (made.table(table) for table in ("posts", "answers", "claims", "stance", "acts"))
    return schema.check(terms(*inputs, schema.empty("camps")), "terms")


def _quarrel() -> pl.DataFrame:
    specs = ["root", *(f"a{n}@a{n}>root" for n in range(12)), "big1~root", *(f"b{n}@b{n}>big1" for n in range(20)),
             "eve1>big1", *(f"c{n}@c{n}>eve1" for n in range(14)), "big2@big>eve1", "ivy1>eve1", "d1>ivy1", "d2@dd>ivy1"]  # fmt: skip
    steps = {"a": 900, "b": 20, "c": 240}
    times, now = {}, 0.0
    for spec in specs:
        name = spec.split("@")[0].split(">")[0].split("~")[0]
        now += steps.get(name[0], 3000)
        times[name] = at(now)
    texts = _TEXTS | {"b3": "user data, my user data", "c2": "messages, messages"}
    lang = {spec.split("@")[0].split(">")[0].split("~")[0]: "en" for spec in specs}
    return posts(*specs, text=texts, lang=lang, created_at=times)


def _odd_threads() -> dict[str, pl.DataFrame]:
    crowd = [f"x{n}@x{n}>root" for n in range(60)]
    names = ["root", *(f"x{n}" for n in range(60))]
    alone = ["me0@me", *(f"me{n}@me>me{n - 1}" for n in range(1, 200))]
    ghosts = ["root>lost0", *(f"x{n}@x{n}>lost{n % 7}" for n in range(60))]
    tongues = {f"x{n}": ("Das stimmt nicht. „Daten“ sind keine „Nachrichten“.", "これは本当ですか？", "ليس صحيحا")[n % 3] for n in range(60)}  # fmt: skip
    return {
        "one author": posts(*alone),
        "two posts": posts("root", "a1>root"),
        "ghosts": posts(*ghosts),
        "three languages": posts("root", *crowd, text=tongues),
        "one text": posts("root", *crowd, text=dict.fromkeys(names, 'Buy "this" not "that" <b> \x00')),
        "one moment": posts("root", *crowd, created_at=dict.fromkeys(names, at(0))),
        "no times": posts("root", *crowd, created_at=dict.fromkeys(names)),
        "no texts": posts("root", *crowd, text=dict.fromkeys(names)),
        "no handles": posts("root", *crowd, handle=dict.fromkeys(names)),
        "nothing": posts(),
    }


@cache
def _study(thread: str) -> Study:
    """Return the study of an odd thread, or of the quarrel as it is or changed; each is made once."""
    frame = _quarrel() if thread in _CHANGED else _odd_threads()[thread]
    if thread == "in another order":
        frame = frame.sample(fraction=1, shuffle=True, seed=3)
    elif thread == "renamed":
        frame = frame.with_columns(
            (pl.lit("z") + pl.col(name).str.reverse()).alias(name) for name in ("author_id", "handle")
        )
    elif thread == "twice":
        ids = ("post_id", "reply_to_id", "quoted_id", "author_id", "handle")
        copy = frame.with_columns((pl.lit("q-") + pl.col(column)).alias(column) for column in ids)
        frame = pl.concat([frame, copy])
    elif thread == "seven hours later":
        frame = frame.with_columns(created_at=pl.col("created_at") + pl.duration(hours=7))
    return study(frame)


@pytest.mark.parametrize(("name", "thread"), covering(_TABLES, tuple(_odd_threads())))
def test_odd_threads_are_read(name: str, thread: str) -> None:
    """Whatever is missing or the same everywhere: there is a table, and a warning would fail here."""
    table = _table(_study(thread), name)

    assert table.columns == list(schema.SCHEMAS[name].dtypes)


@pytest.mark.parametrize("name", _TABLES)
def test_the_quarrel_has_rows(name: str) -> None:
    """The thread by which the rules below are tested says something in every table."""
    assert _table(_study("quarrel"), name).height > 0


@pytest.mark.parametrize("name", _TABLES)
def test_order_of_rows_does_not_matter(name: str) -> None:
    """The same posts in another order give the same table."""
    assert_frame_equal(_table(_study("in another order"), name), _table(_study("quarrel"), name))


@pytest.mark.parametrize("name", _TABLES)
def test_names_do_not_matter(name: str) -> None:
    """Under other author ids and handles, in another order, the same posts are told."""
    one, other = (_table(_study(thread), name) for thread in ("quarrel", "renamed"))
    named = [column for column in one.columns if column == "entered_ids"]

    assert_frame_equal(one.drop(named), other.drop(named))


@pytest.mark.parametrize("name", _TABLES)
def test_a_second_copy_under_other_ids_changes_nothing(name: str) -> None:
    """The same quarrel beside itself leaves the first's rows alone and has the same ones."""
    alone, both = (_table(_study(thread), name) for thread in ("quarrel", "twice"))

    assert_frame_equal(both.filter(thread_id="root"), alone)
    assert both.filter(thread_id="q-root").height == alone.height


@pytest.mark.parametrize("name", _TABLES)
def test_a_shifted_clock_changes_times_only(name: str) -> None:
    """Seven hours later the same happens: no bin, night or midnight decides what is told."""
    one, other = (_table(_study(thread), name) for thread in ("quarrel", "seven hours later"))
    times = [column for column, dtype in one.schema.items() if dtype == schema.TIME]

    assert_frame_equal(one.drop(times), other.drop(times))
