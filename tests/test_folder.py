"""A folder is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from threadscope import folder
from threadscope.errors import WriteError


def _report(target: Path, words: str) -> None:
    with folder.replaced(target) as fresh:
        (fresh / "index.html").write_text(words)
        (fresh / "data").mkdir()
        (fresh / "data" / "posts.parquet").write_text(words)


def _all(target: Path) -> dict[str, str]:
    return {
        str(path.relative_to(target)): path.read_text()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def test_a_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """After a second run only what that run made is there, and nothing else is left beside it."""
    target = tmp_path / "deep" / "spat"
    _report(target, "old")
    (target / "charts").mkdir()
    (target / "charts" / "old.png").write_text("old")
    _report(target, "new")
    assert _all(target) == {"index.html": "new", "data/posts.parquet": "new"}
    assert [entry.name for entry in target.parent.iterdir()] == ["spat"]


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    """Notes that a reader keeps beside the report survive the next run."""
    target = tmp_path / "spat"
    _report(target, "old")
    (target / "my notes.txt").write_text("call her back")
    (target / "sources").mkdir()
    (target / "sources" / "a.txt").write_text("a")
    _report(target, "new")
    kept = _all(target)
    assert kept["my notes.txt"] == "call her back"
    assert kept["sources/a.txt"] == "a"
    assert kept["index.html"] == "new"


def test_a_run_that_fails_leaves_the_old_report(tmp_path: Path) -> None:
    """An error in the middle of writing changes nothing."""
    target = tmp_path / "spat"
    _report(target, "old")
    before = _all(target)
    with pytest.raises(ZeroDivisionError), folder.replaced(target) as fresh:
        _ = (fresh / "index.html").write_text("half") / 0
    assert _all(target) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["spat"]


def test_a_killed_run_leaves_the_old_report(tmp_path: Path) -> None:
    """A run that is killed while it writes leaves the old report whole, and the next run works."""
    target = tmp_path / "spat"
    _report(target, "old")
    before = _all(target)
    code = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from threadscope.folder import replaced
        with replaced(Path(sys.argv[1])) as fresh:
            (fresh / "index.html").write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    done = subprocess.run([sys.executable, "-c", code, target], check=False)
    assert done.returncode == -signal.SIGKILL
    assert _all(target) == before
    _report(target, "new")
    assert _all(target)["index.html"] == "new"


@pytest.mark.parametrize("exchange", [True, False])
def test_it_works_where_folders_cannot_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    """Without the kernel's one step two renames do it, and a run killed between them is mended by the next."""
    if not exchange:
        monkeypatch.setattr(folder, "_exchanged", lambda _one, _other: False)
    target = tmp_path / "spat"
    _report(target, "old")
    _report(target, "new")
    assert _all(target)["index.html"] == "new"
    target.rename(tmp_path / ".spat-old")
    with pytest.raises(ZeroDivisionError), folder.replaced(target):
        _ = 1 / 0
    assert _all(target)["index.html"] == "new"


def test_a_second_rename_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new folder cannot be moved in, the old one is moved back."""
    monkeypatch.setattr(folder, "_exchanged", lambda _one, _other: False)
    target = tmp_path / "spat"
    _report(target, "old")
    whole = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if "new-" in str(self):
            raise OSError(errno.EACCES, "refused")
        return whole(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(WriteError, match="What stood there before is as it was"):
        _report(target, "new")
    assert _all(target)["index.html"] == "old"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A target that is a file is named, and stays."""
    target = tmp_path / "spat"
    target.write_text("a letter")
    with pytest.raises(WriteError, match="is a file; name a folder"), folder.replaced(target):
        pass
    assert target.read_text() == "a letter"
    with pytest.raises(WriteError, match="a part of that path is a file"), folder.replaced(target / "report"):
        pass


def test_something_else_is_not_replaced(tmp_path: Path) -> None:
    """A folder that holds no report is never emptied."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(WriteError, match="holds something that is no report"), folder.replaced(tmp_path):
        pass
    assert (tmp_path / "thesis.txt").is_file()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left on the disk"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "a folder of yours"),
    ],
)
def test_a_full_or_closed_disk_is_told(tmp_path: Path, number: int, words: str) -> None:
    """The message says what is wrong and what to do, and that the old report is as it was."""
    target = tmp_path / "spat"
    _report(target, "old")
    with pytest.raises(WriteError, match=words) as told, folder.replaced(target):
        raise OSError(number, "as the system says")
    assert "What stood there before is as it was" in str(told.value)
    assert _all(target)["index.html"] == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """A parent in which nothing may be written gives a message, no trace."""
    tmp_path.chmod(0o500)
    try:
        with (
            pytest.raises(WriteError, match="nothing may be written there"),
            folder.replaced(tmp_path / "spat"),
        ):
            pass
    finally:
        tmp_path.chmod(0o700)
