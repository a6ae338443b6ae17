"""`threadscope case init`: a file to correct, written once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import threadscope as ts
from tests.command import post, run, write
from threadscope.case import Case
from threadscope.cli import exits


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A small quarrel in a folder of its own."""
    (tmp_path / "export").mkdir()
    return write(
        tmp_path / "export" / "one.jsonl", post(0, "It leaks."), post(1, "This is false.", answers=0)
    )


def test_init_writes_a_case_and_says_where(one: Path, tmp_path: Path):
    """The file goes to standard output by name, and names the inputs as seen from where it lies."""
    target = tmp_path / "case.toml"
    done = run("case", "init", one, "-o", target)

    assert (done.code, done.out.strip()) == (exits.DONE, str(target))
    assert Case.read(target).thread().posts.height == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.toml", "export"]


def test_paths_are_relative_to_the_case(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """From another folder the same file reads the same exports, under the names that the command line gives them."""
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    run("case", "init", "export/one.jsonl", "-o", "cases/case.toml")
    said = tomllib.loads((tmp_path / "cases" / "case.toml").read_text())

    assert said["inputs"] == ["../export/one.jsonl"]
    for path in ("cases/case.toml", tmp_path / "cases" / "case.toml"):
        assert Case.read(path).archive().sources.equals(ts.read("export/one.jsonl").sources)


def test_an_existing_file_is_kept(one: Path, tmp_path: Path):
    """What an editor wrote is not overwritten, but by --force; the refusal says what to do."""
    target = tmp_path / "case.toml"
    target.write_text("mine")
    refused = run("case", "init", one, "-o", target)

    assert refused.code == exits.WRONG_USAGE
    assert "--force" in refused.err
    assert target.read_text() == "mine"
    assert run("case", "init", one, "-o", target, "--force").code == exits.DONE
    assert Case.is_case(target)


def test_what_was_said_on_the_command_line_stands_in_the_case(one: Path, tmp_path: Path):
    """Scores, labels and switches are part of what is read, so the case holds them."""
    scores = tmp_path / "s.csv"
    scores.write_text(f"post_id,measure,value\n{post(1)['id_str']},stance,deny\n")
    run("case", "init", one, "-o", tmp_path / "case.toml", "--scores", scores, "--no-quotes", "--own-notes")
    read = Case.read(tmp_path / "case.toml")

    assert (read.scores, read.own_notes, read.settings.quotes) == ((scores,), True, False)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("-",), exits.WRONG_USAGE, "standard input"),
        (("export", "-o", "export"), exits.WRONG_USAGE, "is a folder"),
        (("export", "-o", "nowhere/case.toml"), exits.COULD_NOT, "cannot be written"),
        (("export", "--thread", "17"), exits.COULD_NOT, "no post '17'"),
    ],
)
def test_what_cannot_be_done_is_said(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, says: str
):
    """Standard input, a folder, a place that is not there, an unknown thread: one message, and no file."""
    monkeypatch.chdir(tmp_path)
    done = run("case", "init", *words)

    assert done.code == code
    assert says in done.err
    assert not list(tmp_path.rglob("*.toml"))


def test_several_threads_are_listed(one: Path, tmp_path: Path):
    """A case is about one thread; without a choice the error names those there are."""
    write(one, post(0), post(1, answers=0), post(60), post(61, answers=60))
    done = run("case", "init", one, "-o", tmp_path / "case.toml")

    assert done.code == exits.COULD_NOT
    assert len(re.findall(r"\n +\d+", done.err)) == 2
