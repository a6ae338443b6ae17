"""Exit codes, by name."""

from __future__ import annotations

from typing import Final

__all__ = ["COULD_NOT", "DONE", "PROBLEMS", "WRONG_USAGE"]

DONE: Final = 0
COULD_NOT: Final = 1
WRONG_USAGE: Final = 2
#: `--strict` was given and something was not understood.
PROBLEMS: Final = 3
