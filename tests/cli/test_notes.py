"""`--notes` and `threadscope notes index`: the public Community Notes files from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.collect.note_inputs import DAY, note, release, write
from tests.command import post, run
from tests.command import write as lines

REPO = Path(__file__).resolve().parent.parent.parent
QUARREL = REPO / "fixtures" / "pigeonchat"
NOTES = REPO / "fixtures" / "notes"


def test_every_command_that_reads_takes_notes() -> None:
    """The files are listed with their day like any other source; several may be given."""
    done = run("check", QUARREL, "--notes", NOTES / "2024", "--notes", NOTES / "2026", "--json")
    sources = [row for row in json.loads(done.out)["sources"] if "notes/20" in row["source"]]

    assert done.code == 0
    assert {row["captured_to"][:10] for row in sources if row["dialect"]} == {"2024-05-28", "2026-03-19"}
    assert sum(row["dialect"] == "public_notes" for row in sources) == 3


def test_an_index_is_written_and_read(tmp_path: Path) -> None:
    """Its path goes to standard output, what stands in it to standard error."""
    target = tmp_path / "notes.parquet"
    done = run("notes", "index", NOTES / "2026", "-o", target)
    again = run("check", QUARREL, "--notes", target, "--json")

    assert (done.code, done.out.strip()) == (0, str(target))
    assert (
        "32 notes, 3 of which only the status is left, 2 posts with requests; snapshot 2026-03-19 (from the path)"
        in (done.err)
    )
    assert "public_notes_index" in [row["dialect"] for row in json.loads(again.out)["sources"]]


def test_what_an_index_leaves_out_is_told(tmp_path: Path) -> None:
    """And with --strict it is an exit code."""
    release(tmp_path, [note()])
    asked = ("notes", "index", tmp_path / "2025", "-o", tmp_path / "notes.parquet")

    assert (run(*asked).code, run(*asked, "--strict").code) == (0, 3)
    assert "notes_without_status" in run(*asked).out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere", "there is no such file"),
        ("ratings.tsv", "ratings of notes"),
        ("empty.tsv", "nothing in it"),
    ],
)
def test_files_that_are_none_are_an_error(tmp_path: Path, name: str, words: str) -> None:
    """Who names a file wants it read: the message says what it is."""
    write(tmp_path, "ratings.tsv", b"noteId\traterParticipantId\thelpfulnessLevel\n")
    write(tmp_path, "empty.tsv", b"")
    done = run("show", QUARREL, "--notes", tmp_path / name)

    assert done.code == 1
    assert words in done.err


def test_the_day_may_be_given(tmp_path: Path) -> None:
    """In words that are no day it is refused."""
    plain = release(tmp_path, [note()], [], day="")
    done = run("check", QUARREL, "--notes", plain, "--notes-snapshot", "2025-08-29", "--json")
    wrong = run("check", QUARREL, "--notes", plain, "--notes-snapshot", "soon")

    assert {
        row["captured_to"] for row in json.loads(done.out)["sources"] if row["dialect"] == "public_notes"
    } == {"2025-08-29T00:00:00.000+00:00"}
    assert (wrong.code, "'soon' is no day" in wrong.err) == (1, True)


@pytest.mark.usefixtures("no_picture")
def test_the_report_names_the_files_in_the_command_that_rebuilds_it(tmp_path: Path) -> None:
    """Whoever runs it again gets the same notes."""
    release(tmp_path / "n", [note()], [])
    target = tmp_path / "report"
    path = lines(tmp_path / "in.jsonl", post(0, "claim"), post(1, "answer", answers=0))
    done = run(
        "report", path, "-o", target, "--notes", tmp_path / "n" / DAY, "--notes-snapshot", "2025-08-28"
    )

    assert done.code == 0
    page = (target / "index.html").read_text("utf-8")
    assert f"--notes {tmp_path / 'n' / DAY} --notes-snapshot 2025-08-28" in page
