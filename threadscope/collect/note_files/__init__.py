"""The public Community Notes files -> evidence about the posts of an archive, and about nobody else's."""

from __future__ import annotations

from threadscope.collect.note_files.index import NoteIndex, write_index
from threadscope.collect.note_files.read import NoteFiles, read_notes, with_notes
from threadscope.collect.note_files.wanted import Wanted

__all__ = ["NoteFiles", "NoteIndex", "Wanted", "read_notes", "with_notes", "write_index"]
