"""The collector's face: files, problems and what to do, what is missing, where to look next."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command import Done, post, run, write
from threadscope.cli import exits
from threadscope.cli.check import _span
from threadscope.cli.hints import HINTS

REPO = Path(__file__).resolve().parent.parent.parent
QUARREL = REPO / "fixtures" / "pigeonchat"

_KEYS = {
    "sources": {
        "source", "dialect", "detected_by", "posts", "ghosts", "problems",
        "captured_from", "captured_to", "bytes", "sha256",
    },
    "problems": {"kind", "count", "what_to_do", "source", "position", "detail"},
    "gaps": {
        "thread_id", "post_id", "handle", "url", "kind", "reason",
        "replies_counted", "replies_archived", "n_missing", "n_referring", "n_cursors",
    },
}  # fmt: skip


def _check(*paths: Path) -> dict[str, list[dict[str, object]]]:
    done = run("check", *paths, "--json")
    assert done.code == exits.DONE, done.err
    return json.loads(done.out)


def _lines(done: Done) -> list[str]:
    assert done.code == exits.DONE, done.err
    return [" ".join(line.split()) for line in done.out.splitlines()]


def test_json_has_four_parts_with_stable_names():
    """Scripts rest on these keys, on ISO times and on the addresses."""
    found = _check(QUARREL)

    assert list(found) == ["sources", "problems", "completeness", "gaps"]
    for part, keys in _KEYS.items():
        assert all(set(row) == keys for row in found[part]), part
    assert found["sources"][0]["captured_from"] == "2024-05-25T05:14:00.000+00:00"
    assert {"thread_id", "handle", "coverage", "n_missing_parent"} <= set(found["completeness"][0])
    assert found["gaps"][0] | {"thread_id": "", "handle": ""} == {
        "thread_id": "",
        "handle": "",
        "post_id": "1794194821953705292",
        "url": "https://x.com/max_mogul/status/1794194821953705292",
        "kind": "replies_not_archived",
        "reason": None,
        "replies_counted": 88,
        "replies_archived": 32,
        "n_missing": 56,
        "n_referring": None,
        "n_cursors": 0,
    }


def test_gaps_add_up_to_what_the_thread_lacks():
    """In the founding quarrel no archived post is gone: the gaps' missing replies are all that the thread lacks."""
    found = _check(QUARREL)

    (thread,) = found["completeness"]
    missing = sum(row["n_missing"] or 0 for row in found["gaps"])
    assert missing == thread["replies_counted"] - thread["replies_archived"] > 0


def test_ten_largest_gaps_are_printed_as_addresses():
    """Addresses with words, largest first, and a warning that not all can be had."""
    lines = _lines(run("check", QUARREL))

    at = lines.index("Capture next, the 10 largest of 32 gaps:")
    assert lines[at + 1 : at + 3] == [
        "https://x.com/max_mogul/status/1794194821953705292 88 replies counted, 32 archived",
        "https://x.com/cath_pigeon/status/1794365486351327517 49 replies counted, 13 archived",
    ]
    assert len(lines[at + 1 :]) == 10
    assert "nobody can see any more" in lines[at - 1]


def test_each_kind_of_gap_has_its_words(tmp_path: Path):
    """One counted reply, a missing post with one answer and with two, and a mark, which here stands under a counted post."""
    path = write(
        tmp_path / "in.jsonl",
        post(0, reply_count=1),
        post(1, answers=9, reply_count=0),
        post(2, answers=8, reply_count=0),
        post(3, answers=2, reply_count=0),
    )

    printed = " ".join(_lines(run("check", path)))

    assert "1 reply counted, 0 archived" in printed
    assert "not archived; 1 archived post stands below it" in printed
    assert "not archived; 2 archived posts stand below it" in printed
    marked = [row for row in _check(QUARREL)["gaps"] if row["n_cursors"]]
    assert [row["kind"] for row in marked] == ["replies_not_archived"]


def test_ghosts_of_a_file_are_what_it_refers_to_and_no_file_holds(tmp_path: Path):
    """One answers a post of the other file (held) and two that nobody has, one of them twice; the other answers one of these."""
    one = write(
        tmp_path / "one.jsonl",
        post(0), post(1, answers=0), post(3, answers=2), post(5, answers=4), post(6, answers=4), post(8, answers=7),
    )  # fmt: skip
    two = write(tmp_path / "two.jsonl", post(2), post(9, answers=4))

    assert [row["ghosts"] for row in _check(one, two)["sources"]] == [2, 1]
    assert [row["ghosts"] for row in _check(one)["sources"]] == [3]


