"""The store gives back what was put into it, and overwrites nothing of anybody's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.collect.inputs import collect, detail, entry, g3_post, kinds, lines, post_id, v2_page, v2_post
from tests.collect.note_inputs import note, release
from threadscope.collect import Collected, fold, read, with_notes, write_store
from threadscope.collect.dialects.store import TABLES
from threadscope.errors import ReadError


@pytest.fixture
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """Return something in every table."""
    files = release(tmp_path_factory.mktemp("notes"), [note(post=post_id(0))], [], [{"tweetId": post_id(0)}])
    gone = {"__typename": "TweetTombstone"}
    cursor = {"entryId": "cursor-bottom-1", "content": {"cursorType": "Bottom"}}
    response = detail(entry(g3_post(0, has_birdwatch_notes=True)), entry(gone, f"tweet-{post_id(3)}"), cursor)
    page = v2_page(v2_post(0), v2_post(1), v2_post(2, id="x"))
    return with_notes(collect([lines(response), lines(page)]), [files])


def test_a_store_gives_equal_tables(collected: Collected, tmp_path: Path) -> None:
    """Written and read back, every table is the same, and so is the fold."""
    again = read([write_store(collected, tmp_path / "case")])

    for name in TABLES:
        assert not getattr(collected, name).is_empty(), name
        assert getattr(again, name).equals(getattr(collected, name)), name
    assert fold(again).posts.equals(fold(collected).posts)


def test_a_store_and_new_exports_are_read_together(collected: Collected, tmp_path: Path) -> None:
    """A store stands beside other inputs like any of them."""
    write_store(collected, tmp_path / "case")
    (tmp_path / "new.jsonl").write_bytes(lines(v2_page(v2_post(9))))

    assert set(read([tmp_path]).observations["post_id"]) == {post_id(0), post_id(1), post_id(9)}


def test_a_store_in_a_zip_is_read(collected: Collected, tmp_path: Path) -> None:
    """A store that somebody zipped is still a store."""
    folder = write_store(collected, tmp_path / "case")
    path = tmp_path / "case.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"case/{file.name}")

    assert read([path]).observations.equals(collected.observations)


def test_writing_again_replaces_the_store(collected: Collected, tmp_path: Path) -> None:
    """An older store in the folder gives way."""
    write_store(collected, tmp_path)
    other = collect(lines(v2_page(v2_post(9))))

    assert read([write_store(other, tmp_path)]).observations.equals(other.observations)


def test_a_folder_with_other_files_is_left_alone(collected: Collected, tmp_path: Path) -> None:
    """Nothing of anybody's is overwritten or mixed with."""
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(ReadError, match=r"thesis\.txt"):
        write_store(collected, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_damaged_table_costs_that_table(collected: Collected, tmp_path: Path) -> None:
    """A table that cannot be read, or has other columns, is named; the others are read."""
    folder = write_store(collected, tmp_path)
    (folder / "notes.parquet").write_bytes(b"PAR1 no more")
    (folder / "cursors.parquet").unlink()
    again = read([folder])

    assert again.observations.equals(collected.observations)
    assert again.notes.is_empty()
    assert kinds(again)[-2:] == ["store_unreadable", "store_unreadable"]


def test_a_store_of_another_version_is_refused_in_words(collected: Collected, tmp_path: Path) -> None:
    """A store that this version cannot read says so, and what to do."""
    folder = write_store(collected, tmp_path)
    (folder / "store.json").write_text('{"format": "threadscope store", "version": 99}')

    with pytest.raises(ReadError, match=r"version 99.*import the exports again"):
        read([folder])


def test_the_same_input_gives_the_same_bytes(collected: Collected, tmp_path: Path) -> None:
    """Two stores of one reading are equal byte by byte."""
    one, two = write_store(collected, tmp_path / "one"), write_store(collected, tmp_path / "two")

    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in two.iterdir()}
    assert io.BytesIO((one / "store.json").read_bytes()).read().endswith(b"\n")
