"""Everything threadscope raises on purpose, as one tree.

ThreadscopeError
├── ReadError          nothing could be read from an input
│   └── UnknownDialect a readable file that is no X export we know
├── ThreadError        a thread cannot be chosen or is not there
│   ├── NoThread
│   └── SeveralThreads
├── WriteError         a report, picture or table cannot be written where it should be
├── UnknownName        a table, chart, option or zone by a name that does not exist
├── MissingExtra       a package that only a chosen option needs is not installed
└── SchemaError        a stage returned a table that is not what it promised (a fault of ours)

A message says what happened, where, and what to try.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "MissingExtra",
    "NoThread",
    "ReadError",
    "SchemaError",
    "SeveralThreads",
    "ThreadError",
    "ThreadscopeError",
    "UnknownDialect",
    "UnknownName",
    "WriteError",
]


class ThreadscopeError(Exception):
    """Base of all errors that threadscope raises on purpose."""


class ReadError(ThreadscopeError):
    """Nothing could be read from an input."""


class UnknownDialect(ReadError):
    """A file can be opened but is no X export that threadscope knows."""


class WriteError(ThreadscopeError):
    """Something cannot be written where it should be; what stood there before is as it was."""


class ThreadError(ThreadscopeError):
    """A thread cannot be chosen, or is not in the archive."""


class NoThread(ThreadError):
    """The archive holds no such thread, or none at all."""


class SeveralThreads(ThreadError):
    """The archive holds several threads and none was chosen."""


class UnknownName(ThreadscopeError):
    """A table, chart, option or zone was asked for by a name that does not exist."""

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> UnknownName:
        """Build the error that names what exists and the nearest match.

        >>> print(UnknownName.among("chart", "unfoldng", ["tree", "unfolding"]))
        no chart is called 'unfoldng'; there are: tree, unfolding. Did you mean 'unfolding'?
        """
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        return cls(f"no {kind} is called {name!r}; there are: {', '.join(names)}.{hint}")


class MissingExtra(ThreadscopeError):
    """A package that only a chosen option needs is not installed."""

    def __init__(self, what: str, extra: str, package: str) -> None:
        """Name the command that installs it.

        >>> print(MissingExtra("the sentiment backend vader", "vader", "vaderSentiment"))
        the sentiment backend vader needs the package vaderSentiment, which is not installed; run: pip install "threadscope[vader]"
        """
        super().__init__(
            f'{what} needs the package {package}, which is not installed; run: pip install "threadscope[{extra}]"'
        )


class SchemaError(ThreadscopeError):
    """A stage returned a table that is not what its schema promises."""
