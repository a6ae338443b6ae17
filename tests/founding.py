"""The founding stories as they are committed: each read once for all tests of a process, with the tables that were asked for."""

from __future__ import annotations

from functools import cache

from tests.conftest import REPO
from threadscope.archive import Archive, read
from threadscope.study import Study
from threadscope.thread import Thread

__all__ = ["both", "noted", "story", "study", "thread"]

_FIXTURES = REPO / "fixtures"


@cache
def story(name: str = "pigeonchat") -> Archive:
    """Return the archive of one story."""
    return read(_FIXTURES / name)


@cache
def study(name: str = "pigeonchat") -> Study:
    """Return the study of all that stands in it."""
    return story(name).study()


@cache
def thread(name: str = "pigeonchat") -> Thread:
    """Return its one thread."""
    return story(name).thread()


@cache
def both() -> Archive:
    """Return the archive of both stories."""
    return read([_FIXTURES / "pigeonchat", _FIXTURES / "two_messengers"])


@cache
def noted(name: str = "pigeonchat") -> Archive:
    """Return the archive of one story with the public files of Community Notes."""
    return read(_FIXTURES / name, notes=_FIXTURES / "notes")
