"""Archived bytes -> observations -> posts: the only code that opens archives."""

from __future__ import annotations

from threadscope.collect.fold import Folded, fold
from threadscope.collect.intake import Collected
from threadscope.collect.note_files import NoteIndex, with_notes, write_index
from threadscope.collect.note_hints import note_hints
from threadscope.collect.propose import propose_mapping
from threadscope.collect.read import read
from threadscope.collect.store import write_store

__all__ = [
    "Collected",
    "Folded",
    "NoteIndex",
    "fold",
    "note_hints",
    "propose_mapping",
    "read",
    "with_notes",
    "write_index",
    "write_store",
]
