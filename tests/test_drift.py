"""Exports whose shape has drifted: never an uncaught error, no post lost that has an id, no loss in silence.

Keys of real formats are deleted, emptied, retyped and renamed at any depth, and parts of them doubled, swapped, moved
and wrapped; columns, cells and quotes of tables likewise. What must still be read is told from the changed value itself
(tests/collect/drift.py). A message names the dialect, the seed and what was changed, so that it can be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from fixtures.writers import WRITERS
from tests.collect.drift import (
    OF,
    WRITTEN,
    Case,
    Sample,
    cases,
    judge,
    part_of,
    prepared,
    read_all,
    samples_of,
    trimmed,
)
from tests.covering import some
from threadscope import schema
from threadscope.archive import Archive
from threadscope.collect import Collected, fold
from threadscope.collect.dialects import DIALECTS

T = TypeVar("T")

#: Changed samples of a dialect in the everyday tests, of a folder of real samples, and in the long run.
EVERYDAY, REAL, LONG = 10, 3, 10_000
#: So many are read at once.
_BLOCK = 200
#: Every so many are read as an archive, up to the findings.
_TENTH = 10
_TABLES = ("observations", "absences", "cursors", "notes", "sources", "problems")
_FOLDERS = (
    *(
        "1_apiv2_twarc2",
        "2_v11",
        "2_v11_rumoureval",
        "3_graphql_mobile_snake",
        "3_graphql_web",
        "3_zeeschuimer",
    ),
    *(
        "4_account_archive",
        "5_apify_tweet_scraper",
        "5_bird_cli",
        "5_fxtwitter_api",
        "5_oembed",
        "5_snscrape",
    ),
    *("5_syndication", "5_tweet_harvest", "5_twitter_web_exporter", "5_twitterapi_io", "5_twscrape"),
)
#: Folders that drift every day: records of two APIs and of the site, a folder that is one export, a table.
_EVERYDAY_FOLDERS = {
    "2_v11",
    "3_graphql_mobile_snake",
    "4_account_archive",
    "5_tweet_harvest",
    "5_twitterapi_io",
}


def _samples(dialect: str) -> list[Sample]:
    return [sample for writer in WRITTEN[dialect] for sample in samples_of(writer)]


def _drift(found: Sequence[Sample], seeds: range, *, to_findings: bool = True) -> None:
    """Change samples, read what came of it, and hold it to the rule."""
    made = cases(found, seeds)
    collected = _without_error(made, read_all)
    wrong = judge(made, collected)
    assert not wrong, "\n".join(wrong[:5])
    if collected is not None:
        _well_formed(collected)
    if to_findings:
        _without_error(made[::_TENTH], _up_to_findings)


def _without_error(made: Sequence[Case], do: Callable[[Sequence[Case]], T]) -> T:
    """Do something with cases; where it fails, find the one that it fails for."""
    try:
        return do(made)
    except BaseException as fault:  # a panic of a library is no Exception
        if len(made) > 1:
            for half in (made[: len(made) // 2], made[len(made) // 2 :]):
                _without_error(half, do)
        message = f"{fault!r}: " + (str(made[0]) if len(made) == 1 else f"{len(made)} cases, only together")
        raise AssertionError(message) from fault


def _up_to_findings(made: Sequence[Case]) -> None:
    collected = read_all(made)
    if collected is not None:
        Archive(collected).study().table("findings")


def _well_formed(collected: Collected) -> None:
    for name in _TABLES:
        frame = schema.check(getattr(collected, name), name)
        never = [column.name for column in schema.SCHEMAS[name].columns if not column.null]
        assert not frame.select(never).null_count().pipe(lambda counts: sum(counts.row(0))), name
    posts = fold(collected).posts
    assert posts["post_id"].is_unique().all()
    assert posts["post_id"].null_count() == posts["author_id"].null_count() == 0


def test_every_dialect_with_a_fixture_is_changed() -> None:
    """A new dialect is changed too as soon as it has a writer; the store is written by threadscope itself."""
    assert {writer for writers in WRITTEN.values() for writer in writers} == WRITERS.keys()
    assert WRITTEN.keys() == OF.keys() == DIALECTS.keys() - {"store"}


@pytest.mark.parametrize("dialect", sorted(WRITTEN))
def test_every_post_of_a_sample_is_known(dialect: str) -> None:
    """Read as they are, samples give just the posts that the table of where ids stand finds in them."""
    for sample in _samples(dialect):
        found = set().union(*sample.known.values())
        # Of what gallery-dl's user reposted stands only the id, in the record of the repost.
        assert sample.ids - found <= ({"1794194821953705292"} if dialect == "gallery_dl" else set()), (
            sample.name
        )
        assert sample.dialect == dialect


@pytest.mark.parametrize("dialect", sorted(WRITTEN))
def test_a_drifted_export_loses_nothing_in_silence(dialect: str) -> None:
    """One to 30 changes to an export cost no post that still has its id, and no other without a word."""
    _drift(_samples(dialect), range(EVERYDAY), to_findings=False)


def test_drifted_exports_of_every_dialect_are_one_archive() -> None:
    """What is left of them is told of in findings like any other archive, without an error."""
    made = [case for dialect in sorted(WRITTEN) for case in cases(_samples(dialect), range(2))]
    _without_error(made, _up_to_findings)


@pytest.mark.long
@pytest.mark.parametrize("dialect", sorted(WRITTEN))
def test_a_drifted_export_is_told_of(dialect: str) -> None:
    """The same for each dialect alone."""
    _without_error(cases(_samples(dialect), range(EVERYDAY))[::_TENTH], _up_to_findings)


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG // _BLOCK // 5))
@pytest.mark.parametrize("dialect", sorted(WRITTEN))
def test_ten_thousand_drifted_exports(dialect: str, block: int) -> None:
    """The same, ten thousand times a dialect."""
    for start in range(5 * _BLOCK * block, 5 * _BLOCK * (block + 1), _BLOCK):
        _drift(_samples(dialect), range(EVERYDAY + start, EVERYDAY + start + _BLOCK))


@cache
def _real(folder: Path) -> tuple[Sample, ...]:
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    boxes: dict[str, dict[str, bytes]] = {}
    for name, data in sorted(files.items()):
        whole = name.partition("/")[0] + "/" if "/" in name else name
        boxes.setdefault(whole, {})[name] = data
    return prepared(
        Sample(f"{folder.name}:{box}", {name: trimmed(part_of(name, data)) for name, data in members.items()})
        for box, members in boxes.items()
        if not box.endswith(".zip")
    )


@pytest.mark.shared
@pytest.mark.parametrize("folder", some(_FOLDERS, _EVERYDAY_FOLDERS))
def test_a_drifted_real_sample_loses_nothing_in_silence(shared: Path, folder: str) -> None:
    """What real exports hold, and fixtures have not thought of, drifts no worse."""
    _drift(_real(shared / "samples" / folder), range(REAL))


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.parametrize("folder", _FOLDERS)
def test_thousands_of_drifted_real_samples(shared: Path, folder: str) -> None:
    """The same, two thousand times a folder."""
    for start in range(REAL, 2_000 + REAL, _BLOCK):
        _drift(_real(shared / "samples" / folder), range(start, start + _BLOCK))
