"""The public Community Notes files of any year, in any box, also broken: what is about the archive's posts, no more."""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.story import quarrel, spat
from fixtures.writers.public_notes import (
    NOTES_2021,
    NOTES_2024,
    NOTES_2026,
    REQUESTS_2025,
    STATUS_2022,
    STATUS_2024,
    STATUS_2026,
    millis,
    table,
)
from tests import founding
from tests.collect.inputs import collect, lines, v2_page, v2_post
from tests.collect.note_inputs import (
    DAY,
    HELPFUL,
    MORE,
    POST,
    WRITTEN,
    hours,
    note,
    note_id,
    only,
    read_files,
    release,
    status,
    wanted,
    write,
)
from threadscope import schema
from threadscope.archive import read
from threadscope.collect import with_notes
from threadscope.collect.note_files import NoteFiles
from threadscope.collect.note_files.days import day_in
from threadscope.collect.note_files.rows import rows_of
from threadscope.errors import ReadError
from threadscope.snowflake import id_at, time_of

REPO = Path(__file__).resolve().parent.parent.parent
_SHOWN = status(now=HELPFUL, first=HELPFUL, first_at=hours(20), latest=HELPFUL, latest_at=hours(20))


def _kinds(found: NoteFiles) -> list[str]:
    return found.problems["kind"].to_list()


def _states(found: NoteFiles) -> list[str]:
    return found.notes["state"].to_list()


# ---- the two stories


def test_the_quarrels_note_was_shown_a_day_after_the_post() -> None:
    """Written 7 hours after the post, rated helpful 25.5 hours after it, still shown in the newest snapshot."""
    archive = founding.noted()
    (noted,) = (post for post in quarrel().posts if post.note)
    row = only(
        archive.notes.filter(
            (pl.col("note_id") == noted.note.note_id)
            & (pl.col("observed_at") == datetime(2026, 3, 19, tzinfo=UTC))
        )
    )

    assert (row["post_id"], row["evidence_kind"], row["state"]) == (noted.post_id, "snapshot", "shown")
    assert row["written_at"] - noted.at == time_of(noted.note.note_id) - noted.at
    assert row["shown_from"] - noted.at == timedelta(hours=25.5)
    assert (row["shown_until"], row["text"], row["snapshot_by"]) == (None, noted.note.text, "path")


def test_the_older_snapshot_keeps_what_was_before() -> None:
    """Four days after the post the same note was still proposed: the older release gives a row of its own."""
    archive = founding.noted()
    (noted,) = (post for post in quarrel().posts if post.note)
    rows = archive.notes.filter(
        (pl.col("note_id") == noted.note.note_id) & (pl.col("evidence_kind") == "snapshot")
    ).sort("observed_at")

    assert rows["state"].to_list() == ["proposed", "shown"]
    assert rows["observed_at"].dt.date().cast(pl.String).to_list() == ["2024-05-28", "2026-03-19"]


def test_the_spats_note_was_shown_and_removed() -> None:
    """Rated helpful 31 hours after the post, not helpful 18 days after it: shown in the older snapshot, then not."""
    thread = founding.noted("two_messengers").thread()
    (noted,) = (post for post in spat().posts if post.note)
    rows = thread.notes.filter(pl.col("evidence_kind") == "snapshot").sort("observed_at")
    older, newer = rows.to_dicts()

    assert (older["state"], older["shown_until"]) == ("shown", None)
    assert newer["state"] == "shown_then_removed"
    assert newer["shown_from"] - noted.at == timedelta(hours=31)
    assert newer["shown_until"] - noted.at == timedelta(days=18)


def test_what_was_captured_stands_beside_it() -> None:
    """Kinds of evidence are never merged: the note that the capture delivered keeps its row."""
    without = founding.story().notes
    beside = founding.noted().notes

    assert beside.filter(pl.col("evidence_kind") != "snapshot").equals(without)


def test_a_thread_has_the_notes_the_files_and_their_problems() -> None:
    """What was read of the files reaches each thread, and the store."""
    thread = founding.noted().thread(quarrel().posts[0].post_id)

    assert thread.table("note_files").height == 6
    assert set(thread.table("note_files")["source"]) <= set(thread.table("sources")["source"])
    assert thread.table("note_requests")["n_source_links"].to_list() == [2, 0]


def test_a_store_keeps_what_the_files_say(tmp_path: Path) -> None:
    """Saved and read back, notes, requests and files are the same; reading the files again adds nothing."""
    files = REPO / "fixtures" / "notes"
    archive = read(REPO / "fixtures" / "pigeonchat", notes=files)
    folder = archive.save(tmp_path / "case")

    for again in (read(folder), read(folder, notes=files)):
        for name in ("notes", "note_requests", "note_files"):
            assert again.study().table(name).equals(archive.study().table(name)), name
        assert again.problems.equals(archive.problems)


# ---- layouts


_YEARS: dict[str, tuple[tuple[str, ...], tuple[str, ...] | None, dict[str, str], dict[str, str]]] = {
    "2021": (NOTES_2021, None, {"noteAuthorParticipantId": "participantId"}, {}),
    "2022": (
        NOTES_2021,
        STATUS_2022,
        {"noteAuthorParticipantId": "participantId"},
        {
            "noteAuthorParticipantId": "participantId",
            "timestampMillisOfLatestNonNMRStatus": "timestampMillisOfMostRecentNonNMRStatus",
        },
    ),
    "2024": (NOTES_2024, STATUS_2024, {}, {}),
    "2026": (NOTES_2026, STATUS_2026, {}, {}),
    "as documented": (
        NOTES_2026,
        (*STATUS_2026[:8], "latestNonNMRStatus", *STATUS_2026[9:]),
        {},
        {"mostRecentNonNMRStatus": "latestNonNMRStatus"},
    ),
    "one column more": ((*NOTES_2026, "somethingNew"), ("abovePcrhThresholdTime", *STATUS_2026), {}, {}),
    "another order": (tuple(sorted(NOTES_2026)), tuple(sorted(STATUS_2026, reverse=True)), {}, {}),
}


