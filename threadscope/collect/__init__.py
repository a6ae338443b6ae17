"""Archived bytes -> observations -> posts: the only code that opens archives."""

from __future__ import annotations

from threadscope.collect.fold import Folded, fold
from threadscope.collect.intake import Collected
from threadscope.collect.read import read
from threadscope.collect.store import write_store

__all__ = ["Collected", "Folded", "fold", "read", "write_store"]