def test_ghosts_of_a_file_include_what_it_says_is_gone(tmp_path: Path):
    """A post that the export says was deleted counts, unless some file holds it."""
    lost, held = post(4)["id_str"], post(0)["id_str"]
    gone = tmp_path / "gone.jsonl"
    gone.write_text(
        "".join(
            json.dumps({"delete": {"status": {"id_str": it, "user_id_str": "9"}}}) + "\n"
            for it in (lost, held)
        )
    )

    found = _check(write(tmp_path / "in.jsonl", post(0), post(1, answers=0)), gone)

    assert {Path(row["source"]).name: row["ghosts"] for row in found["sources"]} == {
        "in.jsonl": 0,
        "gone.jsonl": 1,
    }


def test_of_many_files_the_fullest_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of 45 exports the 40 with most posts, of 22 other files the first 20, and one line for the rest; JSON has all."""
    for number in range(45):
        texts = [post(100 * number), post(100 * number + 1)] if number >= 5 else [post(100 * number)]
        write(tmp_path / f"export{number:02}.jsonl", *texts)
    for number in range(22):
        (tmp_path / f"list{number:02}.txt").write_text("bread, milk\n")
    monkeypatch.chdir(tmp_path)  # long names of folders would be folded

    lines = _lines(run("check", "."))

    printed = " ".join(lines)
    assert sorted(set(re.findall(r"export\d\d", printed))) == [
        f"export{number:02}" for number in range(5, 45)
    ]
    # Problems name one of the lists as an example; the table of files names the first twenty.
    assert len([line for line in lines if re.search(r"list\d\d\.txt not read", line)]) == 20
    assert "… and 7 more files (5 posts; 2 of them not read)" in lines
    assert len(_check(tmp_path)["sources"]) == 67


def test_few_files_stay_in_the_order_of_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Forty exports and twenty other files are all there, in the order of their names, and nothing is left out."""
    for number in range(40):
        write(tmp_path / f"{number:02}.jsonl", *(post(100 * number + more) for more in range(1 + number % 2)))
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text("bread, milk\n")
    monkeypatch.chdir(tmp_path)  # long names of folders would be folded

    done = run("check", ".")

    table = done.out.split("problem ")[0]
    names = re.findall(r"\d\d\.(?:jsonl|txt)(?= )", table)
    assert names == sorted(names)
    assert len(names) == 60
    assert "more file" not in done.out


def test_what_cannot_be_read_does_not_hide_the_rest(tmp_path: Path):
    """A damaged file, a zip that is none and a path that is not there stand in the table beside what was read."""
    good = write(tmp_path / "good.jsonl", post(0), post(1, answers=0))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"id_str":' * 99)[:20])
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8b and nothing that follows")
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and nothing that follows")

    found = _check(tmp_path, tmp_path / "nowhere.json")
    lines = _lines(run("check", tmp_path, tmp_path / "nowhere.json"))

    rows = {Path(row["source"]).name: row for row in found["sources"]}
    assert set(rows) == {"good.jsonl", "cut.jsonl.gz", "bad.gz", "no.zip", "nowhere.json"}
    assert rows[good.name]["posts"] == 2
    for name in ("cut.jsonl.gz", "bad.gz", "no.zip", "nowhere.json"):
        assert rows[name]["dialect"] is None, name
        assert rows[name]["detected_by"], name
        assert rows[name]["problems"] > 0, name
    assert sum(" not read " in line for line in lines) == 4


def test_where_nothing_could_be_read_there_is_an_error_and_no_table(tmp_path: Path):
    """As everywhere: one message with what, where and what to try, and exit code 1."""
    (tmp_path / "list.txt").write_text("bread, milk\n")

    done = run("check", tmp_path)

    assert done.code == exits.COULD_NOT
    assert done.out == ""
    assert done.err.startswith("threadscope: nothing could be read from")


