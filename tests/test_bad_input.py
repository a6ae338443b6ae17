"""Bad input gets a clear message, an exit code, and never loses other input."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

import threadscope as ts
from tests.command import post, run, write
from threadscope.cli import exits


def _good(folder: Path) -> Path:
    return write(folder / "good.jsonl", post(0, "the claim"), post(1, "an answer", answers=0))


def _kinds(archive: ts.Archive) -> set[str]:
    return set(archive.problems["kind"])


def test_a_missing_path_is_named(tmp_path: Path):
    """A path that is not there ends with 1 and a message that names it."""
    done = run("threads", tmp_path / "nowhere.jsonl")

    assert done.code == exits.COULD_NOT
    assert "nowhere.jsonl" in done.err
    assert "Traceback" not in done.err


def test_a_missing_path_beside_a_good_one_is_a_problem(tmp_path: Path):
    """One bad path does not lose the others."""
    archive = ts.read([_good(tmp_path), tmp_path / "nowhere.jsonl"])

    assert archive.posts.height == 2
    assert any("nowhere.jsonl" in source for source in archive.problems["source"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", b""),
        ("blank.json", b" \n\n"),
        ("notes.txt", b"just some words\n"),
        ("binary.json", bytes(range(256)) * 8),
        ("other.json", b'{"name": "somebody", "age": 7}'),
        ("list.json", b"[1, 2, 3]"),
        ("deep.json", b"[" * 100_000 + b"]" * 100_000),
        ("deep_object.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        ("broken.zip", b"PK\x03\x04 but no zip"),
        ("broken.gz", b"\x1f\x8b but no gzip"),
        ("broken.zst", b"\x28\xb5\x2f\xfd but no zstd"),
        ("broken.bz2", b"BZh but no bzip2"),
    ],
)
def test_what_is_no_export_ends_with_one_and_a_message(tmp_path: Path, name: str, content: bytes):
    """A file that is no export: exit 1, its name, no traceback; beside a good file a counted problem."""
    bad = tmp_path / name
    bad.write_bytes(content)

    done = run("threads", bad)

    assert done.code == exits.COULD_NOT, done.out
    assert name in done.err
    assert "Traceback" not in done.err
    archive = ts.read([_good(tmp_path), bad])
    assert archive.posts.height == 2
    assert any(name in source for source in archive.problems["source"])


def test_json_that_is_no_export_shows_its_keys(tmp_path: Path):
    """The message names the top keys, so that one sees what the file is."""
    bad = tmp_path / "other.json"
    bad.write_text('{"alpha": 1, "beta": []}')

    done = run("threads", bad)

    assert "alpha" in done.err
    assert "beta" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(tmp_path: Path):
    """A file without read permission ends with 1 and its name."""
    bad = _good(tmp_path)
    bad.chmod(0)

    done = run("threads", bad)

    assert done.code == exits.COULD_NOT
    assert "good.jsonl" in done.err


def test_a_half_written_last_line_costs_only_itself(tmp_path: Path):
    """A cut line is one problem; the lines before it are all there."""
    path = _good(tmp_path)
    path.write_text(path.read_text() + json.dumps(post(2, answers=0))[:80])

    archive = ts.read(path)

    assert archive.posts.height == 2
    assert archive.problems.height == 1


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path):
    """A container that breaks off gives what was readable, and a problem."""
    lines = "".join(json.dumps(post(n, f"words {n}", answers=0)) + "\n" for n in range(1, 400))
    path = tmp_path / "cut.jsonl.gz"
    whole = gzip.compress(lines.encode(), mtime=0)
    path.write_bytes(whole[: len(whole) * 3 // 4])

    archive = ts.read(path)

    assert 0 < archive.posts.height < 399
    assert archive.problems.height >= 1


def test_bytes_that_are_no_utf8_are_mended_and_counted(tmp_path: Path):
    """A text with a stray byte is kept, the byte replaced, the place counted."""
    path = tmp_path / "latin.jsonl"
    line = json.dumps(post(0, "caf\u00e9"), ensure_ascii=False).encode("latin-1")
    path.write_bytes(line + b"\n" + json.dumps(post(1, answers=0)).encode() + b"\n")

    archive = ts.read(path)

    assert archive.posts.height == 2
    assert archive.problems.height >= 1


def test_a_zip_with_outside_names_writes_and_reads_nothing_outside(tmp_path: Path):
    """A member called ../x is refused and counted; the others are read."""
    folder = tmp_path / "inside"
    folder.mkdir()
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../escape.jsonl", json.dumps(post(5)))
        made.writestr("good.jsonl", json.dumps(post(0)) + "\n")

    archive = ts.read(path)

    assert archive.posts.height == 1
    assert any("escape" in f"{row[0]} {row[1]} {row[3]}" for row in archive.problems.rows())
    assert not (tmp_path / "escape.jsonl").exists()


def test_a_zip_bomb_is_stopped(tmp_path: Path):
    """A member that unpacks to far more than its size is a problem, not a full memory."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("good.jsonl", json.dumps(post(0)) + "\n")
        with made.open("bomb.jsonl", "w", force_zip64=True) as member:
            block = b" " * (1 << 24)
            for _ in range(20):
                member.write(block)

    archive = ts.read(path)

    assert archive.posts.height == 1
    assert any("bomb" in f"{row[0]} {row[1]} {row[3]}" for row in archive.problems.rows())


