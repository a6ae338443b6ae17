"""Tables of an older and of a newer archive -> the table `changes`: what they say differently, and what only one holds."""

from __future__ import annotations

from threadscope.diff.between import INPUTS, changes, of_thread, same_threads

__all__ = ["INPUTS", "changes", "of_thread", "same_threads"]
