"""Archived bytes -> observations -> posts: the only code that opens archives."""

from __future__ import annotations

from threadscope.collect.fold import Folded, fold
from threadscope.collect.intake import Collected
from threadscope.collect.label_file import write_sample
from threadscope.collect.note_files import NoteIndex, with_notes, write_index
from threadscope.collect.note_hints import note_hints
from threadscope.collect.propose import propose_mapping
from threadscope.collect.read import read
from threadscope.collect.scores import Scores, read_scores
from threadscope.collect.store import write_store
from threadscope.collect.without import without

__all__ = [
    "Collected",
    "Folded",
    "NoteIndex",
    "Scores",
    "fold",
    "note_hints",
    "propose_mapping",
    "read",
    "read_scores",
    "with_notes",
    "without",
    "write_index",
    "write_sample",
    "write_store",
]
