"""Real threads beside the checkout that several tests look at: read once."""

from __future__ import annotations

from functools import cache

from tests.conftest import SHARED
from threadscope.archive import Archive
from threadscope.collect import Collected, read
from threadscope.study import Study

__all__ = ["labelled_collected", "labelled_study"]


@cache
def labelled_collected() -> Collected:
    """Return what the zip of labelled threads of X holds: 297 threads in more than 5,000 files."""
    return read([SHARED / "labelled" / "rumoureval2019_traindev_twitter.zip"])


@cache
def labelled_study() -> Study:
    """Return all of them as one study."""
    return Archive(labelled_collected()).study()
