"""The index of the public files says of a thread what the files themselves say, and reads few rows for it."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from fixtures.writers.public_notes import NOTES_2026, table
from tests.collect.note_inputs import (
    DAY,
    HELPFUL,
    POST,
    WRITTEN,
    hours,
    note,
    note_id,
    read_files,
    release,
    status,
    wanted,
    write,
)
from threadscope.archive import index_notes, read
from threadscope.collect.note_files import index
from threadscope.collect.note_files.index import write_index
from threadscope.errors import ReadError
from threadscope.snowflake import id_at

REPO = Path(__file__).resolve().parent.parent.parent
_SHOWN = status(now=HELPFUL, first=HELPFUL, first_at=hours(20), latest=HELPFUL, latest_at=hours(20))


@pytest.fixture
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write an index in many stretches, as of a file of a gigabyte."""
    monkeypatch.setattr(index, "_RUN", 40)
    monkeypatch.setattr(index, "_GROUP", 16)


def _many(folder: Path) -> list[str]:
    """Write a release of some hundred notes on posts of two months, in the order of nothing; return the posts."""
    draw = random.Random(5)
    posts = [
        id_at(WRITTEN, draw.getrandbits(22)) if n % 7 == 0 else id_at(hours(-n), n) for n in range(1, 400)
    ]
    notes = [note(number, post=post) for number, post in enumerate(posts, 1)]
    draw.shuffle(notes)
    statuses = [
        status(number, now=HELPFUL, first=HELPFUL, first_at=hours(number + 5))
        for number in range(1, 430)
        if number % 3
    ]
    asked = [
        {"tweetId": post, "noteRequestFeedEligibleAtMillis": "-1", "sourceLinks": ""} for post in posts[::50]
    ]
    release(folder, notes, statuses, asked)
    return posts


@pytest.mark.usefixtures("small_runs")
def test_an_index_says_what_the_files_say(tmp_path: Path) -> None:
    """Any thread against it, few posts or all: the same notes, requests and reach."""
    posts = _many(tmp_path)
    made = write_index([tmp_path / "2025"], tmp_path / "notes.parquet")

    for chosen in (posts[:1], posts[10:60], posts[::9], posts, ["20"]):
        looking = wanted(*chosen, seen={note_id(410): POST, note_id(411): POST})
        files = read_files(tmp_path / "2025", looking=looking)
        found = read_files(made.path, looking=looking)
        order = ["post_id", "note_id"]
        assert found.notes.drop("source").sort(order).equals(files.notes.drop("source").sort(order))
        beside = files.note_requests.drop("source").sort("post_id")
        assert found.note_requests.drop("source").sort("post_id").equals(beside)
        reach = files.note_files.filter(pl.col("holds") == "public_notes")
        same = ["snapshot_at", "snapshot_by", "newest_at", "covers_until", "n_rows", "n_rejected", "whole"]
        assert found.note_files.select(same).equals(reach.select(same))


@pytest.mark.usefixtures("small_runs")
def test_what_stands_in_an_index_is_counted(tmp_path: Path) -> None:
    """Notes, notes of which only the status is left, posts with requests; its day and how that was known."""
    _many(tmp_path)
    made = write_index([tmp_path / "2025"], tmp_path / "notes.parquet")

    assert (made.n_notes, made.n_deleted, made.n_requests) == (400, 20, 8)
    assert (f"{made.snapshot_at:%Y-%m-%d}", made.snapshot_by) == ("2025-08-28", "path")
    assert made.problems.is_empty()


@pytest.mark.usefixtures("small_runs")
def test_an_index_lies_in_the_order_of_the_posts(tmp_path: Path) -> None:
    """Sorted, with statistics: that is what makes it fast. Status without a note stands at the end."""
    _many(tmp_path)
    rows = pl.read_parquet(write_index([tmp_path / "2025"], tmp_path / "notes.parquet").path)

    assert rows["post_id"].drop_nulls().is_sorted()
    assert rows["post_id"].tail(20).is_null().all()
    assert rows["post_id"].head(rows.height - 20).is_not_null().all()
    assert not [name for name in rows.columns if "articipant" in name]


def test_the_founding_storys_index_gives_the_same_thread(tmp_path: Path) -> None:
    """From the files, or from the index that was made of them."""
    files = REPO / "fixtures" / "notes" / "2026"
    made = index_notes(files, tmp_path / "notes.parquet")
    by_files = read(REPO / "fixtures" / "pigeonchat", notes=files).study().table("note_states")
    by_index = read(REPO / "fixtures" / "pigeonchat", notes=made.path).study().table("note_states")

    assert by_index.equals(by_files)


def test_a_part_that_was_cut_is_told_by_the_index_too(tmp_path: Path) -> None:
    """That its files were not whole, and how many rows were rejected, does not get lost."""
    broken = table(NOTES_2026, [note(), note(8)]) + b"1\t2\n" + b"3"
    write(tmp_path, f"{DAY}/notes-00000.tsv", broken)
    made = write_index([tmp_path / "2025"], tmp_path / "notes.parquet")
    row = read_files(made.path).note_files.to_dicts()[0]

    assert (row["whole"], row["n_rejected"], row["covers_until"]) == (False, 2, None)
    assert set(made.problems["kind"]) == {"half_written", "notes_row_rejected", "notes_without_status"}


def test_an_index_is_of_one_day(tmp_path: Path) -> None:
    """Two days need two indexes, and the message says so."""
    release(tmp_path, [note()], [_SHOWN])
    release(tmp_path, [note()], [_SHOWN], day="2025/09/28")

    with pytest.raises(ReadError, match=r"several snapshots \(2025-08-28, 2025-09-28\)"):
        write_index([tmp_path / "2025"], tmp_path / "notes.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["2025"]


def test_an_index_needs_notes(tmp_path: Path) -> None:
    """A status file, ratings or another index are none."""
    release(tmp_path / "a", None, [_SHOWN])
    ratings = write(tmp_path, "ratings.tsv", b"noteId\thelpfulnessLevel\n")
    release(tmp_path / "b", [note()], [_SHOWN])
    made = write_index([tmp_path / "b"], tmp_path / "notes.parquet")

    with pytest.raises(ReadError, match="no notes file"):
        write_index([tmp_path / "a"], tmp_path / "other.parquet")
    with pytest.raises(ReadError, match="ratings of notes"):
        write_index([ratings], tmp_path / "other.parquet")
    with pytest.raises(ReadError, match="index already"):
        write_index([made.path], tmp_path / "other.parquet")
    assert not (tmp_path / "other.parquet").exists()


def test_another_parquet_file_is_no_index(tmp_path: Path) -> None:
    """Nor is one of a version that is not known: both are told, and nothing is read."""
    release(tmp_path, [note()], [_SHOWN])
    pl.DataFrame({"post_id": [1]}).write_parquet(tmp_path / "other.parquet")
    pl.DataFrame({"post_id": [1]}).write_parquet(
        tmp_path / "later.parquet", metadata={"threadscope_notes_index": "99"}
    )
    found = read_files(tmp_path)

    assert found.problems["kind"].to_list() == ["notes_file_unknown"] * 2
    assert found.problems["detail"].str.contains("version 99|another program").all()
    assert found.notes["state"].to_list() == ["shown"]