@pytest.mark.parametrize("year", _YEARS)
def test_columns_are_found_by_name(tmp_path: Path, year: str) -> None:
    """Whatever the year's header is, in whatever order: the same state, text and times come out."""
    of_notes, of_status, old_note, old_status = _YEARS[year]

    def renamed(row: dict[str, str], names: dict[str, str]) -> dict[str, str]:
        return {names.get(name, name): cell for name, cell in row.items()}

    rows = [note(), note(8, post=id_at(WRITTEN, 5))]
    paths = [write(tmp_path, f"{DAY}/n.tsv", table(of_notes, [renamed(row, old_note) for row in rows]))]
    if of_status:
        paths.append(write(tmp_path, f"{DAY}/s.tsv", table(of_status, [renamed(_SHOWN, old_status)])))
    row = only(read_files(*paths).notes)

    state = ("shown", hours(20)) if of_status else ("status_unknown", None)
    assert (row["state"], row["shown_from"]) == state
    assert (row["note_id"], row["text"], row["written_at"]) == (note_id(), "A note says something", hours(7))
    assert row["is_media_note"] is (None if year in {"2021", "2022"} else False)


@pytest.mark.parametrize("box", ["tsv", "zip", "gz", "several parts", "zip in a folder"])
def test_every_box_is_opened(tmp_path: Path, box: str) -> None:
    """Plain, zipped, gzipped, in parts, in folders: the same note."""
    release(tmp_path / "plain", [note(), note(9)], [_SHOWN])
    top = tmp_path / "plain" / DAY
    notes, state = top / "notes/notes-00000.tsv", top / "noteStatusHistory/noteStatusHistory-00000.tsv"
    head, *rows = notes.read_bytes().splitlines(keepends=True)
    folder = tmp_path / "boxed" / DAY
    if box == "tsv":
        paths = [notes, state]
    elif box == "gz":
        paths = [
            write(folder, f"{path.name}.gz", gzip.compress(path.read_bytes())) for path in (notes, state)
        ]
    elif box == "several parts":
        paths = [state]
        for number, row in enumerate(rows):
            paths.append(write(folder, f"notes/notes-{number:05d}.tsv", head + row))
    else:
        paths = []
        for path in (notes, state):
            zipped = write(folder, f"{path.stem}.zip", b"")
            with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(path, path.name)
            paths.append(zipped)
        if box == "zip in a folder":
            paths = [folder]
    found = read_files(*paths)

    assert found.notes.select("note_id", "state").rows() == [
        (note_id(), "shown"),
        (note_id(9), "status_unknown"),
    ]
    assert (found.note_files["whole"].all(), _kinds(found)) == (True, [])


