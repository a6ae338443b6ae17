"""What must hold for every reading of a quarrel, whatever is read in it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import threadscope as ts
from tests import builders, founding
from tests.covering import some
from threadscope.analyze import ANALYZERS
from threadscope.study import BASE_TABLES, Study

_QUARREL = Path(__file__).resolve().parent.parent / "fixtures" / "pigeonchat"
_TABLES = (*sorted(ANALYZERS), "findings")
#: Where the copy of a file is counted, or the file itself named, a second copy shows.
_OF_FILES = {"completeness", "gaps", "note_coverage", "note_states", "note_timeline"}


@pytest.fixture(scope="module")
def archive() -> ts.Archive:
    """Return the founding quarrel."""
    return founding.story()


@pytest.fixture(scope="module")
def study() -> Study:
    """Return its study."""
    return founding.study()


def _base(study: Study) -> dict[str, pl.DataFrame]:
    return {name: study.table(name) for name in BASE_TABLES}


def _sorted(frame: pl.DataFrame) -> pl.DataFrame:
    """Sort by everything that sorts, so that only the rows count and not their order."""
    plain = [name for name, dtype in frame.schema.items() if not dtype.is_nested()]
    return frame.sort(plain, nulls_last=True)


# ---- shuffled rows
def test_the_order_of_rows_changes_nothing(study: Study) -> None:
    """The same rows in another order give the same tables and sentences."""
    shuffled = {name: table.sample(fraction=1, shuffle=True, seed=3) for name, table in _base(study).items()}
    other = Study(shuffled)

    for name in _TABLES:
        assert_frame_equal(other.table(name), study.table(name))


# ---- renamed people
class _Renamed:
    """The same people under other ids and handles: ids sort the other way round, handles read backwards."""

    def __init__(self, study: Study) -> None:
        ids = set(study.table("people")["author_id"]) | set(study.table("links")["author_id"].drop_nulls())
        ids |= set(study.table("ghosts")["author_id"].drop_nulls())
        self.new = {old: str(10**18 - int(old)) for old in ids if old.isdigit()}
        self.old = {new: old for old, new in self.new.items()}
        handles = set(study.table("people")["handle"].drop_nulls()) | set(
            study.table("ghosts")["handle"].drop_nulls()
        )
        self._handle = re.compile(
            "|".join(
                sorted((re.escape(h) for h in handles | {h[::-1] for h in handles}), key=len, reverse=True)
            )
        )

    def _words(self, text: str | None) -> str | None:
        return None if text is None else self._handle.sub(lambda hit: hit[0][::-1], text)

    def _value(self, value: object, ids: dict[str, str]) -> object:
        if isinstance(value, str):
            return ids.get(value) or self._words(value)
        if isinstance(value, list):
            return [self._value(item, ids) for item in value]
        if isinstance(value, dict):
            return {key: self._value(item, ids) for key, item in value.items()}
        return value

    def apply(self, frame: pl.DataFrame, ids: dict[str, str]) -> pl.DataFrame:
        rows = [{name: self._value(value, ids) for name, value in row.items()} for row in frame.to_dicts()]
        return pl.DataFrame(rows, schema=frame.schema)


def test_the_names_of_people_change_nothing(study: Study) -> None:
    """Under other ids and handles the same people say and do the same."""
    renamed = _Renamed(study)
    other = Study({name: renamed.apply(table, renamed.new) for name, table in _base(study).items()})

    for name in ANALYZERS:
        back = renamed.apply(other.table(name), renamed.old)
        assert_frame_equal(_sorted(back), _sorted(study.table(name)), check_exact=False)


# ---- the archive twice
def test_a_second_copy_of_the_archive_changes_nothing(study: Study) -> None:
    """Who has every file twice sees the same quarrel."""
    twice = ts.read([_QUARREL, _QUARREL]).study()

    for name in set(ANALYZERS) - _OF_FILES:
        assert_frame_equal(twice.table(name), study.table(name))


# ---- time zones
def test_the_zone_of_times_changes_words_only(study: Study) -> None:
    """Tables stay in UTC, and the same is found whatever zone times are shown in."""
    tokyo = study.using(tz="Asia/Tokyo")

    for name in ANALYZERS:
        assert_frame_equal(tokyo.table(name), study.table(name))
    assert_frame_equal(tokyo.table("findings").drop("wording"), study.table("findings").drop("wording"))


# ---- posts that were not captured
def test_no_person_changes_sides_when_some_posts_are_missing(archive: ts.Archive, study: Study) -> None:
    """Without a random twentieth of the posts somebody may become undetermined, and nobody stands on the other side."""
    _keep_their_sides(archive, study, range(3))


@pytest.mark.long
def test_no_person_changes_sides_whichever_posts_are_missing(archive: ts.Archive, study: Study) -> None:
    """The same for a hundred other draws."""
    _keep_their_sides(archive, study, range(3, 103))


def _keep_their_sides(archive: ts.Archive, study: Study, seeds: range) -> None:
    sides = _sides(study)
    assert {"claim", "dispute"} <= set(sides.values())

    for seed in seeds:
        kept = _without_some(archive, seed)
        for person, side in _sides(kept).items():
            assert sides.get(person, side) == side, (seed, person)


def _sides(study: Study) -> dict[tuple[str, str], str]:
    camps = study.table("camps").filter(pl.col("camp").is_in(["claim", "dispute"]))
    return {
        (thread, person): side
        for thread, person, side in camps.select("thread_id", "author_id", "camp").iter_rows()
    }


def _without_some(archive: ts.Archive, seed: int) -> Study:
    base = _base(founding.study())
    posts = base["posts"]
    draw = random.Random(seed)
    kept = pl.Series([draw.random() >= 0.05 for _ in range(posts.height)])
    columns = [name for name in posts.columns if name not in {"thread_id", "parent_id"}]
    bare = posts.filter(kept).select(name for name in columns if name in builders.posts("root").columns)
    return builders.study(bare)


# ---- threads that are hardly any
_LIE = "You are lying, this is not true."


_CROWD = tuple(f"p{i}@fan{i}>root" for i in range(60))
_NAMES = ("root", *(f"p{i}" for i in range(60)))
_SAID = ("Das stimmt nicht, du lügst.", "C'est faux, tu mens.", _LIE)
_SPOKEN = ("de", "fr", "en")


def _alone(n: int) -> pl.DataFrame:
    return builders.posts("ann1", *(f"ann{i}>ann{i - 1}" for i in range(2, n + 1)))


def _pasted(n: int) -> pl.DataFrame:
    return builders.posts(
        "root",
        *(f"p{i}@fan{i % 900}>root" for i in range(n)),
        step_s=1,
        text={f"p{i}": _LIE for i in range(n)},
    )


_BAD: dict[str, Callable[[], pl.DataFrame]] = {
    "two posts": lambda: builders.posts("root", "bob1>root", text={"bob1": _LIE}),
    "one author": lambda: builders.posts("ann1", *(f"ann{i}>ann1" for i in range(2, 60))),
    "answers herself 100 times": lambda: _alone(100),
    "answers herself 1,000 times": lambda: _alone(1000),
    "ghosts mostly": lambda: builders.posts(
        *(f"p{i}@fan{i}>gone{i}" for i in range(40)), conversation_id={"p1": "gone1"}
    ),
    "three languages": lambda: builders.posts(
        "root",
        *_CROWD,
        text={f"p{i}": _SAID[i % 3] for i in range(60)},
        lang={f"p{i}": _SPOKEN[i % 3] for i in range(60)},
    ),
    "one text 500 times": lambda: _pasted(500),
    "one text 5,000 times": lambda: _pasted(5000),
    "all at once": lambda: builders.posts("root", *_CROWD, step_s=0, text={f"p{i}": _LIE for i in range(60)}),
    "no times": lambda: builders.posts("root", *_CROWD, created_at=dict.fromkeys(_NAMES)),
    "no words": lambda: builders.posts("root", *_CROWD, text=dict.fromkeys(_NAMES, "") | {"root": None}),
}


#: The same is tried with ten times fewer posts every day.
_LARGE = ("answers herself 1,000 times", "one text 5,000 times")
_EVERYDAY = [name for name in _BAD if name not in _LARGE and name not in {"one author", "all at once"}]


@cache
def _odd(name: str) -> Study:
    return builders.study(_BAD[name]())


@pytest.mark.parametrize("name", some(_BAD, _EVERYDAY))
def test_hardly_a_thread_breaks_nothing(name: str) -> None:
    """Every table and every sentence of a strange thread is computed, without a warning, and shares are shares."""
    study = _odd(name)

    for table in _TABLES:
        for column, dtype in study.table(table).schema.items():
            if dtype == pl.Float64:
                assert study.table(table)[column].is_finite().all(), (table, column)


@pytest.mark.parametrize(
    "name",
    some(
        ["one author", "answers herself 100 times", _LARGE[0], "ghosts mostly", "no times", "no words"],
        set(_EVERYDAY) - {"three languages", "one text 500 times", "two posts"},
    ),
)
def test_who_says_nothing_has_no_side(name: str) -> None:
    """Where nobody says anything for or against, nobody is placed."""
    study = _odd(name)

    assert set(study.table("stance")["toward_claim"]) <= {"support", "comment", "unclear", "not_scored"}
    assert not set(study.table("camps")["camp"]) & {"dispute"}
    assert study.table("hostility").is_empty()


def test_other_languages_are_not_guessed_at() -> None:
    """German and French are not scored, however loud."""
    study = _odd("three languages")
    spoken = study.table("stance").join(study.table("posts").select("post_id", "lang"), on="post_id")

    assert set(spoken.filter(pl.col("lang").is_in(["de", "fr"]))["toward_claim"]) == {"not_scored"}
    assert "deny" in set(spoken.filter(pl.col("lang") == "en")["toward_claim"])
