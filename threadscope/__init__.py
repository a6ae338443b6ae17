"""threadscope shows how an online quarrel unfolded, from the X thread exports you already have.

Examples
--------
>>> import threadscope as ts
>>> thread = ts.read("fixtures/pigeonchat").thread()
>>> thread.posts.height > 100
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threadscope.archive import Archive, index_notes, read
    from threadscope.errors import ReadError, SeveralThreads, ThreadscopeError, UnknownName
    from threadscope.settings import Settings
    from threadscope.thread import Thread

__all__ = [
    "Archive",
    "ReadError",
    "Settings",
    "SeveralThreads",
    "Thread",
    "ThreadscopeError",
    "UnknownName",
    "index_notes",
    "read",
]

_HOMES = {
    "Archive": "threadscope.archive",
    "ReadError": "threadscope.errors",
    "Settings": "threadscope.settings",
    "SeveralThreads": "threadscope.errors",
    "Thread": "threadscope.thread",
    "ThreadscopeError": "threadscope.errors",
    "UnknownName": "threadscope.errors",
    "index_notes": "threadscope.archive",
    "read": "threadscope.archive",
}


def __getattr__(name: str) -> Any:
    # Loading on first use keeps `import threadscope` and `--help` at a few milliseconds.
    if name not in _HOMES:
        message = f"module 'threadscope' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