def test_any_block_gives_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read in blocks; where one ends, and whether a row is longer than it, changes nothing."""
    draw = random.Random(3)
    posts = [id_at(WRITTEN, number) for number in range(300)]
    notes = [
        note(number / 10, post=post, summary="word " * draw.randrange(400))
        for number, post in enumerate(posts)
    ]
    release(tmp_path, notes, [status(number / 10) for number in range(300)])
    looking = wanted(*posts)
    whole = read_files(tmp_path, looking=looking)

    for size in (64, 1 << 10, 1 << 14):
        monkeypatch.setattr("threadscope.collect.note_files.rows._BLOCK", size)
        again = read_files(tmp_path, looking=looking)
        assert again.notes.equals(whole.notes)
        assert again.note_files.equals(whole.note_files)
    assert whole.notes.height == 300


def test_only_what_is_wanted_is_kept(tmp_path: Path) -> None:
    """Notes on other posts stay out, also where an id only ends alike or begins alike."""
    other = str(int(POST) + 10**8)
    release(
        tmp_path, [note(), note(8, post=other), note(9, post=POST[:-1]), note(10, post=f"{POST}1")], [_SHOWN]
    )
    found = read_files(tmp_path)

    assert found.notes["note_id"].to_list() == [note_id()]
    assert found.note_files["n_kept"].to_list() == [1, 1]


def test_short_old_ids_are_found(tmp_path: Path) -> None:
    """Posts of before November 2010 have ids of few digits."""
    release(tmp_path, [note(post="20"), note(8, post="120")], [])

    assert read_files(tmp_path, looking=wanted("20")).notes["post_id"].to_list() == ["20"]


def test_notes_and_status_in_one_table_are_both_read(tmp_path: Path) -> None:
    """Who joined the two files keeps one row a note: it is read as both."""
    heads = list(dict.fromkeys([*NOTES_2026, *STATUS_2026]))
    path = write(tmp_path, f"{DAY}/both.tsv", table(heads, [note() | _SHOWN]))
    found = read_files(path)

    assert _states(found) == ["shown"]
    assert found.sources.height == 1


# ---- what is wanted


def test_ghosts_quoted_reposted_and_linked_posts_are_wanted(tmp_path: Path) -> None:
    """Notes on posts that are answered, quoted or whose notes are linked are kept, though nobody archived these."""
    answered, quoted, reposted, linked = (id_at(hours(-number), 3 * number) for number in range(1, 5))
    kinds = {"replied_to": answered, "quoted": quoted, "retweeted": reposted}
    posts = [
        v2_post(number, referenced_tweets=[{"type": kind, "id": target}])
        for number, (kind, target) in enumerate(kinds.items())
    ]
    posts.append(v2_post(4, f"see https://x.com/i/communitynotes/t/{linked}"))
    release(tmp_path, [note(number, post=post) for number, post in enumerate((*kinds.values(), linked))], [])
    found = with_notes(collect(lines(v2_page(*posts))), [tmp_path])

    assert set(found.notes["post_id"]) == {answered, quoted, reposted, linked}


def test_a_note_on_an_older_version_is_a_note_on_the_edited_post(tmp_path: Path) -> None:
    """The files name the version that the note was written on; the row keeps it, and the post counts it."""
    edited = next(post for post in quarrel().posts if post.edit_ids)
    late = edited.at + timedelta(hours=3)
    row = note(post=edited.edit_ids[0], noteId=id_at(late), createdAtMillis=millis(late))
    release(tmp_path, [row], [])
    thread = read(REPO / "fixtures" / "pigeonchat", notes=tmp_path).thread(edited.post_id)

    assert thread.notes.filter(pl.col("evidence_kind") == "snapshot")["post_id"].to_list() == [
        edited.edit_ids[0]
    ]
    state = only(thread.table("note_states").filter(pl.col("post_id") == edited.post_id))
    assert (state["snapshot_state"], state["n_snapshot_notes"]) == ("status_unknown", 1)


def test_a_media_note_seen_on_this_post_is_named_with_the_post_that_it_was_written_on(tmp_path: Path) -> None:
    """A capture saw the note here; the file has it on another post: this post gets the row, with the other named."""
    elsewhere = id_at(hours(-30))
    release(tmp_path, [note(post=elsewhere, isMediaNote="1")], [_SHOWN])
    row = only(read_files(tmp_path, looking=wanted(POST, seen={note_id(): POST})).notes)

    assert (row["post_id"], row["written_on_id"], row["is_media_note"]) == (POST, elsewhere, True)
    assert row["state"] == "shown"


def test_a_media_note_stands_on_both_posts_if_both_are_archived(tmp_path: Path) -> None:
    """On the post that it was written on it is no other post's note."""
    elsewhere = id_at(hours(-30))
    release(tmp_path, [note(post=elsewhere, isMediaNote="1")], [_SHOWN])
    found = read_files(tmp_path, looking=wanted(POST, elsewhere, seen={note_id(): POST}))

    assert found.notes.select("post_id", "written_on_id").rows() == [(elsewhere, None), (POST, elsewhere)]


def test_a_note_seen_on_a_newer_version_is_no_media_note(tmp_path: Path) -> None:
    """Versions of one edited post are one post."""
    older = id_at(WRITTEN - timedelta(minutes=20))
    release(tmp_path, [note(post=older)], [])
    found = read_files(
        tmp_path, looking=wanted(POST, seen={note_id(): POST}, versions={older: POST, POST: POST})
    )

    assert found.notes.select("post_id", "written_on_id").rows() == [(older, None)]


def test_a_linked_note_is_found_on_whatever_post_it_was_written(tmp_path: Path) -> None:
    """Somebody links to a note by its id: its row says on which post it was written, archived or not."""
    elsewhere = id_at(hours(-30))
    release(tmp_path, [note(post=elsewhere)], [])

    assert read_files(tmp_path, looking=wanted(POST, linked=[note_id()])).notes["post_id"].to_list() == [
        elsewhere
    ]


# ---- the day of the snapshot


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("birdwatch-public-data/2025/08/28/notes/notes-00000.zip!notes-00000.tsv", "2025-08-28"),
        ("notes_2025-08-28/notes.tsv", "2025-08-28"),
        ("2024-01-01/snapshot 20250828.tsv", "2025-08-28"),
        ("2025\\08\\28\\notes.tsv", "2025-08-28"),
        ("notes-00000.tsv", None),
        ("2025-13-01/1794123456789012345/notes.tsv", None),
    ],
)
def test_the_last_day_in_a_path_is_the_snapshots(name: str, day: str | None) -> None:
    """Folders as in X's address, or written with hyphens; digits of ids are no day."""
    found = day_in(name)

    assert (found.date().isoformat() if found else None) == day


def test_the_path_says_the_day(tmp_path: Path) -> None:
    """It stands in every row, and how it was known."""
    found = read_files(release(tmp_path, [note()], [_SHOWN]))
    row = only(found.notes)

    assert (row["observed_at"], row["snapshot_by"]) == (datetime(2025, 8, 28, tzinfo=UTC), "path")
    assert found.note_files["snapshot_at"].dt.date().cast(pl.String).to_list() == ["2025-08-28"] * 2


def test_somebody_may_say_the_day(tmp_path: Path) -> None:
    """The day given goes before the path; where they differ, that is told."""
    release(tmp_path / "plain", [note()], [_SHOWN], day="")
    given = read_files(tmp_path / "plain", snapshot="2025-08-29")
    against = read_files(release(tmp_path, [note()], [_SHOWN]), snapshot="2025-08-30")

    assert given.notes.select(pl.col("observed_at").dt.date().cast(pl.String), "snapshot_by").rows() == [
        ("2025-08-29", "flag")
    ]
    assert _kinds(given) == []
    assert against.notes["observed_at"].dt.day().to_list() == [30]
    assert set(_kinds(against)) == {"snapshot_day_doubtful"}


