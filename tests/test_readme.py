"""What the README shows is what happens."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.command import run
from threadscope import charts

REPO = Path(__file__).resolve().parent.parent
README = (REPO / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the fixtures in it, as in a fresh clone, to work in."""
    (tmp_path / "fixtures").symlink_to(REPO / "fixtures")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_two_commands_are_those_that_are_checked():
    """The test command is the one CI runs; both make their own environment on one line."""
    report, test = (line for block in _blocks("sh") for line in block.splitlines())

    assert test in (REPO / ".ci" / "run").read_text()
    assert report.endswith("threadscope report fixtures/pigeonchat -o reports/pigeonchat")
    assert all(line.startswith("python3 -m venv .venv && .venv/bin/pip install") for line in (report, test))


def test_the_first_lines_say_what_it_is_and_show_a_picture():
    """One sentence, then a picture that exists."""
    title, sentence, picture = [line for line in README.splitlines() if line][:3]

    assert title == "# threadscope"
    assert sentence.count(".") == 1
    assert (REPO / re.search(r"\((.+?)\)", picture)[1]).is_file()


def test_the_command_line_session_is_what_is_printed(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    """Each `$` line is run; what stands below it is its output, with … for lines left out.

    Of the report's pictures the one is drawn that the session asks for by itself: most of the time goes into the others.
    """
    monkeypatch.setattr(charts, "CHARTS", {"tree": charts.CHARTS["tree"]})
    _prints()


@pytest.mark.long
def test_the_command_line_session_draws_every_picture(checkout: Path):
    """The same with all the pictures of the report."""
    _prints()
    assert (checkout / "reports" / "pigeonchat" / "charts" / "unfolding.png").is_file()


def _prints() -> None:
    (session,) = _blocks("console")
    steps = re.findall(r"^\$ threadscope (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE)
    assert len(steps) >= 3

    for command, shown in steps:
        done = run(*shlex.split(command))
        assert done.code == 0, done.err
        printed = [line.rstrip() for line in done.out.splitlines()]
        for line in shown.splitlines():
            assert line == "…" or line.rstrip() in printed, f"{command}: {line!r} is not printed"


def test_the_notebook_session_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    """The Python block runs as it stands; each `# -> value` comment is what its line gives.

    The session of the command line has drawn this report already: here only that it is asked for counts.
    """
    monkeypatch.setattr(
        "threadscope.thread.write_report", lambda _thread, folder, **_options: (folder / "index.html").touch()
    )
    _runs(checkout)


@pytest.mark.long
def test_the_notebook_session_draws_the_report(checkout: Path):
    """The same with the report that it writes."""
    _runs(checkout)
    assert "</html>" in (checkout / "reports" / "pigeonchat" / "index.html").read_text("utf-8")


def _runs(checkout: Path) -> None:
    (session,) = _blocks("python")
    names: dict[str, object] = {}
    for line in session.splitlines():
        code, arrow, value = line.partition("  # -> ")
        with contextlib.redirect_stdout(io.StringIO()):
            if arrow:
                assert str(eval(code, names)) == value, line
            else:
                exec(code, names)

    assert (checkout / "reports" / "pigeonchat" / "index.html").is_file()


def test_make_is_a_short_cut_and_no_other_way():
    """What make calls exists on the machine that CI sets up."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    assert os.access(REPO / ".ci" / "run", os.X_OK)