def test_ids_as_floats_are_never_trusted(tmp_path: Path):
    """1.79e18 has lost its last digits: the record is counted, not filed under a wrong id."""
    broken = post(1, answers=0)
    broken["id"] = 1.7941166e18
    del broken["id_str"]

    archive = ts.read(write(tmp_path / "floats.jsonl", post(0), broken))

    assert archive.posts.height == 1
    assert archive.problems.height >= 1


def test_hostile_characters_are_harmless(tmp_path: Path):
    """Lone surrogates and NUL are removed and counted; bidi overrides stay text; all posts are read."""
    path = tmp_path / "hostile.jsonl"
    lines = [
        json.dumps(post(0, "claim")),
        json.dumps(post(1, "x\ud83dy", answers=0)),
        json.dumps(post(2, "a\x00b", answers=0)),
        json.dumps(post(3, "\u202eevil", answers=0)),
    ]
    path.write_text("\n".join(lines))

    archive = ts.read(path)

    texts = archive.posts.sort("created_at")["text"].to_list()
    assert len(texts) == 4
    assert "\x00" not in "".join(texts)
    assert archive.thread().findings.height > 0


def test_two_posts_with_one_id_become_one(tmp_path: Path):
    """The same id twice is one post with two observations."""
    archive = ts.read(write(tmp_path / "twice.jsonl", post(0, "short"), post(0, "short and longer")))

    assert archive.posts.height == 1
    assert archive.observations.height == 2
    assert archive.posts["text"][0] == "short and longer"


def test_a_post_that_is_its_own_ancestor_is_cut_and_counted(tmp_path: Path):
    """Cycles and self-parents are reported, and every post is still in one thread."""
    one, two, self_parent = post(0), post(1, answers=0), post(2)
    one["in_reply_to_status_id_str"] = two["id_str"]
    self_parent["in_reply_to_status_id_str"] = self_parent["id_str"]

    archive = ts.read(write(tmp_path / "cycle.jsonl", one, two, self_parent))

    assert archive.posts["thread_id"].null_count() == 0
    assert archive.threads.height == 2
    assert archive.problems.height >= 2


def test_impossible_times_are_counted(tmp_path: Path):
    """A time before the network began or in the far future is no time; the post is kept."""
    early = post(0, id_str="7", created_at="Mon Jan 01 00:00:00 +0000 1990")
    late = post(1, id_str="8", created_at="Mon Jan 01 00:00:00 +0000 2990")

    archive = ts.read(write(tmp_path / "times.jsonl", early, late))

    assert archive.posts.height == 2
    assert archive.posts["created_at"].null_count() == 2
    assert archive.problems.height >= 2


@pytest.mark.parametrize("text", [pytest.param("one post alone", marks=pytest.mark.long), ""])
def test_a_thread_of_one_post_gets_a_report(tmp_path: Path, text: str):
    """One post, even without words, is a thread: the report is thin and whole."""
    path = write(tmp_path / "one.jsonl", post(0, text))

    done = run("report", path, "-o", tmp_path / "out")

    assert done.code == exits.DONE, done.err
    assert (tmp_path / "out" / "index.html").stat().st_size > 10_000
    assert (tmp_path / "out" / "charts" / "unfolding.png").is_file()


@pytest.mark.parametrize("n_posts", [5, pytest.param(30, marks=pytest.mark.long)])
def test_a_thread_without_any_text_gets_a_report(tmp_path: Path, n_posts: int):
    """Posts without words are drawn and counted, never scored."""
    path = write(tmp_path / "mute.jsonl", post(0, ""), *(post(n, "", answers=0) for n in range(1, n_posts)))

    done = run("report", path, "-o", tmp_path / "out")

    assert done.code == exits.DONE, done.err


def test_several_threads_and_none_chosen_lists_the_ten_largest(tmp_path: Path):
    """The message lists ten threads, largest first, with ids that can be given."""
    posts = [post(1000 * n, f"claim {n}") for n in range(12)]
    posts += [post(1000 * n + k, answers=1000 * n) for n in range(12) for k in range(1, 3 + n)]
    path = write(tmp_path / "many.jsonl", *posts)

    done = run("show", path)

    assert done.code == exits.COULD_NOT
    assert "12 threads" in done.err
    listed = [line.split()[0] for line in done.err.splitlines() if " posts  " in line]
    assert len(listed) == 10
    assert listed[0] == posts[11]["id_str"]
    assert run("show", path, "--thread", listed[0]).code == exits.DONE
    assert (
        run("show", path, "--thread", f"https://x.com/somebody/status/{posts[-1]['id_str']}").code
        == exits.DONE
    )


def test_a_thread_that_is_not_there_is_said(tmp_path: Path):
    """An id that no post has ends with 1 and tells where to look."""
    done = run("show", _good(tmp_path), "--thread", "123")

    assert done.code == exits.COULD_NOT
    assert "'123'" in done.err
    assert "threadscope threads" in done.err


def test_standard_input_is_read(tmp_path: Path):
    """A dash reads from the pipe."""
    done = run("threads", "-", "--json", stdin=_good(tmp_path).read_bytes())

    assert done.code == exits.DONE, done.err
    assert json.loads(done.out)[0]["n_posts"] == 2


def test_strict_turns_problems_into_an_exit_code(tmp_path: Path):
    """--strict: 3 with problems, 0 without."""
    path = _good(tmp_path)

    assert run("threads", path, "--strict").code == exits.DONE
    path.write_text(path.read_text() + '{"id_str": ')
    assert run("threads", path, "--strict").code == exits.PROBLEMS


def test_wrong_usage_is_two():
    """A missing or unknown option ends with 2."""
    assert run("report").code == exits.WRONG_USAGE
    assert run("threads", "x", "--frobnicate").code == exits.WRONG_USAGE