def test_what_is_no_day_is_refused(tmp_path: Path) -> None:
    """A clear message says how to write it."""
    with pytest.raises(ReadError, match=r"'yesterday' is no day.*2025-08-28"):
        read_files(release(tmp_path, [note()], []), snapshot="yesterday")


def test_else_the_newest_row_says_it(tmp_path: Path) -> None:
    """Without a day anywhere, the snapshot is as old as its newest note, to the millisecond."""
    found = read_files(release(tmp_path, [note()], [_SHOWN], day=""))
    row = only(found.notes)

    assert (row["observed_at"], row["snapshot_by"]) == (
        datetime(2025, 8, 25, 23, 59, tzinfo=UTC),
        "newest_row",
    )


@pytest.mark.parametrize("broken", [{"createdAtMillis": "4099999999999"}, {"noteId": str(2**63 - 1)}])
def test_one_broken_row_does_not_date_the_file(tmp_path: Path, broken: dict[str, str]) -> None:
    """An id and the time beside it must agree: a row of the year 2099 is not the newest."""
    release(tmp_path, [note(), note(9, **broken)], [_SHOWN], day="")

    assert read_files(tmp_path).notes["observed_at"][0] == datetime(2025, 8, 25, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("said", [None, "2025-08-01"])
def test_a_day_before_the_newest_row_is_no_snapshots(tmp_path: Path, said: str | None) -> None:
    """The path (or somebody) names a day of which the file already knows the next weeks: the newest row counts."""
    release(tmp_path / "2025-08-01", [note()], [_SHOWN], day="")
    found = read_files(tmp_path / "2025-08-01", snapshot=said)

    assert found.notes.select("snapshot_by", pl.col("observed_at").dt.day()).rows() == [("newest_row", 25)]
    assert _kinds(found) == ["snapshot_day_doubtful"] * 2


# ---- several snapshots


def test_of_two_snapshots_both_stand_and_the_newer_is_the_state(tmp_path: Path) -> None:
    """The older one gives the state before; the post's state is the newer one's."""
    release(tmp_path, [note()], [status()], day="2025/08/10")
    release(tmp_path, [note()], [_SHOWN])
    found = read_files(tmp_path)

    assert found.notes.select(pl.col("observed_at").dt.day(), "state").rows() == [
        (10, "proposed"),
        (28, "shown"),
    ]


def test_a_note_deleted_between_two_snapshots_keeps_its_post(tmp_path: Path) -> None:
    """The newer one has only its status: the older one says on which post it was."""
    release(tmp_path, [note()], [_SHOWN], day="2025/08/10")
    release(tmp_path, [], [_SHOWN])
    found = read_files(tmp_path)

    assert found.notes.select("post_id", "state", "text").rows() == [
        (POST, "shown", "A note says something"),
        (POST, "deleted_rated_helpful", None),
    ]


def test_undated_files_in_two_folders_are_two_snapshots(tmp_path: Path) -> None:
    """Each folder is dated by its own newest row."""
    for name, row, late in (("a", status(), 30), ("b", _SHOWN, 200)):
        write(tmp_path, f"{name}/notes.tsv", table(NOTES_2026, [note(), note(late, post="20")]))
        write(tmp_path, f"{name}/status.tsv", table(STATUS_2026, [row]))
    found = read_files(tmp_path)

    assert found.notes.select("observed_at", "state").rows() == [
        (hours(30), "proposed"),
        (hours(200), "shown"),
    ]


def test_undated_files_beside_dated_ones_belong_to_them(tmp_path: Path) -> None:
    """A status file that lost its folder is that of the only day that lacks one."""
    release(tmp_path, [note()])
    late = status((datetime(2025, 8, 25, tzinfo=UTC) - WRITTEN) / timedelta(hours=1))
    loose = write(tmp_path, "loose/status.tsv", table(STATUS_2026, [_SHOWN, late]))
    found = read_files(tmp_path / "2025", loose)

    assert found.notes.select(pl.col("observed_at").dt.day(), "state").rows() == [(28, "shown")]


def test_status_of_the_next_day_is_joined_and_told(tmp_path: Path) -> None:
    """Notes of one day with the status of another: the state is as of the status."""
    release(tmp_path, [note()])
    release(tmp_path, None, [_SHOWN], day="2025/08/30")
    found = read_files(tmp_path)

    assert found.notes.select(pl.col("observed_at").dt.day(), "state").rows() == [(30, "shown")]
    assert _kinds(found) == ["snapshot_days_joined"]


def test_status_of_another_month_is_not_joined(tmp_path: Path) -> None:
    """Too much may have happened between them: nothing is said of the note but what each file says alone."""
    release(tmp_path, [note()], day="2025/08/28")
    release(tmp_path, None, [_SHOWN], day="2025/11/30")
    found = read_files(tmp_path, looking=wanted(POST, seen={note_id(): POST}))

    assert found.notes.select("state", "because").rows() == [
        ("status_unknown", "no_status"),
        ("unknown", "no_notes_file"),
    ]
    assert set(_kinds(found)) == {"notes_without_status", "status_without_notes"}


# ---- how far a snapshot reaches


def test_a_snapshot_reaches_to_two_days_before_it(tmp_path: Path) -> None:
    """Posts written until then would be named, had somebody written a note on them."""
    found = read_files(release(tmp_path, [note()], [_SHOWN]))

    assert found.note_files["covers_until"].to_list() == [datetime(2025, 8, 25, 23, 59, tzinfo=UTC), None]


def test_a_file_that_stops_earlier_reaches_to_its_newest_note(tmp_path: Path) -> None:
    """X's files stood still for days, and samples hold a few rows: then the newest note is the limit."""
    path = write(tmp_path, f"{DAY}/notes-00000.tsv", table(NOTES_2026, [note(), note(20, post="20")]))

    assert read_files(path).note_files["covers_until"].to_list() == [hours(20)]


def test_a_missing_part_says_nothing_of_other_posts(tmp_path: Path) -> None:
    """Part 1 without part 0: the notes in it count, that a post is not in it does not, and no note counts as deleted."""
    write(tmp_path, f"{DAY}/notes-00001.tsv", table(NOTES_2026, [note(), note(300, post="20")]))
    write(tmp_path, f"{DAY}/status-00000.tsv", table(STATUS_2026, [_SHOWN, status(9, now=HELPFUL)]))
    found = read_files(tmp_path, looking=wanted(POST, seen={note_id(9): POST}))

    assert _states(found) == ["shown", "unknown"]
    assert found.note_files["covers_until"].to_list() == [None, None]
    assert _kinds(found) == ["notes_shard_missing"]


def test_a_note_younger_than_the_notes_file_is_not_deleted(tmp_path: Path) -> None:
    """The status file may know notes of hours later: that the notes file lacks them says nothing."""
    young = (datetime(2025, 8, 27, tzinfo=UTC) - WRITTEN) / timedelta(hours=1)
    release(tmp_path, [], [status(young, now=HELPFUL)])
    row = only(read_files(tmp_path, looking=wanted(POST, seen={note_id(young): POST})).notes)

    assert (row["state"], row["because"]) == ("unknown", "no_notes_file")


def test_a_snapshot_older_than_the_thread_is_told(tmp_path: Path) -> None:
    """It can hold no note on these posts; nothing is said of them."""
    found = read_files(
        release(tmp_path, [note()], []), looking=wanted(POST, oldest=datetime(2025, 8, 27, tzinfo=UTC))
    )

    assert _kinds(found) == ["snapshot_too_old"]


# ---- requests


def test_a_request_is_no_note(tmp_path: Path) -> None:
    """Requests stand in a table of their own and give no row of `notes`."""
    asked = {
        "tweetId": POST,
        "noteRequestFeedEligibleAtMillis": millis(hours(9)),
        "sourceLinks": "https://a.example/1,https://b.example/?q=1,2",
        "suggestions": '[{"suggestion_id": 1950000000000000001, "suggestion": "https://c.example"}]',
    }
    found = read_files(release(tmp_path, None, None, [asked]))
    row = only(found.note_requests)

    assert found.notes.is_empty()
    assert (row["post_id"], row["eligible_at"], row["n_source_links"]) == (POST, hours(9), 2)
    assert (row["n_requests"], row["requested_at"]) == (None, None)


def test_requests_one_a_row_are_counted(tmp_path: Path) -> None:
    """Until 2026 the file had a row a request, with who asked, which is not read."""
    rows = [
        {"userId": "1", "tweetId": POST, "createdAtMillis": millis(hours(hour)), "sourceLink": link}
        for hour, link in ((9, ""), (4, "https://a.example"), (6, ""))
    ]
    path = write(tmp_path, f"{DAY}/batSignals-00000.tsv", table(REQUESTS_2025, rows))
    row = only(read_files(path).note_requests)

    assert (row["n_requests"], row["requested_at"], row["n_source_links"]) == (3, hours(4), 1)
    assert row["eligible_at"] is None


# ---- texts and people


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("&quot;A&quot; &amp; B &gt; C", '"A" & B > C'),
        ("mail&commat;x.example", "mail@x.example"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("two    lines  and\u00a0more ", "two    lines  and\u00a0more "),
        ("NUL\0here", "NULhere"),
        ('"an open quote', '"an open quote'),
        ('it said "this" and "that', 'it said "this" and "that'),
        ("", None),
    ],
)
def test_texts_are_unescaped_once_and_else_as_they_are(
    tmp_path: Path, written: str, text: str | None
) -> None:
    """Entities are resolved once, white space stays; there is no quoting, so an open quote swallows nothing."""
    release(tmp_path, [note(summary=written), note(8, summary="the next one")], [])

    assert read_files(tmp_path).notes["text"].to_list() == [text, "the next one"]


