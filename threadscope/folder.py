"""A folder that is written whole or not at all: what stood there before stays until everything new is there."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from threadscope.errors import WriteError

__all__ = ["replaced"]

#: What may be replaced holds this file: it is an older report of ours.
_MARK: Final = "index.html"
_AT_FDCWD, _EXCHANGE = -100, 2
_HELP: Final = {
    errno.ENOSPC: "there is no room left on the disk; free some, or name a folder on another disk",
    errno.EDQUOT: "your share of the disk is used up; free some, or name a folder on another disk",
    errno.EROFS: "the disk can only be read; name a folder on another one",
    errno.EACCES: "nothing may be written there; name a folder of yours",
    errno.EPERM: "nothing may be written there; name a folder of yours",
    errno.EEXIST: "a part of that path is a file; name a folder",
    errno.ENOTDIR: "a part of that path is a file; name a folder",
    errno.ENAMETOOLONG: "the name is too long for this disk; name a shorter one",
}


@contextlib.contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well, it takes the place of the target in one step.

    A block that fails, or a run that is killed, leaves the target as it was. What somebody else put beside the report
    at the top of the target (files that neither the old nor the new report made) is carried over.

    Parameters
    ----------
    target
        A folder that is not there yet, is empty, or holds an older report (``index.html``).

    Yields
    ------
    Path
        The folder to fill, on the same disk as the target.

    Raises
    ------
    WriteError
        If the target is a file or holds something that is no report, or nothing can be written there; the message says
        what to do.
    """
    target = target.absolute().resolve()
    try:
        _restore(target)
        _must_be_ours(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=target.parent, prefix=_hidden(target, "new-"), ignore_cleanup_errors=True
        ) as work:
            fresh = Path(work) / target.name
            fresh.mkdir()
            yield fresh
            _carry_over(target, fresh)
            _swap(fresh, target)
    except OSError as fault:
        why = _HELP.get(fault.errno or 0, fault.strerror or str(fault))
        kept = " What stood there before is as it was." if target.exists() else ""
        raise WriteError(f"cannot write to {target}: {why}.{kept}") from fault


def _hidden(target: Path, what: str) -> str:
    return f".{target.name}-{what}"


def _must_be_ours(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise WriteError(f"{target} is a file; name a folder for the report")
    if any(target.iterdir()) and not (target / _MARK).is_file():
        raise WriteError(
            f"{target} holds something that is no report; name another folder, or empty it first"
        )


def _carry_over(old: Path, fresh: Path) -> None:
    """Copy what is not ours at the top of the older folder: somebody's own notes beside the report."""
    if not old.is_dir():
        return
    ours = _listed(old) | {entry.name for entry in fresh.iterdir()}
    for entry in old.iterdir():
        if entry.name in ours:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, fresh / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)


def _listed(old: Path) -> set[str]:
    """Return the names that a report makes, and those of the threads in a folder of several reports."""
    reports = {entry.name for entry in old.iterdir() if (entry / _MARK).is_file()}
    return reports | {_MARK, "charts", "data", "summary.json"}


def _swap(fresh: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which then lies where the new one was."""
    if not target.exists():
        fresh.rename(target)
    elif not _exchanged(fresh, target):
        # Two steps: a run killed between them leaves the old folder whole beside, and the next run puts it back.
        aside = target.parent / _hidden(target, "old")
        target.rename(aside)
        try:
            fresh.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _restore(target: Path) -> None:
    """Put back the older folder of a run that was killed while it changed places."""
    aside = target.parent / _hidden(target, "old")
    if aside.is_dir() and not target.exists():
        aside.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step of the kernel; False where it knows no such step."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