def test_a_zip_whose_members_were_read_is_a_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It is no file that was not read, even where its name holds a "!"."""
    with zipfile.ZipFile(tmp_path / "wow!.zip", "w") as packed:
        packed.write(write(tmp_path / "in.jsonl", post(0), post(1, answers=0)), "in.jsonl")
    monkeypatch.chdir(tmp_path)  # long names of folders would be folded

    lines = _lines(run("check", "wow!.zip"))

    assert any("wow!.zip container" in line for line in lines)
    assert not any("not read" in line for line in lines)


def test_problems_are_counted_to_the_last_and_say_what_to_do(tmp_path: Path):
    """Of 150 broken lines a hundred have rows, and all are counted; the hint stands below."""
    path = write(tmp_path / "in.jsonl", post(0), post(1, answers=0))
    path.write_text(path.read_text() + '{"id_str": oops}\n' * 150)

    found = _check(path)

    (problem,) = found["problems"]
    assert (problem["kind"], problem["count"]) == ("invalid_json", 150)
    assert found["sources"][0]["problems"] == 150
    assert problem["what_to_do"] == HINTS["invalid_json"]
    assert f"invalid_json {HINTS['invalid_json']}" in _lines(run("check", path))


def test_hints_are_those_of_the_documentation():
    """Every kind in docs/problems.md has its third column as a hint, in the same words."""
    documented = re.findall(
        r"^\| `(\w+)` \| .*? \| (.*?) \|$", (REPO / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE
    )

    assert dict(documented) == HINTS


def test_nothing_missing_is_said_in_one_line(tmp_path: Path):
    """All counted replies are here: one sentence, no addresses."""
    path = write(tmp_path / "in.jsonl", post(0, reply_count=1), post(1, answers=0, reply_count=0))

    done = run("check", path)

    assert done.out.splitlines()[-1].startswith(
        "Nothing is known to be missing in what was captured: every reply that X counted"
    )
    assert "x.com" not in done.out
    assert "Capture next" not in done.out


def test_without_counts_only_missing_parents_are_listed(tmp_path: Path):
    """The size of the gaps is not known, and is not said to be nothing."""
    whole = write(tmp_path / "whole.jsonl", post(0), post(1, answers=0))
    torn = write(tmp_path / "torn.jsonl", post(0), post(1, answers=0), post(3, answers=2))

    unknown = "No post here carries a reply count: how many replies are missing is not known."
    assert _lines(run("check", whole))[-2:] == [
        unknown,
        "Every post that an archived post answers is archived or known to be gone.",
    ]
    assert _lines(run("check", torn))[-3:] == [
        unknown,
        "Capture next, the largest gap first:",
        f"https://x.com/person2/status/{post(2)['id_str']} not archived; 1 archived post stands below it",
    ]


def test_posts_without_counts_beside_others_are_told(tmp_path: Path):
    """Where only some posts carry counts, the rest is not taken for complete."""
    path = write(tmp_path / "in.jsonl", post(0, reply_count=1), post(1, answers=0), post(2))

    lines = _lines(run("check", path))

    assert "2 of 3 posts carry no reply count: what is missing below them is not known." in lines
    assert lines[-1].startswith("Nothing is known to be missing")


def test_an_export_that_says_of_no_post_what_it_answers_is_told(tmp_path: Path):
    """Then archived replies cannot be told from missing ones; one post alone, or one answer, need no such warning."""
    warning = "No post here says which one it answers: if replies are among them, they count as missing."
    counts = {"reply_count": 2}

    assert warning in _lines(run("check", write(tmp_path / "a.jsonl", post(0, **counts), post(1, **counts))))
    assert warning not in _lines(run("check", write(tmp_path / "b.jsonl", post(0, **counts))))
    answered = write(tmp_path / "c.jsonl", post(0, **counts), post(1, answers=0, **counts))
    assert warning not in _lines(run("check", answered))


def test_a_hostile_handle_stays_out_of_addresses(tmp_path: Path):
    """What X gives to nobody as a handle never becomes part of an address, of a post and of one that is missing."""
    evil = "../../evil.example/?x="
    user = {"id_str": "7", "screen_name": evil, "name": "Eve"}
    path = write(
        tmp_path / "in.jsonl",
        post(0, reply_count=9, user=user),
        post(3, answers=2, in_reply_to_screen_name=evil),
    )

    found = _check(path)

    assert [row["url"] for row in found["gaps"]] == [
        f"https://x.com/i/status/{post(number)['id_str']}" for number in (0, 2)
    ]
    assert all(re.fullmatch(r"https://x\.com/\w+/status/\d+", it) for it in re.findall(r"https?://\S+", run("check", path).out))  # fmt: skip


def test_of_many_threads_the_largest_are_printed(tmp_path: Path):
    """Ten threads and how many more there are; JSON has all."""
    posts = [one for n in range(12) for one in (post(10 * n), post(10 * n + 1, answers=10 * n))]
    path = write(tmp_path / "in.jsonl", *posts)

    assert "… and 2 smaller threads with replies" in _lines(run("check", path))
    assert len(_check(path)["completeness"]) == 12


def test_a_file_without_threads_has_nothing_to_capture(tmp_path: Path):
    """Signs that a post was deleted and no post: the file is listed, and nothing is asserted of replies."""
    (tmp_path / "gone.jsonl").write_text('{"delete": {"status": {"id_str": "1", "user_id_str": "9"}}}\n' * 2)

    assert _check(tmp_path / "gone.jsonl")["sources"][0]["ghosts"] == 1
    assert _lines(run("check", tmp_path / "gone.jsonl"))[-1] == (
        "Nothing to capture next: no post here stands in a thread."
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "2024-05-24 21:14"),
        (30, "2024-05-24 21:14 – 21:44"),
        (24 * 60, "2024-05-24 21:14 – 2024-05-25 21:14"),
    ],
)
def test_captured_from_to_is_said_once_where_it_is_the_same(minutes: int, said: str):
    """One time, two times of one day, or two days."""
    first = datetime(2024, 5, 24, 21, 14, 1, tzinfo=UTC)

    assert _span(first, first + timedelta(minutes=minutes)) == said
    assert _span(None, None) == "–"