def test_nobodys_participant_id_is_kept(tmp_path: Path) -> None:
    """Who wrote a note stands in no table."""
    release(tmp_path, [note()], [_SHOWN], [{"tweetId": POST, "userId": "F" * 64}])
    found = read_files(tmp_path)

    for name in ("notes", "note_requests", "note_files", "sources", "problems"):
        assert "FFFF" not in getattr(found, name).write_csv(), name


@pytest.mark.parametrize("nothing", ["", "-1", "0", "1", "NA", "nan"])
def test_minus_one_nought_one_and_nothing_are_missing(tmp_path: Path, nothing: str) -> None:
    """What stands for "never" becomes no time of 1970."""
    row = status(
        now=HELPFUL, first=HELPFUL, first_at=nothing, latest=nothing, latest_at=nothing, changed_at=nothing
    )
    told = only(read_files(release(tmp_path, [note(createdAtMillis=nothing)], [row])).notes)

    assert (told["state"], told["shown_from"], told["shown_until"]) == ("shown", None, None)
    assert told["written_at"] == hours(7)


def test_times_that_became_floats_are_times(tmp_path: Path) -> None:
    """A merge in pandas makes floats of whole columns; milliseconds survive it."""
    moment = f"{millis(hours(20))}.0"
    row = status(now=HELPFUL, first=HELPFUL, first_at=moment, latest=HELPFUL, latest_at=moment)

    assert read_files(release(tmp_path, [note()], [row])).notes["shown_from"].to_list() == [hours(20)]


# ---- bad input


def _broken(tmp_path: Path, change: Any) -> NoteFiles:
    """Read a release whose notes file was changed: bytes -> bytes."""
    release(tmp_path, [note(), note(8), note(9)], [_SHOWN])
    path = tmp_path / DAY / "notes/notes-00000.tsv"
    path.write_bytes(change(path.read_bytes()))
    return read_files(tmp_path)


def test_cells_of_160_kilobytes_are_read(tmp_path: Path) -> None:
    """The csv module stops at 131,072 characters by default; nothing stops here."""
    long = ",".join(f"https://a.example/{number}" for number in range(8000))
    asked = {"tweetId": POST, "noteRequestFeedEligibleAtMillis": "-1", "sourceLinks": long}
    found = read_files(release(tmp_path, None, None, [asked]))

    assert len(long) > 160_000
    assert (only(found.note_requests)["n_source_links"], _kinds(found)) == (8000, [])


@pytest.mark.parametrize("column", ["more", "less"])
def test_a_row_with_a_column_more_or_less_is_left_out_and_counted(tmp_path: Path, column: str) -> None:
    """Its cells cannot be told apart; the rows around it are read."""

    def change(data: bytes) -> bytes:
        rows = data.split(b"\n")
        rows[2] = rows[2] + b"\t1" if column == "more" else rows[2].rpartition(b"\t")[0]
        return b"\n".join(rows)

    found = _broken(tmp_path, change)

    assert found.notes["note_id"].to_list() == [note_id(), note_id(9)]
    assert found.problems.select("kind", "position").rows() == [("notes_row_rejected", "row 1")]
    assert found.note_files["n_rejected"].to_list() == [1, 0]


def test_a_column_more_here_and_one_less_there_are_two_broken_rows(tmp_path: Path) -> None:
    """Together they have the right number of tabs; each by itself has not."""

    def change(data: bytes) -> bytes:
        rows = data.split(b"\n")
        rows[1], rows[2] = rows[1] + b"\t1", rows[2].rpartition(b"\t")[0]
        return b"\n".join(rows)

    found = _broken(tmp_path, change)

    assert found.notes["note_id"].to_list() == [note_id(9)]
    assert found.note_files["n_rejected"].to_list() == [2, 0]


def test_a_line_break_in_a_text_breaks_one_row(tmp_path: Path) -> None:
    """Both halves are left out and counted, and nothing else is lost."""
    found = _broken(tmp_path, lambda data: data.replace(b"A note says", b"A note\nsays", 1))

    assert found.notes["note_id"].to_list() == [note_id(8), note_id(9)]
    assert found.note_files["n_rejected"].to_list() == [2, 0]


def test_a_row_without_an_id_is_left_out_and_counted(tmp_path: Path) -> None:
    """A note that has no id, or a word for one, is none."""
    found = _broken(tmp_path, lambda data: data.replace(note_id(8).encode(), b"unknown", 1))

    assert found.note_files["n_rejected"].to_list() == [1, 0]
    assert found.problems["position"].to_list() == ["row 1"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    """A file that went through an editor gives the same."""
    plain = _broken(tmp_path, lambda data: data)
    found = _broken(tmp_path, lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))

    assert found.notes.equals(plain.notes)
    assert found.notes["is_collaborative"].to_list() == [False] * 3
    assert _kinds(found) == []


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    """They are neither read nor counted."""
    found = _broken(tmp_path, lambda data: data.replace(b"\n", b"\n\n"))

    assert (found.notes.height, found.note_files["n_rows"].to_list()) == (3, [4, 1 + 1])


def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    """A broken character costs a character."""
    found = _broken(tmp_path, lambda data: data.replace(b"A note says", b"A n\xffte says", 1))

    assert found.notes["text"][0] == "A n\ufffdte says something"


@pytest.mark.parametrize(
    ("column", "spoil"),
    [
        ("noteId", lambda cell: f"{float(cell):.5E}"),
        ("noteId", lambda cell: f"{float(cell)}"),
        ("noteId", lambda cell: f"{cell[:15]}0000"),
        ("noteId", lambda cell: str(int(float(cell)))),
        ("tweetId", lambda cell: f"{float(cell):.5E}".replace(".", ",")),
        ("tweetId", lambda cell: f"{cell[:15]}0000"),
    ],
)
def test_ids_that_a_spreadsheet_rounded_are_told_and_say_nothing(
    tmp_path: Path, column: str, spoil: Any
) -> None:
    """No note would be found, and every post would seem to be without one: the file is not read at all."""
    draw = random.Random(1)
    rows = [note(hour, post=id_at(hours(-hour), draw.getrandbits(22))) for hour in range(1, 9)]
    rows = [row | {column: spoil(str(int(row[column]) | draw.getrandbits(12)))} for row in rows]
    path = write(tmp_path, f"{DAY}/notes-00000.tsv", table(NOTES_2026, rows))
    found = read_files(
        path, looking=wanted(POST, *(row["tweetId"] for row in rows if row["tweetId"].isdigit()))
    )

    assert (found.notes.is_empty(), found.note_files["covers_until"].to_list()) == (True, [None])
    assert "ids_rounded" in _kinds(found)


def test_a_notes_file_without_a_status_file_leaves_the_state_unknown(tmp_path: Path) -> None:
    """That a note was written is known, and what became of it is not."""
    found = read_files(release(tmp_path, [note()]))

    assert (_states(found), _kinds(found)) == (["status_unknown"], ["notes_without_status"])


def test_a_status_file_without_a_notes_file_knows_notes_that_captures_saw(tmp_path: Path) -> None:
    """It names no posts; of a note that a capture saw it tells the rating, and never that it is shown or deleted."""
    release(tmp_path, None, [_SHOWN, status(9)])
    nothing = read_files(tmp_path)
    found = read_files(tmp_path, looking=wanted(POST, seen={note_id(): POST}))
    row = only(found.notes)

    assert nothing.notes.is_empty()
    assert (row["post_id"], row["state"], row["status"]) == (POST, "unknown", "helpful")
    assert (row["rated_helpful_at"], _kinds(found)) == (hours(20), ["status_without_notes"])


def test_a_file_that_ends_in_a_row_is_not_whole(tmp_path: Path) -> None:
    """What stands before the cut counts; that a post is not named does not."""
    found = _broken(tmp_path, lambda data: data[: data.index(b"A note", data.index(note_id(8).encode()))])

    assert found.notes["note_id"].to_list() == [note_id()]
    assert found.note_files["whole"].to_list() == [False, True]
    assert set(_kinds(found)) == {"half_written", "notes_row_rejected"}


@pytest.mark.parametrize("box", ["gz", "zip"])
def test_a_damaged_box_is_told_and_what_came_before_counts(tmp_path: Path, box: str) -> None:
    """A download that broke off."""
    draw = random.Random(0)
    rows = [note(number / 100, summary=f"{draw.getrandbits(1600):x}") for number in range(10_000)]
    data = table(NOTES_2026, rows)
    if box == "gz":
        packed = gzip.compress(data)
        broken = packed[: len(packed) // 2]
    else:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("notes-00000.tsv", data)
        packed = buffer.getvalue()
        middle = len(packed) // 2
        broken = packed[:middle] + b"\xff" * 400 + packed[middle + 400 :]
    found = read_files(write(tmp_path, f"{DAY}/notes-00000.tsv.{box}", broken))

    assert 1000 < found.notes.height < 10_000
    assert found.note_files["whole"].to_list() == [False]
    assert "unreadable_file" in _kinds(found)


@pytest.mark.parametrize(
    ("header", "kind", "words"),
    [
        ("noteId\traterParticipantId\tcreatedAtMillis\thelpfulnessLevel", "notes_file_not_needed", "ratings"),
        ("noteId\tparticipantId\tcreatedAtMillis\thelpful\tnotHelpful", "notes_file_not_needed", "ratings"),
        ("participantId\tenrollmentState\tmodelingGroup", "notes_file_not_needed", "who takes part"),
        ("noteId,participantId,createdAtMillis,tweetId", "notes_file_unknown", "not separated by tabs"),
        ("noteId;tweetId;summary", "notes_file_unknown", "not separated by tabs"),
        (
            "1960000000000000000\tF\t1755000000000\t1950000000000000000",
            "notes_file_unknown",
            "no names of columns",
        ),
        ('{"data": {}}', "notes_file_unknown", "its first line is"),
        ("PAR1 and nothing else", "unreadable_file", ""),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, header: str, kind: str, words: str) -> None:
    """A ratings or enrolment file is not needed; what is none of the public files is told, and the others are read."""
    release(tmp_path, [note()], [_SHOWN])
    path = write(tmp_path, "other.tsv", f"{header}\n1\t2\t3\n".encode())
    found = read_files(tmp_path)

    assert _states(found) == ["shown"]
    problem = only(found.problems)
    assert (problem["source"], problem["kind"]) == (path.as_posix(), kind)
    assert words in problem["detail"]
    with pytest.raises(ReadError, match="none of the files given as notes"):
        read_files(path)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    """And so is one that is not there; alone they are nothing to read."""
    release(tmp_path, [note()], [_SHOWN])
    empty = write(tmp_path, "empty.tsv", b"\n")
    found = read_files(tmp_path, tmp_path / "nowhere")

    assert set(_kinds(found)) == {"empty_file", "missing_path"}
    with pytest.raises(ReadError, match="nothing in it"):
        read_files(empty)


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    """It says nothing of any post, and breaks nothing."""
    found = read_files(write(tmp_path, f"{DAY}/notes-00000.tsv", table(NOTES_2026, [])))

    assert (found.notes.is_empty(), found.note_files["covers_until"].to_list()) == (True, [None])


def test_tables_are_as_their_schema_says(tmp_path: Path) -> None:
    """Whatever was read, columns and dtypes are those of the schema."""
    for found in (read_files(release(tmp_path / "a", [note()], [_SHOWN], [{"tweetId": POST}])),):
        for name in ("notes", "note_requests", "note_files", "sources", "problems"):
            schema.check(getattr(found, name), name)


# ---- real ones


@pytest.mark.shared
def test_the_real_samples_are_read(shared: Path) -> None:
    """Notes of 2021 and of a later year and a status file are told by their headers; ratings are not needed."""
    folder = shared / "samples" / "6_community_notes"
    tables = {path: path.read_text("utf-8").splitlines() for path in sorted(folder.glob("*notes*.tsv"))}
    posts, n_notes = set(), 0
    for lines_ in tables.values():
        heads = lines_[0].split("\t")
        if "tweetId" in heads:
            posts |= {line.split("\t")[heads.index("tweetId")] for line in lines_[1:]}
            n_notes += len(lines_) - 1
    found = read_files(folder, looking=wanted(*posts, oldest=None))

    assert found.notes.height == n_notes == 49
    assert sorted(found.note_files["holds"]) == ["public_note_status", "public_notes", "public_notes"]
    assert found.note_files["n_rows"].sum() == n_notes + 10
    assert found.note_files["n_rejected"].sum() == 0
    assert found.notes["text"].null_count() == 0
    assert not found.notes["text"].str.contains("&quot;|&amp;|&gt;").any()
    assert set(found.notes["classification"]) == {"misleading", "not_misleading"}
    assert {"notes_file_not_needed", "notes_file_unknown"} <= set(_kinds(found))


@pytest.fixture(scope="module")
def election(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """Real notes of the election of 2024 in the public layout, and their rows; what R wrote as NA is empty there."""
    with (shared / "labelled" / "community_notes_2024_election.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = [
            {name: "" if cell == "NA" else cell for name, cell in row.items()} for row in csv.DictReader(file)
        ]
    folder = tmp_path_factory.mktemp("election")
    kept = [row for row in rows if row["tweetId"]]
    # The table does not say what the writers thought of the posts; all that were shown called them misleading.
    notes = [
        row | {"classification": "MISINFORMED_OR_POTENTIALLY_MISLEADING", "isMediaNote": "0"} for row in kept
    ]
    write(folder, "2024/11/07/notes/notes-00000.tsv", table(NOTES_2024, notes))
    write(folder, "2024/11/07/noteStatusHistory/noteStatusHistory-00000.tsv", table(STATUS_2026, rows))
    return folder, rows


@pytest.mark.shared
def test_3637_real_notes_are_joined_without_loss(election: tuple[Path, list[dict[str, str]]]) -> None:
    """Each note comes out once, on its post, with its words; the 150 that were deleted by their ids alone."""
    folder, rows = election
    kept = {row["noteId"]: row for row in rows if row["tweetId"]}
    gone = {row["noteId"] for row in rows if not row["tweetId"]}
    some = next(iter(kept.values()))["tweetId"]
    looking = wanted(*(row["tweetId"] for row in kept.values()), seen=dict.fromkeys(gone, some), oldest=None)
    found = read_files(folder, looking=looking).notes

    assert (found.height, found["note_id"].n_unique(), len(gone)) == (3637, 3637, 150)
    on = dict(found.select("note_id", "post_id").rows())
    assert all(on[name] == row["tweetId"] for name, row in kept.items())
    assert found.filter(pl.col("text").is_null())["note_id"].sort().to_list() == sorted(gone)
    helpful = {name for name, row in kept.items() if row["currentStatus"] == HELPFUL}
    assert set(found.filter(pl.col("state") == "shown")["note_id"]) == helpful
    once = {
        n for n, row in kept.items() if row["currentStatus"] == MORE and row["firstNonNMRStatus"] == HELPFUL
    }
    assert set(found.filter(pl.col("state") == "shown_then_removed")["note_id"]) == once
    assert found.filter(pl.col("state") == "shown")["shown_from"].null_count() == 0


@pytest.mark.shared
def test_a_real_notes_id_says_when_it_was_written(election: tuple[Path, list[dict[str, str]]]) -> None:
    """The time in the id and the column agree within a tenth of a second."""
    folder, rows = election
    looking = wanted(*(row["tweetId"] for row in rows if row["tweetId"]), oldest=None)
    found = read_files(folder, looking=looking).notes
    said = {row["noteId"]: int(row["createdAtMillis"]) for row in rows}
    apart = [
        abs(at.timestamp() * 1000 - said[name])
        for name, at in found.select("note_id", "written_at").iter_rows()
    ]

    assert max(apart) < 100


# ---- any bytes


_CELLS = st.text(alphabet=st.sampled_from("0123456789-x é\"'\0\r"), max_size=24)


@given(
    rows=st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=12), size=st.sampled_from([32, 50, 4096])
)
def test_rows_and_numbers_are_what_splitting_gives(rows: list[list[str]], size: int) -> None:
    """Whatever stands in the cells: rows with three of them are found, others counted, and digits are numbers."""
    lines_ = ["\t".join(cells) for cells in rows]
    with mock.patch("threadscope.collect.note_files.rows._BLOCK", size):
        good, values, n_rejected = [], [], 0
        for block in rows_of(io.BytesIO("".join(f"{line}\n" for line in lines_).encode()), 3):
            good += [line.decode().split("\t") for line in block.lines(np.ones(block.n, np.bool_))]
            numbers, fine = block.numbers(1)
            values += [int(number) if is_one else None for number, is_one in zip(numbers, fine, strict=True)]
            n_rejected += len(block.rejected)
    wanted_rows = [line.rstrip("\r").split("\t") for line in lines_ if line.count("\t") == 2]

    assert good == wanted_rows
    assert n_rejected == sum(line.count("\t") != 2 and line not in {"", "\r"} for line in lines_)
    assert values == [_number(cells[1]) for cells in wanted_rows]


def _number(cell: str) -> int | None:
    whole = re.fullmatch("[0-9]{1,19}", cell, re.ASCII) is not None
    return int(cell) if whole and int(cell) < 2**63 else None
